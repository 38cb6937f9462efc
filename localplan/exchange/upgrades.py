"""Packages of older schemas: carried over step by step in a copy, with what is lost on the way listed.

A step leads from schema n to n + 1 and works on plain data, because the records of that time are no longer known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any, TypeVar

import msgspec

from localplan.domain.values import Refused
from localplan.exchange.guard import check_depth, json_content

T = TypeVar("T")


class Loss(msgspec.Struct, frozen=True):
    """Something an upgrade could not carry over: which record, which field, and what stood there."""

    record: str
    field: str
    was: str


class Outdated(msgspec.Struct):
    """An older package as plain data; a step changes it in place. Manifest without its digests of members."""

    manifest: dict[str, Any]
    records: list[dict[str, Any]]
    history: list[dict[str, Any]]
    notes: list[dict[str, Any]]
    conflicts: list[dict[str, Any]]


Step = Callable[[Outdated], list[Loss]]

STEPS: Mapping[int, Step] = {}
"""By the schema a step begins at. Empty as long as the first schema is the newest."""


def upgraded(outdated: Outdated, schema: int, newest: int, steps: Mapping[int, Step] = STEPS) -> tuple[Loss, ...]:
    """Takes every step from `schema` to `newest` and returns what was lost. Raises Refused when a step is missing."""
    losses: list[Loss] = []
    for number in range(schema, newest):
        if number not in steps:
            raise Refused("file_too_old", schema=schema, oldest=min(steps, default=newest))
        losses.extend(steps[number](outdated))
    return tuple(losses)


def outdated_from(members: Mapping[str, bytes]) -> Outdated:
    """The older package in these members, their digests compared. Raises Refused."""
    manifest = _json("manifest.json", members)
    digests = manifest.pop("members", None) if isinstance(manifest, dict) else None
    if not isinstance(digests, dict) or not isinstance(manifest.get("revision"), str):
        raise Refused("manifest_not_understood", detail="members")
    for name, content in members.items():
        if name != "manifest.json" and digests.get(name) != sha256(content).hexdigest():
            raise Refused("member_changed", member=name)
    records = _json("plan.json", members) if "plan.json" in members else []
    lines = {name: _lines(f"{name}.jsonl", members) for name in ("history", "notes", "conflicts")}
    return Outdated(manifest=manifest, records=records if isinstance(records, list) else [records], **lines)


def converted(content: Any, kind: type[T]) -> T:
    """Plain data as today's type. Raises Refused when a step did not lead there."""
    try:
        return msgspec.json.decode(msgspec.json.encode(content), type=kind)
    except (msgspec.DecodeError, ValueError) as error:
        raise Refused("manifest_not_understood", detail=str(error)[:300]) from None


def _json(name: str, members: Mapping[str, bytes]) -> Any:
    content = json_content(members[name], len(members[name]))
    check_depth(content)
    return content


def _lines(name: str, members: Mapping[str, bytes]) -> list[Any]:
    lines = [json_content(line) for line in members.get(name, b"").splitlines()]
    check_depth(lines)
    return lines
