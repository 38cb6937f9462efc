"""The alignment matrix: documents as rows, own objectives as columns, and in the fields how the two fit."""

from __future__ import annotations

from collections.abc import Sequence

from localplan.domain.records.analysis import AlignmentLink, StrategicDocument
from localplan.domain.records.logic import Objective
from localplan.ui.cells import entry_label
from localplan.ui.desk import Desk, Place
from localplan.ui.panels.marks import PAD, Box, Mark, Paper, Scene, Spot, shade, shifted
from localplan.ui.panels.page import Drawing
from localplan.ui.panels.same_table import Row, Table
from localplan.words import phrase

_SIGNS = {"implements": "●", "supports": "○", "neutral": "–", "conflicts": "!"}
_LEAST = 12  # average letters of a column


def _column_of(desk: Desk, link: AlignmentLink) -> str:
    """The objective in whose column a link stands; a measure's stands in that of its objective."""
    objective = desk.plan.ancestor(link.element, Objective)
    return objective.id if objective else desk.plan.id


def _elements(desk: Desk) -> list[str]:
    """Ids of the columns: the plan itself where a link names it, then its objectives."""
    links = desk.plan.all(AlignmentLink)
    whole = [desk.plan.id] if any(_column_of(desk, link) == desk.plan.id for link in links) else []
    return [*whole, *(record.id for record in desk.plan.below(desk.plan.id) if isinstance(record, Objective))]


def scene(desk: Desk, paper: Paper) -> Scene:
    """Heads with codes and titles, then a row for each document."""
    elements = _elements(desk)
    left = max(paper.em * 18, paper.width * 0.3)
    each = max((paper.width - left - 2) / max(1, len(elements)), paper.em * _LEAST)
    width = left + each * len(elements) + 2
    marks: list[Mark] = []
    spots: list[Spot] = []
    heads = [_head(desk, paper, id, each) for id in elements]
    y = max((head.height for head in heads), default=paper.leading)
    for n, head in enumerate(heads):
        _put(head, left + n * each, 0, marks, spots)
    for document in desk.plan.all(StrategicDocument):
        y = _document(desk, paper, document, elements, (left, each, y), marks, spots)
    return Scene(width, y + 2, tuple(marks), tuple(spots))


def _put(part: Scene, x: float, y: float, marks: list[Mark], spots: list[Spot]) -> None:
    placed = shifted(part, x, y)
    marks.extend(placed.marks)
    spots.extend(placed.spots)


def _head(desk: Desk, paper: Paper, id: str, width: float) -> Scene:
    code, name = _element(desk, id)
    above = paper.lines(code, paper.strong, width - 2 * PAD, 2)
    beneath = paper.lines(name, paper.quiet, width - 2 * PAD, 4)
    y = len(above) * paper.leading
    marks = (*paper.write(above, paper.strong, PAD, 0), *paper.write(beneath, paper.quiet, PAD, y))
    height = y + len(beneath) * paper.line(paper.quiet) + 4
    spot = Spot(0, 0, width, height, Place("", "", id, ""), f"{code} {name}".strip(), id)
    return Scene(width, height, marks, (spot,) if id != desk.plan.id else ())


def _element(desk: Desk, id: str) -> tuple[str, str]:
    if id == desk.plan.id:
        return desk.words("The whole plan"), ""
    return desk.codes.get(id, ""), desk.name_of(desk.plan[id])


def _document(
    desk: Desk,
    paper: Paper,
    document: StrategicDocument,
    elements: Sequence[str],
    frame: tuple[float, float, float],
    marks: list[Mark],
    spots: list[Spot],
) -> float:
    left, each, y = frame
    title = desk.name_of(document) or desk.words("(without a name)")
    lines = paper.lines(title, paper.plain, left - 2 * PAD, 4)
    fields = [_field(desk, paper, document, id, each) for id in elements]
    height = max(len(lines) * paper.leading + 8, *(field.height for field in fields), 0)
    marks.append(Box(0, y, left, height, paper.colours.base, paper.colours.line, 0))
    marks += paper.write(lines, paper.plain, PAD, y + 4)
    spots.append(Spot(0, y, left, height, Place("", "", document.id, ""), title, document.id))
    for n, field in enumerate(fields):
        marks.append(Box(left + n * each, y, each, height, paper.colours.base, paper.colours.line, 0))
        _put(field, left + n * each, y, marks, spots)
    return y + height


def _field(desk: Desk, paper: Paper, document: StrategicDocument, element: str, width: float) -> Scene:
    marks: list[Mark] = []
    spots: list[Spot] = []
    y = 4.0
    for link in desk.plan.children(document.id, AlignmentLink):
        if _column_of(desk, link) == element:
            y = _link(desk, paper, link, element, (width, y), marks, spots)
    return Scene(width, y, tuple(marks), tuple(spots))


def _link(
    desk: Desk,
    paper: Paper,
    link: AlignmentLink,
    element: str,
    frame: tuple[float, float],
    marks: list[Mark],
    spots: list[Spot],
) -> float:
    c, (width, y) = paper.colours, frame
    inks = {"implements": c.good, "supports": c.accent, "neutral": c.quiet, "conflicts": c.error}
    ink = inks.get(link.relation, c.quiet)
    own = desk.codes.get(link.element, "") if link.element != element else ""
    words = " ".join(filter(None, (_SIGNS.get(link.relation, "·"), own, _relation(desk, link))))
    look = paper.quiet._replace(colour=c.text)
    lines = paper.lines(words, look, width - 4 * PAD, 3)
    height = len(lines) * paper.line(look) + 6
    marks.append(Box(PAD, y, width - 2 * PAD, height, shade(ink, c.base, 0.2), ink))
    marks += paper.write(lines, look, 2 * PAD, y + 3)
    told = "\n".join(filter(None, (_relation(desk, link), desk.text(link.their_element))))
    spots.append(Spot(PAD, y, width - 2 * PAD, height, Place("", "", link.id, ""), told, link.id))
    return y + height + 4


def _relation(desk: Desk, link: AlignmentLink) -> str:
    return entry_label(desk, "relations", link.relation) or desk.words("relation not given")


def tables(desk: Desk) -> tuple[Table, ...]:
    """Document, own element, relation and their element; documents without any stand alone."""
    words = desk.words
    heads = (words("Document"), words("Element of this plan"), words("Relation"), words("Its element"))
    rows: list[Row] = []
    for document in desk.plan.all(StrategicDocument):
        links = desk.plan.children(document.id, AlignmentLink)
        title = desk.name_of(document) or words("(without a name)")
        if not links:
            rows.append(Row((title, words("not linked yet"), "", ""), Place("", "", document.id, "")))
        for link in links:
            own = " ".join(filter(None, _element(desk, link.element))) if link.element in desk.plan else ""
            cells = (title, own, _relation(desk, link), desk.text(link.their_element))
            rows.append(Row(cells, Place("", "", link.id, "")))
    return (Table(heads, tuple(rows)),)


DRAWING = Drawing(
    code="alignment",
    hint=phrase(
        "Each row is a document, each column an objective of this plan; the cell says how the two fit. Click a "
        "document, an objective or a cell to edit it."
    ),
    empty=phrase("This page compares the documents with the objectives of this plan. Enter the documents first."),
    form="strategic_document",
    kinds=frozenset({"strategic_document", "alignment_link", "objective", "measure", "plan"}),
    is_empty=lambda desk: not desk.plan.all(StrategicDocument),
    scene=scene,
    tables=tables,
)
