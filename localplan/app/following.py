"""The plan that follows another one, with its results told in its own words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from uuid import uuid4

import msgspec

from localplan.app.beginnings import proposed_title
from localplan.data import data_dir
from localplan.domain.plan import Plan
from localplan.domain.records.logic import Indicator
from localplan.domain.roll_over import Decision, Saying, proposed_decisions, roll_over
from localplan.domain.values import Map
from localplan.methodology.methodology import Methodology, PlanMethod
from localplan.words import Words, words_for


def next_plan(
    plan: Plan,
    methodology: Methodology,
    years: tuple[int, int],
    decisions: Mapping[str, Decision] | None = None,
    *,
    new_id: Callable[[], str] = lambda: str(uuid4()),
) -> Plan:
    """The plan after this one, of the newest methodology, with a proposed title. Raises Refused.

    Without `decisions` everything continues but what was reported as completed or cancelled.
    """
    method, root = methodology.for_plan(plan), plan.root
    new = roll_over(
        plan,
        *years,
        decisions=proposed_decisions(plan) if decisions is None else decisions,
        saying=_saying(plan, method),
        new_id=new_id,
        style=method.profile.code_style,
    )
    languages = dict.fromkeys((root.main_language, *root.languages))
    title = proposed_title(languages, methodology.country(root.country), root.unit_kind, root.municipality_name, years)
    facts = {"title": Map(title), "methodology_version": methodology.version}
    return new.changed([msgspec.structs.replace(new.root, **facts)], ())


def _saying(plan: Plan, method: PlanMethod) -> Saying:
    locale = data_dir("resources") / "locale"
    languages = dict.fromkeys((plan.root.main_language or "en", *plan.root.languages))
    spoken = [words_for(language, locale) for language in languages]

    def told(indicator: Indicator, value: Decimal, year: int) -> dict[str, str]:
        return {words.language: f"{_value(indicator, value, method, words)} ({year})" for words in spoken}

    return Saying(value=told, target=told)


def _value(indicator: Indicator, value: Decimal, method: PlanMethod, words: Words) -> str:
    if indicator.value_type == "yes_no":
        return words("yes") if value else words("no")
    entry = method.entry("units", indicator.unit)
    unit = words.form("list.units", entry.label) if entry else indicator.unit_text.get(words.language, "")
    return f"{words.number(value)} {unit}".strip()
