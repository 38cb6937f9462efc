"""The window around its pages: the bar above them, the line below them, and messages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QLabel, QMainWindow, QStackedWidget, QVBoxLayout

from localplan.app.settings import Settings, write_settings
from localplan.data import data_dir
from localplan.ui.labels import plain_label
from localplan.ui.messages import tell
from localplan.words import Words, words_for

if TYPE_CHECKING:
    from localplan.app.office import Office
    from localplan.domain.values import Refused
    from localplan.ui.desk import Desk
    from localplan.ui.open_plan import OpenPlan


class TellingWindow(QMainWindow):
    """Says how far saving is, why something was not done, and of a practice copy that it is one."""

    def __init__(self, office: Office, settings: Settings, settings_file: Path) -> None:
        super().__init__()
        self.office, self.settings, self._settings_file = office, settings, settings_file
        self.words: Words = words_for(settings.language or "en", data_dir("resources") / "locale")
        self.opened: OpenPlan | None = None
        self.setObjectName("window")
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

    def make_foot(self) -> None:
        """The line below the pages."""
        self._saved = QLabel("")
        self._saved.setObjectName("saved")
        self.statusBar().addPermanentWidget(self._saved)
        self._training = plain_label("", "practice", wrap=False)
        self.statusBar().addWidget(self._training)

    def drop_foot(self) -> None:
        """Away with it: it is made anew in another language."""
        for label in (self._saved, self._training):
            self.statusBar().removeWidget(label)
            label.deleteLater()

    @property
    def desk(self) -> Desk | None:
        """Where the open plan is worked at."""
        return self.opened.desk if self.opened else None

    def saving_told(self, failure: Refused | None) -> None:
        """Why something could not be written, or None when it could."""
        if failure is None:
            self.show_notice()
        elif failure.code == "plan_moved_on" and self.opened:
            self.opened.others.catch_up()
        elif failure.code == "disk_almost_full":
            self.show_notice(self.sentence(failure))
        else:
            why = self.sentence(failure)
            self.show_notice(
                self.words("Not saved yet. {why} Your work is kept here, and saving is tried again.", why=why)
            )

    def show_saved(self, text: str) -> None:
        """How far saving is."""
        self._saved.setText(text)

    def show_practice(self, practice: bool) -> None:
        """Say of a plan that nothing in it counts, so that nobody takes it for a real one."""
        self._training.setText(self.words("TRAINING – practice copy") if practice else "")
        self._frame.setObjectName("practice" if practice else "")
        self._frame.style().polish(self._frame)

    def show_notice(self, text: str = "") -> None:
        """A bar over the page; without a text it says why the library may only be read, if so."""
        if not text and self.desk and self.office.only_reads:
            text = self.sentence(self.office.only_reads)
        elif not text and self.desk and self.desk.session.of_others:
            from localplan.domain.values import Refused

            text = self.sentence(Refused("plan_of_a_municipality"))
        self._notice.setText(text)
        self._notice.setVisible(bool(text))

    def sentence(self, refusal: Refused) -> str:
        """A refusal in the window's language."""
        from localplan.app.sentences import sentence

        return sentence(refusal, self.words)

    def show_folder(self, file: Path) -> None:
        """Show a file in the file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.parent)))

    def keep_settings(self) -> None:
        """Write down what the window remembers."""
        write_settings(self._settings_file, self.settings)

    def say(self, text: str) -> None:
        """Tell something in passing, at the foot of the window."""
        self.statusBar().showMessage(text, 10_000)

    def attempt(self, title: str, what: Callable[[], object]) -> None:
        """Do something; a refusal is told under this title."""
        from localplan.domain.values import Refused

        try:
            what()
        except Refused as refusal:
            self.tell_refusal(title, refusal)

    def tell_refusal(self, title: str, refusal: Exception) -> None:
        """Open a message with the sentence of a refusal."""
        from localplan.domain.values import Refused

        assert isinstance(refusal, Refused)
        tell(self, title, self.sentence(refusal), self.words, f"{refusal.code} {refusal.values}")
