"""A plan becomes the blocks of its official document, chapters numbered, nothing laid out yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from localplan.domain.editions import NOTHING, Hidden
from localplan.domain.plan import Plan
from localplan.exchange.document.blocks import Block, Contents, Heading, Meta, Note, Paragraphs, Table
from localplan.exchange.document.chapters.annexes import annexes
from localplan.exchange.document.chapters.delivery import coordination, risks
from localplan.exchange.document.chapters.finance import finance
from localplan.exchange.document.chapters.framework import framework
from localplan.exchange.document.chapters.introduction import introduction
from localplan.exchange.document.chapters.narratives import narrative
from localplan.exchange.document.chapters.objectives import measures, objectives, options
from localplan.exchange.document.chapters.opening import cover, meta, opening
from localplan.exchange.document.chapters.plan_table import plan_table
from localplan.exchange.document.chapters.situation import situation
from localplan.exchange.document.material import Material
from localplan.methodology.methodology import Methodology
from localplan.words import Words

CHAPTERS = (
    introduction, framework, situation, objectives, options, measures, plan_table, finance, risks, coordination,
)  # fmt: skip
"""Chapters 1 to 10 (specification 1.8, proposed unified contents)."""


def build_document(
    plan: Plan, methodology: Methodology, words: Words, *, language: str = "", hidden: Hidden = NOTHING
) -> tuple[Block, ...]:
    """The official document. `words` are the program's words, `language` that of the plan's texts (theirs if empty)."""
    m = Material(plan, methodology, words, language or words.language, hidden=hidden)
    chapters = (
        *_anchored(_front(m), "front"),
        *numbered((block for chapter in CHAPTERS for block in chapter(m)), "", "chapter"),
        *numbered(annexes(m), words("Annex"), "annex"),
    )
    return (cover(m), Contents(title=words("Contents")), *flowing(map(without_blanks, chapters)))


def without_blanks(block: Block) -> Block:
    """A table without the columns in which no row says anything; years stay."""
    if not isinstance(block, Table):
        return block
    said = [n for n, column in enumerate(block.columns) if column.title.isdigit() or _says(block, n)]
    if len(said) == len(block.columns) or any(row.more for row in block.rows):
        return block
    rows = tuple(msgspec.structs.replace(row, cells=tuple(row.cells[n] for n in said)) for row in block.rows)
    return msgspec.structs.replace(block, columns=tuple(block.columns[n] for n in said), rows=rows)


def _says(table: Table, column: int) -> bool:
    return any(row.cells[column] for row in table.rows if row.style != "group")


def document_meta(plan: Plan, methodology: Methodology, words: Words, *, language: str = "", moment: str = "") -> Meta:
    """What the file says about itself; `moment` is that of the newest revision, ISO 8601."""
    return meta(Material(plan, methodology, words, language or words.language), moment)


def edition_note(m: Material) -> Iterator[Note]:
    """What is to be known of an edition that leaves something out."""
    if m.hidden != NOTHING:
        yield Note(
            text=m.words(
                "This edition does not show everything. Where something is hidden, “{word}” stands in its place.",
                word=m.words("hidden"),
            )
        )


def _front(m: Material) -> Iterator[Block]:
    yield from opening(m)
    yield from edition_note(m)
    if summary := narrative(m, "summary"):
        yield m.heading(1, m.words("Summary"))
        yield Paragraphs(text=summary)


def numbered(blocks: Iterable[Block], prefix: str, anchor: str) -> Iterator[Block]:
    """The blocks with headings of the first two levels numbered: 3, 3.1, 3.2; with a prefix only the first: Annex 2."""
    counts = [0, 0]
    for block in _anchored(blocks, anchor):
        if isinstance(block, Heading) and block.level <= (1 if prefix else 2):
            counts = [counts[0] + 1, 0] if block.level == 1 else [counts[0], counts[1] + 1]
            number = ".".join(str(count) for count in counts[: block.level])
            block = msgspec.structs.replace(block, number=f"{prefix} {number}".strip() if block.level == 1 else number)
        yield block


def flowing(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, where a chapter with nothing but notes shares the page of the empty one before it."""
    empty_before = False
    for chapter in _chapters(blocks):
        empty = all(isinstance(block, Heading | Note) for block in chapter)
        if empty and empty_before:
            chapter[0] = msgspec.structs.replace(chapter[0], flows=True)
        empty_before = empty
        yield from chapter


def _chapters(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    chapter: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1 and chapter:
            yield chapter
            chapter = []
        chapter.append(block)
    yield chapter


def _anchored(blocks: Iterable[Block], anchor: str) -> Iterator[Block]:
    for n, block in enumerate(blocks):
        yield msgspec.structs.replace(block, anchor=f"{anchor}-{n}") if isinstance(block, Heading) else block
