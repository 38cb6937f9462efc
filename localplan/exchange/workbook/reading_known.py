"""A state of the plan as its workbook shows it: what stands in each row, and what choices are called."""

from __future__ import annotations

from collections.abc import Mapping

from localplan.domain.plan import Plan
from localplan.exchange.workbook.columns import DataColumn, heading
from localplan.exchange.workbook.data import CODE, HIDDEN, FilledForm, as_text, filled_forms, row_digest
from localplan.exchange.workbook.lookups import Lookups
from localplan.exchange.workbook.part import part_of
from localplan.exchange.workbook.view import View
from localplan.methodology.methodology import Methodology
from localplan.words import Words


class Known:
    """The data sheets as they would be written from a plan, in the language of a workbook."""

    def __init__(
        self, plan: Plan, methodology: Methodology, words: Words, language: str, facts: Mapping[str, str]
    ) -> None:
        self.view = View(plan, methodology, words, language)
        self.lookups = Lookups(self.view, "")
        self.forms = {filled.form.code: filled for filled in filled_forms(self.view, self.lookups, part_of(facts))}
        self._rows: dict[str, dict[str, dict[str, str]]] = {}

    def written(self, filled: FilledForm) -> Mapping[str, Mapping[str, str]]:
        """What every row of a sheet says: record id → name of a column → text; empty cells left out."""
        code = filled.form.code
        if code not in self._rows:
            names = self.forms[code].names[len(HIDDEN) :]
            self._rows[code] = {
                record.id: {
                    name: text
                    for name, value in zip(names, self.forms[code].cells(record), strict=True)
                    if value is not None and (text := as_text(value))
                }
                for record in self.forms[code].records
            }
        return self._rows[code]

    def row(self, form: str, id: str) -> Mapping[str, str]:
        """What a record's row says; nothing where it has none."""
        return self.written(self.forms[form]).get(id, {}) if form in self.forms else {}

    def digest(self, form: str, id: str) -> str:
        """The digest that a record's row is written with; empty where it has none."""
        row = self.row(form, id)
        return row_digest((name, text) for name, text in row.items() if name != CODE) if row else ""

    def title(self, filled: FilledForm) -> str:
        """What a data sheet is called."""
        return self.view.words.form(f"form.{filled.form.code}", filled.form.sheet)

    def heading(self, filled: FilledForm, column: DataColumn) -> str:
        """What a column is called."""
        return heading(column, filled.form, self.view)

    def lists(self) -> Mapping[str, Mapping[str, str]]:
        """What each list of choices shows, by code or id."""
        return self.lookups.all_choices()
