"""The plans that ship with the program, and practice copies of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec

from localplan.domain.canonical import made
from localplan.domain.codes import NUMBERED
from localplan.domain.copies import with_new_ids
from localplan.domain.plan import Plan
from localplan.domain.records import Record, kind_of
from localplan.domain.values import Refused
from localplan.exchange.plan_json import read_plan
from localplan.words import phrase


class Sample(msgspec.Struct, frozen=True):
    """A plan that ships with the program; `title` is a message id, `languages` those its texts are in."""

    name: str
    title: str
    languages: tuple[str, ...]


SAMPLES: dict[str, Sample] = {
    sample.name: sample
    for sample in (
        Sample(
            "zamisljeno-polje.draft",
            phrase("Zamišljeno Polje (Serbia): a draft before its public hearing"),
            ("sr-Cyrl", "en"),
        ),
        Sample(
            "zamisljeno-polje.implementation",
            phrase("Zamišljeno Polje (Serbia): adopted, with the report on 2026"),
            ("sr-Cyrl", "en"),
        ),
        Sample("keur-yaakaar", phrase("Keur Yaakaar (Senegal): a small commune"), ("fr", "en")),
    )
}
"""The samples by name, the one for practice first."""

IMPLEMENTATION = "zamisljeno-polje.implementation"
DRAFT = "zamisljeno-polje.draft"


def sample(name: str, resources_dir: Path) -> Plan:
    """A sample with its fixed ids. Raises Refused for a name that is not in SAMPLES."""
    if name not in SAMPLES:
        raise Refused("unknown_sample", name=name)
    return read_plan((resources_dir / "samples" / f"{name}.json").read_bytes())


def practice_copy(plan: Plan, *, status: str = "", new_id: Callable[[], str] = lambda: str(uuid4())) -> Plan:
    """A copy to practise on: new ids throughout, marked as practice, and knowing what it was copied from.

    It has no code; the library gives one. A `status` replaces the plan's: "draft" makes a locked plan editable, with
    the numbers of its elements open again.
    """
    ids = {id: new_id() for id in plan.records}
    mark: dict[str, Any] = {"practice": True, "derived_from": plan.id, "salt": new_id()}
    mark |= {"code": "", "adopted_digest": ""}
    if status:
        mark["status"] = status
    return Plan(_copied(record, ids, mark, unnumbered=status == "draft") for record in plan.records.values())


def _copied(record: Record, ids: dict[str, str], mark: dict[str, Any], unnumbered: bool) -> Record:
    kind = kind_of(record)
    content = with_new_ids(record, ids)
    if unnumbered:
        content.pop("numbers_given", None)
    if unnumbered and kind in NUMBERED:
        content.pop("number", None)
        content.pop("letter_number", None)
    return made(kind, content | mark if kind == "plan" else content)
