"""The objective tree: general objectives, specific ones with their section, and the measures beneath them."""

from __future__ import annotations

from localplan.domain.records.logic import Measure, Objective
from localplan.ui.cells import entry_label
from localplan.ui.desk import Desk, Place
from localplan.ui.panels.marks import Paper, Scene, stacked
from localplan.ui.panels.page import Drawing
from localplan.ui.panels.same_table import Row, Table
from localplan.ui.panels.trees import Branch, tree
from localplan.words import phrase


def scene(desk: Desk, paper: Paper) -> Scene:
    """One tree for each general objective; specific ones without any hang on an empty box."""
    words = desk.words
    tops = desk.plan.children(desk.plan.id, Objective)
    strays = tuple(_specific(desk, o) for o in tops if o.objective_kind == "specific")
    roots = [_general(desk, o) for o in tops if o.objective_kind != "specific"]
    if strays:
        empty = Branch("", words("(no general objective yet)"), words("General objective"), 0, strays, False)
        roots.append(empty)
    return stacked([tree(paper, root) for root in roots], paper.leading * 2)


def _text(desk: Desk, element: Objective | Measure) -> str:
    return desk.name_of(element) or desk.words("(without a name)")


def _label(desk: Desk, what: str, element: Objective | Measure) -> str:
    return f"{what} {desk.codes.get(element.id, '')}".strip()


def _general(desk: Desk, objective: Objective) -> Branch:
    below = tuple(_specific(desk, o) for o in desk.plan.children(objective.id, Objective))
    label = _label(desk, desk.words("General objective"), objective)
    return Branch(objective.id, _text(desk, objective), label, 0, below, False)


def _specific(desk: Desk, objective: Objective) -> Branch:
    measures = desk.plan.children(objective.id, Measure)
    below = tuple(Branch(m.id, _text(desk, m), _label(desk, desk.words("Measure"), m), 2) for m in measures)
    section = entry_label(desk, "sections", objective.section)
    label = " · ".join(filter(None, (desk.codes.get(objective.id, ""), section)))
    return Branch(objective.id, _text(desk, objective), label, 1, below)


def tables(desk: Desk) -> tuple[Table, ...]:
    """Code, kind, title and section, in the order of the tree."""
    words = desk.words
    kinds = {"general": words("General objective"), "specific": words("Specific objective")}
    rows: list[Row] = []
    for objective in desk.plan.all(Objective):
        section = entry_label(desk, "sections", objective.section)
        rows.append(_row(desk, objective, kinds.get(objective.objective_kind, kinds["general"]), section))
        rows.extend(_row(desk, m, words("Measure"), section) for m in desk.plan.children(objective.id, Measure))
    return (Table((words("Code"), words("Kind"), words("Title"), words("Section")), _in_tree_order(desk, rows)),)


def _in_tree_order(desk: Desk, rows: list[Row]) -> tuple[Row, ...]:
    """A general objective's row comes before its specific ones, and these before their measures."""
    by_id = {row.place[2]: row for row in rows}
    return tuple(by_id[record.id] for record in desk.plan.below(desk.plan.id) if record.id in by_id)


def _row(desk: Desk, element: Objective | Measure, kind: str, section: str) -> Row:
    cells = (desk.codes.get(element.id, ""), kind, _text(desk, element), section)
    return Row(cells, Place("", "", element.id, ""), isinstance(element, Objective))


DRAWING = Drawing(
    code="objective_tree",
    hint=phrase(
        "From the general objective to the specific ones and their measures. Drag a measure onto another "
        "specific objective to move it there; click a box to edit it."
    ),
    empty=phrase("This page shows the objectives with their measures. Begin with the general objective."),
    form="general_objective",
    kinds=frozenset({"objective", "measure", "plan"}),
    is_empty=lambda desk: not desk.plan.all(Objective),
    scene=scene,
    tables=tables,
)
