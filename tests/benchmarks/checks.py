"""Row 10: all checks of a plan of 2,000 records, and the progress of all steps that follows them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from localplan.data import data_dir
from localplan.domain.edits import SetField, apply_edits
from localplan.domain.plan import Plan
from localplan.methodology.checks import Seen, check_plan
from localplan.methodology.loader import load_methodology
from localplan.methodology.progress import progress
from tests.benchmarks.big import big_plan
from tests.benchmarks.rounds import Row, interleaved, medians, milliseconds, timed

RECORDS = 2_000
MOST = 0.050  # seconds
_SEEN = Seen(today=date(2026, 6, 1))


def rows() -> Iterator[Row]:
    """A plan value just edited, as the window has it: whatever a plan keeps of itself is made anew."""
    methodology = load_methodology(data_dir("forms"))
    whole = big_plan(RECORDS)

    def edited() -> Plan:
        return apply_edits(whole, [SetField(whole.id, "title", f"{len(whole)}", "en")])

    def all_progress() -> None:
        for step in methodology.steps:
            progress(whole, methodology, step.code, findings)

    findings = check_plan(whole, methodology, _SEEN)
    runs = {
        "check": timed(lambda: check_plan(edited(), methodology, _SEEN)),
        "progress": timed(all_progress),
    }
    found = medians(interleaved(runs))
    size = f"{len(whole):,} records, {len(findings):,} findings"
    yield Row(f"check: {size}", milliseconds(found["check"]), "", "", "≤ 50 ms", found["check"] <= MOST)
    yield Row("  progress of 14 steps", milliseconds(found["progress"]), "", "", "≤ 50 ms", found["progress"] <= MOST)
