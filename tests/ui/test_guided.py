"""Guided mode: one group of questions at a time, where an answer comes from, and the letter that asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from localplan.domain.edits import SetField, apply_edits, put
from localplan.domain.plan import Plan
from localplan.domain.records.analysis import Answer
from localplan.domain.records.logic import Activity
from localplan.ui.entries import EntriesPage
from localplan.ui.fields.editor import FieldEditor
from localplan.ui.forms import RecordForm
from localplan.ui.letter import LetterDialog
from localplan.ui.window import Window
from tests import samples
from tests.plans import record
from tests.ui.conftest import Opened
from tests.ui.desks import desk_on
from tests.ui.windows import click, desk_of, go, into, seen, settle, work_of
from tests.whole_plans import in_state


def guided(window: Window, step: str, form: str) -> QWidget:
    """The page of a form, in guided mode."""
    go(window, step, form)
    seen(work_of(window), "guided", QCheckBox).click()
    settle()
    page = work_of(window).pages[step]._build(work_of(window).pages[step].tabs.currentIndex())
    assert page is not None
    return page


def fields_on(page: QWidget) -> set[str]:
    return {editor.field.name for editor in page.findChildren(FieldEditor) if editor.isVisible()}


def bare(*kinds: str) -> Plan:
    plan = in_state(samples.draft(), "draft")
    return Plan([one for one in plan.records.values() if type(one).__name__ not in kinds])


def test_that_a_page_asks_one_group_at_a_time_and_the_choice_is_kept(opened: Opened) -> None:
    window = opened(in_state(samples.draft(), "draft"))
    go(window, "start", "plan")
    everything = fields_on(work_of(window))
    page = guided(window, "start", "plan")
    declared = desk_of(window).methodology.form("plan")
    asked: list[set[str]] = [fields_on(page)]
    while seen(page, "guide.next", QPushButton).isEnabled():
        click(page, "guide.next")
        settle()
        asked.append(fields_on(page))
    assert len(asked) >= len(declared.groups) > 1
    assert set().union(*asked) == everything and sum(map(len, asked)) == len(everything)
    assert window.settings.guided
    click(page, "guide.back")
    assert fields_on(page) == asked[-2]
    seen(work_of(window), "guided", QCheckBox).click()
    settle()
    assert fields_on(page) == everything and not window.settings.guided


def test_that_going_to_a_field_turns_to_its_group(opened: Opened) -> None:
    window = opened(in_state(samples.draft(), "draft"))
    page = guided(window, "start", "plan")
    last = desk_of(window).methodology.form("plan").groups[-1].fields[0]
    assert last not in fields_on(page)
    go(window, "start", "plan", desk_of(window).plan.id, last)
    settle(20)
    assert last in fields_on(page)


def test_that_a_condition_shows_its_field_at_once(qtbot: QtBot) -> None:
    desk = desk_on(in_state(samples.draft(), "draft"))
    form = next(f for f in desk.methodology.forms_of("activity") if any(x.shown_when for x in f.fields))
    field = next(x for x in form.fields if x.shown_when and not x.shown_when.field.startswith("plan."))
    condition = field.shown_when
    assert condition is not None
    page = RecordForm(desk, form)
    qtbot.addWidget(page)
    activity = desk.plan.all(Activity)[0]
    desk.perform([SetField(activity.id, condition.field)], "Off")
    page.show_record(activity.id)
    assert page.editors[field.name].isHidden()
    desk.perform([SetField(activity.id, condition.field, True)], "On")
    assert not page.editors[field.name].isHidden()


def test_that_questions_come_one_at_a_time_and_say_how_many_are_answered(opened: Opened) -> None:
    window = opened(bare("Answer"))
    page = guided(window, "situation", "questions_youth")
    assert isinstance(page, EntriesPage)
    made = [code for code, question in page.questions.items() if question.isVisible()]
    assert made == ["Y1"] and "0 of 12 answered" in page.guide.where.text()
    into(page, "answer.not_available.sr-Cyrl", "Nobody counts", leave=True)
    settle()
    assert "1 of 12 answered" in page.guide.where.text()
    click(page, "guide.next")
    settle()
    assert [code for code, question in page.questions.items() if question.isVisible()] == ["Y2"]
    (answer,) = desk_of(window).plan.all(Answer)
    assert answer.question == "Y1" and answer.not_available


def test_that_a_question_says_where_its_answer_comes_from(opened: Opened) -> None:
    window = opened(bare("Answer"))
    go(window, "situation", "questions_youth")
    settle(300)
    page = next(p for p in window.findChildren(EntriesPage) if p.isVisible())
    told = {code: [label.text() for label in q.findChildren(QLabel)] for code, q in page.questions.items()}
    assert "A letter can bring the answer." in told["Y1"]
    assert "Only a survey can tell." in told["Y3"] and "The office can answer this." in told["Y4"]
    assert page.questions["Y1"].findChildren(QPushButton, "question.Y1.letter")
    assert not page.questions["Y4"].findChildren(QPushButton, "question.Y4.letter")


def test_that_the_letter_is_written(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(bare("Answer"))
    page = guided(window, "situation", "questions_youth")
    click(page, "question.Y1.letter")
    settle()
    dialog = seen(window, "letter", LetterDialog)
    file = tmp_path / "letter.pdf"
    dialog.write(file)
    qtbot.waitUntil(lambda: dialog.told.isVisible(), timeout=20_000)
    assert file.read_bytes().startswith(b"%PDF") and "letter.pdf" in dialog.told.text()
    dialog.write(tmp_path)
    qtbot.waitUntil(lambda: dialog.save.isEnabled(), timeout=20_000)
    assert dialog.told.text() and "Saved" not in dialog.told.text()


def test_that_questions_not_yet_seen_are_made_when_gone_to(opened: Opened) -> None:
    plan = apply_edits(bare("Answer"), [])
    rows = [record("answer", "a", plan.id, 0, run="drafting", owner=plan.id, question="Y12", text={"en": "It failed"})]
    window = opened(apply_edits(plan, [put(row) for row in rows]))
    go(window, "situation", "questions_youth", rows[0].id, "text")
    settle(30)
    page = next(p for p in window.findChildren(EntriesPage) if p.isVisible())
    form = page.questions["Y12"].form
    assert form is not None and form.target.id == rows[0].id


def test_that_a_key_touches_only_its_own_field(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    desk = desk_on(in_state(samples.draft(), "draft"))
    form = RecordForm(desk, desk.methodology.form("activity"))
    qtbot.addWidget(form)
    activity = desk.plan.all(Activity)[0]
    form.show_record(activity.id)
    shown: list[str] = []
    real = FieldEditor.show_record

    def counted(editor: FieldEditor, *values: object, **named: object) -> None:
        shown.append(editor.field.name)
        real(editor, *values, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(FieldEditor, "show_record", counted)
    field = next(x for x in form.form.fields if x.name == "title")
    desk.set_field(form.form, field, activity.id, "Typed", "en", typing=True)
    assert shown == ["title"]
    desk.undo()
    assert set(shown) == {"title"}
    assert form.editors["title"].inputs["en"].toPlainText() == activity.title["en"]  # type: ignore[attr-defined]
