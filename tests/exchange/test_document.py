"""What stands in the official document."""

from __future__ import annotations

import itertools
from decimal import Decimal
from pathlib import Path

import pytest

from localplan.domain.edits import SetField, apply_edits
from localplan.domain.money import amounts, total, totals_by_year
from localplan.domain.plan import Plan
from localplan.domain.records.analysis import Narrative
from localplan.domain.records.logic import Activity
from localplan.domain.records.plan import Body
from localplan.exchange.document.blocks import ActionTable, Cover, Heading, KeyValues, Note, Paragraphs, Table
from tests.exchange.documents import (
    blocks_of,
    methodology,
    outline_of,
    pages_of,
    sample,
    text_of,
    with_facts,
    words,
    written,
)
from tests.plans import empty_plan, id_of, record

DRAFT, RUNNING = "zamisljeno-polje.draft", "zamisljeno-polje.implementation"


def headings(blocks: tuple, level: int = 1) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Heading) and block.level <= level]


@pytest.mark.parametrize("language", ["en", "sr-Cyrl", "sr-Latn"])
def test_that_the_money_of_the_sample_stands_in_its_document(tmp_path: Path, language: str) -> None:
    text, say = text_of(written(sample(RUNNING), tmp_path / "plan.pdf", language)), words(language).money
    assert say(Decimal(107360)) in text
    for whole in (34870, 37870, 34620):
        assert say(Decimal(whole)) in text
    for by in ("source", "section"):
        rows = list(amounts(sample(RUNNING)))
        for years in totals_by_year(rows, lambda row, by=by: getattr(row, by)).values():
            assert say(sum(years.values(), Decimal(0))) in text
    assert {str(total(amounts(sample(RUNNING))))} == {"107360"}


@pytest.mark.parametrize("language", ["en", "sr-Cyrl", "sr-Latn", "fr"])
def test_that_bookmarks_are_the_headings(tmp_path: Path, language: str) -> None:
    blocks = blocks_of(sample(DRAFT), language)
    reader = written(sample(DRAFT), tmp_path / "plan.pdf", language)
    assert outline_of(reader) == [block.line for block in blocks if isinstance(block, Heading)]
    text = text_of(reader)
    for block in blocks:
        if isinstance(block, Heading):
            assert all(word in text for word in block.text.split())


def test_that_the_chapters_are_those_of_the_unified_contents() -> None:
    chapters = [b.number for b in blocks_of(sample(DRAFT)) if isinstance(b, Heading) and b.level == 1 and b.number]
    assert chapters == [*map(str, range(1, 11)), *(f"Annex {n}" for n in range(1, 6))]


def test_that_an_empty_plan_says_what_belongs_where() -> None:
    blocks = blocks_of(empty_plan(main_language="en", legal_profile="rs", status="draft"))
    for here, after in itertools.pairwise(blocks):
        if isinstance(here, Heading) and here.level == 2:
            assert not isinstance(after, Heading), f"{here.text} is blank"
    notes = [block.text for block in blocks if isinstance(block, Note) and "step" in block.text]
    assert len(notes) >= 20
    for step in methodology().steps:
        if step.number in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13):
            assert any(f"step {step.number}, {step.title}" in note for note in notes), step.title


def test_that_empty_chapters_share_a_page_and_full_ones_do_not() -> None:
    plan = empty_plan(main_language="en", legal_profile="rs", foreword={"en": "Dear citizens"})
    flows = {block.text: block.flows for block in blocks_of(plan) if isinstance(block, Heading) and block.level == 1}
    assert not flows["Act of adoption"] and not flows["Foreword"] and not flows["Abbreviations"]
    assert flows["Introduction"] and flows["Measures"]
    assert len(pages_of(blocks_of(plan))) <= 12


def test_that_words_taken_for_each_other_are_explained() -> None:
    blocks = blocks_of(sample(DRAFT))
    at = next(n for n, block in enumerate(blocks) if isinstance(block, Heading) and block.text == "Terms")
    terms = blocks[at + 1]
    assert isinstance(terms, KeyValues)
    assert [term for term, _ in terms.rows] == ["cooperation", "coordination", "consultation", "coherence"]


def test_that_an_adopted_plan_asks_nobody_to_fill_it_in() -> None:
    plan = empty_plan(main_language="en", legal_profile="rs", status="adopted")
    assert not [b for b in blocks_of(plan) if isinstance(b, Note) and "Fill it in" in b.text]


def test_that_a_section_switched_off_leaves_no_chapter() -> None:
    diaspora = next(e.label for e in methodology().list("sections").entries if e.code == "diaspora")
    assert diaspora in headings(blocks_of(sample(DRAFT)), 2)
    without = blocks_of(with_facts(sample(DRAFT), sections=("youth",)))
    assert diaspora not in headings(without, 2)
    story = next(n.text["en"] for n in sample(DRAFT).all(Narrative) if n.chapter == "diaspora")
    assert story not in [block.text for block in without if isinstance(block, Paragraphs)]


def test_that_a_draft_and_a_practice_copy_are_marked(tmp_path: Path) -> None:
    draft = written(with_facts(sample(DRAFT), practice=True), tmp_path / "plan.pdf")
    for page in draft.pages:
        assert "TRAINING" in page.extract_text()
        assert "DRAFT" in page.extract_text()
    final = text_of(written(with_facts(sample(RUNNING), practice=False), tmp_path / "final.pdf"))
    assert "TRAINING" not in final and "DRAFT" not in final


def test_that_the_footnote_on_kosovo_stands_where_its_asterisk_is(tmp_path: Path) -> None:
    facts = {"vision": {"en": "People from Kosovo and Metohija"}, "foreword": {"en": "Nothing"}}
    plan = empty_plan(main_language="en", legal_profile="rs", territory_footnote=True, target_groups=["iidp"], **facts)
    pages = [page.extract_text() for page in written(plan, tmp_path / "plan.pdf").pages]
    vision = next(text for text in pages if "People from" in text)
    assert "Kosovo* and" in vision and "resolution 1244" in vision
    groups = next(text for text in pages if "Target groups" in text)
    assert "resolution 1244" in groups and "*" in groups.split("Target groups")[1]
    assert "1244" not in next(text for text in pages if "Nothing" in text and "Foreword" in text)
    without = text_of(written(with_facts(plan, territory_footnote=False), tmp_path / "without.pdf"))
    assert "1244" not in without and "*" not in without


def test_that_an_activity_shows_each_of_its_sources() -> None:
    table = next(block for block in blocks_of(sample(DRAFT)) if isinstance(block, ActionTable))
    rows = [row for part in table.parts for t in part.tables if t.span for row in t.rows]
    training = next(row for row in rows if row.cells[0].startswith("1.1.1.2 "))
    assert [line[4][:2] for line in (training.cells, *training.more)] == ["01", "06"]
    free = [row for row in rows if "no additional funds needed" in row.cells]
    assert free and not any(row.more for row in free)


def test_that_years_have_no_separators_and_figures_follow_the_language() -> None:
    serbian = [b for b in blocks_of(sample(DRAFT), "sr-Latn") if isinstance(b, Table)]
    cells = {cell for table in serbian for row in table.rows for cell in row.cells}
    assert "37.870" in cells and "37,870" not in cells
    assert not any(cell in ("2.024", "2,024") for cell in cells)


def test_that_a_text_in_the_other_script_is_printed_in_the_document_s() -> None:
    paragraphs = [b.text for b in blocks_of(sample(DRAFT), "sr-Latn") if isinstance(b, Paragraphs)]
    told = " ".join(paragraphs)
    assert "mladi" in told and not any("а" <= letter <= "я" for letter in told.casefold())


def test_that_narratives_of_chapters_without_a_place_are_not_lost() -> None:
    plan = empty_plan(main_language="en", legal_profile="rs", sections=["youth"])
    lost = record("narrative", "n", plan.id, 0, chapter="mountains", text={"en": "About mountains"})
    blocks = blocks_of(plan.changed([lost], []))
    assert "About mountains" in [b.text for b in blocks if isinstance(b, Paragraphs)]


def test_that_a_passport_tells_what_is_known_and_only_that() -> None:
    plan = empty_plan(main_language="en", legal_profile="rs", period_start="2026-01-01", period_end="2027-12-31")
    goal = record("objective", "GO", plan.id, 0, objective_kind="general", title={"en": "Goal"})
    one = record("indicator", "I", id_of("GO"), 0, title={"en": "People"}, baseline_value=7, targets={"2026": 9})
    blocks = blocks_of(plan.changed([goal, one], []))
    at = next(n for n, b in enumerate(blocks) if isinstance(b, Heading) and b.text.endswith("I1 People") and n > 20)
    passport = blocks[at + 1]
    assert isinstance(passport, KeyValues)
    assert dict(passport.rows) == {"Belongs to": "1 Goal", "Baseline": "7", "Targets": "2026: 9"}


def test_that_the_cover_names_the_municipality_and_the_period() -> None:
    cover = blocks_of(sample(DRAFT), "sr-Cyrl")[0]
    assert isinstance(cover, Cover)
    assert "Замишљено Поље" in cover.authority and cover.period == "2026–2028"


def test_that_barriers_removed_by_an_activity_stand_with_its_measure() -> None:
    plan = sample(DRAFT)
    activity = plan.all(Activity)[0]
    said = next(e.label for e in methodology().list("barriers").entries if e.code == "disability")
    removed = apply_edits(plan, [SetField(activity.id, "barriers", ("disability",))])

    def barriers(of: Plan) -> list[str]:
        known = [block for block in blocks_of(of) if isinstance(block, KeyValues)]
        return [value for block in known for name, value in block.rows if name == "Barriers removed"]

    before, after = " ".join(barriers(plan)), " ".join(barriers(removed))
    assert after.count(said) == before.count(said) + 1


def test_that_the_conclusions_of_a_body_are_printed() -> None:
    plan = sample(DRAFT)
    body = plan.all(Body)[0]
    noted = apply_edits(plan, [SetField(body.id, "conclusions", "The draft is supported.", "en")])
    cells = {cell for block in blocks_of(noted) if isinstance(block, Table) for row in block.rows for cell in row.cells}
    assert "The draft is supported." in cells


def test_that_a_plan_whose_country_has_no_programme_budget_is_not_asked_for_one() -> None:
    def told(name: str) -> list[str]:
        blocks = blocks_of(sample(name))
        (table,) = (block for block in blocks if isinstance(block, ActionTable))
        heads = [one.title for part in table.parts for block in part.tables for one in block.columns]
        for part in table.parts:
            assert all(len(row.cells) == len(block.columns) for block in part.tables for row in block.rows)
        return [text for text in (*headings(blocks, 3), *heads) if "rogramme b" in text or "By programme" in text]

    assert told(RUNNING) and not told("keur-yaakaar")


def test_that_sources_without_a_number_are_called_by_their_name_alone(tmp_path: Path) -> None:
    told = text_of(written(sample("keur-yaakaar"), tmp_path / "plan.pdf"))
    assert "Central government" in told and "central Central" not in told
    assert "01 General budget revenue" in text_of(written(sample(RUNNING), tmp_path / "serbian.pdf"))


def test_that_goals_stand_with_the_numbers_by_which_the_world_knows_them() -> None:
    links = next(b for b in blocks_of(sample(DRAFT), "en") if isinstance(b, Table) and "Global Compact" in _titles(b))
    general = links.rows[0].cells
    assert general[1].startswith("8.5 Full employment and equal pay; 10.2 Inclusion of all; 10.7 Orderly, safe")
    assert (
        general[2]
        == "2 Fewer reasons that force people to leave; 19 Contribution of migrants and diaspora to development"
    )


def _titles(table: Table) -> set[str]:
    return {column.title for column in table.columns}
