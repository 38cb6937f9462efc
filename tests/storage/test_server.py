"""What is different about a library on a server. The laws that hold for both kinds are in test_library.py."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import UniqueConstraint, inspect, text

from localplan.data import data_dir
from localplan.domain.edits import apply_edits, put
from localplan.domain.plan import Plan
from localplan.domain.values import Refused
from localplan.storage import insertion, rows, server_opening
from localplan.storage.address import ServerAddress, address_of
from localplan.storage.engine import reading, writing
from localplan.storage.glance import Glance
from localplan.storage.insertion import MANY
from localplan.storage.library import Library
from localplan.storage.migration import migrate_database
from localplan.storage.own_tables import METADATA
from localplan.storage.server import open_server
from localplan.storage.server_opening import glance_at_server
from localplan.storage.tables import KINDS, SCHEMA
from tests.plans import empty_plan, id_of, record, small_plan
from tests.server import Server
from tests.storage.libraries import opened_at, save, titled
from tests.storage.test_migration import with_revision

DB = data_dir("db")


@pytest.fixture
def address(server: Server) -> ServerAddress:
    """An empty library."""
    return server.empty_library()


# tables --------------------------------------------------------------------------------------------------------------


def _shape(address: ServerAddress) -> Iterator[tuple[Any, ...]]:
    """Everything that makes a schema: tables, columns with their sorting, keys, indexes; not the order of columns."""
    engine = open_server(address)
    with reading(engine) as connection:
        look = inspect(connection)
        for table, columns in look.get_multi_columns().items():
            for column in columns:
                kind = column["type"]
                facts = (str(kind), getattr(kind, "collation", None), column["nullable"], column["default"])
                yield table, column["name"], *facts
        for table, key in look.get_multi_pk_constraint().items():
            yield table, "key", key["constrained_columns"]
        for table, keys in look.get_multi_foreign_keys().items():
            yield from ((table, key["constrained_columns"], key["referred_table"], key["options"]) for key in keys)
        for table, indexes in look.get_multi_indexes().items():
            yield from ((table, i["name"], i["column_names"], i.get("dialect_options")) for i in indexes)
    engine.dispose()


def test_that_migrating_from_nothing_gives_the_derived_tables(server: Server, address: ServerAddress) -> None:
    migrated = server.empty_database()
    migrate_database(migrated, DB, SCHEMA)
    assert sorted(map(repr, _shape(migrated))) == sorted(map(repr, _shape(address)))
    plan = small_plan()
    with opened_at(migrated) as library:
        library.add_plan(plan)
        assert library.read_plan(plan.id) == plan
        assert library.search("skills") == ((plan.id, id_of("M1.1")),)


def test_that_every_key_begins_with_the_plan_except_the_librarys_own() -> None:
    """So that the rows of one plan lie on one machine of a cluster, which also wants it in all that is unique."""
    own = {name for name, table in METADATA.tables.items() if "plan_id" not in table.c}
    assert {"library", "region", "known_sender"} <= own
    assert own.isdisjoint(tables.table.name for tables in KINDS.values())
    for table in METADATA.tables.values():
        if table.name in own:
            continue
        assert table.primary_key.columns.keys()[0] == "plan_id", table.name
        assert all("plan_id" in index.columns for index in table.indexes if index.unique), table.name
        assert not any(isinstance(rule, UniqueConstraint) for rule in table.constraints), table.name


def test_that_two_who_open_an_empty_database_at_once_make_one_library(server: Server) -> None:
    address, libraries = server.empty_database(), []
    threads = [threading.Thread(target=lambda: libraries.append(opened_at(address))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [library.plans() for library in libraries] == [(), ()]
    for library in libraries:
        library.close()


ADD_A_COLUMN = 'op.add_column("summary", sa.Column("colour", sa.Text, nullable=False, server_default=""))'


def test_that_the_administrators_bring_a_library_up_to_date(
    server: Server, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, plan = server.empty_database(), small_plan()
    with opened_at(address) as library:
        library.add_plan(plan)
    monkeypatch.setattr(server_opening, "SCHEMA", 2)
    with pytest.raises(Refused, match="server_older"):
        opened_at(address)
    migrate_database(address, with_revision(tmp_path, ADD_A_COLUMN), 2)
    with opened_at(address) as library:
        assert library.read_plan(plan.id) == plan
    monkeypatch.undo()
    with pytest.raises(Refused, match="library_newer"):
        opened_at(address)


@pytest.mark.parametrize(
    "upgrade", ["op.execute('DELETE FROM objective_title')", "op.execute(\"UPDATE objective SET section = 'other'\")"]
)
def test_that_a_migration_that_loses_something_leaves_all_as_it_was(
    address: ServerAddress, tmp_path: Any, upgrade: str
) -> None:
    plan = small_plan()
    with opened_at(address) as library:
        library.add_plan(plan)
    with pytest.raises(Refused, match="migration_lost_rows"):
        migrate_database(address, with_revision(tmp_path, upgrade), 2)
    with opened_at(address) as library:
        assert library.read_plan(plan.id) == plan


def test_that_a_dropped_plan_leaves_no_row(address: ServerAddress, server: Server) -> None:
    plan = small_plan()
    with opened_at(address) as library:
        library.add_plan(empty_plan("other", code="B-2026-1", title={"en": "Other"}))
        before = _counts(server)
        library.add_plan(plan)
        save(library, plan, titled(plan, "Remarkable"), 1)
        library.keep_revision(plan, "snapshot")
        library.keep_attachment(plan.id, b"picture")
        assert _counts(server) != before
        library.drop_plan(plan.id)
        assert _counts(server) == before


def _counts(server: Server) -> list[tuple[Any, ...]]:
    counts = (f"SELECT '{name}', count(*) FROM {name}" for name in METADATA.tables)
    return sorted(server.run(" UNION ALL ".join(counts), "library"))


# damage --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE objective SET section = 'other' WHERE section = 'youth'", "objective"),
        ("UPDATE measure_title SET value = 'Skill' WHERE key = 'en'", "measure"),
        ("UPDATE indicator_targets SET value = 'thirty' WHERE key = '2026'", "indicator"),
        ("DELETE FROM activity WHERE position = (SELECT min(position) FROM activity)", "activity"),
    ],
)
def test_that_damaged_rows_are_set_aside_and_the_rest_opens(
    address: ServerAddress, server: Server, statement: str, kind: str
) -> None:
    plan = small_plan()
    with opened_at(address) as library:
        library.add_plan(plan)
        server.run(statement, "library")
        assert {damage.kind for damage in library.verify_plan(plan.id)} == {kind}
        assert {damage.kind for damage in library.quarantined(plan.id)} == {kind}
        assert library.verify_plan(plan.id) == ()
        assert len(library.read_plan(plan.id)) == len(plan) - 1


def test_that_a_plan_is_read_in_two_breaths(address: ServerAddress, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the tables hold, and what the map and set fields of those that hold something hold."""
    breaths: list[int] = []
    fetch = rows.fetch
    monkeypatch.setattr(rows, "fetch", lambda *what: (found := fetch(*what), breaths.append(len(found)))[0])
    with opened_at(address) as library:
        library.add_plan(small_plan())
        assert library.read_plan(small_plan().id) == small_plan()
    assert len(breaths) == 2 and breaths[0] == len(KINDS)


# finding -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "asked", ["skil", "work skills", "70017-2026", "kill", "б", "100%", "a_b", "e-mail plan", "(."]
)
def test_that_both_kinds_of_library_find_the_same(address: ServerAddress, tmp_path: Any, asked: str) -> None:
    texts = ["Skills for work", "Workshop: skills, and more", "Plan 70017-2026-1", "Overkill", "бела кућа", "100% a_b"]
    new = [put(record("objective", text, small_plan().id, n, title={"en": text})) for n, text in enumerate(texts)]
    plan = apply_edits(small_plan(), new)
    found = []
    for place in (address, tmp_path / "library.localplan"):
        with opened_at(place) as library:
            library.add_plan(plan)
            found.append(sorted(library.search(asked)))
            assert library.search(asked, plan_id=id_of("other")) == ()
    assert found[0] == found[1]


def test_that_search_needs_no_extension(address: ServerAddress, server: Server) -> None:
    with opened_at(address) as library:
        library.add_plan(small_plan())
        with writing(library._engine) as connection:
            connection.execute(text("DROP INDEX search_text_trigrams"))
        assert library.search("skills") == ((small_plan().id, id_of("M1.1")),)
    server.run("CREATE INDEX search_text_trigrams ON search_text USING gin (text gin_trgm_ops)", "library")


def test_that_the_index_is_used_when_there_is_much_to_search(address: ServerAddress, server: Server) -> None:
    with opened_at(address) as library:
        library.add_plan(small_plan())
        filling = "INSERT INTO search_text SELECT '{}', 'x' || n, n, md5(n::text) FROM generate_series(1, 20000) n"
        server.run(filling.format(small_plan().id), "library")
        server.run("VACUUM ANALYZE search_text", "library")
        plan = server.run("EXPLAIN SELECT id FROM search_text WHERE text ~ '(^|[^[:alnum:]_])skills'", "library")
    assert "search_text_trigrams" in str(plan)


def test_that_a_glance_shows_the_same_list_as_the_library(address: ServerAddress) -> None:
    with opened_at(address) as library:
        library.add_plan(small_plan())
        library.add_plan(empty_plan("other", practice=True))
        assert glance_at_server(address) == Glance(library.plans(), purpose="own")


# refusals ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "postgresql+psycopg://ana:secret@db.example.rs/plans",
        "postgresql://ana:se/cr@et@db.example.rs/plans",
        "postgresql+psycopg://ana@db.example.rs/plans?password=secret",
        "postgres://:secret@db/plans",
    ],
)
def test_that_a_password_in_the_address_is_refused_and_not_repeated(address: str) -> None:
    with pytest.raises(Refused, match="password_in_address") as refusal:
        address_of(address)
    assert "cr" not in repr(refusal.value.values)


def test_that_addresses_and_files_are_told_apart(tmp_path: Any) -> None:
    address = address_of("postgresql+psycopg://ana@db.example.rs:5433/plans?sslmode=require")
    assert isinstance(address, ServerAddress)
    assert (address.uri, address.name) == ("postgresql://ana@db.example.rs:5433/plans?sslmode=require", "plans")
    assert str(address) == "postgresql+psycopg://ana@db.example.rs:5433/plans?sslmode=require"
    assert address_of(str(address)) == address
    assert address_of(str(tmp_path / "a:b.localplan")) == tmp_path / "a:b.localplan"
    with pytest.raises(Refused, match="unknown_server"):
        address_of("mysql://db/plans")


def test_that_whoever_cannot_open_it_is_told_why(server: Server, tmp_path: Any) -> None:
    why = {
        "server_not_reachable": address_of(f"postgresql+psycopg://ana@/plans?host={tmp_path}"),
        "server_database_missing": server.address("nowhere"),
        "server_lets_not_in": server.address("postgres", user="nobody_known"),
        "server_has_no_library": server.empty_database(),
    }
    for code, address in why.items():
        with pytest.raises(Refused, match=code):
            opened_at(address, create=False)


def test_that_a_server_without_a_free_connection_is_no_question_of_passwords(server: Server) -> None:
    address = server.empty_database()
    server.run("CREATE ROLE late LOGIN")
    server.run(f"ALTER DATABASE {address.name} CONNECTION LIMIT 0")
    with pytest.raises(Refused, match="server_full"):
        opened_at(server.address(address.name, user="late"), create=False)


def test_that_a_database_with_other_things_is_left_alone(server: Server) -> None:
    address = server.empty_database()
    server.run("CREATE TABLE plan (id integer)", address.name)
    with pytest.raises(Refused, match="foreign_database"):
        opened_at(address)
    assert server.run("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", address.name) == [(1,)]


@pytest.mark.parametrize("lost", ["summary", "library", "alembic_version", "measure_title"])
def test_that_a_library_that_lost_a_table_is_told_of_by_the_tables_name(server: Server, lost: str) -> None:
    address = server.empty_database()
    opened_at(address).close()
    server.run(f"DROP TABLE {lost} CASCADE", address.name)
    for look in (opened_at, glance_at_server):
        with pytest.raises(Refused, match="server_lacks_tables") as refusal:
            look(address)
        assert refusal.value.values == {"database": address.name, "count": 1, "tables": lost}
    assert not server.run(f"SELECT 1 FROM pg_tables WHERE tablename = '{lost}'", address.name)


def test_that_a_database_with_another_encoding_is_refused(server: Server) -> None:
    server.run("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN2' LC_COLLATE 'C' LC_CTYPE 'C'")
    with pytest.raises(Refused, match="server_encoding"):
        opened_at(server.address("latin"))


def test_that_rights_are_asked_for_in_words(address: ServerAddress, server: Server) -> None:
    plan = small_plan()
    with opened_at(address) as library:
        library.add_plan(plan)
    server.run("CREATE ROLE reader LOGIN; GRANT pg_read_all_data TO reader; CREATE ROLE stranger LOGIN")
    reader, stranger = (server.address("library", user=name) for name in ("reader", "stranger"))
    with pytest.raises(Refused, match="server_rights_missing"):
        opened_at(reader)
    with opened_at(reader, read_only=True) as library:
        assert library.read_plan(plan.id) == plan
        with pytest.raises(Refused, match="library_read_only"):
            library.drop_plan(plan.id)
    for options in ({}, {"read_only": True}):
        with pytest.raises(Refused, match="server_rights_missing"):
            opened_at(stranger, **options)
    empty = server.empty_database()
    with pytest.raises(Refused, match="server_rights_missing"):
        opened_at(server.address(empty.name, user="stranger"))


def test_that_a_library_for_reading_refuses_every_change_on_the_server_too(address: ServerAddress) -> None:
    with (
        opened_at(address, read_only=True) as library,
        pytest.raises(Refused, match="library_read_only"),
        writing(library._engine) as connection,
    ):
        connection.execute(text("DELETE FROM summary"))


def test_that_a_missing_driver_is_named(address: ServerAddress, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(Refused, match="server_support_missing"):
        opened_at(address)


def test_that_no_backup_is_claimed(address: ServerAddress) -> None:
    with opened_at(address) as library:
        assert library.back_up("regular") is None


# many rows -----------------------------------------------------------------------------------------------------------


def _many_activities() -> Plan:
    """A plan with texts that a bulk format could mistake for its own signs."""
    signs = ["\\N", "\t", "\n", "\\.", '"', "", "а\\b", "%s", "{}"]
    new = (
        record("activity", f"x{n}", id_of("M1.1"), n, title={"en": f"{n}{signs[n % len(signs)]}"}, note={"en": "\\"})
        for n in range(2 * MANY)
    )
    return apply_edits(small_plan(), [put(row) for row in new])


def test_that_many_rows_are_copied_and_come_back_as_they_were(
    address: ServerAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, copied = _many_activities(), []
    copy = insertion._copy
    monkeypatch.setattr(insertion, "_copy", lambda *what: (copied.append(what[1].name), copy(*what)))
    with opened_at(address) as library:
        library.add_plan(plan)
        assert {"activity", "activity_title"} <= set(copied)
        assert library.read_plan(plan.id) == plan
        assert library.verify_plan(plan.id) == ()
        assert [count for name, count in _counts_of(library) if name == "activity"] == [len(plan.all_of("activity"))]


def _counts_of(library: Library) -> list[tuple[str, int]]:
    with reading(library._engine) as connection:
        return [(name, connection.scalar(text(f"SELECT count(*) FROM {name}"))) for name in ("activity", "journal")]


def test_that_rows_that_cannot_be_copied_leave_nothing_and_are_told_in_words(address: ServerAddress) -> None:
    plan = _many_activities()
    many = insertion.rows_of([(plan, plan.records.values())])
    with opened_at(address) as library:
        with pytest.raises(Refused, match="library_moved_on"), writing(library._engine) as connection:
            insertion.insert_rows(connection, many)  # there is no such plan
        assert _counts_of(library) == [("activity", 0), ("journal", 0)]
        library.add_plan(plan)
