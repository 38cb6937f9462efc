"""What a cell of a table is edited with: the same input that its field has in a form."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from localplan.ui.fields.editor import FieldEditor, Target
from localplan.ui.sides import BySide
from localplan.ui.table_rows import RowsModel

Index = QModelIndex | QPersistentModelIndex
_ENDS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape)


class CellInputs(BySide):
    """Edits a cell with the same input that the field has in a form."""

    def __init__(self, model: RowsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.closeEditor.connect(self._let_go)

    def _let_go(self, editor: QWidget) -> None:
        """An editor that is being closed says nothing more."""
        if isinstance(editor, FieldEditor):
            for part in editor.inputs.values():
                part.removeEventFilter(self)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The field's own editor, shown bare in the cell; it writes to the plan by itself."""
        model = self._model
        field = model.fields[index.column()]
        editor = FieldEditor(model.desk, model.form, field, Target(model.rows[index.row()].id), parent, bare=True)
        editor.show_record(model.rows[index.row()])
        for part in editor.inputs.values():
            part.installEventFilter(self)
        return editor

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tab and Escape reach the input within the editor, but mean the cell."""
        editor = watched.parent()
        while editor is not None and not isinstance(editor, FieldEditor):
            editor = editor.parent()
        if editor is None:
            return super().eventFilter(watched, event)
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.FocusOut):
            return False
        if event.type() == QEvent.Type.KeyPress and (finish := getattr(watched, "finish", None)):
            if event.key() not in _ENDS:  # type: ignore[attr-defined]
                return False
            finish()
        return super().eventFilter(editor, event)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Nothing: the editor shows the record already."""

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        """Nothing: the editor has told the desk."""
