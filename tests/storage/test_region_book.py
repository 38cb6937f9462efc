"""The coordinator's book and offers beside plans: what is kept comes back, and goes when it is taken out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from hashlib import sha256

import pytest

from localplan.domain.canonical import made
from localplan.domain.notes import Offer
from localplan.domain.region_book import Contact, Entry, Reminder, Stub
from localplan.domain.senders import Sender
from localplan.domain.values import Refused
from tests.plans import small_plan
from tests.storage.libraries import Opened

PAPER = b"%PDF-1.4 the plan of 2021"
STUB = Stub(
    id="s1",
    municipality="70092",
    title="LAP 2021",
    period_start=date(2021, 1, 1),
    gazette="7/2021",
    currency="RSD",
    totals={"money": Decimal("12500000.5"), "measures": Decimal(9)},
    file_name="lap.pdf",
    sha256=sha256(PAPER).hexdigest(),
)
ENTRIES: tuple[Entry, ...] = (
    STUB,
    Contact(id="c1", municipality="70092", name="Ана Анић", phone="012/345-678"),
    Reminder(id="r1", municipality="70092", day=date(2026, 3, 2), how="telephone", next_day=date(2026, 3, 16)),
    Reminder(id="r2", municipality="70092", day=date(2026, 3, 1), how="letter", done=True),
)


def test_that_entries_come_back_as_they_were_written(opened: Opened) -> None:
    with opened() as library:
        for entry in ENTRIES:
            library.book.keep(entry, PAPER if entry is STUB else None)
    with opened() as library:
        assert library.book.entries(Stub) == (STUB,)
        assert library.book.read_file(STUB) == PAPER
        assert library.book.entries(Contact) == (ENTRIES[1],)
        assert [reminder.id for reminder in library.book.entries(Reminder)] == ["r2", "r1"]


def test_that_an_entry_is_changed_in_its_place_and_a_file_goes_with_its_last_stub(opened: Opened) -> None:
    with opened() as library:
        library.book.keep(STUB, PAPER)
        twin = Stub(id="s2", municipality="70106", sha256=STUB.sha256)
        library.book.keep(twin, PAPER)
        library.book.drop(STUB)
        assert library.book.read_file(twin) == PAPER
        library.book.keep(Stub(id="s2", municipality="70106", title="New", sha256=STUB.sha256))
        assert [stub.title for stub in library.book.entries(Stub)] == ["New"]
        library.book.drop(twin)
        with pytest.raises(Refused, match="no_such_attachment"):
            library.book.read_file(twin)


def test_that_offers_stand_beside_their_plan_and_go_with_it(opened: Opened) -> None:
    plan = small_plan()
    act = made("act", {"id": "7a1de0a4-0000-4000-8000-000000000001", "parent": plan.id, "act_kind": "opinion"})
    offer = Offer(id=act.id, content={"kind": "act", "id": act.id, "act_kind": "opinion"}, person="Vesna")
    with opened() as library:
        library.add_plan(plan)
        library.keep_beside(plan.id, [offer])
        assert library.offers(plan.id) == (offer,)
        library.drop_plan(plan.id)
        assert library.offers(plan.id) == ()


def test_that_a_sender_is_known_until_forgotten(opened: Opened) -> None:
    sender = Sender(fingerprint="krava krilo lov", name="Ана", public_key="00" * 32, accepted_by="Vesna", at="2026")
    with opened() as library:
        library.keep_sender(sender)
        library.keep_sender(sender)
        assert library.known_senders() == (sender,)
        assert library.forget_sender(sender.fingerprint)
        assert not library.forget_sender(sender.fingerprint)
        assert library.known_senders() == ()
