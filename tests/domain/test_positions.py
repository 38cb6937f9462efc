"""Order among siblings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localplan.domain.positions import position_at, position_between


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=120), st.booleans())
def test_that_there_is_always_room_between_two_neighbours(choices: list[int], start_empty: bool) -> None:
    places = [] if start_empty else [position_at(n) for n in range(3)]
    for choice in choices:
        at = choice % (len(places) + 1)
        before = places[at - 1] if at else ""
        after = places[at] if at < len(places) else ""
        new = position_between(before, after)
        assert before < new
        assert not after or new < after
        places.insert(at, new)


def test_that_equal_neighbours_made_in_two_places_still_leave_a_way() -> None:
    assert position_between("V", "V") > "V"


def test_that_a_list_longer_than_any_plan_is_refused() -> None:
    with pytest.raises(ValueError, match="no position"):
        position_at(62**3)
