"""The frame of the window: start page, hub and working view, an open plan from its first page to its last save."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent

from localplan.app.places import Address, default_library
from localplan.app.recent import FIRST, Recent, recent_plans
from localplan.app.settings import Settings
from localplan.ui.background import in_background, wait_for_background
from localplan.ui.counting import Counting
from localplan.ui.qt_words import speak_like
from localplan.ui.region.visit import RegionVisit
from localplan.ui.start import StartPage
from localplan.ui.telling import TellingWindow
from localplan.ui.upkeep import Upkeep

if TYPE_CHECKING:
    from localplan.app.office import Office, Ready
    from localplan.domain.values import Refused
    from localplan.ui.conflicts import ConflictsPage
    from localplan.ui.desk import Place
    from localplan.ui.hub import HubPage
    from localplan.ui.open_plan import OpenPlan
    from localplan.ui.work import WorkView


class Shell(TellingWindow):
    """One window, one library, at most one open plan. What dialogs and pages may ask of the window is here."""

    state_changed = Signal()  # a plan was opened, changed or closed
    moved = Signal(object)  # the address of the library in which work goes on

    _told = Signal(object)  # why a write failed, from the writer's thread; None when writing goes well again

    def __init__(self, office: Office, settings: Settings, settings_file: Path) -> None:
        super().__init__(office, settings, settings_file)
        self.region = RegionVisit(self)
        self.upkeep = Upkeep(self)
        self.counting = Counting(self)
        self._told.connect(self.saving_told)
        self.build()

    # building --------------------------------------------------------------------------------------------------------

    def build(self) -> None:
        """Make everything that has words; called again when the language changes."""
        words = self.words
        speak_like(words)
        self.setWindowTitle("localplan")
        self.start = StartPage(words)
        self.start.open_plan.connect(self.open_soon)
        self.start.region.connect(lambda: self.region.show())
        self.start.in_sight_changed.connect(self.counting.look)
        self.start.show_folder.connect(self._show_library)
        self.start.show_all.connect(lambda: self.show_recent(0))
        self.pages.addWidget(self.start)
        self.make_foot()
        self.show_start()

    # plans -----------------------------------------------------------------------------------------------------------

    def show_start(self) -> None:
        """The start page, its list read anew."""
        self.show_recent()
        self.pages.setCurrentWidget(self.start)
        self.counting.look()

    def show_recent(self, most: int = FIRST) -> None:
        """Read the list of the start page anew; all of it with 0 at `most`."""
        address = self.office.address
        look = self._looking = partial(recent_plans, address, self.words, most)
        self.start.folder.setVisible(isinstance(address, Path))
        if not isinstance(address, Path):
            self.start.region_button.hide()
            self.start.show_plans((), str(address), self.words("Asking the server…"))
            in_background(self.start, look, partial(self._show_recent, look))
        else:
            self._show_recent(look, look())

    def _show_recent(self, look: object, recent: Recent) -> None:
        if look is not self._looking:  # asked again meanwhile
            return
        trouble = self.sentence(recent.trouble) if recent.trouble else ""
        self.start.show_plans([self.counting.told(plan) for plan in recent.plans], str(self.office.address), trouble)
        self.start.region_button.setVisible(recent.regional)
        self.start.all.setVisible(recent.more)

    def _show_library(self) -> None:
        if isinstance(self.office.address, Path):
            self.show_folder(self.office.address)

    def open_plan(self, plan_id: str, *, to_read: bool = False) -> bool:
        """Open a plan at the place where it was left, or only to be read; False when it cannot be opened."""
        from localplan.domain.values import Refused

        if not self.close_plan():
            return False
        try:
            ready = self.office.get_ready(plan_id)
        except Refused as refusal:
            self.tell_refusal(self.words("The plan cannot be opened"), refusal)
            return False
        ready.session.read_only |= to_read
        self._begin(ready).desk.check()
        self._go_where_it_was_left(plan_id)
        self.upkeep.look_after(plan_id)
        return True

    def open_soon(self, plan_id: str) -> None:
        """Open a plan as `open_plan` does, as soon as it is read; until then the window answers."""
        if not self.close_plan():
            return
        self.start.setEnabled(False)
        self.statusBar().showMessage(self.words("Opening the plan…"))
        in_background(self.start, partial(_ready_with_pages, self.office, plan_id), partial(self._opened_soon, plan_id))

    def _opened_soon(self, plan_id: str, found: Ready | Refused) -> None:
        self.start.setEnabled(True)
        self.statusBar().clearMessage()
        if isinstance(found, ValueError):
            self.tell_refusal(self.words("The plan cannot be opened"), found)
        elif self.desk is None:
            opened = self._begin(found)
            if opened.left_at:  # the overview has dates, and waits for the calendars
                QTimer.singleShot(0, partial(self._go_where_it_was_left, plan_id))
            QTimer.singleShot(0, opened, partial(in_background, opened, self.office.learn_holidays, self._settle_in))

    def _settle_in(self, learnt: object) -> None:
        """What needs the calendars, when a plan is on the screen."""
        if self.opened is None:
            return
        self.opened.desk.check()
        if self.pages.currentWidget() is self.start:
            self.opened.show_hub()
        self.upkeep.look_after(self.opened.desk.plan.id)

    def _begin(self, ready: Ready) -> OpenPlan:
        from localplan.ui.open_plan import OpenPlan

        self.office.library.listen(self._told.emit)
        self.opened = OpenPlan(self, ready)
        self.settings.last_plan = ready.session.plan.id
        self.opened.furnish()
        return self.opened

    def _go_where_it_was_left(self, plan_id: str) -> None:
        if self.opened and self.opened.desk.plan.id == plan_id:
            self.opened.go_where_it_was_left()

    def work_in(self, address: Address) -> None:
        """Go on in another library, now and from the next start on."""
        from localplan.app.office import Office

        if not self.close_plan():
            return
        self.region.drop()
        wait_for_background()
        self.attempt(self.words("Not everything is saved yet"), self.office.close)
        self.office = Office(address, self.office.author)
        self.settings.library = "" if address == default_library() else str(address)
        self.keep_settings()
        self.moved.emit(address)
        self.show_start()

    def close_plan(self) -> bool:
        """Write what is in hand and go to the start page; False when it could not be written and the person stays."""
        if self.opened is None:
            return True
        from localplan.domain.values import Refused

        try:
            self.opened.desk.close()
        except Refused as refusal:
            self.tell_refusal(self.words("Not everything is saved yet"), refusal)
            return False
        opened, self.opened = self.opened, None
        opened.keep_how_far()
        opened.leave()
        self.show_saved("")
        self.show_practice(False)
        self.setWindowTitle("localplan")
        self._notice.hide()
        self.state_changed.emit()
        if not self.region.back():
            self.show_start()
        return True

    # the open plan ---------------------------------------------------------------------------------------------------

    @property
    def hub(self) -> HubPage | None:
        """The overview of the open plan."""
        return self.opened.hub if self.opened else None

    @property
    def work(self) -> WorkView | None:
        """The pages of the open plan's steps."""
        return self.opened.work if self.opened else None

    @property
    def conflicts(self) -> ConflictsPage | None:
        """What merges left to be decided in the open plan, once that was looked at."""
        return self.opened.conflicts if self.opened else None

    def go_to(self, place: Place) -> None:
        """Show a place of the open plan."""
        if self.opened:
            self.opened.go_to(place)

    def show_hub(self) -> None:
        """The overview of the open plan."""
        if self.opened:
            self.opened.show_hub()

    def show_notes(self) -> None:
        """Notes on the open plan, and what is offered to it."""
        if self.opened:
            self.opened.show_notes()

    def show_conflicts(self) -> None:
        """What merges left to be decided in the open plan, and what was decided."""
        if self.opened:
            self.opened.show_conflicts()

    # events ----------------------------------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave only when everything is saved."""
        place = self.settings.places.get(self.desk.plan.id) if self.desk else None
        if self.desk and not self.close_plan():
            event.ignore()
            return
        if place and self.settings.last_plan:
            self.settings.places[self.settings.last_plan] = place
        self.settings.geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self.keep_settings()
        self.region.drop()
        wait_for_background()
        self.attempt(self.words("Not everything is saved yet"), self.office.close)
        event.accept()


def load_the_rest(office: Office) -> None:
    """What the first plan will need; in a thread, so that the window answers meanwhile. Raises Refused."""
    import localplan.ui.open_plan  # noqa: F401

    office.warm()


def _ready_with_pages(office: Office, plan_id: str) -> Ready:
    load_the_rest(office)
    return office.get_ready(plan_id)
