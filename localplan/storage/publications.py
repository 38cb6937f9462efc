"""The public editions that left this library: what they showed of persons, and what they hid."""

from __future__ import annotations

import zlib

import msgspec
from sqlalchemy import Connection, insert, select

from localplan.domain.suppression import Edition
from localplan.domain.values import Refused
from localplan.storage.own_tables import PUBLISHED_EDITION

_encoder = msgspec.json.Encoder(order="deterministic", decimal_format="string")
_decoder = msgspec.json.Decoder(Edition)


class Publication(msgspec.Struct, frozen=True, kw_only=True):
    """One public edition: what it was of, when and by whom it was made, and its counts of persons."""

    id: str  # digest of what was published
    name: str
    at: str
    person: str
    figures: Edition


def publications(connection: Connection) -> tuple[Publication, ...]:
    """All of them, the oldest first. Raises Refused when one cannot be read: then nothing can be proved safe."""
    rows = connection.execute(select(PUBLISHED_EDITION).order_by(PUBLISHED_EDITION.c.at, PUBLISHED_EDITION.c.id))
    return tuple(
        Publication(id=row.id, name=row.name, at=row.at, person=row.person, figures=_figures(row.id, row.figures))
        for row in rows
    )


def keep_publication(connection: Connection, publication: Publication) -> None:
    """Remember what was published; the same edition made again is one."""
    if connection.execute(select(PUBLISHED_EDITION.c.id).where(PUBLISHED_EDITION.c.id == publication.id)).first():
        return
    facts = {name: getattr(publication, name) for name in ("id", "name", "at", "person")}
    figures = zlib.compress(_encoder.encode(publication.figures))
    connection.execute(insert(PUBLISHED_EDITION), {**facts, "figures": figures})


def _figures(id: str, content: bytes) -> Edition:
    try:
        return _decoder.decode(zlib.decompress(content))
    except (zlib.error, msgspec.DecodeError) as error:
        raise Refused("library_damaged", detail=f"published_edition {id[:12]}") from error
