"""`consolidate`: many municipalities' plans put together, as workbook, report or JSON."""

from __future__ import annotations

import argparse
from contextlib import suppress
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from localplan.cli.call import Call, day
from localplan.cli.speech import say, say_json, show_progress
from localplan.domain.choice import Choice
from localplan.domain.region_money import Rate
from localplan.domain.values import Refused
from localplan.words import Words

if TYPE_CHECKING:
    from localplan.app.consolidation import Consolidated
    from localplan.app.plans import Library

_FILTER, _RATE = "sections=youth,diaspora", "RSD=117.2@2026-01-01"


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """What is put together, and where it goes."""
    file, name = words("FILE"), words("NAME")
    parser.add_argument("--excel", type=Path, metavar=file, help=words("write the regional workbook"))
    parser.add_argument("--pdf", type=Path, metavar=file, help=words("write the regional report"))
    parser.add_argument("--word", type=Path, metavar=file, help=words("write the regional report as a Word file"))
    parser.add_argument(
        "--filter",
        action="append",
        default=[],
        metavar=_FILTER,
        help=words("only matching plans: {keys}", keys=", ".join(Choice.__struct_fields__)),
    )
    parser.add_argument("--choice", metavar=name, help=words("use a saved filter"))
    parser.add_argument("--keep-choice", metavar=name, help=words("save this filter under a name"))
    parser.add_argument(
        "--region", metavar=name, default="", help=words("the region whose municipalities are expected")
    )
    parser.add_argument(
        "--euro", action="store_true", help=words("convert all money to euro, using only rates that have a date")
    )
    parser.add_argument("--rate", action="append", default=[], metavar=_RATE, help=words("exchange rate for one euro"))
    official = words("the official edition: refused while a contradiction is open")
    parser.add_argument("--official", action="store_true", help=official)
    parser.add_argument("--freeze", metavar=name, help=words("keep these figures as an edition that never changes"))
    parser.add_argument("--edition", metavar=name, help=words("use the figures of a saved edition"))
    parser.add_argument(
        "--public", action="store_true", help=words("for the public: no names, no counts of one to four people")
    )
    parser.add_argument(
        "--today", type=day, metavar=words("DATE"), help=words("as if today were this day (YYYY-MM-DD)")
    )
    parser.add_argument(
        "--lang", metavar=words("LANGUAGE"), help=words("en, sr-Latn or sr-Cyrl; default: the terminal's")
    )


def run(call: Call) -> int:
    """Writes and prints what was asked for."""
    from localplan.app import regional as out
    from localplan.app.region_editions import freeze, frozen
    from localplan.words import LANGUAGES

    wanted = call.arguments
    language = wanted.lang or call.words.language
    if language not in LANGUAGES:
        raise Refused("not_on_the_list", value=language, known=", ".join(LANGUAGES))
    if wanted.public and (wanted.edition or wanted.freeze):
        raise Refused("public_of_kept_edition")
    with call.library(looking=not wanted.public, there=True) as library:
        if wanted.public:
            figures = out.publish(library, _view(call, library), language, wanted.region)
        elif wanted.edition:
            figures = frozen(library, wanted.edition, language)
        else:
            view = _view(call, library)
            figures = out.regional_in(view, language, name=wanted.region, official=wanted.official)
            if wanted.freeze:
                freeze(library, view, wanted.freeze, wanted.region)
    if wanted.excel:
        out.export_region_excel(figures, wanted.excel, language)
    if wanted.pdf:
        out.export_region_pdf(figures, wanted.pdf, language)
    if wanted.word:
        out.export_region_word(figures, wanted.word, language)
    files = [str(path) for path in (wanted.excel, wanted.pdf, wanted.word) if path]
    if call.json:
        told = msgspec.structs.asdict(figures)
        say_json({"totals": told.pop("totals"), "figures": told, "files": files})
        return 0
    for name, text in figures.facts:
        say(f"{name}: {text}")
    for path in files:
        say(call.words("Written: {path}", path=path))
    return 0


def _view(call: Call, library: Library) -> Consolidated:
    from localplan.app.consolidation import Consolidated
    from localplan.app.quality import refresh_checks
    from localplan.app.region_expected import expected_of

    wanted = call.arguments
    if wanted.region:
        expected_of(library, wanted.region)
    if not library.read_only:
        refresh_checks(library, call.methodology, call.today, show_progress)
    return Consolidated(
        library,
        call.methodology,
        call.today,
        choice=_choice(call, library),
        region=wanted.region,
        euro=wanted.euro or bool(wanted.rate),
        rates=[_rate(text) for text in wanted.rate],
    )


def _choice(call: Call, library: Library) -> Choice:
    from localplan.app.choices import check_choice, keep_choice, kept_choice

    wanted = call.arguments
    choice = kept_choice(library, wanted.choice) if wanted.choice else Choice()
    choice = msgspec.structs.replace(choice, **dict(_filter(text) for text in wanted.filter))
    check_choice(choice, library, call.methodology)
    if wanted.keep_choice:
        keep_choice(library, wanted.keep_choice, choice)
    return choice


def _filter(text: str) -> tuple[str, Any]:
    name, _, codes = text.partition("=")
    if name not in Choice.__struct_fields__ or not codes:
        raise Refused("choice_not_understood", text=text, example=_FILTER)
    return name, tuple(code.strip() for code in codes.split(",") if code.strip())


def _rate(text: str) -> Rate:
    currency, _, rest = text.partition("=")
    number, _, on = rest.partition("@")
    with suppress(InvalidOperation, ValueError):
        if currency and Decimal(number) > 0:
            return Rate(currency, Decimal(number), date.fromisoformat(on))
    raise Refused("rate_not_understood", text=text, example=_RATE)
