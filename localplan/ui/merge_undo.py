"""Undoing a whole merge: asked first, and where later work stands in the way, what else can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from localplan.app.merges import MergeDone, around, back_to, kept_by, merges, undo_merge
from localplan.domain.records import kind_of
from localplan.ui.messages import tell

if TYPE_CHECKING:
    from localplan.ui.conflicts import ConflictsPage

MOST_NAMED = 12


def ask_undo(page: ConflictsPage) -> None:
    """Ask about the newest merge that stands."""
    words = page.desk.words
    page.desk.session.save()
    page.refresh()
    found = [merge for merge in merges(page.contradictions) if page.desk.session.may_take_back(merge.entry)]
    if not found:
        none = words("There is no merge to undo.")
        if any(not conflict.raised for conflict in page.contradictions.all):
            none = words("The merge changed nothing in the plan. Undo (Ctrl+Z) takes back your decisions.")
        tell(page, words("Undo the merge"), none, words, warn=False)
        return
    merge = found[0]
    kept = kept_by(merge, page.contradictions.journal())
    if kept:
        _ask_back(page, merge, kept)
    else:
        _ask_undo(page, merge)


def _box(page: ConflictsPage, text: str, yes: str) -> QMessageBox:
    words = page.desk.words
    box = QMessageBox(page)
    box.setObjectName("merge.undo")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(words("Undo the merge"))
    box.setText(text)
    box.addButton(words("Cancel"), QMessageBox.ButtonRole.RejectRole)
    button = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    button.setObjectName("merge.undo.yes")
    box.setDefaultButton(button)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return box


def _ask_undo(page: ConflictsPage, merge: MergeDone) -> None:
    words, desk = page.desk.words, page.desk
    when = words.moment(merge.entry.at)
    text = words("Undo the merge with the plan of {name}, {when}?", name=merge.with_whom, when=when)
    if merge.is_update:
        text = words("Undo what came from {name}, {when}?", name=merge.with_whom, when=when)
    if merge.choices:
        many = words.plural(
            "{n} decision made after it is undone as well.",
            ("{n} decisions made after it are undone as well."),
            len(merge.choices),
        )
        text += f"\n\n{many}"
    text += "\n\n" + words("Nothing is lost: redo (Ctrl+Y) brings it back.")
    box = _box(page, text, words("Undo") if merge.is_update else words("Undo the merge"))
    box.accepted.connect(lambda: _do(page, lambda: undo_merge(merge, desk.session, page.contradictions)))
    box.open()


def _ask_back(page: ConflictsPage, merge: MergeDone, kept: tuple[tuple[str, str], ...]) -> None:
    """Later work touched the same: name it, and offer the state before the merge instead."""
    words, desk = page.desk.words, page.desk
    values = page.told.values
    lines = []
    for id, field in kept[:MOST_NAMED]:
        record = desk.plan.get(id)
        label = values.label(kind_of(record), field) if record and field not in ("", "parent") else ""
        lines.append(f"· {values.name(id)}{': ' + label if label else ''}")
    if len(kept) > MOST_NAMED:
        rest = len(kept) - MOST_NAMED
        lines.append(words.plural("· and {n} more place", "· and {n} more places", rest))
    text = words("Later changes build on this merge, so it cannot be undone by itself:")
    offer = words(
        "You can restore the whole plan as it was before the merge. That also removes later work; undo brings it back."
    )
    box = _box(page, "\n".join((text, "", *lines, "", offer)), words("Restore the earlier plan"))
    before, _ = around(merge, desk.plan, page.contradictions.journal())
    box.accepted.connect(lambda: _do(page, lambda: back_to(before, merge, desk.session, page.contradictions)))
    box.open()


def _do(page: ConflictsPage, what: object) -> None:
    assert callable(what)
    page.host.attempt(page.desk.words("That did not work"), what)
    page.desk.contradictions_changed.emit()
