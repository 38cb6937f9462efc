"""The value of a municipality's own rule: text that the rule of its row must be able to read."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from localplan.ui.fields.inputs import ParsedInput
from localplan.words import Words


class OwnValueInput(ParsedInput):
    """`trouble` says what is wrong with a text and what to write instead; nothing when it can be read."""

    def __init__(self, words: Words, trouble: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._trouble = trouble

    def parsed(self, text: str) -> str:
        """The text itself, once the rule can read it."""
        if self._trouble(text):
            raise ValueError(text)
        return text

    def complaint(self, text: str) -> str:
        """Why it cannot be read, and what to write."""
        return self._trouble(text)
