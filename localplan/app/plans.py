"""What is done with whole plans: made, opened, sent, taken in. Used by the window and the command line alike.

Storage is imported when it is first needed: the first paint does not wait for SQLAlchemy.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from localplan import __version__
from localplan.app.arrived import UPDATED
from localplan.app.copied import Answer, answered, new_plan_id, taken_as
from localplan.app.editions import completed, completed_on
from localplan.app.notes import take_notes
from localplan.app.opened import is_known, remember
from localplan.app.places import Address
from localplan.app.received import revision_of
from localplan.app.reconcile import Remark, holds_more, reconcile, remarks_in, standing_conflicts
from localplan.app.session import PlanSession
from localplan.data import data_dir
from localplan.domain.ancestry import Verdict as Verdict
from localplan.domain.ancestry import verdict
from localplan.domain.answers import are_apart
from localplan.domain.canonical import made
from localplan.domain.editions import NOTHING, Hidden
from localplan.domain.edits import LOCKED, SetField, apply_edits, difference, edits_to_json, touched
from localplan.domain.frame import is_frame
from localplan.domain.history import JournalEntry, Revision
from localplan.domain.plan import Plan
from localplan.domain.records.plan import Attachment
from localplan.domain.values import Refused
from localplan.words import fold

if TYPE_CHECKING:  # window and command line name these types from here: they know no room below app
    from localplan.exchange.keys import Unlocked as Unlocked
    from localplan.exchange.package import Package as Package
    from localplan.storage.arrivals import Arrival
    from localplan.storage.library import Library as Library


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What a new plan begins with."""

    municipality: str
    municipality_name: Mapping[str, str]
    country: str
    unit_kind: str
    subdivision: str
    profile: str
    first_year: int
    last_year: int
    document_type: str
    sections: tuple[str, ...]
    languages: tuple[str, ...]  # the main one first
    currency: str
    amount_unit: int
    track: str = "full"
    outside_register: bool = False
    title: Mapping[str, str] = {}
    methodology_version: int = 1


MAY_BE_READ = (
    *("library_in_use", "library_folder_read_only", "library_read_only", "library_handed_over"),
    "server_rights_missing",
)
"""Refusals of a library that leave it to be read."""


def open_library_at(
    address: Address,
    author: str,
    *,
    create: bool = True,
    purpose: str = "own",
    read_only: bool = False,
    take_over: bool = False,
) -> Library:
    """The library in that file or on that server; made when missing. Raises Refused.

    One that was handed over is refused, other than to read, until somebody says `take_over`.
    """
    from localplan.storage.opening import open_library

    return open_library(
        address,
        author=author,
        program=__version__,
        migrations=data_dir("db"),
        fold=fold,
        create=create,
        purpose=purpose,
        known=is_known(address),
        left=remember,
        read_only=read_only,
        take_over=take_over,
    )


def look_into_library(address: Address, author: str, *, create: bool = True, purpose: str = "own") -> Library:
    """The library to read in: only for reading when somebody else has it open or it may not be changed."""
    try:
        return open_library_at(address, author, create=create, purpose=purpose)
    except Refused as refusal:
        if not may_be_read(address, refusal):
            raise
        return open_library_at(address, author, read_only=True)


def may_be_read(address: Address, refusal: Refused) -> bool:
    """Whether a library that was refused is there and may at least be read."""
    return refusal.code in MAY_BE_READ and (not isinstance(address, Path) or address.exists())


def new_plan(facts: Facts) -> Plan:
    """A plan with nothing in it but what it begins with. Its code is given by `with_free_code`."""
    id = str(uuid.uuid4())
    content = {
        "id": id,
        "title": facts.title,
        "document_type": facts.document_type,
        "country": facts.country,
        "municipality": facts.municipality,
        "municipality_name": facts.municipality_name,
        "outside_register": facts.outside_register,
        "unit_kind": facts.unit_kind,
        "subdivision": facts.subdivision,
        "legal_profile": facts.profile,
        "period_start": f"{facts.first_year:04}-01-01",
        "period_end": f"{facts.last_year:04}-12-31",
        "currency": facts.currency,
        "amount_unit": facts.amount_unit,
        "status": "draft",
        "main_language": facts.languages[0],
        "languages": facts.languages,
        "methodology_version": facts.methodology_version,
        "track": facts.track,
        "sections": facts.sections,
    }
    return Plan([made("plan", content)])


def with_free_code(plan: Plan, library: Library) -> Plan:
    """The plan with a code that no other plan of the library has: `<municipality>-<first year>-<n>`."""
    root = plan.root
    year = root.period_start.year if root.period_start else 0
    for n in range(1, 10_000):
        code = f"{root.municipality or 'plan'}-{year}-{n}"
        if library.code_is_free(code, plan.id):
            return (
                apply_edits(plan, [SetField(plan.id, "code", code)])
                if plan.root.status not in LOCKED
                else _recoded(plan, code)
            )
    raise Refused("plan_code_taken", plan_code=code)


def _recoded(plan: Plan, code: str) -> Plan:
    """An adopted plan keeps everything but its library code; that is the library's, not the assembly's."""
    return plan.changed([msgspec.structs.replace(plan.root, code=code)], ())


def open_session(library: Library, plan_id: str, author: str) -> PlanSession:
    """A plan of the library, ready to be worked on. A regional library only gathers those of municipalities."""
    plan, history, last = library.open_plan(plan_id)
    gathered = library.purpose == "region" and not is_frame(plan) and not plan.root.practice
    return PlanSession(plan, history, last, library, author, read_only=library.read_only, of_others=gathered)


def sent_revision(library: Library, plan_id: str) -> tuple[Plan, Revision]:
    """The plan as it is now, kept as a revision; an unchanged plan keeps the one it has."""
    library.flush()
    plan = library.read_plan(plan_id)
    return plan, library.keep_revision(plan, "sent")


def package_from(library: Library, plan: Plan, revision: Revision, previews: Mapping[str, bytes]) -> Package:
    """The package of a revision: with its journal up to there and what stands beside the plan."""
    from localplan.exchange.package import package_of

    kept = {attachment.sha256 for attachment in plan.all(Attachment) if attachment.sha256}
    return package_of(
        plan,
        revision,
        kind="frame" if is_frame(plan) else "plan",
        history=tuple(entry for entry in library.journal(plan.id) if entry.number <= revision.journal),
        notes=library.notes(plan.id),
        conflicts=standing_conflicts(library, plan.id),
        offers=tuple(offer for offer in library.offers(plan.id) if offer.declined),
        attachments={sha256: library.read_attachment(plan.id, sha256) for sha256 in sorted(kept)},
        previews=dict(previews),
    )


def write_sent(
    library: Library,
    plan: Plan,
    revision: Revision,
    path: Path,
    previews: Mapping[str, bytes] | None = None,
    signer: Unlocked | None = None,
) -> None:
    """Write the package of a revision. Raises Refused; a file that stood there is then unharmed."""
    from localplan.exchange.package import write_package

    write_package(path, package_from(library, plan, revision, previews or {}), signer)


def repacked(package: Package, path: Path, previews: Mapping[str, bytes], signer: Unlocked | None = None) -> None:
    """Write a package again, with these previews; what it carries stays as it was received. Raises Refused."""
    from localplan.exchange.package import write_package

    write_package(path, msgspec.structs.replace(package, previews=dict(previews)), signer)


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
        beside = (*package.notes, *package.conflicts, *package.offers)
        _take(library, package, revision, package.history, remarks=beside)
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

    remarks = (*package.notes, *package.conflicts, *package.offers)
    attachments = tuple(package.attachments.values())
    return Arrival(package.plan, revision_of(package), package.history, remarks, attachments)


def _update(library: Library, ours: Plan, package: Package, revision: Revision) -> None:
    library.back_up("import")
    library.keep_revision(ours, "snapshot")
    entry = _fast_forward(ours, package, library.last_number(ours.id) + 1)
    if library.home.shared or library.purpose == "region":  # only what was done here can be undone there
        entry = msgspec.structs.replace(entry, author=library.author)
    own = msgspec.structs.replace(revision, journal=entry.number)
    came = remarks_in(library, package, entry.number)
    _take(library, package, own, [entry], touched(ours, package.plan), remarks=came)


def _take(
    library: Library,
    package: Package,
    revision: Revision,
    entries: Iterable[JournalEntry],
    touched: Iterable[str] = (),
    *,
    remarks: Iterable[Remark],
) -> None:
    library.take_in(
        package.plan,
        revision,
        entries,
        touched,
        remarks=tuple(remarks),
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
