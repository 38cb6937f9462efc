"""What the window remembers: language, theme, zoom, the last place in each plan, folders. A small JSON file."""

from __future__ import annotations

from pathlib import Path

import msgspec


class Settings(msgspec.Struct, omit_defaults=True):
    """Everything has a default; a file that cannot be read is forgotten."""

    language: str = ""
    theme: str = "light"
    zoom: int = 100
    author: str = ""
    last_plan: str = ""
    places: dict[str, tuple[str, str, str, str]] = {}
    geometry: str = ""
    folders: dict[str, str] = {}
    columns: dict[str, dict[str, str]] = {}  # of tables made elsewhere: form → heading → name of the field's column
    widths: dict[str, dict[str, float]] = {}  # of columns, in letters: form → field → width; 0: it is not shown
    library: str = ""  # its address, when it is not the person's own: on a server, or one that was restored
    second_backups: str = ""  # a folder in which each backup is kept once more: a stick
    guided: bool = False  # one group of questions at a time


def read_settings(path: Path) -> Settings:
    """The settings kept in a file, or fresh ones."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Settings)
    except (OSError, ValueError):
        return Settings()


def write_settings(path: Path, settings: Settings) -> None:
    """Keep the settings. A disk that is full or read-only must not stop anybody's work, so a failure is passed over."""
    waiting = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        waiting.write_bytes(msgspec.json.format(msgspec.json.encode(settings)))
        waiting.replace(path)
    except OSError:
        waiting.unlink(missing_ok=True)
