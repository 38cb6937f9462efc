"""Row 13 at its full length: ten thousand packages. Takes some minutes, and a gigabyte of the temporary folder."""

from __future__ import annotations

from collections.abc import Iterator

from tests.benchmarks.intake import of_many
from tests.benchmarks.rounds import Row


def rows() -> Iterator[Row]:
    """The rows of ten thousand packages."""
    return of_many(10_000)
