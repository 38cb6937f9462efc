"""What a merge brought, on paper: who, what came in, what is to be decided, what was chosen. And a sheet to answer on.

Blocks of the document, so that they can be shown as text, printed as PDF or sent by e-mail.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from localplan.app.change_words import in_words
from localplan.app.conflict_words import Card, ConflictWords, Version
from localplan.app.contradictions import Contradictions
from localplan.app.merges import MergeDone
from localplan.domain.changes import changes
from localplan.domain.notes import Conflict
from localplan.domain.plan import Plan
from localplan.exchange.document.blocks import Block, Bullets, Heading, KeyValues, Note, Paragraphs
from localplan.methodology.methodology import Methodology
from localplan.words import Words, text_in

MOST_CHANGES = 300
BOX = "☐"


def merge_report(
    done: Sequence[tuple[MergeDone, Plan, Plan]],
    contradictions: Contradictions,
    told: ConflictWords,
    methodology: Methodology,
    undone: Sequence[MergeDone] = (),
) -> list[Block]:
    """Merges, each with the plan before and after it, and all that is or was to be decided; then what is undone."""
    words = told.words
    blocks: list[Block] = [Heading(level=1, text=words("Merge report"), anchor="report")]
    blocks.append(KeyValues(rows=tuple(_facts(told, contradictions))))
    for number, (merge, old, new) in enumerate(done):
        blocks.append(Heading(level=2, text=_title(merge, words), anchor=f"merge{number}"))
        lines = list(_what_came(old, new, methodology, words))
        blocks.append(Bullets(items=tuple(lines)) if lines else Note(text=words("No changes came in.")))
    parts = (
        ("open", words("To decide"), contradictions.open),
        ("decided", words("Decided"), contradictions.decided),
        ("choices", words("Decided automatically"), contradictions.choices),
    )
    for anchor, title, conflicts in parts:
        if conflicts:
            blocks.append(Heading(level=2, text=f"{title} ({len(conflicts)})", anchor=anchor))
            for number, conflict in enumerate(conflicts, 1):
                blocks += _reported(told.card(conflict), f"{anchor}{number}", number, words)
    if undone:
        blocks.append(Heading(level=2, text=words("Undone"), anchor="undone"))
        blocks.append(Bullets(items=tuple(_title(merge, words) for merge in undone)))
    return blocks


def _title(merge: MergeDone, words: Words) -> str:
    when = words.moment(merge.entry.at)
    if merge.is_update:
        return words("Updated by {name}, {when}", name=merge.with_whom, when=when)
    return words("Merged with the plan of {name}, {when}", name=merge.with_whom, when=when)


def _plan(told: ConflictWords) -> Iterator[tuple[str, str]]:
    words, root = told.words, told.plan.root
    yield words("Plan"), text_in(root.title, words.language, root.main_language) or root.code
    yield words("Municipality"), text_in(root.municipality_name, words.language, root.main_language)


def _facts(told: ConflictWords, contradictions: Contradictions) -> Iterator[tuple[str, str]]:
    words = told.words
    yield from _plan(told)
    yield words("To decide"), str(len(contradictions.open))
    yield words("Decided"), str(len(contradictions.decided))
    yield words("Decided automatically"), str(len(contradictions.choices))


def _what_came(old: Plan, new: Plan, methodology: Methodology, words: Words) -> Iterator[str]:
    say, told = in_words(old, new, methodology), ConflictWords(new, methodology, words, "")
    found = changes(old, new)
    for change in found[:MOST_CHANGES]:
        texts = say(change)
        name = told.values.name(change.element)
        yield f"{name}: {text_in(texts, words.language, new.root.main_language)}"
    if len(found) > MOST_CHANGES:
        yield words.plural("and {n} more change", "and {n} more changes", len(found) - MOST_CHANGES)


def _reported(card: Card, anchor: str, number: int, words: Words) -> Iterator[Block]:
    yield Heading(level=3, text=f"{number}. {card.element}", anchor=anchor)
    yield Paragraphs(text=f"{card.path}\n{card.sentence}")
    rows = [_row(version, words) for version in (card.ours, card.theirs, card.base)]
    yield KeyValues(rows=(*rows, (words("Choice"), choice_said(card, words))))


def choice_said(card: Card, words: Words) -> str:
    """How it was settled, in a few words."""
    known = {
        "": words("not decided yet"),
        "ours": words("as {name} has it", name=card.ours.who),
        "theirs": words("as {name} has it", name=card.theirs.who),
        "both": words("both together"),
        "own": words("a different value"),
    }
    return known[card.conflict.chosen]


def _row(version: Version, words: Words) -> tuple[str, str]:
    head = f"{version.who}, {version.when}" if version.when else version.who
    return head, "\n".join(f"{line.label}: {line.text}" if line.label else line.text for line in version.lines)


def answer_sheet(conflicts: Iterable[Conflict], told: ConflictWords) -> list[Block]:
    """These contradictions with a box for each answer, to be filled in by the other side and sent back."""
    words = told.words
    how = words(
        "Please tick one box for each question, or write your own answer on the line, and send this sheet back."
    )
    blocks: list[Block] = [
        Heading(level=1, text=words("Contradictions to be decided"), anchor="sheet"),
        KeyValues(rows=tuple(_plan(told))),
        Paragraphs(text=how),
    ]
    for number, conflict in enumerate(conflicts, 1):
        blocks += _question(told.card(conflict), number, words)
    blocks.append(KeyValues(rows=((words("Name and signature"), "_" * 40), (words("Date"), "_" * 40))))
    return blocks


def _question(card: Card, number: int, words: Words) -> Iterator[Block]:
    yield Heading(level=3, text=f"{number}. {card.element} – {card.about}", anchor=f"q{number}")
    yield Paragraphs(text=f"{card.path}\n{card.sentence}")
    rows = [(f"{BOX} {head}", text) for head, text in (_row(v, words) for v in (card.ours, card.theirs))]
    if card.both:
        rows.append((f"{BOX} {words('both together')}", ""))
    rows.append((f"{BOX} {words('otherwise')}", "_" * 60))
    yield KeyValues(rows=(*rows, _row(card.base, words)))


def write_sheet(conflicts: Iterable[Conflict], told: ConflictWords, path: Path, author: str) -> None:
    """Write it as PDF, Word or text, by the name of the file. Raises Refused."""
    from localplan.app.printing import paper_payload
    from localplan.app.worker import run
    from localplan.exchange.safe_write import write_bytes

    blocks, words = answer_sheet(conflicts, told), told.words
    if path.suffix.lower() == ".txt":
        write_bytes(path, as_text(blocks).encode())
    else:
        title = words("Contradictions to be decided")
        run("print", paper_payload(blocks, path, title, author, words.language), writes=path)


def as_text(blocks: Iterable[Block]) -> str:
    """The same for an e-mail."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Heading):
            lines += ["", block.text.upper() if block.level == 1 else block.text]
        elif isinstance(block, KeyValues):
            lines += [f"  {name}: {text}".rstrip(": ").replace("\n", "\n    ") for name, text in block.rows]
        elif isinstance(block, Bullets):
            lines += [f"  · {item}" for item in block.items]
        elif isinstance(block, Note | Paragraphs):
            lines += [f"  {line}" for line in block.text.split("\n") if line]
    return "\n".join(lines).strip() + "\n"
