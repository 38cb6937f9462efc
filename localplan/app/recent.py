"""The start page's list in words."""

from __future__ import annotations

import msgspec

from localplan.domain.values import Refused
from localplan.storage.address import Address, ServerAddress
from localplan.storage.glance import Glance, PlanLine, glance
from localplan.words import Words, text_in

STATES = {
    "draft": "Draft",
    "in_consultation": "In consultation",
    "public_hearing": "In public hearing",
    "proposed": "Proposed",
    "adopted": "Adopted",
    "published": "Published",
    "in_implementation": "In implementation",
    "closing": "Closing",
    "closed": "Closed",
    "withdrawn": "Withdrawn",
}
"""What the list `plan_statuses` calls them: the first page is painted before the methodology is read."""


FIRST = 200
"""How many plans the start page shows until all are asked for."""


class RecentPlan(msgspec.Struct, frozen=True):
    """One plan as the start page shows it."""

    id: str
    code: str
    title: str
    facts: str
    line: PlanLine


class Recent(msgspec.Struct, frozen=True):
    """The plans of a library, last saved first; or why it cannot be read.

    `more`: it has others that were not asked for. `regional`: it is that of a region.
    """

    plans: tuple[RecentPlan, ...] = ()
    trouble: Refused | None = None
    regional: bool = False
    more: bool = False


def recent_plans(library: Address, words: Words, most: int = FIRST) -> Recent:
    """What the start page shows of a library, all of it with 0 at `most`.

    On a server that takes its time, so there it is for the background.
    """
    try:
        seen = _glance(library, most + 1 if most else 0)
    except Refused as refusal:
        return Recent(trouble=refusal)
    missing = seen.trouble in ("", "library_missing")
    trouble = None if missing else Refused(seen.trouble, path=str(library))
    shown = seen.plans[:most] if most else seen.plans
    more = len(seen.plans) > len(shown)
    return Recent(tuple(_line(plan, words) for plan in shown), trouble, seen.purpose == "region", more)


def _glance(library: Address, most: int) -> Glance:
    if not isinstance(library, ServerAddress):
        return glance(library, most=most)
    from localplan.storage.server_opening import glance_at_server

    return glance_at_server(library, most)


def _line(plan: PlanLine, words: Words) -> RecentPlan:
    def text(texts: dict[str, str]) -> str:
        return text_in(texts, words.language, plan.main_language)

    title = text(plan.title) or words("Plan without a title")
    if plan.practice:
        title = f"{words('TRAINING')} · {title}"
    period = "–".join(day[:4] for day in (plan.period_start, plan.period_end) if day)
    saved = words("saved {moment}", moment=words.moment(plan.saved)) if plan.saved else ""
    state = words.form("list.plan_statuses", STATES.get(plan.status or "draft", plan.status))
    facts = (text(plan.municipality_name), plan.code, period, state, *_how_far(plan, words), saved)
    return RecentPlan(plan.id, plan.code, title, " · ".join(part for part in facts if part), plan)


def counted(plan: RecentPlan, steps_done: int, steps: int, errors: int, words: Words) -> RecentPlan:
    """The plan told with what was counted since it was read."""
    return _line(plan.line._replace(steps_done=steps_done, steps=steps, errors=errors), words)


def _how_far(plan: PlanLine, words: Words) -> tuple[str, ...]:
    """Steps and errors, where this state of the plan was checked."""
    if not plan.steps:
        return ()
    done, of = words.number(plan.steps_done), words.number(plan.steps)
    errors = words.plural("{n} error", "{n} errors", plan.errors) if plan.errors else ""
    return (words("{done} of {of} steps complete", done=done, of=of), errors)
