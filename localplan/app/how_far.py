"""How far plans are: complete steps and errors, for the list of plans."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from localplan.domain.values import Refused
from localplan.methodology.checks import Finding, check_plan
from localplan.methodology.progress import Line, progress
from localplan.methodology.versions import pinned

if TYPE_CHECKING:
    from localplan.methodology.methodology import Methodology
    from localplan.storage.library import Library


class HowFar(NamedTuple):
    """So many steps of so many are complete, and so many errors were found."""

    steps_done: int = 0
    steps: int = 0
    errors: int = 0


def step_state(lines: Sequence[Line], errors: int) -> str:
    """The state of a step by its progress and errors: has_errors, empty, complete or in_work."""
    done, of = sum(line.done for line in lines), sum(line.of for line in lines)
    if errors:
        return "has_errors"
    if not done:
        return "empty"
    return "complete" if done >= of else "in_work"


def how_far(steps: Iterable[str], lines_of: Callable[[str], Sequence[Line]], findings: Sequence[Finding]) -> HowFar:
    """Counted from the progress of each step, by its code, and from what was found."""
    errors = [finding.step for finding in findings if finding.tier == "error"]
    states = [step_state(lines_of(step), errors.count(step)) for step in steps]
    return HowFar(states.count("complete"), len(states), len(errors))


def count_steps(
    library: Library, plan_ids: Iterable[str], methodology: Methodology, today: date, go_on: Callable[[], bool]
) -> dict[str, HowFar]:
    """How far plans of a library are, by id; kept beside them where the library may be written.

    Stops when it is not to go on. A plan that cannot be read or judged is told as nothing done of nothing.
    """
    found: dict[str, HowFar] = {}
    for id in plan_ids:
        if not go_on():
            break
        try:
            found[id] = _counted(library, id, methodology, today)
        except Refused:  # damaged, gone, or of a newer methodology: whoever opens it is told
            found[id] = HowFar()
    return found


def _counted(library: Library, plan_id: str, methodology: Methodology, today: date) -> HowFar:
    from localplan.app.process import seen_for

    plan = library.read_plan(plan_id)
    own = pinned(methodology, plan)
    findings = check_plan(plan, own, seen_for(library, plan, today))
    steps = (step.code for step in own.steps)
    counted = how_far(steps, lambda step: progress(plan, own, step, findings).lines, findings)
    library.keep_how_far(plan, *counted)
    return counted
