"""Drawn pages: steps whose layout is their content. Each shows a picture and, for those who cannot see it, a table."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module

from PySide6.QtWidgets import QWidget

from localplan.methodology.vocabulary import PANELS as DECLARED
from localplan.ui.desk import Desk


def _drawn(module: str, desk: Desk, parent: QWidget | None = None) -> QWidget:
    """The page of a drawing, which is imported when it is first looked at."""
    from localplan.ui.panels.page import DrawnPage

    return DrawnPage(desk, import_module(f"localplan.ui.panels.{module}").DRAWING, parent)


PANELS: dict[str, Callable[[Desk, QWidget | None], QWidget]] = {code: partial(_drawn, code) for code in DECLARED}
"""Pages by the code of their declaration in forms/steps."""


def panel(desk: Desk, code: str, parent: QWidget | None = None) -> QWidget:
    """The drawn page of that code."""
    return PANELS[code](desk, parent)
