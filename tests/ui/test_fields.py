"""What happens in a field: typing, nonsense, undo, codes no list knows, languages, conditions."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QMessageBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from localplan.app.samples import practice_copy
from localplan.domain.edits import DropRecord, SetField, apply_edits
from localplan.domain.plan import Plan
from localplan.domain.records.analysis import Narrative, Screening
from localplan.domain.records.logic import Activity, Indicator, Measure
from localplan.domain.records.plan import Organisation
from localplan.ui.fields.choices import ChecklistInput
from localplan.ui.fields.editor import FieldEditor, list_choices
from localplan.ui.window import Window
from tests import samples
from tests.ui.conftest import Opened
from tests.ui.desks import desk_on
from tests.ui.windows import control, desk_of, focus, go, into, press, seen, settle, type_text, work_of

BASELINE = "indicator.baseline_value.input"


def at_indicator(window: Window) -> Indicator:
    """Go to the first indicator of the table of all; the record as it is."""
    indicator = next(iter(desk_of(window).plan.all(Indicator)))
    go(window, "indicators", "indicator", indicator.id, "title")
    return indicator


def now(window: Window, id: str) -> Indicator:
    """The indicator now."""
    found = desk_of(window).plan[id]
    assert isinstance(found, Indicator)
    return found


def retype(window: Window, name: str, text: str, *, leave: bool = True) -> None:
    """Replace what a field of the page holds."""
    widget = seen(window, name)
    focus(widget)
    control(Qt.Key.Key_A)
    type_text(text)
    if leave:
        press(Qt.Key.Key_Tab)


def complaint_of(window: Window, name: str) -> str:
    """What the field says against what was typed."""
    editor = seen(window, name).parent()
    while not isinstance(editor, FieldEditor):
        assert editor is not None
        editor = editor.parent()
    return editor._complaint.text() if editor._complaint.isVisible() else ""


@pytest.mark.parametrize(
    ("language", "typed", "shown"),
    [
        ("en", "1,234.5", "1,234.5"),
        ("en", "1234.5", "1,234.5"),
        ("sr-Latn", "1.234,5", "1.234,5"),
        ("sr-Latn", "1234.5", "1.234,5"),
        ("sr-Latn", "1234,5", "1.234,5"),
    ],
)
def test_that_a_number_may_be_typed_in_any_usual_form(opened: Opened, language: str, typed: str, shown: str) -> None:
    window = opened(samples.draft(), language=language)
    indicator = at_indicator(window)
    retype(window, BASELINE, typed)
    assert now(window, indicator.id).baseline_value == Decimal("1234.5")
    assert seen(window, BASELINE, QLineEdit).text() == shown
    retype(window, BASELINE, "")
    press(Qt.Key.Key_Tab)


def test_that_nonsense_is_told_and_the_value_kept(opened: Opened) -> None:
    window = opened(samples.draft())
    indicator = at_indicator(window)
    before = desk_of(window).plan
    for typed in ("abc", "12x", "1e5e", "--"):
        retype(window, BASELINE, typed)
        assert "is not a number" in complaint_of(window, BASELINE), typed
        assert now(window, indicator.id).baseline_value == indicator.baseline_value, typed
    desk_of(window).session.settle()
    assert desk_of(window).plan.digest == before.digest
    assert not desk_of(window).session.can_undo
    other = list(desk_of(window).plan.all(Indicator))[1]
    go(window, "indicators", "indicator", other.id, "title")
    assert complaint_of(window, BASELINE) == ""
    assert seen(window, BASELINE, QLineEdit).text() == desk_of(window).words.number(other.baseline_value)


def test_that_a_field_can_be_emptied_and_a_date_be_nonsense(opened: Opened) -> None:
    window = opened(samples.draft())
    indicator = at_indicator(window)
    focus(seen(window, BASELINE))
    control(Qt.Key.Key_A)
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Tab)
    assert now(window, indicator.id).baseline_value is None
    root = desk_of(window).plan.root
    go(window, "start", "plan", root.id, "period_start")
    line = desk_of(window)
    day = next(e for e in window.findChildren(FieldEditor, "plan.period_start") if e.isVisible())
    focus(day.findChildren(QLineEdit)[0])
    control(Qt.Key.Key_A)
    type_text("31.31.2027")
    press(Qt.Key.Key_Tab)
    assert line.plan.root.period_start == root.period_start
    assert "is not a date" in day._complaint.text()


def test_that_keystrokes_are_one_entry_until_the_field_is_left(opened: Opened, qtbot: QtBot) -> None:
    window = opened(samples.draft())
    indicator = at_indicator(window)
    session = desk_of(window).session
    into(window, "indicator.title.en", "ABC")
    assert session.typed_at is not None and not session.history.undoable
    focus(seen(window, "indicator.title.sr-Cyrl"))
    assert session.typed_at is None
    assert len(session.history.undoable) == 1
    type_text("Џ")
    qtbot.waitUntil(lambda: len(session.history.undoable) == 2, timeout=3000)
    type_text("Ш")
    desk_of(window).perform([SetField(indicator.id, "decimals", 3)], "Decimals")
    assert [entry.label for entry in session.history.undoable] == ["Change Indicator"] * 3 + ["Decimals"]


def test_that_the_cursor_stays_where_one_types(opened: Opened) -> None:
    window = opened(samples.draft())
    indicator = at_indicator(window)
    field = seen(window, "indicator.title.en")
    assert isinstance(field, QPlainTextEdit)
    focus(field)
    press(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    for _ in range(5):
        press(Qt.Key.Key_Right)
    type_text("xyz")
    settle(20)
    assert now(window, indicator.id).title["en"] == field.toPlainText()
    assert field.toPlainText() == indicator.title["en"][:5] + "xyz" + indicator.title["en"][5:]
    assert field.textCursor().position() == 8


def test_that_undo_keys_are_the_plans_in_every_kind_of_field(opened: Opened) -> None:
    window = opened(samples.draft())
    indicator = at_indicator(window)
    names = {"indicator.title.en": "A", "indicator.unit.input": "l", BASELINE: "7", "indicator.data_provider.en": "B"}
    for name, letter in names.items():
        box = seen(window, name)
        focus(box)
        shown = _text(box)
        control(Qt.Key.Key_Z)
        control(Qt.Key.Key_Y)
        assert _text(box) == shown, f"{name}: with nothing to undo nothing happens"
        if isinstance(box, QComboBox):
            continue
        type_text(letter)
        typed = _text(box)
        assert typed != shown
        control(Qt.Key.Key_Z)
        assert (_text(box), desk_of(window).plan.digest) == (shown, samples.draft().digest), name
        control(Qt.Key.Key_Y)
        assert desk_of(window).plan.digest != samples.draft().digest, name
        control(Qt.Key.Key_Z)
        assert desk_of(window).plan[indicator.id] == indicator, name
        _forget_redo(window)


def _forget_redo(window: Window) -> None:
    from localplan.domain.history import History

    session = desk_of(window).session
    session.history = History(*(getattr(session.history, n) for n in ("plan",) if hasattr(session.history, n)))


def _text(widget: object) -> str:
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    assert isinstance(widget, QLineEdit | QComboBox)
    return widget.text() if isinstance(widget, QLineEdit) else widget.currentText()


def paste(window: Window, name: str, text: str) -> None:
    """Paste into a field over what it holds."""
    box = seen(window, name)
    assert isinstance(box, QLineEdit | QPlainTextEdit)
    focus(box)
    control(Qt.Key.Key_A)
    QGuiApplication.clipboard().setText(text)
    box.paste()
    QGuiApplication.clipboard().clear()
    desk_of(window).finish_typing()


GARBAGE = "\x00\x07\x1b[31mЖе\u0301\r\nn\x7f"


@pytest.mark.parametrize("field", ["definition", "data_provider"])
def test_that_garbage_is_pasted_clean_and_undone(opened: Opened, field: str) -> None:
    window = opened(samples.draft())
    indicator = at_indicator(window)
    paste(window, f"indicator.{field}.en", GARBAGE * 4_000)
    kept = getattr(now(window, indicator.id), field)["en"]
    assert len(kept) >= 4_000 * len("[31mЖе\u0301n")
    assert not set(kept) & {"\x00", "\x07", "\x1b", "\x7f", "\r"}
    control(Qt.Key.Key_Z)
    assert now(window, indicator.id) == indicator


def test_that_a_megabyte_is_refused_in_a_sentence_and_the_text_before_kept(opened: Opened) -> None:
    window = opened(samples.draft())
    indicator = at_indicator(window)
    shown = _text(seen(window, "indicator.definition.en"))
    paste(window, "indicator.definition.en", GARBAGE * 100_000)
    assert seen(window, "message", QMessageBox).text()
    seen(window, "message", QMessageBox).close()
    assert _text(seen(window, "indicator.definition.en")) == shown
    assert now(window, indicator.id) == indicator


def test_that_a_code_not_on_the_list_is_shown_and_kept(opened: Opened) -> None:
    window = opened(samples.draft())
    indicator = at_indicator(window)
    desk_of(window).perform([SetField(indicator.id, "unit", "furlongs")], "Unit")
    box = seen(window, "indicator.unit.input", QComboBox)
    assert box.currentText() == "furlongs"
    focus(box)
    press(Qt.Key.Key_Tab)
    assert now(window, indicator.id).unit == "furlongs"


def test_that_a_new_name_in_a_reference_makes_the_organisation_in_one_action(opened: Opened) -> None:
    window = opened(samples.draft())
    measure = next(iter(desk_of(window).plan.all(Measure)))
    go(window, "measures", "measure", measure.id, "responsible")
    bodies = len(list(desk_of(window).plan.all(Organisation)))
    retype(window, "measure.responsible.input", "Beekeepers of the valley")
    made = desk_of(window).plan[desk_of(window).plan[measure.id].responsible]  # type: ignore[attr-defined]
    assert desk_of(window).name_of(made) == "Beekeepers of the valley"
    assert len(list(desk_of(window).plan.all(Organisation))) == bodies + 1
    assert len(desk_of(window).session.history.undoable) == 1
    control(Qt.Key.Key_Z)
    assert desk_of(window).plan.digest == samples.draft().digest
    retype(window, "measure.responsible.input", "beekeepers of THE valley")
    retype(window, "measure.responsible.input", "Beekeepers of the valley")
    assert len(list(desk_of(window).plan.all(Organisation))) == bodies + 1, "the same name is the same body"


def test_that_a_long_list_takes_a_part_that_only_one_entry_has(opened: Opened) -> None:
    window = opened(samples.draft())
    indicator = at_indicator(window)
    box = seen(window, "indicator.unit.input", QComboBox)
    label = box.itemText(box.findData("projects") if box.findData("projects") >= 0 else 5)
    code = box.itemData(box.findText(label))
    retype(window, "indicator.unit.input", label.upper())
    assert now(window, indicator.id).unit == code
    retype(window, "indicator.unit.input", "no such unit")
    assert now(window, indicator.id).unit == code
    assert "not on the list" in complaint_of(window, "indicator.unit.input")


def test_that_the_wheel_over_a_closed_list_changes_nothing(opened: Opened) -> None:
    window = opened(samples.draft())
    at_indicator(window)
    for box in (b for b in window.findChildren(QComboBox) if b.isVisible()):
        middle = QPointF(box.rect().center())
        event = QWheelEvent(
            middle,
            box.mapToGlobal(middle),
            QPoint(0, -120),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        shown = box.currentText()
        box.setFocus()
        QApplication.sendEvent(box, event)
        assert box.currentText() == shown, box.objectName()
    assert desk_of(window).plan.digest == samples.draft().digest


def test_that_years_and_languages_have_an_input_each(opened: Opened) -> None:
    window = opened(samples.draft())
    indicator = at_indicator(window)
    retype(window, "indicator.targets.2027", "77")
    assert now(window, indicator.id).targets["2027"] == 77
    assert now(window, indicator.id).targets["2026"] == indicator.targets["2026"]
    plan = desk_of(window).plan
    desk_of(window).perform(
        [SetField(plan.id, "languages", ("en", "fr")), SetField(plan.id, "period_end", "2029-12-31")], "Plan"
    )
    settle(20)
    go(window, "indicators", "indicator", indicator.id, "title")
    assert seen(window, "indicator.title.fr") and seen(window, "indicator.targets.2029")
    assert not [w for w in window.findChildren(QLineEdit, "indicator.title.sr-Latn") if w.isVisible()]


def test_that_a_condition_hides_what_is_not_asked(opened: Opened) -> None:
    window = opened(samples.draft())
    activity = next(iter(desk_of(window).plan.all(Activity)))
    form = desk_of(window).methodology.form("activity")
    field = next(f for f in form.fields if f.shown_when and not f.shown_when.field.startswith("plan."))
    assert field.shown_when is not None
    go(window, "activities", "activity", activity.id, "title")
    editor = next(e for e in window.findChildren(FieldEditor, f"activity.{field.name}"))
    on = desk_of(window).methodology
    states = set()
    for value in (True, False):
        desk_of(window).perform([SetField(activity.id, field.shown_when.field, value)], "Tick")
        states.add((value, editor.isVisible()))
        assert on is desk_of(window).methodology
    assert len({shown for _, shown in states}) == 2


def test_that_labels_show_a_plans_text_and_never_its_markup(opened: Opened) -> None:
    window = opened(samples.draft())
    plan = desk_of(window).plan
    desk_of(window).perform([SetField(plan.id, "title", "<h1>big</h1>", "en")], "Title")
    window.show_hub()
    shown = [label for label in window.findChildren(QLabel) if "<h1>" in label.text()]
    assert shown and all(label.textFormat() == Qt.TextFormat.PlainText for label in shown)


def test_that_an_answer_not_yet_there_is_made_at_the_first_letter(opened: Opened) -> None:
    whole = samples.draft()
    plan = apply_edits(whole, [DropRecord(record.id) for record in whole.all(Narrative)])
    window = opened(plan)
    desk = desk_of(window)
    go(window, "situation", "narrative")
    page = work_of(window).pages["situation"]
    editor = next(e for e in page.findChildren(FieldEditor) if e.isVisible() and e.target.create is not None)
    id = editor.target.id
    focus(next(iter(editor.inputs.values())))
    type_text("Oui")
    assert id in desk.plan
    desk.session.settle()
    assert len(desk.session.history.undoable) == 1
    control(Qt.Key.Key_Z)
    assert desk.plan.digest == plan.digest
    type_text("Si")
    assert next(iter(desk.plan.all(Narrative))).text == {desk.languages[0]: "Si"}


def test_that_money_says_its_unit_and_follows_the_plans(opened: Opened) -> None:
    window = opened(samples.draft())
    go(window, "money", "budget_frame")
    budget, rate = (seen(window, f"plan.{name}", FieldEditor) for name in ("municipal_budget", "exchange_rate"))
    assert budget._label.text() == "Municipal budget (thousand RSD)"
    assert rate._label.text() == "Exchange rate (RSD for 1 euro)"
    plan = desk_of(window).plan
    desk_of(window).perform([SetField(plan.id, "amount_unit", 1)], "Unit")
    assert budget._label.text() == "Municipal budget (RSD)"


def test_that_a_municipality_outside_the_register_goes_by_its_name(opened: Opened) -> None:
    window = opened(samples.draft())
    go(window, "start", "plan", desk_of(window).plan.id)
    assert seen(window, "plan.municipality.input", QComboBox).currentText() == "Zamišljeno Polje"
    go(window, "start", "organisation")
    assert seen(window, "organisation.territory.input", QComboBox).currentText() == "Zamišljeno Polje"


def test_that_a_senegalese_plan_chooses_among_what_concerns_it(qtbot: QtBot) -> None:
    def units(plan: Plan, *chosen: str) -> set[str]:
        return {code for code, _ in list_choices(desk_on(plan), "units", lambda: set(chosen))}

    assert "thousand_rsd" not in units(samples.small()) and "persons" in units(samples.small())
    assert "thousand_rsd" in units(samples.draft()) and "thousand_xof" not in units(samples.draft())
    assert "thousand_rsd" in units(samples.small(), "thousand_rsd"), "what is chosen already stays"


def test_that_a_choice_says_what_one_must_know_of_it(opened: Opened) -> None:
    window = opened(practice_copy(samples.draft(), status="draft"))
    desk = desk_of(window)
    measure = next(iter(desk.plan.all(Measure)))
    go(window, "measures", "measure", measure.id, "target_groups")
    ticks = seen(window, "measure.target_groups.input", ChecklistInput)
    ticks._fill()
    assert "no consultation of persons" in ticks._boxes["victims_of_trafficking"].text()
    at_indicator(window)
    kind = seen(window, "indicator.direction.input", QComboBox)
    tip = kind.itemData(kind.findData("slow_the_fall"), Qt.ItemDataRole.ToolTipRole)
    assert tip == "the value falls, but less than it would without the plan"


def test_that_a_score_is_asked_for_each_group_that_was_chosen(opened: Opened) -> None:
    window = opened(samples.draft())
    screening = next(iter(desk_of(window).plan.all(Screening)))
    go(window, "frame", "screening", screening.id, "effects")

    def asked() -> set[str]:
        editor = seen(window, "screening.effects", FieldEditor)
        return {key for key, shown in editor.inputs.items() if shown.isVisible()}

    assert asked() == {*screening.groups} == {"diaspora", "youth"}
    desk_of(window).perform([SetField(screening.id, "groups", ["women_hard_to_employ"])], "Groups")
    assert asked() == {"diaspora", "women_hard_to_employ", "youth"}, "what has a value stays in sight"
    desk_of(window).perform([SetField(screening.id, "effects", {}), SetField(screening.id, "groups", [])], "None")
    assert not asked()
    assert any("Groups touched" in label.text() for label in window.findChildren(QLabel) if label.isVisible())


def test_that_a_year_outside_the_period_in_which_something_stands_can_be_seen_and_emptied(opened: Opened) -> None:
    draft = samples.draft()
    window = opened(apply_edits(draft, [SetField(draft.id, "period_end", "2027-12-31")]))
    indicator = next(one for one in desk_of(window).plan.all(Indicator) if "2028" in one.targets)
    go(window, "indicators", "indicator", indicator.id, "title")
    editor = seen(window, "indicator.targets", FieldEditor)
    assert "2028, outside the period" in [label.text() for label in editor.findChildren(QLabel)]
    focus(seen(window, "indicator.targets.2028"))
    control(Qt.Key.Key_A)
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Tab)
    assert "2028" not in now(window, indicator.id).targets
