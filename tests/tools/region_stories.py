"""How plans of a made-up region grow and come in: the files of each municipality, and what is true of each.

Known of the program is only the order in which it takes in parallel work: ancestors first, equals by digest.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import msgspec
from openpyxl import Workbook

from localplan.domain.ancestry import way_back
from localplan.domain.edits import SetField, apply_edits
from localplan.domain.history import Revision, descent
from localplan.domain.plan import Plan
from localplan.domain.records.logic import Activity, FundingLine, Measure
from localplan.exchange.package import pack, package_of
from tests.exchange.returned import edited, put
from tests.exchange.workbooks import written
from tests.tools.damage import DAMAGES
from tests.tools.region_plans import Made

Place = tuple[str, str, str]  # record, field, key


class Told(msgspec.Struct):
    """What is true of one file."""

    name: str
    verdict: str
    plan: str = ""
    municipality: str = ""
    revision: str = ""
    problems: tuple[str, ...] = ()


class Region:
    """The files written so far, and what is true of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: list[Told] = []
        self.conflicts: list[dict[str, str]] = []
        self.plans: dict[str, tuple[str, Made]] = {}  # by id: final digest, and what was made with its final ledger
        self.damaged = 0

    def write(
        self,
        name: str,
        content: bytes,
        verdict: str,
        revision: Revision | None = None,
        municipality: str = "",
        *problems: str,
    ) -> None:
        """A file and its truth."""
        (self.folder / name).write_bytes(content)
        known = (revision.plan, municipality, revision.digest) if revision else ()
        self.files.append(Told(name, verdict, *known, problems=problems))

    def end(self, made: Made, plan: Plan) -> None:
        """The state in which a plan ends in the library."""
        self.plans[plan.id] = plan.digest, made


class Story:
    """One municipality's plan as it grows: states, files, and the money after each edit."""

    def __init__(self, region: Region, made: Made, seed: int) -> None:
        self.region, self.made, self.plan = region, made, made.plan
        self.chance = Random(f"story-{seed}-{made.unit.number}")
        self.known: list[Revision] = []
        self.name = f"{made.unit.number:05}-{made.unit.code}"

    def revision(self, plan: Plan, *parents: Revision, marks: tuple[str, ...] = ()) -> Revision:
        """A state as its sender's program describes it; clocks are wrong now and then."""
        made_from = {parent.digest for parent in parents} - {plan.digest}
        earlier = (descent(parents) | set(marks)) - made_from - {plan.digest}
        year = self.chance.choice((1999, 2026, 2026, 2026, 2031))
        return Revision(
            plan=plan.id,
            digest=plan.digest,
            parents=tuple(sorted(made_from)),
            ancestors=tuple(sorted(earlier)),
            author=f"Planner {self.made.unit.number}",
            at=f"{year}-{self.chance.randrange(1, 13):02}-01T08:00:00Z",
            reason="sent",
            journal=0,
        )

    def send(self, suffix: str, plan: Plan, revision: Revision, verdict: str, *problems: str) -> bytes:
        """The file of a state."""
        content = pack(package_of(plan, revision))
        name = f"{self.name}{suffix}.lplan"
        self.region.write(name, content, verdict, revision, plan.root.municipality, *problems)
        return content

    def work(self, plan: Plan, title: str, money: int = 0) -> tuple[Plan, list[SetField]]:
        """Some edits: titles of measures that nobody shares, and other amounts for some funding lines."""
        measures = [m for m in plan.all(Measure) if not m.shared_id]
        edits = [SetField(self.chance.choice(measures).id, "title", title, "en")]
        lines = [line for line in plan.all(FundingLine) if not self.made.ledger[line.id].shared_id]
        for line in self.chance.sample(lines, money):
            year = self.chance.choice(sorted(line.amounts))
            whole = Decimal(self.chance.randrange(1, 5000)) * 1000
            edits.append(SetField(line.id, "amounts", str(whole / self.made.amount_unit), year))
        return apply_edits(plan, edits), edits

    def booked(self, edits: list[SetField]) -> None:
        """The money of these edits in the ledger."""
        for edit in edits:
            if edit.field == "amounts":
                self.made.ledger[edit.id].years[edit.key] = Decimal(edit.value) * self.made.amount_unit

    def clash(
        self, suffixes: tuple[str, ...], base: Plan, states: list[tuple[Plan, Revision, list[SetField]]], two_way: bool
    ) -> None:
        """Parallel work on one state: who comes first by digest stays where both differ, and it is asked."""
        states = sorted(states, key=lambda state: state[1].digest)
        written: dict[Place, Any] = {}
        for number, (plan, revision, edits) in enumerate(states):
            first = "new" if two_way else "update"
            self.send(suffixes[number], plan, revision, "reconcile" if number else first)
            for edit in edits:
                place = (edit.id, edit.field, edit.key or "")
                if number and (written[place] != edit.value if place in written else two_way):
                    self.region.conflicts.append({"plan": plan.id, "record": edit.id, "field": edit.field})
                else:
                    written[place] = edit.value
        if two_way:  # without a base nobody can tell who changed it
            for place in written.keys() - {(edit.id, edit.field, edit.key or "") for edit in states[1][2]}:
                self.region.conflicts.append({"plan": base.id, "record": place[0], "field": place[1]})
        kept = [SetField(id, field, value, key or None) for (id, field, key), value in written.items()]
        self.booked(kept)
        self.region.end(self.made, apply_edits(base, kept))


def once(story: Story) -> None:
    """Sent once."""
    story.send("", story.plan, story.revision(story.plan), "new")
    story.region.end(story.made, story.plan)


def three_times(story: Story, sent: tuple[int, ...] = (0, 1, 2)) -> None:
    """Three states, each made from the one before."""
    plan, revisions = story.plan, [story.revision(story.plan)]
    states = [plan]
    for number in (1, 2):
        plan, edits = story.work(plan, f"Title {number}", money=3)
        story.booked(edits)
        states.append(plan)
        revisions.append(story.revision(plan, revisions[-1]))
    for number in sent:
        story.send(f"-{chr(122 - number)}", states[number], revisions[number], "update" if number > sent[0] else "new")
    story.region.end(story.made, plan)


def only_the_last(story: Story) -> None:
    """Three states of which the last one came."""
    three_times(story, (2,))


def two_at_once(story: Story) -> None:
    """Two people edit one state; both name one activity's deadline, and differ."""
    _at_once(story, 2)


def three_at_once(story: Story) -> None:
    """As two, and a third one who contradicts nobody."""
    _at_once(story, 3)


def strangers(story: Story) -> None:
    """Two people edit a state that never came: whatever differs is asked."""
    _at_once(story, 2, two_way=True)


def _at_once(story: Story, people: int, *, two_way: bool = False) -> None:
    base, revision = story.plan, story.revision(story.plan)
    if not two_way:  # otherwise nobody ever sent it
        story.send("-0", base, revision, "new")
    activity = story.chance.choice(base.all(Activity)).id
    states = []
    for number in range(people):
        measure = [m for m in base.all(Measure) if not m.shared_id][number].id
        edits = [SetField(measure, "title", f"By person {number}", "en")]
        if number < 2:
            edits.append(SetField(activity, "deadline", f"2027-Q{number + 1}"))
        plan = apply_edits(base, edits)
        states.append((plan, story.revision(plan, revision), edits))
    story.clash(("-a", "-b", "-c"), base, states, two_way)


def under_two_names(story: Story) -> None:
    """The same bytes twice; the first by name counts."""
    revision = story.revision(story.plan)
    content = story.send("", story.plan, revision, "new")
    story.region.write(f"{story.name}_copy.lplan", content, "identical", revision, story.made.unit.code)
    story.region.end(story.made, story.plan)


def undone(story: Story) -> None:
    """Sent, changed and sent, taken back and sent: it ends as it began."""
    first = story.revision(story.plan)
    plan, _ = story.work(story.plan, "Too hasty", money=2)
    second = story.revision(plan, first)
    back = story.revision(story.plan, second, marks=(way_back((first, second)),))
    story.send("-3", story.plan, first, "new")
    story.send("-2", plan, second, "update")
    story.send("-1", story.plan, back, "update")
    story.region.end(story.made, story.plan)


def copied_by_a_neighbour(story: Story) -> None:
    """Somebody wrote a plan over the file of another municipality."""
    revision = story.revision(story.plan)
    story.send("", story.plan, revision, "new")
    copy = apply_edits(story.plan, [SetField(story.plan.id, "municipality", "99999")])
    story.send("-for-another", copy, story.revision(copy, revision), "copied_plan", "plan_of_another")
    story.region.end(story.made, story.plan)


def filled_in(story: Story) -> None:
    """A colleague without the program types two titles and an amount into the plan's workbook."""
    revision = story.revision(story.plan)
    story.send("", story.plan, revision, "new")
    plan, edits = story.work(story.plan, "Typed by a colleague", money=1)
    path = written(story.plan, story.region.folder / f"{story.name}-filled.xlsx", revision=revision)
    edited(path, lambda book: [_typed(book, edit) for edit in edits])
    told = Told(path.name, "update", story.plan.id, story.made.unit.code, story.plan.digest)
    story.region.files.append(told)
    story.booked(edits)
    story.region.end(story.made, plan)


def _typed(book: Workbook, edit: SetField) -> None:
    sheet = "Funding" if edit.field == "amounts" else "Measures"
    put(book[sheet], edit.id, f"{edit.field}@{edit.key}", float(edit.value) if edit.field == "amounts" else edit.value)


def damaged(story: Story) -> None:
    """Nothing of it can be read; every kind of damage in its turn."""
    whole = pack(package_of(story.plan, story.revision(story.plan)))
    damage = DAMAGES[story.region.damaged % len(DAMAGES)]
    story.region.damaged += 1
    story.region.write(f"{story.name}.lplan", damage.done(whole), damage.verdict, None, "", damage.problem)


STORIES: tuple[Callable[[Story], None], ...] = (
    once,
    three_times,
    two_at_once,
    damaged,
    under_two_names,
    only_the_last,
    strangers,
    copied_by_a_neighbour,
    undone,
    three_at_once,
    damaged,
    filled_in,
)


def tell(story: Story) -> None:
    """The story that it is this municipality's turn to tell; money that neighbours share has to come in whole."""
    shares = any(money.shared_id for money in story.made.ledger.values())
    (once if shares else STORIES[story.made.unit.number % len(STORIES)])(story)
