"""Every paper as a Word file: all its texts are in it, and Word finds what it asks for."""

from __future__ import annotations

from pathlib import Path

import pytest

from localplan.exchange.document.blocks import Signature
from localplan.exchange.papers.catalogue import PAPERS
from localplan.exchange.papers.paper import paper_meta
from tests.exchange.papers import blocks_of, material
from tests.exchange.test_papers_all import EVERY, PLANS, texts
from tests.exchange.word_files import WRITER, as_libreoffice_shows, out_of_order, text_of_word, word_file

KINDS = sorted({(name, language) for name, _, language in EVERY if name in ("open", "running", "small")})


@pytest.mark.parametrize(("name", "language"), KINDS)
def test_that_every_paper_is_whole_as_a_word_file(name: str, language: str, tmp_path: Path) -> None:
    plan, codes = PLANS[name](), [code for plan, code, tongue in EVERY if (plan, tongue) == (name, language)]
    assert codes
    for code in codes:
        blocks, path = blocks_of(plan, code, language), tmp_path / f"{code}.docx"
        document = word_file(blocks, path, paper_meta(material(plan, language), PAPERS[code]))
        told = text_of_word(document)
        for text in texts(blocks):
            assert all(line.strip() in told for line in text.split("\n")), (code, text)
        assert out_of_order(path) == [], code


@pytest.mark.skipif(not WRITER, reason="LibreOffice Writer is not installed")
def test_that_libreoffice_shows_who_signs_an_act(tmp_path: Path) -> None:
    blocks = blocks_of(PLANS["open"](), "start_decision", "sr-Cyrl")
    word_file(blocks, tmp_path / "act.docx")
    shown = as_libreoffice_shows(tmp_path / "act.docx")
    told = " ".join(page.extract_text() for page in shown.pages)
    (signs,) = (block for block in blocks if isinstance(block, Signature))
    assert all(word in told for word in signs.role.split())
