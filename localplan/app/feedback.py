"""What a coordinator sends back: for each plan with notes or offers a file of notes, and a covering letter.

The letter is a Word file, for whoever sends it adds a word and signs; as PDF where that is asked for.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from localplan.app.exports import document_language
from localplan.app.notes import Thread, threads
from localplan.app.opinions import open_offers
from localplan.app.printing import write_paper
from localplan.app.registers import place_name
from localplan.data import data_dir
from localplan.domain.frame import is_frame
from localplan.domain.notes import Offer
from localplan.domain.plan import Plan
from localplan.domain.values import Refused
from localplan.words import fold, words_for

if TYPE_CHECKING:
    from localplan.exchange.keys import Unlocked
    from localplan.exchange.package import Package
    from localplan.methodology.methodology import Methodology
    from localplan.storage.library import Library

LetterKind = Literal[".docx", ".pdf"]
_NO_SENDING = ("merged", "snapshot")
"""Reasons of revisions that the coordinator's own library makes."""


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """What was written for one plan."""

    plan: str
    code: str
    municipality: str
    notes: int
    offers: int
    file: str
    letter: str


class Feedback(msgspec.Struct, frozen=True):
    """What goes back to one plan's municipality."""

    plan: Plan
    threads: tuple[Thread, ...]
    offers: tuple[Offer, ...]

    @property
    def is_open(self) -> bool:
        """Whether something waits for an answer; a file of notes has the settled threads too."""
        return bool(self.offers) or not all(thread.resolved for thread in self.threads)


def feedback_on(library: Library, plan_id: str) -> Feedback:
    """The threads in which others than the plan's own people wrote, and what is offered to the plan."""
    plan = library.read_plan(plan_id)
    senders = {r.author for r in library.revisions(plan_id) if r.reason not in _NO_SENDING} - {library.author}
    ours = [thread for thread in threads(library.notes(plan_id)) if any(n.person not in senders for n in thread.notes)]
    return Feedback(plan, tuple(ours), open_offers(plan, library.offers(plan_id)))


def notes_package(library: Library, feedback: Feedback) -> Package:
    """The file of notes; it speaks about the plan as it is here. Raises Refused."""
    from localplan.exchange.package import package_of

    revision = library.keep_revision(feedback.plan, "snapshot")
    about = msgspec.structs.replace(revision, author=library.author)
    notes = tuple(note for thread in feedback.threads for note in thread.notes)
    return package_of(feedback.plan, about, kind="notes", notes=notes, offers=feedback.offers)


def write_feedback(
    library: Library,
    methodology: Methodology,
    folder: Path,
    today: date,
    signer: Unlocked | None = None,
    letters: LetterKind = ".docx",
) -> tuple[Sent, ...]:
    """Write both for every plan of a municipality with something open; what was written. Raises Refused."""
    found = [feedback_on(library, id) for id in sorted(library.with_remarks())]
    sending = [one for one in found if one.is_open and not is_frame(one.plan)]
    if not sending:
        raise Refused("nothing_to_send")
    folder.mkdir(parents=True, exist_ok=True)
    names = _file_names([one.plan for one in sending])
    written = [
        _write(library, methodology, one, folder / name, today, signer, letters)
        for one, name in zip(sending, names, strict=True)
    ]
    return tuple(sorted(written, key=lambda one: one.file))


def _write(
    library: Library,
    methodology: Methodology,
    one: Feedback,
    path: Path,
    today: date,
    signer: Unlocked | None,
    letters: LetterKind,
) -> Sent:
    from localplan.exchange.package import write_package

    file, letter = path.with_name(f"{path.name}-notes.lplan"), path.with_name(f"{path.name}-letter{letters}")
    write_package(file, notes_package(library, one), signer)
    write_letter(library, methodology, one, letter, today, file.name)
    root = one.plan.root
    return Sent(
        plan=one.plan.id,
        code=root.code,
        municipality=place_name(root, document_language(one.plan)),
        notes=sum(len(thread.notes) for thread in one.threads),
        offers=len(one.offers),
        file=str(file),
        letter=str(letter),
    )


def write_letter(library: Library, methodology: Methodology, one: Feedback, path: Path, today: date, file: str) -> int:
    """Write the covering letter in the language of the plan's document, by the name of the file. Raises Refused."""
    from localplan.app.feedback_letter import letter_blocks
    from localplan.app.process import seen_for
    from localplan.exchange.document.blocks import Meta
    from localplan.methodology.checks import check_plan
    from localplan.methodology.versions import pinned

    words = words_for(document_language(one.plan), data_dir("resources") / "locale")
    own = pinned(methodology, one.plan)
    findings = check_plan(one.plan, own, seen_for(library, one.plan, today))
    blocks = letter_blocks(one, own, findings, words, today, library.author, file)
    meta = Meta(title=words("Remarks on your plan"), author=library.author, language=words.language)
    return write_paper(blocks, path, meta)


def _file_names(plans: list[Plan]) -> list[str]:
    """A name for each plan's files: its code, and a number where two plans have the same."""
    names: list[str] = []
    for plan in plans:
        plain = "".join(letter if letter.isalnum() else "-" for letter in fold(plan.root.code or plan.id)).strip("-")
        name, n = plain, 1
        while name in names:
            n += 1
            name = f"{plain}-{n}"
        names.append(name)
    return names
