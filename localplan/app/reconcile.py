"""Bringing two states of a plan together that grew apart: one undoable entry, and what is left to be decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from localplan import __version__
from localplan.domain.ancestry import common_base
from localplan.domain.edits import SetField, edits_to_json, touched
from localplan.domain.history import JournalEntry, Revision, descent, edits_of
from localplan.domain.merge import Merged, edits_of_merge, merge
from localplan.domain.notes import Conflict, Note, Side
from localplan.domain.plan import Plan

if TYPE_CHECKING:
    from localplan.exchange.package import Package
    from localplan.storage.library import Library

PLAIN = frozenset({"taken", "added", "removed", "moved"})
"""Choices that only say what one side alone changed: the journal's entry tells them as well."""

_Signed = Mapping[tuple[str, str], Side]


def reconcile(library: Library, ours: Plan, package: Package, revision: Revision) -> Merged:
    """Merge the package's state into the library's; conflicts stand beside the plan. Raises Refused.

    Both states are kept as revisions, and the merged one as the child of both; without a base, two-way.
    """
    known = library.revisions(ours.id)
    base = common_base(ours, known, revision)
    library.back_up("import")
    mine = library.keep_revision(ours, "snapshot")
    library.add_revision(msgspec.structs.replace(revision, journal=library.last_number(ours.id)), package.plan)
    found = merge(library.read_revision(base) if base else None, ours, package.plan)
    merged = _with_own_code(library, ours, _signed(found, library, package))
    entries = [_entry(library, ours, merged, package)] if merged.plan.digest != ours.digest else []
    library.take_in(
        merged.plan,
        _child(library, merged.plan, (mine, revision), library.last_number(ours.id) + len(entries)),
        entries,
        touched(ours, merged.plan),
        remarks=[*_remarks(library, package), *_to_keep(library, merged)],
        attachments=package.attachments.values(),
    )
    return merged


def _with_own_code(library: Library, ours: Plan, merged: Merged) -> Merged:
    """A code that another plan of this library has cannot be taken; it is the library's, so ours stays."""
    plan = merged.plan
    if library.code_is_free(plan.root.code, plan.id):
        return merged
    root = msgspec.structs.replace(plan.root, code=ours.root.code)
    return msgspec.structs.replace(merged, plan=plan.changed([root], ()))


def _entry(library: Library, ours: Plan, merged: Merged, package: Package) -> JournalEntry:
    back = Merged(plan=ours)
    return JournalEntry(
        number=library.last_number(ours.id) + 1,
        at=_now(),
        author=library.author,
        label=f"merged · {package.manifest.author}",
        edits=msgspec.Raw(edits_to_json(edits_of_merge(ours, merged))),
        inverse=msgspec.Raw(edits_to_json(edits_of_merge(merged.plan, back))),
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _child(library: Library, plan: Plan, parents: tuple[Revision, Revision], journal: int) -> Revision:
    made_from = tuple(parent.digest for parent in parents)
    return Revision(
        plan=plan.id,
        digest=plan.digest,
        parents=made_from,
        ancestors=tuple(sorted(descent(parents) - {*made_from, plan.digest})),
        author=library.author,
        at=_now(),
        reason="merged",
        journal=journal,
        program=__version__,
        schema=parents[0].schema,
        methodology=plan.root.methodology_version or 1,
    )


# beside the plan -----------------------------------------------------------------------------------------------------


def _to_keep(library: Library, merged: Merged) -> Iterable[Conflict]:
    """The conflicts and the choices worth a look; what was settled here before is not asked again."""
    known = {conflict.id for conflict in library.conflicts(merged.plan.id) if conflict.chosen}
    notable = [choice for choice in merged.choices if choice.reason not in PLAIN]
    return [each for each in (*merged.conflicts, *notable) if each.id not in known]


def _remarks(library: Library, package: Package) -> Iterable[Note | Conflict]:
    """Notes and conflicts of both sides; what either side has settled is settled."""
    notes = {note.id: note for note in library.notes(package.plan.id)}
    conflicts = {conflict.id: conflict for conflict in library.conflicts(package.plan.id)}
    for note in package.notes:
        if note.id not in notes or (note.resolved and not notes[note.id].resolved):
            yield note
    for conflict in package.conflicts:
        if conflict.id not in conflicts or (conflict.chosen and not conflicts[conflict.id].chosen):
            yield conflict


def _signed(merged: Merged, library: Library, package: Package) -> Merged:
    """The conflicts with who wrote each side and when, as far as the journals tell."""
    if not merged.conflicts:
        return merged
    ours = _signatures(library.journal(merged.plan.id))
    theirs = _signatures(package.history)
    manifest = package.manifest
    me, them = Side(author=library.author), Side(author=manifest.author, at=manifest.at)

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
        (edit.id, edit.field if isinstance(edit, SetField) else ""): Side(author=entry.author, at=entry.at)
        for entry in entries
        for edit in edits_of(entry.edits)
    }
