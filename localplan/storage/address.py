"""Where a library is: in a file, or in a database on a PostgreSQL server. Light, so that it may be asked early."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from localplan.domain.values import Refused

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://(.*)", re.DOTALL)
_POSTGRESQL = ("postgresql+psycopg", "postgresql", "postgres")
_SECRETS = ("password", "sslpassword")


class ServerAddress(NamedTuple):
    """A database on a PostgreSQL server: `uri` as libpq takes it, never with a password."""

    uri: str

    def __str__(self) -> str:
        return self.uri.replace("postgresql:", "postgresql+psycopg:", 1)

    @property
    def name(self) -> str:
        """What people call it: the database's name, or the whole address when that has none."""
        return urlsplit(self.uri).path.strip("/") or str(self)


Address = Path | ServerAddress


def address_of(text: str) -> Address:
    """The file or server that a text names. Raises Refused for a password inside, and for other kinds of servers.

    Command lines and settings are seen by others, so passwords come from PGPASSWORD, `.pgpass` or a service file.
    """
    found = _SCHEME.fullmatch(text.strip())
    if found is None:
        return Path(text)
    scheme, rest = found[1].lower(), found[2]
    if scheme not in _POSTGRESQL:
        raise Refused("unknown_server", scheme=scheme)
    if ":" in rest.rpartition("@")[0] or set(_SECRETS) & parse_qs(urlsplit(text).query).keys():
        raise Refused("password_in_address")
    return ServerAddress(f"postgresql://{rest}")
