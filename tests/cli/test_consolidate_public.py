"""`consolidate --public`: what everybody may read of a region, release after release."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader

from localplan.app.plans import open_library_at, open_session
from localplan.domain.edits import SetField
from localplan.domain.records.delivery import IndicatorValue
from localplan.domain.region_public import SUPPRESSED
from localplan.domain.suppression import exposed
from tests.cli.conftest import Localplan
from tests.domain.test_editions import with_canaries
from tests.exchange.documents import text_of
from tests.exchange.workbooks import read
from tests.neighbours import PLACES, copy_for


@pytest.fixture
def region(tmp_path: Path) -> Path:
    """Three municipalities, with a name in every field that names people."""
    path = tmp_path / "region.localplan"
    with open_library_at(path, "Canary Coordinator") as library:
        for code, facts in PLACES.items():
            plan = with_canaries(copy_for(code, *facts))
            library.add_plan(plan)
            library.keep_revision(plan, "sent")
    return path


def test_that_nobody_is_named_and_small_counts_are_starred_in_every_file(
    localplan: Localplan, region: Path, tmp_path: Path
) -> None:
    for public in (False, True):
        excel, pdf, word = (tmp_path / f"r.{ending}" for ending in ("xlsx", "pdf", "docx"))
        options = ["--excel", excel, "--pdf", pdf, "--word", word, "--lang", "en", *(["--public"] if public else [])]
        assert localplan("consolidate", "--library", region, "--author", "Canary Ana", *options).code == 0
        document = PdfReader(pdf)
        parts = [book.read(name) for book in map(zipfile.ZipFile, (excel, word)) for name in book.namelist()]
        parts.append(f"{text_of(document)} {document.metadata}".encode())
        assert any(b"Canary" in part for part in parts) != public
        cells = [cell for sheet in read(excel) for row in sheet.iter_rows(values_only=True) for cell in row]
        assert (SUPPRESSED in cells) == public
        assert ("marks a hidden figure" in text_of(document).replace("\n", " ")) == public


def test_that_internal_tables_are_not_published(localplan: Localplan, region: Path) -> None:
    told = localplan("consolidate", "--library", region, "--public", "--json").json
    assert told["totals"] == localplan("consolidate", "--library", region, "--json").json["totals"]
    names = {table["name"] for table in told["figures"]["tables"]}
    assert {"municipalities", "indicators", "money_by_year"} <= names
    assert not names & {"quality", "provenance", "requests", "peers", "missing"}


def test_that_no_count_of_one_to_four_persons_is_shown(localplan: Localplan, region: Path) -> None:
    told = localplan("consolidate", "--library", region, "--public", "--json").json
    starred = 0
    for table in told["figures"]["tables"]:
        counts = [n for n, column in enumerate(table["columns"]) if column.get("persons")]
        values = [n for n, column in enumerate(table["columns"]) if column["name"] in ("value", "numerator")]
        units = [n for n, column in enumerate(table["columns"]) if column["name"] == "unit"]
        for row in table["rows"]:
            of_people = row.get("persons") and "%" not in [row["cells"][n] for n in units]
            for n in counts + (values if of_people else []):
                cell = row["cells"][n]
                starred += cell == SUPPRESSED
                assert cell in (None, SUPPRESSED) or not 0 < Decimal(str(cell)) < 5, (table["name"], row)
    assert starred >= 3


def test_that_the_next_release_gives_away_nothing_of_the_first(localplan: Localplan, region: Path) -> None:
    assert localplan("consolidate", "--library", region, "--public").code == 0
    plan = next(iter(PLACES))
    with open_library_at(region, "Ana") as library:
        id = next(line.id for line in library.plans() if line.municipality == plan)
        session = open_session(library, id, "Ana")
        values = [v for v in session.plan.all(IndicatorValue) if v.value]
        session.perform([SetField(v.id, "value", Decimal(7)) for v in values], "typed")
        library.flush()
    assert localplan("consolidate", "--library", region, "--public").code == 0
    with open_library_at(region, "Ana") as library:
        editions = [publication.figures for publication in library.published()]
    assert len(editions) == 2 and editions[0].hidden
    assert not exposed(editions)


def test_that_a_kept_edition_is_not_made_public(localplan: Localplan, region: Path) -> None:
    localplan("consolidate", "--library", region, "--public", "--freeze", "Friday").complains("--freeze")
