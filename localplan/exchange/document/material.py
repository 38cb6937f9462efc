"""What chapters are written from: the plan, seen through the methodology, in the words of one language."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property

from localplan.domain.adoption import is_of_this_version
from localplan.domain.codes import codes, element_title
from localplan.domain.editions import NOTHING, Hidden, hidden_keys, hides, worded
from localplan.domain.edits import LOCKED
from localplan.domain.money import Amount, amounts
from localplan.domain.plan import Plan
from localplan.domain.records import FIELDS, Record, kind_of
from localplan.domain.records.delivery import HearingComment, PublicHearing
from localplan.domain.records.logic import Indicator, Measure, Objective
from localplan.domain.records.plan import Act, Organisation, Person
from localplan.exchange.document.blocks import Align, Block, Column, Heading, Note, Paragraphs, Row, Table
from localplan.exchange.document.figures import Figures
from localplan.methodology.declarations import Entry
from localplan.methodology.methodology import Methodology
from localplan.words import Words, phrase, text_in, to_cyrillic, to_latin

_BODIES = {
    "assembly": phrase("assembly"),
    "council": phrase("executive body"),
    "administration": phrase("administration"),
    "head": phrase("head of the municipality"),
}
_PERSONS = {"women": phrase("women"), "men": phrase("men")}
_SCRIPTS = {"sr-Latn": to_latin, "sr-Cyrl": to_cyrillic}
_KOSOVO = re.compile(r"\b((?:Kosov|Косов)\w*)(?!\w|\*)")
_WITH_FOOTNOTE = frozenset({"iidp"})  # displaced within the territory: the label need not name it


class Material(Figures):
    """One plan in one language, ready to be written down. Lives for one document."""

    def __init__(
        self,
        plan: Plan,
        methodology: Methodology,
        words: Words,
        language: str,
        today: date | None = None,
        hidden: Hidden = NOTHING,
    ) -> None:
        """What an edition hides says so where it would stand."""
        self.plan = worded(plan, hidden, words("hidden"), language)
        self.methodology, self.words, self.language = methodology, words, language
        self.hidden, self.hides, self.hidden_keys = hidden, hides(hidden), hidden_keys(hidden)
        self.today = today
        self.root = plan.root
        self.method = methodology.for_plan(plan)
        self.years = self.method.years
        self._names: dict[str, str] = {}

    @cached_property
    def codes(self) -> dict[str, str]:
        """The code of every objective, measure, activity and indicator, in the profile's style."""
        return codes(self.plan, self.method.profile.code_style)

    @cached_property
    def money_rows(self) -> tuple[Amount, ...]:
        """Every amount of the plan."""
        return tuple(amounts(self.plan))

    @cached_property
    def money_years(self) -> tuple[str, ...]:
        """The years of the plan, and those outside its period for which money is given: sums are of what is shown."""
        return tuple(sorted({*self.years, *(row.year for row in self.money_rows)}))

    # texts -----------------------------------------------------------------------------------------------------------

    def marked(self, text: str) -> str:
        """The text with the asterisk of the footnote on Kosovo, when the plan asks for it."""
        return _KOSOVO.sub(r"\1*", text) if self.root.territory_footnote else text

    def say(self, texts: Mapping[str, str]) -> str:
        """The text in the document's language, else in the plan's main one."""
        return self.marked(text_in(texts, self.language, self.root.main_language)) if texts else ""

    def further(self, record: Record, told: Collection[str]) -> Iterator[tuple[str, str]]:
        """Label and text of every other text of a record that its form asks for: a new field is printed too."""
        for form in self.methodology.forms_of(kind_of(record))[:1]:
            for field in form.fields:
                holds = FIELDS[form.record][field.name].holds
                if holds.kind == "text" and holds.by and field.name not in told:
                    yield self.words.form(f"form.{form.code}", field.label), self.say(getattr(record, field.name))

    def typed(self, text: str) -> str:
        """What was typed once for all languages (names, gazettes), in the script of a Serbian document."""
        return _SCRIPTS.get(self.language, str)(text)

    def label(self, kind: str, field: str, code: str) -> str:
        """What an entry of the field's list is called; the code itself when the list does not know it."""
        return self.entry_label(self.methodology.list_of(kind, field), code) if code else ""

    def classified(self, field: str, code: str) -> str:
        """An entry of a budget classification as people know it: "01 General budget revenue", or its name alone."""
        label = self.label("funding_line", field, code)
        return f"{code} {label}" if code[:1].isdigit() and label != code else label

    def entry_label(self, list_code: str, code: str) -> str:
        """What an entry is called in this language."""
        entry = self._entry(list_code, code)
        text = self.words.form(f"list.{list_code}", entry.label) if entry else code
        text = self.marked(text)
        return f"{text}*" if code in _WITH_FOOTNOTE and self.root.territory_footnote and "*" not in text else text

    def _entry(self, list_code: str, code: str) -> Entry | None:
        try:
            return self.method.entry(list_code, code)
        except KeyError:
            return None

    def labels(self, record: Record, field: str) -> str:
        """All entries of a set field, with semicolons: a label may hold a comma."""
        kind = kind_of(record)
        codes = self.ordered(self.methodology.list_of(kind, field), getattr(record, field))
        return "; ".join(self.label(kind, field, code) for code in codes)

    def ordered(self, list_code: str, codes: Iterable[str]) -> list[str]:
        """Codes in the order of their list, those it does not know at the end."""
        places = self._places(list_code)
        return sorted(codes, key=lambda code: (places.get(code, len(places)), code))

    def _places(self, list_code: str) -> dict[str, int]:
        try:
            return {entry.code: n for n, entry in enumerate(self.method.list(list_code).entries)}
        except KeyError:
            return {}

    @cached_property
    def sections(self) -> list[str]:
        """The plan's sections in the order of their list."""
        return self.ordered(self._section_list, self.method.sections)

    @property
    def all_sections(self) -> frozenset[str]:
        """Every section there is, switched on or not."""
        return frozenset(self._places(self._section_list)) | frozenset(self.method.sections)

    @property
    def _section_list(self) -> str:
        return self.methodology.list_of("objective", "section")

    def own(self, record: Record, field: str) -> str:
        """The label of a code field."""
        return self.label(kind_of(record), field, getattr(record, field))

    def name(self, id: str) -> str:
        """What a record is called: an organisation by its name, a person by name, an element by its title."""
        if id not in self._names:
            self._names[id] = self._called(self.plan.get(id))
        return self._names[id]

    def _called(self, record: Record | None) -> str:
        if record is None:
            return ""
        if isinstance(record, Person):
            return self.marked(self.typed(record.name))
        return self.say(element_title(record))

    def short(self, id: str) -> str:
        """An organisation's short name where it has one."""
        record = self.plan.get(id)
        if isinstance(record, Organisation) and record.short_name:
            return self.say(record.short_name)
        return self.name(id)

    def names(self, ids: Iterable[str]) -> str:
        """Several records by name, with commas."""
        return ", ".join(filter(None, map(self.name, ids)))

    def titled(self, id: str) -> str:
        """An element's code and title."""
        return f"{self.codes.get(id, '')} {self.name(id)}".strip()

    def acts(self, kind: str) -> tuple[Act, ...]:
        """The acts of a kind that belong to this version of the plan, or to all of them, by date."""
        found = (act for act in self.plan.all(Act) if act.act_kind == kind and is_of_this_version(self.plan, act))
        return tuple(sorted(found, key=lambda act: act.date or date.max))

    @cached_property
    def hearings(self) -> tuple[PublicHearing, ...]:
        """The hearings on this version of the plan."""
        return tuple(one for one in self.plan.all(PublicHearing) if is_of_this_version(self.plan, one))

    @cached_property
    def comments(self) -> tuple[HearingComment, ...]:
        """Comments from consultations, and from the hearings on this version of the plan."""
        known = self.plan.all(HearingComment)
        return tuple(one for one in known if is_of_this_version(self.plan, self.plan[one.parent]))

    def act_line(self, act: Act) -> str:
        """An act in one line: body, number and day, and what it says in short."""
        head = ", ".join(filter(None, (self.name(act.body), self.registered(act))))
        return ": ".join(filter(None, (head, self.say(act.summary))))

    def registered(self, act: Act) -> str:
        """Number and day of an act, as it is cited."""
        if act.number and act.date:
            return self.words("number {number} of {day}", number=act.number, day=self.day(act.date))
        return self.words("number {number}", number=act.number) if act.number else self.day(act.date)

    def is_own(self, source: str) -> bool:
        """Whether a source is the municipality's own money."""
        entry = self.method.entry("funding_sources", source)
        return entry is not None and entry.marks.get("own") is True

    def split(self, record: Record, field: str) -> str:
        """How many persons a field counts, and how many of them women and men; empty when nobody was counted."""
        count: Mapping[str, Decimal] = getattr(record, field)
        told = {key: self.counted(record, field, count.get(key), key) for key in ("total", *_PERSONS)}
        sexes = ", ".join(f"{self.words(name)} {told[key]}" for key, name in _PERSONS.items() if told[key])
        whole = told["total"]
        return f"{whole} ({sexes})" if whole and sexes else whole or sexes

    def body(self, word: str) -> str:
        """A body of the plan's own unit as its kind is called (amendments T17): "assembly", "council", "head"."""
        context, text = self.method.unit_word(word)
        return self.words.form(context, text) if text else self.words(_BODIES[word])

    def capital(self, text: str) -> str:
        """The text with a capital at its beginning."""
        return text[:1].upper() + text[1:]

    def small(self, text: str) -> str:
        """The text as it stands within a sentence; abbreviations keep their capitals."""
        return text if text[1:2].isupper() else text[:1].lower() + text[1:]

    def parameter(self, code: str) -> int:
        """A parameter that is a number; 0 where the profile knows none."""
        value = self.method.parameter(code)
        return int(value) if isinstance(value, int | float) else 0

    # the plan's frame ------------------------------------------------------------------------------------------------

    @property
    def is_draft(self) -> bool:
        """Whether the plan may still change."""
        return self.root.status not in LOCKED

    @property
    def is_small(self) -> bool:
        """Whether the plan follows the small-municipality track."""
        return self.method.small

    def specific_objectives(self) -> tuple[Objective, ...]:
        """The objectives below the general ones."""
        return tuple(o for o in self.plan.all(Objective) if o.objective_kind == "specific")

    def general_objectives(self) -> tuple[Objective, ...]:
        """The objectives at the top."""
        return tuple(o for o in self.plan.children(self.plan.id, Objective) if o.objective_kind != "specific")

    def indicators_of(self, record: Objective | Measure) -> tuple[Indicator, ...]:
        """The indicators of an objective or measure."""
        return self.plan.children(record.id, Indicator)

    # blocks that every chapter needs ---------------------------------------------------------------------------------

    def missing(self, what: str, step: int) -> Note:
        """What stands in an empty chapter: what belongs there, and in which step it is filled in."""
        if not self.is_draft:
            return Note(text=self.words("Nothing was entered here."))
        title = next(
            (self.words.form(f"step.{s.code}", s.title) for s in self.methodology.steps if s.number == step), ""
        )
        return Note(
            text=self.words(
                "Nothing entered yet. Needed here: {what}. Fill it in at step {n}, {title}.",
                what=what,
                n=step,
                title=title,
            )
        )

    def text_or_missing(self, texts: Mapping[str, str], what: str, step: int) -> Block:
        """A narrative text, or what belongs in its place."""
        text = self.say(texts)
        return Paragraphs(text=text) if text.strip() else self.missing(what, step)

    def table_or_missing(self, table: Table, what: str, step: int) -> Block:
        """The table, or what belongs in its place while it has no rows."""
        return table if table.rows else self.missing(what, step)

    def heading(self, level: int, text: str) -> Heading:
        """A heading; number and anchor are given when the document is put together."""
        return Heading(level=level, text=text, anchor="")


def column(title: str, width: float = 1.0, align: Align = "left") -> Column:
    """A column."""
    return Column(title, width, align)


def figures(title: str, width: float = 1.0) -> Column:
    """A column of figures."""
    return Column(title, width, "right")


def rows(cells: Iterable[Sequence[str]]) -> tuple[Row, ...]:
    """Plain rows; those without any text are left out."""
    return tuple(Row(tuple(row)) for row in cells if any(row))


def facts(*pairs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """Pairs that say something."""
    return tuple((name, value) for name, value in pairs if value)
