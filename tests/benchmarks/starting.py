"""Rows 1 and 2: from the start of the process to the first window, and to the last plan ready to be typed in."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from statistics import median

from localplan.app.office import Office
from localplan.app.settings import Settings, write_settings
from tests.benchmarks.outside import DRIVERS, peer_python, program, screen
from tests.benchmarks.rounds import NotHere, Row, Run, interleaved, medians, milliseconds, missing

PLACE = ("activities", "activity", "activity", "title.sr-Cyrl")
"""Where the plan was left: step, form, kind of the record (the plan's first), and the input in which the key counts."""

_PATIENCE = 60.0  # seconds for a program to show its window

WINDOWS = {
    "LibreOffice Calc": ("soffice", ("--calc", "--norestore", "--nologo"), "libreoffice"),
    "GnuCash": ("gnucash", ("--nofile",), "gnucash"),
    "Gramps": ("gramps", (), "gramps"),
}
"""Programs that are not Qt: command, arguments, class of their window. Counted until it is on the screen."""


def rows() -> Iterator[Row]:
    """First window in units of a bare Qt window; the last plan in units of Vorta's first window."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, screen(Path(folder)) as env:
        home = Path(folder)
        library = _library_with_a_plan(home, Path(env["XDG_DATA_HOME"]))
        gaps: list[float] = []
        runs: dict[str, Run] = {
            "shell": _driver(env, "shell"),
            "ours": _driver(env, "start", str(library)),
            "plan": _driver(env, "start", str(library), f"{PLACE[2]}.{PLACE[3]}", told=lambda m: gaps.append(m["gap"])),
        }
        absent = dict(_add_peers(runs, env, home))
        found = medians(interleaved(runs))
        absent |= dict.fromkeys(runs.keys() - found.keys(), "it did not start every time")
    yield from _first_window(found, absent)
    yield from _last_plan(found, absent, median(gaps[1:]))


def _first_window(found: dict[str, float], absent: dict[str, str]) -> Iterator[Row]:
    job, shell = "first window", found["shell"]
    units = found["ours"] / shell
    bare = f"bare Qt window {milliseconds(shell)}"
    yield Row(job, milliseconds(found["ours"]), bare, f"{units:.2f}", "≤ 1.4", units <= 1.4)
    for name in ("Vorta", *WINDOWS):
        if name in absent:
            yield missing(job, name, absent[name])
        else:
            own = found[name] / shell
            peer = f"{name} {milliseconds(found[name])}"
            yield Row(job, f"{units:.2f} units", peer, f"{own:.2f} units", "ahead", units < own)


def _last_plan(found: dict[str, float], absent: dict[str, str], gap: float) -> Iterator[Row]:
    job, ours = "last plan, ready to type", milliseconds(found["plan"])
    if "Vorta" in absent:
        yield missing(job, "Vorta", absent["Vorta"])
    else:
        ratio = found["plan"] / found["Vorta"]
        peer = f"Vorta's first window {milliseconds(found['Vorta'])}"
        yield Row(job, ours, peer, f"{ratio:.2f}", "≤ 1.4", ratio <= 1.4)
    yield Row("  longest time without an answer", milliseconds(gap), "", "", "≤ 75 ms", gap <= 0.075)


def _library_with_a_plan(home: Path, data: Path) -> Path:
    """A library with a practice copy of the sample, and settings that remember the place in it."""
    path = home / "bench.localplan"
    office = Office(path, "bench")
    plan_id = office.make_practice_copy("zamisljeno-polje.draft")
    record = office.open_session(plan_id).plan.all_of(PLACE[2])[0]
    office.close()
    step, form, _, field = PLACE
    left = (step, form, record.id, field.split(".")[0])
    write_settings(data / "localplan" / "settings.json", Settings(last_plan=plan_id, places={plan_id: left}))
    return path


def _driver(
    env: dict[str, str],
    name: str,
    *arguments: str,
    python: Path = Path(sys.executable),
    told: Callable[[dict[str, float]], None] = lambda measured: None,
) -> Run:
    """A run of one of our drivers in a fresh process."""

    def run() -> float:
        start = time.monotonic()
        command = [str(python), "-m", f"tests.benchmarks.drivers.{name}", *arguments]
        done = subprocess.run(command, env=env, cwd=DRIVERS, capture_output=True, text=True, timeout=_PATIENCE)
        lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
        if not lines:
            raise NotHere(f"told nothing: {done.stderr.strip()[-200:]}")
        measured = json.loads(lines[-1])
        told(measured)
        return float(measured.get("ready", measured["painted"])) - start

    return run


def _add_peers(runs: dict[str, Run], env: dict[str, str], home: Path) -> Iterator[tuple[str, str]]:
    """Put in the peers that can be started here; gives those that cannot, with the reason."""
    try:
        vorta = _driver(_with_a_borg(env, home), "vorta_start", python=peer_python("vorta"))
        vorta()
        runs["Vorta"] = vorta
    except (NotHere, subprocess.TimeoutExpired) as reason:
        yield "Vorta", str(reason)
    for name, (command, arguments, shown) in WINDOWS.items():
        try:
            own = (f"-env:UserInstallation={(home / 'office').as_uri()}",) if command == "soffice" else ()
            runs[name] = _window(env, [program(command), *own, *arguments], shown)
        except NotHere as reason:
            yield name, str(reason)


def _with_a_borg(env: dict[str, str], home: Path) -> dict[str, str]:
    """Vorta asks for the program it steers before it does anything else; all it wants to know is the version."""
    borg = home / "bin" / "borg"
    borg.parent.mkdir()
    borg.write_text("#!/bin/sh\necho borg 1.4.0\n")
    borg.chmod(0o755)
    return {**env, "PATH": f"{borg.parent}{os.pathsep}{env.get('PATH', '')}"}


def _window(env: dict[str, str], command: Sequence[str], shown: str) -> Run:
    """A run of a program that is not ours, until it has a window of that class on the screen."""
    if "DISPLAY" not in env:
        raise NotHere("no X server to see its window on")
    looking = [program("xdotool"), "search", "--onlyvisible", "--class", shown]

    def run() -> float:
        start = time.monotonic()
        running = subprocess.Popen(
            command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        try:
            while subprocess.run(looking, env=env, capture_output=True).returncode:
                if time.monotonic() - start > _PATIENCE:
                    raise NotHere("no window came")
                time.sleep(0.01)
            return time.monotonic() - start
        finally:
            _end(running)

    return run


def _end(running: subprocess.Popen[bytes]) -> None:
    """End a program with the processes it started."""
    with suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGTERM)
    try:
        running.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
