"""The package: equal bytes for equal revisions, and everything comes back."""

from __future__ import annotations

import time
import zipfile
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localplan.domain.editions import Hidden, hidden_in, whole, without
from localplan.domain.edits import SetField, apply_edits
from localplan.domain.plan import Plan
from localplan.domain.values import Refused
from localplan.exchange.package import (
    Package,
    pack,
    package_from,
    package_of,
    read_members,
    read_package,
    write_package,
)
from localplan.exchange.upgrades import Loss, Outdated
from tests.exchange.plans import FILE, ROOT, entry, full_package, revision_of, small_plan
from tests.plans import plans


def test_that_everything_in_a_package_comes_back(tmp_path: Path) -> None:
    package = full_package()
    write_package(tmp_path / "plan.lplan", package)
    read = read_package(tmp_path / "plan.lplan")
    assert read.plan == package.plan
    assert read.plan.digest == read.manifest.revision == package.plan.digest
    assert (read.history, read.notes, read.conflicts) == (package.history, package.notes, package.conflicts)
    assert (read.attachments, read.previews) == (package.attachments, package.previews)
    assert (read.manifest.author, read.manifest.at, read.manifest.reason) == (
        "Ana Anić",
        "2026-05-04T10:00:00Z",
        "sent",
    )
    assert read.manifest.records["measure"] == 2
    assert read.manifest.members["preview/plan.pdf"] == sha256(b"%PDF-1.7 text").hexdigest()


@settings(max_examples=150, deadline=None)
@given(plans())
def test_that_export_import_export_gives_the_same_bytes(plan: Plan) -> None:
    data = pack(package_of(plan, revision_of(plan), history=(entry(1, "x"),)))
    read = read_package(data)
    assert read.plan == plan
    assert pack(read) == data


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=20) | st.sampled_from(["\n\u0303", "e\u0301", "\\u0041", 'a"b', "\ufeffx", "\u212b", "\ud7a3"]))
def test_that_any_text_a_plan_can_hold_travels(text: str) -> None:
    plan = apply_edits(small_plan(), [SetField(ROOT, "vision", {"en": text, "fr": "\u0338" + text})])
    assert read_package(pack(package_of(plan, revision_of(plan)))).plan == plan


def test_that_order_and_moment_of_export_leave_no_trace(tmp_path: Path) -> None:
    package = full_package()
    shuffled = Plan(reversed(list(package.plan.records.values())))
    write_package(tmp_path / "one.lplan", package)
    time.sleep(0.01)
    write_package(
        tmp_path / "two.lplan",
        msgspec.structs.replace(package, plan=shuffled, history=package.history[::-1]),
    )
    assert (tmp_path / "one.lplan").read_bytes() == (tmp_path / "two.lplan").read_bytes()


def test_that_previews_stand_outside_the_digest_of_the_plan() -> None:
    package = full_package()
    without = read_package(pack(msgspec.structs.replace(package, previews={})))
    assert without.manifest.revision == read_package(pack(package)).manifest.revision
    assert without.previews == {}


def test_that_a_package_opens_with_any_zip_program(tmp_path: Path) -> None:
    write_package(tmp_path / "plan.lplan", full_package())
    with zipfile.ZipFile(tmp_path / "plan.lplan") as archive:
        assert archive.testzip() is None
        assert archive.namelist()[:5] == [
            "manifest.json",
            "plan.json",
            "history.jsonl",
            "notes.jsonl",
            "conflicts.jsonl",
        ]
        assert archive.read("preview/plan.pdf") == b"%PDF-1.7 text"
        records = msgspec.json.decode(archive.read("plan.json"))
    assert [record["id"] for record in records] == sorted(small_plan().records)


def test_that_verified_members_make_the_same_package_elsewhere() -> None:
    data = pack(full_package())
    members, package = read_members(data)
    made = package_from(members, package.losses)
    assert made == read_package(data)
    assert made.plan.digest == Plan(made.plan.records.values()).digest


def test_that_notes_travel_without_the_plan() -> None:
    package = full_package()
    notes = package_of(package.plan, revision_of(package.plan), kind="notes", notes=package.notes)
    read = read_package(pack(notes))
    assert (read.manifest.kind, read.manifest.plan, read.notes) == ("notes", ROOT, package.notes)
    assert read.manifest.revision == package.plan.digest
    assert len(read.plan) == 0


def test_that_a_frame_has_no_municipality() -> None:
    plan = small_plan()
    framed = apply_edits(plan, [SetField(ROOT, "municipality", "")])
    assert read_package(pack(package_of(framed, revision_of(framed), kind="frame"))).manifest.kind == "frame"
    assert refusal(pack(package_of(plan, revision_of(plan), kind="frame"))).values["what"] == "kind"


@pytest.mark.parametrize("edition", ["coordinator", "public", "training"])
def test_that_another_edition_names_the_full_revision_and_what_it_hides(edition: str) -> None:
    plan = small_plan()
    hidden = hidden_in(edition)
    shown = without(plan, hidden)
    read = read_package(pack(package_of(shown, revision_of(plan), edition=edition, hidden=hidden)))
    assert (read.manifest.base, read.manifest.revision, read.hidden) == (plan.digest, shown.digest, hidden)
    assert whole(plan, read.plan, hidden).digest == plan.digest


def test_that_an_edition_that_holds_what_it_calls_hidden_is_refused() -> None:
    plan, hidden = small_plan(), Hidden(fields={"plan": ("title",)})
    assert plan.root.title
    assert (
        refusal(pack(package_of(plan, revision_of(plan), edition="public", hidden=hidden))).values["what"] == "hidden"
    )


@pytest.mark.parametrize(
    "hidden",
    [
        Hidden(kinds=("planet",)),
        Hidden(fields={"plan": ("shoe_size",)}),
        Hidden(fields={"planet": ()}),
        Hidden(values=((ROOT, "shoe_size", ""),)),
        Hidden(values=((ROOT, "code", "en"),)),
    ],
)
def test_that_an_edition_hides_only_what_plans_have(hidden: Hidden) -> None:
    plan = small_plan()
    assert (
        refusal(pack(package_of(plan, revision_of(plan), edition="public", hidden=hidden))).values["what"] == "hidden"
    )


def test_that_only_the_full_edition_says_nothing_of_what_is_hidden() -> None:
    plan = small_plan()
    silent = pack(package_of(plan, revision_of(plan), edition="public"))
    talkative = pack(package_of(plan, revision_of(plan), hidden=Hidden()))
    assert {refusal(data).values["what"] for data in (silent, talkative)} == {"edition"}


def test_that_an_older_package_is_carried_over_with_its_losses_listed() -> None:
    def first_step(outdated: Outdated) -> list[Loss]:
        for record in outdated.records:
            if "old_title" in record:
                record["title"] = {"en": record.pop("old_title")}
        return [Loss("somewhere", "shoe_size", "44")]

    data = older(full_package())
    read = read_package(data, steps={0: first_step})
    assert read.plan.root.title == {"en": "As it was"}
    assert read.losses == (Loss("somewhere", "shoe_size", "44"),)
    assert read.manifest.parents == (small_plan().digest,)
    assert read.manifest.revision == read.plan.digest
    assert read.notes == full_package().notes
    assert refusal(data).code == "file_too_old"


def older(package: Package) -> bytes:
    """The package as a program with schema 0 would have written it: another name for the plan's title."""
    from localplan.exchange.container import sealed

    members, _ = read_members(pack(package))
    records = msgspec.json.decode(members["plan.json"])
    for record in records:
        if record["kind"] == "plan":
            del record["title"]
            record["old_title"] = "As it was"
    members["plan.json"] = msgspec.json.encode(records)
    manifest = msgspec.json.decode(members["manifest.json"])
    manifest["schema"] = 0
    manifest["members"]["plan.json"] = sha256(members["plan.json"]).hexdigest()
    return sealed({**members, "manifest.json": msgspec.json.encode(manifest)})


def test_that_attachments_have_their_limits() -> None:
    package = full_package()
    large = b"x" * (5 * 1024 * 1024 + 1)
    attached = apply_edits(package.plan, [SetField(_file_id(package), "sha256", sha256(large).hexdigest())])
    with pytest.raises(Refused) as refused:
        pack(package_of(attached, revision_of(attached), attachments={sha256(large).hexdigest(): large}))
    assert refused.value.code == "attachment_too_large"
    with pytest.raises(Refused) as refused:
        pack(msgspec.structs.replace(package, attachments={sha256(b"stray").hexdigest(): b"stray"}))
    assert refused.value.code == "attachment_of_nothing"


def _file_id(package: Package) -> str:
    return next(record.id for record in package.plan.all_of("attachment"))


def test_that_an_attachment_may_be_left_out_but_not_changed() -> None:
    package = full_package()
    assert read_package(pack(msgspec.structs.replace(package, attachments={}))).attachments == {}
    with pytest.raises(Refused) as refused:
        pack(msgspec.structs.replace(package, attachments={sha256(FILE).hexdigest(): b"other"}))
    assert refused.value.code == "member_changed"


def refusal(data: bytes) -> Refused:
    with pytest.raises(Refused) as refused:
        read_package(data, "plan.lplan")
    assert refused.value.values["file"] == "plan.lplan"
    return refused.value
