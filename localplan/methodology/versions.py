"""What a newer version of the methodology brought and took, and what a plan would lack under it.

A plan keeps the version it was begun with until somebody raises it; nothing changes silently.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec

from localplan.domain.edits import SetField
from localplan.domain.plan import Plan
from localplan.methodology.checks import Finding, Seen, check_plan
from localplan.methodology.loader import load_methodology
from localplan.methodology.methodology import Methodology, PlanMethod
from localplan.methodology.progress import answered, required

Declared = Literal["step", "form", "field", "rule", "list", "entry", "parameter", "deadline", "profile"]
Collected = Literal["indicators", "problems", "objectives", "measures", "practices"]
What = Declared | Collected
Key = tuple[What, str, str]


class Declaration(msgspec.Struct, frozen=True):
    """Something declared: what it is, its code within `of` (form, list or profile), and its English text.

    `context` is that of its translation.
    """

    what: What
    code: str
    of: str
    text: str
    context: str


class Changes(msgspec.Struct, frozen=True):
    """What came and what went between two versions, in the order in which it is declared."""

    came: tuple[Declaration, ...] = ()
    went: tuple[Declaration, ...] = ()


class Lack(msgspec.Struct, frozen=True):
    """A required field that is empty; `record` is empty where the record itself is still to be made."""

    form: str
    field: str
    record: str = ""


class Missing(msgspec.Struct, frozen=True):
    """What a plan would newly be asked for: fields to fill in, and findings it did not have."""

    fields: tuple[Lack, ...] = ()
    findings: tuple[Finding, ...] = ()


def of_version(methodology: Methodology, version: int) -> Methodology:
    """The methodology as it was in a version. Raises Refused for one that the files do not reach."""
    if version == methodology.version:
        return methodology
    return _loaded(methodology.guidance_dir.parent, version)


@lru_cache(maxsize=4)
def _loaded(forms_dir: Path, version: int) -> Methodology:
    return load_methodology(forms_dir, version)


def pinned(methodology: Methodology, plan: Plan) -> Methodology:
    """The methodology of the plan's own version. Raises Refused for a plan of a newer one than is known here."""
    return of_version(methodology, version_of(plan))


def changes_since(methodology: Methodology, version: int) -> Changes:
    """What came and went from an earlier version to this one."""
    old, new = _declared(of_version(methodology, version)), _declared(methodology)
    came = tuple(one for key, one in new.items() if key not in old)
    return Changes(came, tuple(one for key, one in old.items() if key not in new))


def _declared(methodology: Methodology) -> Mapping[Key, Declaration]:
    return {(one.what, one.of, one.code): one for one in _all(methodology)}


def _all(known: Methodology) -> Iterator[Declaration]:
    for step in known.steps:
        yield Declaration("step", step.code, "", step.title, f"step.{step.code}")
        for form in step.forms:
            yield Declaration("form", form.code, step.code, form.title, f"form.{form.code}")
            for field in form.fields:
                yield Declaration("field", field.name, form.code, field.label, f"form.{form.code}")
    for rule in known.rules.values():
        yield Declaration("rule", rule.code, "", rule.message, f"rule.{rule.code}")
    for code_list in known.lists.values():
        if code_list.code not in _DERIVED:
            yield Declaration("list", code_list.code, "", code_list.title, f"list.{code_list.code}")
            for entry in code_list.entries:
                yield Declaration("entry", entry.code, code_list.code, entry.label, f"list.{code_list.code}")
    yield from _of_profiles(known)
    yield from _of_collections(known)


def _of_collections(known: Methodology) -> Iterator[Declaration]:
    for problem in known.problems.values():
        yield Declaration("problems", problem.code, "", problem.text, "problems")
    for indicator in known.indicators.values():
        yield Declaration("indicators", indicator.code, "", indicator.title, "indicators")
    for objective in known.objectives.values():
        yield Declaration("objectives", objective.code, "", objective.title, "objectives")
    for measure in known.measures.values():
        yield Declaration("measures", measure.code, "", measure.title, "measures")
    for practice in known.practices.values():
        yield Declaration("practices", practice.code, "", practice.title, "practices")


def _of_profiles(known: Methodology) -> Iterator[Declaration]:
    for profile in known.profiles.values():
        context = f"profile.{profile.code}"
        yield Declaration("profile", profile.code, "", profile.name, context)
        for parameter in profile.parameters:
            yield Declaration("parameter", parameter.code, profile.code, parameter.label, context)
        for deadline in profile.deadlines:
            yield Declaration("deadline", deadline.code, profile.code, deadline.label, context)
        for code_list in profile.lists:
            if code_list.code not in _DERIVED:
                for entry in code_list.entries:
                    of = f"{profile.code}.{code_list.code}"
                    yield Declaration("entry", entry.code, of, entry.label, f"list.{code_list.code}")


_DERIVED = frozenset({"steps", "profiles", "indicators", "deadlines", "parameters"})
"""Lists that only repeat what is declared elsewhere."""


def missing_under(plan: Plan, methodology: Methodology, seen: Seen) -> Missing:
    """What the plan lacks under this methodology and did not lack under the version it has."""
    old = of_version(methodology, version_of(plan))
    if old.version == methodology.version:
        return Missing()
    before = set(_lacks(old.for_plan(plan)))
    known = {(f.rule, f.record, f.field) for f in check_plan(plan, old, seen)}
    new = (f for f in check_plan(plan, methodology, seen) if (f.rule, f.record, f.field) not in known)
    return Missing(tuple(one for one in _lacks(methodology.for_plan(plan)) if one not in before), tuple(new))


def _lacks(method: PlanMethod) -> Iterator[Lack]:
    for step in method.steps:
        for form in method.forms(step.code):
            for record, field in required(method, form):
                if not answered(record, field):
                    yield Lack(form.code, field.name, record.id if record else "")


def version_of(plan: Plan) -> int:
    """The version of the methodology that the plan was begun with or raised to."""
    return plan.root.methodology_version or 1


def raised(plan: Plan, methodology: Methodology) -> tuple[SetField, ...]:
    """The edit that takes the plan to this version; none when it is there already."""
    if version_of(plan) == methodology.version:
        return ()
    return (SetField(plan.id, "methodology_version", methodology.version),)
