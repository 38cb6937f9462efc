"""The passport of each indicator, one a page (specification 1.7)."""

from __future__ import annotations

from localplan.domain.records.logic import Indicator
from localplan.exchange.workbook.frame import Frame
from localplan.exchange.workbook.grid import Grid
from localplan.exchange.workbook.sheets import Sheet, Value
from localplan.exchange.workbook.view import View


def passports(view: View, frame: Frame) -> Sheet:
    """One passport a page."""
    words = view.words
    grid = Grid((34, 62))
    grid.line(words("Indicator passports: {title}", title=view.title), "title")
    found = view.indicators
    for indicator in found:
        if len(grid) > 1:
            grid.page_may_begin()
        code = view.codes.get(indicator.id, "")
        grid.line(words("Passport of indicator {code}", code=code), "measure")
        for name, value in _passport(view, indicator):
            grid.add([name, value if value not in ("", None) else "–"], ("label", _look(value)))
    if not found:
        grid.line(words("This sheet has a passport for every indicator of the plan. There are none yet."), "note")
    return grid.sheet(
        frame.titles["passports"],
        header=frame.header,
        footer=frame.footer,
        landscape=False,
        freeze=(1, 0),
        every_start=True,
    )


def _look(value: Value) -> str:
    return "fact_number" if value is not None and not isinstance(value, str) else "text"


def _passport(view: View, indicator: Indicator) -> list[tuple[str, Value]]:
    words, text = view.words, view.text

    def label(field: str) -> str:
        return view.label("indicator", field, getattr(indicator, field))

    targets: list[tuple[str, Value]] = [
        (words("Target {year}", year=year), view.target(indicator, year)) for year in view.years
    ]
    return [
        (words("Name"), text(indicator.title)),
        (words("Objective or measure it belongs to"), _element(view, indicator.parent)),
        (words("Level"), label("level")),
        (words("Unit of measure"), view.unit_of(indicator)),
        (words("Description and rationale"), text(indicator.definition)),
        (words("Formula"), text(indicator.formula)),
        (words("Numerator"), text(indicator.numerator_label)),
        (words("Denominator"), text(indicator.denominator_label)),
        (words("Method"), text(indicator.method)),
        (words("Source of verification"), text(indicator.source_of_verification)),
        (words("Institution that produces the data"), text(indicator.data_provider)),
        (words("Institution responsible for monitoring"), view.name(indicator.monitored_by)),
        (words("Frequency of collection"), label("frequency")),
        (words("Date of publication"), text(indicator.publication)),
        (words("Way of access"), text(indicator.access)),
        (words("Disaggregation"), view.labels("indicator", "disaggregation", indicator.disaggregation)),
        (words("Baseline"), view.baseline(indicator)),
        (words("Base year"), indicator.baseline_year),
        *targets,
        (words("Desired direction"), label("direction")),
        (words("Annual or cumulative"), label("value_kind")),
        (words("International comparability"), text(indicator.comparability)),
        (words("SDG targets"), ", ".join(indicator.sdg)),
        (words("Limitations and notes"), text(indicator.limitations)),
        (words("Contact"), view.hidden_word if view.hides(indicator, "contact", "") else indicator.contact),
    ]


def _element(view: View, id: str) -> str:
    return " ".join(filter(None, (view.codes.get(id, ""), view.name(id))))
