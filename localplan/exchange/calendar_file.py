"""Dates as an iCalendar file (RFC 5545): whole days, the same bytes for the same dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from localplan.exchange.safe_write import write_bytes

LINE = 75  # octets of a line, its end not counted
Event = tuple[str, date, str, str]  # key, day, title, description


def write_calendar_file(path: Path, *, name: str, plan: str, stamp: date, events: Iterable[Event]) -> None:
    """Write the events of a plan. Raises Refused; a file that stood there is then unharmed."""
    write_bytes(path, calendar_bytes(name=name, plan=plan, stamp=stamp, events=events))


def calendar_bytes(*, name: str, plan: str, stamp: date, events: Iterable[Event]) -> bytes:
    """The file. `stamp` is the day on which it was made: a later file replaces an earlier one in a calendar."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//localplan//localplan//EN", "CALSCALE:GREGORIAN"]
    lines = [*head, f"X-WR-CALNAME:{_text(name)}"]
    for event in events:
        lines.extend(_event(event, plan, stamp))
    lines.append("END:VCALENDAR")
    return b"".join(part + b"\r\n" for line in lines for part in _folded(line))


def _event(event: Event, plan: str, stamp: date) -> Iterator[str]:
    key, day, title, description = event
    yield "BEGIN:VEVENT"
    yield f"UID:{key}.{plan}@localplan"
    yield f"DTSTAMP:{stamp:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(title)}"
    if description:
        yield f"DESCRIPTION:{_text(description)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _folded(line: str) -> Iterator[bytes]:
    """A line in parts of at most 75 octets, no letter torn; a part that goes on begins with a space."""
    part = b""
    for letter in line:
        octets = letter.encode()
        if len(part) + len(octets) > LINE:
            yield part
            part = b" "
        part += octets
    yield part
