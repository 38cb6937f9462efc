"""What holds for every paper of every sample, in every language."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from localplan.domain.plan import Plan
from localplan.exchange.document.blocks import Block, Bullets, Heading, KeyValues, Paragraphs, Row, Table, Title
from localplan.exchange.papers.catalogue import PAPERS
from tests import samples
from tests.exchange.documents import blocks_of as document_blocks
from tests.exchange.documents import pages_of
from tests.exchange.papers import blocks_of, material, open_ended, text, with_facts
from tests.plans import empty_plan

PLANS = {
    "open": open_ended,
    "draft": samples.draft,
    "running": samples.implementation,
    "small": samples.small,
}
LANGUAGES = {"open": ("en", "sr-Cyrl", "sr-Latn"), "small": ("fr", "en")}
EVERY = [
    (name, code, language)
    for name, plan in PLANS.items()
    for language in LANGUAGES.get(name, ("en", "sr-Cyrl"))
    for code, paper in PAPERS.items()
    if paper.fits(material(plan(), language)) and not paper.lacks(material(plan(), language))
]
ODD = re.compile(r"\bNone\b|[{}]|\b[a-z]+_[a-z_]+\b(?!@|\.)|[0-9a-f]{8}-[0-9a-f]{4}|\(\)|,\s*,|: *$|_{3,}|…{2}|\bnan\b")
"""Raw codes and ids, holes of templates, empty brackets, lines to fill in."""


def texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Every text of a paper, cell by cell."""
    for block in blocks:
        if isinstance(block, Heading | Paragraphs | Title):
            yield block.text
        elif isinstance(block, Bullets):
            yield from block.items
        elif isinstance(block, KeyValues):
            yield from itertools.chain.from_iterable(block.rows)
        elif isinstance(block, Table):
            yield from (cell for row in block.rows for cell in (*row.cells, *itertools.chain(*row.more)))


@pytest.mark.parametrize(("name", "code", "language"), EVERY)
def test_that_a_paper_is_whole(name: str, code: str, language: str) -> None:
    blocks = blocks_of(PLANS[name](), code, language)
    odd = [told for told in texts(blocks) if ODD.search(re.sub(r"https?://\S+|\S+@\S+", "", told.strip()))]
    # a paragraph that leads to a table or list ends with a colon
    leads = {
        a.text for a, b in itertools.pairwise(blocks) if isinstance(a, Paragraphs) and isinstance(b, Table | Bullets)
    }
    leads |= {a.text for a, b in itertools.pairwise(blocks) if isinstance(a, Paragraphs) and isinstance(b, Title)}
    assert not [told for told in odd if told not in leads]
    for here, after in itertools.pairwise((*blocks, None)):
        if isinstance(here, Heading):
            assert after is not None, f"{here.text} stands at the end"
            assert not (isinstance(after, Heading) and after.level <= here.level), f"{here.text} is empty"
        if isinstance(here, Table | KeyValues):
            assert here.rows
        if isinstance(here, Table):
            assert all(len(row.cells) == len(here.columns) for row in here.rows)
            assert not blank_columns(here), (code, blank_columns(here))
        if isinstance(here, KeyValues):
            assert all(value for _, value in here.rows)


def blank_columns(table: Table) -> list[str]:
    """Columns in which no row says anything; years may be empty, one to be filled in by others may not."""
    plain: list[Row] = [row for row in table.rows if row.style != "group"]
    named = [n for n, column in enumerate(table.columns) if column.title and not column.title.isdigit()]
    return [table.columns[n].title for n in named if not any(row.cells[n] for row in plain)]


@pytest.mark.parametrize("code", PAPERS)
def test_that_an_empty_plan_makes_no_broken_paper(code: str, tmp_path: Path) -> None:
    plan = empty_plan(main_language="en", legal_profile="rs", status="draft")
    if not PAPERS[code].lacks(material(plan, "en")):
        assert text(plan, code, tmp_path / "paper.pdf")


def everything(plan: Plan, folder: Path, language: str) -> str:
    codes = [code for code, paper in PAPERS.items() if not paper.lacks(material(plan, language))]
    return " ".join(text(plan, code, folder / f"{code}.pdf", language) for code in codes)


def test_that_serbian_papers_are_in_one_script(tmp_path: Path) -> None:
    told = everything(open_ended(), tmp_path, "sr-Latn")
    assert not re.findall(r"[а-шђјљњћџ]{3,}", told.casefold())


def test_that_the_footnote_on_kosovo_stands_on_papers_too(tmp_path: Path) -> None:
    reason = {"en": "Families from Kosovo and Metohija live here."}
    for footnote in (True, False):
        plan = with_facts(samples.draft(), reason=reason, territory_footnote=footnote)
        told = text(plan, "start_decision", tmp_path / "start.pdf")
        assert ("Kosovo* and" in told) is footnote and ("1244" in told) is footnote


def test_that_a_practice_copy_says_so_on_every_page(tmp_path: Path) -> None:
    told = text(with_facts(samples.draft(), practice=True), "start_notice", tmp_path / "notice.pdf")
    assert "TRAINING" in told


@pytest.mark.parametrize("unit", ["city", "city_municipality"])
def test_that_no_word_of_the_program_calls_a_city_a_municipality(unit: str) -> None:
    """Not in the document, nor in a paper; what the plan itself says is its own business."""
    plan = empty_plan(main_language="sr-Cyrl", legal_profile="rs", status="draft", unit_kind=unit)
    made = [
        blocks_of(plan, code, "sr-Cyrl") for code, one in PAPERS.items() if not one.lacks(material(plan, "sr-Cyrl"))
    ]
    told = " ".join(str(block) for blocks in (document_blocks(plan, "sr-Cyrl"), *made) for block in blocks).casefold()
    told = told.replace("скупштин", "").replace("градске општине", "").replace("градска општина", "")
    assert "општин" not in told


@pytest.mark.parametrize(("code", "pages"), [("scan", 2), ("results", 2), ("handover", 2), ("checklist", 1)])
def test_that_short_papers_are_short(code: str, pages: int) -> None:
    for language in ("en", "sr-Cyrl"):
        assert len(pages_of(blocks_of(samples.implementation(), code, language))) <= pages
