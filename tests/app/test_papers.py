"""Which papers a plan is offered, what each lacks, and the job that writes them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from localplan.app import worker
from localplan.app.exports import export_payload
from localplan.app.papers import letter_for, offer, offers, write_letter
from localplan.domain.values import Refused
from tests import samples
from tests.exchange.documents import methodology, text_of, words
from tests.exchange.papers import open_ended

TODAY = date(2025, 7, 1)


def test_that_a_paper_says_what_it_lacks_in_the_words_of_whoever_asks() -> None:
    found = {o.code: o for o in offers(samples.draft(), methodology(), words("sr-Latn"), TODAY)}
    assert found["data_requests"].lacks == ("otvoreno pitanje neke oblasti na koje se može odgovoriti dopisom",)
    assert found["budget_request"].lacks == ()
    assert dict(found["budget_request"].subjects) == {"2026": "2026", "2027": "2027", "2028": "2028"}


def test_that_a_paper_that_lacks_something_is_refused_with_what() -> None:
    with pytest.raises(Refused) as refused:
        offer(samples.draft(), methodology(), words("en"), TODAY, "data_requests")
    assert refused.value.code == "paper_lacks" and "open question" in refused.value.values["lacks"]


@pytest.mark.parametrize(("code", "about"), [("nothing", ""), ("budget_request", "1999")])
def test_that_an_unknown_paper_or_subject_is_refused(code: str, about: str) -> None:
    with pytest.raises(Refused, match="not_on_the_list"):
        offer(samples.draft(), methodology(), words("en"), TODAY, code, about)


def test_that_every_paper_stands_at_a_step_that_there_is() -> None:
    steps = [step.code for step in methodology().steps]
    places = [steps.index(one.step) for one in offers(samples.draft(), methodology(), words("en"), TODAY)]
    assert places == sorted(places)


def test_that_one_question_has_its_letter(tmp_path: Path) -> None:
    plan = samples.draft()
    letter = letter_for(plan, "Y5", methodology(), words("en"), TODAY)
    assert letter is not None and letter.to == "Primary and secondary schools"
    assert letter_for(plan, "Y3", methodology(), words("en"), TODAY) is None
    assert write_letter(plan, "Y5", tmp_path / "letter.pdf", "sr-Cyrl", TODAY) == 1
    assert "Основне и средње школе" in text_of(PdfReader(tmp_path / "letter.pdf"))
    with pytest.raises(Refused):
        write_letter(plan, "Y3", tmp_path / "none.pdf", "en", TODAY)


def test_that_papers_are_written_by_the_worker(tmp_path: Path) -> None:
    files = {"data_requests": tmp_path / "a.pdf", "budget_request:2027": tmp_path / "b.pdf"}
    payload = export_payload(open_ended(), "en", None, papers=files, today=TODAY, pdf=tmp_path / "plan.pdf")
    seen: list[tuple[int, int]] = []
    assert worker.run("export", payload, lambda done, of: seen.append((done, of)))["pages"] > 20
    assert {of for _, of in seen} <= {0, 3}
    assert "2027" in text_of(PdfReader(tmp_path / "b.pdf"))
