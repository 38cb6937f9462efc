"""The covering letter to a municipality: the coordinator's notes with the rules they mention, and what is offered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from localplan.app.findings import finding_sentence, title_of
from localplan.app.opinions import offered_record
from localplan.app.registers import place_name
from localplan.domain.plan import Plan
from localplan.domain.records.plan import Act
from localplan.exchange.document.blocks import (
    Block,
    Frame,
    Heading,
    KeyValues,
    Letterhead,
    Paragraphs,
    Signature,
    Title,
)
from localplan.methodology.checks import Finding
from localplan.methodology.methodology import Methodology
from localplan.words import Words, text_in

if TYPE_CHECKING:
    from localplan.app.feedback import Feedback
    from localplan.app.notes import Thread

MOST_PLACES = 8
"""Places of the plan that are named under a rule."""
_RULE = re.compile(r"\bR\d{3}\b")


def letter_blocks(
    one: Feedback,
    methodology: Methodology,
    findings: Sequence[Finding],
    words: Words,
    today: date,
    author: str,
    file: str,
) -> list[Block]:
    """The letter as blocks; `file` is the name of the file of notes that it goes with."""
    root = one.plan.root
    to = place_name(root, words.language)
    facts = ((words("Date"), words.day(today)), (words("Plan"), root.code))
    return [
        Frame(),
        Letterhead(author, facts, to),
        Title(words("Remarks on your plan"), text_in(root.title, words.language, root.main_language)),
        Paragraphs(
            text=words(
                "We have read your plan, and our remarks follow. Nothing in your plan has been changed; what you do "
                "with the remarks is up to you."
            )
        ),
        *_remarks(one, methodology, words),
        *_rules(one, methodology, findings, words),
        *_offers(one, words),
        Heading(level=2, text=words("How to see the remarks in localplan"), anchor="how"),
        Paragraphs(
            text=words(
                "Open the file {file} with localplan. The remarks then appear beside your plan, where you can answer "
                "them or mark them as done.",
                file=file,
            )
        ),
        Signature(role=words("For the region"), name=author),
    ]


def _remarks(one: Feedback, methodology: Methodology, words: Words) -> Iterator[Block]:
    open_ones = [thread for thread in one.threads if not thread.resolved]
    if not open_ones:
        return
    yield Heading(level=2, text=words("Remarks"), anchor="remarks")
    rows = tuple((_about(one.plan, methodology, thread, words), _said(thread, words)) for thread in open_ones)
    yield KeyValues(rows=rows)


def _about(plan: Plan, methodology: Methodology, thread: Thread, words: Words) -> str:
    return title_of(plan, methodology, thread.first.record, words) or words("The whole plan")


def _said(thread: Thread, words: Words) -> str:
    """The notes of a thread one under the other; with names where more than one speaks."""
    if len(thread.notes) == 1:
        return thread.first.text
    return "\n".join(f"{note.person}: {note.text}" for note in thread.notes)


def _rules(one: Feedback, methodology: Methodology, findings: Sequence[Finding], words: Words) -> Iterator[Block]:
    texts = " ".join(note.text for thread in one.threads if not thread.resolved for note in thread.notes)
    mentioned = [code for code in sorted(set(_RULE.findall(texts))) if code in methodology.rules]
    if not mentioned:
        return
    yield Heading(level=2, text=words("Rules mentioned"), anchor="rules")
    for code in mentioned:
        rule, context = methodology.rules[code], f"rule.{code}"
        places = [found for found in findings if found.rule == code]
        told = "\n".join(_places(one.plan, methodology, places, words)) or words("Your plan now meets this rule.")
        why, mend = words.form(context, rule.reason), words.form(context, rule.mend)
        yield KeyValues(rows=((code, told), (words("Why"), why), (words("What to do"), mend)))


def _places(plan: Plan, methodology: Methodology, findings: Sequence[Finding], words: Words) -> Iterator[str]:
    for found in findings[:MOST_PLACES]:
        where = title_of(plan, methodology, found.record, words)
        told = finding_sentence(plan, methodology, found, words)
        yield f"{where}: {told}" if where else told
    if len(findings) > MOST_PLACES:
        yield words.plural("and {n} more place", "and {n} more places", len(findings) - MOST_PLACES)


def _offers(one: Feedback, words: Words) -> Iterator[Block]:
    for number, offer in enumerate(one.offers):
        act = offered_record(offer)
        if not isinstance(act, Act):
            continue
        yield Heading(level=2, text=words("Opinion"), anchor=f"opinion{number}")
        facts = [(words("Number"), act.number), (words("Date"), words.day(act.date) if act.date else "")]
        if any(value for _, value in facts):
            yield KeyValues(rows=tuple((name, value) for name, value in facts if value))
        yield Paragraphs(text=text_in(act.summary, words.language, one.plan.root.main_language))
        yield Paragraphs(text=words("Once you accept it, it is added to your plan as an act in the adoption step."))
