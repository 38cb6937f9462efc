"""A contradiction in plain words: who wrote what, what it was before, where it stands. Values; nothing is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

import msgspec

from localplan.app.value_words import ValueWords
from localplan.domain.merge_rules import group_of
from localplan.domain.notes import Conflict, Side
from localplan.domain.plan import Plan
from localplan.domain.records import FIELDS, kind_of
from localplan.domain.resolve import resolve
from localplan.domain.values import Refused, is_empty
from localplan.methodology.methodology import Methodology
from localplan.words import Words, phrase

SHORT = 70  # characters of a value that still fits into a sentence
MOST_FIELDS = 8  # of a whole record
WRITTEN = ("text", "number", "money", "whole", "day")
"""Kinds of fields for which a person can write a value of their own beside the two."""


class Line(msgspec.Struct, frozen=True):
    """One line of a version; `label` names a field of a group; `differs` from what it was before."""

    text: str
    label: str = ""
    differs: bool = False


class Version(msgspec.Struct, frozen=True):
    """What one side has: whose it is, when it was written, and the lines."""

    who: str
    when: str
    lines: tuple[Line, ...]


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """A contradiction as it is shown and printed. `own` is the kind of value that may be typed instead, or empty."""

    conflict: Conflict
    element: str
    path: str
    about: str
    sentence: str
    why: str
    ours: Version
    theirs: Version
    base: Version
    both: bool
    own: str


WHY = {
    "both_changed": phrase("You both changed this in different ways. Your version applies until you decide."),
    "depends": phrase(
        "One of you changed the unit, the other the figures in that unit. Please check that they still match."
    ),
    "unit_of_money": phrase(
        "One of you changed the currency or unit, the other entered amounts. Please check that they still match."
    ),
    "both_moved": phrase("You both moved it, to different places. It stays where you put it until you decide."),
    "move_circle": phrase("Each of you placed one under the other, and both is not possible. Nothing was moved."),
    "removed_but_edited": phrase("One of you removed it, the other changed it. It stays until you decide."),
    "removed_but_needed": phrase("It was removed, but other entries still need it, so it was restored."),
    "outside_amendment": phrase("The adopted plan was changed without an amendment. The adopted version applies."),
    "answered_apart": phrase("You both decided this already, in different ways. Please agree on one answer."),
    "same_thing": phrase("You both added the same thing; it became one entry with both texts."),
    "united": phrase("Everything either of you added is kept; everything either of you removed is gone."),
    "computed": phrase("The higher number is used, so that no number is given twice."),
    "order_kept": phrase("You both moved the same row; one position was kept."),
    "moved": phrase("One of you moved it; the other left it in place."),
}
"""Why it is asked, or how a rule settled it, by reason."""

SENTENCES = {
    (True, True): phrase("{about}: you wrote “{ours}”, {other} wrote “{theirs}”; it was “{base}”."),
    (True, False): phrase("{about}: you wrote “{ours}”, {other} wrote “{theirs}”; it was empty before."),
    (False, True): phrase("{about}: {one} wrote “{ours}”, {other} wrote “{theirs}”; it was “{base}”."),
    (False, False): phrase("{about}: {one} wrote “{ours}”, {other} wrote “{theirs}”; it was empty before."),
}
"""Two short values, by whether one is the reader's own and whether there was one before."""


class ConflictWords:
    """Tells contradictions of a plan in one language to one person; `me` is that person's name."""

    def __init__(self, plan: Plan, methodology: Methodology, words: Words, me: str) -> None:
        self.values, self.words, self.me = ValueWords(plan, methodology, words), words, me
        self.plan = plan

    def card(self, conflict: Conflict) -> Card:
        """All that is to be told about one contradiction."""
        words, kind = self.words, self.kind(conflict)
        ours, theirs = self._who(conflict.ours, words("this side")), self._who(conflict.theirs, words("the other side"))
        if ours == theirs:
            ours, theirs = words("{name}, here", name=ours), words("{name}, elsewhere", name=theirs)
        base = tuple(self._lines(conflict, kind, conflict.base, conflict.base))
        return Card(
            conflict=conflict,
            element=self.element(conflict),
            path=self._path(conflict, kind),
            about=self.about(conflict),
            sentence=self._sentence(conflict, kind, ours, theirs),
            why=words(WHY.get(conflict.reason, "")) if conflict.reason in WHY else "",
            ours=self._version(conflict, kind, ours, conflict.ours),
            theirs=self._version(conflict, kind, theirs, conflict.theirs),
            base=Version(words("before"), "", base),
            both=can_stand(self.plan, conflict),
            own=self._own(conflict, kind),
        )

    # names -----------------------------------------------------------------------------------------------------------

    def kind(self, conflict: Conflict) -> str:
        """The kind of the record in question, also of one that is gone."""
        record = self.plan.get(conflict.record)
        if record is not None:
            return kind_of(record)
        sides = (conflict.ours.value, conflict.theirs.value, conflict.base)
        return next((str(v["kind"]) for v in sides if isinstance(v, dict) and isinstance(v.get("kind"), str)), "")

    def element(self, conflict: Conflict) -> str:
        """What it is called; one that is gone as it was called."""
        if conflict.record in self.plan:
            return self.values.name(conflict.record)
        whole = next((v for v in (conflict.ours.value, conflict.theirs.value, conflict.base) if _is_whole(v)), None)
        title = self._title_in(whole) if whole else ""
        return title or self.words("(no longer there)")

    def about(self, conflict: Conflict) -> str:
        """Which field, group of fields, place or record it is about."""
        kind = self.kind(conflict)
        if not conflict.field:
            return self.values.kind_name(kind) if kind else ""
        if conflict.field == "parent":
            return self.words("Place")
        names = [self.values.label(kind, name) for name in self._fields(conflict, kind)[:3]]
        label = ", ".join(dict.fromkeys(names))
        key = self._key(conflict, kind)
        return f"{label} ({key})" if key else label

    def _key(self, conflict: Conflict, kind: str) -> str:
        if not conflict.key:
            return ""
        known = kind in FIELDS and conflict.field in FIELDS[kind]
        return self.values.key(kind, conflict.field, conflict.key) if known else conflict.key

    def _fields(self, conflict: Conflict, kind: str) -> tuple[str, ...]:
        group = group_of(kind, conflict.field)
        together = group and isinstance(conflict.ours.value, dict) and conflict.ours.value.keys() <= set(group.fields)
        if not together or group is None:
            return (conflict.field,)
        sides = [v for v in (conflict.base, conflict.ours.value, conflict.theirs.value) if isinstance(v, dict)]
        apart = tuple(n for n in group.fields if any(side.get(n) != sides[0].get(n) for side in sides))
        return apart or (conflict.field,)

    def _path(self, conflict: Conflict, kind: str) -> str:
        record = self.plan.get(conflict.record)
        method = self.values.method
        form = method.form_for(record, conflict.field) or method.form_for(record) if record else None
        form = form or next(iter(method.methodology.forms_of(kind)), None)
        if form is None:
            return ""
        step = method.methodology.step_of(form.code)
        title = self.words.form(f"step.{step.code}", step.title)
        parts = [f"{step.number}. {title}", self.words.form(f"form.{form.code}", form.tab or form.title)]
        if record and record.parent in self.plan and record.parent != self.plan.id:
            parts.append(self.values.name(record.parent))
        return " › ".join(parts)

    def _who(self, side: Side, unknown: str) -> str:
        return self.words("You") if side.author and side.author == self.me else side.author or unknown

    def _title_in(self, whole: dict[str, Any]) -> str:
        for name in ("name", "title", "text", "label", "question"):
            if isinstance(text := whole.get(name), dict):
                return self.values.text(text)
            if isinstance(text, str) and text:
                return text
        return ""

    # versions --------------------------------------------------------------------------------------------------------

    def _version(self, conflict: Conflict, kind: str, who: str, side: Side) -> Version:
        when = self.words.moment(side.at) if side.at else ""
        return Version(who, when, tuple(self._lines(conflict, kind, side.value, conflict.base)))

    def _lines(self, conflict: Conflict, kind: str, value: Any, base: Any) -> Iterator[Line]:
        """A version line by line, those marked that differ from the base."""
        if conflict.field == "parent":
            yield from self._place_lines(conflict, value)
        elif not conflict.field:
            yield from self._whole_lines(value, base)
        elif isinstance(value, dict) and len(fields := self._fields(conflict, kind)) and self._is_group(conflict, kind):
            for name in fields:
                old = base.get(name) if isinstance(base, dict) else None
                differs = base is not None and old != value.get(name)
                label = self.values.label(kind, name) if len(fields) > 1 else ""
                yield Line(self._said(kind, name, value.get(name)), label, differs and bool(label))
        else:
            yield from _compared(self._said(kind, conflict.field, value), self._said(kind, conflict.field, base))

    def _is_group(self, conflict: Conflict, kind: str) -> bool:
        group = group_of(kind, conflict.field)
        sides = (conflict.base, conflict.ours.value, conflict.theirs.value)
        return group is not None and any(isinstance(v, dict) and v.keys() <= set(group.fields) for v in sides)

    def _said(self, kind: str, name: str, value: Any) -> str:
        return self.values.said(kind, name, value) if name in FIELDS.get(kind, {}) else str(value or "—")

    def _place_lines(self, conflict: Conflict, value: Any) -> Iterator[Line]:
        if not isinstance(value, dict):
            yield Line("—")
            return
        places = {conflict.record: value} if "parent" in value else value
        for id, place in places.items():
            parent = self.values.name(place["parent"]) if place else "—"
            name = "" if "parent" in value else self.values.name(id)
            yield Line(self.words("under: {parent}", parent=parent), name)

    def _whole_lines(self, value: Any, base: Any) -> Iterator[Line]:
        if not isinstance(value, dict):
            yield Line(self.words("not there"))
            return
        kind, old = str(value.get("kind", "")), base if isinstance(base, dict) else value
        filled = [n for n in FIELDS.get(kind, {}) if not is_empty(value.get(n)) and self.values.form_of(kind, n)]
        filled.sort(key=lambda name: old.get(name) == value[name])
        for name in filled[:MOST_FIELDS]:
            differs = old.get(name) != value[name]
            yield Line(self._map_or_value(kind, name, value[name]), self.values.label(kind, name), differs)
        if len(filled) > MOST_FIELDS:
            rest = len(filled) - MOST_FIELDS
            yield Line(self.words.plural("and {n} more field", "and {n} more fields", rest))

    def _map_or_value(self, kind: str, name: str, value: Any) -> str:
        if FIELDS[kind][name].holds.by == "language" and isinstance(value, dict):
            return self.values.text(value)
        return self._said(kind, name, value)

    # sentences -------------------------------------------------------------------------------------------------------

    def _sentence(self, conflict: Conflict, kind: str, ours: str, theirs: str) -> str:
        words, you = self.words, self.words("You")
        about = self.about(conflict)
        if not conflict.field:
            return self._row_sentence(conflict, ours, theirs, about)
        versions = (conflict.base, conflict.ours.value, conflict.theirs.value)
        texts = ["\n".join(_told(line) for line in self._lines(conflict, kind, v, v)) for v in versions]
        if any(len(text) > SHORT or text.count("\n") > (2 if self._is_group(conflict, kind) else 0) for text in texts):
            return words("{about}: {one} and {other} wrote different things.", about=about, one=ours, other=theirs)
        texts = [text.replace("\n", ", ") for text in texts]
        facts = {"about": about, "ours": texts[1], "theirs": texts[2], "base": texts[0], "one": ours, "other": theirs}
        return words(SENTENCES[ours == you, not is_empty(conflict.base)], **facts)

    def _row_sentence(self, conflict: Conflict, ours: str, theirs: str, about: str) -> str:
        words, you = self.words, self.words("You")
        if conflict.ours.value is not None and conflict.theirs.value is not None:
            return words(
                "{about}: {one} and {other} have different versions of it.", about=about, one=ours, other=theirs
            )
        removed, kept = (ours, theirs) if conflict.ours.value is None else (theirs, ours)
        if removed == you:
            return words("{about}: you removed it, {other} kept it and worked on it.", about=about, other=kept)
        if kept == you:
            return words("{about}: {one} removed it, you kept it and worked on it.", about=about, one=removed)
        return words("{about}: {one} removed it, {other} kept it.", about=about, one=removed, other=kept)

    def _own(self, conflict: Conflict, kind: str) -> str:
        """The kind of value a person may type: of plain fields, and of one entry of a map."""
        field = FIELDS.get(kind, {}).get(conflict.field)
        if field is None or conflict.record not in self.plan or self._is_group(conflict, kind):
            return ""
        plain = not field.holds.by or bool(conflict.key)
        return field.holds.kind if plain and field.holds.kind in WRITTEN else ""


def can_stand(plan: Plan, conflict: Conflict) -> bool:
    """Whether both sides can stand together."""
    try:
        resolve(plan, conflict, "both")
    except Refused:
        return False
    return True


def _told(line: Line) -> str:
    return f"{line.label}: {line.text}" if line.label else line.text


def _is_whole(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("kind"), str)


def _compared(text: str, base: str) -> Iterator[Line]:
    """The paragraphs of a text, those marked that the base has otherwise."""
    new, old = text.split("\n"), base.split("\n")
    for tag, _, _, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for paragraph in new[start:end]:
            if paragraph.strip() or tag != "equal":
                yield Line(paragraph, "", tag != "equal" and len(new) > 1)
