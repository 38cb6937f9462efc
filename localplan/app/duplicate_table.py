"""Pairs that may be one as a table in words, and the note that tells a municipality what its indicator probably is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from localplan.app.alike import Pair, Side
from localplan.app.duplicates import REASONS, SAID
from localplan.app.notes import write_note
from localplan.domain.shown import Shown, ShownRow
from localplan.domain.tables import Column
from localplan.words import Words, text_in

if TYPE_CHECKING:
    from localplan.domain.notes import Note
    from localplan.storage.library import Library

FIELDS = {"indicator": "library_code", "measure": "from_collection"}
"""The fields of records that hold a code of the collection."""


def pairs_table(pairs: Iterable[Pair], kind: str, names: Mapping[str, str], words: Words) -> Shown:
    """A row for each pair; `names` are those of municipalities by code. A row leads to what stands in a plan."""
    return Shown(
        name="duplicates",
        title=words("Possible duplicates"),
        headings=(
            words("Your decision"),
            words("Score"),
            *(
                (words("In the collection"),)
                if kind in FIELDS
                else (words("First (its name is kept)"), words("Municipality"))
            ),
            *((words("In the plan"),) if kind in FIELDS else (words("Second"),)),
            words("Municipality"),
            words("Why"),
        ),
        columns=(
            Column("said"),
            Column("score", "count"),
            *((Column("entry"),) if kind in FIELDS else (Column("one"), Column("one_from"))),
            *(Column(name) for name in ("other", "other_from", "reasons")),
        ),
        rows=tuple(pair_row(pair, names, words) for pair in pairs),
        note=_note(kind, words),
    )


def pair_row(pair: Pair, names: Mapping[str, str], words: Words) -> ShownRow:
    """One pair."""
    one = (said_of(pair.one, words),)
    cells = (
        words(SAID[pair.said]) if pair.said else "",
        pair.score or None,
        *(one if pair.kind in FIELDS else (*one, _place(pair.one, names))),
        said_of(pair.other, words),
        _place(pair.other, names),
        _reasons(pair, words),
    )
    return ShownRow(cells, plan=pair.other.plan, record=pair.other.id)


def told(pair: Pair, names: Mapping[str, str], words: Words) -> str:
    """One pair in full: a line for each of the two, and why."""
    both = (" · ".join(filter(None, (said_of(side, words), _place(side, names)))) for side in (pair.one, pair.other))
    return "\n".join((*both, _reasons(pair, words)))


def _reasons(pair: Pair, words: Words) -> str:
    return ", ".join(words(REASONS[reason]) for reason in pair.reasons)


def said_of(side: Side, words: Words) -> str:
    """What it is called, with its code of the collection, or with what is known about it."""
    name = text_in(side.name, words.language) or "–"
    about = ", ".join(filter(None, (text_in(texts, words.language) for texts in side.about)))
    return f"{name} ({about})" if about else name if side.plan else f"{side.id} {name}"


def _place(side: Side, names: Mapping[str, str]) -> str:
    return names.get(side.municipality, side.municipality)


def _note(kind: str, words: Words) -> str:
    if kind == "person":
        return words("Names are read from the plans for this page alone. No plan is changed.")
    if kind in FIELDS:
        return words(
            "If you mark them as the same, the region counts it under the collection’s code. No plan is changed."
        )
    return words("If you mark two as the same, the region counts them as one. No plan is changed.")


def suggestion(pair: Pair, words: Words) -> str:
    """The note to the municipality about what it typed by hand."""
    own, entry = text_in(pair.other.name, words.language), said_of(pair.one, words)
    return words(
        "“{own}” is probably {entry} from the collection. If so, please choose it there.", own=own, entry=entry
    )


def suggest(library: Library, pair: Pair, text: str) -> Note:
    """Write it as a note on what the plan has. Raises Refused."""
    return write_note(library, pair.other.plan, text, record=pair.other.id, field=FIELDS[pair.kind])
