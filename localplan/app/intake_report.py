"""What an intake brought, for programs: files, counts, open conflicts, totals, and the digest of the whole library."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from localplan.app.intake_files import FileResult
from localplan.exchange.safe_write import write_bytes

if TYPE_CHECKING:
    from localplan.app.intake import Intake
    from localplan.domain.consolidation import Totals
    from localplan.storage.library import Library


def report_of(intake: Intake) -> dict[str, Any]:
    """The report as JSON has it; files by name, conflicts by plan, record and field, money as text by currency."""
    library = intake.library
    return {
        "files": [_file(each) for each in sorted(intake.results, key=lambda each: each.name)],
        "counts": intake.counts,
        "conflicts": open_conflicts(library),
        "totals": _totals(library.region.totals()),
        "digest": library_digest(library),
    }


def _file(each: FileResult) -> dict[str, Any]:
    said = {name: getattr(each, name) for name in ("name", "verdict", "plan", "municipality", "revision")}
    return {**said, "problems": [problem.code for problem in each.problems]}


def open_conflicts(library: Library) -> list[dict[str, str]]:
    """What merges left open in all plans: plan, record, field."""
    from localplan.app.reconcile import standing_conflicts

    found = (
        (line.id, conflict.record, conflict.field)
        for line in library.plans()
        for conflict in standing_conflicts(library, line.id)
        if not conflict.chosen
    )
    return [dict(zip(("plan", "record", "field"), place, strict=True)) for place in sorted(found)]


def library_digest(library: Library) -> str:
    """SHA-256 over all plans' ids and digests, by id: equal libraries have equal digests."""
    lines = (f"{line.id} {line.digest}\n" for line in sorted(library.plans(), key=lambda line: line.id))
    return sha256("".join(lines).encode()).hexdigest()


def _totals(totals: Totals) -> dict[str, Any]:
    by = {name: getattr(totals, name) for name in ("by_year", "by_source", "by_section")}
    return {"all": _money(totals.all), **{name: _by_key(sums) for name, sums in by.items()}}


def _by_key(sums: Mapping[str, Mapping[str, Decimal]]) -> dict[str, dict[str, str]]:
    return {key: _money(sums[key]) for key in sorted(sums)}


def _money(sums: Mapping[str, Decimal]) -> dict[str, str]:
    return {currency: f"{sums[currency]:.2f}" for currency in sorted(sums)}


def write_report(path: Path, report: Mapping[str, Any]) -> None:
    """Write the report as JSON. Raises Refused; a file that stood there is then unharmed."""
    write_bytes(path, msgspec.json.format(msgspec.json.encode(report)) + b"\n")
