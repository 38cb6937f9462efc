"""What a merge knows of fields and record kinds, as data. A test proves that every name here exists.

Everything that is not named here follows from what a field holds: sets merge element by element, map fields key by key,
texts paragraph by paragraph, all else as one value. Entries of a log (comments, changes, events) have no natural key:
what two people wrote down are two entries.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec


class Group(msgspec.Struct, frozen=True):
    """Fields that mean something only together; a conflict about them stands under the first one's name.

    `by_key`: map fields that belong together key by key, such as an amount and its status in one year. Otherwise
    entries of a map field stand alone as long as nobody touches a plain field of the group.
    """

    fields: tuple[str, ...]
    by_key: bool = False


class NaturalKey(msgspec.Struct, frozen=True):
    """What makes two records, added in two places, the same thing: its parent and these fields.

    Those `needed` must be filled in; the `others` must only agree. Where one of them says "other", the `name` says what
    it is.
    """

    needed: tuple[str, ...]
    others: tuple[str, ...] = ()
    name: str = ""


GROUPS: Mapping[str, tuple[Group, ...]] = {
    "plan": (Group(("currency", "amount_unit")), Group(("exchange_rate", "exchange_rate_date"))),
    "data_point": (Group(("value", "not_available", "unit", "year", "period", "source")),),
    "answer": (Group(("score", "not_available")),),
    "indicator": (
        Group(
            (
                "baseline_value",
                "baseline_year",
                "baseline_note",
                "baseline_pending_until",
                "baseline_numerator",
                "baseline_denominator",
            )
        ),
        Group(("unit", "unit_text", "value_type", "value_kind", "targets")),
    ),
    "funding_line": (Group(("amounts", "status"), by_key=True),),
    "indicator_value": (Group(("value", "not_available", "numerator", "denominator")),),
    "profile_figure": (Group(("value", "not_available", "unit", "year", "source")),),
    "acceptance": (Group(("found", "reason", "person", "date")),),
    "profile_override": (Group(("value", "legal_source")),),
    "attachment": (Group(("file_name", "sha256", "media_type", "size")),),
}
"""Atomic groups by record kind: they merge as one unit."""

DEPENDENT: Mapping[str, tuple[tuple[str, str], ...]] = {"indicator": (("unit", "baseline_value"),)}
"""Pairs of groups of one record: when one side changed the first and the other the second, somebody has to look."""

UNIT_OF_MONEY = ("currency", "amount_unit")
"""Fields of the plan's own record without which no amount in it means anything."""

HIGHEST = frozenset({"numbers_given"})
"""Computed fields: of two values the higher one is right, as no number is ever given twice."""

NATURAL_KEYS: Mapping[str, NaturalKey] = {
    "step_state": NaturalKey(("step",)),
    "acceptance": NaturalKey(("rule", "element")),
    "profile_override": NaturalKey(("parameter",)),
    "appointment": NaturalKey(("deadline",)),
    "attachment": NaturalKey(("sha256",)),
    "working_group_member": NaturalKey(("person",), ("function",)),
    "act": NaturalKey(("act_kind", "number", "date")),
    "alignment_link": NaturalKey(("element",), ("their_element",)),
    "data_point": NaturalKey(("topic", "year"), ("section", "territory", "disaggregation", "period"), "label"),
    "narrative": NaturalKey(("chapter",)),
    "answer": NaturalKey(("question", "owner"), ("run",)),
    "budget_ceiling": NaturalKey(("source",)),
    "indicator": NaturalKey(("library_code",)),
    "funding_line": NaturalKey(
        ("source",), ("donor", "programme_code", "project_code", "economic_class", "co_financing_scheme")
    ),
    "roll_over": NaturalKey(("element",)),
    "reporting_period": NaturalKey(("year", "report_kind")),
    "activity_report": NaturalKey(("activity",)),
    "indicator_value": NaturalKey(("indicator",)),
    "profile_figure": NaturalKey(("topic", "year", "unit"), ("section",), "label"),
    "assessment": NaturalKey(("element",)),
}
"""By record kind, parents before what belongs to them."""


def group_of(kind: str, field: str) -> Group | None:
    """The atomic group that a field belongs to."""
    return next((group for group in GROUPS.get(kind, ()) if field in group.fields), None)
