"""Drawn pages: steps whose layout is their content. Each shows a picture and, for those who cannot see it, a table."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from localplan.ui.desk import Desk

PANELS: dict[str, Callable[[Desk], QWidget]] = {}
"""Pages by the code of their declaration in forms/steps."""


def panel(desk: Desk, code: str) -> QWidget:
    """The drawn page of that code."""
    return PANELS[code](desk)
