"""A workbook that came back, as edits: as exported, as it is in the workbook, as the plan is now.

What the workbook says is put into the plan as it was exported, and both are merged as two copies of a plan are: so what
both sides changed differently is a conflict, and nothing is lost. Where the exported state is not known, the digests of
rows say which of them were touched, and rows touched on both sides are merged without a base.
"""

from __future__ import annotations

from collections.abc import Sequence

from localplan.domain.edits import (
    DropRecord,
    Edit,
    MoveRecord,
    PutRecord,
    SetField,
)
from localplan.domain.merge import edits_of_merge, merge
from localplan.domain.notes import Side
from localplan.domain.plan import Plan
from localplan.domain.values import Refused, is_id
from localplan.exchange.workbook.identity import FORMAT
from localplan.exchange.workbook.imported import NOTHING_ANSWERED, Answers, Counts, Imported
from localplan.exchange.workbook.reading import ReadBook
from localplan.exchange.workbook.reading_work import Work
from localplan.methodology.methodology import Methodology
from localplan.words import Words


def check_identity(plan: Plan, book: ReadBook) -> None:
    """Raises Refused for a workbook of another plan or municipality, or of a newer program."""
    facts = book.facts
    number = facts.get("localplan.format", "")
    if not is_id(facts.get("localplan.plan", "")) or not number.isdecimal() or len(number) > 9:
        raise Refused("workbook_not_ours")
    if int(number) > int(FORMAT):
        raise Refused("workbook_newer")
    if facts["localplan.plan"] != plan.id:
        raise Refused("workbook_of_another_plan")
    there = facts.get("localplan.municipality", "")
    if there != plan.root.municipality:
        raise Refused("workbook_of_another_place", ours=plan.root.municipality, theirs=there)


def edits_from_workbook(
    plan: Plan,
    exported: Plan | None,
    book: ReadBook,
    methodology: Methodology,
    words: Words,
    *,
    answers: Answers = NOTHING_ANSWERED,
    me: Side | None = None,
    them: Side | None = None,
) -> Imported:
    """What the workbook changes in the plan as it is now; `exported` is the state it was written from, when known.

    `words` are those of the workbook's language. Nothing is removed and no order changed without an answer that says
    so. Raises Refused as `check_identity`.
    """
    check_identity(plan, book)
    work = Work(plan, exported, book, methodology, words, answers)
    work.read()
    base = work.base.changed((), work.apart)
    merged = merge(base, plan, work.theirs, me=me, them=them)
    edits = edits_of_merge(plan, merged)
    return Imported(
        plan=merged.plan,
        edits=edits,
        conflicts=merged.conflicts,
        choices=merged.choices,
        problems=tuple(work.problems),
        notices=tuple(work.notices),
        questions=tuple(question for question in work.questions if question.kind == "order" or question.about in plan),
        counts=_counts(work.rows, edits, len(merged.conflicts)),
    )


def _counts(rows: int, edits: Sequence[Edit], conflicts: int) -> Counts:
    def records(kind: type[Edit]) -> int:
        return len({edit.id for edit in edits if isinstance(edit, kind)})

    return Counts(
        rows=rows,
        changed=records(SetField),
        added=records(PutRecord),
        removed=records(DropRecord),
        moved=records(MoveRecord),
        conflicts=conflicts,
    )
