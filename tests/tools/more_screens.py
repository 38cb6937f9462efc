"""Pictures of what a plan alone does not show: the region's pages, contradictions, and what came from elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QProgressDialog, QWidget

from localplan.app.frames import decline
from localplan.app.plans import open_library_at
from localplan.app.region_view import GROUPS
from localplan.domain.frame import offers_of
from localplan.ui.region.book import EntryDialog
from localplan.ui.region.expected import ExpectedDialog
from localplan.ui.region.handover import ask_editions
from localplan.ui.region.outputs import ask_letters, ask_public
from localplan.ui.region.place import RegionPlace
from localplan.ui.window import Window
from tests import samples
from tests.app.test_frames import frame
from tests.contradictions import package_of_other
from tests.tools.make_region import make_region
from tests.ui.test_made_elsewhere import table
from tests.ui.test_workbook_back import filled_in
from tests.ui.windows import AUTHOR, close_window, keep, open_window

Take = Callable[[QWidget, str], None]
PATIENCE = 120  # seconds for an intake on a slow machine
MUNICIPALITIES, SEED = 24, 5


@contextmanager
def _window(folder: Path, language: str, theme: str, size: tuple[int, int]) -> Iterator[Window]:
    window = open_window(folder, language, size)
    window.set_theme(theme)
    yield window
    close_window(window)


def region(take: Take, language: str, theme: str, size: tuple[int, int]) -> None:
    """Every page of the region, before and after files came in, and its dialogs."""
    with TemporaryDirectory(prefix="screens-") as name:
        folder = Path(name)
        make_region(folder / "in", MUNICIPALITIES, SEED)
        with open_library_at(folder / "library.localplan", AUTHOR, purpose="region"):
            pass
        with _window(folder, language, theme, size) as window:
            window.region.show()
            place = window.region.place
            assert place is not None
            _ready(place)
            take(window, "region-intake-empty")
            place.take_in([folder / "in"])
            _ready(place)
            _answered_frame(place)
            for page in (page for _, pages in GROUPS for page in pages):
                place.show_page(page)
                _ready(place)
                take(window, f"region-{page}")
            ExpectedDialog(place).open()
            _dialogs(window, take, "region-expected")
            EntryDialog(place, "contacts").open()
            _dialogs(window, take, "region-book-entry")
            for name, ask in (("public", ask_public), ("letters", ask_letters), ("editions", ask_editions)):
                ask(place)
                _dialogs(window, take, f"region-{name}")


def _answered_frame(place: RegionPlace) -> None:
    """The region's frame, of which one municipality has declined two elements."""
    library, offered = place.library, frame()
    library.add_plan(offered)
    plan = next(line.id for line in library.plans() if line.municipality)
    offers = offers_of(offered, library.read_plan(plan))
    decline(library, plan, offers[1:], reason="There are no vacancies here, and none are planned before 2029.")
    place.refresh()
    _ready(place)


def _ready(place: RegionPlace) -> None:
    _wait(lambda: place.intake.run is None and place._asked == 0)
    QTest.qWait(50)


def contradictions(take: Take, language: str, theme: str, size: tuple[int, int]) -> None:
    """The page that comes after a merge, its three parts, and the hub that leads to it."""
    with TemporaryDirectory(prefix="screens-") as name:
        folder = Path(name)
        package, _ = package_of_other(folder / "other", folder / "library.localplan", AUTHOR)
        with _window(folder, language, theme, size) as window:
            window.take_in([package])
            _wait(lambda: window.conflicts is not None and window.conflicts.isVisible())
            page = window.conflicts
            assert page is not None
            _wait(lambda: not window.findChildren(QProgressDialog))
            page.list.setFocus()
            for part in range(page.tabs.count()):
                page.tabs.setCurrentIndex(part)
                take(window, f"conflicts-{('open', 'decided', 'by-rule')[part]}")
            page.tabs.setCurrentIndex(0)
            page.choose_by_number(1)
            window.show_hub()
            take(window, "hub-with-contradictions")


def asked(take: Take, language: str, theme: str, size: tuple[int, int]) -> None:
    """What the menus ask, and the two dialogs of workbooks that come in."""
    with TemporaryDirectory(prefix="screens-") as name:
        folder, plan = Path(name), samples.draft()
        keep(folder, plan)
        with _window(folder, language, theme, size) as window:
            window.open_plan(plan.id)
            menus = {
                "fill-in": window.ask_fill_in,
                "name": window.ask_name,
                "notes": window.show_notes,
                "key": window.show_key,
                "about": window.show_about,
            }
            for called, ask in menus.items():
                ask()
                _dialogs(window, take, called)
            window.take_in([filled_in(plan, folder / "filled.xlsx")])
            _arrived(window, take, "workbook_back")
            window.take_in([table(folder / "old.xlsx", plan.all_of("measure")[0].title["en"])])  # type: ignore[attr-defined]
            _arrived(window, take, "made_elsewhere")
            window.ask_new_frame()
            _dialogs(window, take, "new-frame")


def _arrived(window: Window, take: Take, name: str) -> None:
    def there() -> bool:
        return any(dialog.isVisible() for dialog in window.findChildren(QDialog, name))

    _wait(there)
    QTest.qWait(3000)  # until the preview is worked out
    _dialogs(window, take, name.replace("_", "-"))


def _wait(over: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not over():
        assert time.monotonic() < end, "nothing came"
        QTest.qWait(20)


def _dialogs(window: Window, take: Take, name: str) -> None:
    QTest.qWait(80)
    for dialog in window.findChildren(QDialog):
        if dialog.isVisible():
            take(dialog, name)
            dialog.close()
    QTest.qWait(20)
