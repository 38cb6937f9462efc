"""How far a step has come: what is required and there, in countable lines.

Message ids are `progress.form.<form>` (values: `form`) and `progress.rule.<rule>`, whose English wording is the rule's
own `progress`; both are filled by `{done}` and `{of}`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import takewhile
from typing import Any

import msgspec

from localplan.domain.adoption import is_of_this_version
from localplan.domain.plan import Plan
from localplan.domain.records import Record
from localplan.domain.values import is_empty
from localplan.methodology.checks import Finding, Seen, switched_on, tier_of
from localplan.methodology.declarations import Form, FormField
from localplan.methodology.methodology import Methodology, PlanMethod
from localplan.methodology.opened import opened_steps
from localplan.methodology.rules import RULES, Facts
from localplan.methodology.states import has_reached

STANDS_IN = {
    "municipality": "outside_register",
    "value": "not_available",
    "score": "not_available",
    "unit": "unit_text",
    "baseline_value": "baseline_pending_until",
}
"""A required field that another one may answer for: why there is no value, or when there will be one."""


class Line(msgspec.Struct, frozen=True):
    """So many done of so many."""

    done: int
    of: int
    message_id: str
    values: dict[str, Any] = {}


class Progress(msgspec.Struct, frozen=True):
    """The lines of one step. Nothing asked is nothing done."""

    lines: tuple[Line, ...] = ()

    @property
    def share(self) -> float:
        """Between 0 and 1: all that is done of all that is asked."""
        of = sum(line.of for line in self.lines)
        return sum(line.done for line in self.lines) / of if of else 0.0


def progress(plan: Plan, methodology: Methodology, step_code: str, findings: Sequence[Finding]) -> Progress:
    """One line for each form of the step with required fields, and for each of its error rules.

    `findings` are those of `check_plan` for the same plan. Lines without anything to count are left out.
    """
    method = methodology.for_plan(plan)
    lines = [*_form_lines(method, step_code), *_rule_lines(method, step_code, findings)]
    return Progress(tuple(line for line in lines if line.of))


def _form_lines(method: PlanMethod, step_code: str) -> Iterator[Line]:
    for form in method.forms(step_code):
        answers = [answered(record, field) for record, field in required(method, form)]
        yield Line(sum(answers), len(answers), f"progress.form.{form.code}", {"form": form.code})


def required(method: PlanMethod, form: Form) -> Iterator[tuple[Record | None, FormField]]:
    """Every required field of every record that the form shows; None for a record that is still to be made.

    A table without rows asks for nothing: whether it needs any is a rule's business. What several forms show is asked
    by the first of them only.
    """
    earlier = takewhile(lambda known: known is not form, method.methodology.forms_of(form.record))
    before = [known for known in earlier if method.shows(known)]
    for record in _records(method, form):
        asked = {field.name for known in before if record and method.fits(known, record) for field in known.fields}
        for field in method.fields(form, record):
            if field.required and field.name not in asked and (record is not None or field.shown_when is None):
                yield record, field


def _records(method: PlanMethod, form: Form) -> Iterable[Record | None]:
    rows = list(method.rows(form))
    if form.layout == "entries":
        by_entry = {getattr(row, form.key): row for row in rows}
        return [by_entry.get(entry.code) for entry in method.entries(form)]
    if form.layout == "single":
        return [row for row in rows if is_of_this_version(method.plan, row)] or [None]
    return rows


def answered(record: Record | None, field: FormField) -> bool:
    """Whether a required field says something, by itself or through the one that stands in for it."""
    names = (field.name, STANDS_IN.get(field.name, field.name))
    return record is not None and any(not is_empty(getattr(record, name, None)) for name in names)


def _rule_lines(method: PlanMethod, step_code: str, findings: Sequence[Finding]) -> Iterator[Line]:
    """A step not yet opened has everything still to do.

    A rule of a later state is not counted yet, and one without words of progress never is.
    """
    facts = Facts(method.plan, method, Seen(today=date.min))
    opened = step_code in opened_steps(method)
    for text in switched_on(facts):
        counts = text.progress and tier_of(text, facts) == "error" and has_reached(facts.status, text.from_state)
        if text.step == step_code and counts:
            of = RULES[text.code].looked_at(facts)
            broken = {f.record for f in findings if f.rule == text.code and f.tier == "error"}
            yield Line(max(0, of - len(broken)) if opened else 0, of, f"progress.rule.{text.code}")
