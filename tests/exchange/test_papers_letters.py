"""Letters: whom they ask for what, and until when."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from localplan.domain.records.analysis import Answer, ConsultationEvent, Request
from localplan.domain.records.logic import Activity
from localplan.exchange.document.blocks import Signature, Table
from localplan.exchange.papers.catalogue import PAPERS
from localplan.exchange.papers.letters import data_request
from localplan.methodology.questions import section_questions, to_ask_by_letter
from tests import samples
from tests.exchange.documents import sample
from tests.exchange.papers import blocks_of, changed, material, open_ended, text


def test_that_each_body_gets_one_letter_with_all_it_can_answer(tmp_path: Path) -> None:
    plan = changed(open_ended(), Answer, lambda a: None if a.question == "Y2" else a)
    told = text(plan, "data_requests", tmp_path / "letters.pdf")
    assert told.count("Request for data") == 3
    assert told.count("Statistical Office of the Republic of Serbia") == 1
    statistics = told.split("Primary and secondary schools")[0]
    assert "How many people aged 15 to 30 live here" in statistics and "come and go each year" in statistics
    assert "Which school profiles exist" not in statistics
    assert told.count("Please answer by 16/07/2025.") == 3
    assert "fewer than 5" in told


def test_that_a_body_of_the_plan_is_addressed_by_its_name() -> None:
    letter = data_request(material(open_ended(), "sr-Cyrl"), "E3")
    assert letter is not None and letter.to == "Повереништво за избеглице и миграције"


def test_that_an_answer_of_not_available_is_not_asked_for_again() -> None:
    why = {"en": "The school keeps no such figures."}
    plan = changed(open_ended(), Answer, lambda a: msgspec.structs.replace(a, text={}, not_available=why))
    assert {q.entry.code for q in to_ask_by_letter(material(plan, "en").method)} == {"Y1", "Y5", "E3"}


def test_that_only_questions_for_letters_have_one() -> None:
    m = material(samples.draft(), "en")
    by_letter = [q.entry.code for q in section_questions(m.method) if data_request(m, q.entry.code)]
    # amendments §6
    assert by_letter == ["Y1", "Y2", "Y5", "Y7", "Y10", "D4", "D10", "E2", "E3", "E7", "E11"]


def test_that_an_outside_lead_is_asked_for_consent_until_it_agreed(tmp_path: Path) -> None:
    told = text(open_ended(), "consents", tmp_path / "consent.pdf")
    assert "National Employment Service – branch office" in told and "Letter of consent" in told
    assert "1.1.1.1" in told and "1.1.1.2" in told and "1.1.1.3" in told
    assert "1.1.2.1" not in told
    agreed = changed(open_ended(), Activity, lambda a: msgspec.structs.replace(a, lead_consent="12/2025"))
    assert not [b for b in blocks_of(agreed, "consents") if isinstance(b, Table)]


def test_that_a_request_is_sent_until_it_is_answered(tmp_path: Path) -> None:
    told = text(samples.draft(), "requests", tmp_path / "request.pdf")
    assert "Qualifications Agency" in told and "within 60 days" in told
    answered = changed(samples.draft(), Request, lambda r: msgspec.structs.replace(r, answer={"en": "Yes."}))
    assert not [b for b in blocks_of(answered, "requests") if "Qualifications" in str(b)]


def test_that_the_owner_of_a_document_gets_the_sentence_we_propose(tmp_path: Path) -> None:
    told = text(open_ended(), "document_owners", tmp_path / "owner.pdf", "sr-Latn")
    assert "Odeljenje za privredu" in told and "Povratnici su ciljna grupa." in told


@pytest.mark.parametrize(("year", "amount"), [("2026", "28,670"), ("", "28,670")])
def test_that_the_finance_office_gets_what_passes_through_the_budget(tmp_path: Path, year: str, amount: str) -> None:
    """The employment service pays itself: its money is not in the municipal budget (34,870 − 6,200)."""
    told = text(samples.draft(), "budget_request", tmp_path / "budget.pdf", about=year)
    assert amount in told and "1501-0002" in told and "draft budget of 2026" in told


def test_that_a_letter_without_programmes_has_no_column_for_them(tmp_path: Path) -> None:
    told = text(sample("keur-yaakaar"), "budget_request", tmp_path / "budget.pdf", "fr")
    assert "Programme Activity" not in told and "30" in told


def test_that_those_invited_to_a_planned_consultation_get_a_letter(tmp_path: Path) -> None:
    told = text(open_ended(), "invitations", tmp_path / "invitations.pdf")
    assert told.count("Invitation to a consultation") == 3 and "Serbian" in told
    event = open_ended().all(ConsultationEvent)[0]
    assert PAPERS["invitations"].subjects(material(open_ended(), "en")) == ((event.id, event.title["en"]),)
    lacks = PAPERS["invitations"].lacks(material(samples.draft(), "en"))
    assert lacks == ("a planned consultation with invited parties",)


def test_that_the_statement_of_consent_stands_under_our_own_signature() -> None:
    blocks = blocks_of(open_ended(), "consents")
    signed = [block.role for block in blocks if isinstance(block, Signature)]
    assert signed[-1] == "Authorised person" and len(signed) == 2
