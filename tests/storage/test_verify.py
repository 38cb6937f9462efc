from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from localplan.domain.edits import touched
from localplan.domain.values import Refused
from localplan.storage.library import Library
from localplan.storage.verify import Damage
from tests.plans import id_of, small_plan
from tests.storage.libraries import library_at, save, titled

NAME = "library.localplan"


def _filled(folder: Path) -> None:
    plan = small_plan()
    with library_at(folder) as library:
        library.add_plan(plan)
        save(library, plan, titled(plan, "One"), 1)
        save(library, titled(plan, "One"), plan, 2)


def _spoil(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / NAME)) as raw:
        raw.execute(statement)
        raw.commit()


@pytest.mark.parametrize(
    ("statement", "kind", "name"),
    [
        ("UPDATE funding_line_amounts SET value = value + 1", "funding_line", "F1"),
        ("UPDATE measure_title SET value = 'other'", "measure", "M1.1"),
        ("UPDATE measure SET position = position || '1'", "measure", "M1.1"),
        ("UPDATE indicator_targets SET value = 'thirty'", "indicator", "M1.1-I1"),
        ("UPDATE activity SET deadline = CAST(X'FFFE' AS TEXT)", "activity", "A1.1.1"),
        ("UPDATE activity SET digest = zeroblob(32)", "activity", "A1.1.1"),
        ("DELETE FROM activity_partners", "activity", "A1.1.1"),
        ("DELETE FROM activity", "activity", "A1.1.1"),
    ],
)
def test_that_a_changed_row_is_named_and_set_aside_but_not_dropped(
    tmp_path: Path, statement: str, kind: str, name: str
) -> None:
    plan = small_plan()
    known = id_of(name)
    _filled(tmp_path)
    _spoil(tmp_path, f"{statement} WHERE id = '{known}'")
    with library_at(tmp_path) as library:
        assert library.verify_plan(plan.id) == (Damage(plan.id, kind, known, "row_changed"),)
        assert library.quarantined(plan.id) == (Damage(plan.id, kind, known, "row_changed"),)
        left = library.read_plan(plan.id)
        assert known not in left
        assert {r.id for r in left.records.values()} == plan.records.keys() - {known}
        assert library.verify_plan(plan.id) == ()
        assert library.plans()[0].digest == left.digest
    with closing(sqlite3.connect(tmp_path / NAME)) as raw:
        (content,) = raw.execute("SELECT content FROM quarantine").fetchone()
    assert content != "{}"


def test_that_a_row_missing_altogether_is_noticed(tmp_path: Path) -> None:
    plan = small_plan()
    _filled(tmp_path)
    for table in ("organisation", "organisation_name"):
        _spoil(tmp_path, f"DELETE FROM {table} WHERE id = '{id_of('SS')}'")
    with library_at(tmp_path) as library:
        assert library.verify_plan(plan.id) == (Damage(plan.id, "plan", plan.id, "row_lost"),)


@pytest.mark.parametrize(
    ("statement", "damage"),
    [
        ("UPDATE journal SET edits = replace(edits, 'One', 'Two')", ("1", "journal_changed")),
        ("UPDATE journal SET inverse = CAST(X'FFFE' AS TEXT) WHERE number = 2", ("2", "journal_changed")),
        ("DELETE FROM journal WHERE number = 2", ("", "row_lost")),
    ],
)
def test_that_a_changed_journal_is_noticed(tmp_path: Path, statement: str, damage: tuple[str, str]) -> None:
    plan = small_plan()
    _filled(tmp_path)
    _spoil(tmp_path, statement)
    with library_at(tmp_path) as library:
        found = [d for d in library.verify_plan(plan.id) if d.kind == "journal"]
    assert Damage(plan.id, "journal", *damage) in found
    assert {d.reason for d in found} == {damage[1]}


def test_that_a_plan_whose_row_does_not_decode_opens_without_it(tmp_path: Path) -> None:
    plan = small_plan()
    _filled(tmp_path)
    _spoil(tmp_path, "UPDATE plan SET period_start = 'yesterday'")
    _spoil(tmp_path, "UPDATE activity_title SET value = CAST(X'FFFE' AS TEXT)")
    with library_at(tmp_path) as library:
        with pytest.raises(Refused, match="plan_damaged"):
            library.read_plan(plan.id)
        assert {d.kind for d in library.quarantined(plan.id)} == {"plan", "activity"}


def test_that_a_damaged_revision_is_refused(tmp_path: Path) -> None:
    plan = small_plan()
    _filled(tmp_path)
    with library_at(tmp_path) as library:
        digest = library.keep_revision(plan, "sent").digest
    _spoil(tmp_path, "UPDATE revision SET content = substr(content, 1, 100)")
    with library_at(tmp_path) as library, pytest.raises(Refused, match="revision_damaged"):
        library.read_revision(digest)


def test_that_verifying_a_plan_while_it_is_edited_sets_nothing_aside(tmp_path: Path) -> None:
    plan = small_plan()
    with library_at(tmp_path, pause=0) as library:
        library.add_plan(plan)
        states = [titled(plan, str(n)) for n in range(40)]
        for number, state in enumerate(states, 1):
            before = states[number - 2] if number > 1 else plan
            save(library, before, state, number, touched(before, state))
            assert library.verify_plan(plan.id) == ()
        assert library.quarantined(plan.id) == ()


def _content(library: Library) -> tuple[object, ...]:
    """All that a library promises to keep; raises Refused or finds damage when something is wrong."""
    plan = small_plan()
    if damage := library.verify_plan(plan.id):
        raise Refused("damage", damage=damage)
    revisions = library.revisions(plan.id)
    kept = tuple(library.read_revision(revision.digest) for revision in revisions)
    return library.read_plan(plan.id), library.journal(plan.id), revisions, kept


def test_that_every_bit_flip_is_noticed_or_changes_nothing(tmp_path: Path) -> None:
    _filled(tmp_path)
    with library_at(tmp_path) as library:
        library.keep_revision(small_plan(), "sent", at="2026-01-01T00:00:00+00:00")
        sound = _content(library)
    content = (tmp_path / NAME).read_bytes()
    used = [
        page for page in range(len(content) // 4096) if len(set(content[page * 4096 + 12 : page * 4096 + 4096])) > 1
    ]
    chance, noticed = random.Random(1), 0
    for n in range(60):
        place = chance.choice(used) * 4096 + chance.randrange(4096)
        broken = bytearray(content)
        broken[place] ^= 1 << chance.randrange(8)
        folder = tmp_path / str(n)
        folder.mkdir()
        (folder / NAME).write_bytes(broken)
        try:
            with library_at(folder, known=True) as library:
                found = _content(library)
        except Refused:
            noticed += 1
        else:
            assert found[:2] == sound[:2], place
            assert found[3] == sound[3], place
    assert noticed > 5


def test_that_a_damaged_plan_in_a_library_that_may_only_be_read_is_refused_in_words(tmp_path: Path) -> None:
    _filled(tmp_path)
    _spoil(tmp_path, f"UPDATE indicator_targets SET value = 'thirty' WHERE id = '{id_of('M1.1-I1')}'")
    with library_at(tmp_path, read_only=True) as library:
        with pytest.raises(Refused, match="library_damaged"):
            library.read_plan(small_plan().id)
        assert len(library.verify_plan(small_plan().id)) == 1
