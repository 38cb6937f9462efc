"""Bringing two states of a plan together that grew apart: one undoable entry, and what is left to be decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from localplan import __version__
from localplan.app.arrived import MERGED, whose
from localplan.app.editions import completed_on
from localplan.app.received import revision_of
from localplan.domain.ancestry import common_base, verdict
from localplan.domain.answers import later_of, with_answers, with_answers_of
from localplan.domain.conflicts import came_with, standing
from localplan.domain.edits import SetField, difference, edits_to_json, touched
from localplan.domain.history import JournalEntry, Revision, descent, edits_of
from localplan.domain.merge import Merged, edits_of_merge, merge
from localplan.domain.notes import Conflict, Note, Offer, Side, united
from localplan.domain.plan import Plan
from localplan.domain.records.plan import Attachment
from localplan.domain.values import Refused

if TYPE_CHECKING:
    from localplan.exchange.package import Package
    from localplan.storage.library import Library

PLAIN = frozenset({"taken", "added", "removed", "moved"})
"""Choices that only say what one side alone changed: the journal's entry tells them as well."""

Remark = Note | Conflict | Offer
_Signed = Mapping[tuple[str, str], Side]


def reconcile(library: Library, ours: Plan, package: Package, revision: Revision, *, again: bool = False) -> Merged:
    """Merge the package's state into the library's; conflicts stand beside the plan. Raises Refused.

    Both states are kept as revisions, and the merged one as the child of both; without a base, two-way. `again`: it was
    here before, and is merged as if it had not been; what was settled then is asked anew.
    """
    base = _base(library, ours, revision, again=again)
    if package.hidden is not None:
        package = completed_on(base or ours, package)
        revision = revision_of(package)
    library.back_up("import")
    mine = library.keep_revision(ours, "snapshot")
    library.add_revision(msgspec.structs.replace(revision, journal=library.last_number(ours.id)), package.plan)
    found = merge(base, ours, package.plan)
    conflicts = standing_conflicts(library, ours.id)
    sent = mine.author != library.author  # nobody here wrote our state, but whoever sent it
    merged = _signed(found, Side(author=mine.author, at=mine.at if sent else ""), library.journal(ours.id), package)
    merged = merged if again else with_answers(merged, ours, package.plan, conflicts, package.conflicts)
    number = library.last_number(ours.id) + (merged.plan.digest != ours.digest)
    entries = [_entry(ours, merged, package, library.author, number)] if merged.plan.digest != ours.digest else []
    came_by = number if entries else 0
    came = tuple(remarks_in(library, package, came_by))
    library.take_in(
        merged.plan,
        _child(merged.plan, (mine, revision), library.author, number),
        entries,
        touched(ours, merged.plan),
        remarks=[*came, *_to_keep(() if again else (*conflicts, *came), merged, came_by)],
        attachments=package.attachments.values(),
    )
    return merged


def holds_more(library: Library, ours: Plan, package: Package, revision: Revision) -> bool:
    """Whether a state that was here before has something that our plan has not, or no more."""
    base = _base(library, ours, revision, again=True)
    theirs = completed_on(base or ours, package).plan if package.hidden is not None else package.plan
    return merge(base, ours, theirs).plan.digest != ours.digest


def _base(library: Library, ours: Plan, revision: Revision, *, again: bool) -> Plan | None:
    """What both sides were made from; `again` when what came of the other one here does not count."""
    known = library.revisions(ours.id)
    if again:
        known = tuple(each for each in known if revision.digest not in descent([each]))
    return common_base(ours, known, revision, library.read_revision)


def merged_package(mine: Package, theirs: Package, base: Plan | None, author: str) -> tuple[Package, Merged]:
    """A package of both, with the conflicts inside; `base` when neither is known to descend from the other.

    Raises Refused, also for a copy of the plan that was made for another municipality.
    """
    from localplan.exchange.package import package_of

    one, other = revision_of(mine), revision_of(theirs)
    if mine.plan.id == theirs.plan.id and verdict(mine.plan, [one], theirs.plan, other) == "copied_plan":
        here, there = mine.plan.root.municipality, theirs.plan.root.municipality
        raise Refused("plan_of_another", plan=mine.plan.id, ours=here, theirs=there)
    found = merge(base or _elder(mine, theirs, one, other), mine.plan, theirs.plan)
    merged = _signed(found, Side(author=one.author, at=one.at), mine.history, theirs)
    merged = with_answers(merged, mine.plan, theirs.plan, mine.conflicts, theirs.conflicts)
    entries, came_by = mine.history, 0
    if merged.plan.digest != mine.plan.digest:
        came_by = max((entry.number for entry in entries), default=0) + 1
        entries = (*entries, _entry(mine.plan, merged, theirs, author, came_by))
    journal = max((entry.number for entry in entries), default=0)
    named = {record.sha256 for record in merged.plan.all(Attachment)}
    files = {**mine.attachments, **theirs.attachments}
    came = tuple(remarks_of((*mine.notes, *mine.conflicts, *mine.offers), theirs, came_by))
    notes = {note.id: note for note in (*mine.notes, *came) if isinstance(note, Note)}
    conflicts = {each.id: each for each in (*mine.conflicts, *came) if isinstance(each, Conflict)}
    conflicts |= {each.id: each for each in _to_keep(conflicts.values(), merged, came_by)}
    offers = {offer.id: offer for offer in (*mine.offers, *came) if isinstance(offer, Offer)}
    package = package_of(
        merged.plan,
        _child(merged.plan, (one, other), author, journal),
        history=entries,
        notes=tuple(notes.values()),
        conflicts=tuple(conflicts.values()),
        offers=tuple(offers.values()),
        attachments={name: content for name, content in files.items() if name in named},
    )
    return package, merged


def _elder(mine: Package, theirs: Package, one: Revision, other: Revision) -> Plan | None:
    """The side that the other one was made from."""
    if one.digest in descent([other]):
        return mine.plan
    return theirs.plan if other.digest in descent([one]) else None


def _entry(ours: Plan, merged: Merged, package: Package, author: str, number: int) -> JournalEntry:
    return JournalEntry(
        number=number,
        at=_now(),
        author=author,
        label=f"{MERGED}{package.manifest.author}",
        edits=msgspec.Raw(edits_to_json(edits_of_merge(ours, merged))),
        inverse=msgspec.Raw(edits_to_json(difference(merged.plan, ours))),
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _child(plan: Plan, parents: tuple[Revision, Revision], author: str, journal: int) -> Revision:
    """The revision of a merge; one that brought nothing to a side is that side, with the other as a parent."""
    itself = [parent for parent in parents if parent.digest == plan.digest]
    before = {parent.digest for parent in parents} | {digest for parent in itself for digest in parent.parents}
    made_from = tuple(sorted(before - {plan.digest}))
    return Revision(
        plan=plan.id,
        digest=plan.digest,
        parents=made_from,
        ancestors=tuple(sorted(descent(parents) - {*made_from, plan.digest})),
        author=author,
        at=_now(),
        reason="merged",
        journal=journal,
        program=__version__,
        schema=parents[0].schema,
        methodology=plan.root.methodology_version or 1,
    )


# beside the plan -----------------------------------------------------------------------------------------------------


def standing_conflicts(library: Library, plan_id: str) -> tuple[Conflict, ...]:
    """The plan's conflicts as undo and redo have left them."""
    conflicts = library.conflicts(plan_id)
    return standing(conflicts, library.journal(plan_id)) if conflicts else ()


def open_contradictions(library: Library) -> Counter[str]:
    """How many contradictions are open, by plan id."""
    asked = ((plan, standing_conflicts(library, plan)) for plan in library.with_conflicts())
    return Counter({plan: sum(not conflict.chosen for conflict in known) for plan, known in asked})


def _to_keep(known: Iterable[Remark], merged: Merged, entry: int) -> Iterable[Conflict]:
    """The conflicts and the choices worth a look; what either side has settled is not asked again."""
    settled = {each.id for each in known if isinstance(each, Conflict) and each.chosen}
    notable = [choice for choice in merged.choices if choice.reason not in PLAIN]
    new = (each for each in (*merged.conflicts, *notable) if each.id not in settled)
    return [msgspec.structs.replace(each, raised=entry) for each in new]


def remarks_in(library: Library, package: Package, entry: int) -> Iterator[Remark]:
    """What the package has beside its plan and the library has not; `entry` as in `remarks_of`."""
    id = package.plan.id
    return remarks_of((*library.notes(id), *standing_conflicts(library, id), *library.offers(id)), package, entry)


def remarks_of(ours: Iterable[Remark], package: Package, entry: int) -> Iterator[Remark]:
    """What the package has beyond our remarks: what either side settled or declined is so, later answers stand.

    `entry` is the number of the journal's entry with which the package comes, 0 when it changes nothing.
    """
    known = tuple(ours)
    notes = [note for note in known if isinstance(note, Note)]
    yield from (note for note in united(notes, package.notes) if note not in notes)
    yield from _conflicts_in(package, {each.id: each for each in known if isinstance(each, Conflict)}, entry)
    offers = {each.id: each for each in known if isinstance(each, Offer)}
    for offer in package.offers:
        here = offers.get(offer.id)
        if here is None or _said_later(here, offer):
            yield offer


def _conflicts_in(package: Package, asked: Mapping[str, Conflict], entry: int) -> Iterator[Conflict]:
    for each in package.conflicts:
        ours = asked.get(each.id)
        if ours is None or later_of(ours, each) == "theirs" or (each.chosen and not ours.chosen):
            yield came_with(with_answers_of(each, ours) if ours else each, ours, entry)
        elif (known_now := with_answers_of(ours, each)) != ours:
            yield known_now


def _said_later(ours: Offer, theirs: Offer) -> bool:
    """Whether theirs is what was said of an offer last; by time, where two people of a plan said something of it."""
    said = [(offer.declined, offer.at, msgspec.json.encode(offer)) for offer in (ours, theirs)]
    return said[0] < said[1]


def _signed(merged: Merged, me: Side, journal: Iterable[JournalEntry], package: Package) -> Merged:
    """The conflicts with who wrote each side and when, as far as the journals tell; else `me` and the sender."""
    if not merged.conflicts:
        return merged
    ours = _signatures(journal)
    theirs = _signatures(package.history)
    manifest = package.manifest
    them = Side(author=manifest.author, at=manifest.at)

    def signed(conflict: Conflict) -> Conflict:
        about = (conflict.record, conflict.field)
        return msgspec.structs.replace(
            conflict,
            ours=_by(ours.get(about, me), conflict.ours.value),
            theirs=_by(theirs.get(about, them), conflict.theirs.value),
        )

    return msgspec.structs.replace(merged, conflicts=tuple(map(signed, merged.conflicts)))


def _by(side: Side, value: Any) -> Side:
    return msgspec.structs.replace(side, value=value)


def _signatures(entries: Iterable[JournalEntry]) -> _Signed:
    """Who touched a field of a record last, or the record itself (with no field)."""
    return {
        (edit.id, edit.field if isinstance(edit, SetField) else ""): Side(author=whose(entry), at=entry.at)
        for entry in entries
        for edit in edits_of(entry.edits)
    }
