"""The coordinator's day: who owes what, who is to be called, what was asked and when to ask again, plans on paper."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from localplan.app.registers import municipality
from localplan.data import data_dir
from localplan.domain.edits import LOCKED
from localplan.domain.region_book import TOTALS, WAYS, Contact, Reminder, Stub
from localplan.domain.summary import Provenance, Summary
from localplan.domain.values import Refused
from localplan.words import Words, fold, phrase, text_in

if TYPE_CHECKING:
    from localplan.storage.library import Library

LARGEST_FILE = 25 << 20
OWED = {
    "plan": phrase("a plan"),
    "in_localplan": phrase("its plan in localplan"),
    "adoption": phrase("the adoption"),
    "next_plan": phrase("the next plan"),
    "reports": phrase("yearly reports: {n}"),
    "answers": phrase("answers to notes: {n}"),
}
"""What a municipality can owe."""
SOON = 365
"""Days before its end in which the next plan is owed."""
_CLOSED = ("closing", "closed")


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How a municipality stands: with a plan, a stub or nothing. `owes`: codes of OWED with how many."""

    municipality: str
    name: str
    plan: str = ""
    code: str = ""
    title: Mapping[str, str] = {}
    state: str = ""
    period_end: date | None = None
    stub: str = ""
    received: date | None = None
    person: str = ""
    contact: str = ""
    reminded: date | None = None
    next_day: date | None = None
    owes: tuple[tuple[str, int], ...] = ()


# reading -------------------------------------------------------------------------------------------------------------


def standings(library: Library, today: date, language: str, region: str = "") -> tuple[Standing, ...]:
    """All municipalities that are expected, have a plan or stand in the book, by name."""
    plans: dict[str, list[Summary]] = {}
    for summary in library.region.summaries(()):
        if summary.counts:
            plans.setdefault(summary.municipality or summary.plan, []).append(summary)
    stubs = {stub.municipality: stub for stub in library.book.entries(Stub)}
    contacts = {contact.municipality: contact for contact in reversed(library.book.entries(Contact))}
    expected = library.region.expected()
    wanted = expected.get(region or next(iter(expected), ""), ())
    reminders = library.book.entries(Reminder)
    known = {*plans, *stubs, *contacts, *wanted, *(reminder.municipality for reminder in reminders)}
    received, remarked = library.region.provenance(), library.with_remarks()
    found = []
    for code in known:
        newest = max(plans.get(code, ()), key=lambda s: (s.period_end or date.min, s.code), default=None)
        asked = [reminder for reminder in reminders if reminder.municipality == code]
        source = received.get(newest.plan) if newest else None
        found.append(
            Standing(
                municipality=code,
                name=_name(code, newest, language),
                **_of_plan(newest, stubs.get(code)),
                received=received_on(source),
                person=source.person if source else "",
                contact=contacts[code].name if code in contacts else "",
                reminded=max((r.day for r in asked if r.day), default=None),
                next_day=min((r.next_day for r in asked if r.next_day and not r.done), default=None),
                owes=(*_owed(newest, stubs.get(code), today), *_answers(library, newest, remarked)),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.municipality)))


def received_on(source: Provenance | None) -> date | None:
    """The day on which something of a plan came last; of one that came in no file, that of its state."""
    at = source.received or source.at if source else ""
    return date.fromisoformat(at[:10]) if at else None


def _of_plan(plan: Summary | None, stub: Stub | None) -> dict[str, Any]:
    if plan:
        facts = {"plan": plan.plan, "code": plan.code, "title": plan.title, "state": plan.state or "draft"}
        return {**facts, "period_end": plan.period_end, "stub": stub.id if stub else ""}
    return {"stub": stub.id, "period_end": stub.period_end} if stub else {}


def _name(code: str, plan: Summary | None, language: str) -> str:
    unit = municipality(data_dir("db"), code, plan.country or "RS" if plan else "RS")
    texts = unit.names if unit else plan.municipality_name if plan else {}
    return text_in(texts, language, "sr-Latn") or code


def _owed(plan: Summary | None, stub: Stub | None, today: date) -> Iterator[tuple[str, int]]:
    if plan is None:
        yield ("in_localplan" if stub else "plan"), 1
    elif plan.state not in LOCKED:
        yield "adoption", 1
    elif missing := _reports_missing(plan, today):
        yield "reports", missing
    end = plan.period_end if plan else stub.period_end if stub else None
    if end and (end - today).days < SOON and (plan is None or plan.state in LOCKED):
        yield "next_plan", 1


def _answers(library: Library, plan: Summary | None, remarked: Collection[str]) -> Iterator[tuple[str, int]]:
    if plan and plan.plan in remarked and (unanswered := _unanswered(library, plan.plan)):
        yield "answers", unanswered


def _reports_missing(plan: Summary, today: date) -> int:
    """Years of the period that are over and that no report tells of as a whole."""
    if not plan.period_start or not plan.period_end or plan.state in _CLOSED:
        return 0
    over = range(plan.period_start.year, min(plan.period_end.year, today.year - 1) + 1)
    return sum(str(year) not in plan.reports for year in over)


def _unanswered(library: Library, plan: str) -> int:
    """Open threads whose last word is ours."""
    from localplan.app.notes import threads

    known = threads(library.notes(plan))
    return sum(not thread.resolved and thread.notes[-1].person == library.author for thread in known)


def owed_said(owes: Iterable[tuple[str, int]], words: Words) -> str:
    """What is owed, in words."""
    return "; ".join(words(OWED[code], n=number) for code, number in owes)


# writing -------------------------------------------------------------------------------------------------------------


def add_stub(library: Library, municipality: str, *, file: Path | None = None, **facts: Any) -> Stub:
    """Write down a plan on paper, with its file if there is one. `facts` as in Stub. Raises Refused."""
    _known_unit(municipality)
    unknown = set(facts.get("totals", ())) - set(TOTALS)
    if unknown:
        raise Refused("not_on_the_list", value=sorted(unknown)[0], known=", ".join(TOTALS))
    content = _content(file) if file else None
    said = (municipality, fold(facts.get("title", "")), facts.get("period_end"))
    if said in {(s.municipality, fold(s.title), s.period_end) for s in library.book.entries(Stub)}:
        raise Refused("plan_on_paper_known", title=facts.get("title", ""))
    about: dict[str, Any] = {}
    if file and content is not None:
        about = {"file_name": file.name, "sha256": sha256(content).hexdigest()}
    stub = Stub(id=str(uuid.uuid4()), municipality=municipality, **facts, **about)
    library.book.keep(stub, content)
    return stub


def write_attached(library: Library, stub: Stub, path: Path) -> None:
    """Write the file of a plan on paper. Raises Refused, also when it has none."""
    from localplan.exchange.safe_write import write_bytes

    write_bytes(path, library.book.read_file(stub))


def usual_currency(summaries: Iterable[Summary]) -> str:
    """That of most of these plans, which one on paper beside them has as a rule; empty when there is none."""
    found = Counter(summary.currency for summary in summaries if summary.currency)
    return max(sorted(found), key=found.__getitem__, default="")


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST_FILE:
            size = file.stat().st_size >> 20
            raise Refused("file_too_large", file=file.name, megabytes=size, most=LARGEST_FILE >> 20)
        return file.read_bytes()
    except FileNotFoundError:
        raise Refused("file_missing", file=file.name) from None
    except OSError:
        raise Refused("file_not_readable", file=file.name) from None


def add_contact(library: Library, municipality: str, **facts: str) -> Contact:
    """Write down whom to call. `facts` as in Contact. Raises Refused."""
    _known_unit(municipality)
    contact = Contact(id=str(uuid.uuid4()), municipality=municipality, **facts)
    library.book.keep(contact)
    return contact


def remind(
    library: Library,
    municipality: str,
    day: date,
    how: str,
    about: str,
    *,
    whom: str = "",
    next_day: date | None = None,
) -> Reminder:
    """Write down what was asked of a municipality. Raises Refused."""
    _known_unit(municipality)
    if how not in WAYS:
        raise Refused("not_on_the_list", value=how, known=", ".join(WAYS))
    reminder = Reminder(
        id=str(uuid.uuid4()),
        municipality=municipality,
        day=day,
        how=how,
        person=library.author,
        whom=whom,
        about=about,
        next_day=next_day,
    )
    library.book.keep(reminder)
    return reminder


def settle_reminder(library: Library, reminder: Reminder) -> None:
    """It is done; nobody asks again."""
    library.book.keep(msgspec.structs.replace(reminder, done=True))


def entry_of(library: Library, kind: type[Any], id: str) -> Any:
    """The entry of a kind with that id. Raises Refused when there is none."""
    for entry in library.book.entries(kind):
        if entry.id == id:
            return entry
    raise Refused("not_on_the_list", value=id, known=", ".join(one.id for one in library.book.entries(kind)[:5]))


def number_of(totals: Iterable[str]) -> dict[str, Decimal]:
    """Totals as `name=number`. Raises Refused."""
    found = {}
    for total in totals:
        name, _, number = total.partition("=")
        try:
            found[name] = Decimal(number)
        except ArithmeticError:
            raise Refused("not_a_number", value=number) from None
    return found


def _known_unit(code: str) -> None:
    if not code.strip():
        raise Refused("unknown_municipality", municipality=code)
