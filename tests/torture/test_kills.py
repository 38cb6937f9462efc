from __future__ import annotations

from pathlib import Path

from tests.torture.saving import kill_some, make


def test_that_no_acknowledged_edit_is_lost_to_any_kill(tmp_path: Path, count: int, seed: int) -> None:
    make(tmp_path)
    acknowledged = kill_some(tmp_path, count, seed)
    print(f"{count} kills, {acknowledged} entries acknowledged, none lost")
    assert acknowledged >= count
