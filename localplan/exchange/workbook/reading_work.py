"""One reading of a workbook: its rows become records of the plan as it was exported, step by step."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence

from localplan.domain.codes import NAMING
from localplan.domain.edits import (
    DropRecord,
    Edit,
    MoveRecord,
    PutRecord,
    apply_edits,
    dependents,
)
from localplan.domain.plan import Plan
from localplan.domain.records import RECORDS, kind_of
from localplan.domain.values import Refused
from localplan.exchange.workbook.data import BELONGS_TO, CODE, REVISION_DIGITS, FilledForm, usual
from localplan.exchange.workbook.imported import Answers, Notice, Problem, Question
from localplan.exchange.workbook.reading import ReadBook
from localplan.exchange.workbook.reading_fields import Columns, columns_in, said
from localplan.exchange.workbook.reading_known import Known
from localplan.exchange.workbook.reading_names import Names, lists_of
from localplan.exchange.workbook.reading_order import new_order, place_of_new
from localplan.exchange.workbook.reading_rows import ReadForm, form_of, read_form
from localplan.exchange.workbook.reading_sorted import Line
from localplan.exchange.workbook.reading_values import Meaning
from localplan.methodology.methodology import Methodology
from localplan.words import Words

MOST_NEW = 5_000  # rows
_NEW = uuid.UUID("5d1a2c52-6f0e-5b57-8d39-0b8c9c0a9a51")


def book_hides(book: ReadBook) -> str:
    """The word by which the workbook of an edition says that something is hidden."""
    return usual(book.facts.get("localplan.hidden", ""))


class Work:
    """The plan of the workbook in the making: `theirs`, beginning with the state it was written from."""

    def __init__(
        self,
        plan: Plan,
        exported: Plan | None,
        book: ReadBook,
        methodology: Methodology,
        words: Words,
        answers: Answers,
    ) -> None:
        self.plan, self.exported, self.book, self.answers = plan, exported, book, answers
        self.base = self.theirs = exported or plan
        language = book.facts.get("localplan.language", "")
        self.known = Known(self.base, methodology, words, language, book.facts)
        self.now = self.known if exported in (None, plan) else Known(plan, methodology, words, language, book.facts)
        self.names = Names(plan)
        for source in (lists_of(book), self.known.lists(), self.now.lists()):
            for name, choices in source.items():
                self.names.learn(name, choices)
        self.meaning = Meaning(words, self.names)
        self.apart: set[str] = set()  # records of which the exported state is not known
        self.new: dict[tuple[str, int], str] = {}
        self.taken_before: set[tuple[str, int]] = set()
        self.problems: list[Problem] = []
        self.notices: list[Notice] = []
        self.questions: list[Question] = []
        self.columns: dict[str, Columns] = {}
        self.rows = 0

    def read(self) -> None:
        """All data sheets: first the rows with their records, then what their cells say."""
        forms = list(self._forms())
        for read, filled in forms:
            self._find_new(read, filled)
        waiting = [(read, filled, line) for read, filled in forms for line in read.lines]
        self._put_new(waiting)
        for read, filled, line in waiting:
            self._take_line(read, filled, line)
        for read, filled in forms:
            self._ask_missing(read, filled)
            self._ask_order(read, filled)
        if self.exported is None:
            self.notices.append(Notice("workbook_base_unknown"))

    # sheets ----------------------------------------------------------------------------------------------------------

    def _forms(self) -> Iterator[tuple[ReadForm, FilledForm]]:
        seen: set[str] = set()
        for sheet in self.book.sheets:
            if not (code := form_of(sheet)):
                continue
            filled = self.known.forms.get(code)
            if code in seen or filled is None:
                self._notice("workbook_sheet_twice" if code in seen else "workbook_sheet_unknown", sheet.title)
                continue
            seen.add(code)
            read = read_form(sheet, self.known.written(filled), book_hides(self.book))
            self.rows += len(read.lines)
            self._tell_oddities(read, filled, sheet.merged)
            yield read, filled
        titles = {sheet.title for sheet in self.book.sheets}
        for code, filled in self.known.forms.items():
            if code not in seen and filled.records:
                title = self.known.title(filled)
                self._notice("workbook_sheet_unnamed" if title in titles else "workbook_sheet_missing", title)

    def _notice(self, code: str, sheet: str, **values: object) -> None:
        self.notices.append(Notice(code, sheet, values))

    def _tell_oddities(self, read: ReadForm, filled: FilledForm, merged: int) -> None:
        missing = [self.known.heading(filled, column) for column in filled.columns if column.name not in read.columns]
        told: dict[str, dict[str, object]] = {
            "workbook_sorted": {"count": read.sorted_away},
            "workbook_copied_rows": {"count": read.copied},
            "workbook_columns_missing": {"columns": ", ".join(missing)},
            "workbook_columns_foreign": {"columns": ", ".join(read.foreign)},
            "workbook_hidden_rows": {"count": sum(line.hidden for line in read.lines)},
            "workbook_merged_cells": {"count": merged},
        }
        for code, values in told.items():
            if any(values.values()):
                self._notice(code, read.title, **values)

    def _problem(self, read: ReadForm, line: Line, name: str, refusal: Refused) -> None:
        values = {key: value for key, value in refusal.values.items() if key not in ("id", "kind", "field")}
        self.problems.append(Problem(read.title, read.place(line, name), refusal.code, values))

    # new rows --------------------------------------------------------------------------------------------------------

    def _find_new(self, read: ReadForm, filled: FilledForm) -> None:
        """Gives each new row an id, the same whenever this workbook is read, and makes its name known."""
        kind, twins = filled.form.record, 0
        for line in read.lines:
            if self._is_known(line, kind):
                continue
            if line.id and line.untouched and self.exported is None:
                continue  # removed from the plan since; `_take_line` tells
            about = (self.book.facts.get("localplan.export", ""), filled.form.code, line.content)
            while (id := str(uuid.uuid5(_NEW, "\n".join((*about, str(twins)))))) in self.new.values():
                twins += 1
            if id in self.plan:  # the same workbook again: what the plan says of it is newer
                self.theirs, self.base = (side.changed([self.plan[id]], []) for side in (self.theirs, self.base))
                self.taken_before.add((filled.form.code, line.number))
                continue
            self.new[filled.form.code, line.number] = id
            if len(self.new) > MOST_NEW:
                raise Refused("workbook_too_large", what="new rows", most=MOST_NEW)
            title = next((line.cells[n].text for n in line.cells if n.partition("@")[0] in NAMING), "")
            for name in self.names.of_kind(kind) if title else ():
                self.names.learn(name, {id: title})

    def _is_known(self, line: Line, kind: str) -> bool:
        record = self.theirs.get(line.id) or self.plan.get(line.id)
        return record is not None and kind_of(record) == kind

    def _put_new(self, lines: Sequence[tuple[ReadForm, FilledForm, Line]]) -> None:
        """New records without their fields, parents before what belongs to them."""
        waiting = [each for each in lines if (each[1].form.code, each[2].number) in self.new]
        while waiting:
            later = [each for each in waiting if not self._put_one(*each, last=False)]
            if len(later) == len(waiting):
                for each in later:
                    self._put_one(*each, last=True)
                return
            waiting = later

    def _put_one(self, read: ReadForm, filled: FilledForm, line: Line, *, last: bool) -> bool:
        form, id = filled.form, self.new[filled.form.code, line.number]
        try:
            parent = self._parent(read, filled, line)
            position = place_of_new(self.theirs, form.record, parent, self._ids(read), id)
            content = {"kind": form.record, "parent": parent, "position": position, **form.given, **form.fixed}
            self.theirs = apply_edits(self.theirs, [PutRecord(id, content)])
        except Refused as refusal:
            if last:
                del self.new[form.code, line.number]
                self._problem(read, line, BELONGS_TO, refusal)
            return False
        return True

    def _ids(self, read: ReadForm) -> list[str]:
        """The records of the sheet's rows, in their order."""
        return [self.new.get((read.form, line.number), line.id) for line in read.lines]

    def _parent(self, read: ReadForm, filled: FilledForm, line: Line) -> str:
        """What a new row belongs to: as its cell says, else what the row above belongs to."""
        allowed = RECORDS[filled.form.record].belongs_to
        cell = line.cells.get(BELONGS_TO)
        if filled.parents and cell is not None and usual(cell.text):
            return self.names.find(filled.parents, cell.text)
        if allowed == ("plan",):
            return self.plan.id
        above = [id for id, other in zip(self._ids(read), read.lines, strict=True) if other.number < line.number]
        known = next((self.theirs[id].parent for id in reversed(above) if id in self.theirs), "")
        if not known and "plan" in allowed:
            return self.plan.id
        if not known:
            raise Refused("workbook_parent_missing")
        if filled.form.under or "plan" not in allowed:
            self._notice("workbook_parent_of_row_above", read.title, row=line.number)
        return known

    # what the cells say ----------------------------------------------------------------------------------------------

    def _take_line(self, read: ReadForm, filled: FilledForm, line: Line) -> None:
        about = (filled.form.code, line.number)
        if about in self.taken_before:
            return
        if id := self.new.get(about, ""):
            self._apply(read, line, self._edits(read, filled, line, id, {}))
        elif line.untouched:
            if line.id not in self.plan and self.exported is None:
                self._notice("workbook_row_gone", read.title, row=line.number)
        elif line.id in self.theirs or line.id in self.plan:
            before = self._before(line, filled).row(filled.form.code, line.id)
            edits = self._edits(read, filled, line, line.id, before)
            self._apply(read, line, [*edits, *self._move(read, filled, line, line.id, before)])

    def _before(self, line: Line, filled: FilledForm) -> Known:
        """What a touched row is compared with: the exported state, or the plan as it is now where that is not known."""
        exported = self.exported
        if exported is not None and line.revision == exported.digest[:REVISION_DIGITS] and line.id in exported:
            return self.known
        if line.id in self.plan:
            record = self.plan[line.id]
            self.theirs = self.theirs.changed([record], [])
            if self.now.digest(filled.form.code, line.id) == line.digest:
                self.base = self.base.changed([record], [])
            else:
                self.apart.add(line.id)
        return self.now

    def _edits(
        self, read: ReadForm, filled: FilledForm, line: Line, id: str, before: Mapping[str, str]
    ) -> list[tuple[str, Edit]]:
        if read.form not in self.columns:
            self.columns[read.form] = columns_in(read, filled, self.meaning)
        edits, refused = self.columns[read.form].edits(line, self.theirs[id], before)
        for name, refusal in refused:
            self._problem(read, line, name, refusal)
        return edits

    def _move(
        self, read: ReadForm, filled: FilledForm, line: Line, id: str, before: Mapping[str, str]
    ) -> Iterator[tuple[str, Edit]]:
        """The row under another parent, when its cell says so."""
        told = said(line, BELONGS_TO)
        if not filled.parents or not told or told == before.get(BELONGS_TO, "") or BELONGS_TO not in read.columns:
            return
        try:
            parent = self.names.find(filled.parents, told)
        except Refused as refusal:
            self._problem(read, line, BELONGS_TO, refusal)
            return
        if parent != self.theirs[id].parent:
            position = place_of_new(self.theirs, filled.form.record, parent, self._ids(read), id)
            yield BELONGS_TO, MoveRecord(id, parent, position)

    def _apply(self, read: ReadForm, line: Line, edits: Sequence[tuple[str, Edit]]) -> None:
        """All edits of a row; where they are refused, those that can stand."""
        try:
            self.theirs = apply_edits(self.theirs, [edit for _, edit in edits])
        except Refused as refusal:
            if len(edits) == 1:
                self._problem(read, line, edits[0][0], refusal)
                return
            for each in edits:
                self._apply(read, line, [each])

    # what is asked ---------------------------------------------------------------------------------------------------

    def _ask_missing(self, read: ReadForm, filled: FilledForm) -> None:
        """Records of the export that have no row any more; a row that never said anything is no cleared one."""
        if self.exported is None:
            return
        blank = {id for id in read.cleared if not self.known.row(filled.form.code, id).keys() - {CODE}}
        there = {line.id for line in read.lines} | blank
        gone = [record.id for record in filled.records if record.id not in there and record.id in self.theirs]
        for id in gone:
            belonging = len(dependents(self.theirs, [id])) - 1
            self.questions.append(Question("missing", id, read.title, belonging))
        wanted = [id for id in gone if id in self.answers.remove]
        try:
            self.theirs = apply_edits(self.theirs, [DropRecord(id) for id in wanted])
        except Refused as refusal:
            self.problems.append(Problem(read.title, "", refusal.code, {}))

    def _ask_order(self, read: ReadForm, filled: FilledForm) -> None:
        moves = new_order(self.theirs, filled.form.record, [id for id in self._ids(read) if id in self.theirs])
        if moves:
            self.questions.append(Question("order", filled.form.code, read.title, len(moves)))
        if filled.form.code in self.answers.reorder:
            try:
                self.theirs = apply_edits(self.theirs, moves)
            except Refused as refusal:
                self.problems.append(Problem(read.title, "", refusal.code, {}))
