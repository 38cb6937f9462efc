"""The written Word file: what Word needs to know a heading, a table, a contents field; texts that mean harm."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.parser import parse_xml
from docx.table import Table as WordTable
from hypothesis import given
from hypothesis import strategies as st

from localplan.domain.values import Refused
from localplan.exchange.document.blocks import (
    ActionTable,
    Bullets,
    Column,
    Contents,
    Cover,
    Figure,
    Frame,
    Heading,
    KeyValues,
    Letterhead,
    Meta,
    Node,
    Note,
    PageBreak,
    Paragraphs,
    Row,
    Signature,
    Table,
    Title,
    Tree,
    Web,
)
from localplan.exchange.document.word.file import verify_docx, write_docx
from localplan.exchange.document.word.markup import NAMES, allowed, run
from localplan.exchange.document.word.markup import paragraph as paragraph_of
from localplan.exchange.document.written import write_blocks
from tests.exchange.documents import FONTS, blocks_of, pages_of, sample, with_facts
from tests.exchange.test_document_pages import COLUMNS
from tests.exchange.test_document_pdf import HOSTILE
from tests.exchange.word_files import (
    WRITER,
    W,
    as_libreoffice_shows,
    out_of_order,
    parts_of,
    text_of_word,
    word_file,
    word_plan,
)
from tests.plans import empty_plan

RUNNING = "zamisljeno-polje.implementation"
FORBIDDEN = "a\x00b\x07c\x0bd\x1fe\x9ff\ufffeg\ud800h"


def styled(document: Document, style: str) -> list[str]:
    return [p.text for p in document.paragraphs if p.style is not None and p.style.style_id == style]


def test_that_headings_are_headings_and_the_contents_list_them_with_pages(tmp_path: Path) -> None:
    document, blocks = word_plan(sample(RUNNING), tmp_path / "plan.docx"), blocks_of(sample(RUNNING))
    headings = [block for block in blocks if isinstance(block, Heading)]
    for level in (1, 2, 3):
        asked = [h.line for h in headings if min(h.level, 3) == level]
        assert asked and [re.sub("[\t\u2002]", " ", text) for text in styled(document, f"Heading{level}")] == asked
    entries = [p for p in document.element.body.iter(f"{W}p") if p.style in ("TOC1", "TOC2")]
    listed = [h for h in headings if h.level <= 2]
    assert len(entries) == len(listed)
    pages = {p.piece.anchor: n for n, page in enumerate(pages_of(blocks), 1) for p in page.placed if p.piece.anchor}
    marks = {mark.get(f"{W}name") for mark in document.element.body.iter(f"{W}bookmarkStart")}
    for entry, heading in zip(entries, listed, strict=True):
        shown = "".join(node.text for node in entry.iter(f"{W}t"))
        assert heading.text in shown and shown.endswith(str(pages[heading.anchor]))
        assert next(entry.iter(f"{W}hyperlink")).get(f"{W}anchor") in marks


def test_that_no_program_asks_to_update_fields_when_the_file_is_opened(tmp_path: Path) -> None:
    word_plan(sample(RUNNING), tmp_path / "plan.docx")
    parts = parts_of(tmp_path / "plan.docx")
    assert not any(b"updateFields" in content or b"w:dirty" in content for content in parts.values())
    assert rb'TOC \o "1-2"' in parts["word/document.xml"]
    opened, closed = (parts["word/document.xml"].count(b'fldCharType="' + kind) for kind in (b"begin", b"end"))
    assert opened == closed > 10


def every_row(document: Document) -> list[tuple[str, ...]]:
    """The texts of all table rows; a joined cell says nothing in its further lines."""
    rows = (row for table in document.tables for row in table.rows)
    return [tuple("\n".join(p.text for p in cell.p_lst) for cell in row._tr.tc_lst) for row in rows]


def rows_asked() -> list[tuple[str, ...]]:
    """Every line of every table of the sample's document with two cells or more."""
    blocks = blocks_of(sample(RUNNING))
    parts = [part for block in blocks if isinstance(block, ActionTable) for part in block.parts]
    tables = [block for block in blocks if isinstance(block, Table)] + [t for part in parts for t in part.tables]
    return [line for t in tables for row in t.rows if any(row.cells[1:]) for line in (row.cells, *row.more)]


def test_that_every_figure_of_the_plan_s_tables_stands_in_the_file(tmp_path: Path) -> None:
    found = every_row(word_plan(sample(RUNNING), tmp_path / "plan.docx"))
    asked = rows_asked()
    assert len(asked) > 300
    for line in asked:
        assert line in found, line


def test_that_the_sums_of_the_action_plan_are_the_sums_of_their_rows(tmp_path: Path) -> None:
    document = word_plan(sample(RUNNING), tmp_path / "plan.docx")
    summed = 0
    for table in document.tables:
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        if rows[-1][0] == "Measure in total":
            for year in ("2026", "2027", "2028"):
                place = rows[0].index(year)
                parts = [figure(row[place]) for row in rows[1:-1]]
                assert sum(parts) == figure(rows[-1][place]) and any(parts)
                summed += 1
    assert summed >= 18


def figure(text: str) -> Decimal:
    return Decimal(re.sub(r"[^\d.]", "", text) or "0")


def test_that_tables_repeat_their_header_and_keep_their_rows_whole(tmp_path: Path) -> None:
    columns = (Column("Name", 3), Column("Amount", 1, "right"))
    rows = (
        Row(("one", "1"), (("", "2"), ("more", "3"))),
        Row(("long " * 2_000, "4")),
        Row(("all", "10"), style="total"),
    )
    table = word_file((Table(columns=columns, rows=rows, caption="Figures"),), tmp_path / "t.docx").tables[0]
    marks = [
        {str(child.tag).removeprefix(W) for child in row._tr.trPr} if row._tr.trPr is not None else set()
        for row in table.rows
    ]
    assert marks[0] == {"cantSplit", "tblHeader"}
    assert all("tblHeader" not in one for one in marks[1:])
    assert [("cantSplit" in one) for one in marks] == [True, True, True, True, False, True]
    assert table.cell(1, 0).text == table.cell(2, 0).text == "one"
    assert [table.cell(n, 1).text for n in (1, 2, 3)] == ["1", "2", "3"] and table.cell(3, 0).text == "more"
    widths = [int(column.width) for column in table.columns]
    assert widths[0] == pytest.approx(3 * widths[1], rel=0.01) and table.autofit is False
    assert all(p.alignment is not None for p in table.cell(1, 1).paragraphs)


def test_that_wide_tables_stand_on_landscape_pages_and_the_rest_does_not(tmp_path: Path) -> None:
    document = word_plan(sample(RUNNING), tmp_path / "plan.docx")
    turned = [section.orientation for section in document.sections]
    assert turned == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    for section in document.sections:
        room = section.page_width - section.left_margin - section.right_margin
        assert room > 0
        assert ("landscape" in str(section.orientation).lower()) is (section.page_width > section.page_height)


def test_that_every_page_but_the_cover_tells_its_number_and_how_many(tmp_path: Path) -> None:
    document = word_plan(sample(RUNNING), tmp_path / "plan.docx")
    first, *others = document.sections
    assert first.different_first_page_header_footer and not any(s.different_first_page_header_footer for s in others)
    for section in document.sections:
        orders = [node.text.strip() for node in section.footer._element.iter(f"{W}instrText")]
        assert orders == ["PAGE", "NUMPAGES"]
        assert "Zamišljeno Polje" in "".join(p.text for p in section.header.paragraphs)
    assert not "".join(p.text for p in first.first_page_footer.paragraphs)


def test_that_a_practice_copy_has_its_watermark_on_every_page(tmp_path: Path) -> None:
    word_plan(with_facts(sample(RUNNING), practice=True), tmp_path / "plan.docx")
    headers = [content for name, content in parts_of(tmp_path / "plan.docx").items() if "/header" in name]
    assert len(headers) == 4 and all(b'string="TRAINING"' in content for content in headers)


@pytest.mark.parametrize(
    ("language", "spoken"), [("sr-Cyrl", "sr-Cyrl-RS"), ("sr-Latn", "sr-Latn-RS"), ("en", "en-GB")]
)
def test_that_the_spelling_checker_is_told_the_language(language: str, spoken: str, tmp_path: Path) -> None:
    document = word_plan(sample(RUNNING), tmp_path / "plan.docx", language)
    told = next(document.styles.element.iter(f"{W}lang"))
    assert told.get(f"{W}val") == spoken == document.core_properties.language


def test_that_the_file_says_what_it_is(tmp_path: Path) -> None:
    facts = word_plan(sample(RUNNING), tmp_path / "plan.docx").core_properties
    assert facts.title == blocks_of(sample(RUNNING))[0].title
    assert "Zamišljeno Polje" in facts.author and "2026–2028" in facts.subject
    assert facts.created is not None and facts.created.isoformat()[:16] == "2025-12-02T09:30"
    parts = parts_of(tmp_path / "plan.docx")
    assert not any("thumbnail" in name or "customXml" in name for name in parts)
    assert b"<Application>localplan</Application>" in parts["docProps/app.xml"]


def test_that_the_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        word_plan(sample(RUNNING), tmp_path / f"{name}.docx")
        word_plan(empty_plan(), tmp_path / "between.docx")
    assert (tmp_path / "one.docx").read_bytes() == (tmp_path / "two.docx").read_bytes()


def test_that_word_finds_everything_in_the_order_it_asks_for(tmp_path: Path) -> None:
    for name, plan in (("plan", with_facts(sample(RUNNING), practice=True)), ("french", sample("keur-yaakaar"))):
        word_plan(plan, tmp_path / f"{name}.docx")
        assert out_of_order(tmp_path / f"{name}.docx") == []


def test_that_pictures_say_what_they_show(tmp_path: Path) -> None:
    document, blocks = word_plan(sample(RUNNING), tmp_path / "plan.docx"), blocks_of(sample(RUNNING))
    drawn = [block for block in blocks if isinstance(block, Figure | Web)]
    names = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert len(names) == len(drawn) > 2
    for block, told in zip(drawn, names, strict=True):
        expected = [s.label for s in block.chart.series] if isinstance(block, Figure) else block.radar.axes
        assert all(label in told for label in expected)
    ids = [shape._inline.docPr.get("id") for shape in document.inline_shapes]
    assert len(set(ids)) == len(ids)
    assert all(shape.width < section_width(document) for shape in document.inline_shapes)


def section_width(document: Document) -> int:
    first = document.sections[0]
    return int(first.page_width or 0) - int(first.left_margin or 0)


def test_that_a_tree_is_a_table_whose_boxes_are_joined_over_what_hangs_on_them(tmp_path: Path) -> None:
    leaves = tuple(Node(f"cause {n}", tone=2) for n in range(3))
    root = Node("problem", "Core", 0, (Node("branch", "Youth", 1, leaves), Node("alone", tone=1)))
    document = word_file((Tree(root=root, above=(Node("effect"),), above_title="Effects"),), tmp_path / "t.docx")
    above, core, branch, alone = (read_table(table) for table in document.tables)
    assert (above, core, alone) == ([["effect"]], [["Core\nproblem"]], [["alone"]])
    assert branch == [["Youth\nbranch", f"cause {n}"] for n in range(3)]


def read_table(table: WordTable) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_that_letters_have_their_parts(tmp_path: Path) -> None:
    blocks = (
        Frame(),
        Letterhead("Republic\nCity", (("Number", "1"),), "To the\nMinistry"),
        Title("DECISION", "on youth"),
        Bullets(items=("one", "two")),
        Signature(role="Mayor", name="A. B.", place="Zamišljeno Polje"),
    )
    document = word_file(blocks, tmp_path / "letter.docx")
    assert styled(document, "Authority") == ["Republic\nCity"] and styled(document, "Addressee") == ["To the\nMinistry"]
    assert styled(document, "Title") == ["DECISION"] and styled(document, "Subtitle") == ["on youth"]
    assert styled(document, "ListBullet") == ["one", "two"]
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows == [["Zamišljeno Polje", "Mayor"], ["", ""], ["", "A. B."]]


def test_that_a_page_break_before_a_chapter_leaves_no_empty_page(tmp_path: Path) -> None:
    blocks = (
        Paragraphs(text="one"),
        PageBreak(),
        Heading(level=1, text="Two", anchor="a"),
        PageBreak(),
        Note(text="x"),
    )
    document = word_file(blocks, tmp_path / "b.docx")
    assert len(list(document.element.body.iter(f"{W}br"))) == 1


def test_that_hostile_texts_are_written_as_they_are(tmp_path: Path) -> None:
    texts = (*HOSTILE, FORBIDDEN, "right\u200fto\u202eleft\u2066", "п" * 100_000)
    rows = tuple(Row((text, text[:200], "1"), (("", "", "2"),)) for text in texts)
    blocks = (
        Cover(authority=texts[0], title=texts[1], running=texts[2], marks=(FORBIDDEN,), watermark='"<&>'),
        Contents(title=FORBIDDEN),
        Heading(level=1, text=texts[3] + FORBIDDEN, anchor="a"),
        *(part for text in texts for part in (Paragraphs(text=text), Note(text=text), Bullets(items=(text,)))),
        KeyValues(rows=tuple((text[:300], text) for text in texts)),
        Table(columns=COLUMNS, rows=rows, caption=FORBIDDEN, span=FORBIDDEN),
    )
    document = word_file(blocks, tmp_path / "h.docx", Meta(FORBIDDEN, FORBIDDEN, keywords="k" * 1_000))
    told = text_of_word(document)
    assert "abcdefgh" in told and document.core_properties.title == "abcdefgh"
    for text in (*HOSTILE, "right\u200fto\u202eleft\u2066", "п" * 100_000):
        assert text in told, text[:40]
    assert out_of_order(tmp_path / "h.docx") == []


def test_that_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(b"the old one")
    monkeypatch.setattr("localplan.exchange.document.word.file.packed", lambda *_: b"PK cut off")
    with pytest.raises(Refused) as refused:
        write_docx((Paragraphs(text="x"),), path, meta=Meta("t", "a"), fonts_dir=FONTS)
    assert refused.value.code == "not_verified"
    assert path.read_bytes() == b"the old one" and list(tmp_path.iterdir()) == [path]


def test_that_a_file_with_missing_parts_is_noticed(tmp_path: Path) -> None:
    word_file((Paragraphs(text="x"),), tmp_path / "x.docx")
    verify_docx(tmp_path / "x.docx", 1)
    with pytest.raises(ValueError, match="sections instead of"):
        verify_docx(tmp_path / "x.docx", 2)


def test_that_the_name_of_the_file_says_which_format_it_has(tmp_path: Path) -> None:
    meta = Meta("t", "a")
    assert write_blocks((Paragraphs(text="x"),), tmp_path / "a.PDF", meta=meta, fonts_dir=FONTS) == 1
    assert write_blocks((Paragraphs(text="x"),), tmp_path / "a.docx", meta=meta, fonts_dir=FONTS) == 0
    assert (tmp_path / "a.PDF").read_bytes()[:4] == b"%PDF" and "word/document.xml" in parts_of(tmp_path / "a.docx")
    with pytest.raises(Refused):
        write_blocks((Paragraphs(text="x"),), tmp_path / "a.doc", meta=meta, fonts_dir=FONTS)


@pytest.mark.skipif(not WRITER, reason="LibreOffice Writer is not installed")
def test_that_libreoffice_shows_the_pages_that_the_contents_name(tmp_path: Path) -> None:
    word_plan(sample(RUNNING), tmp_path / "plan.docx", "sr-Cyrl")
    shown = as_libreoffice_shows(tmp_path / "plan.docx")
    blocks = blocks_of(sample(RUNNING), "sr-Cyrl")
    texts = [re.sub(r"\s", "", page.extract_text()) for page in shown.pages]
    pages = {p.piece.anchor: n for n, page in enumerate(pages_of(blocks), 1) for p in page.placed if p.piece.anchor}
    assert abs(len(texts) - len(pages_of(blocks))) <= 3
    for heading in (block for block in blocks if isinstance(block, Heading) and block.level == 1):
        near = texts[max(pages[heading.anchor] - 3, 0) : pages[heading.anchor] + 2]
        assert any(re.sub(r"\s", "", heading.line) in text for text in near), heading.line


@given(st.text(st.characters(), max_size=80))
def test_that_any_text_is_read_back_as_it_is_allowed(text: str) -> None:
    (paragraph,) = parse_xml(f"<w:body {NAMES}>{paragraph_of('Normal', run(text))}</w:body>")
    assert paragraph.text == allowed(text)
    assert allowed(allowed(text)) == allowed(text) and (not text.isprintable() or allowed(text) == text)
