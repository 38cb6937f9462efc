"""Regional frames: made in the library of a region, received by municipalities, taken over piece by piece."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from localplan.domain.edits import Edit, apply_edits
from localplan.domain.frame import Declined, Offered, as_declined, is_frame, offers_of, taken
from localplan.domain.notes import Offer
from localplan.domain.plan import Plan
from localplan.domain.values import Refused, clean

if TYPE_CHECKING:
    from localplan.app.session import PlanSession
    from localplan.methodology.methodology import Methodology
    from localplan.storage.library import Library


def new_frame(methodology: Methodology, title: Mapping[str, str], years: tuple[int, int], country: str = "RS") -> Plan:
    """A frame with nothing in it yet; `title` by language, the main one first. Raises Refused."""
    from localplan.app.plans import Facts, new_plan

    if not 1900 <= years[0] < years[1] <= 2200:
        raise Refused("period_upside_down", first=years[0], last=years[1])
    profile = methodology.profile("rs" if country == "RS" else "generic")
    return new_plan(
        Facts(
            municipality="",
            municipality_name={},
            country=country,
            unit_kind="",
            subdivision="",
            profile=profile.code,
            first_year=years[0],
            last_year=years[1],
            document_type="",
            sections=("youth", "diaspora", "employment"),
            languages=tuple(title) or (profile.main_languages[0],),
            currency=profile.currency,
            amount_unit=profile.amount_unit,
            title=title,
            methodology_version=methodology.version,
        )
    )


def frames_in(library: Library) -> tuple[Plan, ...]:
    """The frames that the library has, last saved first."""
    plans = (library.read_plan(line.id) for line in library.plans() if not line.municipality)
    return tuple(plan for plan in plans if is_frame(plan))


class KnownFrame(msgspec.Struct, frozen=True):
    """A frame with the states that it was in before: what changed in it is told by them."""

    frame: Plan
    earlier: tuple[Plan, ...] = ()

    def offers(self, plan: Plan, declined: Declined) -> tuple[Offered, ...]:
        """What it offers to a plan whose people have said no to something."""
        return offers_of(self.frame, plan, self.earlier, declined)


def known_frames(library: Library) -> tuple[KnownFrame, ...]:
    """The frames of a library. None in that of a region: they are offered to municipalities at home."""
    return () if library.purpose == "region" else tuple(known(library, frame) for frame in frames_in(library))


def known(library: Library, frame: Plan) -> KnownFrame:
    """A frame with what the library keeps of it."""
    revisions = library.revisions(frame.id)
    return KnownFrame(frame, tuple(library.read_revision(r.digest) for r in revisions if r.digest != frame.digest))


def declined_in(library: Library, plan_id: str) -> Declined:
    """What the people of a plan have said no to."""
    return {offer.id: offer.content for offer in library.offers(plan_id) if offer.declined}


def decline(
    library: Library, plan_id: str, offered: Iterable[Offered], *, reason: str = "", again: bool = False
) -> None:
    """Say no to elements of a frame, maybe with a reason; `again`: have them offered again. No plan is changed.

    What was said goes to the coordinator with the plan.
    """
    at = datetime.now(UTC).isoformat(timespec="seconds")
    said = [
        Offer(
            id=one.record.id,
            content={} if again else as_declined(one.record),  # nothing is declined of what has no content
            person=library.author,
            at=at,
            declined=True,
            reason="" if again else clean(reason),
        )
        for one in offered
    ]
    library.keep_beside(plan_id, said)


def take_offers(session: PlanSession, frame: Plan, offered: Iterable[Offered], label: str, under: str = "") -> None:
    """Take elements of a frame into the plan as one undoable action. Raises Refused; then nothing has changed."""
    plan, edits = session.plan, list[Edit]()
    for one in offered:
        own = taken(plan, one, frame, under)
        plan, edits = apply_edits(plan, own), [*edits, *own]
    session.perform(edits, label)
