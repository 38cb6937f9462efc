"""Workbooks that colleagues filled in: what each would change, what is asked, and then the taking over."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QProgressDialog,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from localplan.app.reader import SHARE, look_at_files
from localplan.app.sentences import sentence
from localplan.app.workbook_back import (
    Answers,
    Imported,
    Question,
    Returned,
    answers_to,
    book_from,
    look_at_workbook,
    take_over,
)
from localplan.app.workbook_words import Told, question_text, told
from localplan.domain.values import Refused
from localplan.ui.background import in_background
from localplan.ui.export import LOOK_AGAIN
from localplan.ui.labels import plain_label
from localplan.ui.made_elsewhere import MadeElsewhereDialog
from localplan.ui.messages import tell
from localplan.words import text_in

if TYPE_CHECKING:
    from localplan.ui.shell import Shell


class WorkbooksBack(QObject):
    """Reads workbooks in a reader process, one dialog after the other."""

    def __init__(self, window: Shell, paths: list[Path]) -> None:
        super().__init__(window)
        self.window = window
        self._files = look_at_files(paths, "read_workbook", SHARE, 0.0)
        words = window.words
        self.bar = QProgressDialog(words("Reading the workbook…"), words("Cancel"), 0, 0, window)
        self.bar.setObjectName("workbook_back.reading")
        self.bar.setWindowModality(Qt.WindowModality.WindowModal)
        self.bar.setMinimumDuration(300)
        self.bar.canceled.connect(self._end)
        self._clock = QTimer(self, interval=LOOK_AGAIN)
        self._clock.timeout.connect(self._read_on)
        self._read_on()

    def _read_on(self) -> None:
        """The next workbook that is read; nothing while one is still being read."""
        self._clock.stop()
        try:
            read = next(self._files)
        except StopIteration:
            self._end()
            return
        if read is None:
            self._clock.start()
            return
        path, outcome = read
        if isinstance(outcome, Refused):
            self._refused(path, outcome)
        else:
            self._look(path, outcome)

    def _look(self, path: Path, outcome: Any) -> None:
        """What the workbook would change; the plan as it is on the screen is saved for that."""
        office = self.window.office

        def look() -> Returned:
            return look_at_workbook(office.library, path, book_from(outcome), office.methodology)

        if self.window.desk:
            self.window.attempt(self.window.words("Not everything is saved yet"), self.window.desk.finish_typing)
            self.window.attempt(self.window.words("Not everything is saved yet"), self.window.desk.session.save)
        in_background(self, look, partial(self._looked, path, outcome))

    def _looked(self, path: Path, outcome: Any, found: Returned | Refused) -> None:
        self.bar.reset()
        desk = self.window.desk
        if isinstance(found, Refused) and found.code == "workbook_not_ours" and desk and not desk.session.read_only:
            assistant = MadeElsewhereDialog(self.window, desk, path, book_from(outcome))
            assistant.finished.connect(lambda _: self._read_on())
            assistant.open()
            return
        if isinstance(found, Refused):
            self._refused(path, found)
            return
        dialog = WorkbookBackDialog(self.window, found)
        dialog.finished.connect(lambda _: self._read_on())
        dialog.open()

    def _refused(self, path: Path, refusal: Refused) -> None:
        self.bar.reset()
        words = self.window.words
        named = Refused(refusal.code, **{"file": path.name, **refusal.values})
        box = tell(self.window, words("The workbook was not imported"), sentence(named, words), words, str(named))
        box.finished.connect(lambda _: self._read_on())

    def _end(self) -> None:
        self._clock.stop()
        self._files.close()
        self.bar.deleteLater()
        self.deleteLater()


class WorkbookBackDialog(QDialog):
    """Counts, what changes, what was not understood, what is worth knowing, what is asked; then take over or not."""

    def __init__(self, window: Shell, returned: Returned) -> None:
        super().__init__(window)
        self.window_, self.returned, words = window, returned, window.words
        self.setObjectName("workbook_back")
        self.setWindowTitle(words("Returned workbook"))
        self.resize(min(820, int(window.width() * 0.92)), min(560, int(window.height() * 0.92)))
        self.counts = plain_label("")
        self.counts.setObjectName("workbook_back.counts")
        self.tabs = QTabWidget()
        self.tabs.setObjectName("workbook_back.tabs")
        self.changes = self._list("changes")
        self.questions = self._list("questions")
        self.asked = _under(
            plain_label(words("Anything you do not tick stays unchanged in the plan."), "quiet"), self.questions
        )
        self.problems = self._list("problems")
        self.notices = self._list("notices")
        self.buttons = QDialogButtonBox()
        self.take_button = self.buttons.addButton(words("Apply the changes"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.take_button.setObjectName("workbook_back.take")
        self.take_button.setProperty("role", "main")
        cancel = self.buttons.addButton(words("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setObjectName("workbook_back.cancel")
        self.buttons.accepted.connect(self.take)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(plain_label(self._about(), "heading"))
        layout.addWidget(self.counts)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.buttons)
        self._ask(returned.imported.questions)
        self._show(returned.imported)
        self.questions.itemChanged.connect(self._answered)

    def _about(self) -> str:
        words, returned = self.window_.words, self.returned
        root = returned.plan.root
        name = text_in(root.title, words.language, root.main_language) or root.code
        title = words("“{file}” for the plan “{plan}”", file=returned.path.name, plan=name)
        person = returned.book.person
        return words("{title}, saved by {person}", title=title, person=person) if person else title

    def _list(self, name: str) -> QListWidget:
        page = QListWidget()
        page.setObjectName(f"workbook_back.{name}")
        page.setWordWrap(True)
        page.setSpacing(2)
        page.setAlternatingRowColors(True)
        page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        page.setTextElideMode(Qt.TextElideMode.ElideNone)
        return page

    # showing ---------------------------------------------------------------------------------------------------------

    def _ask(self, questions: Iterable[Question]) -> None:
        methodology, words = self.window_.office.methodology, self.window_.words
        for question in questions:
            item = QListWidgetItem(question_text(question, self.returned, methodology, words))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setData(Qt.ItemDataRole.UserRole, question)
            self.questions.addItem(item)

    def _show(self, imported: Imported) -> None:
        found = told(self.returned, imported, self.window_.office.methodology, self.window_.words)
        self.counts.setText(" · ".join(f"{label}: {n}" for label, n in found.counts))
        changes = [f"{name}\n{what}" for name, what in found.differences]
        for page, lines in ((self.changes, changes), (self.problems, list(found.problems))):
            page.clear()
            page.addItems(lines)
        if not self.notices.count():
            self.notices.addItems(list(found.notices))
        self._show_tabs(found)
        nothing = self.returned.verdict == "identical" and not imported.edits
        self.take_button.setText(
            self.window_.words("Keep the file") if nothing else self.window_.words("Apply the changes")
        )

    def _show_tabs(self, found: Told) -> None:
        """The pages that have something to show, with how much it is; changes always."""
        words, current = self.window_.words, self.tabs.currentWidget()
        self.tabs.clear()
        if not found.differences:
            item = QListWidgetItem(words("Nothing in the plan changes."))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.changes.addItem(item)
        pages: list[tuple[QWidget, str, int]] = [
            (self.changes, words("What changes"), len(found.differences)),
            (self.asked, words("Questions for you"), self.questions.count()),
            (self.problems, words("Not understood"), len(found.problems)),
            (self.notices, words("Good to know"), len(found.notices)),
        ]
        for page, title, count in pages:
            if count or page is self.changes:
                self.tabs.addTab(page, f"{title} ({count})" if count else title)
                (self.questions if page is self.asked else page).setAccessibleName(title)
        if current is not None and self.tabs.indexOf(current) >= 0:
            self.tabs.setCurrentWidget(current)

    # answering -------------------------------------------------------------------------------------------------------

    @property
    def answers(self) -> Answers:
        """What was ticked."""
        items = [self.questions.item(row) for row in range(self.questions.count())]
        ticked = [item for item in items if item.checkState() == Qt.CheckState.Checked]
        asked = [item.data(Qt.ItemDataRole.UserRole) for item in ticked]
        return answers_to(asked, remove_missing=True, take_order=True)

    def _answered(self) -> None:
        returned, office = self.returned, self.window_.office
        look = partial(look_at_workbook, office.library, returned.path, returned.book, office.methodology, self.answers)
        in_background(self, look, self._looked_again)

    def _looked_again(self, found: Returned | Refused) -> None:
        if isinstance(found, Refused):
            self.window_.tell_refusal(self.window_.words("The workbook was not imported"), found)
        else:
            self._show(found.imported)

    # taking over -----------------------------------------------------------------------------------------------------

    def take(self) -> None:
        """Bring it into the plan as one action; the plan is shown anew, with its contradictions if there are some."""
        window, words, answers = self.window_, self.window_.words, self.answers
        id = self.returned.plan.id
        if window.desk and window.desk.plan.id == id and not window.close_plan():
            return
        try:
            imported = take_over(window.office.library, self.returned, window.office.methodology, answers)
        except Refused as refusal:
            window.tell_refusal(words("The workbook was not imported"), refusal)
            return
        self.accept()
        window.open_plan(id)
        message = (
            words("The changes from the workbook were applied. You can undo them.")
            if imported.edits
            else words("No changes.")
        )
        window.statusBar().showMessage(message, 8000)
        if imported.conflicts:
            window.show_conflicts()


def _under(label: QWidget, page: QWidget) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.addWidget(label)
    layout.addWidget(page, 1)
    return holder
