"""What a field holds, as people write it: from the values that conflicts and packages carry (JSON)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from localplan.domain.codes import codes, element_title
from localplan.domain.plan import Plan, references
from localplan.domain.records import FIELDS, Record, kind_of
from localplan.domain.values import is_empty
from localplan.methodology.declarations import Form, FormField
from localplan.methodology.methodology import Methodology
from localplan.words import LANGUAGES, Words, text_in

LONGEST_TITLE = 110


def shortened(text: str, most: int) -> str:
    """The text's first line, cut where it is longer than that."""
    first = text.strip().partition("\n")[0]
    cut = len(first) > most or first != text.strip()
    return f"{first[: most - 1]}…" if cut else first


class ValueWords:
    """One plan in one language. Titles are those of the plan as it is now."""

    def __init__(self, plan: Plan, methodology: Methodology, words: Words) -> None:
        self.plan, self.methodology, self.words = plan, methodology, words
        self.method = methodology.for_plan(plan)

    @cached_property
    def codes(self) -> dict[str, str]:
        """The codes of all elements."""
        return codes(self.plan, self.method.profile.code_style)

    # names -----------------------------------------------------------------------------------------------------------

    def name(self, id: str) -> str:
        """A record's code and title, else those of what it is about; the plan itself is called so."""
        if id == self.plan.id:
            return self.words("the plan itself")
        record = self.plan.get(id)
        return self.title(record) if record else self.words("(no longer there)")

    def title(self, record: Record) -> str:
        """Code and title of a record; a question or chapter by its name; never empty."""
        text = self._entry_title(record) or self._own_title(record)
        if not text:
            about = (target for field, target in references(record) if field != "parent" and target in self.plan)
            text = next((t for t in map(self._own_title, (self.plan[id] for id in about)) if t), "")
        short = shortened(text, LONGEST_TITLE)
        return f"{self.codes.get(record.id, '')} {short}".strip() or self._by_its_place(record)

    def _by_its_place(self, record: Record) -> str:
        """What has no title is called by its kind and what it belongs to."""
        kind = self.kind_name(kind_of(record))
        above = self.plan.get(record.parent)
        return kind if above is None or above.id == self.plan.id else f"{kind} – {self.title(above)}"

    def _entry_title(self, record: Record) -> str:
        form = self.method.form_for(record)
        if form is None or form.layout != "entries":
            return ""
        return self._entry(form.entries, str(getattr(record, form.key)))

    def _own_title(self, record: Record) -> str:
        name = getattr(record, "name", "")
        return name if isinstance(name, str) and name else self.text(element_title(record))

    def text(self, texts: Mapping[str, str]) -> str:
        """A text in the reader's language, else in the plan's own."""
        return text_in(texts, self.words.language, self.plan.root.main_language)

    def kind_name(self, kind: str) -> str:
        """What one record of a kind is called."""
        form = next(iter(self.methodology.forms_of(kind)), None)
        return self.words.form(f"form.{form.code}", form.one or form.title) if form else kind

    def form_of(self, kind: str, field: str) -> tuple[Form, FormField] | None:
        """Where a field stands: first among the forms that this plan shows."""
        forms = sorted(self.methodology.forms_of(kind), key=lambda form: not self.method.shows(form))
        return next(((form, own) for form in forms for own in form.fields if own.name == field), None)

    def label(self, kind: str, field: str) -> str:
        """What a field is called."""
        found = self.form_of(kind, field)
        if found is None:
            return field
        form, own = found
        return self.words.form(f"form.{form.code}", own.label).replace("{currency}", self.plan.root.currency)

    # values ----------------------------------------------------------------------------------------------------------

    def said(self, kind: str, field: str, value: Any) -> str:
        """One value of a field; a map as lines of key and value; a dash for nothing."""
        if is_empty(value):
            return "—"
        if isinstance(value, dict):
            entries = ((self.key(kind, field, key), self._one(kind, field, one)) for key, one in value.items())
            return "\n".join(f"{key}: {one}" if key else one for key, one in entries)
        if isinstance(value, list | tuple):
            return ", ".join(self._one(kind, field, one) for one in value)
        return self._one(kind, field, value)

    def key(self, kind: str, field: str, key: str) -> str:
        """What a key of a map field is called: a year, a source, a language, an entry of the field's list."""
        by = FIELDS[kind][field].holds.by
        if by == "source":
            return self._entry(self.methodology.list_of("funding_line", "source"), key)
        if by == "language":
            return LANGUAGES.get(key, key)
        return key if by == "year" else self._entry(self.methodology.list_of(kind, field), key)

    def _one(self, kind: str, field: str, value: Any) -> str:
        holds = FIELDS[kind][field].holds.kind
        if holds in ("code", "codes"):
            return self._entry(self.methodology.list_of(kind, field), str(value))
        if holds in ("reference", "references", "owner"):
            return self.name(str(value))
        printed = _PRINTED.get(holds)
        text = printed(self.words, value) if printed else str(value)
        unit = self._unit(kind, field) if holds in ("money", "number") else ""
        return f"{text} {unit}".strip()

    def _unit(self, kind: str, field: str) -> str:
        found = self.form_of(kind, field)
        if found is None or not found[1].unit:
            return ""
        text = self.words.form(f"form.{found[0].code}", found[1].unit)
        return text.replace("{currency}", self.plan.root.currency)

    def _entry(self, code_list: str, code: str) -> str:
        entry = self.method.entry(code_list, code) if code_list in self.methodology.lists else None
        return self.words.form(f"list.{code_list}", entry.label) if entry else code


_PRINTED: dict[str, Callable[[Words, Any], str]] = {
    "money": lambda words, value: words.money(Decimal(str(value))),
    "number": lambda words, value: words.number(Decimal(str(value))),
    "day": lambda words, value: words.day(date.fromisoformat(str(value))),
    "quarter": lambda words, value: words.quarter(str(value)),
    "tick": lambda words, value: words("yes") if value else words("no"),
}
