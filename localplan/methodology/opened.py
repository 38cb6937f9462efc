"""Which steps of a plan were opened: rules speak only for those, so that an empty plan does not shout.

A step was opened when the planner said something about it (a step state), when any record of its forms exists, when a
field of the plan itself that only its forms show is filled, or when adoption is near: asked about, or the plan is in
its hearing or beyond. The first step is always open. All of that is read off the plan; nothing is remembered.
"""

from __future__ import annotations

from localplan.domain.records.plan import StepState
from localplan.domain.values import is_empty
from localplan.methodology.declarations import Form
from localplan.methodology.methodology import PlanMethod
from localplan.methodology.states import has_reached

WHOLE_FROM = "public_hearing"
"""The state from which a plan is taken as whole: what goes into the hearing has all its steps."""


def opened_steps(method: PlanMethod, *, whole: bool = False) -> frozenset[str]:
    """Codes of the opened steps; all of them when the plan is looked at as a `whole`, as for adoption."""
    plan = method.plan
    if whole or has_reached(plan.root.status, WHOLE_FROM):
        return frozenset(step.code for step in method.steps)
    touched = {state.step for state in plan.all(StepState)}
    return frozenset(
        step.code
        for number, step in enumerate(method.steps)
        if number == 0 or step.code in touched or any(_is_used(method, form) for form in step.forms)
    )


def _is_used(method: PlanMethod, form: Form) -> bool:
    if form.record == "plan":
        return any(not is_empty(getattr(method.plan.root, field.name)) for field in form.fields)
    return next(method.rows(form), None) is not None
