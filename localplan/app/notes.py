"""Notes on plans, in threads: written, answered, dealt with, sent back and taken in. They never change a plan."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import msgspec

from localplan.domain.notes import Note, united
from localplan.domain.values import LONGEST_TEXT, Refused, clean

if TYPE_CHECKING:
    from localplan.exchange.package import Package
    from localplan.methodology.methodology import Methodology
    from localplan.storage.library import Library


class Thread(msgspec.Struct, frozen=True):
    """A remark with its answers, by time. Dealt with as soon as one of them is. Clocks may say it came later."""

    notes: tuple[Note, ...]

    @property
    def first(self) -> Note:
        """What began it."""
        return self.notes[0]

    @property
    def resolved(self) -> bool:
        """Whether it is dealt with."""
        return any(note.resolved for note in self.notes)


def threads(notes: Iterable[Note]) -> tuple[Thread, ...]:
    """The notes as threads, the oldest first."""
    found: dict[str, list[Note]] = {}
    for note in united(notes):
        found.setdefault(note.thread, []).append(note)
    return tuple(Thread(tuple(sorted(own, key=lambda note: note.id != thread))) for thread, own in found.items())


def write_note(
    library: Library, plan_id: str, text: str, *, record: str = "", field: str = "", answers: Thread | None = None
) -> Note:
    """Write a note about a record, or the plan itself, or in answer to a thread. Raises Refused."""
    text = clean(text.strip())
    if not text:
        raise Refused("note_is_empty")
    if len(text) > LONGEST_TEXT:
        raise Refused("text_too_long", length=len(text), longest=LONGEST_TEXT)
    id = str(uuid.uuid4())
    about = answers.first if answers else None
    note = Note(
        id=id,
        thread=about.thread if about else id,
        record=about.record if about else record or plan_id,
        field=about.field if about else field,
        text=text,
        person=library.author,
        at=_now(),
    )
    library.keep_beside(plan_id, [note])
    return note


def settle_thread(library: Library, plan_id: str, thread: Thread) -> None:
    """Mark a thread as dealt with."""
    library.keep_beside(plan_id, [msgspec.structs.replace(note, resolved=True) for note in thread.notes])


def note_to_many(library: Library, plan_ids: Iterable[str], text: str) -> tuple[Note, ...]:
    """The same note to all these plans. Raises Refused."""
    return tuple(write_note(library, plan_id, text) for plan_id in plan_ids)


def plans_with(library: Library, methodology: Methodology, rule: str, today: date) -> tuple[str, ...]:
    """The plans in which that rule finds something that nobody accepted. Raises Refused for a rule there is not."""
    from localplan.app.quality import refresh_checks

    if rule not in methodology.rules:
        raise Refused("not_on_the_list", value=rule, known="R001 … R195")
    refresh_checks(library, methodology, today)
    checked = library.region.checked()
    here = [line.id for line in library.plans() if line.id in checked]
    return tuple(id for id in here if any(code == rule for code, _, _ in checked[id].found))


def take_notes(library: Library, package: Package) -> int:
    """Take in a package of notes; how many notes and offers are new or changed. The plan stays as it is.

    Raises Refused when the plan is not in the library.
    """
    manifest = package.manifest
    if not library.has_plan(manifest.plan):
        raise Refused("notes_of_no_plan", plan=manifest.municipality or manifest.plan)
    known = library.notes(manifest.plan)
    new = [note for note in united(known, package.notes) if note not in known]
    offered = {offer.id for offer in library.offers(manifest.plan)}
    offers = [offer for offer in package.offers if offer.id not in offered]
    if new or offers:
        library.keep_beside(manifest.plan, [*new, *offers])
    return len(new) + len(offers)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
