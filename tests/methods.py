"""The methodology as it ships."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from localplan.methodology.loader import load_methodology
from localplan.methodology.methodology import Methodology

FORMS = Path(__file__).parents[1] / "forms"


@cache
def methodology() -> Methodology:
    """Read once for all tests."""
    return load_methodology(FORMS)
