"""Acts and letters: who writes to whom, the title in the middle, articles, and who signs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from localplan.exchange.document import ink
from localplan.exchange.document.blocks import Article, Letterhead, Signature, Title
from localplan.exchange.document.fonts import Ruler
from localplan.exchange.document.ink import Face, Mark, Rule, Text
from localplan.exchange.document.pages import Piece

_AUTHORITY = Face("strong", 10.5, 15, ink.ACCENT)
_TITLE = Face("title", 13, 18, ink.ACCENT)
_SIGNED = 190.0  # width of the field for a signature


def letterhead_pieces(head: Letterhead, width: float, ruler: Ruler) -> Iterator[Piece]:
    """Authority and facts at the left; under them, at the right, to whom the letter goes."""
    for line in ruler.lines(head.authority, _AUTHORITY, width * 0.7):
        yield _piece(((ruler.left(line, _AUTHORITY, width), line, _AUTHORITY),))
    for n, (name, value) in enumerate(head.facts):
        yield _piece(((0.0, f"{name}: {value}", ink.BODY),), before=6 if n == 0 else 0)
    if head.to:
        left = width * 0.52
        for n, line in enumerate(ruler.lines(head.to, ink.STRONG, width - left)):
            x = left + ruler.left(line, ink.STRONG, width - left)
            yield _piece(((x, line, ink.STRONG),), before=16 if n == 0 else 0)
    yield Piece(10.0)


def title_pieces(title: Title, width: float, ruler: Ruler) -> Iterator[Piece]:
    """The title and what it is about, in the middle."""
    yield from _centred(title.text, _TITLE, width, ruler, before=18)
    if title.about:
        yield from _centred(title.about, ink.STRONG, width, ruler, before=2)
    yield Piece(8.0, keep=True)


def article_pieces(article: Article, width: float, ruler: Ruler) -> Iterator[Piece]:
    """The number of an article; it stays with its text."""
    yield from _centred(article.text, ink.STRONG, width, ruler, before=9)


def signature_pieces(signature: Signature, width: float, ruler: Ruler) -> Iterator[Piece]:
    """The function above a line, the name under it, all on one page with the end of the text."""
    left = width - _SIGNED
    yield Piece(14.0, keep=True)
    for n, line in enumerate(ruler.lines(signature.role, ink.STRONG, _SIGNED)):
        place = ((0.0, signature.place, ink.BODY),) if n == 0 and signature.place else ()
        yield _piece((*place, (_middle(line, ink.STRONG, left, _SIGNED, ruler), line, ink.STRONG)), keep=True)
    marks: list[Mark] = [Rule(left, 24, width, 24, 0.6, ink.INK)]
    if signature.name:
        marks.append(Text(_middle(signature.name, ink.BODY, left, _SIGNED, ruler), 36, ink.BODY, signature.name))
    yield Piece(42.0, tuple(marks))


def _centred(text: str, face: Face, width: float, ruler: Ruler, before: float) -> Iterator[Piece]:
    for n, line in enumerate(ruler.lines(text, face, width * 0.86)):
        yield _piece(((_middle(line, face, 0, width, ruler), line, face),), before=before if n == 0 else 0, keep=True)


def _middle(line: str, face: Face, left: float, width: float, ruler: Ruler) -> float:
    return left + (width - ruler.width(line, face)) / 2


def _piece(texts: Sequence[tuple[float, str, Face]], before: float = 0.0, keep: bool = False) -> Piece:
    height = max(face.leading for _, _, face in texts)
    return Piece(height, tuple(Text(x, face.size, face, text) for x, text, face in texts), before=before, keep=keep)
