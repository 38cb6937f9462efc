"""What every page of an open plan works with: the session, the words, the methodology, and one signal for news.

Views never talk to each other: they tell the desk what the person did and hear from it what has changed.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from localplan.app.contradictions import Contradictions
from localplan.app.findings import report_name
from localplan.app.frames import KnownFrame
from localplan.app.process import Milestones, seen_with
from localplan.app.sentences import sentence
from localplan.app.session import PlanChange, PlanSession
from localplan.domain.codes import codes, element_title
from localplan.domain.editions import NOTHING, Hidden, hidden_keys, hides
from localplan.domain.edits import LOCKED, Edit, PutRecord, SetField
from localplan.domain.frame import Declined, Offered
from localplan.domain.plan import Plan, references
from localplan.domain.positions import position_between
from localplan.domain.records import RECORDS, Record
from localplan.domain.values import Refused
from localplan.methodology.checks import Finding, check_plan
from localplan.methodology.declarations import Form, FormField
from localplan.methodology.methodology import Methodology, PlanMethod
from localplan.methodology.progress import Progress, progress
from localplan.ui.undo_keys import UndoKeys
from localplan.words import Words, text_in

IDLE = 400  # ms without a change before the checks run
SETTLE = 1_000  # ms after the last keystroke before it becomes an entry


class Place(tuple[str, str, str, str]):
    """Where one is: step, form, record, field."""

    __slots__ = ()

    def __new__(cls, step: str = "", form: str = "", record: str = "", field: str = "") -> Place:
        return super().__new__(cls, (step, form, record, field))


class Desk(QObject):
    """An open plan on the screen."""

    changed = Signal(object)  # PlanChange
    checked = Signal(list)  # list[Finding]
    saved = Signal(str)  # moment of the commit
    saving_failed = Signal(object)  # the exception
    refused = Signal(str)  # a sentence
    focused = Signal(object)  # Place
    wanted = Signal(object)  # Place to go to
    guided_changed = Signal()
    contradictions_changed = Signal()
    _written = Signal(object)

    def __init__(
        self,
        session: PlanSession,
        methodology: Methodology,
        words: Words,
        parent: QObject | None = None,
        *,
        newest: Methodology | None = None,
        hidden: Hidden = NOTHING,
    ) -> None:
        """`methodology` in the version that the plan keeps, `newest` as the program knows it.

        `hidden`: what the edition in which the plan came leaves out.
        """
        super().__init__(parent)
        self.session = session
        self.methodology = methodology
        self.newest = newest or methodology
        self.words = words
        self._method = methodology.for_plan(session.plan)
        self.milestones = Milestones()
        self.guided = False  # one group of questions at a time
        self.widths: dict[str, dict[str, float]] = {}  # of columns, as the settings keep them
        self.contradictions: Contradictions | None = None
        self.hidden, self.hides, self.hidden_keys = hidden, hides(hidden), hidden_keys(hidden)
        self.waiting: Callable[[], tuple[int, int]] = lambda: (0, 0)  # open threads of notes, open offers
        self.frames: tuple[KnownFrame, ...] = ()  # whose elements are offered to this plan
        self.declined: Callable[[], Declined] = dict  # what of them its people said no to
        self.decline: Callable[[Offered, str, bool], None] = lambda offered, reason, again: None
        self.findings: list[Finding] = []
        self._codes: tuple[Plan | None, dict[str, str]] = (None, {})
        self._progress: tuple[Plan | None, list[Finding], dict[str, Progress]] = (None, [], {})
        self.undo_keys = UndoKeys(self)
        self.undo_keys.undo.connect(self.undo)
        self.undo_keys.redo.connect(self.redo)
        self._idle = self._timer(IDLE, self.check)
        self._settle = self._timer(SETTLE, session.settle)
        session.listener = self._heard
        session.saved = self._written.emit  # called in the writer's thread
        self._written.connect(self._after_write)

    def _timer(self, milliseconds: int, what: Any) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=milliseconds)
        timer.timeout.connect(what)
        return timer

    # reading ---------------------------------------------------------------------------------------------------------

    @property
    def plan(self) -> Plan:
        """The plan as it is now."""
        return self.session.plan

    @property
    def method(self) -> PlanMethod:
        """The methodology as the plan sees it now."""
        if self._method.plan is not self.plan:
            self._method = self.methodology.for_plan(self.plan)
        return self._method

    @property
    def languages(self) -> tuple[str, ...]:
        """The plan's languages, the main one first."""
        main = self.plan.root.main_language or "en"
        return (main, *(tag for tag in self.plan.root.languages if tag != main))

    def text(self, texts: Mapping[str, str]) -> str:
        """A plan's text for the screen: in the window's language, else in the plan's own."""
        return text_in(texts, self.words.language, self.languages[0])

    def label(self, form: Form, text: str) -> str:
        """A declared text of a form in the window's language, with the plan's currency and unit filled in."""
        return self.fill(self.words.form(f"form.{form.code}", text)) if text else ""

    @property
    def money_unit(self) -> str:
        """The unit of all amounts: "thousand RSD"."""
        root = self.plan.root
        return self.words.thousands(root.currency) if root.amount_unit == 1000 else root.currency

    def fill(self, text: str) -> str:
        """A declared text with the plan's own words in its gaps."""
        return text.replace("{currency}", self.plan.root.currency) if "{" in text else text

    def name_of(self, record: Record | None) -> str:
        """What a record is called on screen: its title, name, label or text, else that of what it speaks about.

        What has a code is called by its own title alone, or not at all.
        """
        if record is None:
            return ""
        name = getattr(record, "name", "")
        name = name if isinstance(name, str) and name else self.text(element_title(record))
        name = name or report_name(self.methodology, record, self.words)
        if name or record.id in self.codes:
            return name
        targets = (target for field, target in references(record) if field != "parent")
        return next((self.name_of(self.plan.get(t)) for t in targets if t != self.plan.id), "")

    def title_of(self, record: Record) -> str:
        """The record's code and name; never empty."""
        code = self.codes.get(record.id, "")
        name = self.name_of(record) or self.words("(without a name)")
        return f"{code} {name}".strip()

    def may_change(self, kind: str) -> bool:
        """Whether records of a kind may be changed now: an adopted plan takes reports only, a read one nothing."""
        locked = self.plan.root.status in LOCKED and not RECORDS[kind].reports
        return not locked and not self.session.read_only

    @property
    def codes(self) -> dict[str, str]:
        """Codes of all elements in the profile's style; computed once for a plan."""
        if self._codes[0] is not self.plan:
            self._codes = (self.plan, codes(self.plan, self.method.profile.code_style))
        return self._codes[1]

    def progress(self, step: str) -> Progress:
        """How far a step has come; computed once for a plan and what the checks found in it."""
        plan, findings, known = self._progress
        if plan is not self.plan or findings is not self.findings:
            known = {}
            self._progress = (self.plan, self.findings, known)
        if step not in known:
            known[step] = progress(self.plan, self.methodology, step, self.findings)
        return known[step]

    def end_position(self, parent: str, kind: str) -> str:
        """The position behind the last of its siblings."""
        siblings = self.plan.child_ids(parent, kind)
        return position_between(self.plan[siblings[-1]].position if siblings else "", "")

    # changing --------------------------------------------------------------------------------------------------------

    def perform(self, edits: Sequence[Edit], label: str, *, typing: str = "") -> bool:
        """Do one action; a refusal is told in a sentence. True when it was done."""
        try:
            self.session.perform(edits, label, typing=typing)
        except Refused as refusal:
            place_known = {name: value for name, value in refusal.values.items() if name not in ("id", "field")}
            self.refused.emit(sentence(Refused(refusal.code, **place_known), self.words))
            return False
        if typing:
            self._settle.start()
        return True

    def set_field(
        self,
        form: Form,
        field: FormField,
        id: str,
        value: Any,
        key: str = "",
        *,
        typing: bool = False,
        create: Mapping[str, Any] | None = None,
    ) -> bool:
        """Set a field of a record; `create` is the content of the record that is made first when it is not there."""
        edits: list[Edit] = []
        if id not in self.plan and create is not None:
            edits.append(PutRecord(id, {"kind": form.record, **create}))
        edits.append(SetField(id, field.name, value, key))
        label = self.words("Change {field}", field=self.label(form, field.label))
        return self.perform(edits, label, typing=f"{id}.{field.name}.{key}" if typing else "")

    def finish_typing(self) -> None:
        """Make what is being typed an answer, as when its field is left."""
        if finish := getattr(QApplication.focusWidget(), "finish", None):
            finish()
        self.session.settle()

    def undo(self) -> None:
        """Take back the newest action."""
        self.finish_typing()
        if self.session.can_undo:
            self.session.undo()

    def redo(self) -> None:
        """Do anew what was taken back."""
        self.finish_typing()
        if self.session.can_redo:
            self.session.redo()

    def set_guided(self, guided: bool) -> None:
        """Ask one group of questions at a time, or all of a page."""
        if guided != self.guided:
            self.guided = guided
            self.guided_changed.emit()

    # hearing ---------------------------------------------------------------------------------------------------------

    def _heard(self, change: PlanChange) -> None:
        self.changed.emit(change)
        self._idle.start()

    def _after_write(self, done: Future[str]) -> None:
        failure = done.exception()
        if failure is None:
            self.saved.emit(done.result())
        else:
            self.saving_failed.emit(failure)

    def today(self) -> date:
        """The day as the clock on the wall has it."""
        return datetime.now().astimezone().date()

    def check(self) -> None:
        """Run the checks now and tell what was found."""
        seen = seen_with(self.milestones, self.plan, self.today())
        self.findings = check_plan(self.plan, self.methodology, seen)
        self.checked.emit(self.findings)

    def close(self) -> None:
        """Write what is still in hand, and check what was not checked yet. Raises what keeps it from being written."""
        self.finish_typing()
        self.session.save()
        if self._idle.isActive():
            self.check()
        self._settle.stop()
        self._idle.stop()
        self.session.saved = lambda done: None


def new_id() -> str:
    """An id for a record made here and now."""
    return str(uuid.uuid4())
