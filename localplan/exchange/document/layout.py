"""Blocks become pages in one pass; the contents need no second, since their own length is known beforehand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from localplan.exchange.charts import figure_piece
from localplan.exchange.document import blocks as b
from localplan.exchange.document import ink
from localplan.exchange.document.action import action_pieces
from localplan.exchange.document.cover import cover_pieces
from localplan.exchange.document.fonts import Ruler
from localplan.exchange.document.grid import table_pieces
from localplan.exchange.document.ink import Face, Mark, PageOf, Text
from localplan.exchange.document.letterhead import article_pieces, letterhead_pieces, signature_pieces, title_pieces
from localplan.exchange.document.narrative import (
    bullet_pieces,
    heading_pieces,
    key_value_pieces,
    note_pieces,
    paragraph_pieces,
)
from localplan.exchange.document.pages import LANDSCAPE, PORTRAIT, WIDE, Page, Piece, Sheet, fill
from localplan.exchange.document.trees import tree_pieces
from localplan.exchange.document.widths import fitted
from localplan.exchange.webs import web_piece

_CONTENTS = (Face("strong", 10, 15), Face("text", 9.5, 13.5), Face("text", 9, 13))


def lay_out(blocks: Sequence[b.Block], ruler: Ruler) -> tuple[Page, ...]:
    """The document's pages as values: what stands where, nothing drawn yet."""
    headings = [block for block in blocks if isinstance(block, b.Heading)]
    pages: list[Page] = []
    for sheet, run in groupby(with_sheets(blocks), key=lambda pair: pair[0]):
        pieces = _broken(piece for _, block in run for piece in _pieces(block, sheet, headings, ruler))
        pages.extend(fill(pieces, sheet))
    if blocks and isinstance(blocks[0], b.Cover):
        pages[0] = Page(pages[0].sheet, pages[0].placed, bare=True)
    return tuple(pages)


def with_sheets(blocks: Iterable[b.Block]) -> Iterator[tuple[Sheet, b.Block]]:
    """Each block with its paper: the heading of an action-plan table stands on the table's own."""
    held: list[b.Block] = []
    for block in blocks:
        if isinstance(block, b.Heading) and block.level == 1:
            yield from ((PORTRAIT, earlier) for earlier in held)
            held = []
        if isinstance(block, b.Heading) or (held and isinstance(block, b.Note | b.Paragraphs)):
            held.append(block)
            continue
        sheet = PORTRAIT
        if isinstance(block, b.ActionTable):
            sheet = WIDE if block.wide else LANDSCAPE
        yield from ((sheet, earlier) for earlier in held)
        held = []
        yield sheet, block
    yield from ((PORTRAIT, earlier) for earlier in held)


def _broken(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces, where the one after a page break begins a page."""
    result: list[Piece] = []
    waiting = False
    for piece in pieces:
        if piece is _BREAK:
            waiting = True
            continue
        if waiting and not piece.begins_page:
            piece = Piece(
                piece.height, piece.marks, piece.before, piece.keep, piece.header, True, piece.anchor, piece.outline,
                piece.level, piece.subject,
            )  # fmt: skip
        result.append(piece)
        waiting = False
    return result


_BREAK = Piece(0.0, subject="page break")


def _pieces(block: b.Block, sheet: Sheet, headings: Sequence[b.Heading], ruler: Ruler) -> Iterable[Piece]:
    width, tallest = sheet.inner_width, sheet.inner_height
    match block:
        case b.Heading():
            return heading_pieces(block, width, ruler)
        case b.Paragraphs():
            return paragraph_pieces(block, width, ruler)
        case b.Bullets():
            return bullet_pieces(block, width, ruler)
        case b.Note():
            return note_pieces(block, width, ruler)
        case b.KeyValues():
            return key_value_pieces(block, width, ruler)
        case b.Table():
            return [*table_pieces(fitted(block, width, ruler), width, tallest, ruler), Piece(8.0)]
        case b.ActionTable():
            return action_pieces(block, width, tallest, ruler)
        case b.Tree():
            return tree_pieces(block, width, tallest, ruler)
        case b.Figure():
            return (figure_piece(block, width, ruler),)
        case b.Web():
            return (web_piece(block, width, ruler),)
        case b.Cover():
            return cover_pieces(block, sheet, ruler)
        case b.Frame():
            return ()
        case b.Letterhead():
            return letterhead_pieces(block, width, ruler)
        case b.Title():
            return title_pieces(block, width, ruler)
        case b.Article():
            return article_pieces(block, width, ruler)
        case b.Signature():
            return signature_pieces(block, width, ruler)
        case b.Contents():
            return _contents_pieces(block, headings, width, ruler)
        case b.PageBreak():
            return (_BREAK,)
    raise TypeError(type(block).__name__)


def _contents_pieces(block: b.Contents, headings: Sequence[b.Heading], width: float, ruler: Ruler) -> Iterator[Piece]:
    title = ink.HEADINGS[0]
    yield Piece(title.leading + 14, (Text(0, title.size, title, block.title),), keep=True, begins_page=True)
    for heading in headings:
        if heading.level <= 2:
            yield _contents_line(heading, width, ruler)


def _contents_line(heading: b.Heading, width: float, ruler: Ruler) -> Piece:
    face = _CONTENTS[heading.level - 1]
    indent = 0.0 if heading.level == 1 else 24.0
    hang = indent + max(30.0, ruler.width(heading.number, face) + 10) if heading.number else indent
    room = width - hang - 40
    lines = ruler.lines(heading.text, face, room)
    marks: list[Mark] = [
        Text(hang + ruler.left(line, face, room), face.size + n * face.leading, face, line)
        for n, line in enumerate(lines)
    ]
    if heading.number:
        marks.append(Text(indent, face.size, face, heading.number))
    marks.append(PageOf(width, face.size + (len(lines) - 1) * face.leading, face, heading.anchor))
    return Piece(len(lines) * face.leading, tuple(marks), before=5 if heading.level == 1 else 0)
