"""Deleting plans from a library."""

from __future__ import annotations

from pathlib import Path

from localplan.app.deleting import delete_plan, deleted_folder
from localplan.exchange.package import read_package
from tests.intakes import region_library, taken_in
from tests.tools.make_region import make_region


def test_that_a_plan_deleted_from_a_region_comes_again_with_the_file_that_brought_it(tmp_path: Path) -> None:
    make_region(tmp_path / "files", 2, 1)
    with region_library(tmp_path / "region.localplan") as library:
        taken_in(library, [tmp_path / "files"])
        before = {line.id: library.read_plan(line.id).digest for line in library.plans()}
        for plan in before:
            kept = delete_plan(library, plan)
            assert read_package(kept).plan.digest == before[plan]
        assert library.plans() == () and len(list(deleted_folder(library.home.address).iterdir())) == len(before)
        again = taken_in(library, [tmp_path / "files"])
        assert again.counts["taken_in"] and {p.id: library.read_plan(p.id).digest for p in library.plans()} == before
