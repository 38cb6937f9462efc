"""Jobs in child processes: results, progress, cancelling, and children that die."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from localplan.app import jobs, worker
from localplan.app.reader import read_files
from localplan.domain.values import Refused
from tests.app.jobs_for_tests import JOBS


@pytest.fixture(autouse=True)
def _jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, place in JOBS.items():
        monkeypatch.setitem(jobs.JOBS, name, place)


def until(true: Callable[[], object], seconds: float = 20) -> None:
    """Waits for something to become true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


def is_alive(pid: int) -> bool:
    """Whether a process exists and is not merely waiting to be buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_that_a_job_gives_back_bytes_texts_and_numbers() -> None:
    content = {"bytes": b"\x00\xff" * 300_000, "text": "Њ", "list": [1, None, True]}
    assert worker.run("echo", content) == content


def test_that_a_job_says_how_far_it_is() -> None:
    seen: list[tuple[int, int]] = []
    assert worker.run("count", 20, lambda done, of: seen.append((done, of))) == 20
    assert (0, 0) not in seen[-1:]
    assert len({done for done, of in seen if of == 20}) >= 3


def test_that_no_child_loads_qt_and_a_reader_only_what_it_reads_with() -> None:
    worker_loads = {name.partition(".")[0] for name in worker.run("loaded", None)}
    assert not worker_loads & {"PySide6", "sqlalchemy", "alembic"}
    ((_, modules),) = read_files([Path("any")], "loaded")
    assert not {name.partition(".")[0] for name in modules} & {"PySide6", "sqlalchemy", "openpyxl", "reportlab"}


def test_that_the_worker_is_kept_warm() -> None:
    worker.warm()
    first = worker.run("whose", None)
    assert worker.run("whose", None) == first
    assert "localplan.exchange.package" in worker.run("loaded", None)


def test_that_a_refusal_travels_with_its_code_and_values() -> None:
    with pytest.raises(Refused) as refused:
        worker.run("refuse", None)
    assert (refused.value.code, refused.value.values) == ("not_a_number", {"value": "(1+2j)", "kind": "measure"})


def test_that_a_fault_of_the_program_is_told_with_its_place() -> None:
    with pytest.raises(Refused) as refused:
        worker.run("stumble", None)
    assert refused.value.code == "job_failed"
    assert "KeyError: 'a fault of the program'" in refused.value.values["detail"]


def test_that_a_job_outside_the_table_is_not_run() -> None:
    with pytest.raises(KeyError):
        worker.start("os:system", "true")


def test_that_a_cancelled_job_ends_its_process(tmp_path: Path) -> None:
    mark = tmp_path / "begun"
    job = worker.start("sleep", str(mark))
    until(lambda: mark.exists() and mark.read_text())
    assert not job.done
    job.cancel()
    assert not is_alive(int(mark.read_text()))
    assert job.done
    with pytest.raises(Refused) as refused:
        job.result()
    assert refused.value.code == "cancelled"


def test_that_cancelling_an_export_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "plan.pdf"
    target.write_text("the old one")
    job = worker.start("write_slowly", str(target), writes=target)
    until(lambda: job.progress == (1, 2) or any(path.suffix == ".part" for path in tmp_path.iterdir()))
    job.cancel()
    assert [path.name for path in tmp_path.iterdir()] == ["plan.pdf"]
    assert target.read_text() == "the old one"


def test_that_a_killed_worker_is_noticed_and_the_next_job_runs(tmp_path: Path) -> None:
    mark = tmp_path / "begun"
    job = worker.start("sleep", str(mark))
    until(lambda: mark.exists() and mark.read_text())
    os.kill(int(mark.read_text()), signal.SIGTERM)
    with pytest.raises(Refused) as refused:
        job.result(20)
    assert refused.value.code == "worker_died"
    assert worker.run("echo", "next") == "next"


def test_that_waiting_may_have_an_end() -> None:
    job = worker.start("sleep", "")
    with pytest.raises(TimeoutError):
        job.result(0.05)
    job.cancel()


MAIN = """
import sys
from pathlib import Path
from localplan.app import jobs, worker
from tests.app.jobs_for_tests import JOBS

print("main read as", __name__, file=sys.stderr)
if __name__ == "__main__":
    jobs.JOBS.update(JOBS)
    worker.start("sleep", sys.argv[1]).result()
"""


def test_that_a_child_ends_when_its_parent_is_gone(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(MAIN)
    mark = tmp_path / "begun"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, str(tmp_path / "program.py"), str(mark)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as parent:
        until(lambda: mark.exists() and mark.read_text())
        parent.kill()
        child = int(mark.read_text())
        until(lambda: not is_alive(child), 5)
        assert parent.stderr is not None
        assert "main read as __mp_main__" in parent.stderr.read()
