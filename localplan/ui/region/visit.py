"""The coordinator's place as a part of the window: made when it is first wanted, left, and led to plans and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from localplan.ui.region.place import RegionPlace
    from localplan.ui.shell import Shell


class RegionVisit(QObject):
    """One window's region; `place` is there while one is in it, or reads a plan that it led to."""

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self.window = window
        self.place: RegionPlace | None = None

    def show(self, page: str = "") -> None:
        """The region, at a page; an open plan is closed."""
        window = self.window
        if window.close_plan():
            window.attempt(window.words("The region cannot be shown"), self._enter)
        if self.place is not None and page:
            self.place.show_page(page)

    def _enter(self) -> None:
        if self.place is None:
            self._make()
        else:
            self.place.refresh()
        self._put()

    def _make(self) -> None:
        from localplan.ui.region.place import RegionPlace

        window = self.window
        self.place = RegionPlace(window, window.office.library, window.words)
        self.place.left.connect(self.leave)
        self.place.opened.connect(self.read)
        self.place.to_decide.connect(self.decide)
        self.place.to_undo.connect(self.undo)
        window.pages.addWidget(self.place)

    def _put(self) -> None:
        if self.place is not None:
            self.window.pages.setCurrentWidget(self.place)

    def back(self) -> bool:
        """From a plan back to where it was opened; False when one was not in the region."""
        if self.place is None:
            return False
        self.place.refresh()
        self._put()
        return True

    def leave(self) -> None:
        """To the start page. An intake that runs ends by itself."""
        self.drop()
        self.window.show_start()

    def drop(self) -> None:
        """Be in the region no more."""
        if self.place is not None:
            self.place.intake.end_soon()
            self.window.pages.removeWidget(self.place)
            self.place.deleteLater()
            self.place = None

    def make_anew(self, shown: bool) -> None:
        """In the window's language as it is now, at the same page; `shown` when it is to be seen."""
        if self.place is None:
            return
        page = self.place.name
        self.drop()
        self._make()
        if shown:
            self._put()
        if self.place is not None:
            self.place.show_page(page)

    # from the region to plans ----------------------------------------------------------------------------------------

    def read(self, plan_id: str, record: str) -> None:
        """The plan that a figure comes from, to be read: a coordinator changes no municipality's values."""
        from localplan.ui.desk import Place

        window = self.window
        if window.open_plan(plan_id, to_read=True) and window.desk:
            if record in window.desk.plan and record != plan_id:
                window.go_to(Place("", "", record))
            window.show_notice(window.words("You are reading the plan of a municipality. “All plans” takes you back."))

    def decide(self, plan_id: str) -> None:
        """The contradictions of a plan, to be decided with its planner."""
        if self.window.open_plan(plan_id):
            self.window.show_conflicts()

    def undo(self, plan_id: str) -> None:
        """What came into a plan last, to be taken back."""
        from localplan.ui.merge_undo import ask_undo

        self.decide(plan_id)
        if self.window.conflicts is not None:
            ask_undo(self.window.conflicts)

    def take_in(self, paths: list[Path]) -> bool:
        """Take files into the region; False when one is not in it."""
        if self.place is None or self.window.desk is not None:
            return False
        self.place.take_in(paths)
        return True

    def ask_expected(self) -> None:
        """Ask which municipalities the region expects."""
        from localplan.ui.region.expected import ask_expected

        self.show()
        if self.place is not None:
            ask_expected(self.place)

    def ask_people(self) -> None:
        """Ask for newer numbers of inhabitants."""
        from localplan.ui.region.people import ask_people

        self.show()
        if self.place is not None:
            ask_people(self.place)
