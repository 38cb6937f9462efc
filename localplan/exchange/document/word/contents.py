"""Headings with their bookmarks, and the field that lists them.

The field is filled in already, so that nothing must be updated to read the file, and no program asks whether it should:
the entries with the pages they have in the PDF. Word sets its pages a little differently; a click on the contents and
*Update table* counts them anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from localplan.exchange.document.blocks import Contents, Heading
from localplan.exchange.document.word.markup import element, field, paragraph, run

LISTED = 2
"""Levels that the contents list."""


def heading(block: Heading, number: int) -> str:
    """A heading with the bookmark of that number; one that `flows` begins no page."""
    mark = element("bookmarkStart", id=number, name=_bookmark(number)), element("bookmarkEnd", id=number)
    level = min(block.level, 3)
    text = run(f"{block.number}\u2002{block.text}" if block.number else block.text)
    if level == 1 and block.flows:
        properties = element("pStyle", val="Heading1") + element("pageBreakBefore", val=0) + _LOWER
        return element("p", element("pPr", properties) + mark[0] + text + mark[1])
    return paragraph(f"Heading{level}", mark[0] + text + mark[1])


_LOWER = element("spacing", before=600)


def contents(block: Contents, headings: Sequence[Heading], pages: Mapping[str, int]) -> str:
    """The title and the field; `pages` are numbers by anchor."""
    entries = [
        (heading.level, _entry(heading, number, pages))
        for number, heading in enumerate(headings, 1)
        if heading.level <= LISTED
    ]
    lines = "".join(
        paragraph(f"TOC{level}", (_BEGIN if n == 0 else "") + entry + (_END if n == len(entries) - 1 else ""))
        for n, (level, entry) in enumerate(entries)
    )
    gallery = element("docPartGallery", val="Table of Contents") + element("docPartUnique")
    properties = element("sdtPr", element("docPartObj", gallery))
    return element("sdt", properties + element("sdtContent", paragraph("TOCHeading", run(block.title)) + lines))


_BEGIN = (
    element("r", element("fldChar", fldCharType="begin"))
    + element("r", f'<w:instrText xml:space="preserve"> TOC \\o "1-{LISTED}" \\h \\z </w:instrText>')
    + element("r", element("fldChar", fldCharType="separate"))
)
_END = element("r", element("fldChar", fldCharType="end"))


def _entry(heading: Heading, number: int, pages: Mapping[str, int]) -> str:
    text = run(f"{heading.number}\u2002{heading.text}" if heading.number else heading.text)
    page = field(f"PAGEREF {_bookmark(number)} \\h", str(pages.get(heading.anchor, "")))
    return element("hyperlink", text + element("r", "<w:tab/>") + page, anchor=_bookmark(number), history=1)


def _bookmark(number: int) -> str:
    """As Word itself names the bookmarks of its contents."""
    return f"_Toc{number:09}"
