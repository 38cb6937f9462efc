"""Every Serbian paper stands in one script, whatever script the plan was written in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec
import pytest

from localplan.domain.plan import Plan
from localplan.domain.records import FIELDS, Record, kind_of
from localplan.domain.records.delivery import Evaluation, PublicHearing
from localplan.domain.records.logic import Indicator
from localplan.domain.records.plan import StepState
from localplan.exchange.document.blocks import Block, Heading
from localplan.exchange.papers.catalogue import PAPERS
from localplan.words import to_cyrillic, to_latin
from tests import samples
from tests.exchange.documents import blocks_of as document_blocks
from tests.exchange.papers import blocks_of, changed, material, open_ended
from tests.plans import record

OTHER = {"sr-Cyrl": ("sr-Latn", to_latin), "sr-Latn": ("sr-Cyrl", to_cyrillic)}
MAY_STAY = re.compile(
    r"\b(?:https?://|www\.)\S+|\S+@\S+"  # addresses
    r"|\b[XVI]+\b|\b[A-Z]*\d[\w.-]*"  # numerals and codes
    r"|\b(?:RSD|EUR|NES|CNC|OECD-DAC|ex-ante)\b"  # currencies, the code of a source of funds, names
    r"|\{\w+\}[^{]*\{\w+\}"  # what the pages are counted with
)
SEEN_BY_NO_READER = {"anchor", "style", "align"}
FOREIGN = {"sr-Cyrl": re.compile(r"[^\W\d_\u0400-\u04ff]{2,}"), "sr-Latn": re.compile(r"[\u0400-\u04ff]+")}
"""What does not belong into a document of that script: words of the other one."""


def full() -> Plan:
    """The sample with a note on a step, an evaluation that found something, and offices as contacts."""
    plan, office = samples.implementation(), {"contact": "Канцеларија за младе, mladi@example.org"}
    for kind in (Indicator, PublicHearing):
        plan = changed(plan, kind, lambda one: msgspec.structs.replace(one, **office))
    plan = changed(plan, Evaluation, lambda e: msgspec.structs.replace(e, relevance={"sr-Cyrl": "Одговара."}))
    note = record("step_state", "noted", plan.id, 9, step="measures", note="Чека се одбор")
    return plan.changed([note], [one.id for one in plan.all(StepState) if one.step == "measures"])


@cache
def written_in_the_other(language: str, source: str) -> Plan:
    """A sample with every text, name, place and contact typed in the other Serbian script only."""
    tag, convert = OTHER[language]
    plan = {"open": open_ended, "full": full}[source]()
    return plan.changed([_converted(one, tag, convert) for one in plan.records.values()], [])


def _converted(one: Record, tag: str, convert: Any) -> Record:
    new: dict[str, Any] = {}
    for name, field in FIELDS[kind_of(one)].items():
        value = getattr(one, name)
        if field.holds.kind == "text" and value:
            new[name] = {tag: convert(value.get("sr-Cyrl", ""))} if field.holds.by else convert(value)
    return msgspec.structs.replace(one, **new)


def told(value: object) -> Iterator[str]:
    """Every text that a reader sees."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            if name not in SEEN_BY_NO_READER:
                yield from told(getattr(value, name))
    elif isinstance(value, tuple):
        for part in value:
            yield from told(part)


def strays(blocks: tuple[Block, ...], language: str) -> set[str]:
    """Texts with a word of the other script."""
    return {text for text in told(blocks) if FOREIGN[language].search(MAY_STAY.sub(" ", text))}


def fitting(source: str, language: str) -> list[str]:
    m = material(written_in_the_other(language, source), language)
    return [code for code, paper in PAPERS.items() if paper.fits(m) and not paper.lacks(m)]


@pytest.mark.parametrize("language", OTHER)
@pytest.mark.parametrize("source", ["open", "full"])
def test_that_no_paper_has_a_word_of_the_other_script(source: str, language: str) -> None:
    plan = written_in_the_other(language, source)
    found = {code: strays(blocks_of(plan, code, language), language) for code in fitting(source, language)}
    assert {code: texts for code, texts in found.items() if texts} == {}


@pytest.mark.parametrize("language", OTHER)
@pytest.mark.parametrize("source", ["open", "full"])
def test_that_the_document_has_no_word_of_the_other_script(source: str, language: str) -> None:
    assert strays(document_blocks(written_in_the_other(language, source), language), language) == set()


@pytest.mark.parametrize("language", OTHER)
def test_that_every_paper_was_looked_at(language: str) -> None:
    assert {*fitting("open", language), *fitting("full", language)} == set(PAPERS)


def test_that_a_stray_word_is_seen() -> None:
    heading = Heading(level=1, text="Градска управа Novi Sad, novi.sad@example.org, II квартал, RSD", anchor="latin")
    assert strays((heading,), "sr-Cyrl") == {heading.text}
    assert strays((msgspec.structs.replace(heading, text="novi.sad@example.org, II квартал"),), "sr-Cyrl") == set()
