"""The quality board's figures: every plan checked once for each state and week, kept beside its summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from localplan.app.findings import seen_on
from localplan.domain.summary import Checked
from localplan.domain.values import Refused
from localplan.methodology.checks import check_plan
from localplan.methodology.versions import pinned

if TYPE_CHECKING:
    from localplan.domain.plan import Plan
    from localplan.methodology.methodology import Methodology
    from localplan.storage.library import Library

FRESH = timedelta(days=7)  # some rules go by the calendar, so what was found grows old without a change
_AT_ONCE = 50


def checked(plan: Plan, methodology: Methodology, today: date) -> Checked:
    """What the checks find in a plan, by rule; accepted warnings are left out. Raises Refused for a newer plan."""
    findings = check_plan(plan, pinned(methodology, plan), seen_on(today, plan))
    counts = Counter((finding.rule, finding.tier) for finding in findings if not finding.accepted)
    found = tuple((rule, tier, n) for (rule, tier), n in sorted(counts.items()))
    return Checked(plan=plan.id, digest=plan.digest, day=today, found=found)


def refresh_checks(
    library: Library,
    methodology: Methodology,
    today: date,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> int:
    """Check the plans that changed since they were checked, or whose check is a week old; how many.

    Passed over are plans of a newer methodology, which an older program cannot judge, and damaged ones.
    """
    kept = library.region.checked()
    old = [s.plan for s in library.summaries(()) if s.counts and not _holds(kept.get(s.plan), s.digest, today)]
    for start in range(0, len(old), _AT_ONCE):
        found: list[Checked] = []
        for plan_id in old[start : start + _AT_ONCE]:
            try:
                found.append(checked(library.read_plan(plan_id), methodology, today))
            except Refused as refusal:
                if refusal.code not in ("methodology_too_new", "plan_damaged"):
                    raise
        library.region.keep_checked(found)
        progress(min(start + _AT_ONCE, len(old)), len(old))
    return len(old)


def _holds(known: Checked | None, digest: str, today: date) -> bool:
    return known is not None and known.digest == digest and today - FRESH < known.day <= today
