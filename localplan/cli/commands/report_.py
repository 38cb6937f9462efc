"""`report`: what was reached and spent in a year, and a new report."""

from __future__ import annotations

import argparse
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import uuid4

from localplan.app.plans import open_session
from localplan.cli.call import Call, is_a_file, year
from localplan.cli.speech import complain, say, say_json
from localplan.domain.achievement import done_of_measure, reached, spending
from localplan.domain.codes import codes
from localplan.domain.plan import Plan
from localplan.domain.records.delivery import ActivityReport, ReportingPeriod
from localplan.domain.records.logic import Measure
from localplan.domain.reporting import new_report
from localplan.words import Words


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """Takes the plan, and the year of a report to begin."""
    parser.add_argument("plan", metavar=words("PLAN"), help=words("a .lplan file, or a plan's code or id"))
    parser.add_argument("--begin", type=year, metavar=words("YEAR"), help=words("begin the report on this year"))


def run(call: Call) -> int:
    """Begins a report if asked to, and prints what the reports say."""
    begin = call.arguments.begin
    if begin is not None and is_a_file(call.arguments.plan):
        complain(call.words("Only a plan in the library can be changed. Import the package first."))
        return 2
    if begin is not None:
        _begin(call, begin)
    plan = call.plan()
    reports = [_described(plan, period, call) for period in plan.all(ReportingPeriod)]
    if call.json:
        say_json(reports)
        return 0
    for one in reports:
        _say(one, call.words)
    if not reports:
        say(call.words("There is no report yet."))
    return 0


def _begin(call: Call, begin: int) -> None:
    with call.library() as library:
        session = open_session(library, library.find_plan(call.arguments.plan), call.author)
        label = call.words("Begin the report on {year}", year=begin)
        session.perform(new_report(session.plan, begin, lambda: str(uuid4())), label)
        session.save()


def _described(plan: Plan, period: ReportingPeriod, call: Call) -> dict[str, Any]:
    names = codes(plan, call.methodology_of(plan).for_plan(plan).profile.code_style)
    money = spending(plan, period)
    return {
        "year": period.year,
        "kind": period.report_kind,
        "planned": money.planned,
        "spent": money.spent,
        "execution": _tenths(money.execution),
        "activities": dict(Counter(report.status for report in plan.children(period.id, ActivityReport))),
        "measures": [
            {"code": names.get(measure.id, ""), "done": _tenths(done)}
            for measure in plan.all(Measure)
            if (done := done_of_measure(plan, period, measure.id)) is not None
        ],
        "indicators": [
            {
                "code": names.get(one.indicator, ""),
                "value": one.value,
                "target": one.target,
                "achievement": _tenths(one.share),
                "light": one.light,
            }
            for one in reached(plan, period)
        ],
    }


def _tenths(share: Decimal | None) -> Decimal | None:
    return None if share is None else share.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _say(one: dict[str, Any], words: Words) -> None:
    spent, planned = words.money(one["spent"]), words.money(one["planned"])
    say(words("{year}: spent {spent} of {planned}", year=one["year"], spent=spent, planned=planned))
    signs = {"green": "✓", "amber": "!", "red": "✗", None: " "}
    for indicator in one["indicators"]:
        share = "" if indicator["achievement"] is None else f"{words.number(indicator['achievement'])} %"
        say(f"  {signs[indicator['light']]} {indicator['code']}  {words.number(indicator['value'])}  {share}")
