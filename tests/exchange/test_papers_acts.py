"""Drafts of acts: legal basis, words by kind of unit, and what is missing told in plain words."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from localplan.domain.adoption import amendment
from localplan.domain.edits import apply_edits
from localplan.domain.plan import Plan
from localplan.domain.records.delivery import HearingComment, PublicHearing
from localplan.domain.records.plan import Act
from localplan.exchange.document.blocks import Letterhead, Paragraphs, Signature, Table
from localplan.exchange.document.chapters import opening
from localplan.exchange.papers import adopting
from localplan.exchange.papers.catalogue import PAPERS
from tests import samples
from tests.exchange.papers import blocks_of, changed, material, open_ended, text, with_facts
from tests.plans import empty_plan, id_of

ACTS = ("start_decision", "group_decision", "adoption_decision")
UNITS = {
    "municipality": ("Скупштина општине", "Општинско веће", "општинска управа", "Председник општине"),
    "city": ("Скупштина града", "Градско веће", "градска управа", "Градоначелник"),
    "city_municipality": (
        "Скупштина градске општине",
        "Веће градске општине",
        "управа градске општине",
        "Председник градске општине",
    ),
    "temporary_body": (
        "Привремени орган",
        "Привремени орган",
        "управа јединице локалне самоуправе",
        "Председник привременог органа",
    ),
}
"""Assembly, council, administration and head by kind of unit (amendments T17)."""


def signed_as(plan: Plan, code: str, language: str = "sr-Cyrl") -> list[str]:
    return [block.role for block in blocks_of(plan, code, language) if isinstance(block, Signature)]


def with_sex(sex: str, unit: str) -> Plan:
    plan = with_facts(samples.implementation(), unit_kind=unit)
    return changed(plan, Act, lambda act: msgspec.structs.replace(act, signed_by_sex=sex))


@pytest.mark.parametrize("unit", UNITS)
def test_that_acts_speak_of_the_bodies_of_this_kind_of_unit(unit: str, tmp_path: Path) -> None:
    plan = with_facts(samples.implementation(), unit_kind=unit, letterhead={})
    told = " ".join(text(plan, code, tmp_path / f"{code}.pdf", "sr-Cyrl") for code in ACTS)
    for word in UNITS[unit]:
        assert word in told, word
    named = "" if unit == "temporary_body" else " Замишљено Поље"
    assert f"{UNITS[unit][0]}{named}, на седници одржаној 27.11.2025. године, доноси" in told


@pytest.mark.parametrize(
    ("sex", "unit", "council", "assembly"),
    [
        ("M", "municipality", "Председник општине", "Председник Скупштине"),
        ("F", "municipality", "Председница општине", "Председница Скупштине"),
        ("F", "city", "Градоначелница", "Председница Скупштине"),
        ("F", "temporary_body", "Председница привременог органа", "Председница привременог органа"),
    ],
)
def test_that_titles_of_those_who_sign_follow_their_sex(sex: str, unit: str, council: str, assembly: str) -> None:
    assert signed_as(with_sex(sex, unit), "group_decision") == [council]
    assert signed_as(with_sex(sex, unit), "adoption_decision") == [assembly]


def test_that_an_act_of_a_city_declines_its_name() -> None:
    plan = with_facts(samples.implementation(), unit_kind="city", municipality_name={"sr-Cyrl": "Чачак"})
    for language, body in (
        ("sr-Cyrl", "Градско веће града Чачка доноси"),
        ("sr-Latn", "Gradsko veće grada Čačka donosi"),
    ):
        preamble = next(b for b in blocks_of(plan, "group_decision", language) if isinstance(b, Paragraphs))
        assert body in preamble.text
    assert "the Law on Local Self-Government" in next(
        b.text for b in blocks_of(plan, "group_decision") if isinstance(b, Paragraphs)
    )


def test_that_seats_are_called_after_who_holds_them() -> None:
    rows = next(b for b in blocks_of(samples.draft(), "group_decision", "sr-Cyrl") if isinstance(b, Table)).rows
    assert {row.cells[2] for row in rows} == {"Председница", "Члан", "Чланица", "Секретарка"}


def test_that_an_act_without_legal_basis_names_the_fields() -> None:
    bare = {"statute": {}, "statute_article": "", "planning_law_articles": "", "place": {}}
    plan = changed(samples.draft(), Act, lambda act: msgspec.structs.replace(act, **bare))
    lacks = PAPERS["adoption_decision"].lacks(material(plan, "en"))
    assert lacks == ("Decision on adoption: Articles of the planning law, Statute, Article of the statute, Place",)
    lacks = PAPERS["group_decision"].lacks(material(plan, "sr-Latn"))
    assert lacks == ("Rešenje o obrazovanju radne grupe: Statut, Član statuta, Mesto",)


def test_that_an_empty_plan_can_make_no_act() -> None:
    m = material(empty_plan(main_language="en", legal_profile="rs"), "en")
    for code in (*ACTS, "start_notice", "public_call"):
        assert "the title of the plan" in PAPERS[code].lacks(m), code


def test_that_the_decision_on_adoption_says_what_it_must(tmp_path: Path) -> None:
    told = text(samples.implementation(), "adoption_decision", tmp_path / "decision.pdf", "sr-Latn")
    for part in (
        "Na osnovu člana 32. Zakona o lokalnoj samoupravi („Službeni glasnik RS“, br. 129/2007",
        ", čl. 11, 14. i 38. Zakona o planskom sistemu Republike Srbije („Službeni glasnik RS“, broj 30/2018) i "
        "člana 40. Statuta opštine Zamišljeno Polje („Službeni list opštine Zamišljeno Polje“, broj 3/2019), "
        "Skupština opštine Zamišljeno Polje, na sednici",
        "Zakon o lokalnoj samoupravi",
        "istovremeno: lokalni planski dokument u oblasti zapošljavanja, lokalni akcioni plan za migracije, program za",
        "prestaju da važe: Lokalni akcioni plan za unapređenje položaja",
        "2021–2025. godine („Službeni list opštine Zamišljeno Polje“, broj 6/2021)",
        "u roku od 120 dana od isteka kalendarske godine",
        "stupa na snagu osmog dana",
        "Obrazloženje",
        "107.360 hiljada dinara, od čega 61.510",
        "Održano je 6 konsultacija. Učestvovalo je 528 lica.",
        "Primljene su 4 primedbe: prihvaćena: 2; delimično prihvaćena: 1; odbijena: 1.",
    ):
        assert part in told, part


def test_that_the_group_is_named_member_by_member(tmp_path: Path) -> None:
    told = text(samples.draft(), "group_decision", tmp_path / "group.pdf")
    assert "Milica Zamišljenović" in told and "Working group" not in told.split("Article 1")[0]
    table = next(b for b in blocks_of(samples.draft(), "group_decision") if isinstance(b, Table))
    assert len(table.rows) == 9


def test_that_a_call_needs_days_and_ways(tmp_path: Path) -> None:
    open_call = changed(samples.implementation(), PublicHearing, lambda h: msgspec.structs.replace(h, channels={}))
    assert PAPERS["public_call"].lacks(material(open_call, "en")) == ("the ways to send proposals",)
    told = text(samples.implementation(), "public_call", tmp_path / "call.pdf")
    assert "20/10/2025 – 04/11/2025" in told and "summary and interpreting in Bulgarian" in told
    assert "Programme of the hearing" in told and "Municipal council invites" in told


def test_that_the_report_on_the_hearing_answers_every_comment(tmp_path: Path) -> None:
    told = text(samples.implementation(), "hearing_report", tmp_path / "report.pdf")
    assert "4 comments: accepted: 2; partly accepted: 1; rejected: 1." in told
    for comment in samples.implementation().all(HearingComment):
        assert comment.text["en"] in told and comment.reason["en"] in told
    before = text(samples.draft(), "hearing_report", tmp_path / "before.pdf")
    assert "Public hearing" not in before and "Consultations" in before


def test_that_the_list_of_materials_is_ticked_from_the_plan() -> None:
    def missing(plan: Plan) -> dict[str, str]:
        table = next(b for b in blocks_of(plan, "checklist") if isinstance(b, Table))
        return {row.cells[1]: row.cells[2] for row in table.rows if row.cells[0] == "☐"}

    assert missing(samples.implementation()) == {}
    assert missing(samples.draft()) == {
        "Proposal of the council": "number and day of the proposal",
        "Report on the hearing": "the hearing and its report",
        "Opinion of the employment council": "the opinion, with number and day",
        "Opinion of the migration council": "the opinion, with number and day",
    }
    items = {row.cells[1] for b in blocks_of(samples.small(), "checklist") if isinstance(b, Table) for row in b.rows}
    assert not [item for item in items if "Extract" in item or "Opinion" in item]
    assert missing(with_facts(samples.draft(), reason={}))["Explanatory memorandum"] == "the reason for the plan"
    unasked = with_facts(samples.draft(), reason={}, track="small")
    assert "Explanatory memorandum" not in missing(unasked), "the small track has no page for the reason"


def test_that_opinions_are_asked_for_until_they_are_there(tmp_path: Path) -> None:
    told = text(samples.draft(), "opinion_requests", tmp_path / "opinions.pdf")
    assert "Local employment council" in told and "Migration council" in told
    youth_only = with_facts(samples.draft(), sections=("youth",))
    assert [key for key, _ in PAPERS["opinion_requests"].subjects(material(youth_only, "en"))] == [
        "opinion_migration_council"
    ]
    assert not PAPERS["opinion_requests"].subjects(material(samples.implementation(), "en"))


def test_that_the_french_commune_names_its_own_grounds(tmp_path: Path) -> None:
    told = text(samples.small(), "adoption_decision", tmp_path / "decision.pdf", "fr")
    assert "Règlement intérieur du conseil municipal" in told and "Law on the Planning System" not in told
    assert "For: municipal council" in told and "eighth day" not in told


def test_that_a_start_says_when_the_public_is_told(tmp_path: Path) -> None:
    assert "within 7 working days" in text(open_ended(), "start_decision", tmp_path / "start.pdf")
    assert "working days" not in text(samples.small(), "start_decision", tmp_path / "small.pdf", "fr")
    assert "number 020-41/2025" in text(samples.draft(), "start_notice", tmp_path / "notice.pdf")


def test_that_names_typed_once_stand_in_the_script_of_the_act(tmp_path: Path) -> None:
    for language, name in (("sr-Cyrl", "Гордана Свечић"), ("sr-Latn", "Gordana Svečić")):
        told = text(samples.implementation(), "adoption_decision", tmp_path / "decision.pdf", language)
        assert name in told
    assert "„Službeni glasnik RS“" in told and "Službeni list opštine Zamišljeno Polje" in told


@pytest.mark.parametrize(
    ("country", "language", "head"),
    [
        ("RS", "sr-Cyrl", "Република Србија"),
        ("RS", "sr-Latn", "Republika Srbija"),
        ("RS", "en", "Republic of Serbia"),
        ("SN", "fr", "République du Sénégal"),
        ("SN", "en", "Republic of Senegal"),
        ("FR", "en", "France"),
    ],
)
def test_that_a_paper_without_letterhead_names_the_state_as_official_papers_do(
    country: str, language: str, head: str
) -> None:
    plan = empty_plan(country=country, main_language=language, status="draft")
    (letterhead,) = (b for b in blocks_of(plan, "handover", language) if isinstance(b, Letterhead))
    assert letterhead.authority.splitlines()[0] == head


def amended() -> Plan:
    """The sample as its first amendment is opened: acts and hearing up to now belong to the version before."""
    plan = samples.implementation()
    return apply_edits(plan, amendment(plan, {"en": "New budget"}, {"en": "Amendment 1"}, id_of("amendment")))


def test_that_papers_of_an_amendment_name_no_act_of_the_version_before() -> None:
    before, now = (material(plan, "en") for plan in (samples.implementation(), amended()))
    assert {item.name for item in adopting.materials(before) if item.need} == set()
    missing = {item.name for item in adopting.materials(now) if item.need}
    assert {"Proposal of the council", "Opinion of the migration council", "Report on the hearing"} <= missing
    assert opening.adoption(before) is not None and opening.adoption(now) is None
    (head,) = (block for block in blocks_of(amended(), "adoption_decision") if isinstance(block, Letterhead))
    assert "020-88/2025" not in str(head.facts)
    assert adopting.adoption_lacks(now) == (), "the legal basis is lent by the decision before"
