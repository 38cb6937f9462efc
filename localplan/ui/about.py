"""About: versions, licence, where the data lies."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

from PySide6 import __version__ as qt_version

from localplan import __version__
from localplan.ui.messages import tell

if TYPE_CHECKING:
    from localplan.ui.shell import Shell


def show_about(window: Shell) -> None:
    """Open the page about the program."""
    words = window.words
    lines = [
        words("localplan {version}", version=__version__),
        words("Local action plans for migration, youth and employment, made offline."),
        "",
        words("Methodology version {version}", version=window.office.methodology.version),
        words("Qt for Python {qt}, Python {python}", qt=qt_version, python=platform.python_version()),
        words("Licence: Apache 2.0. Qt is used under the LGPL 3, the fonts under free licences of their own."),
        "",
        words("Library: {path}", path=str(window.office.address)),
        words("localplan never sends your data anywhere by itself."),
    ]
    tell(window, words("About localplan"), "\n".join(lines), words, "\n".join(lines), warn=False)
