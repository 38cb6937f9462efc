"""The guided questions of the sections: which are still open, and whom a letter could ask."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from localplan.domain.records.analysis import Answer, Stakeholder
from localplan.domain.records.plan import Organisation
from localplan.methodology.declarations import Entry, Form
from localplan.methodology.methodology import PlanMethod

ADDRESSEES = "addressees"


class Question(msgspec.Struct, frozen=True):
    """A question with the form that asks it; `answer` only where there is one."""

    form: Form
    entry: Entry
    answer: Answer | None = None

    @property
    def is_open(self) -> bool:
        """Whether nothing was said yet. "Not available, because …" is an answer."""
        return self.answer is None or not (_says(self.answer.text) or _says(self.answer.not_available))

    @property
    def addressee(self) -> str:
        """Code of the body that a letter would go to; empty when no letter can answer it."""
        return str(self.entry.marks.get("ask", ""))


def _says(text: dict[str, str]) -> bool:
    return any(part.strip() for part in text.values())


def section_questions(method: PlanMethod) -> Iterator[Question]:
    """The questions of the plan's sections in the order of the forms, with their answers of the drafting."""
    given = {answer.question: answer for answer in method.plan.all(Answer) if answer.run in ("", "drafting")}
    for form in method.methodology.forms_of("answer"):
        if form.entries and method.shows(form):
            for entry in method.entries(form):
                if "answered_by" in entry.marks:
                    yield Question(form, entry, given.get(entry.code))


def to_ask_by_letter(method: PlanMethod) -> tuple[Question, ...]:
    """The open questions that a letter can answer."""
    return tuple(question for question in section_questions(method) if question.addressee and question.is_open)


def known_body(method: PlanMethod, addressee: str) -> Organisation | None:
    """The organisation of the plan that stands for an addressee: by whom a party speaks for, or by its kind."""
    entry = method.entry(ADDRESSEES, addressee)
    marks = entry.marks if entry else {}
    for party in method.plan.all(Stakeholder):
        body = method.plan.get(party.organisation)
        if marks.get("represents") in party.represents and isinstance(body, Organisation):
            return body
    kind = marks.get("kind")
    return next((o for o in method.plan.all(Organisation) if kind and o.organisation_kind == kind), None)
