"""An intake beside the window: in a thread, with what came in told from time to time; it can be stopped."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from localplan.domain.values import Refused
from localplan.ui.background import in_background, no_long_pauses

if TYPE_CHECKING:
    from localplan.app.intake_files import FileResult
    from localplan.app.plans import Library

PATIENCE = 0.1  # seconds after which a file that takes longer lets the others be told
AT_ONCE = 10  # files in one transaction, so that a stop is soon heard


class IntakeRun(QObject):
    """One intake. `came` brings results as they are committed; `ended` a Refused when the library itself refuses."""

    progressed = Signal(int, int)
    came = Signal(list)
    ended = Signal(object)

    def __init__(self, library: Library, paths: Sequence[Path], parent: QObject) -> None:
        super().__init__(parent)
        self.counts: dict[str, int] = {}
        self._stopped = False
        in_background(self, lambda: self._work(library, paths), self._end)

    def stop(self) -> None:
        """End soon. What was taken in stays; the rest comes in when the same files are given again."""
        self._stopped = True

    def _work(self, library: Library, paths: Sequence[Path]) -> dict[str, int]:
        from localplan.app.intake import Intake

        intake = Intake(library, paths, at_once=AT_ONCE)
        told = 0
        with no_long_pauses():
            for _ in intake.steps(PATIENCE):
                told = self._tell(intake.results, told, intake.progress)
                if self._stopped:
                    break
            self._tell(intake.results, told, intake.progress)
        return intake.counts

    def _tell(self, results: Sequence[FileResult], told: int, progress: tuple[int, int]) -> int:
        self.progressed.emit(*progress)
        if new := list(results[told:]):
            self.came.emit(new)
        return len(results)

    def _end(self, found: dict[str, int] | Refused) -> None:
        if isinstance(found, Refused):
            self.ended.emit(found)
        else:
            self.counts = found
            self.ended.emit(None)
