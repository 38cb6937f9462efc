"""The coordinator's book as tables in words: who owes what, reminders, contacts, plans on paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from localplan.app.book import owed_said, standings
from localplan.app.registers import municipality
from localplan.data import data_dir
from localplan.domain.region_book import Contact, Reminder, Stub
from localplan.domain.shown import Shown, ShownRow
from localplan.domain.tables import Column
from localplan.words import Words, phrase, text_in

if TYPE_CHECKING:
    from localplan.storage.library import Library

BOOK = {
    "owed": phrase("Who owes what"),
    "reminders": phrase("Reminders"),
    "contacts": phrase("Contacts"),
    "stubs": phrase("Plans on paper"),
}
"""The pages of the book."""
WAYS = {
    "telephone": phrase("telephone"),
    "e_mail": phrase("e-mail"),
    "letter": phrase("letter"),
    "meeting": phrase("meeting"),
}
TOTALS = {
    "money": phrase("money"),
    "objectives": phrase("objectives"),
    "measures": phrase("measures"),
    "activities": phrase("activities"),
    "beneficiaries": phrase("beneficiaries"),
}


def book_table(library: Library, name: str, words: Words, today: date, states: Mapping[str, str]) -> Shown:
    """One of the tables of BOOK; `states` are the names of plans' states by code. A row's record is the entry's id."""
    makers = {"owed": _owed, "reminders": _reminders, "contacts": _contacts, "stubs": _stubs}
    return makers[name](library, words, today, states)


def _owed(library: Library, words: Words, today: date, states: Mapping[str, str]) -> Shown:
    rows = [
        ShownRow(
            (
                one.name,
                owed_said(one.owes, words),
                states.get(one.state, one.state) if one.plan else words("on paper") if one.stub else "",
                one.period_end,
                one.received,
                one.contact,
                one.reminded,
                one.next_day,
            ),
            plan=one.plan,
        )
        for one in standings(library, today, words.language)
    ]
    headings = (
        words("Municipality"),
        words("Owes"),
        words("State"),
        words("Ends"),
        words("Last received"),
        words("Contact"),
        words("Reminded"),
        words("Ask again on"),
    )
    days = ("ends", "received", "reminded", "next")
    names = ("municipality", "owes", "state", "ends", "received", "contact", "reminded", "next")
    return _shown("owed", headings, names, days, rows, words)


def _reminders(library: Library, words: Words, today: date, _: Mapping[str, str]) -> Shown:
    entries = sorted(library.book.entries(Reminder), key=lambda r: r.day or date.min, reverse=True)
    rows = [
        ShownRow(
            (
                r.day,
                unit_name(r.municipality, words),
                words(WAYS[r.how]) if r.how in WAYS else r.how,
                r.person,
                r.whom,
                r.about,
                r.next_day,
                words("done") if r.done else words("late") if r.next_day and r.next_day < today else "",
            ),
            record=r.id,
        )
        for r in entries
    ]
    headings = (
        words("Date"),
        words("Municipality"),
        words("How"),
        words("Who"),
        words("Contacted"),
        words("About"),
        words("Ask again on"),
        words("State"),
    )
    names = ("day", "municipality", "how", "who", "whom", "about", "next", "state")
    return _shown("reminders", headings, names, ("day", "next"), rows, words)


def _contacts(library: Library, words: Words, today: date, _: Mapping[str, str]) -> Shown:
    rows = [
        ShownRow((unit_name(c.municipality, words), c.name, c.role, c.phone, c.e_mail, c.note), record=c.id)
        for c in library.book.entries(Contact)
    ]
    headings = (
        words("Municipality"),
        words("Name"),
        words("Function"),
        words("Telephone"),
        words("E-mail"),
        words("Note"),
    )
    return _shown("contacts", headings, ("municipality", "name", "role", "phone", "e_mail", "note"), (), rows, words)


def _stubs(library: Library, words: Words, today: date, _: Mapping[str, str]) -> Shown:
    rows = [
        ShownRow(
            (
                unit_name(s.municipality, words),
                s.title,
                "–".join(str(day.year) for day in (s.period_start, s.period_end) if day),
                s.gazette,
                totals_said(s, words),
                s.file_name,
                s.note,
            ),
            record=s.id,
        )
        for s in library.book.entries(Stub)
    ]
    headings = (
        words("Municipality"),
        words("Title"),
        words("Period"),
        words("Gazette"),
        words("Totals"),
        words("File"),
        words("Note"),
    )
    names = ("municipality", "title", "period", "gazette", "totals", "file", "note")
    return _shown("stubs", headings, names, (), rows, words)


def totals_said(stub: Stub, words: Words) -> str:
    """The totals that were typed by hand, with what they count."""
    told = []
    for name, number in stub.totals.items():
        said = f"{words.money(number)} {stub.currency}".strip() if name == "money" else words.number(number)
        told.append(f"{words(TOTALS[name])}: {said}" if name in TOTALS else said)
    return "; ".join(told)


def unit_name(code: str, words: Words) -> str:
    """A municipality by name, as far as the register knows it."""
    unit = municipality(data_dir("db"), code)
    return text_in(unit.names, words.language, "sr-Latn") if unit else code


def _shown(
    name: str,
    headings: tuple[str, ...],
    columns: tuple[str, ...],
    days: tuple[str, ...],
    rows: list[ShownRow],
    words: Words,
) -> Shown:
    return Shown(
        name=name,
        title=words(BOOK[name]),
        headings=headings,
        columns=tuple(Column(column, "day" if column in days else "text") for column in columns),
        rows=tuple(rows),
    )
