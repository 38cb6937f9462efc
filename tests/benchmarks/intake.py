"""Rows 12 and 13: packages of two hundred records each taken in, against a loop over workbooks and bare inserts.

Not counted, as with the peers: the start of the reader, which the window keeps warm, and the backup before.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path

from openpyxl import Workbook, load_workbook

from localplan.app.intake import Intake
from localplan.app.plans import open_library_at
from localplan.app.reader import Reader
from localplan.domain.plan import Plan
from localplan.domain.records import FIELDS, kind_of
from localplan.exchange.package import read_package
from localplan.storage.insertion import rows_of
from tests.benchmarks.rounds import Row, at_most, faster, interleaved, medians, milliseconds, resident, timed
from tests.tools.region_plans import made, units
from tests.tools.region_stories import Region, Story, once

MUNICIPALITIES, MANY, BATCH = 174, 1_000, 100
_HEADS = ("kind", "id", "parent", "position")
_CELLS = 10  # further columns, those that are filled in most


def rows() -> Iterator[Row]:
    """Both rows; the second one with a thousand packages (`intake10000` for ten thousand)."""
    yield from _of_a_region()
    yield from of_many(MANY)


def _of_a_region() -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="bench-") as name, warm_reader(Path(name)) as reader:
        folder = packages(Path(name) / "packages", MUNICIPALITIES)
        books = _workbooks(folder, Path(name) / "books")
        runs = {
            "ours": timed(lambda: take_in(Path(name) / "ours", folder, reader)),
            "openpyxl": timed(lambda: _openpyxl_loop(books, Path(name) / "peer.db")),
        }
        found = medians(interleaved(runs))
    job = f"take in {MUNICIPALITIES} packages"
    yield faster(job, found["ours"], "openpyxl loop", found["openpyxl"], 12)


def of_many(count: int) -> Iterator[Row]:
    """So many packages: time against the bare inserts of the same rows, and how memory grows on the way."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name, warm_reader(Path(name)) as reader:
        folder = packages(Path(name) / "packages", count)
        grown: list[int] = []
        ours = timed(lambda: grown.append(take_in(Path(name) / "ours", folder, reader)))()
        floor = _bare_inserts(folder, Path(name) / "floor.db")
        again = timed(lambda: take_in(Path(name) / "ours", folder, reader, anew=False))()
    yield at_most(f"take in {count:,} packages", ours, "bare inserts", floor, 2.5)
    yield Row("  memory that it grows by", f"{grown[0] / 2**20:.0f} MB", "", "", "≤ 100 MB", grown[0] <= 100 * 2**20)
    yield Row("  the same files once more", milliseconds(again), "", f"{again / ours:.2f}", "", None)


@contextmanager
def warm_reader(folder: Path) -> Iterator[Reader]:
    """A reader that has read a package before."""
    reader = Reader()
    take_in(folder / "warm", packages(folder / "first", 1), reader)
    yield reader
    reader.end()


def packages(folder: Path, count: int) -> Path:
    """A folder with one package of each of so many municipalities."""
    folder.mkdir()
    region = Region(folder)
    for unit in units(count):
        once(Story(region, made(unit, 1), 1))
    return folder


def take_in(home: Path, folder: Path, reader: Reader, *, anew: bool = True) -> int:
    """Into a library; gives by how many bytes this process grew after the first batches."""
    home.mkdir(exist_ok=True)
    path = home / "region.localplan"
    if anew:
        path.unlink(missing_ok=True)
    with open_library_at(path, "bench", purpose="region") as library:
        intake = Intake(library, [folder], reader=reader)
        sizes = [resident() for _ in intake.steps() if len(intake.results) >= 2 * BATCH]
    assert intake.counts["set_aside"] == 0
    return max(sizes, default=0) - min(sizes, default=0)


# the peers -----------------------------------------------------------------------------------------------------------


def _workbooks(folder: Path, target: Path) -> list[Path]:
    """The same records as a coordinator without the program gets them: a row each, one sheet, a few columns."""
    target.mkdir()
    paths = []
    for path in sorted(folder.iterdir()):
        book = Workbook(write_only=True)
        sheet = book.create_sheet("Records")
        for record in read_package(path).plan.records.values():
            values = (getattr(record, name) for name in FIELDS[kind_of(record)])
            filled = [str(next(iter(v.values())) if isinstance(v, dict) else v) for v in values if v]
            sheet.append([kind_of(record), record.id, record.parent, record.position, *filled[:_CELLS]])
        paths.append(target / f"{path.stem}.xlsx")
        book.save(paths[-1])
    return paths


def _openpyxl_loop(books: list[Path], path: Path) -> None:
    """What somebody writes who has an afternoon: every workbook read, its rows put into a table."""
    path.unlink(missing_ok=True)
    columns = ", ".join(f"c{n}" for n in range(len(_HEADS) + _CELLS))
    marks = ", ".join("?" * (len(_HEADS) + _CELLS + 1))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"CREATE TABLE record (file, {columns})")
        for book in books:
            sheet = load_workbook(book, read_only=True)["Records"]
            found = [(book.name, *row, *[None] * (len(_HEADS) + _CELLS - len(row))) for row in sheet.values]
            connection.executemany(f"INSERT INTO record VALUES ({marks})", found)


def _bare_inserts(folder: Path, path: Path) -> float:
    """Seconds that sqlite3 takes for the rows of all records, made before, in transactions of a hundred packages."""
    with open_library_at(path, "bench"):
        pass
    seconds, names = 0.0, iter(sorted(folder.iterdir()))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        while batch := [read_package(name).plan for name in islice(names, BATCH)]:
            seconds += timed(_inserting(connection, batch))()
    return seconds


def _inserting(connection: sqlite3.Connection, batch: list[Plan]) -> Callable[[], None]:
    found = rows_of((plan, plan.records.values()) for plan in batch)
    texts = {t: f"INSERT INTO {t} VALUES ({', '.join('?' * len(own[0]))})" for t, own in found.items()}

    def insert() -> None:
        with connection:
            for table, own in found.items():
                connection.executemany(texts[table], own)

    return insert
