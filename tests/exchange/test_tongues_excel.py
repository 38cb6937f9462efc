"""Arabic, Bengali and Nepali texts in a workbook: which cells begin at the right, and what is read back."""

from __future__ import annotations

from pathlib import Path

import pytest

from localplan.words.direction import runs_leftward
from tests.exchange.workbooks import read, written
from tests.tongues import PLACES, plan_in


@pytest.mark.parametrize("country", ["MA", "NP"])
def test_that_arabic_cells_are_read_from_right_to_left_and_no_others(country: str, tmp_path: Path) -> None:
    book = read(written(plan_in(country), tmp_path / "plan.xlsx"))
    texts = [cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    leftward = [cell for cell in texts if runs_leftward(cell.value)]
    assert (len(leftward) > 300) is (country == "MA")
    assert all(cell.alignment.readingOrder == 2 for cell in leftward)
    assert {cell.alignment.horizontal for cell in leftward} <= {"right", "center"}
    assert not any(cell.alignment.readingOrder for cell in texts if not runs_leftward(cell.value))


@pytest.mark.parametrize("country", PLACES)
def test_that_the_texts_stand_in_the_cells_as_they_were_typed(country: str, tmp_path: Path) -> None:
    book = read(written(plan_in(country), tmp_path / "plan.xlsx"))
    told = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    place = PLACES[country]
    assert {*place.long, *place.short} <= told
