"""A plan that came as an edition: what it leaves out is told as hidden in forms and tables, and exported as such."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from localplan.app.editions import edition_in_library
from localplan.app.plans import open_library_at
from localplan.app.sending import package_from, sent_revision
from localplan.domain.editions import Hidden
from localplan.domain.edits import apply_edits, put
from localplan.exchange.package import write_package
from localplan.ui.cells import cell_seen, cell_text
from tests.methods import methodology
from tests.plans import id_of, record, small_plan
from tests.ui.conftest import Opened
from tests.ui.windows import desk_of


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """A coordinator's edition of a plan with a telephone number of the Red Cross."""
    plan = small_plan()
    cross = record("organisation", "NGO", plan.id, 5, name={"en": "Red Cross"}, contact="064 1234567")
    plan = apply_edits(plan, [put(cross)])
    with open_library_at(tmp_path / "home.localplan", "Ana") as library:
        library.add_plan(plan)
        kept, revision = sent_revision(library, plan.id)
        package = package_from(library, kept, revision, {})
        write_package(tmp_path / "a.lplan", edition_in_library(library, package, "coordinator", methodology()))
    return tmp_path / "a.lplan"


def test_that_forms_and_tables_say_what_is_hidden(opened: Opened, qtbot: QtBot, edition: Path) -> None:
    window = opened()
    window.take_in([edition])
    qtbot.waitUntil(lambda: window.desk is not None, timeout=20_000)
    desk = desk_of(window)
    form = next(form for form in desk.methodology.forms_of("organisation"))
    contact, name = (next(f for f in form.fields if f.name == n) for n in ("contact", "name"))
    organisation = desk.plan[id_of("NGO")]
    assert cell_seen(desk, form, contact, organisation) == "hidden"
    assert cell_text(desk, form, contact, organisation) == ""  # what may be copied
    assert cell_seen(desk, form, name, organisation) == "Red Cross"


def test_that_cells_spread_over_keys_say_which_are_hidden(opened: Opened) -> None:
    window = opened()
    plan = small_plan()
    counted = record("activity", "A9", plan.all_of("measure")[0].id, 9, beneficiaries={"total": 40})
    window.office.library.add_plan(apply_edits(plan, [put(counted)]))
    hidden = Hidden(values=((id_of("A9"), "beneficiaries", "women"),))
    window.office.library.keep_hidden(plan.id, hidden)
    window.open_plan(plan.id)
    desk = desk_of(window)
    form = next(form for form in desk.methodology.forms_of("activity"))
    field = next(f for f in form.fields if f.name == "beneficiaries")
    assert cell_seen(desk, form, field, desk.plan[id_of("A9")]) == "Total: 40 · Women: hidden"
    assert cell_text(desk, form, field, desk.plan[id_of("A9")]) == "Total: 40"


def test_that_an_editor_says_it_until_something_is_typed(opened: Opened, qtbot: QtBot, edition: Path) -> None:
    from localplan.ui.fields.editor import FieldEditor, Target

    window = opened()
    window.take_in([edition])
    qtbot.waitUntil(lambda: window.desk is not None, timeout=20_000)
    desk = desk_of(window)
    form = next(form for form in desk.methodology.forms_of("organisation"))
    contact = next(f for f in form.fields if f.name == "contact")
    editor = FieldEditor(desk, form, contact, Target(id_of("NGO")), window)
    line = editor.inputs[""]
    assert isinstance(line, QLineEdit)
    usual = line.placeholderText()
    editor.show_record(desk.plan[id_of("NGO")])
    assert (line.text(), line.placeholderText()) == ("", "hidden")
    editor.show_record(None)
    assert line.placeholderText() == usual
