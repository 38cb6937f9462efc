"""A sample plan on which two people worked at the same time: seven contradictions of as many sorts, and more."""

from __future__ import annotations

from pathlib import Path

from localplan.app.plans import open_library_at, open_session
from localplan.app.sending import package_from, sent_revision
from localplan.app.taking_in import take_in
from localplan.domain.canonical import content_of
from localplan.domain.edits import DropRecord, Edit, PutRecord, SetField, apply_edits
from localplan.domain.plan import Plan
from localplan.domain.records.analysis import Narrative
from localplan.domain.records.logic import Activity, FundingLine, Indicator, Measure
from localplan.exchange.package import write_package
from localplan.storage.library import Library
from tests import samples

OTHER = "Ana Anić"
PARAGRAPHS = "People leave.\nSome come back.\nMore could come back."


def prepared() -> Plan:
    """The sample with a text of three paragraphs."""
    plan = samples.draft()
    text = plan.all(Narrative)[0]
    content = {"kind": "narrative", **content_of(text)}
    content["text"] = {**content["text"], "en": PARAGRAPHS}
    return apply_edits(plan, [PutRecord(text.id, content)])


def worked_on(plan: Plan, *, mine: bool) -> list[Edit]:
    """What one of the two did: the same places, other things, and something that the other left alone."""
    activities, measures = plan.all(Activity), plan.all(Measure)
    line, indicator, text = plan.all(FundingLine)[0], plan.all(Indicator)[0], plan.all(Narrative)[0]
    gone, objective = activities[-1], plan[measures[0].parent]
    paragraphs = PARAGRAPHS.replace("Some come back.", "Few come back." if mine else "Every fifth comes back.")
    edits: list[Edit] = [
        SetField(activities[0].id, "deadline", "2027-Q2" if mine else "2027-Q1"),
        SetField(activities[1].id, "deadline", "2028-Q1" if mine else "2028-Q2"),
        SetField(measures[0].id, "measure_type", "incentive" if mine else "regulatory"),
        SetField(line.id, "amounts", "150" if mine else "180.5", "2027"),
        SetField(indicator.id, "baseline_value", "14" if mine else "15"),
        SetField(indicator.id, "baseline_year", 2025 if mine else 2023),
        SetField(text.id, "text", paragraphs, "en"),
    ]
    partners = activities[2].partners
    edits.append(SetField(activities[2].id, "partners", partners[1:] if mine else partners[:-1]))
    if mine:
        return [*edits, DropRecord(gone.id), SetField(objective.id, "title", "Young people stay", "en")]
    return [*edits, SetField(gone.id, "deadline", "2026-Q4"), SetField(measures[1].id, "title", "By Ana", "en")]


def package_of_other(folder: Path, mine: Path, author: str) -> tuple[Path, str]:
    """Both have worked on the sample: `mine` is the library with our side; the other's package and the plan's id."""
    plan = prepared()
    folder.mkdir(parents=True, exist_ok=True)
    with open_library_at(mine, author) as library:
        if not library.has_plan(plan.id):
            library.add_plan(plan)
        _, revision = sent_revision(library, plan.id)
        shared = package_from(library, plan, revision, {})
        _work(library, plan, mine=True)
    with open_library_at(folder / "other.localplan", OTHER) as library:
        take_in(library, shared)
        _work(library, plan, mine=False)
        now, revision = sent_revision(library, plan.id)
        write_package(folder / "ana.lplan", package_from(library, now, revision, {}))
    return folder / "ana.lplan", plan.id


def _work(library: Library, plan: Plan, *, mine: bool) -> None:
    session = open_session(library, plan.id, library.author)
    session.perform(worked_on(plan, mine=mine), "Work")
    session.save()
