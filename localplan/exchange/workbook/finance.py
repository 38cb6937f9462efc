"""The finance sheets: every amount in a list, and sums of that list by year and source, programme, section, measure,
status. The list reads its amounts out of the action-plan table, so that a changed figure there changes every sum.

Sums compare texts with SUMPRODUCT: SUMIFS would take the codes "1.1" and "1.10", or "01" and "1", for the same number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal

from localplan.domain.money import ZERO, Amount, totals_by_year
from localplan.domain.records.logic import BudgetCeiling
from localplan.exchange.workbook.action_plan import ActionPlan
from localplan.exchange.workbook.frame import Frame
from localplan.exchange.workbook.grid import Grid
from localplan.exchange.workbook.sheets import Formula, Range, Sheet, Value, cell_name, quoted
from localplan.exchange.workbook.view import View
from localplan.words import phrase

NOTHING = "–"  # the key of amounts that have no code: an empty cell would also equal a zero
_LABELLED = ("section", "status")  # keys that are labels and stand under "Name"
_LIST = {  # columns of the list: head, width, look
    "activity": (phrase("Activity"), 14, "code"),
    "measure": (phrase("Measure"), 13, "code"),
    "section": (phrase("Section"), 16, "code"),
    "source": (phrase("Source"), 11, "code"),
    "programme": (phrase("Programme"), 13, "code"),
    "status": (phrase("Status"), 13, "code"),
    "year": (phrase("Year"), 9, "number"),
    "money": (phrase("Amount"), 14, "money"),
}
_FIRST = 2  # first row of the list
_FIRST_YEAR = 2  # column of the first year in the sums


def _listed(view: View) -> tuple[str, ...]:
    """The columns of the list: without programmes where the budget has none."""
    return tuple(name for name in _LIST if name != "programme" or view.method.has_programmes)


def keys_of(view: View, amount: Amount) -> dict[str, str]:
    """By what an amount is summed: codes that people know, and labels of those they do not."""
    return {
        "measure": view.codes.get(amount.measure.id) or NOTHING,
        "section": view.label("objective", "section", amount.section) or NOTHING,
        "source": amount.source or NOTHING,
        "programme": amount.programme or NOTHING,
        "status": view.label("funding_line", "status", amount.status) or NOTHING,
    }


def amounts_list(view: View, plan_table: ActionPlan, frame: Frame) -> Sheet:
    """All amounts, one a row: what the sums are made of."""
    words = view.words
    names = _listed(view)
    grid = Grid([_LIST[name][1] for name in names])
    grid.line(
        words("All amounts of the action plan, in {unit}: the basis of the finance sheet", unit=view.unit), "title"
    )
    grid.add([words(_LIST[name][0]) for name in names], ("head",) * len(names))
    look = (*(_LIST[name][2] for name in names[:-1]), f"money{view.ending}")
    table = quoted(plan_table.sheet.title)
    for amount in view.amounts:
        told: dict[str, Value] = {
            **keys_of(view, amount),
            "activity": view.codes.get(amount.activity.id, "") if amount.activity else "",
            "year": int(amount.year),
            "money": Formula(f"{table}!{plan_table.cell(amount)}", amount.money),
        }
        grid.add([told[name] for name in names], look)
    if not view.amounts:
        grid.line(words("The plan has no amounts yet. They are entered in the step “Money”."), "note")
    return grid.sheet(
        frame.titles["amounts"],
        header=frame.header,
        footer=frame.footer,
        freeze=(_FIRST, 0),
        repeat=(_FIRST - 1, _FIRST - 1),
        landscape=False,
        filtered=Range(_FIRST - 1, 0, max(_FIRST, len(grid) - 1), len(names) - 1),
    )


def finance(view: View, frame: Frame) -> Sheet:
    """The sums, table below table."""
    sums = _Sums(view, quoted(frame.titles["amounts"]))
    sums.header()
    if view.amounts:
        sums.sources()
        if view.method.has_programmes:
            sums.table(view.words("By programme of the budget"), "programme", sums.programme_label)
        sums.table(view.words("By section"), "section")
        sums.table(view.words("By measure"), "measure", sums.measure_label)
        sums.statuses()
    sums.ceilings()
    grid = sums.grid
    return grid.sheet(frame.titles["finance"], header=frame.header, footer=frame.footer, freeze=(sums.top, 0))


class _Sums:
    """The finance sheet while it is being written; `source_rows` tells where the row of a source stands."""

    def __init__(self, view: View, amounts_title: str) -> None:
        self.view, self.words, self.years = view, view.words, view.years
        self.total_column = _FIRST_YEAR + len(self.years)
        self.euro_column = self.total_column + 2 if view.rate else None
        widths = [13.0, 50.0, *([13.0] * len(self.years)), 14.0, 10.0, *([16.0] if view.rate else [])]
        self.grid = Grid(widths)
        self.source_rows: dict[str, int] = {}
        self.rate_cell = ""
        self.top = 0
        self._keys = [keys_of(view, amount) for amount in view.amounts]
        self._list, self._columns = amounts_title, _listed(view)
        self._last = _FIRST + len(view.amounts) - 1
        self._all = sum((amount.money for amount in view.amounts), ZERO)

    def header(self) -> None:
        """Title, unit and exchange rate."""
        view, words, grid = self.view, self.words, self.grid
        grid.line(words("Finance: {title}", title=view.title), "title")
        grid.line(
            words("Amounts in {unit}. Sums are formulas: they follow the action-plan table.", unit=view.unit),
            "subtitle",
        )
        if view.rate:
            rate_text = words("{currency} for one euro, rate of the plan", currency=view.root.currency)
            if view.root.exchange_rate_date:
                rate_text += f" ({words.day(view.root.exchange_rate_date)})"
            row = grid.add([view.rate, rate_text], ("fact_number", "text"))
            self.rate_cell = cell_name(row, 0, fixed=True)
        elif view.root.currency != "EUR":
            grid.line(words("No exchange rate is set, so nothing is shown in euro."), "note")
        self.top = len(grid)
        if not view.amounts:
            grid.line(words("The plan has no amounts yet. They are entered in the step “Money”."), "note")

    # tables ----------------------------------------------------------------------------------------------------------

    def sources(self) -> None:
        """By source, those on the municipal budget apart from those outside it."""
        sums = self._totals("source")
        groups: dict[str, list[str]] = {"inside": [], "outside": [], "unknown": []}
        for code in sums:
            groups[self._place(code)].append(code)
        titles = {
            "inside": self.words("Through the municipal budget"),
            "outside": self.words("Outside the municipal budget (off-budget)"),
            "unknown": self.words("not given"),
        }
        self._start(self.words("By source of funding"))
        subtotals = []
        for place, codes in groups.items():
            if not codes:
                continue
            first = len(self.grid)
            for code in codes:
                self.source_rows[code] = self._sum_row("source", code, self._source_label(code), sums[code])
            subtotals.append(self._total_row(titles[place], list(range(first, first + len(codes)))))
        self._total_row(self.words("Total"), subtotals)

    def table(self, title: str, key: str, label: Callable[[str], str] = str) -> list[int]:
        """One table of sums; gives the rows of its sums."""
        self._start(title)
        sums = self._totals(key)
        rows = [self._sum_row(key, code, self._label(code, label), by_year) for code, by_year in sums.items()]
        self._total_row(self.words("Total"), rows)
        return rows

    def statuses(self) -> None:
        """By status of the funds, with what is still missing."""
        words, view = self.words, self.view
        names = list(self._totals("status"))
        rows = self.table(words("By status of funds"), "status")
        secured, gap = (view.label("funding_line", "status", code) for code in ("secured", "gap"))
        told = list(zip(names, rows, strict=True))
        self._total_row(words("Not secured yet"), [row for name, row in told if name != secured])
        missing = [row for name, row in told if name == gap]
        self._total_row(words("Financing gap: no source found yet"), missing)

    def ceilings(self) -> None:
        """What the budget allows against what is planned, source by source."""
        ceilings = self.view.plan.all(BudgetCeiling)
        if not ceilings:
            return
        self._start(self.words("Budget ceilings"))
        for ceiling in ceilings:
            label = self._source_label(ceiling.source or NOTHING)
            allowed = self._row(
                [ceiling.source or None, self.words("Ceiling: {source}", source=label)], ceiling.amounts.get
            )
            planned = self._linked(self.words("Planned"), self.source_rows.get(ceiling.source))
            self._difference(self.words("Left within the ceiling"), allowed, planned)

    # labels ----------------------------------------------------------------------------------------------------------

    def programme_label(self, code: str) -> str:
        return self.view.label("funding_line", "programme_code", code)

    def measure_label(self, code: str) -> str:
        measures = {self.view.codes.get(a.measure.id): a.measure.id for a in self.view.amounts}
        return self.view.name(measures.get(code, ""))

    def _source_label(self, code: str) -> str:
        return self._label(code, lambda known: self.view.label("funding_line", "source", known))

    def _label(self, code: str, label: Callable[[str], str]) -> str:
        return self.words("not given") if code == NOTHING else label(code)

    def _place(self, code: str) -> str:
        """Whether money of a source passes through the municipal budget, as its list marks it."""
        entry = self.view.entry("funding_line", "source", code)
        if entry is None:
            return "unknown"
        return "inside" if entry.marks.get("on_budget") else "outside"

    # rows ------------------------------------------------------------------------------------------------------------

    def _totals(self, key: str) -> dict[str, dict[str, Decimal]]:
        """Sums by year within codes, codes in order; measures stay in the order of the plan."""
        found = totals_by_year(self.view.amounts, lambda amount: keys_of(self.view, amount)[key])
        return found if key == "measure" else dict(sorted(found.items()))

    def _start(self, title: str) -> None:
        words, unit = self.words, self.view.unit
        self.grid.gap()
        self.grid.page_may_begin()
        self.grid.line(title, "heading")
        heads: list[Value] = [words("Code"), words("Name"), *map(int, self.years)]
        heads += [words("Total, {unit}", unit=unit), words("Share")]
        if self.view.rate:
            heads.append(words("Total, {unit}", unit=self.view.in_unit("EUR")))
        self.grid.add(heads, ("head",) * len(heads))
        self.head_row = len(self.grid) - 1

    def _sum_row(self, key: str, code: str, label: str, by_year: Mapping[str, Decimal]) -> int:
        """A row of sums over the list of amounts."""
        row, labelled = len(self.grid), key in _LABELLED

        def formula(column: int, year: str) -> Formula:
            area, own = self._area(key), f"${'B' if labelled else 'A'}{row + 1}"
            same = f"({area}={own})*({self._area('year')}={cell_name(self.head_row, column)})"
            return Formula(f"SUMPRODUCT({same}*{self._area('money')})", by_year.get(year, ZERO))

        named: list[Value] = [None, code] if labelled else [code, label]
        return self._row(named, lambda year: formula(_FIRST_YEAR + self.years.index(year), year))

    def _area(self, name: str) -> str:
        column = self._columns.index(name)
        first, last = cell_name(_FIRST, column, fixed=True), cell_name(self._last, column, fixed=True)
        return f"{self._list}!{first}:{last}"

    def _total_row(self, label: str, rows: list[int]) -> int:
        """A row that adds up others."""

        def formula(year: str) -> Formula:
            column = _FIRST_YEAR + self.years.index(year)
            text = "+".join(cell_name(row, column) for row in rows) or "0"
            if len(rows) > 1 and rows == list(range(rows[0], rows[-1] + 1)):
                text = f"SUM({cell_name(rows[0], column)}:{cell_name(rows[-1], column)})"
            return Formula(text, sum((self._value(row, column) for row in rows), ZERO))

        return self._row([None, label], formula, strong=True)

    def _linked(self, label: str, row: int | None) -> int:
        """A row that repeats another one, or zeros when there is none."""
        if row is None:
            return self._row([None, label], lambda _: ZERO)
        return self._total_row(label, [row])

    def _difference(self, label: str, above: int, beneath: int) -> None:
        def formula(year: str) -> Formula:
            column = _FIRST_YEAR + self.years.index(year)
            value = self._value(above, column) - self._value(beneath, column)
            return Formula(f"{cell_name(above, column)}-{cell_name(beneath, column)}", value)

        self._row([None, label], formula, strong=True)

    def _row(self, named: list[Value], by_year: Callable[[str], Value], *, strong: bool = False) -> int:
        """A row: code and label, a figure for each year, total, share of all, euro."""
        row, ending = len(self.grid), self.view.ending
        figures = [by_year(year) for year in self.years]
        total = sum((_figure(value) for value in figures), ZERO)
        first, last = cell_name(row, _FIRST_YEAR), cell_name(row, self.total_column - 1)
        values: list[Value] = [*named, *figures, Formula(f"SUM({first}:{last})", total)]
        looks = ["total_label", "total_label"] if strong else ["code", "text"]
        looks += [f"total{ending}" if strong else f"money{ending}"] * (len(figures) + 1)
        all_money = f"SUM({self._area('money')})" if self.view.amounts else "0"
        here = cell_name(row, self.total_column)
        values.append(Formula(f"IF({all_money}=0,0,ROUND({here}/{all_money},4))", _ratio(total, self._all, 4)))
        looks.append("share")
        if self.view.rate:
            values.append(Formula(f"ROUND({here}/{self.rate_cell},2)", _ratio(total, self.view.rate, 2)))
            looks.append("total_euro" if strong else "euro")
        self.grid.add(values, tuple(looks))
        return row

    def _value(self, row: int, column: int) -> Decimal:
        return _figure(self.grid.rows[row].values[column])


def _figure(value: Value) -> Decimal:
    """The amount that a cell holds; zero for none."""
    shown = value.value if isinstance(value, Formula) else value
    return shown if isinstance(shown, Decimal) else ZERO


def _ratio(part: Decimal, whole: Decimal, decimals: int) -> Decimal:
    return (part / whole).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) if whole else ZERO
