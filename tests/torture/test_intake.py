"""A whole country's files taken in: as the truth has it, in any order, stopped again and again at any place.

`--count` is the number of municipalities.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

from localplan.app.intake import Intake
from tests.intakes import TRUTHS, region_library, reported, taken_in, truth_beside
from tests.tools.make_region import make_region


def test_that_a_country_is_taken_in_as_the_truth_has_it(count: int, seed: int, tmp_path: Path) -> None:
    folder = tmp_path / "country"
    make_region(folder, count, seed)
    truth, chance = truth_beside(folder), Random(seed)
    files = sorted(folder.iterdir())
    with region_library(tmp_path / "once.localplan") as library:
        assert reported(taken_in(library, [folder])) == truth
    with region_library(tmp_path / "stopped.localplan") as library:
        rounds = 0
        while not _goes_through(Intake(library, chance.sample(files, len(files)), at_once=7), chance):
            rounds += 1
        said = reported(taken_in(library, [folder]))
        assert all(library.verify_plan(line.id) == () for line in library.plans())
    assert {name: said[name] for name in TRUTHS[2:]} == {name: truth[name] for name in TRUTHS[2:]}
    print(f"{len(files)} files of {count} municipalities; stopped {rounds} times")


def _goes_through(intake: Intake, chance: Random) -> bool:
    """Whether it came to its end before it was stopped."""
    last = chance.randrange(1, 6)
    steps = intake.steps()
    for number, _ in enumerate(steps):
        if number == last:
            steps.close()
            return False
    return True
