"""Row 9: from a key to its paint, in a plan of 2,000 records and in a bare line."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

from localplan.app.plans import open_library_at
from tests.benchmarks.big import big_plan
from tests.benchmarks.outside import PROJECT, screen
from tests.benchmarks.rounds import Row, milliseconds

RECORDS = 2_000
ROUNDS = 5


def rows() -> Iterator[Row]:
    """All keys of all rounds of each; on an X server if there is one, and without a screen."""
    plan = big_plan(RECORDS)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, screen(Path(folder)) as env:
        path = Path(folder) / "keys.localplan"
        with open_library_at(path, "bench") as library:
            library.add_plan(plan)
        for platform in sorted({"offscreen", env["QT_QPA_PLATFORM"]}):
            yield from _measured({**env, "QT_QPA_PLATFORM": platform}, path, platform)


def _measured(env: dict[str, str], path: Path, platform: str) -> Iterator[Row]:
    keys: dict[str, list[float]] = {"bare": [], str(path): []}
    for _ in range(ROUNDS):
        for name, found in keys.items():
            found.extend(_keys(env, name))
    (bare, bare99), (ours, ours99) = (_p50_p99(found) for found in keys.values())
    job = f"key to paint, {platform}"
    yield Row(f"{job}, p50", milliseconds(ours), f"bare QLineEdit {milliseconds(bare)}", f"{ours / bare:.2f}", "", None)
    met = ours99 <= 0.016 and ours99 <= 2 * bare99
    peer = f"bare QLineEdit {milliseconds(bare99)}"
    yield Row(f"{job}, p99", milliseconds(ours99), peer, f"{ours99 / bare99:.2f}", "≤ 16 ms and ≤ 2", met)


def _p50_p99(seconds: list[float]) -> tuple[float, float]:
    return median(seconds), quantiles(seconds, n=100)[98]


def _keys(env: dict[str, str], what: str) -> list[float]:
    command = [sys.executable, "-m", "tests.benchmarks.drivers.keys", what]
    done = subprocess.run(command, env=env, cwd=PROJECT, capture_output=True, text=True, timeout=180)
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if not lines:
        raise RuntimeError(done.stderr)
    return list(json.loads(lines[-1])["seconds"])
