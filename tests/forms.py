"""The methodology of the repository, read once, and copies of forms/ to spoil."""

from __future__ import annotations

import shutil
from functools import lru_cache
from pathlib import Path

from localplan.data import data_dir
from localplan.methodology.loader import load_methodology
from localplan.methodology.methodology import Methodology


@lru_cache(maxsize=1)
def methodology() -> Methodology:
    """What forms/ declares today."""
    return load_methodology(data_dir("forms"))


def copied_forms(folder: Path) -> Path:
    """A copy of forms/ that a test may change."""
    return Path(shutil.copytree(data_dir("forms"), folder / "forms"))


def change(forms: Path, file: str, old: str, new: str) -> None:
    """Replaces the first place where a text stands; fails when it does not stand there."""
    path = forms / file
    text = path.read_text("utf-8")
    assert old in text, f"{file} does not say {old!r}"
    path.write_text(text.replace(old, new, 1), "utf-8")
