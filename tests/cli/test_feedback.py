"""`note`, `feedback`, and notes that come in through `import`."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from localplan.app.plans import open_library_at
from localplan.domain.plan import Plan
from tests import samples
from tests.cli.conftest import Localplan

CODE = samples.draft().root.code


@pytest.fixture
def region(tmp_path: Path) -> Path:
    """The library of a region with two plans."""
    return kept(tmp_path / "region.localplan", samples.draft(), samples.small(), purpose="region")


def kept(path: Path, *plans: Plan, purpose: str = "own") -> Path:
    with open_library_at(path, "Somebody", purpose=purpose) as library:
        for plan in plans:
            library.add_plan(plan)
    return path


def test_that_a_note_goes_out_with_its_letter_and_comes_in_at_home(
    localplan: Localplan, region: Path, library: Path, tmp_path: Path
) -> None:
    kept(library, samples.draft())
    listed = localplan("note", CODE, "--text", "Why June?", "--library", region, "--author", "Vesna", "--json").json
    assert [note["text"] for thread in listed["threads"] for note in thread["notes"]] == ["Why June?"]
    out = tmp_path / "out"
    (sent,) = localplan("feedback", "--library", region, "--out", out, "--json").json
    assert docx.Document(sent["letter"]).tables
    (printed,) = localplan("feedback", "--library", region, "--out", tmp_path / "pdf", "--pdf", "--json").json
    assert Path(printed["letter"]).read_bytes().startswith(b"%PDF-")
    taken = localplan("import", sent["file"], "--library", library, "--json").json
    assert [(one["verdict"], one["code"]) for one in taken] == [("notes", CODE)]
    assert localplan("import", sent["file"], "--library", library, "--json").json[0]["verdict"] == "identical"
    thread = localplan("note", CODE, "--library", library, "--json").json["threads"][0]
    both = localplan("note", CODE, CODE, "--answer", thread["id"], "--text", "To two?", "--library", library)
    assert both.code == 2 and "one plan" in both.err
    answered = localplan("note", CODE, "--answer", thread["id"], "--text", "The school.", "--library", library)
    assert "The school." in answered.out
    assert localplan("note", CODE, "--done", thread["id"], "--library", library, "--json").json["threads"][0][
        "resolved"
    ]


def test_that_notes_on_an_unknown_plan_are_told_in_a_sentence(
    localplan: Localplan, region: Path, library: Path, tmp_path: Path
) -> None:
    localplan("note", CODE, "--text", "Why June?", "--library", region)
    (sent,) = localplan("feedback", "--library", region, "--out", tmp_path / "out", "--json").json
    localplan("import", sent["file"], "--library", library).complains("notes on a plan that is not in this library")


def test_that_one_note_goes_to_the_plans_of_a_rule_and_to_chosen_ones(localplan: Localplan, region: Path) -> None:
    by_rule = localplan("note", "--rule", "R108", "--text", "Please look.", "--library", region, "--json").json
    assert [one["plan"] for one in by_rule] == [samples.draft().id]
    assert "R108: Please look." in localplan("note", CODE, "--library", region).out
    both = localplan("note", CODE, samples.small().root.code, "--text", "To both", "--library", region, "--json").json
    assert {one["plan"] for one in both} == {samples.draft().id, samples.small().id}
    localplan("note", "--rule", "R999", "--text", "x", "--library", region).complains("R999")
    localplan("note", "--text", "x", "--library", region).complains("Say which plan")


def test_that_an_opinion_by_rule_is_an_opinion_and_no_note(localplan: Localplan, region: Path) -> None:
    said = localplan("note", "--rule", "R108", "--opinion", "--text", "Fine.", "--library", region, "--json").json
    assert [one["plan"] for one in said] == [samples.draft().id]
    found = localplan("note", CODE, "--library", region, "--json").json
    assert found["threads"] == [] and [one["id"] for one in found["offers"]] == [said[0]["offer"]]


def test_that_an_opinion_is_taken_or_declined_at_home(
    localplan: Localplan, region: Path, library: Path, tmp_path: Path
) -> None:
    kept(library, samples.draft())
    for text in ("Fine.", "Another one."):
        localplan("note", CODE, "--opinion", "--text", text, "--library", region)
    (sent,) = localplan("feedback", "--library", region, "--out", tmp_path / "out", "--json").json
    localplan("import", sent["file"], "--library", library)
    first, second = (one["id"] for one in localplan("note", CODE, "--library", library, "--json").json["offers"])
    left = localplan("note", CODE, "--take", first, "--library", library, "--json").json["offers"]
    assert [one["id"] for one in left] == [second]
    assert localplan("note", CODE, "--decline", second, "--library", library, "--json").json["offers"] == []
    localplan("note", CODE, "--take", second, "--library", library).complains("no longer offered")
    with open_library_at(library, "Ana") as home:
        assert first in home.read_plan(samples.draft().id)


def test_that_a_plan_of_a_region_keeps_its_state(localplan: Localplan, region: Path) -> None:
    localplan("state", CODE, "--to", "public_hearing", "--library", region).complains("belongs to its municipality")


def test_that_nothing_is_written_when_there_is_nothing_to_send(
    localplan: Localplan, region: Path, tmp_path: Path
) -> None:
    localplan("feedback", "--library", region, "--out", tmp_path / "out").complains("nothing to send")
    assert not (tmp_path / "out").exists()


def test_that_what_goes_back_is_signed_when_asked(
    localplan: Localplan, region: Path, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("localplan.app.signatures.data_folder", lambda: tmp_path / "data")
    kept(library, samples.draft())
    localplan("note", CODE, "--text", "Why June?", "--library", region, "--author", "Vesna")
    feedback = ("feedback", "--library", region, "--out", tmp_path / "out", "--sign", "--author", "Vesna", "--json")
    localplan(*feedback).complains("Vesna", "no key")
    localplan("key", "--make", "--author", "Vesna")
    (sent,) = localplan(*feedback).json
    taken = localplan("import", sent["file"], "--library", library, "--json").json
    assert [(one["verdict"], one["signature"], one["signer"]) for one in taken] == [("notes", "first_seen", "Vesna")]
