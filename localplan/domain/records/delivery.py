"""Steps 12 to 14: hearing, monitoring, reports, evaluation."""

from __future__ import annotations

from typing import Annotated, ClassVar

from localplan.domain.records.base import Record
from localplan.domain.records.plan import ANYTHING
from localplan.domain.values import (
    EMPTY,
    Breakdown,
    Code,
    Day,
    LocalText,
    Number,
    Scores,
    SourceMoney,
    Text,
    Whole,
    owned_by,
    pointer,
    pointers,
)


class ReportingDuty(Record, frozen=True, kw_only=True, tag="reporting_duty"):
    """Who reports to whom and when."""

    reporter: Annotated[str, pointer("organisation")] = ""
    addressee: Annotated[str, pointer("organisation")] = ""
    deadline: Code = ""
    date: Day = None
    form: LocalText = EMPTY


class PublicHearing(Record, frozen=True, kw_only=True, tag="public_hearing"):
    """The public hearing on the finished draft."""

    version: Whole = None  # an earlier version of the plan that it was about; an amendment marks it
    call_date: Day = None
    date_from: Day = None
    date_to: Day = None
    proposals_until: Day = None
    channels: LocalText = EMPTY
    contact: Text = ""
    languages: LocalText = EMPTY
    events: Annotated[tuple[str, ...], pointers("consultation_event")] = ()
    own_rule: LocalText = EMPTY  # what the municipal decision says on the number of days
    report_date: Day = None
    report_url: Text = ""


class HearingComment(Record, frozen=True, kw_only=True, tag="hearing_comment"):
    """What a citizen or body sent, and what became of it."""

    belongs_to: ClassVar[tuple[str, ...]] = ("public_hearing", "consultation_event")

    author_kind: Code = ""
    author: Text = ""
    element: Annotated[str, pointer(*ANYTHING)] = ""
    text: LocalText = EMPTY
    decision: Code = ""
    reason: LocalText = EMPTY
    change: Annotated[str, pointer("change_row")] = ""


class ChangeRow(Record, frozen=True, kw_only=True, tag="change_row"):
    """One row of the change log between the hearing and adoption, or of an amendment."""

    element: Annotated[str, pointer(*ANYTHING)] = ""
    what: LocalText = EMPTY
    why: LocalText = EMPTY
    source: Code = ""


class ReportingPeriod(Record, frozen=True, kw_only=True, tag="reporting_period"):
    """One report: its year, kind and fate."""

    reports: ClassVar[bool] = True

    year: Whole = None
    report_kind: Code = ""
    submitted_date: Day = None
    adopted_by: Annotated[str, pointer("organisation")] = ""
    adopted_date: Day = None
    status: Code = ""
    summary: LocalText = EMPTY


class ActivityReport(Record, frozen=True, kw_only=True, tag="activity_report"):
    """What became of an activity in a reporting period."""

    belongs_to: ClassVar[tuple[str, ...]] = ("reporting_period",)
    reports: ClassVar[bool] = True

    activity: Annotated[str, owned_by("activity")] = ""
    status: Code = ""
    percent_done: Number = None
    real_start: Day = None
    real_end: Day = None
    spent: SourceMoney = EMPTY
    beneficiaries: Breakdown = EMPTY
    split_not_available: LocalText = EMPTY
    deviation: LocalText = EMPTY
    reason: LocalText = EMPTY
    corrective_action: LocalText = EMPTY
    evidence: LocalText = EMPTY


class IndicatorValue(Record, frozen=True, kw_only=True, tag="indicator_value"):
    """The value of an indicator in a reporting period, or why there is none."""

    belongs_to: ClassVar[tuple[str, ...]] = ("reporting_period",)
    reports: ClassVar[bool] = True

    indicator: Annotated[str, owned_by("indicator")] = ""
    value: Number = None
    not_available: LocalText = EMPTY
    numerator: Number = None
    denominator: Number = None
    breakdown: Breakdown = EMPTY
    split_not_available: LocalText = EMPTY
    source: LocalText = EMPTY
    evidence: LocalText = EMPTY
    comment: LocalText = EMPTY
    corrective_action: LocalText = EMPTY


class ProfileFigure(Record, frozen=True, kw_only=True, tag="profile_figure"):
    """A figure of the local migration profile as of a later year: the profile lives on, the plan is not adopted anew.

    Fields as in DataPoint (amendments T2).
    """

    belongs_to: ClassVar[tuple[str, ...]] = ("reporting_period",)
    reports: ClassVar[bool] = True

    section: Code = ""
    topic: Code = ""
    label: LocalText = EMPTY
    value: Number = None
    not_available: LocalText = EMPTY
    unit: Code = ""
    year: Whole = None
    source: Annotated[str, pointer("data_source")] = ""
    breakdown: Breakdown = EMPTY
    split_not_available: LocalText = EMPTY
    note: LocalText = EMPTY


class Assessment(Record, frozen=True, kw_only=True, tag="assessment"):
    """The judgement on an objective or measure in a reporting period."""

    belongs_to: ClassVar[tuple[str, ...]] = ("reporting_period",)
    reports: ClassVar[bool] = True

    element: Annotated[str, owned_by("objective", "measure")] = ""
    rating: Code = ""
    text: LocalText = EMPTY
    proposals: LocalText = EMPTY


class Lesson(Record, frozen=True, kw_only=True, tag="lesson"):
    """Something learned, and its use."""

    belongs_to: ClassVar[tuple[str, ...]] = ("plan", "reporting_period")
    reports: ClassVar[bool] = True

    section: Code = ""
    text: LocalText = EMPTY
    use: LocalText = EMPTY


class Evaluation(Record, frozen=True, kw_only=True, tag="evaluation"):
    """An evaluation by the six OECD-DAC criteria (2019)."""

    reports: ClassVar[bool] = True

    evaluation_kind: Code = ""
    date: Day = None
    evaluator: LocalText = EMPTY
    scores: Scores = EMPTY
    relevance: LocalText = EMPTY
    coherence: LocalText = EMPTY
    effectiveness: LocalText = EMPTY
    efficiency: LocalText = EMPTY
    impact: LocalText = EMPTY
    sustainability: LocalText = EMPTY
    recommendations: LocalText = EMPTY


class Exchange(Record, frozen=True, kw_only=True, tag="exchange"):
    """A learning exchange; the direction matters: who wants to learn, from whom (amendments T12)."""

    reports: ClassVar[bool] = True

    topic: LocalText = EMPTY
    learner: LocalText = EMPTY
    teacher: LocalText = EMPTY
    missing_there: LocalText = EMPTY
    shared_here: LocalText = EMPTY
    form: Code = ""
    date: Day = None
    follow_up: LocalText = EMPTY
    outcome: LocalText = EMPTY


class Message(Record, frozen=True, kw_only=True, tag="message"):
    """A row of *Results and messages*: a figure, a story with consent, a lesson, an ask (amendments T10)."""

    reports: ClassVar[bool] = True

    message_kind: Code = ""
    text: LocalText = EMPTY
    value: Number = None
    breakdown: Breakdown = EMPTY
    area: Code = ""
    consent_date: Day = None
