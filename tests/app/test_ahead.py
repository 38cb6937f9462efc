"""Reading ahead in a thread."""

from __future__ import annotations

import threading
from collections.abc import Generator

import pytest

from localplan.app.ahead import ahead


def counted(to: int, said: list[int], error: Exception | None = None) -> Generator[int, None, None]:
    try:
        for n in range(to):
            said.append(n)
            yield n
        if error:
            raise error
    finally:
        said.append(-1)


def test_that_everything_comes_in_order_and_the_source_has_ended() -> None:
    said: list[int] = []
    assert list(ahead(counted(50, said), 3, None)) == list(range(50))
    assert said == [*range(50), -1]


def test_that_no_more_is_kept_in_advance_than_allowed() -> None:
    said: list[int] = []
    reads = ahead(counted(50, said), 3, None)
    assert next(reads) == 0
    threading.Event().wait(0.3)
    assert len(said) == 5  # one taken, three kept, one in hand
    reads.close()
    assert said[-1] == -1 and threading.active_count() < 10


def test_that_heavy_things_are_kept_in_smaller_numbers() -> None:
    said: list[int] = []
    reads = ahead(counted(50, said), 10, None, lambda n: 4 if n < 20 else 0)
    assert next(reads) == 0
    threading.Event().wait(0.3)
    assert len(said) == 5  # one taken, three kept that weigh twelve, one in hand
    assert list(reads) == list(range(1, 50))


def test_that_whoever_is_patient_for_a_while_only_is_told_to_look_after_something_else() -> None:
    go = threading.Event()

    def slow() -> Generator[int, None, None]:
        go.wait()
        yield 1

    reads = ahead(slow(), 2, 0.01)
    assert next(reads) is None
    go.set()
    assert next(each for each in reads if each is not None) == 1


def test_that_what_goes_wrong_is_raised_where_it_is_waited_for() -> None:
    reads = ahead(counted(2, [], ValueError("broken")), 5, None)
    assert [next(reads), next(reads)] == [0, 1]
    with pytest.raises(ValueError, match="broken"):
        next(reads)
