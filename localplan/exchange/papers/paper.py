"""What a paper is, and how one is put together from a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import msgspec

from localplan.exchange.document.blocks import Block, Frame, Heading, Meta
from localplan.exchange.document.build import edition_note, without_blanks
from localplan.exchange.document.chapters.opening import authority, footnote, meta
from localplan.exchange.document.material import Material

Build = Callable[[Material, str], Iterator[Block]]
Subjects = tuple[tuple[str, str], ...]
"""What a paper is made about one by one: (key, name); a reporting year, an addressee."""


def _always(m: Material) -> bool:
    return True


def _nothing(m: Material) -> tuple[str, ...]:
    return ()


def _no_subjects(m: Material) -> Subjects:
    return ()


class Paper(NamedTuple):
    """A paper of the list. `title` is a message id, `step` the code of the step whose output it is.

    `lacks` names, in the words of the material, what must be entered before it can be made; `fits` says whether this
    kind of plan has such a paper at all. `subjects`: it can be made about one of them; without one it is about all of
    them, or about the one that is `usual`.
    """

    code: str
    title: str
    step: str
    build: Build
    fits: Callable[[Material], bool] = _always
    lacks: Callable[[Material], tuple[str, ...]] = _nothing
    subjects: Callable[[Material], Subjects] = _no_subjects
    usual: Callable[[Material], str] = lambda m: ""
    running: bool = True  # whether its pages repeat its title; letters and acts do without


def paper_blocks(m: Material, paper: Paper, about: str = "") -> tuple[Block, ...]:
    """The paper, ready to be laid out. It must not lack anything."""
    blocks = map(without_blanks, paper.build(m, about or paper.usual(m)))
    return (frame(m, paper), *edition_note(m), *anchored(blocks))


def frame(m: Material, paper: Paper) -> Frame:
    """What the pages of a paper repeat."""
    training = m.words("TRAINING") if m.root.practice else ""
    return Frame(
        marks=(training,) if training else (),
        watermark=training,
        running=m.words(paper.title) if paper.running else "",
        footnote=footnote(m),
    )


def paper_meta(m: Material, paper: Paper, moment: str = "") -> Meta:
    """What the file says about itself."""
    plan = meta(m, moment)
    return msgspec.structs.replace(plan, title=m.words(paper.title), subject=plan.title)


def anchored(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with an anchor for each heading."""
    for n, block in enumerate(blocks):
        yield msgspec.structs.replace(block, anchor=f"paper-{n}") if isinstance(block, Heading) else block


def letterhead_lines(m: Material) -> str:
    """Who writes: the plan's own letterhead, else country and municipality."""
    return m.say(m.root.letterhead) or authority(m)
