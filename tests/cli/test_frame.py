"""`new --frame`, `export` of a frame, `import` of it, and `frame`."""

from __future__ import annotations

from pathlib import Path

from localplan.app.plans import open_library_at, open_session
from localplan.domain.edits import put
from tests import samples
from tests.cli.conftest import Localplan
from tests.plans import id_of, record


def test_that_a_frame_is_made_sent_and_taken_over(localplan: Localplan, library: Path, tmp_path: Path) -> None:
    region, file = tmp_path / "region.localplan", tmp_path / "frame.lplan"
    with open_library_at(region, "Vesna", purpose="region"):
        pass
    made = localplan(
        "new", "--frame", "Frame", "--from", 2026, "--to", 2028, "--lang", "en", "--library", region, "--json"
    )
    (frame,) = made.json
    with open_library_at(library, "Ana") as home:
        home.add_plan(samples.draft())
    code = samples.draft().root.code
    localplan("export", frame["code"], "--package", file, "--no-preview", "--library", region)
    assert localplan("import", file, "--library", library, "--json").json[0]["verdict"] == "push_down"
    assert "offers nothing yet" in localplan("frame", code, "--library", library).out
    with open_library_at(region, "Vesna") as open_region:
        session = open_session(open_region, frame["id"], "Vesna")
        general = record("objective", "G", frame["id"], 0, objective_kind="general", title={"en": "Stay"})
        session.perform([put(general)], "Objective")
        session.save()
    assert localplan("export", frame["code"], "--package", file, "--no-preview", "--library", region).code == 0
    assert localplan("import", file, "--library", library, "--json").json[0]["verdict"] == "push_down"
    (offered,) = localplan("frame", code, "--library", library, "--json").json
    assert (offered["id"], offered["state"], offered["title"]) == (id_of("G"), "new", {"en": "Stay"})
    (declined,) = localplan(
        "frame", code, "--decline", id_of("G"), "--reason", "Not here", "--library", library, "--json"
    ).json
    assert declined["declined"] and "(declined)" in localplan("frame", code, "--library", library).out
    localplan("export", code, "--package", file, "--no-preview", "--library", library)
    localplan("import", file, "--library", region)
    (answer,) = localplan("frame", "--answers", "--library", region, "--json").json
    assert (answer["element"], answer["answer"], answer["reason"]) == ("Stay", "declined", "Not here")
    told = localplan("frame", "--answers", "--library", region).out
    assert "taken over: 0, declined: 1, not yet: 0" in told and "Not here" in told
    localplan("frame", "--library", library).complains("Which plan?")
    localplan("frame", code, "--take", "all", "--library", library).complains("no longer offered")
    (again,) = localplan("frame", code, "--again", id_of("G"), "--library", library, "--json").json
    assert not again["declined"]
    (taken,) = localplan("frame", code, "--take", "all", "--library", library, "--json").json
    assert taken["state"] == "taken"
    localplan("frame", code, "--take", id_of("G"), "--library", library).complains("no longer offered")
    with open_library_at(library, "Ana") as home:
        assert home.read_plan(samples.draft().id)[taken["copy"]].offered_by == id_of("G")  # type: ignore[attr-defined]


def test_that_a_library_without_a_frame_says_so(localplan: Localplan, library: Path) -> None:
    with open_library_at(library, "Ana") as home:
        home.add_plan(samples.draft())
    answer = localplan("frame", samples.draft().root.code, "--library", library)
    assert (answer.code, answer.out) == (1, "")
    assert "no regional frame" in answer.err
