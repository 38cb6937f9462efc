"""Every code that the samples use stands in the list that its field is filled from."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from localplan.domain.plan import Plan
from localplan.domain.records import FIELDS, Field, Record, kind_of
from localplan.methodology.vocabulary import FREE_CODE, KEPT_BY_THE_PROGRAM, REGISTERS, wants_list
from tests.forms import methodology
from tests.samples import DRAFT, IMPLEMENTATION, SMALL, plan

EVERY_SAMPLE = pytest.mark.parametrize("name", [DRAFT, IMPLEMENTATION, SMALL])


def codes_in(field: Field, record: Record) -> set[str]:
    """The codes in a field: its value, its members, the keys or the values of its map."""
    value = getattr(record, field.name)
    if field.holds.by in ("source", "criterion", "group"):
        return set(value)
    if field.holds.by:
        return set(value.values())
    return set(value) if isinstance(value, tuple) else {value} - {""}


def coded(sample: Plan) -> Iterator[tuple[str, str, set[str]]]:
    for record in sample.records.values():
        kind = kind_of(record)
        for field in FIELDS[kind].values():
            if wants_list(field) and (found := codes_in(field, record)):
                yield kind, field.name, found


@EVERY_SAMPLE
def test_that_every_code_of_a_sample_stands_in_its_list(name: str) -> None:
    sample, known = plan(name), methodology()
    profile = sample.root.legal_profile
    strangers = {
        (kind, field, code)
        for kind, field, codes in coded(sample)
        if (code_list := known.list_of(kind, field)) in known.lists
        for code in codes
        if known.entry(code_list, code, profile) is None
    }
    assert strangers == set()


@EVERY_SAMPLE
def test_that_only_registers_numbers_and_questions_have_codes_without_a_list(name: str) -> None:
    known = methodology()
    without = {
        (kind, field)
        for kind, field, _ in coded(plan(name))
        if known.list_of(kind, field) not in (*known.lists, *REGISTERS, FREE_CODE)
        and field not in KEPT_BY_THE_PROGRAM.get(kind, ())
    }
    assert without <= {("answer", "question")}


@EVERY_SAMPLE
def test_that_every_record_of_a_sample_is_shown_by_a_form(name: str) -> None:
    sample = plan(name)
    here = methodology().for_plan(sample)
    unseen = {
        kind_of(r)
        for r in sample.records.values()
        if not any(here.fits(f, r) for f in here.methodology.forms_of(kind_of(r)))
    }
    assert unseen <= {"step_state", "acceptance"}
