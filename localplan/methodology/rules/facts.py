"""What rules look at: the plan's elements, counted out once per check."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

import msgspec

from localplan.domain.adoption import is_of_this_version
from localplan.domain.plan import Plan
from localplan.domain.records.analysis import (
    AlignmentLink,
    ConsultationEvent,
    DataPoint,
    Problem,
    Stakeholder,
    StrategicDocument,
)
from localplan.domain.records.delivery import (
    ActivityReport,
    HearingComment,
    IndicatorValue,
    PublicHearing,
    ReportingPeriod,
)
from localplan.domain.records.logic import Activity, FundingLine, Indicator, Measure, Objective
from localplan.domain.records.plan import Act, Person, WorkingGroupMember
from localplan.domain.reporting import is_on_a_year
from localplan.methodology.methodology import ALWAYS_ON, PlanMethod
from localplan.methodology.states import has_reached


class Seen(msgspec.Struct, frozen=True):
    """What rules know beyond the plan.

    `adopted` and `hearing`: the plan as it was adopted, and as it stood in the hearing. `adoption`: whether the plan
    is ready for adoption is being asked. `public`: whether its public edition is about to be made. `register`: codes of
    the register of municipalities, empty when not at hand.
    """

    today: date
    adopted: Plan | None = None
    hearing: Plan | None = None
    adoption: bool = False
    public: bool = False
    register: frozenset[str] = frozenset()


def says(text: Mapping[str, str]) -> bool:
    """Whether a text says anything, in whatever language."""
    return any(part.strip() for part in text.values())


class Facts:
    """One plan under one method, with what several rules need worked out on first use. A reading aid, not a state."""

    def __init__(self, plan: Plan, method: PlanMethod, seen: Seen) -> None:
        self.plan, self.method, self.seen, self.root = plan, method, seen, plan.root

    @property
    def status(self) -> str:
        """The state whose rules apply: a plan about to be adopted answers for what a proposed one must have."""
        status = self.root.status
        return "proposed" if self.seen.adoption and not has_reached(status, "proposed") else status

    def number(self, parameter: str) -> int | None:
        """A parameter that is a number; None when the profile does not set it, and the rule is silent."""
        value = self.share(parameter)
        return None if value is None else int(value)

    def share(self, parameter: str) -> int | Decimal | None:
        """The same for one that may have decimals, as shares do."""
        value = self.method.parameter(parameter)
        if isinstance(value, float):
            return Decimal(str(value))
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def known(self, id: str) -> bool:
        """Whether a reference names a record that is there."""
        return id in self.plan

    @property
    def years(self) -> tuple[str, ...]:
        """The years of the plan's period; none while it is not known."""
        return self.method.years

    @cached_property
    def objectives(self) -> tuple[Objective, ...]:
        return self.plan.all(Objective)

    @cached_property
    def generals(self) -> tuple[Objective, ...]:
        """Objectives that stand directly under the plan, as the codes count them."""
        return tuple(o for o in self.plan.children(self.plan.id, Objective) if o.objective_kind != "specific")

    @cached_property
    def specifics(self) -> tuple[Objective, ...]:
        above = {o.id for o in self.generals}
        return tuple(o for o in self.objectives if o.id not in above)

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        return self.plan.all(Measure)

    @cached_property
    def activities(self) -> tuple[Activity, ...]:
        return self.plan.all(Activity)

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        return self.plan.all(Indicator)

    @cached_property
    def lines(self) -> tuple[FundingLine, ...]:
        return self.plan.all(FundingLine)

    @cached_property
    def data_points(self) -> tuple[DataPoint, ...]:
        return self.plan.all(DataPoint)

    @cached_property
    def hearings(self) -> tuple[PublicHearing, ...]:
        """The hearings on this version of the plan."""
        return tuple(one for one in self.plan.all(PublicHearing) if is_of_this_version(self.plan, one))

    @cached_property
    def comments(self) -> tuple[HearingComment, ...]:
        return self.plan.all(HearingComment)

    @cached_property
    def sections(self) -> tuple[str, ...]:
        """The sections that are switched on; the cross-cutting one is part of every plan and not among them."""
        return tuple(section for section in self.root.sections if section != ALWAYS_ON)

    @cached_property
    def people(self) -> tuple[Person, ...]:
        return self.plan.all(Person)

    @cached_property
    def members(self) -> tuple[WorkingGroupMember, ...]:
        """The working group; seats in bodies of the plan belong to those."""
        return self.plan.children(self.plan.id, WorkingGroupMember)

    @cached_property
    def stakeholders(self) -> tuple[Stakeholder, ...]:
        return self.plan.all(Stakeholder)

    @cached_property
    def consultations(self) -> tuple[ConsultationEvent, ...]:
        return self.plan.all(ConsultationEvent)

    @cached_property
    def linked(self) -> tuple[StrategicDocument, ...]:
        """Documents that an element of the plan is set beside."""
        return tuple(d for d in self.plan.all(StrategicDocument) if self.plan.children(d.id, AlignmentLink))

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """The core problem, causes and effects."""
        return self.plan.all(Problem)

    @cached_property
    def causes(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.problem_kind == "cause")

    def acts(self, kind: str) -> tuple[Act, ...]:
        """The acts of a kind that belong to this version of the plan, or to all of them."""
        return tuple(act for act in self.plan.all(Act) if act.act_kind == kind and is_of_this_version(self.plan, act))

    @cached_property
    def adoptions(self) -> tuple[Act, ...]:
        """Decisions of the assembly on this version of the plan."""
        return self.acts("adoption")

    @cached_property
    def reports(self) -> tuple[ReportingPeriod, ...]:
        """Reports on whole years; those on half a year are nobody's duty."""
        return tuple(period for period in self.plan.all(ReportingPeriod) if is_on_a_year(period))

    @cached_property
    def indicator_values(self) -> tuple[IndicatorValue, ...]:
        return self.plan.all(IndicatorValue)

    @cached_property
    def activity_reports(self) -> tuple[ActivityReport, ...]:
        return self.plan.all(ActivityReport)

    @cached_property
    def splits(self) -> tuple[ActivityReport | IndicatorValue, ...]:
        """Reported values that may be split by sex."""
        return (*self.activity_reports, *self.indicator_values)

    @cached_property
    def reported(self) -> dict[str, list[tuple[IndicatorValue, str]]]:
        """Reported values by indicator, each with its year; empty text while the report has none."""
        found: dict[str, list[tuple[IndicatorValue, str]]] = {}
        for value in self.indicator_values:
            period = self.plan.get(value.parent)
            year = period.year if isinstance(period, ReportingPeriod) else None
            found.setdefault(value.indicator, []).append((value, str(year or "")))
        return found

    @cached_property
    def money(self) -> dict[str, dict[str, Decimal]]:
        """Money by year of everything that has funding lines of its own: activities, and measures not yet split."""
        sums: dict[str, dict[str, Decimal]] = {}
        for line in self.lines:
            years = sums.setdefault(line.parent, {})
            for year, amount in line.amounts.items():
                years[year] = years.get(year, Decimal(0)) + amount
        return sums

    def has_money(self, id: str) -> bool:
        """Whether any year of the element's own lines has an amount other than zero."""
        return any(self.money.get(id, {}).values())

    def is_own(self, source: str) -> bool:
        """Whether a source is the municipality's own money."""
        return self.marks("funding_sources", source).get("own") is True

    def lexicon(self, rule: str) -> Mapping[str, tuple[str, ...]]:
        """What a rule on wording looks for, by language."""
        return self.method.methodology.rules[rule].words

    def marks(self, list_code: str, code: str) -> dict[str, Any]:
        """What the list says of an entry beyond its label; nothing for an unknown one."""
        return self._marks(list_code).get(code, {})

    def _marks(self, list_code: str) -> dict[str, dict[str, Any]]:
        if list_code not in self._lists:
            self._lists[list_code] = {entry.code: entry.marks for entry in self.method.list(list_code).entries}
        return self._lists[list_code]

    def listed(self, list_code: str) -> frozenset[str]:
        """All codes of a list."""
        return frozenset(self._marks(list_code))

    @cached_property
    def _lists(self) -> dict[str, dict[str, dict[str, Any]]]:
        return {}
