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
from localplan.words import Words, fold, phrase, text_in

if TYPE_CHECKING:
    from localplan.domain.summary import Summary

TITLES = {
    "municipalities": phrase("Municipalities side by side"),
    "money_by_section": phrase("Money by section"),
    "money_by_objective_kind": phrase("Money by kind of objective"),
    "money_by_offered_by": phrase("Money by objective of the region"),
    "money_by_measure_type": phrase("Money by type of measure"),
    "money_by_target_group": phrase("Money by target group"),
    "money_by_sdg": phrase("Money by Sustainable Development Goal"),
    "money_by_year": phrase("Money by year"),
    "money_by_source": phrase("Money by source of funding"),
    "money_by_status": phrase("Money by status of funds"),
    "money_by_body": phrase("Money by responsible body"),
    "money_by_district": phrase("Money by district"),
    "money_by_municipality": phrase("Money by municipality"),
    "amounts": phrase("All amounts"),
    "shared_measures": phrase("Shared measures"),
    "indicators": phrase("Combined indicators"),
    "indicator_values": phrase("Values of indicators"),
    "progress": phrase("Progress of activities"),
    "persons": phrase("Persons by target group"),
    "late_activities": phrase("Late activities"),
    "addressees": phrase("Requests by addressee"),
    "requests": phrase("Requests to the province and the State"),
    "quality": phrase("Findings by rule and municipality"),
    "peers": phrase("Who can learn from whom"),
    "exchanges": phrase("Learning exchanges"),
    "missing": phrase("Municipalities without a plan"),
    "provenance": phrase("Where the figures come from"),
}
"""What each table is called."""

HEADINGS = {
    "municipality": phrase("Municipality"),
    "district": phrase("District"),
    "plan_title": phrase("Plan"),
    "on_paper": phrase("Plan on paper"),
    "plan_code": phrase("Code of the plan"),
    "state": phrase("State"),
    "period_start": phrase("From"),
    "period_end": phrase("To"),
    "currency": phrase("Currency"),
    "money": phrase("Own share of the money"),
    "population": phrase("Inhabitants"),
    "population_year": phrase("Year of the figure"),
    "money_per_head": phrase("Money per inhabitant"),
    "objectives": phrase("Objectives"),
    "measures": phrase("Measures"),
    "activities": phrase("Activities"),
    "indicators": phrase("Indicators"),
    "problems": phrase("Problems"),
    "beneficiaries": phrase("Persons to be reached"),
    "women": phrase("of these women"),
    "men": phrase("of these men"),
    "per_thousand": phrase("Per 1,000 inhabitants"),
    "beneficiaries_reached": phrase("Persons reached"),
    "late": phrase("Past the deadline"),
    "values_reported": phrase("Indicators with a value"),
    "requests": phrase("Requests"),
    "errors": phrase("Errors"),
    "warnings": phrase("Warnings"),
    "section": phrase("Section"),
    "objective_kind": phrase("Kind of objective"),
    "offered_by": phrase("Objective of the region"),
    "measure": phrase("Measure"),
    "measure_type": phrase("Type of measure"),
    "target_group": phrase("Target group"),
    "sdg": phrase("Goal"),
    "year": phrase("Year"),
    "source": phrase("Source"),
    "status": phrase("Status"),
    "body": phrase("Responsible body"),
    "total": phrase("Total"),
    "municipalities": phrase("Municipalities"),
    "own_part": phrase("Own part"),
    "whole": phrase("Total cost"),
    "shared_id": phrase("Shared ID"),
    "share": phrase("Share in %"),
    "problem": phrase("Problem"),
    "indicator": phrase("Indicator"),
    "indicator_code": phrase("Code"),
    "unit": phrase("Unit"),
    "value_kind": phrase("Kind of value"),
    "aggregation": phrase("Combined by"),
    "value": phrase("Value"),
    "counted": phrase("Counted"),
    "reported": phrase("Reported"),
    "of": phrase("Carried by"),
    "lowest": phrase("Lowest"),
    "highest": phrase("Highest"),
    "numerator": phrase("Numerator"),
    "denominator": phrase("Denominator"),
    "target": phrase("Target"),
    "baseline": phrase("Baseline"),
    "baseline_year": phrase("Base year"),
    "completed": phrase("Completed"),
    "in_progress": phrase("In progress"),
    "delayed": phrase("Delayed"),
    "not_started": phrase("Not started"),
    "cancelled": phrase("Cancelled"),
    "not_due": phrase("Not due yet"),
    "not_reported": phrase("Not reported"),
    "planned": phrase("Planned for the year"),
    "spent": phrase("Spent"),
    "execution": phrase("Spent in %"),
    "activity": phrase("Activity"),
    "deadline": phrase("Deadline"),
    "addressee": phrase("Addressee"),
    "ask": phrase("What is asked"),
    "sent_on": phrase("Sent on"),
    "answer": phrase("Answer"),
    "answered": phrase("Answered"),
    "rule": phrase("Rule"),
    "tier": phrase("Tier"),
    "findings": phrase("Findings"),
    "learner": phrase("Who could learn"),
    "teacher": phrase("From whom"),
    "reason": phrase("Why these two"),
    "reached": phrase("Targets met"),
    "topic": phrase("Topic"),
    "learner_named": phrase("Who wants to learn"),
    "teacher_named": phrase("From whom"),
    "form": phrase("Form"),
    "day": phrase("Day"),
    "follow_up": phrase("Follow-up"),
    "outcome": phrase("Outcome"),
    "revision": phrase("Revision"),
    "person": phrase("Person"),
    "file": phrase("File"),
}
"""What each column is called."""

SAID = {
    "shared_without_share": phrase("a share is missing: counted once, with the first plan"),
    "shared_wholes_differ": phrase("the plans state different total costs"),
    "shared_not_hundred": phrase("the shares do not add up to 100 %"),
    "nothing_reported": phrase("no reports yet"),
    "mixed_units": phrase("not combined: the units differ"),
    "mixed_kinds": phrase("not put together: some count one year, others from the start"),
    "told_twice": phrase("not put together: two plans of one municipality tell different values"),
    "parts_missing": phrase("not combined: numerator and denominator are missing"),
    "list_only": phrase("listed, not combined"),
    "never_together": phrase("never combined"),
    "unknown_contract": phrase("not combined: no rule says how"),
    "same_problem": phrase("the same typical problem"),
    "same_words": phrase("the same problem in the same words"),
    "same_section": phrase("the same section"),
    "error": phrase("error"),
    "warning": phrase("warning"),
    "advice": phrase("advice"),
}
"""Words of cells that are message ids."""

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
