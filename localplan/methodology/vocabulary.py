"""Whether what a file in forms/ names is there: record kinds, fields, lists, forms, panels, marks.

Each check yields (name of the declaration, what is wrong with it); the loader adds the file and stops at the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from localplan.domain.records import FIELDS, RECORDS
from localplan.domain.records.base import Field
from localplan.domain.values import Refused, accepted
from localplan.methodology.collection_kinds import LibraryIndicator
from localplan.methodology.conditions import OF_THE_PLAN
from localplan.methodology.declarations import CodeList, Condition, Entry, Form, FormField, RuleText, Step
from localplan.methodology.law import Profile

Faults = Iterator[tuple[str, str]]

PANELS = (
    "stakeholder_grid",
    "alignment",
    "problem_tree",
    "objective_tree",
    "gantt",
    "budget",
    "risk_matrix",
    "progress",
    "self_assessment",
    "scan",
)
REGISTERS = ("municipalities", "subdivisions")  # too large for a list: the application looks them up
FREE_CODE = "*"  # a code that no list can know, such as the number of a budget project
MARKS = {
    "on_budget": bool,  # funding source: money that passes through the municipal budget
    "own": bool,  # funding source: the municipality's own money, its share in a co-financed activity
    "parent": str,  # the entry of the same list that this one details
    "section": str,  # only for plans with that section
    "small": bool,  # false: left out in the small track
    "answered_by": str,  # office, letter, survey, unknown
    "ask": str,  # question answered by letter: the addressee
    "represents": str,  # addressee: found among the stakeholders by whom it speaks for; `kind`: by kind of organisation
    "score": bool,  # a question answered with a score
    "profile": str,  # topic of a figure: the chapter of the local migration profile
    "protected": bool,  # group heard through a specialised body only
    "counted": bool,  # unit of things counted in whole numbers
    "people": bool,  # unit of persons: wants a split by sex
    "mobile": bool,  # target group on the move (true), or that lives here (false); absent for bodies and firms
    "women": bool,  # target group of women
    "firms": bool,  # target group that may receive State aid
    "currency": str,
    "amounts_in": str,  # unit of money: only for plans in that currency
    "only_in": str,  # offered to plans of that profile alone
    "gazette": str,
    "level": str,
    "kind": str,
    "url": str,
    "until_year": int,
}
LAWS = ("self_government", "planning")
ANSWERED_BY = ("office", "letter", "survey", "unknown")
SHEET_FORBIDDEN = set("[]:*?/\\")

KEPT_BY_THE_PROGRAM: Mapping[str, tuple[str, ...]] = {
    "plan": (
        *("status", "version", "adopted_digest", "numbers_given"),  # the strip on the hub leads through the states
        *("derived_from", "practice", "salt"),  # the plan that follows, copies, every new plan
    ),
    "step_state": ("step", "status", "reason", "note", "flagged"),  # the rail of steps asks for them
    "acceptance": ("rule", "element", "found", "reason", "person", "date"),  # the pane of findings asks for them
    "attachment": ("sha256",),  # computed from the file
    "public_hearing": ("version",),  # an amendment marks the hearings before it
    "answer": ("owner",),  # where the question was asked
    "objective": ("number", "letter_number", "numbers_given", "offered_by"),
    "measure": (
        *("number", "numbers_given", "offered_by", "shared_id"),  # adoption, offers of a coordinator, sharing
        *("declared_total", "from_collection", "from_practice"),  # imports and collections
    ),
    "indicator": ("number", "offered_by"),
    "activity": ("number", "shared_id"),
}
"""Fields by record kind that no form asks for."""

LISTS_BESIDE_FORMS: Mapping[tuple[str, str], str] = {
    ("plan", "status"): "plan_statuses",
    ("problem", "problem_kind"): "problem_kinds",
    ("objective", "objective_kind"): "objective_kinds",
    ("answer", "run"): "runs",
    ("step_state", "step"): "steps",
    ("step_state", "status"): "step_statuses",
    ("narrative", "chapter"): "chapters",
}
"""Lists of code fields that forms set without asking."""


def check_list(code_list: CodeList, lists: Mapping[str, CodeList]) -> Faults:
    """Entries named once, with marks that are known."""
    yield from _twice(code_list.code, (entry.code for entry in code_list.entries))
    codes = {entry.code for entry in code_list.entries}
    sections = {entry.code for entry in lists["sections"].entries} if "sections" in lists else set()
    for entry in code_list.entries:
        name = f"{code_list.code}.{entry.code}"
        for mark, value in entry.marks.items():
            if mark not in MARKS or type(value) is not MARKS[mark]:
                yield name, f"unknown mark or value: {mark} = {value!r}"
        if (parent := entry.marks.get("parent")) is not None and parent not in codes:
            yield name, f"parent {parent!r} is not in the list"
        if (section := entry.marks.get("section")) is not None and section not in sections:
            yield name, f"unknown section {section!r}"
        chapters = {one.code for one in lists["profile_chapters"].entries} if "profile_chapters" in lists else set()
        if (chapter := entry.marks.get("profile")) is not None and chapter not in chapters:
            yield name, f"unknown chapter of the profile {chapter!r}"
        if entry.marks.get("answered_by", ANSWERED_BY[0]) not in ANSWERED_BY:
            yield name, f"answered_by is one of {', '.join(ANSWERED_BY)}"
        yield from _letter_without_addressee(name, entry, lists)


def _letter_without_addressee(name: str, entry: Entry, lists: Mapping[str, CodeList]) -> Faults:
    """A question for a letter says to whom it goes, and only such a question does."""
    addressees = {one.code for one in lists["addressees"].entries} if "addressees" in lists else set()
    asked = entry.marks.get("ask")
    if (entry.marks.get("answered_by") == "letter") != (asked is not None):
        yield name, "a question that a letter can answer says whom to ask"
    elif asked is not None and asked not in addressees:
        yield name, f"unknown addressee {asked!r}"


def check_step(step: Step) -> Faults:
    """Panels that the window can draw, each once."""
    for panel in step.panels:
        if panel.code not in PANELS:
            yield f"{step.code}.{panel.code}", f"unknown panel; known are {', '.join(PANELS)}"


def check_form(form: Form, forms: Mapping[str, Form], lists: Mapping[str, CodeList]) -> Faults:
    """Record kind, fields, lists, place in the tree, groups, conditions and sheet of a form."""
    if form.record not in FIELDS:
        yield form.code, f"unknown record kind {form.record!r}"
        return
    yield from _twice(form.code, (field.name for field in form.fields))
    for field in form.fields:
        yield from check_field(form, field, forms, lists)
    for name, value in (*form.fixed.items(), *form.given.items()):
        yield from _check_value(form, name, value, forms, lists)
    yield from _check_layout(form, forms, lists)
    yield from _check_groups(form)
    if form.shown_when and not form.shown_when.field.startswith(OF_THE_PLAN):
        yield form.code, "a form is shown by a field of the plan"
    yield from _check_condition(form.code, form.shown_when, "plan", forms, lists)
    if len(form.sheet) > 31 or SHEET_FORBIDDEN & set(form.sheet):
        yield form.code, f"no workbook takes a sheet named {form.sheet!r}"


def check_field(form: Form, field: FormField, forms: Mapping[str, Form], lists: Mapping[str, CodeList]) -> Faults:
    """A field that the record has, with a list when it holds codes and only then."""
    name = f"{form.code}.{field.name}"
    known = FIELDS[form.record].get(field.name)
    if known is None:
        yield name, f"a {form.record} has no field {field.name!r}"
        return
    if wants_list(known) is not bool(field.list):
        yield name, "a field of codes names its list" if wants_list(known) else "only a field of codes has a list"
    elif field.list and field.list not in lists and field.list not in (*REGISTERS, FREE_CODE):
        yield name, f"unknown list {field.list!r}"
    if field.list and field.list != (elsewhere := _list_elsewhere(form.record, field.name, forms)):
        yield name, f"in another form this field has the list {elsewhere!r}"
    if field.keys and field.list != next((f.list for f in form.fields if f.name == field.keys), ""):
        yield name, f"no field {field.keys!r} of the same list names its keys"
    yield from _check_condition(name, field.shown_when, form.record, forms, lists)


def wants_list(field: Field) -> bool:
    """Whether a field's values, or the keys of its map, come from a list."""
    return field.holds.kind in ("code", "codes") or field.holds.by in ("source", "criterion", "group")


def _list_elsewhere(kind: str, field: str, forms: Mapping[str, Form]) -> str:
    asked = (f.list for form in forms.values() if form.record == kind for f in form.fields if f.name == field)
    return next(asked, LISTS_BESIDE_FORMS.get((kind, field), ""))


def _check_value(form: Form, name: str, value: Any, forms: Mapping[str, Form], lists: Mapping[str, CodeList]) -> Faults:
    known = FIELDS[form.record].get(name)
    if known is None:
        yield form.code, f"a {form.record} has no field {name!r}"
        return
    try:
        accepted(known.holds, value, known.default)
    except Refused:
        yield form.code, f"{name} cannot be {value!r}"
        return
    code_list = lists.get(_list_elsewhere(form.record, name, forms))
    if known.holds.kind == "code" and code_list and value not in {entry.code for entry in code_list.entries}:
        yield form.code, f"{name}: {value!r} is not in the list {code_list.code}"


def _check_layout(form: Form, forms: Mapping[str, Form], lists: Mapping[str, CodeList]) -> Faults:
    belongs_to = RECORDS[form.record].belongs_to
    if (form.layout == "tree") is not bool(form.under):
        yield form.code, "a tree, and only a tree, stands under another form"
    elif form.under and form.under not in forms:
        yield form.code, f"stands under the unknown form {form.under!r}"
    elif form.under and not {forms[form.under].record, "*"} & set(belongs_to):
        yield form.code, f"a {form.record} cannot belong to a {forms[form.under].record}"
    if form.nested and form.record not in belongs_to:
        yield form.code, f"a {form.record} cannot belong to another one"
    if (form.layout == "entries") is not bool(form.entries and form.key):
        yield form.code, "entries, and only they, name a list and the field that keeps its code"
    elif form.entries and form.entries not in lists:
        yield form.code, f"unknown list {form.entries!r}"
    elif form.key and (form.key not in FIELDS[form.record] or FIELDS[form.record][form.key].holds.kind != "code"):
        yield form.code, f"{form.key!r} is not a code field of a {form.record}"
    if form.layout in ("table", "tree") and not form.one:
        yield form.code, "says not what one row is called"


def _check_groups(form: Form) -> Faults:
    grouped = [name for group in form.groups for name in group.fields]
    yield from _twice(form.code, grouped)
    if grouped and set(grouped) != {field.name for field in form.fields}:
        yield form.code, "its groups do not hold exactly its fields"


def _check_condition(
    name: str, condition: Condition | None, kind: str, forms: Mapping[str, Form], lists: Mapping[str, CodeList]
) -> Faults:
    if condition is None:
        return
    kind = "plan" if condition.field.startswith(OF_THE_PLAN) else kind
    field = condition.field.removeprefix(OF_THE_PLAN)
    if field not in FIELDS[kind]:
        yield name, f"shown_when names the unknown field {condition.field!r}"
    tests = (condition.equals is not None, bool(condition.any_of), condition.filled is not None)
    if sum(tests) != 1:
        yield name, "shown_when wants one of equals, any_of and filled"
    known = _codes(lists, _list_elsewhere(kind, field, forms))
    wanted = condition.any_of or (condition.equals,)
    if known and condition.filled is None:
        yield from ((name, f"shown_when waits for the unknown {code!r}") for code in wanted if code not in known)


def check_profile(
    profile: Profile, lists: Mapping[str, CodeList], steps: Iterable[Step], rules: Mapping[str, RuleText]
) -> Faults:
    """A profile's codes: unique, and steps, rules, countries, languages and kinds of unit that exist."""
    yield from _twice(profile.code, (parameter.code for parameter in profile.parameters))
    yield from _twice(profile.code, (deadline.code for deadline in profile.deadlines))
    yield from _twice(profile.code, (code_list.code for code_list in profile.lists))
    yield from _unknown(profile.code, "list", (code_list.code for code_list in profile.lists), lists)
    yield from _unknown(profile.code, "step", profile.required_steps, (step.code for step in steps))
    yield from _unknown(profile.code, "rule", profile.tiers, rules)
    for what, named, code_list in (
        ("country", profile.countries, "countries"),
        ("language", profile.main_languages, "languages"),
        ("currency", (profile.currency,) if profile.currency else (), "currencies"),
        ("kind of unit", profile.words, "unit_kinds"),
    ):
        yield from _unknown(profile.code, what, named, _codes(lists, code_list))
    yield from _unknown(profile.code, "law", profile.laws, LAWS)
    own = [parameter.code for parameter in profile.parameters]
    for deadline in profile.deadlines:
        counted = filter(None, (deadline.plus, deadline.minus, deadline.turned_by, deadline.on))
        yield from _unknown(f"{profile.code}.{deadline.code}", "parameter", counted, own)


def check_rule(rule: RuleText, steps: Iterable[Step], profiles: Mapping[str, Profile]) -> Faults:
    """A rule's step, parameters and first state exist."""
    known = {parameter.code for profile in profiles.values() for parameter in profile.parameters}
    yield from _unknown(rule.code, "step", (rule.step,), (step.code for step in steps))
    yield from _unknown(rule.code, "parameter", rule.parameters, known)


def check_indicator(indicator: LibraryIndicator, lists: Mapping[str, CodeList]) -> Faults:
    """An indicator of the collection says what the fields of an indicator can hold."""
    for code_list, named in (
        ("indicator_levels", (indicator.level,)),
        ("sections", (indicator.section,)),
        ("units", (indicator.unit,)),
        ("value_types", (indicator.value_type,)),
        ("value_kinds", (indicator.value_kind,)),
        ("directions", (indicator.direction,)),
        ("aggregations", (indicator.aggregation,)),
        ("frequencies", (indicator.frequency,)),
        ("disaggregations", indicator.disaggregation),
        ("sdg_targets", indicator.sdg),
    ):
        yield from _unknown(indicator.code, code_list, named, _codes(lists, code_list))


def _codes(lists: Mapping[str, CodeList], code: str) -> set[str]:
    return {entry.code for entry in lists[code].entries} if code in lists else set()


def _unknown(name: str, what: str, named: Iterable[str], known: Iterable[str]) -> Faults:
    known = set(known)
    yield from ((name, f"unknown {what} {one!r}") for one in named if one not in known)


def _twice(name: str, codes: Iterable[str]) -> Faults:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            yield name, f"{code!r} stands there twice"
        seen.add(code)
