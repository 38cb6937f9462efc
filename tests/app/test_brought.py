"""What a reader hands over of a package: bytes, and of plans that may be new the rows that they become."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from localplan.app.brought import LARGEST, brought
from localplan.app.taking_in import arrival_of
from localplan.exchange.package import Package, pack, read_members
from localplan.storage.arrivals import arrival_rows
from localplan.words import fold
from tests.exchange.plans import full_package
from tests.intakes import region_library, taken_in


def heavy() -> Package:
    return msgspec.structs.replace(full_package(), previews={"plan.pdf": b"%PDF-1.7" + bytes(LARGEST)})


def test_that_a_package_is_looked_into_as_it_was_read() -> None:
    members, package = read_members(pack(full_package()))
    handed_over = brought(package, members, new=False)
    assert (handed_over.manifest, handed_over.signature, handed_over.package) == (package.manifest, None, package)
    assert handed_over.records == len(package.plan)


def test_that_a_plan_that_may_be_new_comes_with_its_rows_and_its_code() -> None:
    members, package = read_members(pack(full_package()))
    handed_over = brought(package, members, new=True)
    assert handed_over.code == package.plan.root.code
    rows, own = handed_over.arrival(), arrival_rows(arrival_of(package), fold)
    assert rows.keys() == own.keys() and all(rows[name] == own[name] for name in own.keys() - {"summary"})


@pytest.mark.parametrize(("package", "new"), [(full_package(), False), (heavy(), True)], ids=["known", "heavy"])
def test_that_no_rows_are_made_of_what_is_known_or_too_large(package: Package, new: bool) -> None:
    members, read = read_members(pack(package))
    assert not brought(read, members, new=new).rows


def test_that_a_package_too_large_for_rows_comes_in_as_any_other(tmp_path: Path) -> None:
    for name, package in (("heavy", heavy()), ("light", full_package())):
        file = tmp_path / f"{name}.lplan"
        file.write_bytes(pack(package))
        with region_library(tmp_path / f"{name}.localplan") as library:
            (result,) = taken_in(library, [file]).results
            assert (result.verdict, result.plan, result.code) == ("new", package.plan.id, package.plan.root.code)
            assert library.read_plan(package.plan.id) == package.plan and library.verify_plan(package.plan.id) == ()
            assert library.notes(package.plan.id) == package.notes
