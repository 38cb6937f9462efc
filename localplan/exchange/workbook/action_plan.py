"""The action-plan table in the prescribed order of blocks (specification 1.6): upper half of each block."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from localplan.domain.money import Amount
from localplan.domain.records.logic import Indicator, Measure, Objective, Regulation
from localplan.domain.records.plan import Person
from localplan.exchange.workbook.frame import Frame
from localplan.exchange.workbook.funds import MEASURE_LEVEL, Funds
from localplan.exchange.workbook.grid import Grid
from localplan.exchange.workbook.sheets import Sheet, Value, cell_name
from localplan.exchange.workbook.table_columns import TableColumns, table_columns
from localplan.exchange.workbook.view import View


class ActionPlan(msgspec.Struct, frozen=True):
    """The sheet; `rows` says in which row the amounts of a funding line stand."""

    sheet: Sheet
    rows: Mapping[str, int]
    columns: TableColumns

    def cell(self, amount: Amount) -> str:
        """The name of the cell in which an amount stands."""
        return cell_name(self.rows[amount.line.id], self.columns.of_year(amount.year), fixed=True)


def action_plan(view: View, frame: Frame) -> ActionPlan:
    """The action-plan table of the plan."""
    blocks = _Blocks(view)
    heading = blocks.header()
    for objective in view.plan.children(view.plan.id, Objective):
        blocks.general(objective)
    blocks.funds.total()
    sheet = blocks.grid.sheet(
        frame.titles["action_plan"],
        header=frame.header,
        footer=frame.footer,
        freeze=(heading + 2, 0),
        repeat=(heading, heading + 1),
        paper="A3",
    )
    return ActionPlan(sheet, blocks.funds.rows, blocks.columns)


class _Blocks:
    """The table while it is being written, block after block."""

    def __init__(self, view: View) -> None:
        self.view, self.words, self.plan, self.years = view, view.words, view.plan, view.years
        self.columns = table_columns(view)
        self.grid = Grid(self.columns.widths)
        self.funds = Funds(view, self.grid, self.columns)

    def header(self) -> int:
        """Name of the document, period, coordinator, unit; then the heads repeated on every page: gives their row."""
        view, words, grid = self.view, self.words, self.grid
        if view.root.practice:
            grid.line(words("TRAINING: a practice copy, not an official document"), "warning")
        grid.line(view.title, "title")
        told = words(
            "Action plan {period}. Responsible coordinator: {coordinator}. Amounts in {unit}.",
            period=view.period,
            coordinator=self._coordinator() or words("not named yet"),
            unit=view.unit,
        )
        grid.line(told, "subtitle")
        heading = self.funds.activity_heads(words("Objectives, measures, activities"))
        if not self.plan.children(self.plan.id, Objective):
            missing = words("The plan has no objectives yet. They are entered in the step “Vision and objectives”.")
            grid.line(missing, "note")
        return heading

    # blocks ----------------------------------------------------------------------------------------------------------

    def general(self, objective: Objective) -> None:
        """The block of a general objective, then what is below it."""
        words, last = self.words, self.view.period_years[-1] if self.view.period_years else ""
        self.grid.page_may_begin()
        self.grid.line(words("General objective {code}: {title}", **self._known_as(objective)), "general")
        self._told(words("Institution responsible for monitoring and control"), self.view.name(objective.responsible))
        self._indicators(
            objective.id,
            words("Indicators of the general objective (impact indicators)"),
            [words("Target in the last year"), words("Last year of validity")],
            lambda indicator: [self.view.target(indicator, last), int(last) if last else None],
            words("No impact indicator yet."),
        )
        self._below(objective, words("No specific objective yet."))

    def _specific(self, objective: Objective, *, first: bool) -> None:
        """The block of a specific objective, then what is below it."""
        words = self.words
        if not first:
            self.grid.page_may_begin()
        self.grid.line(words("Specific objective {code}: {title}", **self._known_as(objective)), "specific")
        self._told(
            words("Institution responsible for coordination and reporting"), self.view.name(objective.responsible)
        )
        head = words("Indicators of the specific objective (outcome indicators)")
        self._yearly_indicators(objective.id, head, words("No outcome indicator yet."))
        self._below(objective, words("No measure yet."))

    def _below(self, objective: Objective, missing: str) -> None:
        """The measures of an objective, then the objectives under it; the first of all stays with its head."""
        measures = self.plan.children(objective.id, Measure)
        specifics = self.plan.children(objective.id, Objective)
        for measure in measures:
            self._measure(measure, first=measure is measures[0])
        for specific in specifics:
            self._specific(specific, first=specific is specifics[0] and not measures)
        if not measures and not specifics:
            self.grid.line(missing, "note")

    def _measure(self, measure: Measure, *, first: bool) -> None:
        """The block of a measure: facts, indicators, money row, activities."""
        words, level = self.words, MEASURE_LEVEL
        if not first:
            self.grid.page_may_begin()
        self.grid.line(words("Measure {code}: {title}", **self._known_as(measure)), "measure", level=level)
        kind = self.view.label("measure", "measure_type", measure.measure_type)
        self._told(words("Institution responsible for implementation"), self.view.name(measure.responsible), level)
        self._told(words("Period of implementation"), self._period(measure), level)
        self._told(words("Type of measure"), kind, level)
        regulations = words("Regulations to be adopted or amended for the measure")
        self._told(regulations, self._regulations(measure), level)
        head = words("Indicators of the measure (output indicators)")
        self._yearly_indicators(measure.id, head, words("No output indicator yet."), level)
        self.grid.page_may_begin()
        self.funds.money_row(measure)
        self.funds.activities(measure)

    # parts of blocks -------------------------------------------------------------------------------------------------

    def _known_as(self, element: Objective | Measure) -> dict[str, str]:
        title = self.view.text(element.title) or self.view.untitled
        return {"code": self.view.codes.get(element.id, "?"), "title": title}

    def _coordinator(self) -> str:
        person = self.plan.get(self.view.root.coordinator)
        if not isinstance(person, Person):
            return self.view.name(self.view.root.coordination_body)
        return ", ".join(filter(None, (person.name, self.view.text(person.role), self.view.name(person.organisation))))

    def _told(self, label: str, text: str, level: int = 0) -> None:
        self.grid.line(f"{label}: {text or self.words('not given yet')}", "fact", level=level)

    def _period(self, measure: Measure) -> str:
        days = filter(None, (measure.period_start, measure.period_end))
        return " – ".join(map(self.words.day, days)) or (self.view.period if self.view.period_years else "")

    def _regulations(self, measure: Measure) -> str:
        titles = (self.view.text(regulation.title) for regulation in self.plan.children(measure.id, Regulation))
        return "; ".join(filter(None, titles)) or self.words("none")

    def _yearly_indicators(self, owner: str, head: str, missing: str, level: int = 0) -> None:
        heads = [self.words("Target {year}", year=year) for year in self.years]
        self._indicators(
            owner, head, heads, lambda one: [self.view.target(one, year) for year in self.years], missing, level
        )

    def _indicators(
        self,
        owner: str,
        head: str,
        target_heads: Sequence[Value],
        targets: Callable[[Indicator], Sequence[Value]],
        missing: str,
        level: int = 0,
    ) -> None:
        """The table of indicators of one element, or the sentence that there are none."""
        words, columns = self.words, self.columns
        across = [columns.verification] if columns.verification[0] < columns.verification[1] else []
        covered: list[Value] = [None] * (columns.verification[1] - columns.verification[0])
        heads: list[Value] = [head, words("Unit of measure"), words("Source of verification"), *covered]
        heads += [words("Baseline"), words("Base year"), *target_heads]
        self.grid.add(columns.filled(heads), ("head",) * columns.width, across=across, level=level)
        found = self.plan.children(owner, Indicator)
        look = (*("text",) * (columns.verification[1] + 1), *("number",) * (columns.money + 2))
        for indicator in found:
            told, known = self._indicator(indicator)
            values = [*told, *covered, *known, *targets(indicator)]
            self.grid.add(columns.filled(values), look, across=across, level=level)
        if not found:
            self.grid.line(missing, "note", level=level)

    def _indicator(self, indicator: Indicator) -> tuple[list[Value], list[Value]]:
        """What stands before the covered cells of its row, and its baseline after them."""
        view = self.view
        title = f"{view.codes.get(indicator.id, '?')} {view.text(indicator.title) or view.untitled}"
        told: list[Value] = [title, view.unit_of(indicator), view.text(indicator.source_of_verification)]
        return told, [view.baseline(indicator), indicator.baseline_year]
