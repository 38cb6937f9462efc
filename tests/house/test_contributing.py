"""CONTRIBUTING.md, done word for word in a copy of the program: a field, a rule, a list entry, a country.

What is changed are the files that the page names: nothing in `ui`, `storage` or `exchange`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from tests.house.tree import ROOT, tracked

PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def examples(heading: str) -> list[str]:
    """The indented blocks of a section, in order."""
    section = PAGE.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    blocks = re.findall(r"(?:^ {7,}\S.*\n(?:\n(?= {7}))?|^ {4}\{.*\n)+", section, re.MULTILINE)
    return [dedent(block) for block in blocks]


def insert(file: Path, after: str, text: str) -> None:
    """Put a text behind the first line that has these words."""
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    place = next(number for number, line in enumerate(lines) if after in line)
    indent = re.match(r" *", lines[place])
    new = "".join(f"{indent.group() if indent else ''}{line}\n" for line in text.strip().splitlines())
    lines.insert(place + 1, new)
    file.write_text("".join(lines), encoding="utf-8")


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{file.name}: {old}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program as somebody has it who followed the page."""
    folder = tmp_path_factory.mktemp("contributed")
    for name in tracked():
        if name.split("/")[0] in ("localplan", "forms", "resources", "db", "tests", "pyproject.toml"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    record, migration, form = examples("Add a field")
    insert(folder / "localplan/domain/records/logic.py", "state_aid_note: LocalText", record)
    words = migration.split()
    replace(folder / "db/versions/0001_first_tables.py", words[1], " ".join(words[1:3]))
    steps = folder / "forms/steps/08_measures.toml"
    insert(steps, '{ name = "state_aid_note"', form)
    replace(steps, '"private_sector_role", "state_aid_note"]', '"private_sector_role", "state_aid_note", "lesson"]')
    declared, written = examples("Add a rule")
    rules = folder / "forms/rules/08_measures.toml"
    rules.write_text(f"{rules.read_text(encoding='utf-8')}\n{declared}", encoding="utf-8")
    found = folder / "localplan/methodology/rules/measures.py"
    found.write_text(f"{found.read_text(encoding='utf-8')}\n\n{written}", encoding="utf-8")
    (entry,) = examples("Add a list entry")
    insert(folder / "forms/codelists/people.toml", '{ code = "focus_group"', entry)
    (country,) = examples("Add a country")
    insert(folder / "forms/codelists/places.toml", '{ code = "RS"', country)
    senegal = (folder / "forms/countries/sn.toml").read_text(encoding="utf-8")
    own = senegal.replace('"SN"', '"XX"')
    (folder / "forms/countries/xx.toml").write_text(own, encoding="utf-8")
    replace(folder / "forms/profiles/generic.toml", 'countries = ["EC"', 'countries = ["XX", "EC"')
    return folder


def python(copy: Path, *arguments: str) -> str:
    """What the copy's program prints; it is asked to be quiet about its screen."""
    env = {**os.environ, "PYTHONPATH": str(copy), "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, *arguments], cwd=copy, env=env, capture_output=True, text=True)
    assert done.returncode == 0, f"{done.stdout[-2000:]}\n{done.stderr[-3000:]}"
    return done.stdout


def test_that_the_page_has_the_examples() -> None:
    counts = {"Add a field": 3, "Add a rule": 2, "Add a list entry": 1, "Add a country": 1}
    assert {heading: len(examples(heading)) for heading in counts} == counts


STORY = """
import sys
from datetime import date
from pathlib import Path

import tests.conftest  # no screen is needed
from localplan import __file__ as here
from localplan.app.exports import export_excel, export_pdf
from localplan.app.plans import open_library_at, open_session
from localplan.data import data_dir
from localplan.domain.edits import SetField, apply_edits
from localplan.domain.records.logic import Measure
from localplan.methodology.checks import Seen, check_plan
from localplan.methodology.loader import load_methodology
from tests import samples

folder = Path(sys.argv[1])
assert Path(here).is_relative_to(Path.cwd()), here
methodology = load_methodology(data_dir("forms"))

plan = samples.draft()
measure = plan.all(Measure)[0]
assert measure.problems, "the sample's measures answer causes"
plan = apply_edits(plan, [SetField(measure.id, "lesson", "Earlier plans came too late", "en")])
with open_library_at(folder / "own.localplan", "me") as library:
    library.add_plan(plan)
    session = open_session(library, plan.id, "me")
    session.perform([SetField(measure.id, "problems", ())], "no causes")
    session.undo()
    library.flush()
with open_library_at(folder / "own.localplan", "me") as library:
    kept = library.read_plan(plan.id)
assert kept.digest == plan.digest and kept[measure.id].lesson["en"] == "Earlier plans came too late"

bare = apply_edits(plan, [SetField(measure.id, "problems", ())])
found = [f for f in check_plan(bare, methodology, Seen(date(2026, 1, 1))) if f.rule == "R990"]
assert [f.record for f in found] == [measure.id]
assert not [f for f in check_plan(plan, methodology, Seen(date(2026, 1, 1))) if f.rule == "R990"]

assert methodology.entry("consultation_methods", "mentoring").label == "Mentoring"
assert methodology.country("XX").currency == "XOF" and "XX" in methodology.profile("generic").countries

export_excel(plan, folder / "plan.xlsx", "en")
export_pdf(plan, folder / "plan.pdf", "en")

from tests.ui.windows import close_window, go, keep, open_window, work_of
from PySide6.QtWidgets import QWidget

(folder / "window").mkdir()
keep(folder / "window", plan)
window = open_window(folder / "window")
window.open_plan(plan.id)
go(window, "measures")
names = {w.objectName() for w in work_of(window).findChildren(QWidget)}
assert any(name.startswith("measure.lesson") for name in names), sorted(n for n in names if n.startswith("measure."))
close_window(window)
"""


def test_that_the_program_does_all_the_rest(copy: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook
    from pypdf import PdfReader

    python(copy, "-c", STORY, str(tmp_path))
    book = load_workbook(tmp_path / "plan.xlsx", read_only=True)
    cells = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {"lesson@en", "Earlier plans came too late"} <= cells
    pages = " ".join(page.extract_text() for page in PdfReader(tmp_path / "plan.pdf").pages)
    assert "Lesson of earlier plans" in pages and "Earlier plans came too late" in pages


def test_that_a_library_made_by_the_revisions_has_the_new_column(copy: Path) -> None:
    test = "tests/storage/test_migration.py::test_that_migrating_from_nothing_gives_the_derived_tables"
    assert "[100%]" in python(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", test)
