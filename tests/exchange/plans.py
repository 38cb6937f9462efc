"""Plans, revisions and packages to write and read."""

from __future__ import annotations

import uuid
from hashlib import sha256

import msgspec

from localplan.domain.canonical import made
from localplan.domain.edits import SetField, edits_to_json
from localplan.domain.history import JournalEntry, Revision
from localplan.domain.notes import Conflict, Note, Side
from localplan.domain.plan import Plan
from localplan.domain.records import Record
from localplan.exchange.package import Package, package_of

SPACE = uuid.UUID("6f0c2a9e-0000-4000-8000-000000000000")


def id_of(name: str) -> str:
    """An id that is the same in every run."""
    return str(uuid.uuid5(SPACE, name))


ROOT, BODY, FILE = id_of("plan"), id_of("body"), b"minutes of the meeting"


def small_plan(measures: int = 2) -> Plan:
    """A plan with objectives, measures, activities, money, an organisation and an attachment."""
    objective = id_of("objective")
    records: list[Record] = [
        made("plan", {"id": ROOT, "municipality": "80438", "title": {"en": "Plan", "sr-Cyrl": "Локални план"}}),
        made("organisation", {"id": BODY, "parent": ROOT, "position": "V", "name": {"en": "Youth office"}}),
        made("objective", {"id": objective, "parent": ROOT, "position": "V", "title": {"sr-Cyrl": "Циљ\nдруги ред"}}),
        made(
            "attachment",
            {"id": id_of("file"), "parent": ROOT, "file_name": "minutes.txt", "sha256": sha256(FILE).hexdigest()},
        ),
    ]
    for number in range(measures):
        records += _measure(objective, number)
    return Plan(records)


def _measure(objective: str, number: int) -> list[Record]:
    measure, activity, line = (id_of(f"{kind}{number}") for kind in ("measure", "activity", "line"))
    text = {"en": "Language courses " * 5, "sr-Cyrl": "Курсеви језика за повратнике " * 5}
    return [
        made("measure", {"id": measure, "parent": objective, "position": f"{number:04}V", "title": text}),
        made(
            "activity",
            {
                "id": activity,
                "parent": measure,
                "position": "V",
                "title": text,
                "lead": BODY,
                "partners": [BODY],
                "deadline": "2027-Q3",
                "beneficiaries": {"total": "40", "women": "25"},
            },
        ),
        made("funding_line", {"id": line, "parent": activity, "source": "municipal", "amounts": {"2027": "1500.25"}}),
    ]


def revision_of(plan: Plan) -> Revision:
    """A revision of this plan, sent on a fixed day."""
    return Revision(
        plan=plan.id,
        digest=plan.digest,
        parents=(sha256(b"before").hexdigest(),),
        author="Ana Anić",
        at="2026-05-04T10:00:00Z",
        reason="sent",
        program="0.1.0",
    )


def full_package(measures: int = 2) -> Package:
    """A package that carries something of everything."""
    plan = small_plan(measures)
    return package_of(
        plan,
        revision_of(plan),
        history=(entry(1, "Title"), entry(2, "Титл")),
        notes=(Note(id=id_of("note"), thread=id_of("note"), record=ROOT, text="Please check\nthe budget."),),
        conflicts=(
            Conflict(
                id=id_of("c"), record=ROOT, field="vision", key="en", ours=Side(value="a"), theirs=Side(value="b")
            ),
        ),
        attachments={sha256(FILE).hexdigest(): FILE},
        previews={"plan.xlsx": b"PK\x03\x04 table", "plan.pdf": b"%PDF-1.7 text"},
    )


def entry(number: int, title: str) -> JournalEntry:
    """A journal entry that sets the plan's title."""
    return JournalEntry(
        number=number,
        at="2026-05-04T09:59:00Z",
        author="Ana Anić",
        label="title",
        edits=msgspec.Raw(edits_to_json([SetField(ROOT, "title", title, "en")])),
        inverse=msgspec.Raw(edits_to_json([SetField(ROOT, "title", "", "en")])),
    )
