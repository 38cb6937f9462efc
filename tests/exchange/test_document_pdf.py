"""The written PDF: fonts, links, page numbers, metadata, the same bytes twice, texts that mean harm."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from localplan.domain.values import Refused
from localplan.exchange.document.blocks import Cover, Heading, KeyValues, Meta, Note, Paragraphs, Row, Table
from localplan.exchange.document.build import build_document, document_meta
from localplan.exchange.document.pdf import verify_pdf, write_pdf
from tests.exchange.documents import FONTS, blocks_of, methodology, sample, text_of, words, written
from tests.exchange.test_document_pages import COLUMNS, many_activities
from tests.plans import empty_plan

RUNNING = "zamisljeno-polje.implementation"
HOSTILE = (
    "<img src='/etc/passwd'/>",
    "<para><font color='red'>red</para>",
    "a & b &lt; c <b>bold",
    "{braces} %s %(name)s \\ ( ) < >",
    "שלום עולם مرحبا بالعالم",
    "👩‍👩‍👧 😀 emoji",
    "x" * 5_000,
    "word " * 5_001,
    "ё" * 30_000,
    "\u0301combining \ufeff\u202e marks\t\ttabs",
)


def fonts_of(reader: PdfReader) -> dict[str, bool]:
    """Every font by name, and whether it is embedded."""
    fonts: dict[str, bool] = {}
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            one = font.get_object()
            fonts[one["/BaseFont"]] = "/FontFile2" in one.get("/FontDescriptor", {})
    return fonts


def test_that_every_font_is_embedded_and_ours(tmp_path: Path) -> None:
    fonts = fonts_of(written(sample(RUNNING), tmp_path / "plan.pdf", "sr-Cyrl"))
    assert fonts and all(fonts.values())
    assert all("DejaVu" in name for name in fonts)
    assert b"Helvetica" not in (tmp_path / "plan.pdf").read_bytes()
    assert b"Times" not in (tmp_path / "plan.pdf").read_bytes()


def test_that_each_page_but_the_cover_tells_its_number_and_how_many(tmp_path: Path) -> None:
    reader = written(sample(RUNNING), tmp_path / "plan.pdf")
    whole = len(reader.pages)
    for number, page in enumerate(reader.pages, 1):
        assert (f"{number} / {whole}" in page.extract_text()) is (number > 1)


def test_that_contents_lead_to_the_pages_they_name(tmp_path: Path) -> None:
    reader = written(sample(RUNNING), tmp_path / "plan.pdf")
    links = [note.get_object() for page in reader.pages[1:3] for note in page.get("/Annots", [])]
    listed = [b for b in blocks_of(sample(RUNNING)) if isinstance(b, Heading) and b.level <= 2]
    assert len(links) == len(listed)
    contents = text_of_pages(reader, 1, 3)
    for heading, link in zip(listed, links, strict=True):
        page = reader.get_page_number(link["/Dest"][0].get_object())
        assert all(word in reader.pages[page].extract_text() for word in heading.text.split())
        assert str(page + 1) in contents.split()


def text_of_pages(reader: PdfReader, first: int, last: int) -> str:
    return " ".join(page.extract_text() for page in reader.pages[first:last])


def test_that_the_file_says_what_it_is(tmp_path: Path) -> None:
    reader = written(sample(RUNNING), tmp_path / "plan.pdf", "sr-Latn")
    facts = reader.metadata
    assert facts is not None and facts.creation_date is not None
    assert facts.title == blocks_of(sample(RUNNING), "sr-Latn")[0].title
    assert "Zamišljeno Polje" in (facts.author or "") and "2026–2028" in (facts.subject or "")
    assert facts.producer == "localplan"
    assert facts.creation_date.isoformat() == "2025-12-02T09:30:00+00:00"
    assert reader.trailer["/Root"]["/Lang"] == "sr-Latn"


def test_that_the_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        written(sample(RUNNING), tmp_path / f"{name}.pdf")
        written(empty_plan(), tmp_path / "between.pdf")
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_that_another_moment_changes_only_the_file_s_date(tmp_path: Path) -> None:
    later = document_meta(sample(RUNNING), methodology(), words("en"), moment="2026-02-03T10:00:00+01:00")
    write_pdf(blocks_of(sample(RUNNING)), tmp_path / "later.pdf", meta=later, fonts_dir=FONTS)
    facts = PdfReader(tmp_path / "later.pdf").metadata
    assert facts is not None and facts.creation_date is not None
    assert facts.creation_date.isoformat() == "2026-02-03T09:00:00+00:00"


def test_that_hostile_texts_are_printed_as_they_are(tmp_path: Path) -> None:
    rows = tuple(Row((text, text[:200], "1"), (("", "", "2"),)) for text in HOSTILE)
    told = tuple(part for text in HOSTILE for part in (Paragraphs(text=text), Note(text=text[:2_000])))
    blocks = (
        Cover(authority=HOSTILE[0], title=HOSTILE[1], running=HOSTILE[2]),
        Heading(level=1, text=HOSTILE[3], anchor="a"),
        *told,
        KeyValues(rows=tuple((text[:300], text) for text in HOSTILE)),
        Table(columns=COLUMNS, rows=rows, caption=HOSTILE[0], span=HOSTILE[1]),
    )
    pages = write_pdf(blocks, tmp_path / "h.pdf", meta=Meta(HOSTILE[2], HOSTILE[0]), fonts_dir=FONTS)
    text = text_of(PdfReader(tmp_path / "h.pdf"))
    for word in ("<img", "src='/etc/passwd'/>", "<para><font", "&lt;", "<b>bold", "%(name)s", "emoji"):
        assert word in text, word
    assert pages > 30 and "root:" not in text


def test_that_a_plan_full_of_hostile_texts_becomes_a_document(tmp_path: Path) -> None:
    everywhere = {"en": " ".join(HOSTILE)}
    plan = empty_plan(title=everywhere, vision=everywhere, reason=everywhere, municipality_name={"en": "<b>&"})
    assert "<img" in text_of(written(plan, tmp_path / "plan.pdf"))


def test_that_three_hundred_activities_become_a_document(tmp_path: Path) -> None:
    reader = written(many_activities(300), tmp_path / "plan.pdf")
    text = text_of(reader)
    assert "Extra activity 299" in text and len(reader.pages) > 75


def test_that_the_french_sample_is_written_in_french_figures(tmp_path: Path) -> None:
    plan = sample("keur-yaakaar")
    reader = written(plan, tmp_path / "plan.pdf", "fr")
    assert "198\u202f400" in text_of(reader).replace("198 400", "198\u202f400")


def test_that_the_disclaimer_stands_on_the_last_page(tmp_path: Path) -> None:
    reader = written(sample(RUNNING), tmp_path / "plan.pdf")
    profile = methodology().profile("rs")
    disclaimer = profile.disclaimer.format(date=words("en").day(profile.evidence_date))
    assert disclaimer and all(word in reader.pages[-1].extract_text() for word in disclaimer.split())


def test_that_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"the old one")
    monkeypatch.setattr("localplan.exchange.document.pdf.draw", lambda *_: b"%PDF-1.7 cut off")
    with pytest.raises(Refused) as refused:
        write_pdf((Paragraphs(text="x"),), path, meta=Meta("t", "a"), fonts_dir=FONTS)
    assert refused.value.code == "not_verified"
    assert path.read_bytes() == b"the old one" and list(tmp_path.iterdir()) == [path]


def test_that_a_file_with_another_number_of_pages_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    pages = write_pdf(blocks_of(empty_plan()), path, meta=Meta("t", "a"), fonts_dir=FONTS)
    verify_pdf(path, pages)
    for wrong in (pages + 1, 1):
        with pytest.raises(ValueError, match="pages instead of"):
            verify_pdf(path, wrong)


def test_that_blocks_are_plain_values() -> None:
    one, two = (build_document(sample(RUNNING), methodology(), words("en")) for _ in range(2))
    assert one == two
