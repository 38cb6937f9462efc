"""`new`, `list`, `show`, `progress`: what stands in a library."""

from __future__ import annotations

from pathlib import Path

import pytest

from localplan.app.plans import open_library_at
from tests import samples
from tests.cli.conftest import Localplan

IVANJICA = ("new", "--municipality", "70564", "--from", 2027, "--to", 2029)


def test_that_a_new_plan_stands_in_a_library_made_for_it(localplan: Localplan, library: Path) -> None:
    assert not library.exists()
    answer = localplan(*IVANJICA, "--library", library)
    assert (answer.code, "70564-2027-1" in answer.out) == (0, True)
    shown = localplan("show", "70564-2027-1", "--library", library, "--json").json
    assert (shown["municipality"], shown["period"]) == ("70564", ["2027-01-01", "2029-12-31"])
    assert set(shown["sections"]) == {"youth", "diaspora", "employment"}
    assert (shown["currency"], shown["amount_unit"], shown["records"]) == ("RSD", 1000, 1)


def test_that_what_is_asked_for_a_new_plan_is_in_it(localplan: Localplan, library: Path) -> None:
    localplan(*IVANJICA, "--sections", "youth, diaspora", "--lang", "sr-Latn", "--library", library)
    shown = localplan("show", "70564-2027-1", "--library", library, "--json").json
    assert (set(shown["sections"]), shown["languages"]) == ({"youth", "diaspora"}, ["sr-Latn"])


def test_that_a_second_plan_gets_the_next_code(localplan: Localplan, library: Path) -> None:
    made = [localplan(*IVANJICA, "--library", library, "--json").json[0] for _ in range(2)]
    assert [plan["code"] for plan in made] == ["70564-2027-1", "70564-2027-2"]
    listed = localplan("list", "--library", library, "--json").json
    assert {plan["id"] for plan in listed} == {plan["id"] for plan in made}


def test_that_a_copy_of_the_sample_is_for_practice_and_keeps_its_money(localplan: Localplan, library: Path) -> None:
    made = localplan("new", "--template", "sample", "--library", library, "--json").json[0]
    assert made["practice"]
    shown = localplan("show", made["id"], "--library", library, "--json").json
    totals = samples.control_totals()
    assert shown["total"] == str(totals["total"])
    assert {year: int(sum) for year, sum in shown["totals"]["year"].items()} == totals["by_year"]
    assert shown["id"] != samples.draft().id and shown["status"] == "draft"
    assert "TRAINING" in localplan("list", "--library", library).out


@pytest.mark.parametrize(
    ("wrong", "parts"),
    [
        (("--municipality", "12345"), ["12345"]),
        (("--to", "2026"), ["2026", "2027"]),
        (("--from", "0"), ["0"]),
        (("--from", "soon"), ["soon", "--from"]),
        (("--type", "novel"), ["novel", "programme"]),
        (("--sections", "youth,elves"), ["elves", "diaspora"]),
        (("--lang", "xx"), ["xx", "sr-Latn"]),
        (("--template", "novel"), ["novel", "sample"]),
    ],
)
def test_that_a_plan_with_wrong_facts_is_not_made(
    localplan: Localplan, library: Path, wrong: tuple[str, ...], parts: list[str]
) -> None:
    localplan(*IVANJICA, *wrong, "--library", library).complains(*parts)
    assert not library.exists()


def test_that_municipality_and_years_must_be_named(localplan: Localplan, library: Path) -> None:
    localplan("new", "--from", 2027, "--library", library).complains("--municipality", "--to")


def test_that_an_empty_library_says_so(localplan: Localplan, library: Path) -> None:
    assert str(library) in localplan("list", "--library", library).out
    assert library.is_file()
    assert localplan("list", "--library", library, "--json").json == []


def test_that_options_for_all_may_stand_before_or_behind_the_command(localplan: Localplan, library: Path) -> None:
    localplan(*IVANJICA, "--library", library)
    assert (
        localplan("--library", library, "--json", "list").json == localplan("list", "--library", library, "--json").json
    )


def test_that_a_plan_is_found_by_code_by_id_and_in_its_package(
    localplan: Localplan, library: Path, package: Path
) -> None:
    localplan("import", package, "--library", library)
    plan = samples.implementation()
    found = [
        localplan("show", name, "--library", library, "--json").json for name in (plan.root.code, plan.id, package)
    ]
    assert found[0] == found[1] == found[2]
    assert found[0]["digest"] == plan.digest
    assert found[0]["measures"] == samples.control_totals()["counts"]["measures"]


def test_that_a_plan_is_shown_in_words(localplan: Localplan, package: Path) -> None:
    out = localplan("show", package).out
    assert "In implementation" in out and "Total: 107,360 thousand RSD" in out and "1.1.1  Skills" in out


def test_that_a_plan_that_is_not_there_is_told(localplan: Localplan, library: Path) -> None:
    for command in ("show", "check", "progress"):
        localplan(command, "70564-2027-9", "--library", library).complains("70564-2027-9")


def test_that_a_library_open_elsewhere_can_be_looked_into_but_not_changed(localplan: Localplan, library: Path) -> None:
    localplan(*IVANJICA, "--library", library)
    with open_library_at(library, "Vesna"):
        assert len(localplan("list", "--library", library, "--json").json) == 1
        assert localplan("show", "70564-2027-1", "--library", library).code == 0
        assert localplan("progress", "70564-2027-1", "--library", library).code == 0
        localplan(*IVANJICA, "--library", library).complains("Vesna")
    assert len(localplan("list", "--library", library, "--json").json) == 1


def test_that_progress_grows_from_the_first_step_to_the_last(
    localplan: Localplan, library: Path, package: Path
) -> None:
    localplan(*IVANJICA, "--library", library)
    begun = localplan("progress", "70564-2027-1", "--library", library, "--json").json
    whole = localplan("progress", package, "--today", "2027-05-01", "--json").json
    assert [step["step"] for step in begun] == [step["step"] for step in whole] == list(range(1, 15))
    assert 0 < begun[0]["share"] < 1 and begun[5]["share"] == 0
    assert all(step["share"] == 1 for step in whole)
    assert all(0 <= line["done"] <= line["of"] and line["message"] for step in whole for line in step["lines"])
    told = localplan("progress", package).out.splitlines()
    assert len(told) == 14 and all(line.endswith("100 %") for line in told)


def test_that_progress_says_what_is_missing(localplan: Localplan, library: Path) -> None:
    localplan(*IVANJICA, "--library", library)
    assert "Decision to start: 0 of" in localplan("progress", "70564-2027-1", "--library", library).out
