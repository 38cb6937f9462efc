"""Columns that nobody has laid out get the widths that their contents want."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from localplan.data import data_dir
from localplan.exchange.document import ink
from localplan.exchange.document.blocks import Column, Row, Table
from localplan.exchange.document.fonts import Ruler
from localplan.exchange.document.grid import column_edges
from localplan.exchange.document.widths import PAD, fitted

WIDTH = 460.0
RULER = Ruler(data_dir("resources") / "fonts")


def table(*rows: tuple[str, ...], heads: tuple[str, ...] = ()) -> Table:
    titles = heads or tuple("abcdefghij"[: len(rows[0])])
    return Table(columns=tuple(Column(title, 0.0) for title in titles), rows=tuple(map(Row, rows)))


def widths(shown: Table) -> list[float]:
    edges = column_edges(fitted(shown, WIDTH, RULER).columns, WIDTH)
    return [end - start for start, end in pairwise(edges)]


def test_that_no_amount_is_broken_beside_a_long_text() -> None:
    amount, text = "10,797,015,307", "National employment service outside the municipal budget, " * 6
    found = widths(table((text, amount, amount, amount)))
    assert all(RULER.lines(amount, ink.CELL, width - 8.0) == (amount,) for width in found[1:])
    assert found[0] > max(found[1:])


def test_that_a_long_text_takes_the_room_that_short_ones_leave() -> None:
    short, long = widths(table(("D01", "Local initiatives carried out with diaspora participation and more " * 3)))
    assert long > 5 * short


def test_that_widths_laid_out_by_hand_stay() -> None:
    laid_out = Table(columns=(Column("a", 1.0), Column("b", 3.0)), rows=(Row(("x" * 90, "y")),))
    assert fitted(laid_out, WIDTH, RULER) is laid_out


@given(st.lists(st.lists(st.text(max_size=60), min_size=4, max_size=4).map(tuple), min_size=1, max_size=6))
def test_that_the_columns_fill_the_page_and_none_vanishes(rows: list[tuple[str, ...]]) -> None:
    found = widths(table(*rows))
    assert abs(sum(found) - WIDTH) < 0.01
    assert min(found) >= PAD
