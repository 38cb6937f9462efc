"""Step 12: who coordinates and watches."""

from __future__ import annotations

from collections.abc import Iterator

from localplan.methodology.rules.facts import Facts
from localplan.methodology.rules.registry import Found, rule


@rule("R142")
def no_coordination_body(facts: Facts) -> Iterator[Found]:
    if not facts.known(facts.root.coordination_body):
        yield Found(facts.root.id, "coordination_body")
