"""The life of a plan: its state, what keeps it from the next one, amendments, and the states of it that are kept."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from localplan.app.findings import seen_on
from localplan.app.session import PlanChange, PlanSession
from localplan.domain.adoption import adoption, amendment, version_of, withdrawal
from localplan.domain.edits import LOCKED, Edit, SetField
from localplan.domain.plan import Plan
from localplan.domain.values import Refused
from localplan.methodology.checks import Finding, Seen, check_plan
from localplan.methodology.methodology import Methodology
from localplan.methodology.states import STATES
from localplan.words import Words

if TYPE_CHECKING:
    from localplan.storage.library import Library as Library

HEARING, ADOPTED = "public_hearing", "adopted"
"""States that are kept, as revisions for that reason."""

WITHDRAWN = "withdrawn"
AFTER_PERIOD = ("closing", "closed")


class Milestones(msgspec.Struct, frozen=True):
    """The plan as it was adopted last, and as it stood in the hearing of this version; None what is not kept."""

    adopted: Plan | None = None
    hearing: Plan | None = None


def milestones(library: Library, plan: Plan) -> Milestones:
    """What the library keeps of a plan's earlier states."""
    hearing = _kept(library, plan, HEARING)
    same_version = hearing is not None and version_of(hearing) == version_of(plan)
    return Milestones(_kept(library, plan, ADOPTED), hearing if same_version else None)


def _kept(library: Library, plan: Plan, reason: str) -> Plan | None:
    digests = [revision.digest for revision in library.revisions(plan.id) if revision.reason == reason]
    return library.read_revision(digests[-1]) if digests else None


def _before_amendment(library: Library, plan: Plan) -> Plan | None:
    """The newest kept state of the adopted version before this one."""
    for revision in reversed(library.revisions(plan.id)):
        kept = library.read_revision(revision.digest)
        if kept.root.status in LOCKED and version_of(kept) < version_of(plan):
            return kept
    return None


def seen_for(library: Library, plan: Plan, today: date, *, adoption: bool = False) -> Seen:
    """What rules see on that day: the register, and the plan as adopted and as it stood in the hearing."""
    return seen_with(milestones(library, plan), plan, today, adoption=adoption)


def seen_with(known: Milestones, plan: Plan, today: date, *, adoption: bool = False) -> Seen:
    """The same with milestones that are at hand."""
    seen = seen_on(today, plan, adoption=adoption)
    return msgspec.structs.replace(seen, adopted=known.adopted, hearing=known.hearing)


# states --------------------------------------------------------------------------------------------------------------


def next_state(status: str) -> str:
    """The state that follows; empty after the last one. A withdrawn plan becomes a draft again."""
    if status == WITHDRAWN:
        return STATES[0]
    place = STATES.index(status) if status in STATES else 0
    return STATES[place + 1] if place + 1 < len(STATES) else ""


def possible_states(status: str) -> tuple[str, ...]:
    """The states a plan may be given: before adoption any but its own, afterwards only later ones."""
    if status in LOCKED:
        return STATES[STATES.index(status) + 1 :]
    before = tuple(state for state in STATES if state not in LOCKED and state != (status or STATES[0]))
    return (*before, ADOPTED, *(() if status == WITHDRAWN else (WITHDRAWN,)))


def ready_for_adoption(plan: Plan, methodology: Methodology, seen: Seen) -> list[Finding]:
    """The errors that keep the plan from being put before the assembly."""
    found = check_plan(plan, methodology, msgspec.structs.replace(seen, adoption=True))
    return [finding for finding in found if finding.tier == "error"]


def kept_from(plan: Plan, methodology: Methodology, seen: Seen, state: str) -> list[Finding]:
    """The errors that keep the plan from a state: only adoption asks for a plan without any.

    The decision of the assembly is then asked for as well.
    """
    if state != ADOPTED:
        return []
    return ready_for_adoption(plan.changed([msgspec.structs.replace(plan.root, status=state)], ()), methodology, seen)


def move_to(
    session: PlanSession, library: Library, methodology: Methodology, state: str, today: date, words: Words
) -> PlanChange:
    """Give the plan a state, as one action. Entering hearing and adoption keeps a revision.

    Raises Refused: `state_not_possible`, `not_ready_for_adoption` with the number of errors, `period_not_over`.
    """
    session.save()
    plan = session.plan
    if state not in possible_states(plan.root.status):
        raise Refused("state_not_possible", state=state_name(plan, methodology, state, words))
    change = session.perform(
        _edits_to(plan, library, methodology, state, today), _label(plan, methodology, state, words)
    )
    if state in (HEARING, ADOPTED):
        library.keep_revision(session.plan, state)
    return change


def _edits_to(plan: Plan, library: Library, methodology: Methodology, state: str, today: date) -> tuple[Edit, ...]:
    end = plan.root.period_end
    if state in AFTER_PERIOD and end and today <= end:
        raise Refused("period_not_over", until=end)
    if state == WITHDRAWN:
        return withdrawal(plan, _before_amendment(library, plan))
    if state != ADOPTED:
        return (SetField(plan.id, "status", state),)
    errors = kept_from(plan, methodology, seen_for(library, plan, today), state)
    if errors:
        raise Refused("not_ready_for_adoption", count=len(errors))
    return adoption(plan, _kept(library, plan, ADOPTED))


def state_name(plan: Plan, methodology: Methodology, state: str, words: Words) -> str:
    """What a state is called."""
    entry = methodology.for_plan(plan).entry("plan_statuses", state)
    return words.form("list.plan_statuses", entry.label) if entry else state


def _label(plan: Plan, methodology: Methodology, state: str, words: Words) -> str:
    return words("State of the plan: {state}", state=state_name(plan, methodology, state, words))


# amendments ----------------------------------------------------------------------------------------------------------


def amend(session: PlanSession, library: Library, reason: str, plan_words: Words) -> PlanChange:
    """Open an adopted plan for its next version; the plan before it is kept. Raises Refused.

    `plan_words` speak the plan's language: reason and name go into its change log.
    """
    session.save()
    plan = session.plan
    name = plan_words("Amendment {number}", number=version_of(plan))
    language = plan.root.main_language or "en"
    edits = amendment(plan, {language: reason}, {language: name}, str(uuid.uuid4()))
    library.keep_revision(plan, "snapshot")
    return session.perform(edits, name)
