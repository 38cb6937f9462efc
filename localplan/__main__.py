"""Wires the rooms together: a command goes to the command line, no command opens the window."""

from __future__ import annotations

import multiprocessing
import sys


def main() -> int:
    """The console entry. Gives the exit code."""
    from localplan.cli.main import run_command

    return run_command(sys.argv[1:], open_window=_open_window)


def window() -> int:
    """The windowed entry: files given are opened."""
    return _open_window(sys.argv[1:])


def _open_window(files: list[str], library: str = "", author: str = "") -> int:
    from pathlib import Path

    from localplan.app.places import library_address
    from localplan.ui.run import run, screen_is_there

    if not screen_is_there():
        print(_no_screen(), file=sys.stderr)
        return 2
    return run(library_address(library) if library else None, author, tuple(Path(name) for name in files))


def _no_screen() -> str:
    from localplan.cli.speech import command_line_words

    return command_line_words()("No screen found. Try: localplan demo --out DIR")


if __name__ == "__main__":
    multiprocessing.freeze_support()
    raise SystemExit(main())
