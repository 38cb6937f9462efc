"""A workbook that a colleague filled in comes back: looked at first, then taken over as one action that can be undone.

`look_at_workbook` says what it would change; `take_over` does it. `take_in_workbook` does both without asking.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from localplan import __version__
from localplan.app.arrived import MERGED
from localplan.app.reader import read_files
from localplan.app.reconcile import standing_conflicts
from localplan.data import data_dir
from localplan.domain.edits import difference, edits_to_json, touched
from localplan.domain.history import JournalEntry, Revision, descent
from localplan.domain.notes import Conflict, Side
from localplan.domain.plan import Plan
from localplan.domain.received import ReceivedFile
from localplan.domain.values import Refused
from localplan.exchange.guard import file_bytes
from localplan.exchange.workbook.imported import NOTHING_ANSWERED, Notice
from localplan.exchange.workbook.imported import Answers as Answers
from localplan.exchange.workbook.imported import Imported as Imported
from localplan.exchange.workbook.imported import Question as Question
from localplan.exchange.workbook.reading import ReadBook as ReadBook
from localplan.exchange.workbook.reading_edits import check_identity, edits_from_workbook
from localplan.exchange.workbook.reading_official import changed_official
from localplan.methodology.methodology import Methodology
from localplan.methodology.versions import pinned
from localplan.words import Words, words_for

if TYPE_CHECKING:
    from localplan.storage.library import Library

__all__ = [
    "Answers",
    "Imported",
    "Question",
    "Returned",
    "Verdict",
    "look_at_workbook",
    "take_in_workbook",
    "take_over",
]

Verdict = Literal["update", "reconcile", "identical"]
SUFFIXES = (".xlsx", ".xlsm")


class Returned(msgspec.Struct, frozen=True, kw_only=True):
    """A workbook and what it changes in a plan of the library; `exported` is the state it was written from, if known.

    `verdict`: update (nobody else changed the plan since), reconcile (merged with what was changed), identical.
    """

    path: Path
    book: ReadBook
    plan: Plan
    exported: Plan | None
    imported: Imported
    notices: tuple[Notice, ...]

    @property
    def verdict(self) -> Verdict:
        if not self.imported.edits and not self.imported.conflicts:
            return "identical"
        return "update" if self.exported is not None and self.exported.digest == self.plan.digest else "reconcile"


def is_workbook(path: Path) -> bool:
    """Whether a file is named as workbooks are."""
    return path.suffix.casefold() in SUFFIXES


def book_from(result: Any) -> ReadBook:
    """What the job `read_workbook` gave back."""
    return msgspec.convert(result, ReadBook)


def read_workbooks(paths: Iterable[Path]) -> Iterator[tuple[Path, ReadBook | Refused]]:
    """Each file with the workbook in it, or with the refusal; read in a process of their own."""
    for path, outcome in read_files(paths, "read_workbook"):
        yield path, outcome if isinstance(outcome, Refused) else book_from(outcome)


def plan_of_workbook(book: ReadBook) -> str:
    """The id of the plan that a workbook says it is of; empty for one made elsewhere."""
    return book.facts.get("localplan.plan", "")


def answers_to(questions: Iterable[Question], *, remove_missing: bool, take_order: bool) -> Answers:
    """The same answer to all questions of a kind."""
    asked = tuple(questions)
    return Answers(
        remove=frozenset(question.about for question in asked if question.kind == "missing" and remove_missing),
        reorder=frozenset(question.about for question in asked if question.kind == "order" and take_order),
    )


def look_at_workbook(
    library: Library, path: Path, book: ReadBook, methodology: Methodology, answers: Answers = NOTHING_ANSWERED
) -> Returned:
    """What the workbook changes in its plan. Raises Refused: not one of ours, no such plan here, of another place."""
    id = plan_of_workbook(book)
    if id and not library.has_plan(id):
        raise Refused("workbook_plan_missing", file=path.name)
    plan = library.read_plan(id) if id else None
    try:
        if plan is None:
            raise Refused("workbook_not_ours")
        check_identity(plan, book)
        exported = _exported(library, book, plan)
        imported = _imported(library, path, book, plan, exported, methodology, answers)
    except Refused as refusal:
        raise Refused(refusal.code, **{"file": path.name, **refusal.values}) from None
    official = changed_official(exported, book, pinned(methodology, exported), words_of(book)) if exported else ()
    notices = (*_came_before(library, book), *official, *imported.notices)
    return Returned(path=path, book=book, plan=plan, exported=exported, imported=imported, notices=notices)


def words_of(book: ReadBook) -> Words:
    """The words of the language that a workbook is in."""
    return words_for(book.facts.get("localplan.language", "en"), data_dir("resources") / "locale")


def _exported(library: Library, book: ReadBook, plan: Plan) -> Plan | None:
    """The state that the workbook was written from, when the library has it."""
    digest = book.facts.get("localplan.revision", "")
    if digest == plan.digest:
        return plan
    known = any(revision.digest == digest for revision in library.revisions(plan.id))
    return library.read_revision(digest) if known else None


def _imported(
    library: Library,
    path: Path,
    book: ReadBook,
    plan: Plan,
    exported: Plan | None,
    methodology: Methodology,
    answers: Answers,
) -> Imported:
    me, them = Side(author=library.author), Side(author=book.person or path.name)
    own = pinned(methodology, exported or plan)
    return edits_from_workbook(plan, exported, book, own, words_of(book), answers=answers, me=me, them=them)


def _came_before(library: Library, book: ReadBook) -> Iterable[Notice]:
    """That this file, or another one of the same export, came before."""
    for file in library.region.received():
        if file.plan == plan_of_workbook(book) and file.report:
            if file.digest == book.digest:
                yield Notice("workbook_came_before", "", {"at": file.at, "name": file.name})
            elif _report(file).get("export") == book.facts.get("localplan.export", ""):
                yield Notice("workbook_second_of_export", "", {"at": file.at, "name": file.name})


def _report(file: ReceivedFile) -> dict[str, Any]:
    report = msgspec.json.decode(file.report)
    return report if isinstance(report, dict) else {}


# taking over ---------------------------------------------------------------------------------------------------------


def take_in_workbook(library: Library, path: Path, book: ReadBook, methodology: Methodology) -> Returned:
    """Look at a workbook and take it over: rows that are missing are kept, another order is left. Raises Refused."""
    returned = look_at_workbook(library, path, book, methodology)
    take_over(library, returned, methodology)
    return returned


def take_over(
    library: Library, returned: Returned, methodology: Methodology, answers: Answers = NOTHING_ANSWERED
) -> Imported:
    """Bring what the workbook says into the plan as it is now: one action. Raises Refused; then nothing has changed.

    The file is kept with the report of what became of it; contradictions stand beside the plan.
    """
    content = file_bytes(returned.path)
    if sha256(content).hexdigest() != returned.book.digest:
        raise Refused("file_changed_meanwhile", file=returned.path.name)
    now = library.read_plan(returned.plan.id)
    exported = _exported(library, returned.book, now) or returned.exported
    found = _imported(library, returned.path, returned.book, now, exported, methodology, answers)
    library.flush()
    library.back_up("import")
    with library.together():
        if found.edits or found.conflicts:
            _write(library, now, found, returned.path.name, content)
        else:
            library.keep_attachment(now.id, content)
        library.region.keep_received([_remembered(returned, found)])
    return found


def _write(library: Library, now: Plan, found: Imported, name: str, content: bytes) -> None:
    mine = library.keep_revision(now, "snapshot")
    number = library.last_number(now.id) + bool(found.edits)
    entry = JournalEntry(
        number=number,
        at=_moment(),
        author=library.author,
        label=f"{MERGED}{name}",
        edits=msgspec.Raw(edits_to_json(found.edits)),
        inverse=msgspec.Raw(edits_to_json(difference(found.plan, now))),
    )
    library.take_in(
        found.plan,
        _revision(library, mine, found.plan, number),
        [entry] if found.edits else [],
        touched(now, found.plan),
        remarks=_open(library, found, number if found.edits else 0),
        attachments=[content],
    )


def _moment() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _revision(library: Library, mine: Revision, plan: Plan, number: int) -> Revision:
    if plan.digest == mine.digest:
        return mine
    return msgspec.structs.replace(
        mine,
        digest=plan.digest,
        parents=(mine.digest,),
        ancestors=tuple(sorted(descent([mine]) - {mine.digest, plan.digest})),
        author=library.author,
        at=_moment(),
        reason="merged",
        journal=number,
        name="",
        program=__version__,
    )


def _open(library: Library, found: Imported, number: int) -> list[Conflict]:
    """The contradictions that were not settled before."""
    settled = {conflict.id for conflict in standing_conflicts(library, found.plan.id) if conflict.chosen}
    new = (conflict for conflict in found.conflicts if conflict.id not in settled)
    return [msgspec.structs.replace(conflict, raised=number) for conflict in new]


def _remembered(returned: Returned, found: Imported) -> ReceivedFile:
    report = {
        "export": returned.book.facts.get("localplan.export", ""),
        "person": returned.book.person,
        "counts": found.counts,
        "problems": found.problems,
        "notices": returned.notices,
    }
    return ReceivedFile(
        digest=returned.book.digest,
        at=_moment(),
        name=returned.path.name,
        plan=returned.plan.id,
        revision=returned.book.facts.get("localplan.revision", ""),
        verdict=returned.verdict,
        report=msgspec.json.encode(report).decode(),
    )
