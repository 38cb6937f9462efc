"""The file of a plan that was copied to write that of another municipality: whose plan it is, people have to say.

A new plan has ids made from those of the file and from its municipality, so that whoever answers gets the same plan,
and the next file of that municipality is known to belong to it.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from localplan.app.received import revision_of
from localplan.domain.canonical import made
from localplan.domain.codes import NUMBERED
from localplan.domain.copies import with_new_ids
from localplan.domain.edits import LOCKED
from localplan.domain.history import Revision, descent
from localplan.domain.plan import Plan
from localplan.domain.records import Record, kind_of

if TYPE_CHECKING:
    from localplan.exchange.package import Package
    from localplan.storage.library import Library

Answer = Literal["own", "new"]
"""`own`: it is the plan that we have, and its municipality was entered by mistake. `new`: another plan."""

FACTS = ("municipality", "municipality_name", "outside_register", "unit_kind", "subdivision", "code")
"""What the plan's own record says of its municipality."""

_NAMES = uuid.UUID("5b0e4a52-7c57-5f5e-8a4e-0b6a3f2d9c11")


def new_plan_id(plan: Plan) -> str:
    """The id of the new plan that a copy becomes."""
    return _new_id(plan.id, plan.root.municipality)


def _new_id(id: str, municipality: str) -> str:
    return str(uuid.uuid5(_NAMES, f"{id} {municipality}"))


def taken_as(library: Library, package: Package, answer: Answer | None = None) -> str:
    """The id of the plan of our library that a package has come into."""
    if package.manifest.kind != "plan" or answer == "own":
        return package.manifest.plan
    new = new_plan_id(package.plan)
    return new if library.has_plan(new) else package.manifest.plan


def answered(library: Library, package: Package, answer: Answer) -> Package:
    """The package as it is taken in with that answer."""
    return _as_new(library, package) if answer == "new" else _as_own(package, library.read_plan(package.plan.id))


def _as_own(package: Package, ours: Plan) -> Package:
    facts = {name: getattr(ours.root, name) for name in FACTS}
    plan = package.plan.changed([msgspec.structs.replace(package.plan.root, **facts)], ())
    return _package(package, plan, _next(revision_of(package), plan), package.notes)


def _as_new(library: Library, package: Package) -> Package:
    old = package.plan
    ids = {id: _new_id(id, old.root.municipality) for id in old.records}
    plan = Plan(_copied(record, ids, old) for record in old.records.values())
    known = library.revisions(plan.id) if library.has_plan(plan.id) else ()
    own_code = library.read_plan(plan.id).root.code if known else _free_code(library, plan)
    plan = plan.changed([msgspec.structs.replace(plan.root, code=own_code)], ())
    revision = _next(revision_of(package), plan)
    behind = descent([revision])
    earlier = {r.digest for r in known if not behind.isdisjoint(r.parents)} - {plan.digest}
    ancestors = tuple(sorted({*revision.ancestors, *earlier} - {*revision.parents}))
    notes = [msgspec.structs.replace(n, record=ids[n.record]) for n in package.notes if n.record in ids]
    return _package(package, plan, msgspec.structs.replace(revision, ancestors=ancestors), notes)


def _free_code(library: Library, plan: Plan) -> str:
    from localplan.app.plans import with_free_code

    return with_free_code(plan, library).root.code


def _copied(record: Record, ids: dict[str, str], old: Plan) -> Record:
    """A record under its new id. What another municipality had adopted is a draft here."""
    kind, content = kind_of(record), with_new_ids(record, ids)
    drafted = old.root.status in LOCKED
    if drafted and kind in NUMBERED:
        content.pop("number", None)
        content.pop("letter_number", None)
    if kind == "plan":
        mark: dict[str, Any] = {"derived_from": old.id, "code": "", "adopted_digest": ""}
        content |= mark | ({"status": "draft"} if drafted else {})
    if drafted:
        content.pop("numbers_given", None)
    return made(kind, content)


def _next(revision: Revision, plan: Plan) -> Revision:
    """The state that follows the one in the file."""
    return msgspec.structs.replace(
        revision,
        plan=plan.id,
        digest=plan.digest,
        parents=(revision.digest,),
        ancestors=tuple(sorted({*revision.parents, *revision.ancestors} - {revision.digest, plan.digest})),
        journal=0,
    )


def _package(package: Package, plan: Plan, revision: Revision, notes: Any) -> Package:
    from localplan.exchange.package import package_of

    return package_of(plan, revision, notes=tuple(notes), attachments=package.attachments)
