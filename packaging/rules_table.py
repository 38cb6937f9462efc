"""Writes docs/rules.md: every rule with its tier, parameters and source, from forms/.

rules_table.py            writes the file
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from localplan.methodology.loader import load_methodology
from localplan.methodology.methodology import Methodology
from localplan.methodology.rule_table import RuleRow, rule_rows

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs" / "rules.md"
HEAD = """# Rules

Written by `packaging/rules_table.py` from `forms/rules/` and `forms/profiles/`; do not edit.

An *error* keeps a plan from adoption, a *warning* wants to be accepted with a reason, *advice* wants nothing. A rule
speaks for a step that was opened, from the state of the plan that stands in its row. *Small* says whether it holds in
the small-municipality track. Parameters are those of the Serbian profile; a municipality that overrides one with its
ground and gazette silences the rule. The last column is the tier in the generic profile where it differs.

R184 is the program's behaviour: it never finds anything, it refuses. R167 speaks while a public edition is being made.
"""
COLUMNS = ("Rule", "Tier", "From state", "Small", "What it says", "Parameters", "Source", "Evidence", "Generic")


def table(methodology: Methodology) -> str:
    """The whole document."""
    generic = {row.code: row for row in rule_rows(methodology, "generic")}
    rows = {row.code: row for row in rule_rows(methodology, "rs")}
    parts = [HEAD]
    for step in methodology.steps:
        own = [row for row in rows.values() if row.step == step.code]
        if own:
            parts += [f"## {step.number}. {step.title}\n", "\n".join(_lines(own, generic)) + "\n"]
    return "\n".join(parts)


def _lines(rows: list[RuleRow], generic: dict[str, RuleRow]) -> Iterator[str]:
    yield _line(COLUMNS)
    yield _line("---" for _ in COLUMNS)
    for row in rows:
        parameters = ", ".join(f"{code} = {value}" for code, value in row.parameters.items())
        other = generic[row.code].tier
        yield _line(
            (
                *(row.code, row.tier, row.from_state.replace("_", " "), "yes" if row.small else "no"),
                *(row.message, parameters, row.source, row.evidence.replace("_", " ")),
                "" if other == row.tier else other,
            )
        )


def _line(cells: Iterator[str] | tuple[str, ...]) -> str:
    return "| " + " | ".join(re.sub(r"[|\n]", " ", cell) for cell in cells) + " |"


if __name__ == "__main__":
    TABLE.write_text(table(load_methodology(ROOT / "forms")), encoding="utf-8", newline="\n")
