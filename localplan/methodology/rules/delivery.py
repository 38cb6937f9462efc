"""Step 14: reports."""

from __future__ import annotations

from collections.abc import Iterator

from localplan.domain.records.delivery import ActivityReport
from localplan.domain.records.logic import Activity, Indicator
from localplan.methodology.rules.facts import Facts
from localplan.methodology.rules.registry import Found, rule
from localplan.methodology.rules.splits import by_sex


@rule("R171", each="activity_reports")
def activity_never_adopted(facts: Facts) -> Iterator[Found]:
    adopted = facts.seen.adopted
    for report in facts.activity_reports if adopted is not None else ():
        if report.activity and adopted is not None and not isinstance(adopted.get(report.activity), Activity):
            yield Found(report.id, "activity", {"activity": report.activity})


@rule("R178", each="splits")
def sexes_do_not_add_up(facts: Facts) -> Iterator[Found]:
    """Counted persons only: the rate of all is not the sum of the rates of women and men."""
    for record in facts.splits:
        if isinstance(record, ActivityReport):
            field, split, total = "beneficiaries", record.beneficiaries, record.beneficiaries.get("total")
        else:
            indicator = facts.plan.get(record.indicator)
            unit = indicator.unit if isinstance(indicator, Indicator) else ""
            counted = facts.marks("units", unit).get("counted") is True
            field, split, total = "breakdown", record.breakdown, record.value if counted else None
        sexes = by_sex(split)
        if sexes is not None and total is not None and sexes != total:
            yield Found(record.id, field, {"sexes": sexes, "total": total})
