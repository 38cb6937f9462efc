"""A made-up region's files, taken in by the program, for tests."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from localplan.app.intake import Intake
from localplan.app.intake_report import report_of
from localplan.app.places import Address
from localplan.app.plans import open_library_at
from localplan.storage.library import Library

TRUTHS = ("files", "counts", "conflicts", "totals", "digest")


def region_library(place: Address) -> Library:
    """A coordinator's library."""
    return open_library_at(place, "Coordinator", purpose="region")


def taken_in(library: Library, paths: Iterable[Path], at_once: int = 100) -> Intake:
    """An intake that went through."""
    intake = Intake(library, paths, at_once=at_once)
    intake.finish()
    return intake


def reported(intake: Intake) -> dict[str, Any]:
    """Its report as it is read again."""
    said: dict[str, Any] = json.loads(json.dumps(report_of(intake)))
    return said


def truth_beside(folder: Path) -> dict[str, Any]:
    """What is true of the files in a folder."""
    truth: dict[str, Any] = json.loads(folder.with_name(folder.name + ".truth.json").read_text())
    return truth
