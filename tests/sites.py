"""Several people with a copy each, who send each other files: late, twice, in any order, with clocks that lie."""

from __future__ import annotations

from random import Random

from localplan.domain.ancestry import Verdict, common_base, joined, verdict
from localplan.domain.edits import Edit, apply_edits
from localplan.domain.history import Revision, descent
from localplan.domain.merge import Merged, merge
from localplan.domain.plan import Plan

File = tuple[Plan, Revision]


class Site:
    """One copy of a plan with the states kept of it, as a library keeps them."""

    def __init__(self, name: str, plan: Plan, chance: Random) -> None:
        self.name, self.plan, self.chance = name, plan, chance
        self.kept: dict[str, File] = {}
        self.tip: tuple[str, ...] = ()
        self.merges: list[Merged] = []

    def edit(self, *edits: Edit) -> None:
        self.plan = apply_edits(self.plan, edits)

    def send(self) -> File:
        """The file of the plan as it is now."""
        if self.plan.digest not in self.kept:
            self._keep(self.plan, self.tip, "sent")
        self.tip = (self.plan.digest,)
        return self.kept[self.plan.digest]

    def receive(self, file: File) -> Verdict:
        """Does with a file what the program does."""
        theirs, revision = file
        known = [each for _, each in self.kept.values()]
        found = verdict(self.plan, known, theirs, revision)
        if found in ("identical", "older"):
            self._remember(file)
        elif found == "update":
            self.send()
            self._remember(file)
            self.plan = theirs
        elif found == "reconcile":
            base = common_base(self.plan, known, revision, lambda digest: self.kept[digest][0])
            mine = self.send()[1]
            self._remember(file)
            merged = merge(base, self.plan, theirs)
            self.merges.append(merged)
            self.plan = merged.plan
            self._keep(self.plan, (mine.digest, revision.digest), "merged")
        self.tip = (self.plan.digest,) if self.plan.digest in self.kept else self.tip
        return found

    def _remember(self, file: File) -> None:
        plan, revision = file
        known = self.kept.get(revision.digest, file)[1]
        self.kept[revision.digest] = plan, joined(known, revision, [each for _, each in self.kept.values()])

    def _keep(self, plan: Plan, parents: tuple[str, ...], reason: str) -> None:
        earlier = descent(self.kept[digest][1] for digest in parents)
        made_from = {*parents} - {plan.digest}
        revision = Revision(
            plan=plan.id,
            digest=plan.digest,
            parents=tuple(sorted(made_from)),
            ancestors=tuple(sorted(earlier - made_from - {plan.digest})),
            author=self.name,
            at=f"20{self.chance.randrange(10, 40)}-01-01T00:00:00Z",
            reason=reason,
        )
        self._remember((plan, revision))
