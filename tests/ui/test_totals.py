"""The line of totals beneath a table with money."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from localplan.domain.edits import SetField
from localplan.domain.records.analysis import RunningProject
from localplan.domain.records.logic import FundingLine
from localplan.ui.table import TablePage
from localplan.ui.window import Window
from tests import samples
from tests.ui.conftest import Opened
from tests.ui.windows import desk_of, focus, go, press, seen, settle, type_text


def lines(window: Window) -> TablePage:
    go(window, "money", "funding")
    return next(page for page in window.findChildren(TablePage) if page.isVisible())


def by_year(records: list[FundingLine]) -> dict[str, Decimal]:
    years = sorted({year for record in records for year in record.amounts})
    return {year: sum((r.amounts.get(year, Decimal()) for r in records), Decimal()) for year in years}


def said(window: Window, records: list[FundingLine]) -> str:
    number, years = desk_of(window).words.number, by_year(records)
    parts = " · ".join(f"{year}: {number(amount)}" for year, amount in years.items())
    return f"{number(sum(years.values(), Decimal()))} ({parts})"


def test_that_money_is_added_up_by_year_and_follows_every_change(opened: Opened) -> None:
    window = opened(samples.draft())
    page, desk = lines(window), desk_of(window)
    line = seen(page, "totals.funding", QLabel)
    assert line.text() == f"Amounts (thousand RSD), total: {said(window, list(desk.plan.all(FundingLine)))}"
    first = next(iter(desk.plan.all(FundingLine)))
    desk.perform([SetField(first.id, "amounts", Decimal("7777777"), "2027")], "More")
    assert said(window, list(desk.plan.all(FundingLine))) in line.text() and "7,8" in line.text()


def test_that_a_filtered_table_adds_up_what_is_seen(opened: Opened) -> None:
    window = opened(samples.draft(), language="sr-Cyrl")
    page = lines(window)
    focus(seen(page, "filter.funding", QLineEdit))
    type_text("donac")
    assert 0 < len(page.model.rows) < len(page.model.all)
    shown = [record for record in page.model.rows if isinstance(record, FundingLine)]
    line = seen(page, "totals.funding", QLabel)
    assert line.text() == f"Износи (хиљада динара), укупно у приказаним редовима: {said(window, shown)}"
    press(Qt.Key.Key_Escape)
    assert "приказаним" not in line.text()
    type_text("qqqq")
    assert not line.isVisible()


def test_that_one_amount_a_row_has_one_total_and_tables_without_money_have_none(opened: Opened) -> None:
    window = opened(samples.draft())
    go(window, "situation", "running_project")
    page = next(page for page in window.findChildren(TablePage) if page.isVisible())
    sum_ = sum((p.money or Decimal() for p in desk_of(window).plan.all(RunningProject)), Decimal())
    told = f"Money (thousand RSD), total: {desk_of(window).words.number(sum_)}"
    assert sum_ and seen(page, "totals.running_project", QLabel).text() == told
    for record in page.model.rows:
        desk_of(window).perform([SetField(record.id, "money", None)], "None")
    assert not [label for label in page.findChildren(QLabel, "totals.running_project") if label.isVisible()]
    go(window, "indicators", "indicator")
    settle()
    assert not window.findChildren(QLabel, "totals.indicator")
