from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from localplan.domain.plan import Plan
from localplan.domain.values import Refused
from localplan.storage.ballast import ballast_path
from localplan.storage.library import Library
from localplan.storage.writer import Waiting, Writer
from tests.plans import empty_plan, small_plan
from tests.storage.libraries import entry_of, full_disk, library_at, titled


def _submit(library: Library, plan: Plan, count: int, *, length: int = 1) -> Plan:
    after = plan
    for number in range(1, count + 1):
        before, after = after, titled(after, f"{number}" * length)
        library.submit(entry_of(before, after, number), after, [plan.id])
    return after


def test_that_what_was_submitted_is_there_after_closing(tmp_path: Path) -> None:
    plan = small_plan()
    with library_at(tmp_path, pause=5) as library:
        library.add_plan(plan)
        last = _submit(library, plan, 30)
    with library_at(tmp_path) as library:
        assert library.read_plan(plan.id) == last
        assert len(library.journal(plan.id)) == 30


def test_that_edits_that_wait_are_committed_together() -> None:
    batches: list[int] = []
    plan = empty_plan()
    writer = Writer(lambda batch: batches.append(len(batch)), pause=0.2)
    futures = [writer.submit(entry_of(plan, titled(plan, "x"), n), plan, [plan.id]) for n in range(20)]
    for future in futures:
        future.result(timeout=5)
    assert sum(batches) == 20
    assert len(batches) <= 3
    writer.close()


def test_that_the_future_resolves_only_after_the_commit(tmp_path: Path) -> None:
    plan = small_plan()
    seen: list[int] = []

    def count(_: object) -> None:
        with closing(sqlite3.connect(tmp_path / "library.localplan")) as raw:
            seen.append(raw.execute("SELECT count(*) FROM journal").fetchone()[0])

    with library_at(tmp_path) as library:
        library.add_plan(plan)
        future = library.submit(entry_of(plan, titled(plan, "x"), 1), titled(plan, "x"), [plan.id])
        future.add_done_callback(count)
        moment = future.result(timeout=5)
    assert seen == [1]
    assert moment.endswith("+00:00")


def test_that_a_failed_write_is_tried_again() -> None:
    written: list[int] = []
    news: list[str] = []
    healthy = threading.Event()

    def write(batch: Sequence[Waiting]) -> None:
        if not healthy.is_set():
            raise Refused("disk_full")
        written.extend(waiting.entry.number for waiting in batch)

    plan = empty_plan()
    writer = Writer(write, pause=0, retry=0.02)
    writer.listener = lambda trouble: news.append(trouble.code if trouble else "well")
    futures = [writer.submit(entry_of(plan, titled(plan, "x"), n), plan, [plan.id]) for n in (1, 2, 3)]
    with pytest.raises(Refused, match="disk_full"):
        writer.flush()
    assert not any(future.done() for future in futures)
    assert writer.waiting == 3
    healthy.set()
    writer.flush()
    assert written == [1, 2, 3]
    writer.close()
    assert news[0] == "disk_full"
    assert news[-1] == "well"


def test_that_closing_says_what_could_not_be_written() -> None:
    def write(_: Sequence[Waiting]) -> None:
        raise Refused("disk_error")

    plan = empty_plan()
    writer = Writer(write, pause=0, retry=0.02)
    future = writer.submit(entry_of(plan, titled(plan, "x"), 1), plan, [plan.id])
    with pytest.raises(Refused, match="disk_error"):
        writer.close()
    with pytest.raises(Refused, match="disk_error"):
        future.result(timeout=5)
    with pytest.raises(Refused, match="library_closed"):
        writer.submit(entry_of(plan, titled(plan, "x"), 2), plan, [plan.id])


def test_that_a_listener_that_fails_does_not_end_the_saving(tmp_path: Path) -> None:
    plan = small_plan()

    def fail(_: object) -> None:
        raise RuntimeError("a listener's own mistake")

    with library_at(tmp_path) as library:
        library.add_plan(plan)
        library.listen(fail)
        with _locked_by_another(tmp_path, library):
            _submit(library, plan, 1)
            with pytest.raises(Refused, match="library_locked"):
                library.flush()
        library.flush()
        assert library.last_number(plan.id) == 1


def _locked_by_another(folder: Path, library: Library) -> closing[sqlite3.Connection]:
    """Somebody else's connection in the middle of a transaction; ours stop waiting for it at once."""
    with library._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=10")
    other = sqlite3.connect(folder / "library.localplan", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    return closing(other)


def test_that_entries_wait_while_another_program_has_the_file_locked(tmp_path: Path) -> None:
    plan = small_plan()
    news: list[str] = []
    with library_at(tmp_path) as library:
        library.add_plan(plan)
        library.listen(lambda trouble: news.append(trouble.code if trouble else "well"))
        with _locked_by_another(tmp_path, library):
            last = _submit(library, plan, 5)
            with pytest.raises(Refused, match="library_locked"):
                library.flush()
            assert library.unsaved == 5
        library.flush()
        assert library.unsaved == 0
        assert library.read_plan(plan.id) == last
    assert news[0] == "library_locked"
    assert news[-1] == "well"


def test_that_a_full_disk_keeps_the_entries_until_there_is_space(tmp_path: Path) -> None:
    plan = small_plan()
    news: list[Refused | None] = []
    with library_at(tmp_path) as library:
        library.add_plan(plan)
        library.listen(news.append)
        full_disk(library, 2)
        last = _submit(library, plan, 5, length=20_000)
        with pytest.raises(Refused, match="disk_full"):
            library.flush()
        assert library.unsaved > 0
        assert library.verify_plan(plan.id) == ()
        full_disk(library, 10_000)
        library.flush()
        assert library.read_plan(plan.id) == last
        assert len(library.journal(plan.id)) == 5
    assert news[0] is not None
    assert set(news[0].values) == {"needed", "free"}
    assert news[-1] is None


def test_that_the_ballast_is_given_up_when_the_disk_is_full(tmp_path: Path) -> None:
    plan = small_plan()
    news: list[Refused | None] = []
    with library_at(tmp_path, ballast=True) as library:
        library.add_plan(plan)
        library.listen(news.append)
        assert ballast_path(library.home.path).stat().st_size == 1024 * 1024
        full_disk(library, 0)
        _submit(library, plan, 1, length=100_000)
        with pytest.raises(Refused, match="disk_full"):
            library.flush()  # no space is won here: the limit of this test is not the disk's
        assert not ballast_path(library.home.path).exists()
        full_disk(library, 10_000)
        library.flush()
    with library_at(tmp_path, ballast=True) as library:
        assert ballast_path(library.home.path).exists()


def test_that_one_writer_after_the_other_keeps_the_order(tmp_path: Path) -> None:
    plans = [small_plan(), empty_plan("other", code="B")]
    with library_at(tmp_path, pause=0) as library:
        for plan in plans:
            library.add_plan(plan)
        threads = [threading.Thread(target=_submit, args=(library, plan, 50)) for plan in plans]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        library.flush()
        for plan in plans:
            assert [entry.number for entry in library.journal(plan.id)] == list(range(1, 51))
            assert library.read_plan(plan.id) == titled(plan, "50")


def test_that_submitting_does_not_wait_for_the_disk(tmp_path: Path) -> None:
    plan = small_plan()
    with library_at(tmp_path) as library:
        library.add_plan(plan)
        with _locked_by_another(tmp_path, library):
            last = _submit(library, plan, 20)
            assert library.unsaved == 20  # nothing was written, and nobody waited for it
        library.flush()
        assert library.read_plan(plan.id) == last
