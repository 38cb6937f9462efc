"""Small counts of persons: hidden, and not to be worked out from what is shown, in one edition or in several."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import product

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from localplan.domain.suppression import LEAST, Edition, Sum, exposed, protected

Truth = Mapping[str, int]


def table(cells: Sequence[Sequence[int]], names: Sequence[str] = "abcdef") -> Edition:
    """Rows and columns with their sums, and the sum of all: `a0` … `a+`, `+0`, `++`."""
    values: dict[str, int] = {}
    sums: list[Sum] = []
    width = len(cells[0])
    for name, row in zip(names, cells, strict=False):
        values |= {f"{name}{n}": value for n, value in enumerate(row)} | {f"{name}+": sum(row)}
        sums.append(Sum(f"{name}+", tuple(f"{name}{n}" for n in range(width))))
    own = names[: len(cells)]
    for n in (*map(str, range(width)), "+"):
        values[f"+{n}"] = sum(values[f"{name}{n}"] for name in own)
        sums.append(Sum(f"+{n}", tuple(f"{name}{n}" for name in own)))
    sums.append(Sum("++", tuple(f"+{n}" for n in range(width))))
    return Edition({name: Decimal(value) for name, value in values.items()}, tuple(sums))


def possible(editions: Sequence[Edition], most: int) -> Iterable[Truth]:
    """Every table of counts up to `most` that a reader of all the editions must think possible.

    The reader knows that 0 is shown, so what is hidden is 1 or more, and which figures did not change.
    """
    parts = sorted({part for each in editions for total in each.sums for part in total.parts if "+" not in part})
    versions = {(name, edition.values[name]) for edition in editions for name in parts if name in edition.values}
    shown = {figure for edition in editions for figure in edition.shown().items()}
    unknown = sorted(versions - shown)
    for guess in product(range(1, most + 1), repeat=len(unknown)):
        known = {**{figure: int(figure[1]) for figure in shown}, **dict(zip(unknown, guess, strict=True))}
        if all(_holds(edition, known) for edition in editions):
            yield {f"{name}={value}": number for (name, value), number in known.items()}


def _holds(edition: Edition, known: Mapping[tuple[str, Decimal], int]) -> bool:
    """Whether all sums come out, those of hidden sums included: they are 1 or more."""
    counts = {name: known.get((name, value)) for name, value in edition.values.items()}
    for total in sorted(edition.sums, key=lambda each: "+" in each.parts[0] or each.parts[0].startswith("+")):
        parts = [counts[part] for part in total.parts]
        assert None not in parts
        found = sum(part for part in parts if part is not None)
        if counts[total.whole] is None:
            counts[total.whole] = found
        if counts[total.whole] != found:
            return False
    return True


def hidden_values(edition: Edition) -> dict[str, Decimal]:
    return {name: edition.values[name] for name in edition.hidden}


# the rule ------------------------------------------------------------------------------------------------------------


def test_that_counts_from_one_to_four_are_hidden_and_zero_is_shown() -> None:
    edition = Edition({name: Decimal(value) for name, value in {"a": 0, "b": 1, "c": 4, "d": 5}.items()})
    assert protected(edition).hidden == {"b", "c"}


def test_that_a_hidden_count_cannot_be_subtracted_from_its_sum() -> None:
    values = {"women": Decimal(3), "men": Decimal(9), "other": Decimal(40), "total": Decimal(52)}
    edition = protected(Edition(values, (Sum("total", ("women", "men", "other")),)))
    assert edition.hidden == {"women", "men"}


def test_that_a_sum_of_two_ones_goes_whole() -> None:
    """With the sum of two shown and 0 always shown, each part could only be 1."""
    values = {"women": Decimal(1), "men": Decimal(1), "total": Decimal(2)}
    assert protected(Edition(values, (Sum("total", ("women", "men")),))).hidden == set(values)


def test_that_nothing_else_is_hidden_where_all_counts_are_large_or_zero() -> None:
    assert not protected(table([[0, 12, 30], [7, 0, 5]])).hidden


def test_that_what_an_earlier_edition_showed_protects_nothing_any_more() -> None:
    """The men stand in print already: hiding them now would hide nothing, so the sum has to go."""
    values = {"women": Decimal(3), "men": Decimal(9), "total": Decimal(12)}
    printed = Edition({"men": Decimal(9)})
    edition = protected(Edition(values, (Sum("total", ("women", "men")),)), [printed])
    assert edition.hidden == {"women", "total"}


def test_that_a_second_edition_cannot_be_subtracted_from_the_first() -> None:
    first = protected(table([[3, 9, 20], [8, 11, 30], [15, 6, 12]]))
    second = protected(table([[3, 9, 20], [8, 14, 30], [15, 6, 12]]), [first])
    assert not exposed([first, second])
    careless = protected(table([[3, 9, 20], [8, 14, 30], [15, 6, 12]]))
    shown_after_all = Edition(careless.values, careless.sums, careless.hidden - {"b0"})
    assert exposed([first, shown_after_all]), "showing later what protected a count must be noticed"


def test_that_a_count_determined_by_earlier_editions_alone_is_told() -> None:
    foreign = Edition({"a": Decimal(2), "b": Decimal(7), "t": Decimal(9)}, (Sum("t", ("a", "b")),), frozenset("a"))
    assert exposed([foreign]) == ["a"]


def test_that_a_second_edition_cannot_give_away_what_the_first_one_hid() -> None:
    """One woman, five men; a year later she is gone and the sum is that of the men."""
    first = protected(Edition({"f": Decimal(1), "m": Decimal(5), "t": Decimal(6)}, (Sum("t", ("f", "m")),)))
    now = Edition({"f": Decimal(0), "m": Decimal(5), "t": Decimal(5)}, (Sum("t", ("f", "m")),))
    assert exposed([first, now]) and exposed([first, msgspec.structs.replace(now, hidden=frozenset("m"))])
    second = protected(now, [first])
    assert second.hidden == {"m", "t"} and not exposed([first, second])


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_that_whoever_tries_all_tables_finds_two_for_every_hidden_count(data: st.DataObject) -> None:
    """The attack is another one than the proof: every table there is, for two editions of which some figures differ."""
    high = st.integers(0, 6)
    cells = data.draw(st.lists(st.lists(high, min_size=2, max_size=2), min_size=2, max_size=2))
    first = protected(table(cells))
    changed = [list(row) for row in cells]
    changed[data.draw(st.integers(0, len(cells) - 1))][data.draw(st.integers(0, 1))] = data.draw(high)
    second = protected(table(changed), [first])
    most = max([1, *(max(row) for row in (*cells, *changed))]) + 2
    for editions in ([first], [first, second]):
        found: dict[str, set[int]] = {}
        for truth in _some(possible(editions, most)):
            for name, count in truth.items():
                found.setdefault(name, set()).add(count)
        shown = {figure for edition in editions for figure in edition.shown().items()}
        for name, value in (figure for each in editions for figure in hidden_values(each).items()):
            assert (name, value) not in shown
            if "+" not in name:
                assert len(found[f"{name}={value}"]) > 1, name


def test_that_the_attack_finds_what_hiding_small_counts_alone_leaves_open() -> None:
    careless = table([[3, 9], [8, 11]])
    careless = Edition(careless.values, careless.sums, frozenset({"a0"}))
    assert {truth["a0=3"] for truth in possible([careless], 12)} == {3}


def _some(tables: Iterable[Truth], most: int = 60_000) -> Iterable[Truth]:
    for number, truth in enumerate(tables):
        if number == most:
            return
        yield truth


@given(st.lists(st.lists(st.integers(0, 30), min_size=4, max_size=4), min_size=2, max_size=6))
@settings(max_examples=80, deadline=None)
def test_that_no_chain_of_editions_exposes_a_count(cells: list[list[int]]) -> None:
    editions: list[Edition] = []
    for release in range(3):
        now = [
            [value + (release if (row + column) % 3 == 0 else 0) for column, value in enumerate(each)]
            for row, each in enumerate(cells)
        ]
        editions.append(protected(table(now), editions))
        assert not exposed(editions)
        assert all(value > 0 for value in hidden_values(editions[-1]).values())
        small = {name for name, value in editions[-1].values.items() if 0 < value < LEAST}
        assert small <= editions[-1].hidden


def test_that_a_region_of_many_municipalities_is_protected() -> None:
    cells = [[(7 * row * row + 3 * column + row * column) % 23 for column in range(8)] for row in range(60)]
    edition = protected(table(cells, [f"m{n:02}." for n in range(60)]))
    assert not exposed([edition])
    small = [name for name, value in edition.values.items() if 0 < value < LEAST]
    assert len(edition.hidden) < 2 * len(small) + 60
