"""Tables of figures in the words of one language: headings, names of codes and municipalities, problems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from localplan.app.consolidation import Consolidated
from localplan.app.registers import municipalities, subdivisions
from localplan.data import data_dir
from localplan.domain.shown import Shown, ShownRow
from localplan.domain.tables import Column, Table
from localplan.words import Words, fold, text_in

if TYPE_CHECKING:
    from localplan.domain.summary import Summary
from localplan.app.region_headings import HEADINGS, SAID, TITLES

FIGURES = ("money", "number", "percent", "count")
"""Kinds of columns whose cells are numbers."""


Cell = str | int | Decimal | date | None
_Teller = Callable[[Sequence[Any]], Sequence[Cell]]
"""Says the cells of a column in words."""


class _Told(dict[Any, Cell]):
    """What each code or id is called: the same ones stand in thousands of rows."""

    def __init__(self, tell: Callable[[Any], str]) -> None:
        self._tell = tell

    def __missing__(self, cell: Any) -> Cell:
        self[cell] = told = cell if cell is None or isinstance(cell, date) else self._tell(cell)
        return told

    def all(self, cells: Sequence[Any]) -> list[Cell]:
        """A column of cells in words."""
        return list(map(self.__getitem__, cells))


def _as_it_is(cells: Sequence[Any]) -> Sequence[Cell]:
    return cells


def _plainly(cells: Sequence[Any]) -> list[Cell]:
    return [cell if cell is None or isinstance(cell, date) else str(cell) for cell in cells]


def _texts(tell: Callable[[Any], str]) -> _Teller:
    """Says texts by language; one that stands in many rows once."""

    def told(cells: Sequence[Any]) -> list[Cell]:
        different = {id(cell): cell for cell in cells}
        said = {id: None if cell is None else tell(cell) for id, cell in different.items()}
        return [said[id(cell)] for cell in cells]

    return told


class RegionWords:
    """Names what a consolidated view speaks of, in one language."""

    def __init__(self, view: Consolidated, words: Words) -> None:
        self.view, self.words = view, words
        self._tellers: dict[tuple[str, str], _Teller] = {}

    def shown(self, table: Table) -> Shown:
        """The table in words. Figures and days stay values; codes, ids and texts become what they are called."""
        return Shown(
            name=table.name,
            title=self.words(TITLES[table.name]),
            headings=tuple(map(self.heading, table.columns)),
            columns=table.columns,
            rows=self._rows(table),
            note=self._note(table),
        )

    def _note(self, table: Table) -> str:
        if table.overlaps:
            return self.words("A measure may appear in several rows, so the rows do not add up to the total.")
        if table.name == "progress" and any(s.shares for s in self.view.summaries):
            return self.words(
                "Of a shared measure each partner's share of the planned and the spent money stands here."
            )
        return ""

    def heading(self, column: Column) -> str:
        """What a column is called; the year or the municipality whose figures it holds."""
        if column.name in HEADINGS:
            return self.words(HEADINGS[column.name])
        plan = self._plans.get(column.name)
        return self.municipality(plan.municipality) if plan else column.name

    def _rows(self, table: Table) -> tuple[ShownRow, ...]:
        columns = zip(*(row.cells for row in table.rows), strict=True)
        told = [self._teller(column)(cells) for column, cells in zip(table.columns, columns, strict=bool(table.rows))]
        total = self.words("Total")
        return tuple(
            ShownRow((total, *cells[1:]) if row.total else cells, row.plan, row.record, row.total, row.persons)
            for row, cells in zip(table.rows, zip(*told, strict=True), strict=True)
        )

    def _teller(self, column: Column) -> _Teller:
        """Says the cells of a column in words; figures and days as they are. What stands in many rows is said once."""
        if column.kind in FIGURES:
            return _as_it_is
        key = column.kind, column.list
        if key not in self._tellers:
            self._tellers[key] = self._new_teller(*key)
        return self._tellers[key]

    def _new_teller(self, kind: str, list_code: str) -> _Teller:
        if kind == "texts":
            return _texts(self.text)
        if kind == "code":
            return _Told(partial(self.label, list_code)).all
        return _Told(self._named[kind]).all if kind in self._named else _plainly

    @cached_property
    def _named(self) -> dict[str, Callable[[Any], str]]:
        return {
            "word": self._said,
            "municipality": self.municipality,
            "district": self.district,
            "body": self.body,
            "objective": self.objective,
            "rule": self.rule,
            "quarter": lambda quarter: self.words.quarter(quarter) if quarter else "",
        }

    def _said(self, codes: str | tuple[str, ...]) -> str:
        known = (codes,) if isinstance(codes, str) else codes
        return "; ".join(self.words(SAID[code]) for code in known if code)

    # names -----------------------------------------------------------------------------------------------------------

    def text(self, texts: Mapping[str, str]) -> str:
        """A text of a plan, or of the collections, in this language."""
        if set(texts) == {"en"} and self.words.language != "en":
            return self.words.form("indicators", texts["en"])
        return text_in(texts, self.words.language)

    def label(self, list_code: str, code: str) -> str:
        """What an entry of a list is called, with its code where people go by that; a dash for none."""
        if not code:
            return "–"
        found = (self.view.methodology.entry(list_code, code, profile) for profile in self._profiles)
        entry = next((one for one in found if one), None)
        name = self.words.form(f"list.{list_code}", entry.label) if entry else ""
        numbered = list_code in ("funding_sources", "sdg_targets") and code[:1].isdigit()
        return f"{code} {name}".strip() if numbered else name or code

    def municipality(self, code: str) -> str:
        """A municipality by name: as the register has it, else as its plan says."""
        texts = self._places.get(code) or self._as_plans_say.get(code, {})
        return text_in(texts, self.words.language, "sr-Latn") or code or self.words("(no municipality)")

    def district(self, code: str) -> str:
        """A district by name."""
        return text_in(self._districts.get(code, {}), self.words.language, "sr-Latn") or code or "–"

    def body(self, id: str) -> str:
        """An organisation by name; where several have that name, with the municipality of its plan."""
        return self._bodies.get(id, "–")

    def objective(self, id: str) -> str:
        """An objective that a frame offers."""
        found = (o.title for s in self.view.with_parts("money") if s.is_frame for o in s.objectives if o.id == id)
        return self.text(next(found, {})) or (id[:8] if id else self.words("own objectives"))

    def rule(self, code: str) -> str:
        """A rule by its code and what it finds."""
        known = self.view.methodology.rules.get(code)
        return f"{code} {self.words.form(f'rule.{code}', known.reason)}" if known else code

    @cached_property
    def _profiles(self) -> tuple[str, ...]:
        """The profiles of the plans, the commonest first."""
        known = [s.legal_profile for s in self.view.all]
        return (*sorted(set(known), key=lambda code: (-known.count(code), code)), "generic")

    @cached_property
    def _places(self) -> dict[str, dict[str, str]]:
        units = (unit for country in self.view.countries for unit in municipalities(data_dir("db"), country))
        return {unit.code: unit.names for unit in units}

    @cached_property
    def _as_plans_say(self) -> dict[str, Mapping[str, str]]:
        named = (s for s in reversed(self.view.all) if s.municipality_name)  # the first plan's name holds
        return {s.municipality: s.municipality_name for s in named}

    @cached_property
    def _districts(self) -> dict[str, dict[str, str]]:
        db_dir = data_dir("db")
        named = {one.code: {"en": one.name} for country in self.view.countries for one in subdivisions(db_dir, country)}
        units = (unit for country in self.view.countries for unit in municipalities(db_dir, country))
        return named | {unit.district: unit.district_names for unit in units if unit.district_names}

    @cached_property
    def _bodies(self) -> dict[str, str]:
        plans = self.view.with_parts("organisations")
        known = [(one.id, self.text(one.name) or "–", s.municipality) for s in plans for one in s.organisations]
        often = Counter(fold(name) for id, name, _ in known if id not in self.view.aliases)
        return {
            id: name if often[fold(name)] < 2 else f"{name} ({self.municipality(municipality)})"
            for id, name, municipality in known
        }

    @cached_property
    def _plans(self) -> dict[str, Summary]:
        return {s.plan: s for s in self.view.all}
