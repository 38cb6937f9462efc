"""The next plan: what continues, changes or ends, with the results of the old plan as baselines of the new one.

An old plan on paper takes the short way: its results as rows of text, and a decision on each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal

import msgspec

from localplan.domain.canonical import made
from localplan.domain.codes import codes, element_title
from localplan.domain.copies import with_new_ids
from localplan.domain.edits import PutRecord
from localplan.domain.plan import Plan
from localplan.domain.positions import position_at, position_between
from localplan.domain.records import Record, kind_of
from localplan.domain.records.analysis import PreviousResult
from localplan.domain.records.delivery import IndicatorValue, ReportingPeriod
from localplan.domain.records.logic import Activity, Indicator, Measure, Objective, RollOver
from localplan.domain.reporting import OVER, last_status, last_value
from localplan.domain.values import Refused

Texts = Mapping[str, str]
Word = Literal["continue", "change", "drop"]


class Decision(msgspec.Struct, frozen=True):
    """What becomes of an objective, measure or activity, and why."""

    word: Word
    reason: Texts = {}


CONTINUE = Decision("continue")


class Saying(msgspec.Struct, frozen=True):
    """What the new plan says of results in its own words, by language: of a value, and of a target of some year."""

    value: Callable[[Indicator, Any, int], Texts]
    target: Callable[[Indicator, Any, int], Texts]


CARRIED = frozenset(
    {"organisation", "body", "stakeholder", "strategic_document", "alignment_link", "obligation", "data_source"}
    | {"data_point", "problem", "service", "partner_place", "objective", "measure", "regulation", "indicator"}
    | {"activity", "funding_line"}
)
"""Kinds that go over. People, hearing, acts, texts and reports are made anew: they belong to the old plan's time."""

EMPTIED: Mapping[str, tuple[str, ...]] = {
    "objective": ("number", "letter_number", "numbers_given"),
    "measure": ("number", "numbers_given", "period_start", "period_end", "declared_total"),
    "activity": ("number", "start", "deadline", "lead_consent", "beneficiaries"),
    "indicator": ("number", "targets", "baseline_pending_until"),
    "funding_line": ("amounts", "status", "note"),
    "plan": (
        *("code", "status", "version", "numbers_given", "adopted_digest", "assembly_session", "vision", "foreword"),
        *("municipal_budget", "exchange_rate", "exchange_rate_date", "coordinator", "title", "reason"),
    ),
}
"""Fields of the old plan that say nothing about the next one."""


def proposed_decisions(plan: Plan) -> dict[str, Decision]:
    """A first decision on every objective, measure and activity: all continue but what is over."""
    words: dict[str, Decision] = {record.id: CONTINUE for record in _decided(plan)}
    over = (activity.id for activity in plan.all(Activity) if last_status(plan, activity.id) in OVER)
    return words | dict.fromkeys(over, Decision("drop"))


def _decided(plan: Plan) -> tuple[Record, ...]:
    return (*plan.all(Objective), *plan.all(Measure), *plan.all(Activity))


def roll_over(
    plan: Plan,
    first_year: int,
    last_year: int,
    *,
    decisions: Mapping[str, Decision],
    saying: Saying,
    new_id: Callable[[], str],
    style: str = "numbers",
) -> Plan:
    """The plan that follows: new ids, and `derived_from` names the old one. Codes are those of the `style`.

    `decisions` by id; what has none continues, and what stands under a dropped element goes with it. Raises Refused
    when the new period is no period.
    """
    if last_year < first_year:
        raise Refused("period_upside_down", first=first_year, last=last_year)
    gone = {record.id for record in _decided(plan) if decisions.get(record.id, CONTINUE).word == "drop"}
    ids = {record.id: new_id() for record in plan.records.values() if _is_carried(plan, record, gone)}
    named = codes(plan, style)
    carried = [_carried(plan, record, ids) for record in plan.records.values() if record.id in ids]
    root = made("plan", {**_emptied(plan.root, ids), **_beginning(plan, first_year, last_year, new_id)})
    records = [record for record in carried if record.id != root.id]
    beside = [*_roll_overs(plan, decisions, ids, named), *_results(plan, named, saying)]
    rows = [made(row["kind"], {"id": new_id(), "parent": root.id, **row}) for row in _placed(beside)]
    return Plan([root, *records, *rows])


def _is_carried(plan: Plan, record: Record, gone: set[str]) -> bool:
    path = plan.path(record.id)
    return all(kind_of(one) in CARRIED | {"plan"} and one.id not in gone for one in path)


def _emptied(record: Record, ids: Mapping[str, str]) -> dict[str, Any]:
    content = with_new_ids(record, ids)
    for field in EMPTIED.get(kind_of(record), ()):
        content.pop(field, None)
    return content


def _carried(plan: Plan, record: Record, ids: Mapping[str, str]) -> Record:
    content = _emptied(record, ids)
    if isinstance(record, Indicator) and (found := last_value(plan, record.id)):
        content |= _as_baseline(*found)
    return made(kind_of(record), content)


def _as_baseline(year: int, value: IndicatorValue) -> dict[str, Any]:
    """The last result is where the new plan starts from."""
    baseline: dict[str, Any] = {"baseline_value": value.value, "baseline_year": year, "baseline_note": {}}
    return baseline | {"baseline_numerator": value.numerator, "baseline_denominator": value.denominator}


def _beginning(plan: Plan, first_year: int, last_year: int, new_id: Callable[[], str]) -> dict[str, Any]:
    root = plan.root
    reports = [day for period in plan.all(ReportingPeriod) if (day := period.adopted_date or period.submitted_date)]
    return {
        "period_start": f"{first_year:04}-01-01",
        "period_end": f"{last_year:04}-12-31",
        "status": "draft",
        "derived_from": plan.id,
        "salt": new_id(),
        "previous_plan": root.title,
        "previous_plan_end": root.period_end,
        "previous_report_date": max(reports, default=None),
    }


def _roll_overs(
    plan: Plan, decisions: Mapping[str, Decision], ids: Mapping[str, str], named: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """A decision on each objective, measure and activity; what went with a dropped one is dropped too."""
    for record in _decided(plan):
        decision = decisions.get(record.id, CONTINUE)
        yield {
            "kind": "roll_over",
            "old_element": _called(record, named),
            "decision": decision.word if record.id in ids else "drop",
            "reason": decision.reason,
            "element": ids.get(record.id, ""),
        }


def _called(record: Record, named: Mapping[str, str]) -> Texts:
    """Code and title, in every language of the title."""
    code = named.get(record.id, "")
    return {language: f"{code} {title}".strip() for language, title in element_title(record).items()}


def _results(plan: Plan, named: Mapping[str, str], saying: Saying) -> Iterator[dict[str, Any]]:
    """What each indicator was to reach, what it reached, and what the report says about it."""
    for indicator in plan.all(Indicator):
        year = max(indicator.targets, default="")
        found = last_value(plan, indicator.id)
        row: dict[str, Any] = {"kind": "previous_result", "element": _called(indicator, named)}
        if year:
            row["planned"] = saying.target(indicator, indicator.targets[year], int(year))
        if found:
            row["reached"] = saying.value(indicator, found[1].value, found[0])
            row["why"] = found[1].comment or found[1].corrective_action
        yield row


def _placed(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    return ({**row, "position": position_at(n)} for n, row in enumerate(rows))


def decisions_on_paper(plan: Plan, new_id: Callable[[], str]) -> tuple[PutRecord, ...]:
    """A row to decide on for each result of a plan on paper that has none yet; the results' reasons come along."""
    decided = [row.old_element for row in plan.all(RollOver)]
    rows = plan.child_ids(plan.id, "roll_over")
    position = plan[rows[-1]].position if rows else ""
    edits = []
    for result in plan.all(PreviousResult):
        if result.element and result.element not in decided:
            position = position_between(position, "")
            content = {"old_element": dict(result.element), "reason": dict(result.why), "position": position}
            edits.append(PutRecord(new_id(), {"kind": "roll_over", "parent": plan.id, **content}))
    return tuple(edits)
