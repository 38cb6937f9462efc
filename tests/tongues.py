"""Plans in Arabic, Bengali and Nepali: a sample with all its texts put into the language."""

from __future__ import annotations

from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any

import msgspec

from localplan.app.beginnings import proposed_title
from localplan.domain.canonical import record_from
from localplan.domain.plan import Plan
from tests.exchange.documents import methodology, sample

SAMPLE = "keur-yaakaar"


class Place(msgspec.Struct, frozen=True):
    """A municipality with what its plan says."""

    language: str
    currency: str
    unit_kind: str
    name: str
    long: tuple[str, ...]
    short: tuple[str, ...]


_FILE = Path(__file__).parent / "data" / "tongues.toml"
PLACES = msgspec.toml.decode(_FILE.read_bytes(), type=dict[str, Place])
"""By country."""
_SHORT = frozenset({"title", "name", "short_name", "label", "place", "role", "theirs", "evaluator", "statute"})


@cache
def plan_in(country: str) -> Plan:
    """The sample as a plan of that country, every text of it in the country's language."""
    place = PLACES[country]
    long, short = cycle(place.long), cycle(place.short)
    records = [_told(msgspec.to_builtins(record), country, long, short) for record in sample(SAMPLE).records.values()]
    return Plan([record_from(record) for record in records])


def _told(content: dict[str, Any], country: str, long: Any, short: Any) -> dict[str, Any]:
    place = PLACES[country]
    for field, value in content.items():
        if isinstance(value, dict) and "fr" in value:
            content[field] = {place.language: next(short if field in _SHORT else long)}
    if content["kind"] == "plan":
        years = (int(content["period_start"][:4]), int(content["period_end"][:4]))
        names = {place.language: place.name}
        content |= {
            "country": country,
            "currency": place.currency,
            "unit_kind": place.unit_kind,
            "languages": [place.language],
            "main_language": place.language,
            "municipality_name": names,
            "title": proposed_title([place.language], methodology().country(country), place.unit_kind, names, years),
        }
    return content
