"""A file that came into a library, as it is remembered."""

from __future__ import annotations

import msgspec


class ReceivedFile(msgspec.Struct, frozen=True, kw_only=True):
    """`digest` is the SHA-256 of its bytes, `at` when it came (UTC); plan, revision and verdict say what it was.

    `report` is JSON for whoever wants to show more: what an import found, who signed.
    """

    digest: str
    at: str
    name: str
    plan: str = ""
    revision: str = ""
    verdict: str = ""
    report: str = ""
