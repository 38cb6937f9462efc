"""The table of rules in docs/ says what forms/ declares."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from tests.methods import methodology

ROOT = Path(__file__).parents[2]


def test_that_the_committed_table_is_the_one_that_would_be_written() -> None:
    spec = spec_from_file_location("rules_table", ROOT / "packaging" / "rules_table.py")
    assert spec is not None and spec.loader is not None
    tool = module_from_spec(spec)
    spec.loader.exec_module(tool)
    text = (ROOT / "docs" / "rules.md").read_text("utf-8")
    assert text == tool.table(methodology())
    assert all(f"\n| {code} |" in text for code in methodology().rules)
