"""What is done with the figures: in euro, and kept under a name, so that next week's answer is the same."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QToolButton

from localplan.app.region_editions import editions_of, freeze
from localplan.domain.values import Refused
from localplan.ui.asking import ask_text
from localplan.ui.background import in_background, no_long_pauses
from localplan.ui.labels import menu_button
from localplan.ui.region.euro import EuroDialog
from localplan.ui.region.handover import ask_editions
from localplan.ui.region.outputs import ask_export

if TYPE_CHECKING:
    from localplan.ui.region.place import RegionPlace


def figures_menu(place: RegionPlace) -> QToolButton:
    """The button that leads to euro and to the kept editions."""
    return menu_button("region.figures", place.words("Figures"), partial(_fill, place))


def _fill(place: RegionPlace, menu: QMenu) -> None:
    words = place.words
    menu.clear()
    euro = menu.addAction(words("In euro…"), lambda: EuroDialog(place).open())
    euro.setEnabled(place.look is not None)
    menu.addSeparator()
    for kept in editions_of(place.library):
        day = words.day(date.fromisoformat(kept.at[:10]))
        text = words("Export “{name}” of {day}…", name=kept.name, day=day)
        menu.addAction(text.replace("&", "&&"), partial(ask_export, place, edition=kept.name))
    official = menu.addAction(words("Official edition…"), partial(ask_export, place, official=True))
    official.setEnabled(place.look is not None)
    keep = menu.addAction(words("Keep these figures as an edition…"), partial(ask_edition, place))
    keep.setEnabled(place.look is not None and not place.library.read_only)
    others = menu.addAction(words("Take over editions of another library…"), partial(ask_editions, place))
    others.setEnabled(not place.library.read_only)


def ask_edition(place: RegionPlace) -> None:
    """Ask for a name and keep the figures as they are chosen now."""
    words = place.words
    ask_text(
        place,
        words,
        "region.edition.name",
        words("Keep these figures as an edition"),
        words("A name to find it by later, for example “Ministry, June”. An edition never changes."),
        words("Save"),
        partial(_keep, place),
    )


def _keep(place: RegionPlace, name: str) -> None:
    """Beside the window: the figures are put into the words of all languages."""
    if not name.strip() or place.look is None:
        return
    view, region = place.look.view, next(iter(place.library.region.expected()), "")

    def work() -> None:
        with no_long_pauses():
            freeze(place.library, view, name.strip(), region)

    def done(found: Refused | None) -> None:
        if isinstance(found, Refused):
            place.host.tell_refusal(place.words("The edition was not kept"), found)
        else:
            place.host.say(place.words("The edition “{name}” is kept.", name=name.strip()))

    in_background(place, work, done)
