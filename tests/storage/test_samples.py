"""Every schema that was ever released opens for ever. Before a release its sample may be written anew."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from localplan.data import data_dir
from localplan.storage.glance import glance
from localplan.storage.tables import SCHEMA
from tests.storage.libraries import library_at

SAMPLES = Path(__file__).parent / "samples"
PLAN = "048990cf-63ba-5044-a84f-eb11e7ac3568"
DIGEST = "35ce48e6c2cba6584a2c43ac0d87b1c8e30a134408bba378c56405cd2dd3cfbf"
FIRST_DIGEST = "04aa520e6287b359fca07ad90e6d5eb07d6c092b0bb1c6a62dcf774923195975"


def test_that_every_schema_has_its_sample() -> None:
    assert {path.name for path in SAMPLES.glob("*.localplan")} == {
        f"schema_{n}.localplan" for n in range(1, SCHEMA + 1)
    }


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.localplan")), ids=lambda path: path.stem)
def test_that_the_sample_of_every_schema_opens(sample: Path, tmp_path: Path) -> None:
    shutil.copy(sample, tmp_path / "library.localplan")
    with library_at(tmp_path, migrations=data_dir("db")) as library:
        plan = library.read_plan(PLAN)
        assert library.verify_plan(PLAN) == ()
        assert plan.digest == DIGEST
        assert plan.root.title["en"] == "A title typed later"
        assert [entry.number for entry in library.history(PLAN).undoable] == [1]
        assert library.read_revision(library.revisions(PLAN)[0].digest).digest == FIRST_DIGEST
        assert library.search("later") == ((PLAN, PLAN),)
    assert [line.code for line in glance(tmp_path / "library.localplan").plans] == ["70017-2026-1"]
