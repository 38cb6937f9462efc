"""A new regional frame: objectives, measures and indicators that are offered to all municipalities."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from localplan.ui.asking import ask_text

if TYPE_CHECKING:
    from localplan.ui.shell import Shell

YEARS = 3  # of a frame, from the next one on; to be changed at step 1


def ask_new_frame(window: Shell) -> None:
    """Ask for its title, then open it."""
    words = window.words
    ask_text(
        window,
        words,
        "frame.title",
        words("New regional frame"),
        words("Title of the frame. Its content is offered to municipalities; nothing in their plans is overwritten."),
        words("Create"),
        partial(make_frame, window),
    )


def make_frame(window: Shell, title: str) -> None:
    """Make a frame for the next years and open it."""
    if not title.strip():
        return
    first = datetime.now().astimezone().year + 1
    years, language = (first, first + YEARS - 1), window.words.language
    make = window.office.make_frame
    failed = window.words("The frame was not created")
    window.attempt(failed, lambda: window.open_plan(make(title.strip(), language, years)))
