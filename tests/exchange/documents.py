"""Documents to write and read back: plans, words, pages as values, texts of a PDF."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import msgspec
from pypdf import PdfReader

from localplan.data import data_dir
from localplan.domain.canonical import record_from
from localplan.domain.edits import SetField
from localplan.domain.plan import Plan
from localplan.exchange.document.blocks import Block
from localplan.exchange.document.build import build_document, document_meta
from localplan.exchange.document.fonts import Ruler
from localplan.exchange.document.layout import lay_out
from localplan.exchange.document.pages import Page
from localplan.exchange.document.pdf import write_pdf
from localplan.methodology.loader import load_methodology
from localplan.methodology.methodology import Methodology
from localplan.words import Words, words_for

FONTS = data_dir("resources") / "fonts"
MOMENT = "2025-12-02T09:30:00+00:00"


@cache
def methodology() -> Methodology:
    return load_methodology(data_dir("forms"))


@cache
def sample(name: str) -> Plan:
    """A sample plan by the name of its file."""
    records = msgspec.json.decode((data_dir("resources") / "samples" / f"{name}.json").read_bytes())
    return Plan([record_from(record) for record in records])


def words(language: str) -> Words:
    return words_for(language, data_dir("resources") / "locale")


def with_facts(plan: Plan, **facts: object) -> Plan:
    """The plan with other values in its own record, whatever its state."""
    changes = [SetField(plan.id, name, value) for name, value in facts.items()]
    root = msgspec.structs.replace(plan.root, **{change.field: change.value for change in changes})
    return plan.changed([root], [])


def blocks_of(plan: Plan, language: str = "en") -> tuple[Block, ...]:
    return build_document(plan, methodology(), words(language))


def pages_of(blocks: tuple[Block, ...]) -> tuple[Page, ...]:
    return lay_out(blocks, Ruler(FONTS))


def written(plan: Plan, path: Path, language: str = "en") -> PdfReader:
    """The plan's document written to `path` and opened again."""
    meta = document_meta(plan, methodology(), words(language), moment=MOMENT)
    write_pdf(blocks_of(plan, language), path, meta=meta, fonts_dir=FONTS)
    return PdfReader(path)


def text_of(reader: PdfReader) -> str:
    """All text of a document with single spaces."""
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))


def outline_of(reader: PdfReader) -> list[str]:
    """The titles of all bookmarks in order."""

    def flat(items: list) -> list[str]:
        return [title for item in items for title in (flat(item) if isinstance(item, list) else [item.title])]

    return flat(reader.outline)
