"""How the program looks: Fusion with palettes of our own, light, dark and high contrast.

Colours have names by their job. A state is never told by colour alone: an icon or a word stands beside it.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from localplan.data import data_dir

FONT_FAMILY = "DejaVu Sans Condensed"


class Colours(msgspec.Struct, frozen=True):
    """One palette, as hexadecimal colours."""

    window: str
    base: str
    alternate: str
    text: str
    quiet: str  # text of second rank
    line: str
    thumb: str  # what a scroll bar is held by
    accent: str
    on_accent: str
    hover: str
    error: str
    warning: str
    advice: str
    good: str
    practice: str  # frame of a practice copy
    tick: str  # icon of a ticked box, seen on the accent
    arrow: str  # icon of a list that opens, seen on the base


THEMES = {
    "light": Colours(
        window="#f4f5f7",
        base="#ffffff",
        alternate="#f8f9fb",
        text="#1d2530",
        quiet="#5a6675",
        line="#d3d8df",
        thumb="#a3adb8",
        accent="#1f5f99",
        on_accent="#ffffff",
        hover="#e6eef6",
        error="#b3261e",
        warning="#8a5a00",
        advice="#3a5f8f",
        good="#1e6e41",
        practice="#b35c00",
        tick="tick-white",
        arrow="down-black",
    ),
    "dark": Colours(
        window="#1e2329",
        base="#262c33",
        alternate="#2b323a",
        text="#e8ebef",
        quiet="#a7b1bd",
        line="#414a55",
        thumb="#6b7683",
        accent="#6aa9e0",
        on_accent="#10161d",
        hover="#323b45",
        error="#ff8a80",
        warning="#f2b84b",
        advice="#8fbcef",
        good="#7fd1a1",
        practice="#ffb066",
        tick="tick-black",
        arrow="down-white",
    ),
    "contrast": Colours(
        window="#000000",
        base="#000000",
        alternate="#101010",
        text="#ffffff",
        quiet="#ffffff",
        line="#ffffff",
        thumb="#ffffff",
        accent="#ffff00",
        on_accent="#000000",
        hover="#303030",
        error="#ff9a9a",
        warning="#ffd75e",
        advice="#9fd0ff",
        good="#9dffb0",
        practice="#ffb066",
        tick="tick-black",
        arrow="down-white",
    ),
}

_current = ["light"]


def colours() -> Colours:
    """The colours now in use, for what is painted by hand."""
    return THEMES[_current[0]]


def dress(app: QApplication, theme: str, zoom: int = 100) -> None:
    """Give the whole program a theme and a text size (percent)."""
    _current[0] = theme if theme in THEMES else "light"
    app.setStyle("Fusion")
    app.setPalette(_palette(colours()))
    font = QFont(FONT_FAMILY)
    font.setPointSizeF(10 * zoom / 100)
    app.setFont(font)
    app.setStyleSheet(_style(colours()))


def load_fonts(fonts_dir: Path) -> None:
    """Make the shipped fonts known, so that Cyrillic and symbols look alike on every machine."""
    for file in sorted(fonts_dir.glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def _palette(c: Colours) -> QPalette:
    roles = {
        QPalette.ColorRole.Window: c.window,
        QPalette.ColorRole.WindowText: c.text,
        QPalette.ColorRole.Base: c.base,
        QPalette.ColorRole.AlternateBase: c.alternate,
        QPalette.ColorRole.Text: c.text,
        QPalette.ColorRole.Button: c.window,
        QPalette.ColorRole.ButtonText: c.text,
        QPalette.ColorRole.BrightText: c.error,
        QPalette.ColorRole.Highlight: c.accent,
        QPalette.ColorRole.HighlightedText: c.on_accent,
        QPalette.ColorRole.Link: c.accent,
        QPalette.ColorRole.LinkVisited: c.accent,
        QPalette.ColorRole.ToolTipBase: c.base,
        QPalette.ColorRole.ToolTipText: c.text,
        QPalette.ColorRole.PlaceholderText: c.quiet,
        QPalette.ColorRole.Mid: c.line,
        QPalette.ColorRole.Midlight: c.hover,
        QPalette.ColorRole.Light: c.base,
        QPalette.ColorRole.Dark: c.line,
        QPalette.ColorRole.Accent: c.accent,
    }
    palette = QPalette()
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(c.quiet))
    return palette


def _icon(name: str) -> str:
    return f'url("{(data_dir("resources") / "icons" / name).as_posix()}.svg")'


def _style(c: Colours) -> str:
    return f"""
    QToolTip {{ color: {c.text}; background: {c.base}; border: 1px solid {c.line}; padding: 3px; }}
    QFrame#card {{ background: {c.base}; border: 1px solid {c.line}; border-radius: 6px; }}
    QFrame#practice {{ border: 3px solid {c.practice}; }}
    QLabel[role="quiet"] {{ color: {c.quiet}; }}
    QLabel[role="error"] {{ color: {c.error}; }}
    QLabel[role="warning"] {{ color: {c.warning}; }}
    QLabel[role="advice"] {{ color: {c.advice}; }}
    QLabel[role="good"] {{ color: {c.good}; }}
    QLabel[role="practice"] {{ color: {c.practice}; font-weight: 700; }}
    QLabel[role="link"] {{ color: {c.accent}; }}
    QLineEdit, QPlainTextEdit {{ background: {c.base}; border: 1px solid {c.line};
        border-radius: 4px; padding: 3px 5px; selection-background-color: {c.accent};
        selection-color: {c.on_accent}; }}
    QLineEdit:focus, QPlainTextEdit:focus {{ border: 1px solid {c.accent}; }}
    QComboBox QLineEdit, QAbstractSpinBox QLineEdit {{ border: none; background: transparent; padding: 0; }}
    QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] {{ border: 1px solid {c.error}; }}
    QLineEdit:read-only {{ background: {c.window}; }}
    QPushButton {{ padding: 4px 12px; border: 1px solid {c.line}; border-radius: 4px; background: {c.base}; }}
    QPushButton:hover, QToolButton:hover {{ background: {c.hover}; }}
    QPushButton:focus, QToolButton:focus {{ border: 1px solid {c.accent}; }}
    QPushButton:disabled {{ color: {c.quiet}; background: {c.window}; }}
    QPushButton[role="choice"] {{ text-align: left; padding: 3px 6px; }}
    QToolButton::menu-indicator {{ image: none; }}
    QCheckBox::indicator:unchecked, QAbstractItemView::indicator:unchecked {{ border: 1px solid {c.quiet};
        background: {c.base}; border-radius: 2px; }}
    QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {{ border: 1px solid {c.accent};
        background: {c.accent}; border-radius: 2px; image: {_icon(c.tick)}; }}
    QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border: 1px solid {c.text}; }}
    QRadioButton::indicator {{ border: 1px solid {c.quiet}; background: {c.base}; border-radius: 6px; }}
    QRadioButton::indicator:checked {{ background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5,
        stop: 0 {c.accent}, stop: 0.55 {c.accent}, stop: 0.7 {c.base}, stop: 1 {c.base}); }}
    QComboBox {{ background: {c.base}; border: 1px solid {c.line}; border-radius: 4px; padding: 2px 4px; }}
    QComboBox:focus, QComboBox:on {{ border: 1px solid {c.accent}; }}
    QComboBox:disabled {{ color: {c.quiet}; background: {c.window}; }}
    QComboBox::drop-down {{ border: none; width: 18px; }}
    QComboBox::down-arrow {{ image: {_icon(c.arrow)}; width: 10px; height: 10px; }}
    QComboBox QAbstractItemView {{ selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
    QPushButton[role="main"] {{ background: {c.accent}; color: {c.on_accent}; border-color: {c.accent};
        font-weight: 600; }}
    QPushButton[role="main"]:disabled {{ color: {c.quiet}; background: {c.window}; border-color: {c.line}; }}
    QToolButton {{ padding: 3px 6px; border: 1px solid transparent; border-radius: 4px; }}
    QToolButton:checked {{ background: {c.hover}; border: 1px solid {c.line}; }}
    QToolButton[role="menu"] {{ padding: 2px 10px; border: 1px solid {c.line}; background: {c.base}; }}
    QToolButton[role="menu"]:hover {{ background: {c.hover}; }}
    QHeaderView::section {{ background: {c.window}; border: none; border-right: 1px solid {c.line};
        border-bottom: 1px solid {c.line}; padding: 4px; }}
    QTableView, QTreeView, QListView, QListWidget {{ background: {c.base}; border: 1px solid {c.line};
        gridline-color: {c.line}; }}
    QListWidget[role="bare"] {{ border: none; }}
    QTabBar::tab {{ padding: 6px 10px; border: none; border-bottom: 2px solid transparent; color: {c.quiet}; }}
    QTabBar::tab:selected {{ color: {c.text}; border-bottom: 2px solid {c.accent}; }}
    QTabBar::tab:focus {{ color: {c.accent}; }}
    QTabBar QToolButton {{ background: {c.window}; border: 1px solid {c.line}; }}
    QTabBar::scroller {{ width: 44px; }}
    QTabWidget::pane {{ border: none; border-top: 1px solid {c.line}; }}
    QScrollArea {{ border: none; background: transparent; }}
    QScrollBar {{ background: transparent; border: none; }}
    QScrollBar:vertical {{ width: 12px; }}
    QScrollBar:horizontal {{ height: 12px; }}
    QScrollBar::handle {{ background: {c.thumb}; border-radius: 3px; margin: 2px; }}
    QScrollBar::handle:hover, QScrollBar::handle:pressed {{ background: {c.accent}; }}
    QScrollBar::handle:vertical {{ min-height: 28px; }}
    QScrollBar::handle:horizontal {{ min-width: 28px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; border: none; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}
    QScrollArea > QWidget > QWidget#page {{ background: transparent; }}
    QSplitter::handle {{ background: {c.line}; }}
    QSplitter::handle:horizontal {{ margin: 0 2px; }}
    QSplitter::handle:vertical {{ margin: 2px 0; }}
    QProgressBar {{ border: 1px solid {c.line}; border-radius: 4px; text-align: center; background: {c.base};
        max-height: 14px; }}
    QProgressBar[role="thin"] {{ max-height: 6px; }}
    QProgressBar::chunk {{ background: {c.accent}; border-radius: 3px; }}
    QStatusBar {{ background: {c.window}; border-top: 1px solid {c.line}; }}
    """
