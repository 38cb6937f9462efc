"""Which municipalities the region expects: those of districts of the register, or a list from a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
)

from localplan.app.region_expected import District, districts_of, named_in
from localplan.domain.values import Refused
from localplan.ui.labels import give_room, plain_label

if TYPE_CHECKING:
    from localplan.ui.region.place import RegionPlace


def ask_expected(place: RegionPlace) -> ExpectedDialog:
    """Ask; the region is then looked at anew."""
    dialog = ExpectedDialog(place)
    dialog.open()
    return dialog


class ExpectedDialog(QDialog):
    """The districts of the register, each with a box; and the way to an own list."""

    def __init__(self, place: RegionPlace) -> None:
        super().__init__(place)
        self.place, words = place, place.words
        self.setObjectName("region.expected")
        self.setWindowTitle(words("Expected municipalities"))
        give_room(self, 520, 420)
        known = place.library.region.expected()
        self.before = next(iter(known), "")
        expected = set(known.get(self.before, ()))
        self.name = QLineEdit(self.before)
        self.name.setObjectName("expected.name")
        self.name.setPlaceholderText(words("Name of the region"))
        self.list = QListWidget()
        self.list.setObjectName("expected.list")
        self.districts: list[District] = districts_of(words.language)
        for district in self.districts:
            item = QListWidgetItem(f"{district.name} ({len(district.codes)})")
            inside = expected.issuperset(district.codes)
            item.setCheckState(Qt.CheckState.Checked if inside else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.more = tuple(
            sorted(expected - {c for d in self.districts for c in d.codes if expected.issuperset(d.codes)})
        )
        self.said = plain_label("", "quiet")
        own = QPushButton(words("Own list from a file…"))
        own.setObjectName("expected.file")
        own.clicked.connect(self._ask_file)
        buttons = QDialogButtonBox()
        buttons.addButton(words("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        keep = buttons.addButton(words("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        keep.setObjectName("expected.keep")
        buttons.accepted.connect(self.keep)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        hint = words("Tick the districts of your region. Missing plans then appear in its list.")
        for widget in (plain_label(hint), self.name, self.list, own, self.said, buttons):
            layout.addWidget(widget)
        self._tell()

    def _tell(self) -> None:
        text = self.place.words.plural("{n} more from your own list", "{n} more from your own list", len(self.more))
        self.said.setText(text if self.more else "")

    def _ask_file(self) -> None:
        dialog = QFileDialog(self, self.place.words("Own list from a file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.read(Path(path)))
        dialog.open()

    def read(self, path: Path) -> None:
        """Add the municipalities that a text file names, one a line."""
        try:
            self.more = tuple(sorted({*self.more, *named_in(path)}))
        except Refused as refusal:
            self.place.host.tell_refusal(self.place.words("The list was not read"), refusal)
        self._tell()

    def keep(self) -> None:
        """Keep what was chosen as the region."""
        ticked = [d for n, d in enumerate(self.districts) if self.list.item(n).checkState() == Qt.CheckState.Checked]
        codes = sorted({*self.more, *(code for district in ticked for code in district.codes)})
        name = self.name.text().strip() or ", ".join(d.name for d in ticked) or self.place.words("Region")
        region = self.place.library.region

        def keep() -> None:
            if self.before and self.before != name:
                region.expect(self.before, ())
            region.expect(name, codes)

        self.place.host.attempt(self.place.words("That did not work"), keep)
        self.accept()
        self.place.refresh()
