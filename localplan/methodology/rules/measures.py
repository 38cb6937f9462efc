"""Step 8: measures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from localplan.domain.records.analysis import RunningProject
from localplan.domain.records.logic import Activity, Measure, Regulation
from localplan.methodology.rules.facts import Facts, says
from localplan.methodology.rules.objectives import has_indicator
from localplan.methodology.rules.registry import Found, rule

FEW = 3
"""From so many measures on, variety is worth a word."""


@rule("R070", each="specifics")
def no_measure(facts: Facts) -> Iterator[Found]:
    for objective in facts.specifics:
        if not facts.plan.children(objective.id, Measure):
            yield Found(objective.id)


@rule("R071", each="measures")
def no_type(facts: Facts) -> Iterator[Found]:
    for measure in facts.measures:
        if not measure.measure_type:
            yield Found(measure.id, "measure_type")


@rule("R072", each="measures")
def nobody_responsible(facts: Facts) -> Iterator[Found]:
    for measure in facts.measures:
        if not facts.known(measure.responsible):
            yield Found(measure.id, "responsible")


@rule("R074", each="measures")
def no_output_indicator(facts: Facts) -> Iterator[Found]:
    for measure in facts.measures:
        if not has_indicator(facts, measure.id, "output"):
            yield Found(measure.id)


@rule("R073", each="measures")
def outside_the_plan(facts: Facts) -> Iterator[Found]:
    """Only a measure with a period of its own (amendments §4); without one it runs as long as the plan."""
    start, end = facts.root.period_start, facts.root.period_end
    for measure in facts.measures if start is not None and end is not None else ():
        for name in ("period_start", "period_end"):
            day = getattr(measure, name)
            if start is not None and end is not None and day is not None and not start <= day <= end:
                yield Found(measure.id, name, {"day": day})
                break


@rule("R075", each="measures")
def no_regulation_named(facts: Facts) -> Iterator[Found]:
    for measure in facts.measures:
        if measure.measure_type == "regulatory" and not facts.plan.children(measure.id, Regulation):
            yield Found(measure.id)


@rule("R076")
def all_of_one_type(facts: Facts) -> Iterator[Found]:
    types = {measure.measure_type for measure in facts.measures}
    if len(facts.measures) >= FEW and len(types) == 1 and types != {""}:
        yield Found(facts.root.id, "", {"type": types.pop()})


@rule("R077", each="measures")
def for_nobody_named(facts: Facts) -> Iterator[Found]:
    for measure in facts.measures:
        if not measure.target_groups:
            yield Found(measure.id, "target_groups")


@rule("R078", each="measures")
def no_word_on_equality(facts: Facts) -> Iterator[Found]:
    for measure in facts.measures:
        if not says(measure.equality_note):
            yield Found(measure.id, "equality_note")


@rule("R079", each="specifics")
def many_measures(facts: Facts) -> Iterator[Found]:
    """That a measure stands in two objectives cannot happen: it belongs to one. In the small track it is advice."""
    most = facts.number("max_measures_per_objective")
    for objective in facts.specifics:
        number = len(facts.plan.children(objective.id, Measure))
        if most is not None and number > most:
            yield Found(objective.id, "", {"number": number, "most": most}, "advice" if facts.method.small else None)


@rule("R114", each="measures")
def money_to_firms(facts: Facts) -> Iterator[Found]:
    """Grants and subsidies to firms are State aid, small ones included (Law on State Aid Control 73/2019)."""
    for measure in facts.measures:
        firms = any(facts.marks("target_groups", group).get("firms") is True for group in measure.target_groups)
        if measure.measure_type == "incentive" and firms and not says(measure.state_aid_note):
            yield Found(measure.id, "state_aid_note")


@rule("R116", each="measures")
def no_barrier_considered(facts: Facts) -> Iterator[Found]:
    """Amendments T9; barriers ticked on an activity count for its measure."""
    for measure in facts.measures:
        reaches_people = measure.measure_type in ("goods_services", "incentive")
        if reaches_people and not measure.barriers and not _barriers_below(facts, measure):
            yield Found(measure.id, "barriers")


def _barriers_below(facts: Facts, measure: Measure) -> bool:
    return any(activity.barriers for activity in facts.plan.children(measure.id, Activity))


@rule("R117", each="measures")
def a_project_does_this(facts: Facts) -> Iterator[Found]:
    """Amendments T3: the same group, measure type and period. The project runs as long as it is secured."""
    for measure in facts.measures:
        for project in facts.plan.all(RunningProject):
            groups = [group for group in measure.target_groups if group in project.groups]
            same_type = measure.measure_type and measure.measure_type == project.measure_type
            if groups and same_type and _at_the_same_time(facts, measure, project):
                who = [id for id in (project.id, project.body) if facts.known(id)]
                yield Found(measure.id, "target_groups", {"project": who, "groups": groups})


def _at_the_same_time(facts: Facts, measure: Measure, project: RunningProject) -> bool:
    """A day that nobody wrote is open; a measure without days runs as long as the plan."""
    start, end = measure.period_start or facts.root.period_start, measure.period_end or facts.root.period_end
    over = max(filter(None, (project.period_end, project.continues_until)), default=None)
    return (project.period_start or date.min) <= (end or date.max) and (start or date.min) <= (over or date.max)


@rule("R190")
def equality_left_out(facts: Facts) -> Iterator[Found]:
    """Specification 6.4: one measure with a word on equality, or one meant for women."""
    groups = {group for measure in facts.measures for group in measure.target_groups}
    for_women = any(facts.marks("target_groups", group).get("women") is True for group in groups)
    if facts.measures and not for_women and not any(says(measure.equality_note) for measure in facts.measures):
        yield Found(facts.root.id)


@rule("R191")
def private_sector_left_out(facts: Facts) -> Iterator[Found]:
    """Specification 6.4: firms from planning on, in each section that has measures; not only as payers."""
    for section in facts.sections:
        objectives = [objective for objective in facts.specifics if objective.section == section]
        measures = [measure for one in objectives for measure in facts.plan.children(one.id, Measure)]
        if measures and not any(says(measure.private_sector_role) for measure in measures):
            yield Found(facts.root.id, "", {"section": section})


@rule("R192")
def residents_and_migrants_apart(facts: Facts) -> Iterator[Found]:
    """Specification 6.4: home and host communities together. Activities have no groups; their measures have."""
    served = ({_mobile(facts, group) for group in measure.target_groups} for measure in facts.measures)
    if facts.measures and not any({True, False} <= kinds for kinds in served):
        yield Found(facts.root.id)


def _mobile(facts: Facts, group: str) -> bool | None:
    return facts.marks("target_groups", group).get("mobile")


@rule("R194")
def digital_access_left_out(facts: Facts) -> Iterator[Found]:
    """Specification 6.4: the barrier "no device or network", on any measure or activity."""
    on_measures = {barrier for measure in facts.measures for barrier in measure.barriers}
    on_activities = {barrier for activity in facts.activities for barrier in activity.barriers}
    if facts.measures and "no_device" not in on_measures | on_activities:
        yield Found(facts.root.id)
