"""Backups in the window: what each holds beside what is there now, and the ways to bring it back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from localplan.app.backup_words import SINCE, difference_said, moment_said, reason_said, title_said
from localplan.app.backups import Backup, Contents, PlanThen, backups_of, contents, keep_in_second_folder
from localplan.app.places import default_library
from localplan.app.sentences import sentence
from localplan.domain.values import Refused
from localplan.ui.background import in_background
from localplan.ui.labels import give_room, plain_label
from localplan.ui.messages import tell
from localplan.ui.restoring import ask_plan_back, ask_whole_library

if TYPE_CHECKING:
    from localplan.app.backups import PlanLine
    from localplan.ui.shell import Shell

_WHAT = Qt.ItemDataRole.UserRole


class BackupsDialog(QDialog):
    """Above the backups, newest first, below the plans of the chosen one. They are looked into one after the other."""

    def __init__(self, window: Shell, library: Path) -> None:
        super().__init__(window)
        self.shell, self.library, words = window, library, window.words
        self.setObjectName("backups")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words("Backups"))
        give_room(self, 920, 600)
        column = QVBoxLayout(self)
        column.addWidget(plain_label(self._intro(), "quiet"))
        heads = [words("Made"), words("Why"), words("Plans"), words("Compared with now"), words("Folder")]
        self.list = _table("backups.list", words("Backups"), heads, widest=3)
        self.list.currentItemChanged.connect(lambda *_: self._show_plans())
        column.addWidget(self.list, 3)
        heads = [words("Plan"), words("Code"), words("Saved"), words("Now")]
        self.plans = _table("backups.plans", words("Plans in this backup"), heads, widest=0)
        self.plans.currentItemChanged.connect(lambda *_: self._offer())
        column.addWidget(self.plans, 2)
        column.addWidget(self._second_folder())
        column.addWidget(self._buttons())
        self.show_backups()

    def _intro(self) -> str:
        return self.shell.words(
            "Your library is backed up every half hour while you work, and before each import. Restore one plan, or "
            "write the whole library into a new file. Nothing here is ever overwritten."
        )

    def _buttons(self) -> QDialogButtonBox:
        words, box = self.shell.words, QDialogButtonBox()
        ways = (
            ("backups.plan", words("Restore this plan…"), self._ask_plan_back),
            ("backups.whole", words("Restore the library…"), self._ask_whole),
            ("backups.now", words("Back up now"), self.back_up_now),
        )
        made: list[QPushButton] = []
        for name, text, what in ways:
            button = box.addButton(text, QDialogButtonBox.ButtonRole.ActionRole)
            button.setObjectName(name)
            button.clicked.connect(what)
            made.append(button)
        self.back, self.whole, self.now = made
        if self.library != default_library():
            own = box.addButton(words("To my own library"), QDialogButtonBox.ButtonRole.ActionRole)
            own.setObjectName("backups.own")
            own.clicked.connect(self._go_home)
        box.addButton(words("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        box.rejected.connect(self.reject)
        return box

    def _second_folder(self) -> QWidget:
        words, box = self.shell.words, QFrame()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        self.second = plain_label("", "quiet")
        choose, none = QPushButton(words("Choose a second folder…")), QPushButton(words("No second folder"))
        for button, name, what in (
            (choose, "backups.second", self._ask_second),
            (none, "backups.no_second", lambda: self.use_second("")),
        ):
            button.setObjectName(name)
            button.clicked.connect(what)
        self.no_second = none
        row.addWidget(self.second, 1)
        row.addWidget(choose)
        row.addWidget(none)
        return box

    # the backups -----------------------------------------------------------------------------------------------------

    def show_backups(self) -> None:
        """List them anew, then look into them one after the other."""
        words, second = self.shell.words, self.shell.settings.second_backups
        self.second.setText(
            words("Each backup is also copied to: {folder}", folder=second)
            if second
            else words("A second folder, on a USB stick for example, helps when this computer is lost.")
        )
        self.no_second.setVisible(bool(second))
        self.list.clear()
        for backup in backups_of(self.library, second):
            beside = backup.path.parent.parent == self.library.parent
            where = words("beside the library") if beside else words("second folder")
            item = QTreeWidgetItem(self.list, [moment_said(backup, words), reason_said(backup, words), "…", "", where])
            item.setData(0, _WHAT, (backup, None))
            item.setToolTip(4, str(backup.path))
        if not self.list.topLevelItemCount():
            QTreeWidgetItem(self.list, [words("No backups yet.")]).setDisabled(True)
        self.list.setCurrentIndex(self.list.model().index(0, 0))
        self._offer()
        in_background(self, self._plans_now, partial(self._look_into_next, list(self._items())))

    def _items(self) -> tuple[QTreeWidgetItem, ...]:
        items = (self.list.topLevelItem(n) for n in range(self.list.topLevelItemCount()))
        return tuple(item for item in items if item is not None and item.data(0, _WHAT))

    def _plans_now(self) -> tuple[PlanLine, ...]:
        return self.shell.office.library.plans()

    def _look_into_next(self, left: list[QTreeWidgetItem], now: tuple[PlanLine, ...] | Refused) -> None:
        if not left or left[0] not in self._items():  # listed anew meanwhile
            return
        backup, _ = left[0].data(0, _WHAT)
        known = None if isinstance(now, Refused) else now
        in_background(self, partial(contents, backup.path, known), partial(self._looked_into, left, now))

    def _looked_into(
        self, left: list[QTreeWidgetItem], now: tuple[PlanLine, ...] | Refused, found: Contents | Refused
    ) -> None:
        item, *rest = left
        if item not in self._items():
            return
        words = self.shell.words
        backup, _ = item.data(0, _WHAT)
        item.setData(0, _WHAT, (backup, found))
        if isinstance(found, Refused):
            shown = ("", "✗ " + words("cannot be read"))
        else:
            shown = (words.number(len(found.plans)), difference_said(found, words))
        item.setText(2, shown[0])
        item.setText(3, shown[1])
        item.setToolTip(3, item.text(3))
        if item is self.list.currentItem():
            self._show_plans()
        self._look_into_next(rest, now)

    # the plans of the chosen one -------------------------------------------------------------------------------------

    @property
    def chosen(self) -> tuple[Backup | None, Contents | Refused | None]:
        """The chosen backup, and what it holds as far as it was looked into."""
        item = self.list.currentItem()
        return (item.data(0, _WHAT) if item else None) or (None, None)

    @property
    def chosen_plan(self) -> PlanThen | None:
        """The chosen plan of that backup."""
        item = self.plans.currentItem()
        return item.data(0, _WHAT) if item else None

    def _show_plans(self) -> None:
        words, (_, found) = self.shell.words, self.chosen
        self.plans.clear()
        if isinstance(found, Refused):
            item = QTreeWidgetItem(self.plans, [sentence(found, words)])
            item.setFirstColumnSpanned(True)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        for plan in found.plans if isinstance(found, Contents) else ():
            shown = (title_said(plan, words), plan.line.code, words.moment(plan.line.saved), words(SINCE[plan.since]))
            item = QTreeWidgetItem(self.plans, list(shown))
            item.setData(0, _WHAT, plan)
            item.setToolTip(0, shown[0])
        differing = (n for n in range(self.plans.topLevelItemCount()) if self._differs(n))
        self.plans.setCurrentIndex(self.plans.model().index(next(differing, 0), 0))
        self._offer()

    def _differs(self, row: int) -> bool:
        item = self.plans.topLevelItem(row)
        plan = item.data(0, _WHAT) if item else None
        return plan is not None and plan.since in ("changed", "gone")

    def _offer(self) -> None:
        backup, found = self.chosen
        plan = self.chosen_plan
        may_write = not self.shell.office.only_reads
        self.back.setEnabled(may_write and plan is not None and plan.since in ("changed", "gone"))
        self.whole.setEnabled(backup is not None and not isinstance(found, Refused))

    def _ask_plan_back(self) -> None:
        backup, plan = self.chosen[0], self.chosen_plan
        if backup and plan:
            ask_plan_back(self, self.shell, backup, plan, self.show_backups)

    def _ask_whole(self) -> None:
        if backup := self.chosen[0]:
            ask_whole_library(self, self.shell, backup, self.library)

    # doing -----------------------------------------------------------------------------------------------------------

    def back_up_now(self) -> None:
        """Make one, whether or not anything has changed."""
        self.now.setEnabled(False)
        office, second = self.shell.office, self.shell.settings.second_backups

        def back_up() -> None:
            office.library.back_up("regular")
            keep_in_second_folder(self.library, second)

        in_background(self, back_up, self._backed_up)

    def _backed_up(self, outcome: object) -> None:
        self.now.setEnabled(True)
        self.show_backups()
        if isinstance(outcome, Refused):
            self.shell.tell_refusal(self.shell.words("Backups"), outcome)

    def _ask_second(self) -> None:
        dialog = QFileDialog(self, self.shell.words("Choose a second folder…"), self.shell.settings.second_backups)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.use_second)
        dialog.open()

    def use_second(self, folder: str) -> None:
        """From now on each backup is kept there once more, the newest at once; with "" nowhere."""
        self.shell.settings.second_backups = folder
        self.shell.keep_settings()
        in_background(self, partial(keep_in_second_folder, self.library, folder), self._backed_up)

    def _go_home(self) -> None:
        self.accept()
        self.shell.work_in(default_library())


def _table(name: str, called: str, heads: list[str], *, widest: int) -> QTreeWidget:
    table = QTreeWidget()
    table.setObjectName(name)
    table.setAccessibleName(called)
    table.setHeaderLabels(heads)
    table.setRootIsDecorated(False)
    table.setUniformRowHeights(True)
    table.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.header().setSectionResizeMode(widest, QHeaderView.ResizeMode.Stretch)
    table.header().setStretchLastSection(False)
    return table


def show_backups(window: Shell) -> None:
    """Open the dialog; on a server it is the administrators who keep backups."""
    address = window.office.address
    if isinstance(address, Path):
        BackupsDialog(window, address).open()
    else:
        words = window.words
        text = words("This library is on a server. Its administrators make the backups; ask them to restore one.")
        tell(window, words("Backups"), text, words, warn=False)
