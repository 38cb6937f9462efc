"""A workbook that came back, read from its file into plain data; only to be called where limits hold (`app.reader`).

What it says of itself stands twice, as custom properties and on a hidden sheet; spreadsheet programs may drop either.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from posixpath import join, normpath

import msgspec

from localplan.domain.values import Refused
from localplan.exchange.guard import MEGABYTE, Archive, Limits, file_bytes, kind_of_file
from localplan.exchange.workbook.data import HIDDEN
from localplan.exchange.workbook.identity import SHEET
from localplan.exchange.workbook.reading_slim import MOST_BYTES, slimmed
from localplan.exchange.workbook.reading_xml import ReadRow, ReadSheet, SheetReader, cell_styles, shared_strings, walk

_SHEETS = "xl/worksheets/"
LIMITS = Limits(
    members=2_000,
    total=1_000 * MEGABYTE,
    largest=lambda name: 800 * MEGABYTE if name.startswith(_SHEETS) else MOST_BYTES,
)
_FACT = "localplan."
_NAMES_WITHIN = 20  # rows from the top in which the hidden row of names is looked for


class ReadBook(msgspec.Struct, frozen=True, array_like=True):
    """What a workbook holds: what it says of itself, its sheets in order, and the SHA-256 of the file.

    `person` is who saved it last, as far as the spreadsheet program wrote that down.
    """

    facts: dict[str, str]
    sheets: tuple[ReadSheet, ...]
    digest: str
    person: str = ""


def read_workbook(source: Path | bytes, name: str = "") -> ReadBook:
    """The workbook in a file or in its bytes. Raises Refused; its values name the file, the place and the reason."""
    file = source.name if isinstance(source, Path) else name
    try:
        return _read(file_bytes(source) if isinstance(source, Path) else source)
    except Refused as refusal:
        raise Refused(refusal.code, **{**refusal.values, "file": file}) from None


def names_row(sheet: ReadSheet) -> ReadRow | None:
    """The row that names the columns of a data sheet; None for every other sheet."""
    return next((row for row in sheet.rows[:_NAMES_WITHIN] if _is_named(row)), None)


def _is_named(row: ReadRow) -> bool:
    return any(cell.text.startswith(f"{HIDDEN[0]}@") for cell in row.cells.values())


def _read(data: bytes) -> ReadBook:
    kind = kind_of_file(data)
    if kind != "workbook":
        raise Refused("not_a_workbook", found=kind)
    archive = Archive(data, LIMITS)
    main = next((name for name in ("xl/workbook.xml", "xl/workbook2.xml") if name in archive.infos), "")
    if not main:
        raise Refused("workbook_not_understood", detail="xl/workbook.xml")
    names, since_1904 = _sheets(archive, main)
    strings = shared_strings(archive.read("xl/sharedStrings.xml")) if "xl/sharedStrings.xml" in archive.infos else []
    styles = cell_styles(archive.read("xl/styles.xml")) if "xl/styles.xml" in archive.infos else {}
    reader = SheetReader(strings, styles, since_1904)
    sheets = tuple(reader.read(title, slimmed(archive.pieces(member))) for title, member in names)
    return ReadBook(
        {**_properties(archive), **_hidden_facts(sheets)}, sheets, sha256(data).hexdigest(), _person(archive)
    )


def _sheets(archive: Archive, main: str) -> tuple[list[tuple[str, str]], bool]:
    """The sheets in order, title and member, and whether dates count from 1904."""
    targets: dict[str, str] = {}
    found: list[tuple[str, str]] = []
    since_1904 = False

    def relation(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and "Id" in attributes:
            targets[attributes["Id"]] = normpath(join("/xl", attributes.get("Target", ""))).lstrip("/")

    def sheet(name: str, attributes: dict[str, str]) -> None:
        nonlocal since_1904
        if name == "sheet":
            relation_id = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            found.append((attributes.get("name", ""), targets.get(relation_id, "")))
        elif name == "workbookPr":
            since_1904 = attributes.get("date1904") in ("1", "true")

    folder, _, file = main.rpartition("/")
    walk(archive.read(f"{folder}/_rels/{file}.rels"), relation, _nothing)  # type: ignore[arg-type]
    walk(archive.read(main), sheet, _nothing)  # type: ignore[arg-type]
    known = [(title, member) for title, member in found if member in archive.infos]
    return [each for each in known if each[1].startswith(_SHEETS)], since_1904


def _nothing(name: str, text: str) -> None:
    pass


def _properties(archive: Archive) -> dict[str, str]:
    """The custom properties that are ours."""
    facts: dict[str, str] = {}
    name = ""

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal name
        name = attributes.get("name", "") if tag == "property" else name

    def end(tag: str, text: str) -> None:
        if name.startswith(_FACT) and text:
            facts.setdefault(name, text)

    if "docProps/custom.xml" in archive.infos:
        walk(archive.read("docProps/custom.xml"), start, end)  # type: ignore[arg-type]
    return facts


def _hidden_facts(sheets: tuple[ReadSheet, ...]) -> dict[str, str]:
    page = next((sheet for sheet in sheets if sheet.title == SHEET), None)
    pairs = [(row.cells.get(0), row.cells.get(1)) for row in page.rows] if page else []
    return {name.text: told.text for name, told in pairs if name and told and name.text.startswith(_FACT)}


def _person(archive: Archive) -> str:
    found = ""

    def end(name: str, text: str) -> None:
        nonlocal found
        found = text.strip()[:200] if name == "lastModifiedBy" else found

    if "docProps/core.xml" in archive.infos:
        walk(archive.read("docProps/core.xml"), lambda name, attributes: None, end)
    return found
