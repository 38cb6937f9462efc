"""From a figure of many plans down to the rows that it is made of, each of which leads to its plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from localplan.ui.region.table_page import ShownPage

if TYPE_CHECKING:
    from localplan.ui.region.place import RegionPlace

MADE_OF = {"indicators": "indicator_values", "addressees": "requests"}
"""Tables whose rows are put together of those of another one, found by the first cell."""
MONEY, AMOUNTS = "money_by_", "amounts"
CHOSEN_BY = {
    "section": "sections",
    "measure_type": "measure_types",
    "target_group": "target_groups",
    "sdg": "sdg",
    "year": "years",
    "source": "sources",
    "status": "statuses",
    "body": "bodies",
    "district": "districts",
    "municipality": "municipalities",
}
"""The field of a choice, by what money is grouped by."""


def lead_down(place: RegionPlace, table: str, at: int) -> None:
    """Show what the row at this place of a table is made of."""
    if place.look is None:
        return
    row = place.look.view.table(table).rows[at] if table.startswith(MONEY) else None
    if row is not None:
        field = CHOSEN_BY.get(table.removeprefix(MONEY))
        place.show_page(AMOUNTS)
        if field and row.cells[0] and not row.total:
            place.filters.choose(msgspec.structs.replace(place.filters.choice, **{field: (row.cells[0],)}))
    elif table in MADE_OF:
        wanted = str(place.look.table(table).rows[at].cells[0])
        place.show_page(MADE_OF[table])
        page = place.pages.get(MADE_OF[table])
        if isinstance(page, ShownPage):
            page.search.setText(wanted)
