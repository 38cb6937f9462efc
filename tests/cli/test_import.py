"""`import`: what becomes of packages, good ones and others."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from localplan.app.plans import open_library_at, open_session
from localplan.app.taking_in import take_in
from localplan.domain.edits import SetField, apply_edits
from localplan.domain.plan import Plan
from localplan.domain.values import Refused
from localplan.exchange.package import read_package
from tests import samples
from tests.cli.conftest import Localplan
from tests.cli.packages import bad_packages, package_in
from tests.plans import empty_plan


def changed(plan: Plan, vision: str) -> Plan:
    return apply_edits(plan, [SetField(plan.id, "vision", vision, "en")])


def digests(library: Path) -> dict[str, str]:
    with open_library_at(library, "test", read_only=True) as known:
        return {plan.id: plan.digest for plan in known.plans()}


@pytest.fixture
def filled(localplan: Localplan, library: Path, tmp_path: Path) -> Path:
    """A library with the draft."""
    assert localplan("import", package_in(tmp_path / "draft.lplan", samples.draft()), "--library", library).code == 0
    return library


def test_that_a_package_comes_in_whole_and_a_second_time_brings_nothing(
    localplan: Localplan, library: Path, package: Path
) -> None:
    for verdict in ("new", "identical"):
        (taken,) = localplan("import", package, "--library", library, "--json").json
        assert taken["verdict"] == verdict and taken["code"] == "99999-2026-1"
    assert digests(library) == {samples.implementation().id: samples.implementation().digest}


def test_that_a_later_state_is_taken_over_and_an_earlier_one_is_not(
    localplan: Localplan, filled: Path, tmp_path: Path
) -> None:
    draft = samples.draft()
    later = changed(draft, "A place to stay")
    path = package_in(tmp_path / "later.lplan", later, parents=(draft.digest,))
    for name, verdict in (("later", "update"), ("later", "identical"), ("draft", "older")):
        (taken,) = localplan("import", tmp_path / f"{name}.lplan", "--library", filled, "--json").json
        assert taken["verdict"] == verdict, name
        assert digests(filled) == {draft.id: later.digest}
    assert path.is_file()


def test_that_states_which_grew_apart_are_merged(localplan: Localplan, filled: Path, tmp_path: Path) -> None:
    stranger = package_in(tmp_path / "stranger.lplan", changed(samples.draft(), "Another"), parents=("0" * 64,))
    (taken,) = localplan("import", stranger, "--library", filled, "--json").json
    assert taken["verdict"] == "reconcile"
    with open_library_at(filled, "test", read_only=True) as known:
        assert [c.field for c in known.conflicts(samples.draft().id) if not c.chosen] == ["vision"]
    (again,) = localplan("import", stranger, "--library", filled, "--json").json
    assert again["verdict"] == "older"


def test_that_what_was_taken_back_is_taken_in_again(localplan: Localplan, filled: Path, tmp_path: Path) -> None:
    draft = samples.draft()
    path = package_in(tmp_path / "later.lplan", changed(draft, "A place to stay"), parents=(draft.digest,))
    localplan("import", path, "--library", filled)
    with open_library_at(filled, "test") as library:
        session = open_session(library, draft.id, "test")
        session.undo()
        session.save()
    for option, verdict in (((), "older"), (("--again",), "reconcile")):
        (taken,) = localplan("import", path, "--library", filled, *option, "--json").json
        assert taken["verdict"] == verdict


def test_that_another_plan_with_a_code_of_the_library_stands_beside_it(
    localplan: Localplan, filled: Path, tmp_path: Path
) -> None:
    other = empty_plan(code=samples.draft().root.code)
    assert localplan("import", package_in(tmp_path / "other.lplan", other), "--library", filled).code == 0
    assert set(digests(filled)) == {samples.draft().id, other.id}
    localplan("show", other.root.code, "--library", filled).complains("99999-2026-1")


def test_that_a_broken_file_never_stops_the_others(localplan: Localplan, library: Path, tmp_path: Path) -> None:
    good = [package_in(tmp_path / "1.lplan", samples.draft()), package_in(tmp_path / "3.lplan", samples.small())]
    broken = tmp_path / "2.lplan"
    broken.write_bytes(good[0].read_bytes()[:-100])
    answer = localplan("import", good[0], broken, tmp_path / "gone.lplan", good[1], "--library", library, "--json")
    assert answer.code == 2
    assert [taken["verdict"] for taken in answer.json] == ["new", "", "", "new"]
    assert [bool(taken["problem"]) for taken in answer.json] == [False, True, True, False]
    assert len(answer.err.strip().splitlines()) == 2 and "2.lplan" in answer.err and "gone.lplan" in answer.err
    assert set(digests(library)) == {samples.draft().id, samples.small().id}


def test_that_whatever_else_comes_is_told_in_a_sentence_and_changes_nothing(
    localplan: Localplan, filled: Path, package: Path, tmp_path: Path
) -> None:
    bad = {}
    for name, content in bad_packages(package.read_bytes()):
        bad[name] = tmp_path / f"{name}.lplan"
        bad[name].write_bytes(content)
    before = filled.read_bytes()
    results = localplan("import", *bad.values(), "--library", filled, "--json")
    assert results.code == 2 and len(results.json) == len(bad)
    for name, result in zip(bad, results.json, strict=True):
        assert result["verdict"] == "" and result["problem"].count(f"{name}.lplan") == 1, result
        assert "\n" not in result["problem"] and "Traceback" not in result["problem"]
    assert "newer version" in next(r["problem"] for r in results.json if "newer.lplan" in r["problem"])
    assert filled.read_bytes() == before
    for name in ("truncated", "newer", "letter", "too-deep"):
        localplan("import", bad[name], "--library", filled).complains(f"{name}.lplan")
        localplan("show", bad[name]).complains(f"{name}.lplan")


def test_that_a_package_which_fails_half_way_leaves_nothing(library: Path, package: Path) -> None:
    good = read_package(package)
    wrong = msgspec.structs.replace(good, manifest=msgspec.structs.replace(good.manifest, revision="0" * 64))
    with open_library_at(library, "test") as known:
        with pytest.raises(Refused):
            take_in(known, wrong)
        assert known.plans() == ()
        assert take_in(known, good) == "new"
