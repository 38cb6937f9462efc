"""Papers of a plan: which there are, what each still lacks, and writing them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from localplan.app.pinned import methodology_of
from localplan.app.printing import write_paper
from localplan.data import data_dir
from localplan.domain.editions import NOTHING, Hidden
from localplan.domain.history import Revision
from localplan.domain.plan import Plan
from localplan.domain.values import Refused
from localplan.methodology.methodology import Methodology
from localplan.words import Words, words_for

if TYPE_CHECKING:
    from localplan.exchange.document.blocks import Block
    from localplan.exchange.document.material import Material
    from localplan.exchange.papers.letters import Letter
    from localplan.exchange.papers.paper import Paper


class Offer(NamedTuple):
    """A paper as it is offered, in the words of whoever chooses; what `lacks` must be entered before it is made."""

    code: str
    title: str
    step: str
    lacks: tuple[str, ...] = ()
    subjects: tuple[tuple[str, str], ...] = ()


def offers(plan: Plan, methodology: Methodology, words: Words, today: date) -> tuple[Offer, ...]:
    """The papers that this plan can have, in the order of the steps."""
    from localplan.exchange.papers.catalogue import PAPERS

    m = _material(plan, methodology, words, words.language, today)
    fitting = (paper for paper in PAPERS.values() if paper.fits(m))
    return tuple(
        Offer(paper.code, words(paper.title), paper.step, paper.lacks(m), paper.subjects(m)) for paper in fitting
    )


def offer(plan: Plan, methodology: Methodology, words: Words, today: date, code: str, about: str = "") -> Offer:
    """One of them. Raises Refused for a paper or a subject that this plan has not, and for one that lacks something."""
    known = {one.code: one for one in offers(plan, methodology, words, today)}
    if code not in known:
        raise Refused("not_on_the_list", value=code, known=", ".join(known))
    found = known[code]
    if found.lacks:
        raise Refused("paper_lacks", paper=found.title, lacks="; ".join(found.lacks))
    keys = [key for key, _ in found.subjects]
    if about and about not in keys:
        raise Refused("not_on_the_list", value=about, known=", ".join(keys))
    return found


def export_paper(
    plan: Plan,
    code: str,
    path: Path,
    language: str,
    today: date,
    *,
    about: str = "",
    revision: Revision | None = None,
    hidden: Hidden = NOTHING,
) -> int:
    """Write a paper that lacks nothing, as PDF or Word by the file's name; its pages, 0 for Word. Raises Refused.

    What an edition hides of the plan says so where it would stand.
    """
    from localplan.exchange.papers.catalogue import paper
    from localplan.exchange.papers.paper import paper_blocks

    words = words_for(language, data_dir("resources") / "locale")
    m = _material(plan, methodology_of(plan), words, language, today, hidden)
    return _written(m, paper(code), paper_blocks(m, paper(code), about), path, revision.at if revision else "")


def _material(
    plan: Plan, methodology: Methodology, words: Words, language: str, today: date, hidden: Hidden = NOTHING
) -> Material:
    from localplan.exchange.document.material import Material

    return Material(plan, methodology, words, language, today, hidden)


def _written(m: Material, paper: Paper, blocks: tuple[Block, ...], path: Path, moment: str) -> int:
    from localplan.exchange.papers.paper import paper_meta

    return write_paper(blocks, path, paper_meta(m, paper, moment))


# one letter about one question ---------------------------------------------------------------------------------------


def letter_for(
    plan: Plan, question: str, methodology: Methodology, words: Words, today: date, hidden: Hidden = NOTHING
) -> Letter | None:
    """The letter that asks one question of a section, in the plan's words; None where no letter can answer it."""
    from localplan.exchange.papers.letters import data_request

    return data_request(_material(plan, methodology, words, words.language, today, hidden), question)


def write_letter(plan: Plan, question: str, path: Path, language: str, today: date, hidden: Hidden = NOTHING) -> int:
    """Write that letter, as PDF or Word by the file's name. Raises Refused where no letter answers the question."""
    from localplan.exchange.document.build import edition_note
    from localplan.exchange.papers.catalogue import paper
    from localplan.exchange.papers.letters import data_request, letter_blocks
    from localplan.exchange.papers.paper import anchored, frame

    words = words_for(language, data_dir("resources") / "locale")
    m = _material(plan, methodology_of(plan), words, language, today, hidden)
    letter = data_request(m, question)
    if letter is None:
        raise Refused("not_on_the_list", value=question, known="")
    kind = paper("data_requests")
    return _written(m, kind, (frame(m, kind), *edition_note(m), *anchored(letter_blocks(m, letter))), path, "")
