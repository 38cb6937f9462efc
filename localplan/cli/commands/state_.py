"""`state`: how far a plan has come in its life, and what keeps it from going on."""

from __future__ import annotations

import argparse
from typing import Any

from localplan.app.findings import finding_sentence, seen_on, title_of
from localplan.app.plans import open_session
from localplan.app.process import amend, kept_from, move_to, next_state, possible_states, seen_for, state_name
from localplan.cli.call import Call, day, is_a_file
from localplan.cli.speech import complain, say, say_json
from localplan.data import data_dir
from localplan.domain.adoption import version_of
from localplan.domain.plan import Plan
from localplan.methodology.checks import Finding, Seen
from localplan.words import Words, words_for


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """Takes the plan, the state it is to be given, and the day."""
    parser.add_argument("plan", metavar=words("PLAN"), help=words("a .lplan file, or a plan's code or id"))
    change = parser.add_mutually_exclusive_group()
    change.add_argument("--to", metavar=words("STATE"), help=words("give the plan this state"))
    change.add_argument(
        "--amend", metavar=words("REASON"), help=words("open an amendment: the next version of an adopted plan")
    )
    parser.add_argument(
        "--today", type=day, metavar=words("DATE"), help=words("as if today were this day (YYYY-MM-DD)")
    )


def run(call: Call) -> int:
    """Changes the state if asked to, and prints where the plan stands."""
    changing = call.arguments.to or call.arguments.amend
    if is_a_file(call.arguments.plan):
        if changing:
            complain(call.words("Only a plan in the library can be changed. Import the package first."))
            return 2
        plan = call.plan()
        return _told(call, plan, seen_on(call.today, plan))
    with call.library(looking=not changing) as library:
        id = library.find_plan(call.arguments.plan)
        if changing:
            session = open_session(library, id, call.author)
            if call.arguments.to:
                move_to(session, library, call.methodology_of(session.plan), call.arguments.to, call.today, call.words)
            else:
                language = session.plan.root.main_language
                amend(session, library, call.arguments.amend, words_for(language, data_dir("resources") / "locale"))
            session.save()
        plan = library.read_plan(id)
        return _told(call, plan, seen_for(library, plan, call.today))


def _told(call: Call, plan: Plan, seen: Seen) -> int:
    coming = next_state(plan.root.status)
    errors = kept_from(plan, call.methodology_of(plan), seen, coming)
    if call.json:
        say_json(_described(call, plan, coming, errors))
        return 0
    words, methodology = call.words, call.methodology_of(plan)
    state = state_name(plan, methodology, plan.root.status or "draft", words)
    say(words("{state}, version {number}", state=state, number=version_of(plan)))
    if coming:
        say(words("Next: {state}", state=state_name(plan, methodology, coming, words)))
    for finding in errors:
        where = title_of(plan, methodology, finding.record, words) or words("The whole plan")
        say(f"  {finding.rule}  {where}\n    {finding_sentence(plan, methodology, finding, words)}")
    return 0


def _described(call: Call, plan: Plan, coming: str, errors: list[Finding]) -> dict[str, Any]:
    return {
        "state": plan.root.status or "draft",
        "version": version_of(plan),
        "next": coming,
        "possible": list(possible_states(plan.root.status)),
        "kept_from_next_by": [
            {
                "rule": finding.rule,
                "record": finding.record,
                "field": finding.field,
                "message": finding_sentence(plan, call.methodology_of(plan), finding, call.words),
            }
            for finding in errors
        ],
    }
