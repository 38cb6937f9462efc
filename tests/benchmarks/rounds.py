"""Taking turns, medians, and the one table."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

ROUNDS = 5
Run = Callable[[], float]  # does the job once and gives its seconds


class NotHere(Exception):
    """A peer that this machine does not have; the text says what is missing."""


class Row(NamedTuple):
    """One line of the table. `ratio` is what the goal speaks about; `met` None where there is no goal to meet."""

    job: str
    ours: str
    peer: str
    ratio: str
    goal: str
    met: bool | None


def timed(job: Callable[[], object]) -> Run:
    """A run that times a function; garbage of the run before is not counted to it."""

    def run() -> float:
        gc.collect()
        start = time.perf_counter()
        job()
        return time.perf_counter() - start

    return run


def interleaved(runs: Mapping[str, Run], rounds: int = ROUNDS) -> dict[str, list[float]]:
    """Every run in turn, so many rounds after one that is not counted; the seconds of each.

    A peer that fails (NotHere) drops out and stands no longer in what is given.
    """
    times: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(rounds + 1):
        for name in list(times):
            try:
                seconds = runs[name]()
            except NotHere:
                del times[name]
                continue
            if number:
                times[name].append(seconds)
    return times


def medians(times: Mapping[str, list[float]]) -> dict[str, float]:
    """The median of each."""
    return {name: statistics.median(seconds) for name, seconds in times.items()}


def milliseconds(seconds: float) -> str:
    """A time for reading."""
    return f"{seconds * 1000:,.0f} ms" if seconds >= 0.02 else f"{seconds * 1000:.2f} ms"


def at_most(job: str, ours: float, peer_name: str, peer: float, most: float) -> Row:
    """Ours may take at most so many times what the peer takes."""
    ratio = ours / peer
    return Row(job, milliseconds(ours), _named(peer_name, peer), f"{ratio:.2f}", f"≤ {most:g}", ratio <= most)


def resident() -> int:
    """Bytes of memory that this process holds; 0 where the system does not tell."""
    status = Path("/proc/self/statm")
    return int(status.read_text().split()[1]) * 4096 if status.exists() else 0


def faster(job: str, ours: float, peer_name: str, peer: float, times: float) -> Row:
    """Ours is at least so many times as fast as the peer."""
    ratio = peer / ours
    return Row(job, milliseconds(ours), _named(peer_name, peer), f"{ratio:.2f}×", f"≥ {times:g}×", ratio >= times)


def beside(job: str, ours: float, peer_name: str, peer: float) -> Row:
    """Ours beside a peer, with nothing to be reached."""
    return Row(job, milliseconds(ours), _named(peer_name, peer), f"{peer / ours:.2f}×", "", None)


def missing(job: str, peer_name: str, why: str) -> Row:
    """A line for a peer that is not on this machine."""
    return Row(job, "", f"{peer_name}: not here ({why})", "", "", None)


def _named(name: str, seconds: float) -> str:
    return f"{name} {milliseconds(seconds)}"


def table(rows: Iterable[Row]) -> str:
    """The rows under their headings, columns aligned."""
    heads = ("job", "ours", "peer", "ratio", "goal", "met")
    lines = [heads, *((*row[:-1], {True: "yes", False: "NO", None: "–"}[row.met]) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    written = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    ]
    return "\n".join((written[0], "  ".join("─" * width for width in widths), *written[1:]))
