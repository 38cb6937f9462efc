"""The plan's own record, and what stands beside its chapters: people, bodies, acts, the person's word on a step."""

from __future__ import annotations

from typing import Annotated, ClassVar

from localplan.domain.records.base import Record
from localplan.domain.values import (
    EMPTY,
    Code,
    Codes,
    Day,
    LocalText,
    Number,
    Scores,
    Text,
    Tick,
    Whole,
    YearMoney,
    owned_by,
    pointer,
)

ANYTHING = ("*",)  # a reference to a record of whatever kind


class PlanRecord(Record, frozen=True, kw_only=True, tag="plan"):
    """What holds for the whole plan. Its id is the plan's id."""

    belongs_to: ClassVar[tuple[str, ...]] = ()

    code: Text = ""  # <municipality>-<first year>-<n>, new in the library it was made in
    title: LocalText = EMPTY
    document_type: Code = ""
    country: Code = ""
    municipality: Code = ""  # code of the register
    municipality_name: LocalText = EMPTY
    outside_register: Tick = False
    unit_kind: Code = ""  # words by kind of unit: municipality, city, city_municipality, commune …
    subdivision: Code = ""  # ISO 3166-2
    legal_profile: Code = ""
    period_start: Day = None
    period_end: Day = None
    currency: Code = ""
    amount_unit: Whole = None  # 1 or 1,000
    exchange_rate: Number = None  # units of the plan's currency for one euro
    exchange_rate_date: Day = None
    status: Code = ""
    version: Whole = None  # raised by an amendment; the first edition has none
    main_language: Code = ""
    languages: Codes = ()
    minority_languages: Codes = ()
    methodology_version: Whole = None
    track: Code = ""  # full, small
    sections: Codes = ()
    reason: LocalText = EMPTY
    vision: LocalText = EMPTY
    foreword: LocalText = EMPTY
    letterhead: LocalText = EMPTY
    privacy_note: LocalText = EMPTY
    coordinator: Annotated[str, pointer("person")] = ""
    coordination_body: Annotated[str, pointer("organisation")] = ""
    meetings_per_year: Whole = None
    complaints_route: LocalText = EMPTY  # amendments T6
    complaints_days: Whole = None
    assembly_session: Day = None
    target_groups: Codes = ()
    criteria: Scores = EMPTY  # weights of the option criteria, in percent
    municipal_budget: YearMoney = EMPTY  # the whole budget of the municipality, in the plan's unit
    previous_plan: LocalText = EMPTY
    previous_plan_end: Day = None
    previous_report_date: Day = None
    serves_as: Codes = ()  # amendments T16
    territory_footnote: Tick = False  # UN footnote on Kosovo in every output
    numbers_given: Scores = EMPTY  # highest number ever given to a child, by kind, since adoption
    adopted_digest: Text = ""
    salt: Text = ""  # random, so that nobody tries out which hidden count would give a digest; no edition lets it out
    derived_from: Text = ""  # id of the plan this one was rolled over or copied from
    practice: Tick = False  # a practice copy: TRAINING on every page


class ReplacedDocument(Record, frozen=True, kw_only=True, tag="replaced_document"):
    """An older local plan that this one replaces."""

    title: LocalText = EMPTY
    gazette: Text = ""
    replaced_from: Day = None


class Organisation(Record, frozen=True, kw_only=True, tag="organisation"):
    """A body, firm or association named anywhere in the plan."""

    name: LocalText = EMPTY
    short_name: LocalText = EMPTY
    organisation_kind: Code = ""
    territory: Code = ""
    contact: Text = ""
    municipal: Tick = False  # a body of the municipality itself


class Person(Record, frozen=True, kw_only=True, tag="person"):
    """A natural person, with the purpose for which the name is kept. Can be removed from an adopted plan too."""

    reports: ClassVar[bool] = True

    name: Text = ""
    sex: Code = ""
    organisation: Annotated[str, pointer("organisation")] = ""
    role: LocalText = EMPTY
    e_mail: Text = ""
    phone: Text = ""
    privacy_basis: Code = ""
    consent_date: Day = None
    purpose: LocalText = EMPTY
    keep_until: Day = None


class Body(Record, frozen=True, kw_only=True, tag="body"):
    """A working group, sub-group, council or advisory board of the plan (amendments T15)."""

    name: LocalText = EMPTY
    body_kind: Code = ""
    section: Code = ""
    term: LocalText = EMPTY
    meetings_per_year: Whole = None
    conclusions: LocalText = EMPTY


class WorkingGroupMember(Record, frozen=True, kw_only=True, tag="working_group_member"):
    """A seat in the working group or in one of the plan's bodies; who holds it may change after adoption."""

    belongs_to: ClassVar[tuple[str, ...]] = ("plan", "body")
    reports: ClassVar[bool] = True

    person: Annotated[str, pointer("person")] = ""
    function: Code = ""
    represents: Codes = ()
    decision: Annotated[str, pointer("act")] = ""


class Act(Record, frozen=True, kw_only=True, tag="act"):
    """A decision, notice, opinion or publication, with the legal basis that its text needs (amendments T18)."""

    reports: ClassVar[bool] = True

    act_kind: Code = ""
    version: Whole = None  # an earlier version of the plan that it belongs to; an amendment marks it
    body: Annotated[str, pointer("organisation")] = ""
    number: Text = ""
    date: Day = None
    gazette: Text = ""
    url: Text = ""
    summary: LocalText = EMPTY
    statute: LocalText = EMPTY
    statute_gazette: Text = ""
    statute_article: Text = ""
    self_government_article: Text = ""
    planning_law_articles: Text = ""
    place: LocalText = EMPTY
    signed_by: Text = ""
    signed_by_sex: Code = ""


class Appointment(Record, frozen=True, kw_only=True, tag="appointment"):
    """A date of the timetable or of the reporting calendar: a deadline of the profile, or one's own."""

    reports: ClassVar[bool] = True

    deadline: Code = ""
    title: LocalText = EMPTY
    date: Day = None
    responsible: Annotated[str, pointer("organisation")] = ""
    done: Tick = False


class StepState(Record, frozen=True, kw_only=True, tag="step_state"):
    """The person's own word on a step, beside the computed state."""

    reports: ClassVar[bool] = True

    step: Code = ""
    status: Code = ""
    reason: LocalText = EMPTY
    note: Text = ""
    flagged: Tick = False


class Acceptance(Record, frozen=True, kw_only=True, tag="acceptance"):
    """Why a warning is accepted. When the values it was accepted with change, the warning is back."""

    reports: ClassVar[bool] = True

    rule: Code = ""
    element: Annotated[str, owned_by(*ANYTHING)] = ""
    found: Text = ""  # the finding's values as canonical text
    reason: LocalText = EMPTY
    person: Text = ""
    date: Day = None


class ProfileOverride(Record, frozen=True, kw_only=True, tag="profile_override"):
    """A parameter of the legal profile that the municipality sets otherwise, on a stated ground."""

    parameter: Code = ""
    value: Text = ""
    reason: LocalText = EMPTY
    legal_source: Text = ""
    person: Text = ""
    date: Day = None


class Attachment(Record, frozen=True, kw_only=True, tag="attachment"):
    """A file that belongs to a record; its bytes stand beside the plan, found by their SHA-256."""

    belongs_to: ClassVar[tuple[str, ...]] = ANYTHING
    reports: ClassVar[bool] = True

    file_name: Text = ""
    sha256: Text = ""
    media_type: Text = ""
    size: Whole = None  # bytes
    description: LocalText = EMPTY
