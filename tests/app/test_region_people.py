"""Inhabitants of a region: the register's, or newer figures that were brought as a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from localplan.app.consolidation import Consolidated
from localplan.app.plans import open_library_at
from localplan.app.region_people import bring_people, people_of
from localplan.domain.values import Refused
from localplan.storage.address import Address
from localplan.storage.library import Library
from tests.app.test_consolidation import TODAY, cells
from tests.domain.test_consolidation import municipality
from tests.methods import methodology

BOR, ALEKSINAC = "70327", "70025"


@pytest.fixture
def library(place: Address) -> Iterator[Library]:
    with open_library_at(place, "Vesna", purpose="region") as library:
        yield library


def written(folder: Path, text: str) -> Path:
    path = folder / "people.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_that_a_census_takes_the_place_of_the_old_figures(library: Library, tmp_path: Path) -> None:
    library.add_plan(municipality(ALEKSINAC, [("2026", "01", "86000")], country="RS"))
    before = people_of(library, ("RS",))
    lines = 'municipality;inhabitants\nАлексинац;43.000\n"Bor",40 845\n'
    assert bring_people(library, written(tmp_path, lines), 2022) == 2
    found = people_of(library, ("RS",))
    assert (found[ALEKSINAC].people, found[ALEKSINAC].year) == (43_000, 2022)
    assert found[BOR].people == 40_845
    assert {code for code in found if found[code] != before[code]} == {ALEKSINAC, BOR}
    view = Consolidated(library, methodology(), TODAY)
    assert cells(view, "municipalities", "population_year", "money_per_head") == [("2022", 2)]


def test_that_older_figures_never_hide_newer_ones(library: Library, tmp_path: Path) -> None:
    bring_people(library, written(tmp_path, "Bor;40845"), 2022)
    bring_people(library, written(tmp_path, "Bor;48615"), 2011)
    assert people_of(library, ("RS",))[BOR].people == 40_845
    bring_people(library, written(tmp_path, "Bor;40999"), 2022)
    assert people_of(library, ("RS",))[BOR].people == 40_999


def test_that_a_municipality_outside_the_register_is_known_by_its_plan(library: Library, tmp_path: Path) -> None:
    library.add_plan(municipality("X00001", [], country="RS"))
    assert bring_people(library, written(tmp_path, "X00001;1200"), 2022) == 1


@pytest.mark.parametrize("line", ["Bor", "Bor;many", "Bor;0", "Nowhere;12"])
def test_that_a_wrong_line_is_named_and_nothing_is_kept(library: Library, tmp_path: Path, line: str) -> None:
    with pytest.raises(Refused) as refused:
        bring_people(library, written(tmp_path, f"Aleksinac;43000\n{line}\n"), 2022)
    assert refused.value.code == "population_line" and refused.value.values["line"] == line
    assert people_of(library, ("RS",))[ALEKSINAC].year < 2022


def test_that_an_empty_file_and_a_year_that_cannot_be_are_refused(library: Library, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        bring_people(library, written(tmp_path, "municipality;inhabitants\n"), 2022)
    with pytest.raises(Refused):
        bring_people(library, written(tmp_path, "Bor;1"), 22)
