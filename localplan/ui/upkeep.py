"""What the window does for the library unasked: backups while somebody works, and a look for damage."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from localplan.ui.background import in_background
from localplan.ui.messages import tell

if TYPE_CHECKING:
    from localplan.domain.values import Refused
    from localplan.ui.shell import Shell

BACKUP_EVERY = 30 * 60 * 1000  # ms
BACKUP_SOON = 60 * 1000  # ms after a plan was opened: what was done last time is then safe, however short this visit


class Upkeep(QObject):
    """In the background, for as long as the window is there."""

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self._window = window
        clock = QTimer(self, interval=BACKUP_EVERY)
        clock.timeout.connect(self.back_up)
        clock.start()
        QTimer.singleShot(BACKUP_SOON, self, lambda: in_background(self, _clear_leftovers, lambda _: None))

    def look_after(self, plan_id: str) -> None:
        """A plan was opened: every row is compared with its digest, and soon a backup is made."""
        in_background(self, partial(self._window.office.damage_in, plan_id), self._tell_damage)
        QTimer.singleShot(BACKUP_SOON, self, self.back_up)

    def _tell_damage(self, damage: object) -> None:
        window, words = self._window, self._window.words
        if isinstance(damage, int) and damage and window.desk:
            text = words.plural(
                "{n} entry of this plan was damaged on the disk and has been set aside. A backup may contain it.",
                "{n} entries of this plan were damaged on the disk and have been set aside. A backup may contain them.",
                damage,
            )
            window.open_plan(window.desk.plan.id)
            tell(window, words("Damaged entries"), text, words)

    def back_up(self) -> None:
        """Back up what was saved since the last backup; the second folder follows."""
        window = self._window
        work = partial(window.office.back_up_if_changed, window.settings.second_backups)
        in_background(self, work, self._tell_of_backup)

    def _tell_of_backup(self, outcome: bool | Refused) -> None:
        if isinstance(outcome, ValueError):
            self._window.say(self._window.sentence(outcome))


def _clear_leftovers() -> int:
    from localplan.app.backups import clear_leftovers  # the first paint must not wait for what it imports

    return clear_leftovers()
