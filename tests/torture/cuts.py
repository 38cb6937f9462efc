"""Saving while the power goes: the real save path recorded once, then cut at many moments and opened again."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from localplan.domain.history import replayed
from localplan.domain.values import Refused
from localplan.storage import engine
from localplan.storage.opening import open_library
from tests.plans import small_plan
from tests.storage.libraries import entry_of, titled
from tests.torture.power import Act, Disk, disks_after_cuts, recorded
from tests.torture.saving import NAME, make

EDITS = 25


def session(folder: Path) -> tuple[Disk, list[Act]]:
    """A library on the disk, and all that happens to it while somebody saves `EDITS` edits one by one."""
    make(folder)
    disk = Disk({NAME: (folder / NAME).read_bytes()})
    with recorded() as acts, open_library(folder / NAME, author="typist", program="test", known=True, pause=0) as here:
        plan = here.read_plan(small_plan().id)
        for number in range(1, EDITS + 1):
            before, plan = plan, titled(plan, f"Title {number} " + "x" * (number * 97 % 3000))
            here.submit(entry_of(before, plan, number), plan, [plan.id]).result(timeout=60)
            acts.append(Act("said", number=number))
    return disk, acts


def cut_some(folder: Path, cuts: int, seed: int) -> tuple[int, int]:
    """How many of so many cuts lost an acknowledged entry, and how many left a library that is torn or damaged."""
    recording = folder / "recording"
    recording.mkdir()
    disk, acts = session(recording)
    lost = torn = 0
    for n, (said, files) in enumerate(disks_after_cuts(disk, acts, cuts, random.Random(seed))):
        found = _opened(folder / str(n), files)
        torn += found is None
        lost += found is not None and found < said
    return lost, torn


def _opened(folder: Path, files: dict[str, bytearray]) -> int | None:
    """How many entries the library holds after the next start; None when it is damaged or does not fit its journal."""
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    try:
        with open_library(folder / NAME, author="checker", program="test", known=True) as library:
            plan = library.read_plan(small_plan().id)
            entries = library.journal(plan.id)
            sound = library.verify_plan(plan.id) == () and replayed(small_plan(), entries) == plan
            return len(entries) if sound else None
    except Refused:
        return None
    finally:
        for path in folder.iterdir():
            path.unlink()


def make_careless(patch: pytest.MonkeyPatch, synchronous: str, journal_mode: str) -> None:
    """Let connections be set up in a way that is known to lose: the control without which a run proves nothing."""
    others = tuple(pragma for pragma in engine.PRAGMAS if not pragma.startswith("synchronous"))
    patch.setattr(engine, "PRAGMAS", (*others, f"synchronous={synchronous}"))
    patch.setattr(
        engine, "_truncate_journal", lambda raw: raw.execute(f"PRAGMA journal_mode={journal_mode}").fetchone()
    )
