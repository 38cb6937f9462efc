"""Choices of a part of a region: whether they make sense, and keeping them under a name."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from localplan.app.registers import municipalities
from localplan.data import data_dir
from localplan.domain.choice import Choice
from localplan.domain.summary import KeptView
from localplan.domain.values import Refused

if TYPE_CHECKING:
    from localplan.methodology.methodology import Methodology
    from localplan.storage.library import Library

_encoder = msgspec.json.Encoder(order="sorted", decimal_format="string")
CHOICE = "choice"
LISTS = {
    "states": "plan_statuses",
    "sections": "sections",
    "measure_types": "measure_types",
    "target_groups": "target_groups",
    "sdg": "sdg_targets",
    "sources": "funding_sources",
    "statuses": "funding_statuses",
}
"""The list that the codes of a field of a choice are of."""


def check_choice(choice: Choice, library: Library, methodology: Methodology) -> None:
    """Raises Refused for a code that nothing here has: a misspelt one would only leave everything out."""
    summaries = library.summaries()
    known = {field: _codes(methodology, name) for field, name in LISTS.items()}
    known["municipalities"] = {s.municipality for s in summaries}
    known["districts"] = {s.subdivision for s in summaries if s.subdivision}
    known["districts"] |= {unit.district for unit in municipalities(data_dir("db")) if unit.district}
    if choice.bodies:
        known["bodies"] = {one.id for s in library.summaries(("organisations",)) for one in s.organisations}
    known["years"] = {row.year for s in summaries for row in s.money}
    for field, codes in known.items():
        for code in getattr(choice, field):
            if code not in codes:
                raise Refused("not_on_the_list", value=code, known=", ".join(sorted(codes)[:40]))


def _codes(methodology: Methodology, name: str) -> set[str]:
    return {entry.code for profile in ("", *methodology.profiles) for entry in methodology.list(name, profile).entries}


def keep_choice(library: Library, name: str, choice: Choice) -> None:
    """Keep a choice by name; one of that name is replaced."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    content = _encoder.encode(choice).decode()
    library.region.keep_view(KeptView(kind=CHOICE, name=name, at=at, person=library.author, content=content))


def kept_choices_of(library: Library) -> dict[str, Choice]:
    """The kept choices by name."""
    return {kept.name: msgspec.json.decode(kept.content, type=Choice) for kept in library.region.kept_views(CHOICE)}


def kept_choice(library: Library, name: str) -> Choice:
    """A kept choice. Raises Refused when there is none of that name."""
    known = kept_choices_of(library)
    if name not in known:
        raise Refused("no_such_choice", name=name)
    return known[name]


def drop_choice(library: Library, name: str) -> None:
    """Forget a kept choice."""
    library.region.forget_view(CHOICE, name)
