"""The region in the window: a rail with pages, of which all but the first two are tables of one kind."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from localplan.app.book_tables import BOOK
from localplan.app.frame_answers import FRAME_ANSWERS
from localplan.app.region_view import GROUPS, PICTURES, RegionLook, look_at, page_title
from localplan.domain.choice import Choice
from localplan.domain.shown import Shown
from localplan.domain.values import Refused
from localplan.ui.background import in_background, no_long_pauses
from localplan.ui.labels import plain_label
from localplan.ui.region.book import add_tools
from localplan.ui.region.choices import kept_choices
from localplan.ui.region.deciding import offer_checking, offer_deciding
from localplan.ui.region.down import lead_down
from localplan.ui.region.duplicates import DuplicatesPage
from localplan.ui.region.editions import figures_menu
from localplan.ui.region.euro import Rates
from localplan.ui.region.filters import Filters
from localplan.ui.region.handover import handed_over_bar
from localplan.ui.region.intake_page import IntakePage
from localplan.ui.region.notes import PAGES, add_note_tool
from localplan.ui.region.outputs import ask_export, ask_letters, ask_public
from localplan.ui.region.pictures import PicturePage, picture_page
from localplan.ui.region.table_page import ShownPage
from localplan.ui.row_text import WrappedRows

if TYPE_CHECKING:
    from localplan.app.plans import Library
    from localplan.methodology.methodology import Methodology
    from localplan.ui.shell import Shell
    from localplan.words import Words

OWN = ("intake", "plans", "duplicates", FRAME_ANSWERS, *BOOK)
"""Pages that the filters do not concern."""


SAY_PROGRESS = 200  # ms


class RegionPlace(QWidget):
    """`left` when the person goes back to the start page, `opened` with plan and record that are to be read."""

    left = Signal()
    opened = Signal(str, str)
    to_decide = Signal(str)
    to_undo = Signal(str)

    def __init__(self, host: Shell, library: Library, words: Words) -> None:
        super().__init__()
        self.host, self.library, self.words = host, library, words
        self.setObjectName("region")
        self.look: RegionLook | None = None
        self._asked = self._newest = 0  # looks under way, and the number of the last
        self._looked_through = (0, 0)  # pages of it that are done, of how many
        self._clock = QTimer(self, interval=SAY_PROGRESS)
        self._clock.timeout.connect(self._say_progress)
        self.pages: dict[str, QWidget] = {}
        self.rail = QListWidget()
        self.rail.setObjectName("region.rail")
        self.rail.setAccessibleName(words("Region"))
        self.rail.setFrameShape(QListWidget.Shape.NoFrame)
        self.rail.setItemDelegate(WrappedRows(self.rail))
        self.rail.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.rail.setSpacing(1)
        self.rail.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.stack = QStackedWidget()
        self.filters = Filters(words("all"))
        self.rates: Rates = None
        for button in (kept_choices(self), figures_menu(self)):
            self.filters.add(button)
        self.waiting = plain_label("", "quiet")
        self.intake = IntakePage(self)
        self._build()
        self._fill_rail()
        self.filters.changed.connect(lambda _: self.refresh())
        self.intake.ended.connect(self.refresh)
        self.intake.opened.connect(self.opened)
        self.rail.currentItemChanged.connect(lambda *_: self._show())
        self.show_page("intake")
        self.refresh()

    # building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 6)
        column.addWidget(self.rail, 1)
        export = QPushButton(self.words("Export…"))
        export.setObjectName("region.export")
        export.clicked.connect(lambda: ask_export(self))
        column.addWidget(export)
        public = QPushButton(self.words("Public edition…"))
        public.setObjectName("region.public.ask")
        public.clicked.connect(lambda: ask_public(self))
        column.addWidget(public)
        letters = QPushButton(self.words("Notes and letters…"))
        letters.setObjectName("region.letters")
        letters.clicked.connect(lambda: ask_letters(self))
        column.addWidget(letters)
        back = QPushButton(self.words("All plans"))
        back.setObjectName("region.back")
        back.clicked.connect(self._leave)
        column.addWidget(back)
        right = QWidget()
        pages = QVBoxLayout(right)
        pages.setContentsMargins(0, 0, 0, 0)
        pages.setSpacing(0)
        self.waiting.setContentsMargins(14, 6, 14, 0)
        for widget in (handed_over_bar(self), self.filters, self.waiting):
            pages.addWidget(widget)
        pages.addWidget(self.stack, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setSizes([230, 1000])
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)

    def _fill_rail(self) -> None:
        for title, names in GROUPS:
            heading = QListWidgetItem(self.words(title))
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            font = heading.font()
            font.setBold(True)
            heading.setFont(font)
            self.rail.addItem(heading)
            for name in names:
                item = QListWidgetItem(page_title(name, self.words))
                item.setData(Qt.ItemDataRole.UserRole, name)
                item.setToolTip(item.text())
                self.rail.addItem(item)

    # showing ---------------------------------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """The page that is chosen."""
        item = self.rail.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole) or "") if item else ""

    def show_page(self, name: str) -> None:
        """Go to a page by its name."""
        for row in range(self.rail.count()):
            if self.rail.item(row).data(Qt.ItemDataRole.UserRole) == name:
                self.rail.setCurrentRow(row)

    def _show(self) -> None:
        name = self.name
        self._take_decisions(name)
        self.filters.setVisible(name not in OWN and self.look is not None)
        if name == "intake":
            self._put("intake", self.intake)
        elif name == "duplicates":
            self._show_duplicates()
        elif self.look is not None and name in PICTURES:
            self._show_picture(name, self.look)
        elif self.look is not None and name:
            self._show_table(self.look.table(name))
        self.waiting.setVisible(self._asked > 0 and name != "intake")

    def _show_table(self, shown: Shown) -> None:
        page = self.pages.get(shown.name)
        if isinstance(page, ShownPage):
            if page.model.shown is not shown:
                page.show_table(shown)
        else:
            page = ShownPage(shown, self.words)
            page.opened.connect(self.opened)
            page.asked.connect(partial(lead_down, self, shown.name))
            if shown.name == "plans":
                offer_deciding(self, page)
            if shown.name in BOOK:
                add_tools(page, self)
            if shown.name in PAGES:
                add_note_tool(page, self)
            if shown.name == "quality":
                offer_checking(self, page)
        if self.look is not None:
            page.origins = self.look.origins
        self._put(shown.name, page)

    def _show_picture(self, name: str, look: RegionLook) -> None:
        page = self.pages.get(name)
        if isinstance(page, PicturePage):
            page.show_look(look)
        else:
            page = picture_page(name, look, self.words, self._choose_district, self.opened.emit)
        self._put(name, page)

    def _show_duplicates(self) -> None:
        """Compared when one comes to the page; what was decided there is in the other pages when one leaves it."""
        page = self.pages.get("duplicates")
        if not isinstance(page, DuplicatesPage):
            page = DuplicatesPage(self)
            page.opened.connect(self.opened)
        if self.stack.currentWidget() is not page:
            page.refresh()
        page.name_places()
        self._put("duplicates", page)

    def _take_decisions(self, name: str) -> None:
        """Put the region together anew when something was decided on the page that is left."""
        page = self.pages.get("duplicates")
        if name != "duplicates" and isinstance(page, DuplicatesPage) and page.decided:
            page.decided = False
            self.refresh()

    def _choose_district(self, code: str) -> None:
        """One district alone: its municipalities side by side."""
        self.show_page("municipalities")
        self.filters.choose(msgspec.structs.replace(self.filters.choice, districts=(code,)))

    def _put(self, name: str, page: QWidget) -> None:
        if name not in self.pages:
            self.pages[name] = page
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)

    # what the region says --------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Put the region together anew, beside the window."""
        self._asked += 1
        self.waiting.setText(self.words("Combining the plans…"))
        self.waiting.setVisible(self.name != "intake")
        choice, office = self.filters.choice, self.host.office
        self._newest += 1
        self._looked_through = (0, 0)
        self._clock.start()
        work = partial(self._looked, self._newest, choice, self.rates, office.methodology)
        in_background(self, work, partial(self._take_look, self._newest))

    def _looked(self, number: int, choice: Choice, rates: Rates, methodology: Methodology) -> RegionLook:
        """In the background; ends early when another look was asked for meanwhile."""

        def progress(done: int, of: int) -> None:
            if number != self._newest:
                raise Refused("cancelled")
            self._looked_through = (done, of)

        with no_long_pauses():
            return look_at(self.library, methodology, self.words, _today(), choice, rates, progress)

    def _say_progress(self) -> None:
        done, of = self._looked_through
        if not self._asked:
            self._clock.stop()
        elif of:
            self.waiting.setText(self.words("Combining the plans… page {done} of {of}", done=done + 1, of=of))

    def _take_look(self, number: int, look: RegionLook | Refused) -> None:
        self._asked -= 1
        if number != self._newest:
            return  # another one was asked for meanwhile, and may have been quicker
        if isinstance(look, Refused):
            self.host.tell_refusal(self.words("The region cannot be shown"), look)
            return
        self.look = look
        self.filters.offer(look.offers)
        self._show()

    @property
    def municipalities(self) -> dict[str, str]:
        """Names of municipalities by code, as far as they are known."""
        return self.look.names if self.look else {}

    @property
    def missing(self) -> tuple[str, ...]:
        """The municipalities that are expected and have no plan here, by name."""
        return self.look.missing if self.look else ()

    def take_in(self, paths: list[Path]) -> None:
        """Take files in, wherever one is in the region."""
        self.show_page("intake")
        self.intake.take_in(paths)

    def _leave(self) -> None:
        self.intake.end_soon()
        self.left.emit()


def _today() -> date:
    return datetime.now().astimezone().date()
