"""The main window: start page, hub and working view, and what is true everywhere: undo, saving, language, messages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDesktopServices, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFrame,
    QLabel,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
)

from localplan.app.recent import recent_plans
from localplan.app.settings import Settings, write_settings
from localplan.data import data_dir
from localplan.ui.background import in_background, wait_for_background
from localplan.ui.labels import plain_label
from localplan.ui.messages import tell
from localplan.ui.qt_words import speak_like
from localplan.ui.start import StartPage
from localplan.ui.theme import dress
from localplan.words import LANGUAGES, Words, words_for

if TYPE_CHECKING:
    from localplan.app.office import Office
    from localplan.app.plans import Facts
    from localplan.domain.values import Refused
    from localplan.ui.desk import Desk, Place
    from localplan.ui.hub import HubPage
    from localplan.ui.work import WorkView


BACKUP_EVERY = 30 * 60 * 1000  # ms


class Window(QMainWindow):
    """One window, one library, at most one open plan."""

    _told = Signal(object)  # why a write failed, from the writer's thread; None when writing goes well again

    def __init__(self, office: Office, settings: Settings, settings_file: Path) -> None:
        super().__init__()
        self.office, self.settings, self._settings_file = office, settings, settings_file
        self.words: Words = words_for(settings.language or "en", data_dir("resources") / "locale")
        self.desk: Desk | None = None
        self.hub: HubPage | None = None
        self.work: WorkView | None = None
        self.setObjectName("window")
        self.setAcceptDrops(True)
        self.resize(1280, 720)
        if settings.geometry:
            self.restoreGeometry(QByteArray.fromBase64(settings.geometry.encode()))
        self._frame = QFrame()
        self.pages = QStackedWidget()
        layout = QVBoxLayout(self._frame)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._notice = plain_label("", "error")
        self._notice.setContentsMargins(14, 6, 14, 6)
        self._notice.hide()
        layout.addWidget(self._notice)
        layout.addWidget(self.pages, 1)
        self.setCentralWidget(self._frame)
        self._backup_clock = QTimer(self, interval=BACKUP_EVERY)
        self._backup_clock.timeout.connect(self._back_up)
        self._backup_clock.start()
        self._told.connect(self._saving_told)
        self._build()

    # building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        """Make everything that has words; called again when the language changes."""
        words = self.words
        speak_like(words)
        self.setWindowTitle("localplan")
        for menu in self.menuBar().findChildren(QMenu):
            menu.deleteLater()
        self.menuBar().clear()
        self.start = StartPage(words)
        self.start.open_plan.connect(self.open_plan)
        self.start.new_plan.connect(self.ask_new_plan)
        self.start.open_file.connect(self.ask_file)
        self.start.learn.connect(self.learn)
        self.start.language.connect(self.set_language)
        self.start.show_folder.connect(lambda: self.show_folder(self.office.path))
        self.pages.addWidget(self.start)
        self._saved = QLabel("")
        self._saved.setObjectName("saved")
        self.statusBar().addPermanentWidget(self._saved)
        self._training = plain_label("", "practice", wrap=False)
        self.statusBar().addWidget(self._training)
        self._make_menus()
        self.show_start()

    def _make_menus(self) -> None:
        words = self.words
        plan = self.menuBar().addMenu(words("Plan"))
        self._act(plan, words("New plan"), "Ctrl+N", self.ask_new_plan)
        self._act(plan, words("Open a package"), "Ctrl+O", self.ask_file)
        self.send_action = self._act(plan, words("Send…"), "Ctrl+Shift+S", self.ask_send)
        self.export_action = self._act(plan, words("Export…"), "Ctrl+E", self.ask_export)
        self.name_action = self._act(plan, words("Name this version…"), "Ctrl+S", self.ask_name)
        plan.addSeparator()
        self.start_action = self._act(plan, words("All plans"), "Ctrl+W", self.close_plan)
        self._act(plan, words("Quit"), "Ctrl+Q", self.close)
        edit = self.menuBar().addMenu(words("Edit"))
        self.undo_action = self._act(edit, words("Undo"), "Ctrl+Z", self._undo)
        self.redo_action = self._act(edit, words("Redo"), "Ctrl+Y", self._redo)
        self.redo_action.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        go = self.menuBar().addMenu(words("Go"))
        self.hub_action = self._act(go, words("Overview of the plan"), "Ctrl+Home", self.show_hub)
        self.back_action = self._act(go, words("Back"), "Alt+Left", self._back)
        self.forth_action = self._act(go, words("Forward"), "Alt+Right", self._forth)
        self.finding_action = self._act(go, words("Next finding"), "F8", self._next_finding)
        look = self.menuBar().addMenu(words("View"))
        for code, name in {"light": words("Light"), "dark": words("Dark"), "contrast": words("High contrast")}.items():
            self._act(look, name, "", partial(self.set_theme, code))
        look.addSeparator()
        self._act(look, words("Larger text"), "Ctrl++", lambda: self.set_zoom(self.settings.zoom + 10))
        self._act(look, words("Smaller text"), "Ctrl+-", lambda: self.set_zoom(self.settings.zoom - 10))
        self._act(look, words("Usual text size"), "Ctrl+0", lambda: self.set_zoom(100))
        tongues = look.addMenu(words("Language of the window"))
        for tag, name in LANGUAGES.items():
            self._act(tongues, name, "", partial(self.set_language, tag))
        help_menu = self.menuBar().addMenu(words("Help"))
        self._act(help_menu, words("About localplan"), "", self.show_about)
        self._refresh_actions()

    def _act(self, menu: QMenu, text: str, keys: str, what: Callable[[], object]) -> QAction:
        action = QAction(text, menu)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _=False: what())
        menu.addAction(action)
        return action

    def _refresh_actions(self) -> None:
        words, session = self.words, self.desk.session if self.desk else None
        undo = session.undo_label if session else ""
        redo = session.redo_label if session else ""
        self.undo_action.setText(words("Undo: {what}", what=undo) if undo else words("Undo"))
        self.redo_action.setText(words("Redo: {what}", what=redo) if redo else words("Redo"))
        self.undo_action.setEnabled(bool(session and session.can_undo))
        self.redo_action.setEnabled(bool(session and session.can_redo))
        for action in (
            self.send_action,
            self.export_action,
            self.name_action,
            self.start_action,
            self.hub_action,
            self.back_action,
            self.forth_action,
            self.finding_action,
        ):
            action.setEnabled(session is not None)

    # plans -----------------------------------------------------------------------------------------------------------

    def show_start(self) -> None:
        """The start page, its list read anew."""
        plans, trouble = recent_plans(self.office.path, self.words)
        self.start.show_plans(plans, str(self.office.path), self._sentence_for(trouble))
        self.pages.setCurrentWidget(self.start)

    def _sentence_for(self, trouble: str) -> str:
        if not trouble:
            return ""
        from localplan.app.sentences import sentence
        from localplan.domain.values import Refused

        return sentence(Refused(trouble, path=str(self.office.path)), self.words)

    def open_plan(self, plan_id: str) -> bool:
        """Open a plan at the place where it was left; False when it cannot be opened."""
        from localplan.domain.values import Refused
        from localplan.ui.desk import Desk

        if not self.close_plan():
            return False
        try:
            session = self.office.open_session(plan_id)
        except Refused as refusal:
            self.tell_refusal(self.words("The plan cannot be opened"), refusal)
            return False
        self.office.library.listen(self._told.emit)
        self.desk = Desk(session, self.office.methodology, self.words, self)
        self.desk.milestones = self.office.milestones(session.plan)
        self.settings.last_plan = plan_id
        self._furnish()
        in_background(self, partial(self.office.damage_in, plan_id), self._tell_damage)
        place = self.settings.places.get(plan_id)
        if place and place[0]:
            self._go_to(_place(place))
        else:
            self.show_hub()
        return True

    def _tell_damage(self, damage: object) -> None:
        """After opening, every row is compared with its digest; what fails is set aside and told."""
        if isinstance(damage, int) and damage and self.desk:
            text = self.words.plural(
                "{n} entry of this plan was damaged on the disk and has been set aside. A backup may hold it.",
                "{n} entries of this plan were damaged on the disk and have been set aside. A backup may hold them.",
                damage,
            )
            self.open_plan(self.desk.plan.id)
            tell(self, self.words("Damaged entries"), text, self.words)

    def _back_up(self) -> None:
        in_background(self, self.office.back_up_if_changed, lambda _: None)

    def _furnish(self) -> None:
        """Make the pages of the open plan."""
        from localplan.ui.hub import HubPage
        from localplan.ui.work import WorkView

        desk = self.desk
        assert desk is not None
        self.hub, self.work = HubPage(desk), WorkView(desk)
        self.pages.addWidget(self.hub)
        self.pages.addWidget(self.work)
        self.hub.wanted.connect(self._go_to)
        self.work.moved.connect(self._remember)
        desk.changed.connect(self._plan_changed)
        desk.saved.connect(self._show_saved)
        desk.saving_failed.connect(self._saving_told)
        desk.refused.connect(lambda text: tell(self, self.words("That was not done"), text, self.words))
        desk.check()
        practice = desk.plan.root.practice
        self._training.setText(self.words("TRAINING – practice copy") if practice else "")
        self._mark("practice" if practice else "")
        self._show_title()
        self._show_notice()
        self._refresh_actions()

    def _mark(self, name: str) -> None:
        self._frame.setObjectName(name)
        self._frame.style().polish(self._frame)

    def _show_title(self) -> None:
        if self.desk:
            self.setWindowTitle(f"{self.desk.text(self.desk.plan.root.title) or self.desk.plan.root.code} – localplan")

    def close_plan(self) -> bool:
        """Write what is in hand and go to the start page; False when it could not be written and the person stays."""
        if self.desk is None:
            return True
        from localplan.domain.values import Refused

        try:
            self.desk.close()
        except Refused as refusal:
            self.tell_refusal(self.words("Not everything is saved yet"), refusal)
            return False
        self._unfurnish()
        self.desk.deleteLater()
        self.desk = None
        self._saved.setText("")
        self._training.setText("")
        self._mark("")
        self.setWindowTitle("localplan")
        self._notice.hide()
        self._refresh_actions()
        self.show_start()
        return True

    def _unfurnish(self) -> None:
        for page in (self.hub, self.work):
            if page is not None:
                self.pages.removeWidget(page)
                page.deleteLater()
        self.hub = self.work = None

    # places ----------------------------------------------------------------------------------------------------------

    def show_hub(self) -> None:
        """The overview of the open plan."""
        if self.desk and self.hub and self.work:
            place = self.work.place
            self.hub.place = place if place[0] else None
            self.hub.refresh(self.desk.findings)
            self.pages.setCurrentWidget(self.hub)

    def _go_to(self, place: Place) -> None:
        if self.work:
            self.work.go_to(place)  # before it is shown: a rail without a current step takes the first, with its page
            self.pages.setCurrentWidget(self.work)

    def _remember(self, place: Place) -> None:
        if self.desk:
            self.settings.places[self.desk.plan.id] = (place[0], place[1], place[2], place[3])
            self._keep_settings()

    def _back(self) -> None:
        if self.work:
            self.work.back()

    def _forth(self) -> None:
        if self.work:
            self.work.forth()

    def _next_finding(self) -> None:
        if self.work:
            self.pages.setCurrentWidget(self.work)
            self.work.next_finding()

    # saving ----------------------------------------------------------------------------------------------------------

    def _plan_changed(self, _: object) -> None:
        self._refresh_actions()
        self._saved.setText(self.words("Saving…"))

    def _show_saved(self, moment: str) -> None:
        self._show_title()
        if self.desk and (self.desk.session.typed_at is not None or self.office.library.unsaved):
            return  # not all of it
        time = datetime.fromisoformat(moment).astimezone().strftime("%H:%M:%S")
        self._saved.setText(self.words("All changes saved {time}", time=time))

    def _saving_told(self, failure: Refused | None) -> None:
        if failure is None:
            self._show_notice()
        elif failure.code == "disk_almost_full":
            self._show_notice(self._sentence(failure))
        else:
            why = self._sentence(failure)
            self._show_notice(self.words("Not saved yet. {why} Your work is kept here and tried again.", why=why))

    def _show_notice(self, text: str = "") -> None:
        """A bar over the page; without a text it says why the library may only be read, if so."""
        if not text and self.desk and self.office.only_reads:
            text = self._sentence(self.office.only_reads)
        self._notice.setText(text)
        self._notice.setVisible(bool(text))

    def _sentence(self, refusal: Refused) -> str:
        from localplan.app.sentences import sentence

        return sentence(refusal, self.words)

    def _undo(self) -> None:
        if self.desk:
            self.desk.undo()

    def _redo(self) -> None:
        if self.desk:
            self.desk.redo()

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
        self._try(self.words("The plan was not made"), lambda: self.open_plan(self.office.make_plan(facts)))

    def learn(self) -> None:
        """Open a practice copy of the draft sample."""
        from localplan.app.samples import DRAFT

        self.practise(DRAFT)

    def practise(self, sample: str) -> None:
        """Open a practice copy of a sample, ready to be changed."""
        make = self.office.make_practice_copy
        self._try(self.words("The sample cannot be opened"), lambda: self.open_plan(make(sample)))

    def ask_file(self) -> None:
        """Ask for a package to take in."""
        dialog = QFileDialog(self, self.words("Open a package"), self.settings.folders.get("open", ""))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([self.words("Plans (*.lplan)"), self.words("All files (*)")])
        dialog.filesSelected.connect(lambda paths: self.take_in([Path(p) for p in paths]))
        dialog.open()

    def take_in(self, paths: list[Path]) -> None:
        """Take packages into the library; one that cannot be read is told in a sentence, the others go on."""
        from localplan.ui.packages import TakingIn

        if paths:
            self.settings.folders["open"] = str(paths[0].parent)
            TakingIn(self, paths)

    def ask_send(self) -> None:
        """Ask where the package of this plan goes."""
        from localplan.ui.packages import ask_send

        if self.desk:
            ask_send(self)

    def ask_export(self) -> None:
        """Ask which documents are wanted and in which language."""
        from localplan.ui.export import ExportDialog

        if self.desk:
            self.desk.finish_typing()
            ExportDialog(self, self.desk).open()

    def ask_name(self) -> None:
        """Ask for the name of this version."""
        from localplan.ui.packages import ask_name

        if self.desk:
            ask_name(self)

    def show_about(self) -> None:
        """Versions, licence, where the data lies."""
        from localplan.ui.about import show_about

        show_about(self)

    def show_folder(self, file: Path) -> None:
        """Show a file in the file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.parent)))

    # language and look -----------------------------------------------------------------------------------------------

    def set_language(self, tag: str) -> None:
        """Change the window's language at once; an open plan stays open where it is."""
        if tag == self.words.language:
            return
        self.settings.language = tag
        self.words = words_for(tag, data_dir("resources") / "locale")
        self._keep_settings()
        QTimer.singleShot(0, self._rebuild)

    def _rebuild(self) -> None:
        place = self.work.place if self.work else None
        in_hub = self.pages.currentWidget() is self.hub
        desk = self.desk
        if desk:
            desk.finish_typing()
            self._unfurnish()
        self.pages.removeWidget(self.start)
        self.start.deleteLater()
        for label in (self._saved, self._training):
            self.statusBar().removeWidget(label)
            label.deleteLater()
        self._build()
        if desk:
            from localplan.ui.desk import Desk

            self.desk = Desk(desk.session, desk.methodology, self.words, self)
            desk.deleteLater()
            self._furnish()
            if in_hub or place is None:
                self.show_hub()
            else:
                self._go_to(place)

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
        self._keep_settings()

    def _keep_settings(self) -> None:
        write_settings(self._settings_file, self.settings)

    # events ----------------------------------------------------------------------------------------------------------

    def _try(self, title: str, what: Callable[[], object]) -> None:
        from localplan.domain.values import Refused

        try:
            what()
        except Refused as refusal:
            self.tell_refusal(title, refusal)

    def tell_refusal(self, title: str, refusal: Exception) -> None:
        """Open a message with the sentence of a refusal."""
        from localplan.app.sentences import sentence
        from localplan.domain.values import Refused

        assert isinstance(refusal, Refused)
        details = f"{refusal.code} {refusal.values}"
        tell(self, title, sentence(refusal, self.words), self.words, details)

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

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave only when everything is saved."""
        place = self.settings.places.get(self.desk.plan.id) if self.desk else None
        if self.desk and not self.close_plan():
            event.ignore()
            return
        if place and self.settings.last_plan:
            self.settings.places[self.settings.last_plan] = place
        self.settings.geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self._keep_settings()
        wait_for_background()
        self._try(self.words("Not everything is saved yet"), self.office.close)
        event.accept()


def _place(saved: tuple[str, str, str, str]) -> Place:
    from localplan.ui.desk import Place

    return Place(*saved)
