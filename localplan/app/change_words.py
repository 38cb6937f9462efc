"""Changes of a plan in its own words: "Deadline: Q4 2026 → Q1 2027"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import uuid4

from localplan.app.findings import title_of
from localplan.data import data_dir
from localplan.domain.changes import Change, changes, offered_rows
from localplan.domain.codes import codes, element_title
from localplan.domain.edits import DropRecord, Edit, MoveRecord, PutRecord, SetField, difference
from localplan.domain.plan import Plan
from localplan.domain.records import FIELDS, Record, kind_of
from localplan.domain.values import is_empty
from localplan.methodology.methodology import Methodology
from localplan.words import LANGUAGES, Words, words_for

LONGEST = 120  # characters of a text before or after
Saying = Callable[[Change], dict[str, str]]


def change_log(hearing: Plan, now: Plan, methodology: Methodology) -> tuple[PutRecord, ...]:
    """A row for each element that changed since the hearing and has none, in every language of the plan."""
    return offered_rows(hearing, now, in_words(hearing, now, methodology), lambda: str(uuid4()))


def in_words(hearing: Plan, now: Plan, methodology: Methodology) -> Saying:
    """Tells a change in each language of the plan."""
    languages = dict.fromkeys((now.root.main_language or "en", *now.root.languages))
    locale = data_dir("resources") / "locale"
    tongues = [_Tongue(hearing, now, methodology, words_for(language, locale)) for language in languages]
    return lambda change: {tongue.words.language: tongue.told(change) for tongue in tongues}


def change_lines(before: Plan, after: Plan, methodology: Methodology, words: Words) -> tuple[str, ...]:
    """What differs between two states of a plan, a line for each element, as a preview shows it."""
    tongue = _Tongue(before, after, methodology, words)
    told = ((title_of(after, methodology, one.element, words), tongue.told(one)) for one in changes(before, after))
    return tuple(f"{name}: {what}" if name else what for name, what in told)  # the plan itself has no name in itself


def record_lines(before: Plan, after: Plan, methodology: Methodology, words: Words) -> tuple[tuple[str, str, str], ...]:
    """What differs between two states of a plan record by record, none left out: id, name, and what happened to it."""
    tongue = _Tongue(before, after, methodology, words, every_language=True)
    by_record: dict[str, list[Edit]] = {}
    for edit in difference(before, after):
        by_record.setdefault(edit.id, []).append(edit)
    order = {record.id: n for plan in (before, after) for n, record in enumerate(plan.below(""))}
    return tuple(
        (id, tongue.name(id), tongue.told(Change(id, tuple(by_record[id])), alone=True))
        for id in sorted(by_record, key=order.__getitem__)
    )


class _Tongue:
    """One language with all that is needed to tell a change in it."""

    def __init__(
        self, hearing: Plan, now: Plan, methodology: Methodology, words: Words, *, every_language: bool = False
    ) -> None:
        self.hearing, self.now, self.methodology, self.words = hearing, now, methodology, words
        self.every_language = every_language
        self.method = methodology.for_plan(now)

    def name(self, id: str) -> str:
        """What a record is called: code and title; without a title as one of its kind, with what it belongs to."""
        plan = self.now if id in self.now else self.hearing
        record = plan[id]
        own, above, given = self._named(record), record.parent, getattr(record, "name", "")
        if element_title(record) or given or above in ("", plan.id):
            return own
        return f"{self._title(above)} – {own}"

    def _title(self, id: str) -> str:
        """Code and title of a record, as the plan is now or else was."""
        plan = self.now if id in self.now else self.hearing
        known = self._codes_now if id in self.now else self._codes_before
        return title_of(plan, self.methodology, id, self.words, known)

    @cached_property
    def _codes_now(self) -> dict[str, str]:
        return codes(self.now, self.method.profile.code_style)

    @cached_property
    def _codes_before(self) -> dict[str, str]:
        return codes(self.hearing, self.methodology.for_plan(self.hearing).profile.code_style)

    def told(self, change: Change, *, alone: bool = False) -> str:
        """All that happened to one element, in the order of its edits; `alone`: its name is said before."""
        if alone and isinstance(change.edits[0], PutRecord | DropRecord):
            return self.words("added") if isinstance(change.edits[0], PutRecord) else self.words("removed")
        whole = {edit.id for edit in change.edits if isinstance(edit, PutRecord | DropRecord)}
        told = (edit for edit in change.edits if edit.id not in whole or self._record(edit.id).parent not in whole)
        return "; ".join(dict.fromkeys(part for edit in told for part in self._part(change.element, edit)))

    def _record(self, id: str) -> Record:
        return self.now.get(id) or self.hearing[id]

    def _part(self, element: str, edit: Edit) -> Iterator[str]:
        record = self._record(edit.id)
        name = "" if edit.id == element else self._named(record)
        if isinstance(edit, PutRecord):
            yield self.words("added: {name}", name=name or self._named(record))
        elif isinstance(edit, DropRecord):
            yield self.words("removed: {name}", name=name or self._named(record))
        elif isinstance(edit, MoveRecord):
            yield self.words("moved: {name}", name=name) if name else self.words("moved")
        elif isinstance(edit, SetField):
            yield from self._field(record, name, edit)

    def _named(self, record: Record) -> str:
        """Code and title; what has neither is called as its form calls one of its kind."""
        form = next(iter(self.methodology.forms_of(kind_of(record))), None)
        if form is None or element_title(record):
            return self._title(record.id)
        return self.words.form(f"form.{form.code}", form.one or form.title)

    def _field(self, record: Record, name: str, edit: SetField) -> Iterator[str]:
        field = FIELDS[kind_of(record)][edit.field]
        own = self.words.language
        told_apart = self.every_language or field.holds.by != "language"
        if not told_apart and edit.key != own and own in getattr(record, edit.field):
            return  # each language tells of its own text
        before = self.hearing[record.id]
        was, becomes = (self._value(one, edit) for one in (before, record))
        label = " ".join(
            filter(None, (self._label(record, edit), _key(edit.key, field.holds.by) if told_apart else ""))
        )
        yield f"{f'{name}, ' if name else ''}{label}: {was} → {becomes}"

    def _label(self, record: Record, edit: SetField) -> str:
        for form in self.methodology.forms_of(kind_of(record)):
            for field in form.fields:
                if field.name == edit.field:
                    return self.words.form(f"form.{form.code}", field.label)
        return edit.field

    def _value(self, record: Record, edit: SetField) -> str:
        value = getattr(record, edit.field)
        if edit.key:
            value = value.get(edit.key)
        return "—" if is_empty(value) else _short(self._said(record, edit.field, value))

    def _said(self, record: Record, field: str, value: Any) -> str:
        kind, words = FIELDS[kind_of(record)][field].holds.kind, self.words
        if isinstance(value, tuple):
            return ", ".join(self._said(record, field, one) for one in value)
        if kind in ("code", "codes"):
            return self._entry(kind_of(record), field, value)
        if kind in ("reference", "references", "owner"):
            return self._title(value)
        if kind == "whole":
            return str(value)
        if isinstance(value, Decimal):
            return words.money(value) if kind == "money" else words.number(value)
        printed = _PRINTED.get(kind)
        return printed(words, value) if printed else str(value)

    def _entry(self, kind: str, field: str, code: str) -> str:
        code_list = self.methodology.list_of(kind, field)
        known = code_list in self.methodology.lists
        entry = self.method.entry(code_list, code) if known else None
        return self.words.form(f"list.{code_list}", entry.label) if entry else code


_PRINTED: dict[str, Callable[[Words, Any], str]] = {
    "day": lambda words, value: words.day(value),
    "quarter": lambda words, value: words.quarter(value),
    "tick": lambda words, _: words("yes"),
}


def _key(key: str, by: str) -> str:
    return f"· {LANGUAGES.get(key, key)}" if by == "language" else key


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
