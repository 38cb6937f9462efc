"""The official outputs of a plan, and the packages that carry previews of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from localplan.data import data_dir
from localplan.domain.editions import NOTHING, Hidden
from localplan.domain.history import Revision
from localplan.domain.plan import Plan
from localplan.storage.temporary import own_folder
from localplan.words import LANGUAGES, words_for

if TYPE_CHECKING:
    from localplan.exchange.document.blocks import Block, Meta
from localplan.app.pinned import methodology_of

Progress = Callable[[int, int], None]


def export_excel(
    plan: Plan, path: Path, language: str, revision: Revision | None = None, hidden: Hidden = NOTHING
) -> None:
    """The official workbook; `hidden` is what the plan's edition leaves out.

    Raises Refused when it cannot be written; a file that stood there is then unharmed.
    """
    from localplan.exchange.workbook import build_workbook, workbook_properties, write_excel

    words = words_for(language, data_dir("resources") / "locale")
    about: dict[str, Any] = {"language": language, "revision": revision, "hidden": hidden}
    sheets = build_workbook(plan, methodology_of(plan), words, **about)
    write_excel(sheets, path, properties=workbook_properties(plan, words, **about))


def export_pdf(
    plan: Plan, path: Path, language: str, revision: Revision | None = None, hidden: Hidden = NOTHING
) -> int:
    """The official document; the number of its pages. Raises Refused as `export_excel`."""
    from localplan.exchange.document.pdf import write_pdf

    blocks, meta = _document(plan, language, revision, hidden)
    return write_pdf(blocks, path, meta=meta, fonts_dir=data_dir("resources") / "fonts")


def export_word(
    plan: Plan, path: Path, language: str, revision: Revision | None = None, hidden: Hidden = NOTHING
) -> None:
    """The official document as Word file, to be edited and signed. Raises Refused as `export_excel`."""
    from localplan.exchange.document.word.file import write_docx

    blocks, meta = _document(plan, language, revision, hidden)
    write_docx(blocks, path, meta=meta, fonts_dir=data_dir("resources") / "fonts")


def _document(plan: Plan, language: str, revision: Revision | None, hidden: Hidden) -> tuple[tuple[Block, ...], Meta]:
    from localplan.exchange.document.build import build_document, document_meta

    words, methodology = words_for(language, data_dir("resources") / "locale"), methodology_of(plan)
    meta = document_meta(plan, methodology, words, language=language, moment=revision.at if revision else "")
    return build_document(plan, methodology, words, language=language, hidden=hidden), meta


def previews(plan: Plan, language: str, revision: Revision | None, hidden: Hidden = NOTHING) -> dict[str, bytes]:
    """What a package carries for those without the program: `plan.xlsx` and `plan.pdf`."""
    with own_folder() as folder:
        excel, pdf = folder / "plan.xlsx", folder / "plan.pdf"
        export_excel(plan, excel, language, revision, hidden)
        export_pdf(plan, pdf, language, revision, hidden)
        return {file.name: file.read_bytes() for file in (excel, pdf)}


def document_language(plan: Plan) -> str:
    """The language in which a plan's documents are written unless another one is asked for."""
    return plan.root.main_language or "en"


def languages_of(plan: Plan) -> tuple[str, ...]:
    """The languages in which documents of a plan can be written: the program's, and those the plan has texts in."""
    return tuple(dict.fromkeys((*LANGUAGES, document_language(plan), *plan.root.languages)))


# as jobs in the export worker ----------------------------------------------------------------------------------------


def export_payload(
    plan: Plan,
    language: str,
    revision: Revision | None,
    *,
    papers: Mapping[str, Path] | None = None,
    today: date | None = None,
    hidden: Hidden | None = None,
    **files: Path | None,
) -> dict[str, Any]:
    """What the job `export` needs; `files`: excel, pdf and word, each a path or None.

    `papers`: where each paper goes, by its code, or by code and subject: "annual_report:2026".
    """
    from localplan.exchange.plan_json import plan_bytes

    return {
        "plan": plan_bytes(plan),
        "language": language,
        "revision": msgspec.to_builtins(revision) if revision else None,
        "hidden": msgspec.to_builtins(hidden or NOTHING),
        "files": {kind: str(path) for kind, path in files.items() if path},
        "papers": {code: str(path) for code, path in (papers or {}).items()},
        "today": today.isoformat() if today else "",
    }


def export(payload: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """The job: writes the files asked for; the number of pages of the document."""
    from localplan.app.papers import export_paper

    plan, revision, hidden = _unpacked(payload)
    files, papers, pages = payload["files"], payload["papers"], 0
    of = len(files) + len(papers)
    progress(0, of)
    for done, (kind, path) in enumerate(files.items(), 1):
        pages = _WRITERS[kind](plan, Path(path), payload["language"], revision, hidden) or pages
        progress(done, of)
    for done, (name, path) in enumerate(papers.items(), len(files) + 1):
        code, _, about = name.partition(":")
        today = date.fromisoformat(payload["today"])
        export_paper(plan, code, Path(path), payload["language"], today, about=about, revision=revision, hidden=hidden)
        progress(done, of)
    return {"pages": pages}


_WRITERS: dict[str, Callable[..., int | None]] = {"excel": export_excel, "pdf": export_pdf, "word": export_word}


def make_previews(payload: dict[str, Any], progress: Progress) -> dict[str, bytes]:
    """The job: the previews of a package."""
    plan, revision, hidden = _unpacked(payload)
    return previews(plan, payload["language"], revision, hidden)


def _unpacked(payload: dict[str, Any]) -> tuple[Plan, Revision | None, Hidden]:
    from localplan.exchange.plan_json import read_plan

    revision = payload["revision"]
    known = msgspec.convert(revision, Revision) if revision else None
    return read_plan(payload["plan"]), known, msgspec.convert(payload["hidden"], Hidden)
