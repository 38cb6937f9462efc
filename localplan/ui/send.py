"""Sending a plan: to whom, which decides what leaves the house, then where, then the package with its previews."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QProgressDialog,
    QRadioButton,
    QVBoxLayout,
)

from localplan.app import worker
from localplan.app.editions import edition_in_library
from localplan.app.exports import document_language, export_payload
from localplan.app.received import revision_of
from localplan.app.sending import package_from, repacked, sent_revision
from localplan.domain.values import Refused
from localplan.ui.background import in_background
from localplan.ui.export import LOOK_AGAIN, file_name
from localplan.ui.keys import has_key, with_signer
from localplan.ui.labels import plain_label
from localplan.words import phrase

if TYPE_CHECKING:
    from localplan.app.plans import Package, Unlocked
    from localplan.ui.shell import Shell

TO = {
    "full": (
        phrase("A colleague"),
        phrase("The whole plan for further work, with contacts, notes and history."),
    ),
    "coordinator": (
        phrase("The region"),
        phrase("The plan, notes and attached files; without e-mail addresses and telephone numbers, without history."),
    ),
    "training": (
        phrase("A training group"),
        phrase("The plan without names of people, notes and attached files."),
    ),
    "public": (
        phrase("The public"),
        phrase(
            "Only what the public may read: no names and no notes. Counts of one to four people, and figures that "
            "would reveal them, are left out."
        ),
    ),
}
"""Who may be the receiver of which edition, and what it holds."""


class SendDialog(QDialog):
    """To whom the plan goes, and whether it is signed."""

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self.window_, words = window, window.words
        self.setObjectName("send")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words("Send the plan"))
        self.setMinimumWidth(520)
        layout = QVBoxLayout(self)
        layout.addWidget(plain_label(words("Who is it for?"), "heading"))
        self.choices: dict[str, QRadioButton] = {}
        for edition, (receiver, holds) in TO.items():
            button = QRadioButton(words(receiver))
            button.setObjectName(f"send.to.{edition}")
            button.setAccessibleDescription(words(holds))
            note = plain_label(words(holds), "quiet")
            note.setContentsMargins(26, 0, 0, 8)
            self.choices[edition] = button
            layout.addWidget(button)
            layout.addWidget(note)
        self.choices["full"].setChecked(True)
        self.sign = QCheckBox(words("Sign with my key"))
        self.sign.setObjectName("send.sign")
        self.sign.setChecked(has_key(window))
        self.sign.setVisible(has_key(window))
        layout.addWidget(self.sign)
        layout.addStretch()
        buttons = QDialogButtonBox()
        on = buttons.addButton(words("Choose where…"), QDialogButtonBox.ButtonRole.AcceptRole)
        on.setObjectName("send.where")
        on.setProperty("role", "main")
        buttons.addButton(words("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    @property
    def edition(self) -> str:
        """What was chosen."""
        return next(edition for edition, button in self.choices.items() if button.isChecked())


class Sending(QObject):
    """Cuts the edition in a thread, makes the previews in the export worker, then writes the package.

    Ends itself when done or cancelled.
    """

    done = Signal()

    def __init__(
        self, window: Shell, plan_id: str, path: Path, edition: str = "full", signer: Unlocked | None = None
    ) -> None:
        super().__init__(window)
        self.window, self.path, self._signer = window, path, signer
        self._package: Package | None = None
        self._job: worker.Job | None = None
        words = window.words
        self.bar = QProgressDialog(words("Writing the package…"), words("Cancel"), 0, 0, window)
        self.bar.setMinimumDuration(300)
        self.bar.canceled.connect(self._cancel)
        self._clock = QTimer(self, interval=LOOK_AGAIN)
        self._clock.timeout.connect(self._look)
        self._cancelled = False
        in_background(self, partial(_edition, window, plan_id, edition), self._begin)

    def _begin(self, found: Package | Refused) -> None:
        if self._cancelled:
            return
        if isinstance(found, Refused):
            self._refuse(found)
            return
        self._package = found
        payload = export_payload(found.plan, document_language(found.plan), revision_of(found), hidden=found.hidden)
        self._job = worker.start("previews", payload)
        self._clock.start()

    def _cancel(self) -> None:
        self._cancelled = True
        self._clock.stop()
        if self._job is not None:
            self._job.cancel()
            worker.warm()
        self.done.emit()

    def _look(self) -> None:
        if self._job is None or self._package is None or not self._job.done:
            return
        self._clock.stop()
        self.bar.reset()
        worker.warm()
        try:
            repacked(self._package, self.path, self._job.result(), self._signer)
        except Refused as refusal:
            self._refuse(refusal)
            return
        written = self.window.words("Package written: {path}", path=str(self.path))
        self.window.statusBar().showMessage(written, 10_000)
        self.done.emit()

    def _refuse(self, refusal: Refused) -> None:
        self.bar.reset()
        self.window.tell_refusal(self.window.words("The package was not written"), refusal)
        self.done.emit()


def _edition(window: Shell, plan_id: str, edition: str) -> Package:
    library = window.office.library
    plan, revision = sent_revision(library, plan_id)
    package = package_from(library, plan, revision, {})
    if edition == "full":
        return package
    return edition_in_library(library, package, edition, window.office.methodology_of(plan))


def ask_send(window: Shell) -> None:
    """Ask to whom the plan goes and where, then write it."""
    dialog = SendDialog(window)
    dialog.accepted.connect(lambda: _ask_where(window, dialog.edition, sign=dialog.sign.isChecked()))
    dialog.open()


def _ask_where(window: Shell, edition: str, *, sign: bool) -> None:
    desk, words = window.desk, window.words
    assert desk is not None
    desk.session.settle()
    name = file_name(desk.plan.root.code or "plan", document_language(desk.plan))
    name += "" if edition == "full" else f"-{edition}"
    start = Path(window.settings.folders.get("send", str(Path.home()))) / f"{name}.lplan"
    dialog = QFileDialog(window, words("Send the plan as a package"), str(start))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("lplan")
    dialog.setNameFilters([words("Plans (*.lplan)")])
    dialog.fileSelected.connect(lambda path: _signed(window, Path(path), edition, sign=sign))
    dialog.open()


def _signed(window: Shell, path: Path, edition: str, *, sign: bool) -> None:
    if sign:
        with_signer(window, lambda signer: send(window, path, edition, signer))
    else:
        send(window, path, edition)


def send(window: Shell, path: Path, edition: str = "full", signer: Unlocked | None = None) -> Sending:
    """Write an edition of the open plan's package to a path, with previews."""
    window.settings.folders["send"] = str(path.parent)
    assert window.desk is not None
    return Sending(window, window.desk.plan.id, path, edition, signer)
