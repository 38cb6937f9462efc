"""`list`: the plans of the library."""

from __future__ import annotations

import argparse

from localplan.app.recent import recent_plans
from localplan.cli.call import Call
from localplan.cli.speech import say, say_json
from localplan.words import Words


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """Takes nothing of its own."""


def run(call: Call) -> int:
    """Prints the plans, last saved first."""
    with call.library(looking=True) as library:
        plans = library.plans()
    if call.json:
        say_json([plan._asdict() for plan in plans])
        return 0
    for plan in recent_plans(call.library_address, call.words).plans:
        say(f"{plan.code}  {plan.title}\n    {plan.facts}")
    if not plans:
        say(call.words("No plan in {path} yet.", path=str(call.library_address)))
    return 0
