"""What a region asks of its library: summaries, totals, what the checks found, where figures come from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractContextManager

from sqlalchemy import Connection

from localplan.domain.aliases import going_by
from localplan.domain.consolidation import Totals, own_money, sums, totals_from, totals_of
from localplan.domain.plan import Plan
from localplan.domain.received import ReceivedFile
from localplan.domain.summary import PARTS, Checked, KeptView, Provenance, Summary
from localplan.domain.summing_up import summary_of
from localplan.domain.values import Refused
from localplan.storage import duplicates, received
from localplan.storage import summaries as kept

_AT_ONCE = 100  # summaries made anew within one transaction


class Region:
    """The plans of an open library side by side; `Library.region`. Methods raise Refused as those of the library do."""

    def __init__(
        self,
        reading: Callable[[], AbstractContextManager[Connection]],
        changing: Callable[[], AbstractContextManager[Connection]],
        read_plan: Callable[[str], Plan],
        *,
        read_only: bool,
    ) -> None:
        self._reading, self._changing, self._read_plan, self._read_only = reading, changing, read_plan, read_only

    def refresh(self, progress: Callable[[int, int], None] = lambda done, of: None) -> int:
        """Make missing and outdated summaries anew; how many. Nothing in a library that is only read."""
        if self._read_only:
            return 0
        old = self._stale()
        for start in range(0, len(old), _AT_ONCE):
            some = old[start : start + _AT_ONCE]
            new = [summary for plan in some if (summary := self._made(plan)) is not None]
            with self._changing() as connection:
                for summary in new:
                    kept.write_summary(connection, summary)
            progress(start + len(some), len(old))
        return len(old)

    def _made(self, plan: str) -> Summary | None:
        """The summary of a plan as it is now; none when it is too damaged to be read: the others are shown without."""
        try:
            return summary_of(self._read_plan(plan))
        except Refused:
            return None

    def summaries(
        self, parts: Collection[str] = tuple(PARTS), plans: Collection[str] | None = None
    ) -> tuple[Summary, ...]:
        """Every plan's summary as of now, by plan id; with these parts (`domain.summary.PARTS`), of all or of these."""
        self.refresh()
        with self._reading() as connection:
            found = {summary.plan: summary for summary in kept.read_summaries(connection, parts, plans)}
        for plan in self._stale():  # of a library that may not be written to
            if (plans is None or plan in plans) and (summary := self._made(plan)) is not None:
                found[plan] = summary
        return tuple(found[plan] for plan in sorted(found))

    def totals(self) -> Totals:
        """What all plans that count cost together: the database adds up, shared measures are settled beside it."""
        self.refresh()
        if self._stale():
            return totals_of(summary for summary in self.summaries(("money",)) if summary.counts)
        with self._reading() as connection:
            own, partners = kept.read_sums(connection)
            shared = list(kept.read_summaries(connection, ("money",), partners)) if partners else []
        return totals_from([*own, *sums(one for one in own_money(shared) if one.row.shared_id)])

    def provenance(self) -> dict[str, Provenance]:
        """Where each plan comes from, by plan id."""
        with self._reading() as connection:
            return kept.read_provenance(connection)

    def received(self, digests: Sequence[str] | None = None) -> tuple[ReceivedFile, ...]:
        """The files that came in, the last first; all, or those whose bytes have these digests."""
        with self._reading() as connection:
            return received.received(connection, digests)

    def keep_received(self, files: Iterable[ReceivedFile]) -> None:
        """Remember files that came in."""
        with self._changing() as connection:
            received.keep_received(connection, files)

    def expected(self) -> dict[str, tuple[str, ...]]:
        """The regions by name, each with the codes of the municipalities it expects."""
        with self._reading() as connection:
            return received.expected(connection)

    def expect(self, name: str, municipalities: Iterable[str]) -> None:
        """Say which municipalities a region expects; none forgets the region."""
        with self._changing() as connection:
            received.expect(connection, name, municipalities)

    def checked(self) -> dict[str, Checked]:
        """What the checks found when they last ran, by plan id; the digest tells whether that still holds."""
        with self._reading() as connection:
            return {checked.plan: checked for checked in kept.read_checked(connection)}

    def keep_checked(self, found: Iterable[Checked]) -> None:
        """Keep what the checks found; nothing in a library that is only read."""
        if self._read_only:
            return
        with self._changing() as connection:
            for checked in found:
                kept.write_checked(connection, checked)

    def kept_views(self, kind: str) -> tuple[KeptView, ...]:
        """The choices or editions kept, by name."""
        with self._reading() as connection:
            return kept.kept_views(connection, kind)

    def keep_view(self, view: KeptView) -> None:
        """Keep a choice or an edition under its name."""
        with self._changing() as connection:
            kept.keep_view(connection, view)

    def forget_view(self, kind: str, name: str) -> bool:
        """Forget one; False when there was none."""
        with self._changing() as connection:
            return kept.forget_view(connection, kind, name)

    # duplicates ------------------------------------------------------------------------------------------------------

    def aliases(self, kind: str) -> dict[str, str]:
        """Which id, or code of a collection, each thing of this kind goes by that was said to be another."""
        return going_by(kind, self.same(kind))

    def same(self, kind: str) -> list[tuple[str, str]]:
        """The pairs that were said to be one, in that order: the id that stays, the id that goes."""
        with self._reading() as connection:
            return duplicates.same(connection, kind)

    def keep_same(self, kind: str, pairs: Iterable[tuple[str, str]]) -> None:
        """The second of each goes by the id of the first wherever plans are put together."""
        with self._changing() as connection:
            duplicates.keep_same(connection, kind, pairs)

    def forget_same(self, kind: str, pairs: Iterable[tuple[str, str]]) -> None:
        """Take that back."""
        with self._changing() as connection:
            duplicates.forget_same(connection, kind, pairs)

    def not_the_same(self, kind: str) -> set[tuple[str, str]]:
        """The pairs that were said to be two things, the smaller id first."""
        with self._reading() as connection:
            return duplicates.not_the_same(connection, kind)

    def keep_apart(self, kind: str, pairs: Iterable[tuple[str, str]], person: str, at: str) -> None:
        """Remember of each pair that these are two things."""
        with self._changing() as connection:
            duplicates.keep_apart(connection, kind, pairs, person, at)

    def forget_apart(self, kind: str, pairs: Iterable[tuple[str, str]]) -> None:
        """Take that back."""
        with self._changing() as connection:
            duplicates.forget_apart(connection, kind, pairs)

    def persons(self) -> list[duplicates.NamedPerson]:
        """Everybody whom a plan names, to be compared and not to be kept."""
        with self._reading() as connection:
            return duplicates.persons(connection)

    def _stale(self) -> list[str]:
        with self._reading() as connection:
            return kept.stale(connection)
