"""Adoption: what it writes and locks, and the amendment that opens the plan again (specification 5.3 and 5.5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from localplan.domain.codes import NUMBERED, SPECIFIC, highest_specific, letter_numbers, numbered
from localplan.domain.edits import LOCKED, UNLOCKED_FACTS, Edit, PutRecord, SetField, apply_edits, difference
from localplan.domain.locked import locked_digest
from localplan.domain.plan import Plan
from localplan.domain.positions import position_between
from localplan.domain.records import Record
from localplan.domain.records.delivery import PublicHearing
from localplan.domain.records.logic import Objective
from localplan.domain.records.plan import Act
from localplan.domain.values import Refused

OF_A_VERSION = frozenset(
    {
        *("public_call", "council_conclusion", "council_proposal", "adoption", "publication", "portal_publication"),
        *("opinion", "opinion_employment_council", "opinion_migration_council", "opinion_coordinator"),
        "legality_check",
    }
)
"""Kinds of acts that each version of a plan has of its own; what began the drafting holds for all of them."""


def adopted_content(plan: Plan) -> str:
    """Digest of what adoption locks: all records but reporting ones, without the facts that follow the plan's state."""
    return locked_digest(plan, UNLOCKED_FACTS)


def adoption(plan: Plan, adopted: Plan | None = None) -> tuple[Edit, ...]:
    """The edits that adopt the plan, as one action: numbers, the digest of what is locked, the state.

    `adopted`: the plan as it was adopted before an amendment. What was moved to another parent since gives its number
    up, so that those who stand there keep theirs. Raises Refused when the plan is adopted already.
    """
    if plan.root.status in LOCKED:
        raise Refused("plan_is_adopted", id=plan.id, kind="plan")
    freed = list(_freed(plan, adopted)) if adopted else []
    given = list(_numbers(apply_edits(plan, freed)))
    numbers = (*freed, *given, *_letter_numbers(apply_edits(plan, freed), given))
    digest = adopted_content(apply_edits(plan, numbers))
    return (*numbers, SetField(plan.id, "adopted_digest", digest), SetField(plan.id, "status", "adopted"))


def _freed(plan: Plan, adopted: Plan) -> Iterator[Edit]:
    """What was moved to another parent since it was adopted gives its number up."""
    for kind in NUMBERED:
        for record in plan.all_of(kind):
            old = adopted.get(record.id)
            if old is not None and old.parent != record.parent:
                yield SetField(record.id, "number")
                if kind == "objective":
                    yield SetField(record.id, "letter_number")


def _numbers(plan: Plan) -> Iterator[Edit]:
    """Every element's number, and on its parent the highest ever given to one of its kind."""
    families = sorted({(record.parent, kind) for kind in NUMBERED for record in plan.all_of(kind)})
    for parent, kind in families:
        given = numbered(plan, [plan[id] for id in plan.child_ids(parent, kind)])
        yield from (SetField(r.id, "number", int(number)) for r, number in given if r.number != int(number))
        before = _given(plan[parent])
        highest = max(*(int(number) for _, number in given), int(before.get(kind, 0)))
        if before.get(kind) != highest:
            yield SetField(parent, "numbers_given", highest, kind)


def _letter_numbers(plan: Plan, given: Sequence[Edit]) -> Iterator[Edit]:
    """The numbers in codes with letters that `given`, the numbers of adoption, would not keep as they are."""
    after = apply_edits(plan, given)
    single = after.root.numbers_given.get("objective", 0) <= 1  # and then its code has no number by itself
    for id, number in letter_numbers(plan).items():
        objective = after[id]
        if not isinstance(objective, Objective) or (single and not number):
            continue
        if number not in (objective.number, objective.letter_number):
            yield SetField(id, "letter_number", number)


def _given(parent: Any) -> Mapping[str, Decimal]:
    return parent.numbers_given  # type: ignore[no-any-return]  # every parent of a numbered element has it


def amendment(plan: Plan, reason: Mapping[str, str], what: Mapping[str, str], id: str) -> tuple[Edit, ...]:
    """The edits that open an adopted plan for its next version; codes stay, and so do the reports.

    Reason and name go into the change log as a row with that id. Raises Refused for a plan that is not adopted.
    """
    if plan.root.status not in LOCKED:
        raise Refused("plan_not_adopted", id=plan.id, kind="plan")
    rows = plan.child_ids(plan.id, "change_row")
    content: dict[str, Any] = {
        "kind": "change_row",
        "parent": plan.id,
        "position": position_between(plan[rows[-1]].position if rows else "", ""),
        "element": plan.id,
        "what": what,
        "why": reason,
        "source": "amendment",
    }
    return (
        SetField(plan.id, "status", "draft"),
        SetField(plan.id, "version", version_of(plan) + 1),
        *([SetField(plan.id, "numbers_given", highest, SPECIFIC)] if (highest := highest_specific(plan)) else ()),
        PutRecord(id, content),
        *_settled(plan),
    )


def _settled(plan: Plan) -> Iterator[Edit]:
    """Hearings and acts up to now belong to the version that they led to, and serve no later one."""
    acts = (act for act in plan.all(Act) if act.act_kind in OF_A_VERSION)
    settled: tuple[Act | PublicHearing, ...] = (*acts, *plan.all(PublicHearing))
    yield from (SetField(one.id, "version", version_of(plan)) for one in settled if one.version is None)


def is_of_this_version(plan: Plan, record: Record) -> bool:
    """Whether an act or a hearing is not one of an earlier version; everything else is of this one."""
    return not isinstance(record, Act | PublicHearing) or record.version in (None, version_of(plan))


def withdrawal(plan: Plan, before: Plan | None = None) -> tuple[Edit, ...]:
    """The edits that withdraw a plan that is not adopted; an amendment gives way to the plan `before` it.

    What was reported meanwhile on elements that stay is kept. Raises Refused for an adopted plan.
    """
    if plan.root.status in LOCKED:
        raise Refused("plan_is_adopted", id=plan.id, kind="plan")
    if version_of(plan) == 1:
        return (SetField(plan.id, "status", "withdrawn"),)
    if before is None:
        raise Refused("no_version_before", version=version_of(plan))
    return tuple(edit for edit in difference(plan, before) if not _about_a_report(plan, before, edit))


def _about_a_report(plan: Plan, before: Plan, edit: Edit) -> bool:
    record = plan.get(edit.id) or before.get(edit.id)
    gone_with_its_element = edit.id in before and edit.id not in plan
    marked = isinstance(edit, SetField) and edit.field == "version"  # by the amendment that is withdrawn
    return record is not None and record.reports and not gone_with_its_element and not marked


def version_of(plan: Plan) -> int:
    """The version of the plan: 1 until its first amendment."""
    return plan.root.version or 1
