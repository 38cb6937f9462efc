"""Pages of a Word file: paper and margins, what each page repeats, and the watermark behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from docx.enum.section import WD_ORIENT
from docx.oxml.parser import parse_xml
from docx.shared import Pt

from localplan.exchange.document import ink
from localplan.exchange.document.blocks import Frame
from localplan.exchange.document.pages import Sheet
from localplan.exchange.document.word.markup import BOLD, NAMES, allowed, element, field, paragraph, run, twips

if TYPE_CHECKING:
    from docx.section import Section, _Footer, _Header

_HEAD, _FOOT = 11 * 72 / 25.4, 9 * 72 / 25.4  # where header and footer begin, from the edges of the paper


def set_paper(section: Section, sheet: Sheet) -> None:
    """The paper of the PDF with its margins."""
    section.orientation = WD_ORIENT.LANDSCAPE if sheet.width > sheet.height else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Pt(sheet.width), Pt(sheet.height)
    section.left_margin, section.right_margin = Pt(sheet.left), Pt(sheet.right)
    section.top_margin, section.bottom_margin = Pt(sheet.top), Pt(sheet.bottom)
    section.header_distance, section.footer_distance = Pt(_HEAD), Pt(_FOOT)


def set_frame(section: Section, sheet: Sheet, frame: Frame, starred: bool) -> None:
    """Running head with marks at the right, and at the foot the page with its number; `starred`: with the footnote."""
    watermark = _watermark(frame.watermark) if frame.watermark else ""
    _fill(section.header, _running(frame, sheet, watermark))
    note = paragraph("Footer", run(frame.footnote)) if frame.footnote and starred else ""
    _fill(section.footer, note + paragraph("Footer", _page(frame.page), align="right"))
    if section.different_first_page_header_footer:
        _fill(section.first_page_header, paragraph("Gap", watermark))
        _fill(section.first_page_footer, paragraph("Gap"))


def _fill(part: _Header | _Footer, content: str) -> None:
    part.is_linked_to_previous = False
    root = part._element  # the paragraphs of a header have no other way in as XML
    for child in list(root):
        root.remove(child)
    for child in parse_xml(f"<w:hdr {NAMES}>{content}</w:hdr>"):
        root.append(child)


def _running(frame: Frame, sheet: Sheet, watermark: str) -> str:
    """Empty, without the line under it, where nothing runs along."""
    if not frame.running and not frame.marks:
        return paragraph("Gap", watermark)
    tab = element("tabs", element("tab", val="right", pos=twips(sheet.inner_width)))
    alarm = BOLD + element("color", val=f"{ink.ALARM:06X}")
    marks = "<w:r><w:tab/></w:r>" + run("   ".join(frame.marks), alarm) if frame.marks else ""
    properties = element("pPr", element("pStyle", val="Header") + tab)
    return element("p", properties + run(frame.running) + marks + watermark)


def _page(form: str) -> str:
    """The page's number and how many there are, as fields; `form` is "{n} / {of}" in the document's words."""
    before, _, rest = form.partition("{n}")
    between, _, after = rest.partition("{of}")
    return run(before) + field("PAGE", "1") + run(between) + field("NUMPAGES", "1") + run(after)


def _watermark(text: str) -> str:
    """Letters across the page behind everything, made as Word makes its own watermarks."""
    style = (
        "position:absolute;margin-left:0;margin-top:0;width:420pt;height:110pt;rotation:315;z-index:-251658752;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    return (
        '<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"'
        ' path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
        '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        f'<v:shape id="PowerPlusWaterMarkObject" o:spid="_x0000_s2049" type="#_x0000_t136" style="{style}"'
        ' o:allowincell="f" fillcolor="#EEF1F4" stroked="f">'
        f'<v:textpath style="font-family:&quot;DejaVu Sans&quot;;font-size:1pt" string={quoteattr(allowed(text))}/>'
        "</v:shape></w:pict></w:r>"
    )
