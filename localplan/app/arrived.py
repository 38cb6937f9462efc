"""What came into a plan from elsewhere, as its journal tells it: by the labels of the entries, which name people.

The author of such an entry is who took it in; the name in the label is that of who had worked on it.
"""

from __future__ import annotations

from localplan.domain.history import JournalEntry
from localplan.domain.undoing import BEFORE, WITHOUT
from localplan.words import Words

MERGED = "merged · "
"""Begins the label of a merge, a returned workbook's among them."""

UPDATED = "update · "
"""Begins the label of a state that was made from ours and took its place."""


def came_from(label: str) -> str:
    """Who had worked on what came in; empty when that label is of work done here."""
    known = next((begins for begins in (MERGED, UPDATED) if label.startswith(begins)), "")
    return label.removeprefix(known) if known else ""


def whose(entry: JournalEntry) -> str:
    """Who did what stands in an entry."""
    return came_from(entry.label) or entry.author


def label_said(label: str, words: Words) -> str:
    """The label of any entry for people; that of a merge or an update in their language."""
    if label.startswith((BEFORE, WITHOUT)):
        name = label.partition(" · ")[2].partition(" · ")[2]
        if label.startswith(BEFORE):
            return words("Restore the plan from before the merge with {name}", name=name)
        return words("Undo the merge with {name}", name=name)
    name = came_from(label)
    if not name:
        return label
    return words("Merge with {name}", name=name) if label.startswith(MERGED) else words("Update from {name}", name=name)
