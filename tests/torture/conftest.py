"""How long a long run is: `pytest tests/torture -o norecursedirs= --count 50000 --seed 7`."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--count", type=int, default=200, help="how often each long run does what it does")
    parser.addoption("--seed", type=int, default=1, help="where its chance begins")


@pytest.fixture
def count(request: pytest.FixtureRequest) -> int:
    return int(request.config.getoption("--count"))


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    return int(request.config.getoption("--seed"))
