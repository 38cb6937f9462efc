"""Readers of foreign files: one bad file never stops the others."""

from __future__ import annotations

import random
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from localplan.app import jobs
from localplan.app.reader import Share, read_files, read_packages
from localplan.domain.values import Refused
from localplan.exchange.container import sealed
from localplan.exchange.package import Package, pack, read_members, read_package, write_package
from tests.app.jobs_for_tests import JOBS
from tests.exchange.plans import full_package


@pytest.fixture(autouse=True)
def _jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, place in JOBS.items():
        monkeypatch.setitem(jobs.JOBS, name, place)


def codes(names: list[str], share: Share) -> list[str]:
    """What becomes of files with these names: the result, or the code of the refusal."""
    found = list(read_files([Path(name) for name in names], "by_name", share))
    assert [path.name for path, _ in found] == names
    for path, result in found:
        if isinstance(result, Refused):
            assert result.values["file"] == path.name
    return [result.code if isinstance(result, Refused) else result for _, result in found]


def test_that_a_reader_that_dies_takes_only_the_file_in_hand() -> None:
    assert codes(["one", "dies", "two", "dies", "three"], Share()) == [
        "one",
        "reader_died",
        "two",
        "reader_died",
        "three",
    ]


def test_that_memory_has_a_limit() -> None:
    assert codes(["grows", "one"], Share(processor=10)) == ["reader_ran_out_of_memory", "one"]


def test_that_processor_time_is_counted_anew_for_each_file() -> None:
    share = Share(processor=1)
    assert codes(["spins", "one"], share) == ["reader_took_too_long", "one"]


def test_that_the_clock_has_a_limit_too() -> None:
    assert codes(["sleeps", "one"], Share(clock=1.0)) == ["reader_took_too_long", "one"]


def test_that_packages_are_read_in_order_and_bad_files_set_aside(tmp_path: Path) -> None:
    write_package(tmp_path / "good.lplan", full_package())
    (tmp_path / "cut.lplan").write_bytes(pack(full_package())[:-20])
    (tmp_path / "also good.lplan").write_bytes(pack(full_package(5)))
    names = ["good.lplan", "cut.lplan", "missing.lplan", "also good.lplan"]
    results = [result for _, result in read_packages(tmp_path / name for name in names)]
    assert isinstance(results[0], Package)
    assert results[0] == read_package(tmp_path / "good.lplan")
    assert [r.code for r in results if isinstance(r, Refused)] == ["package_damaged", "file_missing"]
    assert isinstance(results[3], Package)
    assert results[3].manifest.records["measure"] == 5


def test_that_a_package_made_to_eat_memory_is_set_aside_within_the_limit(tmp_path: Path) -> None:
    pieces = [b"".join(b"{}," if byte >> bit & 1 else b"[]," for bit in range(8)) for byte in range(256)]
    plan = b"[" + b"".join(pieces[byte] for byte in random.Random(4).randbytes(1_350_000)) + b"7]"
    members, _ = read_members(pack(full_package()))
    (tmp_path / "heavy.lplan").write_bytes(sealed(resigned({**members, "plan.json": plan})))
    write_package(tmp_path / "good.lplan", full_package())
    files = [tmp_path / "heavy.lplan", tmp_path / "good.lplan"]
    results = [result for _, result in read_packages(files, Share(processor=10))]
    assert isinstance(results[0], Refused)
    assert results[0].code in ("reader_ran_out_of_memory", "unknown_kind")
    assert isinstance(results[1], Package)


def resigned(members: dict[str, bytes]) -> dict[str, bytes]:
    """The members with the digest of plan.json in the manifest made right."""
    manifest = msgspec.json.decode(members["manifest.json"])
    manifest["members"]["plan.json"] = sha256(members["plan.json"]).hexdigest()
    return {**members, "manifest.json": msgspec.json.encode(manifest, order="sorted") + b"\n"}


def test_that_no_file_needs_no_reader() -> None:
    assert list(read_files([])) == []
