"""Narrative texts of chapters, by the code of their chapter."""

from __future__ import annotations

from localplan.domain.records.analysis import Narrative
from localplan.exchange.document.material import Material


def narrative(m: Material, *chapters: str) -> str:
    """The texts of these chapters, one after the other."""
    texts = (m.say(n.text) for code in chapters for n in m.plan.all(Narrative) if n.chapter == code)
    return "\n".join(filter(str.strip, texts))


def other_chapters(m: Material, known: frozenset[str]) -> tuple[str, ...]:
    """Chapters with a text that no place of the document asks for, in the order of the plan."""
    found = (n.chapter for n in m.plan.all(Narrative) if n.chapter not in known and m.say(n.text).strip())
    return tuple(dict.fromkeys(found))
