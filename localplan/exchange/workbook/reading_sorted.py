"""Rows that were sorted away from their ids: a sort that left out the hidden columns moves what is seen, not the ids.

Noticed by content: a row says what another row's digest stands for, and that other row no longer does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from localplan.exchange.workbook.data import usual
from localplan.exchange.workbook.reading_xml import ReadCell

Written = Mapping[str, Mapping[str, str]]
"""What rows said when they were written: record id → name of a column → text."""

_ALIKE = 0.34  # share of equal cells from which a displaced row that was also edited is known again
_MOST_PAIRS = 250_000


class Line(msgspec.Struct, frozen=True):
    """A row of a data sheet that says something. `id` is empty for a new row; `digest` and `revision` as written.

    `content` is the digest of what the row says now. What a cell of the `kept` columns would say is hidden from who had
    the workbook: it stays as it is in the plan.
    """

    number: int
    id: str
    digest: str
    revision: str
    content: str
    cells: Mapping[str, ReadCell]
    hidden: bool = False
    kept: frozenset[str] = frozenset()

    @property
    def untouched(self) -> bool:
        """Whether the row says what it said when it was written."""
        return bool(self.digest) and self.content == self.digest


def put_right(lines: Sequence[Line], written: Written) -> tuple[list[Line], int]:
    """The rows each with its own id again, and how many had another one beside them."""
    touched = [line for line in lines if not line.untouched]
    owners: dict[str, list[Line]] = {}
    for line in touched:
        if line.id:
            owners.setdefault(line.digest, []).append(line)
    found = {line.number: owners[line.content].pop(0) for line in touched if owners.get(line.content)}
    if not found:
        return list(lines), 0
    rest = [line for line in touched if line.number not in found]
    found |= _alike(rest, [owner for left in owners.values() for owner in left], written)
    for line in rest:
        if line.number not in found:
            found[line.number] = msgspec.structs.replace(line, id="", digest="", revision="")
    wrong = sum(line.id != found[line.number].id for line in touched)
    return [_as(line, found[line.number]) if line.number in found else line for line in lines], wrong


def _as(line: Line, owner: Line) -> Line:
    return msgspec.structs.replace(line, id=owner.id, digest=owner.digest, revision=owner.revision)


def _alike(rest: Sequence[Line], owners: Sequence[Line], written: Written) -> dict[int, Line]:
    """Displaced rows that were edited too, each with the owner whose written row it is most like."""
    if len(rest) * len(owners) > _MOST_PAIRS:
        return {}
    pairs = [
        (_share(line.cells, written[owner.id]), line.number, owner)
        for line in rest
        for owner in owners
        if owner.id in written
    ]
    found: dict[int, Line] = {}
    taken: set[str] = set()
    for share, number, owner in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2].number)):
        if share >= _ALIKE and number not in found and owner.id not in taken:
            found[number] = owner
            taken.add(owner.id)
    return found


def _share(cells: Mapping[str, ReadCell], texts: Mapping[str, str]) -> float:
    """Which share of what either says both say."""
    own = {name: usual(cell.text) for name, cell in cells.items()}
    names: Iterable[str] = own.keys() | texts.keys()
    same = sum(own.get(name, "") == texts.get(name, "") for name in names)
    return same / max(1, len(own.keys() | texts.keys()))
