"""Calls of the command line inside this process, and one demonstration that all tests read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from localplan.cli.main import run_command


class Answer(NamedTuple):
    """What a call gave back."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON value that stands alone on standard output."""
        return json.loads(self.out)

    def complains(self, *parts: str) -> None:
        """Exit code 2, nothing on standard output, one short sentence with these parts on standard error."""
        assert (self.code, self.out) == (2, "")
        assert 1 <= len(self.err.strip().splitlines()) <= 3, self.err
        for part in parts:
            assert part in self.err, self.err


Localplan = Callable[..., Answer]


@pytest.fixture
def localplan(capsys: pytest.CaptureFixture[str]) -> Localplan:
    """Calls a command; the window is never opened."""

    def no_window(*_: object) -> int:
        raise AssertionError("the window was opened")

    def call(*arguments: object) -> Answer:
        capsys.readouterr()
        try:
            code = run_command([str(one) for one in arguments], open_window=no_window)
        except SystemExit as ended:
            code = int(ended.code or 0)
        return Answer(code, *capsys.readouterr())

    return call


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Where a library will be made by the first command that needs it."""
    return tmp_path / "library.localplan"


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demonstration, written once. Nobody changes it."""
    folder = tmp_path_factory.mktemp("demo")
    assert run_command(["demo", "--out", str(folder)], open_window=lambda *_: 3) == 0
    return folder


@pytest.fixture
def package(demo: Path) -> Path:
    """The package of the sample in implementation."""
    return demo / "plan.lplan"
