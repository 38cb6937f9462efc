"""Step 4: figures and texts of the situation analysis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from localplan.domain.records.analysis import Answer, DataPoint, Narrative, PreviousResult, SwotItem
from localplan.methodology.rules.facts import Facts, says
from localplan.methodology.rules.registry import Found, rule
from localplan.methodology.rules.splits import by_sex, is_people

POPULATION, DISPLACED = "population_total", "disaster_displaced"
QUADRANTS = ("S", "W", "O", "T")
CLIMATE = frozenset({"C1", "C2", "C3", "C4", "E12"})
"""Questions on displacement by climate and disasters, whatever the section that asks them."""


@rule("R030")
def no_population(facts: Facts) -> Iterator[Found]:
    """ "Not available, because …" is an answer too."""
    answered = (p for p in facts.data_points if p.topic == POPULATION and (p.value is not None or p.not_available))
    if next(answered, None) is None:
        yield Found(facts.root.id)


@rule("R035", each="data_points")
def part_exceeds_whole(facts: Facts) -> Iterator[Found]:
    """For counted persons or things only: a part of a rate or of a negative balance may well be greater."""
    for point in facts.data_points:
        if not point.counted or point.value is None:
            continue
        whole = _whole_of(facts, point)
        if whole is not None and 0 <= whole < point.value:
            yield Found(point.id, "value", {"part": point.value, "whole": whole})
        greatest = max([*point.breakdown.values(), by_sex(point.breakdown) or 0])
        if 0 <= point.value < greatest:
            yield Found(point.id, "breakdown", {"part": greatest, "whole": point.value})


def _whole_of(facts: Facts, point: DataPoint) -> Decimal | None:
    whole = facts.plan.get(point.part_of)
    if isinstance(whole, DataPoint) and whole.counted and whole.unit == point.unit:
        return whole.value
    return None


@rule("R031")
def few_figures(facts: Facts) -> Iterator[Found]:
    """A figure belongs to the section it names; "not available, because …" counts as an answer."""
    least = facts.number("min_data_rows_small" if facts.method.small else "min_data_rows")
    for section in facts.sections if least is not None else ():
        rows = [p for p in facts.data_points if p.section == section and (p.value is not None or p.not_available)]
        if least is not None and len(rows) < least:
            yield Found(facts.root.id, "", {"section": section, "rows": len(rows), "least": least})


@rule("R032", each="data_points")
def figure_without_year_or_source(facts: Facts) -> Iterator[Found]:
    for point in facts.data_points:
        if point.value is not None and (point.year is None or not point.source):
            yield Found(point.id, "year" if point.year is None else "source")


@rule("R033", each="data_points")
def figure_old(facts: Facts) -> Iterator[Found]:
    """The newest value of a topic, by the plan's start. Official series are simply old: advice (amendments §4)."""
    newest: dict[tuple[str, str], DataPoint] = {}
    for point in facts.data_points:
        key = (point.topic, "" if point.topic not in ("", "other") else point.id)
        if point.value is not None and point.year and point.year > (newest[key].year or 0 if key in newest else 0):
            newest[key] = point
    start = facts.root.period_start
    for point in newest.values() if start is not None else ():
        most = facts.number("census_age_years" if point.census else "data_age_years")
        age = start.year - (point.year or 0) if start is not None else 0
        if most is not None and age > most:
            official = point.census or point.quality == "official"
            values = {"year": str(point.year), "most": most}
            yield Found(point.id, "year", values, "advice" if official else None)


@rule("R034", each="data_points")
def figure_not_split(facts: Facts) -> Iterator[Found]:
    """Of the family *sex split*: persons counted without women and men, and without a word why."""
    for point in facts.data_points:
        people = is_people(facts, point.unit)
        if people and point.value and by_sex(point.breakdown) is None and not says(point.split_not_available):
            yield Found(point.id, "breakdown")


@rule("R036")
def text_without_figure(facts: Facts) -> Iterator[Found]:
    """A text that cites no data row, however long it is: counting characters breeds padding (amendments §4)."""
    texts = {narrative.chapter: narrative for narrative in facts.plan.all(Narrative) if says(narrative.text)}
    for section in facts.sections:
        text = texts.get(section)
        cited = text is not None and any(isinstance(facts.plan.get(id), DataPoint) for id in text.sources)
        if not cited:
            yield Found(text.id if text else facts.root.id, "sources" if text else "", {"section": section})


@rule("R037")
def swot_uneven(facts: Facts) -> Iterator[Found]:
    """One finding with all quadrants that are empty or too full."""
    most = facts.number("max_swot_items")
    counts = Counter(item.quadrant for item in facts.plan.all(SwotItem) if says(item.text))
    uneven = [q for q in QUADRANTS if not counts[q] or (most is not None and counts[q] > most)]
    if uneven:
        yield Found(facts.root.id, "", {"quadrants": uneven})


@rule("R038")
def no_self_assessment(facts: Facts) -> Iterator[Found]:
    asked = facts.listed("questions_self_assessment")
    if not any(one.question in asked and _answered(one) for one in facts.plan.all(Answer)):
        yield Found(facts.root.id)


@rule("R039")
def previous_results_missing(facts: Facts) -> Iterator[Found]:
    """Rows of results or the chapter on them, either will do."""
    told = any(n.chapter == "previous_results" and says(n.text) for n in facts.plan.all(Narrative))
    if says(facts.root.previous_plan) and not told and not facts.plan.all(PreviousResult):
        yield Found(facts.root.id, "previous_plan")


@rule("R193")
def climate_left_out(facts: Facts) -> Iterator[Found]:
    """Specification 6.4: one answered question or one figure on displacement by disasters is enough."""
    answers = any(one.question in CLIMATE and _answered(one) for one in facts.plan.all(Answer))
    figures = any(p.topic == DISPLACED and (p.value is not None or p.not_available) for p in facts.data_points)
    if not answers and not figures:
        yield Found(facts.root.id)


def _answered(answer: Answer) -> bool:
    return answer.score is not None or says(answer.text) or says(answer.not_available)
