"""Tables and trees: what is added, copied, moved, removed and sorted; models that keep Qt's rules all the while."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QTableView, QToolButton, QTreeView

from localplan.app.findings import title_of
from localplan.domain.adoption import amendment
from localplan.domain.edits import SetField, apply_edits
from localplan.domain.records import Record
from localplan.domain.records.analysis import Screening
from localplan.domain.records.delivery import ReportingPeriod
from localplan.domain.records.logic import Activity, Indicator, Measure, Objective
from localplan.ui.desk import Desk
from localplan.ui.forms import RecordForm
from localplan.ui.page import StepPage
from localplan.ui.rows import added, duplicated, moved, removed
from localplan.ui.table import TablePage
from localplan.ui.table_rows import RowsModel
from localplan.ui.tree import TreePage
from localplan.ui.tree_rows import RecordsTree
from localplan.ui.window import Window
from tests import samples
from tests.plans import id_of
from tests.ui.conftest import Opened
from tests.ui.windows import add_row, click, control, desk_of, focus, go, press, seen, settle, type_text, work_of


def strict(model: QAbstractItemModel) -> QAbstractItemModelTester:
    """Qt's own check of a model, at every change; what it finds is a warning, and a warning fails the test."""
    return QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)


def page_of(window: Window, kind: type[TreePage] | type[TablePage]) -> TreePage | TablePage:
    """The visible tree or table page."""
    pages = [page for page in window.findChildren(kind) if page.isVisible()]
    assert len(pages) == 1
    return pages[0]


def changes(desk: Desk, record: Record, form_code: str) -> None:
    """Everything that rows undergo, then all of it undone and redone."""
    form = desk.methodology.form(form_code)
    desk.perform([added(desk.plan, form, record.parent, record)], "Add")
    desk.perform(duplicated(desk.plan, record), "Duplicate")
    edit = moved(desk.plan, record, 1) or moved(desk.plan, record, -1)
    assert edit is not None
    desk.perform([edit], "Move")
    desk.perform([SetField(record.id, "title", "Другачије", "sr-Cyrl")], "Title")
    desk.perform(removed([record]), "Remove")
    for _ in range(5):
        desk.undo()
    for _ in range(5):
        desk.redo()


def test_that_a_table_keeps_the_rules_of_models(opened: Opened) -> None:
    desk = desk_of(opened(samples.draft()))
    model = RowsModel(desk, desk.methodology.form("indicator"))
    tester = strict(model)
    indicator = next(iter(desk.plan.all(Indicator)))
    changes(desk, indicator, "indicator")
    model.sort(1, Qt.SortOrder.DescendingOrder)
    changes(desk, list(desk.plan.all(Indicator))[1], "indicator")
    model.sort(-1)
    assert [record.id for record in model.rows] == [r.id for r in desk.method.rows(model.form)]
    assert tester.model() is model


def test_that_a_tree_keeps_the_rules_of_models(opened: Opened) -> None:
    desk = desk_of(opened(samples.draft()))
    forms = tuple(
        desk.methodology.form(code) for code in ("general_objective", "specific_objective", "measure", "activity")
    )
    model = RecordsTree(desk, forms)
    tester = strict(model)
    desk.changed.connect(lambda change: model.rebuild() if model.told(change) else None)
    changes(desk, next(iter(desk.plan.all(Measure))), "measure")
    changes(desk, next(iter(desk.plan.all(Activity))), "activity")
    shown = set(model.nodes)
    there = {r.id for kind in (Objective, Measure, Activity) for r in desk.plan.all(kind)}
    assert shown == there
    assert tester.model() is model
    for id in shown:
        assert model.node(model.index_of(id)).id == id


def test_that_a_tree_keeps_what_is_chosen_and_open(opened: Opened) -> None:
    window = opened(samples.draft())
    desk = desk_of(window)
    measure = list(desk.plan.all(Measure))[1]
    go(window, "activities", "activity", measure.id)
    page = page_of(window, TreePage)
    assert isinstance(page, TreePage)
    page.choose(measure.id)
    first = next(iter(desk.plan.all(Measure)))
    page.view.collapse(page.model.index_of(first.id))
    page.view.expand(page.model.index_of(measure.id))
    desk.perform([added(desk.plan, desk.methodology.form("activity"), first.id)], "Add")
    desk.undo()
    assert page.chosen_id() == measure.id
    assert page.view.isExpanded(page.model.index_of(measure.id))
    assert not page.view.isExpanded(page.model.index_of(first.id))


def test_that_rows_of_a_tree_are_added_copied_moved_and_removed_by_buttons(opened: Opened) -> None:
    window = opened(samples.draft())
    desk = desk_of(window)
    measure = next(iter(desk.plan.all(Measure)))
    go(window, "activities", "activity", measure.id)
    page = page_of(window, TreePage)
    assert isinstance(page, TreePage)
    page.choose(measure.id)
    parts = len(list(desk.plan.below(measure.id)))
    siblings = desk.plan.child_ids(measure.parent, "measure")
    click(page, "rows.duplicate")
    copy = page.chosen()
    assert copy is not None and copy.id != measure.id
    assert len(list(desk.plan.below(copy.id))) == parts
    now = desk.plan.child_ids(measure.parent, "measure")
    assert now.index(copy.id) == now.index(measure.id) + 1
    click(page, "rows.down")
    assert desk.plan.child_ids(measure.parent, "measure").index(copy.id) == 2
    click(page, "rows.up")
    click(page, "rows.remove")
    assert desk.plan.child_ids(measure.parent, "measure") == siblings
    page.choose(measure.id)
    before = len(desk.plan.child_ids(measure.id, "activity"))
    add_row(page, "activity")
    assert len(desk.plan.child_ids(measure.id, "activity")) == before + 1
    assert isinstance(page.chosen(), Activity)
    while desk.session.can_undo:
        desk.undo()
    assert desk.plan.digest == samples.draft().digest


def table(window: Window) -> tuple[TablePage, QTableView]:
    """The table of risks."""
    go(window, "coordination", "risk")
    page = page_of(window, TablePage)
    assert isinstance(page, TablePage)
    return page, seen(page, "table.risk", QTableView)


def test_that_rows_of_a_table_are_added_copied_moved_and_removed(opened: Opened) -> None:
    window = opened(samples.draft())
    desk = desk_of(window)
    page, _ = table(window)
    ids = [r.id for r in page.model.rows]
    page.choose(ids[1])
    click(page, "rows.add")
    made = page.chosen()
    assert made is not None and [r.id for r in page.model.rows] == [*ids[:2], made.id, *ids[2:]]
    click(page, "rows.up")
    assert [r.id for r in page.model.rows].index(made.id) == 1 and page.chosen() == desk.plan[made.id]
    click(page, "rows.remove")
    assert [r.id for r in page.model.rows] == ids
    page.choose(ids[0])
    click(page, "rows.duplicate")
    copy = page.chosen()
    assert copy is not None and desk.name_of(copy) == desk.name_of(desk.plan[ids[0]])
    while desk.session.can_undo:
        desk.undo()
    assert desk.plan.digest == samples.draft().digest


def test_that_sorting_leaves_the_plans_order_alone(opened: Opened) -> None:
    window = opened(samples.draft())
    page, view = table(window)
    order = [r.id for r in page.model.rows]
    page.choose(order[2])
    view.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert [r.id for r in page.model.rows] != order
    assert page.chosen().id == order[2]  # type: ignore[union-attr]
    assert desk_of(window).plan.digest == samples.draft().digest
    view.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    assert [r.id for r in page.model.rows] == order


@pytest.mark.parametrize("leave", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_that_a_cell_is_edited_in_place(opened: Opened, leave: Qt.Key) -> None:
    window = opened(samples.draft())
    desk = desk_of(window)
    page, view = table(window)
    column = next(n for n, field in enumerate(page.model.fields) if field.name == "likelihood")
    risk = page.model.rows[0]
    view.setCurrentIndex(page.model.index(0, column))
    focus(view)
    QTest.keyClick(view, Qt.Key.Key_F2)
    settle(20)
    cell = next(line for line in view.findChildren(QLineEdit) if line.isVisible())
    focus(cell)
    cell.selectAll()
    type_text("5" if getattr(risk, "likelihood") != 5 else "4")  # noqa: B009
    press(leave)
    settle(20)
    assert getattr(desk.plan[risk.id], "likelihood") != getattr(risk, "likelihood")  # noqa: B009
    assert not [line for line in view.findChildren(QLineEdit, "risk.likelihood.input") if line.isVisible()]
    control(Qt.Key.Key_Z)
    assert desk.plan.digest == samples.draft().digest


def test_that_a_section_switched_off_takes_its_pages_along(opened: Opened) -> None:
    window = opened(samples.draft())
    desk = desk_of(window)
    go(window, "situation")
    page: StepPage = work_of(window).pages["situation"]
    codes: Callable[[], set[str]] = lambda: {code for codes in page._codes for code in codes}  # noqa: E731
    assert "questions_diaspora" in codes()
    desk.perform([SetField(desk.plan.id, "sections", ("youth", "employment"))], "Sections")
    settle(30)
    assert "questions_diaspora" not in codes()
    desk.undo()
    settle(30)
    assert "questions_diaspora" in codes()


def test_that_trees_have_names_for_those_who_cannot_see(opened: Opened) -> None:
    window = opened(samples.draft())
    go(window, "objectives", "specific_objective")
    assert [t for t in window.findChildren(QTreeView) if t.isVisible()]


def test_that_an_adopted_plan_takes_reports_and_locks_everything_else(opened: Opened) -> None:
    window = opened(samples.implementation())
    go(window, "measures")
    form = window.findChild(RecordForm, "form.measure")
    assert form is not None and not form.isEnabled()
    assert not seen(window, "rows.remove", QToolButton).isEnabled()
    assert not seen(window, "rows.add", QToolButton).isEnabled()
    go(window, "delivery")
    assert seen(window, "rows.add", QToolButton).isEnabled()


@pytest.mark.parametrize("language", ["en", "sr-Latn"])
def test_that_no_heading_of_a_column_is_cut_off(opened: Opened, language: str) -> None:
    window = opened(samples.draft(), language=language)
    for step, form in (
        ("start", "organisation"),
        ("coordination", "risk"),
        ("money", "funding"),
    ):
        go(window, step, form)
        (view,) = (view for view in window.findChildren(QTableView) if view.isVisible())
        header = view.horizontalHeader()
        assert all(header.sectionSize(n) >= header.sectionSizeHint(n) for n in range(header.count())), form


def test_that_a_measure_is_screened_where_it_is_written(opened: Opened) -> None:
    window = opened(samples.draft())
    desk = desk_of(window)
    measure = next(one for one in desk.plan.all(Measure) if not desk.plan.children(one.id, Screening))
    go(window, "measures", "measure", measure.id)
    add_row(window, f"Add a migration screening to {desk.codes[measure.id]}")
    (screening,) = desk.plan.children(measure.id, Screening)
    page = page_of(window, TreePage)
    assert isinstance(page, TreePage) and page.chosen_id() == screening.id
    assert "people on the move" in seen(window, "form.measure_screening").findChildren(QLabel)[1].text()
    lines = {line.message_id: line.of for line in desk.progress("measures").lines}
    assert lines["progress.form.measure_screening"] == 4  # two required answers each, one was screened before


def test_that_an_element_without_a_title_is_not_called_by_its_department(opened: Opened) -> None:
    desk = desk_of(opened(samples.draft()))
    measure = desk.plan.all(Measure)[0]
    assert measure.responsible and desk.title_of(measure).startswith("1.1.1 Skills")
    desk.perform([SetField(measure.id, "title")], "Title")
    assert desk.title_of(desk.plan[measure.id]) == "1.1.1 (without a name)"


def test_that_an_amendment_shows_the_hearing_before_it_as_that_and_takes_one_of_its_own(opened: Opened) -> None:
    plan = samples.implementation()
    plan = apply_edits(plan, amendment(plan, {"en": "New budget"}, {"en": "Amendment 1"}, id_of("amendment")))
    window = opened(plan)
    go(window, "adoption", "public_hearing")
    page = page_of(window, TreePage)
    assert isinstance(page, TreePage)
    model = page.model
    assert model.index(0, 0).data() == "Version 1 of the plan: Open meeting of the public hearing"
    assert "Add the public hearing" in {words for _, _, words in page._offers()}


def test_that_a_report_is_called_by_its_kind_and_year(opened: Opened) -> None:
    desk = desk_of(opened(samples.implementation()))
    (period,) = desk.plan.all(ReportingPeriod)
    assert desk.title_of(period) == "Annual report 2026"
    assert title_of(desk.plan, desk.methodology, period.id, desk.words) == "Annual report 2026"
