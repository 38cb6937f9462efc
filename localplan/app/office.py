"""Everything the window works with: the library and the methodology, each loaded when it is first needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, NamedTuple

from localplan.app.places import Address
from localplan.data import data_dir
from localplan.domain.values import Refused

if TYPE_CHECKING:
    from localplan.app.how_far import HowFar
    from localplan.app.plans import Facts
    from localplan.app.process import Milestones
    from localplan.app.session import PlanSession
    from localplan.domain.plan import Plan
    from localplan.domain.roll_over import Decision
    from localplan.methodology.methodology import Methodology
    from localplan.storage.library import Library


class Ready(NamedTuple):
    """A plan that was read, with its methodology in the plan's version and what is kept of earlier states."""

    session: PlanSession
    methodology: Methodology
    milestones: Milestones


class Office:
    """One library and one author, for as long as the program runs."""

    def __init__(self, address: Address, author: str, *, purpose: str = "own") -> None:
        self.address, self.author, self.purpose = address, author, purpose
        self._library: Library | None = None
        self._opening = RLock()  # a plan is opened in a thread
        self.only_reads: Refused | None = None  # why the library may only be read

    @cached_property
    def methodology(self) -> Methodology:
        """What forms/ declares."""
        from localplan.methodology.loader import load_methodology

        return load_methodology(data_dir("forms"))

    def methodology_of(self, plan: Plan) -> Methodology:
        """The methodology in the version that a plan keeps. Raises Refused for a newer one than is known here."""
        from localplan.methodology.versions import pinned

        return pinned(self.methodology, plan)

    def warm(self) -> None:
        """Load what opening a plan needs and no library is touched by; for a thread, while nobody has asked yet."""
        import localplan.app.plans
        import localplan.storage.opening  # noqa: F401

        _ = self.methodology

    def learn_holidays(self) -> None:
        """Load the calendars that dates and checks need: half of what a start costs; for a thread."""
        from localplan.methodology.deadlines import public_holidays

        public_holidays("RS")

    @property
    def library(self) -> Library:
        """The open library; for reading alone when somebody else has it. Raises Refused when it cannot be opened."""
        with self._opening:
            if self._library is None:
                self._library = self._opened()
            return self._library

    def _opened(self) -> Library:
        from localplan.app.plans import may_be_read, open_library_at

        self.only_reads = None
        try:
            return open_library_at(self.address, self.author, purpose=self.purpose)
        except Refused as refusal:
            if not may_be_read(self.address, refusal):
                raise
            self.only_reads = refusal
            return open_library_at(self.address, self.author, read_only=True)

    def take_over(self) -> None:
        """Go on with a library that was handed over: from now on it is ours. Raises Refused."""
        from localplan.app.plans import open_library_at

        self.close()
        with self._opening:
            self._library = open_library_at(self.address, self.author, create=False, take_over=True)
            self.only_reads = None

    def open_session(self, plan_id: str) -> PlanSession:
        """A plan, ready to be worked on, or to be read where the library may only be read. Raises Refused."""
        from localplan.app.plans import open_session

        if self.only_reads:
            self.close()  # whoever had it may have left
        return open_session(self.library, plan_id, self.author)

    def get_ready(self, plan_id: str) -> Ready:
        """All that is read to open a plan; may be called in a thread. Raises Refused."""
        session = self.open_session(plan_id)
        return Ready(session, self.methodology_of(session.plan), self.milestones(session.plan))

    def count_steps(self, plan_ids: Sequence[str], go_on: Callable[[], bool]) -> dict[str, HowFar]:
        """How far plans are, by id; a library that nobody has opened here is only read for it. Raises Refused."""
        from localplan.app.how_far import count_steps
        from localplan.app.plans import open_library_at

        today = datetime.now().astimezone().date()
        if self._library is not None:
            return count_steps(self._library, plan_ids, self.methodology, today, go_on)
        with open_library_at(self.address, self.author, read_only=True) as library:
            return count_steps(library, plan_ids, self.methodology, today, go_on)

    def make_plan(self, facts: Facts) -> str:
        """Make a plan in the library; its id."""
        from localplan.app.beginnings import with_title
        from localplan.app.plans import new_plan, with_free_code

        plan = with_free_code(new_plan(with_title(facts, self.methodology.country(facts.country))), self.library)
        self.library.add_plan(plan)
        return plan.id

    def make_frame(self, title: str, language: str, years: tuple[int, int]) -> str:
        """Make a regional frame in the library; its id. Raises Refused."""
        from localplan.app.frames import new_frame
        from localplan.app.plans import with_free_code

        plan = with_free_code(new_frame(self.methodology, {language: title}, years), self.library)
        self.library.add_plan(plan)
        return plan.id

    def milestones(self, plan: Plan) -> Milestones:
        """What the library keeps of a plan's earlier states."""
        from localplan.app.process import milestones

        return milestones(self.library, plan)

    def make_next_plan(
        self, plan: Plan, years: tuple[int, int], decisions: Mapping[str, Decision] | None = None
    ) -> str:
        """Make the plan that follows one, in the library; its id. Raises Refused."""
        from localplan.app.following import next_plan
        from localplan.app.plans import with_free_code

        following = with_free_code(next_plan(plan, self.methodology, years, decisions), self.library)
        self.library.add_plan(following)
        return following.id

    def make_practice_copy(self, sample_name: str) -> str:
        """Put a practice copy of a sample into the library; its id."""
        from localplan.app.plans import with_free_code
        from localplan.app.samples import practice_copy, sample

        original = sample(sample_name, data_dir("resources"))
        plan = with_free_code(practice_copy(original, status="draft"), self.library)
        self.library.add_plan(plan)
        return plan.id

    def delete_plan(self, plan_id: str) -> Path:
        """Delete a plan; the package that is kept of it. Takes its time: for the background. Raises Refused."""
        from localplan.app.deleting import delete_plan

        return delete_plan(self.library, plan_id)

    def damage_in(self, plan_id: str) -> int:
        """How many rows of a plan fail their digest; they are set aside. Takes its time: for the background."""
        return len(self.library.verify_plan(plan_id))

    def back_up_if_changed(self, second: str = "") -> bool:
        """Back the library up if anything was saved since the last backup, and copy that to the `second` folder.

        Takes its time: for the background. Raises Refused.
        """
        library, address = self._library, self.address
        if library is None or library.read_only or not isinstance(address, Path):
            return False
        from localplan.app.backups import back_up_if_changed

        return back_up_if_changed(library, address, second)

    def close(self) -> None:
        """Write what waits and let go of the library."""
        if self._library is not None:
            self._library.close()
            self._library = None
