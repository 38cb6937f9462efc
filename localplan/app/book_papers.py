"""What leaves the coordinator's book: the calendar of a region, and its hand-over to whoever goes on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from localplan.app.book_tables import book_table, unit_name
from localplan.app.printing import write_paper
from localplan.data import data_dir
from localplan.domain.region_book import Reminder, Stub
from localplan.domain.shown import Shown, ShownCell
from localplan.words import Words, text_in, words_for

if TYPE_CHECKING:
    from localplan.exchange.document.blocks import Block
    from localplan.methodology.methodology import Methodology
    from localplan.storage.library import Library

LOOKING_BACK = 90  # days of reminders in the hand-over
_WIDTHS = {"about": 4.0, "owes": 3.0, "title": 3.0, "note": 2.0, "municipality": 2.0, "totals": 3.0, "e_mail": 2.5}

Date = tuple[str, date, str, str]
"""Key, day, title, description."""


def region_dates(library: Library, words: Words) -> tuple[Date, ...]:
    """When plans end, on paper or not, and when to ask again; by day."""
    return tuple(sorted(_dates(library, words), key=lambda one: (one[1], one[0])))


def _dates(library: Library, words: Words) -> Iterator[Date]:
    here = set()
    for summary in library.region.summaries(()):
        if summary.counts and summary.period_end:
            here.add((summary.municipality, summary.period_end))
            name = unit_name(summary.municipality, words)
            if name == summary.municipality:  # of no register
                name = text_in(summary.municipality_name, words.language, "sr-Latn") or name
            title = words("{municipality}: the plan ends", municipality=name)
            yield f"end-{summary.plan}", summary.period_end, title, text_in(summary.title, words.language)
    for stub in library.book.entries(Stub):
        if stub.period_end and (stub.municipality, stub.period_end) not in here:  # else it came in meanwhile
            title = words("{municipality}: the plan ends", municipality=unit_name(stub.municipality, words))
            yield f"end-{stub.id}", stub.period_end, title, stub.title
    for reminder in library.book.entries(Reminder):
        if reminder.next_day and not reminder.done:
            name = unit_name(reminder.municipality, words)
            title = words("Ask {municipality} again", municipality=name)
            told = "\n".join(filter(None, (reminder.about, reminder.whom)))
            yield f"ask-{reminder.id}", reminder.next_day, title, told


def write_region_calendar(library: Library, words: Words, path: Path, today: date) -> int:
    """Write these dates for calendar programs; how many. Raises Refused."""
    from localplan.exchange.calendar_file import write_calendar_file

    dates = region_dates(library, words)
    write_calendar_file(path, name=words("Region"), plan="region", stamp=today, events=dates)
    return len(dates)


def write_hand_over(library: Library, methodology: Methodology, path: Path, today: date, language: str) -> int:
    """Write the hand-over as PDF or Word, by the name of the file; its pages, 0 for Word. Raises Refused."""
    from localplan.exchange.document.blocks import Meta

    words = words_for(language, data_dir("resources") / "locale")
    blocks = hand_over(library, methodology, words, today)
    meta = Meta(title=words("Handover of the region"), author=library.author, language=language)
    return write_paper(blocks, path, meta)


def hand_over(library: Library, methodology: Methodology, words: Words, today: date) -> list[Block]:
    """Who owes what, the next dates, what was done lately, whom to call, plans on paper."""
    from localplan.exchange.document.blocks import Frame, Heading, KeyValues, Note, Title

    def part(anchor: str, title: str, block: Block | None) -> list[Block]:
        return [Heading(level=2, text=title, anchor=anchor), block or Note(text=words("Nothing."))]

    states = state_names(methodology, words)
    owed, reminders, contacts, stubs = (
        book_table(library, name, words, today, states) for name in ("owed", "reminders", "contacts", "stubs")
    )
    owing = sum(bool(row.cells[1]) for row in owed.rows)
    facts = (
        (words("Date"), words.day(today)),
        (words("Handed over by"), library.author),
        (words("Municipalities"), str(len(owed.rows))),
        (words("Of these with something due"), str(owing)),
    )
    return [
        Frame(),
        Title(words("Handover of the region")),
        KeyValues(rows=facts),
        *part(
            "owed", words("Who owes what"), _table(owed, words, ("municipality", "owes", "state", "contact", "next"))
        ),
        *part("dates", words("Next dates"), _dates_table(library, words, today)),
        *part("done", words("Recently done"), _lately(reminders, words, today)),
        *part("contacts", words("Contacts"), _table(contacts, words)),
        *part("stubs", words("Plans on paper"), _table(stubs, words)),
    ]


def state_names(methodology: Methodology, words: Words) -> dict[str, str]:
    """What the states of a plan are called, by code."""
    return {e.code: words.form("list.plan_statuses", e.label) for e in methodology.list("plan_statuses").entries}


def _table(shown: Shown, words: Words, columns: tuple[str, ...] = ()) -> Block | None:
    """A table for paper, with these columns or all; none when it has no rows."""
    from localplan.exchange.document.blocks import Column, Row, Table

    if not shown.rows:
        return None
    places = [n for n, column in enumerate(shown.columns) if not columns or column.name in columns]
    heads = tuple(Column(shown.headings[n], _WIDTHS.get(shown.columns[n].name, 1.5)) for n in places)
    return Table(
        columns=heads, rows=tuple(Row(tuple(_said(row.cells[n], words) for n in places)) for row in shown.rows)
    )


def _lately(reminders: Shown, words: Words, today: date) -> Block | None:
    import msgspec

    since = today - timedelta(days=LOOKING_BACK)
    rows = tuple(row for row in reminders.rows if isinstance(row.cells[0], date) and row.cells[0] >= since)
    columns = ("day", "municipality", "how", "whom", "about", "state")
    return _table(msgspec.structs.replace(reminders, rows=rows), words, columns)


def _dates_table(library: Library, words: Words, today: date) -> Block | None:
    from localplan.exchange.document.blocks import Column, Row, Table

    coming = [one for one in region_dates(library, words) if one[1] >= today]
    columns = (Column(words("Date"), 1.2), Column(words("What"), 3.0), Column(words("About"), 4.0))
    rows = tuple(Row((words.day(day), title, told)) for _, day, title, told in coming)
    return Table(columns=columns, rows=rows) if rows else None


def _said(cell: ShownCell, words: Words) -> str:
    return words.day(cell) if isinstance(cell, date) else "" if cell is None else str(cell)
