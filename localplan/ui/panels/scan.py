"""The implementation scan: its runs on one radar, side by side in a table, and the bottlenecks of the newest."""

from __future__ import annotations

from localplan.methodology.assessment import gaps
from localplan.ui.cells import short_name
from localplan.ui.desk import Desk, Place
from localplan.ui.panels.marks import Paper, Scene
from localplan.ui.panels.page import Drawing
from localplan.ui.panels.same_table import Row, Table
from localplan.ui.panels.self_assessment import (
    MAKE_PROBLEM,
    UNANSWERED,
    in_tree,
    pictures,
    question_of,
    scores_of,
    tools,
)
from localplan.words import phrase

TOOL = "scan"


def scene(desk: Desk, paper: Paper) -> Scene:
    """All runs on one radar."""
    return pictures(desk, paper, (TOOL,))


def tables(desk: Desk) -> tuple[Table, ...]:
    """The runs side by side, then what stands in the way."""
    words = desk.words
    heads = (
        *(words("Element"), words("Score"), words("Bottleneck"), words("Action")),
        *(words("Responsible"), words("Until"), words("Problem")),
    )
    rows = []
    for gap in gaps(desk.method, TOOL):
        answer = gap.answer
        cells = (
            question_of(desk, gap).partition(":")[0],
            UNANSWERED if answer.score is None else words.number(answer.score),
            desk.text(answer.bottleneck),
            desk.text(answer.action),
            short_name(desk, answer.responsible) if answer.responsible else "",
            words.day(answer.due) if answer.due else "",
            in_tree(desk, gap),
        )
        rows.append(Row(cells, Place("", gap.form.code, answer.id, "score")))
    stands = Table(heads, tuple(rows), frozenset({1}), words("What stands in the way"))
    return (*(scores_of(desk, drawn) for _, drawn in tools(desk, (TOOL,))), stands)


DRAWING = Drawing(
    code="scan",
    hint=phrase(
        "Each run is a line; the further out it is, the easier things have become. Choose a bottleneck in the table "
        "below to record it as a problem."
    ),
    empty=phrase("This page compares the runs of the implementation scan. Score the six elements together first."),
    form="scan_drafting",
    small_form="scan_end",
    kinds=frozenset({"answer", "problem", "organisation"}),
    is_empty=lambda desk: not tools(desk, (TOOL,)),
    scene=scene,
    tables=tables,
    acts=(MAKE_PROBLEM,),
)
