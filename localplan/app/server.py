"""What the administrators of a library on a server look at and do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from localplan.app.places import Address
from localplan.data import data_dir
from localplan.domain.values import Refused

if TYPE_CHECKING:
    from localplan.storage.address import ServerAddress
    from localplan.storage.server_opening import ServerFacts


def server_facts(library: Address) -> ServerFacts:
    """How the library stands. Raises Refused when it is a file, and what keeps it from being reached."""
    from localplan.storage.server_opening import facts_of_server

    return facts_of_server(_server(library))


def upgrade_server(library: Address) -> tuple[int, int]:
    """Bring the library to this program's schema: that before and after. Raises Refused; then all is as it was."""
    from localplan.storage.migration import migrate_database
    from localplan.storage.tables import SCHEMA

    address = _server(library)
    before = server_facts(address).schema
    if before > SCHEMA:
        raise Refused("library_newer", path=address.name, found=before, known=SCHEMA)
    if before < SCHEMA:
        migrate_database(address, data_dir("db"), SCHEMA)
    return before, SCHEMA


def cluster_statements() -> tuple[str, ...]:
    """SQL that spreads the tables of a library over a cluster by plan."""
    from localplan.storage import cluster

    return cluster.cluster_statements()


def _server(library: Address) -> ServerAddress:
    from localplan.storage.address import ServerAddress

    if not isinstance(library, ServerAddress):
        raise Refused("library_is_a_file", path=str(library))
    return library
