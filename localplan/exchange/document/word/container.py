"""The file around the text: an empty one of our own make, what it says about itself, and the zip with fixed times."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml

from localplan.exchange.document.blocks import Meta
from localplan.exchange.document.word.markup import NAMES, allowed
from localplan.exchange.document.word.styles import NUMBERING, font_table, settings, spoken, styles

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.package import Package

_PROGRAM = "localplan"
_BODY = "word/document.xml"
_DAY_ZERO = (1980, 1, 1, 0, 0, 0)
_LONGEST_FACT = 255  # letters that a property of the file may have
_KEPT = (RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS, RELATIONSHIP_TYPE.NUMBERING)
_KEPT_OUTSIDE = (RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES)


def blank(meta: Meta, width: float) -> Document:
    """An empty document with our styles, from which whatever the library's template brings along is taken out.

    `width`: of a line of the contents, in points.
    """
    document = docx.Document()
    part, package = document.part, document.part.package
    assert package is not None
    for relations, kept in ((part.rels, _KEPT), (package.rels, _KEPT_OUTSIDE)):
        for id in [id for id, relation in relations.items() if relation.reltype not in kept]:
            del relations[id]
    for root, content in (
        (document.styles.element, styles(meta.language, width)),
        (document.settings.element, settings(meta.language)),
        (part.numbering_part.element, NUMBERING),
    ):
        root[:] = list(parse_xml(content))
    fonts = _part("/word/fontTable.xml", CONTENT_TYPE.WML_FONT_TABLE, font_table(), package)
    part.relate_to(fonts, RELATIONSHIP_TYPE.FONT_TABLE)
    program = _part("/docProps/app.xml", CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, _PROPERTIES, package)
    package.relate_to(program, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)
    _describe(document, meta)
    return document


_PROPERTIES = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    f"<Application>{_PROGRAM}</Application></Properties>"
)


def _part(name: str, kind: str, content: str, package: Package) -> Part:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return Part(PackURI(name), kind, f"{head}{content}".encode(), package)


def _describe(document: Document, meta: Meta) -> None:
    facts = document.core_properties
    facts.title, facts.author = _fact(meta.title), _fact(meta.author)
    facts.subject, facts.keywords, facts.comments = _fact(meta.subject), _fact(meta.keywords), ""
    facts.language, facts.last_modified_by, facts.revision = spoken(meta.language), _fact(meta.author), 1
    facts.created = facts.modified = _moment(meta.moment)


def _fact(text: str) -> str:
    """Word takes no longer ones."""
    return allowed(text)[:_LONGEST_FACT]


def _moment(moment: str) -> datetime:
    """In UTC; a fixed one when there is none, so that equal input gives equal bytes."""
    time = datetime.fromisoformat(moment) if moment else datetime(2000, 1, 1, tzinfo=UTC)
    return time.astimezone(UTC).replace(tzinfo=None, microsecond=0) if time.tzinfo else time


def place_of(section: int) -> BaseOxmlElement:
    """What stands in the body for the content of a section: put in as text, it costs a tenth of the time."""
    place: BaseOxmlElement = parse_xml(f"<w:body {NAMES}>{_place(section)}</w:body>")[0]
    return place


def _place(section: int) -> str:
    return f"<!--section {section}-->"


def packed(document: Document, contents: Sequence[str]) -> bytes:
    """The file's bytes with the content of each section in its place.

    The library's zip is written again, its members in the same order and without the time of day.
    """
    stream, result = io.BytesIO(), io.BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as made, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in made.namelist():
            info = zipfile.ZipInfo(name, _DAY_ZERO)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, _filled(made.read(name), contents) if name == _BODY else made.read(name))
    return result.getvalue()


def _filled(body: bytes, contents: Sequence[str]) -> bytes:
    for section, content in enumerate(contents):
        body = body.replace(_place(section).encode(), content.encode())
    return body
