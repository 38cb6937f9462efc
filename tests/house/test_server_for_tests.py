"""The tests' own server: never missed silently in the gate, never demanded of a person."""

from __future__ import annotations

import os

import pytest

from tests import server
from tests.server import Server, running_server


@pytest.fixture
def without_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "programs", lambda: None)


@pytest.mark.usefixtures("without_programs")
@pytest.mark.parametrize(("gate", "ending"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)])
def test_that_a_missing_server_fails_the_gate_and_only_skips_elsewhere(
    monkeypatch: pytest.MonkeyPatch, gate: str, ending: type[BaseException]
) -> None:
    monkeypatch.setenv("CI", gate)
    with pytest.raises(ending, match="no PostgreSQL server"), running_server():
        pass


def test_that_the_server_listens_to_nobody_but_this_computer(server: Server) -> None:
    assert server.run("SHOW listen_addresses") == [("",)]
    assert server.run("SELECT current_setting('data_directory')") == [(str(server.folder / "data"),)]
    if hasattr(os, "getuid"):
        assert (server.folder / "data").stat().st_uid != 0
        assert (server.folder / "data").stat().st_mode & 0o077 == 0
