"""What can be done from two of the region's tables: contradictions decided, plans checked now."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from localplan.domain.values import Refused
from localplan.ui.background import in_background
from localplan.ui.region.table_page import ShownPage

if TYPE_CHECKING:
    from localplan.ui.region.place import RegionPlace


def offer_deciding(place: RegionPlace, page: ShownPage) -> None:
    """A button on the list of plans that leads to the contradictions of the chosen one."""
    decide = QPushButton(place.words("Decide contradictions…"))
    decide.setObjectName("region.decide")
    decide.setEnabled(False)
    page.head.addWidget(decide)

    def chosen() -> str:
        row = page.current
        return row.plan if row is not None and row.plan and row.cells[-1] else ""

    page.view.selectionModel().currentChanged.connect(lambda *_: decide.setEnabled(bool(chosen())))
    decide.clicked.connect(lambda: place.to_decide.emit(chosen()))


def offer_checking(place: RegionPlace, page: ShownPage) -> None:
    """A button on the quality board that checks what changed since it was checked."""
    check = QPushButton(place.words("Check the plans now"))
    check.setObjectName("region.check")
    page.head.addWidget(check)
    check.clicked.connect(lambda: _check(place, check))


def _check(place: RegionPlace, button: QPushButton) -> None:
    """Beside the window."""
    from localplan.app.quality import refresh_checks

    button.setEnabled(False)
    place.waiting.setText(place.words("Checking the plans…"))
    place.waiting.show()
    today, methodology = datetime.now().astimezone().date(), place.host.office.methodology

    def done(found: object) -> None:
        button.setEnabled(True)
        if isinstance(found, Refused):
            place.host.tell_refusal(place.words("The plans were not checked"), found)
        place.refresh()

    in_background(place, lambda: refresh_checks(place.library, methodology, today), done)
