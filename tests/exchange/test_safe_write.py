"""Whatever happens while a file is written: the old one is whole, and nothing else stays."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from localplan.domain.values import Refused
from localplan.exchange.safe_write import replacing, sweep, write_bytes


def nothing(_: Path) -> None:
    """Finds every file well written."""


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "plan [1].pdf"
    path.write_text("the old one")
    return path


def assert_untouched(target: Path) -> None:
    assert [path.name for path in target.parent.iterdir()] == [target.name]
    assert target.read_text() == "the old one"


def test_that_the_new_file_takes_the_place_of_the_old(target: Path) -> None:
    target.chmod(0o640)
    write_bytes(target, b"the new one")
    assert target.read_bytes() == b"the new one"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_that_a_new_file_is_made_with_the_ordinary_rights(tmp_path: Path) -> None:
    write_bytes(tmp_path / "new", b"x")
    (tmp_path / "plain").write_bytes(b"x")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_that_a_link_still_leads_to_the_file(target: Path) -> None:
    link = target.with_name("link.pdf")
    link.symlink_to(target)
    write_bytes(link, b"the new one")
    assert link.is_symlink()
    assert target.read_bytes() == b"the new one"


def test_that_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(Refused) as refused:
        write_bytes(pipe, b"x")
    assert refused.value.code == "not_a_file"
    assert stat.S_ISFIFO(pipe.stat().st_mode) and list(tmp_path.iterdir()) == [pipe]


def test_that_what_fails_its_check_is_not_put_in_place(target: Path) -> None:
    def find_fault(written: Path) -> None:
        assert written.read_text() == "half"
        raise ValueError("no trailer")

    with pytest.raises(Refused) as refused, replacing(target, find_fault) as temporary:
        temporary.write_text("half")
    assert (refused.value.code, refused.value.values["detail"]) == ("not_verified", "no trailer")
    assert_untouched(target)


def test_that_a_fault_of_the_program_stays_what_it_is(target: Path) -> None:
    with pytest.raises(ZeroDivisionError), replacing(target, nothing) as temporary:
        temporary.write_text("half")
        raise ZeroDivisionError
    assert_untouched(target)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EACCES, "not_writable"),
        (errno.EROFS, "not_writable"),
        (errno.EBUSY, "file_in_use"),
        (errno.EIO, "write_failed"),
    ],
)
def test_that_the_reason_is_named_also_when_a_writer_wraps_it(target: Path, number: int, code: str) -> None:
    with pytest.raises(Refused) as refused, replacing(target, nothing):
        raise RuntimeError(OSError(number, os.strerror(number)))
    assert refused.value.code == code
    assert refused.value.values["file"] == target.name
    assert_untouched(target)


def test_that_a_missing_folder_and_a_folder_in_the_way_are_named(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "no" / "plan.pdf", "folder_missing"), (tmp_path, "not_writable")):
        with pytest.raises(Refused) as refused:
            write_bytes(path, b"x")
        assert refused.value.code == code
    with pytest.raises(Refused) as refused:
        write_bytes(tmp_path / ("x" * 250), b"x")
    assert refused.value.code == "name_too_long"


FULL = """
import resource, signal, sys
from pathlib import Path
from localplan.domain.values import Refused
from localplan.exchange.safe_write import write_bytes
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
for most in (0, 1, 4096, 99_999):
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
    try:
        write_bytes(Path(sys.argv[1]), b"x" * 100_000)
    except Refused as refusal:
        print(refusal.code)
"""


def test_that_running_out_of_space_at_any_byte_leaves_the_old_file(target: Path) -> None:
    done = subprocess.run([sys.executable, "-c", FULL, str(target)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["disk_full"] * 4
    assert_untouched(target)


SLOW = """
import sys, time
from pathlib import Path
from localplan.exchange.safe_write import replacing
with replacing(Path(sys.argv[1]), Path.read_bytes) as temporary:
    temporary.write_text("half")
    print("half", flush=True)
    time.sleep(60)
"""


def test_that_what_a_killed_writer_left_is_swept_but_not_that_of_one_at_work(target: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", SLOW, str(target)], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        assert len(list(target.parent.iterdir())) == 2
        sweep(target)
        assert len(list(target.parent.iterdir())) == 2
        writer.send_signal(signal.SIGTERM)
        writer.wait()
    assert len(list(target.parent.iterdir())) == 2
    sweep(target)
    assert_untouched(target)


def test_that_a_file_that_another_program_holds_is_tried_five_times(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[Path] = []
    replace = Path.replace

    def busy(self: Path, other: Path) -> Path:
        tries.append(self)
        if len(tries) in (5, 10):
            return replace(self, other)
        error = PermissionError(errno.EACCES, "in use")
        error.winerror = 32  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(Path, "replace", busy)
    monkeypatch.setattr(time, "sleep", lambda _: None)
    write_bytes(target, b"the new one")
    assert (len(tries), target.read_bytes()) == (5, b"the new one")
    tries.extend([target] * 6)
    with pytest.raises(Refused) as refused:
        write_bytes(target, b"a third one")
    assert refused.value.code == "file_in_use"
    assert target.read_bytes() == b"the new one"
