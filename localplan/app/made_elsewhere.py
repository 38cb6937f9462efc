"""The import assistant: a table made elsewhere becomes new records of the open plan, as one action."""

from __future__ import annotations

from pathlib import Path

from localplan.app.workbook_back import Imported, ReadBook, Returned
from localplan.data import data_dir
from localplan.domain.plan import Plan
from localplan.exchange.workbook.made_elsewhere import Matching as Matching
from localplan.exchange.workbook.made_elsewhere import dressed_up, fields_offered, matched
from localplan.exchange.workbook.made_elsewhere import forms_offered as forms_offered
from localplan.exchange.workbook.made_elsewhere import head_of as head_of
from localplan.exchange.workbook.made_elsewhere import heading_key as heading_key
from localplan.exchange.workbook.made_elsewhere import headings_in as headings_in
from localplan.exchange.workbook.reading_edits import edits_from_workbook
from localplan.methodology.methodology import Methodology
from localplan.words import LANGUAGES, Words, words_for

TOLD = frozenset({"workbook_parent_of_row_above", "workbook_merged_cells", "workbook_hidden_rows"})
"""Notices that make sense of a table made elsewhere."""


def offered_fields(plan: Plan, form: str, methodology: Methodology, words: Words) -> dict[str, str]:
    """The columns that a form's rows have: name → heading in that language."""
    return fields_offered(plan, form, methodology, words)


def matched_columns(
    headings: dict[int, str], plan: Plan, form: str, methodology: Methodology, remembered: dict[str, str]
) -> dict[int, str]:
    """Column → name of the field it holds, as far as headings tell; they are known in every language of the program."""
    locale = data_dir("resources") / "locale"
    offered = [fields_offered(plan, form, methodology, words_for(language, locale)) for language in LANGUAGES]
    return matched(headings, offered, remembered)


def look_at_table(
    plan: Plan, path: Path, book: ReadBook, matching: Matching, methodology: Methodology, words: Words
) -> Returned:
    """What the table adds to the plan; rows that came before add nothing."""
    dressed = dressed_up(book, matching, plan, words.language)
    imported: Imported = edits_from_workbook(plan, None, dressed, methodology, words)
    notices = tuple(notice for notice in imported.notices if notice.code in TOLD)
    return Returned(path=path, book=dressed, plan=plan, exported=plan, imported=imported, notices=notices)
