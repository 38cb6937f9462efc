"""A plan as a package for others: the state that is sent is kept."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from localplan.app.reconcile import standing_conflicts
from localplan.domain.frame import is_frame
from localplan.domain.history import Revision
from localplan.domain.plan import Plan
from localplan.domain.records.plan import Attachment

if TYPE_CHECKING:
    from localplan.exchange.keys import Unlocked
    from localplan.exchange.package import Package
    from localplan.storage.library import Library


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
