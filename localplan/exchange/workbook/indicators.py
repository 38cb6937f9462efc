"""The table of indicators with their targets by year."""

from __future__ import annotations

from localplan.domain.records.logic import Indicator
from localplan.exchange.workbook.frame import Frame
from localplan.exchange.workbook.grid import Grid
from localplan.exchange.workbook.sheets import Range, Sheet, Value
from localplan.exchange.workbook.view import View


def indicators(view: View, frame: Frame) -> Sheet:
    """All indicators, one a row."""
    words, years = view.words, view.years
    heads = [
        words("Code"),
        words("Indicator"),
        words("Belongs to"),
        words("Level"),
        words("Unit of measure"),
        words("Desired direction"),
        words("Annual or cumulative"),
        words("Baseline"),
        words("Base year"),
        *(words("Target {year}", year=year) for year in years),
        words("Source of verification"),
        words("Monitored by"),
    ]
    grid = Grid((13, 42, 36, 15, 16, 13, 14, 11, 9, *([11] * len(years)), 30, 24))
    grid.line(words("Indicators with yearly targets: {title}", title=view.title), "title")
    heading = grid.add(heads, ("head",) * len(heads))
    look = ("code", *("text",) * 6, *("number",) * (2 + len(years)), "text", "text")
    found = view.indicators
    for indicator in found:
        grid.add(_row(view, indicator), look)
    if not found:
        grid.line(words("The plan has no indicators yet. They are entered in the step “Indicators”."), "note")
    return grid.sheet(
        frame.titles["indicators"],
        header=frame.header,
        footer=frame.footer,
        freeze=(heading + 1, 2),
        repeat=(heading, heading),
        paper="A3",
        filtered=Range(heading, 0, max(heading + 1, len(grid) - 1), len(heads) - 1),
    )


def _row(view: View, indicator: Indicator) -> list[Value]:
    def label(field: str) -> str:
        return view.label("indicator", field, getattr(indicator, field))

    return [
        view.codes.get(indicator.id, ""),
        view.text(indicator.title),
        view.name(indicator.parent),
        label("level"),
        view.unit_of(indicator),
        label("direction"),
        label("value_kind"),
        view.baseline(indicator),
        indicator.baseline_year,
        *(view.target(indicator, year) for year in view.years),
        view.text(indicator.source_of_verification),
        view.name(indicator.monitored_by),
    ]
