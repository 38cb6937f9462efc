"""The budget: money by year, by source, by section and by how sure it is; what is not secured is the financing gap."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from localplan.domain.money import ZERO, Amount, amounts, total, totals_by_year
from localplan.methodology.charts import Chart, money_chart
from localplan.ui.cells import entry_label
from localplan.ui.desk import Desk, Place
from localplan.ui.panels.columns import Layer, columns
from localplan.ui.panels.marks import Paper, Scene, stacked
from localplan.ui.panels.page import Drawing
from localplan.ui.panels.same_table import Row, Table
from localplan.words import phrase

Reading = Callable[[Amount], str]
SECURED = "secured"


def _source(row: Amount) -> str:
    return row.source


def _section(row: Amount) -> str:
    return row.section


def _status(row: Amount) -> str:
    return row.status


def _years(desk: Desk, rows: Sequence[Amount]) -> tuple[str, ...]:
    """The years of the plan, and any others that amounts stand in."""
    return tuple(sorted({*desk.method.years, *(row.year for row in rows)}))


def _source_name(desk: Desk, code: str) -> str:
    label = entry_label(desk, "funding_sources", code)
    numbered = code[:1].isdigit() and label != code
    return f"{code} {label}" if numbered else label or desk.words("source not given")


def _section_name(desk: Desk, code: str) -> str:
    return entry_label(desk, "sections", code) or desk.words("no section")


def _status_name(desk: Desk, code: str) -> str:
    return entry_label(desk, "funding_statuses", code) or desk.words("status not given")


def scene(desk: Desk, paper: Paper) -> Scene:
    """The gap in words, then columns by source, by section and by status."""
    words, rows = desk.words, list(amounts(desk.plan))
    by_status = _chart(desk, rows, words("By status of funds"), _status)
    order = [entry.code for entry in desk.method.list("funding_statuses").entries]
    surest_first = sorted(by_status.series, key=lambda s: order.index(s.label) if s.label in order else len(order))
    by_status = Chart(by_status.title, by_status.unit, by_status.categories, tuple(surest_first))
    return stacked(
        (
            _gap(desk, paper, rows),
            _drawn(desk, paper, rows, _chart(desk, rows, words("By source of funding"), _source), _source),
            _drawn(desk, paper, rows, _chart(desk, rows, words("By section"), _section), _section),
            _drawn(desk, paper, rows, by_status, _status),
        ),
        paper.leading,
    )


def _chart(desk: Desk, rows: Sequence[Amount], title: str, by: Reading) -> Chart:
    """The chart with the codes as labels: `_layer` says what they are called."""
    return money_chart(rows, _years(desk, rows), by, lambda key: key, title=title, unit=desk.money_unit)


def _drawn(desk: Desk, paper: Paper, rows: Sequence[Amount], chart: Chart, by: Reading) -> Scene:
    layers = {series.label: _layer(desk, by, series.label, n) for n, series in enumerate(chart.series)}
    return columns(paper, chart, layers, desk.words.money, lambda key, year: _largest(rows, by, key, year))


def _layer(desk: Desk, by: Reading, code: str, number: int) -> Layer:
    """Sources with short codes have these as signs, other layers letters; what is not secured is hatched."""
    letter = chr(ord("A") + number)
    if by is _source:
        name = _source_name(desk, code)
        return Layer(name.removeprefix(code).strip() or name, code if 0 < len(code) < 4 else letter)
    name = _section_name(desk, code) if by is _section else _status_name(desk, code)
    return Layer(name, letter, by is _status and code != SECURED)


def _largest(rows: Iterable[Amount], by: Reading, key: str, year: str = "") -> Place:
    """The funding line with the largest amount of a layer, in a year or in all."""
    fitting = (row for row in rows if by(row) == key and year in ("", row.year))
    largest = max(fitting, key=lambda row: row.money, default=None)
    return Place("", "", largest.line.id, "") if largest else Place()


def gap_sentence(desk: Desk, rows: Sequence[Amount]) -> str:
    """How much of the plan has no secured money."""
    words, whole = desk.words, total(rows)
    missing = total(row for row in rows if row.status != SECURED)
    if not missing:
        return words("✓ All {whole} {unit} are secured.", whole=words.money(whole), unit=desk.money_unit)
    return words(
        "! Not yet secured: {missing} of {whole} {unit} ({share} %).",
        missing=words.money(missing),
        whole=words.money(whole),
        unit=desk.money_unit,
        share=words.number(missing * 100 / whole, 1),
    )


def _gap(desk: Desk, paper: Paper, rows: Sequence[Amount]) -> Scene:
    look = paper.strong
    lines = paper.lines(gap_sentence(desk, rows), look, paper.width)
    return Scene(0, len(lines) * paper.leading, tuple(paper.write(lines, look, 0, 0)))


def tables(desk: Desk) -> tuple[Table, ...]:
    """By source, by section, by status, and every line that is not secured."""
    words, rows = desk.words, list(amounts(desk.plan))
    return (
        _sums(desk, rows, words("By source of funding"), words("Source"), _source, _source_name),
        _sums(desk, rows, words("By section"), words("Section"), _section, _section_name),
        _sums(desk, rows, words("By status of funds"), words("Status"), _status, _status_name),
        _open_lines(desk, rows),
    )


def _sums(
    desk: Desk, rows: Sequence[Amount], title: str, head: str, by: Reading, name: Callable[[Desk, str], str]
) -> Table:
    words, years = desk.words, _years(desk, rows)
    sums = totals_by_year(rows, by)
    lines = [_line(desk, name(desk, key), sums[key], years, _largest(rows, by, key)) for key in sorted(sums)]
    whole = totals_by_year(rows, lambda _: "").get("", {})
    lines.append(_line(desk, words("Total"), whole, years, Place())._replace(strong=True))
    return Table((head, *years, words("Total")), tuple(lines), frozenset(range(1, len(years) + 2)), title)


def _line(desk: Desk, name: str, sums: dict[str, Decimal], years: Iterable[str], place: Place) -> Row:
    money = desk.words.money
    return Row((name, *(money(sums.get(year, ZERO)) for year in years), money(sum(sums.values(), ZERO))), place)


def _open_lines(desk: Desk, rows: Sequence[Amount]) -> Table:
    """Each funding line with what is not secured of it, by year."""
    words, years = desk.words, _years(desk, rows)
    heads = (words("For"), words("Source"), words("Status"), *years)
    lines: dict[str, list[Amount]] = {}
    for row in rows:
        if row.status != SECURED:
            lines.setdefault(row.line.id, []).append(row)
    found = tuple(_open_line(desk, line, years) for line in lines.values())
    return Table(heads, found, frozenset(range(3, len(heads))), words("Not yet secured"))


def _open_line(desk: Desk, line: Sequence[Amount], years: Sequence[str]) -> Row:
    sums = {year: total(row for row in line if row.year == year) for year in years}
    cells = (
        desk.title_of(line[0].activity or line[0].measure),
        _source_name(desk, line[0].source),
        ", ".join(dict.fromkeys(_status_name(desk, row.status) for row in line)),
        *(desk.words.money(sums[year]) if sums[year] else "" for year in years),
    )
    return Row(cells, Place("", "", line[0].line.id, ""))


DRAWING = Drawing(
    code="budget",
    hint=phrase(
        "What the plan costs in each year, from which source, for which section, and how much of it is "
        "secured. A click on a part goes to the largest amount in it."
    ),
    empty=phrase(
        "This page shows the money by year, source and section, and what is not yet secured. Enter the funds of "
        "activities first."
    ),
    form="activity_funding",
    kinds=frozenset({"funding_line", "activity", "measure", "objective", "plan"}),
    is_empty=lambda desk: not any(row.money for row in amounts(desk.plan)),
    scene=scene,
    tables=tables,
)
