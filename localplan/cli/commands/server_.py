"""`server`: what the administrators of a library on a server need to see and to do."""

from __future__ import annotations

import argparse

from localplan.app.server import cluster_statements, server_facts, upgrade_server
from localplan.cli.call import Call
from localplan.cli.speech import say, say_json
from localplan.words import Words


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """Takes what to do; without anything it only looks."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--upgrade", action="store_true", help=words("update the library (back it up first)"))
    what.add_argument(
        "--cluster", action="store_true", help=words("print the SQL that distributes its tables by plan (Citus)")
    )


def run(call: Call) -> int:
    """Prints how the library on the server stands, or what was done."""
    if call.arguments.cluster:
        for statement in cluster_statements():
            say(statement)
    elif call.arguments.upgrade:
        before, after = upgrade_server(call.library_address)
        if call.json:
            say_json({"before": before, "after": after})
        else:
            say(call.words("Schema {before} → {after}.", before=before, after=after))
    else:
        _show(call)
    return 0


def _show(call: Call) -> None:
    facts, words = server_facts(call.library_address), call.words
    if call.json:
        say_json(facts._asdict())
        return
    say(words("PostgreSQL {version}, database “{name}”", version=facts.version, name=facts.database))
    say(words("Schema {found}; this program needs {known}", found=facts.schema, known=facts.known))
    say(words.plural("{n} plan", "{n} plans", facts.plans))
    say(words("Search has an index.") if facts.indexed else words("Search has no index: pg_trgm is not installed."))
    say(words("You may change this library.") if facts.changeable else words("You may only read this library."))
