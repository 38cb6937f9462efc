"""Plans in Arabic, Bengali and Nepali on paper, and the letters of every other language of the countries."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO
from itertools import chain
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from msgspec import structs
from PIL import Image, ImageChops
from pypdf import PdfReader

from localplan.exchange.charts import figure_piece
from localplan.exchange.document.blocks import (
    Article,
    Block,
    Bullets,
    Column,
    Contents,
    Cover,
    Figure,
    Heading,
    KeyValues,
    Letterhead,
    Meta,
    Node,
    Note,
    Paragraphs,
    Row,
    Signature,
    Table,
    Title,
    Tree,
)
from localplan.exchange.document.build import build_document, document_meta
from localplan.exchange.document.fonts import FILES, Ruler, printable, register_fonts
from localplan.exchange.document.ink import BODY, CELL, STRONG, Face, Text
from localplan.exchange.document.pdf import write_pdf
from localplan.exchange.document.shaping import Directed, face, is_shaped
from localplan.exchange.document.word.file import write_docx
from localplan.exchange.document.word.pictures import png
from localplan.methodology.charts import Chart, Series
from tests.exchange.documents import FONTS, MOMENT, methodology, outline_of, pages_of, words
from tests.exchange.word_files import out_of_order
from tests.tongues import PLACES, plan_in

RULER = Ruler(FONTS)
ONE = Decimal(1)
TITLE = Face("title", 24, 32)
ARABIC = PLACES["MA"].long[1]
ALPHABETS = {
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأإؤئةىلاًٌٍَُِّْ،؛؟٪٠١٢٣٤٥٦٧٨٩ڤڭٱـ",
    "bn": "অআইঈউঊঋএঐওঔকখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহড়ঢ়য়ৎংঃঁািীুূৃেৈোৌ্০১২৩৪৫৬৭৮৯৳।",
    "ne": "अआइईउऊऋएऐओऔकखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसहािीुूृेैोौंँः्०१२३४५६७८९।॥ऽ",
    "ky": "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя«»№",
    "ro": "aăâbcdefghiîjklmnopqrsștțuvwxyz„”",
    "fil": "abcdefghijklmnñopqrstuvwxyzáàâéèêíìîóòôúùû₱",
    "fr": "abcdefghijklmnopqrstuvwxyzàâæçéèêëîïôœùûüÿ«»’\u202f€",
    "es": "abcdefghijklmnñopqrstuvwxyzáéíóúü¿¡ªº",
    "qu": "achikllmnñpqrstuwyʼ",
    "wo": "aàbcdeéëfgijklmnñŋoóprstuwxy",
    "ff": "aɓbcdɗefghijklmnŋñoprstuwyƴʼ",
    "zgh": "ⴰⴱⴳⴳⵯⴷⴹⴻⴼⴽⴽⵯⵀⵃⵄⵅⵇⵉⵊⵍⵎⵏⵓⵔⵕⵖⵙⵚⵛⵜⵟⵡⵢⵣⵥ",
}


def blocks_in(country: str) -> tuple[Block, ...]:
    return build_document(plan_in(country), methodology(), words("en"), language=PLACES[country].language)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The document of each country as PDF, with the Word file beside it."""
    folder = tmp_path_factory.mktemp("tongues")
    for country, place in PLACES.items():
        meta = document_meta(plan_in(country), methodology(), words("en"), language=place.language, moment=MOMENT)
        blocks = blocks_in(country)
        write_pdf(blocks, folder / f"{country}.pdf", meta=meta, fonts_dir=FONTS)
        write_docx(blocks, folder / f"{country}.docx", meta=meta, fonts_dir=FONTS)
    return {country: folder / f"{country}.pdf" for country in PLACES}


def letters(text: str) -> str:
    """The text without blanks, which readers of PDF see where letters are moved, and without joiners."""
    return re.sub(r"[\s\u200c\u200d]", "", text)


def drawn_texts(blocks: tuple[Block, ...]) -> list[Text]:
    return [
        mark
        for page in pages_of(blocks)
        for placed in page.placed
        for mark in placed.piece.marks
        if isinstance(mark, Text)
    ]


def missing(text: str, font: str) -> set[str]:
    """The characters that would be drawn as an empty box."""
    known = register_fonts(FONTS)[font]
    lost: set[str] = set()
    for run in RULER.shaper.runs(printable(text), font):
        if run.glyphs:
            lost |= {run.text for glyph in run.glyphs if glyph.id == 0}
        else:
            lost |= {char for char in run.text if ord(char) not in known}
    return lost


@pytest.mark.parametrize("language", ALPHABETS)
def test_that_every_letter_of_the_countries_languages_has_a_glyph_in_every_font(language: str) -> None:
    for font in FILES:
        for letter in chain(ALPHABETS[language], ALPHABETS[language].upper()):
            assert missing(letter, font) == set(), (letter, font)


@pytest.mark.parametrize("country", PLACES)
def test_that_no_text_of_a_plan_is_drawn_as_empty_boxes(country: str) -> None:
    texts = drawn_texts(blocks_in(country))
    assert sum(is_shaped(mark.text) for mark in texts) > 300
    for mark in texts:
        assert missing(mark.text, mark.face.font) == set(), mark.text


@pytest.mark.parametrize("country", PLACES)
def test_that_letters_join_or_stack_and_are_not_set_one_by_one(country: str) -> None:
    for title in PLACES[country].short:
        for run in RULER.shaper.runs(title, "text"):
            if run.glyphs and len(run.text) > 3 and not run.text.isdigit():
                alone = [RULER.shaper.runs(letter, "text")[0].glyphs for letter in run.text]
                assert {glyph.id for glyph in run.glyphs} != {glyph.id for some in alone for glyph in some}, run.text
                assert "".join(glyph.text for glyph in sorted(run.glyphs, key=lambda g: run.text.find(g.text)))


def test_that_a_vowel_sign_stands_before_its_letter_and_two_letters_become_one() -> None:
    sign, letter = (RULER.shaper.runs(one, "text")[0].glyphs[-1].id for one in ("\u09bf", "ক"))
    assert sign != letter
    (joined,) = RULER.shaper.runs("কি", "text")
    assert [glyph.id for glyph in joined.glyphs][-1] == letter
    for one, other in (("ক্ষ", "ক"), ("क्ष", "क")):
        (run,) = RULER.shaper.runs(one, "text")
        assert len(run.glyphs) == 1 and run.glyphs != RULER.shaper.runs(other, "text")[0].glyphs


def test_that_a_line_of_arabic_is_drawn_from_its_end_with_numbers_and_latin_names_as_they_are() -> None:
    drawn = [run.text for run in RULER.shaper.runs("تعمل الوكالة (ANAPEC) منذ 2019.", "text")]
    assert drawn == [".", "2019", " ", "منذ", " (", "ANAPEC", ") ", "الوكالة", " ", "تعمل"]


def test_that_words_are_as_wide_together_as_the_line_they_make() -> None:
    for place in PLACES.values():
        for text in place.long:
            parts = text.split(" ")
            whole = sum(RULER.width(part, BODY) for part in parts) + RULER.width(" ", BODY) * (len(parts) - 1)
            assert RULER.width(text, BODY) == pytest.approx(whole)


@pytest.mark.parametrize("country", PLACES)
@pytest.mark.parametrize("face", [BODY, STRONG, CELL, TITLE])
def test_that_lines_fit_their_field_and_lose_no_letter(country: str, face: Face) -> None:
    for text in PLACES[country].long:
        for width in (60.0, 160.0, 450.0):
            lines = RULER.lines(text, face, width)
            assert letters("".join(lines)) == letters(text)
            assert all(RULER.width(line, face) <= width + 0.01 for line in lines)


def test_that_a_word_too_long_for_its_field_is_cut_between_letters_with_their_signs() -> None:
    lines = RULER.lines("कार्यपालिकाकोकार्यपालिकाको" * 4, BODY, 50)
    assert len(lines) > 3
    assert not any(line[0] in "ािीुूृेैोौंँः्" or line.endswith("्") for line in lines)


def test_that_every_line_of_an_arabic_text_stands_at_the_right_and_of_others_at_the_left() -> None:
    texts = drawn_texts((Paragraphs(text=ARABIC * 3), Paragraphs(text=PLACES["BD"].long[0])))
    arabic = [mark for mark in texts if isinstance(mark.text, Directed) and mark.text.leftward]
    assert len(arabic) == 4 and len(texts) == 5
    assert len({round(mark.x + RULER.width(mark.text, mark.face), 3) for mark in arabic}) == 1
    assert {mark.x for mark in texts if mark not in arabic} == {0.0}


def test_that_numbers_and_dots_before_arabic_stand_at_its_right() -> None:
    title = PLACES["MA"].short[0]
    for block, before in (
        (Heading(level=2, text=title, number="3.1", anchor="a"), "3.1"),
        (Bullets(items=(title,)), "•"),
    ):
        places = {mark.text: mark for mark in drawn_texts((block,))}
        assert places[before].x > places[title].x + RULER.width(title, places[title].face)


@pytest.mark.parametrize("country", PLACES)
def test_that_words_can_be_found_in_the_pdf(country: str, papers: dict[str, Path]) -> None:
    reader = PdfReader(papers[country])
    found = letters("".join(page.extract_text() for page in reader.pages))
    place = PLACES[country]
    for word in " ".join((*place.long, *place.short[:4])).split():
        assert letters(word.strip("().:«»،؛؟%٪")) in found, word


@pytest.mark.parametrize("country", ["BD", "NP"])
def test_that_runs_whose_glyphs_change_places_say_what_they_say(country: str, papers: dict[str, Path]) -> None:
    content = b"".join(page.get_contents().get_data() for page in PdfReader(papers[country]).pages)
    said = {bytes.fromhex(code.decode()).decode("utf-16") for code in re.findall(rb"/ActualText <(\w+)>", content)}
    assert {word for word in PLACES[country].short[0].split(" ") if is_shaped(word)} <= said


@pytest.mark.parametrize("country", PLACES)
def test_that_fonts_are_embedded_in_part_with_their_texts(country: str, papers: dict[str, Path]) -> None:
    fonts = {}
    for page in PdfReader(papers[country]).pages:
        for font in page["/Resources"]["/Font"].values():
            fonts[font["/BaseFont"].split("+")[1]] = font
    shaped = [font for name, font in fonts.items() if name.startswith("NotoSans")]
    assert {name for name in fonts if not name.startswith("DejaVu")} == {
        f"{SCRIPT_OF[PLACES[country].language]}-{weight}" for weight in ("Regular", "Bold")
    }
    for font in shaped:
        descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
        assert 2_000 < len(descriptor["/FontFile2"].get_data()) < 90_000
        assert b"beginbfchar" in font["/ToUnicode"].get_data()


SCRIPT_OF = {"ar": "NotoSansArabic", "bn": "NotoSansBengali", "ne": "NotoSansDevanagari"}


def test_that_bookmarks_and_the_title_are_said_as_they_are_written(tmp_path: Path) -> None:
    title = PLACES["NP"].short[0]
    blocks = (Contents(title="Contents"), Heading(level=1, text=title, anchor="a", number="1"), Paragraphs(text=ARABIC))
    write_pdf(blocks, tmp_path / "a.pdf", meta=Meta(ARABIC, "A"), fonts_dir=FONTS)
    reader = PdfReader(tmp_path / "a.pdf")
    assert outline_of(reader) == [f"1 {title}"]
    assert reader.metadata and reader.metadata.title == ARABIC


def test_that_the_same_plan_gives_the_same_bytes(tmp_path: Path, papers: dict[str, Path]) -> None:
    meta = document_meta(plan_in("MA"), methodology(), words("en"), language="ar", moment=MOMENT)
    write_pdf(blocks_in("MA"), tmp_path / "again.pdf", meta=meta, fonts_dir=FONTS)
    assert (tmp_path / "again.pdf").read_bytes() == papers["MA"].read_bytes()


def test_that_a_latin_or_cyrillic_document_asks_for_no_further_font(tmp_path: Path) -> None:
    face.cache_clear()
    text = "".join(ALPHABETS[language] for language in ("ky", "ru", "ro", "fr", "es", "fil", "wo", "ff", "zgh"))
    write_pdf((Paragraphs(text=text),), tmp_path / "a.pdf", meta=Meta("t", "a"), fonts_dir=FONTS)
    assert face.cache_info().misses == 0
    write_pdf((Paragraphs(text=ARABIC),), tmp_path / "b.pdf", meta=Meta("t", "a"), fonts_dir=FONTS)
    assert face.cache_info().misses == 1


def test_that_every_kind_of_block_takes_such_texts(tmp_path: Path) -> None:
    for place in PLACES.values():
        long, short = place.long[0] * 4, place.short[0]
        blocks = (
            Cover(authority=short, title=long, period=short, facts=((short, long),), marks=(short,), watermark=short,
                  running=long * 3, footnote=long),
            Note(text=long), Bullets(items=(long, short)), KeyValues(rows=((long, long), (short, short))),
            Letterhead(authority=long, facts=((short, short),), to=long), Title(text=long, about=short),
            Article(text=short), Signature(role=short, name=short, place=short),
            Tree(root=Node(long, short, children=(Node(long, children=(Node(short),)),)), above=(Node(short),)),
            Figure(chart=Chart("", unit=short, categories=(short, "2026"), series=(Series(long, (ONE, ONE)),))),
        )  # fmt: skip
        assert write_pdf(blocks, tmp_path / "a.pdf", meta=Meta(short, short), fonts_dir=FONTS) >= 2
        write_docx(blocks, tmp_path / "a.docx", meta=Meta(short, short), fonts_dir=FONTS)
        assert out_of_order(tmp_path / "a.docx") == []


# Word ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("country", PLACES)
def test_that_word_is_told_font_language_and_direction(country: str, papers: dict[str, Path]) -> None:
    document = Document(str(papers[country].with_suffix(".docx")))
    place, script = PLACES[country], {"ar": "Arabic", "bn": "Bengali", "ne": "Devanagari"}
    runs = [
        run for run in document.element.iter(qn("w:r")) if is_shaped("".join(t.text or "" for t in run.iter(qn("w:t"))))
    ]
    assert len(runs) > 300
    for run in runs:
        assert run.rPr.find(qn("w:rFonts")).get(qn("w:cs")) == f"Noto Sans {script[place.language]}"
        assert run.rPr.find(qn("w:lang")).get(qn("w:bidi")).startswith(place.language)
        assert (run.rPr.find(qn("w:rtl")) is not None) is (place.language == "ar")
    assert out_of_order(papers[country].with_suffix(".docx")) == []


def test_that_arabic_paragraphs_of_word_run_from_right_to_left_and_their_latin_names_do_not(tmp_path: Path) -> None:
    columns = (Column("A", align="right"), Column("B"))
    blocks = (
        Heading(level=2, text=PLACES["MA"].short[0], number="1.1", anchor="a"),
        Paragraphs(text=ARABIC),
        Paragraphs(text="Measure M1: " + PLACES["MA"].short[0]),
        Table(columns=columns, rows=(Row((ARABIC, "12")),)),
    )
    write_docx(blocks, tmp_path / "a.docx", meta=Meta("t", "a", language="ar"), fonts_dir=FONTS)
    document = Document(str(tmp_path / "a.docx"))
    cell = document.tables[0].rows[1].cells[0].paragraphs[0]
    leftward = [p.text[:4] for p in (*document.paragraphs, cell) if p._p.pPr.find(qn("w:bidi")) is not None]
    assert leftward == ["1.1\t", ARABIC[:4], ARABIC[:4]]
    assert cell._p.pPr.find(qn("w:jc")) is None
    text = next(p for p in document.paragraphs if p.text == ARABIC)
    plain = [run.text for run in text.runs if run._r.rPr is None or run._r.rPr.find(qn("w:rtl")) is None]
    assert plain == ["ANAPEC"]


@pytest.mark.parametrize("country", PLACES)
def test_that_drawings_in_word_show_such_letters(country: str) -> None:
    chart = Chart("", unit=PLACES[country].short[0], categories=("2026",), series=(Series("", (ONE,)),))
    piece = figure_piece(Figure(chart=chart), 400, RULER)
    shown = Image.open(BytesIO(png(piece, 400, RULER.shaper)))
    empty = Image.open(
        BytesIO(png(figure_piece(Figure(chart=structs.replace(chart, unit="")), 400, RULER), 400, RULER.shaper))
    )
    left, top, right, bottom = ImageChops.difference(shown, empty).getbbox() or (0, 0, 0, 0)
    wide = RULER.width(chart.unit, Face("text", 7.5, 10)) * 3
    assert abs((right - left) - wide) < 12 and 14 < bottom - top < 45
