"""Risks by likelihood and impact, with the level that the two make (specification 3.5)."""

from __future__ import annotations

from localplan.domain.records.logic import Risk
from localplan.methodology.charts import risk_level
from localplan.ui.cells import entry_label, short_name
from localplan.ui.desk import Desk, Place
from localplan.ui.panels.crosses import MARKS, Field, Slip, cross, unplaced
from localplan.ui.panels.marks import Paper, Scene, shade, stacked
from localplan.ui.panels.page import Drawing
from localplan.ui.panels.same_table import Row, Table
from localplan.words import Words, phrase


def level_words(words: Words, level: str) -> str:
    """What a level is called."""
    return {
        "critical": words("critical risk"),
        "high": words("high risk"),
        "medium": words("medium risk"),
        "low": words("low risk"),
    }[level]


def scene(desk: Desk, paper: Paper) -> Scene:
    """The fields with score and level, and beneath them the risks that have no place yet."""
    words, c = desk.words, paper.colours
    inks = {"critical": c.error, "high": c.warning, "medium": c.advice, "low": c.good}
    fields = {}
    for across in MARKS:
        for up in MARKS:
            level = risk_level(up, across)
            note = f"{up * across} {level_words(words, level)}"
            fields[across, up] = Field(shade(inks[level], c.base, 0.22), note)
    slips: dict[tuple[int, int], list[Slip]] = {}
    for number, risk in enumerate(desk.plan.all(Risk), 1):
        name = f"{words('R{n}', n=number)} {_text(desk, risk)}"
        slips.setdefault(_place(risk), []).append(Slip(risk.id, name, _told(desk, risk, name)))
    rest = unplaced(paper, words("Without likelihood or impact"), slips.pop((0, 0), []))
    grid = cross(paper, slips, fields, (words("Impact"), words("Likelihood")))
    return stacked([grid, rest], paper.leading / 2) if rest.spots else grid


def _place(risk: Risk) -> tuple[int, int]:
    """Impact and likelihood; 0, 0 while one of them is not known."""
    known = risk.impact in MARKS and risk.likelihood in MARKS
    return (risk.impact or 0, risk.likelihood or 0) if known else (0, 0)


def _text(desk: Desk, risk: Risk) -> str:
    return desk.name_of(risk) or desk.words("(without a name)")


def _level(desk: Desk, risk: Risk) -> str:
    impact, likelihood = _place(risk)
    return level_words(desk.words, risk_level(likelihood, impact)) if impact else ""


def _told(desk: Desk, risk: Risk, name: str) -> str:
    impact, likelihood = _place(risk)
    if not impact:
        return name
    return f"{name}\n{likelihood} × {impact} = {likelihood * impact}: {_level(desk, risk)}"


def tables(desk: Desk) -> tuple[Table, ...]:
    """Number, risk, category, marks, score and level, response and who answers for it."""
    words = desk.words
    heads = (
        words("No."), words("Risk"), words("Category"), words("Score"), words("Level"), words("Response"),
        words("Responsible"),
    )  # fmt: skip
    rows = []
    for number, risk in enumerate(desk.plan.all(Risk), 1):
        impact, likelihood = _place(risk)
        cells = (
            words("R{n}", n=number),
            _text(desk, risk),
            entry_label(desk, "risk_categories", risk.category),
            f"{likelihood} × {impact} = {likelihood * impact}".replace(" ", "\u00a0") if impact else "",
            _level(desk, risk),
            desk.text(risk.response),
            short_name(desk, risk.responsible),
        )
        rows.append(Row(cells, Place("", "", risk.id, "")))
    return (Table(heads, tuple(rows)),)


DRAWING = Drawing(
    code="risk_matrix",
    hint=phrase(
        "Each risk is placed by its likelihood and impact. From a score of 10, it needs a response and somebody "
        "responsible. Click a risk to edit it."
    ),
    empty=phrase("This page places the risks by likelihood and impact, each from 1 to 5. Enter the risks first."),
    form="risk",
    kinds=frozenset({"risk", "organisation"}),
    is_empty=lambda desk: not desk.plan.all(Risk),
    scene=scene,
    tables=tables,
)
