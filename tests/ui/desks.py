"""A desk without a library: what it writes is kept in memory."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future

from PySide6.QtCore import QEvent

from localplan.app.session import PlanSession
from localplan.data import data_dir
from localplan.domain.history import History, JournalEntry
from localplan.domain.plan import Plan
from localplan.ui.desk import Desk
from localplan.ui.run import application
from localplan.ui.theme import THEMES, colours, dress
from localplan.words import words_for
from tests.methods import methodology


class InMemory:
    """Takes entries as a library does, and commits them at once."""

    def __init__(self) -> None:
        self.entries: list[JournalEntry] = []

    def submit(self, entry: JournalEntry, plan: Plan, touched: Iterable[str]) -> Future[str]:
        """Keep the entry."""
        self.entries.append(entry)
        done: Future[str] = Future()
        done.set_result(entry.at)
        return done

    def flush(self) -> None:
        """Nothing waits."""


def desk_on(plan: Plan, language: str = "en", theme: str = "light") -> Desk:
    """A desk with that plan on it; the checks have run."""
    app = application()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if colours() != THEMES[theme] or not app.styleSheet():
        dress(app, theme)
    session = PlanSession(plan, History(), 0, InMemory(), "Mila Testić")
    desk = Desk(session, methodology(), words_for(language, data_dir("resources") / "locale"))
    desk.check()
    return desk
