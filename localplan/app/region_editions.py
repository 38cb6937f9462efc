"""The edition of the day: the figures of a region kept under a name, so that next week's answer is the same."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import msgspec

from localplan.app.region_words import FIGURES
from localplan.app.regional import regional
from localplan.data import data_dir
from localplan.domain.shown import Shown, ShownRow
from localplan.domain.summary import KeptView
from localplan.domain.tables import Column
from localplan.domain.values import Refused
from localplan.words import LANGUAGES, words_for

if TYPE_CHECKING:
    from localplan.app.consolidation import Consolidated
    from localplan.exchange.regional import Regional
    from localplan.storage.library import Library

_encoder = msgspec.json.Encoder(order="sorted", decimal_format="string")

EDITION = "edition"


def editions_of(library: Library) -> tuple[KeptView, ...]:
    """The kept editions by name."""
    return library.region.kept_views(EDITION)


def freeze(library: Library, view: Consolidated, name: str, region: str = "") -> None:
    """Keep the figures under a name, in every language, so that next week's answer is the same.

    Raises Refused for a name that is taken: an edition never changes.
    """
    if any(kept.name == name for kept in editions_of(library)):
        raise Refused("edition_exists", name=name)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    locale = data_dir("resources") / "locale"
    told = {language: regional(view, words_for(language, locale), name=region, edition=name) for language in LANGUAGES}
    content = _encoder.encode(told).decode()
    library.region.keep_view(KeptView(kind=EDITION, name=name, at=at, person=library.author, content=content))


def frozen(library: Library, name: str, language: str) -> Regional:
    """The figures as they were kept. Raises Refused when there are none of that name."""
    for kept in editions_of(library):
        if kept.name == name:
            told = msgspec.json.decode(kept.content)
            return _thawed(told.get(language) or told["en"])
    raise Refused("no_such_edition", name=name)


def _thawed(told: dict[str, Any]) -> Regional:
    from localplan.exchange.regional import Regional

    whole = msgspec.convert(told, Regional)
    return msgspec.structs.replace(whole, tables=tuple(map(_with_figures, whole.tables)))


def _with_figures(table: Shown) -> Shown:
    return msgspec.structs.replace(table, rows=tuple(_row(table.columns, row) for row in table.rows))


def _row(columns: tuple[Column, ...], row: ShownRow) -> ShownRow:
    cells = (_cell(column, cell) for column, cell in zip(columns, row.cells, strict=True))
    return msgspec.structs.replace(row, cells=tuple(cells))


def _cell(column: Column, cell: Any) -> str | int | Decimal | date | None:
    """A cell out of JSON, where decimals and days are texts."""
    if column.kind in FIGURES and isinstance(cell, str):
        return Decimal(cell)
    return date.fromisoformat(cell) if column.kind == "day" and cell else cell
