"""A Word file from blocks: the same bytes for the same input, whole or not written at all."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import count, groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import docx
from docx.oxml.parser import parse_xml

from localplan.exchange.document import blocks as b
from localplan.exchange.document.cover import free_room
from localplan.exchange.document.fonts import Ruler
from localplan.exchange.document.layout import lay_out, with_sheets
from localplan.exchange.document.pages import PORTRAIT
from localplan.exchange.document.widths import fitted
from localplan.exchange.document.word import letters, pictures, tables, texts, trees
from localplan.exchange.document.word.container import blank, packed, place_of
from localplan.exchange.document.word.contents import contents, heading
from localplan.exchange.document.word.markup import NAMES
from localplan.exchange.document.word.sections import set_frame, set_paper
from localplan.exchange.safe_write import replacing

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section


class Book(NamedTuple):
    """The file as it is put together. `numbers` of the headings and their `pages` in the PDF, by anchor."""

    document: Document
    headings: tuple[b.Heading, ...]
    numbers: Mapping[str, int]
    pages: Mapping[str, int]
    ruler: Ruler
    pictures: Iterator[int]


def write_docx(blocks: Sequence[b.Block], path: Path, *, meta: b.Meta, fonts_dir: Path) -> None:
    """Write the document. The old file stays whole until the new one is verified. Raises Refused."""
    document, contents = _document(blocks, meta, fonts_dir)
    content = packed(document, contents)
    with replacing(path, lambda written: verify_docx(written, len(contents))) as temporary:
        temporary.write_bytes(content)


def verify_docx(path: Path, sections: int) -> None:
    """Raises ValueError when the file cannot be read as a Word file with so many sections."""
    with zipfile.ZipFile(path) as archive:
        if broken := archive.testzip():
            raise ValueError(f"{broken} is damaged")
    found = len(docx.Document(str(path)).sections)
    if found != sections:
        raise ValueError(f"{found} sections instead of {sections}")


def _document(blocks: Sequence[b.Block], meta: b.Meta, fonts_dir: Path) -> tuple[Document, list[str]]:
    """The file with its sections, and what is to stand in each of them."""
    document = blank(meta, PORTRAIT.inner_width)
    ruler = Ruler(fonts_dir)
    headings = tuple(block for block in blocks if isinstance(block, b.Heading))
    numbers = {block.anchor: n for n, block in enumerate(headings, 1)}
    book = Book(document, headings, numbers, _pages(blocks, ruler), ruler, count(1))
    frame = next((block for block in blocks if isinstance(block, b.Frame)), b.Frame())
    parts = [
        (sheet, "".join(_said([block for _, block in pairs], sheet.inner_width, book)))
        for sheet, pairs in groupby(with_sheets(blocks), key=lambda pair: pair[0])
    ]
    starred = "*" in frame.running or any("*" in content for _, content in parts)
    for n, (sheet, _) in enumerate(parts):
        section = _new_section(document) if n else document.sections[0]
        section.different_first_page_header_footer = n == 0 and isinstance(frame, b.Cover)
        set_paper(section, sheet)
        set_frame(section, sheet, frame, starred)
        document.element.body[-1].addprevious(place_of(n))
    return document, [content for _, content in parts]


def _pages(blocks: Sequence[b.Block], ruler: Ruler) -> dict[str, int]:
    """The page of each heading in the PDF, by anchor; none for a document without contents."""
    if not any(isinstance(block, b.Contents) for block in blocks):
        return {}
    pages = enumerate(lay_out(blocks, ruler), 1)
    return {placed.piece.anchor: n for n, page in pages for placed in page.placed if placed.piece.anchor}


def _said(blocks: Sequence[b.Block], width: float, book: Book) -> Iterator[str]:
    """Each block as markup. A page break before what begins a page anyway would leave an empty one."""
    for block, after in zip(blocks, (*blocks[1:], None), strict=True):
        begins = isinstance(after, b.Heading) and after.level == 1 and not after.flows
        if not (isinstance(block, b.PageBreak) and begins):
            yield _markup(block, width, book)


def _markup(block: b.Block, width: float, book: Book) -> str:
    match block:
        case b.Heading():
            return heading(block, book.numbers[block.anchor], book.ruler)
        case b.Paragraphs():
            return texts.running_text(block)
        case b.Bullets():
            return texts.bullets(block)
        case b.Note():
            return texts.note(block)
        case b.PageBreak():
            return texts.PAGE_BREAK
        case b.KeyValues():
            return tables.key_values(block, width)
        case b.Table():
            return tables.table(fitted(block, width, book.ruler), width)
        case b.ActionTable():
            return tables.action_table(block, width)
        case b.Tree():
            return "".join(trees.tree(block, width))
        case b.Figure() | b.Web():
            return _picture(block, width, book)
        case b.Cover():
            return "".join(letters.cover(block, width, free_room(block, PORTRAIT, book.ruler)))
        case b.Frame():
            return ""
        case b.Letterhead():
            return letters.letterhead(block)
        case b.Title():
            return letters.title(block)
        case b.Article():
            return letters.article(block)
        case b.Signature():
            return letters.signature(block, width)
        case b.Contents():
            return contents(block, book.headings, book.pages)
    raise TypeError(type(block).__name__)


def _picture(block: b.Figure | b.Web, width: float, book: Book) -> str:
    piece = pictures.piece_of(block, width, book.ruler)
    relation, _ = book.document.part.get_or_add_image(io.BytesIO(pictures.png(piece, width, book.ruler.shaper)))
    return pictures.picture(relation, next(book.pictures), piece, width, pictures.told(block))


def _new_section(document: Document) -> Section:
    """A section after what is written; the paragraph that ends the one before it takes no room."""
    section: Section = document.add_section()
    properties = document.element.body[-2].pPr
    properties.insert(0, parse_xml(f'<w:pStyle {NAMES} w:val="Gap"/>'))
    return section
