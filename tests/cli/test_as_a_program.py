"""The program as a shell sees it: exit codes, streams, and what it loads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import Localplan

ROOM_LEFT = 40_000  # bytes that a file may have where the disk is taken for full
FULL_DISK = f"""
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_FSIZE, ({ROOM_LEFT}, {ROOM_LEFT}))
sys.argv[0] = "localplan"
runpy.run_module("localplan", run_name="__main__")
"""
LOADED = """
import sys
from localplan.cli.main import run_command
for command in (["demo", "--out", "{out}"], ["list"], ["show", "99999-2026-1"], ["check", "99999-2026-1"],
                ["progress", "99999-2026-1"], ["new", "--template", "sample"], ["import", "{out}/plan.lplan"],
                ["export", "{out}/plan.lplan", "--package", "{out}/again.lplan", "--no-preview"]):
    code = run_command([*command, "--library", "{out}/library.localplan"], open_window=None)
    assert code == 0, command
    found = [name for name in sys.modules if name.split(".")[0] in ("PySide6", "shiboken6")]
    assert not found, (command, found)
"""


def run(*arguments: object, **environment: str | None) -> subprocess.CompletedProcess[str]:
    """`python -m localplan …` without a screen unless one is given."""
    surroundings = {name: value for name, value in os.environ.items() if name not in ("QT_QPA_PLATFORM", "DISPLAY")}
    surroundings.pop("WAYLAND_DISPLAY", None)
    surroundings |= {name: value for name, value in environment.items() if value is not None}
    command = [sys.executable, "-m", "localplan", *(str(one) for one in arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=surroundings, timeout=120)


def test_that_without_a_command_and_a_screen_it_names_the_demonstration() -> None:
    ended = run()
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "screen" in ended.stderr and "localplan demo" in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1


def test_that_exit_codes_and_streams_are_those_a_script_needs(package: Path, library: Path) -> None:
    fine = run("check", package, "--json", "--today", "2027-05-01")
    assert (fine.returncode, fine.stderr) == (0, "") and isinstance(json.loads(fine.stdout), list)
    run("new", "--municipality", "70564", "--from", "2027", "--to", "2029", "--library", library)
    found = run("check", "70564-2027-1", "--json", "--library", library)
    assert (found.returncode, found.stderr) == (1, "")
    assert {one["tier"] for one in json.loads(found.stdout)} >= {"error"}
    wrong = run("check", "nobody", "--json", "--library", library)
    assert (wrong.returncode, wrong.stdout) == (2, "") and len(wrong.stderr.strip().splitlines()) == 1


def test_that_no_command_loads_qt(tmp_path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", LOADED.format(out=tmp_path)], capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr


def test_that_output_which_cannot_be_written_is_told() -> None:
    command = [sys.executable, "-m", "localplan", "list", "--json"]
    with open("/dev/full", "w") as full:
        listed = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
    assert listed.returncode == 2 and "space" in listed.stderr and len(listed.stderr.splitlines()) == 1


def test_that_a_reader_who_has_seen_enough_hears_no_complaint(package: Path) -> None:
    command = f'"{sys.executable}" -m localplan show "{package}" --json | head -c 10'
    ended = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
    assert (ended.returncode, ended.stderr, len(ended.stdout)) == (0, "", 10)


def test_that_a_full_disk_is_told_and_leaves_the_old_file(localplan: Localplan, package: Path, tmp_path: Path) -> None:
    old = tmp_path / "out.lplan"
    assert localplan("export", package, "--package", old, "--no-preview").code == 0
    before = old.read_bytes()
    assert len(before) > ROOM_LEFT
    for option in ("--package", "--excel", "--pdf"):
        ended = subprocess.run(
            [sys.executable, "-c", FULL_DISK, "export", str(package), option, str(old), "--no-preview"],
            capture_output=True,
            text=True,
        )
        assert (ended.returncode, ended.stdout) == (2, ""), ended.stderr
        assert "disk is full" in ended.stderr and len(ended.stderr.strip().splitlines()) == 1
        assert old.read_bytes() == before
        assert [path.name for path in tmp_path.iterdir()] == ["out.lplan"]
