"""Headings with their bookmarks, and the field that lists them.

The field is filled in already, so that nothing must be updated to read the file, and no program asks whether it should:
the entries with the pages they have in the PDF. Word sets its pages a little differently; a click on the contents and
*Update table* counts them anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from localplan.exchange.document import ink
from localplan.exchange.document.blocks import Contents, Heading
from localplan.exchange.document.fonts import Ruler
from localplan.exchange.document.word.markup import element, field, paragraph, run, twips
from localplan.exchange.document.word.tongues import leftward_paragraph

LISTED = 2
"""Levels that the contents list."""


def heading(block: Heading, number: int, ruler: Ruler) -> str:
    """A heading with the bookmark of that number, its own number hanging before it; one that `flows` begins no page."""
    level = min(block.level, 3)
    hang = twips(ruler.width(f"{block.number}  ", ink.HEADINGS[level - 1])) if _hangs(block) else 0
    flows = level == 1 and block.flows
    line = run(_line(block))
    properties = "".join(
        (
            element("pStyle", val=f"Heading{level}"),
            element("pageBreakBefore", val=0) if flows else "",
            element("bidi") if leftward_paragraph(line) else "",
            element("spacing", before=twips(30)) if flows else "",
            element("ind", left=hang, hanging=hang) if hang else "",
        )
    )
    mark = element("bookmarkStart", id=number, name=_bookmark(number)), element("bookmarkEnd", id=number)
    return element("p", element("pPr", properties) + mark[0] + line + mark[1])


def _line(heading: Heading) -> str:
    """The number, a tab, the text, as Word itself writes numbered headings into its contents."""
    between = "\t" if _hangs(heading) else "\u2002"
    return f"{heading.number}{between}{heading.text}" if heading.number else heading.text


def _hangs(heading: Heading) -> bool:
    """A number such as 3.1; “Annex 2” is too wide for the column of numbers in the contents."""
    return heading.number[:1].isdigit()


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
    page = field(f"PAGEREF {_bookmark(number)} \\h", str(pages.get(heading.anchor, "")))
    return element(
        "hyperlink", run(_line(heading)) + element("r", "<w:tab/>") + page, anchor=_bookmark(number), history=1
    )


def _bookmark(number: int) -> str:
    """As Word itself names the bookmarks of its contents."""
    return f"_Toc{number:09}"
