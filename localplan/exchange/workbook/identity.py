"""By what a workbook is known again when it comes back: plan, state and language of the export."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from localplan.domain.editions import NOTHING, Hidden
from localplan.domain.history import Revision
from localplan.domain.plan import Plan
from localplan.exchange.workbook.part import WHOLE, Part
from localplan.exchange.workbook.sheets import Column, Row, Sheet, Workbook
from localplan.words import Words, text_in

FORMAT = "1"  # of the data sheets; raised when they can no longer be read back by an older program
PROGRAM = "localplan"
SHEET = "localplan"  # title of the hidden sheet with the same facts as the custom properties


def identity(
    plan: Plan, language: str, revision: Revision | None, part: Part = WHOLE, hidden: str = ""
) -> tuple[tuple[str, str], ...]:
    """The facts by name. The export id is made of them, so that the same plan written again has the same one.

    `hidden` is the word that stands for what an edition hides.
    """
    root = plan.root
    facts = {
        "localplan.format": FORMAT,
        "localplan.plan": plan.id,
        "localplan.municipality": root.municipality,
        "localplan.schema": str(revision.schema if revision else 1),
        "localplan.methodology": str(root.methodology_version or (revision.methodology if revision else 1)),
        "localplan.revision": plan.digest,
        "localplan.language": language,
        "localplan.sections": ",".join(root.sections),
        **part.facts,
        "localplan.hidden": hidden,
        "localplan.created": revision.at if revision else "",
    }
    facts["localplan.export"] = sha256("\n".join(f"{k}={v}" for k, v in facts.items()).encode()).hexdigest()[:32]
    return tuple((name, text) for name, text in facts.items() if text)


def hidden_word(hidden: Hidden, words: Words) -> str:
    """The word that stands for what an edition hides; none when it hides nothing."""
    return words("hidden") if hidden != NOTHING else ""


def identity_sheet(facts: Sequence[tuple[str, str]]) -> Sheet:
    """The hidden sheet with these facts, for programs that drop custom properties."""
    rows = tuple(Row(fact, ("hidden", "hidden")) for fact in facts)
    return Sheet(kind="internal", title=SHEET, columns=(Column(30), Column(70)), rows=rows)


def workbook_properties(
    plan: Plan,
    words: Words,
    *,
    language: str = "",
    revision: Revision | None = None,
    part: Part = WHOLE,
    hidden: Hidden = NOTHING,
) -> Workbook:
    """What holds for the whole file: title, program, time of the revision, custom properties."""
    language = language or words.language
    program = f"{PROGRAM} {revision.program}".strip() if revision else PROGRAM
    return Workbook(
        title=text_in(plan.root.title, language, plan.root.main_language),
        program=program,
        created=revision.at if revision else "",
        language=language,
        custom=identity(plan, language, revision, part, hidden_word(hidden, words)),
    )
