"""A safe fix, in words before it is made."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from localplan.app.change_words import change_lines
from localplan.domain.edits import Edit, apply_edits
from localplan.domain.records import kind_of
from localplan.methodology.checks import Finding
from localplan.methodology.fixes import fix
from localplan.ui.asking import on_or_cancel
from localplan.ui.desk import Desk
from localplan.ui.labels import plain_label
from localplan.ui.messages import finding_text


def offered_fix(desk: Desk, finding: Finding) -> tuple[Edit, ...]:
    """The edits that mend a finding; none where a person has to decide, or where nothing may be changed now."""
    edits = fix(desk.plan, finding) or ()
    return edits if all(desk.may_change(kind_of(desk.plan[edit.id])) for edit in edits) else ()


class MendDialog(QDialog):
    """What was found, what would be changed, and the button that does it as one action."""

    def __init__(self, desk: Desk, finding: Finding, edits: Sequence[Edit], parent: QWidget) -> None:
        super().__init__(parent)
        self.desk, self.finding, self.edits, words = desk, finding, edits, desk.words
        self.setObjectName("mend")
        self.setWindowTitle(words("Fix it"))
        self.setMinimumWidth(460)
        self.lines = change_lines(desk.plan, apply_edits(desk.plan, edits), desk.methodology, words)
        layout = QVBoxLayout(self)
        layout.addWidget(plain_label(finding_text(desk, finding)))
        layout.addWidget(plain_label(words("This will change:"), "heading"))
        for line in self.lines:
            layout.addWidget(plain_label(line))
        layout.addWidget(plain_label(words("You can undo this in one step."), "quiet"))
        layout.addWidget(self._buttons())

    def _buttons(self) -> QDialogButtonBox:
        words = self.desk.words
        return on_or_cancel(words, "mend.yes", words("Fix it"), self._mend, self.reject)

    def _mend(self) -> None:
        if self.desk.perform(self.edits, self.desk.words("Fix {rule}", rule=self.finding.rule)):
            self.accept()
            self.desk.check()
