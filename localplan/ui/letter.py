"""The letter that asks a question: to whom it goes, in which language, and where the file is put."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QVBoxLayout, QWidget

from localplan.app.exports import document_language
from localplan.app.papers import letter_for, write_letter
from localplan.app.sentences import sentence
from localplan.data import data_dir
from localplan.domain.values import Refused
from localplan.ui.background import in_background
from localplan.ui.desk import Desk
from localplan.ui.file_kinds import offer_papers
from localplan.ui.labels import plain_label
from localplan.words import words_for

if TYPE_CHECKING:
    from localplan.ui.host import Host


class LetterDialog(QDialog):
    """Says what the letter is, asks where it goes, writes it and opens it."""

    def __init__(self, desk: Desk, question: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk, self.question, words = desk, question, desk.words
        self.setObjectName("letter")
        self.setWindowTitle(words("Letter: request for data"))
        self.setMinimumWidth(460)
        self.file: Path | None = None
        spoken = words_for(document_language(desk.plan), data_dir("resources") / "locale")
        letter = letter_for(desk.plan, question, desk.methodology, spoken, desk.today(), desk.hidden)
        self.told = plain_label("")
        layout = QVBoxLayout(self)
        if letter is not None:
            layout.addWidget(plain_label(letter.subject, "heading"))
            layout.addWidget(plain_label(words("To: {body}", body=letter.to.replace("\n", ", "))))
        layout.addWidget(
            plain_label(
                words(
                    "A letter to sign and send, as Word file or PDF. "
                    "When the answer comes, write it here with its source."
                )
            )
        )
        layout.addWidget(self.told)
        layout.addWidget(self._buttons())
        self.told.hide()

    def _buttons(self) -> QDialogButtonBox:
        words, self.buttons = self.desk.words, QDialogButtonBox()
        self.save = self.buttons.addButton(words("Save the letter…"), QDialogButtonBox.ButtonRole.ActionRole)
        self.save.setObjectName("letter.save")
        self.save.setProperty("role", "main")
        self.open_file = self.buttons.addButton(words("Open"), QDialogButtonBox.ButtonRole.ActionRole)
        self.open_file.hide()
        self.buttons.addButton(words("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        self.save.clicked.connect(self._ask_where)
        self.open_file.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.file))))
        self.buttons.rejected.connect(self.reject)
        return self.buttons

    def _folders(self) -> dict[str, str]:
        parent = cast(QWidget, self.parent())
        return cast("Host", parent.window()).settings.folders

    def _ask_where(self) -> None:
        start = Path(self._folders().get("export", str(Path.home()))) / f"letter-{self.question}.docx"
        dialog = QFileDialog(self, self.desk.words("Save the letter"), str(start))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        offer_papers(dialog, self.desk.words, "docx")
        dialog.fileSelected.connect(lambda path: self.write(Path(path)))
        dialog.open()

    def write(self, path: Path) -> None:
        """Write the letter; what keeps it from being written is told."""
        plan, question, today, hidden = self.desk.plan, self.question, self.desk.today(), self.desk.hidden
        self._folders()["export"] = str(path.parent)
        self.save.setEnabled(False)

        language = document_language(plan)
        in_background(
            self,
            lambda: write_letter(plan, question, path, language, today, hidden),
            lambda found: self._tell(path, found),
        )

    def _tell(self, path: Path, found: object) -> None:
        words = self.desk.words
        if isinstance(found, Refused):
            self.told.setText(sentence(found, words))
        else:
            self.file = path
            self.told.setText(words("Saved: {file}", file=path.name))
        self.save.setEnabled(True)
        self.open_file.setVisible(self.file is not None)
        self.told.show()
