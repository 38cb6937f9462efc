"""What a new plan begins with when only its municipality and period are named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import msgspec

from localplan.app.plans import Facts, new_plan
from localplan.app.registers import municipality
from localplan.data import data_dir
from localplan.domain.plan import Plan
from localplan.domain.values import Refused
from localplan.methodology.declarations import ANY_UNIT
from localplan.methodology.law import Country
from localplan.methodology.methodology import Methodology
from localplan.words import LANGUAGES, of_town, phrase, text_in, words_for


def begin_plan(
    methodology: Methodology,
    code: str,
    years: tuple[int, int],
    *,
    document_type: str = "",
    sections: tuple[str, ...] = (),
    language: str = "",
) -> Plan:
    """A plan for a municipality of the register. Raises Refused for what no list knows."""
    unit = municipality(data_dir("db"), code)
    if unit is None:
        raise Refused("unknown_municipality", municipality=code)
    if not 1900 <= years[0] < years[1] <= 2200:
        raise Refused("period_upside_down", first=years[0], last=years[1])
    profile = methodology.profile("rs")
    kind = document_type or methodology.list("document_types", profile.code).entries[0].code
    _check(methodology, "document_types", kind)
    for section in sections:
        _check(methodology, "sections", section)
    main = language or profile.main_languages[0]
    _check(methodology, "languages", main)
    return new_plan(
        with_title(
            Facts(
                municipality=unit.code,
                municipality_name=unit.names,
                country="RS",
                unit_kind=unit.kind_of_unit,
                subdivision=unit.district,
                profile=profile.code,
                first_year=years[0],
                last_year=years[1],
                document_type=kind,
                sections=sections,
                languages=(main,),
                currency=profile.currency,
                amount_unit=profile.amount_unit,
                methodology_version=methodology.version,
            ),
            methodology.country("RS"),
        )
    )


TITLES = {
    "municipality": phrase(
        "Programme for migration, youth and employment of the municipality of {name} for {first}–{last} with its "
        "action plan"
    ),
    "city": phrase(
        "Programme for migration, youth and employment of the city of {name} for {first}–{last} with its action plan"
    ),
    "city_municipality": phrase(
        "Programme for migration, youth and employment of the city municipality of {name} for {first}–{last} with its "
        "action plan"
    ),
}
"""Proposed titles by kind of unit (amendments §7: a programme with its action plan)."""
ANY_TITLE = phrase("Local action plan for migration, youth and employment of {name}, {first}–{last}")
OF_NAME = {
    "fr": (
        (re.compile(r"^Les (?=\w)"), "des "),
        (re.compile(r"^Le (?=\w)"), "du "),
        (re.compile(r"^(?=[AÀÂEÉÈÊËIÎÏOÔUÙÛÜ])", re.IGNORECASE), "d’"),
        (re.compile(r"^"), "de "),
    )
}
"""How a name joins its preposition, by language: the first pattern that fits; de Thiès, d’Agadir, du Kef."""


def with_title(facts: Facts, country: Country | None) -> Facts:
    """The facts with a proposed title in each of the plan's languages for which one is known."""
    if facts.title:
        return facts
    years = (facts.first_year, facts.last_year)
    title = proposed_title(facts.languages, country, facts.unit_kind, facts.municipality_name, years)
    return msgspec.structs.replace(facts, title=title)


def proposed_title(
    languages: Iterable[str],
    country: Country | None,
    unit_kind: str,
    municipality: Mapping[str, str],
    years: tuple[int, int],
) -> dict[str, str]:
    """The title a plan begins with, by language; none where neither the program nor the country has one."""
    patterns = {language: _title_pattern(language, country, unit_kind) for language in languages}
    names = {tag: _name_of(unit_kind, text_in(municipality, tag), tag) for tag in patterns}
    return {tag: _filled(pattern, tag, names[tag], years) for tag, pattern in patterns.items() if pattern}


def _name_of(unit_kind: str, name: str, language: str) -> str:
    """The unit's name as it stands in the title: града Ваљева, but општине Бечеј."""
    return of_town(name, language) if unit_kind == "city" else name


def _title_pattern(language: str, country: Country | None, unit_kind: str) -> str:
    if language in LANGUAGES:
        words = words_for(language, data_dir("resources") / "locale")
        return words(TITLES.get(unit_kind, ANY_TITLE))
    told = country.titles if country else {}
    return told.get(unit_kind, {}).get(language) or told.get(ANY_UNIT, {}).get(language, "")


def _filled(pattern: str, language: str, name: str, years: tuple[int, int]) -> str:
    joined = next((fits.sub(of, name, count=1) for fits, of in OF_NAME.get(language, ()) if fits.search(name)), name)
    return pattern.format(name=name, of_name=joined, first=years[0], last=years[1])


def _check(methodology: Methodology, list_code: str, code: str) -> None:
    known = [entry.code for entry in methodology.list(list_code, "rs").entries]
    if code not in known:
        raise Refused("not_on_the_list", value=code, known=", ".join(known))
