"""What backups say to people: why they were made, what they hold, what has become of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from localplan.words import Words, phrase, text_in

if TYPE_CHECKING:
    from localplan.app.backups import Backup, Contents, PlanThen

REASONS = {
    "regular": phrase("regular"),
    "import": phrase("before an import"),
    "upgrade": phrase("before an update of the library"),
    "restore": phrase("before a plan was restored"),
}

SINCE = {
    "same": phrase("the same now"),
    "changed": phrase("changed since"),
    "gone": phrase("no longer in the library"),
    "": "",
}


def reason_said(backup: Backup, words: Words) -> str:
    """Why it was made."""
    return words(REASONS[backup.reason]) if backup.reason in REASONS else backup.reason


def moment_said(backup: Backup, words: Words) -> str:
    """When it was made."""
    return words.moment(backup.at.isoformat(timespec="seconds"))


def difference_said(found: Contents, words: Words) -> str:
    """How the library differs from it now, in counts; empty when the library cannot be read."""
    if any(not plan.since for plan in found.plans):
        return ""
    changed, gone = found.count("changed"), found.count("gone")
    parts = (
        words.plural("{n} plan changed since", "{n} plans changed since", changed) if changed else "",
        words.plural("{n} plan deleted since", "{n} plans deleted since", gone) if gone else "",
        words.plural("{n} plan added since", "{n} plans added since", found.newer) if found.newer else "",
    )
    return "; ".join(filter(None, parts)) or words("nothing differs")


def title_said(plan: PlanThen, words: Words) -> str:
    """The plan's title, as it was then."""
    line = plan.line
    return text_in(line.title, words.language, line.main_language) or words("Plan without a title")


def label_of(backup: Backup, words: Words) -> str:
    """What undo says of a plan that was restored."""
    return words("Restored from the backup of {moment}", moment=moment_said(backup, words))
