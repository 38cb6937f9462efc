"""The canonical form and digests."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localplan.domain.canonical import canonical, digest_of_all, made, record_from_json, remade
from localplan.domain.records import FIELDS, RECORDS
from localplan.domain.records.logic import Activity
from localplan.domain.values import Refused
from tests.plans import id_of, plans, small_plan


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_that_a_record_written_down_and_read_back_is_the_same_to_the_byte(data: st.DataObject) -> None:
    for record in data.draw(plans()).records.values():
        again = record_from_json(canonical(record))
        assert again == record
        assert canonical(again) == canonical(record)
        assert remade(record) == record


def test_that_defaults_are_left_out_and_keys_sorted() -> None:
    activity = made(
        "activity", {"id": id_of("a"), "title": {"sr-Cyrl": "б", "en": "a"}, "procurement": False, "note": {}}
    )
    assert canonical(activity) == (
        b'{"id":"' + id_of("a").encode() + '","kind":"activity","title":{"en":"a","sr-Cyrl":"б"}}'.encode()
    )


def test_that_a_field_added_later_changes_no_old_digest() -> None:
    class Longer(Activity, frozen=True, kw_only=True, tag="activity"):
        added: str = ""

    old = small_plan()[id_of("A1.1.1")]
    longer = Longer(**{f: getattr(old, f) for f in old.__struct_fields__})
    assert canonical(longer) == canonical(old)


def test_that_the_plan_digest_follows_from_its_records() -> None:
    plan = small_plan()
    assert plan.digest == digest_of_all((id, plan.digest_for(id)) for id in plan.records).hex()


@pytest.mark.parametrize("text", [b"", b"[]", b"null", b'{"kind":3}', b'{"kind":"plan"', b"\xff", b"[" * 5000])
def test_that_what_is_no_record_is_refused(text: bytes) -> None:
    with pytest.raises(Refused):
        record_from_json(text)


def test_that_every_field_of_every_kind_says_what_it_holds_and_may_be_empty() -> None:
    for kind, fields in FIELDS.items():
        empty = RECORDS[kind](id=id_of(kind))
        assert msgspec.json.decode(canonical(empty)) == {"id": id_of(kind), "kind": kind}
        for field in fields.values():
            assert set(field.holds.to) <= {*RECORDS, "*"}, (kind, field.name)


def test_that_no_number_is_written_with_an_exponent() -> None:
    for number in ("0.000001", "-0.000001", "1e-6", "1e12", "0.5"):
        point = made("data_point", {"id": id_of("d"), "value": number, "breakdown": {"women": number}})
        assert b"E" not in canonical(point).split(b'"value"')[1]
    with pytest.raises(Refused, match="too_many_decimals"):
        made("data_point", {"id": id_of("d"), "value": "0.0000001"})
