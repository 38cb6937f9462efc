"""Export: which documents, in which language, and a bar while they are made in another process."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from localplan.app import worker
from localplan.app.converted import worth_a_look
from localplan.app.exports import document_language, export_payload
from localplan.app.fill_in import kept_state
from localplan.app.papers import offers
from localplan.app.sentences import sentence
from localplan.domain.history import Revision
from localplan.domain.values import Refused
from localplan.ui.desk import Desk
from localplan.ui.labels import plain_label
from localplan.ui.paper_list import PaperList
from localplan.words import LANGUAGES, to_latin

if TYPE_CHECKING:
    from localplan.ui.shell import Shell

SUFFIXES = {"pdf": ".pdf", "word": ".docx", "excel": ".xlsx"}
LOOK_AGAIN = 80  # ms between two looks at the worker
MOST_WORDS = 20  # of those worth a look


class ExportDialog(QDialog):
    """Asks, starts the job, shows how far it is, and afterwards the ways to the files."""

    def __init__(self, window: Shell, desk: Desk) -> None:
        super().__init__(window)
        self.window_, self.desk, words = window, desk, desk.words
        self.setObjectName("export")
        self.setWindowTitle(words("Export"))
        self.setMinimumWidth(680)
        self.plan = desk.plan
        self._job: worker.Job | None = None
        self._files: dict[str, Path] = {}
        self.kinds = {
            "pdf": QCheckBox(words("Official document (PDF)")),
            "word": QCheckBox(words("Official document to edit and sign (Word)")),
            "excel": QCheckBox(words("Official tables (Excel)")),
        }
        for kind, box in self.kinds.items():
            box.setObjectName(f"export.{kind}")
            box.setChecked(kind != "word")
        self.papers = PaperList(offers(self.plan, desk.methodology, words, desk.today()), words)
        self.paper_kind = self._paper_kinds()
        self.language = self._languages()
        self.folder = QLineEdit(window.settings.folders.get("export", str(Path.home())))
        self.folder.setObjectName("export.folder")
        self.folder.setAccessibleName(words("Folder"))
        browse = QPushButton(words("Choose…"))
        browse.clicked.connect(self._browse)
        row = QHBoxLayout()
        row.addWidget(self.folder, 1)
        row.addWidget(browse)
        form = QFormLayout()
        form.addRow(words("The plan itself"), _column(list(self.kinds.values())))
        form.addRow(words("Letters and other papers"), self.papers)
        form.addRow(words("Format of the papers"), self.paper_kind)
        form.addRow(words("Language"), self.language)
        form.addRow(words("Folder"), row)
        self.bar = QProgressBar()
        self.bar.setObjectName("export.bar")
        self.message = plain_label("")
        self.buttons = QDialogButtonBox()
        self.start_button = self.buttons.addButton(words("Export"), QDialogButtonBox.ButtonRole.ActionRole)
        self.start_button.setObjectName("export.start")
        self.start_button.setProperty("role", "main")
        self.cancel_button = self.buttons.addButton(words("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.cancel_button.setObjectName("export.cancel")
        self.open_button = self.buttons.addButton(words("Open"), QDialogButtonBox.ButtonRole.ActionRole)
        self.show_button = self.buttons.addButton(words("Show in folder"), QDialogButtonBox.ButtonRole.ActionRole)
        self.start_button.clicked.connect(self.start)
        self.buttons.rejected.connect(self.reject)
        self.open_button.clicked.connect(self._open)
        self.show_button.clicked.connect(self._show_folder)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.bar)
        layout.addWidget(self.message)
        layout.addWidget(self.buttons)
        for widget in (self.bar, self.message, self.open_button, self.show_button):
            widget.hide()
        self._clock = QTimer(self, interval=LOOK_AGAIN)
        self._clock.timeout.connect(self._look)

    def _paper_kinds(self) -> QComboBox:
        box, words = QComboBox(), self.desk.words
        box.setObjectName("export.paper_kind")
        box.setAccessibleName(words("Format of the papers"))
        box.addItem(words("Word, to edit and sign"), ".docx")
        box.addItem(words("PDF, to print and send"), ".pdf")
        return box

    def _languages(self) -> QComboBox:
        box = QComboBox()
        box.setObjectName("export.language")
        box.setAccessibleName(self.desk.words("Language"))
        for tag in dict.fromkeys((*self.desk.languages, *LANGUAGES)):
            box.addItem(LANGUAGES.get(tag, tag), tag)
        box.setCurrentIndex(max(box.findData(document_language(self.plan)), 0))
        return box

    def _browse(self) -> None:
        dialog = QFileDialog(self, self.desk.words("Folder"), self.folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.open()

    def start(self) -> None:
        """Begin the export in the worker."""
        words, folder = self.desk.words, Path(self.folder.text().strip() or ".")
        wanted = [kind for kind, box in self.kinds.items() if box.isChecked()]
        chosen = self.papers.chosen
        if not wanted and not chosen:
            self._say(words("Please choose at least one document."), "error")
            return
        self.window_.settings.folders["export"] = str(folder)
        language = self.language.currentData()
        name = file_name(self.plan.root.code or "plan", language)
        files = {kind: folder / f"{name}{SUFFIXES[kind]}" for kind in wanted}
        ending = self.paper_kind.currentData()
        papers = {code: folder / f"{name}-{code.replace(':', '-')}{ending}" for code in chosen}
        self._files = {**files, **papers}
        try:
            revision = self._kept_state() if "excel" in wanted else None
        except Refused as refusal:
            self._say(sentence(refusal, words), "error")
            return
        about: dict[str, Any] = {"papers": papers, "today": self.desk.today(), "hidden": self.desk.hidden, **files}
        payload = export_payload(self.plan, language, revision, **about)
        self._job = worker.start("export", payload)
        self.start_button.setEnabled(False)
        self.message.hide()
        self.bar.setRange(0, 0)
        self.bar.show()
        self._clock.start()

    def _kept_state(self) -> Revision | None:
        """The state of the plan, kept so that a workbook that comes back is compared with it."""
        self.desk.session.save()
        return kept_state(self.window_.office.library, self.plan)

    def _look(self) -> None:
        job = self._job
        if job is None:
            return
        done, of = job.progress
        if of:
            self.bar.setRange(0, of)
            self.bar.setValue(done)
        if not job.done:
            return
        self._clock.stop()
        self._job = None
        self.bar.hide()
        self.start_button.setEnabled(True)
        worker.warm()
        try:
            result = job.result()
        except Refused as refusal:
            self._say(sentence(refusal, self.desk.words), "error")
            return
        self._tell_done(result["pages"])

    def _tell_done(self, pages: int) -> None:
        words = self.desk.words
        lines = [str(path) for path in self._files.values()]
        if pages:
            lines.append(words.plural("The document has {n} page.", "The document has {n} pages.", pages))
        if unsure := worth_a_look(self.desk.plan, self.language.currentData()):
            named = ", ".join(unsure[:MOST_WORDS])
            lines.append(words("Put into Cyrillic by the program; look at: {words}", words=named))
        self._say(words("Written:") + "\n" + "\n".join(lines), "good")
        self.open_button.show()
        self.show_button.show()
        self.cancel_button.setText(words("Close"))

    def _say(self, text: str, role: str) -> None:
        self.message.setText(text)
        self.message.setProperty("role", role)
        self.message.style().polish(self.message)
        self.message.show()

    def _open(self) -> None:
        for path in self._files.values():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _show_folder(self) -> None:
        self.window_.show_folder(next(iter(self._files.values())))

    def reject(self) -> None:
        """Cancel ends the job at once; the files that stood there before are unharmed."""
        if self._job is not None:
            self._clock.stop()
            self._job.cancel()
            self._job = None
            worker.warm()
        super().reject()


def file_name(code: str, language: str) -> str:
    """A file name for a plan's document: letters, digits and signs that every system takes."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in to_latin(code))
    return f"{plain}-{language}"


def _column(widgets: list[QCheckBox]) -> QWidget:
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        layout.addWidget(widget)
    return box
