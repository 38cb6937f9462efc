"""A step on the screen: its title and purpose, and a tab for each form and drawn page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from localplan.app.session import PlanChange
from localplan.domain.records import Record
from localplan.methodology.declarations import Form, Step
from localplan.ui.desk import Desk, Place, new_id
from localplan.ui.entries import EntriesPage
from localplan.ui.fields.editor import FieldEditor
from localplan.ui.forms import RecordForm, first_content
from localplan.ui.labels import plain_label, put_into, scroll_area
from localplan.ui.onward import Onward
from localplan.ui.panels import panel
from localplan.ui.table import TablePage
from localplan.ui.tree import TreePage


class StepPage(QWidget):
    """One step. Its tabs are built when first looked at."""

    def __init__(self, desk: Desk, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.step = desk, step
        self.setObjectName(f"step.{step.code}")
        context = f"step.{step.code}"
        words = desk.words
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 10, 6)
        layout.setSpacing(2)
        head = QHBoxLayout()
        head.addWidget(plain_label(f"{step.number}. {words.form(context, step.title)}", "title"), 1)
        head.addWidget(self._guided_switch(), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(head)
        layout.addWidget(plain_label(words.form(context, step.purpose), "quiet"))
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.tabBar().setElideMode(Qt.TextElideMode.ElideNone)
        self.tabs.tabBar().setExpanding(False)
        layout.addWidget(self.tabs, 1)
        self.onward = Onward(words, self)
        self.onward.wanted.connect(self._go_on)
        layout.addWidget(self.onward)
        self._makers: list[Callable[[QWidget], QWidget]] = []
        self._codes: list[tuple[str, ...]] = []
        self._shown: tuple[Any, ...] = ()
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.rebuild)
        self._fill()
        self.tabs.currentChanged.connect(self._build)
        self.tabs.currentChanged.connect(self._tell_where)
        self._tell_where()
        desk.changed.connect(self._plan_changed)

    def _guided_switch(self) -> QCheckBox:
        """Between one group of questions at a time and all of a page; the whole window follows."""
        desk, box = self.desk, QCheckBox(self.desk.words("One group of questions at a time"))
        box.setObjectName("guided")
        box.setChecked(desk.guided)
        box.toggled.connect(desk.set_guided)
        desk.guided_changed.connect(lambda: box.setChecked(desk.guided))
        return box

    # tabs ------------------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        method = self.desk.method
        forms = method.forms(self.step.code)
        self._shown = self._shape()
        trees = tuple(form for form in forms if form.layout == "tree")
        families = {form.code: _family(self.desk, form, trees) for form in trees}
        done: set[str] = set()
        for form in forms:
            family = next((f for f in families.values() if form in f), (form,))
            if len(family) == 1 and form.layout != "tree":
                self._add_tab(form, (form.code,), self._maker(form))
            elif form.code not in done:
                done.update(f.code for f in family)
                own = tuple(f for f in family if f in forms)
                self._add_tab(form, tuple(f.code for f in family), partial(TreePage, self.desk, family, own))
        for code in method.panels(self.step.code):
            declared = next(p for p in self.step.panels if p.code == code)
            title = self.desk.words.form(f"step.{self.step.code}", declared.title)
            self._add(title, (code,), partial(panel, self.desk, code))

    def _add_tab(self, form: Form, codes: tuple[str, ...], maker: Callable[[QWidget], QWidget]) -> None:
        self._add(self.desk.label(form, form.tab or form.title), codes, maker)

    def _add(self, title: str, codes: tuple[str, ...], maker: Callable[[QWidget], QWidget]) -> None:
        self._makers.append(maker)
        self._codes.append(codes)
        holder = QWidget()
        QVBoxLayout(holder).setContentsMargins(0, 0, 0, 0)
        self.tabs.addTab(holder, title.replace("&", "&&"))
        if self.tabs.count() == 1:
            self._build(0)

    def _maker(self, form: Form) -> Callable[[QWidget], QWidget]:
        pages: dict[str, Callable[[Desk, Form, QWidget], QWidget]] = {"table": TablePage, "entries": EntriesPage}
        return partial(pages.get(form.layout, SinglePage), self.desk, form)

    def _build(self, index: int) -> QWidget | None:
        """The page of a tab, made now if nobody looked at it before."""
        holder = self.tabs.widget(index)
        if holder is None or index >= len(self._makers):
            return None
        layout = holder.layout()
        assert layout is not None
        if layout.count() == 0:
            layout.addWidget(self._makers[index](holder))
        item = layout.itemAt(0)
        return item.widget() if item else None

    def _plan_changed(self, change: PlanChange) -> None:
        if change.plan.id in change.touched and self._shape() != self._shown:
            self._later.start()  # not while the field that changed it is still being left

    def _shape(self) -> tuple[Any, ...]:
        """What the tabs are made from: when it changes they are made anew."""
        method, root = self.desk.method, self.desk.plan.root
        forms = [
            (form.code, *(e.code for e in (method.entries(form) if form.entries else ())))
            for form in method.forms(self.step.code)
        ]
        facts = (root.country, root.legal_profile, root.currency, root.track)
        return (*forms, *method.panels(self.step.code), self.desk.languages, method.years, facts)

    def rebuild(self) -> None:
        """Make all tabs anew: sections, track, languages or period have changed. The cursor stays in its field."""
        at, place = self.tabs.currentIndex(), self._focused()
        self.tabs.blockSignals(True)
        while self.tabs.count():
            if widget := self.tabs.widget(0):
                widget.deleteLater()
            self.tabs.removeTab(0)
        self._makers, self._codes = [], []
        self._fill()
        self.tabs.setCurrentIndex(min(at, self.tabs.count() - 1))
        self.tabs.blockSignals(False)
        self._build(self.tabs.currentIndex())
        self._tell_where()
        if place:
            self.go_to(place)

    def _focused(self) -> Place | None:
        """The place of the cursor, when it is on this page."""
        widget = QApplication.focusWidget()
        while widget is not None and not isinstance(widget, FieldEditor):
            widget = widget.parentWidget()
        if widget is None or not self.isAncestorOf(widget):
            return None
        return Place(self.step.code, widget.form.code, widget.target.id, widget.field.name)

    # going on --------------------------------------------------------------------------------------------------------

    def _following(self) -> Step | None:
        steps = self.desk.methodology.steps
        return next((step for step in steps if step.number == self.step.number + 1), None)

    def _tell_where(self) -> None:
        following = self._following()
        title = self.desk.words.form(f"step.{following.code}", following.title) if following else ""
        titles = [self.tabs.tabText(at).replace("&&", "&") for at in range(self.tabs.count())]
        self.onward.show_place(self.tabs.currentIndex(), titles, f"{following.number}. {title}" if following else "")

    def _go_on(self) -> None:
        """The next page; after the last one the next step."""
        following, at = self._following(), self.tabs.currentIndex() + 1
        if at < self.tabs.count():
            self.tabs.setCurrentIndex(at)
        elif following is not None:
            self.desk.wanted.emit(Place(following.code))

    # places ----------------------------------------------------------------------------------------------------------

    @property
    def form_code(self) -> str:
        """The form (or panel) now shown."""
        at = self.tabs.currentIndex()
        return self._codes[at][0] if 0 <= at < len(self._codes) else ""

    def go_to(self, place: Place) -> None:
        """Show a form, a record in it and the cursor in a field; as far as they are given and there."""
        _, form, record, field = place
        index = self._tab_for(form, record, field)
        if index < 0:
            return
        self.tabs.setCurrentIndex(index)
        page: Any = self._build(index)
        if record and hasattr(page, "go_to"):
            page.go_to(record, field)

    def _tab_for(self, form: str, record: str, field: str = "") -> int:
        """The tab of a form, else one that shows the record, best with that field; −1 when there is none."""
        for at, codes in enumerate(self._codes):
            if form in codes:
                return at
        found = self.desk.plan.get(record)
        if found is None:
            return -1
        method, forms = self.desk.method, self.desk.methodology.forms
        fitting = [
            (not field or any(f.name == field for f in method.fields(forms[code], found)), -at)
            for at, codes in enumerate(self._codes)
            for code in codes
            if code in forms and method.fits(forms[code], found)
        ]
        return -max(fitting)[1] if fitting else -1


def _family(desk: Desk, form: Form, trees: tuple[Form, ...]) -> tuple[Form, ...]:
    """The forms of one tree: those above this one, from whichever step, and all of this step that stand beneath."""
    above: list[Form] = []
    top: Form | None = form
    while top is not None and top not in above:
        above.insert(0, top)
        top = desk.methodology.form(top.under) if top.under else None
    family = list(above)
    for other in trees:
        line, up = [other], other
        while up.under and desk.methodology.form(up.under) not in family and up not in line[1:]:
            up = desk.methodology.form(up.under)
            line.insert(0, up)
        if up.under and desk.methodology.form(up.under) in family:
            family.extend(f for f in line if f not in family)
    return tuple(family)


class SinglePage(QWidget):
    """One record's form, filling the page."""

    def __init__(self, desk: Desk, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.form = desk, form
        self.setObjectName(f"page.{form.code}")
        area, holder = scroll_area(self)
        self.details = RecordForm(desk, form, holder)
        put_into(holder, self.details)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        if form.intro:
            layout.addWidget(plain_label(desk.label(form, form.intro), "quiet"))
        layout.addWidget(area, 1)
        self._show()
        desk.changed.connect(self._plan_changed)

    def _show(self) -> None:
        record = self._record()
        if record is not None:
            self.details.show_record(record.id)
        elif self.details.target.id in self.desk.plan or not self.details.target.id:
            self.details.show_record(new_id(), first_content(self.desk, self.form))

    def _record(self) -> Record | None:
        if self.form.record == "plan":
            return self.desk.plan.root
        return self.desk.method.single(self.form)

    def _plan_changed(self, change: PlanChange) -> None:
        record = self._record()
        if (record.id if record else "") != self.details.target.id and change.touched:
            self._show()

    def go_to(self, record: str, field: str) -> bool:
        """Put the cursor into a field."""
        return self.details.go_to(field)
