"""Packages in the window: taking files in, sending a plan, naming a version."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QInputDialog, QProgressDialog

from localplan.app import worker
from localplan.app.exports import document_language, export_payload
from localplan.app.plans import sent_revision, write_sent
from localplan.app.plans import take_in as take_in_package
from localplan.app.sentences import sentence
from localplan.domain.values import Refused
from localplan.ui.export import LOOK_AGAIN, file_name
from localplan.ui.messages import tell

if TYPE_CHECKING:
    from localplan.ui.window import Window


def take_in(window: Window, paths: list[Path]) -> None:
    """Read the files in a reader process, take each into the library, and say what became of them."""
    from localplan.app.reader import read_packages

    words = window.words
    lines: list[str] = []
    opened = ""
    troubles = 0
    for path, outcome in read_packages(paths):
        try:
            if isinstance(outcome, Refused):
                raise outcome
            verdict = take_in_package(window.office.library, outcome)
        except Refused as refusal:
            troubles += 1
            lines.append(f"{path.name}: {sentence(refusal, words)}")
            continue
        told = {
            "new": words("taken in as a new plan"),
            "update": words("newer than yours: your plan has been brought up to date; undo takes it back"),
            "identical": words("nothing new"),
            "older": words("older than your plan: nothing changed"),
        }
        lines.append(f"{path.name}: {told[verdict]}")
        opened = outcome.plan.id
    if opened and not troubles and len(paths) == 1:
        window.open_plan(opened)
        window.statusBar().showMessage(lines[0], 8000)
        return
    if window.desk is None:
        window.show_start()
    title = words("Some files were not taken in") if troubles else words("Files taken in")
    tell(window, title, "\n\n".join(lines), words, "\n".join(lines), warn=bool(troubles))


class Sending(QObject):
    """Makes the previews in the export worker, then writes the package; ends itself when done or cancelled."""

    done = Signal()

    def __init__(self, window: Window, plan_id: str, path: Path) -> None:
        super().__init__(window)
        self.window, self.path = window, path
        self.plan, self.revision = sent_revision(window.office.library, plan_id)
        language = document_language(self.plan)
        self._job = worker.start("previews", export_payload(self.plan, language, self.revision))
        words = window.words
        self.bar = QProgressDialog(words("Writing the package…"), words("Cancel"), 0, 0, window)
        self.bar.setMinimumDuration(300)
        self.bar.canceled.connect(self._cancel)
        self._clock = QTimer(self, interval=LOOK_AGAIN)
        self._clock.timeout.connect(self._look)
        self._clock.start()

    def _cancel(self) -> None:
        self._clock.stop()
        self._job.cancel()
        worker.warm()
        self.done.emit()

    def _look(self) -> None:
        if not self._job.done:
            return
        self._clock.stop()
        self.bar.reset()
        worker.warm()
        window, words = self.window, self.window.words
        try:
            write_sent(window.office.library, self.plan, self.revision, self.path, self._job.result())
        except Refused as refusal:
            window.tell_refusal(words("The package was not written"), refusal)
        else:
            window.statusBar().showMessage(words("Package written: {path}", path=str(self.path)), 10_000)
        self.done.emit()


def ask_send(window: Window) -> None:
    """Ask where the package goes, then write it."""
    desk, words = window.desk, window.words
    assert desk is not None
    desk.session.settle()
    name = file_name(desk.plan.root.code or "plan", document_language(desk.plan))
    start = Path(window.settings.folders.get("send", str(Path.home()))) / f"{name}.lplan"
    dialog = QFileDialog(window, words("Send the plan as a package"), str(start))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("lplan")
    dialog.setNameFilters([words("Plans (*.lplan)")])
    dialog.fileSelected.connect(lambda path: send(window, Path(path)))
    dialog.open()


def send(window: Window, path: Path) -> Sending | None:
    """Write the open plan's package to a path, with previews."""
    window.settings.folders["send"] = str(path.parent)
    assert window.desk is not None
    try:
        return Sending(window, window.desk.plan.id, path)
    except Refused as refusal:
        window.tell_refusal(window.words("The package was not written"), refusal)
        return None


def ask_name(window: Window) -> None:
    """Ask for a name and keep the plan as it is now under it."""
    desk, words = window.desk, window.words
    assert desk is not None
    dialog = QInputDialog(window)
    dialog.setWindowTitle(words("Name this version"))
    dialog.setLabelText(words("Everything is saved already. A name helps to find this state again."))
    dialog.setOkButtonText(words("Keep"))
    dialog.setCancelButtonText(words("Cancel"))
    dialog.textValueSelected.connect(lambda name: keep_version(window, name))
    dialog.open()


def keep_version(window: Window, name: str) -> None:
    """Keep the plan's state as a named version."""
    desk = window.desk
    if desk is None or not name.strip():
        return
    try:
        desk.session.save()
        window.office.library.keep_revision(desk.plan, "named", name=name.strip())
    except Refused as refusal:
        window.tell_refusal(window.words("The version was not kept"), refusal)
        return
    window.statusBar().showMessage(window.words("Version “{name}” kept", name=name.strip()), 6000)
