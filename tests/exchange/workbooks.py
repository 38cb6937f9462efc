"""Workbooks to write and read back: built from samples, read by openpyxl, recalculated by LibreOffice."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from functools import cache
from pathlib import Path

from openpyxl import Workbook as Read
from openpyxl import load_workbook

from localplan.domain.canonical import content_of, made
from localplan.domain.history import Revision
from localplan.domain.plan import Plan
from localplan.domain.positions import position_at
from localplan.domain.records import Record, kind_of
from localplan.exchange.workbook import Sheet, build_workbook, workbook_properties, write_excel
from tests.exchange.documents import methodology, words
from tests.plans import id_of

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def sheets_of(plan: Plan, language: str = "en", revision: Revision | None = None) -> dict[str, Sheet]:
    """The sheets of a plan's workbook by title."""
    built = build_workbook(plan, methodology(), words(language), revision=revision)
    return {sheet.title: sheet for sheet in built}


def written(plan: Plan, path: Path, language: str = "en", revision: Revision | None = None) -> Path:
    """The plan's workbook as a file."""
    sheets = build_workbook(plan, methodology(), words(language), revision=revision)
    write_excel(sheets, path, properties=workbook_properties(plan, words(language), revision=revision))
    return path


def read(path: Path, *, values: bool = True) -> Read:
    """The workbook read back: stored values, or formulas."""
    return load_workbook(path, data_only=values)


def without_stored_values(path: Path) -> Path:
    """The workbook with every formula's stored value taken out, so that only calculating it gives one."""
    bare = path.with_name(f"bare-{path.name}")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(bare, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets/"):
                content = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", content)
            new.writestr(name, content)
    return bare


def recalculated(path: Path) -> Path:
    """The workbook as LibreOffice calculates it anew."""
    bare, folder = without_stored_values(path), path.parent / "recalculated"
    profile = (path.parent / "office").as_uri()
    command = [str(OFFICE), "--headless", f"-env:UserInstallation={profile}", "--convert-to", "xlsx", "--outdir"]
    subprocess.run([*command, str(folder), str(bare)], check=True, capture_output=True, timeout=120)
    return folder / bare.name


def table_of(book: Read, sheet: str, heading: str) -> dict[str, list[object]]:
    """A table of the finance sheet, from its heading to the next empty row: first named cell → the figures after it."""
    rows = list(book[sheet].iter_rows(values_only=True))
    start = next(index for index, row in enumerate(rows) if row[0] == heading) + 2
    found: dict[str, list[object]] = {}
    for row in rows[start:]:
        if row[1] is None:
            break
        found[str(row[0] or row[1])] = list(row[2:])
    return found


@cache
def plan_of(years: int, activities: int = 1) -> Plan:
    """One measure with so many activities, each with two sources, over so many years from 2026 on."""
    top, last = id_of("plan"), 2025 + years
    amounts = {str(year): year - 2000 for year in range(2026, last + 1)}
    facts = {"period_start": "2026-01-01", "period_end": f"{last}-12-31", "currency": "RSD", "amount_unit": 1000}
    records = [
        made("plan", {"id": top, "title": {"en": "Plan"}, "main_language": "en", "legal_profile": "rs", **facts}),
        _record("objective", "GO", top, 0, objective_kind="general", title={"en": "General"}),
        _record("objective", "SO1", id_of("GO"), 0, objective_kind="specific", title={"en": "One"}, section="youth"),
        _record("measure", "M1", id_of("SO1"), 0, title={"en": "Skills"}),
        _record("organisation", "OU", top, 0, name={"en": "Economy department"}),
    ]
    for index in range(activities):
        name = f"A{index}"
        content = {"title": {"en": f"Courses {index}"}, "lead": id_of("OU"), "deadline": "2027-Q4", "start": "2026-Q2"}
        records.append(_record("activity", name, id_of("M1"), index, **content))
        for source in ("01", "06"):
            line = {"source": source, "amounts": amounts, "programme_code": "1501-0002"}
            records.append(_record("funding_line", f"{name}-{source}", id_of(name), int(source), **line))
    return Plan(records)


def with_record(plan: Plan, kind: str, known_as: str, parent: str, **content: object) -> Plan:
    """The plan with one more record."""
    return plan.changed([_record(kind, known_as, parent, 5, **content)], [])


def with_content(plan: Plan, known_as: str, **content: object) -> Plan:
    """The plan with other content in a record."""
    record = plan[id_of(known_as)]
    return plan.changed([made(kind_of(record), {**content_of(record), **content})], [])


def _record(kind: str, known_as: str, parent: str, index: int, **content: object) -> Record:
    return made(kind, {"id": id_of(known_as), "parent": parent, "position": position_at(index), **content})
