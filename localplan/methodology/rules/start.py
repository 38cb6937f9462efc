"""Step 1: municipality, period, title, coordinator."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from localplan.methodology.rules.facts import Facts
from localplan.methodology.rules.registry import Found, rule

PROGRAMMES = frozenset({"programme_with_action_plan", "local_youth_programme", "local_employment_programme"})


@rule("R001")
def no_municipality(facts: Facts) -> Iterator[Found]:
    """A place that is not in the register needs only its name."""
    root = facts.root
    if root.outside_register:
        known = any(root.municipality_name.values())
    else:
        known = bool(root.municipality) and (not facts.seen.register or root.municipality in facts.seen.register)
    if not known:
        yield Found(root.id, "municipality", {"code": root.municipality})


@rule("R002")
def period_not_forward(facts: Facts) -> Iterator[Found]:
    """A period of which one end is missing is no period either."""
    start, end = facts.root.period_start, facts.root.period_end
    if start is None or end is None or end <= start:
        yield Found(facts.root.id, "period_start" if start is None else "period_end", {"start": start, "end": end})


@rule("R003")
def period_of_unusual_length(facts: Facts) -> Iterator[Found]:
    """Counted in whole years of 365 days and a quarter, so that leap years make no difference."""
    start, end = facts.root.period_start, facts.root.period_end
    programme = facts.root.document_type in PROGRAMMES
    most = facts.number("max_years_programme" if programme else "max_years_any")
    if start is None or end is None or end <= start or most is None:
        return
    years = round(((end - start).days + 1) / 365.25, 1)
    if not 1 <= years <= most:
        yield Found(facts.root.id, "period_end", {"years": Decimal(str(years)), "most": most})


@rule("R005")
def no_title(facts: Facts) -> Iterator[Found]:
    """Either Serbian script will do: outputs derive the other."""
    root = facts.root
    wanted = root.main_language.split("-")[0]
    if not any(text.strip() and tag.split("-")[0] == (wanted or tag.split("-")[0]) for tag, text in root.title.items()):
        yield Found(root.id, "title", {"language": root.main_language})


@rule("R010")
def no_coordinator(facts: Facts) -> Iterator[Found]:
    if not facts.known(facts.root.coordinator):
        yield Found(facts.root.id, "coordinator")
