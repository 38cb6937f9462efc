"""Indicators and measures typed by hand that are probably one of the collection's, by name and unit.

Said to be the same, the region counts them under the code of the collection; the plan keeps what it has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import msgspec
from rapidfuzz import fuzz, process

from localplan.app.alike import Apart, Pair, Side, key_of, ordered
from localplan.data import data_dir
from localplan.domain.summary_rows import Texts
from localplan.words import LANGUAGES, words_for

if TYPE_CHECKING:
    from localplan.methodology.methodology import Methodology
    from localplan.storage.library import Library

KINDS = {"indicator": "indicators", "measure": "measures"}
"""The kinds with the collections in which they are looked for."""
SAME = 100
NEAR = 90  # of SAME: names of indicators differ in one word and mean another thing


class Typed(msgspec.Struct, frozen=True):
    """What a plan has without a code of the collection; `taken` are the codes that the same plan has already."""

    side: Side
    unit: str
    taken: frozenset[str]


class Known(msgspec.Struct, frozen=True):
    """The entries of a collection: `codes` by each of their names as it is compared, `units` and `sides` by code."""

    codes: dict[str, str]
    units: dict[str, str]
    sides: dict[str, Side]


def sides(library: Library, methodology: Methodology, kind: str) -> dict[str, Side]:
    """The entries of the collection by code, and all of the plans by id."""
    own = {one.side.id: one.side for one in _typed(library, kind, {})}
    return own | _collection(methodology, kind).sides


def alike(
    library: Library, methodology: Methodology, kind: str, aliases: Mapping[str, str], apart: Apart
) -> list[Pair]:
    """The pairs of an entry of the collection and what a plan has, as far as it goes by no code yet."""
    known = _collection(methodology, kind)
    left = [one for one in _typed(library, kind, aliases) if one.side.id not in aliases]
    keys = {key for one in left for key in _keys(one.side.name)}
    near = {key: _near(key, known) for key in keys}
    found = (pair for one in left for pair in _pairs(kind, one, near, known))
    return [pair for pair in found if ordered(pair.one.id, pair.other.id) not in apart]


def _collection(methodology: Methodology, kind: str) -> Known:
    """All names in all languages of the program."""
    entries = getattr(methodology, KINDS[kind])
    every = [words_for(language, data_dir("resources") / "locale") for language in LANGUAGES]
    codes: dict[str, str] = {}
    names: dict[str, Texts] = {}
    for code, entry in entries.items():
        names[code] = {words.language: words.form(KINDS[kind], entry.title) for words in every}
        for name in names[code].values():
            codes.setdefault(key_of(name), code)
    units = {code: getattr(entry, "unit", "") for code, entry in entries.items()}
    return Known(codes, units, {code: Side(code, name) for code, name in names.items()})


def _typed(library: Library, kind: str, aliases: Mapping[str, str]) -> Iterator[Typed]:
    part = {"indicator": "indicators", "measure": "money"}[kind]
    for summary in library.summaries((part,)):
        if not summary.counts:
            continue
        rows = [(r.id, r.title, r.library_code, r.unit) for r in summary.indicators]
        if kind == "measure":
            rows = [(r.id, r.title, r.from_collection, "") for r in summary.measures]
        taken = frozenset(code or aliases.get(id, "") for id, _, code, _ in rows)
        for id, title, code, unit in rows:
            if not code and title:
                yield Typed(Side(id, title, summary.municipality, summary.plan), unit, taken)


def _keys(name: Texts) -> set[str]:
    return set(filter(None, map(key_of, name.values())))


def _near(key: str, known: Known) -> list[tuple[str, int]]:
    """Codes whose names are like this one, with the likeness, the best of each."""
    found: dict[str, int] = defaultdict(int)
    names = list(known.codes)
    for name, score, _ in process.extract(key, names, scorer=fuzz.token_sort_ratio, score_cutoff=NEAR, limit=9):
        found[known.codes[name]] = max(found[known.codes[name]], SAME if name == key else min(SAME - 1, int(score)))
    return list(found.items())


def _pairs(kind: str, one: Typed, near: Mapping[str, list[tuple[str, int]]], known: Known) -> Iterator[Pair]:
    found: dict[str, int] = defaultdict(int)
    for code, score in (each for key in _keys(one.side.name) for each in near[key]):
        found[code] = max(found[code], score)
    for code, score in found.items():
        unit = known.units[code]
        if code not in one.taken and (not one.unit or not unit or one.unit == unit):
            reasons = ["same_name" if score == 100 else "similar_name"]
            reasons += ["same_unit"] if unit and one.unit == unit else ["no_unit"] if unit else []
            points = round(score * 0.95) - (10 if reasons[-1] == "no_unit" else 0)
            yield Pair(kind, known.sides[code], one.side, points, tuple(reasons))
