"""The import assistant: which sheet, what its rows are, which column is what; then new records as one action."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHeaderView,
    QListWidget,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from localplan.app.made_elsewhere import (
    Matching,
    forms_offered,
    head_of,
    heading_key,
    headings_in,
    look_at_table,
    matched_columns,
    offered_fields,
)
from localplan.app.workbook_back import ReadBook, Returned
from localplan.app.workbook_words import told
from localplan.domain.values import Refused
from localplan.ui.background import in_background
from localplan.ui.desk import Desk
from localplan.ui.labels import plain_label

if TYPE_CHECKING:
    from localplan.ui.shell import Shell

PAUSE = 300  # ms after the last change before the preview is made
HEADING, EXAMPLE, FIELD = range(3)


class MadeElsewhereDialog(QDialog):
    """Asks, shows what would come in, and takes it over."""

    def __init__(self, window: Shell, desk: Desk, path: Path, book: ReadBook) -> None:
        super().__init__(window)
        self.window_, self.desk, self.path, self.book = window, desk, path, book
        words = desk.words
        self.setObjectName("made_elsewhere")
        self.setWindowTitle(words("A table made elsewhere"))
        self.resize(min(860, int(window.width() * 0.94)), min(640, int(window.height() * 0.94)))
        self.sheet, self.head, self.form = QComboBox(), QSpinBox(), QComboBox()
        rows = {
            self.sheet: ("sheet", words("Sheet")),
            self.head: ("head", words("Headings in row")),
            self.form: ("form", words("The rows are")),
        }
        asked = QFormLayout()
        for widget, (name, label) in rows.items():
            widget.setObjectName(f"made_elsewhere.{name}")
            widget.setAccessibleName(label)
            asked.addRow(label, widget)
        self.sheet.addItems([sheet.title for sheet in book.sheets if sheet.rows])
        self.head.setRange(1, 200)
        for code, title in forms_offered(desk.plan, desk.methodology, words).items():
            self.form.addItem(title, code)
        self.form.setCurrentIndex(max(self.form.findData("activity"), 0))
        self.columns = self._columns()
        self.preview = QListWidget()
        self.preview.setObjectName("made_elsewhere.preview")
        self.preview.setAccessibleName(words("What would be added"))
        self.preview.setWordWrap(True)
        self.buttons = QDialogButtonBox()
        self.take_button = self.buttons.addButton(words("Apply the changes"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.take_button.setObjectName("made_elsewhere.take")
        self.take_button.setProperty("role", "main")
        self.buttons.addButton(words("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.take)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        hint = words(
            "“{file}” was not exported by localplan, but its rows can be added as new records.", file=path.name
        )
        layout.addWidget(plain_label(hint))
        layout.addLayout(asked)
        layout.addWidget(self.columns, 3)
        layout.addWidget(self.preview, 2)
        layout.addWidget(self.buttons)
        self.found: Returned | None = None
        self._clock = QTimer(self, singleShot=True, interval=PAUSE)
        self._clock.timeout.connect(self._look)
        self.sheet.currentIndexChanged.connect(self._sheet_chosen)
        self.head.valueChanged.connect(self._match)
        self.form.currentIndexChanged.connect(self._match)
        self._sheet_chosen()

    def _columns(self) -> QTableWidget:
        words, table = self.desk.words, QTableWidget(0, 3)
        table.setObjectName("made_elsewhere.columns")
        table.setAccessibleName(words("Columns"))
        table.setHorizontalHeaderLabels([words("Column of the table"), words("For example"), words("Goes into")])
        table.verticalHeader().hide()
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        return table

    # matching --------------------------------------------------------------------------------------------------------

    def _sheet_chosen(self) -> None:
        sheet = next((one for one in self.book.sheets if one.title == self.sheet.currentText()), None)
        if sheet is not None:
            head = head_of(sheet)
            if head == self.head.value():
                self._match()
            self.head.setValue(head)

    def _match(self) -> None:
        """The columns of the table, each with the field that its heading tells or that it went into before."""
        sheet = next((one for one in self.book.sheets if one.title == self.sheet.currentText()), None)
        if sheet is None:
            return
        desk, form = self.desk, self.form.currentData()
        headings = headings_in(sheet, self.head.value())
        remembered = self.window_.settings.columns.get(form, {})
        found = matched_columns(headings, desk.plan, form, desk.methodology, remembered)
        fields = offered_fields(desk.plan, form, desk.methodology, desk.words)
        first = next((row.cells for row in sheet.rows if row.number > self.head.value()), {})
        self.columns.setRowCount(0)
        self.columns.setRowCount(len(headings))
        for row, (column, heading) in enumerate(headings.items()):
            item = QTableWidgetItem(heading)
            item.setData(Qt.ItemDataRole.UserRole, column)
            self.columns.setItem(row, HEADING, item)
            example = first[column].text if column in first else ""
            self.columns.setItem(row, EXAMPLE, QTableWidgetItem(example[:200]))
            self.columns.setCellWidget(row, FIELD, self._choice(row, fields, found.get(column, "")))
        self._look_soon()

    def _choice(self, row: int, fields: dict[str, str], chosen: str) -> QComboBox:
        box = QComboBox()
        box.setObjectName(f"made_elsewhere.field.{row}")
        box.setAccessibleName(self.desk.words("Goes into"))
        box.addItem(self.desk.words("(left out)"), "")
        for name, heading in fields.items():
            box.addItem(heading, name)
        box.setCurrentIndex(max(box.findData(chosen), 0))
        box.currentIndexChanged.connect(lambda _: self._look_soon())
        return box

    def _chosen(self) -> dict[int, tuple[str, str]]:
        """Column → heading and name of the field, of those that come in; a field is filled from its first column."""
        found: dict[int, tuple[str, str]] = {}
        for row in range(self.columns.rowCount()):
            item, box = self.columns.item(row, HEADING), self.columns.cellWidget(row, FIELD)
            name = box.currentData() if isinstance(box, QComboBox) else ""
            if item is not None and name and name not in {known for _, known in found.values()}:
                found[item.data(Qt.ItemDataRole.UserRole)] = (item.text(), name)
        return found

    # preview ---------------------------------------------------------------------------------------------------------

    def _look_soon(self) -> None:
        """What was previewed is another table by now: nothing can be taken over before the next preview."""
        self.found = None
        self.take_button.setEnabled(False)
        self.preview.clear()
        self.preview.addItem(self.desk.words("Preparing the preview…"))
        self._clock.start()

    def _look(self) -> None:
        desk = self.desk
        columns = {column: name for column, (_, name) in self._chosen().items()}
        matching = Matching(self.sheet.currentText(), self.head.value(), self.form.currentData(), columns)
        look = partial(look_at_table, desk.plan, self.path, self.book, matching, desk.methodology, desk.words)
        in_background(self, look, self._looked)

    def _looked(self, found: Returned | Refused) -> None:
        if self._clock.isActive():
            return  # something else was chosen meanwhile
        self.preview.clear()
        if isinstance(found, Refused):
            self.found = None
            self.window_.tell_refusal(self.desk.words("The workbook was not imported"), found)
            return
        self.found = found
        said = told(found, found.imported, self.desk.methodology, self.desk.words)
        counts = " · ".join(f"{label}: {n}" for label, n in said.counts)
        added = [f"{name}: {what}" for name, what in said.differences]
        self.preview.addItems([counts, *said.problems, *said.notices, *added])
        self.take_button.setEnabled(bool(found.imported.edits))

    def take(self) -> None:
        """Make the records, as one action; which column went where is remembered."""
        if self.found is None:
            return
        label = self.desk.words("Table {file}", file=self.path.name)
        if self.desk.perform(self.found.imported.edits, label):
            own = self.window_.settings.columns.setdefault(self.form.currentData(), {})
            own.update({heading_key(heading): name for heading, name in self._chosen().values()})
            self.window_.keep_settings()
            self.accept()
