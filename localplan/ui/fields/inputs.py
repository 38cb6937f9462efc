"""Small inputs, one kind of value each. They know nothing of plans: a value goes in, `edited` says what came out.

`edited(value, typing)`: `typing` is true while keystrokes come, false when an answer is final. `complained(text)`: what
was typed is no such value; the sentence says why, and nothing was changed.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QDate, QLocale, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent, QTextOption
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from localplan.ui.sides import align
from localplan.words import Words


class LineInput(QLineEdit):
    """One line of text; every keystroke is told."""

    edited = Signal(object, bool)
    complained = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(100_000)
        self.textEdited.connect(lambda text: self.edited.emit(text, True))

    def set_value(self, value: Any) -> None:
        """Show a text; the cursor stays where it is when nothing changes."""
        if self.text() != (value or ""):
            at = self.cursorPosition() if self.hasFocus() else 0
            self.setText(value or "")
            self.setCursorPosition(at)


class BlockInput(QPlainTextEdit):
    """Several lines of text; grows with them up to `most` lines. Tab leaves the field."""

    edited = Signal(object, bool)
    complained = Signal(str)

    def __init__(self, words: Words, rows: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows, self._most = rows, max(rows, 14)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.textChanged.connect(self._typed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def _typed(self) -> None:
        align(self)
        self.edited.emit(self.toPlainText(), True)

    def _fit(self) -> None:
        wanted = max(int(self.document().size().height()), self._rows)
        lines = min(wanted, self._most)
        bar = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(bar.ScrollBarAsNeeded if wanted > lines else bar.ScrollBarAlwaysOff)
        height = lines * self.fontMetrics().lineSpacing() + int(self.document().documentMargin() * 2) + 12
        if self.height() != height:
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks lines elsewhere."""
        super().resizeEvent(event)
        self._fit()

    def set_value(self, value: Any) -> None:
        """Show a text without telling anybody."""
        if self.toPlainText() != (value or ""):
            at = self.textCursor().position() if self.hasFocus() else 0
            with QSignalBlocker(self):
                self.setPlainText(value or "")
            align(self)
            cursor = self.textCursor()
            cursor.setPosition(min(at, len(self.toPlainText())))
            self.setTextCursor(cursor)
            self._fit()


class ParsedInput(QLineEdit):
    """A line that is read as something else: a number, a date. What is being typed is never rewritten."""

    as_typed = False
    """Whether each keystroke that makes sense is told, so that little is lost when the program is killed."""

    edited = Signal(object, bool)
    complained = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self._value: Any = None
        self._before: Any = None  # before it was typed in: what holds while the text makes no sense
        self.editingFinished.connect(self.finish)
        if self.as_typed:
            self.textEdited.connect(self._typed)

    def set_value(self, value: Any) -> None:
        """Show a value; what is being typed stays while the value does."""
        if value != self._value or not self.isModified():
            self._value = value
            self.forget()

    def forget(self) -> None:
        """Show the value as it is; what was typed and made no sense is gone."""
        self._mark(wrong=False)
        self._before = self._value
        text = "" if self._value is None else self.written(self._value)
        if self.text() != text:
            self.setText(text)
        self.setModified(False)

    def _meant(self) -> Any:
        text = self.text().strip()
        shown = self._value is not None and text == self.written(self._value)
        return self._value if shown else self.parsed(text) if text else None

    def _typed(self) -> None:
        try:
            value = self._meant()
        except ValueError:
            value = self._before
        if value != self._value:
            self._value = value
            self.edited.emit(value, True)

    def finish(self) -> None:
        """Read what was typed, as when the field is left."""
        if not self.isModified():
            return
        try:
            value = self._meant()
        except ValueError:
            self._mark(wrong=True)
            self.complained.emit(self.complaint(self.text().strip()[:60]))
            return
        self.complained.emit("")
        if value != self._value:
            self._value = value
            self.edited.emit(value, False)
        self.forget()

    def _mark(self, *, wrong: bool) -> None:
        if self.property("wrong") != wrong:
            self.setProperty("wrong", wrong)
            self.style().polish(self)

    def parsed(self, text: str) -> Any:
        """What the text means. Raises ValueError."""
        raise ValueError(text)

    def written(self, value: Any) -> str:
        """How a value is shown."""
        return str(value)

    def complaint(self, text: str) -> str:
        """What to say when the text means nothing."""
        return text


class NumberInput(ParsedInput):
    """A number in any usual form: 1.234,5 and 1234.5."""

    as_typed = True

    def __init__(
        self, words: Words, *, whole: bool = False, plain: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(words, parent)
        self._whole, self._plain = whole, plain
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def parsed(self, text: str) -> Decimal | int:
        """The number."""
        number = self.words.parse_number(text)
        if not self._whole:
            return number
        if number != number.to_integral_value():
            raise ValueError(text)
        return int(number)

    def written(self, value: Any) -> str:
        """The number with its thousands apart; a year stays plain."""
        return str(value) if self._plain else self.words.number(Decimal(value))

    def complaint(self, text: str) -> str:
        """Why this is no number."""
        return self.words("“{text}” is not a number. The previous value is kept.", text=text)


class DayInput(QWidget):
    """A date, typed in any usual form or picked from a calendar; it may be empty."""

    edited = Signal(object, bool)
    complained = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = _DayLine(words, self)
        self.line.edited.connect(self.edited)
        self.line.complained.connect(self.complained)
        self._button = QToolButton(self)
        self._button.setText("▾")
        self._button.setAccessibleName(words("Calendar"))
        self._button.setToolTip(words("Calendar"))
        self._button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._button.setMenu(self._calendar())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.line)
        layout.addWidget(self._button)
        layout.addStretch()
        self.line.setFixedWidth(self.fontMetrics().averageCharWidth() * 18)
        self.setFocusProxy(self.line)

    def _calendar(self) -> QMenu:
        menu = QMenu(self)
        menu.aboutToShow.connect(lambda: self._open_calendar(menu))
        return menu

    def _open_calendar(self, menu: QMenu) -> None:
        """Made when it is first wanted: a page has many dates, and a calendar is a heavy thing."""
        if menu.isEmpty():
            made = QCalendarWidget(menu)
            made.setLocale(QLocale(self.line.words.language.replace("-", "_")))
            made.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
            made.setMinimumSize(self.fontMetrics().averageCharWidth() * 40, self.fontMetrics().height() * 13)
            made.clicked.connect(self._picked)
            made.clicked.connect(menu.close)
            action = QWidgetAction(menu)
            action.setDefaultWidget(made)
            menu.addAction(action)
        for calendar in menu.findChildren(QCalendarWidget):
            calendar.setSelectedDate(_qdate(self.line.value) or QDate.currentDate())

    def _picked(self, day: QDate) -> None:
        chosen = date(day.year(), day.month(), day.day())
        self.line.set_value(chosen)
        self.line.forget()
        self.edited.emit(chosen, False)

    def set_value(self, value: Any) -> None:
        """Show a date or nothing."""
        self.line.set_value(value)

    def forget(self) -> None:
        """Show the date as it is."""
        self.line.forget()


class _DayLine(ParsedInput):
    @property
    def value(self) -> date | None:
        """The date now shown."""
        return self._value if isinstance(self._value, date) else None

    def parsed(self, text: str) -> date:
        return self.words.parse_day(text)

    def written(self, value: Any) -> str:
        return self.words.day(value)

    def complaint(self, text: str) -> str:
        return self.words(
            "“{text}” is not a date. Write it like {example}.", text=text, example=self.words.day(date(2027, 1, 31))
        )


def _qdate(day: date | None) -> QDate | None:
    return QDate(day.year, day.month, day.day) if day else None


class TickInput(QCheckBox):
    """Yes, or not said."""

    edited = Signal(object, bool)
    complained = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words("Yes"), parent)
        self.clicked.connect(lambda checked: self.edited.emit(checked, False))

    def set_value(self, value: Any) -> None:
        """Show whether it is ticked."""
        self.setChecked(bool(value))
