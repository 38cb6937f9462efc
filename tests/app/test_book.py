"""The coordinator's day: debts follow from plans, stubs and notes; calendar and hand-over tell the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from localplan.app.book import (
    add_contact,
    add_stub,
    number_of,
    owed_said,
    remind,
    settle_reminder,
    standings,
    usual_currency,
)
from localplan.app.book_papers import region_dates, state_names, write_hand_over, write_region_calendar
from localplan.app.book_tables import BOOK, book_table
from localplan.app.notes import threads, write_note
from localplan.app.plans import open_library_at
from localplan.data import data_dir
from localplan.domain.edits import SetField, apply_edits, put
from localplan.domain.received import ReceivedFile
from localplan.domain.region_book import Reminder, Stub
from localplan.domain.summing_up import summary_of
from localplan.domain.values import Refused
from localplan.storage.address import Address
from localplan.storage.library import Library
from localplan.words import words_for
from tests import samples
from tests.methods import methodology
from tests.plans import empty_plan, record

TODAY = date(2027, 3, 2)
BOR, NIS, VALJEVO = "70416", "79014", "71285"
ENGLISH = words_for("en", data_dir("resources") / "locale")


@pytest.fixture
def region(place: Address) -> Iterator[Library]:
    with open_library_at(place, "Vesna", purpose="region") as library:
        yield library


def owes(region: Library, today: date = TODAY) -> dict[str, tuple[tuple[str, int], ...]]:
    return {one.municipality: one.owes for one in standings(region, today, "en")}


def test_that_debts_follow_from_what_is_here(region: Library) -> None:
    draft, running = samples.draft(), samples.implementation()
    region.region.expect("East", [BOR])
    add_stub(region, NIS, title="LAP 2021", period_end=date(2026, 12, 31))
    region.add_plan(draft)
    assert owes(region) == {
        BOR: (("plan", 1),),
        NIS: (("in_localplan", 1), ("next_plan", 1)),
        draft.root.municipality: (("adoption", 1),),
    }
    region.drop_plan(draft.id)
    region.add_plan(running)
    own = running.root.municipality
    assert running.root.period_end == date(2028, 12, 31)
    assert owes(region)[own] == ()
    assert owes(region, date(2028, 3, 2))[own] == (("reports", 1), ("next_plan", 1))
    assert owes(region, date(2029, 3, 2))[own] == (("reports", 2), ("next_plan", 1))


def test_that_half_a_year_told_twice_is_no_report_on_the_next_year(region: Library) -> None:
    running = samples.implementation()
    half = record("reporting_period", "half", running.id, 9, year=2026, report_kind="half_year")
    region.add_plan(apply_edits(running, [put(half)]))
    assert owes(region, date(2028, 3, 2))[running.root.municipality] == (("reports", 1), ("next_plan", 1))


def test_that_last_received_goes_by_the_clock_of_the_region(region: Library) -> None:
    plan = samples.implementation()
    region.add_plan(plan)
    revision = region.keep_revision(plan, "sent", at="2031-01-01T00:00:00+00:00")
    facts = {"plan": plan.id, "revision": revision.digest, "verdict": "new", "name": "a.lplan"}
    region.region.keep_received([ReceivedFile(digest="a", at="2027-05-02T08:00:00+00:00", **facts)])
    (standing,) = standings(region, TODAY, "en")
    assert standing.received == date(2027, 5, 2)


def test_that_an_unanswered_note_is_owed_until_it_is_answered_or_settled(region: Library) -> None:
    plan = samples.implementation()
    region.add_plan(plan)
    write_note(region, plan.id, "Why?")
    assert owes(region)[plan.root.municipality] == (("answers", 1),)
    (thread,) = threads(region.notes(plan.id))
    from localplan.domain.notes import Note

    answer = Note(
        id="b", thread=thread.first.id, record=plan.id, text="So.", person="Ana", at="2099-01-01T00:00:00+00:00"
    )
    region.keep_beside(plan.id, [answer])
    assert owes(region)[plan.root.municipality] == ()


def test_that_the_calendar_has_the_ends_of_all_plans_and_open_reminders_alone(region: Library, tmp_path: Path) -> None:
    region.add_plan(samples.implementation())
    add_stub(region, NIS, title="LAP 2021", period_end=date(2026, 12, 31))
    asked = remind(region, BOR, TODAY, "letter", "the plan", next_day=date(2027, 4, 1))
    done = remind(region, BOR, TODAY, "telephone", "the report", next_day=date(2027, 5, 1))
    settle_reminder(region, done)
    assert [day for _, day, _, _ in region_dates(region, ENGLISH)] == [
        date(2026, 12, 31),
        date(2027, 4, 1),
        date(2028, 12, 31),
    ]
    path = tmp_path / "region.ics"
    assert write_region_calendar(region, ENGLISH, path, TODAY) == 3
    content = path.read_text(encoding="utf-8")
    assert content.count("BEGIN:VEVENT") == 3
    assert f"UID:ask-{asked.id}.region@localplan" in content
    assert "DTSTART;VALUE=DATE:20281231" in content


def test_that_a_plan_on_paper_that_came_in_meanwhile_ends_once(region: Library) -> None:
    plan = samples.implementation()
    region.add_plan(plan)
    add_stub(region, plan.root.municipality, title="On paper", period_end=plan.root.period_end)
    add_stub(region, plan.root.municipality, title="The one before", period_end=date(2025, 12, 31))
    assert [day for _, day, _, _ in region_dates(region, ENGLISH)] == [date(2025, 12, 31), plan.root.period_end]


def test_that_the_same_plan_on_paper_is_not_written_down_twice(region: Library) -> None:
    add_stub(region, NIS, title="ЛАП 2021", period_end=date(2026, 12, 31))
    with pytest.raises(Refused) as refused:
        add_stub(region, NIS, title="lap 2021", period_end=date(2026, 12, 31))
    assert refused.value.code == "plan_on_paper_known"
    add_stub(region, NIS, title="LAP 2021", period_end=date(2029, 12, 31))
    add_stub(region, BOR, title="LAP 2021", period_end=date(2026, 12, 31))
    assert len(region.book.entries(Stub)) == 3


def test_that_the_calendar_names_municipalities_in_one_script(region: Library) -> None:
    for name, code, cyrillic, latin in (("listed", "70360", "Ваљево", "Valjevo"), ("other", "X0001", "Село", "Selo")):
        plan = empty_plan(name, country="RS", municipality=code, period_end="2028-12-31")
        names = {"sr-Cyrl": cyrillic, "sr-Latn": latin}
        edits = [SetField(plan.id, "municipality_name", text, tag) for tag, text in names.items()]
        region.add_plan(apply_edits(plan, edits))
    titles = [title for _, _, title, _ in region_dates(region, ENGLISH)]
    assert sorted(title.split(":")[0] for title in titles) == ["Selo", "Valjevo"]


def test_that_the_hand_over_is_written_of_a_full_and_of_an_empty_region(region: Library, tmp_path: Path) -> None:
    path = tmp_path / "handover.pdf"
    assert write_hand_over(region, methodology(), path, TODAY, "sr-Cyrl") == 1
    region.add_plan(samples.implementation())
    add_contact(region, BOR, name="Ана Анић", phone="030/123")
    remind(region, BOR, TODAY, "meeting", "план", whom="Ана")
    assert write_hand_over(region, methodology(), path, TODAY, "sr-Cyrl") >= 1
    assert path.read_bytes().startswith(b"%PDF-")


def test_that_the_tables_name_what_is_in_the_book(region: Library) -> None:
    add_stub(region, NIS, title="LAP 2021", currency="RSD", totals=number_of(["money=1250000.5", "measures=9"]))
    add_contact(region, NIS, name="Ана Анић", e_mail="ana@example.org")
    late = remind(region, NIS, date(2027, 1, 2), "telephone", "the plan", next_day=date(2027, 2, 1))
    names = state_names(methodology(), ENGLISH)
    tables = {name: book_table(region, name, ENGLISH, TODAY, names) for name in BOOK}
    assert all(len(row.cells) == len(t.columns) == len(t.headings) for t in tables.values() for row in t.rows)
    assert "1,250,000.5" in str(tables["stubs"].rows[0].cells[4])
    assert tables["contacts"].rows[0].cells[4] == "ana@example.org"
    assert tables["reminders"].rows[0].cells[-1] == "late"
    settle_reminder(region, late)
    assert book_table(region, "reminders", ENGLISH, TODAY, names).rows[0].cells[-1] == "done"
    assert tables["owed"].rows[0].cells[7] == date(2027, 2, 1)


def test_that_a_stub_keeps_its_file_and_what_cannot_be_is_refused(region: Library, tmp_path: Path) -> None:
    paper = tmp_path / "lap.docx"
    paper.write_bytes(b"PK the plan")
    stub = add_stub(region, VALJEVO, file=paper, totals={"money": Decimal(5)})
    assert region.book.read_file(stub) == b"PK the plan"
    assert region.book.entries(Stub) == (stub,)
    with pytest.raises(Refused, match="file_missing"):
        add_stub(region, VALJEVO, file=tmp_path / "none.pdf")
    with pytest.raises(Refused, match="not_on_the_list"):
        add_stub(region, VALJEVO, totals={"trees": Decimal(5)})
    with pytest.raises(Refused, match="not_on_the_list"):
        remind(region, VALJEVO, TODAY, "pigeon", "the plan")
    with pytest.raises(Refused, match="not_a_number"):
        number_of(["money=much"])
    with pytest.raises(Refused, match="unknown_municipality"):
        add_contact(region, " ", name="Nobody")
    assert region.book.entries(Reminder) == ()


def test_that_debts_are_told_in_words() -> None:
    assert owed_said([("plan", 1), ("reports", 2)], ENGLISH) == "a plan; yearly reports: 2"


def test_that_a_withdrawn_or_practice_plan_counts_for_nothing(region: Library) -> None:
    plan = samples.draft()
    region.add_plan(apply_edits(plan, [SetField(plan.id, "practice", True)]))
    assert owes(region) == {}


def test_that_a_plan_on_paper_is_taken_to_be_in_the_currency_of_most_plans() -> None:
    dinar, franc = summary_of(samples.draft()), summary_of(samples.small())
    assert usual_currency([franc, dinar, franc]) == samples.small().root.currency != samples.draft().root.currency
    assert usual_currency([]) == ""
