"""Every code in a sample plan is an entry of the list that its form names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from localplan.app.samples import SAMPLES
from localplan.domain.records import FIELDS, Field, kind_of
from localplan.methodology.methodology import PlanMethod
from localplan.methodology.vocabulary import FREE_CODE, REGISTERS
from tests import samples
from tests.methods import methodology

everywhere = pytest.mark.parametrize("name", list(SAMPLES))


def known(method: PlanMethod, list_code: str) -> set[str]:
    """The codes that may stand in a field of that list."""
    whole = method.methodology
    elsewhere = {
        "profiles": set(whole.profiles),
        "indicators": set(whole.indicators),
        "deadlines": {deadline.code for deadline in method.profile.deadlines},
    }
    return elsewhere[list_code] if list_code in elsewhere else {e.code for e in method.list(list_code).entries}


def codes_in(field: Field, value: Any) -> list[str]:
    """The codes that a field's value holds, as values or as keys of a map."""
    if field.holds.by:
        return list(value.values()) if field.holds.kind == "code" else list(value)
    return list(value) if isinstance(value, tuple) else [value]


def coded(name: str) -> Iterator[tuple[str, str, list[str]]]:
    """(field, list, codes) of every filled field that has a list."""
    for record in samples.plan(name).records.values():
        for field in FIELDS[kind_of(record)].values():
            list_code = methodology().list_of(kind_of(record), field.name)
            value = getattr(record, field.name)
            if value and list_code not in ("", FREE_CODE, *REGISTERS):
                yield f"{kind_of(record)}.{field.name}", list_code, codes_in(field, value)


@everywhere
def test_that_every_code_is_in_its_list(name: str) -> None:
    method = methodology().for_plan(samples.plan(name))
    strange = {
        (field, code)
        for field, list_code, codes in coded(name)
        for code in codes
        if code not in known(method, list_code)
    }
    assert strange == set()


@everywhere
def test_that_answers_and_chapters_are_those_asked_for(name: str) -> None:
    plan = samples.plan(name)
    method = methodology().for_plan(plan)
    forms = [form for step in method.steps for form in method.forms(step.code) if form.layout == "entries"]
    for kind in ("answer", "narrative"):
        shown = {record.id for form in forms if form.record == kind for record in method.rows(form)}
        assert {record.id for record in plan.all_of(kind)} == shown


@everywhere
def test_that_the_steps_said_to_be_complete_are_steps_of_the_methodology(name: str) -> None:
    method = methodology().for_plan(samples.plan(name))
    states = {state.step for state in samples.plan(name).all_of("step_state")}  # type: ignore[attr-defined]
    assert states <= {step.code for step in method.steps}
