"""The main window: what its menus do, and what is asked before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from localplan.app.settings import Settings
from localplan.data import data_dir
from localplan.ui.menus import Menus
from localplan.ui.shell import Shell
from localplan.ui.theme import dress
from localplan.words import words_for

if TYPE_CHECKING:
    from localplan.app.office import Office
    from localplan.app.plans import Facts
    from localplan.ui.find import Goal


class Window(Shell):
    """The shell with its menus, keys and dialogs."""

    def __init__(self, office: Office, settings: Settings, settings_file: Path) -> None:
        super().__init__(office, settings, settings_file)
        self.setAcceptDrops(True)
        self.state_changed.connect(lambda: self.menus.refresh())

    def build(self) -> None:
        """Everything that has words, menus included."""
        self.menus = Menus(self)
        super().build()
        self.start.new_plan.connect(self.ask_new_plan)
        self.start.open_file.connect(self.ask_file)
        self.start.learn.connect(self.learn)
        self.start.language.connect(self.set_language)
        self.start.delete_plan.connect(self.ask_delete)

    # going -----------------------------------------------------------------------------------------------------------

    def back(self) -> None:
        """Where one was before, as in a browser."""
        if self.work:
            self.work.back()

    def forth(self) -> None:
        """Where one came back from."""
        if self.work:
            self.work.forth()

    def next_finding(self) -> None:
        """F8: go through the findings one by one."""
        if self.work:
            self.pages.setCurrentWidget(self.work)
            self.work.next_finding()

    def ask_goal(self) -> None:
        """Ctrl+K: any step, page, field, element or command by its name."""
        from localplan.ui.find import FindDialog, go_search

        if self.desk:
            words = self.words
            hint, nothing = words("Type a part of a name"), words("No entry has this name.")
            dialog = FindDialog(words("Go to"), hint, nothing, go_search(self.desk, list(self.menus)), self)
            dialog.chosen.connect(self._reach)
            dialog.open()

    def ask_text(self) -> None:
        """Ctrl+F: any text of the plan."""
        from localplan.ui.find import FindDialog, text_search

        if self.desk:
            words, search = self.words, text_search(self.desk, self.office.library.search)
            self.desk.finish_typing()
            hint, nothing = words("Type a word of a text"), words("No text in the plan contains these words.")
            dialog = FindDialog(words("Find in the plan"), hint, nothing, search, self)
            dialog.chosen.connect(self._reach)
            dialog.open()

    def _reach(self, goal: Goal) -> None:
        if goal.place is not None:
            self.go_to(goal.place)
        elif goal.command is not None:
            goal.command.trigger()

    def undo(self) -> None:
        """Take back the last action."""
        if self.desk:
            self.attempt(self.words("This cannot be undone"), self.desk.undo)
            self.menus.refresh()

    def redo(self) -> None:
        """Do anew what was taken back last."""
        if self.desk:
            self.attempt(self.words("This cannot be redone"), self.desk.redo)
            self.menus.refresh()

    # asking ----------------------------------------------------------------------------------------------------------

    def ask_new_plan(self) -> None:
        """Ask what a new plan begins with."""
        from localplan.ui.new_plan import NewPlanDialog

        dialog = NewPlanDialog(self.office.methodology, self.words, self)
        dialog.made.connect(self.make_plan)
        dialog.practice.connect(self.practise)
        dialog.open()

    def make_plan(self, facts: Facts) -> None:
        """Make a plan and open it."""
        self.attempt(self.words("The plan was not created"), lambda: self.open_plan(self.office.make_plan(facts)))

    def ask_delete(self, plan_id: str, title: str) -> None:
        """Ask whether a plan is to be deleted."""
        from localplan.ui.deleting import ask_delete

        ask_delete(self, plan_id, title)

    def learn(self) -> None:
        """Open a practice copy of the draft sample."""
        from localplan.app.samples import DRAFT

        self.practise(DRAFT)

    def practise(self, sample: str) -> None:
        """Open a practice copy of a sample, ready to be changed."""
        make = self.office.make_practice_copy
        self.attempt(self.words("The sample cannot be opened"), lambda: self.open_plan(make(sample)))

    def ask_new_frame(self) -> None:
        """Ask for the title of a regional frame, make it and open it."""
        from localplan.ui.region.frame import ask_new_frame

        ask_new_frame(self)

    def ask_file(self) -> None:
        """Ask for a package to take in."""
        dialog = QFileDialog(self, self.words("Open a file…"), self.settings.folders.get("open", ""))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        kinds = (self.words("Plans and workbooks (*.lplan *.xlsx)"), self.words("All files (*)"))
        dialog.setNameFilters(kinds)
        dialog.filesSelected.connect(lambda paths: self.take_in([Path(p) for p in paths]))
        dialog.open()

    def take_in(self, paths: list[Path]) -> None:
        """Take packages and filled-in workbooks into the library; one that cannot be read is told, others go on."""
        if self.region.take_in(paths):
            return
        from localplan.app.workbook_back import is_workbook
        from localplan.ui.packages import TakingIn
        from localplan.ui.workbook_back import WorkbooksBack

        if paths:
            self.settings.folders["open"] = str(paths[0].parent)
        if packages := [path for path in paths if not is_workbook(path)]:
            TakingIn(self, packages)
        if workbooks := [path for path in paths if is_workbook(path)]:
            WorkbooksBack(self, workbooks)

    def ask_send(self) -> None:
        """Ask where the package of this plan goes."""
        from localplan.ui.send import ask_send

        if self.desk:
            ask_send(self)

    def ask_export(self) -> None:
        """Ask which documents are wanted and in which language."""
        from localplan.ui.export import ExportDialog

        if self.desk:
            self.desk.finish_typing()
            ExportDialog(self, self.desk).open()

    def ask_fill_in(self) -> None:
        """Ask for which colleagues a workbook is."""
        from localplan.ui.fill_in import FillInDialog

        if self.desk:
            self.desk.finish_typing()
            FillInDialog(self, self.desk).open()

    def ask_name(self) -> None:
        """Ask for the name of this version."""
        from localplan.ui.packages import ask_name

        if self.desk:
            ask_name(self)

    def show_key(self) -> None:
        """The key with which the person signs what is sent."""
        from localplan.ui.keys import show_key

        show_key(self)

    def show_backups(self) -> None:
        """Earlier states of the library, and getting plans back from them."""
        from localplan.ui.backups import show_backups

        show_backups(self)

    def show_about(self) -> None:
        """Versions, licence, where the data lies."""
        from localplan.ui.about import show_about

        show_about(self)

    # language and look -----------------------------------------------------------------------------------------------

    def set_language(self, tag: str) -> None:
        """Change the window's language at once; an open plan stays open where it is."""
        if tag == self.words.language:
            return
        self.settings.language = tag
        self.words = words_for(tag, data_dir("resources") / "locale")
        self.keep_settings()
        QTimer.singleShot(0, self._rebuild)

    def _rebuild(self) -> None:
        """Everything that has words is made anew."""
        shown = self.pages.currentWidget()
        if self.desk:
            self.desk.finish_typing()
        self.pages.removeWidget(self.start)
        self.start.deleteLater()
        self.drop_foot()
        self.build()
        if self.desk and shown is not None:
            self.pages.setCurrentWidget(shown)
        if self.opened:
            self.opened.refurnish()
        self.region.make_anew(shown is not None and shown is self.region.place)

    def set_theme(self, theme: str) -> None:
        """Light, dark or high contrast."""
        self.settings.theme = theme
        self._dress()

    def set_zoom(self, zoom: int) -> None:
        """The size of text in percent."""
        self.settings.zoom = min(max(zoom, 80), 200)
        self._dress()
        QTimer.singleShot(0, self._rebuild)  # titles and column widths follow the size of the text

    def _dress(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        dress(app, self.settings.theme, self.settings.zoom)
        self.keep_settings()

    # files -----------------------------------------------------------------------------------------------------------

    def come_forward(self, files: list[Path]) -> None:
        """A second start: show this window, and take in the files it was given."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()
        self.take_in(files)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped on the window."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Dropped packages are taken in."""
        self.take_in([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
