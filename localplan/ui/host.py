"""What a page may ask of the window that it is shown in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from localplan.app.office import Office
    from localplan.app.settings import Settings


class Host(Protocol):
    """The window, as far as its pages know it."""

    office: Office
    settings: Settings

    def open_plan(self, plan_id: str) -> bool:
        """Open another plan in place of this one; False when it cannot be opened."""

    def say(self, text: str) -> None:
        """Tell something in passing, at the foot of the window."""

    def attempt(self, title: str, what: Callable[[], object]) -> None:
        """Do something; a refusal is told under this title."""

    def tell_refusal(self, title: str, refusal: Exception) -> None:
        """Open a message with the sentence of a refusal."""
