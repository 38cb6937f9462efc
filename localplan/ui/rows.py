"""What can be done to rows, in tables and trees alike: add, duplicate, remove, move. Pure edits; no widgets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from localplan.domain.canonical import content_of
from localplan.domain.edits import DropRecord, Edit, MoveRecord, PutRecord
from localplan.domain.plan import Plan
from localplan.domain.positions import position_between
from localplan.domain.records import FIELDS, Record, kind_of
from localplan.methodology.declarations import Form
from localplan.ui.desk import new_id


def added(plan: Plan, form: Form, parent: str, after: Record | None = None) -> PutRecord:
    """A new row of a form under a parent: behind `after`, else at the end."""
    content = {**form.given, **form.fixed, "kind": form.record, "parent": parent}
    return PutRecord(new_id(), {**content, "position": _behind(plan, form.record, parent, after)})


def _behind(plan: Plan, kind: str, parent: str, after: Record | None) -> str:
    siblings = [plan[id] for id in plan.child_ids(parent, kind)]
    if after is None or after not in siblings:
        return position_between(siblings[-1].position if siblings else "", "")
    at = siblings.index(after) + 1
    return position_between(after.position, siblings[at].position if at < len(siblings) else "")


def duplicated(plan: Plan, record: Record) -> list[Edit]:
    """A copy of a row with all that belongs to it, right behind it; the first edit is the copy itself."""
    originals = [record, *plan.below(record.id)]
    ids = {original.id: new_id() for original in originals}
    edits: list[Edit] = []
    for original in originals:
        content = {"kind": kind_of(original), **_with_ids(original, ids)}
        for given in ("number", "letter_number", "numbers_given"):
            content.pop(given, None)
        if original is record:
            content["position"] = _behind(plan, kind_of(record), record.parent, record)
        edits.append(PutRecord(ids[original.id], content))
    return edits


def _with_ids(record: Record, ids: dict[str, str]) -> dict[str, Any]:
    content = content_of(record)
    content["parent"] = ids.get(record.parent, record.parent)
    for name, field in FIELDS[kind_of(record)].items():
        if field.points and name in content:
            value = content[name]
            content[name] = ids.get(value, value) if isinstance(value, str) else [ids.get(v, v) for v in value]
    return content


def moved(plan: Plan, record: Record, by: int) -> MoveRecord | None:
    """The row one place up (−1) or down (+1) among its siblings; None at the end."""
    siblings = [plan[id] for id in plan.child_ids(record.parent, kind_of(record))]
    at = siblings.index(record)
    to = at + by
    if not 0 <= to < len(siblings):
        return None
    before, after = (
        (siblings[to - 1] if to > 0 else None, siblings[to])
        if by < 0
        else (
            siblings[to],
            siblings[to + 1] if to + 1 < len(siblings) else None,
        )
    )
    position = position_between(before.position if before else "", after.position if after else "")
    return MoveRecord(record.id, record.parent, position)


def removed(records: Sequence[Record]) -> list[Edit]:
    """The rows gone, with all that belongs to them."""
    return [DropRecord(record.id) for record in records]
