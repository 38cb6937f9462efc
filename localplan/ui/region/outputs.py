"""What leaves the region: the consolidated workbook and report, and the notes and letters for the municipalities."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from localplan.domain.values import Refused
from localplan.ui.background import in_background, no_long_pauses

if TYPE_CHECKING:
    from localplan.app.consolidation import Consolidated
    from localplan.ui.region.place import RegionPlace


def ask_export(place: RegionPlace) -> None:
    """Ask for a file: the figures as they are chosen now, as workbook or as report."""
    words, folders = place.words, place.host.settings.folders
    start = Path(folders.get("export", str(Path.home()))) / f"region-{words.language}.xlsx"
    dialog = QFileDialog(place, words("Export the region"), str(start))
    dialog.setObjectName("region.export.file")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    filters = {words("Regional workbook (*.xlsx)"): "xlsx", words("Regional report (*.pdf)"): "pdf"}
    dialog.setNameFilters(list(filters))
    dialog.setDefaultSuffix("xlsx")
    dialog.filterSelected.connect(lambda name: dialog.setDefaultSuffix(filters[name]))
    dialog.fileSelected.connect(lambda path: export(place, Path(path)))
    dialog.open()


def export(place: RegionPlace, path: Path) -> None:
    """Write the workbook or the report, beside the window; nothing before the region is put together."""
    if place.look is None:
        return
    place.host.settings.folders["export"] = str(path.parent)
    region = next(iter(place.library.region.expected()), "")
    work = partial(_written, place.look.view, path, place.words.language, region)
    _run(place, work, place.words("The region was not exported"), path)


def _written(view: Consolidated, path: Path, language: str, name: str) -> Path:
    from localplan.app.regional import export_region_excel, export_region_pdf, regional_in

    content = regional_in(view, language, name=name)
    if path.suffix.lower() == ".pdf":
        export_region_pdf(content, path, language)
    else:
        export_region_excel(content, path, language)
    return path


def ask_letters(place: RegionPlace) -> None:
    """Ask for a folder: a file of notes and a covering letter for each municipality that has any."""
    dialog = QFileDialog(place, place.words("Notes and letters for the municipalities"))
    dialog.setObjectName("region.letters.folder")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.fileSelected.connect(lambda path: write_letters(place, Path(path)))
    dialog.open()


def write_letters(place: RegionPlace, folder: Path) -> None:
    """Write them, beside the window."""
    from localplan.app.feedback import write_feedback

    today = datetime.now().astimezone().date()

    def work() -> Path:
        write_feedback(place.library, place.host.office.methodology, folder, today)
        return folder

    _run(place, work, place.words("The letters were not written"), folder)


def _run(place: RegionPlace, work: Callable[[], Path], title: str, path: Path) -> None:
    def calmly() -> Path:
        with no_long_pauses():
            return work()

    def done(found: Path | Refused) -> None:
        if isinstance(found, Refused):
            place.host.tell_refusal(title, found)
        else:
            place.host.say(place.words("Written: {path}", path=str(found)))

    place.host.say(place.words("Writing {path}…", path=str(path)))
    in_background(place, calmly, done)
