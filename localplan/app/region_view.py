"""What the coordinator's place in the window shows, put together at once, so that a thread can do it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from localplan.app.book_papers import state_names
from localplan.app.book_tables import BOOK, book_table
from localplan.app.consolidation import Consolidated
from localplan.app.frame_answers import FRAME_ANSWERS, TITLE, frame_answers
from localplan.app.region_headings import TITLES
from localplan.app.region_picture import Multiples, Tile, multiples, tiles
from localplan.app.region_plans import plans_table
from localplan.app.region_words import RegionWords
from localplan.app.regional import origin_of, rates_said
from localplan.app.registers import municipalities
from localplan.data import data_dir
from localplan.domain.choice import Choice
from localplan.domain.region_money import Rate
from localplan.domain.shown import Shown
from localplan.domain.summary import Summary
from localplan.words import Words, phrase, text_in

if TYPE_CHECKING:
    from localplan.methodology.methodology import Methodology
    from localplan.storage.library import Library

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        phrase("Region"),
        ("intake", "plans", "grid", "multiples", "municipalities", "missing", FRAME_ANSWERS, "provenance"),
    ),
    (phrase("Day to day"), tuple(BOOK)),
    (
        phrase("Money"),
        (
            "money_by_year",
            "money_by_source",
            "money_by_section",
            "money_by_status",
            "money_by_measure_type",
            "money_by_target_group",
            "money_by_sdg",
            "money_by_objective_kind",
            "money_by_body",
            "money_by_district",
            "money_by_municipality",
            "amounts",
            "shared_measures",
        ),
    ),
    (phrase("Results"), ("indicators", "indicator_values", "progress", "persons", "late_activities")),
    (phrase("Who needs what"), ("quality", "peers", "exchanges", "addressees", "requests", "duplicates")),
)
"""The pages in their groups; most are tables of the consolidated view."""

PICTURES = {"grid": phrase("Map of districts"), "multiples": phrase("Small charts side by side")}
"""Pages that are drawn."""
PAGES = {
    "intake": phrase("Incoming files"),
    "plans": phrase("Plans of the region"),
    "duplicates": phrase("Possible duplicates"),
    FRAME_ANSWERS: TITLE,
    **PICTURES,
}
TABLE_PAGES = tuple(name for _, names in GROUPS for name in names if name not in ("intake", "duplicates", *PICTURES))
"""The pages that are tables."""


def page_title(name: str, words: Words) -> str:
    """What a page is called."""
    return words(PAGES.get(name) or BOOK.get(name) or TITLES[name])


class RegionLook:
    """The region as it is now, in one language; its tables in words."""

    def __init__(self, told: RegionWords, own: Iterable[Shown]) -> None:
        """`own`: the tables that are none of the consolidated view."""
        self._told = told
        self._tiles: dict[str, tuple[Tile, ...]] = {}
        self._multiples: Multiples | None = None
        self._shown = {shown.name: shown for shown in own}
        self.view = view = told.view
        self.offers = _offers(told)
        units = (unit for country in view.countries or ("RS",) for unit in municipalities(data_dir("db"), country))
        self.names = {unit.code: text_in(unit.names, told.words.language, "sr-Latn") for unit in units}
        self.names |= {s.municipality: told.municipality(s.municipality) for s in view.all if s.municipality}
        self.origins = {s.plan: _origin(told, s) for s in view.all}
        self.missing = tuple(str(row.cells[0]) for row in told.shown(view.table("missing")).rows)

    def table(self, name: str) -> Shown:
        """One of the pages' tables."""
        if name not in self._shown:
            shown = self._told.shown(self._told.view.table(name))
            rates = rates_said(self.view, self._told.words) if name.startswith("money_by_") else ()
            note = " ".join(filter(None, (shown.note, *rates)))
            self._shown[name] = msgspec.structs.replace(shown, note=note)
        return self._shown[name]

    def tiles(self, subject: str) -> tuple[Tile, ...]:
        """The districts with their figures on a subject (`region_picture.SUBJECTS`)."""
        if subject not in self._tiles:
            self._tiles[subject] = tiles(self._told, subject)
        return self._tiles[subject]

    def multiples(self) -> Multiples:
        """The small charts of all municipalities."""
        if self._multiples is None:
            self._multiples = multiples(self._told)
        return self._multiples


def _origin(told: RegionWords, summary: Summary) -> str:
    *named, day = origin_of(told, summary.plan, summary.municipality)
    return " · ".join(filter(None, (*named, told.words.day(date.fromisoformat(day)) if day else "")))


def look_at(
    library: Library,
    methodology: Methodology,
    words: Words,
    today: date,
    choice: Choice | None = None,
    rates: Iterable[Rate] | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> RegionLook:
    """Read what the region says. Takes its time: for the background; what `progress` raises ends it.

    `rates`: the money in euro, at these or else at the rates of the plans; None for money as the plans have it.
    """
    region = next(iter(library.region.expected()), "")
    euro = rates is not None
    view = Consolidated(library, methodology, today, choice=choice, region=region, euro=euro, rates=rates or ())
    told = RegionWords(view, words)
    states = state_names(methodology, words)
    book = [book_table(library, name, words, today, states) for name in BOOK]
    look = RegionLook(told, [plans_table(library, told), frame_answers(library, told), *book])
    for done, name in enumerate(TABLE_PAGES):
        progress(done, len(TABLE_PAGES))
        look.table(name)
    look.multiples()
    return look


def _offers(told: RegionWords) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """What one may choose by: only what the plans have."""
    view, words = told.view, told.words
    counting = [s for s in view.all if s.counts]
    districts = {view.place.districts.get(s.municipality, s.subdivision) for s in counting}
    carrying = [s for s in view.with_parts("money") if s.counts]
    money = [row for s in carrying for row in s.money]
    measures = [measure for s in carrying for measure in s.measures]

    def labels(codes: Iterable[str], name: str) -> list[tuple[str, str]]:
        return _named(set(codes), lambda code: told.label(name, code), words)

    return {
        "districts": (words("District"), _named(districts, told.district, words)),
        "states": (
            words("State"),
            _named({s.state for s in counting}, lambda code: told.label("plan_statuses", code), words),
        ),
        "sections": (
            words("Section"),
            _named({x for s in counting for x in s.sections}, lambda code: told.label("sections", code), words),
        ),
        "years": (words("Year"), [(year, year) for year in sorted({row.year for row in money if row.year})]),
        "sources": (
            words("Source"),
            _named({row.source for row in money}, lambda code: told.label("funding_sources", code), words),
        ),
        "municipalities": (words("Municipality"), _named({s.municipality for s in counting}, told.municipality, words)),
        "measure_types": (words("Type of measure"), labels((m.measure_type for m in measures), "measure_types")),
        "target_groups": (
            words("Target group"),
            labels((g for m in measures for g in m.target_groups), "target_groups"),
        ),
        "sdg": (words("Goal"), labels((goal for m in measures for goal in m.sdg), "sdg_targets")),
        "statuses": (words("Status"), labels((row.status for row in money), "funding_statuses")),
    }


def _named(codes: Iterable[str], name: object, words: Words) -> list[tuple[str, str]]:
    assert callable(name)
    return sorted(((code, name(code)) for code in codes if code), key=lambda pair: words.sort_key(pair[1]))
