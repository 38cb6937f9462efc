"""What a regional workbook and a regional report are made of: tables in words, and where their rows come from."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from localplan.domain.consolidation import Totals
from localplan.domain.shown import Shown


class Regional(msgspec.Struct, frozen=True, kw_only=True):
    """A region's figures in one language. `facts` stand on the first page, `notes` say what to bear in mind.

    `origins` by plan id: municipality, file, revision, person, day. `moment` is ISO 8601, that of the newest revision.
    `totals` are of all money, as figures.
    """

    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    tables: tuple[Shown, ...]
    origins: Mapping[str, tuple[str, str, str, str, str]]
    moment: str = ""
    totals: Totals

    def table(self, name: str) -> Shown:
        """A table by name. Raises KeyError."""
        return {one.name: one for one in self.tables}[name]
