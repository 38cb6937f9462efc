"""Libraries and plans opened, and new plans made. Used by the window and the command line alike.

Storage is imported when it is first needed: the first paint does not wait for SQLAlchemy.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from localplan import __version__
from localplan.app.opened import is_known, remember
from localplan.app.places import Address
from localplan.app.session import PlanSession
from localplan.data import data_dir
from localplan.domain.canonical import made
from localplan.domain.edits import LOCKED, SetField, apply_edits
from localplan.domain.frame import is_frame
from localplan.domain.plan import Plan
from localplan.domain.values import Refused
from localplan.words import fold

if TYPE_CHECKING:  # window and command line name these types from here: they know no room below app
    from localplan.exchange.keys import Unlocked as Unlocked
    from localplan.exchange.package import Package as Package
    from localplan.storage.library import Library as Library


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What a new plan begins with."""

    municipality: str
    municipality_name: Mapping[str, str]
    country: str
    unit_kind: str
    subdivision: str
    profile: str
    first_year: int
    last_year: int
    document_type: str
    sections: tuple[str, ...]
    languages: tuple[str, ...]  # the main one first
    currency: str
    amount_unit: int
    track: str = "full"
    outside_register: bool = False
    title: Mapping[str, str] = {}
    methodology_version: int = 1


MAY_BE_READ = (
    *("library_in_use", "library_folder_read_only", "library_read_only", "library_handed_over", "disk_full"),
    "server_rights_missing",
)
"""Refusals of a library that leave it to be read."""


def open_library_at(
    address: Address,
    author: str,
    *,
    create: bool = True,
    purpose: str = "own",
    read_only: bool = False,
    take_over: bool = False,
) -> Library:
    """The library in that file or on that server; made when missing. Raises Refused.

    One that was handed over is refused, other than to read, until somebody says `take_over`.
    """
    from localplan.storage.opening import open_library

    return open_library(
        address,
        author=author,
        program=__version__,
        migrations=data_dir("db"),
        fold=fold,
        create=create,
        purpose=purpose,
        known=is_known(address),
        left=remember,
        read_only=read_only,
        take_over=take_over,
    )


def look_into_library(address: Address, author: str, *, create: bool = True, purpose: str = "own") -> Library:
    """The library to read in: only for reading when somebody else has it open or it may not be changed."""
    try:
        return open_library_at(address, author, create=create, purpose=purpose)
    except Refused as refusal:
        if not may_be_read(address, refusal):
            raise
        return open_library_at(address, author, read_only=True)


def may_be_read(address: Address, refusal: Refused) -> bool:
    """Whether a library that was refused is there and may at least be read."""
    return refusal.code in MAY_BE_READ and (not isinstance(address, Path) or address.exists())


def new_plan(facts: Facts) -> Plan:
    """A plan with nothing in it but what it begins with. Its code is given by `with_free_code`."""
    id = str(uuid.uuid4())
    content = {
        "id": id,
        "title": facts.title,
        "document_type": facts.document_type,
        "country": facts.country,
        "municipality": facts.municipality,
        "municipality_name": facts.municipality_name,
        "outside_register": facts.outside_register,
        "unit_kind": facts.unit_kind,
        "subdivision": facts.subdivision,
        "legal_profile": facts.profile,
        "period_start": f"{facts.first_year:04}-01-01",
        "period_end": f"{facts.last_year:04}-12-31",
        "currency": facts.currency,
        "amount_unit": facts.amount_unit,
        "status": "draft",
        "main_language": facts.languages[0],
        "languages": facts.languages,
        "methodology_version": facts.methodology_version,
        "track": facts.track,
        "sections": facts.sections,
        "salt": str(uuid.uuid4()),
    }
    return Plan([made("plan", content)])


def with_free_code(plan: Plan, library: Library) -> Plan:
    """The plan with a code that no other plan of the library has: `<municipality>-<first year>-<n>`."""
    root = plan.root
    year = root.period_start.year if root.period_start else 0
    for n in range(1, 10_000):
        code = f"{root.municipality or 'plan'}-{year}-{n}"
        if library.code_is_free(code, plan.id):
            return (
                apply_edits(plan, [SetField(plan.id, "code", code)])
                if plan.root.status not in LOCKED
                else _recoded(plan, code)
            )
    raise Refused("plan_code_taken", plan_code=code)


def _recoded(plan: Plan, code: str) -> Plan:
    """An adopted plan keeps everything but its library code; that is the library's, not the assembly's."""
    return plan.changed([msgspec.structs.replace(plan.root, code=code)], ())


def open_session(library: Library, plan_id: str, author: str) -> PlanSession:
    """A plan of the library, ready to be worked on. A regional library only gathers those of municipalities."""
    plan, history, last = library.open_plan(plan_id)
    gathered = library.purpose == "region" and not is_frame(plan) and not plan.root.practice
    return PlanSession(plan, history, last, library, author, read_only=library.read_only, of_others=gathered)
