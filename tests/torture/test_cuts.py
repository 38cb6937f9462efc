from __future__ import annotations

from pathlib import Path

import pytest

from tests.torture.cuts import cut_some, make_careless


def test_that_no_acknowledged_edit_is_lost_to_any_power_cut(tmp_path: Path, count: int, seed: int) -> None:
    assert cut_some(tmp_path, count, seed) == (0, 0)


@pytest.mark.parametrize(
    ("synchronous", "journal_mode"),
    [("NORMAL", "TRUNCATE"), ("FULL", "MEMORY"), ("OFF", "TRUNCATE"), ("NORMAL", "WAL")],
)
def test_that_careless_settings_lose_in_the_same_cuts(
    tmp_path: Path, count: int, seed: int, monkeypatch: pytest.MonkeyPatch, synchronous: str, journal_mode: str
) -> None:
    make_careless(monkeypatch, synchronous, journal_mode)
    lost, torn = cut_some(tmp_path, min(count, 100), seed)
    print(f"{synchronous}, {journal_mode}: {lost} lost, {torn} damaged of {min(count, 100)}")
    assert lost + torn > 0
