"""Qt's own standard texts (buttons, context menus) from our catalogue; Qt ships none for Serbian."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QTranslator

from localplan.words import Words


class QtWords(QTranslator):
    """Translates by the catalogue's contexts `qt.<Qt's context>`."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        """The text, or None when the catalogue has none: Qt then shows its own. An empty text would be shown empty."""
        found = self._words.form(f"qt.{context}", source)
        return found if found != source else None  # type: ignore[return-value]  # the null string of Qt

    def isEmpty(self) -> bool:
        """Never: the catalogue is the content."""
        return False


_installed: list[QtWords] = []


def speak_like(words: Words) -> None:
    """Make Qt's own texts follow the window's language."""
    while _installed:
        QCoreApplication.removeTranslator(_installed.pop())
    translator = QtWords(words)
    QCoreApplication.installTranslator(translator)
    _installed.append(translator)
