"""The action-plan table in the prescribed order of blocks (specification 1.6).

Column by column: activity, body, partners, deadline, source, programme, one column for each year. Indicators stand in
the same columns: indicator, unit, source of verification (over two), baseline, base year, targets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import msgspec

from localplan.domain.records.logic import Activity, FundingLine, Indicator, Measure, Objective, Regulation
from localplan.domain.records.plan import Person
from localplan.exchange.workbook.frame import Frame
from localplan.exchange.workbook.grid import Grid
from localplan.exchange.workbook.sheets import Formula, Sheet, Value, cell_name
from localplan.exchange.workbook.view import View

BODY, PARTNERS, DEADLINE, SOURCE, PROGRAMME, FIRST_YEAR = 1, 2, 3, 4, 5, 6
_WIDTHS = (52, 26, 26, 15, 26, 16)
_YEAR_WIDTH = 12
_TOP = "general"
_LEVELS = {"measure": 1, "activity": 2}


class ActionPlan(msgspec.Struct, frozen=True):
    """The sheet, and where the amount of a funding line in a year stands: (line id, year) → (row, column)."""

    sheet: Sheet
    cells: Mapping[tuple[str, str], tuple[int, int]]


def action_plan(view: View, frame: Frame) -> ActionPlan:
    """The action-plan table of the plan."""
    table = _Table(view)
    table.header()
    for objective in view.plan.children(view.plan.id, Objective):
        table.general(objective)
    table.total()
    sheet = table.grid.sheet(
        frame.titles["action_plan"],
        header=frame.header,
        footer=frame.footer,
        freeze=(table.heading + 1, 0),
        repeat=(table.heading, table.heading),
        paper="A3",
    )
    return ActionPlan(sheet, table.cells)


class _Table:
    """The table while it is being written; `cells` as in ActionPlan, `money_rows` the totals of measures."""

    def __init__(self, view: View) -> None:
        self.view, self.words, self.plan = view, view.words, view.plan
        self.years = view.years
        self.columns = FIRST_YEAR + max(2, len(self.years))
        self.grid = Grid((*_WIDTHS, *([_YEAR_WIDTH] * (self.columns - FIRST_YEAR))))
        self.cells: dict[tuple[str, str], tuple[int, int]] = {}
        self.money_rows: list[int] = []
        self.heading = 0
        self._pad = (None,) * (self.columns - FIRST_YEAR - len(self.years))
        self._line_look = (
            *("text",) * 3,
            *("centred", "text", "centred"),
            *(f"money{view.ending}",) * (self.columns - FIRST_YEAR),
        )

    # blocks ----------------------------------------------------------------------------------------------------------

    def header(self) -> None:
        """Name of the document, period, coordinator, unit; then the heading that is repeated on every page."""
        view, words, grid = self.view, self.words, self.grid
        if view.root.practice:
            grid.line(words("TRAINING: a practice copy, not an official document"), "warning")
        grid.line(view.title, "title")
        grid.line(
            words(
                "Action plan {period}. Responsible coordinator: {coordinator}. Amounts in {unit}.",
                period=view.period,
                coordinator=self._coordinator() or words("not named yet"),
                unit=view.unit,
            ),
            "subtitle",
        )
        self.heading = len(grid)
        self._heading(words("Objectives, measures, activities"))
        if not view.plan.children(view.plan.id, Objective):
            grid.line(
                words("The plan has no objectives yet. They are entered in the step “Vision and objectives”."), "note"
            )

    def general(self, objective: Objective) -> None:
        """The block of a general objective, then those of its specific ones."""
        words = self.words
        if len(self.grid) > self.heading + 1:
            self.grid.page_may_begin()
        code, title = self._known_as(objective)
        self.grid.line(words("General objective {code}: {title}", code=code, title=title), _TOP)
        self._fact(words("Institution responsible for monitoring and control of implementation"), objective.responsible)
        years = (words("Target in the last year"), words("Last year of validity"))
        head = words("Indicators of the general objective (impact indicators)")
        last = self.years[-1] if self.years else ""
        self._indicators(
            head,
            years,
            objective.id,
            lambda i: (i.targets.get(last), int(last) if last else None),
            words("No impact indicator yet."),
        )
        specifics = self.plan.children(objective.id, Objective)
        for specific in specifics:
            self.specific(specific)
        if not specifics:
            self._missing(words("No specific objective yet."))

    def specific(self, objective: Objective) -> None:
        """The block of a specific objective, then its measures."""
        words = self.words
        if self.plan.children(objective.parent, Objective)[0] is not objective:
            self.grid.page_may_begin()
        code, title = self._known_as(objective)
        self.grid.line(words("Specific objective {code}: {title}", code=code, title=title), "specific")
        self._fact(words("Institution responsible for coordination and reporting"), objective.responsible)
        self._yearly_indicators(
            words("Indicators of the specific objective (outcome indicators)"),
            objective.id,
            words("No outcome indicator yet."),
        )
        measures = self.plan.children(objective.id, Measure)
        for measure in measures:
            self.measure(measure, first=measure is measures[0])
        if not measures:
            self._missing(words("No measure yet."))

    def measure(self, measure: Measure, first: bool) -> None:
        """The block of a measure: facts, indicators, money row, activities."""
        words, grid, level = self.words, self.grid, _LEVELS["measure"]
        if not first:
            grid.page_may_begin()
        code, title = self._known_as(measure)
        grid.line(words("Measure {code}: {title}", code=code, title=title), "measure", level=level)
        self._fact(words("Institution responsible for implementation"), measure.responsible, level)
        period, kind = self._period(measure), self.view.label("measure", "measure_type", measure.measure_type)
        self._told(words("Period of implementation"), period, level)
        self._told(words("Type of measure"), kind, level)
        self._told(words("Regulations to be adopted or amended for the measure"), self._regulations(measure), level)
        self._yearly_indicators(
            words("Indicators of the measure (output indicators)"), measure.id, words("No output indicator yet."), level
        )
        self._money(measure)
        self._activities(measure)

    def total(self) -> None:
        """The last row: what the whole plan costs, by year."""
        if not self.money_rows:
            return
        grid = self.grid
        values: list[Value] = [
            self.words("Total of the plan, in {unit}", unit=self.view.unit),
            *[None] * (FIRST_YEAR - 1),
        ]
        values += [self._sum_of(self.money_rows, FIRST_YEAR + i) for i in range(len(self.years))]
        look = (*("total_label",) * FIRST_YEAR, *(f"total{self.view.ending}",) * (self.columns - FIRST_YEAR))
        grid.add((*values, *self._pad), look, across=[(0, FIRST_YEAR - 1)])

    # parts of blocks -------------------------------------------------------------------------------------------------

    def _known_as(self, element: Objective | Measure | Activity) -> tuple[str, str]:
        title = self.view.text(element.title) or self.words("(without a title yet)")
        return self.view.codes.get(element.id, "?"), title

    def _coordinator(self) -> str:
        person = self.plan.get(self.view.root.coordinator)
        if not isinstance(person, Person):
            return self.view.name(self.view.root.coordination_body)
        return ", ".join(filter(None, (person.name, self.view.text(person.role), self.view.name(person.organisation))))

    def _fact(self, label: str, organisation: str, level: int = 0) -> None:
        self._told(label, self.view.name(organisation), level)

    def _told(self, label: str, text: str, level: int) -> None:
        self.grid.line(f"{label}: {text or self.words('not given yet')}", "fact", level=level)

    def _missing(self, text: str) -> None:
        self.grid.line(text, "note")

    def _period(self, measure: Measure) -> str:
        days = (measure.period_start, measure.period_end)
        return " – ".join(self.words.day(day) for day in days if day) or (self.view.period if self.years else "")

    def _regulations(self, measure: Measure) -> str:
        regulations = self.plan.children(measure.id, Regulation)
        titles = [self.view.text(r.title) for r in regulations]
        return "; ".join(filter(None, titles)) or self.words("none")

    def _heading(self, first: str, *, level: int = 0, money: str = "") -> None:
        """The column heads of activities; `money` names what the years hold."""
        words = self.words
        heads = [
            first,
            words("Implementing body"),
            words("Partner bodies"),
            words("Deadline for completion"),
            words("Source of funding"),
            words("Link to the programme budget"),
        ]
        look = ("head",) * self.columns
        self.grid.add((*heads, *self._year_heads(money), *self._pad), look, level=level)

    def _year_heads(self, text: str) -> list[Value]:
        return [f"{text}{year}" for year in self.years]

    def _yearly_indicators(self, head: str, owner: str, missing: str, level: int = 0) -> None:
        years = [self.words("Target {year}", year=year) for year in self.years]
        self._indicators(head, years, owner, lambda i: [i.targets.get(year) for year in self.years], missing, level)

    def _indicators(self, head, years, owner, targets, missing, level=0) -> None:  # type: ignore[no-untyped-def]
        """The table of indicators of one element."""
        words = self.words
        across = [(PARTNERS, DEADLINE)]
        heads = [
            head,
            words("Unit of measure"),
            words("Source of verification"),
            None,
            words("Baseline"),
            words("Base year"),
        ]
        width = self.columns
        self.grid.add(_filled([*heads, *years], width), ("head",) * width, across=across, level=level)
        found = self.plan.children(owner, Indicator)
        look = (*("text",) * 4, *("number",) * (width - 4))
        for indicator in found:
            self.grid.add(
                _filled([*self._indicator(indicator), *targets(indicator)], width), look, across=across, level=level
            )
        if not found:
            self._missing(missing)

    def _indicator(self, indicator: Indicator) -> list[Value]:
        view = self.view
        return [
            f"{view.codes.get(indicator.id, '')} {view.text(indicator.title)}".strip(),
            view.unit_of(indicator),
            view.text(indicator.source_of_verification),
            None,
            view.baseline(indicator),
            indicator.baseline_year,
        ]

    # money and activities --------------------------------------------------------------------------------------------

    def _money(self, measure: Measure) -> None:
        """The money row of a measure; its sums are filled in when its activities stand."""
        words, level = self.words, _LEVELS["measure"]
        text = words("Total estimated funds in {unit}", unit=self.view.unit)
        heads = [words("Funds of the measure"), None, None, None, words("Source of funding of the measure")]
        heads.append(words("Link to the programme budget"))
        years = [f"{text} {year}" for year in self.years]
        width = self.columns
        self.grid.add(_filled([*heads, *years], width), ("head",) * width, across=[(0, DEADLINE)], level=level)
        lines = self._lines(measure)
        sources = "\n".join(dict.fromkeys(self._source(line) for line in lines))
        programmes = "\n".join(dict.fromkeys(filter(None, (self._programme(line) for line in lines))))
        look = ("total_label",) * FIRST_YEAR + (f"total{self.view.ending}",) * (width - FIRST_YEAR)
        values = [words("All activities of the measure"), None, None, None, sources, programmes]
        row = self.grid.add(_filled(values, width), look, across=[(0, DEADLINE)], level=level)
        self.money_rows.append(row)

    def _lines(self, measure: Measure) -> list[FundingLine]:
        activities = self.plan.children(measure.id, Activity)
        owners = [measure.id, *(activity.id for activity in activities)]
        return [line for owner in owners for line in self.plan.children(owner, FundingLine)]

    def _source(self, line: FundingLine) -> str:
        return (
            self.view.with_code("funding_line", "source", line.source)
            if line.source
            else self.words("source not given")
        )

    def _programme(self, line: FundingLine) -> str:
        return " ".join(filter(None, (line.programme_code, line.project_code)))

    def _activities(self, measure: Measure) -> None:
        words, grid, level = self.words, self.grid, _LEVELS["activity"]
        activities = self.plan.children(measure.id, Activity)
        own = self.plan.children(measure.id, FundingLine)
        first = len(grid) + 1
        if activities or own:
            self._heading(words("Activity"), level=level)
        else:
            self._missing(words("No activity yet."))
        if own:
            self._activity([words("Not yet divided into activities"), "", "", ""], own, "")
        for index, activity in enumerate(activities):
            if index or own:
                grid.page_may_begin()
            nothing = (
                words("no additional funds needed") if activity.no_additional_cost else words("funds not given yet")
            )
            self._activity(self._told_activity(activity), self.plan.children(activity.id, FundingLine), nothing)
        self._fill_sums(self.money_rows[-1], first, len(grid))

    def _told_activity(self, activity: Activity) -> list[Value]:
        view = self.view
        code, title = self._known_as(activity)
        deadline = self.words.quarter(activity.deadline) if activity.deadline else ""
        return [f"{code} {title}", view.name(activity.lead), view.names(activity.partners), deadline]

    def _activity(self, told: list[Value], lines: Sequence[FundingLine], nothing: str) -> None:
        """The rows of one activity: one for each source, what is told once merged over them."""
        grid, level = self.grid, _LEVELS["activity"]
        first = len(grid)
        empty: list[Value] = [None] * 4
        for line in lines:
            money: list[Value] = [line.amounts.get(year) for year in self.years]
            for offset, year in enumerate(self.years):
                if year in line.amounts:
                    self.cells[line.id, year] = (len(grid), FIRST_YEAR + offset)
            texts = told if len(lines) == 1 else empty
            grid.add(
                (*texts, self._source(line), self._programme(line), *money, *self._pad), self._line_look, level=level
            )
        if not lines:
            values = _filled([*told, nothing], self.columns)
            grid.add(values, self._line_look, across=[(SOURCE, PROGRAMME)], level=level)
        if len(lines) > 1:
            grid.replace(first, [*told, *grid.rows[first].values[4:]])
            grid.down(first, len(grid) - 1, range(4))
            grid.heighten(first, len(grid) - 1, grid.needed(told, self._line_look[:4]))

    def _fill_sums(self, row: int, first: int, after: int) -> None:
        """Put the sums of the rows first … after − 1 into the money row of their measure."""
        if after <= first:
            return
        values = list(self.grid.rows[row].values)
        for column in range(FIRST_YEAR, FIRST_YEAR + len(self.years)):
            area = f"{cell_name(first, column)}:{cell_name(after - 1, column)}"
            values[column] = Formula(
                f"SUM({area})", _sum(self.grid.rows[r].values[column] for r in range(first, after))
            )
        self.grid.replace(row, values)

    def _sum_of(self, rows: Sequence[int], column: int) -> Formula:
        """The sum of single cells of a column, as an addition."""
        values = (self.grid.rows[row].values[column] for row in rows)
        text = "+".join(cell_name(row, column) for row in rows)
        return Formula(text, _sum(value.value if isinstance(value, Formula) else None for value in values))


def _sum(values) -> Decimal:  # type: ignore[no-untyped-def]
    return sum((value for value in values if isinstance(value, Decimal)), Decimal(0))


def _filled(values: Sequence[Value], width: int) -> list[Value]:
    """The values, and blanks up to the width of the table."""
    return [*values, *[None] * (width - len(values))]
