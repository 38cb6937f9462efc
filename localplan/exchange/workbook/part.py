"""A part of the plan to fill in: one section, or what one body leads. The workbook then holds its data sheets alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from localplan.domain.plan import Plan
from localplan.domain.records import Record
from localplan.domain.records.logic import Activity
from localplan.methodology.declarations import Form

_OF_SECTION = frozenset({"option", "measure", "regulation", "indicator", "activity", "funding_line"})
_OF_BODY = frozenset({"activity", "funding_line"})
_ABOUT = ("activity", "indicator")  # fields by which reports speak about what they report on


class Part(msgspec.Struct, frozen=True):
    """`section` is a code, `body` the id of an organisation; neither is the whole plan."""

    section: str = ""
    body: str = ""

    def __bool__(self) -> bool:
        return bool(self.section or self.body)

    def records(self, plan: Plan) -> frozenset[str]:
        """The ids of its records: what begins the part, all below, and the reports about those."""
        own = {id for begin in self._begin(plan) for id in (begin.id, *(below.id for below in plan.below(begin.id)))}
        about = (r.id for r in plan.records.values() if any(getattr(r, field, "") in own for field in _ABOUT))
        return frozenset((*own, *about))

    def _begin(self, plan: Plan) -> Iterable[Record]:
        if self.body:
            return (activity for activity in plan.all(Activity) if activity.lead == self.body)
        return (record for record in plan.records.values() if getattr(record, "section", "") == self.section)

    def offers(self, form: Form, rows: int) -> bool:
        """Whether the part has a sheet for a form: it has such records, or they are what is added to it."""
        return rows > 0 or form.record in (_OF_BODY if self.body else _OF_SECTION)

    @property
    def facts(self) -> dict[str, str]:
        """By what the part is known again in a workbook."""
        return {"localplan.section": self.section, "localplan.body": self.body}


WHOLE = Part()


def part_of(facts: Mapping[str, str]) -> Part:
    """The part that a workbook says it is of."""
    return Part(facts.get("localplan.section", ""), facts.get("localplan.body", ""))
