"""Hand-over, report on a year, evaluation, results and messages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec

from localplan.domain.records.analysis import Request
from localplan.domain.records.delivery import Evaluation, Lesson, Message, ReportingPeriod
from localplan.domain.records.plan import Appointment
from localplan.exchange.document.blocks import Heading, Table
from localplan.exchange.papers.catalogue import PAPERS
from tests import samples
from tests.exchange.papers import blocks_of, changed, material, text

RUNNING = samples.implementation()


def table(code: str, title: str) -> Table:
    """The first table of a paper that has a column of that name."""
    found = (b for b in blocks_of(RUNNING, code) if isinstance(b, Table))
    return next(t for t in found if any(c.title == title for c in t.columns))


def test_that_the_report_counts_activities_money_and_indicators(tmp_path: Path) -> None:
    told = text(RUNNING, "annual_report", tmp_path / "report.pdf", "sr-Latn")
    assert "Godišnji izveštaj 2026" in told
    assert "30.227 od 34.870 hiljada dinara (86,7 %)" in told
    assert "Realizovana: 10" in told and "Kasni: 2" in told


def test_that_spending_by_source_sums_to_the_whole() -> None:
    whole = next(t for t in blocks_of(RUNNING, "annual_report") if isinstance(t, Table) and t.rows[-1].style == "total")
    assert whole.rows[-1].cells == ("Total", "34,870", "30,227", "86.7")
    spent = [Decimal(row.cells[2].replace(",", "")) for row in whole.rows]
    assert sum(spent[:-1]) == spent[-1]


def test_that_indicators_stand_beside_their_target_with_achievement() -> None:
    rows = {row.cells[0].split()[0]: row.cells[1:] for row in table("annual_report", "Reached, %").rows}
    assert len(rows) == 26
    assert rows["1.1.1-I1"] == ("12", "30", "29", "94", "on target")
    assert rows["1.1-I2"][2] == "not available"


def test_that_people_stand_by_sex_and_deviations_with_what_is_done(tmp_path: Path) -> None:
    assert [c.title for c in table("annual_report", "Women").columns] == ["Activity", "Total", "Women", "Men"]
    told = text(RUNNING, "annual_report", tmp_path / "report.pdf")
    assert "Corrective action" in told and "publish all calls by 28 February" in told
    for lesson in RUNNING.all(Lesson):
        assert lesson.use["en"] in told


def test_that_reports_are_told_apart_by_year_and_the_newest_is_usual() -> None:
    period = RUNNING.all(ReportingPeriod)[0]
    later = msgspec.structs.replace(period, id="11111111-1111-4111-8111-111111111111", year=2027)
    m = material(RUNNING.changed([later], []), "en")
    paper = PAPERS["annual_report"]
    assert paper.subjects(m) == (("2026", "Annual report 2026"), ("2027", "Annual report 2027"))
    assert paper.usual(m) == "2027"
    half = msgspec.structs.replace(later, year=2026, report_kind="half_year")
    keys = [key for key, _ in paper.subjects(material(RUNNING.changed([half], []), "en"))]
    assert set(keys) == {period.id, half.id}
    assert PAPERS["annual_report"].lacks(material(samples.draft(), "en")) == ("a report on a year",)


def test_that_a_story_is_told_only_with_consent(tmp_path: Path) -> None:
    story = {"en": "Ana came back and opened a bakery.", "sr-Cyrl": "Ана се вратила и отворила пекару."}
    told = changed(RUNNING, Message, lambda one: msgspec.structs.replace(one, message_kind="story", text=story))
    assert "bakery" not in str(blocks_of(told, "results"))
    agreed = changed(told, Message, lambda one: msgspec.structs.replace(one, consent_date=date(2027, 1, 5)))
    assert "bakery" in text(agreed, "results", tmp_path / "results.pdf")


def test_that_small_counts_are_not_told_to_everybody(tmp_path: Path) -> None:
    few = changed(RUNNING, Message, lambda one: msgspec.structs.replace(one, breakdown={"women": 3, "men": 36}))
    told = text(few, "results", tmp_path / "results.pdf")
    assert "women fewer than 5, men 36" in told and "334" in told
    assert "8.6 Fewer youth" in told and "within 60 days" in told


def test_that_an_evaluation_is_printed_once_it_found_something(tmp_path: Path) -> None:
    paper = PAPERS["evaluation"]
    assert paper.lacks(material(RUNNING, "en")) == ("an evaluation with findings",)
    first = RUNNING.all(Evaluation)[0]
    found = {"scores": {"relevance": Decimal(4)}, "relevance": {"en": "It answers what was asked."}}
    plan = RUNNING.changed([msgspec.structs.replace(first, **found)], [])
    told = text(plan, "evaluation", tmp_path / "evaluation.pdf")
    assert "Mid-term evaluation" in told and "Relevance 4 It answers what was asked." in told
    assert "Coherence" not in told and "Recommendations" not in told


def test_that_the_hand_over_says_what_is_next_and_what_waits(tmp_path: Path) -> None:
    told = text(samples.draft(), "handover", tmp_path / "handover.pdf")
    assert "Qualifications Agency" in told and "What waits for an answer" in told
    answered = changed(samples.draft(), Request, lambda r: msgspec.structs.replace(r, answer={"en": "Yes."}))
    headings = [b.text for b in blocks_of(answered, "handover") if isinstance(b, Heading)]
    assert "What waits for an answer" not in headings and "What is next" in headings
    days = next(
        b for b in blocks_of(samples.draft(), "handover") if isinstance(b, Table) and b.columns[0].title == "Date"
    )
    assert 1 <= len(days.rows) <= 12
    assert not any(row.cells[1] == "" for row in days.rows)


def test_that_dates_that_are_done_are_not_next() -> None:
    title = {"en": "Second meeting of the group"}
    asked = {"title": title, "deadline": "", "date": date(2025, 8, 1)}
    for done in (False, True):
        plan = changed(samples.draft(), Appointment, lambda a, d=done: msgspec.structs.replace(a, **asked, done=d))
        assert ("Second meeting" in str(blocks_of(plan, "handover"))) is not done
