"""The open plan in the window: its desk and its pages, and what is told while it is open."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from localplan.app.contradictions import Contradictions
from localplan.app.frames import decline, declined_in, known_frames
from localplan.app.opinions import waiting
from localplan.domain.values import Refused
from localplan.methodology.versions import version_of
from localplan.ui.desk import Desk, Place
from localplan.ui.hub import HubPage
from localplan.ui.messages import tell
from localplan.ui.others import Others
from localplan.ui.rail import how_far
from localplan.ui.work import WorkView

if TYPE_CHECKING:
    from localplan.app.office import Ready
    from localplan.app.process import Milestones
    from localplan.app.session import PlanChange, PlanSession
    from localplan.domain.plan import Plan
    from localplan.methodology.methodology import Methodology
    from localplan.ui.conflicts import ConflictsPage
    from localplan.ui.shell import Shell


class OpenPlan(QObject):
    """One plan in the window's frame: `desk` is where it is worked at, `hub`, `work` and `conflicts` show it."""

    conflicts: ConflictsPage | None = None  # made when it is asked for
    _hub: HubPage | None = None

    def __init__(self, window: Shell, ready: Ready) -> None:
        super().__init__(window)
        self.window = window
        self.desk = self._desk(ready.session, ready.methodology, ready.milestones)

    # pages -----------------------------------------------------------------------------------------------------------

    def furnish(self) -> None:
        """Make its pages, in the window's language."""
        desk, window = self.desk, self.window
        library = window.office.library
        desk.contradictions = Contradictions(library, desk.session)
        desk.frames = known_frames(library)
        desk.declined = lambda: declined_in(library, desk.plan.id)
        desk.decline = lambda offered, reason, again: decline(
            library, desk.plan.id, [offered], reason=reason, again=again
        )
        desk.waiting = lambda: waiting(library, desk.plan)
        desk.guided, desk.widths = window.settings.guided, window.settings.widths
        self.others = Others(desk.session, library, desk)
        self.work = WorkView(desk)
        window.pages.addWidget(self.work)
        self._listen()
        window.show_practice(desk.plan.root.practice)
        self._show_title()
        window.show_notice()
        window.state_changed.emit()

    def _listen(self) -> None:
        desk, window = self.desk, self.window
        self.work.moved.connect(self._remember)
        self.others.came.connect(self._others_came)
        desk.changed.connect(self._plan_changed)
        desk.saved.connect(self._show_saved)
        desk.saved.connect(lambda _: self._look_at_contradictions())
        desk.contradictions_changed.connect(self._contradictions_changed)
        desk.guided_changed.connect(self._keep_guided)
        desk.saving_failed.connect(window.saving_told)
        desk.refused.connect(lambda text: tell(window, window.words("That did not work"), text, window.words))

    def refurnish(self) -> None:
        """Make its pages anew, in the window's language; it stays open where it is."""
        old, place = self.desk, self.work.place
        in_hub = self.window.pages.currentWidget() is self._hub
        old.finish_typing()
        self._clear()
        methodology = self.window.office.methodology_of(old.plan)
        self.desk = self._desk(old.session, methodology, old.milestones)
        old.deleteLater()
        self.furnish()
        self.desk.check()
        if in_hub:
            self.show_hub()
        else:
            self.go_to(place)

    def _desk(self, session: PlanSession, methodology: Methodology, milestones: Milestones) -> Desk:
        window = self.window
        hidden = window.office.library.hidden(session.plan.id)
        desk = Desk(session, methodology, window.words, window, newest=window.office.methodology, hidden=hidden)
        desk.milestones = milestones
        return desk

    def keep_how_far(self) -> None:
        """Keep what the list of plans says of it; where that cannot be written the list says less."""
        with suppress(Refused):
            self.window.office.library.keep_how_far(self.desk.plan, *how_far(self.desk))

    def leave(self) -> None:
        """Take its pages out of the window; what was to be saved is saved before."""
        for each in (self.desk, self.work):  # the keyboard goes elsewhere, and the writer's last word comes too late
            each.blockSignals(True)
        self._clear()
        self.desk.deleteLater()
        self.deleteLater()

    def _clear(self) -> None:
        for page in (self._hub, self.work, self.conflicts):
            if page is not None:
                self.window.pages.removeWidget(page)
                page.deleteLater()
        self._hub = self.conflicts = None

    # places ----------------------------------------------------------------------------------------------------------

    def go_where_it_was_left(self) -> None:
        """Show the place at which the person left it, or the overview."""
        if place := self.left_at:
            self.go_to(place)
        else:
            self.show_hub()

    @property
    def left_at(self) -> Place | None:
        """The place in a step at which the person left it."""
        place = self.window.settings.places.get(self.desk.plan.id)
        return Place(*place) if place and place[0] else None

    @property
    def hub(self) -> HubPage:
        """The overview, made when it is first asked for."""
        if self._hub is None:
            self._hub = HubPage(self.desk)
            self._hub.wanted.connect(self.go_to)
            self._hub.conflicts_wanted.connect(self.show_conflicts)
            self._hub.notes_wanted.connect(self.show_notes)
            self.window.pages.addWidget(self._hub)
        return self._hub

    def show_hub(self) -> None:
        """The overview."""
        place = self.work.place
        self.hub.place = place if place[0] else None
        self.hub.refresh(self.desk.findings)
        self.window.pages.setCurrentWidget(self.hub)

    def go_to(self, place: Place) -> None:
        """Show a place in it."""
        self.work.go_to(place)  # before it is shown: a rail without a current step takes the first, with its page
        self.window.pages.setCurrentWidget(self.work)

    def _remember(self, place: Place) -> None:
        self.window.settings.places[self.desk.plan.id] = (place[0], place[1], place[2], place[3])
        self.window.keep_settings()

    def _keep_guided(self) -> None:
        self.window.settings.guided = self.desk.guided
        self.window.keep_settings()

    # notes and contradictions ----------------------------------------------------------------------------------------

    def show_notes(self) -> None:
        """Notes on it, and what is offered to it."""
        from localplan.ui.notes import show_notes

        dialog = show_notes(self.window)
        if dialog is not None:
            dialog.finished.connect(lambda _: self.hub.show_remarks())

    def show_conflicts(self) -> None:
        """What merges left to be decided, and what was decided."""
        from localplan.ui.conflicts import ConflictsPage

        known = self.desk.contradictions
        if known is None:
            return
        self.desk.finish_typing()
        if self.conflicts is None:
            self.conflicts = ConflictsPage(self.desk, known, self.window)
            self.conflicts.wanted.connect(self.go_to)
            self.conflicts.left.connect(self.show_hub)
            self.window.pages.addWidget(self.conflicts)
        self.conflicts.refresh()
        self.window.pages.setCurrentWidget(self.conflicts)
        self.conflicts.list.setFocus()

    def _look_at_contradictions(self) -> None:
        """After each commit: undo and redo open and close contradictions."""
        known = self.desk.contradictions
        if known and (known.read_again() if self.window.office.library.home.shared else known.refresh()):
            self._contradictions_changed()

    def _contradictions_changed(self) -> None:
        if self.conflicts is not None and self.conflicts.isVisible():
            self.conflicts.refresh()
        if self._hub is not None:
            self._hub.show_contradictions()
        self.window.state_changed.emit()

    def _others_came(self, change: PlanChange) -> None:
        """Somebody else has changed the plan: say who, and what contradicts what was done here."""
        words, people = self.window.words, ", ".join(change.people)
        text = words("Changed by {people}", people=people)
        if change.conflicts:
            text = words.plural(
                "{people} and you changed {n} thing differently. Your version applies for now; “Contradictions” shows "
                "both.",
                "{people} and you changed {n} things differently. Your versions apply for now; “Contradictions” shows "
                "both.",
                change.conflicts,
                people=people,
            )
        self.window.statusBar().showMessage(text, 60_000 if change.conflicts else 10_000)
        self._look_at_contradictions()

    # changes ---------------------------------------------------------------------------------------------------------

    def _plan_changed(self, change: PlanChange) -> None:
        if change.plan.id in change.touched:
            self._keep_to_version(change.plan)
        self.window.state_changed.emit()
        if not change.people:
            self.window.show_saved(self.window.words("Saving…"))

    def _keep_to_version(self, plan: Plan) -> None:
        """It was raised to another version of the methodology, or taken back: its pages are made anew."""
        if version_of(plan) != self.desk.methodology.version:
            QTimer.singleShot(0, self, self.refurnish)

    def _show_saved(self, moment: str) -> None:
        self._show_title()
        if self.desk.session.typed_at is not None or self.window.office.library.unsaved:
            return  # not all of it
        time = datetime.fromisoformat(moment).astimezone().strftime("%H:%M:%S")
        self.window.show_saved(self.window.words("All changes saved {time}", time=time))

    def _show_title(self) -> None:
        root = self.desk.plan.root
        self.window.setWindowTitle(f"{self.desk.text(root.title) or root.code} – localplan")
