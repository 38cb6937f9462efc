"""Small counts of persons that a public edition leaves out, with what else must go so that nobody works them out.

Counts from 1 to `least - 1` could name people and are hidden; 0 is shown. A hidden figure of a sum is only the sum
less the others, so more figures have to go (complementary suppression) until no hidden one is determined by what this
edition and all earlier ones show together. The proof for each hidden figure is exact: another table of whole numbers
from 1 up that fits every sum of every edition just as well and differs in that figure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from itertools import combinations
from math import lcm

import msgspec

LEAST = 5
"""The smallest count of persons above 0 that is shown (exchange and merging, part 5)."""

_Figure = tuple[str, Decimal, str]
"""A figure by name, value, and for a sum what it is made of: one that is the same in two editions is known in both as
soon as one shows it. A sum of other parts is another figure, though it may come to the same."""
_Row = dict[_Figure, Fraction]


class Sum(msgspec.Struct, frozen=True):
    """A figure that everybody knows to be the sum of others; all by name.

    `reported`: the whole is a figure of its own that somebody reported, and is the same whatever adds up to it.
    """

    whole: str
    parts: tuple[str, ...]
    reported: bool = False


class Edition(msgspec.Struct, frozen=True):
    """Counts of persons as an edition has them: whole numbers from 0 by name, their sums, and which are hidden.

    Of what is `unsaid` it speaks only in sums, but another edition may show it.
    """

    values: Mapping[str, Decimal]
    sums: tuple[Sum, ...] = ()
    hidden: frozenset[str] = frozenset()
    unsaid: frozenset[str] = frozenset()

    def shown(self) -> dict[str, Decimal]:
        """What the edition lets out."""
        return {name: value for name, value in self.values.items() if name not in self.hidden | self.unsaid}


def _figures(edition: Edition) -> dict[str, _Figure]:
    """The figures of an edition by name."""
    made_of: dict[str, list[Sum]] = {}
    for each in edition.sums:
        if not each.reported:
            made_of.setdefault(each.whole, []).append(each)
    found: dict[str, _Figure] = {}

    def figure(name: str) -> _Figure:
        if name not in found:
            found[name] = (name, edition.values[name], "")
            parts = sorted(figure(part) for each in made_of.get(name, ()) for part in each.parts)
            if parts:
                found[name] = (name, edition.values[name], sha256(repr(parts).encode()).hexdigest())
        return found[name]

    return {name: figure(name) for name in edition.values}


def _out(editions: Iterable[Edition]) -> set[_Figure]:
    """What was let out by any of them."""
    return {own for each in editions for name, own in _figures(each).items() if name not in each.hidden | each.unsaid}


def _kept(editions: Iterable[Edition]) -> set[_Figure]:
    """What was hidden by any of them."""
    return {figure for each in editions for name, figure in _figures(each).items() if name in each.hidden}


def protected(edition: Edition, earlier: Iterable[Edition] = (), least: int = LEAST) -> Edition:
    """The edition with everything hidden that must be; what it or an earlier one hides stays hidden.

    Of several figures that would do the smallest goes, parts before sums. A sum with nothing left to hide goes whole.
    """
    before, own = tuple(earlier), _figures(edition)
    out, known = _out(before), _kept(before)
    hidden = {*edition.hidden, *(name for name, value in edition.values.items() if 0 < value < least)}
    hidden |= {name for name, figure in own.items() if figure in known}
    hidden -= {name for name in hidden if own[name] in out}
    free = {name for name, figure in own.items() if figure[1] > 0 and figure not in out} - edition.unsaid
    around = _neighbours((*before, edition))
    while True:
        now = msgspec.structs.replace(edition, hidden=frozenset(hidden))
        more = _to_hide(now, exposed((*before, now)), around, free - hidden)
        if not more:
            return now
        hidden |= more


def exposed(editions: Sequence[Edition]) -> list[str]:
    """The names of the figures that some edition hides and that are not proved to be safe, given what all show."""
    rows, out = _reduced(_equations(editions)), _out(editions)
    return sorted({figure[0] for figure in _kept(editions) if figure in out or not _is_safe(figure, rows)})


# what the public can work out ----------------------------------------------------------------------------------------


def _equations(editions: Sequence[Edition]) -> list[_Row]:
    """The sums of all editions in what is hidden everywhere; what is shown somewhere is only a number in them."""
    out = _out(editions)
    rows: dict[tuple[tuple[_Figure, Fraction], ...], _Row] = {}
    for edition in editions:
        own = _figures(edition)
        for each in edition.sums:
            row: _Row = {}
            for name, factor in ((each.whole, Fraction(-1)), *((part, Fraction(1)) for part in each.parts)):
                figure = own[name]
                if figure not in out and figure[1]:
                    row[figure] = row.get(figure, Fraction(0)) + factor
            if row := {figure: factor for figure, factor in row.items() if factor}:
                rows[tuple(sorted(row.items()))] = row
    return [rows[key] for key in sorted(rows)]


def _reduced(rows: Iterable[_Row]) -> dict[_Figure, _Row]:
    """The reduced row echelon form: by its leading figure, each row with the other figures it is a sum of."""
    solved: dict[_Figure, _Row] = {}
    for row in rows:
        row = _less(row, solved)
        if not row:
            continue
        lead = min(row)
        row = {figure: factor / row[lead] for figure, factor in row.items()}
        for other, known in solved.items():
            if lead in known:
                solved[other] = _added(known, row, -known[lead])
        solved[lead] = row
    return solved


def _less(row: _Row, solved: Mapping[_Figure, _Row]) -> _Row:
    for figure in [figure for figure in row if figure in solved]:
        row = _added(row, solved[figure], -row[figure])
    return row


def _added(row: _Row, other: _Row, times: Fraction) -> _Row:
    total = dict(row)
    for figure, factor in other.items():
        total[figure] = total.get(figure, Fraction(0)) + times * factor
    return {figure: factor for figure, factor in total.items() if factor}


def _is_safe(figure: _Figure, solved: Mapping[_Figure, _Row]) -> bool:
    """Whether another table fits as well: one free figure changed, or two of them, and what leads follows."""
    free = [other for other in solved[figure] if other != figure] if figure in solved else [figure]
    ways = [_changes(one, solved) for one in sorted(free)]
    if any(_fits(way) for way in ways if figure in way):
        return True
    pairs = (_added(one, other, sign) for one, other in combinations(ways[:12], 2) for sign in _BOTH)
    return any(_fits(way) for way in pairs if figure in way)


_BOTH = (Fraction(1), Fraction(-1))


def _changes(free: _Figure, solved: Mapping[_Figure, _Row]) -> _Row:
    """What changes with a free figure, in whole numbers."""
    ways = {free: Fraction(1)} | {lead: -row[free] for lead, row in solved.items() if free in row}
    scale = lcm(*(factor.denominator for factor in ways.values()))
    return {figure: factor * scale for figure, factor in ways.items()}


def _fits(way: _Row) -> bool:
    """Whether every figure is still 1 or more after the change, in one direction or the other."""
    return any(all(Fraction(figure[1]) + sign * factor >= 1 for figure, factor in way.items()) for sign in _BOTH)


# what else has to go -------------------------------------------------------------------------------------------------


def _to_hide(
    edition: Edition, names: Iterable[str], around: Mapping[str, list[Sum]], free: Collection[str]
) -> set[str]:
    """For each exposed figure the next one to hide, as near to it as there is one; `free` are those that may be."""
    more: set[str] = set()
    for name in names:
        near = list(_nearest(edition, name, around, free))
        if near and not more & {each for _, _, each in near}:
            more.add(min(near)[2])
    return more


def _neighbours(editions: Iterable[Edition]) -> dict[str, list[Sum]]:
    found: dict[str, list[Sum]] = {}
    for each in dict.fromkeys(one for edition in editions for one in edition.sums):
        for name in (each.whole, *each.parts):
            found.setdefault(name, []).append(each)
    return found


def _nearest(
    edition: Edition, name: str, around: Mapping[str, list[Sum]], free: Collection[str]
) -> Iterator[tuple[bool, Decimal, str]]:
    """What may be hidden in the sums of a figure that has the fewest hidden ones, else in the sums next to these."""
    seen, reached = {name}, [name]
    while reached:
        sums = sorted(
            (each for one in reached for each in around.get(one, ())),
            key=lambda each: (len(edition.hidden & {each.whole, *each.parts}), each.whole, each.parts),
        )
        for each in sums:
            found = [other for other in (*each.parts, each.whole) if other in free]
            if found:
                yield from ((other == each.whole, edition.values[other], other) for other in found)
                return
        reached = sorted({other for each in sums for other in (each.whole, *each.parts)} - seen)
        seen.update(reached)
