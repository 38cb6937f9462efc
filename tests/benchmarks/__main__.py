"""All benchmarks, or those named: `python -m tests.benchmarks [start excel document … intake10000]`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib import import_module

from tests.benchmarks.rounds import Row, table

JOBS = {
    "start": "starting",
    "excel": "excel",
    "document": "document",
    "open": "opening",
    "keys": "keystrokes",
    "check": "checks",
    "intake": "intake",
    "region": "region",
}
LONG = {"intake10000": "intake_long"}
"""Only when named: these take minutes."""


def main(names: list[str]) -> int:
    """Run them and print the table. 2 for an unknown name, else 0: a goal that is missed is news, not a failure."""
    known = JOBS | LONG
    if unknown := set(names) - set(known):
        print(f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(known)}", file=sys.stderr)
        return 2
    found: list[Row] = []
    for name in names or list(JOBS):
        print(f"{name} …", file=sys.stderr, flush=True)
        rows: Callable[[], Iterator[Row]] = import_module(f"tests.benchmarks.{known[name]}").rows
        found.extend(rows())
    print(table(found))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
