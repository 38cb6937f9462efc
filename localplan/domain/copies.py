"""Copies of records under new ids: practice copies, and the plan that follows an old one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from localplan.domain.canonical import content_of
from localplan.domain.records import FIELDS, Record, kind_of


def with_new_ids(record: Record, ids: Mapping[str, str]) -> dict[str, Any]:
    """The record's content with every id exchanged, its own and those it refers to; what has no new id is left out."""
    content = content_of(record)
    pointing = [name for name, field in FIELDS[kind_of(record)].items() if field.points and name in content]
    for name in ("id", "parent", *pointing):
        value = content[name]
        content[name] = tuple(ids[id] for id in value if id in ids) if isinstance(value, tuple) else ids.get(value, "")
    return content
