"""Workbooks filled in at random: each comes in as what was typed, whatever the order of rows and the known state."""

from __future__ import annotations

from collections import Counter
from random import Random

from localplan.domain.edits import PutRecord, SetField, apply_edits
from tests.exchange.hands import SHEETS, Hands
from tests.samples import draft

LETTERS = "abcčćžšđабвгђљњ  0123456789"


def at_work(chance: Random) -> tuple[Hands, str]:
    """Somebody who types a little, and then may sort, copy or delete rows; how they sorted."""
    hands = Hands()
    for _ in range(chance.randint(0, 6)):
        if chance.random() < 0.6:
            text = "x" + "".join(chance.choices(LETTERS, k=chance.randint(0, 20))) + "y"
            hands.type(chance.choice(("Activities", "Measures")), chance.randrange(50), "title@en", text)
        else:
            year = chance.choice(("amounts@2026", "amounts@2027", "amounts@2028"))
            hands.type("Funding", chance.randrange(50), year, str(chance.randrange(1, 10**6)))
    for _ in range(chance.randint(0, 2)):
        hands.copy("Activities", chance.randrange(50), chance.randrange(50))
    for _ in range(chance.randint(0, 2)):
        hands.delete("Regulations", chance.randrange(50))
    how = chance.choice(("not", "with ids", "without ids")) if not hands.added else "not"
    if how != "not":
        hands.sort(chance.choice(SHEETS), chance.randrange(10**6), with_ids=how == "with ids")
    return hands, how


def test_that_workbooks_come_back_as_what_was_done_in_them(count: int, seed: int) -> None:
    met: Counter[str] = Counter()
    plan = draft()
    now = apply_edits(plan, [SetField(plan.id, "vision", "Changed meanwhile", "en")])
    for n in range(count):
        case = f"{seed}-{n}"
        hands, how = at_work(Random(case))
        here = now if n % 2 else plan
        found = hands.read(here, base=plan)
        new = [edit for edit in found.edits if isinstance(edit, PutRecord)]
        assert found.plan == apply_edits(apply_edits(here, hands.edits), new), case
        assert len(new) == hands.added and not found.conflicts and not found.problems, case
        asked = {question.about for question in found.questions if question.kind == "missing"}
        assert asked == set(hands.removed), case
        assert hands.read(found.plan, base=plan).edits == (), case
        met[how] += 1
    print(f"{count} workbooks; sorted: {dict(met)}")
