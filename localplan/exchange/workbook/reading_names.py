"""From what stands in a cell back to the code or record that is meant.

People choose from the lists of the workbook, but they also type: another script, only the code, only the name.
"""

from __future__ import annotations

from collections.abc import Mapping

from localplan.domain.values import Refused
from localplan.exchange.workbook.data import usual
from localplan.exchange.workbook.reading import ReadBook
from localplan.words import fold

_LISTS = ("list:", "record:")
_EXACT, _FOLDED, _PART = range(3)


class Names:
    """What each list of choices calls its codes and records; what is learned first comes first."""

    def __init__(self) -> None:
        self._levels: dict[str, tuple[dict[str, str], dict[str, set[str]], dict[str, set[str]]]] = {}

    def learn(self, name: str, choices: Mapping[str, str]) -> None:
        """Code or id → what is shown for it, of one list; records are also known by code or title alone."""
        exact, folded, parts = self._levels.setdefault(name, ({}, {}, {}))
        for code, shown in choices.items():
            exact.setdefault(usual(shown), code)
            for text in (shown, code):
                folded.setdefault(_key(text), set()).add(code)
            number, _, title = usual(shown).partition(" ")
            if title and (name.startswith("record:") or number == code) and any(map(str.isdigit, number)):
                parts.setdefault(_key(number), set()).add(code)
                parts.setdefault(_key(title), set()).add(code)

    def of_kind(self, kind: str) -> list[str]:
        """The lists that hold records of a kind."""
        return [name for name in self._levels if name.startswith("record:") and kind in name[7:].split("+")]

    def find(self, name: str, text: str) -> str:
        """The code or id. Raises Refused when nothing, or more than one thing, is called so."""
        exact, folded, parts = self._levels.get(name, ({}, {}, {}))
        if found := exact.get(usual(text)):
            return found
        for level in (folded, parts):
            meant = level.get(_key(text), set())
            if len(meant) == 1:
                return next(iter(meant))
            if meant:
                raise Refused("workbook_name_twice", value=text)
        raise Refused("workbook_not_on_the_list", value=text)


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
