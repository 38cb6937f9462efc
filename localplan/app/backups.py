"""The backups of a library: where they are, what they hold beside what is there now, and bringing it back."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from localplan import __version__
from localplan.data import data_dir
from localplan.domain.editions import NOTHING, Hidden
from localplan.domain.edits import difference
from localplan.domain.history import JournalEntry, Revision
from localplan.domain.notes import Conflict, Note, Offer
from localplan.domain.plan import Plan
from localplan.domain.records.plan import Attachment
from localplan.domain.values import Refused
from localplan.storage.backup import Backup as Backup
from localplan.storage.backup import backups_folder, keep_copy, list_backups, newest_first
from localplan.storage.temporary import clear_leftovers as clear_leftovers

if TYPE_CHECKING:
    from localplan.app.session import PlanSession
    from localplan.storage.glance import PlanLine as PlanLine
    from localplan.storage.library import Library

Standing = Literal["same", "changed", "gone"]
"""What has become of a plan of a backup: it is as it was then, it is another one now, it is no longer there."""


class PlanThen(msgspec.Struct, frozen=True):
    """A plan as a backup has it, and what has become of it in the library; "" when that cannot be read."""

    line: PlanLine
    since: Standing | Literal[""]


class Contents(msgspec.Struct, frozen=True):
    """What a backup holds: its plans, last saved first, and how many plans of the library it does not have."""

    plans: tuple[PlanThen, ...]
    newer: int

    def count(self, since: Standing) -> int:
        """How many of its plans have become that."""
        return sum(plan.since == since for plan in self.plans)


class PlanInBackup(msgspec.Struct, frozen=True):
    """A plan read out of a backup, with its history and all that stood beside it."""

    plan: Plan
    entries: tuple[JournalEntry, ...]
    revisions: tuple[tuple[Revision, Plan], ...]  # ancestors before descendants
    remarks: tuple[Note | Conflict | Offer, ...]
    attachments: tuple[bytes, ...]
    hidden: Hidden


def second_folder(library: Path, chosen: str) -> Path | None:
    """Where each backup is kept once more, within the folder that was chosen for that: one for each computer."""
    return Path(chosen, f"{backups_folder(library).name} {_plain(platform.node())}".strip()) if chosen else None


def _plain(name: str) -> str:
    return "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in name)


def backups_of(library: Path, chosen: str) -> tuple[Backup, ...]:
    """All backups of a library, in its own folder and in the second one, newest first."""
    folders = filter(None, (backups_folder(library), second_folder(library, chosen)))
    found = (backup for folder in folders for backup in list_backups(folder))
    return newest_first(found)


def named_backup(library: Path, chosen: str, name: str) -> Backup:
    """The backup with that number in the list, or in that file, whatever it is called. Raises Refused."""
    found = backups_of(library, chosen)
    if name.isdecimal():
        if not 1 <= int(name) <= len(found):
            raise Refused("no_such_backup", number=name, most=len(found))
        return found[int(name) - 1]
    path = Path(name)
    known = next((backup for backup in found if backup.path == path.absolute()), None)
    if known is None and not path.is_file():
        raise Refused("file_missing", path=name)
    return known or Backup(path, datetime.fromtimestamp(path.stat().st_mtime, UTC), "")


def keep_in_second_folder(library: Path, chosen: str) -> bool:
    """Copy the newest backup there unless it is there already; False when there is nothing to do. Raises Refused."""
    second, own = second_folder(library, chosen), list_backups(backups_folder(library))
    if second is None or not own:
        return False
    if not second.parent.is_dir():
        raise Refused("second_folder_missing", folder=str(second.parent))
    if (second / own[0].path.name).exists():
        return False
    keep_copy(own[0].path, second)
    return True


def back_up_if_changed(library: Library, path: Path, chosen: str) -> bool:
    """Back the library of this file up if something was saved since the newest backup; the second folder follows.

    Raises Refused.
    """
    saved = max((line.saved for line in library.plans()), default="")
    own = list_backups(backups_folder(path))
    behind = bool(saved) and (not own or saved >= own[0].at.isoformat(timespec="seconds"))
    if behind:
        library.back_up("regular")
    keep_in_second_folder(path, chosen)
    return behind


def contents(backup: Path, now: Iterable[PlanLine] | None) -> Contents:
    """What a backup holds beside the plans of `now`, None when those cannot be read. Raises Refused.

    Takes its time, a copy of the file and a look through all of it: for the background.
    """
    with _opened(backup) as library:
        then = library.plans()
    there = None if now is None else {line.id: line.digest for line in now}
    new = set(there or ()) - {line.id for line in then}
    return Contents(tuple(PlanThen(line, _since(line, there)) for line in then), len(new))


def _since(line: PlanLine, now: Mapping[str, str] | None) -> Standing | Literal[""]:
    if now is None:
        return ""
    return "gone" if line.id not in now else "same" if now[line.id] == line.digest else "changed"


def find_in(backup: Path, name: str) -> str:
    """The id of the plan with that id or code in a backup. Raises Refused."""
    with _opened(backup) as library:
        return library.find_plan(name)


def read_from(backup: Path, plan_id: str) -> PlanInBackup:
    """A plan with all that a backup has of it. Raises Refused, also when a part of it is damaged."""
    with _opened(backup) as library:
        if not library.has_plan(plan_id):
            raise Refused("no_such_plan", plan=plan_id)
        if library.verify_plan(plan_id) or library.quarantined(plan_id):
            raise Refused("plan_damaged_in_backup", path=backup.name)
        plan = library.read_plan(plan_id)
        kept = {attachment.sha256 for attachment in plan.all(Attachment) if attachment.sha256}
        return PlanInBackup(
            plan=plan,
            entries=library.journal(plan_id),
            revisions=tuple((one, library.read_revision(one.digest)) for one in library.revisions(plan_id)),
            remarks=(*library.notes(plan_id), *library.conflicts(plan_id), *library.offers(plan_id)),
            attachments=tuple(library.read_attachment(plan_id, name) for name in sorted(kept)),
            hidden=library.hidden(plan_id),
        )


def _opened(backup: Path) -> AbstractContextManager[Library]:
    from localplan.storage.restoring import opened_backup

    return opened_backup(backup, program=__version__, migrations=data_dir("db"))


def restore_library(backup: Path, target: Path) -> None:
    """Write a backup out as a new library. Raises Refused; nothing is ever replaced."""
    from localplan.storage.restoring import restore

    restore(backup, target)


def go_back(session: PlanSession, library: Library, found: PlanInBackup, label: str) -> bool:
    """Make the open plan what it was in the backup, as one action that can be undone; False when it is that already.

    Raises Refused, for one thing when the plan was adopted since: then nothing has changed.
    """
    session.save()
    edits = difference(session.plan, found.plan)
    if not edits:
        return False
    library.back_up("restore")
    library.keep_revision(session.plan, "snapshot")
    for content in found.attachments:
        library.keep_attachment(session.plan.id, content)
    session.perform(edits, label)
    session.save()
    return True


def bring_back(library: Library, found: PlanInBackup) -> None:
    """Put a plan that is no longer in the library back into it, with its history. Raises Refused: then it is not."""
    id = found.plan.id
    with library.together(id):
        library.add_plan(found.plan, entries=found.entries)
        for revision, plan in found.revisions:
            library.add_revision(revision, plan)
        library.keep_beside(id, found.remarks)
        for content in found.attachments:
            library.keep_attachment(id, content)
        if found.hidden != NOTHING:
            library.keep_hidden(id, found.hidden)
