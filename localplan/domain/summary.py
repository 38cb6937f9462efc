"""What a region needs to know of one plan, small enough to keep for ten thousand of them beside the plans.

A summary is a function of the plan alone: no time, no file, no methodology. Who sent what when stands in the library.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec

from localplan.domain.summary_rows import (
    ActivityRow,
    ExchangeRow,
    IndicatorRow,
    MeasureRow,
    MoneyRow,
    ObjectiveRow,
    OrganisationRow,
    ProblemRow,
    RequestRow,
    ResultRow,
    Texts,
)

EDITION = 5
"""Raised when a summary says more than before: those of an older edition are made anew."""

PARTS: dict[str, tuple[str, ...]] = {
    "money": ("money", "objectives", "measures"),
    "activities": ("activities",),
    "indicators": ("indicators",),
    "needs": ("problems", "requests", "results", "exchanges"),
    "organisations": ("organisations",),
}
"""What is kept, and can be read, apart from the rest; all other fields are always there."""


class Summary(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One plan as a region sees it. `plan` and `digest` say which state of which plan; money is in whole currency."""

    plan: str
    digest: str
    edition: int = EDITION
    code: str = ""
    title: Texts = {}
    country: str = ""
    municipality: str = ""
    municipality_name: Texts = {}
    subdivision: str = ""
    period_start: date | None = None
    period_end: date | None = None
    currency: str = ""
    exchange_rate: Decimal | None = None  # units of the currency for one euro
    exchange_rate_date: date | None = None
    state: str = ""
    track: str = ""
    sections: tuple[str, ...] = ()
    legal_profile: str = ""
    methodology_version: int | None = None
    main_language: str = ""
    practice: bool = False
    records: dict[str, int] = {}  # by kind
    own: Decimal = Decimal(0)  # all money that is shared with nobody
    shares: bool = False  # whether some is
    open_deadlines: tuple[str, ...] = ()  # quarters in which activities end that nothing says are done
    beneficiaries: Decimal = Decimal(0)  # persons that activities are to reach
    reported: int = 0  # indicators with a value
    reports: tuple[str, ...] = ()  # years that a report tells of as a whole
    money: tuple[MoneyRow, ...] = ()
    objectives: tuple[ObjectiveRow, ...] = ()
    measures: tuple[MeasureRow, ...] = ()
    activities: tuple[ActivityRow, ...] = ()
    indicators: tuple[IndicatorRow, ...] = ()
    problems: tuple[ProblemRow, ...] = ()
    requests: tuple[RequestRow, ...] = ()
    results: tuple[ResultRow, ...] = ()
    exchanges: tuple[ExchangeRow, ...] = ()
    organisations: tuple[OrganisationRow, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether its figures belong to the region's: not those of a practice copy, a frame or a withdrawn plan."""
        return not (self.practice or self.is_frame or self.state == "withdrawn")

    @property
    def is_frame(self) -> bool:
        """Whether the plan is a regional frame: objectives offered to all, of no municipality."""
        return not self.municipality and not self.municipality_name


class Provenance(msgspec.Struct, frozen=True, kw_only=True):
    """Where a plan's figures come from: digest of the state, who made it and when (UTC), the file in which it came.

    Of a state that was merged here, or brought up to date by a workbook: the files that it was made of, and their
    people. `at` goes by the clock of the sender, `received` (of the last file of the plan) by that of the library.
    """

    plan: str
    revision: str
    person: str = ""
    at: str = ""
    file: str = ""
    received: str = ""


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """What the checks found in one state of a plan on a day: (rule, tier, how many), accepted warnings left out."""

    plan: str
    digest: str
    day: date
    found: tuple[tuple[str, str, int], ...] = ()


class KeptView(msgspec.Struct, frozen=True, kw_only=True):
    """Something kept by name: a `choice` of plans, or an `edition`, figures frozen on a day. `content` is JSON."""

    kind: str
    name: str
    at: str
    person: str
    content: str
