"""`calendar`: the dates of a plan, as a list and as a file for calendar programs."""

from __future__ import annotations

import argparse
from pathlib import Path

from localplan.app.calendar import calendar_days, write_calendar
from localplan.cli.call import Call, day
from localplan.cli.speech import say, say_json
from localplan.words import Words


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """Takes the plan, the file to write and the day."""
    parser.add_argument("plan", metavar=words("PLAN"), help=words("a .lplan file, or a plan's code or id"))
    parser.add_argument("--ics", type=Path, metavar=words("FILE"), help=words("write a file for calendar programs"))
    parser.add_argument(
        "--today", type=day, metavar=words("DATE"), help=words("as if today were this day (YYYY-MM-DD)")
    )


def run(call: Call) -> int:
    """Writes the file if asked to, and prints the dates."""
    plan, words = call.plan(), call.words
    if call.arguments.ics:
        write_calendar(plan, call.methodology_of(plan), words, call.arguments.ics, call.today)
    days = calendar_days(plan, call.methodology_of(plan), words, call.today)
    if call.json:
        say_json(days)
        return 0
    for one in days:
        say(f"{words.day(one.day)}  {'✓' if one.done else ' '} {one.title}")
    if not days:
        say(words("The plan has no dates yet."))
    return 0
