"""What adoption locks, as one digest."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from localplan.domain.canonical import digest_of, digest_of_all
from localplan.domain.plan import Plan
from localplan.domain.records import FIELDS


def locked_digest(plan: Plan, open_facts: Collection[str]) -> str:
    """Digest of all records but reporting ones, without the facts of the plan's own record that stay open."""
    empty = {name: FIELDS["plan"][name].default for name in open_facts}
    locked = [
        msgspec.structs.replace(record, **empty) if record.id == plan.id else record
        for record in plan.records.values()
        if not record.reports
    ]
    return digest_of_all((record.id, digest_of(record)) for record in locked).hex()
