"""The workbook as a file: each row goes straight to disk, in prepared formats, so that memory stays flat."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from localplan.exchange.safe_write import replacing
from localplan.exchange.workbook.heights import MARGIN, MARGIN_TOP
from localplan.exchange.workbook.sheets import Check, Formula, Picture, Range, Sheet, Workbook
from localplan.exchange.workbook.styles import FONT, STYLES, leftward
from localplan.words.direction import runs_leftward

_Formats = Mapping[str, Format]
_PAPER = {"A4": 9, "A3": 8}  # numbers of the file format
_EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)
_OPTIONS = {
    "constant_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}
_FONT = {"font_name": FONT, "font_size": 10}  # widths of columns count its digits
_MEMBERS = {"[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"}
_NO_BREAK_ABOVE = 1  # a page break "before row 0" is none


def write_excel(sheets: Sequence[Sheet], path: Path, *, properties: Workbook) -> None:
    """Write the workbook safely: a good file that stood there is only replaced by another good one.

    The same sheets and properties give the same bytes. Raises Refused as `safe_write.replacing` does.
    """
    with replacing(path, _verify) as temporary:
        _write_sheets(sheets, temporary, properties)


def _verify(path: Path) -> None:
    """Every member's checksum, and the members without which no program opens the file. Raises ValueError."""
    with ZipFile(path) as file:
        damaged = file.testzip()
        missing = _MEMBERS - set(file.namelist())
    if damaged or missing:
        raise ValueError(damaged or ", ".join(sorted(missing)))


def _write_sheets(sheets: Sequence[Sheet], path: Path, properties: Workbook) -> None:
    own = dict(_FONT)  # XlsxWriter adds to what it is given, and the next workbook would look otherwise
    with xlsxwriter.Workbook(str(path), {**_OPTIONS, "default_format_properties": own}) as book:
        _describe(book, properties)
        looks = {**STYLES, **{_turned(name): leftward(look) for name, look in STYLES.items()}}
        formats = {name: book.add_format(dict(look)) for name, look in looks.items()}
        for sheet in sheets:
            page = book.add_worksheet(sheet.title)
            _write_sheet(page, sheet, formats)
            for picture in sheet.pictures:
                _draw(book, page, picture)


def _describe(book: xlsxwriter.Workbook, properties: Workbook) -> None:
    created = datetime.fromisoformat(properties.created) if properties.created else _EARLIEST
    book.set_properties(
        {
            "title": properties.title,
            "author": properties.program,
            "company": "",
            "comments": properties.language,
            "created": created.astimezone(UTC).replace(tzinfo=None),
        }
    )
    for name, text in properties.custom:
        book.set_custom_property(name, text, "text")


def _write_sheet(page: Worksheet, sheet: Sheet, formats: _Formats) -> None:
    for index, column in enumerate(sheet.columns):
        page.set_column(index, index, column.width, formats[column.style], {"hidden": column.hidden})
    _write_rows(page, sheet, formats)
    for area in sheet.merges:
        # Not merge_range: it would write the covered cells of rows that are on disk already; the rows hold them.
        page.merge.append([area.first_row, area.first_column, area.last_row, area.last_column])
    for check in sheet.checks:
        _write_check(page, check)
    _set_page(page, sheet)
    if sheet.filtered:
        area = sheet.filtered
        page.autofilter(area.first_row, area.first_column, area.last_row, area.last_column)
    if sheet.freeze != (0, 0):
        page.freeze_panes(*sheet.freeze)
    if sheet.colour:
        page.set_tab_color(sheet.colour)
    if sheet.kind == "internal":
        page.hide()
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # codes such as 01 are texts on purpose
    page.hide_gridlines(2 if sheet.kind == "official" else 1)


def _draw(book: xlsxwriter.Workbook, page: Worksheet, picture: Picture) -> None:
    chart = book.add_chart({"type": "column", "subtype": "stacked"})
    categories = _cells(picture.sheet, picture.categories)
    for name, values in picture.series:
        own = {"name": [picture.sheet, name.first_row, name.first_column], "values": _cells(picture.sheet, values)}
        chart.add_series({**own, "categories": categories, "gap": 60})
    chart.set_title({"name": picture.title, "name_font": {"name": FONT, "size": 11}})
    chart.set_legend({"position": "bottom", "font": {"name": FONT, "size": 9}})
    chart.set_y_axis({"num_format": "#,##0", "num_font": {"name": FONT, "size": 9}})
    chart.set_size({"width": 760, "height": 410})
    page.insert_chart(picture.row, 0, chart)


def _cells(sheet: str, area: Range) -> list[str | int]:
    return [sheet, area.first_row, area.first_column, area.last_row, area.last_column]


def _turned(style: str) -> str:
    """What a style is called for texts that run from right to left; only looks that are used get into the file."""
    return f"{style}, from right to left"


def _write_rows(page: Worksheet, sheet: Sheet, formats: _Formats) -> None:
    looks: dict[tuple[str, ...], tuple[Format, ...]] = {}
    text, number, other = page.write_string, page.write_number, _others(page)
    columns = tuple(formats[column.style] for column in sheet.columns)
    for index, row in enumerate(sheet.rows):
        if row.height or row.level or row.hidden:
            page.set_row(index, row.height or None, None, {"level": row.level, "hidden": row.hidden})
        if row.look not in looks:
            looks[row.look] = tuple(formats[style] for style in row.look)
        for column, (value, look) in enumerate(zip(row.values, looks[row.look], strict=True)):
            kind = type(value)
            if isinstance(value, str):
                if not value.isascii() and runs_leftward(value):
                    look = formats[_turned(row.look[column])]
                text(index, column, value, look)
            elif kind is Decimal or kind is int:
                number(index, column, value, look)
            elif value is not None or look is not columns[column]:  # an empty cell looks as its column does
                other[kind](index, column, value, look)


def _others(page: Worksheet) -> Mapping[type, Callable[[int, int, Any, Format], Any]]:
    """How the rarer kinds of values are written."""

    def formula(row: int, column: int, value: Formula, look: Format) -> None:
        page.write_formula(row, column, "=" + value.text, look, _plain(value.value))

    def day(row: int, column: int, value: date, look: Format) -> None:
        page.write_datetime(row, column, datetime(value.year, value.month, value.day), look)  # noqa: DTZ001

    def blank(row: int, column: int, value: None, look: Format) -> None:
        page.write_blank(row, column, value, look)

    return {Formula: formula, date: day, type(None): blank}


def _plain(value: Decimal | str) -> int | float | str:
    """A formula's value as the file holds it."""
    if isinstance(value, str):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def _write_check(page: Worksheet, check: Check) -> None:
    area = check.where
    rule: dict[str, Any] = {
        "validate": {"whole": "integer", "number": "decimal"}.get(check.accepts, check.accepts),
        "ignore_blank": True,
        "error_type": "warning",
        "input_title": check.title[:32],
        "input_message": _shortened(check.prompt, 255),
        "error_message": _shortened(check.warning, 225),
    }
    if check.accepts == "list":
        rule["source"] = check.source
    elif check.accepts in ("whole", "number"):
        rule |= {"criteria": "between", "minimum": -(10**13), "maximum": 10**13}
    elif check.accepts == "date":
        rule |= {"criteria": "between", "minimum": date(1900, 1, 2), "maximum": date(2200, 12, 31)}
    page.data_validation(area.first_row, area.first_column, area.last_row, area.last_column, rule)


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _set_page(page: Worksheet, sheet: Sheet) -> None:
    page.set_paper(_PAPER[sheet.paper])
    if sheet.landscape:
        page.set_landscape()
    page.set_margins(left=MARGIN, right=MARGIN, top=MARGIN_TOP, bottom=MARGIN_TOP)
    page.set_header(sheet.header, {"margin": MARGIN})
    page.set_footer(sheet.footer, {"margin": MARGIN})
    if sheet.repeat:
        page.repeat_rows(*sheet.repeat)
    if sheet.scale:
        page.set_print_scale(sheet.scale)
        page.set_h_pagebreaks([row for row in sheet.breaks if row >= _NO_BREAK_ABOVE])
    else:
        page.fit_to_pages(1, 0)
    page.outline_settings(True, False, False, False)
