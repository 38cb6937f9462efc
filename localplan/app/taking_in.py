"""Packages taken into a library: what each is to the plan that is there, and what becomes of it."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

import msgspec

from localplan.app.arrived import UPDATED
from localplan.app.copied import Answer, answered, new_plan_id, taken_as
from localplan.app.editions import completed, completed_on
from localplan.app.notes import take_notes
from localplan.app.received import revision_of
from localplan.app.reconcile import Remark, holds_more, reconcile, remarks_in, standing_conflicts
from localplan.domain.ancestry import Verdict as Verdict
from localplan.domain.ancestry import verdict
from localplan.domain.answers import are_apart
from localplan.domain.editions import NOTHING, Hidden
from localplan.domain.edits import difference, edits_to_json, touched
from localplan.domain.history import JournalEntry, Revision
from localplan.domain.plan import Plan
from localplan.domain.values import Refused

if TYPE_CHECKING:
    from localplan.exchange.package import Package
    from localplan.storage.arrivals import Arrival
    from localplan.storage.library import Library


def take_in(library: Library, package: Package, copied: Answer | None = None, *, again: bool = False) -> Verdict:
    """Take a package into the library. Raises Refused; the library is then unchanged.

    `new`: the plan was not there. `update`: it descends from what is there, and the difference becomes one undoable
    entry. `reconcile`: neither descends from the other, and both are merged in one undoable entry. `identical`: only
    remarks that are not there yet are kept. `older`: besides these it is kept, for what may come that was made of it;
    taken in `again`, what it brought and the plan has no more is merged into it, as if it had never come. A
    copy made for another municipality is refused with `plan_of_another`, unless `copied` says whose plan it is, or it
    was said before that it is a new one. `notes`: a package of notes, which leaves the plan as it is; `identical` when
    they are all here. `push_down`: a regional frame, kept to be offered; no plan is changed.
    """
    kind = package.manifest.kind
    if kind == "notes":
        return "notes" if take_notes(library, package) else "identical"
    with library.together(package.plan.id) if library.home.shared else nullcontext():
        found = _take_plan(library, package, copied, again)
    return "push_down" if kind == "frame" and found in ("new", "update", "reconcile") else found


def _take_plan(library: Library, package: Package, copied: Answer | None, again: bool) -> Verdict:
    plan = package.plan
    library.flush()
    revision = revision_of(package)
    if not library.has_plan(plan.id):
        files = package.attachments.values()
        library.take_in(plan, revision, package.history, remarks=_beside(package), attachments=files)
        _keep_hidden(library, package, NOTHING)
        return "new"
    came, package = package, completed(library, package)
    plan, revision = package.plan, revision_of(package)
    ours = library.read_plan(plan.id)
    found = verdict(ours, library.revisions(plan.id), plan, revision)
    if found == "copied_plan" and (copied or library.has_plan(new_plan_id(plan))):
        return take_in(library, answered(library, package, copied or "new"), again=again)
    if found == "copied_plan":
        raise Refused("plan_of_another", plan=ours.id, ours=ours.root.municipality, theirs=plan.root.municipality)
    if found == "older" and again and holds_more(library, ours, package, revision):
        reconcile(library, ours, package, revision, again=True)
        return "reconcile"
    if found in ("update", "older") and are_apart(standing_conflicts(library, plan.id), package.conflicts, ours, plan):
        found = "reconcile"
    if found == "older":
        library.add_revision(revision, plan)
        _keep_remarks(library, package)
    if found == "identical":
        _keep_what_is_missing(library, package)
    if found == "update":
        known = completed_on(ours, package)
        _update(library, ours, known, revision_of(known))
    if found == "reconcile":
        reconcile(library, ours, package, revision)
    if found in ("update", "reconcile", "identical") and (before := library.hidden(plan.id)) != NOTHING:
        _keep_hidden(library, came, before)
    return found


def _keep_remarks(library: Library, package: Package) -> None:
    """What was said beside an older state: its notes, and answers to what is asked here."""
    id = package.plan.id
    asked = {conflict.id for conflict in standing_conflicts(library, id)}
    about = tuple(each for each in package.conflicts if each.id in asked)
    library.keep_beside(id, tuple(remarks_in(library, msgspec.structs.replace(package, conflicts=about), 0)))


def _keep_hidden(library: Library, package: Package, before: Hidden) -> None:
    """What is hidden in a plan that is here in an edition alone: what the newest edition says."""
    if (left_out := package.hidden or NOTHING) != before:
        library.keep_hidden(package.plan.id, left_out)


def may_come_again(library: Library, package: Package) -> bool:
    """Whether a package that is `older` holds something that its plan here has no more."""
    if taken_as(library, package) != package.manifest.plan:
        return False
    package = completed(library, package)
    return holds_more(library, library.read_plan(package.plan.id), package, revision_of(package))


def is_plain(package: Package) -> bool:
    """Whether a package is of a plan and whole, so that it can stand in a library as it is."""
    return package.manifest.kind == "plan" and package.manifest.edition == "full"


def arrival_of(package: Package) -> Arrival:
    """A package's plan as one that is new to a library."""
    from localplan.storage.arrivals import Arrival

    attachments = tuple(package.attachments.values())
    return Arrival(package.plan, revision_of(package), package.history, _beside(package), attachments)


def _beside(package: Package) -> tuple[Remark, ...]:
    return (*package.notes, *package.conflicts, *package.offers)


def _update(library: Library, ours: Plan, package: Package, revision: Revision) -> None:
    library.back_up("import")
    library.keep_revision(ours, "snapshot")
    entry = _fast_forward(ours, package, library.last_number(ours.id) + 1)
    if library.home.shared or library.purpose == "region":  # only what was done here can be undone there
        entry = msgspec.structs.replace(entry, author=library.author)
    own = msgspec.structs.replace(revision, journal=entry.number)
    library.take_in(
        package.plan,
        own,
        [entry],
        touched(ours, package.plan),
        remarks=tuple(remarks_in(library, package, entry.number)),
        attachments=package.attachments.values(),
    )


def _keep_what_is_missing(library: Library, package: Package) -> None:
    id = package.plan.id
    library.take_in(
        package.plan,
        msgspec.structs.replace(revision_of(package), journal=library.last_number(id)),
        remarks=tuple(remarks_in(library, package, 0)),
        attachments=package.attachments.values(),
    )


def _fast_forward(ours: Plan, package: Package, number: int) -> JournalEntry:
    theirs, manifest = package.plan, package.manifest
    return JournalEntry(
        number=number,
        at=manifest.at,
        author=manifest.author,
        label=f"{UPDATED}{manifest.author}",
        edits=msgspec.Raw(edits_to_json(difference(ours, theirs))),
        inverse=msgspec.Raw(edits_to_json(difference(theirs, ours))),
    )
