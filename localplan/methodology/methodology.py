"""The methodology as it was read, and as one plan sees it: its profile, own rules, track and sections."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from localplan.domain.adoption import is_of_this_version
from localplan.domain.plan import Plan
from localplan.domain.records import Record, kind_of
from localplan.domain.records.logic import FundingLine
from localplan.domain.records.plan import ProfileOverride
from localplan.methodology.collection_kinds import (
    LibraryIndicator,
    LibraryMeasure,
    LibraryObjective,
    LibraryProblem,
    Practice,
)
from localplan.methodology.conditions import OF_THE_PLAN, shown
from localplan.methodology.declarations import CodeList, Entry, Form, FormField, RuleText, Step
from localplan.methodology.law import Country, Parameter, Profile
from localplan.methodology.own_rules import Value, read
from localplan.methodology.vocabulary import LISTS_BESIDE_FORMS

GENERIC = "generic"
ALWAYS_ON = "cross"  # the cross-cutting section is part of every plan


@dataclass(frozen=True, eq=False)
class Methodology:
    """All that forms/ declares, for one version. Look-ups of unknown codes raise KeyError, except where said."""

    version: int
    steps: tuple[Step, ...]
    rules: Mapping[str, RuleText]
    profiles: Mapping[str, Profile]
    lists: Mapping[str, CodeList]
    indicators: Mapping[str, LibraryIndicator]
    problems: Mapping[str, LibraryProblem]
    objectives: Mapping[str, LibraryObjective]
    measures: Mapping[str, LibraryMeasure]
    practices: Mapping[str, Practice]
    countries: Mapping[str, Country]
    guidance_dir: Path

    @cached_property
    def forms(self) -> dict[str, Form]:
        """Every form by code, in the order of the steps."""
        return {form.code: form for step in self.steps for form in step.forms}

    @cached_property
    def _step_of_form(self) -> dict[str, Step]:
        return {form.code: step for step in self.steps for form in step.forms}

    @cached_property
    def _lists_of_fields(self) -> dict[tuple[str, str], str]:
        asked = {(form.record, field.name): field.list for form in self.forms.values() for field in form.fields}
        return {**LISTS_BESIDE_FORMS, **asked}

    def step(self, code: str) -> Step:
        """The step of that code."""
        return next((step for step in self.steps if step.code == code), None) or _missing(code)

    def form(self, code: str) -> Form:
        """The form of that code."""
        return self.forms[code]

    def step_of(self, form_code: str) -> Step:
        """The step in which a form stands."""
        return self._step_of_form[form_code]

    def forms_of(self, kind: str) -> tuple[Form, ...]:
        """The forms for records of a kind, in the order of the steps."""
        return tuple(form for form in self.forms.values() if form.record == kind)

    def profile(self, code: str) -> Profile:
        """The profile of that code; the generic one when there is none."""
        return self.profiles.get(code) or self.profiles[GENERIC]

    def country(self, code: str) -> Country | None:
        """What is known of a country, by its ISO 3166-1 code; None for one outside the programme."""
        return self.countries.get(code)

    def list(self, code: str, profile: str = "") -> CodeList:
        """The code list: the profile's own one, else the common one."""
        own = next((known for known in self.profile(profile).lists if known.code == code), None)
        return own or self.lists[code]

    def list_of(self, kind: str, field: str) -> str:
        """Code of the list from which a field of a record kind is filled; empty when it has none."""
        return self._lists_of_fields.get((kind, field), "")

    def entry(self, list_code: str, entry_code: str, profile: str = "") -> Entry | None:
        """An entry of a list, or None."""
        return next((entry for entry in self.list(list_code, profile).entries if entry.code == entry_code), None)

    def parameter(self, profile: str, code: str) -> Parameter:
        """A parameter of a profile; one that this profile does not know has the value None.

        Raises KeyError for a code that no profile knows.
        """
        for parameter in self.profile(profile).parameters:
            if parameter.code == code:
                return parameter
        label = next((p.label for other in self.profiles.values() for p in other.parameters if p.code == code), None)
        return Parameter(code=code, label=label or _missing(code))

    def guidance(self, step: str, language: str) -> str:
        """The Markdown beside a step, in that language, else in English."""
        name = f"{self.step(step).guidance}.md"
        found = (self.guidance_dir / tag / name for tag in (language, "en"))
        return next((path.read_text("utf-8") for path in found if path.is_file()), "")

    def for_plan(self, plan: Plan) -> PlanMethod:
        """The methodology as this plan sees it."""
        return PlanMethod(self, plan)


class PlanMethod:
    """Profile, lists, parameters, years and visible pages of one plan. Made anew for each plan value; cheap."""

    def __init__(self, methodology: Methodology, plan: Plan) -> None:
        self.methodology = methodology
        self.plan = plan
        self.profile = methodology.profile(plan.root.legal_profile)
        self.small = plan.root.track == "small"
        self.sections = (*(s for s in plan.root.sections if s != ALWAYS_ON), ALWAYS_ON)
        self.years = _years(plan)

    # lists and parameters --------------------------------------------------------------------------------------------

    def list(self, code: str) -> CodeList:
        """The list of the plan's profile, else the common one."""
        return self.methodology.list(code, self.profile.code)

    def entry(self, list_code: str, entry_code: str) -> Entry | None:
        """An entry of a list, or None."""
        return self.methodology.entry(list_code, entry_code, self.profile.code)

    def offered(self, code: str, chosen: Container[str] = ()) -> tuple[Entry, ...]:
        """The entries to choose from: those of other profiles and currencies left out, unless `chosen` already."""
        return tuple(entry for entry in self.list(code).entries if entry.code in chosen or self._is_ours(entry))

    def _is_ours(self, entry: Entry) -> bool:
        ours = {"only_in": self.profile.code, "amounts_in": self.plan.root.currency}
        return all(entry.marks.get(mark, own) == own for mark, own in ours.items())

    def unit_word(self, word: str) -> tuple[str, str]:
        """A body of the plan's own unit, "assembly" or "council": the context of the text, and the English text.

        Empty texts where neither country nor profile has a word for this kind of unit.
        """
        country, kind = self.methodology.country(self.plan.root.country), self.plan.root.unit_kind
        for context, words in (
            ("countries", country.words if country else {}),
            (f"profile.{self.profile.code}", self.profile.words),
        ):
            if text := words.get(kind, {}).get(word):
                return context, text
        return "", ""

    @cached_property
    def overrides(self) -> dict[str, ProfileOverride]:
        """What the municipality sets otherwise, by parameter."""
        return {record.parameter: record for record in self.plan.all(ProfileOverride) if record.parameter}

    @cached_property
    def grounded(self) -> frozenset[str]:
        """Parameters overridden with a reason and a legal source: rules that use them are silent.

        Not where the value cannot be read: then the profile's holds, and so do the rules.
        """
        grounds = (code for code, own in self.overrides.items() if own.reason and own.legal_source)
        return frozenset(code for code in grounds if self.own_value(code) is not None)

    def parameter(self, code: str) -> Value:
        """The value that holds for this plan: the municipality's own when it can be read, else the profile's."""
        declared = self.methodology.parameter(self.profile.code, code).value
        own = self.own_value(code) if code in self.overrides else None
        return declared if own is None else own

    def own_value(self, code: str) -> Value:
        """What the municipality sets itself; None where it sets nothing, or nothing that can be read."""
        known, own = self.declared(code), self.overrides.get(code)
        return read(known, own.value) if own is not None and known is not None else None

    def declared(self, code: str) -> Parameter | None:
        """A parameter as its values look like: this profile's, or where it has no value another's; None if unknown."""
        profiles = (self.profile, *self.methodology.profiles.values())
        known = [one for profile in profiles for one in profile.parameters if one.code == code]
        return next((one for one in known if one.value is not None), None)

    def source_of(self, rule: RuleText) -> str:
        """Where a rule stands; empty where that is a law, and the profile knows no laws of the plan's country."""
        return rule.source if rule.evidence == "proposal" or self.profile.laws else ""

    # what is shown ---------------------------------------------------------------------------------------------------

    @cached_property
    def has_programmes(self) -> bool:
        """Whether tables of money have a column for programmes: where the profile lists those of the budget, or the
        plan names one all the same."""
        listed = self.list("programme_codes").entries
        return bool(listed) or any(line.programme_code for line in self.plan.all(FundingLine))

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps: a track hides pages, never a step."""
        return self.methodology.steps

    def forms(self, step: str) -> tuple[Form, ...]:
        """The forms of a step that this plan shows, by track and sections."""
        return tuple(form for form in self.methodology.step(step).forms if self.shows(form))

    def shows(self, form: Form) -> bool:
        """Whether this plan shows the form, and the form that it stands under."""
        here = (form.small or not self.small) and shown(form.shown_when, self.plan.root, self.plan)
        return here and (not form.under or self.shows(self.methodology.form(form.under)))

    def panels(self, step: str) -> tuple[str, ...]:
        """Codes of the drawn pages of a step that this plan shows."""
        return tuple(p.code for p in self.methodology.step(step).panels if p.small or not self.small)

    def fields(self, form: Form, record: Record | None = None) -> tuple[FormField, ...]:
        """The fields that a form shows: for a record if given, else all that some record might show."""
        return tuple(field for field in form.fields if self._shows_field(field, record))

    def _shows_field(self, field: FormField, record: Record | None) -> bool:
        if (self.small and not field.small) or self._has_nothing_to_offer(field):
            return False
        condition = field.shown_when
        if condition is None or (record is None and not condition.field.startswith(OF_THE_PLAN)):
            return True
        return shown(condition, record or self.plan.root, self.plan)

    def _has_nothing_to_offer(self, field: FormField) -> bool:
        """A budget without programmes has no code of one; what was typed before is kept."""
        return field.list in self.methodology.lists and not self.list(field.list).entries

    def entries(self, form: Form) -> tuple[Entry, ...]:
        """The entries of an `entries` form: those of switched-off sections and of the full track left out."""
        return tuple(entry for entry in self.list(form.entries).entries if self._shows_entry(entry))

    def _shows_entry(self, entry: Entry) -> bool:
        section = entry.marks.get("section", ALWAYS_ON)
        return section in self.sections and not (self.small and entry.marks.get("small") is False)

    # which records a form shows --------------------------------------------------------------------------------------

    def rows(self, form: Form) -> Iterator[Record]:
        """The records that a form shows, in the order of the tree."""
        return (record for record in self.plan.all_of(form.record) if self.fits(form, record))

    def fits(self, form: Form, record: Record) -> bool:
        """Whether a form shows a record: kind, fixed values and, in a tree, what it belongs to."""
        if kind_of(record) != form.record or any(getattr(record, n) != v for n, v in form.fixed.items()):
            return False
        if form.layout == "entries":
            return any(entry.code == getattr(record, form.key) for entry in self.list(form.entries).entries)
        if not form.under:
            return True
        parent = self.plan.get(record.parent)
        above = (self.methodology.form(form.under), *((form,) if form.nested else ()))
        return parent is not None and any(self.fits(one, parent) for one in above)

    def single(self, form: Form) -> Record | None:
        """The record that a page for one record shows: that of this version of the plan; None while there is none."""
        return next((record for record in self.rows(form) if is_of_this_version(self.plan, record)), None)

    def form_for(self, record: Record, field: str = "") -> Form | None:
        """The form in which a record, or one field of it, is best edited; None when this plan shows none.

        A tree comes before a table of all, then whichever is narrower by fixed values, then the fuller one; an act of
        an earlier version of the plan stands in the table alone.
        """
        fitting = [form for form in self.methodology.forms_of(kind_of(record)) if self.shows(form)]
        asking = [form for form in fitting if not field or any(f.name == field for f in self.fields(form, record))]
        found = (form for form in asking if self.fits(form, record))
        narrow = 1 if is_of_this_version(self.plan, record) else -1
        return max(found, key=lambda f: (bool(f.under), narrow * len(f.fixed), len(f.fields)), default=None)


def _years(plan: Plan) -> tuple[str, ...]:
    """The calendar years of the plan's period, as map fields are keyed; none without start and end."""
    start, end = plan.root.period_start, plan.root.period_end
    return tuple(str(year) for year in range(start.year, end.year + 1)) if start and end else ()


def _missing(code: str) -> Any:
    raise KeyError(code)
