"""Serbian in two scripts: what is exact, what is likely, and what a person should look at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localplan.words import doubtful, fold, text_in, to_cyrillic, to_latin
from localplan.words.scripts import ABECEDA, AZBUKA, sort_key

SERBIAN = """
општи циљ посебни циљ мера активност показатељ почетна вредност базна година циљана вредност извор провере носилац
партнери рок извор финансирања буџет грађани грађанке џеп џамија оџак Оџаци наџак љубав Љубовија људи недељни
пољопривреда њива Његош коњ Сопоћани Ђорђевић ђак међународни предлог одлука општина скупштина миграције млади
дијаспора запошљавање
реинтеграција удружење заједница учешће жена мушкарци особе са инвалидитетом
подједнако одјек надјачати одјава нижи важан
кључни учинак ризик вероватноћа утицај праћење вредновање извештавање спровођење усвајање јавна расправа закључак веће
анализа стања дрво проблема узрок последица заинтересоване стране табела прилог шифра износ хиљада динара укупно
недостаје
Чачак Ћуприја Шабац Жагубица Зрењанин Краљево Крагујевац Ниш Суботица Вршац Ужице Пожаревац Лесковац Врање
"""
KEPT_APART = """
инјекција инјекцијама конјункција конјунктура конјугација Танјуг надживети наджњети поджанр оджалити предживот
ванјезички анјон
"""
PROSE, TWO_SOUNDS = SERBIAN.split(), KEPT_APART.split()

serbian_words = st.text(alphabet=AZBUKA, min_size=1, max_size=12).filter(
    lambda word: not any(pair in word for pair in ("лј", "нј", "дж"))
)


def test_that_every_letter_has_its_latin_one() -> None:
    assert to_latin(AZBUKA) == "abvgdđežzijklljmnnjoprstćufhcčdžš"
    assert [to_latin(letter) for letter in AZBUKA] == ABECEDA
    assert len(ABECEDA) == 30


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("ЊЕГОШ", "NJEGOŠ"),
        ("Његош", "Njegoš"),
        ("КОЊ", "KONJ"),
        ("Љ. Њ. Петровић", "Lj. Nj. Petrović"),
        ("ЏЕП, Џеп и џеп", "DŽEP, Džep i džep"),
        ("ОПШТИ ЦИЉ 1: Љубовија", "OPŠTI CILJ 1: Ljubovija"),
        ("мера {name} <b>циљ</b> EUR œ", "mera {name} <b>cilj</b> EUR œ"),
    ],
)
def test_that_digraphs_follow_the_capitals_of_their_word(cyrillic: str, latin: str) -> None:
    assert to_latin(cyrillic) == latin


@given(st.text(alphabet=st.characters(max_codepoint=0x3FF)))
def test_that_a_text_without_cyrillic_is_untouched(text: str) -> None:
    assert to_latin(text) == text


@given(st.text())
def test_that_making_latin_twice_changes_nothing(text: str) -> None:
    assert to_latin(to_latin(text)) == to_latin(text)


@pytest.mark.parametrize("word", PROSE + TWO_SOUNDS)
def test_that_serbian_words_come_back(word: str) -> None:
    assert to_cyrillic(to_latin(word)) == word
    assert to_cyrillic(to_latin(word.upper())) == word.upper()
    assert to_cyrillic(to_latin(word.capitalize())) == word.capitalize()


@given(serbian_words)
def test_that_made_up_words_come_back_unless_listed_as_doubtful(word: str) -> None:
    latin = to_latin(word)
    assert doubtful(latin) or to_cyrillic(latin) == word


@given(st.text(alphabet=AZBUKA + AZBUKA.upper() + " .,;()–1234567890{}"))
def test_that_cyrillic_is_left_alone(text: str) -> None:
    assert to_cyrillic(text) == text


@pytest.mark.parametrize(
    "kept",
    [
        "https://www.opstina.rs/plan?id=1", "www.opstina.rs",
        "opstina.gov.rs", "ana.petrovic@opstina.rs", "R082", "SO1/M1.1/A1.1.1", "{name}",
        "<b>", "web", "Excel", "WhatsApp", "EUR", "UNDP", "km", "SWOT", "XIV", "III",
    ],
)  # fmt: skip
def test_that_addresses_codes_and_foreign_words_stay_latin(kept: str) -> None:
    assert to_cyrillic(f"Mera {kept} važi") == f"Мера {kept} важи"


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("I kvartal 2027. i III faza", "I квартал 2027. и III фаза"),
        ("I mladi i stari", "И млади и стари"),
        ("Prilog V i deo I", "Прилог V и део I"),
        ("V. Petrović", "В. Петровић"),
        ("NJEGOŠ i Njegoš", "ЊЕГОШ и Његош"),
    ],
)
def test_that_numerals_are_told_from_words(latin: str, cyrillic: str) -> None:
    assert to_cyrillic(latin) == cyrillic


def test_that_words_worth_a_look_are_listed_once() -> None:
    text = "Injekcija i budžet: NES, nadživeti, web, III faza. Injekcija, Odžaci, e-mail a@b.rs, mera"
    assert doubtful(text) == ["Injekcija", "NES", "nadživeti", "web", "III", "Odžaci"]


@given(st.sampled_from(PROSE))
def test_that_search_is_blind_to_script_case_and_diacritics(word: str) -> None:
    bare = fold(word)
    assert bare.isascii()
    assert fold(to_latin(word)) == fold(word.upper()) == fold(bare) == bare


def test_that_search_finds_what_people_type_without_marks() -> None:
    assert fold("ЛАП") == fold("LAP") == "lap"
    assert fold("Ђорђе") == fold("Đorđe") == fold("Djordje") == "djordje"
    assert fold("Évaluation, São Tomé") == "evaluation, sao tome"
    assert fold("Њ") == fold("nj")


def test_that_vowel_signs_and_joined_letters_are_searched_as_they_are_written() -> None:
    for one, other in (("নীতি", "নাতি"), ("কর্ম", "করম"), ("कार्य", "कारय"), ("सीप", "सप")):
        assert fold(one) != fold(other)
    for text in ("কর্মসংস্থান", "बसाइँसराइ"):
        assert fold(text) == text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("خُطَّةٌ", "خطة"), ("خطـــة", "خطه"), ("أحمد", "احمد"), ("إلى", "الي"), ("ٱلهجرة", "الهجرة"), ("ﻻ", "لا"),
        ("गर्\u200dयो", "गर्यो"), ("फ़र्क", "फर्क"), ("\u09dc", "ড\u09bc"), ("র\u200d্যাব", "র্যাব"),
        ("٢٠٢٦", "2026"), ("২০২৬", "2026"), ("२०८३", "2083"), ("\u200fخطة\u200e", "خطة"),
    ],
)  # fmt: skip
def test_that_spellings_people_mix_up_are_found_by_each_other(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_that_each_script_sorts_by_its_own_alphabet() -> None:
    cyrillic = ["Аранђеловац", "Ваљево", "Ђердап", "Жабаљ", "Земун", "Љиг", "Ниш", "Његош", "Ћуприја", "Чачак", "Шабац"]
    assert sorted(set(cyrillic), key=lambda name: sort_key(name, "sr-Cyrl")) == cyrillic
    latin = ["Cer", "Čačak", "Ćuprija", "Despotovac", "Džep", "Đerdap", "Lučani", "Ljig", "Niš", "Njegoš", "Šabac"]
    assert sorted(set(latin), key=lambda name: sort_key(name, "sr-Latn")) == latin
    assert sorted(["Zoé", "Émile", "Adam"], key=lambda name: sort_key(name, "fr")) == ["Adam", "Émile", "Zoé"]


def test_that_the_other_script_stands_in_for_a_missing_text() -> None:
    assert text_in({"sr-Cyrl": "Мера", "en": "Measure"}, "sr-Latn") == "Mera"
    assert text_in({"sr-Latn": "Mera", "en": "Measure"}, "sr-Cyrl") == "Мера"
    assert text_in({"sr-Cyrl": "Мера", "sr-Latn": "Mjera"}, "sr-Latn") == "Mjera"


def test_that_a_missing_text_falls_back_and_is_never_invented() -> None:
    texts = {"fr": "Mesure", "en": "Measure", "sr-Cyrl": "Мера"}
    assert text_in(texts, "ro", "sr-Latn") == "Mera"
    assert text_in(texts, "ro") == "Measure"
    assert text_in({"fr": "Mesure"}, "ro", "sr-Latn") == "Mesure"
    assert text_in({}, "en") == text_in({"en": ""}, "en") == ""
