"""What a received package says of itself, as a library keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from localplan.domain.history import Revision

if TYPE_CHECKING:
    from localplan.exchange.package import Package


def revision_of(package: Package) -> Revision:
    """The revision that a package is of."""
    m = package.manifest
    return Revision(
        plan=m.plan,
        digest=m.revision,
        parents=m.parents,
        ancestors=tuple(sorted({*m.ancestors, m.base} - {"", m.revision, *m.parents})),
        author=m.author,
        at=m.at,
        reason=m.reason,
        journal=max((entry.number for entry in package.history), default=0),
        name=m.name,
        program=m.program,
        schema=m.schema,
        methodology=m.methodology,
    )
