"""Stakeholders by interest and influence, with the way to deal with each (specification 3.5)."""

from __future__ import annotations

from localplan.domain.records.analysis import Stakeholder
from localplan.methodology.charts import strategy
from localplan.ui.desk import Desk, Place
from localplan.ui.panels.crosses import MARKS, Field, Slip, cross, unplaced
from localplan.ui.panels.marks import Paper, Scene, shade, stacked
from localplan.ui.panels.page import Drawing
from localplan.ui.panels.same_table import Row, Table
from localplan.words import Words, phrase

_FIRST_FIELDS = {(1, 5): 3, (4, 5): 2, (1, 3): 3, (4, 3): 2}  # where a strategy's name stands, and how far it reaches
_SHARES = {"manage_closely": 0.24, "keep_satisfied": 0.12, "keep_informed": 0.12, "monitor": 0.0}


def strategy_words(words: Words, code: str) -> str:
    """What a strategy is called."""
    return {
        "manage_closely": words("Manage closely"),
        "keep_satisfied": words("Keep satisfied"),
        "keep_informed": words("Keep informed"),
        "monitor": words("Monitor"),
    }[code]


def scene(desk: Desk, paper: Paper) -> Scene:
    """The fields, and beneath them who has no place yet."""
    words, c = desk.words, paper.colours
    fields = {}
    for place in ((across, up) for across in MARKS for up in MARKS):
        way = strategy(*place)
        note = strategy_words(words, way) if place in _FIRST_FIELDS else ""
        fields[place] = Field(shade(c.accent, c.base, _SHARES[way]), note, _FIRST_FIELDS.get(place, 1))
    slips: dict[tuple[int, int], list[Slip]] = {}
    for party in desk.plan.all(Stakeholder):
        slips.setdefault(_place(party), []).append(Slip(party.id, _name(desk, party), _told(desk, party)))
    rest = unplaced(paper, words("Without interest or influence"), slips.pop((0, 0), []))
    grid = cross(paper, slips, fields, (words("Interest"), words("Influence")))
    return stacked([grid, rest], paper.leading / 2) if rest.spots else grid


def _place(party: Stakeholder) -> tuple[int, int]:
    """Interest and influence; 0, 0 while one of them is not known."""
    known = party.interest in MARKS and party.influence in MARKS
    return (party.interest or 0, party.influence or 0) if known else (0, 0)


def _name(desk: Desk, party: Stakeholder) -> str:
    return desk.name_of(desk.plan.get(party.organisation)) or desk.text(party.name) or desk.words("(without a name)")


def _told(desk: Desk, party: Stakeholder) -> str:
    words, place = desk.words, _place(party)
    if place == (0, 0):
        return _name(desk, party)
    marks = words("Interest {interest}, influence {influence}", interest=place[0], influence=place[1])
    return f"{_name(desk, party)}\n{marks}: {strategy_words(words, strategy(*place))}"


def tables(desk: Desk) -> tuple[Table, ...]:
    """Party, marks and strategy; the strongest first."""
    words = desk.words
    heads = (words("Party"), words("Interest"), words("Influence"), words("Strategy"))
    rows = []
    for party in sorted(desk.plan.all(Stakeholder), key=lambda p: -(p.interest or 0) * (p.influence or 0)):
        place = _place(party)
        way = strategy_words(words, strategy(*place)) if place != (0, 0) else ""
        cells = (_name(desk, party), str(party.interest or ""), str(party.influence or ""), way)
        rows.append(Row(cells, Place("", "", party.id, "")))
    return (Table(heads, tuple(rows), frozenset({1, 2})),)


DRAWING = Drawing(
    code="stakeholder_grid",
    hint=phrase(
        "The further to the right, the more interested; the higher up, the more influential. Click a party to edit it."
    ),
    empty=phrase(
        "This page places the parties by interest and influence, each from 1 to 5. Enter the stakeholders first."
    ),
    form="stakeholder",
    kinds=frozenset({"stakeholder", "organisation"}),
    is_empty=lambda desk: not desk.plan.all(Stakeholder),
    scene=scene,
    tables=tables,
)
