"""What reading a workbook back gives: edits, what went wrong, what is worth knowing, what has to be asked."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from localplan.domain.edits import Edit
from localplan.domain.notes import Conflict
from localplan.domain.plan import Plan


class Problem(msgspec.Struct, frozen=True):
    """A cell or row that was not taken in. `place` is the cell's name or the row's number; `code` that of a refusal."""

    sheet: str
    place: str
    code: str
    values: dict[str, Any] = {}


class Notice(msgspec.Struct, frozen=True):
    """Something worth knowing that stops nothing; `code` is a message id."""

    code: str
    sheet: str = ""
    values: dict[str, Any] = {}


class Question(msgspec.Struct, frozen=True):
    """What only a person can say. `missing`: the record `about` has no row any more, `count` others belong to it: keep
    or remove? `order`: the rows of the form `about` stand in another order: take it over?"""

    kind: Literal["missing", "order"]
    about: str
    sheet: str
    count: int = 0


class Answers(msgspec.Struct, frozen=True):
    """Which records are to be removed, and of which forms the order is to be taken over; nothing of it by default."""

    remove: frozenset[str] = frozenset()
    reorder: frozenset[str] = frozenset()


NOTHING_ANSWERED = Answers()


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """`rows` that were read, and what becomes of records in the plan."""

    rows: int = 0
    changed: int = 0
    added: int = 0
    removed: int = 0
    moved: int = 0
    conflicts: int = 0


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """`edits` lead from the plan as it is now to `plan`; they are one action. Conflicts are as those of a merge."""

    plan: Plan
    edits: tuple[Edit, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    choices: tuple[Conflict, ...] = ()
    problems: tuple[Problem, ...] = ()
    notices: tuple[Notice, ...] = ()
    questions: tuple[Question, ...] = ()
    counts: Counts = Counts()
