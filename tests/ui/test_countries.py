"""A new plan in Serbia and one of a commune in Senegal, from the first dialog to *ready for adoption*."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QSpinBox, QTableWidget, QWidget

from localplan.app import own_register, registers
from localplan.data import data_dir
from localplan.domain.canonical import content_of
from localplan.domain.edits import DropRecord, Edit, PutRecord, SetField, apply_edits
from localplan.domain.plan import Plan
from localplan.domain.records import Record, kind_of
from localplan.domain.records.delivery import ReportingPeriod
from localplan.exchange.document.blocks import Cover
from localplan.exchange.document.build import build_document
from localplan.ui.new_plan import NewPlanDialog
from localplan.ui.own_list import OwnListDialog
from localplan.ui.window import Window
from localplan.words import words_for
from tests import samples
from tests.methods import FORMS
from tests.ui.conftest import Opened
from tests.ui.test_process import to_hub
from tests.ui.windows import click, control, desk_of, focus, go, into, press, seen, settle, type_text, work_of
from tests.whole_plans import in_state

LIST = "code,name,parent_iso3166_2,type\nSN-DK-1,Keur Massar,SN-DK,commune\nSN-TH-1,Thiès Nord,SN-TH,commune\n"
GIVEN = ("country", "legal_profile", "currency", "amount_unit", "period_start", "period_end", "municipality_name")
"""What the dialog gave the plan already."""
KEPT = ("status", "code", "municipality", "methodology_version", "practice", "unit_kind", "outside_register")


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The person's data folder of this test; nothing is remembered of another one."""
    monkeypatch.setattr(own_register, "data_folder", lambda: tmp_path / "data")
    remembered = (registers.municipalities, registers._by_key, registers.register_choices)
    for one in remembered:
        one.cache_clear()
    yield
    for one in remembered:
        one.cache_clear()


def ask(window: Window, country: str) -> NewPlanDialog:
    """Ctrl+N, and the country chosen with the keyboard."""
    control(Qt.Key.Key_N)
    settle()
    dialog = seen(window, "new_plan", NewPlanDialog)
    choose(dialog, "new_plan.country", country)
    settle()
    return dialog


def choose(root: QWidget, name: str, code: str) -> None:
    box = seen(root, name, QComboBox)
    at = box.findData(code)
    assert at >= 0, f"{code} is not offered by {name}"
    box.setFocus()
    while box.currentIndex() != at:
        press(Qt.Key.Key_Down if box.currentIndex() < at else Qt.Key.Key_Up)


def make(window: Window, dialog: NewPlanDialog, last: str = "2028") -> Plan:
    """The years from 2026 on, and the plan is made."""
    for name, year in {"new_plan.from": "2026", "new_plan.to": last}.items():
        seen(dialog, name, QSpinBox).selectAll()
        into(dialog, name, year, leave=True)
    click(dialog, "new_plan.make")
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    return desk_of(window).plan


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_that_a_country_shows_its_words(opened: Opened) -> None:
    dialog = ask(opened(), "SN")
    told = texts(seen(dialog, "new_plan.country_facts"))
    for word in ("Commune or department.", "communal development plan", "Region", "French · Wolof · Fula", "XOF"):
        assert word in told
    assert "voted by January" in told and "check of legality" in told
    assert [dialog.main_language.currentData(), dialog.municipality.kind.currentText()] == ["fr", "Commune"]
    choose(dialog, "new_plan.country", "RS")
    settle()
    assert "RSD" in texts(seen(dialog, "new_plan.country_facts"))
    assert not dialog.findChildren(QWidget, "new_plan.own_list")[0].isVisible()
    assert dialog.country.count() == 11


def test_that_a_list_of_the_persons_own_is_looked_at_and_taken_over(opened: Opened, tmp_path: Path) -> None:
    window = opened()
    dialog = ask(window, "SN")
    file = tmp_path / "communes.csv"
    file.write_text(LIST, "utf-8")
    dialog.municipality.look_at(file)
    settle()
    looked = seen(window, "own_list", OwnListDialog)
    table = seen(looked, "own_list.preview", QTableWidget)
    assert table.rowCount() == 2 and table.item(1, 1).text() == "Thiès Nord"  # type: ignore[union-attr]
    assert looked.language.currentData() == "fr" and "2 municipalities" in texts(looked)
    click(looked, "own_list.take")
    settle()
    dialog.activateWindow()
    assert QTest.qWaitForWindowActive(dialog)
    into(dialog, "new_plan.municipality", "thies")
    assert dialog.municipality.found.item(0).text() == "Thiès Nord · Thiès · SN-TH-1"
    root = make(window, dialog).root
    assert (root.municipality, root.unit_kind, root.subdivision) == ("SN-TH-1", "commune", "SN-TH")
    assert dict(root.municipality_name) == {"fr": "Thiès Nord"} and not root.outside_register


def test_that_what_is_wrong_in_a_list_is_told_and_nothing_is_taken(opened: Opened, tmp_path: Path) -> None:
    window = opened()
    dialog = ask(window, "SN")
    file = tmp_path / "communes.csv"
    file.write_text(LIST.replace("SN-TH,commune", "SN-TH,town"), "utf-8")
    dialog.municipality.look_at(file)
    settle()
    looked = seen(window, "own_list", OwnListDialog)
    assert "“town” in line 3" in looked.complaint.text()
    assert not looked.findChildren(QWidget, "own_list.take")
    assert registers.municipalities(data_dir("db"), "SN") == ()


def test_that_the_small_track_is_offered_to_small_municipalities(opened: Opened) -> None:
    dialog = ask(opened(), "RS")
    into(dialog, "new_plan.municipality", "Crna Trava")
    assert dialog.track_hint.isVisible() and "you can use the small track" in dialog.track_hint.text()
    assert dialog.track.currentData() == "full"
    focus(dialog.municipality.search)
    control(Qt.Key.Key_A)
    type_text("Zvezdara")
    assert not dialog.track_hint.isVisible()


# from step 1 to ready for adoption -----------------------------------------------------------------------------------


def ready_serbian() -> Plan:
    """What the Serbian sample holds when it comes before the assembly."""
    plan = in_state(samples.implementation(), "draft")
    return apply_edits(plan, [DropRecord(period.id) for period in plan.all(ReportingPeriod)])


def fill(window: Window, sample: Plan) -> None:
    """Every step is opened, and what the sample holds in it is entered there; what no step asks for comes last."""
    desk = desk_of(window)
    method = desk.methodology.for_plan(in_state(sample, "draft"))
    rest = {id: record for id, record in sample.records.items() if id != sample.id}
    for step in desk.methodology.steps:
        go(window, step.code)
        assert work_of(window).pages[step.code].isVisible()
        names = {field.name for form in step.forms if form.record == "plan" for field in form.fields}
        own = [SetField(desk.plan.id, name, value) for name, value in facts(sample, names)]
        forms = {form.code for form in step.forms}
        mine = [r for r in rest.values() if (form := method.form_for(r)) and form.code in forms]
        enter(window, [*own, *(put_into(desk.plan, sample, record) for record in reachable(mine, rest))])
    left = reachable([*rest.values()], rest)
    enter(window, [put_into(desk.plan, sample, record) for record in left])


def facts(sample: Plan, names: set[str]) -> Iterator[tuple[str, object]]:
    content = content_of(sample.root)
    return ((n, content[n]) for n in sorted(names & content.keys()) if n not in (*GIVEN, *KEPT))


def reachable(records: list[Record], rest: dict[str, Record]) -> Iterator[Record]:
    """These records, each after the one it belongs to and those it names."""
    for record in records:
        if record.id in rest:
            del rest[record.id]
            named = {word for word in str(content_of(record)).split("'") if word in rest}
            yield from reachable([rest[id] for id in named if id in rest], rest)
            yield record


def put_into(plan: Plan, sample: Plan, record: Record) -> Edit:
    content = {name: plan.id if value == sample.id else value for name, value in content_of(record).items()}
    return PutRecord(record.id, {**content, "kind": kind_of(record)})


def enter(window: Window, edits: list[Edit]) -> None:
    if edits:
        assert desk_of(window).perform(edits, "Entered")
    settle()


def to_proposed(window: Window) -> QWidget:
    """On through consultation and hearing until the plan is before the assembly."""
    desk = desk_of(window)
    strip = to_hub(window)
    for state in ("in_consultation", "public_hearing", "proposed"):
        click(strip, "process.next")
        settle()
        assert desk.plan.root.status == state
    desk.check()
    settle()
    return strip


def errors(window: Window) -> list[str]:
    return [f"{f.rule} {f.values}" for f in desk_of(window).findings if f.tier == "error"]


def test_that_a_commune_in_senegal_comes_to_ready_for_adoption(opened: Opened) -> None:
    window = opened()
    dialog = ask(window, "SN")
    into(dialog, "new_plan.municipality", "Keur Yaakaar")
    into(dialog, "new_plan.code", "SN-TH-77")
    choose(dialog, "new_plan.subdivision", "SN-TH")
    root = make(window, dialog, "2029").root
    assert (root.legal_profile, root.currency, root.main_language) == ("generic", "XOF", "fr")
    fill(window, samples.small())
    go(window, "start", "start", desk_of(window).plan.id, "title")
    focus(seen(work_of(window), "plan.title.fr"))
    control(Qt.Key.Key_A)
    type_text("Plan local de Keur Yaakaar")
    press(Qt.Key.Key_Tab)
    strip = to_proposed(window)
    assert errors(window) == []
    assert not strip.kept.isVisible()  # type: ignore[attr-defined]
    assert window.hub is not None
    assert "No statutory dates" in texts(window.hub) and "Law" not in texts(window.hub).split("Dates")[-1]
    cover = next(block for block in in_french(desk_of(window).plan) if isinstance(block, Cover))
    assert cover.title == "Plan local de Keur Yaakaar"
    assert dict(cover.facts)["Language"] == "texts of the plan in French; headings and lists in English"


def in_french(plan: Plan) -> tuple[object, ...]:
    from tests.methods import methodology

    return build_document(plan, methodology(), words_for("fr", FORMS.parent / "resources" / "locale"), language="fr")


def test_that_a_serbian_municipality_comes_to_ready_for_adoption(opened: Opened) -> None:
    window = opened()
    dialog = ask(window, "RS")
    into(dialog, "new_plan.municipality", "Zvezd")
    root = make(window, dialog).root
    assert (root.legal_profile, root.currency, root.municipality_name["sr-Latn"]) == ("rs", "RSD", "Zvezdara")
    assert root.title["sr-Cyrl"].startswith("Програм")
    fill(window, ready_serbian())
    strip = to_proposed(window)
    assert errors(window) == []
    assert not strip.kept.isVisible()  # type: ignore[attr-defined]
    assert window.hub is not None
    assert "Law on the Planning System" in texts(window.hub) or "Law on the Budget System" in texts(window.hub)
    assert "No statutory dates" not in texts(window.hub)
