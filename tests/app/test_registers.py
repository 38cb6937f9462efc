from __future__ import annotations

import csv

import pytest

from localplan.app.registers import find_municipalities, municipalities, municipality, subdivisions
from localplan.data import data_dir
from localplan.words import to_cyrillic

DB = data_dir("db")


def names(text: str) -> list[str]:
    return [m.names["sr-Latn"] for m in find_municipalities(text, DB)]


def test_that_the_register_holds_all_units_and_city_municipalities() -> None:
    kinds = [m.kind for m in municipalities(DB)]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "municipality": 117,
        "city": 27,
        "capital": 1,
        "city_municipality": 30,
    }
    assert len({m.code for m in municipalities(DB)}) == 175


def test_that_names_stand_in_both_scripts() -> None:
    for m in municipalities(DB):
        assert to_cyrillic(m.names["sr-Latn"]) == m.names["sr-Cyrl"]
        assert to_cyrillic(m.district_names["sr-Latn"]) == m.district_names["sr-Cyrl"]


def test_that_a_municipality_tells_its_district_and_old_population_with_its_year() -> None:
    aleksinac = municipality(DB, "70025")
    assert aleksinac is not None
    assert aleksinac.names == {"sr-Cyrl": "Алексинац", "sr-Latn": "Aleksinac"}
    assert (aleksinac.district, aleksinac.district_names["sr-Latn"]) == ("RS-20", "Nišavski okrug")
    assert (aleksinac.development_group, aleksinac.population, aleksinac.population_year) == ("IV", 47096, 2019)
    assert municipality(DB, "99999") is None


def test_that_city_municipalities_belong_to_a_city_of_the_register() -> None:
    cities = {m.code for m in municipalities(DB) if m.kind in ("city", "capital")}
    for m in municipalities(DB):
        assert (m.city in cities) == (m.kind == "city_municipality")


def test_that_districts_are_subdivisions_of_the_country() -> None:
    known = {s.code for s in subdivisions(DB, "RS")}
    assert {m.district for m in municipalities(DB)} <= known
    assert {s.parent for s in subdivisions(DB, "RS")} <= known | {""}


@pytest.mark.parametrize(
    ("country", "number"),
    [("BD", 72), ("EC", 24), ("JM", 14), ("KG", 9), ("MA", 87), ("MD", 37), ("NP", 7), ("PH", 99), ("SN", 14)],
)
def test_that_subdivisions_of_the_programme_countries_are_there(country: str, number: int) -> None:
    found = subdivisions(DB, country)
    assert len(found) == number
    assert all(s.code.startswith(f"{country}-") and s.name and s.kind for s in found)


@pytest.mark.parametrize("typed", ["Чачак", "чач", "Čačak", "cacak", "CACAK", " čAč"])
def test_that_type_ahead_knows_both_scripts_and_needs_no_diacritics(typed: str) -> None:
    assert names(typed)[0] == "Čačak"


@pytest.mark.parametrize("typed", ["Инђија", "inđ", "indjija", "Indija"])
def test_that_dj_may_be_written_in_any_way(typed: str) -> None:
    assert names(typed)[0] == "Inđija"


def test_that_names_beginning_with_the_text_come_first() -> None:
    found = names("pal")
    assert found[:2] == ["Palilula (Beograd)", "Palilula (Niš)"]
    assert set(found[2:]) == {"Bačka Palanka", "Bela Palanka", "Smederevska Palanka"}
    assert names("нови")[:3] == ["Novi Bečej", "Novi Kneževac", "Novi Pazar"]


def test_that_whole_units_come_before_city_municipalities() -> None:
    found = find_municipalities("Užice", DB)
    assert [m.kind for m in found] == ["city", "city_municipality"]


def test_that_a_code_is_found_and_nothing_for_nothing() -> None:
    assert names("70025") == ["Aleksinac"]
    assert names("  ") == [] and names("xyz") == []
    assert len(find_municipalities("a", DB, most=5)) == 5


def test_that_a_country_without_register_has_no_municipalities() -> None:
    assert municipalities(DB, "SN") == ()
    assert subdivisions(DB, "XX") == ()


def test_that_figures_carry_their_year_in_the_name_of_the_column() -> None:
    with (DB / "reference" / "municipalities_rs.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    figures = [column for column in rows[0] if any(row[column].isdigit() for row in rows)]
    dated = [column for column in figures if column not in ("code", "parent", "area_km2")]
    assert len(dated) == 4
    assert all(any(f"_{year}" in column for year in (2011, 2019, 2020)) for column in dated)


def test_that_licences_stand_beside_the_data() -> None:
    folder = DB / "reference"
    licence = (folder / "LICENSE-iso-codes-LGPL-2.1.txt").read_text(encoding="utf-8")
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in licence and "Version 2.1, February 1999" in licence
    notes = (folder / "README.md").read_text(encoding="utf-8")
    for file in folder.glob("*.csv"):
        assert f"`{file.name}`" in notes
    assert not list(DB.rglob("__init__.py"))
