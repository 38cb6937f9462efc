"""Counts the steps of plans on the start page that nobody has counted as they are now: those in sight, in a thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from localplan.app.recent import RecentPlan, counted
from localplan.ui.background import in_background

if TYPE_CHECKING:
    from localplan.app.how_far import HowFar
    from localplan.domain.values import Refused
    from localplan.ui.shell import Shell


class Counting(QObject):
    """Waits until `begin` says that nobody waits for the first page any more; then follows what is in sight."""

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self._window = window
        self._begun = self._at_work = False
        self._known: dict[str, HowFar] = {}  # by digest: where the library is only read, nothing is kept in it

    def begin(self) -> None:
        """From now on whatever comes into sight is counted."""
        self._begun = True
        self.look()

    def told(self, plan: RecentPlan) -> RecentPlan:
        """The plan as the list tells it, with what was counted meanwhile."""
        found = self._known.get(plan.line.digest)
        return counted(plan, *found, self._window.words) if found and not plan.line.steps else plan

    def look(self) -> None:
        """Count the plans in sight that were not counted yet."""
        window = self._window
        if not self._begun or self._at_work or not self._may_go_on():
            return
        plans = [p for p in window.start.in_sight() if not p.line.steps and p.line.digest not in self._known]
        if plans:
            self._at_work = True
            work = partial(window.office.count_steps, [plan.id for plan in plans], self._may_go_on)
            in_background(self, work, partial(self._tell, plans))

    def _may_go_on(self) -> bool:
        return self._window.opened is None

    def _tell(self, plans: list[RecentPlan], found: dict[str, HowFar] | Refused) -> None:
        self._at_work = False
        if isinstance(found, ValueError):  # a library that cannot be read: whoever opens a plan is told
            return
        for plan in plans:
            if plan.id in found:
                self._known[plan.line.digest] = found[plan.id]
                self._window.start.tell(self.told(plan))
        if found:
            self.look()
