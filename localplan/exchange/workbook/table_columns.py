"""The columns of the action-plan table: those before the years as data, then one for each year.

The table of indicators stands in the same columns: indicator, unit, source of verification (over whatever is left),
baseline, base year, targets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from localplan.exchange.workbook.sheets import Value
from localplan.exchange.workbook.view import View
from localplan.words import phrase

ACTIVITY, PARTNERS, DEADLINE, SOURCE = 0, 2, 3, 4  # the same in every country's table
_YEAR_WIDTH = 12
_FEWEST_YEARS = 2  # columns: the general objective's indicators need two


class TableColumn(msgspec.Struct, frozen=True):
    """A column before the years; `look` is that of a line of funds."""

    name: str
    head: str
    width: float
    look: str = "text"


_EVERYWHERE = (
    TableColumn("activity", phrase("Activity"), 52),
    TableColumn("body", phrase("Implementing body"), 28),
    TableColumn("partners", phrase("Partner bodies"), 28),
    TableColumn("deadline", phrase("Deadline for completion"), 14, "centred"),
    TableColumn("source", phrase("Source of funding"), 28),
)
_PROGRAMME = TableColumn("programme", phrase("Link to the programme budget"), 15, "centred")


class TableColumns(msgspec.Struct, frozen=True):
    """The columns that one plan's table has."""

    before_years: tuple[TableColumn, ...]
    years: tuple[str, ...]

    @property
    def first_year(self) -> int:
        """The column of the first year."""
        return len(self.before_years)

    @property
    def money(self) -> int:
        """How many columns stand from the first year on."""
        return max(_FEWEST_YEARS, len(self.years))

    @property
    def width(self) -> int:
        """How many columns there are."""
        return self.first_year + self.money

    @property
    def widths(self) -> tuple[float, ...]:
        """The width of each column, in characters."""
        return (*(column.width for column in self.before_years), *([_YEAR_WIDTH] * self.money))

    @property
    def verification(self) -> tuple[int, int]:
        """First and last column of an indicator's source of verification; two more stand before the years."""
        return PARTNERS, self.first_year - 3

    def of_year(self, year: str) -> int:
        """The column of a year of the plan."""
        return self.first_year + self.years.index(year)

    def row(self, told: Mapping[str, Value], figures: Sequence[Value] = ()) -> list[Value]:
        """A row: what is told, by the names of columns (those that are not here fall away), then figures."""
        return self.filled([*(told.get(column.name) for column in self.before_years), *figures])

    def filled(self, values: Sequence[Value]) -> list[Value]:
        """The values, and blanks up to the width of the table."""
        return [*values, *[None] * (self.width - len(values))]


def table_columns(view: View) -> TableColumns:
    """The columns of this plan's table: a budget without programmes needs none for them."""
    return TableColumns((*_EVERYWHERE, *((_PROGRAMME,) if view.method.has_programmes else ())), view.years)
