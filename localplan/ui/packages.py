"""Packages in the window: taking files in, naming a version."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QProgressDialog

from localplan.app.copied import taken_as
from localplan.app.reader import look_at_packages
from localplan.app.sentences import sentence
from localplan.app.signatures import SignatureState, signature_state
from localplan.app.taking_in import may_come_again
from localplan.app.taking_in import take_in as take_in_package
from localplan.domain.values import Refused
from localplan.ui.asking import ask_text
from localplan.ui.copied_plan import ask_again, ask_whose
from localplan.ui.export import LOOK_AGAIN
from localplan.ui.keys import ask_about_signers
from localplan.ui.messages import tell

if TYPE_CHECKING:
    from localplan.app.copied import Answer
    from localplan.app.plans import Package
    from localplan.ui.shell import Shell


class TakingIn(QObject):
    """Reads files in a reader process, takes each into the library, and at the end says what became of them."""

    def __init__(self, window: Shell, paths: list[Path]) -> None:
        super().__init__(window)
        self.window, self.paths = window, paths
        self._lines: list[str] = []
        self._taken: list[str] = []  # plan ids
        self._signed: list[SignatureState] = []
        self._troubles = 0
        self._merged = self._noted = False
        self._copies: list[tuple[Path, Package, Refused]] = []  # of which a person has to say whose plan they are
        self._older: list[tuple[Path, Package]] = []  # of which a person may want again what was taken back
        self._open_before = window.desk.plan.id if window.desk else ""
        self._files = look_at_packages(paths)
        words = window.words
        self.bar = QProgressDialog(words("Open a file…"), words("Cancel"), 0, len(paths), window)
        self.bar.setObjectName("take_in")
        self.bar.setWindowModality(Qt.WindowModality.WindowModal)
        self.bar.setMinimumDuration(300)
        self.bar.setAutoReset(False)
        self.bar.canceled.connect(self._end)
        self._clock = QTimer(self, interval=LOOK_AGAIN)
        self._clock.timeout.connect(self._look)
        self._clock.start()
        self._look()

    def _look(self) -> None:
        try:
            while (read := next(self._files)) is not None:
                self._take(*read)
                self.bar.setValue(len(self._lines))
        except StopIteration:
            self._end()

    def _take(self, path: Path, outcome: Any, answer: Answer | None = None, *, again: bool = False) -> None:
        window, words = self.window, self.window.words
        try:
            if isinstance(outcome, Refused):
                raise outcome
            if window.desk and window.desk.plan.id == outcome.manifest.plan and not window.close_plan():
                raise Refused("not_saved_in_time", seconds=30)
            verdict = take_in_package(window.office.library, outcome, answer, again=again)
            if verdict == "older" and may_come_again(window.office.library, outcome):
                self._older.append((path, outcome))
                return
            self._signed.append(signature_state(outcome.signature, window.office.library.known_senders()))
        except Refused as refusal:
            if refusal.code == "plan_of_another":
                self._copies.append((path, outcome, refusal))
            else:
                self._set_aside(path, refusal)
            return
        told = {
            "new": words("imported as a new plan"),
            "update": words("newer than yours: your plan was updated (you can undo this)"),
            "reconcile": words("merged with yours; where both changed the same thing, you decide (you can undo this)"),
            "identical": words("nothing new"),
            "older": words("older than your plan: nothing changed"),
            "notes": words("notes added to your plan; the plan itself is unchanged"),
            "push_down": words("a regional frame: its content is offered to your plans"),
        }
        self._lines.append(f"{path.name}: {told[verdict]}")
        self._taken.append(taken_as(window.office.library, outcome, answer))
        self._merged |= verdict == "reconcile"
        self._noted |= verdict == "notes"

    def _set_aside(self, path: Path, refusal: Refused) -> None:
        self._troubles += 1
        self._lines.append(f"{path.name}: {sentence(refusal, self.window.words)}")

    def _end(self) -> None:
        self._clock.stop()
        self._files.close()
        self.bar.deleteLater()
        self._ask_about_copies()

    def _ask_about_copies(self) -> None:
        """One after the other; then what became of all files is told."""
        if not self._copies:
            self._ask_about_older()
            return
        path, package, refusal = self._copies.pop(0)

        def take(answer: Answer) -> None:
            self._take(path, package, answer)
            self._ask_about_copies()

        def leave() -> None:
            self._set_aside(path, refusal)
            self._ask_about_copies()

        ask_whose(self.window, path.name, package, take, leave)

    def _ask_about_older(self) -> None:
        if not self._older:
            self._tell()
            return
        path, package = self._older.pop(0)

        def take() -> None:
            self._take(path, package, again=True)
            self._ask_about_older()

        def leave() -> None:
            self._lines.append(f"{path.name}: {self.window.words('older than your plan: nothing changed')}")
            self._taken.append(package.manifest.plan)
            self._ask_about_older()

        ask_again(self.window, path.name, take, leave)

    def _tell(self) -> None:
        self.deleteLater()
        window, words = self.window, self.window.words
        if len(self.paths) == 1 and self._taken:
            window.open_plan(self._taken[0])
            window.statusBar().showMessage(self._lines[0], 8000)
            if self._merged and window.desk and window.desk.contradictions and window.desk.contradictions.open:
                window.show_conflicts()
            if self._noted:
                window.show_notes()
            ask_about_signers(window, self._signed)
            return
        if self._open_before and window.desk is None:
            window.open_plan(self._open_before)
        elif window.desk is None:
            window.show_start()
        if self._lines:
            title = words("Some files were not imported") if self._troubles else words("Files imported")
            tell(window, title, "\n\n".join(self._lines), words, "\n".join(self._lines), warn=bool(self._troubles))
        ask_about_signers(window, self._signed)


def ask_name(window: Shell) -> None:
    """Ask for a name and keep the plan as it is now under it."""
    desk, words = window.desk, window.words
    assert desk is not None
    ask_text(
        window,
        words,
        "version.name",
        words("Name this version"),
        words("Everything is already saved. A name helps you find this version again later."),
        words("Save"),
        partial(keep_version, window),
    )


def keep_version(window: Shell, name: str) -> None:
    """Keep the plan's state as a named version."""
    desk = window.desk
    if desk is None or not name.strip():
        return
    try:
        desk.session.save()
        window.office.library.keep_revision(desk.plan, "named", name=name.strip())
    except Refused as refusal:
        window.tell_refusal(window.words("The version was not saved"), refusal)
        return
    window.statusBar().showMessage(window.words("Version “{name}” saved", name=name.strip()), 6000)
