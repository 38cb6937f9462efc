"""What a table or tree without rows says: how to begin, or what has to be entered before, with the way there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from localplan.domain.records import RECORDS
from localplan.methodology.declarations import Form
from localplan.ui.desk import Desk, Place
from localplan.ui.labels import plain_label


def comes_first(desk: Desk, form: Form) -> Form | None:
    """The form to begin with where rows of this one have nothing yet to belong to; None where they can be added."""
    if form.under:
        above = desk.methodology.form(form.under)
        return None if next(desk.method.rows(above), None) else comes_first(desk, above) or above
    kinds = RECORDS[form.record].belongs_to
    if {"plan", "*"} & {*kinds} or any(desk.plan.all_of(kind) for kind in kinds):
        return None
    above = desk.methodology.forms_of(kinds[0])[0]
    return comes_first(desk, above) or above


class NothingYet(QWidget):
    """Stands above the rows of these forms, and is there only as long as it has something to say."""

    def __init__(self, desk: Desk, forms: Sequence[Form]) -> None:
        super().__init__()
        self.desk, self.forms = desk, forms
        self._first: Form | None = None
        self.told = plain_label("", "quiet")
        self.enter = QPushButton()
        self.enter.setObjectName(f"first.{forms[0].code}")
        self.enter.clicked.connect(self._go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.addWidget(self.told)
        layout.addWidget(self.enter, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch()

    def refresh(self, *, has_rows: bool) -> bool:
        """Say what is to be said now; whether rows can be added at all."""
        missing = [comes_first(self.desk, form) for form in self.forms]
        self._first = missing[0] if all(missing) else None
        self.setVisible(self._first is not None or not has_rows)
        self.enter.setVisible(self._first is not None)
        self.told.setText("\n".join(filter(None, (self._intro(), self._hint()))))
        return self._first is None

    def _intro(self) -> str:
        return self.desk.label(self.forms[0], self.forms[0].intro)

    def _hint(self) -> str:
        words, first = self.desk.words, self._first
        if first is None:
            return words("Nothing entered yet. Click “Add” for the first row.")
        page = self.desk.label(first, first.title)
        self.enter.setText(words("Go to “{page}”", page=page).replace("&", "&&"))
        step = self.desk.methodology.step_of(first.code)
        return words("Something else comes first: “{page}”, in step {n}.", page=page, n=step.number)

    def _go(self) -> None:
        if self._first is not None:
            self.desk.wanted.emit(Place("", self._first.code))
