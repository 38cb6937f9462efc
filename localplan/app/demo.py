"""The demonstration: the sample in implementation as package, workbook, document and library."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import msgspec

from localplan.app.exports import export_excel, export_pdf, export_word, previews
from localplan.app.plans import open_library_at
from localplan.app.samples import IMPLEMENTATION, sample
from localplan.app.sending import write_sent
from localplan.data import data_dir
from localplan.domain.history import Revision
from localplan.domain.money import amounts, total
from localplan.domain.values import Refused
from localplan.storage.glance import kind_of_file
from localplan.storage.lock import holder_of, lock_path
from localplan.words import text_in

MOMENT = "2027-04-14T09:00:00+00:00"
"""The day on which the sample's report was handed in: two demonstrations are equal to the byte."""


NAMES = {
    "package": "plan.lplan",
    "workbook": "plan.xlsx",
    "document": "plan.pdf",
    "word": "plan.docx",
    "library": "library.localplan",
}


class DemoFiles(msgspec.Struct, frozen=True):
    """What was written, and what it says. `total` in thousand RSD."""

    title: str
    files: dict[str, Path]
    pages: int
    total: Decimal
    digest: str


def write_demo(folder: Path, language: str) -> DemoFiles:
    """Write everything into a folder; what stood there under these names is replaced. Raises Refused."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise Refused("not_writable", file=folder.name, folder=str(folder.parent)) from None
    files = {kind: folder / name for kind, name in NAMES.items()}
    plan = sample(IMPLEMENTATION, data_dir("resources"))
    revision = Revision(
        plan=plan.id, digest=plan.digest, parents=(), author="localplan", at=MOMENT, reason="sent", program=""
    )
    _clear_away(files["library"])
    with open_library_at(files["library"], "localplan", purpose="training") as library:
        library.add_plan(plan)
        kept = library.add_revision(revision, plan)
        write_sent(library, plan, kept, files["package"], previews(plan, language, kept))
    export_excel(plan, files["workbook"], language, kept)
    pages = export_pdf(plan, files["document"], language, kept)
    export_word(plan, files["word"], language, kept)
    title = text_in(plan.root.title, language, plan.root.main_language)
    return DemoFiles(title, files, pages, total(amounts(plan)), plan.digest)


def _clear_away(library: Path) -> None:
    """Make room for the library of the demonstration. Only that of an earlier one is removed. Raises Refused."""
    if holder := holder_of(library):
        raise Refused("library_in_use", **holder._asdict())
    if kind_of_file(library) not in ("missing", "empty") and not _is_for_training(library):
        raise Refused("file_exists", path=str(library))
    for left in (library, library.with_name(f"{library.name}-journal"), lock_path(library)):
        left.unlink(missing_ok=True)


def _is_for_training(library: Path) -> bool:
    try:
        with open_library_at(library, "", read_only=True) as known:
            return known.purpose == "training"
    except Refused:
        return False
