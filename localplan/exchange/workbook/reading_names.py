"""From what stands in a cell back to the code or record that is meant.

People choose from the lists of the workbook, but they also type: another script, only the code, only the name.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from localplan.domain.codes import element_title
from localplan.domain.plan import Plan
from localplan.domain.values import Refused
from localplan.exchange.workbook.data import usual
from localplan.exchange.workbook.reading import ReadBook
from localplan.words import fold

_LISTS = ("list:", "record:")


class _Called(msgspec.Struct):
    """What a list calls its codes: exactly so, however written, and by a part or in another language."""

    exact: dict[str, str] = msgspec.field(default_factory=dict)
    folded: dict[str, set[str]] = msgspec.field(default_factory=dict)
    parts: dict[str, set[str]] = msgspec.field(default_factory=dict)


class Names:
    """What each list of choices calls its codes and the plan's records; what is learned first comes first."""

    def __init__(self, plan: Plan) -> None:
        self._plan: Plan | None = plan  # until the titles in other languages are needed
        self._lists: dict[str, _Called] = {}

    def learn(self, name: str, choices: Mapping[str, str]) -> None:
        """Code or id → what is shown for it, of one list; records are also known by code or title alone."""
        known = self._lists.setdefault(name, _Called())
        for code, shown in choices.items():
            known.exact.setdefault(usual(shown), code)
            for text in (shown, code):
                known.folded.setdefault(_key(text), set()).add(code)
            number, _, title = usual(shown).partition(" ")
            if title and (name.startswith("record:") or number == code) and any(map(str.isdigit, number)):
                known.parts.setdefault(_key(number), set()).add(code)
                known.parts.setdefault(_key(title), set()).add(code)

    def _learn_titles(self, plan: Plan) -> None:
        """Records are also known by their titles and short names in every language."""
        for name, known in self._lists.items():
            for record in (one for kind in _kinds(name) for one in plan.all_of(kind)):
                for text in (*element_title(record).values(), *getattr(record, "short_name", {}).values()):
                    known.parts.setdefault(_key(text), set()).add(record.id)

    def of_kind(self, kind: str) -> list[str]:
        """The lists that hold records of a kind."""
        return [name for name in self._lists if kind in _kinds(name)]

    def find(self, name: str, text: str) -> str:
        """The code or id. Raises Refused when nothing, or more than one thing, is called so."""
        meant = self._meant(name, text)
        if not meant and self._plan is not None:
            self._learn_titles(self._plan)
            self._plan = None
            meant = self._meant(name, text)
        if len(meant) > 1:
            raise Refused("workbook_name_twice", value=text)
        if not meant:
            raise Refused("workbook_not_on_the_list", value=text)
        return next(iter(meant))

    def _meant(self, name: str, text: str) -> set[str]:
        known = self._lists.get(name, _Called())
        if found := known.exact.get(usual(text)):
            return {found}
        return known.folded.get(_key(text)) or known.parts.get(_key(text), set())


def _kinds(name: str) -> list[str]:
    return name.removeprefix("record:").split("+") if name.startswith("record:") else []


def _key(text: str) -> str:
    return " ".join(fold(usual(text)).split())


def lists_of(book: ReadBook) -> dict[str, dict[str, str]]:
    """The lists on the hidden sheet of a workbook: list → code or id → what is shown for it."""
    lists: dict[str, dict[str, str]] = {}
    for sheet in book.sheets:
        first = sheet.rows[0] if sheet.rows else None
        names = {column: cell.text for column, cell in first.cells.items()} if first else {}
        for column, name in names.items():
            if (name.startswith(_LISTS) or name in ("quarters", "yes-no")) and names.get(column + 1) == f"={name}":
                lists[name] = {
                    row.cells[column + 1].text: row.cells[column].text
                    for row in sheet.rows[1:]
                    if column in row.cells and column + 1 in row.cells and row.cells[column].text != name
                }
    return lists
