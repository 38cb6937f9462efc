"""The rows of a plan's summary: what is counted, added up or listed across municipalities, by record id.

Codes and ids only, names where a list shows them. Compact (`array_like`), for ten thousand plans stand in one library:
a new field goes to the end of its row.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from localplan.domain.quarters import quarter_of

Texts = dict[str, str]  # by language


class Row(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A row of a summary; `id` is that of the record it tells of."""

    id: str


class MoneyRow(Row, frozen=True, array_like=True, gc=False):
    """The money of one funding line in one year, whole and in whole units of the plan's currency.

    `shared_id` and `share` (percent) are those of the activity, else of its measure: what stands here is the cost of
    all partners, `consolidation.own_money` gives the plan's own part.
    """

    measure: str
    year: str
    source: str
    status: str
    amount: Decimal
    shared_id: str = ""
    share: Decimal | None = None


class ObjectiveRow(Row, frozen=True, array_like=True, gc=False):
    """An objective. `offered_by` is the frame's objective that it was taken from."""

    kind: str = ""
    title: Texts = {}
    section: str = ""
    sdg: tuple[str, ...] = ()
    offered_by: str = ""
    responsible: str = ""


class MeasureRow(Row, frozen=True, array_like=True, gc=False):
    """A measure with all that its money is grouped by; `sdg` holds its own goals, else those of its objective."""

    objective: str = ""
    title: Texts = {}
    section: str = ""
    measure_type: str = ""
    responsible: str = ""
    target_groups: tuple[str, ...] = ()
    sdg: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    from_collection: str = ""
    from_practice: str = ""
    offered_by: str = ""
    shared_id: str = ""
    share: Decimal | None = None
    shared_with: tuple[str, ...] = ()


class ActivityReportRow(Row, frozen=True, array_like=True, gc=False):
    """What a report says of an activity; `spent` in whole currency.

    `year` is empty in a half-year report: it tells how far an activity is, not what the year was.
    """

    year: str = ""
    status: str = ""
    percent: Decimal | None = None
    spent: Decimal = Decimal(0)
    beneficiaries: dict[str, Decimal] = {}


class ActivityRow(Row, frozen=True, array_like=True, gc=False):
    """An activity and its reports, by year. What is shared is its own, else its measure's, as of money."""

    measure: str = ""
    title: Texts = {}
    lead: str = ""
    start: str = ""
    deadline: str = ""
    beneficiaries: dict[str, Decimal] = {}
    reports: tuple[ActivityReportRow, ...] = ()
    shared_id: str = ""
    share: Decimal | None = None
    owed: bool = False  # of a plan that was adopted; a draft owes nothing

    @property
    def is_open(self) -> bool:
        """Whether it is owed by a deadline, and nothing says that it is done or given up."""
        status = self.reports[-1].status if self.reports else ""
        return self.owed and bool(self.deadline) and status not in ("completed", "cancelled")

    def is_late(self, today: date) -> bool:
        """Whether the quarter of its deadline is over and it is still open."""
        return self.is_open and self.deadline < quarter_of(today)

    def report_on(self, year: str) -> ActivityReportRow | None:
        """The last report on a year; none on no year."""
        return next((report for report in reversed(self.reports) if year and report.year == year), None)


class ValueRow(Row, frozen=True, array_like=True, gc=False):
    """The value of an indicator in a year; `note` says why there is none."""

    year: str = ""
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    breakdown: dict[str, Decimal] = {}
    note: Texts = {}


class IndicatorRow(Row, frozen=True, array_like=True, gc=False):
    """An indicator with baseline, targets and values; across municipalities it goes by `library_code`."""

    owner: str = ""
    library_code: str = ""
    title: Texts = {}
    level: str = ""
    unit: str = ""
    value_type: str = ""
    value_kind: str = ""
    direction: str = ""
    aggregation: str = ""
    baseline: ValueRow | None = None
    targets: dict[str, Decimal] = {}
    values: tuple[ValueRow, ...] = ()
    offered_by: str = ""


class ProblemRow(Row, frozen=True, array_like=True, gc=False):
    """A problem that was named."""

    kind: str = ""
    text: Texts = {}
    section: str = ""
    competence: str = ""
    size: int | None = None
    urgency: int | None = None


class RequestRow(Row, frozen=True, array_like=True, gc=False):
    """What is asked of the province or the State."""

    problem: str = ""
    ask: Texts = {}
    addressee: Texts = {}
    sent_on: date | None = None
    answer: Texts = {}


class ResultRow(Row, frozen=True, array_like=True, gc=False):
    """Something that was reached or learned; `kind` is the kind of the record that says so."""

    kind: str = ""
    text: Texts = {}
    section: str = ""


class ExchangeRow(Row, frozen=True, array_like=True, gc=False):
    """A learning exchange that a plan records: who wants to learn, from whom."""

    topic: Texts = {}
    learner: Texts = {}
    teacher: Texts = {}
    form: str = ""
    date: date | None = None
    follow_up: Texts = {}
    outcome: Texts = {}


class OrganisationRow(Row, frozen=True, array_like=True, gc=False):
    """A body, firm or association named in a plan."""

    name: Texts = {}
    kind: str = ""
    territory: str = ""
    municipal: bool = False


def texts(value: Any) -> Texts:
    """A text field as a row keeps it."""
    return dict(value)
