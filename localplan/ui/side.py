"""The pane at the right: guidance that follows the focused field, and findings that lead to theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from localplan.domain.edits import Edit, PutRecord
from localplan.methodology.checks import Finding, found_text
from localplan.methodology.declarations import FormField, RuleText
from localplan.methodology.methodology import Methodology
from localplan.ui.asking import ask_text
from localplan.ui.desk import Desk, Place, new_id
from localplan.ui.flow import Flow
from localplan.ui.labels import plain_label, scrolling
from localplan.ui.mending import MendDialog, offered_fix
from localplan.ui.messages import finding_text, tier_words
from localplan.words import to_latin

MOST_SHOWN = 60  # findings drawn at once; the rest is counted


class Guidance(QWidget):
    """Help for the field in hand, and the step's *Why · How · Example · Trainer tip*."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._step = ""
        self._title = plain_label("", "heading")
        self._help = plain_label("")
        self._example = plain_label("", "quiet")
        self.text = QTextBrowser()
        self.text.setObjectName("guidance.text")
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setOpenLinks(False)
        self.text.document().setIndentWidth(20)  # half of Qt's: the pane is narrow
        self.text.setAccessibleName(desk.words("Guidance"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 4)
        self._card = QFrame()
        self._card.setObjectName("card")
        inside = QVBoxLayout(self._card)
        for label in (self._title, self._help, self._example):
            inside.addWidget(label)
        layout.addWidget(self._card)
        layout.addWidget(self.text, 1)
        self._card.hide()
        desk.focused.connect(self.show_place)

    def show_step(self, step: str) -> None:
        """Show the guidance of a step."""
        if step != self._step:
            self._step = step
            self._card.hide()
            guidance = guidance_in(self.desk.words.language, self.desk.methodology, step)
            before, after = step_facts(self.desk, step)
            self.text.setMarkdown("\n\n".join((before, _calm(guidance), after)))

    def show_place(self, place: Place) -> None:
        """Show the help of a field."""
        _, form_code, _, name = place
        form = self.desk.methodology.forms.get(form_code)
        field: FormField | None = next((f for f in form.fields if f.name == name), None) if form else None
        if form is None or field is None:
            return
        self._title.setText(self.desk.label(form, field.label))
        self._help.setText(self.desk.label(form, field.help))
        example = self.desk.label(form, field.example)
        self._example.setText(self.desk.words("Example: {text}", text=example) if example else "")
        self._example.setVisible(bool(example))
        self._card.setVisible(True)


def step_facts(desk: Desk, code: str) -> tuple[str, str]:
    """How long a step takes with what to have at hand, and what comes of it, in Markdown."""
    step, words = desk.methodology.step(code), desk.words

    def listed(title: str, texts: Sequence[str]) -> str:
        return "\n".join((f"**{title}**\n", *(f"* {words.form(f'step.{code}', text)}" for text in texts)))

    hours = words.number(Decimal(step.minutes) / 60, 1 if step.minutes % 60 else 0)
    time = words("About {hours} h of work", hours=hours)
    required = desk.method.profile.required_steps
    spare = "" if code in required else words("In your country this step may be left out.")
    before = "\n\n".join(filter(None, (time, spare, listed(words("Have ready"), step.ready))))
    return before, listed(words("What comes of it"), step.outputs)


def guidance_in(language: str, methodology: Methodology, step: str) -> str:
    """The Markdown beside a step; Serbian Latin is the Cyrillic text in other letters."""
    if language == "sr-Latn":
        return to_latin(methodology.guidance(step, "sr-Cyrl"))
    return methodology.guidance(step, language)


def _calm(markdown: str) -> str:
    """Guidance for a narrow pane: its own title left out, headings as bold lines."""
    lines = markdown.strip().splitlines()
    if lines and lines[0].startswith("# "):
        lines = lines[1:]
    return "\n".join(f"**{line.lstrip('# ')}**\n" if line.startswith("#") else line for line in lines)


class Findings(QWidget):
    """What the checks found, in this step first."""

    counted = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._step = ""
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(6)
        holder = QWidget()
        holder.setLayout(self._rows)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 0, 0, 0)
        layout.addWidget(scrolling(holder))
        self.findings: list[Finding] = []
        desk.checked.connect(self.show_findings)

    def show_step(self, step: str) -> None:
        """Put the findings of a step first."""
        if step != self._step:
            self._step = step
            self.show_findings(self.desk.findings)

    def show_findings(self, findings: list[Finding]) -> None:
        """Show these; accepted ones last."""
        order = {"error": 0, "warning": 1, "advice": 2}
        self.findings = sorted(findings, key=lambda f: (bool(f.accepted), f.step != self._step, order[f.tier]))
        while self._rows.count():
            item = self._rows.takeAt(0)
            if item and (widget := item.widget()):
                widget.deleteLater()
        for finding in self.findings[:MOST_SHOWN]:
            self._rows.addWidget(self._card(finding))
        rest = len(self.findings) - MOST_SHOWN
        if rest > 0:
            self._rows.addWidget(
                plain_label(self.desk.words.plural("{n} more finding", "{n} more findings", rest), "quiet")
            )
        if not self.findings:
            self._rows.addWidget(plain_label(self.desk.words("No findings in the steps that were started."), "quiet"))
        self._rows.addStretch()
        self.counted.emit(sum(1 for f in findings if not f.accepted))

    def _card(self, finding: Finding) -> QFrame:
        words = self.desk.words
        rule = self.desk.methodology.rules[finding.rule]
        context = f"rule.{finding.rule}"
        card = QFrame()
        card.setObjectName("card")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.setSpacing(3)
        explained = self._explained(rule, card)
        layout.addWidget(self._head(finding, explained))
        layout.addWidget(plain_label(finding_text(self.desk, finding)))
        layout.addWidget(plain_label(words.form(context, rule.mend), "quiet"))
        layout.addWidget(explained)
        if finding.accepted:
            layout.addWidget(plain_label(words("Accepted because: {reason}", reason=finding.accepted), "good"))
        row = QWidget(card)
        buttons = Flow(row)
        for button in self._buttons(finding):
            buttons.addWidget(button)
        layout.addWidget(row)
        return card

    def _explained(self, rule: RuleText, card: QFrame) -> QLabel:
        """Why the rule is there, with an example of each kind and its source: shown when asked for, and as a tip."""
        words, context = self.desk.words, f"rule.{rule.code}"
        said = {name: words.form(context, text) for name in ("reason", "good", "bad") if (text := getattr(rule, name))}
        source = self.desk.method.source_of(rule)
        lines = (
            said.get("reason", ""),
            words("Good: {example}", example=said["good"]) if "good" in said else "",
            words("Not so: {example}", example=said["bad"]) if "bad" in said else "",
            words("Source: {source}", source=words.form(context, source)) if source else "",
        )
        label = plain_label("\n".join(filter(None, lines)), "quiet")
        label.setObjectName(f"finding.{rule.code}.explained")
        label.hide()
        card.setToolTip(label.text())
        return label

    def _head(self, finding: Finding, explained: QLabel) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(plain_label(f"{tier_words(self.desk.words, finding.tier)} · {finding.rule}", finding.tier), 1)
        why = QPushButton(self.desk.words("Why?"))
        why.setObjectName(f"finding.{finding.rule}.why")
        why.setCheckable(True)
        why.toggled.connect(explained.setVisible)
        layout.addWidget(why)
        return row

    def _buttons(self, finding: Finding) -> Iterator[QPushButton]:
        words = self.desk.words
        go = QPushButton(words("Go there"))
        go.setObjectName(f"finding.{finding.rule}.go")
        go.clicked.connect(lambda: self.desk.wanted.emit(Place(finding.step, "", finding.record, finding.field)))
        yield go
        if finding.tier == "warning" and not finding.accepted:
            accept = QPushButton(words("Accept because…"))
            accept.setObjectName(f"finding.{finding.rule}.accept")
            accept.clicked.connect(lambda: self._ask_reason(finding))
            yield accept
        if edits := offered_fix(self.desk, finding):
            yield self._mend_button(finding, edits)

    def _mend_button(self, finding: Finding, edits: Sequence[Edit]) -> QPushButton:
        mend = QPushButton(self.desk.words("Fix it…"))
        mend.setObjectName(f"finding.{finding.rule}.mend")
        mend.clicked.connect(lambda: MendDialog(self.desk, finding, edits, self).open())
        return mend

    def _ask_reason(self, finding: Finding) -> None:
        words = self.desk.words
        ask_text(
            self,
            words,
            "finding.reason",
            words("Accept this warning"),
            words("Why is it right as it is? Your reason appears in the plan and in the report."),
            words("Accept"),
            lambda text: self.accept(finding, text),
            lines=True,
        )

    def accept(self, finding: Finding, reason: str) -> None:
        """Accept a warning with a reason; without one nothing happens."""
        if not reason.strip():
            return
        plan = self.desk.plan
        content = {
            "kind": "acceptance",
            "parent": plan.id,
            "position": self.desk.end_position(plan.id, "acceptance"),
            "rule": finding.rule,
            "element": finding.record or plan.id,
            "found": found_text(finding.values),
            "reason": {self.desk.languages[0]: reason.strip()},
            "person": self.desk.session.author,
            "date": self.desk.today().isoformat(),
        }
        self.desk.perform([PutRecord(new_id(), content)], self.desk.words("Accept {rule}", rule=finding.rule))


class SidePane(QTabWidget):
    """Guidance and findings."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setDocumentMode(True)
        self.guidance, self.findings = Guidance(desk), Findings(desk)
        self.addTab(self.guidance, desk.words("Guidance"))
        self.addTab(self.findings, desk.words("Findings"))
        self.findings.counted.connect(self._count)
        self.setMinimumWidth(200)
        self.tabBar().setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _count(self, open_findings: int) -> None:
        title = self.desk.words("Findings")
        self.setTabText(1, f"{title} ({open_findings})" if open_findings else title)

    def show_step(self, step: str) -> None:
        """Turn both to a step."""
        self.guidance.show_step(step)
        self.findings.show_step(step)
