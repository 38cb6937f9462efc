"""`rules`: all rules of the methodology under one legal profile."""

from __future__ import annotations

import argparse
from decimal import Decimal
from typing import Any

from localplan.cli.call import Call
from localplan.cli.speech import say, say_json
from localplan.domain.values import Refused
from localplan.methodology.rule_table import RuleRow, rule_rows
from localplan.words import Words

JSON = ("code", "tier", "parameters", "source", "evidence")


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """Takes the legal profile."""
    parser.add_argument("--profile", default="rs", metavar=words("CODE"), help=words("the legal profile (default: rs)"))


def run(call: Call) -> int:
    """Prints the rules by code."""
    profile = call.arguments.profile
    if profile not in call.methodology.profiles:
        raise Refused("unknown_profile", name=profile)
    rows = rule_rows(call.methodology, profile)
    if call.json:
        say_json([{name: getattr(row, name) for name in JSON} for row in rows])
    else:
        for row in rows:
            say(_line(row, call.words))
    return 0


def _line(row: RuleRow, words: Words) -> str:
    tiers = {"error": words("Error"), "warning": words("Warning"), "advice": words("Advice"), "off": words("Off")}
    values = "".join(f"  {code} = {_said(value, words)}" for code, value in row.parameters.items() if value is not None)
    return f"{row.code}  {tiers[row.tier]}{values}\n    {words.form(f'rule.{row.code}', row.source)}"


def _said(value: Any, words: Words) -> str:
    if isinstance(value, bool):
        return words("yes") if value else words("no")
    return words.number(Decimal(str(value))) if isinstance(value, int | float) else str(value)
