"""Taking in: a folder or files, by button or dropped; a row for each with what became of it; counts; a paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from localplan.app.region_plans import counts_said, file_row, files_table, intake_paper
from localplan.domain.values import Refused
from localplan.ui.labels import plain_label
from localplan.ui.region.run import IntakeRun
from localplan.ui.region.table_page import ShownPage

if TYPE_CHECKING:
    from localplan.app.intake_files import FileResult
    from localplan.ui.region.place import RegionPlace


class IntakePage(QWidget):
    """`ended` when an intake is over and the region is to be looked at anew."""

    opened = Signal(str, str)
    ended = Signal()

    def __init__(self, place: RegionPlace) -> None:
        super().__init__()
        self.place, words = place, place.words
        self.setObjectName("region.intake")
        self.setAcceptDrops(True)
        self.run: IntakeRun | None = None
        self._results: list[FileResult] = []
        self.table = ShownPage(files_table((), {}, words), words)
        self.table.title.setText(words("Incoming files"))
        self.table.opened.connect(self.opened)
        self.hint = plain_label(
            words(
                "Drop a folder or files here. Files that cannot be read are set aside with the reason; the others go "
                "on."
            ),
            "quiet",
        )
        self.counts = plain_label("")
        self.bar = QProgressBar()
        self.bar.setObjectName("region.bar")
        self.bar.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(14, 0, 14, 8)
        self.below = QHBoxLayout()
        foot.addLayout(self.below)
        for widget in (self.bar, self.counts, self.hint):
            foot.addWidget(widget)
        layout.addLayout(foot)
        self._buttons(self.table.head)

    def _buttons(self, row: QHBoxLayout) -> None:
        words = self.place.words
        self.folder = self._button("region.folder", words("Import a folder…"), self._ask_folder)
        self.files = self._button("region.files", words("Import files…"), self._ask_files)
        self.stop = self._button("region.stop", words("Stop"), self.end_soon)
        self.whose = self._button("region.whose", words("Whose plan is it?…"), self._ask_about_file)
        self.again = self._button("region.again", words("Import again…"), self._ask_about_file)
        self.decide = self._button("region.decide.file", words("Decide contradictions…"), self._ask_decisions)
        self.undo = self._button("region.undo", words("Undo…"), self._ask_undo)
        self.paper = self._button("region.paper", words("Print the report…"), self._print)
        for button in (self.folder, self.files, self.stop, self.paper):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.folder.setProperty("role", "main")
        for button in (self.whose, self.again, self.decide, self.undo):  # what can be done with the chosen file
            self.below.addWidget(button)
            button.hide()
        self.below.addStretch()
        self.table.view.selectionModel().currentChanged.connect(lambda *_: self._look_at_row())
        self._show_state()

    def _button(self, name: str, text: str, what: object) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.clicked.connect(what)
        return button

    # taking in -------------------------------------------------------------------------------------------------------

    def _ask_folder(self) -> None:
        self._ask(QFileDialog.FileMode.Directory)

    def _ask_files(self) -> None:
        self._ask(QFileDialog.FileMode.ExistingFiles)

    def _ask(self, mode: QFileDialog.FileMode) -> None:
        words, settings = self.place.words, self.place.host.settings
        dialog = QFileDialog(self, words("Incoming files"), settings.folders.get("intake", str(Path.home())))
        dialog.setFileMode(mode)
        dialog.filesSelected.connect(lambda paths: self.take_in([Path(path) for path in paths]))
        dialog.open()

    def take_in(self, paths: Sequence[Path]) -> None:
        """Begin; nothing while another intake runs."""
        if self.run is not None or not paths:
            return
        self.place.host.settings.folders["intake"] = str(paths[0] if paths[0].is_dir() else paths[0].parent)
        self._results = []
        self.table.show_table(files_table((), {}, self.place.words))
        self.table.title.setText(self.place.words("Incoming files"))
        self.counts.setText("")
        self.bar.setRange(0, 0)
        self.run = IntakeRun(self.place.library, paths, self)
        self.run.progressed.connect(self._show_progress)
        self.run.came.connect(self._show_results)
        self.run.ended.connect(self._end)
        self._show_state()

    def end_soon(self) -> None:
        """Stop after the files in hand."""
        if self.run is not None:
            self.run.stop()

    def _show_progress(self, done: int, of: int) -> None:
        self.bar.setRange(0, of)
        self.bar.setValue(done)

    def _show_results(self, results: list[FileResult]) -> None:
        self._results += results
        names = self.place.municipalities
        self.table.model.add([file_row(each, names, self.place.words) for each in results])

    def _end(self, refusal: Refused | None) -> None:
        run, self.run = self.run, None
        if refusal is not None:
            self.place.host.tell_refusal(self.place.words("The import has ended"), refusal)
        elif run is not None:
            self.counts.setText(counts_said(run.counts, self.place.words))
        self.table.fit()
        self._show_state()
        self._look_at_row()
        self.ended.emit()

    @property
    def chosen(self) -> FileResult | None:
        """What became of the file whose row is chosen."""
        at = self.table.source_row
        return self._results[at] if 0 <= at < len(self._results) else None

    def _look_at_row(self) -> None:
        verdict = self.chosen.verdict if self.chosen and self.run is None else ""
        self.decide.setVisible(bool(verdict and self.chosen and self.chosen.to_decide))
        self.whose.setVisible(verdict == "copied_plan")
        self.again.setVisible(verdict in ("older", "identical"))
        self.undo.setVisible(verdict in ("update", "reconcile"))

    def _ask_about_file(self) -> None:
        """A copied plan comes in once it is said whose it is; what came before, once somebody wants it again."""
        from localplan.ui.packages import TakingIn

        found = self.chosen
        if found is not None:
            TakingIn(self.place.host, [Path(found.path)])

    def _ask_decisions(self) -> None:
        """What the file and the plan here say differently is decided in the plan itself."""
        if self.chosen is not None:
            self.place.to_decide.emit(self.chosen.plan)

    def _ask_undo(self) -> None:
        """What an update or a merge brought is taken back in the plan itself."""
        if self.chosen is not None:
            self.place.to_undo.emit(self.chosen.plan)

    def _show_state(self) -> None:
        running = self.run is not None
        for button in (self.folder, self.files):
            button.setEnabled(not running and not self.place.library.read_only)
        self.stop.setVisible(running)
        self.bar.setVisible(running)
        self.paper.setEnabled(not running and bool(self._results))

    # paper -----------------------------------------------------------------------------------------------------------

    def _print(self) -> None:
        from localplan.ui.merge_papers import ask_paper

        words, place = self.place.words, self.place
        title = words("Import report")
        today, files = datetime.now().astimezone().date(), self.table.model.shown
        counts, person = self.counts.text(), place.library.author
        blocks = intake_paper(title, files, counts, place.missing, words, day=today, person=person)
        ask_paper(self, place.host, "intake-report", title, words, lambda: blocks)

    # dropping --------------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and folders may be dropped."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """What is dropped is taken in."""
        self.take_in([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()
