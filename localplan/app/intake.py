"""A coordinator's intake: many files at once, of many plans, in whatever order they lie.

Every file is looked at first. What came before, and copies of the same bytes, are passed over; the rest is put in order
by what descends from what, so that the order of files does not matter; then each is read in a process of its own and
taken in, many in one transaction. A bad file is set aside and the rest goes on. Whoever stops midway keeps what was
taken in and goes on later with the same files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from localplan.app.ahead import ahead
from localplan.app.brought import Brought
from localplan.app.contradictions import decide_all
from localplan.app.copied import Answer, taken_as
from localplan.app.intake_files import FileResult, FoundFile, Look, Problem, found_files, result, set_aside
from localplan.app.reader import SHARE, Reader, look_at_brought, look_at_files
from localplan.app.reconcile import standing_conflicts
from localplan.app.signatures import signature_state
from localplan.app.taking_in import take_in
from localplan.app.workbook_back import book_from, take_in_workbook
from localplan.data import data_dir
from localplan.domain.ancestry import elders_first
from localplan.domain.received import ReceivedFile
from localplan.domain.values import Refused
from localplan.methodology.loader import load_methodology
from localplan.storage.temporary import clear_leftovers, own_folder

if TYPE_CHECKING:
    from localplan.exchange.package import Package
    from localplan.methodology.methodology import Methodology
    from localplan.storage.library import Library

AT_ONCE = 30  # files in one transaction: the first are written while the next are read
RECORDS_AT_ONCE = 20_000  # records in one transaction, and as many read meanwhile, by which memory stays flat

Steps = Generator[None, None, Any]
_Pair = tuple[FoundFile, Look]
_AtHand = tuple[FoundFile, Look, Brought | Refused]


class Intake:
    """One intake. Go through `steps` until they end, or stop: `results` holds what is committed, and only that."""

    def __init__(
        self,
        library: Library,
        paths: Iterable[Path],
        *,
        at_once: int = AT_ONCE,
        reader: Reader | None = None,
        copied: Answer | None = None,
    ) -> None:
        """`copied` says whose all the plans are that were copied for another municipality; else they are set aside."""
        self.library, self.at_once, self.copied = library, at_once, copied
        self.reader, self._own_reader = reader or Reader(), reader is None
        self.files = found_files(paths)
        self.results: list[FileResult] = []
        self.looked_at = 0
        self._backed_up = not library.plans()
        self._senders = library.known_senders()

    @property
    def counts(self) -> dict[str, int]:
        """How many files: read = taken_in + identical + set_aside."""
        found = Counter(each.count for each in self.results)
        return {"read": found.total(), **{name: found[name] for name in ("taken_in", "identical", "set_aside")}}

    @property
    def progress(self) -> tuple[int, int]:
        """How far it is: each file is looked at once and taken in once."""
        return self.looked_at + len(self.results), 2 * max(len(self.files), self.looked_at)

    def finish(self) -> None:
        """Go through all steps."""
        for _ in self.steps():
            pass

    def steps(self, patience: float | None = None) -> Generator[None, None, None]:
        """The work in parts. With `patience`, also a step whenever a file takes longer than so many seconds to read."""
        clear_leftovers()
        linked = [file for file in self.files if file.linked]
        self.results += [set_aside(file, Refused("folder_is_a_link")) for file in linked]
        self.looked_at += len(linked)
        with own_folder() as folder, self._reading():
            looks = yield from self._looks([file for file in self.files if not file.linked], patience)
            looks += yield from self._opened([pair for pair in looks if pair[1].kind == "library"], folder, patience)
            new = self._first_of_each([pair for pair in looks if pair[1].kind != "library"])
            yield
            yield from self._taken_in(list(in_order(pair for pair in new if pair[1].kind != "workbook")), patience)
            yield from self._filled_in([pair for pair in new if pair[1].kind == "workbook"], patience)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        finally:
            if self._own_reader:
                self.reader.end()

    def decide(self, choice: str, label: str) -> None:
        """Settle all contradictions of the plans that were merged in the same way. Raises Refused."""
        for plan in {each.plan for each in self.results if each.to_decide}:
            decide_all(self.library, plan, choice, label)
        self.results = [replace(each, to_decide=0) for each in self.results]

    # looking ---------------------------------------------------------------------------------------------------------

    def _looks(self, files: Sequence[FoundFile], patience: float | None) -> Generator[None, None, list[_Pair]]:
        found: list[_Pair] = []
        names = iter(files)
        for read in look_at_files([file.path for file in files], "look_at", SHARE, patience, reader=self.reader):
            if read is None:
                yield
                continue
            file, (_, outcome) = next(names), read
            self.looked_at += 1
            if isinstance(outcome, Refused):
                self.results.append(set_aside(file, outcome))
            else:
                found.append((file, msgspec.convert(outcome, Look)))
        return found

    def _opened(
        self, libraries: Sequence[_Pair], folder: Path, patience: float | None
    ) -> Generator[None, None, list[_Pair]]:
        """The plans of whole libraries, as packages."""
        found: list[_Pair] = []
        for number, (file, _) in enumerate(libraries):
            inside = folder / str(number)
            inside.mkdir()
            for read in look_at_files(
                [file.path], "unpack_library", SHARE, patience, reader=self.reader, more=partial(_folder, str(inside))
            ):
                if read is None:
                    yield
                elif isinstance(read[1], Refused):
                    self.results.append(set_aside(file, read[1]))
                else:
                    within = [FoundFile(f"{file.name}/{path.stem}", path) for path in sorted(inside.iterdir())]
                    found += yield from self._looks(within, patience)
        return found

    def _first_of_each(self, looks: list[_Pair]) -> list[_Pair]:
        """Those whose bytes did not come before, here or under another name."""
        known = {each.digest for each in self.library.region.received([look.digest for _, look in looks])}
        new: list[_Pair] = []
        for file, look in sorted(looks, key=lambda pair: pair[0]):
            if look.digest in known:
                self.results.append(result(file, "identical", look))
            else:
                known.add(look.digest)
                new.append((file, look))
        return new

    # taking in -------------------------------------------------------------------------------------------------------

    def _taken_in(self, pairs: list[_Pair], patience: float | None) -> Generator[None, None, None]:
        at_hand: list[_AtHand] = []
        waiting, records = iter(pairs), 0
        paths, new = [file.path for file, _ in pairs], self._maybe_new(pairs)
        packages = look_at_brought(paths, SHARE, None, reader=self.reader, new=new)
        for read in ahead(packages, RECORDS_AT_ONCE, patience, _records):
            if read is None:
                yield
                continue
            file, look = next(waiting)
            at_hand.append((file, look, read[1]))
            records += _records(read)
            if len(at_hand) >= self.at_once or records >= RECORDS_AT_ONCE:
                self._commit(at_hand)
                at_hand, records = [], 0
                yield
        if at_hand:
            self._commit(at_hand)

    def _maybe_new(self, pairs: Sequence[_Pair]) -> frozenset[Path]:
        """The first files of plans that are not here."""
        first = {look.plan: file.path for file, look in reversed(pairs)}
        return frozenset(first[plan] for plan in first.keys() - self.library.known_among(first))

    def _commit(self, at_hand: Sequence[_AtHand]) -> None:
        """Take these in, all in one transaction, each of them whole or not at all."""
        self._back_up()
        with self.library.together():
            new = self._all_new(at_hand)
            results = [self._outcome(*each, new=each[0] in new) for each in at_hand]
            self.library.region.keep_received(_remembered(each) for each in results if each.count != "set_aside")
        self.results += results

    def _back_up(self) -> None:
        """Once, before anything changes in a library that has something to lose."""
        if not self._backed_up:
            self.library.back_up("import")
            self._backed_up = True

    def _all_new(self, at_hand: Sequence[_AtHand]) -> frozenset[FoundFile]:
        """Takes in at once the first files of plans that are not here; which these were. None when one is refused."""
        first: dict[str, tuple[FoundFile, Brought]] = {}
        for file, look, brought in at_hand:
            if not isinstance(brought, Refused) and brought.rows and brought.manifest.revision == look.revision:
                first.setdefault(look.plan, (file, brought))
        for plan in self.library.known_among(first):
            del first[plan]
        try:
            self.library.take_in_new([brought.arrival() for _, brought in first.values()])
        except Refused as refusal:
            if refusal.code in ENDING:
                raise
            return frozenset()
        return frozenset(file for file, _ in first.values())

    def _outcome(self, file: FoundFile, look: Look, brought: Brought | Refused, *, new: bool) -> FileResult:
        """What became of a file; it is taken in unless it was among the `new` ones."""
        try:
            if isinstance(brought, Refused):
                raise brought
            if brought.manifest.revision != look.revision:
                raise Refused("file_changed_meanwhile")
            verdict, plan, code = ("new", look.plan, brought.code) if new else self._taken(brought.package)
        except Refused as refusal:
            if refusal.code in ENDING:
                raise
            return set_aside(file, refusal, look)
        signed = signature_state(brought.signature, self._senders)
        more = {"plan": plan, "code": code, "signature": signed.state, "signer": signed.name}
        return result(file, verdict, look, **more, to_decide=self._to_decide(verdict, plan))

    def _taken(self, package: Package) -> tuple[str, str, str]:
        """Take in one package. The verdict, and the plan that it came into: its id and code. Raises Refused."""
        with self.library.together():
            verdict = take_in(self.library, package, self.copied)
        plan = taken_as(self.library, package, self.copied)
        return verdict, plan, self._code(package, plan)

    def _code(self, package: Package, plan: str) -> str:
        """The code under which its plan stands here; a copy that became a new plan has another one."""
        if package.manifest.kind == "notes":
            return ""
        return (package.plan if plan in package.plan else self.library.read_plan(plan)).root.code

    def _to_decide(self, verdict: str, plan_id: str) -> int:
        found = standing_conflicts(self.library, plan_id) if verdict == "reconcile" else ()
        return sum(not each.chosen for each in found)

    def _filled_in(self, pairs: Sequence[_Pair], patience: float | None) -> Generator[None, None, None]:
        """Workbooks, once the plans that they are of are here; in an order of their own."""
        if not pairs:
            return
        methodology = load_methodology(data_dir("forms"))
        ordered = sorted(pairs, key=lambda pair: pair[1].digest)
        waiting = iter(ordered)
        for read in look_at_files(
            [file.path for file, _ in ordered], "read_workbook", SHARE, patience, reader=self.reader
        ):
            if read is not None:
                self.results.append(self._workbook(*next(waiting), read[1], methodology))
            yield

    def _workbook(self, file: FoundFile, look: Look, book: Any, methodology: Methodology) -> FileResult:
        self._back_up()
        try:
            if isinstance(book, Refused):
                raise book
            with self.library.together():
                returned = take_in_workbook(self.library, file.path, book_from(book), methodology)
        except Refused as refusal:
            if refusal.code in ENDING:
                raise
            return set_aside(file, refusal, look)
        unread = [each for each in returned.notices if each.code == UNREAD]
        if unread and not returned.imported.counts.rows:
            return set_aside(file, Refused("workbook_unread", sheets=", ".join(each.sheet for each in unread)), look)
        found = [(cell.code, cell.values) for cell in returned.imported.problems]
        found += [(sheet.code, sheet.values) for sheet in unread]
        problems = tuple(Problem(code, {**values, "file": file.name}) for code, values in found)
        plan, of = returned.plan.root, returned.book.facts.get("localplan.revision", "")
        more: dict[str, Any] = {"plan": plan.id, "municipality": plan.municipality, "code": plan.code, "revision": of}
        more["to_decide"] = self._to_decide(returned.verdict, plan.id)
        return result(file, returned.verdict, look, **more, person=returned.book.person, problems=problems)


def _records(read: tuple[Path, Brought | Refused] | None) -> int:
    return 0 if read is None or isinstance(read[1], Refused) else read[1].records


def _folder(folder: str, _: Path) -> dict[str, str]:
    return {"folder": folder}


UNREAD = "workbook_sheet_unnamed"
"""A sheet that should have been read and could not be: what was written into it is still only in the file."""
ENDING = frozenset(
    {
        *("disk_full", "disk_error", "library_locked", "library_read_only", "library_damaged", "library_failed"),
        *("library_not_reachable", "server_not_reachable", "server_full", "server_rights_missing"),
    }
)
"""Troubles of the library itself: not the file's fault, and no other file would fare better."""


def in_order(pairs: Iterable[_Pair]) -> Iterator[_Pair]:
    """Plan by plan, and of one plan ancestors before descendants: the same order, however the files were given.

    Notes come after the plan that they speak of.
    """
    by_plan = sorted(pairs, key=lambda pair: (pair[1].plan, pair[0]))
    for _, group in groupby(by_plan, key=lambda pair: pair[1].plan):
        own = list(group)
        place = {state: number for number, state in enumerate(elders_first(look.state for _, look in own))}
        yield from sorted(own, key=lambda pair: (pair[1].kind == "notes", place[pair[1].state], pair[1].digest))


def _remembered(each: FileResult) -> ReceivedFile:
    return ReceivedFile(
        digest=each.digest,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        name=each.name,
        plan=each.plan,
        revision=each.revision,
        verdict=each.verdict,
        report=msgspec.json.encode({"signature": each.signature, "signer": each.signer}).decode(),
    )
