"""Where things lie on a person's computer: the library, settings, logs."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path

from localplan.storage.address import Address as Address
from localplan.storage.address import address_of as address_of

NAME = "localplan"
PORTABLE = "localplan-data"
"""A folder of this name beside the program makes it portable: everything then lies in it."""


def data_folder() -> Path:
    """Where the library lies unless another one is named: beside the program on a stick, else the person's own data."""
    beside = Path(sys.executable).resolve().parent / PORTABLE
    if beside.is_dir():
        return beside
    from platformdirs import user_data_path

    return user_data_path(NAME, appauthor=False, roaming=False)


def default_library() -> Path:
    """The person's own library."""
    return data_folder() / "library.localplan"


def library_address(named: str = "") -> Address:
    """The library of that name: a file, a database on a server, or the person's own. Raises Refused."""
    return address_of(named) if named else default_library()


def settings_file() -> Path:
    """Window settings; losing them loses no work."""
    return data_folder() / "settings.json"


def account_name() -> str:
    """The name under which the computer knows the person; empty when it does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def author_name(given: str = "") -> str:
    """Who changes plans: the name given, else $LOCALPLAN_AUTHOR, else the account's name."""
    return given or os.environ.get("LOCALPLAN_AUTHOR", "") or account_name()


def lock_path(library: Path) -> Path:
    """The file that stands beside a library while somebody works in it."""
    from localplan.storage.lock import lock_path as path_of

    return path_of(library)
