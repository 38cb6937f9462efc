"""Others at the same plan: what they commit comes in by itself while nobody types here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from localplan.domain.values import Refused
from localplan.ui.background import in_background

if TYPE_CHECKING:
    from localplan.app.plans import Library
    from localplan.app.session import PlanSession

ASK_EVERY = 3_000  # ms


class Others(QObject):
    """Looks after the open plan of a library that others may write to. `came` tells the PlanChange that they made."""

    came = Signal(object)

    def __init__(self, session: PlanSession, library: Library, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._library, self._asking = session, library, False
        self._clock = QTimer(self, interval=ASK_EVERY)
        self._clock.timeout.connect(self.ask)
        if library.home.shared:
            self._clock.start()

    def ask(self) -> None:
        """Ask in the background whether there is something new."""
        if not self._asking:
            self._asking = True
            in_background(self, partial(self._library.last_number, self._session.plan.id), self._told)

    def _told(self, number: int | Refused) -> None:
        self._asking = False
        new = isinstance(number, int) and number > self._session.last_number
        if new and self._session.typed_at is None:
            self.catch_up()

    def catch_up(self) -> None:
        """Take in what others did; what cannot be had now is asked for again."""
        try:
            change = self._session.catch_up()
        except Refused:
            return
        if change is not None:
            self.came.emit(change)
