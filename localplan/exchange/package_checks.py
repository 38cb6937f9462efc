"""Whether the parts of a package fit together: manifest, members, plan, attachments. Each check raises Refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from hashlib import sha256

from localplan.domain.plan import Plan
from localplan.domain.records import kind_of
from localplan.domain.records.plan import Attachment
from localplan.domain.values import Refused
from localplan.exchange.container import LARGEST_ATTACHMENT, LARGEST_ATTACHMENTS
from localplan.exchange.guard import MEGABYTE
from localplan.exchange.manifest import Manifest
from localplan.exchange.signature import MEMBER, Signature, fits

_UNLISTED = {"manifest.json", MEMBER}
"""What the manifest does not list: itself, and what is said about it afterwards."""
_ALWAYS = ("manifest.json", "plan.json", "history.jsonl", "notes.jsonl", "conflicts.jsonl")


def counts(plan: Plan) -> dict[str, int]:
    """How many records of each kind the plan has."""
    return dict(sorted(Counter(kind_of(record) for record in plan.records.values()).items()))


def check_members(manifest: Manifest, members: Mapping[str, bytes]) -> None:
    """All members there, in their order, each with the digest that the manifest says."""
    always = [name for name in _ALWAYS if name != "plan.json" or manifest.kind != "notes"]
    more = sorted(members.keys() - always)
    for name in always:
        if name not in members:
            raise Refused("member_missing", member=name)
    if list(members) != always + more:
        raise Refused("package_repacked", member=more[0] if more else always[0])
    if unlisted := sorted(manifest.members.keys() ^ (members.keys() - _UNLISTED)):
        raise Refused("member_missing", member=unlisted[0][:200])
    for name, digest in manifest.members.items():
        if sha256(members[name]).hexdigest() != digest:
            raise Refused("member_changed", member=name)


def check_signature(signature: Signature | None, manifest: bytes) -> None:
    """A package that somebody signed is as it was signed."""
    if signature and not fits(signature, manifest):
        raise Refused("signature_wrong", name=signature.name)


def check_plan(manifest: Manifest, plan: Plan) -> None:
    """The plan inside is the one that the manifest speaks of."""
    if manifest.records != counts(plan):
        raise Refused("manifest_differs", what="records")
    if manifest.kind == "notes":
        return
    facts = {
        "revision": manifest.revision == plan.digest,
        "plan": manifest.plan == plan.id,
        "municipality": manifest.municipality == plan.root.municipality,
        "kind": manifest.kind != "frame" or not plan.root.municipality,
    }
    for what, agrees in facts.items():
        if not agrees:
            raise Refused("manifest_differs", what=what)


def check_attachments(plan: Plan, attachments: Mapping[str, bytes]) -> None:
    """Each file is named by its SHA-256 and by a record, and they are not too large."""
    if not attachments:
        return
    known = {record.sha256: record.file_name for record in plan.records.values() if isinstance(record, Attachment)}
    for digest, content in attachments.items():
        if len(content) > LARGEST_ATTACHMENT:
            raise Refused("attachment_too_large", name=known.get(digest, digest), most=LARGEST_ATTACHMENT // MEGABYTE)
        if digest not in known:
            raise Refused("attachment_of_nothing", name=digest)
        if sha256(content).hexdigest() != digest:
            raise Refused("member_changed", member=f"attachments/{digest}")
    if sum(map(len, attachments.values())) > LARGEST_ATTACHMENTS:
        raise Refused("attachments_too_large", most=LARGEST_ATTACHMENTS // MEGABYTE)
