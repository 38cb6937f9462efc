"""Scan sheet, self-assessment, local migration profile, and what of them stands in the plan's document."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec

from localplan.domain.plan import Plan
from localplan.domain.records.analysis import Answer, DataPoint
from localplan.domain.records.delivery import ReportingPeriod
from localplan.exchange.document.blocks import Heading, Table, Web
from localplan.exchange.document.ink import Rule
from localplan.exchange.papers.catalogue import PAPERS
from localplan.exchange.papers.profile import COMMON
from localplan.exchange.webs import web_piece
from tests import samples
from tests.exchange.documents import blocks_of as document_blocks
from tests.exchange.documents import methodology, pages_of
from tests.exchange.papers import blocks_of, changed, material, text
from tests.exchange.test_document_pages import RULER
from tests.plans import record

SCAN = tuple(entry.code for entry in methodology().list("questions_scan").entries)


def scanned_again() -> Plan:
    """The sample with a second run of the scan, better by one in each element."""
    plan = samples.implementation()
    first = [a for a in plan.all(Answer) if a.question in SCAN]
    later = [
        msgspec.structs.replace(
            a, id=f"22222222-2222-4222-8222-{n:012}", run="mid_term", score=(a.score or 0) + 1, date=date(2027, 6, 30)
        )
        for n, a in enumerate(first)
    ]
    return plan.changed(later, [])


def headings(blocks: tuple, level: int) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Heading) and block.level == level]


def test_that_the_scan_sheet_has_three_areas_six_elements_and_two_pages(tmp_path: Path) -> None:
    table = next(b for b in blocks_of(samples.draft(), "scan") if isinstance(b, Table))
    assert [row.cells[0] for row in table.rows if row.style == "group"] == [
        "Inclusion and participation",
        "Strategic planning and financing",
        "Technical and operational capacities",
    ]
    assert [row.cells[1] for row in table.rows if row.style == "plain"] == ["2", "2", "1", "1", "1", "2"]
    told = text(samples.draft(), "scan", tmp_path / "scan.pdf")
    assert "While drafting 24/09/2025" in told and "donor calls are announced late" in told
    assert len(pages_of(blocks_of(samples.draft(), "scan"))) == 2


def test_that_runs_stand_beside_each_other_and_the_newest_names_its_bottlenecks(tmp_path: Path) -> None:
    table = next(b for b in blocks_of(scanned_again(), "scan") if isinstance(b, Table))
    assert [column.title for column in table.columns[1:3]] == ["While drafting", "At mid-term"]
    assert next(row.cells[1:3] for row in table.rows if row.style == "plain") == ("2", "3")
    assert "At mid-term 30/06/2027" in text(scanned_again(), "scan", tmp_path / "scan.pdf")
    (web,) = (b for b in blocks_of(scanned_again(), "scan") if isinstance(b, Web))
    assert len(web.radar.rounds) == 2


def test_that_an_axis_without_a_score_leaves_the_line_open() -> None:
    def sides(plan: Plan) -> int:
        (web,) = (b for b in blocks_of(plan, "scan") if isinstance(b, Web))
        return sum(isinstance(mark, Rule) and mark.width > 1 for mark in web_piece(web, 450, RULER).marks)

    assert sides(samples.draft()) == 6
    gone = changed(samples.draft(), Answer, lambda a: None if a.question == "2a" else a)
    assert sides(gone) == 4


def test_that_a_score_beyond_the_highest_stays_within_the_web() -> None:
    plan = changed(samples.draft(), Answer, lambda a: msgspec.structs.replace(a, score=None if a.score is None else 9))
    for block in blocks_of(plan, "self_assessment"):
        if isinstance(block, Web):
            piece = web_piece(block, 450, RULER)
            assert all(0 <= y <= piece.height for mark in piece.marks if isinstance(mark, Rule) for y in mark[1:4:2])


def test_that_ten_questions_are_answered_by_yes_or_no() -> None:
    """Amendments §5: the small track has ten yes/no questions in place of the self-assessment."""
    ten = {entry.code for entry in methodology().list("questions_ten").entries}
    assert {a.score for a in samples.small().all(Answer) if a.question in ten} == {0, 1}
    table = next(b for b in blocks_of(samples.small(), "self_assessment") if isinstance(b, Table))
    assert len(table.rows) == 4 and {row.cells[1] for row in table.rows} == {"no"}


def test_that_gaps_are_the_lowest_scores() -> None:
    table = next(b for b in blocks_of(samples.draft(), "self_assessment") if isinstance(b, Table))
    assert table.rows[0].cells == ("Other plans: are migration and return in the plans for disaster risk?", "0")
    assert {row.cells[1] for row in table.rows} == {"0", "1"}
    commented = {"J5.5": {"en": "The disaster plan is of 2014."}}
    plan = changed(
        samples.draft(), Answer, lambda a: msgspec.structs.replace(a, text=commented.get(a.question, a.text))
    )
    table = next(b for b in blocks_of(plan, "self_assessment") if isinstance(b, Table))
    assert table.rows[0].cells[-1] == "The disaster plan is of 2014."


def test_that_the_profile_puts_years_side_by_side(tmp_path: Path) -> None:
    tables = [b for b in blocks_of(samples.draft(), "migration_profile") if isinstance(b, Table)]
    moves = next(t for t in tables if any("Net internal migration" in row.cells[0] for row in t.rows))
    assert [c.title for c in moves.columns[2:-1]] == ["2022", "2023", "2024", "2025"]
    assert moves.rows[0].cells[2:6] == ("-155", "-149", "-142", "")
    told = text(samples.draft(), "migration_profile", tmp_path / "profile.pdf")
    assert "Total population persons 22,150 18,400" in told, "two censuses are one row"
    assert "Running projects" in told and "8. Labour market" in told
    assert "6. Voluntary returnees" not in told, "a chapter without figures has no heading"


def test_that_a_figure_of_a_later_year_stands_beside_the_first_ones() -> None:
    plan = samples.implementation()
    first = next(point for point in plan.all(DataPoint) if point.topic == "refugees")
    year = plan.all(ReportingPeriod)[0].id
    facts = {name: getattr(first, name) for name in ("section", "topic", "unit", "source")}
    later = record("profile_figure", "refugees later", year, label=dict(first.label), year=2026, value="41", **facts)
    known = Plan([*plan.records.values(), later])
    rows = [row for b in blocks_of(known, "migration_profile") if isinstance(b, Table) for row in b.rows]
    (refugees,) = (row for row in rows if row.cells[0].startswith("Refugees"))
    assert "41" in refugees.cells


def test_that_a_figure_that_is_missing_says_why() -> None:
    why = {"en": "The service keeps no figures."}
    plan = changed(
        samples.draft(),
        DataPoint,
        lambda p: msgspec.structs.replace(p, value=None, not_available=why) if p.topic == "refugees" else p,
    )
    rows = [row for b in blocks_of(plan, "migration_profile") if isinstance(b, Table) for row in b.rows]
    (refugees,) = (row for row in rows if row.cells[0].startswith("Refugees"))
    assert refugees.cells[0] == "Refugees\n2025: The service keeps no figures." and "–" in refugees.cells


def test_that_reported_values_come_into_the_profile_without_a_new_plan() -> None:
    def common(plan: Plan) -> Table:
        return [b for b in blocks_of(plan, "migration_profile") if isinstance(b, Table)][-1]

    assert [c.title for c in common(samples.draft()).columns[2:-1]] == ["2024", "2025"]
    reported = common(samples.implementation())
    assert [c.title for c in reported.columns[2:-1]] == ["2024", "2025", "2026"]
    assert {row.cells[0].split()[0] for row in reported.rows} <= set(COMMON)
    assert set(COMMON) <= set(methodology().indicators)


def test_that_the_document_prints_answers_and_assessments() -> None:
    blocks = document_blocks(samples.draft())
    answers = [b for b in blocks if isinstance(b, Table) and b.caption == "What else is known"]
    assert len(answers) == 3
    asked = dict(row.cells for b in answers for row in b.rows)
    assert len(asked) == 36
    (reason,) = (text for question, text in asked.items() if question.startswith("What is known about remittances"))
    assert reason.startswith("Not available, because: There is no municipal source")
    assert headings(blocks, 1)[-1] == "Self-assessment and implementation scan"
    without = changed(samples.draft(), Answer, lambda a: None)
    assert "Self-assessment and implementation scan" not in headings(document_blocks(without), 1)


def test_that_sheets_wait_for_scores() -> None:
    plan = changed(samples.draft(), Answer, lambda a: msgspec.structs.replace(a, score=None))
    m = material(plan, "en")
    assert PAPERS["scan"].lacks(m) and PAPERS["self_assessment"].lacks(m)
