from __future__ import annotations

import re
from pathlib import Path

import pytest

from localplan.storage import server_opening
from localplan.storage.own_tables import METADATA
from tests.cli.conftest import Localplan
from tests.server import Server

DOCS = Path(__file__).parents[2] / "docs" / "server.md"


def test_that_a_plan_is_made_listed_and_shown_on_a_server(localplan: Localplan, server: Server) -> None:
    library = str(server.empty_library())
    made = localplan("new", "--municipality", "70564", "--from", "2027", "--to", "2029", "--library", library)
    assert made.code == 0, made.err
    assert "70564-2027-1" in localplan("list", "--library", library).out
    assert localplan("show", "70564-2027-1", "--library", library).code == 0


def test_that_the_facts_of_a_server_are_told(localplan: Localplan, server: Server) -> None:
    library = str(server.empty_library())
    told = localplan("server", "--library", library)
    assert told.code == 0
    assert "Search has an index" in told.out
    facts = localplan("server", "--json", "--library", library).json
    assert (facts["schema"], facts["known"], facts["plans"], facts["changeable"]) == (1, 1, 0, True)


def test_that_an_upgrade_says_from_where_to_where(
    localplan: Localplan, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = str(server.empty_library())
    assert localplan("server", "--upgrade", "--json", "--library", library).json == {"before": 1, "after": 1}
    monkeypatch.setattr(server_opening, "SCHEMA", 2)
    localplan("list", "--library", library).complains("localplan server --upgrade")


def test_that_the_statements_for_a_cluster_place_every_table(localplan: Localplan) -> None:
    printed = localplan("server", "--cluster").out.splitlines()
    placed = [re.fullmatch(r"SELECT create_(reference|distributed)_table\('(\w+)'.*\);", line) for line in printed]
    kinds = {found[2]: found[1] for found in placed if found}
    assert len(kinds) == len(printed)
    assert kinds.keys() == METADATA.tables.keys() - {"alembic_version"}
    own = {name for name, table in METADATA.tables.items() if "plan_id" not in table.c}
    assert {name for name, kind in kinds.items() if kind == "reference"} == own - {"alembic_version"}
    first = next(line for line in printed if "distributed" in line)
    assert first == "SELECT create_distributed_table('summary', 'plan_id');"  # all others refer to it
    examples = [line for line in DOCS.read_text("utf-8").splitlines() if line.startswith("SELECT create_")]
    assert len(examples) == 3 and set(examples) <= set(printed)


@pytest.mark.parametrize(
    ("library", "said"),
    [
        ("postgresql+psycopg://ana:secret@db/plans", "has a password in it"),
        ("mysql://db/plans", "neither"),
        ("own.localplan", "is a file"),
    ],
)
def test_that_a_wrong_address_is_told_and_no_secret_repeated(localplan: Localplan, library: str, said: str) -> None:
    refused = localplan("server", "--library", library)
    refused.complains(said)
    assert "secret" not in refused.err
