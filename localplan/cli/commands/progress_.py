"""`progress`: how far each step has come."""

from __future__ import annotations

import argparse

from localplan.app.findings import progress_sentence, seen_on
from localplan.cli.call import Call, day
from localplan.cli.speech import say, say_json
from localplan.methodology.checks import check_plan
from localplan.methodology.progress import progress
from localplan.words import Words


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """Takes the plan and the day."""
    parser.add_argument("plan", metavar=words("PLAN"), help=words("a .lplan file, or a plan's code or id"))
    parser.add_argument(
        "--today", type=day, metavar=words("DATE"), help=words("as if today were this day (YYYY-MM-DD)")
    )


def run(call: Call) -> int:
    """Prints a line a step, and what is still missing."""
    plan, words = call.plan(), call.words
    methodology = call.methodology_of(plan)
    findings = check_plan(plan, methodology, seen_on(call.today, plan))
    steps = [(step, progress(plan, methodology, step.code, findings)) for step in methodology.steps]
    if call.json:
        say_json(
            [
                {
                    "step": step.number,
                    "code": step.code,
                    "title": words.form(f"step.{step.code}", step.title),
                    "share": round(found.share, 4),
                    "lines": [
                        {"done": n.done, "of": n.of, "message": progress_sentence(methodology, n, words)}
                        for n in found.lines
                    ],
                }
                for step, found in steps
            ]
        )
        return 0
    for step, found in steps:
        share = words.number(round(found.share * 100))
        say(f"{step.number:2}. {words.form(f'step.{step.code}', step.title)}  {share} %")
        for line in found.lines:
            if line.done < line.of:
                say(f"      {progress_sentence(methodology, line, words)}")
    return 0
