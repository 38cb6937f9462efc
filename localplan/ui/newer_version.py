"""A newer version of the methodology: what came and went, what the plan would be asked for, and the one edit to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from localplan.app.findings import finding_sentence
from localplan.app.process import seen_with
from localplan.methodology.versions import (
    Declaration,
    Lack,
    What,
    changes_since,
    missing_under,
    raised,
    version_of,
)
from localplan.ui.desk import Desk
from localplan.ui.labels import give_room, plain_label, scrolling
from localplan.words import Words

MOST_LISTED = 40  # lines under one heading; the rest is counted


class VersionNotice(QFrame):
    """A line on the hub, shown while the plan keeps an older version than the program knows."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setObjectName("card")
        self._text = plain_label("")
        self.look = QPushButton(desk.words("What has changed…"))
        self.look.setObjectName("version.look")
        self.look.clicked.connect(lambda: NewerVersionDialog(desk, self).open())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 6)
        layout.addWidget(self._text, 1)
        layout.addWidget(self.look)
        self.refresh()

    def refresh(self) -> None:
        """Show the versions as they are now."""
        own, newest = version_of(self.desk.plan), self.desk.newest.version
        self.setVisible(own < newest)
        told = self.desk.words(
            "This plan uses version {own} of the methodology; version {newest} is available.", own=own, newest=newest
        )
        self._text.setText(told)


class NewerVersionDialog(QDialog):
    """What changed between the plan's version and the newest, and what would be missing then."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk, words = desk, desk.words
        self.setObjectName("version")
        self.setWindowTitle(words("A newer version of the methodology"))
        give_room(self, 760, 480)
        changes = changes_since(desk.newest, version_of(desk.plan))
        seen = seen_with(desk.milestones, desk.plan, desk.today())
        missing = missing_under(desk.plan, desk.newest, seen)
        self.came, self.went = [*_told(changes.came, desk)], [*_told(changes.went, desk)]
        self.fields = [_lack(one, desk) for one in missing.fields]
        self.findings = [finding_sentence(desk.plan, desk.newest, one, words) for one in missing.findings]
        nothing = words("nothing")
        body = QWidget()
        column = QVBoxLayout(body)
        for heading, lines in (
            (words("New in version {number}", number=desk.newest.version), self.came),
            (words("No longer included"), self.went),
            (words("What this plan would still need"), self.fields),
            (words("New findings in this plan"), self.findings),
        ):
            column.addWidget(plain_label(heading, "heading"))
            for line in lines[:MOST_LISTED] or [nothing]:
                column.addWidget(plain_label(line if line is nothing else f"• {line}", "" if lines else "quiet"))
            if (rest := len(lines) - MOST_LISTED) > 0:
                column.addWidget(plain_label(words.plural("{n} more", "{n} more", rest), "quiet"))
        layout = QVBoxLayout(self)
        layout.addWidget(plain_label(self._intro()))
        layout.addWidget(scrolling(body), 1)
        layout.addWidget(self._buttons())

    def _intro(self) -> str:
        words = self.desk.words
        told = words(
            "Nothing changes until you update the plan, and you can undo the update in one step. Everything you "
            "entered is kept, even where a page no longer exists."
        )
        if not self._may_raise():
            told += " " + words("An adopted plan keeps its version until an amendment is opened.")
        return told

    def _may_raise(self) -> bool:
        return self.desk.may_change("plan")

    def _buttons(self) -> QDialogButtonBox:
        words, buttons = self.desk.words, QDialogButtonBox()
        label = words("Update the plan to version {number}", number=self.desk.newest.version)
        self.raise_plan = buttons.addButton(label, QDialogButtonBox.ButtonRole.AcceptRole)
        self.raise_plan.setObjectName("version.raise")
        self.raise_plan.setProperty("role", "main")
        self.raise_plan.setEnabled(self._may_raise())
        keep = words("Keep version {number}", number=version_of(self.desk.plan))
        buttons.addButton(keep, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._raise)
        buttons.rejected.connect(self.reject)
        return buttons

    def _raise(self) -> None:
        label = self.desk.words("Update the methodology to version {number}", number=self.desk.newest.version)
        edits = raised(self.desk.plan, self.desk.newest)
        self.accept()
        self.desk.perform(edits, label)


def _told(declared: tuple[Declaration, ...], desk: Desk) -> Iterator[str]:
    """Each declaration with what it is; parts of what is new itself are left out."""
    whole = {(one.what, one.code) for one in declared}
    names = kinds(desk.words)
    for one in declared:
        part_of_new = ("form", one.of) in whole or ("step", one.of) in whole or ("list", one.of) in whole
        if not part_of_new:
            where = _owner(one, desk)
            text = re.sub(r"\{\w+\}", "…", desk.fill(desk.words.form(one.context, one.text)))
            yield f"{names[one.what]}: {where}{text}"


def _owner(one: Declaration, desk: Desk) -> str:
    """The page of a field, the list of an entry, in front of it."""
    known = desk.newest if one.of in desk.newest.forms or one.of in desk.newest.lists else desk.methodology
    if one.what == "field" and (form := known.forms.get(one.of)):
        return desk.label(form, form.title) + " – "
    if one.what == "entry" and (code_list := known.lists.get(one.of)):
        return desk.words.form(f"list.{one.of}", code_list.title) + " – "
    return ""


def _lack(one: Lack, desk: Desk) -> str:
    form = desk.newest.form(one.form)
    field = next(field for field in form.fields if field.name == one.field)
    record = desk.plan.get(one.record)
    name = desk.title_of(record)[:80] if record is not None and record.id != desk.plan.id else ""
    texts = (desk.label(form, form.title), name, desk.label(form, field.label))
    return " – ".join(text for text in texts if text)


def kinds(words: Words) -> dict[What, str]:
    """What each kind of declaration is called."""
    return {
        "step": words("Step"),
        "form": words("Page"),
        "field": words("Field"),
        "rule": words("Rule"),
        "list": words("List"),
        "entry": words("Choice"),
        "parameter": words("Rule of the legal profile"),
        "deadline": words("Deadline"),
        "profile": words("Legal profile"),
        "indicators": words("Indicator"),
        "problems": words("Typical problem"),
        "objectives": words("Typical objective"),
        "measures": words("Typical measure"),
        "practices": words("Good practice"),
    }
