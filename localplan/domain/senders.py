"""Who is known to sign packages: remembered when a key is seen for the first time and somebody vouches for it."""

from __future__ import annotations

import msgspec


class Sender(msgspec.Struct, frozen=True, kw_only=True):
    """A key that was accepted: its fingerprint in words, the name it signs under, who accepted it and when (UTC)."""

    fingerprint: str
    name: str
    public_key: str
    accepted_by: str = ""
    at: str = ""
