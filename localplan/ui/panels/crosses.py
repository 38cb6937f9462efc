"""Fields of five by five: what is placed by two marks from 1 to 5, each thing as a slip in its field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from localplan.ui.desk import Place
from localplan.ui.panels.marks import PAD, Box, Mark, Paper, Scene, Spot, heading, shifted, stacked

MARKS = (1, 2, 3, 4, 5)
_GAP = 4.0
_LEAST_FIELD = 12  # average letters


class Slip(NamedTuple):
    """One thing: its number or code, its name, and all that is to be said of it."""

    id: str
    name: str
    told: str


class Field(NamedTuple):
    """The ground of one field; its note may reach over several fields to the right."""

    ground: str
    note: str = ""
    reach: int = 1


def cross(
    paper: Paper,
    slips: Mapping[tuple[int, int], Sequence[Slip]],
    fields: Mapping[tuple[int, int], Field],
    axes: tuple[str, str],
) -> Scene:
    """The fields by (across, up), both 1–5; `axes` are the words for across and up."""
    left = paper.wide("5", paper.strong) + 3 * PAD
    each = max((paper.width - left) / 5, paper.em * _LEAST_FIELD)
    up_words = paper.lines(f"↑ {axes[1]}", paper.strong, paper.width)
    marks: list[Mark] = [*paper.write(up_words, paper.strong, 0, 0)]
    spots: list[Spot] = []
    y = len(up_words) * paper.leading + 2
    for up in reversed(MARKS):
        notes = {across: _note(paper, fields[across, up], each) for across in MARKS}
        shared = max((len(notes[across]) for across in MARKS if fields[across, up].reach > 1), default=0)
        row = [_field(paper, notes[across], shared, slips.get((across, up), ()), each) for across in MARKS]
        height = max(paper.leading * 2.2, *(part.height for part in row))
        marks += paper.write([str(up)], paper.strong, 0, y + (height - paper.leading) / 2, left - PAD, 0.5)
        for across in MARKS:
            x = left + (across - 1) * each
            marks.append(Box(x, y, each, height, fields[across, up].ground, paper.colours.line, 0))
        for across, part in zip(MARKS, row, strict=True):
            placed = shifted(part, left + (across - 1) * each, y)
            marks += placed.marks
            spots += placed.spots
        y += height
    for across in MARKS:
        marks += paper.write([str(across)], paper.strong, left + (across - 1) * each, y + 2, each, 0.5)
    width = left + 5 * each
    marks += paper.write([f"{axes[0]} →"], paper.strong, left, y + 2 + paper.leading, width - left, 1)
    return Scene(width, y + 4 + 2 * paper.leading, tuple(marks), tuple(spots))


def _note(paper: Paper, field: Field, width: float) -> list[str]:
    return paper.lines(field.note, paper.quiet, width * field.reach - 2 * PAD, 2) if field.note else []


def _field(paper: Paper, note: list[str], shared: int, slips: Iterable[Slip], width: float) -> Scene:
    """The note over the slips; `shared` lines stay free for a note that reaches in from the left."""
    look = paper.quiet._replace(colour=paper.colours.text)
    marks: list[Mark] = list(paper.write(note, look, PAD, 2))
    spots: list[Spot] = []
    lines = max(len(note), shared)
    y = 2 + lines * paper.line(look) + (2 if lines else _GAP)
    for slip in slips:
        part = _slip(paper, slip, _GAP, y, width - 2 * _GAP)
        marks += part.marks
        spots += part.spots
        y += part.height + _GAP
    return Scene(width, y, tuple(marks), tuple(spots))


def _slip(paper: Paper, slip: Slip, x: float, y: float, width: float, most: int = 3) -> Scene:
    c, look = paper.colours, paper.quiet._replace(colour=paper.colours.text)
    lines = paper.lines(slip.name, look, width - 2 * PAD, most)
    height = len(lines) * paper.line(look) + 4
    marks: tuple[Mark, ...] = (Box(x, y, width, height, c.base, c.quiet), *paper.write(lines, look, x + PAD, y + 2))
    return Scene(0, height, marks, (Spot(x, y, width, height, Place("", "", slip.id, ""), slip.told, slip.id),))


def unplaced(paper: Paper, title: str, slips: Sequence[Slip]) -> Scene:
    """What has no place in the fields yet, beneath them."""
    parts = [_slip(paper, slip, 0, 0, paper.width, 2) for slip in slips]
    return stacked([heading(paper, title), *parts], _GAP) if parts else Scene(0, 0)
