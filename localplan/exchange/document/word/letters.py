"""Cover, and what acts and letters are made of: who writes to whom, the title in the middle, who signs."""

from __future__ import annotations

from collections.abc import Iterator

from localplan.exchange.document import ink
from localplan.exchange.document.blocks import Article, Cover, Letterhead, Signature, Title
from localplan.exchange.document.word.markup import element, paragraph, paragraphs, run, twips
from localplan.exchange.document.word.styles import edge
from localplan.exchange.document.word.tables import Cell, table_row, whole

_SIGNED = 190.0  # width of the field for a signature, as in the PDF
_LINES = 3.0  # how much higher a fact of the cover is than in the PDF, for the lines between them
_SPARE = 40.0  # so that the cover stays one page with letters a little larger


def letterhead(head: Letterhead) -> str:
    """Authority and facts at the left; under them, at the right, to whom the letter goes."""
    facts = "".join(paragraph("Fact", run(f"{name}: {value}")) for name, value in head.facts)
    to = paragraph("Addressee", run(head.to)) if head.to else ""
    return paragraph("Authority", run(head.authority)) + facts + to


def title(block: Title) -> str:
    """The title and what it is about."""
    about = paragraph("Subtitle", run(block.about)) if block.about else ""
    return paragraph("Title", run(block.text)) + about


def article(block: Article) -> str:
    """The number of an article; it stays with its text."""
    return paragraph("Article", run(block.text))


def signature(block: Signature, width: float) -> str:
    """Place and day at the left; at the right the function, a line to sign on, and the name under it."""
    widths = (width - _SIGNED, _SIGNED)
    rows = (
        table_row([Cell(block.place, "Fact"), Cell(block.role, "Signature")], widths, keep=True),
        _line(widths),
        table_row([Cell("", "Fact"), Cell(block.name, "Fact", "centre")], widths),
    )
    return paragraph("Gap", keep=True, before=12) + whole(rows, widths, "Bare") + paragraph("Gap")


def _line(widths: tuple[float, float]) -> str:
    """An empty row, high enough to sign in, with a line under its right half."""
    height = element("trPr", element("cantSplit") + element("trHeight", val=twips(26), hRule="atLeast"))
    cells = (
        element("tc", element("tcPr", element("tcW", w=twips(wide), type="dxa") + below) + paragraph("Gap", keep=True))
        for wide, below in zip(widths, ("", element("tcBorders", edge("bottom", 6, ink.INK))), strict=True)
    )
    return element("tr", height + "".join(cells))


def cover(block: Cover, width: float, free: float) -> Iterator[str]:
    """Authority above, title and period in the middle, marks, and below the `free` height of the PDF the facts."""
    yield paragraphs("CoverAuthority", block.authority)
    yield paragraph("CoverTitle", run(block.title))
    if block.period:
        yield paragraph("CoverPeriod", run(block.period))
    for mark in block.marks:
        yield paragraph("CoverMark", run(mark))
    if block.facts:
        widths = (width * 0.35, width * 0.65)
        rows = [table_row([Cell(name, "Name"), Cell(value, "Value")], widths) for name, value in block.facts]
        yield (
            paragraph("Gap", before=max(0.0, free - _SPARE - _LINES * len(block.facts)))
            + whole(rows, widths, "Plain")
            + paragraph("Gap")
        )
