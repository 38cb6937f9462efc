"""The kinds of file that a dialog for saving offers."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QFileDialog

from localplan.words import Words


def offer_papers(dialog: QFileDialog, words: Words, first: str) -> None:
    """A paper is a PDF to print, or a Word file to edit and sign; `first` is the ending that is proposed."""
    offer_kinds(dialog, papers(words, first))


def papers(words: Words, first: str) -> dict[str, str]:
    """The kinds of a paper, to be offered among others."""
    kinds = {f"{words('PDF, to print and send')} (*.pdf)": "pdf", f"{words('Word, to edit and sign')} (*.docx)": "docx"}
    return dict(sorted(kinds.items(), key=lambda pair: pair[1] != first))


def offer_kinds(dialog: QFileDialog, kinds: Mapping[str, str]) -> None:
    """Kinds of file by what they are called; the ending follows the kind that is chosen, the first one until then."""
    dialog.setNameFilters(list(kinds))
    dialog.setDefaultSuffix(next(iter(kinds.values())))
    dialog.filterSelected.connect(lambda name: dialog.setDefaultSuffix(kinds[name]))
