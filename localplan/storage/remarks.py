"""What a library keeps beside plans: remarks, offers, attachments, what is hidden, and who signs."""

from __future__ import annotations

from collections.abc import Iterable

from localplan.domain.editions import Hidden
from localplan.domain.notes import Conflict, Note, Offer
from localplan.domain.senders import Sender
from localplan.storage import beside, hidden, publications, senders
from localplan.storage.saving import Saving


class Remarks(Saving):
    """All that stands beside the plans of an open library."""

    def keep_beside(self, plan_id: str, things: Iterable[beside.Remark]) -> None:
        """Write notes, conflicts or offers; one with a known id takes the place of the old."""
        with self._changing(plan_id) as connection:
            beside.keep_beside(connection, plan_id, things)

    def notes(self, plan_id: str) -> tuple[Note, ...]:
        """The remarks on a plan, by time."""
        with self._reading() as connection:
            return beside.read_beside(connection, plan_id, Note)

    def conflicts(self, plan_id: str) -> tuple[Conflict, ...]:
        """What merges left to be settled, and what has been."""
        with self._reading() as connection:
            return beside.read_beside(connection, plan_id, Conflict)

    def offers(self, plan_id: str) -> tuple[Offer, ...]:
        """What is offered to a plan, by time."""
        with self._reading() as connection:
            return beside.read_beside(connection, plan_id, Offer)

    def declined_offers(self) -> dict[str, tuple[Offer, ...]]:
        """What the people of any plan have said no to, by plan id."""
        with self._reading() as connection:
            return beside.read_declined(connection)

    def hidden(self, plan_id: str) -> Hidden:
        """What the edition in which the plan came leaves out; nothing when it is here as a whole."""
        with self._reading() as connection:
            return hidden.read_hidden(connection, plan_id)

    def keep_hidden(self, plan_id: str, left_out: Hidden) -> None:
        """Remember what is hidden in the plan, or that nothing is any more."""
        with self._changing(plan_id) as connection:
            hidden.keep_hidden(connection, plan_id, left_out)

    def with_remarks(self) -> frozenset[str]:
        """The ids of plans that have notes or offers."""
        with self._reading() as connection:
            return beside.with_remarks(connection)

    def with_conflicts(self) -> frozenset[str]:
        """The ids of plans that have conflicts, open or settled."""
        with self._reading() as connection:
            return beside.with_conflicts(connection)

    def keep_attachment(self, plan_id: str, content: bytes) -> str:
        """Keep the bytes of an attachment; their SHA-256, by which its record names it."""
        with self._changing(plan_id) as connection:
            return beside.keep_attachment(connection, plan_id, content)

    def read_attachment(self, plan_id: str, sha256: str) -> bytes:
        """The bytes of an attachment. Raises Refused when they are missing or damaged."""
        with self._reading() as connection:
            return beside.read_attachment(connection, plan_id, sha256)

    # who signs -------------------------------------------------------------------------------------------------------

    def known_senders(self) -> tuple[Sender, ...]:
        """Whose keys were accepted here."""
        with self._reading() as connection:
            return senders.known_senders(connection)

    def keep_sender(self, sender: Sender) -> None:
        """Remember a sender's key."""
        with self._changing() as connection:
            senders.keep_sender(connection, sender)

    def forget_sender(self, fingerprint: str) -> bool:
        """Forget a key; False when it was not known."""
        with self._changing() as connection:
            return senders.forget_sender(connection, fingerprint)

    def published(self) -> tuple[publications.Publication, ...]:
        """The public editions that left the library, the oldest first."""
        with self._reading() as connection:
            return publications.publications(connection)

    def keep_publication(self, publication: publications.Publication) -> None:
        """Remember what a public edition showed and hid."""
        with self._changing() as connection:
            publications.keep_publication(connection, publication)
