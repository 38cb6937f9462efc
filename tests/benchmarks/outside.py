"""What is not of the project: a throw-away environment for peers, a screen, programs of the system."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.rounds import NotHere

PROJECT = Path(__file__).parents[2]
DRIVERS = Path(__file__).parent / "drivers"
_VENV = PROJECT / "build" / "bench-venv"
_PACKAGES = ("vorta==0.11.6", "typst==0.15.2", "duckdb==2.0.0")


def peer_python(module: str) -> Path:
    """The interpreter of the environment for peers, which has that module. Raises NotHere."""
    python = _VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not _has(python, module):
        _make_environment(python)
    if not _has(python, module):
        raise NotHere(f"{module} could not be installed")
    return python


def _has(python: Path, module: str) -> bool:
    return python.exists() and not subprocess.run([python, "-c", f"import {module}"], capture_output=True).returncode


def _make_environment(python: Path) -> None:
    if not python.exists():
        venv.create(_VENV, with_pip=True)
    for package in _PACKAGES:  # one by one: a peer that is not offered here must not take the others with it
        subprocess.run([python, "-m", "pip", "install", "--quiet", package], capture_output=True, check=False)


def program(name: str) -> str:
    """The path of a program of the system. Raises NotHere."""
    found = shutil.which(name)
    if not found:
        raise NotHere("not installed")
    return found


@contextmanager
def screen(home: Path) -> Iterator[dict[str, str]]:
    """The environment for programs with windows, homes in a folder of their own: an X server if there is one."""
    folders = {name: str(home / name.lower()) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    shared = {**os.environ, "HOME": str(home), "PYTHONPATH": str(PROJECT), "LANG": "C.UTF-8", **folders}
    server = shutil.which("Xvfb") if sys.platform == "linux" else None
    if server is None:
        yield {**shared, "QT_QPA_PLATFORM": "offscreen"}
        return
    reading, writing = os.pipe()
    shown = [server, "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    running = subprocess.Popen(shown, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        yield {**shared, "QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{number}"}
    finally:
        running.terminate()
        running.wait()
