"""Chapter 3, its last part: the problem tree, its evidence, and what is asked of others."""

from __future__ import annotations

from collections.abc import Iterator

from localplan.domain.records.analysis import Problem, Request
from localplan.exchange.document.blocks import Block, Node, Paragraphs, Table, Tree
from localplan.exchange.document.chapters.narratives import narrative
from localplan.exchange.document.material import Material, column, figures, rows


def problems(m: Material) -> Iterator[Block]:
    """Problem tree, table of causes, requests upward."""
    yield m.heading(2, m.words("Problem tree"))
    if text := narrative(m, "problems"):
        yield Paragraphs(text=text)
    cores = [p for p in m.plan.children(m.plan.id, Problem) if p.problem_kind in ("core", "")]
    for core in cores:
        yield _tree(m, core)
    if not cores:
        yield m.missing(m.words("the core problem with its causes and effects"), 5)
    causes = _causes(m)
    if causes.rows:
        yield causes
    requests = _requests(m)
    if requests.rows:
        yield m.heading(3, m.words("Requests to the province and the State"))
        yield requests


def _tree(m: Material, core: Problem) -> Tree:
    below = m.plan.children(core.id, Problem)
    beside = m.plan.children(m.plan.id, Problem)
    effects = [p for p in (*below, *beside) if p.problem_kind == "effect"]
    causes = [p for p in (*below, *(p for p in beside if p.problem_kind == "cause")) if p.problem_kind != "effect"]
    return Tree(
        root=Node(m.say(core.text), m.words("Core problem"), 0, tuple(_node(m, cause, 1) for cause in causes)),
        above=tuple(_node(m, effect, 2) for effect in effects),
        above_title=m.words("Effects"),
        below_title=m.words("Causes"),
    )


def _node(m: Material, problem: Problem, tone: int) -> Node:
    below = tuple(_node(m, child, tone + 1) for child in m.plan.children(problem.id, Problem))
    label = m.label("problem", "section", problem.section) if tone == 1 else ""
    return Node(m.say(problem.text), label, tone, below)


def _causes(m: Material) -> Table:
    causes = [p for p in m.plan.all(Problem) if p.problem_kind == "cause"]
    told = [p for p in causes if p.evidence or p.evidence_links or p.competence or p.size]
    return Table(
        columns=(
            column(m.words("Cause"), 3.4),
            column(m.words("Evidence"), 3.4),
            column(m.words("Competence"), 1.4),
            figures(m.words("Priority"), 1),
        ),
        rows=rows((m.say(p.text), _evidence(m, p), m.own(p, "competence"), _priority(m, p)) for p in told),
        caption=m.words("Causes with their evidence"),
    )


def _evidence(m: Material, problem: Problem) -> str:
    return "; ".join(filter(None, (m.say(problem.evidence), *map(m.name, problem.evidence_links))))


def _priority(m: Material, problem: Problem) -> str:
    """Size × urgency × influence, when all three are known."""
    if problem.size is None or problem.urgency is None or problem.influence is None:
        return ""
    return m.number(problem.size * problem.urgency * problem.influence)


def _requests(m: Material) -> Table:
    return Table(
        columns=(
            column(m.words("What we ask"), 3),
            column(m.words("Of whom"), 2),
            column(m.words("Ground"), 2.4),
            column(m.words("Sent on"), 1.2),
            column(m.words("Answer"), 2),
        ),
        rows=rows(
            (m.say(r.ask), m.say(r.addressee), m.say(r.ground), m.day(r.sent_on), m.say(r.answer))
            for r in m.plan.all(Request)
        ),
    )
