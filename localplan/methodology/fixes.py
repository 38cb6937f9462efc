"""Safe fixes: the edits that mend a finding where only one mending is possible. Offered, never made unasked."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from localplan.domain.edits import Edit, SetField
from localplan.domain.plan import Plan
from localplan.domain.records.logic import Activity, Indicator
from localplan.methodology.checks import Finding

Fix = Callable[[Plan, Finding], tuple[Edit, ...]]


def fix(plan: Plan, finding: Finding) -> tuple[Edit, ...] | None:
    """The edits that mend a finding, None where a person has to decide."""
    mend = FIXES.get(finding.rule)
    return (mend(plan, finding) if mend is not None else ()) or None


def _swapped(plan: Plan, finding: Finding) -> tuple[Edit, ...]:
    """R104: start and deadline change places."""
    activity = plan.get(finding.record)
    if not isinstance(activity, Activity):
        return ()
    return (SetField(activity.id, "start", activity.deadline), SetField(activity.id, "deadline", activity.start))


def _without_lead(plan: Plan, finding: Finding) -> tuple[Edit, ...]:
    """R105: the lead body is no partner."""
    activity = plan.get(finding.record)
    if not isinstance(activity, Activity):
        return ()
    return (SetField(activity.id, "partners", [one for one in activity.partners if one != activity.lead]),)


def _by_sex(plan: Plan, finding: Finding) -> tuple[Edit, ...]:
    """R090: the indicator of persons is asked by sex too."""
    indicator = plan.get(finding.record)
    if not isinstance(indicator, Indicator):
        return ()
    return (SetField(indicator.id, "disaggregation", [*indicator.disaggregation, "sex"]),)


def _level_of_owner(plan: Plan, finding: Finding) -> tuple[Edit, ...]:
    """R091: the indicator has the level that fits where it stands."""
    level = finding.values.get("fitting_level")
    if not isinstance(plan.get(finding.record), Indicator) or not level:
        return ()
    return (SetField(finding.record, "level", level),)


def _with_cost(plan: Plan, finding: Finding) -> tuple[Edit, ...]:
    """R121: the tick goes, amounts that somebody entered stay."""
    if not isinstance(plan.get(finding.record), Activity):
        return ()
    return (SetField(finding.record, "no_additional_cost", False),)


FIXES: Mapping[str, Fix] = {
    "R090": _by_sex,
    "R091": _level_of_owner,
    "R104": _swapped,
    "R105": _without_lead,
    "R121": _with_cost,
}
