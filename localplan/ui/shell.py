"""The frame of the window: start page, hub and working view, an open plan from its first page to its last save."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QTimer, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
)

from localplan.app.recent import Recent, recent_plans
from localplan.app.settings import Settings, write_settings
from localplan.data import data_dir
from localplan.ui.background import in_background, wait_for_background
from localplan.ui.labels import plain_label
from localplan.ui.messages import tell
from localplan.ui.qt_words import speak_like
from localplan.ui.region.visit import RegionVisit
from localplan.ui.start import StartPage
from localplan.words import Words, words_for

if TYPE_CHECKING:
    from localplan.app.office import Office, Ready
    from localplan.app.session import PlanChange
    from localplan.domain.plan import Plan
    from localplan.domain.values import Refused
    from localplan.ui.conflicts import ConflictsPage
    from localplan.ui.desk import Desk, Place
    from localplan.ui.hub import HubPage
    from localplan.ui.others import Others
    from localplan.ui.work import WorkView


BACKUP_EVERY = 30 * 60 * 1000  # ms


class Shell(QMainWindow):
    """One window, one library, at most one open plan. What dialogs and pages may ask of the window is here."""

    state_changed = Signal()  # a plan was opened, changed or closed

    _told = Signal(object)  # why a write failed, from the writer's thread; None when writing goes well again

    def __init__(self, office: Office, settings: Settings, settings_file: Path) -> None:
        super().__init__()
        self.office, self.settings, self._settings_file = office, settings, settings_file
        self.words: Words = words_for(settings.language or "en", data_dir("resources") / "locale")
        self.desk: Desk | None = None
        self.others: Others | None = None
        self.hub: HubPage | None = None
        self.work: WorkView | None = None
        self.conflicts: ConflictsPage | None = None
        self.region = RegionVisit(self)
        self.setObjectName("window")
        self.resize(1280, 720)
        if settings.geometry:
            self.restoreGeometry(QByteArray.fromBase64(settings.geometry.encode()))
        self._frame = QFrame()
        self.pages = QStackedWidget()
        layout = QVBoxLayout(self._frame)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._notice = plain_label("", "error")
        self._notice.setContentsMargins(14, 6, 14, 6)
        self._notice.hide()
        layout.addWidget(self._notice)
        layout.addWidget(self.pages, 1)
        self.setCentralWidget(self._frame)
        self._backup_clock = QTimer(self, interval=BACKUP_EVERY)
        self._backup_clock.timeout.connect(self._back_up)
        self._backup_clock.start()
        self._told.connect(self._saving_told)
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
        self.start.show_folder.connect(self._show_library)
        self.pages.addWidget(self.start)
        self._saved = QLabel("")
        self._saved.setObjectName("saved")
        self.statusBar().addPermanentWidget(self._saved)
        self._training = plain_label("", "practice", wrap=False)
        self.statusBar().addWidget(self._training)
        self.show_start()

    # plans -----------------------------------------------------------------------------------------------------------

    def show_start(self) -> None:
        """The start page, its list read anew."""
        address = self.office.address
        look = self._looking = partial(recent_plans, address, self.words)
        self.start.folder.setVisible(isinstance(address, Path))
        if not isinstance(address, Path):
            self.start.region_button.hide()
            self.start.show_plans((), str(address), self.words("Asking the server…"))
            in_background(self.start, look, partial(self._show_recent, look))
        else:
            self._show_recent(look, look())
        self.pages.setCurrentWidget(self.start)

    def _show_recent(self, look: object, recent: Recent) -> None:
        if look is not self._looking:  # asked again meanwhile
            return
        trouble = self._sentence(recent.trouble) if recent.trouble else ""
        self.start.show_plans(recent.plans, str(self.office.address), trouble)
        self.start.region_button.setVisible(recent.regional)

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
        self._begin(ready)
        self._go_where_it_was_left(plan_id)
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
            self._begin(found)
            QTimer.singleShot(0, partial(self._go_where_it_was_left, plan_id))

    def _begin(self, ready: Ready) -> None:
        from localplan.ui.desk import Desk

        plan = ready.session.plan
        self.office.library.listen(self._told.emit)
        self.desk = Desk(ready.session, ready.methodology, self.words, self, newest=self.office.methodology)
        self.desk.milestones = ready.milestones
        self.settings.last_plan = plan.id
        self._furnish()
        in_background(self, partial(self.office.damage_in, plan.id), self._tell_damage)

    def _go_where_it_was_left(self, plan_id: str) -> None:
        if self.desk is None or self.desk.plan.id != plan_id:
            return
        place = self.settings.places.get(plan_id)
        if place and place[0]:
            self.go_to(_place(place))
        else:
            self.show_hub()

    def _tell_damage(self, damage: object) -> None:
        """After opening, every row is compared with its digest; what fails is set aside and told."""
        if isinstance(damage, int) and damage and self.desk:
            text = self.words.plural(
                "{n} entry of this plan was damaged on the disk and has been set aside. A backup may hold it.",
                "{n} entries of this plan were damaged on the disk and have been set aside. A backup may hold them.",
                damage,
            )
            self.open_plan(self.desk.plan.id)
            tell(self, self.words("Damaged entries"), text, self.words)

    def _back_up(self) -> None:
        in_background(self, self.office.back_up_if_changed, lambda _: None)

    def _furnish(self) -> None:
        """Make the pages of the open plan."""
        from localplan.app.contradictions import Contradictions
        from localplan.app.frames import known_frames
        from localplan.app.opinions import waiting
        from localplan.ui.hub import HubPage
        from localplan.ui.others import Others
        from localplan.ui.work import WorkView

        desk = self.desk
        assert desk is not None
        desk.contradictions = Contradictions(self.office.library, desk.session)
        desk.frames = known_frames(self.office.library)
        desk.waiting = lambda: waiting(self.office.library, desk.plan)
        desk.guided = self.settings.guided
        desk.guided_changed.connect(self._keep_guided)
        self.hub, self.work = HubPage(desk), WorkView(desk)
        self.pages.addWidget(self.hub)
        self.pages.addWidget(self.work)
        self.hub.wanted.connect(self.go_to)
        self.hub.conflicts_wanted.connect(self.show_conflicts)
        self.hub.notes_wanted.connect(self.show_notes)
        self.work.moved.connect(self._remember)
        desk.changed.connect(self._plan_changed)
        self.others = Others(desk.session, self.office.library, desk)
        self.others.came.connect(self._others_came)
        desk.saved.connect(self._show_saved)
        desk.saved.connect(lambda _: self._look_at_contradictions())
        desk.contradictions_changed.connect(self._contradictions_changed)
        desk.saving_failed.connect(self._saving_told)
        desk.refused.connect(lambda text: tell(self, self.words("That was not done"), text, self.words))
        desk.check()
        practice = desk.plan.root.practice
        self._training.setText(self.words("TRAINING – practice copy") if practice else "")
        self._mark("practice" if practice else "")
        self._show_title()
        self.show_notice()
        self.state_changed.emit()

    def _mark(self, name: str) -> None:
        self._frame.setObjectName(name)
        self._frame.style().polish(self._frame)

    def _show_title(self) -> None:
        if self.desk:
            self.setWindowTitle(f"{self.desk.text(self.desk.plan.root.title) or self.desk.plan.root.code} – localplan")

    def close_plan(self) -> bool:
        """Write what is in hand and go to the start page; False when it could not be written and the person stays."""
        if self.desk is None:
            return True
        from localplan.domain.values import Refused

        try:
            self.desk.close()
        except Refused as refusal:
            self.tell_refusal(self.words("Not everything is saved yet"), refusal)
            return False
        self._unfurnish()
        self.desk.deleteLater()
        self.desk = None
        self._saved.setText("")
        self._training.setText("")
        self._mark("")
        self.setWindowTitle("localplan")
        self._notice.hide()
        self.state_changed.emit()
        if not self.region.back():
            self.show_start()
        return True

    def _unfurnish(self) -> None:
        for page in (self.hub, self.work, self.conflicts):
            if page is not None:
                self.pages.removeWidget(page)
                page.deleteLater()
        self.hub = self.work = self.conflicts = None

    # places ----------------------------------------------------------------------------------------------------------

    def show_hub(self) -> None:
        """The overview of the open plan."""
        if self.desk and self.hub and self.work:
            place = self.work.place
            self.hub.place = place if place[0] else None
            self.hub.refresh(self.desk.findings)
            self.pages.setCurrentWidget(self.hub)

    def go_to(self, place: Place) -> None:
        """Show a place of the open plan."""
        if self.work:
            self.work.go_to(place)  # before it is shown: a rail without a current step takes the first, with its page
            self.pages.setCurrentWidget(self.work)

    def _remember(self, place: Place) -> None:
        if self.desk:
            self.settings.places[self.desk.plan.id] = (place[0], place[1], place[2], place[3])
            self.keep_settings()

    def _keep_to_version(self, plan: Plan) -> None:
        """The plan was raised to another version of the methodology, or taken back: its pages are made anew."""
        from localplan.methodology.versions import version_of

        if self.desk and version_of(plan) != self.desk.methodology.version:
            QTimer.singleShot(0, self.refurnish)

    def refurnish(self) -> None:
        """Make the pages of the open plan anew, in the window's language; it stays open where it is."""
        from localplan.ui.desk import Desk

        desk, hub = self.desk, self.hub
        if desk is None or self.work is None:
            return
        place, in_hub = self.work.place, self.pages.currentWidget() is hub
        desk.finish_typing()
        self._unfurnish()
        methodology = self.office.methodology_of(desk.plan)
        self.desk = Desk(desk.session, methodology, self.words, self, newest=self.office.methodology)
        self.desk.milestones = desk.milestones
        desk.deleteLater()
        self._furnish()
        if in_hub:
            self.show_hub()
        else:
            self.go_to(place)

    # notes -----------------------------------------------------------------------------------------------------------

    def show_notes(self) -> None:
        """Notes on the open plan, and what is offered to it."""
        from localplan.ui.notes import show_notes

        dialog = show_notes(self)
        if dialog is not None:
            dialog.finished.connect(self._notes_left)

    def _notes_left(self) -> None:
        if self.hub is not None:
            self.hub.show_remarks()

    # contradictions --------------------------------------------------------------------------------------------------

    def show_conflicts(self) -> None:
        """What merges left to be decided, and what was decided."""
        from localplan.ui.conflicts import ConflictsPage

        if self.desk is None or self.desk.contradictions is None:
            return
        self.desk.finish_typing()
        if self.conflicts is None:
            self.conflicts = ConflictsPage(self.desk, self.desk.contradictions, self)
            self.conflicts.wanted.connect(self.go_to)
            self.conflicts.left.connect(self.show_hub)
            self.pages.addWidget(self.conflicts)
        self.conflicts.refresh()
        self.pages.setCurrentWidget(self.conflicts)
        self.conflicts.list.setFocus()

    def _look_at_contradictions(self) -> None:
        """After each commit: undo and redo open and close contradictions."""
        known = self.desk.contradictions if self.desk else None
        if known and (known.read_again() if self.office.library.home.shared else known.refresh()):
            self._contradictions_changed()

    def _others_came(self, change: PlanChange) -> None:
        """Somebody else has changed the plan: say who, and what contradicts what was done here."""
        people = ", ".join(change.people)
        text = self.words("Changed by {people}", people=people)
        if change.conflicts:
            text = self.words.plural(
                "What {people} wrote contradicts {n} change of yours. Yours stands; “Contradictions” shows both.",
                "What {people} wrote contradicts {n} changes of yours. Yours stand; “Contradictions” shows both.",
                change.conflicts,
                people=people,
            )
        self.statusBar().showMessage(text, 60_000 if change.conflicts else 10_000)
        self._look_at_contradictions()

    def _contradictions_changed(self) -> None:
        if self.conflicts is not None and self.conflicts.isVisible():
            self.conflicts.refresh()
        if self.hub is not None:
            self.hub.show_contradictions()
        self.state_changed.emit()

    def _keep_guided(self) -> None:
        if self.desk:
            self.settings.guided = self.desk.guided
            self.keep_settings()

    # saving ----------------------------------------------------------------------------------------------------------

    def _plan_changed(self, change: PlanChange) -> None:
        if change.plan.id in change.touched:
            self._keep_to_version(change.plan)
        self.state_changed.emit()
        if not change.people:
            self._saved.setText(self.words("Saving…"))

    def _show_saved(self, moment: str) -> None:
        self._show_title()
        if self.desk and (self.desk.session.typed_at is not None or self.office.library.unsaved):
            return  # not all of it
        time = datetime.fromisoformat(moment).astimezone().strftime("%H:%M:%S")
        self._saved.setText(self.words("All changes saved {time}", time=time))

    def _saving_told(self, failure: Refused | None) -> None:
        if failure is None:
            self.show_notice()
        elif failure.code == "plan_moved_on" and self.others:
            self.others.catch_up()
        elif failure.code == "disk_almost_full":
            self.show_notice(self._sentence(failure))
        else:
            why = self._sentence(failure)
            self.show_notice(self.words("Not saved yet. {why} Your work is kept here and tried again.", why=why))

    def show_notice(self, text: str = "") -> None:
        """A bar over the page; without a text it says why the library may only be read, if so."""
        if not text and self.desk and self.office.only_reads:
            text = self._sentence(self.office.only_reads)
        elif not text and self.desk and self.desk.session.of_others:
            from localplan.domain.values import Refused

            text = self._sentence(Refused("plan_of_a_municipality"))
        self._notice.setText(text)
        self._notice.setVisible(bool(text))

    def _sentence(self, refusal: Refused) -> str:
        from localplan.app.sentences import sentence

        return sentence(refusal, self.words)

    def show_folder(self, file: Path) -> None:
        """Show a file in the file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.parent)))

    def keep_settings(self) -> None:
        """Write down what the window remembers."""
        write_settings(self._settings_file, self.settings)

    def say(self, text: str) -> None:
        """Tell something in passing, at the foot of the window."""
        self.statusBar().showMessage(text, 10_000)

    # events ----------------------------------------------------------------------------------------------------------

    def attempt(self, title: str, what: Callable[[], object]) -> None:
        """Do something; a refusal is told under this title."""
        from localplan.domain.values import Refused

        try:
            what()
        except Refused as refusal:
            self.tell_refusal(title, refusal)

    def tell_refusal(self, title: str, refusal: Exception) -> None:
        """Open a message with the sentence of a refusal."""
        from localplan.app.sentences import sentence
        from localplan.domain.values import Refused

        assert isinstance(refusal, Refused)
        details = f"{refusal.code} {refusal.values}"
        tell(self, title, sentence(refusal, self.words), self.words, details)

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
    import localplan.ui.desk
    import localplan.ui.hub
    import localplan.ui.work  # noqa: F401

    office.warm()


def _ready_with_pages(office: Office, plan_id: str) -> Ready:
    load_the_rest(office)
    return office.get_ready(plan_id)


def _place(saved: tuple[str, str, str, str]) -> Place:
    from localplan.ui.desk import Place

    return Place(*saved)
