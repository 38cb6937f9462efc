"""The merge report and the sheet for the other side: as PDF or Word, or as text for an e-mail."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from localplan.app import worker
from localplan.app.conflict_words import ConflictWords
from localplan.app.merge_report import answer_sheet, as_text, merge_report
from localplan.app.merges import around, merges, undone_merges
from localplan.app.printing import paper_payload
from localplan.domain.values import Refused
from localplan.ui.export import LOOK_AGAIN, file_name
from localplan.ui.file_kinds import offer_papers

if TYPE_CHECKING:
    from localplan.app.printing import Block
    from localplan.ui.conflicts import ConflictsPage
    from localplan.ui.host import Host
    from localplan.words import Words

NAMES = {"report": "merge-report", "sheet": "contradictions"}


def blocks_of(page: ConflictsPage, which: str) -> list[Block]:
    """The paper's content. It names people, not “you”: others read it."""
    desk, book = page.desk, page.contradictions
    told = ConflictWords(desk.plan, desk.methodology, desk.words, "")
    if which != "report":
        return answer_sheet(book.open, told)
    desk.session.save()
    done = [(merge, *around(merge, desk.plan, book.journal())) for merge in merges(book)]
    return merge_report(done, book, told, desk.methodology, undone_merges(book))


def give_paper(page: ConflictsPage, which: str) -> None:
    """Ask where the paper goes, or copy the text."""
    words, desk = page.desk.words, page.desk
    if which == "text":
        QApplication.clipboard().setText(as_text(blocks_of(page, "sheet")))
        page.say(words("The sheet was copied. Paste it into your e-mail."))
        return
    name = file_name(f"{desk.plan.root.code or 'plan'}-{NAMES[which]}", words.language)
    title = words("Merge report") if which == "report" else words("Contradictions to be decided")
    ask_paper(page, page.host, name, title, words, lambda: blocks_of(page, which))


def ask_paper(parent: QWidget, host: Host, name: str, title: str, words: Words, content: object) -> None:
    """Ask where a paper goes, as PDF or Word, then write `content()` there."""
    assert callable(content)
    start = Path(host.settings.folders.get("export", str(Path.home()))) / f"{name}.pdf"
    dialog = QFileDialog(parent, title, str(start))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    offer_papers(dialog, words, "pdf")
    dialog.fileSelected.connect(lambda path: Printing(parent, host, content(), Path(path), title, words))
    dialog.open()


class Printing(QObject):
    """Prints a paper in the export worker; ends itself when it is written."""

    def __init__(
        self, parent: QWidget, host: Host, blocks: Sequence[Block], path: Path, title: str, words: Words
    ) -> None:
        super().__init__(parent)
        self.host, self.path, self.words = host, path, words
        host.settings.folders["export"] = str(path.parent)
        payload = paper_payload(blocks, path, title, host.office.author, words.language)
        self._job = worker.start("print", payload)
        self._clock = QTimer(self, interval=LOOK_AGAIN)
        self._clock.timeout.connect(self._look)
        self._clock.start()

    def _look(self) -> None:
        if not self._job.done:
            return
        self._clock.stop()
        worker.warm()
        try:
            self._job.result()
        except Refused as refusal:
            self.host.tell_refusal(self.words("The file was not saved"), refusal)
        else:
            self.host.say(self.words("Written: {path}", path=str(self.path)))
        self.deleteLater()
