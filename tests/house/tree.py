"""What is in the repository."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@cache
def tracked() -> tuple[str, ...]:
    """All files under git, as paths from the root."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return tuple(name for name in listed.decode().split("\0") if name and (ROOT / name).is_file())


def run_python(script: str, *arguments: object, **options: object) -> str:
    """What a fresh interpreter prints that runs this script; the test fails when it fails."""
    command = [sys.executable, "-c", script, *(str(one) for one in arguments)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=300, cwd=ROOT, **options)  # type: ignore[call-overload]
    assert ended.returncode == 0, ended.stderr
    return str(ended.stdout)
