"""The legal profile of a plan in words: which number holds, where it stands, how sure that is and since when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from localplan.methodology.declarations import Evidence
from localplan.methodology.law import Parameter
from localplan.methodology.methodology import PlanMethod
from localplan.methodology.own_rules import Value, is_month_and_day, read, takes_decimals
from localplan.words import Words, phrase

CERTAINTY: dict[Evidence, str] = {
    "seen_in_source": phrase("seen in the source"),
    "founding_document": phrase("from a founding document"),
    "to_be_confirmed": phrase("to be confirmed by a lawyer"),
    "to_be_checked": phrase("uncertain, to be checked"),
    "proposal": phrase("proposal of this program"),
}
SAID: dict[Value, str] = {
    True: phrase("yes"),
    False: phrase("no"),
    "after": phrase("after the start"),
    "before": phrase("before the start"),
    "requested": phrase("the money asked for"),
}
"""Values that are no numbers."""


class RuleOfLaw(NamedTuple):
    """A number or a rule of the profile; `own` is what the municipality set instead, `code` its parameter if any."""

    code: str
    rule: str
    value: str
    own: str
    source: str
    certainty: str
    day: str


def numbers_of_law(method: PlanMethod, words: Words) -> tuple[RuleOfLaw, ...]:
    """What the rules and the calendar count with, in the order of the profile."""
    return tuple(_number(method, one, words) for one in method.profile.parameters)


def _number(method: PlanMethod, one: Parameter, words: Words) -> RuleOfLaw:
    context = f"profile.{method.profile.code}"
    own, own_value = method.overrides.get(one.code), method.own_value(one.code)
    source = words.form(context, one.source) if one.source else ""
    return RuleOfLaw(
        one.code,
        words.form(context, one.label),
        _said(one.value, one.unit, context, words),
        f"{_said(own_value, one.unit, context, words)} ({own.legal_source})" if own and own_value is not None else "",
        source,
        words(CERTAINTY[one.evidence]),
        _day(one.evidence_date or method.profile.evidence_date, words),
    )


def own_value_trouble(method: PlanMethod, code: str, text: str, words: Words) -> str:
    """What is wrong with an own value for a rule and what to write instead; empty where it can be read."""
    known = method.declared(code)
    if known is None or not text.strip() or read(known, text) is not None:
        return ""
    return words("“{text}” cannot be read. {hint} The previous value is kept.", text=text, hint=_hint(known, words))


def _hint(known: Parameter, words: Words) -> str:
    if isinstance(known.value, bool):
        return words("Write yes or no.")
    if known.one_of:
        return words("Write one of these words: {choices}.", choices=", ".join(known.one_of))
    if is_month_and_day(known):
        return words("Write month and day, such as {example}.", example=known.value)
    if takes_decimals(known):
        return words("Write the number alone, such as {example}.", example=known.value)
    return words("Write a whole number alone, such as {example}.", example=known.value)


def _said(value: Value, unit: str, context: str, words: Words) -> str:
    if isinstance(value, bool | str):
        return words(SAID[value]) if value in SAID else str(value)
    if isinstance(value, int) and (counted := _counted(value, unit, words)):
        return counted
    return " ".join(filter(None, (str(value), words.form(context, unit))))


def _counted(n: int, unit: str, words: Words) -> str:
    """The number with its unit, in the form that goes with it."""
    if unit == "years":
        return words.plural("{n} year", "{n} years", n)
    if unit == "months":
        return words.plural("{n} month", "{n} months", n)
    if unit == "working days":
        return words.plural("{n} working day", "{n} working days", n)
    if unit == "days":
        return words.plural("{n} day", "{n} days", n)
    return words.plural("{n} person", "{n} persons", n) if unit == "persons" else ""


def texts_of_law(method: PlanMethod, words: Words) -> tuple[RuleOfLaw, ...]:
    """What else the law says, with gazette and article."""
    return tuple(_texts(method, words))


def _texts(method: PlanMethod, words: Words) -> Iterator[RuleOfLaw]:
    context, day = f"profile.{method.profile.code}", _day(method.profile.evidence_date, words)
    for row in method.profile.legal_rows:
        gazette = words("gazette {numbers}", numbers=row.gazette) if row.gazette else ""
        article = words("article {n}", n=row.article) if row.article else ""
        source = ", ".join(filter(None, (gazette, article)))
        rule, text = words.form(context, row.rule), words.form(context, row.text)
        yield RuleOfLaw("", rule, text, "", source, words(CERTAINTY[row.evidence]), day)


def _day(day: date | None, words: Words) -> str:
    return words.day(day) if day else ""
