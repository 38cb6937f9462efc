"""Reads forms/ strictly: whatever it does not know stops the program, with file, name and what is wrong."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from localplan.domain.values import Refused
from localplan.methodology import links, vocabulary
from localplan.methodology.collection_kinds import (
    LibraryIndicator,
    LibraryMeasure,
    LibraryObjective,
    LibraryProblem,
    Practice,
)
from localplan.methodology.declarations import CodeList, Declared, Entry, Form, Group, RuleText, Step
from localplan.methodology.law import Country, Parameter, Profile
from localplan.methodology.methodology import Methodology

T = TypeVar("T")
D = TypeVar("D", bound=Declared)


class BadDeclaration(Refused):
    """A file in forms/ that says something unknown: `file` within forms/, `name` of the declaration, `detail`."""

    def __init__(self, file: str, name: str, detail: str) -> None:
        super().__init__("bad_declaration", file=file, name=name, detail=detail)
        self.file, self.name, self.detail = file, name, detail


class _Newest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: int


class _Lists(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    lists: tuple[CodeList, ...] = ()


class _Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    rules: tuple[RuleText, ...] = ()


class _Collections(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    indicators: tuple[LibraryIndicator, ...] = ()
    problems: tuple[LibraryProblem, ...] = ()
    objectives: tuple[LibraryObjective, ...] = ()
    measures: tuple[LibraryMeasure, ...] = ()
    practices: tuple[Practice, ...] = ()


@dataclass
class _Read:
    """What the files say, each declaration with its file; `steps`, `lists` … are keyed by code."""

    folder: Path
    version: int = 0
    files: set[Path] = field(default_factory=set)
    steps: dict[str, tuple[str, Step]] = field(default_factory=dict)
    lists: dict[str, tuple[str, CodeList]] = field(default_factory=dict)
    profiles: dict[str, tuple[str, Profile]] = field(default_factory=dict)
    rules: dict[str, tuple[str, RuleText]] = field(default_factory=dict)
    indicators: dict[str, tuple[str, LibraryIndicator]] = field(default_factory=dict)
    problems: dict[str, tuple[str, LibraryProblem]] = field(default_factory=dict)
    objectives: dict[str, tuple[str, LibraryObjective]] = field(default_factory=dict)
    measures: dict[str, tuple[str, LibraryMeasure]] = field(default_factory=dict)
    practices: dict[str, tuple[str, Practice]] = field(default_factory=dict)
    countries: dict[str, tuple[str, Country]] = field(default_factory=dict)


def load_methodology(forms_dir: Path, version: int | None = None) -> Methodology:
    """The methodology as of a version, the newest without one.

    Raises BadDeclaration for a fault in forms/, and Refused `methodology_too_new` for a version it does not reach.
    """
    read = _Read(forms_dir)
    newest = _file(read, forms_dir / "methodology.toml", _Newest).version
    read.version = newest if version is None else version
    if not 1 <= read.version <= newest:
        raise Refused("methodology_too_new", version=read.version, newest=newest)
    _read_all(read)
    lists = {code: one for code, (_, one) in read.lists.items()}
    lists |= {one.code: one for one in _derived_lists(read)}
    methodology = Methodology(
        version=read.version,
        steps=tuple(sorted(_plain(read.steps).values(), key=lambda step: step.number)),
        rules=_plain(read.rules),
        profiles={code: _with_derived_lists(profile) for code, (_, profile) in read.profiles.items()},
        lists=lists,
        indicators=_plain(read.indicators),
        problems=_plain(read.problems),
        objectives=_plain(read.objectives),
        measures=_plain(read.measures),
        practices=_plain(read.practices),
        countries=_plain(read.countries),
        guidance_dir=forms_dir / "guidance",
    )
    _check_all(read, methodology)
    return methodology


# reading -------------------------------------------------------------------------------------------------------------


def _read_all(read: _Read) -> None:
    for path in _toml(read, "codelists"):
        _keep(read, path, read.lists, _file(read, path, _Lists).lists)
    for path in _toml(read, "collections"):
        collection = _file(read, path, _Collections)
        for name in collection.__struct_fields__:
            _keep(read, path, getattr(read, name), getattr(collection, name))
    for path in _toml(read, "countries"):
        _keep(read, path, read.countries, (_file(read, path, Country),))
    for path in _toml(read, "steps"):
        _keep(read, path, read.steps, (_file(read, path, Step),))
    for path in _toml(read, "rules"):
        _keep(read, path, read.rules, _file(read, path, _Rules).rules)
    for path in _toml(read, "profiles"):
        profile = _file(read, path, Profile)
        own = [one for part in _toml(read, f"profiles/{path.stem}") for one in _file(read, part, _Lists).lists]
        _keep(read, path, read.profiles, (msgspec.structs.replace(profile, lists=(*profile.lists, *own)),))
    for path in sorted(set(read.folder.rglob("*.toml")) - read.files):
        raise BadDeclaration(_within(read, path), "", "no file of this name is expected here")


def _toml(read: _Read, folder: str) -> list[Path]:
    return sorted((read.folder / folder).glob("*.toml"))


def _within(read: _Read, path: Path) -> str:
    return path.relative_to(read.folder).as_posix()


def _file(read: _Read, path: Path, shape: type[T]) -> T:
    read.files.add(path)
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as reason:
        raise BadDeclaration(_within(read, path), "", str(reason)) from reason
    try:
        return msgspec.convert(raw, shape)
    except msgspec.ValidationError as reason:
        raise BadDeclaration(_within(read, path), _named(raw, str(reason)), str(reason)) from reason


def _named(raw: Any, message: str) -> str:
    """Code or name of the innermost declaration on the path that msgspec gives: `at $.forms[2].fields[0]`."""
    name = str(raw.get("code", ""))
    for step in re.findall(r"\.(\w+)|\[(\d+)\]", message.rpartition("$")[2]):
        try:
            raw = raw[step[0]] if step[0] else raw[int(step[1])]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(raw, dict):
            own = raw.get("code", raw.get("name", raw.get("title", "")))
            name = ".".join(filter(None, (name, str(own))))
    return name


def _keep(read: _Read, path: Path, known: dict[str, tuple[str, D]], declared: Iterable[D]) -> None:
    """Adds what the wanted version has of these declarations; a code stands once."""
    for one in declared:
        if not _lives(one, read.version):
            continue
        code = getattr(one, "code", "")
        if code in known:
            raise BadDeclaration(_within(read, path), code, f"stands in {known[code][0]} already")
        known[code] = (_within(read, path), _of_version(one, read.version))


def _lives(declared: Declared, version: int) -> bool:
    return declared.since <= version and (declared.until is None or version < declared.until)


def _of_version(declared: D, version: int) -> D:
    """The declaration with those of its parts that live in that version."""
    parts = {
        name: tuple(_of_version(part, version) for part in value if _lives(part, version))
        for name in declared.__struct_fields__
        if isinstance(value := getattr(declared, name), tuple) and value and isinstance(value[0], Declared)
    }
    if isinstance(declared, Form):
        parts |= {"groups": _groups_of_version(declared, version)}
    return msgspec.structs.replace(declared, **parts)


def _groups_of_version(form: Form, version: int) -> tuple[Group, ...]:
    """The groups without fields that do not live in that version."""
    gone = {field.name for field in form.fields if not _lives(field, version)}
    left = ((group, tuple(name for name in group.fields if name not in gone)) for group in form.groups)
    return tuple(msgspec.structs.replace(group, fields=fields) for group, fields in left if fields)


def _plain(known: dict[str, tuple[str, T]]) -> dict[str, T]:
    return {code: one for code, (_, one) in known.items()}


# lists that follow from other declarations ---------------------------------------------------------------------------


def _derived_lists(read: _Read) -> Iterator[CodeList]:
    """Steps, profiles and indicators to choose from; deadlines and parameters of any profile."""
    yield _list("steps", "Steps", ((s.code, s.title) for s in _plain(read.steps).values()))
    yield _list("profiles", "Legal profiles", ((p.code, p.name) for p in _plain(read.profiles).values()))
    yield _list(
        "indicators", "Indicators of the collection", ((i.code, i.title) for i in _plain(read.indicators).values())
    )
    profiles = _plain(read.profiles).values()
    deadlines = {deadline.code: deadline.label for profile in profiles for deadline in profile.deadlines}
    yield _list("deadlines", "Deadlines", deadlines.items())
    parameters = {one.code: _rule_of(profile, one) for profile in profiles for one in profile.parameters}
    yield CodeList(code="parameters", title="Rules of the legal profile", entries=tuple(parameters.values()))


def _rule_of(profile: Profile, one: Parameter) -> Entry:
    return Entry(code=one.code, label=one.label, marks={"only_in": profile.code} if one.here_only else {})


def _with_derived_lists(profile: Profile) -> Profile:
    deadlines = _list("deadlines", "Deadlines", ((d.code, d.label) for d in profile.deadlines))
    return msgspec.structs.replace(profile, lists=(*profile.lists, deadlines))


def _list(code: str, title: str, entries: Iterable[tuple[str, str]]) -> CodeList:
    return CodeList(code=code, title=title, entries=tuple(Entry(code=one, label=label) for one, label in entries))


# checking ------------------------------------------------------------------------------------------------------------


def _check_all(read: _Read, known: Methodology) -> None:
    for file, name, detail in _faults(read, known):
        raise BadDeclaration(file, name, detail)


def _faults(read: _Read, known: Methodology) -> Iterator[tuple[str, str, str]]:
    for file, one in read.lists.values():
        yield from ((file, *fault) for fault in vocabulary.check_list(one, known.lists))
    for file, indicator in read.indicators.values():
        yield from ((file, *fault) for fault in vocabulary.check_indicator(indicator, known.lists))
    yield from _broken_links(read, known)
    yield from _doubled_forms(read)
    for file, step in read.steps.values():
        yield from ((file, *fault) for fault in vocabulary.check_step(step))
        yield from ((file, *fault) for fault in _check_place(step, known))
        for form in step.forms:
            yield from ((file, *fault) for fault in vocabulary.check_form(form, known.forms, known.lists))
    for file, profile in read.profiles.values():
        for one in profile.lists:
            yield from ((file, *fault) for fault in vocabulary.check_list(one, known.lists))
        yield from (
            (file, *fault) for fault in vocabulary.check_profile(profile, known.lists, known.steps, known.rules)
        )
    for file, rule in read.rules.values():
        yield from ((file, *fault) for fault in vocabulary.check_rule(rule, known.steps, known.profiles))


def _broken_links(read: _Read, known: Methodology) -> Iterator[tuple[str, str, str]]:
    """Items of the collections and countries that name what is not there."""
    for file, problem in read.problems.values():
        yield from ((file, *fault) for fault in links.check_problem(problem, known))
    for file, objective in read.objectives.values():
        yield from ((file, *fault) for fault in links.check_objective(objective, known))
    for file, measure in read.measures.values():
        yield from ((file, *fault) for fault in links.check_measure(measure, known))
    for file, practice in read.practices.values():
        yield from ((file, *fault) for fault in links.check_practice(practice, known))
    for file, country in read.countries.values():
        yield from ((file, *fault) for fault in links.check_country(country, known))


def _check_place(step: Step, known: Methodology) -> Iterator[tuple[str, str]]:
    if known.steps[step.number - 1 : step.number] != (step,):
        yield step.code, f"steps are numbered from 1 without gaps: {step.number}"
    if not (known.guidance_dir / "en" / f"{step.guidance}.md").is_file():
        yield step.code, f"no guidance {step.guidance}.md"


def _doubled_forms(read: _Read) -> Iterator[tuple[str, str, str]]:
    """A form's code and its sheet stand once in the whole methodology."""
    for what in ("code", "sheet"):
        seen: dict[str, str] = {}
        for file, step in read.steps.values():
            for form in step.forms:
                own = getattr(form, what)
                if own and own in seen:
                    yield file, form.code, f"the {what} {own!r} stands in {seen[own]} already"
                seen[own] = file
