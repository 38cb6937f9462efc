"""The regional workbook: overviews whose figures are formulas over the sheet of all amounts, and a sheet per table.

Every row of a data sheet says where it comes from: municipality, file, revision, person, day and id of the record.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import msgspec

from localplan.domain.shown import Shown, ShownCell, ShownRow
from localplan.exchange.regional import Regional
from localplan.exchange.workbook.grid import Grid
from localplan.exchange.workbook.sheets import (
    Column,
    Formula,
    Picture,
    Range,
    Row,
    Sheet,
    Value,
    Workbook,
    cell_name,
    column_letters,
    quoted,
    sheet_title,
)
from localplan.words import Words

AMOUNTS = "amounts"
OVERVIEWS = tuple(
    f"money_by_{name}"
    for name in (
        "section",
        "source",
        "status",
        "measure_type",
        "municipality",
        "district",
        "body",
        "target_group",
        "sdg",
    )
)
PICTURED = ("money_by_section", "money_by_source", "money_by_status")
_PICTURE_ROWS = 24  # rows that a picture covers, and some air
_LONGEST_KEY = 200  # SUMIFS compares with at most 255 characters
_WIDTHS = {"texts": 42, "rule": 60, "code": 30, "body": 34, "objective": 34, "word": 30, "municipality": 24}
_LOOKS = {"money": "money_part", "number": "number", "count": "number", "percent": "number", "day": "day"}


def build_region_workbook(region: Regional, words: Words) -> tuple[Sheet, ...]:
    """Cover, overview, pictures, and a sheet for each other table."""
    titles: dict[str, str] = {}
    names = {"cover": words("Cover"), "overview": words("Overview"), "pictures": words("Pictures")}
    shown = [table for table in region.tables if table.name not in OVERVIEWS]
    for name, text in {**names, **{table.name: table.title for table in shown}}.items():
        titles[name] = sheet_title(text, tuple(titles.values()))
    overview = _Overview(region, words, titles)
    data = [_data_sheet(table, titles[table.name], region, words) for table in shown]
    return (_cover(region, words, titles, shown), overview.sheet(), overview.pictures(), *data)


def region_workbook_properties(region: Regional, words: Words, program: str) -> Workbook:
    """What the file says about itself."""
    return Workbook(title=region.title, program=program, created=region.moment, language=words.language)


def _cover(region: Regional, words: Words, titles: Mapping[str, str], data: Sequence[Shown]) -> Sheet:
    grid = Grid((34, 78))
    grid.line(region.title, "title")
    grid.line(region.subtitle, "subtitle")
    grid.gap()
    for name, text in region.facts:
        grid.add([name, text], ("label", "text"))
    for note in region.notes:
        grid.line(note, "note")
    grid.gap()
    grid.line(words("What is where"), "heading")
    told = words("Money grouped in every way, as formulas over the sheet of all amounts")
    counts = ((titles[table.name], words.plural("{n} row", "{n} rows", len(table.rows))) for table in data)
    for title, text in ((titles["overview"], told), *counts):
        grid.add([title, text], ("label", "text"))
    return grid.sheet(titles["cover"], landscape=False)


# data sheets ---------------------------------------------------------------------------------------------------------


def _data_sheet(table: Shown, title: str, region: Regional, words: Words) -> Sheet:
    traced = any(row.plan for row in table.rows) and table.name != "provenance"
    heads = [*table.headings, *(_origin_heads(words) if traced else ())]
    look = tuple(_LOOKS.get(column.kind, "text") for column in table.columns) + ("text",) * (6 if traced else 0)
    strong = tuple("total_part" if style == "money_part" else "total_label" for style in look)
    rows = [Row((table.title,) + (None,) * (len(heads) - 1), ("title",) + ("",) * (len(heads) - 1), 22.0)]
    rows.append(Row(tuple(heads), ("data_head",) * len(heads), 32.0))
    for row in table.rows:
        values = (*map(_value, row.cells), *(_origin(row, region) if traced else ()))
        rows.append(Row(values, strong if row.total else look))
    widths = [_WIDTHS.get(column.kind, 14) for column in table.columns] + ([24, 30, 14, 20, 12, 38] if traced else [])
    return Sheet(
        kind="data",
        title=title,
        columns=tuple(Column(float(width)) for width in widths),
        rows=rows,
        freeze=(2, 1),
        repeat=(1, 1),
        filtered=Range(1, 0, max(2, len(rows) - 1), len(heads) - 1),
    )


def _origin_heads(words: Words) -> tuple[str, ...]:
    named = (words("Municipality"), words("File"), words("Revision"), words("Person"), words("Day"))
    return (*(words("From: {what}", what=name) for name in named), words("Record"))


def _origin(row: ShownRow, region: Regional) -> tuple[Value, ...]:
    return (*region.origins.get(row.plan, ("",) * 5), row.record)


def _value(cell: ShownCell) -> Value:
    """A year is a number in a spreadsheet, so that formulas and filters take it as one."""
    return int(cell) if isinstance(cell, str) and len(cell) == 4 and cell.isdecimal() else cell


# overviews -----------------------------------------------------------------------------------------------------------


class _Overview:
    """The sheet of sums, table below table; `_places` remembers where each stands, for the pictures."""

    def __init__(self, region: Regional, words: Words, titles: Mapping[str, str]) -> None:
        self.region, self.words, self.titles = region, words, titles
        self.amounts = region.table(AMOUNTS)
        self.tables = [region.table(name) for name in OVERVIEWS]
        self.years = [c.name for c in self.tables[0].columns if c.name.isdecimal()]
        self.grid = Grid((46, 10, *([15] * len(self.years)), 17, 14, 12))
        self._places: dict[str, tuple[int, int]] = {}
        self._often: Counter[tuple[str, ShownCell]] = Counter()
        self._write()

    def sheet(self) -> Sheet:
        return self.grid.sheet(self.titles["overview"], freeze=(2, 1))

    def _write(self) -> None:
        grid, words = self.grid, self.words
        grid.line(words("Money of the region"), "title")
        grid.line(words("Sums are formulas over the sheet “{sheet}”.", sheet=self.titles[AMOUNTS]), "subtitle")
        for table in self.tables:
            grid.gap()
            grid.page_may_begin()
            grid.line(table.title, "heading")
            if table.note:
                grid.line(table.note, "note")
            grid.add([_value(heading) for heading in table.headings], ("head",) * len(table.headings))
            first = len(grid)
            self._often = Counter((str(row.cells[0]).casefold(), row.cells[1]) for row in table.rows)
            for row in table.rows:
                self._row(table, row, first)
            self._places[table.name] = (first, first + sum(not row.total for row in table.rows) - 1)

    def _row(self, table: Shown, row: ShownRow, first: int) -> None:
        here, last_year = len(self.grid), 1 + len(self.years)
        label, currency, *figures = row.cells
        money, counts = figures[: len(self.years)], figures[len(self.years) + 1 :]
        values: list[Value] = [str(label), currency]
        for n, cell in enumerate(money):
            text = self._total(first, here, 2 + n) if row.total else self._sum(table, str(label), here, 2 + n)
            values.append(Formula(text, _decimal(cell)) if text else cell)
        area = f"{cell_name(here, 2)}:{cell_name(here, last_year)}"
        values += [Formula(f"SUM({area})" if money else "0", _decimal(figures[len(self.years)])), *counts]
        looks = ("total_label", "total_label") if row.total else ("text", "centred")
        style = "total_part" if row.total else "money_part"
        self.grid.add(values, (*looks, *((style,) * (len(money) + 1)), "number", "number"))

    def _sum(self, table: Shown, label: str, row: int, column: int) -> str:
        """The formula of a figure; none where the amounts have no such column or the key would match others as well."""
        key = next((n for n, c in enumerate(self.amounts.columns) if c.name == table.columns[0].name), None)
        same = [n for (name, _), n in self._often.items() if name == label.casefold()]
        ambiguous = set("*?~<>=") & set(label) or max(same) > 1
        if key is None or len(label) > _LONGEST_KEY or ambiguous or not self.amounts.rows:
            return ""
        names = [c.name for c in self.amounts.columns]
        year, currency, money = (self._area(names.index(name)) for name in ("year", "currency", "own_part"))
        own = f"{self._area(key)},$A{row + 1}"
        head = f"{column_letters(column)}${self._head(row) + 1}"
        return f"SUMIFS({money},{own},{currency},$B{row + 1},{year},{head})"

    def _head(self, row: int) -> int:
        """The row of heads above a row."""
        return max(n for n, one in enumerate(self.grid.rows[:row]) if one.look[:1] == ("head",))

    def _total(self, first: int, row: int, column: int) -> str:
        letters = column_letters(column)
        currencies = f"$B{first + 1}:$B{row}"
        return f"SUMIFS({letters}{first + 1}:{letters}{row},{currencies},$B{row + 1})"

    def _area(self, column: int) -> str:
        letters, last = column_letters(column), 2 + len(self.amounts.rows)
        return f"{quoted(self.titles[AMOUNTS])}!${letters}$3:${letters}${last}"

    def pictures(self) -> Sheet:
        """Columns by year, stacked by what the money is grouped by, out of the overview's own cells."""
        grid = Grid((110,))
        grid.line(self.words("Money of the region, by year"), "title")
        drawn = tuple(self._pictures())
        breaks = tuple(picture.row for picture in drawn[1:])
        return msgspec.structs.replace(grid.sheet(self.titles["pictures"]), pictures=drawn, breaks=breaks, scale=100)

    def _pictures(self) -> Iterator[Picture]:
        row = 2
        for name in PICTURED:
            first, last = self._places[name]
            if last < first or not self.years:
                continue
            head = self._head(first)
            yield Picture(
                title=self.region.table(name).title,
                row=row,
                sheet=self.titles["overview"],
                categories=Range(head, 2, head, 1 + len(self.years)),
                series=tuple((Range(n, 0, n, 0), Range(n, 2, n, 1 + len(self.years))) for n in range(first, last + 1)),
            )
            row += _PICTURE_ROWS


def _decimal(cell: ShownCell) -> Decimal:
    return cell if isinstance(cell, Decimal) else Decimal(0)
