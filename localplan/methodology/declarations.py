"""What the files in `forms/` may say: a closed vocabulary, read strictly.

An unknown key, kind or field stops the program at start with file and name (`loader`). Every text here is an English
source text; the catalogue translates it with the declaration's code as context.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

Layout = Literal["single", "table", "tree", "entries"]
Tier = Literal["error", "warning", "advice"]
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


ANY_UNIT = "any"


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
