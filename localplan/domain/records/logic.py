"""Steps 6 to 11: objectives, options, measures, indicators, activities, money."""

from __future__ import annotations

from typing import Annotated, ClassVar

from localplan.domain.records.base import Record
from localplan.domain.values import (
    EMPTY,
    Breakdown,
    Code,
    Codes,
    Day,
    LocalText,
    Money,
    Number,
    Quarter,
    Scores,
    Text,
    Tick,
    Whole,
    YearCode,
    YearMoney,
    YearNumber,
    owned_by,
    pointer,
    pointers,
)


class Objective(Record, frozen=True, kw_only=True, tag="objective"):
    """A general objective of the plan, or a specific one under it."""

    belongs_to: ClassVar[tuple[str, ...]] = ("plan", "objective")

    objective_kind: Code = ""  # general, specific
    number: Whole = None  # written at adoption; computed from the order until then
    letter_number: Whole = None  # in codes with letters, where it is not `number`; 0 is none: GO
    numbers_given: Scores = EMPTY
    title: LocalText = EMPTY
    description: LocalText = EMPTY
    section: Code = ""
    responsible: Annotated[str, pointer("organisation")] = ""
    problems: Annotated[tuple[str, ...], pointers("problem")] = ()
    sdg: Codes = ()
    gcm: Codes = ()
    offered_by: Text = ""


class Option(Record, frozen=True, kw_only=True, tag="option"):
    """A possible way to a specific objective; the status quo is one of them."""

    belongs_to: ClassVar[tuple[str, ...]] = ("objective",)

    title: LocalText = EMPTY
    status_quo: Tick = False
    description: LocalText = EMPTY
    effect_financial: LocalText = EMPTY
    effect_economic: LocalText = EMPTY
    effect_social: LocalText = EMPTY
    effect_gender: LocalText = EMPTY
    effect_environmental: LocalText = EMPTY
    effect_managerial: LocalText = EMPTY
    risks: LocalText = EMPTY
    cost: Money = None
    losers: LocalText = EMPTY
    scores: Scores = EMPTY  # criterion → 0–5; the weights stand on the plan
    chosen: Tick = False
    reasons: LocalText = EMPTY


class Measure(Record, frozen=True, kw_only=True, tag="measure"):
    """A set of connected activities for one specific objective."""

    belongs_to: ClassVar[tuple[str, ...]] = ("objective",)

    number: Whole = None
    numbers_given: Scores = EMPTY
    title: LocalText = EMPTY
    description: LocalText = EMPTY
    measure_type: Code = ""
    responsible: Annotated[str, pointer("organisation")] = ""
    period_start: Day = None
    period_end: Day = None
    target_groups: Codes = ()
    barriers: Codes = ()  # barriers removed (amendments T9)
    equality_note: LocalText = EMPTY
    private_sector_role: LocalText = EMPTY
    state_aid_note: LocalText = EMPTY
    problems: Annotated[tuple[str, ...], pointers("problem")] = ()
    sdg: Codes = ()
    gcm: Codes = ()
    declared_total: YearMoney = EMPTY  # only from an import (R126)
    shared_id: Text = ""
    share: Number = None  # percent
    shared_with: Codes = ()  # municipality codes
    from_collection: Code = ""
    from_practice: Code = ""
    offered_by: Text = ""


class Regulation(Record, frozen=True, kw_only=True, tag="regulation"):
    """An act to adopt or change so that a measure can be carried out."""

    belongs_to: ClassVar[tuple[str, ...]] = ("measure",)

    title: LocalText = EMPTY
    change: Code = ""  # adopt, amend
    deadline: Quarter = ""


class Indicator(Record, frozen=True, kw_only=True, tag="indicator"):
    """A variable that shows achievement, with baseline, targets and passport."""

    belongs_to: ClassVar[tuple[str, ...]] = ("objective", "measure")

    number: Whole = None
    library_code: Code = ""
    title: LocalText = EMPTY
    level: Code = ""  # impact, outcome, output
    unit: Code = ""
    unit_text: LocalText = EMPTY  # when the list has no fitting unit
    value_type: Code = ""  # number, percent, yes_no, index, money
    value_kind: Code = ""  # annual, cumulative
    direction: Code = ""
    decimals: Whole = None
    baseline_value: Number = None
    baseline_year: Whole = None
    baseline_note: LocalText = EMPTY
    baseline_pending_until: Day = None
    baseline_numerator: Number = None
    baseline_denominator: Number = None
    targets: YearNumber = EMPTY
    may_exceed_100: Tick = False
    context: Tick = False  # outside the municipality's influence (R179)
    source_of_verification: LocalText = EMPTY
    frequency: Code = ""
    disaggregation: Codes = ()
    data_provider: LocalText = EMPTY
    monitored_by: Annotated[str, pointer("organisation")] = ""
    quality_ticks: Codes = ()  # SMART/RACER
    survey_margin: Number = None  # half-width of the survey's interval, in the indicator's unit
    aggregation: Code = ""
    numerator_label: LocalText = EMPTY
    denominator_label: LocalText = EMPTY
    definition: LocalText = EMPTY
    formula: LocalText = EMPTY
    method: LocalText = EMPTY
    publication: LocalText = EMPTY
    access: LocalText = EMPTY
    comparability: LocalText = EMPTY
    limitations: LocalText = EMPTY
    contact: Text = ""
    sdg: Codes = ()
    offered_by: Text = ""


class Activity(Record, frozen=True, kw_only=True, tag="activity"):
    """A concrete action with a lead body, a deadline and funds."""

    belongs_to: ClassVar[tuple[str, ...]] = ("measure",)

    number: Whole = None
    title: LocalText = EMPTY
    description: LocalText = EMPTY
    lead: Annotated[str, pointer("organisation")] = ""
    lead_consent: Text = ""
    partners: Annotated[tuple[str, ...], pointers("organisation")] = ()
    start: Quarter = ""
    deadline: Quarter = ""
    product: LocalText = EMPTY
    beneficiaries: Breakdown = EMPTY  # total, women, men
    needs: Annotated[tuple[str, ...], pointers("activity")] = ()
    barriers: Codes = ()
    procurement: Tick = False
    no_additional_cost: Tick = False
    keeps_register: Tick = False  # creates a register of persons (R115)
    register_basis: LocalText = EMPTY
    shared_id: Text = ""
    share: Number = None
    note: LocalText = EMPTY


class FundingLine(Record, frozen=True, kw_only=True, tag="funding_line"):
    """The money of one source, by year, each year with its own status.

    It belongs to an activity; to a measure as long as its activities are not known (the finance office asks early).
    """

    belongs_to: ClassVar[tuple[str, ...]] = ("activity", "measure")

    source: Code = ""
    donor: Annotated[str, pointer("organisation")] = ""
    programme_code: Code = ""  # 1501 or 1501-0002
    project_code: Code = ""
    economic_class: Code = ""
    amounts: YearMoney = EMPTY
    status: YearCode = EMPTY  # secured, planned, applied, gap
    co_financing_scheme: Code = ""
    note: LocalText = EMPTY


class BudgetCeiling(Record, frozen=True, kw_only=True, tag="budget_ceiling"):
    """What the municipal budget allows for the plan, by year, for one source."""

    source: Code = ""
    amounts: YearMoney = EMPTY


class Risk(Record, frozen=True, kw_only=True, tag="risk"):
    """Something that may go wrong; likelihood × impact is its score."""

    element: Annotated[str, pointer("measure")] = ""
    text: LocalText = EMPTY
    category: Code = ""
    likelihood: Whole = None  # 1–5
    impact: Whole = None  # 1–5
    response: LocalText = EMPTY
    responsible: Annotated[str, pointer("organisation")] = ""
    due: Day = None


class RollOver(Record, frozen=True, kw_only=True, tag="roll_over"):
    """What becomes of an element of the old plan in this one."""

    old_element: LocalText = EMPTY
    decision: Code = ""
    reason: LocalText = EMPTY
    element: Annotated[str, owned_by("objective", "measure", "activity")] = ""
