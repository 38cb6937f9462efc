"""Inserting from the collections: each function gives the edits that put an item into a plan.

What is put in belongs to the plan and may be changed there; it keeps the code of the item it comes from. Texts are the
English source texts of forms/, said in the plan's languages by the caller's `say`.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from localplan.domain.canonical import made
from localplan.domain.edits import PutRecord, put
from localplan.domain.plan import Plan
from localplan.domain.positions import position_between
from localplan.domain.records import Record
from localplan.domain.records.analysis import Problem
from localplan.domain.records.logic import Indicator, Measure, Objective
from localplan.methodology.collection_kinds import (
    LibraryIndicator,
    LibraryMeasure,
    LibraryObjective,
    LibraryProblem,
    Practice,
)
from localplan.methodology.methodology import PlanMethod

Say = Callable[[str, str, str], str]
"""(language, context, English text) → the text in that language, English where it has none. Contexts are the names
of the collections: "measures", "practices", "indicators", "objectives", "problems"."""
Edits = tuple[PutRecord, ...]


def problem_from(item: LibraryProblem, method: PlanMethod, parent: str, say: Say) -> Edits:
    """A typical problem as a cause under the core problem or another cause, `parent`."""
    plan = method.plan
    text = in_plan_languages(plan, "problems", item.text, say)
    place = _at_the_end(plan, parent, Problem)
    return (_put("problem", parent, place, problem_kind="cause", section=item.section, text=text),)


def objective_from(item: LibraryObjective, method: PlanMethod, parent: str, say: Say) -> Edits:
    """A typical specific objective under the general objective `parent`."""
    content = {
        "objective_kind": "specific",
        "section": item.section,
        "title": in_plan_languages(method.plan, "objectives", item.title, say),
        "sdg": item.sdg,
        "gcm": item.gcm,
    }
    return (_put("objective", parent, _at_the_end(method.plan, parent, Objective), **content),)


def measure_from(item: LibraryMeasure, method: PlanMethod, parent: str, say: Say) -> Edits:
    """A typical measure under the specific objective `parent`, with acts, activities and indicators.

    Result indicators go to the measure, those of outcome to its objective and those of impact to the one above; left
    out are those that the plan has already and those for which an owner has no room (`max_indicators_per_owner`).
    """
    title = in_plan_languages(method.plan, "measures", item.title, say)
    description = in_plan_languages(method.plan, "measures", item.description, say)
    return _measure(item, method, parent, say, title=title, description=description)


def practice_as_measure(practice: Practice, method: PlanMethod, parent: str, say: Say) -> Edits:
    """A good practice as a draft measure: its own title and how it could look here, the rest of its typical measure."""
    item = method.methodology.measures[practice.measure]
    title = in_plan_languages(method.plan, "practices", practice.title, say)
    description = in_plan_languages(method.plan, "practices", practice.here, say)
    return _measure(item, method, parent, say, title=title, description=description, from_practice=practice.code)


def indicator_from(item: LibraryIndicator, method: PlanMethod, parent: str, say: Say) -> Edits:
    """An indicator of the collection with its passport, under the objective or measure `parent`; without targets."""
    return (_indicator(item, method.plan, parent, _at_the_end(method.plan, parent, Indicator), say),)


# parts ---------------------------------------------------------------------------------------------------------------


def _measure(item: LibraryMeasure, method: PlanMethod, parent: str, say: Say, **own: Any) -> Edits:
    plan = method.plan
    measure = _put(
        "measure",
        parent,
        _at_the_end(plan, parent, Measure),
        measure_type=item.measure_type,
        target_groups=item.target_groups,
        barriers=item.barriers,
        sdg=item.sdg,
        gcm=item.gcm,
        from_collection=item.code,
        **own,
    )
    acts = (
        _put("regulation", measure.id, place, title=title, change="adopt")
        for place, title in _listed(plan, item.regulations, say)
    )
    activities = (
        _put("activity", measure.id, place, title=title) for place, title in _listed(plan, item.activities, say)
    )
    return (measure, *acts, *activities, *_indicators(measure.id, parent, item.indicators, method, say))


def _listed(plan: Plan, titles: Iterable[str], say: Say) -> Iterator[tuple[str, dict[str, str]]]:
    """Positions and texts for records made one after the other."""
    place = ""
    for title in titles:
        place = position_between(place, "")
        yield place, in_plan_languages(plan, "measures", title, say)


def _indicators(
    measure: str, objective: str, codes: Iterable[str], method: PlanMethod, say: Say
) -> Iterator[PutRecord]:
    plan = method.plan
    owners = {"output": measure, "outcome": objective, "impact": plan[objective].parent}
    room = {owner: _room(method, owner) for owner in owners.values()}
    places = {owner: _at_the_end(plan, owner, Indicator) for owner in owners.values()}
    there = {indicator.library_code for indicator in plan.all(Indicator)}
    for item in (method.methodology.indicators[code] for code in codes if code not in there):
        owner = owners[item.level]
        if room[owner] > 0:
            yield _indicator(item, plan, owner, places[owner], say)
            room[owner] -= 1
            places[owner] = position_between(places[owner], "")


def _room(method: PlanMethod, owner: str) -> int:
    most = method.parameter("max_indicators_per_owner")
    return (most if isinstance(most, int) else 3) - len(method.plan.children(owner, Indicator))


def _indicator(item: LibraryIndicator, plan: Plan, parent: str, position: str, say: Say) -> PutRecord:
    return _put(
        "indicator",
        parent,
        position,
        library_code=item.code,
        title=in_plan_languages(plan, "indicators", item.title, say),
        level=item.level,
        unit=item.unit,
        value_type=item.value_type,
        value_kind=item.value_kind,
        direction=item.direction,
        aggregation=item.aggregation,
        frequency=item.frequency,
        disaggregation=item.disaggregation,
        definition=in_plan_languages(plan, "indicators", item.definition, say),
        source_of_verification=in_plan_languages(plan, "indicators", item.source, say),
        data_provider=in_plan_languages(plan, "indicators", item.provider, say),
        context=item.context,
        numerator_label=in_plan_languages(plan, "indicators", item.numerator, say),
        denominator_label=in_plan_languages(plan, "indicators", item.denominator, say),
        limitations=in_plan_languages(plan, "indicators", item.note, say),
        sdg=item.sdg,
    )


def _put(kind: str, parent: str, position: str, **content: Any) -> PutRecord:
    place = {"id": str(uuid.uuid4()), "parent": parent, "position": position}
    return put(made(kind, {**place, **content}))


def in_plan_languages(plan: Plan, context: str, text: str, say: Say) -> dict[str, str]:
    """The text in each of the plan's languages that can say it; in English alone when none can."""
    said = {language: say(language, context, text) for language in plan.root.languages} if text else {}
    known = {tag: own for tag, own in said.items() if tag == "en" or own != text}
    return known or ({"en": text} if text else {})


def _at_the_end(plan: Plan, parent: str, kind: type[Record]) -> str:
    siblings = plan.children(parent, kind)
    return position_between(siblings[-1].position if siblings else "", "")
