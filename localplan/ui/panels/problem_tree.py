"""The problem tree: the core problem in the middle, what it leads to above, what causes it beneath."""

from __future__ import annotations

from localplan.domain.records.analysis import Problem
from localplan.ui.cells import entry_label
from localplan.ui.desk import Desk, Place
from localplan.ui.panels.marks import Paper, Scene, stacked
from localplan.ui.panels.page import Drawing
from localplan.ui.panels.same_table import Row, Table
from localplan.ui.panels.trees import Branch, tree
from localplan.words import phrase


def _cores(desk: Desk) -> list[Problem | None]:
    """The core problems; None where causes or effects wait for one."""
    tops = desk.plan.children(desk.plan.id, Problem)
    cores: list[Problem | None] = [p for p in tops if p.problem_kind in ("core", "")]
    return cores or ([None] if tops else [])


def _parts(desk: Desk, core: Problem | None) -> tuple[list[Problem], list[Problem]]:
    """Its effects and its causes; those that hang on no core problem go with the first one."""
    below = desk.plan.children(core.id, Problem) if core else ()
    if core is _cores(desk)[0]:
        tops = desk.plan.children(desk.plan.id, Problem)
        below = (*below, *(p for p in tops if p.problem_kind in ("cause", "effect")))
    return [p for p in below if p.problem_kind == "effect"], [p for p in below if p.problem_kind != "effect"]


def scene(desk: Desk, paper: Paper) -> Scene:
    """One tree for each core problem."""
    words = desk.words
    trees = []
    for core in _cores(desk):
        effects, causes = _parts(desk, core)
        branches = tuple(_branch(desk, cause, 1) for cause in causes)
        text = _text(desk, core) if core else words("(no core problem yet)")
        root = Branch(core.id if core else "", text, words("Core problem"), 0, branches, False)
        over = tuple(_branch(desk, effect, 2) for effect in effects)
        trees.append(tree(paper, root, over, words("Effects"), words("Causes")))
    return stacked(trees, paper.leading * 2)


def _text(desk: Desk, problem: Problem) -> str:
    return desk.name_of(problem) or desk.words("(without a name)")


def _branch(desk: Desk, problem: Problem, tone: int) -> Branch:
    below = tuple(_branch(desk, child, 2) for child in desk.plan.children(problem.id, Problem))
    section = entry_label(desk, "sections", problem.section) if tone == 1 else ""
    competence = entry_label(desk, "competences", problem.competence) if not below else ""
    return Branch(problem.id, _text(desk, problem), " · ".join(filter(None, (section, competence))), tone, below)


def tables(desk: Desk) -> tuple[Table, ...]:
    """Kind, number in the tree (1.2 is the second cause of the first), problem, section, competence."""
    words = desk.words
    kinds = {"core": words("Core problem"), "cause": words("Cause"), "effect": words("Effect")}
    heads = (words("Kind"), words("No."), words("Problem"), words("Section"), words("Competence"))
    rows: list[Row] = []

    def add(problem: Problem, number: str) -> None:
        cells = (
            kinds.get(problem.problem_kind, kinds["core"]),
            number,
            _text(desk, problem),
            entry_label(desk, "sections", problem.section),
            entry_label(desk, "competences", problem.competence),
        )
        rows.append(Row(cells, Place("", "", problem.id, ""), not number))
        if number:
            for n, child in enumerate(desk.plan.children(problem.id, Problem), 1):
                add(child, f"{number}.{n}")

    for core in _cores(desk):
        if core is not None:
            add(core, "")
        for part in reversed(_parts(desk, core)):
            for n, problem in enumerate(part, 1):
                add(problem, str(n))
    return (Table(heads, tuple(rows)),)


DRAWING = Drawing(
    code="problem_tree",
    hint=phrase(
        "Read it from below: causes lead to the core problem, and it leads to the effects. Drag a cause onto "
        "another one to move it there; click a box to edit it."
    ),
    empty=phrase(
        "This page shows the core problem with its causes below and its effects above. Begin with the core problem."
    ),
    form="core_problem",
    kinds=frozenset({"problem"}),
    is_empty=lambda desk: not desk.plan.all(Problem),
    scene=scene,
    tables=tables,
)
