"""Who can learn from whom: a municipality with a problem, another that works on the same one and has results.

The direction is kept, as in a learning exchange: the learner has the problem and no results yet, the teacher has both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

import msgspec

from localplan.domain.achievement import FALLING
from localplan.domain.summary import Summary
from localplan.domain.summary_rows import IndicatorRow, MeasureRow, ProblemRow, Texts
from localplan.domain.tables import Column, Row, Table, table

TEACHERS = 3  # so many are named for one problem of one municipality


class Topics(msgspec.Struct, frozen=True):
    """How problems are recognised: `known` gives the collection's code for a text, or "", `folded` its search key;
    `of_measure` are the codes of the problems that a measure of the collection answers."""

    known: Callable[[Texts], str]
    folded: Callable[[Texts], str]
    of_measure: Mapping[str, tuple[str, ...]] = {}


class Work(msgspec.Struct, frozen=True):
    """A measure against a problem: how many of its activities are completed, how many of its indicators on target."""

    summary: Summary
    measure: MeasureRow
    completed: int
    reached: int

    @property
    def results(self) -> int:
        """How much there is to show."""
        return self.completed + self.reached


Topic = tuple[str, str]  # why it is the same (same_problem, same_words, same_section), and the code or key


def peers_table(summaries: Sequence[Summary], topics: Topics) -> Table:
    """A row for each lesson on offer: who could learn, about what, from whom, and why these two."""
    work = _work(summaries, topics)
    able = {(topic, one.summary.municipality) for topic, known in work.items() for one in known}
    columns = (
        Column("learner", "municipality"),
        Column("problem", "texts"),
        Column("section", "code", "sections"),
        Column("teacher", "municipality"),
        Column("measure", "texts"),
        Column("reason", "word"),
        Column("completed", "count"),
        Column("reached", "count"),
    )
    return table("peers", columns, [row for summary in summaries for row in _lessons(summary, topics, work, able)])


def _lessons(
    learner: Summary, topics: Topics, work: Mapping[Topic, Sequence[Work]], able: Container[tuple[Topic, str]]
) -> Iterator[Row]:
    """For each problem without results of one's own, those who have most, for the best reason that finds any.

    Nobody is told twice, for two problems, that another one is at work in the same section.
    """
    told: set[Topic] = set()
    for problem in learner.problems:
        for topic in _topics_of(problem, topics):
            if topic in work and topic not in told and (topic, learner.municipality) not in able:
                yield from (_row(learner, problem, topic[0], one) for one in work[topic][:TEACHERS])
                told |= {topic, ("same_section", problem.section)}
                break


def _row(learner: Summary, problem: ProblemRow, reason: str, work: Work) -> Row:
    cells = (
        learner.municipality,
        problem.text,
        problem.section,
        work.summary.municipality,
        work.measure.title,
        reason,
        work.completed,
        work.reached,
    )
    return Row(cells, plan=work.summary.plan, record=work.measure.id)


def _topics_of(problem: ProblemRow, topics: Topics) -> list[Topic]:
    """The best reason first; a section alone says little and is the last resort, for the core of the tree not even."""
    found: list[Topic] = []
    if code := topics.known(problem.text):
        found.append(("same_problem", code))
    if key := topics.folded(problem.text):
        found.append(("same_words", key))
    if problem.section and problem.kind != "core":
        found.append(("same_section", problem.section))
    return found


def _work(summaries: Iterable[Summary], topics: Topics) -> dict[Topic, list[Work]]:
    """What is done about each topic with results, most of them first."""
    found: dict[Topic, list[Work]] = defaultdict(list)
    for summary in summaries:
        problems = {problem.id: problem for problem in summary.problems}
        for measure in summary.measures:
            one = _results(summary, measure)
            if not one.results:
                continue
            answered = {t for id in measure.problems if id in problems for t in _topics_of(problems[id], topics)}
            answered |= {("same_problem", code) for code in topics.of_measure.get(measure.from_collection, ())}
            answered |= {("same_section", measure.section)} if measure.section else set()
            for topic in answered:
                found[topic].append(one)
    for known in found.values():
        known.sort(key=lambda one: (-one.results, one.summary.plan, one.measure.id))
    return found


def _results(summary: Summary, measure: MeasureRow) -> Work:
    done = (a.reports[-1].status == "completed" for a in summary.activities if a.measure == measure.id and a.reports)
    return Work(summary, measure, sum(done), sum(_on_target(i) for i in summary.indicators if i.owner == measure.id))


def _on_target(indicator: IndicatorRow) -> bool:
    """Whether the last value that has a target meets it."""
    pairs: list[tuple[Decimal, Decimal]] = [
        (value.value, indicator.targets[value.year])
        for value in indicator.values
        if value.value is not None and value.year in indicator.targets
    ]
    if not pairs:
        return False
    value, target = pairs[-1]
    return value <= target if indicator.direction in FALLING else value >= target


def exchanges_table(summaries: Iterable[Summary]) -> Table:
    """The learning exchanges that plans record themselves."""
    columns = (
        Column("municipality", "municipality"),
        Column("topic", "texts"),
        Column("learner_named", "texts"),
        Column("teacher_named", "texts"),
        Column("form", "code", "exchange_forms"),
        Column("day", "day"),
        Column("follow_up", "texts"),
        Column("outcome", "texts"),
    )
    rows = (
        Row(
            (s.municipality, e.topic, e.learner, e.teacher, e.form, e.date, e.follow_up, e.outcome),
            plan=s.plan,
            record=e.id,
        )
        for s in summaries
        for e in s.exchanges
    )
    return table("exchanges", columns, rows)
