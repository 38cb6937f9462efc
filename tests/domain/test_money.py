"""Sums over funding lines."""

from __future__ import annotations

from decimal import Decimal

from localplan.domain.edits import apply_edits, put
from localplan.domain.money import amounts, total, totals, totals_by_year
from tests.plans import id_of, record, small_plan


def test_that_every_way_to_sum_gives_the_same_total() -> None:
    rows = list(amounts(small_plan()))
    assert total(rows) == Decimal("2620.5")
    for by in ("year", "source", "section", "programme"):
        assert sum(totals(rows, lambda row, by=by: getattr(row, by)).values()) == total(rows)
    assert totals_by_year(rows, lambda row: row.source)["06"] == {"2026": Decimal("1200.5"), "2027": Decimal(1300)}


def test_that_money_standing_on_a_measure_is_counted_too() -> None:
    early = record("funding_line", "early", id_of("M1.1"), 0, source="01", amounts={"2028": 500})
    rows = list(amounts(apply_edits(small_plan(), [put(early)])))
    assert total(rows) == Decimal("3120.5")
    assert rows[-1].activity is None or any(row.activity is None for row in rows)
