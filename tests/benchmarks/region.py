"""Rows 14 and 15: the money of a country out of summaries; the list of ten thousand plans, and search in them."""

from __future__ import annotations

import json
import random
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import DeclarativeBase, Session

from localplan.app.plans import open_library_at
from localplan.domain.canonical import made
from localplan.domain.plan import Plan
from localplan.domain.summary import Summary
from localplan.domain.summary_rows import MeasureRow, MoneyRow
from localplan.domain.summing_up import summary_of
from localplan.storage.glance import glance
from localplan.storage.library import Library
from localplan.storage.own_tables import METADATA
from localplan.storage.summaries import write_summary
from tests.benchmarks.outside import DRIVERS, peer_python
from tests.benchmarks.rounds import NotHere, Row, at_most, interleaved, medians, milliseconds, missing, timed
from tests.plans import id_of, record

PLANS, AMOUNTS, PROBLEMS = 10_000, 200, 10
SECTIONS, SOURCES, YEARS = ("youth", "diaspora", "employment"), ("01", "06", "07", "NES"), ("2026", "2027", "2028")
_FIRST = ["Кик", "Зре", "Бор", "Кња", "Пир", "Нег", "Аран", "Вла", "Лоз", "Руш", "Топ", "Сур", "Дим", "Кур"]
_LAST = ["инда", "њанин", "ски", "жевац", "от", "отин", "ђеловац", "дичин", "ница", "ањ", "ола", "чулица", "овград"]
_SEARCHED = "kikinda"
_PROBLEM = "Млади одлазе јер посла за стално нема, а превоза до суседног града увече нема никако"
_JOB = f"national roll-up, {PLANS * AMOUNTS:,} amounts"


def rows() -> Iterator[Row]:
    """One library for both rows: its summaries hold the very amounts that DuckDB sums."""
    with (
        tempfile.TemporaryDirectory(prefix="localplan-") as folder,
        open_library_at(Path(folder) / "country.localplan", "bench") as library,
    ):
        _fill(library, Path(folder) / "amounts.csv")
        yield from _roll_up(library, Path(folder) / "amounts.csv")
        yield from _list_and_search(library)


def _fill(library: Library, csv: Path) -> None:
    chance = random.Random(14)
    with csv.open("w", encoding="utf-8") as amounts:
        for start in range(0, PLANS, 500):
            with library.together():
                for number in range(start, start + 500):
                    plan = _plan(number)
                    library.add_plan(plan)
                    summary = _summary(plan, chance)
                    with library.region._changing() as connection:
                        write_summary(connection, summary)
                    sections = {measure.id: measure.section for measure in summary.measures}
                    amounts.writelines(
                        f"{number},{sections[row.measure]},{row.source},{row.year},{row.amount}\n"
                        for row in summary.money
                    )


def _plan(number: int) -> Plan:
    place = f"Општина {_FIRST[number % 14]}{_LAST[number % 13]}"
    content = {"title": {"sr-Cyrl": f"Локални план {place} {number}"}, "municipality_name": {"sr-Cyrl": place}}
    facts = {"code": f"{number}-2026-1", "municipality": str(number), "currency": "RSD", "amount_unit": 1}
    root = made("plan", {"id": id_of(f"plan-{number}"), **content, **facts})
    texts = ({"sr-Cyrl": f"{_PROBLEM} {place} {n}"} for n in range(PROBLEMS))
    problems = (record("problem", f"{number}-{n}", root.id, n, text=text) for n, text in enumerate(texts))
    return Plan([root, *problems])


def _summary(plan: Plan, chance: random.Random) -> Summary:
    measures = tuple(MeasureRow(f"m{n}", section=section) for n, section in enumerate(SECTIONS))
    money = tuple(
        MoneyRow(
            str(n),
            f"m{n % 3}",
            chance.choice(YEARS),
            chance.choice(SOURCES),
            "",
            Decimal(chance.randrange(10**9)) / 100,
        )
        for n in range(AMOUNTS)
    )
    return msgspec.structs.replace(summary_of(plan), measures=measures, money=money)


def _roll_up(library: Library, csv: Path) -> Iterator[Row]:
    try:
        with _duckdb(csv) as peer:
            ours = library.region.totals()
            sums = peer()["sums"]
            for name, own in (("year", ours.by_year), ("source", ours.by_source), ("section", ours.by_section)):
                assert {key: money["RSD"] for key, money in own.items()} == {
                    k: Decimal(v) for k, v in sums[name].items()
                }
            runs = {"ours": timed(library.region.totals), "DuckDB": lambda: float(peer()["seconds"])}
            found = medians(interleaved(runs))
            yield at_most(_JOB, found["ours"], "DuckDB", found["DuckDB"], 0.5)
    except NotHere as why:
        yield missing(_JOB, "DuckDB", str(why))


@contextmanager
def _duckdb(csv: Path) -> Iterator[object]:
    """A call that sums once and gives what the driver says."""
    command = [str(peer_python("duckdb")), str(DRIVERS / "duckdb_sums.py"), str(csv)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin and process.stdout
        if process.stdout.readline().strip() != "ready":
            raise NotHere("it could not read the amounts")
        asking, answers = process.stdin, process.stdout

        def summed() -> dict[str, object]:
            asking.write("\n")
            asking.flush()
            return json.loads(answers.readline())  # type: ignore[no-any-return]

        yield summed
        asking.close()


class _Mapped(DeclarativeBase):
    """The tables as an ORM sees them."""

    metadata = METADATA


class _MappedPlan(_Mapped):
    __table__ = METADATA.tables["plan"]


class _MappedText(_Mapped):
    __table__ = METADATA.tables["search_text"]


def _list_and_search(library: Library) -> Iterator[Row]:
    engine = library._engine
    texts = METADATA.tables["search_text"]

    def orm() -> None:
        with Session(engine) as session:
            session.scalars(select(_MappedPlan)).all()

    def like() -> None:
        with engine.connect() as connection:
            connection.execute(select(texts.c.plan_id, texts.c.id).where(texts.c.text.like(f"%{_SEARCHED}%"))).all()

    assert library.search(_SEARCHED)
    runs = {
        "page": timed(lambda: glance(library.home.path, most=50)),
        "orm": timed(orm),
        "search": timed(lambda: library.search(_SEARCHED)),
        "like": timed(like),
    }
    found = medians(interleaved(runs))
    page = found["page"]
    peer = f"all by ORM {milliseconds(found['orm'])}"
    yield Row(f"first page of {PLANS:,} plans", milliseconds(page), peer, "", "≤ 5 ms", page <= 0.005)
    yield at_most(f"search in {PLANS:,} plans", found["search"], "LIKE", found["like"], 0.5)
