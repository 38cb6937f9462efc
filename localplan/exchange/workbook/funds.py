"""The lower half of a measure's block: its money row, and its activities with a line for each source of funds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from localplan.domain.money import ZERO
from localplan.domain.records.logic import Activity, FundingLine, Measure
from localplan.exchange.workbook.grid import Grid
from localplan.exchange.workbook.sheets import Formula, Range, Value, cell_name
from localplan.exchange.workbook.table_columns import ACTIVITY, DEADLINE, SOURCE, TableColumns
from localplan.exchange.workbook.view import View

MEASURE_LEVEL, ACTIVITY_LEVEL = 1, 2  # of the outline


class Funds:
    """Writes money rows and activities into the table. `rows`: the row of each funding line by its id."""

    def __init__(self, view: View, grid: Grid, columns: TableColumns) -> None:
        self.view, self.words, self.plan, self.grid, self.columns = view, view.words, view.plan, grid, columns
        self.rows: dict[str, int] = {}
        self._money_rows: list[int] = []
        self._line_look = (
            *(column.look for column in columns.before_years),
            *(f"money{view.ending}",) * columns.money,
        )
        self._total_look = (*("total_label",) * columns.first_year, *(f"total{view.ending}",) * columns.money)

    # heads -----------------------------------------------------------------------------------------------------------

    def activity_heads(self, first: str, level: int = 0) -> int:
        """The two rows of heads above activities; gives the first. `first` is said above their names."""
        heads = {column.name: self.words(column.head) for column in self.columns.before_years}
        text = self.words("Total estimated funds by source, in {unit}", unit=self.view.unit)
        areas = [(column, column) for column in range(self.columns.first_year)]
        return self._heads({**heads, "activity": first}, text, areas, level)

    def _heads(self, heads: Mapping[str, Value], over_years: str, areas: Sequence[tuple[int, int]], level: int) -> int:
        """Heads over two rows, `areas` of columns merged; years stand beneath what is said over them."""
        grid, columns = self.grid, self.columns
        look, years = ("head",) * columns.width, (columns.first_year, columns.width - 1)
        row = grid.add(columns.row(heads, [over_years]), look, across=[years], level=level)
        grid.add(columns.row({}, [int(year) for year in columns.years]), look, level=level)
        grid.merges.extend(Range(row, first, row + 1, last) for first, last in areas)
        return row

    # the money row ---------------------------------------------------------------------------------------------------

    def money_row(self, measure: Measure) -> None:
        """Sources, programmes and totals by year of a measure; its sums are filled in when its activities stand."""
        words, level, columns = self.words, MEASURE_LEVEL, self.columns
        heads: dict[str, Value] = {
            "activity": f"{words('Funds of the measure')} {self.view.codes.get(measure.id, '')}",
            "source": words("Source of funding of the measure"),
            "programme": words("Link to the programme budget"),
        }
        over_years = words("Total estimated funds, in {unit}", unit=self.view.unit)
        alone = [(column, column) for column in range(SOURCE, columns.first_year)]
        self._heads(heads, over_years, [(ACTIVITY, DEADLINE), *alone], level)
        lines = self._lines(measure)
        values: dict[str, Value] = {
            "activity": words("All activities of the measure"),
            "source": _each_once(map(self._source, lines)),
            "programme": _each_once(map(_programme, lines)),
        }
        across = [(ACTIVITY, DEADLINE)]
        self._money_rows.append(self.grid.add(columns.row(values), self._total_look, across=across, level=level))

    def total(self) -> None:
        """The last row: what the whole plan costs, by year: the sum of all money rows."""
        rows = self._money_rows
        if not rows:
            return
        told = self.words("Total of the plan, in {unit}", unit=self.view.unit)
        first, last = cell_name(rows[0], ACTIVITY, fixed=True), cell_name(rows[-1], ACTIVITY, fixed=True)

        def formula(column: int) -> Formula:
            money = f"{cell_name(rows[0], column)}:{cell_name(rows[-1], column)}"
            value = sum((self._amount(row, column) for row in rows), ZERO)
            return Formula(f"SUMIF({first}:{last},{first},{money})", value)

        values = self.columns.row(
            {"activity": told}, [formula(self.columns.of_year(year)) for year in self.columns.years]
        )
        self.grid.add(values, self._total_look, across=[(ACTIVITY, self.columns.first_year - 1)])

    def _lines(self, measure: Measure) -> list[FundingLine]:
        owners = [measure.id, *(activity.id for activity in self.plan.children(measure.id, Activity))]
        return [line for owner in owners for line in self.plan.children(owner, FundingLine)]

    def _source(self, line: FundingLine) -> str:
        if not line.source:
            return self.words("source not given yet")
        return self.view.with_code("funding_line", "source", line.source)

    # activities ------------------------------------------------------------------------------------------------------

    def activities(self, measure: Measure) -> None:
        """The activities of a measure, after the money that is not divided among them yet."""
        words, grid = self.words, self.grid
        activities = self.plan.children(measure.id, Activity)
        undivided = self.plan.children(measure.id, FundingLine)
        if not activities and not undivided:
            grid.line(words("No activity yet."), "note", level=ACTIVITY_LEVEL)
            return
        first = self.activity_heads(words("Activity"), ACTIVITY_LEVEL) + 2
        if undivided:
            self._activity({"activity": words("Not divided into activities yet")}, undivided, "")
        for index, activity in enumerate(activities):
            if index or undivided:
                grid.page_may_begin()
            lines = self.plan.children(activity.id, FundingLine)
            self._activity(self._told(activity), lines, self._without_funds(activity))
        self._fill_sums(self._money_rows[-1], first, len(grid))

    def _told(self, activity: Activity) -> dict[str, Value]:
        view = self.view
        title = view.text(activity.title) or view.untitled
        return {
            "activity": f"{view.codes.get(activity.id, '?')} {title}",
            "body": view.name(activity.lead),
            "partners": view.names(activity.partners),
            "deadline": self.words.quarter(activity.deadline) if activity.deadline else None,
        }

    def _without_funds(self, activity: Activity) -> str:
        if activity.no_additional_cost:
            return self.words("No additional funds are needed (regular work)")
        return self.words("Funds are not given yet")

    def _activity(self, told: Mapping[str, Value], lines: Sequence[FundingLine], without: str) -> None:
        """The rows of one activity: one for each source; what is told once is merged over them."""
        grid, columns, look, first = self.grid, self.columns, self._line_look, len(self.grid)
        if not lines:
            values, last = columns.row({**told, "source": without}), columns.first_year - 1
            grid.add(values, look, across=[(SOURCE, last)] if last > SOURCE else [], level=ACTIVITY_LEVEL)
            return
        for index, line in enumerate(lines):
            self.rows[line.id] = len(grid)
            own = told if len(lines) == 1 else {}
            row = grid.add(columns.row({**own, **self._line(line)}, self._amounts(line)), look, level=ACTIVITY_LEVEL)
            if index == 0 and len(lines) > 1:
                grid.replace(row, columns.row({**told, **self._line(line)}, self._amounts(line)))
        if len(lines) > 1:
            grid.down(first, len(grid) - 1, range(SOURCE))
            grid.heighten(first, len(grid) - 1, grid.needed(columns.row(told)[:SOURCE], look[:SOURCE]))

    def _line(self, line: FundingLine) -> dict[str, Value]:
        return {"source": self._source(line), "programme": _programme(line)}

    def _amounts(self, line: FundingLine) -> list[Value]:
        return [line.amounts.get(year) for year in self.columns.years]

    # sums ------------------------------------------------------------------------------------------------------------

    def _fill_sums(self, row: int, first: int, after: int) -> None:
        """Put the sums of the rows first … after − 1 into the money row of their measure."""
        values = list(self.grid.rows[row].values)
        for column in map(self.columns.of_year, self.columns.years):
            area = f"{cell_name(first, column)}:{cell_name(after - 1, column)}"
            values[column] = Formula(f"SUM({area})", sum((self._amount(r, column) for r in range(first, after)), ZERO))
        self.grid.replace(row, values)

    def _amount(self, row: int, column: int) -> Decimal:
        value = self.grid.rows[row].values[column]
        shown = value.value if isinstance(value, Formula) else value
        return shown if isinstance(shown, Decimal) else ZERO


def _programme(line: FundingLine) -> str:
    return " ".join(filter(None, (line.programme_code, line.project_code)))


def _each_once(texts: Iterable[str]) -> str:
    return "\n".join(filter(None, dict.fromkeys(texts)))
