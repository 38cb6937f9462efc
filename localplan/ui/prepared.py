"""Rows that the program prepares for a table from what the plan holds already."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from localplan.domain.edits import Edit
from localplan.domain.plan import Plan
from localplan.domain.roll_over import decisions_on_paper
from localplan.ui.desk import Desk, Place, new_id
from localplan.words import phrase


class Prepared(NamedTuple):
    """The words of the button, what it does, and the form in which its rows then stand."""

    title: str
    edits: Callable[[Plan, Callable[[], str]], Sequence[Edit]]
    form: str


PREPARED: Mapping[str, Prepared] = {
    "previous_result": Prepared(phrase("Decide on each result"), decisions_on_paper, "roll_over"),
    "roll_over": Prepared(phrase("A row for each result of the old plan"), decisions_on_paper, "roll_over"),
}
"""By the form over whose table the button stands."""


def offered(desk: Desk, form: str) -> Sequence[Edit]:
    """The edits that would make the rows now; none when all are there, or nothing may be added."""
    prepared = PREPARED.get(form)
    if prepared is None:
        return ()
    target = desk.methodology.form(prepared.form)
    may = desk.method.shows(target) and desk.may_change(target.record)
    return prepared.edits(desk.plan, new_id) if may else ()


def prepare(desk: Desk, form: str) -> None:
    """Make the rows as one action, and go to where they stand."""
    prepared = PREPARED[form]
    if desk.perform(offered(desk, form), desk.words(prepared.title)):
        desk.wanted.emit(Place("", prepared.form))
