"""`duplicates`: pairs with numbers and reasons; what was said about them stays."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

from localplan.app.plans import open_library_at
from localplan.domain.edits import apply_edits, put
from tests.cli.conftest import Localplan
from tests.domain.test_consolidation import municipality
from tests.methods import methodology
from tests.plans import id_of, record


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
    assert [line.split()[0] for line in answer.out.splitlines()] == ["1", "2"]
    assert "the same name" in answer.out and "Red Cross [a]" in answer.out


def test_that_a_decision_is_remembered(localplan: Localplan, library: Path) -> None:
    filled(library)
    assert len(localplan("duplicates", "--library", library, "--same", 1, "--json").json) == 1
    assert localplan("duplicates", "--library", library, "--not-the-same", 1, "--json").json == []
    localplan("duplicates", "--library", library, "--same", 9).complains("9")


def test_that_the_name_of_the_other_may_stay(localplan: Localplan, library: Path) -> None:
    (pair, *_) = localplan("duplicates", "--library", filled(library), "--json").json
    localplan("duplicates", "--library", library, "--same", 1, "--keep", "other")
    (told,) = localplan("duplicates", "--library", library, "--decided", "--json").json
    assert (told["one"]["id"], told["other"]["id"]) == (pair["other"]["id"], pair["one"]["id"])
    (told,) = localplan("duplicates", "--library", library, "--decided", "--same", 1, "--keep", "other", "--json").json
    assert told["one"]["id"] == pair["one"]["id"]


def test_that_an_empty_library_has_none(localplan: Localplan, library: Path) -> None:
    assert localplan("list", "--library", library).code == 0  # makes it
    assert localplan("duplicates", "--library", library).out.strip() == "No possible duplicates found."


def test_that_persons_and_indicators_are_compared_when_asked_for(localplan: Localplan, library: Path) -> None:
    title = next(iter(methodology().indicators.values())).title
    with open_library_at(library, "Ana") as opened:
        for place in ("a", "b"):
            plan = municipality(place, [], country="RS")
            person = record("person", f"{place}-P", plan.id, 0, name="Mila Testić", e_mail="mila@example.org")
            typed = record("indicator", f"{place}-I", id_of(f"{place}-M"), 0, title={"en": title})
            opened.add_plan(apply_edits(plan, [put(person), put(typed)]))
    said = localplan("duplicates", "--library", library, "--kind", "person").out
    assert "Mila Testić [a]" in said and "the same e-mail" in said and "@" not in said
    both = localplan("duplicates", "--library", library, "--kind", "indicator").out.splitlines()
    assert len(both) == 2 and all(title in line for line in both)
    left = localplan("duplicates", "--library", library, "--kind", "indicator", "--same", 1, "--json").json
    assert len(left) == 1
    assert "the same" in localplan("duplicates", "--library", library, "--kind", "indicator", "--decided").out
    localplan("duplicates", "--library", library, "--kind", "indicator", "--take-back", 1)
    assert len(localplan("duplicates", "--library", library, "--kind", "indicator").out.splitlines()) == 2


def test_that_no_word_about_persons_leaves_with_the_figures(
    localplan: Localplan, library: Path, tmp_path: Path
) -> None:
    with open_library_at(library, "Ana") as opened:
        for place in ("a", "b"):
            plan = municipality(place, [("2027", "lsu", 100)], country="RS")
            person = record("person", f"{place}-P", plan.id, 0, name="Kanarinka Ptić", e_mail="kanarinka@example.org")
            opened.add_plan(apply_edits(plan, [put(person)]))
    localplan("duplicates", "--library", library, "--kind", "person", "--same", 1)
    for more in ((), ("--public",)):
        book = tmp_path / "out.xlsx"
        assert localplan("consolidate", "--library", library, "--excel", book, *more).code == 0
        with ZipFile(book) as members:
            assert not any(b"anarink" in members.read(name) for name in members.namelist())
        book.unlink()
