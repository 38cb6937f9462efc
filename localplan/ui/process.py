"""The state of the plan: where it stands, the next step, what keeps it from there, and what else its life allows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QMenu,
    QMessageBox,
    QPushButton,
)

from localplan.app.calendar import write_calendar
from localplan.app.change_words import change_log
from localplan.app.process import amend, kept_from, move_to, next_state, possible_states, seen_with, state_name
from localplan.data import data_dir
from localplan.domain.adoption import version_of
from localplan.domain.edits import LOCKED
from localplan.domain.reporting import new_report, year_to_report
from localplan.domain.roll_over import Decision
from localplan.domain.values import Refused
from localplan.methodology.checks import Finding
from localplan.ui.asking import ask_text
from localplan.ui.desk import Desk, Place, new_id
from localplan.ui.following import FollowingDialog
from localplan.ui.labels import menu_button, plain_label
from localplan.ui.messages import finding_text
from localplan.words import words_for

if TYPE_CHECKING:
    from localplan.ui.host import Host

MOST_FINDINGS = 15  # in the list of what keeps the plan from its next state


class ProcessStrip(QFrame):
    """One line on the hub; `wanted` tells a place to go to."""

    wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setObjectName("card")
        words = desk.words
        self.state = plain_label("", "heading")
        self.next = QPushButton()
        self.next.setObjectName("process.next")
        self.next.clicked.connect(self._go_on)
        self.kept = menu_button("process.kept")
        self.more = menu_button("process.more", words("More…"), lambda _: self._offer())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 6)
        layout.addWidget(self.state, 1)
        for button in (self.kept, self.next, self.more):
            layout.addWidget(button)

    # showing ---------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the plan's state as it is now."""
        words, root = self.desk.words, self.desk.plan.root
        version = version_of(self.desk.plan)
        state = words("State of the plan: {state}", state=self._name(root.status or "draft"))
        self.state.setText(state if version == 1 else f"{state} · " + words("version {number}", number=version))
        coming = next_state(root.status)
        self.next.setVisible(bool(coming))
        self.next.setText(words("Next: {state}", state=self._name(coming)).replace("&", "&&"))
        self.next.setEnabled(not self.desk.session.read_only)
        self._show_errors(self._errors(coming))

    def _name(self, state: str) -> str:
        return state_name(self.desk.plan, self.desk.methodology, state, self.desk.words)

    def _errors(self, state: str) -> list[Finding]:
        desk = self.desk
        seen = seen_with(desk.milestones, desk.plan, desk.today())
        return kept_from(desk.plan, desk.methodology, seen, state)

    def _show_errors(self, errors: list[Finding]) -> None:
        words, menu = self.desk.words, self.kept.menu()
        self.kept.setVisible(bool(errors))
        self.kept.setText(
            words.plural("✗ {n} error must be fixed first", "✗ {n} errors must be fixed first", len(errors))
        )
        menu.clear()
        for finding in errors[:MOST_FINDINGS]:
            text = finding_text(self.desk, finding).replace("\n", ": ").replace("&", "&&")
            place = Place(finding.step, "", finding.record, finding.field)
            menu.addAction(text).triggered.connect(lambda _=False, place=place: self.wanted.emit(place))

    def window_(self) -> Host:
        """The window that this strip is shown in."""
        return cast("Host", self.window())

    # the next state --------------------------------------------------------------------------------------------------

    def _go_on(self) -> None:
        coming = next_state(self.desk.plan.root.status)
        if coming == "adopted":
            self._ask_adoption()
        else:
            self.give(coming)

    def _ask_adoption(self) -> None:
        words = self.desk.words
        box = QMessageBox(self)
        box.setObjectName("process.adopt")
        box.setWindowTitle(words("Adopt the plan"))
        box.setText(
            words("Adoption fixes all numbers and locks the plan. It cannot be undone; you can still add reports.")
        )
        box.addButton(words("Cancel"), QMessageBox.ButtonRole.RejectRole)
        adopt = box.addButton(words("Adopt the plan"), QMessageBox.ButtonRole.AcceptRole)
        adopt.setObjectName("process.adopt.yes")
        adopt.clicked.connect(lambda: self.give("adopted"))
        box.open()

    def give(self, state: str) -> None:
        """Give the plan a state; what keeps it from there is told."""
        desk, window = self.desk, self.window_()
        desk.finish_typing()
        library = window.office.library
        self._try(lambda: move_to(desk.session, library, desk.methodology, state, desk.today(), desk.words))

    def _try(self, what: Callable[[], object]) -> None:
        window = self.window_()
        try:
            what()
        except Refused as refusal:
            window.tell_refusal(self.desk.words("That did not work"), refusal)
        self.desk.milestones = window.office.milestones(self.desk.plan)
        self.desk.check()

    # what else there is ----------------------------------------------------------------------------------------------

    def _offer(self) -> None:
        """What the plan's state allows, put together when the list is opened."""
        words, menu, root = self.desk.words, self.more.menu(), self.desk.plan.root
        menu.clear()
        if not self.desk.session.read_only:
            self._offer_changes(menu)
        menu.addAction(words("New plan from this one…")).triggered.connect(self._ask_years)
        menu.addAction(words("Save the calendar (.ics)…")).triggered.connect(self._ask_file)
        states = menu.addMenu(words("Another state"))
        states.setEnabled(not self.desk.session.read_only)
        for state in possible_states(root.status):
            if state not in ("adopted", next_state(root.status)):
                states.addAction(self._name(state)).triggered.connect(lambda _=False, state=state: self.give(state))

    def _offer_changes(self, menu: QMenu) -> None:
        words = self.desk.words
        if self.desk.plan.root.status in LOCKED:
            menu.addAction(words("Open an amendment…")).triggered.connect(self._ask_amendment)
            self._offer_report(menu)
        elif self.desk.milestones.hearing is not None:
            menu.addAction(words("Fill in the change log")).triggered.connect(self._fill_change_log)

    def _offer_report(self, menu: QMenu) -> None:
        year = year_to_report(self.desk.plan)
        if year is not None:
            label = self.desk.words("Begin the report on {year}", year=year)
            menu.addAction(label).triggered.connect(lambda: self._begin_report(year, label))

    def _begin_report(self, year: int, label: str) -> None:
        self._try(lambda: self.desk.perform(new_report(self.desk.plan, year, new_id), label))

    def _fill_change_log(self) -> None:
        """A row for every change since the hearing; the reasons are for people to write."""
        desk, hearing = self.desk, self.desk.milestones.hearing
        if hearing is not None:
            rows = change_log(hearing, desk.plan, desk.methodology)
            desk.perform(rows, desk.words("Fill in the change log"))
            self.wanted.emit(Place("adoption", "change_row"))

    def _ask_amendment(self) -> None:
        words = self.desk.words
        title = words("Open an amendment")
        why = words("Why is the plan being amended? The adopted version is kept, and codes stay the same.")
        ask_text(self, words, "process.amend", title, why, title, self.amend)

    def amend(self, reason: str) -> None:
        """Open the plan's next version for that reason."""
        plan_words = words_for(self.desk.plan.root.main_language or "en", data_dir("resources") / "locale")
        library = self.window_().office.library
        self._try(lambda: amend(self.desk.session, library, reason.strip(), plan_words))

    def _ask_years(self) -> None:
        end = self.desk.plan.root.period_end
        first = (end or self.desk.today()).year + 1
        dialog = FollowingDialog(self.desk, first, first + 2, self)
        dialog.accepted.connect(lambda: self.follow(dialog.years(), dialog.decisions()))
        dialog.open()

    def follow(self, years: tuple[int, int], decisions: Mapping[str, Decision] | None = None) -> None:
        """Make the plan after this one and open it; without decisions everything goes on but what is over."""
        window, plan = self.window_(), self.desk.plan
        title = self.desk.words("The plan was not created")
        window.attempt(title, lambda: window.open_plan(window.office.make_next_plan(plan, years, decisions)))

    def _ask_file(self) -> None:
        words, window = self.desk.words, self.window_()
        start = (
            Path(window.settings.folders.get("export", str(Path.home()))) / f"{self.desk.plan.root.code or 'plan'}.ics"
        )
        dialog = QFileDialog(self, words("Save the calendar"), str(start))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("ics")
        dialog.setNameFilters([words("Calendars (*.ics)")])
        dialog.fileSelected.connect(lambda path: self.save_calendar(Path(path)))
        dialog.open()

    def save_calendar(self, path: Path) -> None:
        """Write the plan's dates for calendar programs."""
        desk, window = self.desk, self.window_()
        window.settings.folders["export"] = str(path.parent)
        self._try(lambda: write_calendar(desk.plan, desk.methodology, desk.words, path, desk.today()))
