"""The JSON Schemas of a package, made from the records: for programs of others, and for reading in thirty years.

Written to `docs/formats/` by `python -m localplan.exchange.schema FOLDER`.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from localplan.domain.records import FIELDS, RECORDS, Field
from localplan.domain.values import LONGEST_TEXT, MONEY_DECIMALS, NUMBER_DECIMALS
from localplan.exchange.manifest import Manifest

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_UUID = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
_DECIMAL = r"^-?(0|[1-9][0-9]{0,12})(\.[0-9]{0,%d}[1-9])?$"
_CODE = {"type": "string", "minLength": 1, "maxLength": 200}
_REFERENCE = {"type": "string", "pattern": _UUID}


def _set_of(items: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items, "uniqueItems": True, "minItems": 1}


_KINDS: dict[str, dict[str, Any]] = {
    "text": {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT},
    "code": _CODE,
    "codes": _set_of(_CODE),
    "reference": _REFERENCE,
    "references": _set_of(_REFERENCE),
    "owner": _REFERENCE,
    "number": {"type": "string", "pattern": _DECIMAL % (NUMBER_DECIMALS - 1)},
    "money": {"type": "string", "pattern": _DECIMAL % (MONEY_DECIMALS - 1)},
    "whole": {"type": "integer"},
    "day": {"type": "string", "format": "date"},
    "quarter": {"type": "string", "pattern": "^(19|20|21)[0-9]{2}-Q[1-4]$"},
    "tick": {"const": True},
}
_KEYS: dict[str, dict[str, Any]] = {
    "language": {"pattern": "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$"},
    "year": {"pattern": "^(19|20|21)[0-9]{2}$"},
    "source": _CODE,
    "criterion": _CODE,
    "group": _CODE,
}


def plan_schema() -> dict[str, Any]:
    """The schema of `plan.json`: an array of records, each of one kind."""
    return {
        "$schema": DIALECT,
        "title": "localplan plan.json",
        "description": "All records of one plan, sorted by id. A field that is empty is left out.",
        "type": "array",
        "items": {"oneOf": [{"$ref": f"#/$defs/{kind}"} for kind in FIELDS]},
        "$defs": {f"value_{kind}": content for kind, content in _KINDS.items()} | {k: _record(k) for k in FIELDS},
    }


def _record(kind: str) -> dict[str, Any]:
    needed = ["id", "kind", "parent"] if RECORDS[kind].belongs_to else ["id", "kind"]
    place = {"id": _REFERENCE, "kind": {"const": kind}, "parent": _REFERENCE, "position": {"pattern": "^[0-9A-Za-z]+$"}}
    return {
        "description": " ".join((RECORDS[kind].__doc__ or "").split()),
        "type": "object",
        "properties": place | {name: _field(field) for name, field in FIELDS[kind].items()},
        "required": needed,
        "additionalProperties": False,
    }


def _field(field: Field) -> dict[str, Any]:
    content: dict[str, Any] = {"$ref": f"#/$defs/value_{field.holds.kind}"}
    if field.holds.to and field.holds.to != ("*",):
        content = content | {"description": f"id of: {', '.join(field.holds.to)}"}
    if not field.holds.by:
        return content
    return {
        "type": "object",
        "propertyNames": _KEYS[field.holds.by],
        "additionalProperties": content,
        "minProperties": 1,
    }


def manifest_schema() -> dict[str, Any]:
    """The schema of `manifest.json`."""
    schema: dict[str, Any] = msgspec.json.schema(Manifest)["$defs"]["Manifest"]
    about = " ".join(schema["description"].split())
    return schema | {"$schema": DIALECT, "title": "localplan manifest.json", "description": about}


def schema_files() -> dict[str, bytes]:
    """The published schemas by file name."""
    schemas = {"lplan-plan.schema.json": plan_schema(), "lplan-manifest.schema.json": manifest_schema()}
    return {
        name: msgspec.json.format(msgspec.json.encode(schema, order="sorted"), indent=2) + b"\n"
        for name, schema in schemas.items()
    }


if __name__ == "__main__":
    for file_name, text in schema_files().items():
        (Path(sys.argv[1]) / file_name).write_bytes(text)
