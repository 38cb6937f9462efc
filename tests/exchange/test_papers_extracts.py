"""The three official extracts: whose measures, whose money, which share (amendments T16)."""

from __future__ import annotations

from pathlib import Path

from localplan.exchange.document.blocks import Heading, Table
from localplan.exchange.papers.catalogue import PAPERS
from tests import samples
from tests.exchange.papers import blocks_of, material, text
from tests.plans import empty_plan

EXTRACTS = ("extract_employment", "extract_youth", "extract_migration")


def codes(code: str) -> set[str]:
    found = blocks_of(samples.implementation(), code)
    return {b.text.split()[0] for b in found if isinstance(b, Heading) and b.level == 3}


def table(code: str, column: str) -> Table:
    found = (b for b in blocks_of(samples.implementation(), code) if isinstance(b, Table))
    return next(t for t in found if any(c.title == column for c in t.columns))


def test_that_employment_takes_its_section_and_what_the_service_pays_for(tmp_path: Path) -> None:
    assert codes("extract_employment") == {
        *("1.1.1", "1.1.1.3"),
        *("1.3.1", "1.3.1.1", "1.3.1.2", "1.3.1.3", "1.3.2", "1.3.2.1", "1.3.2.2", "1.3.2.3"),
    }
    told = text(samples.implementation(), "extract_employment", tmp_path / "e.pdf")
    assert "101-12/2025" in told and "75 (women 38, men 37)" in told and "more than 50 %" in told


def test_that_the_municipal_share_beside_the_service_is_that_of_each_activity() -> None:
    shares = {row.cells[0].split()[0]: row.cells[1:] for row in table("extract_employment", "Own share, %").rows}
    assert shares == {
        "1.1.1.3": ("6,750", "4,500", "11,250", "60.0"),
        "1.3.1.1": ("6,000", "4,500", "10,500", "57.1"),
        "1.3.1.2": ("7,500", "6,000", "13,500", "55.6"),
        "1.3.1.3": ("4,800", "3,600", "8,400", "57.1"),
    }


def test_that_the_share_beside_the_commissariat_is_of_the_requested_sum(tmp_path: Path) -> None:
    (row,) = table("extract_migration", "Share of the requested sum, %").rows
    assert row.cells[1:] == ("900", "9,000", "9,900", "10.0")  # amendments §7: 300/3,000, not 9.1 %
    told = text(samples.implementation(), "extract_migration", tmp_path / "m.pdf")
    assert "At least 5 % for underdeveloped units and 10 % for all others, in the call of 2013." in told
    assert "Households economically empowered" in told and "Young families" not in told


def test_that_youth_takes_the_measures_of_its_section() -> None:
    assert {code for code in codes("extract_youth") if code.count(".") == 2} == {"1.1.1", "1.1.2", "1.1.3"}
    whole = [t for t in blocks_of(samples.implementation(), "extract_youth") if isinstance(t, Table)][-1]
    assert whole.rows[-1].cells[-2] == f"{samples.control_totals()['by_section']['youth']:,}"


def test_that_only_a_serbian_plan_has_official_extracts() -> None:
    for code in EXTRACTS:
        assert PAPERS[code].fits(material(samples.draft(), "en"))
        assert not PAPERS[code].fits(material(samples.small(), "en"))


def test_that_a_section_without_a_measure_has_no_extract() -> None:
    m = material(empty_plan(main_language="en", legal_profile="rs"), "en")
    assert all(PAPERS[code].lacks(m) for code in EXTRACTS)
