"""A workbook for colleagues without the program: of which part, in which language, and where it goes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFileDialog, QFormLayout, QProgressBar, QVBoxLayout

from localplan.app import worker
from localplan.app.exports import document_language, languages_of
from localplan.app.fill_in import WHOLE, Part, fill_in_payload, kept_state, parts_of
from localplan.app.sentences import sentence
from localplan.domain.values import Refused
from localplan.ui.desk import Desk
from localplan.ui.export import LOOK_AGAIN, file_name
from localplan.ui.labels import plain_label
from localplan.words import LANGUAGES, to_latin

if TYPE_CHECKING:
    from localplan.ui.shell import Shell


class FillInDialog(QDialog):
    """Asks, writes the workbook in the worker, and afterwards leads to it."""

    def __init__(self, window: Shell, desk: Desk) -> None:
        super().__init__(window)
        self.window_, self.desk, words = window, desk, desk.words
        self.setObjectName("fill_in")
        self.setWindowTitle(words("A workbook for colleagues"))
        self.setMinimumWidth(560)
        self.part = QComboBox()
        self.part.setObjectName("fill_in.part")
        self.part.setAccessibleName(words("Part of the plan"))
        self.part.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.part.setMinimumContentsLength(24)  # names of bodies are long
        self.part.addItem(words("The whole plan"), WHOLE)
        for part, name in parts_of(desk.plan, desk.methodology, words):
            self.part.addItem(name, part)
        self.language = QComboBox()
        self.language.setObjectName("fill_in.language")
        self.language.setAccessibleName(words("Language"))
        for tag in languages_of(desk.plan):
            self.language.addItem(LANGUAGES.get(tag, tag), tag)
        self.language.setCurrentIndex(max(self.language.findData(document_language(desk.plan)), 0))
        form = QFormLayout()
        form.addRow(words("Part of the plan"), self.part)
        form.addRow(words("Language"), self.language)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.message = plain_label("")
        self.buttons = QDialogButtonBox()
        self.write_button = self.buttons.addButton(words("Write…"), QDialogButtonBox.ButtonRole.ActionRole)
        self.write_button.setObjectName("fill_in.write")
        self.write_button.setProperty("role", "main")
        self.write_button.clicked.connect(self.ask_where)
        self.show_button = self.buttons.addButton(words("Show in folder"), QDialogButtonBox.ButtonRole.ActionRole)
        self.show_button.setObjectName("fill_in.show")
        self.close_button = self.buttons.addButton(words("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.rejected.connect(self.reject)
        told = words(
            "Your colleagues fill it in with Excel or LibreOffice and send it back. When you open it with “Open a "
            "file…”, you see every change before it goes into the plan."
        )
        layout = QVBoxLayout(self)
        layout.addWidget(plain_label(told))
        layout.addLayout(form)
        layout.addWidget(self.bar)
        layout.addWidget(self.message)
        layout.addWidget(self.buttons)
        for widget in (self.bar, self.message, self.show_button):
            widget.hide()
        self.path = Path()
        self.show_button.clicked.connect(lambda: window.show_folder(self.path))
        self._job: worker.Job | None = None
        self._clock = QTimer(self, interval=LOOK_AGAIN)
        self._clock.timeout.connect(self._look)

    def ask_where(self) -> None:
        """Where the workbook goes."""
        words, settings = self.desk.words, self.window_.settings
        folder = Path(settings.folders.get("export", str(Path.home())))
        dialog = QFileDialog(self, words("A workbook for colleagues"), str(folder / f"{self._name()}.xlsx"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.setNameFilters([words("Workbooks (*.xlsx)")])
        dialog.fileSelected.connect(lambda path: self.write(Path(path)))
        dialog.open()

    def _name(self) -> str:
        part: Part = self.part.currentData()
        name = file_name(self.desk.plan.root.code or "plan", self.language.currentData())
        about = part.section or to_latin(self.part.currentText().partition(": ")[2])
        plain = "".join(letter if letter.isalnum() else "-" for letter in about)[:40].strip("-")
        return f"{name}-{plain}" if plain else name

    def write(self, path: Path) -> None:
        """Write it; the state of the plan is kept, so that what comes back is compared with it."""
        desk, library = self.desk, self.window_.office.library
        self.path = path
        self.window_.settings.folders["export"] = str(path.parent)
        try:
            desk.finish_typing()
            desk.session.save()
            revision = kept_state(library, desk.plan)
        except Refused as refusal:
            self._say(sentence(refusal, desk.words), "error")
            return
        part, language = self.part.currentData(), self.language.currentData()
        payload = fill_in_payload(desk.plan, part, path, language, revision, desk.hidden)
        self._job = worker.start("fill_in", payload, writes=path)
        self.write_button.setEnabled(False)
        self.message.hide()
        self.bar.show()
        self._clock.start()

    def _look(self) -> None:
        job, words = self._job, self.desk.words
        if job is None or not job.done:
            return
        self._end()
        try:
            job.result()
        except Refused as refusal:
            self._say(sentence(refusal, words), "error")
            return
        self._say(words("Written: {path}", path=str(self.path)), "good")
        self.show_button.show()
        self.close_button.setText(words("Close"))

    def _end(self) -> None:
        self._clock.stop()
        self._job = None
        self.bar.hide()
        self.write_button.setEnabled(True)
        worker.warm()

    def _say(self, text: str, role: str) -> None:
        self.message.setText(text)
        self.message.setProperty("role", role)
        self.message.style().polish(self.message)
        self.message.show()

    def reject(self) -> None:
        """Cancel ends the writing; what stood there before is unharmed."""
        if self._job is not None:
            self._job.cancel()
            self._end()
        super().reject()
