from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from localplan.domain.values import Refused
from localplan.storage import lock
from localplan.storage.lock import Lock, holder_of, lock_path


def _lock_of(library: Path, **changes: object) -> None:
    """A lock file as another process left it."""
    own = Lock(library, "Ana")
    said = json.loads(own.path.read_bytes())
    own.release()
    lock_path(library).write_text(json.dumps({**said, **changes}))


def _ended_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_that_a_lock_keeps_others_out_until_it_is_released(tmp_path: Path) -> None:
    library = tmp_path / "a.localplan"
    assert holder_of(library) is None
    own = Lock(library, "Ana")
    holder = holder_of(library)
    assert holder is not None
    assert holder.person == "Ana"
    with pytest.raises(Refused, match="library_in_use"):
        Lock(library, "Ivo")
    own.release()
    assert list(tmp_path.iterdir()) == []
    Lock(library, "Ivo").release()


def test_that_the_lock_of_a_process_that_is_gone_is_taken_over(tmp_path: Path) -> None:
    library = tmp_path / "a.localplan"
    _lock_of(library, process=_ended_process(), born="")
    assert holder_of(library) is None
    Lock(library, "Ivo").release()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no number outlives its process")
def test_that_a_killed_process_that_nobody_waited_for_holds_nothing(tmp_path: Path) -> None:
    library = tmp_path / "a.localplan"
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        _lock_of(library, process=process.pid, born="")
        process.kill()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        Lock(library, "Ivo").release()


def test_that_another_process_with_the_same_number_does_not_hold_the_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = tmp_path / "a.localplan"
    monkeypatch.setattr(lock, "_born", lambda process: "after the restart")
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        _lock_of(library, process=process.pid, born="before the restart")
        Lock(library, "Ivo").release()
        _lock_of(library, process=process.pid, born="")
        with pytest.raises(Refused, match="library_in_use"):
            Lock(library, "Ivo")
        process.communicate(b"\n")


def test_that_an_own_lock_left_before_a_restart_is_taken_over(tmp_path: Path) -> None:
    library = tmp_path / "a.localplan"
    _lock_of(library)  # our own process number, but no library of ours
    Lock(library, "Ivo").release()


def test_that_the_lock_of_another_computer_is_respected(tmp_path: Path) -> None:
    library = tmp_path / "a.localplan"
    _lock_of(library, host="another", process=_ended_process())
    with pytest.raises(Refused) as refusal:
        Lock(library, "Ivo")
    assert refusal.value.values["host"] == "another"


def test_that_a_lock_file_just_being_written_is_respected_and_an_old_torn_one_is_not(tmp_path: Path) -> None:

    library = tmp_path / "a.localplan"
    lock_path(library).write_bytes(b'{"host": "x')
    with pytest.raises(Refused, match="library_in_use"):
        Lock(library, "Ivo")
    os.utime(lock_path(library), (1, 1))
    Lock(library, "Ivo").release()


def test_that_releasing_leaves_the_lock_of_somebody_else_alone(tmp_path: Path) -> None:
    library = tmp_path / "a.localplan"
    own = Lock(library, "Ana")
    lock_path(library).write_text("taken over")
    own.release()
    assert lock_path(library).read_text() == "taken over"


def test_that_of_many_who_find_a_stale_lock_one_gets_it(tmp_path: Path) -> None:
    library = tmp_path / "a.localplan"
    _lock_of(library, process=_ended_process(), born="")
    program = (
        "import sys; from pathlib import Path; from localplan.storage.lock import Lock\n"
        "from localplan.domain.values import Refused\n"
        "sys.stdin.readline()\n"
        f"try:\n    Lock(Path({str(library)!r}), 'x'); print('got it', flush=True)\n"
        "except Refused:\n    print('in use', flush=True)\n"
        "sys.stdin.readline()\n"
    )
    crowd = [
        subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    for process in crowd:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    answers = [process.stdout.readline().strip() for process in crowd if process.stdout is not None]
    for process in crowd:
        process.communicate("done\n")
    assert sorted(answers) == ["got it", "in use", "in use", "in use"]


def test_that_a_lock_let_go_meanwhile_is_won_by_one_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = lock_path(tmp_path / "library.localplan")
    write, others = Path.write_bytes, []

    def while_somebody_else_comes(at: Path, content: bytes) -> int:
        others.append(lock._created(path, b"Ivo"))
        return write(at, content)

    monkeypatch.setattr(Path, "write_bytes", while_somebody_else_comes)
    lock._take_over(path, b"Ana")
    others.append(lock._created(path, b"Ivo"))
    assert not any(others)
    assert path.read_bytes() == b"Ana"


def test_that_a_guard_from_a_clock_that_was_ahead_is_no_obstacle(tmp_path: Path) -> None:
    library = tmp_path / "library.localplan"
    lock_path(library).write_bytes(b"")
    guard = lock_path(library).with_name(lock_path(library).name + ".taking")
    guard.write_bytes(b"")
    for path in (lock_path(library), guard):
        os.utime(path, (time.time() + 86_400, time.time() + 86_400))
    Lock(library, "Ana").release()


@pytest.mark.parametrize("stale", [False, True])
def test_that_on_a_full_disk_no_lock_is_left_that_names_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stale: bool
) -> None:
    library = tmp_path / "a.localplan"
    if stale:
        _lock_of(library, process=_ended_process(), born="")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk, pytest.raises(Refused, match="disk_full"):
        disk.setattr(os, "fsync", full)
        Lock(library, "Ana")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    Lock(library, "Ivo").release()
