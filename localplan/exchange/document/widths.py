"""How wide the columns of a table are that nobody has laid out by hand: as their contents want it.

No number and no word is broken as long as the page is wide enough, and no text is squeezed beside an empty column.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from localplan.exchange.document import ink
from localplan.exchange.document.blocks import Table
from localplan.exchange.document.fonts import Ruler
from localplan.exchange.document.ink import Face

PAD = 8.4  # points that a cell needs beside its text
_LONGEST = (
    80.0  # points of a word that is not to be broken: an amount of billions to the cent; longer ones have hyphens
)


def fitted(table: Table, width: float, ruler: Ruler) -> Table:
    """The table, so wide, with the widths of its columns; one that has them already as it is.

    Each column gets the room of its longest word, and of what is left a part by the root of what it wants beyond: twice
    the text gets less than twice the room.
    """
    if any(column.width for column in table.columns):
        return table
    least, wanted = zip(*(_needs(table, n, ruler) for n in range(len(table.columns))), strict=True)
    left = max(0.0, width - sum(least))
    parts = [max(0.0, line - word) for word, line in zip(least, wanted, strict=True)]
    if sum(parts) > left:
        parts = [part**0.5 for part in parts]
    share = left / sum(parts) if sum(parts) else 0.0
    widths = (few + part * share for few, part in zip(least, parts, strict=True))
    columns = tuple(msgspec.structs.replace(c, width=w) for c, w in zip(table.columns, widths, strict=True))
    return msgspec.structs.replace(table, columns=columns)


def _needs(table: Table, column: int, ruler: Ruler) -> tuple[float, float]:
    """Points of the longest word, and of the longest line."""
    texts = [(table.columns[column].title, ink.CELL_HEAD), *_cells(table, column)]
    words = (ruler.width(word, face) for text, face in texts for word in text.split(" ") if word)
    lines = (ruler.width(text, face) for text, face in texts[1:])
    return PAD + min(_LONGEST, max(words, default=0.0)), PAD + max(lines, default=0.0)


def _cells(table: Table, column: int) -> Iterator[tuple[str, Face]]:
    for row in table.rows:
        face = ink.CELL if row.style == "plain" else ink.CELL_STRONG
        yield from ((line, face) for line in row.cells[column].split("\n"))
