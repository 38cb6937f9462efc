"""`region`: the coordinator's day: who owes what, plans on paper, contacts, reminders, hand-over, editions, people."""

from __future__ import annotations

import argparse
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from localplan.app.book import (
    add_contact,
    add_stub,
    entry_of,
    number_of,
    owed_said,
    remind,
    settle_reminder,
    standings,
    usual_currency,
)
from localplan.app.book_papers import state_names, write_hand_over, write_region_calendar
from localplan.app.book_tables import book_table
from localplan.cli.call import Call, day, year
from localplan.cli.handing_over import published, take_over, write_library
from localplan.cli.speech import complain, say, say_json
from localplan.domain.region_book import TOTALS, WAYS, Contact, Reminder, Stub
from localplan.domain.shown import ShownCell
from localplan.domain.values import Refused
from localplan.words import LANGUAGES, Words

if TYPE_CHECKING:
    from localplan.app.plans import Library

PARTS = ("list", "stub", "contact", "remind", "calendar", "handover", "take-over", "published", "people")
_KINDS: dict[str, type[Any]] = {"stub": Stub, "contact": Contact, "remind": Reminder}
_TABLES = {"stub": "stubs", "contact": "contacts", "remind": "reminders"}


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """Takes the part of the book, and what is to be written into it."""
    text, number = words("TEXT"), words("YEAR")
    parts = words("what to show: {parts}", parts=", ".join(PARTS))
    parser.add_argument("part", choices=PARTS, metavar=words("PART"), help=parts)
    parser.add_argument("--municipality", metavar=words("CODE"), help=words("code of the register"))
    parser.add_argument("--title", default="", metavar=text, help=words("title of a plan on paper"))
    parser.add_argument("--from", dest="first", type=year, metavar=number, help=words("first year"))
    parser.add_argument("--to", dest="last", type=year, metavar=number, help=words("last year"))
    parser.add_argument("--gazette", default="", metavar=text, help=words("where it was published"))
    parser.add_argument(
        "--total",
        action="append",
        default=[],
        metavar="money=1250000",
        help=words("a total counted by hand: {names}", names=", ".join(TOTALS)),
    )
    parser.add_argument("--currency", default="", metavar=words("CODE"), help=words("currency of the money"))
    file = words("the plan as a file, kept with it; for editions the library, in a file or on a server")
    parser.add_argument("--file", metavar=words("FILE"), help=file)
    parser.add_argument("--year", type=year, metavar=number, help=words("year of the numbers of inhabitants in --file"))
    parser.add_argument("--name", default="", metavar=text, help=words("name of a contact"))
    parser.add_argument("--role", default="", metavar=text, help=words("function of a contact"))
    parser.add_argument("--e-mail", default="", metavar=text, help=words("e-mail of a contact"))
    parser.add_argument("--phone", default="", metavar=text, help=words("telephone of a contact"))
    parser.add_argument("--note", default="", metavar=text, help=words("a note to a contact or a plan on paper"))
    parser.add_argument("--how", default="telephone", choices=WAYS, help=words("how somebody was reminded"))
    parser.add_argument("--whom", default="", metavar=text, help=words("who was reminded"))
    parser.add_argument("--about", default="", metavar=text, help=words("of what"))
    parser.add_argument("--next", type=day, metavar=words("DATE"), help=words("when to ask again (YYYY-MM-DD)"))
    parser.add_argument("--done", metavar=words("ID"), help=words("this reminder is done"))
    parser.add_argument("--drop", metavar=words("ID"), help=words("remove this entry"))
    out = words("file for the calendar or the handover: a paper, or the library itself (.localplan)")
    parser.add_argument("--out", type=Path, metavar=words("FILE"), help=out)
    parser.add_argument("--lang", metavar=words("LANGUAGE"), help=words("language of the handover"))
    parser.add_argument(
        "--today", type=day, metavar=words("DATE"), help=words("as if today were this day (YYYY-MM-DD)")
    )


def run(call: Call) -> int:
    """Writes into the book, or prints from it."""
    wanted = call.arguments
    writing = wanted.part in _KINDS and (wanted.municipality or wanted.done or wanted.drop)
    if wanted.part in ("calendar", "handover") and not wanted.out:
        complain(call.words("Name the file to write: --out FILE."))
        return 2
    if wanted.part == "people" and not (wanted.file and wanted.year):
        complain(call.words("Name the file with the inhabitants and its year: --file FILE --year YEAR."))
        return 2
    if wanted.part == "take-over":
        return take_over(call)
    writing = writing or wanted.part == "people" or (wanted.part == "published" and wanted.file)
    with call.library(looking=not writing, there=not writing, purpose="region") as library:
        if wanted.part == "list":
            return _list(call, library)
        if wanted.part == "published":
            return published(call, library)
        if wanted.part == "handover" and wanted.out.suffix.lower() == ".localplan":
            return write_library(call, library)
        if wanted.part in ("calendar", "handover"):
            return _write(call, library)
        if wanted.part == "people":
            return _bring(call, library)
        if writing:
            _change(call, library)
        return _entries(call, library)


def _list(call: Call, library: Library) -> int:
    found = standings(library, call.today, call.words.language)
    if call.json:
        say_json(found)
        return 0
    for one in found:
        owed = owed_said(one.owes, call.words)
        say(f"{one.name}: {one.code}\n    {owed or call.words('nothing due')}")
    if not found:
        say(call.words("The region has no municipality yet."))
    return 0


def _bring(call: Call, library: Library) -> int:
    from localplan.app.region_people import bring_people

    count = bring_people(library, Path(call.arguments.file), call.arguments.year)
    if call.json:
        say_json({"municipalities": count, "year": call.arguments.year})
    else:
        say(call.words.plural("{n} number of inhabitants kept", "{n} numbers of inhabitants kept", count))
    return 0


def _write(call: Call, library: Library) -> int:
    wanted = call.arguments
    if wanted.part == "calendar":
        write_region_calendar(library, call.words, wanted.out, call.today)
    else:
        language = wanted.lang or call.words.language
        if language not in LANGUAGES:
            raise Refused("not_on_the_list", value=language, known=", ".join(LANGUAGES))
        write_hand_over(library, call.methodology, wanted.out, call.today, language)
    if call.json:
        say_json([str(wanted.out)])
    else:
        say(call.words("Written: {path}", path=str(wanted.out)))
    return 0


def _change(call: Call, library: Library) -> None:
    wanted = call.arguments
    if wanted.drop:
        library.book.drop(entry_of(library, _KINDS[wanted.part], wanted.drop))
    elif wanted.done:
        settle_reminder(library, entry_of(library, Reminder, wanted.done))
    elif wanted.part == "stub":
        _add_stub(call, library)
    elif wanted.part == "contact":
        facts = {"name": wanted.name, "role": wanted.role, "e_mail": wanted.e_mail, "phone": wanted.phone}
        add_contact(library, wanted.municipality, **facts, note=wanted.note)
    else:
        more = {"whom": wanted.whom, "next_day": wanted.next}
        remind(library, wanted.municipality, call.today, wanted.how, wanted.about, **more)


def _add_stub(call: Call, library: Library) -> None:
    wanted = call.arguments
    add_stub(
        library,
        wanted.municipality,
        file=Path(wanted.file) if wanted.file else None,
        title=wanted.title,
        period_start=date(wanted.first, 1, 1) if wanted.first else None,
        period_end=date(wanted.last, 12, 31) if wanted.last else None,
        gazette=wanted.gazette,
        currency=wanted.currency or usual_currency(library.summaries(())),
        totals=number_of(wanted.total),
        note=wanted.note,
    )


def _entries(call: Call, library: Library) -> int:
    part, words = call.arguments.part, call.words
    if call.json:
        say_json(library.book.entries(_KINDS[part]))
        return 0
    shown = book_table(library, _TABLES[part], words, call.today, state_names(call.methodology, words))
    for row in shown.rows:
        say(" · ".join(filter(None, (_said(cell, words) for cell in row.cells))))
        say(f"    {row.record}")
    if not shown.rows:
        say(words("No entries yet."))
    return 0


def _said(cell: ShownCell, words: Words) -> str:
    if isinstance(cell, date):
        return words.day(cell)
    return words.number(cell) if isinstance(cell, Decimal | int) else cell or ""
