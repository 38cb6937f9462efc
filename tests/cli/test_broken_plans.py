"""`localplan check` over the broken plans names every rule that a plan by itself can break."""

from __future__ import annotations

from pathlib import Path

from localplan.methodology.rules import RULES
from tests.cli.conftest import Localplan
from tests.cli.packages import package_in
from tests.tools.broken_plans import broken_plans

BESIDE_THE_PLAN = {"R158", "R167", "R171"}
"""These compare with the plan in its hearing or as adopted, or wait for a public edition: no package brings that."""


def test_that_check_names_every_rule(localplan: Localplan, tmp_path: Path) -> None:
    named: set[str] = set()
    for broken in broken_plans():
        path = package_in(tmp_path / f"{broken.name}.lplan", broken.plan)
        answer = localplan("check", path, "--json", "--today", broken.seen.today)
        assert answer.code == 1
        named |= {finding["rule"] for finding in answer.json}
        assert all("{" not in finding["message"] for finding in answer.json)
    assert named == set(RULES) - BESIDE_THE_PLAN
