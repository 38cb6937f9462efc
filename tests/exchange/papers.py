"""Papers written and read back, and the sample with what letters ask for left open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
from pypdf import PdfReader

from localplan.app.papers import export_paper
from localplan.domain.plan import Plan
from localplan.domain.records import Record
from localplan.domain.records.analysis import Answer, ConsultationEvent, Screening, Stakeholder
from localplan.domain.records.logic import Activity, Measure
from localplan.domain.records.plan import Organisation
from localplan.exchange.document.blocks import Block
from localplan.exchange.document.material import Material
from localplan.exchange.papers.catalogue import PAPERS
from localplan.exchange.papers.paper import paper_blocks
from tests import samples
from tests.exchange.documents import methodology, text_of, words
from tests.exchange.documents import with_facts as with_facts

TODAY = date(2025, 7, 1)
OPEN = ("Y1", "Y5", "E3")
"""Questions that `open_ended` leaves without an answer: statistics, schools, trustee."""


def changed(plan: Plan, kind: type[Record], change: Callable[[Record], Record | None]) -> Plan:
    """The plan with the records of a kind changed; without those that become None."""
    pairs = [(record, change(record)) for record in plan.all(kind)]
    kept = [new for old, new in pairs if new is not None and new is not old]
    return plan.changed(kept, [old.id for old, new in pairs if new is None])


def open_ended() -> Plan:
    """The Serbian draft with open questions, an outside lead that was not asked, a document to be amended."""
    first = samples.draft().all(Measure)[0].id
    plan = changed(samples.draft(), Answer, lambda a: None if a.question in OPEN else a)
    service = next(o.id for o in plan.all(Organisation) if o.short_name.get("en") == "NES")
    plan = changed(plan, Activity, lambda a: msgspec.structs.replace(a, lead=service) if a.parent == first else a)
    wording = {"en": "Returnees are a target group.", "sr-Cyrl": "Повратници су циљна група."}
    owner = {"en": "Department for Economy", "sr-Cyrl": "Одељење за привреду"}
    event, parties = plan.all(ConsultationEvent)[0], tuple(sorted(one.id for one in plan.all(Stakeholder)[:3]))
    plan = plan.changed([msgspec.structs.replace(event, state="planned", invited=parties, languages=("sr-Cyrl",))], [])
    new = {"proposed_wording": wording, "addressee": owner, "done": False}
    return changed(plan, Screening, lambda s: msgspec.structs.replace(s, **new))


def material(plan: Plan, language: str, today: date = TODAY) -> Material:
    return Material(plan, methodology(), words(language), language, today)


def blocks_of(plan: Plan, code: str, language: str = "en", about: str = "") -> tuple[Block, ...]:
    return paper_blocks(material(plan, language), PAPERS[code], about)


def text(plan: Plan, code: str, path: Path, language: str = "en", about: str = "") -> str:
    """The text of a paper written as PDF and read again."""
    export_paper(plan, code, path, language, TODAY, about=about)
    return text_of(PdfReader(path))
