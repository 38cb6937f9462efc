"""What the municipalities of a region say to its frame: who took which element over, who declined it, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from localplan.domain.codes import element_title
from localplan.domain.frame import elements_of
from localplan.domain.notes import Offer
from localplan.domain.plan import Plan
from localplan.domain.records import Record, kind_of
from localplan.domain.shown import Shown, ShownRow
from localplan.domain.summary import Summary
from localplan.domain.summary_rows import IndicatorRow, MeasureRow, ObjectiveRow
from localplan.domain.tables import Column
from localplan.words import phrase

if TYPE_CHECKING:
    from localplan.app.region_words import RegionWords
    from localplan.storage.library import Library

FRAME_ANSWERS = "frame_answers"
TITLE = phrase("Answers to the frame")
KINDS = {"objective": phrase("Objective"), "measure": phrase("Measure"), "indicator": phrase("Indicator")}
_Taken = Mapping[str, list[Summary]]
_Declined = Mapping[str, list[tuple[Summary, Offer]]]


def frame_answers(library: Library, told: RegionWords) -> Shown:
    """Each element of the region's frames with how many answered, and below it who did; nothing without a frame."""
    words = told.words
    frames = [library.read_plan(s.plan) for s in told.view.all if s.is_frame]
    rows: list[ShownRow] = []
    if frames:
        plans = [s for s in told.view.with_parts("money", "indicators") if s.counts]
        taken, declined = _taken(plans), _declined(plans, library.declined_offers())
        for frame in frames:
            for record in elements_of(frame, frame.id):
                rows += _rows(told, frame, record, taken.get(record.id, []), declined.get(record.id, []), len(plans))
    names = ("element", "kind", "municipality", "answer", "reason", "person", "day")
    return Shown(
        name=FRAME_ANSWERS,
        title=words(TITLE),
        headings=(
            words("Offered by the region"),
            words("Kind"),
            words("Municipality"),
            words("Answer"),
            words("Reason"),
            words("Person"),
            words("Day"),
        ),
        columns=tuple(Column(name, "day" if name == "day" else "text") for name in names),
        rows=tuple(rows),
    )


def _taken(plans: list[Summary]) -> _Taken:
    """Which plans have an element, by its id in the frame."""
    found: dict[str, list[Summary]] = {}
    for summary in plans:
        rows: tuple[ObjectiveRow | MeasureRow | IndicatorRow, ...]
        rows = (*summary.objectives, *summary.measures, *summary.indicators)
        for id in {row.offered_by for row in rows} - {""}:
            found.setdefault(id, []).append(summary)
    return found


def _declined(plans: list[Summary], said: Mapping[str, tuple[Offer, ...]]) -> _Declined:
    """Which plans said no to an element, and how, by its id in the frame."""
    found: dict[str, list[tuple[Summary, Offer]]] = {}
    for summary in plans:
        for offer in said.get(summary.plan, ()):
            if offer.content:  # else it was taken back
                found.setdefault(offer.id, []).append((summary, offer))
    return found


def _rows(
    told: RegionWords,
    frame: Plan,
    record: Record,
    taken: list[Summary],
    declined: list[tuple[Summary, Offer]],
    plans: int,
) -> Iterator[ShownRow]:
    words = told.words
    title, kind = told.text(element_title(record)), words(KINDS[kind_of(record)])
    have = {summary.plan for summary in taken}
    declined = [(s, offer) for s, offer in declined if s.plan not in have]
    counts = words(
        "taken over: {taken}, declined: {declined}, not yet: {left}",
        taken=len(taken),
        declined=len(declined),
        left=plans - len(taken) - len(declined),
    )
    yield ShownRow((title, kind, "", counts, "", "", None), frame.id, record.id, total=True)
    rows = [ShownRow((title, kind, _name(s, told), words("taken over"), "", "", None), s.plan) for s in taken]
    for s, offer in declined:
        day = date.fromisoformat(offer.at[:10]) if offer.at else None
        cells = (title, kind, _name(s, told), words("declined"), offer.reason, offer.person, day)
        rows.append(ShownRow(cells, s.plan))
    yield from sorted(rows, key=lambda row: words.sort_key(row.cells[2]))


def _name(summary: Summary, told: RegionWords) -> str:
    return told.municipality(summary.municipality) if summary.municipality else told.text(summary.municipality_name)
