"""The plans of a region as a list: whose, in what state, when they came, what is to be decided; and which are missing.

And the files of an intake, as the same kind of table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from localplan.app.book import received_on
from localplan.app.intake_files import FileResult
from localplan.app.region_words import RegionWords
from localplan.app.sentences import sentence
from localplan.app.signatures import STATES
from localplan.domain.shown import Shown, ShownRow
from localplan.domain.summary import Provenance, Summary
from localplan.domain.tables import Column
from localplan.domain.values import Refused
from localplan.words import Words, phrase

if TYPE_CHECKING:
    from localplan.exchange.document.blocks import Block
    from localplan.storage.library import Library

VERDICTS = {
    "new": phrase("new plan"),
    "update": phrase("newer: updated"),
    "reconcile": phrase("merged"),
    "older": phrase("older: kept beside"),
    "notes": phrase("notes"),
    "identical": phrase("nothing new"),
    "newer": phrase("from a newer localplan"),
    "too_old": phrase("too old"),
    "copied_plan": phrase("copied plan: whose?"),
    "push_down": phrase("offer from the region"),
    "plan_missing": phrase("its plan is missing"),
    "unknown": phrase("no plan"),
    "linked": phrase("linked folder"),
    "damaged": phrase("damaged"),
}
"""What became of a file, in a few words."""


def plans_table(library: Library, told: RegionWords) -> Shown:
    """Every plan of the library with its state, then the municipalities that are expected and not there."""
    words, view = told.words, told.view
    rows = [_plan(told, s, view.provenance.get(s.plan), view.undecided[s.plan]) for s in view.all]
    rows.sort(key=lambda row: words.sort_key(str(row.cells[0])))
    here = {s.municipality for s in view.all if s.counts}
    missing = [
        ShownRow((told.municipality(code), "", "", words("no plan yet"), "", None, "", None))
        for code in view.expected
        if code not in here
    ]
    return Shown(
        name="plans",
        title=words("Plans of the region"),
        headings=(
            words("Municipality"),
            words("Plan"),
            words("Code"),
            words("State"),
            words("Period"),
            words("Last received"),
            words("From whom"),
            words("To decide"),
        ),
        columns=(
            *(Column(name) for name in ("municipality", "title", "code", "state", "period")),
            Column("received", "day"),
            Column("person"),
            Column("open", "count"),
        ),
        rows=(*rows, *missing),
        note=_plans_note(words, len(rows), len(missing)),
    )


def _plans_note(words: Words, plans: int, missing: int) -> str:
    said = words.plural("{n} plan", "{n} plans", plans)
    if not missing:
        return said
    return f"{said} · " + words.plural("{n} municipality is missing", "{n} municipalities are missing", missing)


def _plan(told: RegionWords, summary: Summary, source: Provenance | None, left: int) -> ShownRow:
    period = "–".join(str(day.year) for day in (summary.period_start, summary.period_end) if day)
    name = told.municipality(summary.municipality) if summary.municipality else told.text(summary.municipality_name)
    if summary.is_frame:
        name = told.words("(regional frame)")
    cells = (
        name,
        told.text(summary.title),
        summary.code,
        told.label("plan_statuses", summary.state or "draft"),
        period,
        received_on(source),
        source.person if source else "",
        left or None,
    )
    return ShownRow(cells, plan=summary.plan)


def files_table(results: Iterable[FileResult], municipality: dict[str, str], words: Words) -> Shown:
    """What became of the files of an intake; `municipality` is the name by its code."""
    return Shown(
        name="files",
        title=words("Files"),
        headings=(
            words("File"),
            words("What happened"),
            words("Municipality"),
            words("Person"),
            words("Date"),
            words("Problems"),
            words("Revision"),
            words("Signature"),
            words("Methodology"),
        ),
        columns=(
            *(Column(name) for name in ("file", "verdict", "municipality", "person")),
            Column("date", "day"),
            Column("problems"),
            Column("revision"),
            Column("signature"),
            Column("methodology", "count"),
        ),
        rows=tuple(file_row(each, municipality, words) for each in results),
    )


def file_row(each: FileResult, municipality: dict[str, str], words: Words) -> ShownRow:
    """One file."""
    said = next((text for state, text in STATES.items() if state == each.signature), "")
    signed = words(said, name=each.signer) if each.signer and said else ""
    cells = (
        each.name,
        _verdict(each, words),
        municipality.get(each.municipality, each.municipality),
        each.person,
        _day(each.at),
        " ".join(_problems(each, words)),
        each.revision[:8],
        signed,
        each.methodology or None,
    )
    return ShownRow(cells, plan=each.plan if each.count != "set_aside" else "")


def _verdict(each: FileResult, words: Words) -> str:
    said = words(VERDICTS.get(each.verdict, "damaged"))
    if not each.to_decide:
        return said
    return f"{said}: {words.plural('{n} contradiction to decide', '{n} contradictions to decide', each.to_decide)}"


def _day(at: str) -> date | None:
    try:
        return date.fromisoformat(at[:10]) if at else None
    except ValueError:
        return None


def _problems(each: FileResult, words: Words) -> Iterator[str]:
    for problem in each.problems:
        yield sentence(Refused(problem.code, **problem.values), words)


def counts_said(counts: dict[str, int], words: Words) -> str:
    """The counts of an intake, which add up."""
    told = {name: words.number(count) for name, count in counts.items()}
    return words("{read} read = {taken_in} imported + {identical} already known + {set_aside} set aside", **told)


def intake_paper(
    title: str, files: Shown, counts: str, missing: Iterable[str], words: Words, *, day: date, person: str
) -> list[Block]:
    """The report on an intake, to be printed: when and by whom, what was set aside, then all files."""
    from localplan.exchange.document.blocks import Bullets, Heading, Note, Paragraphs

    def heading(text: str, anchor: str) -> Block:
        return Heading(level=2, text=text, anchor=anchor)

    problems = next(n for n, column in enumerate(files.columns) if column.name == "problems")
    aside = [row for row in files.rows if row.cells[problems]]
    begun = f"{words.day(day)} · {person}"
    blocks: list[Block] = [Heading(level=1, text=title, anchor="intake"), Paragraphs(text=f"{begun}\n\n{counts}")]
    blocks.append(heading(words("Set aside, with reasons"), "aside"))
    lines = tuple(_with_name(str(row.cells[0]), str(row.cells[problems])) for row in aside)
    blocks.append(Bullets(items=lines) if lines else Note(text=words("Nothing was set aside.")))
    if gone := tuple(missing):
        blocks += [heading(words("Municipalities without a plan"), "missing"), Bullets(items=gone)]
    return [*blocks, heading(words("All files"), "files"), _printed(files, words)]


def _with_name(file: str, problem: str) -> str:
    """What is wrong with a file; many sentences name it already."""
    return problem if file in problem else f"{file}: {problem}"


_PRINTED = {
    "file": 2.4,
    "verdict": 1.9,
    "municipality": 1.8,
    "person": 1.4,
    "date": 1.8,
    "revision": 1.6,
    "signature": 1.3,
    "methodology": 2.1,
}
"""Columns of the paper with their widths; what was wrong stands above the table."""


def _printed(files: Shown, words: Words) -> Block:
    from localplan.exchange.document.blocks import Column as PaperColumn
    from localplan.exchange.document.blocks import Row, Table

    places = [n for n, column in enumerate(files.columns) if column.name in _PRINTED]
    columns = tuple(PaperColumn(files.headings[n], _PRINTED[files.columns[n].name]) for n in places)
    rows = (Row(tuple(_plain(row.cells[n], words) for n in places)) for row in files.rows)
    return Table(columns=columns, rows=tuple(rows))


def _plain(cell: object, words: Words) -> str:
    return words.day(cell) if isinstance(cell, date) else str(cell or "")
