"""Steps 2 to 5: who is asked, what is known, what is wrong."""

from __future__ import annotations

from typing import Annotated, ClassVar

from localplan.domain.records.base import Record
from localplan.domain.records.plan import ANYTHING
from localplan.domain.values import (
    EMPTY,
    Breakdown,
    Code,
    Codes,
    Day,
    LocalText,
    Money,
    Number,
    Scores,
    Text,
    Tick,
    Whole,
    owned_by,
    pointer,
    pointers,
)


class Stakeholder(Record, frozen=True, kw_only=True, tag="stakeholder"):
    """A party with an interest in the plan; `represents` says for whom it speaks (R011, R012)."""

    organisation: Annotated[str, pointer("organisation")] = ""
    name: LocalText = EMPTY  # a group without an organisation
    represents: Codes = ()
    interest: Whole = None  # 1–5
    influence: Whole = None  # 1–5
    expectation: LocalText = EMPTY
    contribution: LocalText = EMPTY


class ConsultationEvent(Record, frozen=True, kw_only=True, tag="consultation_event"):
    """A consultation, planned or held."""

    reports: ClassVar[bool] = True

    state: Code = ""
    method: Code = ""
    title: LocalText = EMPTY
    topic: LocalText = EMPTY
    date_from: Day = None
    date_to: Day = None
    place: LocalText = EMPTY
    channel: LocalText = EMPTY
    responsible: Annotated[str, pointer("organisation")] = ""
    invited: Annotated[tuple[str, ...], pointers("stakeholder")] = ()
    groups: Codes = ()
    languages: Codes = ()
    accessibility: LocalText = EMPTY
    participants: Breakdown = EMPTY  # total, women, men, youth, migrants
    findings: LocalText = EMPTY
    feedback_date: Day = None


class StrategicDocument(Record, frozen=True, kw_only=True, tag="strategic_document"):
    """A law, strategy or plan that this plan must fit."""

    title: LocalText = EMPTY
    level: Code = ""
    document_kind: Code = ""  # development_plan, strategy, law, local_plan …
    body: LocalText = EMPTY
    gazette: Text = ""
    valid_from: Day = None
    valid_to: Day = None
    url: Text = ""


class AlignmentLink(Record, frozen=True, kw_only=True, tag="alignment_link"):
    """How an objective or measure fits a document."""

    belongs_to: ClassVar[tuple[str, ...]] = ("strategic_document",)

    element: Annotated[str, owned_by("plan", "objective", "measure")] = ""
    their_element: LocalText = EMPTY
    relation: Code = ""


class Obligation(Record, frozen=True, kw_only=True, tag="obligation"):
    """A competence or duty that a higher document gives the municipality."""

    belongs_to: ClassVar[tuple[str, ...]] = ("strategic_document",)

    text: LocalText = EMPTY
    article: Text = ""
    element: Annotated[str, pointer("objective", "measure")] = ""


class Screening(Record, frozen=True, kw_only=True, tag="screening"):
    """The migration screening of a local document or of a measure (amendments T1)."""

    belongs_to: ClassVar[tuple[str, ...]] = ("strategic_document", "measure")

    mentions: Code = ""
    groups: Codes = ()
    effects: Scores = EMPTY  # effect by group, −2…+2
    expected: Code = ""  # expected, observed
    evidence: LocalText = EMPTY
    gap: LocalText = EMPTY
    proposed_wording: LocalText = EMPTY
    addressee: LocalText = EMPTY
    date: Day = None
    done: Tick = False


class DataSource(Record, frozen=True, kw_only=True, tag="data_source"):
    """Where figures come from."""

    name: LocalText = EMPTY
    producer: LocalText = EMPTY
    source_kind: Code = ""
    frequency: Code = ""
    access: LocalText = EMPTY
    url: Text = ""


class DataPoint(Record, frozen=True, kw_only=True, tag="data_point"):
    """One figure of the situation analysis: a value, or why there is none."""

    section: Code = ""
    topic: Code = ""
    label: LocalText = EMPTY
    value: Number = None
    not_available: LocalText = EMPTY
    unit: Code = ""
    counted: Tick = False  # counts persons or things, so that parts may not exceed the whole
    census: Tick = False
    year: Whole = None
    period: Text = ""
    territory: Code = ""
    source: Annotated[str, pointer("data_source")] = ""
    disaggregation: Text = ""  # sex=F;age=15-30;status=returnee
    breakdown: Breakdown = EMPTY
    split_not_available: LocalText = EMPTY
    part_of: Annotated[str, pointer("data_point")] = ""
    quality: Code = ""
    note: LocalText = EMPTY


class Narrative(Record, frozen=True, kw_only=True, tag="narrative"):
    """The text of one chapter of the document."""

    chapter: Code = ""
    text: LocalText = EMPTY
    sources: Annotated[tuple[str, ...], pointers("data_source", "data_point")] = ()


class Answer(Record, frozen=True, kw_only=True, tag="answer"):
    """An answer to a guided question or self-assessment (annexes 2–4, sections, JMDI, scan, standards)."""

    reports: ClassVar[bool] = True

    question: Code = ""
    owner: Annotated[str, owned_by(*ANYTHING)] = ""
    run: Code = ""  # drafting, mid_term, end
    score: Number = None
    text: LocalText = EMPTY
    not_available: LocalText = EMPTY
    evidence: LocalText = EMPTY
    bottleneck: LocalText = EMPTY
    action: LocalText = EMPTY
    responsible: Annotated[str, pointer("organisation")] = ""
    due: Day = None
    date: Day = None


class SwotItem(Record, frozen=True, kw_only=True, tag="swot_item"):
    """A strength, weakness, opportunity or threat."""

    quadrant: Code = ""
    text: LocalText = EMPTY
    evidence: LocalText = EMPTY
    weight: Whole = None


class PestleItem(Record, frozen=True, kw_only=True, tag="pestle_item"):
    """A political, economic, social, technological, legal or environmental factor, with its effect −2…+2."""

    factor: Code = ""
    text: LocalText = EMPTY
    evidence: LocalText = EMPTY
    weight: Whole = None


class RunningProject(Record, frozen=True, kw_only=True, tag="running_project"):
    """A project already at work here (amendments T3)."""

    name: LocalText = EMPTY
    body: Annotated[str, pointer("organisation")] = ""
    donor: LocalText = EMPTY
    period_start: Day = None
    period_end: Day = None
    money: Money = None
    groups: Codes = ()
    measure_type: Code = ""
    place: LocalText = EMPTY
    contact: Text = ""
    continues_until: Day = None


class Service(Record, frozen=True, kw_only=True, tag="service"):
    """A local service with its people and skills (amendments T5)."""

    name: LocalText = EMPTY
    body: Annotated[str, pointer("organisation")] = ""
    posts: Number = None
    hours: LocalText = EMPTY
    stand_in: LocalText = EMPTY
    training_needed: LocalText = EMPTY
    hand_over_file: Text = ""


class PartnerPlace(Record, frozen=True, kw_only=True, tag="partner_place"):
    """A municipality or network abroad (amendments T13)."""

    name: LocalText = EMPTY
    country: Code = ""
    our_people: Whole = None
    contact: Text = ""
    agreement: LocalText = EMPTY
    joint_activity: LocalText = EMPTY


class PreviousResult(Record, frozen=True, kw_only=True, tag="previous_result"):
    """What the previous plan wanted, reached, and why: chapter 3.7 and the roll-over."""

    element: LocalText = EMPTY
    planned: LocalText = EMPTY
    reached: LocalText = EMPTY
    why: LocalText = EMPTY


class Problem(Record, frozen=True, kw_only=True, tag="problem"):
    """A node of the problem tree: the core problem, or under it causes (of causes) and effects."""

    belongs_to: ClassVar[tuple[str, ...]] = ("plan", "problem")

    problem_kind: Code = ""  # core, cause, effect
    section: Code = ""
    text: LocalText = EMPTY
    evidence: LocalText = EMPTY
    evidence_links: Annotated[tuple[str, ...], pointers("data_point", "consultation_event", "answer")] = ()
    competence: Code = ""
    size: Whole = None  # 1–5
    urgency: Whole = None  # 1–5
    influence: Whole = None  # 1–5


class Request(Record, frozen=True, kw_only=True, tag="request"):
    """What the municipality asks of the province or the State (amendments T4), sent and answered whenever it is."""

    reports: ClassVar[bool] = True

    problem: Annotated[str, pointer("problem")] = ""
    ask: LocalText = EMPTY
    addressee: LocalText = EMPTY
    ground: LocalText = EMPTY
    sent_on: Day = None
    answer: LocalText = EMPTY
