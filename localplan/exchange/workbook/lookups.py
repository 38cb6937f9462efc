"""What cells offer to choose from, on one hidden sheet: what is shown beside the code or record id that it stands for.

Each choice is shown under a text of its own, so that the text alone leads back to the code or record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import zip_longest

from localplan.domain.codes import NUMBERED
from localplan.exchange.workbook.sheets import Column, Row, Sheet, cell_name, column_letters, quoted
from localplan.exchange.workbook.view import View

BETWEEN = "; "  # between the choices of a set, which therefore hold no semicolon themselves
_LONGEST = 200
_FIRST = 2  # row of the first choice: names and headings stand above


class Lookups:
    """The choices that data sheets ask for, each list once."""

    def __init__(self, view: View, title: str) -> None:
        self.view, self.title = view, title
        self._shown: dict[str, dict[str, str]] = {}

    def codes(self, kind: str, field: str) -> str:
        """The name of the choices for a code field; empty when it has no list."""
        name = self.view.list_of(kind, field)
        if name and f"list:{name}" not in self._shown:
            pairs = (
                (entry.code, self.view.with_code(kind, field, entry.code)) for entry in self.view.entries(kind, field)
            )
            self._shown[f"list:{name}"] = _distinct(pairs)
        return f"list:{name}" if name else ""

    def records(self, kinds: Iterable[str]) -> str:
        """The name of the choices among records of these kinds; `*` stands for the elements that have a code."""
        wanted = [own for kind in kinds for own in (NUMBERED if kind == "*" else (kind,))]
        name = "record:" + "+".join(wanted)
        if name not in self._shown:
            found = (record.id for kind in wanted for record in self.view.plan.all_of(kind))
            self._shown[name] = _distinct((id, self._record(id)) for id in found)
        return name

    def quarters(self) -> str:
        """The name of the choices of quarters in the period of the plan."""
        return self._fixed(
            "quarters", {f"{year}-Q{n}": f"{year}-Q{n}" for year in self.view.years for n in (1, 2, 3, 4)}
        )

    def ticks(self) -> str:
        """The name of the choices yes and no."""
        return self._fixed("yes-no", {"true": self.view.words("yes"), "false": self.view.words("no")})

    def shown(self, name: str, code: str) -> str:
        """What stands in a cell for a code or id; a code that the list does not know stands for itself."""
        known = self._shown[name]
        if code not in known:
            text = self._record(code) if name.startswith("record:") and code in self.view.plan else code
            known.update(_distinct([(code, text)], set(known.values())))
        return known[code]

    def all_choices(self) -> Mapping[str, Mapping[str, str]]:
        """Every list by its name: code or id → what is shown for it."""
        return self._shown

    def source(self, name: str) -> str:
        """The cells with the choices, as validation names them; empty when there are none."""
        if not self._shown[name]:
            return ""
        column = 2 * list(self._shown).index(name)
        first = cell_name(_FIRST, column, fixed=True)
        return f"={quoted(self.title)}!{first}:${column_letters(column)}${_FIRST + len(self._shown[name])}"

    def sheet(self) -> Sheet:
        """The hidden sheet: for each list a column with what is shown and one with what it stands for."""
        names = [part for name in self._shown for part in (name, "=" + name)]
        columns = [part for pairs in self._shown.values() for part in (list(pairs.values()), list(pairs))]
        rows = [Row(tuple(names), ("hidden",) * len(names), hidden=True), Row(tuple(names), ("hidden",) * len(names))]
        rows += [Row(values, ("hidden",) * len(values)) for values in zip_longest(*columns)]
        widths = tuple(Column(30, style="hidden") for _ in names)
        return Sheet(kind="internal", title=self.title, columns=widths, rows=tuple(rows))

    def _fixed(self, name: str, choices: dict[str, str]) -> str:
        self._shown.setdefault(name, choices)
        return name

    def _record(self, id: str) -> str:
        code, name = self.view.codes.get(id, ""), self.view.name(id)
        return " ".join(filter(None, (code, name))) or id[:8]


def _distinct(pairs: Iterable[tuple[str, str]], taken: set[str] | None = None) -> dict[str, str]:
    """Code or id → text, no text twice: the second of two equal ones gets a number."""
    found: dict[str, str] = {}
    used = {text.casefold() for text in taken or ()}
    for code, text in pairs:
        plain = " ".join(text.replace(";", ",").split())[:_LONGEST] or code
        shown, number = plain, 2
        while shown.casefold() in used:
            shown, number = f"{plain} ({number})", number + 1
        used.add(shown.casefold())
        found[code] = shown
    return found
