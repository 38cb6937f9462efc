"""`duplicates`: pairs with numbers and reasons; what was said about them stays."""

from __future__ import annotations

from pathlib import Path

from localplan.app.plans import open_library_at
from localplan.domain.edits import apply_edits, put
from tests.cli.conftest import Localplan
from tests.domain.test_consolidation import municipality
from tests.plans import record


def filled(path: Path) -> Path:
    with open_library_at(path, "Ana") as library:
        for place in ("a", "b", "c"):
            plan = municipality(place, [], country="RS")
            body = record("organisation", f"{place}-O", plan.id, 0, name={"en": "Red Cross"})
            library.add_plan(apply_edits(plan, [put(body)]))
    return path


def test_that_pairs_are_listed_with_their_reasons(localplan: Localplan, library: Path) -> None:
    answer = localplan("duplicates", "--library", filled(library))
    assert answer.code == 0
    assert [line.split()[0] for line in answer.out.splitlines()] == ["1", "2", "3"]
    assert "the same name" in answer.out and "Red Cross [a]" in answer.out


def test_that_a_decision_is_remembered(localplan: Localplan, library: Path) -> None:
    filled(library)
    assert len(localplan("duplicates", "--library", library, "--not-the-same", 1, "--json").json) == 2
    assert len(localplan("duplicates", "--library", library, "--same", 2, "--json").json) < 2
    localplan("duplicates", "--library", library, "--same", 9).complains("9")


def test_that_an_empty_library_has_none(localplan: Localplan, library: Path) -> None:
    assert localplan("duplicates", "--library", library).out.strip() == "No two bodies look alike."
