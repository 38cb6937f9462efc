"""The wheel holds the program and exactly the committed data, and the program runs from it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.tree import ROOT, tracked

DATA = ("forms", "resources", "db")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy of the committed files, beside which lies what git ignores."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    for name in tracked():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, source / name)
    (source / "forms" / "__pycache__").mkdir()
    (source / "forms" / "__pycache__" / "junk.pyc").write_bytes(b"junk")
    (source / "build").mkdir()
    (source / "build" / "plan.pdf").write_bytes(b"junk")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    built = subprocess.run([*command, "--wheel-dir", folder, source], capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    (path,) = folder.glob("*.whl")
    return path


def test_that_the_wheel_ships_exactly_the_committed_data_and_modules(wheel: Path) -> None:
    shipped = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    data = {f"localplan/_data/{name}" for name in tracked() if name.split("/")[0] in DATA}
    modules = {name for name in tracked() if name.startswith("localplan/")}
    assert shipped == data | modules
    assert any(name.endswith("sr-Cyrl/LC_MESSAGES/localplan.mo") for name in shipped)


def test_that_the_wheel_has_its_licence_and_its_two_ways_to_start(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        facts = {name.split(".dist-info/")[1]: name for name in archive.namelist() if ".dist-info/" in name}
        assert "licenses/LICENSE" in facts
        entries = archive.read(facts["entry_points.txt"]).decode()
        about = archive.read(facts["METADATA"]).decode()
    assert "[console_scripts]\nlocalplan = localplan.__main__:main" in entries
    assert "[gui_scripts]\nlocalplan-gui = localplan.__main__:window" in entries
    assert "License-Expression: Apache-2.0" in about


def test_that_the_program_runs_from_the_wheel(wheel: Path, tmp_path: Path) -> None:
    place = tmp_path / "installed"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", place, wheel]
    done = subprocess.run(install, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    script = (
        f"import sys; sys.path.insert(0, {str(place)!r}); import localplan.data; print(localplan.data.data_dir('db')); "
        "from localplan.cli.main import run_command; sys.exit(run_command(sys.argv[1:], open_window=None))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, "demo", "--out", "demo", "--json"], cwd=tmp_path, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    where, _, summary = ran.stdout.partition("\n")
    assert Path(where) == place / "localplan" / "_data" / "db"
    assert json.loads(summary)["total"] == "107360"
    assert {path.name for path in (tmp_path / "demo").iterdir()} == {
        "plan.lplan",
        "plan.xlsx",
        "plan.pdf",
        "plan.docx",
        "library.localplan",
    }
