"""What leaves the region: the consolidated workbook and report, and the notes and letters for the municipalities."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox

from localplan.domain.values import Refused
from localplan.ui.background import in_background, no_long_pauses
from localplan.ui.file_kinds import offer_kinds
from localplan.ui.region.handover import ask_editions
from localplan.words import phrase

if TYPE_CHECKING:
    from localplan.app.consolidation import Consolidated
    from localplan.app.feedback import LetterKind
    from localplan.app.plans import Library
    from localplan.app.regional import Regional
    from localplan.ui.region.place import RegionPlace


def ask_public(place: RegionPlace) -> None:
    """Tell what a public edition is, then ask for its file."""
    words = place.words
    box = QMessageBox(QMessageBox.Icon.Information, words("Public edition"), words(PUBLIC[0]), parent=place)
    box.setObjectName("region.public")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(words(PUBLIC[1]))
    on = box.addButton(words("Choose where…"), QMessageBox.ButtonRole.AcceptRole)
    on.setObjectName("region.public.where")
    on.clicked.connect(lambda: ask_export(place, public=True))
    others = box.addButton(words("Take over earlier editions…"), QMessageBox.ButtonRole.ActionRole)
    others.setObjectName("region.public.others")
    others.clicked.connect(lambda: ask_editions(place))
    box.addButton(words("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.open()


PUBLIC = (
    phrase("The figures for the public: without names, files and findings."),
    phrase(
        "Counts of one to four people are hidden, and so is any figure from which they could be worked out, even "
        "together with earlier public editions. The library remembers what was published, so make one only when you "
        "really publish it. Editions that were made in another library have to be taken over first."
    ),
)
"""What a public edition is, and what to bear in mind."""


def ask_export(place: RegionPlace, *, public: bool = False, edition: str = "", official: bool = False) -> None:
    """Ask for a file: the figures as they are chosen now, or those of a kept edition, as workbook or as report."""
    words, folders = place.words, place.host.settings.folders
    kind = "region-public" if public else "region"
    start = Path(folders.get("export", str(Path.home()))) / f"{kind}-{words.language}.xlsx"
    dialog = QFileDialog(place, words("Public edition") if public else words("Export the region"), str(start))
    dialog.setObjectName("region.export.file")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    kinds = {
        words("Regional workbook (*.xlsx)"): "xlsx",
        words("Regional report (*.pdf)"): "pdf",
        words("Regional report as Word file (*.docx)"): "docx",
    }
    offer_kinds(dialog, kinds)
    write = partial(export, place, public=public, edition=edition, official=official)
    dialog.fileSelected.connect(lambda path: write(Path(path)))
    dialog.open()


def export(place: RegionPlace, path: Path, *, public: bool = False, edition: str = "", official: bool = False) -> None:
    """Write the workbook or the report, beside the window; nothing before the region is put together."""
    if place.look is None:
        return
    place.host.settings.folders["export"] = str(path.parent)
    figures = partial(
        _figures,
        place.library,
        place.look.view,
        place.words.language,
        public=public,
        edition=edition,
        official=official,
    )
    work = partial(_written, figures, path, place.words.language)
    _run(place, work, place.words("The region was not exported"), path)


def _figures(
    library: Library, view: Consolidated, language: str, *, public: bool, edition: str, official: bool
) -> Regional:
    from localplan.app.region_editions import frozen
    from localplan.app.regional import publish, regional_in

    name = next(iter(library.region.expected()), "")
    if edition:
        return frozen(library, edition, language)
    if public:
        return publish(library, view, language, name)
    return regional_in(view, language, name=name, official=official)


def _written(figures: Callable[[], Regional], path: Path, language: str) -> Path:
    from localplan.app.regional import export_region_excel, export_region_pdf, export_region_word

    writers = {".pdf": export_region_pdf, ".docx": export_region_word}
    writers.get(path.suffix.lower(), export_region_excel)(figures(), path, language)
    return path


def ask_letters(place: RegionPlace) -> None:
    """Ask what the covering letters are to be: to be edited and signed, or to be sent as they are."""
    words, title = place.words, place.words("Notes and letters for the municipalities")
    box = QMessageBox(QMessageBox.Icon.Information, title, words(LETTERS), parent=place)
    box.setObjectName("region.letters.kind")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    kinds: tuple[tuple[LetterKind, str], ...] = ((".docx", words("Word files…")), (".pdf", words("PDF…")))
    for kind, text in kinds:
        button = box.addButton(text, QMessageBox.ButtonRole.AcceptRole)
        button.setObjectName(f"region.letters{kind}")
        button.clicked.connect(partial(_ask_folder, place, kind))
    box.addButton(words("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.open()


LETTERS = phrase(
    "For each municipality with remarks: a file of notes that it opens in localplan, and a covering letter. What "
    "should the letters be?"
)


def _ask_folder(place: RegionPlace, kind: LetterKind, _: bool = False) -> None:
    dialog = QFileDialog(place, place.words("Notes and letters for the municipalities"))
    dialog.setObjectName("region.letters.folder")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.fileSelected.connect(lambda path: write_letters(place, Path(path), kind))
    dialog.open()


def write_letters(place: RegionPlace, folder: Path, kind: LetterKind = ".docx") -> None:
    """Write them, beside the window."""
    from localplan.app.feedback import write_feedback

    today = datetime.now().astimezone().date()

    def work() -> Path:
        write_feedback(place.library, place.host.office.methodology, folder, today, letters=kind)
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
