"""The long runs of tests/torture in small."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from localplan.storage.engine import open_engine, reading
from tests.storage.libraries import library_at
from tests.torture.cuts import cut_some, make_careless
from tests.torture.saving import check, kill_some, make, typist

ROOT = Path(__file__).parents[2]

APPEND = """
import sys
from pathlib import Path
import pytest

from localplan.storage.engine import open_engine, writing
from localplan.storage.own_tables import REGION
from sqlalchemy import func, insert, select
engine = open_engine(Path(sys.argv[1]), busy_seconds=60)
for n in range(600):
    with writing(engine) as connection:
        found = connection.execute(select(func.count()).select_from(REGION)).scalar()
        connection.execute(insert(REGION), {"name": str(found), "municipality": f"{sys.argv[2]}-{n}"})
engine.dispose()
"""


def test_that_a_kill_loses_no_acknowledged_edit(tmp_path: Path) -> None:
    make(tmp_path)
    assert kill_some(tmp_path, 4, seed=3) >= 4


def test_that_a_typist_left_alone_saves_everything(tmp_path: Path) -> None:
    make(tmp_path)
    said, _ = typist(tmp_path, 40).communicate(timeout=60)
    assert said.split() == [str(n) for n in range(1, 41)]
    check(tmp_path, 40)


def test_that_a_power_cut_loses_no_acknowledged_edit(tmp_path: Path) -> None:
    assert cut_some(tmp_path, 20, seed=1) == (0, 0)


def test_that_the_simulated_power_cuts_do_harm_where_they_should(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_careless(monkeypatch, "OFF", "MEMORY")
    lost, torn = cut_some(tmp_path, 15, seed=1)
    assert lost + torn > 0


def test_that_two_processes_writing_at_once_lose_nothing(tmp_path: Path) -> None:
    """Each reads, then writes what it read: with deferred transactions one of the two loses or fails."""
    library_at(tmp_path).close()
    path = tmp_path / "library.localplan"
    both = [subprocess.Popen([sys.executable, "-c", APPEND, str(path), name], cwd=ROOT) for name in "ab"]
    assert [process.wait(timeout=120) for process in both] == [0, 0]
    engine = open_engine(path)
    with reading(engine) as connection:
        rows = connection.exec_driver_sql("SELECT name, municipality FROM region").all()
    engine.dispose()
    assert sorted(int(row.name) for row in rows) == list(range(1200))
    assert {row.municipality for row in rows} == {f"{name}-{n}" for name in "ab" for n in range(600)}
