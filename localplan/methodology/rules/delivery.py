"""Step 14: reports and what follows from them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, date

from localplan.domain.records.delivery import ActivityReport, ChangeRow, Evaluation, Lesson
from localplan.domain.records.logic import Activity
from localplan.methodology.deadlines import moved
from localplan.methodology.rules.facts import Facts, says
from localplan.methodology.rules.registry import Found, rule
from localplan.methodology.rules.splits import by_sex, unit_of


@rule("R171", each="activity_reports")
def activity_never_adopted(facts: Facts) -> Iterator[Found]:
    adopted = facts.seen.adopted
    for report in facts.activity_reports if adopted is not None else ():
        if report.activity and adopted is not None and not isinstance(adopted.get(report.activity), Activity):
            yield Found(report.id, "activity", {"activity": report.activity})


@rule("R178", each="splits")
def sexes_do_not_add_up(facts: Facts) -> Iterator[Found]:
    """Counted persons only: the rate of all is not the sum of the rates of women and men."""
    for record in facts.splits:
        if isinstance(record, ActivityReport):
            field, split, total = "beneficiaries", record.beneficiaries, record.beneficiaries.get("total")
        else:
            counted = facts.marks("units", unit_of(facts, record.indicator)).get("counted") is True
            field, split, total = "breakdown", record.breakdown, record.value if counted else None
        sexes = by_sex(split)
        if sexes is not None and total is not None and sexes != total:
            yield Found(record.id, field, {"sexes": sexes, "total": total})


@rule("R170")
def report_late(facts: Facts) -> Iterator[Found]:
    """Counted from 31 December; a year without any report is R186, the last report R180."""
    days = facts.number("annual_report_days")
    for period in facts.reports:
        if days is not None and period.year and MINYEAR <= period.year <= MAXYEAR and period.report_kind != "final":
            due = moved(date(period.year, 12, 31), days, "days", facts.root.country)
            if (period.submitted_date or facts.seen.today) > due:
                yield Found(period.id, "submitted_date", {"due": due})


@rule("R180")
def final_report_late(facts: Facts) -> Iterator[Found]:
    months, end = facts.number("final_report_months"), facts.root.period_end
    if months is None or end is None:
        return
    due = moved(end, months, "months", facts.root.country)
    final = [period.submitted_date for period in facts.reports if period.report_kind == "final"]
    told = min((day for day in final if day is not None), default=facts.seen.today)
    if told > due:
        yield Found(facts.root.id, "", {"due": due})


@rule("R181")
def long_without_evaluation(facts: Facts) -> Iterator[Found]:
    """Since the last evaluation that took place, else since the plan began."""
    years, start = facts.number("evaluation_years"), facts.root.period_start
    done = [one.date for one in facts.plan.all(Evaluation) if one.date is not None and one.date <= facts.seen.today]
    since = max(done, default=start)
    if years is None or since is None:
        return
    if moved(since, years * 12, "months", facts.root.country) < facts.seen.today:
        yield Found(facts.root.id, "", {"since": since})


@rule("R182")
def nothing_learned(facts: Facts) -> Iterator[Found]:
    """Asked of the final report only (specification 4.15, how the rules are read)."""
    if not facts.plan.all(Lesson):
        for period in facts.reports:
            if period.report_kind == "final":
                yield Found(period.id)


@rule("R183")
def report_not_taken(facts: Facts) -> Iterator[Found]:
    """A report that was handed in waits for council and assembly; a draft does not."""
    for period in facts.reports:
        handed_in = period.status == "submitted" or period.submitted_date is not None
        if handed_in and period.adopted_date is None:
            yield Found(period.id, "adopted_date")


@rule("R185")
def amendment_without_reasons(facts: Facts) -> Iterator[Found]:
    """The decision on revision says why, and so does every row of its change log."""
    for act in facts.acts("revision"):
        if not says(act.summary):
            yield Found(act.id, "summary")
    for row in facts.plan.all(ChangeRow):
        if row.source == "amendment" and not says(row.why):
            yield Found(row.id, "why")


@rule("R186")
def year_without_report(facts: Facts) -> Iterator[Found]:
    """Once the time for it is over; without a term in the profile, once the year is."""
    days, reported = facts.number("annual_report_days") or 0, {str(period.year) for period in facts.reports}
    for year in facts.years:
        due = moved(date(int(year), 12, 31), days, "days", facts.root.country)
        if year not in reported and due < facts.seen.today:
            yield Found(facts.root.id, "", {"year": year})
