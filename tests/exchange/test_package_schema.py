"""The published schemas are those of the program, and what it writes fits them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import given, settings

from localplan.domain.plan import Plan
from localplan.exchange.package import pack, package_of, read_members
from localplan.exchange.schema import manifest_schema, plan_schema, schema_files
from tests.exchange.plans import full_package, revision_of
from tests.plans import plans

FORMATS = Path(__file__).parents[2] / "docs" / "formats"
_TYPES = {"string": str, "integer": int, "array": list, "object": dict}


def fits(value: Any, schema: dict[str, Any], whole: dict[str, Any]) -> bool:
    """Whether a value fits a schema; knows the words that our schemas use, and no others."""
    tests = {
        "$ref": lambda name: fits(value, whole["$defs"][name.rpartition("/")[2]], whole),
        "type": lambda name: type(value) is _TYPES[name],
        "const": lambda only: value == only and type(value) is type(only),
        "enum": lambda some: value in some,
        "pattern": lambda pattern: re.search(pattern, value) is not None,
        "minimum": lambda least: value >= least,
        "minLength": lambda least: len(value) >= least,
        "maxLength": lambda most: len(value) <= most,
        "minItems": lambda least: len(value) >= least,
        "uniqueItems": lambda _: len(set(value)) == len(value),
        "minProperties": lambda least: len(value) >= least,
        "items": lambda items: all(fits(item, items, whole) for item in value),
        "oneOf": lambda some: sum(fits(value, one, whole) for one in some) == 1,
        "required": lambda names: set(names) <= value.keys(),
        "propertyNames": lambda names: all(fits(key, names, whole) for key in value),
        "properties": lambda known: all(fits(value[key], known[key], whole) for key in value.keys() & known.keys()),
        "additionalProperties": lambda other: _others_fit(value, other, schema, whole),
    }
    silent = {"$schema", "$defs", "title", "description", "format"}
    return all(tests[word](told) for word, told in _in_order(schema) if word not in silent)


def _in_order(schema: dict[str, Any]) -> list[tuple[str, Any]]:
    return sorted(schema.items(), key=lambda item: item[0] not in ("type", "required"))


def _others_fit(value: dict[str, Any], other: Any, schema: dict[str, Any], whole: dict[str, Any]) -> bool:
    others = value.keys() - schema.get("properties", {}).keys()
    return not others if other is False else all(fits(value[key], other, whole) for key in others)


def test_that_the_published_schemas_are_those_of_the_program() -> None:
    for name, text in schema_files().items():
        assert (FORMATS / name).read_bytes() == text, f"run: python -m localplan.exchange.schema {FORMATS.name}"


@settings(max_examples=60, deadline=None)
@given(plans())
def test_that_every_plan_fits_the_schema(plan: Plan) -> None:
    members, _ = read_members(pack(package_of(plan, revision_of(plan))))
    assert fits(msgspec.json.decode(members["plan.json"]), plan_schema(), plan_schema())
    assert fits(msgspec.json.decode(members["manifest.json"]), manifest_schema(), manifest_schema())


def test_that_what_does_not_fit_is_noticed() -> None:
    members, _ = read_members(pack(full_package()))
    for old, new in ((b'"2027-Q3"', b'"2027-Q5"'), (b'"1500.25"', b'"1500.250"'), (b'"source"', b'"sauce"')):
        plan = msgspec.json.decode(members["plan.json"].replace(old, new))
        assert not fits(plan, plan_schema(), plan_schema())
