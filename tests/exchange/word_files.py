"""Word files to write and read back: by python-docx, by LibreOffice, and against the order that the format asks for."""

from __future__ import annotations

import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml.parser import parse_xml
from pypdf import PdfReader

from localplan.domain.plan import Plan
from localplan.exchange.document.blocks import Block, Meta
from localplan.exchange.document.build import document_meta
from localplan.exchange.document.word.file import write_docx
from tests.exchange.documents import FONTS, MOMENT, blocks_of, methodology, words
from tests.exchange.workbooks import OFFICE

WRITER = OFFICE is not None and any(Path(OFFICE).resolve().parent.glob("*swlo.*"))
"""Whether LibreOffice is there with its word processor; with the spreadsheet alone it reads no Word file."""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def word_file(blocks: Sequence[Block], path: Path, meta: Meta | None = None) -> Document:
    """Blocks written to `path` and opened again."""
    write_docx(blocks, path, meta=meta or Meta("Title", "Author"), fonts_dir=FONTS)
    return docx.Document(str(path))


def word_plan(plan: Plan, path: Path, language: str = "en") -> Document:
    """The plan's document as a Word file."""
    meta = document_meta(plan, methodology(), words(language), moment=MOMENT)
    return word_file(blocks_of(plan, language), path, meta)


def text_of_word(document: Document) -> str:
    """Every text of the body, cell by cell, a line for each paragraph."""
    return "\n".join("".join(_signs(p)) for p in document.element.body.iter(f"{W}p"))


def _signs(paragraph: object) -> Iterator[str]:
    for node in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br"):  # type: ignore[attr-defined]
        if node.getparent().tag == f"{W}r":
            yield node.text if node.tag == f"{W}t" else "\n" if node.tag == f"{W}br" else "\t"


def parts_of(path: Path) -> dict[str, bytes]:
    """The members of the file by name."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def as_libreoffice_shows(path: Path) -> PdfReader:
    """The pages that LibreOffice makes of a Word file."""
    folder, profile = path.parent / "shown", (path.parent / "office").as_uri()
    command = [str(OFFICE), "--headless", f"-env:UserInstallation={profile}", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, str(folder), str(path)], check=True, capture_output=True, timeout=180)
    return PdfReader(folder / f"{path.stem}.pdf")


ORDERS = {
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
        "bidi spacing ind contextualSpacing jc outlineLvl rPr sectPr"
    ),
    "rPr": "rStyle rFonts b bCs i iCs caps strike color spacing w kern position sz szCs highlight u shd rtl lang",
    "tblPr": "tblStyle tblpPr tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign",
    "pBdr": "top left bottom right between bar",
    "tblBorders": "top left bottom right insideH insideV",
    "tcBorders": "top left bottom right",
    "tblCellMar": "top left bottom right",
    "style": "name basedOn next link uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr trPr tcPr tblStylePr",
    "settings": "zoom defaultTabStop characterSpacingControl compat themeFontLang",
    "font": "altName panose1 charset family notTrueType pitch",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlJc pPr rPr",
    "sectPr": "headerReference type pgSz pgMar pgBorders pgNumType cols titlePg docGrid",
}
"""The order in which the format (ECMA-376, part 1) asks for the children of an element; Word refuses others."""


def out_of_order(path: Path) -> list[str]:
    """Elements of the file whose children stand in another order, or that no such element may have."""
    wrong: list[str] = []
    for name, content in parts_of(path).items():
        if name.startswith("word/") and name.endswith(".xml"):
            for node in parse_xml(content).iter():
                tag = str(node.tag).removeprefix(W)
                if tag in ORDERS:
                    order = ORDERS[tag].split()
                    children = [str(child.tag).removeprefix(W).replace("footerR", "headerR") for child in node]
                    if any(child not in order for child in children) or children != sorted(children, key=order.index):
                        wrong.append(f"{name}: {tag} {children}")
    return wrong
