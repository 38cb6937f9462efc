"""The package `.lplan`: one plan in one file, as it travels by e-mail and on a stick. See docs/formats/lplan.md.

A package is a function of the revision: the same revision gives the same bytes. What is read is accepted only if this
program would write it so itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from localplan.domain.canonical import record_from
from localplan.domain.editions import Hidden
from localplan.domain.history import JournalEntry, Revision
from localplan.domain.notes import Conflict, Note, Offer
from localplan.domain.plan import Plan
from localplan.domain.values import Refused
from localplan.exchange import plan_json, safe_write
from localplan.exchange.container import LARGEST_PACKAGE, PREVIEWS, opened, sealed
from localplan.exchange.guard import Archive, file_bytes, kind_of_file
from localplan.exchange.hidden import MEMBER as HIDDEN
from localplan.exchange.hidden import check_hidden, hidden_bytes, read_hidden
from localplan.exchange.lines import CONFLICTS, HISTORY, NOTES, OFFERS, lines_of, quickly_read_lines, read_lines
from localplan.exchange.manifest import FORMAT, SCHEMA, Manifest, Numbers, manifest_bytes, numbers_of, read_manifest
from localplan.exchange.package_checks import check_attachments, check_members, check_plan, check_signature, counts
from localplan.exchange.signature import MEMBER as SIGNATURE
from localplan.exchange.signature import Signature, Signer, fits, read_signature, signature_bytes
from localplan.exchange.upgrades import STEPS, Loss, Step, converted, outdated_from, upgraded

MANIFEST = "manifest.json"
_ATTACHMENTS = "attachments/"
_PREVIEW = "preview/"


class Package(msgspec.Struct, frozen=True, kw_only=True):
    """What one file carries. Attachments by SHA-256, previews by file name (`plan.xlsx`, `plan.pdf`).

    `plan` is empty in a package of notes. `hidden` is what an edition leaves out, none in the full one. `losses` is
    what an older package lost when it was carried over. A signature that was read fits; whose it is, the reader has to
    know.
    """

    manifest: Manifest
    plan: Plan
    history: tuple[JournalEntry, ...] = ()
    notes: tuple[Note, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    offers: tuple[Offer, ...] = ()
    attachments: Mapping[str, bytes] = {}
    previews: Mapping[str, bytes] = {}
    hidden: Hidden | None = None
    losses: tuple[Loss, ...] = ()
    signature: Signature | None = None


def package_of(plan: Plan, revision: Revision, *, kind: str = "plan", edition: str = "full", **beside: Any) -> Package:
    """The package of a revision. `plan` is what it carries: the revision itself, or for another edition what is left.

    `beside`: history, notes, conflicts, offers, attachments, previews, and what is hidden, as in Package.
    """
    carried = "" if kind == "notes" else plan.digest
    manifest = Manifest(
        kind=kind,  # type: ignore[arg-type]
        format=FORMAT,
        schema=SCHEMA,
        methodology=revision.methodology,
        plan=plan.id,
        municipality=plan.root.municipality,
        revision=carried or revision.digest,
        parents=revision.parents,
        ancestors=revision.ancestors,
        base="" if edition == "full" else revision.digest,
        edition=edition,  # type: ignore[arg-type]
        author=revision.author,
        at=revision.at,
        reason=revision.reason,
        name=revision.name,
        program=revision.program,
        records={},
        members={},
    )
    return Package(manifest=manifest, plan=Plan(()) if kind == "notes" else plan, **beside)


def write_package(path: Path, package: Package, signer: Signer | None = None) -> None:
    """Writes the package safely. Raises Refused."""
    safe_write.write_bytes(path, pack(package, signer))


def pack(package: Package, signer: Signer | None = None) -> bytes:
    """The package's bytes; counts and digests of the manifest are taken from what it carries. Raises Refused.

    Without a signer it keeps the signature it came with, as long as that fits.
    """
    members = _members(package)
    check_attachments(package.plan, package.attachments)
    manifest = msgspec.structs.replace(
        package.manifest,
        records=counts(package.plan),
        members={name: sha256(content).hexdigest() for name, content in members.items()},
    )
    first = manifest_bytes(manifest)
    return sealed({MANIFEST: first, **members, **_signature(package.signature, first, signer)})


def _signature(known: Signature | None, manifest: bytes, signer: Signer | None) -> dict[str, bytes]:
    signature = signer.sign(manifest) if signer else known if known and fits(known, manifest) else None
    return {SIGNATURE: signature_bytes(signature)} if signature else {}


def _members(package: Package) -> dict[str, bytes]:
    """All members but the manifest, in the order of the archive."""
    plan = {} if package.manifest.kind == "notes" else {plan_json.MEMBER: plan_json.plan_bytes(package.plan)}
    return plan | {
        HISTORY: lines_of(HISTORY, package.history),
        NOTES: lines_of(NOTES, package.notes),
        CONFLICTS: lines_of(CONFLICTS, package.conflicts),
        **{_ATTACHMENTS + name: content for name, content in sorted(package.attachments.items())},
        **({} if package.hidden is None else {HIDDEN: hidden_bytes(package.hidden)}),
        **({OFFERS: lines_of(OFFERS, package.offers)} if package.offers else {}),
        **{_PREVIEW + name: content for name, content in sorted(package.previews.items())},
    }


def read_package(source: Path | bytes, name: str = "", steps: Mapping[int, Step] = STEPS) -> Package:
    """The package in a file or in its bytes. Raises Refused; its values name the file, the place and the reason."""
    return _read_from(source, name, steps)[0]


def manifest_in(data: bytes) -> Manifest:
    """The manifest of a package in its bytes, of which nothing but the seal was looked at besides. Raises Refused."""
    archive = _archive(data)
    first = archive.read(MANIFEST)
    numbers = _known_numbers(first, archive)
    return read_manifest(first) if numbers.schema == SCHEMA else _read(data, STEPS)[0].manifest


def read_members(source: Path | bytes, name: str = "") -> tuple[dict[str, bytes], Package]:
    """As `read_package`, and the members' bytes: to hand to `package_from` in another process."""
    package, members = _read_from(source, name, STEPS)
    return members, package


def manifest_from(members: Mapping[str, bytes]) -> Manifest:
    """The manifest of members that `read_members` gave."""
    return msgspec.json.decode(members[MANIFEST], type=Manifest)


def signature_from(members: Mapping[str, bytes]) -> Signature | None:
    """The signature in members, None when nobody signed. Raises Refused."""
    return read_signature(members[SIGNATURE]) if SIGNATURE in members else None


def package_from(members: Mapping[str, bytes], losses: tuple[Loss, ...] = ()) -> Package:
    """The package of members that `read_members` gave; only typed, not checked again."""
    return Package(
        manifest=manifest_from(members),
        plan=plan_json.quickly_read(members.get(plan_json.MEMBER, b"[]")),
        history=quickly_read_lines(members[HISTORY], JournalEntry),
        notes=quickly_read_lines(members[NOTES], Note),
        conflicts=quickly_read_lines(members[CONFLICTS], Conflict),
        offers=quickly_read_lines(members.get(OFFERS, b""), Offer),
        attachments=_named(members, _ATTACHMENTS),
        previews=_named(members, _PREVIEW),
        hidden=_hidden_in(members),
        losses=losses,
        signature=signature_from(members),
    )


def _hidden_in(members: Mapping[str, bytes]) -> Hidden | None:
    return read_hidden(members[HIDDEN]) if HIDDEN in members else None


def _named(members: Mapping[str, bytes], folder: str) -> dict[str, bytes]:
    return {name.removeprefix(folder): content for name, content in members.items() if name.startswith(folder)}


def _read_from(source: Path | bytes, name: str, steps: Mapping[int, Step]) -> tuple[Package, dict[str, bytes]]:
    file = source.name if isinstance(source, Path) else name
    try:
        return _read(file_bytes(source, LARGEST_PACKAGE) if isinstance(source, Path) else source, steps)
    except Refused as refusal:
        raise Refused(refusal.code, **{**refusal.values, "file": file}) from None


def _read(data: bytes, steps: Mapping[int, Step]) -> tuple[Package, dict[str, bytes]]:
    archive = _archive(data)
    first = archive.read(MANIFEST)
    numbers = _known_numbers(first, archive)
    members = {name: archive.read(name) for name in archive.infos}
    check_signature(signature_from(members), first)
    if numbers.schema < SCHEMA:
        return _carried_over(members, numbers.schema, steps)
    return _accepted(members), members


def _archive(data: bytes) -> Archive:
    if not data:
        raise Refused("file_empty")
    if (kind := kind_of_file(data)) != "package":
        raise Refused("not_a_package", found=kind)
    return opened(data)


def _known_numbers(manifest: bytes, archive: Archive) -> Numbers:
    """Format and schema, when they are none of the future. Raises Refused."""
    numbers = numbers_of(manifest)
    if numbers.format > FORMAT or numbers.schema > SCHEMA:
        preview = next((name for name in PREVIEWS if name in archive.infos), "")
        raise Refused("file_newer", format=numbers.format, schema=numbers.schema, preview=preview)
    return numbers


def _accepted(members: Mapping[str, bytes]) -> Package:
    """The package of these members, when it is one that this program would have written. Raises Refused."""
    manifest = read_manifest(members[MANIFEST])
    check_members(manifest, members)
    package = Package(
        manifest=manifest,
        plan=Plan(()) if manifest.kind == "notes" else plan_json.read_plan(members[plan_json.MEMBER]),
        history=read_lines(HISTORY, members[HISTORY], JournalEntry),
        notes=read_lines(NOTES, members[NOTES], Note),
        conflicts=read_lines(CONFLICTS, members[CONFLICTS], Conflict),
        offers=read_lines(OFFERS, members.get(OFFERS, b""), Offer),
        attachments=_named(members, _ATTACHMENTS),
        previews=_named(members, _PREVIEW),
        hidden=_hidden_in(members),
        signature=signature_from(members),
    )
    check_plan(manifest, package.plan)
    check_hidden(manifest, package.plan, package.hidden)
    check_attachments(package.plan, package.attachments)
    return package


def _carried_over(
    members: Mapping[str, bytes], schema: int, steps: Mapping[int, Step]
) -> tuple[Package, dict[str, bytes]]:
    """An older package in the form of today, its state a child of the one it was."""
    outdated = outdated_from(members)
    losses = upgraded(outdated, schema, SCHEMA, steps)
    plan = Plan(record_from(content) for content in outdated.records)
    was = outdated.manifest["revision"]
    moved = bool(plan.records) and plan.digest != was
    facts = {"schema": SCHEMA, "members": {}, "records": {}}
    if moved:
        before = {*outdated.manifest["parents"], *outdated.manifest.get("ancestors", ())}
        facts |= {"revision": plan.digest, "parents": [was], "ancestors": sorted(before)}
    package = Package(
        manifest=converted(outdated.manifest | facts, Manifest),
        plan=plan,
        history=converted(outdated.history, tuple[JournalEntry, ...]),
        notes=converted(outdated.notes, tuple[Note, ...]),
        conflicts=converted(outdated.conflicts, tuple[Conflict, ...]),
        attachments=_named(members, _ATTACHMENTS),
        previews=_named(members, _PREVIEW),
        hidden=_hidden_in(members),
    )
    accepted, members_now = _read(pack(package), {})
    if SIGNATURE in members:  # of the package as it was written then
        members_now[SIGNATURE] = members[SIGNATURE]
    return msgspec.structs.replace(accepted, losses=losses, signature=signature_from(members)), members_now
