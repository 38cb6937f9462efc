"""Self-assessments and the implementation scan: radars, scores over time, and what scores lowest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from localplan.domain.records.analysis import Answer
from localplan.exchange.document.blocks import Block, Row, Table, Web
from localplan.exchange.document.material import Material, column
from localplan.methodology.assessment import HIGHEST, TOOLS, Radar, answers, axis_of, gaps, radar
from localplan.methodology.declarations import Entry

SCAN = "scan"
SELF = tuple(tool for tool in TOOLS if tool != SCAN)
AREAS = "scan_areas"
LEAST_AXES = 3  # fewer make no web


def radar_of(m: Material, tool: str) -> Radar:
    """The radar of a tool in the document's words."""
    return radar(m.method, tool, m.words.form)


def assessed(m: Material, tools: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the tools that were scored."""
    return tuple(tool for tool in tools if not radar_of(m, tool).is_empty)


def assessments(m: Material) -> Iterator[Block]:
    """The annex: left out while nothing was scored."""
    if not assessed(m, (*SELF, SCAN)):
        return
    yield m.heading(1, m.words("Self-assessment and implementation scan"))
    yield from self_assessment(m)
    if assessed(m, (SCAN,)):
        yield m.heading(2, radar_of(m, SCAN).title)
        yield from scan(m)


def self_assessment(m: Material) -> Iterator[Block]:
    """Each tool with its radar and its list of gaps."""
    for tool in assessed(m, SELF):
        found = radar_of(m, tool)
        yield m.heading(2, found.title)
        if len(found.axes) >= LEAST_AXES:
            yield Web(radar=found)
        yield from _gap_table(m, tool)


def _gap_table(m: Material, tool: str) -> Iterator[Block]:
    found = [(g, m.words.form(f"list.{g.list}", g.question.label), _said(m, g.answer)) for g in gaps(m.method, tool)]
    said = any(text for _, _, text in found)
    if found:
        yield Table(
            columns=(
                column(m.words("Gap"), 4.4),
                column(m.words("Score"), 0.8, "centre"),
                *((column(m.words("Comment or evidence"), 3),) if said else ()),
            ),
            rows=tuple(
                Row((question, _score(m, tool, g.answer), *((text,) if said else ()))) for g, question, text in found
            ),
            caption=m.words("What scores lowest"),
        )


def _score(m: Material, tool: str, answer: Answer) -> str:
    """The number, or yes and no where there is nothing between."""
    if answer.score is not None and HIGHEST.get(tool) == 1:
        return m.words("yes") if answer.score else m.words("no")
    return m.number(answer.score)


def _said(m: Material, answer: Answer) -> str:
    return "\n".join(filter(None, (m.say(answer.text), m.say(answer.evidence))))


# the scan ------------------------------------------------------------------------------------------------------------


def scan(m: Material) -> Iterator[Block]:
    """Three areas with six elements, their scores over time, and the list of bottlenecks."""
    yield Web(radar=radar_of(m, SCAN))
    yield _scores(m)
    table = _bottlenecks(m)
    if table.rows:
        yield m.heading(3, m.words("Bottlenecks"))
        yield table


def _scores(m: Material) -> Table:
    rounds = radar_of(m, SCAN).rounds
    given = _rounds(m)
    return Table(
        columns=(
            column(m.words("Element"), 4.4),
            *(column(one.label, 1.2, "centre") for one in rounds),
            column(m.words("Evidence"), 3),
        ),
        rows=tuple(_score_rows(m, given)),
        caption=m.words("Scores: 0 no, 1 started, 2 largely, 3 fully"),
    )


def _rounds(m: Material) -> list[dict[str, Answer]]:
    """The answers of each run that was scored, in the order of time."""
    found = [answers(m.method, m.methodology.form(code)) for code in TOOLS[SCAN]]
    return [given for given in found if any(answer.score is not None for answer in given.values())]


def scan_days(m: Material) -> Iterator[tuple[str, date]]:
    """When each run was made, by what the run is called."""
    for one, given in zip(radar_of(m, SCAN).rounds, _rounds(m), strict=True):
        days = [answer.date for answer in given.values() if answer.date]
        if days:
            yield one.label, max(days)


def _score_rows(m: Material, given: list[dict[str, Answer]]) -> Iterator[Row]:
    area = ""
    for entry in m.method.entries(m.methodology.form(TOOLS[SCAN][0])):
        if entry.code[0] != area:
            area = entry.code[0]
            yield Row((m.entry_label(AREAS, area), *("" for _ in given), ""), style="group")
        scores = tuple(m.number(one[entry.code].score) if entry.code in one else "" for one in given)
        yield Row((_element(m, entry), *scores, _evidence(m, entry.code, given)))


def _element(m: Material, entry: Entry) -> str:
    return m.words.form("list.questions_scan", entry.label)


def _evidence(m: Material, code: str, given: list[dict[str, Answer]]) -> str:
    """What the newest run says that says anything."""
    told = (m.say(one[code].evidence) for one in reversed(given) if code in one)
    return next(filter(None, told), "")


def _bottlenecks(m: Material) -> Table:
    newest = _rounds(m)[-1]
    told = [a for a in newest.values() if m.say(a.bottleneck) or m.say(a.action)]
    return Table(
        columns=(
            column(m.words("Element"), 1.6),
            column(m.words("Bottleneck"), 3),
            column(m.words("Action"), 3),
            column(m.words("Responsible"), 2),
            column(m.words("Until"), 1.2),
        ),
        rows=tuple(
            Row((_short(m, a.question), m.say(a.bottleneck), m.say(a.action), m.name(a.responsible), m.day(a.due)))
            for a in told
        ),
    )


def _short(m: Material, question: str) -> str:
    return m.entry_label("assessment_axes", axis_of(question))
