"""Choices kept by name: the lists over a region's tables set as they were, at one click."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QToolButton

from localplan.app.choices import drop_choice, keep_choice, kept_choices_of
from localplan.domain.choice import Choice
from localplan.ui.asking import ask_text
from localplan.ui.labels import menu_button

if TYPE_CHECKING:
    from localplan.ui.region.place import RegionPlace


def kept_choices(place: RegionPlace) -> QToolButton:
    """The button with the kept choices, and the way to keep one."""
    return menu_button("region.choices", place.words("Saved filters"), partial(_fill, place))


def _fill(place: RegionPlace, menu: QMenu) -> None:
    words, kept = place.words, kept_choices_of(place.library)
    menu.clear()
    for name, choice in kept.items():
        menu.addAction(name.replace("&", "&&"), partial(place.filters.choose, choice))
    if kept:
        menu.addSeparator()
    menu.addAction(words("Everything"), partial(place.filters.choose, Choice()))
    more = menu.addAction(words("More filters"))
    more.setCheckable(True)
    more.setChecked(place.filters.more.isVisible())
    more.toggled.connect(place.filters.more.setVisible)
    if not place.library.read_only:
        menu.addAction(words("Save this filter…"), partial(ask_name, place))
    if kept and not place.library.read_only:
        forget = menu.addMenu(words("Forget"))
        for name in kept:
            forget.addAction(name.replace("&", "&&"), partial(drop_choice, place.library, name))


def ask_name(place: RegionPlace) -> None:
    """Ask for a name and keep what is chosen now; a choice of that name is replaced."""
    words = place.words
    ask_text(
        place,
        words,
        "region.choice.name",
        words("Save this filter"),
        words("A name to find it by later, for example “South, youth”."),
        words("Save"),
        partial(_keep, place),
    )


def _keep(place: RegionPlace, name: str) -> None:
    if name.strip():
        keeping = partial(keep_choice, place.library, name.strip(), place.filters.choice)
        place.host.attempt(place.words("The filter was not saved"), keeping)
