"""Money of years outside the period, entered before it was shortened, is shown and counted everywhere alike."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from localplan.data import data_dir
from localplan.domain.edits import SetField, apply_edits
from localplan.domain.money import amounts
from localplan.exchange.document.blocks import ActionTable, Table
from localplan.exchange.document.build import build_document
from localplan.words import words_for
from tests import samples
from tests.methods import methodology

ENGLISH = words_for("en", data_dir("resources") / "locale")
DRAFT = samples.draft()
SHORTENED = apply_edits(DRAFT, [SetField(DRAFT.id, "period_end", date(2027, 12, 31))])


def tables() -> list[Table]:
    blocks = build_document(SHORTENED, methodology(), ENGLISH, language="en")
    found = [block for block in blocks if isinstance(block, Table)]
    parts = (part for block in blocks if isinstance(block, ActionTable) for part in block.parts)
    return [*found, *(table for part in parts for table in part.tables)]


def test_that_every_sum_in_the_document_is_that_of_the_years_beside_it() -> None:
    checked = 0
    for table in tables():
        years = [n for n, column in enumerate(table.columns) if column.title.isdecimal()]
        total = next((n for n, column in enumerate(table.columns) if column.title == "Total"), None)
        if years and total is not None:
            for row in table.rows:
                shown = [ENGLISH.parse_number(row.cells[n]) for n in years if row.cells[n].strip("–")]
                assert sum(shown, Decimal(0)) == ENGLISH.parse_number(row.cells[total]), row
                checked += 1
    assert checked > 10


def test_that_money_tables_have_a_column_for_each_year_with_money() -> None:
    with_money = {row.year for row in amounts(SHORTENED)}
    assert "2028" in with_money
    activities = [table for table in tables() if table.columns[0].title == "Activity"]
    assert activities and all(with_money <= {column.title for column in table.columns} for table in activities)
