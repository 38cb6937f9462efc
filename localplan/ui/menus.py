"""The menus of the window: one table of commands, with what of them needs an open plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from localplan.words import LANGUAGES, phrase

if TYPE_CHECKING:
    from localplan.ui.window import Window


class Command(NamedTuple):
    """One line of a menu: what it is called, its keys, what it does; `of_plan`: to an open plan alone."""

    name: str
    text: str
    does: Callable[[Window], object]
    keys: tuple[str, ...] = ()
    of_plan: bool = False


LINE = Command("", "", lambda _: None)
"""A line between commands."""

PLAN = (
    Command("new", phrase("New plan"), lambda w: w.ask_new_plan(), ("Ctrl+N",)),
    Command("open", phrase("Open a file…"), lambda w: w.ask_file(), ("Ctrl+O",)),
    Command("send", phrase("Send…"), lambda w: w.ask_send(), ("Ctrl+Shift+S",), of_plan=True),
    Command("export", phrase("Export…"), lambda w: w.ask_export(), ("Ctrl+E",), of_plan=True),
    Command("fill_in", phrase("Workbook for colleagues…"), lambda w: w.ask_fill_in(), of_plan=True),
    Command("name", phrase("Name this version…"), lambda w: w.ask_name(), ("Ctrl+S",), of_plan=True),
    Command("notes", phrase("Notes…"), lambda w: w.show_notes(), ("Ctrl+Shift+M",), of_plan=True),
    LINE,
    Command("backups", phrase("Backups…"), lambda w: w.show_backups()),
    Command("key", phrase("My key…"), lambda w: w.show_key()),
    Command("start", phrase("All plans"), lambda w: w.close_plan(), ("Ctrl+W",), of_plan=True),
    Command("quit", phrase("Quit"), lambda w: w.close(), ("Ctrl+Q",)),
)
EDIT = (
    Command("undo", phrase("Undo"), lambda w: w.undo(), ("Ctrl+Z",)),
    Command("redo", phrase("Redo"), lambda w: w.redo(), ("Ctrl+Y", "Ctrl+Shift+Z")),
)
GO = (
    Command("hub", phrase("Overview of the plan"), lambda w: w.show_hub(), ("Ctrl+Home",), of_plan=True),
    Command("back", phrase("Back"), lambda w: w.back(), ("Alt+Left",), of_plan=True),
    Command("forth", phrase("Forward"), lambda w: w.forth(), ("Alt+Right",), of_plan=True),
    Command("finding", phrase("Next finding"), lambda w: w.next_finding(), ("F8",), of_plan=True),
    Command("conflicts", phrase("Contradictions"), lambda w: w.show_conflicts(), ("Ctrl+Shift+D",), of_plan=True),
    Command("goal", phrase("Go to…"), lambda w: w.ask_goal(), ("Ctrl+K",), of_plan=True),
    Command("find", phrase("Find in the plan…"), lambda w: w.ask_text(), ("Ctrl+F",), of_plan=True),
)
REGION = (
    Command("intake", phrase("Import files…"), lambda w: w.region.show("intake")),
    Command("plans", phrase("Plans of the region"), lambda w: w.region.show("plans")),
    Command("municipalities", phrase("Compare municipalities"), lambda w: w.region.show("municipalities")),
    Command("expected", phrase("Expected municipalities…"), lambda w: w.region.ask_expected()),
    Command("people", phrase("Inhabitants…"), lambda w: w.region.ask_people()),
    Command("frame", phrase("New regional frame…"), lambda w: w.ask_new_frame()),
)
VIEW = (
    Command("light", phrase("Light"), lambda w: w.set_theme("light")),
    Command("dark", phrase("Dark"), lambda w: w.set_theme("dark")),
    Command("contrast", phrase("High contrast"), lambda w: w.set_theme("contrast")),
    LINE,
    Command("larger", phrase("Larger text"), lambda w: w.set_zoom(w.settings.zoom + 10), ("Ctrl++",)),
    Command("smaller", phrase("Smaller text"), lambda w: w.set_zoom(w.settings.zoom - 10), ("Ctrl+-",)),
    Command("usual", phrase("Normal text size"), lambda w: w.set_zoom(100), ("Ctrl+0",)),
)
HELP = (Command("about", phrase("About localplan"), lambda w: w.show_about()),)

MENUS = {
    phrase("Plan"): PLAN,
    phrase("Edit"): EDIT,
    phrase("Go"): GO,
    phrase("Region"): REGION,
    phrase("View"): VIEW,
    phrase("Help"): HELP,
}


class Menus:
    """The menus of one window in its language; `actions` are the commands by their names."""

    def __init__(self, window: Window) -> None:
        self._window, self.actions = window, dict[str, QAction]()
        bar, words = window.menuBar(), window.words
        for menu in bar.findChildren(QMenu):
            menu.deleteLater()
        bar.clear()
        for title, commands in MENUS.items():
            menu = bar.addMenu(words(title))
            for command in commands:
                self._add(menu, command)
            if commands is VIEW:
                self._add_languages(menu.addMenu(words("Language of the window")))
        self.refresh()

    def _add(self, menu: QMenu, command: Command) -> None:
        if command is LINE:
            menu.addSeparator()
            return
        action = QAction(self._window.words(command.text), menu)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        action.triggered.connect(lambda _=False: command.does(self._window))
        menu.addAction(action)
        self.actions[command.name] = action

    def _add_languages(self, menu: QMenu) -> None:
        for tag, name in LANGUAGES.items():
            action = QAction(name, menu)
            action.triggered.connect(lambda _=False, tag=tag: self._window.set_language(tag))
            menu.addAction(action)

    def __iter__(self) -> Iterator[QAction]:
        """Every line of every menu."""
        return (action for menu in self._window.menuBar().findChildren(QMenu) for action in menu.actions())

    def refresh(self) -> None:
        """What can be done now, and what undo and redo would do."""
        session = self._window.desk.session if self._window.desk else None
        for command in (command for commands in MENUS.values() for command in commands if command.of_plan):
            self.actions[command.name].setEnabled(session is not None)
        undo, redo = (session.undo_label, session.redo_label) if session else ("", "")
        words = self._window.words
        self.actions["undo"].setText(words("Undo: {what}", what=self._said(undo)) if undo else words("Undo"))
        self.actions["redo"].setText(words("Redo: {what}", what=self._said(redo)) if redo else words("Redo"))
        self.actions["undo"].setEnabled(bool(session and session.can_undo))
        self.actions["redo"].setEnabled(bool(session and session.can_redo))

    def _said(self, label: str) -> str:
        from localplan.app.arrived import label_said

        return label_said(label, self._window.words)
