"""`consolidate`: workbook, report, figures; filters, rates, editions."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest
from openpyxl import load_workbook

from localplan.app.plans import open_library_at
from tests.cli.conftest import Answer, Localplan
from tests.neighbours import PLACES, fill_region
from tests.tools.make_region import make_region


@pytest.fixture
def region(tmp_path: Path) -> Path:
    path = tmp_path / "region.localplan"
    with open_library_at(path, "Ana", purpose="region") as library:
        fill_region(library)
    return path


def table(answer: Answer, name: str) -> list[dict[str, Any]]:
    """The rows of a table of the JSON, by heading."""
    (found,) = (one for one in answer.json["figures"]["tables"] if one["name"] == name)
    names = [column["name"] for column in found["columns"]]
    return [dict(zip(names, row["cells"], strict=True)) for row in found["rows"]]


def whole(answer: Answer) -> Decimal:
    (row,) = (row for row in table(answer, "money_by_year") if row["year"] == "Total")
    return Decimal(row["total"])


def test_that_workbook_and_report_are_written(localplan: Localplan, region: Path, tmp_path: Path) -> None:
    excel, pdf, word = (tmp_path / f"region.{ending}" for ending in ("xlsx", "pdf", "docx"))
    files = ("--excel", excel, "--pdf", pdf, "--word", word)
    answer = localplan("consolidate", "--library", region, *files, "--region", "South")
    assert answer.code == 0
    assert all(str(path) in answer.out for path in (excel, pdf, word))
    assert len(docx.Document(str(word)).tables) > 5
    assert "Overview" in load_workbook(excel).sheetnames
    assert pdf.read_bytes().startswith(b"%PDF")


def test_that_totals_and_tables_are_one_json_value(localplan: Localplan, region: Path) -> None:
    answer = localplan("consolidate", "--library", region, "--json", "--region", "South")
    assert Decimal(answer.json["totals"]["all"]["RSD"]) == whole(answer)
    assert {row["municipality"] for row in table(answer, "municipalities")} >= {"Aleksinac", "Aranđelovac", "Arilje"}
    assert len(table(answer, "municipalities")) == len(PLACES)
    assert len(table(answer, "missing")) == 1


def test_that_a_filter_leaves_out_what_does_not_fit(localplan: Localplan, region: Path) -> None:
    one = localplan("consolidate", "--library", region, "--json", "--filter", "municipalities=70041")
    assert [row["municipality"] for row in table(one, "municipalities")] == ["Arilje"]
    both = localplan(
        "consolidate", "--library", region, "--json", "--filter", "sections=youth", "--filter", "years=2026,2027"
    )
    assert {row["year"] for row in table(both, "amounts")} == {"2026", "2027"}
    assert whole(one) + whole(both) > 0


def test_that_a_choice_is_kept_and_used_again(localplan: Localplan, region: Path) -> None:
    chosen = ("--filter", "sections=youth", "--keep-choice", "Youth")
    first = localplan("consolidate", "--library", region, "--json", *chosen)
    again = localplan("consolidate", "--library", region, "--json", "--choice", "Youth")
    assert whole(first) == whole(again)
    localplan("consolidate", "--library", region, "--choice", "Other").complains("Other")


def test_that_a_given_rate_puts_money_into_euro(localplan: Localplan, region: Path) -> None:
    here = localplan("consolidate", "--library", region, "--json")
    euro = localplan("consolidate", "--library", region, "--json", "--rate", "RSD=117.2@2026-01-01")
    assert abs(whole(euro) * Decimal("117.2") - whole(here)) < len(table(euro, "amounts"))  # each rounded to the cent
    assert any("117.2" in note for note in euro.json["figures"]["notes"])


@pytest.mark.parametrize(
    "wrong",
    [
        ("--filter", "colour=red"),
        ("--filter", "years="),
        ("--rate", "RSD"),
        ("--rate", "RSD=-1@2026-01-01"),
        ("--rate", "RSD=117@yesterday"),
        ("--lang", "tlh"),
        ("--edition", "June"),
        ("--region", "Nowhere"),
    ],
)
def test_that_wrong_use_is_told_in_one_sentence(localplan: Localplan, region: Path, wrong: tuple[str, str]) -> None:
    localplan("consolidate", "--library", region, *wrong).complains()


def test_that_the_official_edition_needs_every_contradiction_decided(
    localplan: Localplan, tmp_path: Path, region: Path
) -> None:
    assert localplan("consolidate", "--library", region, "--official", "--json").code == 0
    folder = tmp_path / "in"
    make_region(folder, 10, 4)
    merging, excel = tmp_path / "merging.localplan", tmp_path / "official.xlsx"
    localplan("intake", folder, "--library", merging)
    told = localplan("consolidate", "--library", merging, "--json").json["figures"]["notes"]
    assert any("Bogatić" in note for note in told)
    localplan("consolidate", "--library", merging, "--official", "--excel", excel).complains("Bogatić")
    assert not excel.exists()
    only = ("--filter", "municipalities=70017")
    assert localplan("consolidate", "--library", merging, "--official", *only).code == 0


def test_that_an_edition_gives_next_week_the_same_answer(localplan: Localplan, region: Path, tmp_path: Path) -> None:
    then = localplan("consolidate", "--library", region, "--json", "--freeze", "June")
    with open_library_at(region, "Ana") as library:
        library.drop_plan(library.plans()[0].id)
    now = localplan("consolidate", "--library", region, "--json")
    kept = localplan("consolidate", "--library", region, "--json", "--edition", "June")
    assert whole(kept) == whole(then) != whole(now)
    assert kept.json["totals"] == then.json["totals"] != now.json["totals"]
    assert "totals" not in kept.json["figures"]
    excel = tmp_path / "june.xlsx"
    assert localplan("consolidate", "--library", region, "--edition", "June", "--excel", excel).code == 0
    assert excel.exists()
    localplan("consolidate", "--library", region, "--freeze", "June").complains("June")


def test_that_a_district_says_who_is_missing_without_an_intake(localplan: Localplan, region: Path) -> None:
    told = localplan("consolidate", "--library", region, "--json", "--region", "Borski okrug")
    assert len(table(told, "missing")) > 1
    assert told.json["figures"]["title"].endswith("Borski okrug")


def test_that_totals_are_those_of_what_is_chosen(localplan: Localplan, region: Path) -> None:
    chosen = localplan("consolidate", "--library", region, "--json", "--filter", "years=2026")
    assert list(chosen.json["totals"]["by_year"]) == ["2026"]
    assert Decimal(chosen.json["totals"]["all"]["RSD"]) == whole(chosen)
    euro = localplan("consolidate", "--library", region, "--json", "--rate", "RSD=117.2@2026-01-01")
    assert set(euro.json["totals"]["all"]) == {"EUR"}
    assert Decimal(euro.json["totals"]["all"]["EUR"]) == whole(euro)


def test_that_a_misspelt_library_is_not_read_as_an_empty_region(localplan: Localplan, tmp_path: Path) -> None:
    missing = tmp_path / "reigon.localplan"
    for command in (
        ("consolidate",),
        ("consolidate", "--public"),
        ("duplicates",),
        ("feedback", "--out", tmp_path),
        ("region", "list"),
        ("note", "--rule", "R128", "--text", "Look"),
    ):
        localplan(*command, "--library", missing).complains("reigon.localplan")
    assert not missing.exists()


def test_that_an_empty_library_has_nothing_to_add_up(localplan: Localplan, library: Path, tmp_path: Path) -> None:
    with open_library_at(library, "Ana"):
        pass
    answer = localplan("consolidate", "--library", library, "--excel", tmp_path / "e.xlsx", "--pdf", tmp_path / "e.pdf")
    assert answer.code == 0
    assert "Plans: 0" in answer.out


@pytest.mark.parametrize(
    "wrong", ["years=abc", "sections=yuoth", "municipalities=70042", "sources=99x", "districts=RS-99", "bodies=x"]
)
def test_that_a_misspelt_filter_is_refused_with_what_there_is(localplan: Localplan, region: Path, wrong: str) -> None:
    localplan("consolidate", "--library", region, "--filter", wrong).complains(wrong.split("=")[1])
