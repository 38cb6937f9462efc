"""What the coordinator proposes for a plan, such as an opinion: beside it, and in it only when it is taken there."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import msgspec

from localplan.app.notes import threads
from localplan.domain.canonical import canonical, made, record_from
from localplan.domain.edits import PutRecord, put
from localplan.domain.notes import Offer
from localplan.domain.plan import Plan
from localplan.domain.records import Record
from localplan.domain.values import Refused

if TYPE_CHECKING:
    from localplan.app.session import PlanSession
    from localplan.storage.library import Library

OPINION = "opinion_coordinator"


def write_opinion(
    library: Library, plan: Plan, text: str, day: date, *, number: str = "", signed_by: str = ""
) -> Offer:
    """An opinion on the plan, offered to its municipality as an act of step 13. Raises Refused."""
    if not text.strip():
        raise Refused("note_is_empty")
    act = made(
        "act",
        {
            "id": str(uuid.uuid4()),
            "parent": plan.id,
            "act_kind": OPINION,
            "number": number,
            "date": day,
            "summary": {plan.root.main_language or "en": text.strip()},
            "signed_by": signed_by or library.author,
        },
    )
    at = datetime.now(UTC).isoformat(timespec="seconds")
    offer = Offer(id=act.id, content=msgspec.json.decode(canonical(act)), person=library.author, at=at)
    library.keep_beside(plan.id, [offer])
    return offer


def open_offers(plan: Plan, offers: Iterable[Offer]) -> tuple[Offer, ...]:
    """Those that are neither in the plan nor declined."""
    return tuple(offer for offer in offers if not offer.declined and offer.id not in plan)


def waiting(library: Library, plan: Plan) -> tuple[int, int]:
    """How many threads of notes are open, and how many offers are neither taken nor declined."""
    notes = sum(not thread.resolved for thread in threads(library.notes(plan.id)))
    return notes, len(open_offers(plan, library.offers(plan.id)))


def offered_record(offer: Offer) -> Record:
    """The record that is offered."""
    return record_from(offer.content)


def take_offer(session: PlanSession, offer: Offer, label: str) -> None:
    """Put what is offered into the plan, as one undoable action. Raises Refused."""
    if not open_offers(session.plan, [offer]):
        raise Refused("offer_is_gone")
    edit: PutRecord = put(offered_record(offer))
    session.perform([edit], label)


def decline_offer(library: Library, plan_id: str, offer: Offer) -> None:
    """Say no to what is offered; it is not shown again."""
    library.keep_beside(plan_id, [msgspec.structs.replace(offer, declined=True)])
