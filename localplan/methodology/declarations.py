"""What the files in `forms/` may say: a closed vocabulary, read strictly.

An unknown key, kind or field stops the program at start with file and name (`loader`). Every text here is an English
source text; the catalogue translates it with the declaration's code as context.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

import msgspec

Layout = Literal["single", "table", "tree", "entries"]
Tier = Literal["error", "warning", "advice"]
Event = Literal["start", "assembly_session", "hearing_end", "adoption", "plan_start", "year_end", "plan_end"]
Evidence = Literal["seen_in_source", "founding_document", "to_be_confirmed", "to_be_checked", "proposal"]


class Declared(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Anything declared in forms/. `since` and `until` are methodology versions, the latter where it was withdrawn."""

    since: int = 1
    until: int | None = None


class Condition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When something is shown: a field of the record (or, with `plan.`, of the plan) has one of these values.

    `field` of a set field: the set contains one of them. `filled` asks only whether the field says anything.
    """

    field: str
    equals: str | bool | int | None = None
    any_of: tuple[str, ...] = ()
    filled: bool | None = None


class FormField(Declared, frozen=True):
    """A field of the form's record kind, as screen, table, workbook and document show it."""

    name: str
    label: str
    help: str = ""
    example: str = ""
    list: str = ""  # code list of a code or codes field, and of the keys of a map by criterion or group
    unit: str = ""  # shown behind the value: "%", "persons", "thousand {currency}"
    required: bool = False  # counts for progress; whether adoption needs it is a rule's business
    rows: int = 1  # lines of the editor
    column: bool = True  # a column where the form is shown as a table
    width: int = 0  # of the column, in characters; 0 lets the kind of field decide
    small: bool = True  # shown in the small-municipality track too
    keys: str = ""  # of a map by group or criterion: only the keys that this field of the record names
    shown_when: Condition | None = None


class Group(Declared, frozen=True):
    """A group of questions asked together in guided mode."""

    title: str
    fields: tuple[str, ...]
    intro: str = ""


class Form(Declared, frozen=True):
    """One declaration: screen, table, required fields, data sheet of the workbook, texts to translate.

    `single`: one record, `fixed` tells which (the plan's own, or the only one of its kind). `table`: the records of the
    kind, wherever they belong; `fixed` values filter them and are given to new ones. `tree`: records that belong to
    those of the form `under`, shown beneath them; `nested`: also to records of this same form (causes of causes).
    `entries`: one record for each entry of the list `entries`, whose code stands in `key`.
    """

    code: str
    record: str
    title: str
    layout: Layout
    fields: tuple[FormField, ...]
    intro: str = ""
    groups: tuple[Group, ...] = ()
    fixed: dict[str, Any] = {}
    given: dict[str, Any] = {}  # first values of a new record; unlike `fixed` they may be changed and do not filter
    under: str = ""  # code of the form whose records these belong to
    nested: bool = False
    entries: str = ""
    key: str = ""
    sheet: str = ""  # short name of its data sheet in the workbook; empty: none
    one: str = ""  # what one row is called: "a measure"
    tab: str = ""  # name of the tab that shows the tree which this form heads, with all that stands under it
    small: bool = True
    shown_when: Condition | None = None


class Panel(Declared, frozen=True):
    """A drawn page of a step: problem tree, objective tree, Gantt, stakeholder grid, risk matrix, budget."""

    code: str
    title: str
    small: bool = True


class Step(Declared, frozen=True):
    """One of the fourteen steps. `minutes` is the usual working time; `ready` what to have at hand."""

    number: int
    code: str
    phase: Literal["prepare", "analyse", "plan", "deliver"]
    title: str
    purpose: str
    minutes: int
    guidance: str
    ready: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    forms: tuple[Form, ...] = ()
    panels: tuple[Panel, ...] = ()


class Entry(Declared, frozen=True):
    """An entry of a code list. `marks` are facts that code may ask for: `on_budget = true`, `parent = "1501"`."""

    code: str
    label: str
    note: str = ""
    marks: dict[str, Any] = {}


class CodeList(Declared, frozen=True):
    """A list to choose from; a profile may replace it by one of the same code."""

    code: str
    title: str
    entries: tuple[Entry, ...]
    source: str = ""


class Parameter(Declared, frozen=True):
    """A number or date rule of the law: value, where it stands, how sure we are and since when.

    Municipalities of other profiles may set it too as a rule of their own, unless it is `here_only`.
    """

    code: str
    label: str
    value: bool | int | str | float | tuple[str, ...] | None = None  # None: the profile knows no such rule
    source: str = ""
    evidence: Evidence = "proposal"
    evidence_date: date | None = None
    unit: str = ""
    here_only: bool = False


class Deadline(Declared, frozen=True):
    """A date of the calendar: so many days, working days or months before (−) or after an event of the plan.

    `start` is the decision to start drafting; `plan_start` and `plan_end` the first and last day of the plan's period;
    `year_end` 31 December: of each year of the period when `yearly`, else of the first. `plus` and `minus` name
    parameters whose number is added to the offset or taken off, so that a municipality's own rule moves the date;
    `turned_by` one that says "before" where the days count backwards; `on` one that is month and day ("02-28") of the
    event's year. `section`: only for plans with that section.
    """

    code: str
    label: str
    event: Event
    offset: int
    plus: str = ""
    minus: str = ""
    turned_by: str = ""
    on: str = ""
    section: str = ""
    unit: Literal["days", "working_days", "months"] = "days"
    yearly: bool = False
    source: str = ""
    evidence: Evidence = "proposal"


class LibraryIndicator(Declared, frozen=True):
    """An indicator of the collection, taken over into a plan and changed there at will."""

    code: str
    level: str
    section: str
    title: str
    unit: str
    value_type: str
    value_kind: str
    direction: str
    aggregation: str
    frequency: str
    disaggregation: tuple[str, ...] = ()
    source: str = ""
    numerator: str = ""
    denominator: str = ""
    sdg: tuple[str, ...] = ()
    small_counts: bool = False  # may name persons where it counts few: suppressed in public editions
    note: str = ""


class LibraryProblem(Declared, frozen=True):
    """A typical problem: offered in the problem tree, and the mark by which measures and practices are found."""

    code: str
    section: str
    text: str


class LibraryObjective(Declared, frozen=True):
    """A typical specific objective; `problems` are those of the collection that it answers."""

    code: str
    section: str
    title: str
    problems: tuple[str, ...]
    sdg: tuple[str, ...] = ()
    gcm: tuple[str, ...] = ()


class LibraryMeasure(Declared, frozen=True):
    """A typical measure with its activities, and the acts without which it cannot start.

    `objective`, `problems` and `indicators` are codes of the other collections.
    """

    code: str
    section: str
    title: str
    description: str
    measure_type: str
    objective: str
    problems: tuple[str, ...]
    target_groups: tuple[str, ...]
    activities: tuple[str, ...]
    indicators: tuple[str, ...]
    sdg: tuple[str, ...]
    gcm: tuple[str, ...]
    regulations: tuple[str, ...] = ()
    barriers: tuple[str, ...] = ()


class Practice(Declared, frozen=True):
    """What was done in a country of the programme, with what result if known, and how it could look `here`.

    `measure` is the typical measure that lends activities and indicators when the practice is inserted.
    """

    code: str
    country: str
    section: str
    problems: tuple[str, ...]
    title: str
    done: str
    here: str
    measure: str
    source: str
    result: str = ""


ANY_UNIT = "any"


class Country(Declared, frozen=True):
    """What a new plan of a country begins with, and what its planners must know of their own calendar.

    `state` is its name as it heads official papers, `state_in` the same in its own languages (BCP 47), where the
    program does not speak them.
    `subdivisions` are the kinds of ISO 3166-2 subdivisions, `unit_kinds` the local units that plan, `words` as in a
    profile; `feeds` the plan of wider scope into which this one goes, `budget` the calendar of local budgets.
    `titles` are proposed for a new plan, by kind of unit (ANY_UNIT: all others) and language; they may hold {name},
    {of_name} (the name with its preposition), {first} and {last} year.
    """

    code: str
    state: str
    currency: str
    languages: tuple[str, ...]
    profile: str
    tier: str
    unit_kinds: tuple[str, ...]
    subdivisions: tuple[str, ...]
    feeds: str
    budget: str
    adoption: str = ""
    words: dict[str, dict[str, str]] = {}
    state_in: dict[str, str] = {}
    titles: dict[str, dict[str, str]] = {}
    evidence: Evidence = "to_be_confirmed"


class LegalRow(Declared, frozen=True):
    """A row of the table of legal bases shown beside the plan."""

    rule: str
    text: str
    gazette: str = ""
    article: str = ""
    evidence: Evidence = "proposal"


class Profile(Declared, frozen=True):
    """A country's legal profile, or the generic one."""

    code: str
    name: str
    countries: tuple[str, ...]
    main_languages: tuple[str, ...]
    currency: str
    amount_unit: int
    code_style: Literal["numbers", "letters"]
    disclaimer: str
    evidence_date: date
    parameters: tuple[Parameter, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    legal_rows: tuple[LegalRow, ...] = ()
    lists: tuple[CodeList, ...] = ()
    required_steps: tuple[str, ...] = ()
    tiers: dict[str, Tier | Literal["off"]] = {}  # rules this profile raises, lowers or switches off
    words: dict[str, dict[str, str]] = {}  # kind of unit → word → text (amendments T17)
    laws: dict[str, str] = {}  # self_government, planning: the laws whose articles an act names, with their gazettes


class RuleText(Declared, frozen=True):
    """A rule as planners read it. The function of the same code says where it is broken.

    `message` is filled by the finding's values and does not name its record: whoever shows it writes that beside it.
    `from_state` is the first state of the plan in which the rule speaks. `words` are what a rule on wording looks for,
    by language: whole words or phrases, a `*` at the end stands for any ending. A `kept` rule is the program's own
    behaviour: it stands in the table of rules and never finds anything.
    """

    code: str
    tier: Tier
    step: str
    message: str
    reason: str
    mend: str
    progress: str = ""  # its line of the step's progress, filled by {done} and {of}
    parameters: tuple[str, ...] = ()
    from_state: str = ""
    source: str = ""
    evidence: Evidence = "proposal"
    good: str = ""
    bad: str = ""
    small: bool = True
    kept: bool = False
    words: dict[str, tuple[str, ...]] = {}
