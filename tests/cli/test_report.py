"""`report` and `new --after`: a year's results, and the plan that follows."""

from __future__ import annotations

from pathlib import Path

from localplan.app.plans import open_library_at
from localplan.domain.codes import codes
from tests import samples
from tests.cli.conftest import Localplan

EXPECTED = samples.control_totals()["report_2026"]


def test_that_a_report_is_read_as_computed_by_hand(localplan: Localplan, package: Path) -> None:
    (report,) = localplan("report", package, "--json").json
    assert (report["planned"], report["spent"]) == (str(EXPECTED["planned"]), str(EXPECTED["spent"]))
    assert report["execution"] == "86.7" and report["activities"] == EXPECTED["activities"]
    found = {one["code"]: one["achievement"] for one in report["indicators"]}
    plan = samples.implementation()
    numbers, letters = codes(plan), codes(plan, "letters")
    expected = {numbers[id]: EXPECTED["achievement"].get(letters[id]) for id in numbers if numbers[id] in found}
    assert {code: share for code, share in found.items() if expected[code]} == {c: s for c, s in expected.items() if s}
    assert sum(share is not None for share in expected.values()) == len(EXPECTED["achievement"])
    assert all(0 <= float(one["done"]) <= 100 for one in report["measures"])
    assert "30,227" in localplan("report", package).out


def test_that_a_report_is_begun_once(localplan: Localplan, library: Path, package: Path) -> None:
    with open_library_at(library, "Vesna") as opened:
        opened.add_plan(samples.implementation())
    id = samples.implementation().id
    reports = localplan("report", id, "--begin", 2027, "--library", library, "--json").json
    assert [one["year"] for one in reports] == [2026, 2027] and reports[1]["indicators"] == []
    localplan("report", id, "--begin", 2027, "--library", library).complains("2027")
    localplan("report", package, "--begin", 2027).complains("library")


def test_that_a_new_plan_follows_an_old_one(localplan: Localplan, library: Path, package: Path) -> None:
    made = localplan("new", "--after", package, "--from", 2029, "--to", 2031, "--library", library, "--json").json[0]
    shown = localplan("show", made["id"], "--library", library, "--json").json
    assert (shown["status"], shown["period"], shown["total"]) == ("draft", ["2029-01-01", "2031-12-31"], "0")
    assert shown["measures"] == 7 and shown["activities"] < 21
    assert shown["code"].split("-")[1:] == ["2029", "1"]
    localplan("new", "--after", package, "--from", 2031, "--to", 2029, "--library", library).complains("2031", "2029")
    localplan("new", "--after", package, "--library", library).complains("--from")
