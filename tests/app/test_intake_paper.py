"""The printed report on an intake: what was set aside and why, and of each file what it was and who vouches for it."""

from __future__ import annotations

from datetime import date

from localplan.app.intake_files import FileResult, Problem
from localplan.app.region_plans import files_table, intake_paper
from localplan.data import data_dir
from localplan.exchange.document.blocks import Bullets, Paragraphs, Table
from localplan.words import words_for

ENGLISH = words_for("en", data_dir("resources") / "locale")
TAKEN = FileResult(
    name="bor.lplan",
    path="bor.lplan",
    verdict="new",
    municipality="70416",
    revision="0123456789abcdef",
    person="Ana",
    at="2026-05-01T08:00:00Z",
    signature="known",
    signer="Ana",
    methodology=1,
)
DAMAGED = FileResult(
    name="nis.lplan",
    path="nis.lplan",
    verdict="damaged",
    problems=(Problem("package_damaged", {"file": "nis.lplan"}),),
)


def paper() -> list[object]:
    files = files_table([TAKEN, DAMAGED], {"70416": "Bor"}, ENGLISH)
    return [*intake_paper("Report", files, "2 read", ["Niš"], ENGLISH, day=date(2026, 6, 1), person="Vesna")]


def test_that_it_says_when_and_by_whom() -> None:
    (begun,) = (block.text for block in paper() if isinstance(block, Paragraphs))
    assert "01/06/2026 · Vesna" in begun and "2 read" in begun


def test_that_a_file_is_named_once_beside_its_problem() -> None:
    aside = next(block.items for block in paper() if isinstance(block, Bullets))
    assert len(aside) == 1 and aside[0].count("nis.lplan") == 1


def test_that_every_file_has_its_revision_signature_and_methodology() -> None:
    (table,) = (block for block in paper() if isinstance(block, Table))
    taken = dict(zip((column.title for column in table.columns), table.rows[0].cells, strict=True))
    assert taken["Municipality"] == "Bor"
    assert taken["Revision"] == "01234567"
    assert "Ana" in str(taken["Signature"])
    assert taken["Methodology"] == "1"
