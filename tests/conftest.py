"""Before any test: no screen is needed, and nobody's own folders are touched."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from localplan.storage.address import Address
    from tests.server import Server

os.environ["QT_QPA_PLATFORM"] = "offscreen"
_HOME = tempfile.TemporaryDirectory(prefix="localplan-home-", ignore_cleanup_errors=True)
for _name, _folder in {
    "HOME": "",
    "USERPROFILE": "",
    "XDG_DATA_HOME": "data",
    "XDG_CONFIG_HOME": "config",
    "XDG_CACHE_HOME": "cache",
    "XDG_RUNTIME_DIR": "run",
    "LOCALAPPDATA": "local",
    "APPDATA": "roaming",
}.items():
    _path = Path(_HOME.name, _folder)
    _path.mkdir(mode=0o700, exist_ok=True)
    os.environ[_name] = str(_path)
os.environ["LOCALPLAN_AUTHOR"] = "Mila Testić"

# The gate tries the same cases every time, so that it speaks of the change; elsewhere they are new each time.
settings.register_profile("gate", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("gate")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server, one for each process that runs tests."""
    from tests.server import running_server

    with running_server() as running:
        yield running


@pytest.fixture(params=["file", "server"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Address:
    """Where the library of a test is: once a file that is not there yet, once a database on a server."""
    if request.param == "file":
        return tmp_path / "library.localplan"
    database: Address = request.getfixturevalue("server").empty_library()
    return database
