"""Rows 4 and 5: the action-plan table in many styled rows, from prepared rows to a verified file."""

from __future__ import annotations

import csv
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import xlsxwriter  # type: ignore[import-untyped]
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from localplan.data import data_dir
from localplan.exchange.workbook import build_workbook, workbook_properties, write_excel
from localplan.exchange.workbook.sheets import Formula, Sheet, Workbook
from localplan.exchange.workbook.styles import FONT, STYLES
from localplan.methodology.loader import load_methodology
from localplan.words import words_for
from tests.benchmarks.big import big_plan
from tests.benchmarks.outside import program
from tests.benchmarks.rounds import NotHere, Row, beside, faster, interleaved, medians, missing, resident, timed

ROWS, MANY, VERY_MANY = 2_000, 20_000, 100_000
MOST_MEMORY = 100 * 2**20  # bytes beyond the rows themselves
REPEATED = 10
"""LibreOffice converts the rows so many times over: its start, which is not counted, takes longer than the rows."""


def rows() -> Iterator[Row]:
    """Ours also verifies the file and puts it in place safely; LibreOffice gets bare values."""
    plan, words = big_plan(9_000), words_for("en", data_dir("resources") / "locale")
    sheets = build_workbook(plan, load_methodology(data_dir("forms")), words, language="en")
    sheet = max(sheets, key=lambda one: sum(len(row.values) for row in one.rows) * (one.kind == "official"))
    sheet = msgspec.structs.replace(sheet, rows=sheet.rows[:ROWS], merges=(), checks=(), breaks=())
    properties = workbook_properties(plan, words, language="en")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        home = Path(folder)
        runs = {
            "ours": timed(lambda: write_excel([sheet], home / "ours.xlsx", properties=properties)),
            "openpyxl": timed(lambda: _openpyxl(sheet, home / "openpyxl.xlsx")),
            "XlsxWriter": timed(lambda: _xlsxwriter(sheet, home / "xlsxwriter.xlsx")),
        }
        absent = ""
        try:
            convert = _libreoffice(home)
            runs["filled"] = timed(lambda: convert(_csv(sheet.rows, home / "filled.csv", REPEATED)))
            runs["empty"] = timed(lambda: convert(_csv(sheet.rows[:1], home / "empty.csv")))
        except NotHere as reason:
            absent = str(reason)
        found = medians(interleaved(runs))
    job = f"Excel: {len(sheet.rows):,} rows × {len(sheet.columns)} styled"
    yield faster(job, found["ours"], "openpyxl, cell by cell", found["openpyxl"], 3)
    yield beside(job, found["ours"], "XlsxWriter, plain", found["XlsxWriter"])
    if absent:
        yield missing(job, "LibreOffice", absent)
    else:
        yield faster(job, found["ours"], "LibreOffice, unstyled", (found["filled"] - found["empty"]) / REPEATED, 1)
    yield from _large(sheet, properties)


def _large(sheet: Sheet, properties: Workbook) -> Iterator[Row]:
    """Many rows against the idiom of openpyxl; very many, and the memory that writing them takes."""
    many, very_many = (_repeated(sheet, count) for count in (MANY, VERY_MANY))
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        path = Path(folder, "large.xlsx")
        ours = timed(lambda: write_excel([many], path, properties=properties))
        found = medians(interleaved({"ours": ours, "openpyxl": timed(lambda: _openpyxl(many, path))}, rounds=2))
        yield faster(f"Excel: {MANY:,} rows", found["ours"], "openpyxl, cell by cell", found["openpyxl"], 3.3)
        grown = _grown(lambda: write_excel([very_many], path, properties=properties))
    memory = f"{grown / 2**20:.0f} MB"
    yield Row(f"Excel: {VERY_MANY:,} rows, memory", memory, "", "", "≤ 100 MB", grown <= MOST_MEMORY)


def _repeated(sheet: Sheet, count: int) -> Sheet:
    times = -(-count // len(sheet.rows))
    return msgspec.structs.replace(sheet, rows=(tuple(sheet.rows) * times)[:count])


def _grown(work: Callable[[], object]) -> int:
    """How many bytes more than before the process held at its highest, looked at every 20 ms."""
    before, sizes, over = resident(), [0], threading.Event()

    def look() -> None:
        while not over.wait(0.02):
            sizes.append(resident())

    watcher = threading.Thread(target=look)
    watcher.start()
    work()
    over.set()
    watcher.join()
    return max(sizes) - before


def _value(value: Any) -> Any:
    if isinstance(value, Formula):
        return "=" + value.text
    return float(value) if isinstance(value, Decimal) else value


def _openpyxl(sheet: Sheet, path: Path) -> None:
    """As its tutorials do it: a style object for each cell."""
    book = openpyxl.Workbook()
    page = book.active
    for row, line in enumerate(sheet.rows, 1):
        for column, (value, style) in enumerate(zip(line.values, line.look, strict=True), 1):
            cell = page.cell(row, column, _value(value))
            look = STYLES[style]
            side = Side(style="thin" if look.get("border") else None)
            cell.font = Font(name=FONT, size=look.get("font_size", 10), bold=bool(look.get("bold")))
            cell.border = Border(left=side, right=side, top=side, bottom=side)
            cell.alignment = Alignment(wrap_text=bool(look.get("text_wrap")), vertical="top")
            if "bg_color" in look:
                cell.fill = PatternFill("solid", fgColor=str(look["bg_color"]).lstrip("#"))
            if "num_format" in look:
                cell.number_format = str(look["num_format"])
    book.save(path)


def _xlsxwriter(sheet: Sheet, path: Path) -> None:
    """As its documentation does it: one format for each style, `write` for every cell."""
    with xlsxwriter.Workbook(str(path)) as book:
        formats = {name: book.add_format(dict(look)) for name, look in STYLES.items()}
        page = book.add_worksheet()
        for row, line in enumerate(sheet.rows):
            for column, (value, style) in enumerate(zip(line.values, line.look, strict=True)):
                page.write(row, column, _value(value), formats[style])


def _csv(rows: Sequence[Any], path: Path, times: int = 1) -> Path:
    """The values of the rows, so many times over, the texts differing each time."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        for number in range(times):
            for row in rows:
                writer.writerow([f"{v} {number}" if isinstance(v, str) else _value(v) for v in row.values])
    return path


def _libreoffice(home: Path) -> Callable[[Path], None]:
    """Converts a table without styles. Raises NotHere."""
    office = program("soffice")
    profile = f"-env:UserInstallation={(home / 'office').as_uri()}"

    def convert(path: Path) -> None:
        command = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(home), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)

    return convert
