"""What a coordinator writes down beside the plans: plans on paper, people to call, what was asked of whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import msgspec


class Stub(msgspec.Struct, frozen=True, kw_only=True):
    """A plan that exists only as Word, PDF or paper. `totals` were typed by hand, by `TOTALS`."""

    id: str
    municipality: str  # code of the register
    title: str = ""
    period_start: date | None = None
    period_end: date | None = None
    gazette: str = ""
    currency: str = ""
    totals: Mapping[str, Decimal] = {}
    note: str = ""
    file_name: str = ""
    sha256: str = ""  # of the attached file; empty when there is none


TOTALS = ("money", "objectives", "measures", "activities", "beneficiaries")
"""What can be typed of a plan on paper; money in its currency."""


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """Whom to call in a municipality."""

    id: str
    municipality: str
    name: str = ""
    role: str = ""
    e_mail: str = ""
    phone: str = ""
    note: str = ""


class Reminder(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked of a municipality, by `person`, of `whom`; to be asked again on `next_day` unless `done`."""

    id: str
    municipality: str
    day: date | None = None
    how: str = ""  # WAYS
    person: str = ""
    whom: str = ""
    about: str = ""
    next_day: date | None = None
    done: bool = False


WAYS = ("telephone", "e_mail", "letter", "meeting")
"""How somebody is reminded."""

Entry = Stub | Contact | Reminder
