"""How blocks are laid out: breaking of lines, rows and pages, as values."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localplan.domain.records.logic import Activity
from localplan.exchange.document.blocks import (
    ActionPart,
    ActionTable,
    Column,
    Contents,
    Heading,
    Node,
    PageBreak,
    Paragraphs,
    Row,
    Table,
    Tree,
)
from localplan.exchange.document.fonts import Ruler
from localplan.exchange.document.grid import table_pieces
from localplan.exchange.document.ink import CELL, PageOf, Text
from localplan.exchange.document.pages import LANDSCAPE, PORTRAIT, WIDE, Page, Piece, fill
from localplan.methodology.charts import Chart, Series, axis_steps
from tests.exchange.documents import FONTS, blocks_of, pages_of, sample, with_facts
from tests.plans import id_of, record

DRAFT = "zamisljeno-polje.draft"
RULER = Ruler(FONTS)
COLUMNS = (Column("Activity", 4), Column("Source", 2), Column("2026", 1, "right"))


def words_on(page: Page) -> list[str]:
    return [m.text for placed in page.placed for m in placed.piece.marks if isinstance(m, Text)]


def many_activities(count: int):
    plan = sample(DRAFT)
    measure = plan.all(Activity)[0].parent
    rows = []
    for n in range(count):
        name = f"extra-{n}"
        title = {"en": f"Extra activity {n} " + "with many words " * (n % 7)}
        rows.append(record("activity", name, measure, n, title=title, deadline="2027-Q3"))
        for line in range(n % 4):
            amount = {"2026": 10 + n, "2027": 20}
            rows.append(record("funding_line", f"{name}-{line}", id_of(name), line, source="01", amounts=amount))
    return plan.changed(rows, [])


# lines ---------------------------------------------------------------------------------------------------------------


@given(st.text(alphabet=st.sampled_from("aiW мџ-/. \n"), max_size=200), st.floats(12, 300))
def test_that_no_line_is_wider_than_its_cell_and_no_letter_is_lost(text: str, width: float) -> None:
    lines = RULER.lines(text, CELL, width)
    assert all(RULER.width(line, CELL) <= width + 0.01 or len(line) == 1 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_that_a_long_word_is_broken_after_a_hyphen_first() -> None:
    width = RULER.width("Institutional-managerial-", CELL) + 1
    assert RULER.lines("Institutional-managerial-organisational", CELL, width) == (
        "Institutional-managerial-",
        "organisational",
    )


def test_that_a_hard_space_holds_a_figure_together() -> None:
    width = RULER.width("sum of 1\u00a0234", CELL) - 1
    assert RULER.lines("sum of 1\u00a0234", CELL, width) == ("sum of", "1\u00a0234")


def test_that_signs_without_a_form_of_their_own_are_replaced_or_left_out() -> None:
    assert RULER.lines("a\u202eb\u200bc😀", CELL, 400) == ("abc□",)


# rows ----------------------------------------------------------------------------------------------------------------


def test_that_the_lines_of_an_activity_are_one_piece() -> None:
    row = Row(("Training", "01", "10"), (("", "06", "20"), ("", "07", "30")))
    (piece,) = [p for p in table_pieces(Table(columns=COLUMNS, rows=(row,)), 400, 700, RULER) if p.subject]
    assert {m.text for m in piece.marks if isinstance(m, Text)} == {"Training", "01", "06", "07", "10", "20", "30"}
    tops = [m.y for m in piece.marks if isinstance(m, Text) and m.text in ("10", "20", "30")]
    assert tops == sorted(tops) and len(set(tops)) == 3


def test_that_figures_end_at_the_same_place() -> None:
    rows = tuple(Row(("a", "b", figure)) for figure in ("7", "1,234", "98,765.43"))
    pieces = table_pieces(Table(columns=COLUMNS, rows=rows), 400, 700, RULER)
    figures = [m for p in pieces if p.subject for m in p.marks if isinstance(m, Text) and m.text[0].isdigit()]
    assert len({round(m.x + RULER.width(m.text, m.face), 3) for m in figures}) == 1


def test_that_only_a_row_higher_than_a_page_is_divided() -> None:
    long = Row(("word " * 6000, "01", "1"), (("", "02", "2"),))
    for tallest, several in ((100_000.0, False), (700.0, True)):
        pieces = table_pieces(Table(columns=COLUMNS, rows=(long,)), 400, tallest, RULER)
        rows = [p for p in pieces if any(isinstance(m, Text) and "word" in m.text for m in p.marks)]
        assert (len(rows) > 1) is several
        assert all(p.height <= tallest for p in pieces)


@pytest.mark.parametrize("count", [0, 60, 300])
def test_that_no_activity_is_broken_and_its_header_stands_on_every_page(count: int) -> None:
    blocks = blocks_of(many_activities(count))
    table = next(block for block in blocks if isinstance(block, ActionTable))
    pages = [page for page in pages_of(blocks) if page.sheet == LANDSCAPE]
    tables = [t for part in table.parts for t in part.tables if t.span]
    names = [row.cells[0] for t in tables for row in t.rows if row.style == "plain"]
    shown = [p.piece.subject for page in pages for p in page.placed]
    assert [subject for subject in shown if subject in set(names)] == names
    for page in pages:
        texts = words_on(page)
        bottom = max(p.top + p.piece.height for p in page.placed)
        assert bottom <= page.sheet.inner_height + 0.01
        if any(p.piece.subject in set(names) for p in page.placed):
            assert "Activity" in texts and "Carried out by" in texts


def test_that_a_plan_of_ten_years_takes_the_wider_paper() -> None:
    plan = with_facts(sample(DRAFT), period_end=sample(DRAFT).root.period_end.replace(year=2035))
    pages = pages_of(blocks_of(plan))
    wide = [page for page in pages if page.sheet == WIDE]
    assert wide and "2035" in {word for page in wide for word in words_on(page)}
    assert not [page for page in pages if page.sheet == LANDSCAPE]


# pages ---------------------------------------------------------------------------------------------------------------

PIECES = st.lists(
    st.builds(
        Piece,
        height=st.floats(1, 300),
        marks=st.just((Text(0, 0, CELL, "x"),)),
        before=st.floats(0, 20),
        keep=st.booleans(),
        begins_page=st.booleans(),
    ),
    max_size=60,
)


@settings(max_examples=60)
@given(PIECES)
def test_that_every_piece_stands_on_one_page_in_order_and_none_overlaps(pieces: list[Piece]) -> None:
    pages = list(fill(pieces, PORTRAIT))
    assert [id(p.piece) for page in pages for p in page.placed] == [id(piece) for piece in pieces]
    for page in pages:
        end = 0.0
        for placed in page.placed:
            assert placed.top >= end - 0.001
            end = placed.top + placed.piece.height
        assert end <= PORTRAIT.inner_height + 0.001


def test_that_a_heading_is_not_left_at_the_foot_of_a_page() -> None:
    filling = Paragraphs(text="\n".join(["line"] * 31))
    for extra in range(8):
        blocks = (filling, Paragraphs(text="\n".join(["more"] * extra)), Heading(level=2, text="Under", anchor="u"))
        pages = pages_of((*blocks, Paragraphs(text="What it says " * 60)))
        page = next(p for p in pages if "Under" in words_on(p))
        assert any("What it says" in word for word in words_on(page))


def test_that_a_chapter_and_a_page_break_begin_pages() -> None:
    text = Paragraphs(text="text")
    pages = pages_of((text, Heading(level=1, text="One", anchor="1"), text, PageBreak(), text))
    assert [words_on(page) for page in pages] == [["text"], ["One", "text"], ["text"]]


def test_that_the_contents_know_every_page_in_one_pass() -> None:
    headings = [Heading(level=1, number=str(n), text=f"Chapter {n}", anchor=f"c{n}") for n in range(1, 90)]
    pages = pages_of((Contents(title="Contents"), *headings))
    anchors = {m.anchor for page in pages for p in page.placed for m in p.piece.marks if isinstance(m, PageOf)}
    assert anchors == {heading.anchor for heading in headings}
    assert sum("Chapter 1" in words_on(page) for page in pages) == 2


def test_that_the_heading_of_the_action_plan_stands_on_its_own_paper() -> None:
    part = ActionPart(3, "Measure", tables=(Table(columns=COLUMNS, rows=(Row(("a", "b", "c")),)),))
    heading = Heading(level=1, text="Action plan", anchor="a")
    before = (Heading(level=1, text="Measures", anchor="m"), Paragraphs(text="All of them"))
    pages = pages_of((*before, heading, ActionTable(parts=(part,))))
    assert [page.sheet for page in pages] == [PORTRAIT, LANDSCAPE]


def test_that_a_tree_of_any_size_shows_every_box() -> None:
    deep = Node("leaf", children=())
    for n in range(9):
        deep = Node(f"level {n}", children=(deep, Node(f"side {n} " + "long " * 40)))
    wide = Node("root", children=(deep, *(Node(f"branch {n}", tone=1) for n in range(80))))
    pages = pages_of((Tree(root=wide, above=tuple(Node(f"effect {n}") for n in range(7))),))
    shown = {word for page in pages for word in words_on(page)}
    assert {f"branch {n}" for n in range(80)} | {f"effect {n}" for n in range(7)} | {"leaf", "level 8"} <= shown
    assert all(p.top + p.piece.height <= PORTRAIT.inner_height + 0.01 for page in pages for p in page.placed)


# charts --------------------------------------------------------------------------------------------------------------


@given(st.decimals(Decimal("0.01"), Decimal(10) ** 12, places=2))
def test_that_an_axis_reaches_the_highest_column_in_a_few_round_steps(highest: Decimal) -> None:
    steps = axis_steps(highest)
    assert 2 <= len(steps) <= 7 and steps[0] == 0
    assert steps[-1] >= highest > steps[-2]
    assert (steps[1].normalize().as_tuple().digits) in ((1,), (2,), (5,))


def test_that_an_empty_chart_has_no_columns() -> None:
    assert Chart("t", "u", ("2026",), (Series("a", (Decimal(0),)),)).is_empty
    assert axis_steps(Decimal(0)) == (Decimal(0),)
