"""The public edition of a region: what is left out, and that nobody subtracts his way to what is hidden."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from localplan.domain.region_indicator_tables import indicators_table, values_table
from localplan.domain.region_indicators import Contract, put_together
from localplan.domain.region_public import SUPPRESSED, public_tables
from localplan.domain.summary import Summary
from localplan.domain.summary_rows import IndicatorRow, ValueRow
from localplan.domain.suppression import LEAST, Edition
from localplan.domain.tables import Column, Row, Table, table

CONTRACTS = {
    "Y01": Contract("sum", {"en": "Young people trained"}, persons=True),
    "E05": Contract("weighted", {"en": "Share in work"}, persons=True),
    "X10": Contract("max", {"en": "Posts"}, persons=True),
    "D10": Contract("sum", {"en": "Associations"}),
}
UNITS = {"Y01": "persons", "E05": "%", "X10": "persons", "D10": "number"}
Counts = Mapping[str, tuple[int, int]]
"""Per municipality: the value, and of how many."""


def summary(name: str, value: int, of: int) -> Summary:
    def indicator(code: str, **facts: object) -> IndicatorRow:
        known = CONTRACTS[code]
        reported = ValueRow(f"{name}.{code}", "2027", **facts)  # type: ignore[arg-type]
        return IndicatorRow(
            f"{name}.{code}.i", library_code=code, title=known.title, unit=UNITS[code], aggregation=known.aggregation,
            values=(reported,), targets={"2027": Decimal(3)},
        )  # fmt: skip

    number = Decimal(value)
    rate = Decimal(100 * value) / of if of else None
    return Summary(
        plan=name,
        digest=name,
        municipality=name,
        indicators=(
            indicator("Y01", value=number),
            indicator("E05", value=rate, numerator=number, denominator=Decimal(of)),
            indicator("X10", value=number),
            indicator("D10", value=number),
        ),
    )


def tables_of(counts: Counts) -> dict[str, Table]:
    found = put_together([summary(name, *pair) for name, pair in counts.items()], CONTRACTS)
    reached = Table(
        name="progress",
        columns=(Column("municipality"), Column("late", "count"), Column("beneficiaries_reached", persons=True)),
        rows=tuple(Row((name, 7, Decimal(pair[0])), plan=name, record=name) for name, pair in counts.items()),
    )
    internal = table("quality", [Column("rule")], [Row(("R128",))])
    return {
        "indicators": indicators_table(found),
        "indicator_values": values_table(found),
        "progress": reached,
        "quality": internal,
        "money_by_year": table("money_by_year", [Column("money", "money")], [Row((Decimal(3),))]),
    }


def shown(one: Table, column: str, **where: str) -> dict[str, object]:
    """A column by municipality or indicator."""
    rows = [row for row in one.rows if all(row.cells[one.column(name)] == value for name, value in where.items())]
    return {str(row.cells[0]): row.cells[one.column(column)] for row in rows}


REGION = {"A": (3, 40), "B": (9, 60), "C": (30, 80), "D": (0, 20)}


def test_that_internal_tables_and_columns_stay_inside() -> None:
    public, _ = public_tables(tables_of(REGION))
    assert "quality" not in public and "money_by_year" in public
    assert [column.name for column in public["progress"].columns] == ["municipality", "beneficiaries_reached"]


def test_that_few_persons_are_starred_and_nobody_else_s_figures_are_touched() -> None:
    public, _ = public_tables(tables_of(REGION))
    values = public["indicator_values"]
    assert shown(values, "value", indicator_code="Y01") == {"A": SUPPRESSED, "B": SUPPRESSED, "C": 30, "D": 0}
    assert shown(values, "value", indicator_code="D10") == {"A": 3, "B": 9, "C": 30, "D": 0}
    assert set(shown(values, "target").values()) == {3}
    assert shown(public["indicators"], "value")["Y01"] == 42
    assert shown(public["progress"], "beneficiaries_reached")["A"] == SUPPRESSED
    assert shown(public["money_by_year"], "money") == {"3": 3}


def test_that_a_rate_of_few_is_hidden_with_its_numerator() -> None:
    values = public_tables(tables_of(REGION))[0]["indicator_values"]
    assert shown(values, "value", indicator_code="E05")["A"] == SUPPRESSED
    assert shown(values, "numerator", indicator_code="E05")["A"] == SUPPRESSED
    assert shown(values, "denominator", indicator_code="E05")["A"] == 40


def test_that_the_lowest_and_the_highest_give_nobody_away() -> None:
    public, _ = public_tables(tables_of({"A": (3, 40), "B": (4, 60)}))
    indicators = public["indicators"]
    assert {shown(indicators, name)["Y01"] for name in ("lowest", "highest")} == {SUPPRESSED}
    assert shown(indicators, "value")["X10"] == SUPPRESSED, "the highest of all is the figure of one of them"


def test_that_persons_are_protected_where_only_the_plan_s_own_unit_counts_them() -> None:
    plans = [summary(name, *pair) for name, pair in REGION.items()]
    for contracts in ({}, {code: Contract("sum") for code in CONTRACTS}):
        found = put_together(plans, contracts, people={"persons"})
        public, _ = public_tables({"indicators": indicators_table(found), "indicator_values": values_table(found)})
        values = public["indicator_values"]
        assert shown(values, "value", indicator_code="Y01")["A"] == SUPPRESSED
        assert shown(values, "value", indicator_code="D10")["A"] == 3
        assert contracts or shown(values, "numerator", indicator_code="E05")["A"] == SUPPRESSED, "nobody says of what"


# the attack -----------------------------------------------------------------------------------------------------------


def recovered(editions: Sequence[tuple[Counts, Mapping[str, Table]]], part: str, code: str, rule: str) -> list[str]:
    """The hidden figures that follow from all the sums of all the editions, by elimination over fractions.

    Who reads both knows which municipality's figure did not change.
    """
    known: dict[tuple[str, int], Fraction] = {}
    equations: list[dict[tuple[str, int], Fraction]] = []
    number = 0 if part in ("value", "numerator") else 1
    for counts, public in editions:
        row = {(name, pair[number]): Fraction(1) for name, pair in counts.items()}
        cells = shown(public["indicator_values"], part, indicator_code=code)
        known |= {(name, counts[name][number]): Fraction(counts[name][number]) for name in cells
                  if cells[name] != SUPPRESSED}  # fmt: skip
        if shown(public["indicators"], "value")[code] != SUPPRESSED:
            equations.append(row)
    unknown = [{name: factor for name, factor in row.items() if name not in known} for row in equations]
    unknown += [{a: b - c for a in {*one, *two} if (b := one.get(a, Fraction(0))) != (c := two.get(a, Fraction(0)))}
                for one in unknown for two in unknown]  # fmt: skip
    return [name for row in unknown if len(row) == 1 for name, _ in row]


@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(12, 30)), min_size=2, max_size=7),
    st.integers(0, 6),
    st.integers(0, 12),
)
@settings(max_examples=80, deadline=None)
def test_that_subtracting_rows_and_releases_recovers_nothing(pairs: list[tuple[int, int]], who: int, then: int) -> None:
    first = {chr(65 + n): pair for n, pair in enumerate(pairs)}
    name = chr(65 + who % len(pairs))
    second = {**first, name: (then, first[name][1])}
    joined = {**second, "Z": (2, 20)}
    before: list[Edition] = []
    editions: list[tuple[Counts, Mapping[str, Table]]] = []
    for counts in (first, second, joined):
        public, figures = public_tables(tables_of(counts), before)
        before.append(figures)
        editions.append((counts, public))
        for part, code in (("value", "Y01"), ("numerator", "E05")):
            cells = shown(public["indicator_values"], part, indicator_code=code)
            for municipality, cell in cells.items():
                assert cell == SUPPRESSED or cell == 0 or int(str(cell)) >= LEAST, municipality
            assert not recovered(editions, part, code, "sum")


def test_that_the_attack_succeeds_on_an_edition_that_only_stars_small_counts() -> None:
    public, _ = public_tables(tables_of(REGION))
    values = public["indicator_values"]
    careless = [
        Row(tuple(9 if row.cells[0] == "B" and cell == SUPPRESSED else cell for cell in row.cells), row.plan)
        for row in values.rows
    ]
    open_ = {**public, "indicator_values": table("indicator_values", values.columns, careless)}
    assert recovered([(REGION, open_)], "value", "Y01", "sum") == ["A"]
