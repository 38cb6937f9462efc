"""Step 10: activities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from localplan.domain.quarters import quarter_of
from localplan.domain.records.logic import Activity, FundingLine, Measure, Regulation
from localplan.domain.records.plan import Organisation
from localplan.methodology.rules.facts import Facts, says
from localplan.methodology.rules.registry import Found, rule
from localplan.methodology.rules.splits import by_sex
from localplan.methodology.rules.wording import finder

FEW = 4
"""From so many activities on, shares of them say something."""
LONGEST_TITLE = 200
PEOPLE_COME_TO = ("incentive", "informative_educational")
"""Types of measures whose activities are grants and training: somebody receives them."""


@rule("R100", each="measures")
def no_activity(facts: Facts) -> Iterator[Found]:
    for measure in facts.measures:
        if not facts.plan.children(measure.id, Activity):
            yield Found(measure.id)


@rule("R101", each="activities")
def no_lead(facts: Facts) -> Iterator[Found]:
    for activity in facts.activities:
        if not facts.known(activity.lead):
            yield Found(activity.id, "lead")


@rule("R102", each="activities")
def no_deadline(facts: Facts) -> Iterator[Found]:
    for activity in facts.activities:
        if not activity.deadline:
            yield Found(activity.id, "deadline")


@rule("R103", each="activities")
def deadline_outside_period(facts: Facts) -> Iterator[Found]:
    start, end = facts.root.period_start, facts.root.period_end
    if start is None or end is None:
        return
    first, last = quarter_of(start), quarter_of(end)
    for activity in facts.activities:
        if activity.deadline and not first <= activity.deadline <= last:
            values = {"deadline": activity.deadline, "first": first, "last": last}
            yield Found(activity.id, "deadline", values)


@rule("R104", each="activities")
def start_after_deadline(facts: Facts) -> Iterator[Found]:
    for activity in facts.activities:
        if activity.start and activity.deadline and activity.start > activity.deadline:
            yield Found(activity.id, "start", {"start": activity.start, "deadline": activity.deadline})


@rule("R105", each="activities")
def lead_is_partner(facts: Facts) -> Iterator[Found]:
    for activity in facts.activities:
        if activity.lead and activity.lead in activity.partners:
            yield Found(activity.id, "partners", {"body": activity.lead})


@rule("R106", each="activities")
def money_outside_its_time(facts: Facts) -> Iterator[Found]:
    """Money before the start may be an advance payment: a note on the line says so, and silences this."""
    for activity in facts.activities:
        first = activity.start[:4] or "0000"
        last = activity.deadline[:4] or "9999"
        for line in facts.plan.children(activity.id, FundingLine):
            years = [year for year, money in line.amounts.items() if money and not first <= year <= last]
            if years and not says(line.note):
                yield Found(line.id, "amounts", {"years": ", ".join(sorted(years))})


@rule("R107", each="activities")
def waits_for_later(facts: Facts) -> Iterator[Found]:
    for activity in facts.activities:
        needed = [one for id in activity.needs if isinstance(one := facts.plan.get(id), Activity)]
        later = [one.id for one in needed if activity.deadline and one.deadline > activity.deadline]
        if later:
            yield Found(activity.id, "needs", {"needed": later})


@rule("R108")
def most_end_in_winter(facts: Facts) -> Iterator[Found]:
    most = facts.share("last_quarter_share")
    deadlines = [activity.deadline for activity in facts.activities if activity.deadline]
    late = sum(deadline.endswith("Q4") for deadline in deadlines)
    if most is not None and len(deadlines) >= FEW and late * 100 > most * len(deadlines):
        yield Found(facts.root.id, "", {"late": late, "of": len(deadlines)})


@rule("R109", each="activities")
def outside_lead_without_consent(facts: Facts) -> Iterator[Found]:
    for activity in facts.activities:
        lead = facts.plan.get(activity.lead)
        if isinstance(lead, Organisation) and not lead.municipal and not activity.lead_consent:
            yield Found(activity.id, "lead_consent", {"body": lead.id})


@rule("R110")
def one_body_leads_most(facts: Facts) -> Iterator[Found]:
    most = facts.share("one_lead_share")
    leads = Counter(activity.lead for activity in facts.activities if facts.known(activity.lead))
    for body, number in leads.most_common(1):
        if most is not None and leads.total() >= FEW and number * 100 > most * leads.total():
            yield Found(facts.root.id, "", {"body": body, "number": number, "of": leads.total()})


@rule("R111", each="measures")
def many_activities(facts: Facts) -> Iterator[Found]:
    most = facts.number("max_activities_per_measure")
    for measure in facts.measures:
        number = len(facts.plan.children(measure.id, Activity))
        if most is not None and number > most:
            yield Found(measure.id, "", {"number": number, "most": most})


@rule("R112", each="activities")
def long_title(facts: Facts) -> Iterator[Found]:
    for activity in facts.activities:
        longest = max(map(len, activity.title.values()), default=0)
        if longest > LONGEST_TITLE:
            yield Found(activity.id, "title", {"characters": longest, "most": LONGEST_TITLE})


@rule("R113", each="activities")
def beneficiaries_not_planned(facts: Facts) -> Iterator[Found]:
    """Grants and training; an activity that costs nothing extra is seldom either."""
    for activity in facts.activities:
        measure = facts.plan.get(activity.parent)
        for_people = isinstance(measure, Measure) and measure.measure_type in PEOPLE_COME_TO
        if for_people and not activity.no_additional_cost and by_sex(activity.beneficiaries) is None:
            yield Found(activity.id, "beneficiaries")


@rule("R115", each="activities")
def register_without_basis(facts: Facts) -> Iterator[Found]:
    for activity in facts.activities:
        if activity.keeps_register and not says(activity.register_basis):
            yield Found(activity.id, "register_basis")


@rule("R195")
def data_protection_left_out(facts: Facts) -> Iterator[Found]:
    """Specification 6.4: where a register is kept, some activity or regulation speaks of protecting the data."""
    texts = (
        *(text for activity in facts.activities for text in (activity.title, activity.description, activity.product)),
        *(regulation.title for regulation in facts.plan.all(Regulation)),
    )
    keeps = any(activity.keeps_register for activity in facts.activities)
    if keeps and not any(map(finder(facts.lexicon("R195")), texts)):
        yield Found(facts.root.id)
