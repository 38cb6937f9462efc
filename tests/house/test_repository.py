"""What may stand in the repository, and how."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections import Counter
from pathlib import PurePosixPath

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.tree import ROOT, tracked

PIN = re.compile(r"[a-z0-9][a-z0-9._-]*==[A-Za-z0-9.]+(; python_version (<|>=) '3\.\d+')?")
PRIVATE = re.compile(
    r"/(?:work|home/\w+|Users/\w+|tmp/\w+)/|\.\./shared|(?:extra-)?index-url|https?://[^\s\"']*/simple\b|file://"
    + "/opt"
)
MACHINES = re.compile(r"https?://(?:localhost|127\.|10\.|192\.168\.|[\w.-]+\.(?:internal|local|lan)\b)")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PINS = [line for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines() if line]


def text_of(name: str) -> str:
    """A tracked file's text; empty when it is none."""
    try:
        return (ROOT / name).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def test_that_no_file_names_a_machine_or_a_private_place() -> None:
    own = PurePosixPath(__file__).name
    named = [
        (name, found.group())
        for name in tracked()
        if not name.endswith(own)
        for pattern in (PRIVATE, MACHINES)
        for found in pattern.finditer(text_of(name))
    ]
    assert named == []


def test_that_private_places_would_be_noticed() -> None:
    for text in ("see /work/main/x", "/home/ana/plan", "../shared/design.md", "--index-url x", "https://host/a/simple"):
        assert PRIVATE.search(text), text
    for text in ("http://localhost:8000", "https://packages.office.internal/x", "http://10.0.0.1/"):
        assert MACHINES.search(text), text
    for text in ("/work", "localplan/ui/work.py", "https://www.iso.org/", "a simple page", "tests/house/tree.py"):
        assert not PRIVATE.search(text) and not MACHINES.search(text), text


def test_that_names_of_files_are_possible_on_every_system() -> None:
    reserved = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
    for name in tracked():
        assert not set('<>:"|?*\\') & set(name), name
        assert not any(reserved.match(part) or part.endswith((".", " ")) for part in name.split("/")), name
        assert len(name) < 120, name
    assert [name for name, count in Counter(name.lower() for name in tracked()).items() if count > 1] == []


def test_that_nothing_made_is_committed() -> None:
    assert not [name for name in tracked() if name.startswith((".venv/", "build/"))]
    assert not [name for name in tracked() if PurePosixPath(name).name in ("plan.pdf", "plan.xlsx", "plan.lplan")]
    assert not [name for name in tracked() if name.endswith((".pyc", ".log", ".orig", ".rej"))]


def test_that_data_folders_are_no_packages() -> None:
    assert not [name for name in tracked() if re.fullmatch(r"(packaging|db|forms|resources)/(.*/)?__init__\.py", name)]


def test_that_constraints_are_plain_pins() -> None:
    assert [line for line in PINS if not PIN.fullmatch(line)] == []
    assert sorted(PINS) == PINS
    assert len(set(PINS)) == len(PINS)


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13"])
def test_that_every_dependency_is_pinned_within_its_limits(version: str) -> None:
    here = {**default_environment(), "python_version": version, "extra": ""}
    pins = {
        canonicalize_name(pin.name): str(pin.specifier).removeprefix("==")
        for pin in map(Requirement, PINS)
        if pin.marker is None or pin.marker.evaluate(here)
    }
    extras = PROJECT["optional-dependencies"]
    for text in (*PROJECT["dependencies"], *extras["dev"], *extras["server"]):
        wanted = Requirement(text)
        if wanted.marker is None or wanted.marker.evaluate(here):
            assert pins[canonicalize_name(wanted.name)] in wanted.specifier, wanted


def test_that_no_qt_is_allowed_which_loses_none() -> None:
    for text in PROJECT["dependencies"]:
        wanted = Requirement(text)
        if wanted.name == "PySide6-Essentials" and wanted.marker and wanted.marker.evaluate({"python_version": "3.11"}):
            assert "6.12.0" not in wanted.specifier and "6.11.3" in wanted.specifier
            return
    raise AssertionError("no PySide6-Essentials for Python 3.11")


def test_that_shell_scripts_can_be_read_by_any_shell() -> None:
    scripts = [name for name in tracked() if text_of(name).startswith("#!/bin/sh")]
    assert {"packaging/set_up.sh", ".ci/run"} <= set(scripts)
    for name in scripts:
        assert (ROOT / name).stat().st_mode & 0o111, f"{name} cannot be run"
        checked = subprocess.run(["sh", "-n", ROOT / name], capture_output=True, text=True)
        assert checked.returncode == 0, checked.stderr


def test_that_the_help_of_make_names_targets_that_exist() -> None:
    makefile = text_of("Makefile")
    told = set(re.findall(r'@echo "make (\w+) ', makefile))
    targets = set(re.findall(r"^(\w+):", makefile, re.MULTILINE))
    assert {"demo", "run", "test", "lint", "bench", "screens"} <= told <= targets


def test_that_tests_are_sentences() -> None:
    for name in tracked():
        if re.fullmatch(r"tests/.*test_\w+\.py", name):
            called = [node.name for node in ast.walk(ast.parse(text_of(name))) if isinstance(node, ast.FunctionDef)]
            tests = [one for one in called if one.startswith("test")]
            assert tests and all(re.fullmatch(r"test_that_\w+_\w+", one) for one in tests), (name, tests)
