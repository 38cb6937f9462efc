"""`show`: what a plan says, in short."""

from __future__ import annotations

import argparse
from decimal import Decimal
from typing import Any

from localplan.cli.call import Call
from localplan.cli.speech import say, say_json
from localplan.domain.codes import codes, element_title
from localplan.domain.money import amounts, total, totals
from localplan.domain.plan import Plan
from localplan.domain.records.logic import Activity, Indicator, Measure, Objective
from localplan.words import Words, text_in


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """Takes the plan."""
    parser.add_argument("plan", metavar=words("PLAN"), help=words("a .lplan file, or a plan's code or id"))


def run(call: Call) -> int:
    """Prints the plan's facts, its objectives and measures, and its totals."""
    plan = call.plan()
    method = call.methodology_of(plan).for_plan(plan)
    if call.json:
        say_json(described(plan, method.profile.code_style))
        return 0
    words, root = call.words, plan.root

    def text(texts: Any) -> str:
        return text_in(texts, words.language, root.main_language)

    say(text(root.title) or words("Plan without a title"))
    period = "–".join(str(day.year) for day in (root.period_start, root.period_end) if day)
    entry = method.entry("plan_statuses", root.status)
    status = words.form("list.plan_statuses", entry.label) if entry else root.status
    say(" · ".join(part for part in (root.code, text(root.municipality_name), period, status) if part))
    names = codes(plan, method.profile.code_style)
    for element in (*plan.all(Objective), *plan.all(Measure)):
        say(f"{names.get(element.id, '')}  {text(element_title(element))}")
    rows = list(amounts(plan))
    sums = totals(rows, lambda row: row.year)
    say(" · ".join(f"{year}: {words.money(sums[year])}" for year in sorted(sums)))
    say(words("Total: {money} {unit}", money=words.money(total(rows)), unit=_unit(plan, words)))
    return 0


def _unit(plan: Plan, words: Words) -> str:
    currency = plan.root.currency
    return words.thousands(currency) if plan.root.amount_unit == 1000 else currency


def described(plan: Plan, style: str) -> dict[str, Any]:
    """The plan in short, for other programs. Money as decimal text in the plan's unit."""
    root, rows = plan.root, list(amounts(plan))

    def sums(by: str) -> dict[str, Decimal]:
        return dict(sorted(totals(rows, lambda row: getattr(row, by)).items()))

    return {
        "id": plan.id,
        "code": root.code,
        "digest": plan.digest,
        "title": dict(root.title),
        "municipality": root.municipality,
        "period": [str(root.period_start or ""), str(root.period_end or "")],
        "status": root.status,
        "sections": list(root.sections),
        "languages": list(root.languages),
        "currency": root.currency,
        "amount_unit": root.amount_unit,
        "records": len(plan),
        "objectives": len(plan.all(Objective)),
        "measures": len(plan.all(Measure)),
        "activities": len(plan.all(Activity)),
        "indicators": len(plan.all(Indicator)),
        "elements": [
            {"code": code, "id": id, "title": dict(element_title(plan[id]))} for id, code in codes(plan, style).items()
        ],
        "total": total(rows),
        "totals": {by: sums(by) for by in ("year", "source", "programme", "section")},
    }
