"""A person's own list of municipalities: taken over whole, or refused in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from localplan.app import own_register
from localplan.app.registers import (
    find_municipalities,
    import_municipalities,
    municipalities,
    municipality,
    register_choices,
)
from localplan.app.sentences import sentence
from localplan.data import data_dir
from localplan.domain.values import Refused
from localplan.words import words_for

DB = data_dir("db")
KINDS = ("commune", "district")
HEAD = "code,name,parent_iso3166_2,type\n"
GOOD = HEAD + 'SN-DK-1,Keur Massar,SN-DK,commune\nSN-TH-1,"Thiès, Nord",SN-TH,commune\n\nSN-X,Sans région,,district\n'
ENGLISH = words_for("en", Path("nowhere"))


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The person's data folder of this test; nothing is remembered of another one."""
    monkeypatch.setattr(own_register, "data_folder", lambda: tmp_path / "data")
    _forget()
    return tmp_path / "data"


@pytest.fixture(autouse=True, scope="module")
def forgotten() -> object:
    yield
    _forget()


def _forget() -> None:
    from localplan.app import registers

    for remembered in (registers.municipalities, registers._by_key, registers.register_choices):
        remembered.cache_clear()


def file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "communes.csv"
    path.write_text(text, encoding)
    return path


def taken(folder: Path, text: str, country: str = "SN") -> int:
    return import_municipalities(file(folder, text), DB, country, "fr", KINDS)


def test_that_a_list_is_taken_over_and_found_again(tmp_path: Path) -> None:
    assert municipalities(DB, "SN") == ()
    assert taken(tmp_path, GOOD) == 3
    unit = municipality(DB, "SN-TH-1", "SN")
    assert unit is not None
    assert (unit.names, unit.kind, unit.district) == ({"fr": "Thiès, Nord"}, "commune", "SN-TH")
    assert [m.code for m in find_municipalities("thies", DB, "SN")] == ["SN-TH-1"]
    assert ("SN-DK-1", "Keur Massar") in register_choices("municipalities", "SN", "en")


def test_that_the_mark_of_a_spreadsheet_does_no_harm(tmp_path: Path) -> None:
    assert import_municipalities(file(tmp_path, GOOD, "utf-8-sig"), DB, "SN", "fr", KINDS) == 3


def test_that_a_new_list_replaces_the_old_one(tmp_path: Path) -> None:
    taken(tmp_path, GOOD)
    taken(tmp_path, HEAD + "A,Autre,,commune\n")
    assert [m.code for m in municipalities(DB, "SN")] == ["A"]


WRONG = {
    "other columns": ("code;name;parent;type\n", "register_columns"),
    "an empty file": ("", "register_columns"),
    "a head alone": (HEAD, "file_empty"),
    "an entry too many": (HEAD + "A,B,,commune,x\n", "register_cells"),
    "no name": (HEAD + "A,,,commune\n", "register_empty_cell"),
    "a code with a blank": (HEAD + "A B,Name,,commune\n", "register_odd_cell"),
    "a name without end": (HEAD + f"A,{'n' * 201},,commune\n", "register_odd_cell"),
    "an unseen sign": (HEAD + "A,Na\u202eme,,commune\n", "register_odd_cell"),
    "a code twice": (HEAD + "A,One,,commune\nA,Two,,commune\n", "register_code_twice"),
    "a region of elsewhere": (HEAD + "A,One,RS-20,commune\n", "register_parent"),
    "a kind nobody knows": (HEAD + "A,One,,hamlet\n", "register_type"),
    "an open quote": (HEAD + 'A,"One,,commune\n', "register_not_text"),
}


@pytest.mark.parametrize("fault", WRONG)
def test_that_a_faulty_list_is_refused_in_one_sentence_and_changes_nothing(fault: str, tmp_path: Path) -> None:
    taken(tmp_path, GOOD)
    text, code = WRONG[fault]
    with pytest.raises(Refused) as refused:
        taken(tmp_path, text)
    assert refused.value.code == code
    said = sentence(refused.value, ENGLISH)
    assert "communes.csv" in said and "\n" not in said and "{" not in said
    assert len(municipalities(DB, "SN")) == 3


def test_that_other_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="file_missing"):
        import_municipalities(tmp_path / "none.csv", DB, "SN", "fr", KINDS)
    with pytest.raises(Refused, match="register_not_text"):
        import_municipalities(file(tmp_path, HEAD + "A,Thiès,,commune\n", "latin-1"), DB, "SN", "fr", KINDS)
    with pytest.raises(Refused, match="register_shipped"):
        taken(tmp_path, GOOD, "RS")


def test_that_a_file_of_any_size_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_register, "LARGEST", 20)
    with pytest.raises(Refused, match="file_too_large"):
        taken(tmp_path, GOOD)
