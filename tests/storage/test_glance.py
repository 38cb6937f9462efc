from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from localplan.storage.glance import Glance, glance
from tests.plans import empty_plan, small_plan
from tests.storage.libraries import library_at, save, titled

NAME = "library.localplan"


def test_that_a_glance_shows_the_same_list_as_the_library(tmp_path: Path) -> None:
    plan = small_plan()
    with library_at(tmp_path) as library:
        library.add_plan(plan)
        library.add_plan(empty_plan("other", practice=True))
        save(library, plan, titled(plan, "New"), 1)
        plans = library.plans()
        assert glance(library.home.path).plans == plans
    assert len(plans) == 2
    assert glance(tmp_path / NAME, most=1).plans == plans[:1]
    assert glance(tmp_path / NAME) == Glance(plans, purpose="own")
    assert {line.practice for line in plans} == {True, False}


def test_that_a_glance_tells_how_far_the_state_is_that_was_checked(tmp_path: Path) -> None:
    plan = small_plan()
    changed = titled(plan, "New")
    with library_at(tmp_path) as library:
        library.add_plan(plan)
        assert glance(library.home.path).plans[0][-3:] == (0, 0, 0)
        library.keep_how_far(plan, 9, 14, 2)
        assert glance(library.home.path).plans[0][-3:] == (9, 14, 2)
        save(library, plan, changed, 1)
        assert glance(library.home.path).plans[0][-3:] == (0, 0, 0), "another state now"
        library.keep_how_far(changed, 10, 14, 0)
        assert library.plans()[0][-3:] == (10, 14, 0)


def test_that_a_glance_needs_sqlite_alone(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from localplan.storage.glance import glance;"
        f"glance(Path({str(tmp_path / NAME)!r})); sys.exit('sqlalchemy' in sys.modules or 'msgspec' in sys.modules)"
    )
    library_at(tmp_path).close()
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_that_a_glance_never_raises(tmp_path: Path) -> None:
    assert glance(tmp_path / "missing").trouble == "library_missing"
    (tmp_path / "empty").touch()
    assert glance(tmp_path / "empty").trouble == "library_missing"
    assert glance(tmp_path).trouble == "library_not_reachable"
    with library_at(tmp_path) as library:
        library.add_plan(small_plan())
    path = tmp_path / NAME
    path.write_bytes(path.read_bytes()[:8192])
    assert glance(path).trouble == "library_damaged"
    assert not (tmp_path / "missing").exists()


def test_that_a_glance_waits_only_a_moment_for_somebody_who_writes(tmp_path: Path) -> None:
    library_at(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / NAME, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert glance(tmp_path / NAME, patience=0.05).trouble == "library_locked"
    assert glance(tmp_path / NAME).trouble == ""
