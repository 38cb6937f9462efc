"""`region`: the coordinator's book on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from localplan.app.editions import edition_in_library
from localplan.app.plans import open_library_at
from localplan.app.sending import package_from, sent_revision
from tests import samples
from tests.cli.conftest import Localplan
from tests.methods import methodology


@pytest.fixture
def region(tmp_path: Path) -> Path:
    path = tmp_path / "region.localplan"
    with open_library_at(path, "Vesna", purpose="region") as library:
        library.add_plan(samples.draft())
    return path


def test_that_the_region_says_who_owes_what(localplan: Localplan, region: Path, tmp_path: Path) -> None:
    paper = tmp_path / "lap.pdf"
    paper.write_bytes(b"%PDF-1.4")
    stub = ("--title", "LAP", "--to", 2026, "--total", "money=5", "--file", paper)
    assert localplan("region", "stub", "--municipality", "79014", *stub, "--library", region).code == 0
    listed = localplan("region", "list", "--library", region, "--today", "2027-03-02", "--json").json
    assert {one["municipality"]: [code for code, _ in one["owes"]] for one in listed} == {
        "79014": ["in_localplan", "next_plan"],
        samples.draft().root.municipality: ["adoption"],
    }
    assert "its plan in localplan" in localplan("region", "list", "--library", region).out


def test_that_a_reminder_is_written_settled_and_dropped(localplan: Localplan, region: Path) -> None:
    asked = ("--municipality", "79014", "--about", "the plan", "--next", "2027-04-01", "--how", "letter")
    (one,) = localplan("region", "remind", *asked, "--library", region, "--author", "Vesna", "--json").json
    assert (one["how"], one["person"], one["next_day"], one["done"]) == ("letter", "Vesna", "2027-04-01", False)
    assert localplan("region", "remind", "--done", one["id"], "--library", region, "--json").json[0]["done"] is True
    assert localplan("region", "remind", "--drop", one["id"], "--library", region, "--json").json == []
    localplan("region", "remind", "--drop", one["id"], "--library", region).complains(one["id"])


def test_that_calendar_and_hand_over_are_written(localplan: Localplan, region: Path, tmp_path: Path) -> None:
    localplan("region", "contact", "--municipality", "79014", "--name", "Ana", "--library", region)
    ics, pdf = tmp_path / "r.ics", tmp_path / "r.pdf"
    assert localplan("region", "calendar", "--out", ics, "--library", region).code == 0
    assert ics.read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert localplan("region", "handover", "--out", pdf, "--lang", "sr-Latn", "--library", region).code == 0
    assert pdf.read_bytes().startswith(b"%PDF-")
    localplan("region", "handover", "--library", region).complains("--out FILE")


def test_that_a_new_library_for_a_region_is_made_as_one(localplan: Localplan, tmp_path: Path) -> None:
    path = tmp_path / "new.localplan"
    localplan("region", "contact", "--municipality", "79014", "--name", "Ana", "--library", path)
    with open_library_at(path, "Vesna") as library:
        assert library.purpose == "region"


def test_that_a_census_is_brought_and_counted_with(localplan: Localplan, region: Path, tmp_path: Path) -> None:
    census = tmp_path / "census.csv"
    code = samples.draft().root.municipality
    census.write_text(f"{code};12000\n", encoding="utf-8")
    brought = localplan("region", "people", "--file", census, "--year", 2022, "--library", region, "--json").json
    assert brought == {"municipalities": 1, "year": 2022}
    told = localplan("consolidate", "--library", region, "--json").json["figures"]
    row = told["tables"][0]["rows"][0]["cells"]
    assert 12000 in row and "2022" in row
    assert localplan("region", "people", "--library", region).code == 2


def test_that_a_region_is_handed_over_looked_at_and_taken_over(
    localplan: Localplan, library: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.localplan"
    with open_library_at(library, "Ana", purpose="region") as opened:
        opened.add_plan(samples.draft())
        plan, revision = sent_revision(opened, samples.draft().id)
        edition_in_library(opened, package_from(opened, plan, revision, {}), "public", methodology())
    assert localplan("region", "handover", "--out", copy, "--library", library, "--author", "Ana").code == 0
    assert localplan("list", "--library", copy, "--json").json
    add = ("region", "contact", "--municipality", "79014", "--name", "Mila", "--library", copy)
    localplan(*add).complains("Ana")
    own = tmp_path / "own.localplan"
    brought = localplan("region", "published", "--file", copy, "--library", own, "--json").json
    assert brought["new"] == 1 and [one["person"] for one in brought["editions"]] == ["Ana"]
    assert "Ana" in localplan("region", "published", "--library", copy).out
    assert localplan("region", "take-over", "--library", copy, "--json").json["plans"] == 1
    assert localplan(*add).code == 0
