"""What was typed in Latin letters and is printed in Cyrillic: the words that a person should look at."""

from __future__ import annotations

from collections.abc import Iterator

from localplan.domain.plan import Plan
from localplan.domain.records import FIELDS, kind_of
from localplan.words import doubtful


def worth_a_look(plan: Plan, language: str) -> tuple[str, ...]:
    """Words of which only a person knows how they are written in Cyrillic, each once, in the order of the plan.

    None in other languages, nor from texts that are there in Cyrillic.
    """
    if language != "sr-Cyrl":
        return ()
    return tuple(dict.fromkeys(word for text in _converted(plan) for word in doubtful(text)))


def _converted(plan: Plan) -> Iterator[str]:
    for record in plan.below(""):
        for name, field in FIELDS[kind_of(record)].items():
            if field.holds.by == "language":
                texts = getattr(record, name)
                if not texts.get("sr-Cyrl"):
                    yield texts.get("sr-Latn", "")
