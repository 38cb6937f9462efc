"""The plan's dates in one list, and as a file that calendar programs take in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from localplan.app.calendar import calendar_days, write_calendar
from localplan.data import data_dir
from localplan.domain.edits import PutRecord, apply_edits
from localplan.domain.records.plan import Appointment
from localplan.exchange.calendar_file import calendar_bytes
from localplan.methodology.deadlines import deadlines
from localplan.words import words_for
from tests import samples
from tests.methods import methodology
from tests.plans import id_of
from tests.whole_plans import whole_plan

LOCALE = data_dir("resources") / "locale"
TODAY = date(2027, 4, 20)


def days(plan: object = None, language: str = "en") -> list[tuple[date, str, str]]:
    found = calendar_days(plan or samples.implementation(), methodology(), words_for(language, LOCALE), TODAY)  # type: ignore[arg-type]
    return [(one.day, one.title, one.deadline) for one in found]


def test_that_deadlines_and_appointments_stand_in_one_order() -> None:
    plan = samples.implementation()
    found = calendar_days(plan, methodology(), words_for("en", LOCALE), TODAY)
    assert [one.day for one in found] == sorted(one.day for one in found)
    assert {one.record for one in found} - {""} == {one.id for one in plan.all(Appointment)}
    assert len({one.key for one in found}) == len(found)


def test_that_an_appointment_for_a_deadline_takes_its_place() -> None:
    reports = [one for one in days() if one[2] == "annual_report"]
    assert [day for day, _, _ in reports] == [date(2027, 4, 30), date(2028, 4, 29), date(2029, 4, 30)]
    assert reports[0][1] == "Report on 2026 to the council and assembly"
    assert reports[1][1] == "Annual report to council and assembly (2027)"


def test_that_an_appointment_shortly_before_the_new_year_is_for_the_date_after_it() -> None:
    plan = samples.implementation()
    due = [one.day for one in deadlines(plan, methodology().for_plan(plan)) if one.code == "yearly_data"]
    own = {"kind": "appointment", "parent": plan.id, "position": "zz", "deadline": "yearly_data", "date": "2027-12-28"}
    moved = days(apply_edits(plan, [PutRecord(id_of("early"), own)]))
    assert date(2028, 1, 31) in due
    kept = [day for day in due if day != date(2028, 1, 31)]
    assert sorted([*kept, date(2027, 12, 28)]) == [day for day, _, code in moved if code == "yearly_data"]


def test_that_a_date_tells_how_far_off_it_is() -> None:
    found = calendar_days(samples.implementation(), methodology(), words_for("en", LOCALE), TODAY)
    report = next(one for one in found if one.day == date(2027, 4, 30))
    assert report.left == 10
    assert next(one for one in found if one.done).left < 0


def test_that_the_statutory_dates_are_those_of_the_profile() -> None:
    plan = whole_plan()
    expected = [due.day for due in deadlines(plan, methodology().for_plan(plan))]
    assert [day for day, _, _ in days(plan)] == expected


def test_that_titles_are_in_the_language_of_the_window() -> None:
    assert any("извештај" in title.lower() for _, title, _ in days(language="sr-Cyrl"))
    assert any("izveštaj" in title.lower() for _, title, _ in days(language="sr-Latn"))


def test_that_the_small_commune_without_statutory_dates_has_its_own() -> None:
    plan = samples.small()
    own = {"kind": "appointment", "parent": plan.id, "position": "z", "date": "2026-05-05", "title": {"fr": "Réunion"}}
    assert (date(2026, 5, 5), "Réunion", "") in days(apply_edits(plan, [PutRecord(id_of("own"), own)]))


# the file ------------------------------------------------------------------------------------------------------------


def unfolded(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_that_the_file_is_as_the_standard_asks(tmp_path: Path) -> None:
    path = tmp_path / "plan.ics"
    number = write_calendar(samples.implementation(), methodology(), words_for("sr-Cyrl", LOCALE), path, TODAY)
    content = path.read_bytes()
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert content.count(b"\n") == content.count(b"\r\n")
    lines = unfolded(content)
    assert (lines[0], lines[-2], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR", "")
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == number > 20
    ids = [line for line in lines if line.startswith("UID:")]
    assert len(set(ids)) == number
    start = lines.index("DTSTART;VALUE=DATE:20270430")
    assert lines[start + 1] == "DTEND;VALUE=DATE:20270501"
    assert lines[start + 2] == "SUMMARY:Извештај за 2026. већу и Скупштини"


def test_that_equal_dates_are_equal_bytes(tmp_path: Path) -> None:
    files = [tmp_path / "a.ics", tmp_path / "b.ics"]
    for path in files:
        write_calendar(samples.implementation(), methodology(), words_for("en", LOCALE), path, TODAY)
    assert files[0].read_bytes() == files[1].read_bytes()


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))))
def test_that_any_title_survives_folding_and_escaping(title: str) -> None:
    content = calendar_bytes(name="", plan="p", stamp=TODAY, events=[("k", TODAY, title, "")])
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    (line,) = [one for one in unfolded(content) if one.startswith("SUMMARY:")]
    read = line.removeprefix("SUMMARY:")
    for sign in (";", ","):
        read = read.replace("\\" + sign, sign)
    assert read.replace("\\\\", "\\") == title.replace("\n", "\\n") or "\\" in title


def test_that_several_lines_are_one_property() -> None:
    content = calendar_bytes(name="a", plan="p", stamp=TODAY, events=[("k", TODAY, "t", "one\ntwo, three; \\ four")])
    assert "DESCRIPTION:one\\ntwo\\, three\\; \\\\ four" in unfolded(content)
