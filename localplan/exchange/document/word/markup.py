"""WordprocessingML as text: elements, runs and paragraphs, with whatever a text may hold made harmless."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from localplan.exchange.document.blocks import Align
from localplan.exchange.document.shaping import is_shaped
from localplan.exchange.document.word.tongues import leftward_paragraph, stretches, tongue_of

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What XML cannot hold, and control characters that Word takes for damage."""
_BREAKS = re.compile(r"(\n|\t)")
_JUSTIFIED = {"right": "right", "centre": "center"}


def allowed(text: str) -> str:
    """The text without characters that no XML file may hold; ends of lines are as Unix has them."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def element(tag: str, content: str = "", /, **attributes: object) -> str:
    """An element of the namespace `w`; attributes are of the same namespace, those that are None are left out."""
    said = "".join(
        f" w:{name}={quoteattr(allowed(str(value)))}" for name, value in attributes.items() if value is not None
    )
    return f"<w:{tag}{said}>{content}</w:{tag}>" if content else f"<w:{tag}{said}/>"


BOLD = element("b") + element("bCs")
"""Both for letters that stand one by one and for those that are shaped."""


def twips(points: float) -> int:
    """A length as Word counts it, in twentieths of a point."""
    return round(points * 20)


def run(text: str, properties: str = "") -> str:
    """A run of text; a line break in it stays one. Several where parts of it stand from right to left."""
    if is_shaped(text):
        return "".join(_shaped(part, leftward, properties) for part, leftward in stretches(allowed(text)))
    return _run(allowed(text), properties)


def _run(text: str, properties: str) -> str:
    parts = "".join(_part(part) for part in _BREAKS.split(text) if part)
    return element("r", (element("rPr", properties) if properties else "") + parts) if parts else ""


def _shaped(text: str, leftward: bool, properties: str) -> str:
    """A run with the font and the language of its letters."""
    tongue = tongue_of(text)
    font = element("rFonts", cs=tongue.font) if tongue else ""
    spoken = element("lang", bidi=tongue.spoken) if tongue else ""
    return _run(text, font + properties + (element("rtl") if leftward else "") + spoken)


def _part(part: str) -> str:
    if part == "\n":
        return "<w:br/>"
    return "<w:tab/>" if part == "\t" else f'<w:t xml:space="preserve">{escape(part)}</w:t>'


def field(instruction: str, shown: str, properties: str = "") -> str:
    """A field with what it last showed."""
    look = element("rPr", properties) if properties else ""
    order = f'<w:instrText xml:space="preserve"> {instruction} </w:instrText>'
    return "".join(
        (
            element("r", look + element("fldChar", fldCharType="begin")),
            element("r", look + order),
            element("r", look + element("fldChar", fldCharType="separate")),
            run(shown, properties),
            element("r", look + element("fldChar", fldCharType="end")),
        )
    )


def paragraph(
    style: str,
    content: str = "",
    *,
    keep: bool = False,
    breaks: bool = False,
    align: Align = "left",
    before: float | None = None,
) -> str:
    """A paragraph in a style. It may stay with the next (`keep`), begin a page (`breaks`), stand lower (`before`).

    One that runs from right to left stands at the right by itself.
    """
    leftward = leftward_paragraph(content)
    properties = "".join(
        (
            element("pStyle", val=style),
            element("keepNext") if keep else "",
            element("pageBreakBefore") if breaks else "",
            element("bidi") if leftward else "",
            element("spacing", before=twips(before)) if before is not None else "",
            element("jc", val=_JUSTIFIED[align]) if align in _JUSTIFIED and not (leftward and align == "right") else "",
        )
    )
    return element("p", element("pPr", properties) + content)


def paragraphs(style: str, text: str, *, keep: bool = False, align: Align = "left") -> str:
    """A paragraph for each line of the text; at least one, maybe empty."""
    return "".join(paragraph(style, run(line), keep=keep, align=align) for line in allowed(text).split("\n"))
