"""Step 1: municipality, period, title, who takes part in drafting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import ROUND_DOWN, ROUND_UP, Decimal

from localplan.domain.records.plan import Person
from localplan.domain.values import plain
from localplan.methodology.deadlines import moved
from localplan.methodology.rules.facts import Facts, says
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
    """To the day: three years from 1 January end on 31 December. What does not fit is never rounded to what does."""
    start, end = facts.root.period_start, facts.root.period_end
    programme = facts.root.document_type in PROGRAMMES
    most = facts.number("max_years_programme" if programme else "max_years_any")
    if start is None or end is None or end <= start or most is None:
        return
    over = end + timedelta(days=1)
    first, last = (moved(start, years * 12, "months", "") for years in (1, most))
    if not first <= over <= last:
        years = Decimal((over - start).days) / Decimal("365.25")
        hundredths = years.quantize(Decimal("0.01"), ROUND_DOWN if over < first else ROUND_UP)
        yield Found(facts.root.id, "period_end", {"years": plain(hundredths), "most": most})


@rule("R005")
def no_title(facts: Facts) -> Iterator[Found]:
    """Either Serbian script will do: outputs derive the other."""
    root = facts.root
    wanted = root.main_language.split("-")[0]
    if not any(text.strip() and tag.split("-")[0] == (wanted or tag.split("-")[0]) for tag, text in root.title.items()):
        yield Found(root.id, "title", {"language": root.main_language})


@rule("R019")
def own_rule_not_understood(facts: Facts) -> Iterator[Found]:
    """The profile's number holds meanwhile, and the calendar goes by it."""
    for code, own in facts.method.overrides.items():
        if own.value.strip() and facts.method.declared(code) and facts.method.own_value(code) is None:
            yield Found(own.id, "value", {"text": own.value.strip()[:60]})


@rule("R010")
def no_coordinator(facts: Facts) -> Iterator[Found]:
    if not facts.known(facts.root.coordinator):
        yield Found(facts.root.id, "coordinator")


@rule("R004")
def no_decision_to_start(facts: Facts) -> Iterator[Found]:
    """The decision names the body and has a date; its number may follow."""
    if not any(act.body and act.date for act in facts.acts("decision_to_start")):
        yield Found(facts.root.id)


@rule("R006")
def group_small_or_one_sided(facts: Facts) -> Iterator[Found]:
    """Advice on size and on the share of both sexes; no law is quoted for either (amendments §4)."""
    least = facts.number("min_group_small" if facts.method.small else "min_group")
    share = facts.share("min_sex_share")
    people = [facts.plan.get(member.person) for member in facts.members]
    women, men = (sum(isinstance(one, Person) and one.sex == sex for one in people) for sex in ("F", "M"))
    few = least is not None and len(facts.members) < least
    one_sided = share is not None and women + men > 0 and min(women, men) * 100 < share * (women + men)
    if few or one_sided:
        yield Found(facts.root.id, "", {"members": len(facts.members), "women": women, "men": men, "least": least or 0})


@rule("R007")
def notice_late(facts: Facts) -> Iterator[Found]:
    """Working days of the plan's country after the decision to start; before it, where the profile says so."""
    days = facts.number("notice_working_days")
    started = min((act.date for act in facts.acts("decision_to_start") if act.date), default=None)
    if days is None or started is None:
        return
    before = facts.method.parameter("notice_direction") == "before"
    due = moved(started, -days if before else days, "working_days", facts.root.country)
    told = min((act.date for act in facts.acts("notice") if act.date), default=None)
    if (told or facts.seen.today) > due:
        yield Found(facts.root.id, "", {"due": due})


@rule("R008")
def last_report_missing(facts: Facts) -> Iterator[Found]:
    root = facts.root
    if says(root.previous_plan) and root.previous_report_date is None:
        yield Found(root.id, "previous_report_date")


@rule("R009")
def few_departments(facts: Facts) -> Iterator[Found]:
    """Departments and sectors are counted by the bodies that members come from."""
    least = facts.number("min_departments")
    people = (facts.plan.get(member.person) for member in facts.members)
    bodies = {one.organisation for one in people if isinstance(one, Person) and one.organisation}
    if least is not None and len(bodies) < least:
        yield Found(facts.root.id, "", {"bodies": len(bodies), "least": least})


@rule("R016", each="people")
def contact_without_ground(facts: Facts) -> Iterator[Found]:
    """The plan's privacy note covers all; else each person needs a ground of its own."""
    if not says(facts.root.privacy_note):
        for person in facts.people:
            if (person.e_mail or person.phone) and not person.privacy_basis:
                yield Found(person.id, "privacy_basis")
