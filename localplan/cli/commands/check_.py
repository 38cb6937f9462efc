"""`check`: a plan against the rules. Exit code 1 when something keeps it from adoption."""

from __future__ import annotations

import argparse

from localplan.app.findings import finding_sentence, seen_on, title_of
from localplan.cli.call import Call, day
from localplan.cli.speech import say, say_json
from localplan.domain.codes import codes
from localplan.methodology.checks import check_plan
from localplan.words import Words


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """Takes the plan and the day on which it is checked."""
    parser.add_argument("plan", metavar=words("PLAN"), help=words("a .lplan file, or a plan's code or id"))
    parser.add_argument(
        "--today", type=day, metavar=words("DATE"), help=words("check as if today were this day (YYYY-MM-DD)")
    )
    parser.add_argument("--adoption", action="store_true", help=words("check whether it is ready for adoption"))


def run(call: Call) -> int:
    """Prints the findings, most serious first."""
    plan = call.plan()
    methodology = call.methodology_of(plan)
    known = codes(plan, methodology.for_plan(plan).profile.code_style)
    found = check_plan(plan, methodology, seen_on(call.today, plan, adoption=call.arguments.adoption))
    texts = [(f, finding_sentence(plan, methodology, f, call.words)) for f in found]
    if call.json:
        say_json(
            [
                {
                    "rule": f.rule,
                    "tier": f.tier,
                    "record": f.record,
                    "field": f.field,
                    "message": text,
                    "accepted": f.accepted,
                }
                for f, text in texts
            ]
        )
    else:
        order = {"error": 0, "warning": 1, "advice": 2}
        tiers = {"error": call.words("Error"), "warning": call.words("Warning"), "advice": call.words("Advice")}
        for f, text in sorted(texts, key=lambda pair: (bool(pair[0].accepted), order[pair[0].tier])):
            where = title_of(plan, methodology, f.record, call.words, known) or call.words("The whole plan")
            say(f"{tiers[f.tier]} {f.rule}  {where}\n    {text}")
            if f.accepted:
                say("    " + call.words("Accepted because: {reason}", reason=f.accepted))
        if not found:
            say(call.words("No findings in the steps that were started."))
    return 1 if any(f.tier == "error" for f in found) else 0
