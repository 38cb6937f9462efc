"""The start page's list in words."""

from __future__ import annotations

from pathlib import Path

import msgspec

from localplan.storage.glance import PlanLine, glance
from localplan.words import Words, text_in


class RecentPlan(msgspec.Struct, frozen=True):
    """One plan as the start page shows it."""

    id: str
    code: str
    title: str
    facts: str


def recent_plans(library: Path, words: Words) -> tuple[tuple[RecentPlan, ...], str]:
    """The plans of a library, last saved first, and a message id when it cannot be read (empty otherwise)."""
    seen = glance(library)
    trouble = "" if seen.trouble == "library_missing" else seen.trouble
    return tuple(_line(plan, words) for plan in seen.plans), trouble


def _line(plan: PlanLine, words: Words) -> RecentPlan:
    def text(texts: dict[str, str]) -> str:
        return text_in(texts, words.language, plan.main_language)

    title = text(plan.title) or words("Plan without a title")
    if plan.practice:
        title = f"{words('TRAINING')} · {title}"
    period = "–".join(day[:4] for day in (plan.period_start, plan.period_end) if day)
    saved = words("saved {moment}", moment=words.moment(plan.saved)) if plan.saved else ""
    facts = (text(plan.municipality_name), plan.code, period, saved)
    return RecentPlan(plan.id, plan.code, title, " · ".join(part for part in facts if part))
