from __future__ import annotations

from functools import partial

import pytest

from localplan.storage.address import Address
from tests.storage.libraries import Opened, library_at, opened_at


@pytest.fixture
def opened(place: Address) -> Opened:
    """Opens the library of this test, as often as it is called: once a file, once a database on a server."""
    return partial(opened_at, place)


@pytest.fixture(scope="session", params=["file", "server"])
def one_library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Opened:
    """Opens a library that many cases share, one after the other."""
    if request.param == "file":
        return partial(library_at, tmp_path_factory.mktemp("one"))
    return partial(opened_at, request.getfixturevalue("server").empty_library())
