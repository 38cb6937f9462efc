"""A planner who types without end: the process that the kill runs end, and what its library must then hold.

Run as a program it opens a library, goes on from the last entry and prints the number of every entry once its future
has resolved: acknowledged.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from localplan.domain.history import replayed
from localplan.storage.opening import open_library
from tests.plans import small_plan
from tests.storage.libraries import entry_of, titled

NAME = "library.localplan"


def make(folder: Path) -> None:
    """A library with the plan in which everybody types."""
    with open_library(folder / NAME, author="maker", program="test") as library:
        library.add_plan(small_plan())


def type_on(folder: Path, most: int) -> None:
    """Save up to `most` further edits, acknowledging each on standard output."""
    with open_library(folder / NAME, author="typist", program="test", known=True, pause=0) as library:
        plan = library.read_plan(small_plan().id)
        first = library.last_number(plan.id) + 1
        for number in range(first, first + most):
            before, plan = plan, titled(plan, f"Title {number} " + "x" * (number % 50))
            future = library.submit(entry_of(before, plan, number), plan, [plan.id])
            future.add_done_callback(lambda done, number=number: print(number, flush=True))  # type: ignore[misc]
            if number % 3:
                future.result(timeout=60)


def typist(folder: Path, most: int) -> subprocess.Popen[str]:
    """A process that types."""
    command = [sys.executable, "-m", "tests.torture.saving", str(folder), str(most)]
    root = Path(__file__).parents[2]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root)


def kill_some(folder: Path, kills: int, seed: int) -> int:
    """Kill a typing process again and again; how many entries were acknowledged in all. Checks after each."""
    chance = random.Random(seed)
    acknowledged = 0
    for _ in range(kills):
        process = typist(folder, 10_000)
        assert process.stdout is not None
        first = process.stdout.readline()
        assert first, "the typist could not open the library again"
        time.sleep(chance.uniform(0, 0.05))
        process.kill()
        rest = process.stdout.read()
        process.wait()
        said = [line for line in (first + rest).splitlines(keepends=True) if line.endswith("\n")]
        acknowledged = max(acknowledged, *map(int, said))
        check(folder, acknowledged)
    return acknowledged


def check(folder: Path, acknowledged: int) -> None:
    """Every acknowledged entry is there, none is torn, and the plan is the one that the journal leads to."""
    with open_library(folder / NAME, author="checker", program="test") as library:
        plan = library.read_plan(small_plan().id)
        entries = library.journal(plan.id)
        assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
        assert len(entries) >= acknowledged, f"lost: {acknowledged} acknowledged, {len(entries)} there"
        assert library.verify_plan(plan.id) == ()
        assert replayed(small_plan(), entries) == plan
        assert library.plans()[0].journal == len(entries)


if __name__ == "__main__":
    type_on(Path(sys.argv[1]), int(sys.argv[2]))
