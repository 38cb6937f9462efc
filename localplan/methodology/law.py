"""Countries and their law, as they are declared: parameters, deadlines, rows of law, profiles."""

from __future__ import annotations

from datetime import date
from typing import Literal

from localplan.methodology.declarations import CodeList, Declared, Evidence, Tier

Event = Literal[
    "start",
    "assembly_session",
    "hearing_end",
    "adoption",
    "first_budget",
    "plan_start",
    "next_budget",
    "year_end",
    "plan_end",
]


class Parameter(Declared, frozen=True):
    """A number or date rule of the law: value, where it stands, how sure we are and since when.

    Municipalities of other profiles may set it too as a rule of their own, unless it is `here_only`. `one_of`: the
    words that it may be, where it is a word.
    """

    code: str
    label: str
    value: bool | int | str | float | tuple[str, ...] | None = None  # None: the profile knows no such rule
    source: str = ""
    evidence: Evidence = "proposal"
    evidence_date: date | None = None
    unit: str = ""
    here_only: bool = False
    one_of: tuple[str, ...] = ()


class Deadline(Declared, frozen=True):
    """A date of the calendar: so many days, working days or months before (−) or after an event of the plan.

    `start` is the decision to start drafting; `plan_start` and `plan_end` the first and last day of the plan's period;
    `year_end` 31 December: of each year of the period when `yearly`, else of the first; `first_budget` that of the year
    before the period, in which the budget of its first year is made, and `next_budget` that of each year of the period
    after which another follows. `plus` and `minus` name
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
