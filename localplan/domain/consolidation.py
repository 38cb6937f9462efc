"""Money of many plans put together, exact: pure functions over summaries, whose order never matters.

Inter-municipal measures are counted once. Each partner's plan carries the whole cost with a common `shared_id` and its
own `share` in percent; a plan's own part is whole × share / 100. Where the shares of an id sum to 100 and the wholes
agree, the parts of all partners sum to the whole to the cent: every (year, source, status) is dealt out in cents, what
is left over by largest remainder, then by plan id.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

import msgspec

from localplan.domain.summary import Summary
from localplan.domain.summary_rows import MeasureRow, MoneyRow
from localplan.domain.values import plain

ZERO, HUNDRED, CENT = Decimal(0), Decimal(100), Decimal("0.01")
Money = dict[str, Decimal]
"""Amounts in whole currency, by currency."""

Cell = tuple[str, str, str]  # year, source, status


class OwnMoney(NamedTuple):
    """The plan's own part of a money row in some currency, with all that it can be grouped by."""

    summary: Summary
    row: MoneyRow
    measure: MeasureRow
    money: Decimal
    currency: str


class ShareProblem(msgspec.Struct, frozen=True):
    """What is wrong with a shared measure: shared_without_share, shared_wholes_differ, shared_not_hundred.

    `plans` are all that carry the id, `values` what the sentence needs.
    """

    code: str
    shared_id: str
    plans: tuple[str, ...]
    values: dict[str, Any] = {}


class Totals(msgspec.Struct, frozen=True):
    """Money of all plans by currency; the same by year, by source and by section."""

    all: Money
    by_year: dict[str, Money]
    by_source: dict[str, Money]
    by_section: dict[str, Money]


class Sum(NamedTuple):
    """Money of one plan, or of all, under one key of a dimension, `source` or `section`, in one year."""

    dimension: str
    key: str
    year: str
    currency: str
    money: Decimal


def totals_of(summaries: Iterable[Summary]) -> Totals:
    """What all these plans cost together, shared measures counted once."""
    return totals_from(sums(own_money(summaries)))


def sums(rows: Iterable[OwnMoney]) -> list[Sum]:
    """The rows added up as totals need them: all money once by source, once by section."""
    found: dict[tuple[str, str, str, str], Decimal] = defaultdict(lambda: ZERO)
    for one in rows:
        currency, year = one.currency, one.row.year
        found["source", one.row.source, year, currency] += one.money
        found["section", one.measure.section, year, currency] += one.money
    return [Sum(*place, money) for place, money in found.items()]


def totals_from(rows: Iterable[Sum]) -> Totals:
    """Totals out of sums over any number of plans."""
    kept = list(rows)
    by_source = [row for row in kept if row.dimension == "source"]
    by_section = [row for row in kept if row.dimension == "section"]
    return Totals(
        all=_added(("", row) for row in by_source).get("", {}),
        by_year=_added((row.year, row) for row in by_source),
        by_source=_added((row.key, row) for row in by_source),
        by_section=_added((row.key, row) for row in by_section),
    )


def _added(rows: Iterable[tuple[str, Sum]]) -> dict[str, Money]:
    found: dict[str, Money] = defaultdict(lambda: defaultdict(lambda: ZERO))
    for key, row in rows:
        found[key][row.currency] += row.money
    return _in_order(found)


def _in_order(found: Mapping[str, Money]) -> dict[str, Money]:
    return {
        key: {currency: plain(money) for currency, money in sorted(own.items())} for key, own in sorted(found.items())
    }


def own_money(summaries: Iterable[Summary]) -> tuple[OwnMoney, ...]:
    """Every money row with the plan's own part of it, by plan id and the order of the plan."""
    known = sorted(summaries, key=lambda s: s.plan)
    parts = {key: part for group in _shared(known).values() for key, part in group.parts().items()}
    return tuple(
        OwnMoney(summary, row, measures[row.measure], parts.get((summary.plan, number), row.amount), summary.currency)
        for summary in known
        for measures in ({m.id: m for m in summary.measures},)
        for number, row in enumerate(summary.money)
    )


def own_planned(summaries: Iterable[Summary], year: str) -> dict[str, Decimal]:
    """What each plan is to spend of its own in a year, by plan id."""
    known = list(summaries)
    own = {s.plan: (row.amount for row in s.money if row.year == year and not row.shared_id) for s in known}
    found = {plan: sum(money, ZERO) for plan, money in own.items()}
    for one in own_money(s for s in known if s.shares):
        if one.row.shared_id and one.row.year == year:
            found[one.summary.plan] += one.money
    return {plan: plain(money) for plan, money in found.items()}


def own_spent(summaries: Iterable[Summary], year: str) -> dict[str, Decimal]:
    """What each plan has spent of its own in a year, by plan id: of what is shared its part, as of the planned money.

    Those of its partners that have not reported yet have spent nothing.
    """
    known = sorted(summaries, key=lambda s: s.plan)
    rows = {summary.plan: _spent(summary, year) for summary in known}
    parts = {key: part for group in _groups(known, rows).values() for key, part in group.parts().items()}
    return {
        plan: plain(sum((parts.get((plan, number), row.amount) for number, row in enumerate(own)), ZERO))
        for plan, own in rows.items()
    }


def _spent(summary: Summary, year: str) -> list[MoneyRow]:
    """The reports of a year as money, an activity a row."""
    return [
        MoneyRow(report.id, one.measure, year, "", "", report.spent, one.shared_id, one.share)
        for one in summary.activities
        if (report := one.report_on(year)) is not None
    ]


def share_problems(summaries: Iterable[Summary]) -> tuple[ShareProblem, ...]:
    """What keeps shared measures from being counted exactly, by shared id."""
    return tuple(problem for _, group in sorted(_shared(summaries).items()) for problem in group.problems())


# shared measures -----------------------------------------------------------------------------------------------------


class _Carried(NamedTuple):
    """The rows of one plan for one shared id; `rows` by their number in the plan's summary."""

    plan: str
    currency: str
    share: Decimal | None
    rows: dict[int, MoneyRow]

    def cells(self) -> dict[Cell, Decimal]:
        """The whole cost by year, source and status."""
        sums: dict[Cell, Decimal] = defaultdict(lambda: ZERO)
        for row in self.rows.values():
            sums[_cell(row)] += row.amount
        return {cell: money for cell, money in sums.items() if money}


class _Shared(NamedTuple):
    """All that is known of one shared id, by plan id."""

    shared_id: str
    carried: tuple[_Carried, ...]

    @property
    def shares(self) -> Decimal | None:
        """The sum of all shares in percent; None while one of them is missing."""
        known = [one.share for one in self.carried if one.share is not None]
        return sum(known, ZERO) if len(known) == len(self.carried) else None

    @property
    def wholes_agree(self) -> bool:
        """Whether every plan has the same money in the same years, from the same sources."""
        first = self.carried[0]
        return all((one.currency, one.cells()) == (first.currency, first.cells()) for one in self.carried)

    def parts(self) -> dict[tuple[str, int], Decimal]:
        """Each plan's own part of its rows, by plan id and number of the row."""
        if self.shares is None or self.shares <= 0:
            return {
                (one.plan, number): row.amount if one is self.carried[0] else ZERO
                for one in self.carried
                for number, row in one.rows.items()
            }
        if self.shares >= HUNDRED and self.wholes_agree:
            return self._dealt(self.shares)
        of = max(self.shares, HUNDRED)
        return {
            (one.plan, number): _cents(row.amount * (one.share or ZERO) / of)
            for one in self.carried
            for number, row in one.rows.items()
        }

    def _dealt(self, of: Decimal) -> dict[tuple[str, int], Decimal]:
        """The whole dealt out exactly: to the plans by share, then to the rows of each by their amounts."""
        parts: dict[tuple[str, int], Decimal] = {}
        for cell, whole in self.carried[0].cells().items():
            own = dealt(whole, [one.share or ZERO for one in self.carried], of)
            for one, part in zip(self.carried, own, strict=True):
                rows = {number: row.amount for number, row in one.rows.items() if _cell(row) == cell}
                for number, money in zip(rows, dealt(part, list(rows.values()), whole), strict=True):
                    parts[one.plan, number] = money
        nothing = {(one.plan, number): ZERO for one in self.carried for number in one.rows}
        return {**nothing, **parts}

    def problems(self) -> Iterator[ShareProblem]:
        plans = tuple(one.plan for one in self.carried)
        if self.shares is None:
            without = [one.plan for one in self.carried if one.share is None]
            yield ShareProblem("shared_without_share", self.shared_id, plans, {"plans": without})
        elif self.shares != HUNDRED:
            yield ShareProblem("shared_not_hundred", self.shared_id, plans, {"shares": plain(self.shares)})
        if not self.wholes_agree:
            wholes = [plain(sum(one.cells().values(), ZERO)) for one in self.carried]
            yield ShareProblem("shared_wholes_differ", self.shared_id, plans, {"wholes": wholes})


def dealt(whole: Decimal, weights: Sequence[Decimal], of: Decimal) -> list[Decimal]:
    """A whole in parts of whole cents, weight / of each, that sum to it when the weights sum to `of`.

    The cents left over go to the largest remainders, of equal ones to the first; a fraction of a cent to the first.
    """
    if not of:
        return [ZERO] * len(weights)
    exact = [whole * weight / of for weight in weights]
    parts = [part.quantize(CENT, ROUND_DOWN) for part in exact]
    left = whole - sum(parts, ZERO)
    step = CENT if left > 0 else -CENT
    order = sorted(range(len(parts)), key=lambda n: (-abs(exact[n] - parts[n]), n))
    for n in order[: int(abs(left) / CENT)]:
        parts[n] += step
    if order:
        parts[order[0]] += whole - sum(parts, ZERO)
    return [plain(part) for part in parts]


def _shared(summaries: Iterable[Summary]) -> Mapping[str, _Shared]:
    known = sorted(summaries, key=lambda s: s.plan)
    return _groups(known, {summary.plan: summary.money for summary in known})


def _groups(summaries: Sequence[Summary], rows: Mapping[str, Sequence[MoneyRow]]) -> Mapping[str, _Shared]:
    """The rows of these plans, given by plan id, that are shared, by shared id; both in the order of plan ids."""
    found: dict[str, dict[str, _Carried]] = {}
    for summary in summaries:
        for number, row in enumerate(rows[summary.plan]):
            if row.shared_id:
                by_plan = found.setdefault(row.shared_id, {})
                new = _Carried(summary.plan, summary.currency, row.share, {})
                by_plan.setdefault(summary.plan, new).rows[number] = row
    return {shared: _Shared(shared, tuple(by_plan.values())) for shared, by_plan in found.items()}


def _cell(row: MoneyRow) -> Cell:
    return row.year, row.source, row.status


def _cents(money: Decimal) -> Decimal:
    return money.quantize(CENT, ROUND_HALF_UP)
