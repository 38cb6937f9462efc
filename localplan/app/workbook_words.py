"""What reading a workbook back found, in words: problems by cell, what is worth knowing, questions, differences."""

from __future__ import annotations

from typing import Any

import msgspec

from localplan.app.change_words import record_lines
from localplan.app.findings import title_of
from localplan.app.sentences import sentence
from localplan.app.workbook_back import Imported, Question, Returned
from localplan.domain.values import Refused
from localplan.exchange.workbook.imported import Notice, Problem
from localplan.methodology.methodology import Methodology
from localplan.words import Words, phrase

NOTICES = {
    "workbook_base_unknown": phrase(
        "The library does not have the version that this workbook was exported from. Only changed rows count; missing "
        "rows stay in the plan."
    ),
    "workbook_came_before": phrase("This file was imported before: {name}, {at}."),
    "workbook_second_of_export": phrase("Another workbook from the same export was imported before: {name}, {at}."),
    "workbook_official_changed": phrase(
        "This official sheet was edited, but only data sheets are read back. Changed cells: {cells}."
    ),
    "workbook_sorted": phrase(
        "The rows were sorted without their hidden columns, so they were recognised by their content."
    ),
    "workbook_copied_rows": phrase("Copied rows become new records: {count}."),
    "workbook_columns_missing": phrase("Deleted columns change nothing: {columns}."),
    "workbook_columns_foreign": phrase("Columns of your own are not read: {columns}."),
    "workbook_hidden_rows": phrase("Hidden or filtered rows were read too: {count}."),
    "workbook_merged_cells": phrase("Merged cells, whose covered content is lost: {count}."),
    "workbook_sheet_twice": phrase("This sheet is a copy of another one and was not read."),
    "workbook_sheet_unknown": phrase("This plan has no such sheet, so it was not read."),
    "workbook_sheet_missing": phrase("The sheet is not in the workbook; its records stay as they are."),
    "workbook_sheet_unnamed": phrase(
        "The hidden first row or hidden columns of this sheet were deleted, so its rows are not recognised and were "
        "not read. Undo the deletion in Excel, or open the file as a table made elsewhere."
    ),
    "workbook_row_gone": phrase(
        "Row {row} belongs to a record that has since been removed from the plan; it stays removed."
    ),
    "workbook_parent_of_row_above": phrase(
        "Row {row} does not say what it belongs to, so it is placed with the row above."
    ),
}
"""Sentence by code of a notice."""

IN_SHEET = phrase("{sheet}: {told}")
AT_CELL = phrase("{sheet}, {cell}: {told}")


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """All that is to be said of a workbook, in one language; a difference is a record's name and what became of it."""

    counts: tuple[tuple[str, int], ...]
    differences: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]
    notices: tuple[str, ...]


def told(returned: Returned, imported: Imported, methodology: Methodology, words: Words) -> Told:
    """The workbook in words; `imported` is what it changes when its questions are answered."""
    lines = record_lines(returned.plan, imported.plan, methodology, words)
    return Told(
        counts=tuple((label, n) for label, n in _counts(returned, imported, words) if n),
        differences=tuple((name, what) for _, name, what in lines),
        problems=tuple(_problem(problem, words) for problem in imported.problems),
        notices=tuple(_notice(notice, words) for notice in returned.notices),
    )


def _counts(returned: Returned, imported: Imported, words: Words) -> tuple[tuple[str, int], ...]:
    counts = imported.counts
    return (
        (words("rows read"), counts.rows),
        (words("records changed"), counts.changed),
        (words("records added"), counts.added),
        (words("records removed"), counts.removed),
        (words("records moved"), counts.moved),
        (words("contradictions"), counts.conflicts),
        (words("questions"), len(returned.imported.questions)),
        (words("cells not understood"), len(imported.problems)),
    )


def _problem(problem: Problem, words: Words) -> str:
    said = sentence(Refused(problem.code, **problem.values), words)
    return words(AT_CELL, sheet=problem.sheet, cell=problem.place, told=said)


def _notice(notice: Notice, words: Words) -> str:
    values: dict[str, Any] = dict(notice.values)
    if "at" in values:
        values["at"] = words.moment(values["at"])
    said = words(NOTICES[notice.code], **values)
    return words(IN_SHEET, sheet=notice.sheet, told=said) if notice.sheet else said


def question_text(question: Question, returned: Returned, methodology: Methodology, words: Words) -> str:
    """A question to be answered with yes or no; no keeps the plan as it is."""
    if question.kind == "order":
        return words("{sheet}: the rows are in a different order. Use the new order?", sheet=question.sheet)
    name = title_of(returned.plan, methodology, question.about, words)
    if not question.count:
        return words(
            "{sheet}: “{name}” is not in the workbook. Remove it from the plan?", sheet=question.sheet, name=name
        )
    return words.plural(
        "{sheet}: “{name}” is not in the workbook. Remove it from the plan, with {n} record that belongs to it?",
        "{sheet}: “{name}” is not in the workbook. Remove it from the plan, with {n} records that belong to it?",
        question.count,
        sheet=question.sheet,
        name=name,
    )
