"""The local migration profile (amendments T2): pooled figures with their years, brought up to date every year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from localplan.domain.records.analysis import DataPoint, RunningProject
from localplan.domain.records.delivery import IndicatorValue, ProfileFigure
from localplan.domain.records.logic import Indicator
from localplan.domain.records.plan import Body
from localplan.domain.reporting import in_order, is_on_a_year
from localplan.exchange.document.blocks import Block, Letterhead, Paragraphs, Row, Table, Title
from localplan.exchange.document.chapters.narratives import narrative
from localplan.exchange.document.chapters.objectives import unit_of
from localplan.exchange.document.chapters.situation import project_table
from localplan.exchange.document.material import Material, column, facts, figures, rows
from localplan.exchange.papers.paper import letterhead_lines

CHAPTERS, TOPICS = "profile_chapters", "topics"
COMMON = (
    *("X01", "X02", "X03", "X04", "X05", "X07", "X09"),
    *("Y01", "Y02", "Y04", "D01", "D10", "E02", "E08", "E14", "E15", "E25"),
)
"""The indicators that make two municipalities comparable (amendments T2)."""
OF_SECTION = {"youth": "8", "employment": "8", "diaspora": "7", "health": "9", "education": "9", "protection": "9"}
"""The chapter of a figure whose topic has none of its own."""
_YEARS = 5  # columns on a page


_Point = DataPoint | ProfileFigure


def known(m: Material) -> tuple[_Point, ...]:
    """The figures of the plan, and those of the years since."""
    return (*m.plan.all(DataPoint), *m.plan.all(ProfileFigure))


def profile(m: Material, about: str) -> Iterator[Block]:
    """Ten chapters with figures by year, then the common set of indicators."""
    yield Letterhead(authority=letterhead_lines(m), facts=facts((m.words("Date"), m.day(m.today))))
    yield Title(text=m.words("Local migration profile"), about=m.say(m.root.municipality_name))
    if text := narrative(m, "migration_profile"):
        yield Paragraphs(text=text)
    by_chapter: dict[str, list[_Point]] = {}
    for point in known(m):
        by_chapter.setdefault(_chapter(m, point), []).append(point)
    for entry in m.method.list(CHAPTERS).entries:
        tables = [t for t in (_by_year(m, by_chapter.get(entry.code, [])), *_beside(m, entry.code)) if t.rows]
        if tables:
            yield m.heading(2, m.words("{n}. {title}", n=entry.code, title=m.entry_label(CHAPTERS, entry.code)))
            yield from tables
    common = _common(m)
    if common.rows:
        yield m.heading(2, m.words("Common set of indicators"))
        yield common


def _chapter(m: Material, point: _Point) -> str:
    entry = m.method.entry(TOPICS, point.topic)
    own = str(entry.marks.get("profile", "")) if entry else ""
    return own or OF_SECTION.get(point.section, "1")


def _beside(m: Material, chapter: str) -> Iterator[Table]:
    """The last chapter tells of bodies and running projects."""
    if chapter == "10":
        yield Table(
            columns=(column(m.words("Body"), 3), column(m.words("Kind"), 2), figures(m.words("Meetings a year"), 1.2)),
            rows=rows((m.say(b.name), m.own(b, "body_kind"), m.number(b.meetings_per_year)) for b in m.plan.all(Body)),
        )
        if m.plan.all(RunningProject):
            yield project_table(m)


def _by_year(m: Material, points: list[_Point]) -> Table:
    """A row for each figure, its values side by side by year."""
    found: dict[tuple[str, str, str], list[_Point]] = {}
    for point in points:
        found.setdefault(_row_key(m, point, points), []).append(point)
    years = _last_years(str(point.year) for point in points if point.year)
    return Table(
        columns=(
            column(m.words("Figure"), 3.4),
            column(m.words("Unit"), 1.3),
            *(figures(year, 0.95) for year in years),
            column(m.words("Source"), 2),
        ),
        rows=tuple(_row(m, key, series, years) for key, series in found.items()),
    )


def _row_key(m: Material, point: _Point, points: list[_Point]) -> tuple[str, str, str]:
    """Figures of one topic are one row where they count the same; what is measured in one year only keeps its name."""
    label, topic = m.say(point.label), m.own(point, "topic")
    same = [one for one in points if (one.topic, one.unit) == (point.topic, point.unit)]
    distinct = len({one.year for one in same}) == len(same)
    several_labels = len({m.say(one.label) for one in same}) > 1
    name = topic if several_labels and distinct and point.topic != "other" else label or topic
    return name, point.topic, m.own(point, "unit")


def _row(m: Material, key: tuple[str, str, str], series: list[_Point], years: tuple[str, ...]) -> Row:
    by_year = {str(point.year): point for point in series}
    name, _, unit = key
    cells = (_value(m, by_year[year]) if year in by_year else "" for year in years)
    why = (f"{year}: {m.say(point.not_available)}" for year, point in by_year.items() if m.say(point.not_available))
    sources = dict.fromkeys(filter(None, (m.name(point.source) for point in series)))
    return Row(("\n".join((name, *why)), unit, *cells, ", ".join(sources)))


def _value(m: Material, point: _Point) -> str:
    """The figure, or a dash where it is not available: why stands under its name."""
    return m.counted(point, "value", point.value) or "–"


def _last_years(years: Iterator[str]) -> tuple[str, ...]:
    return tuple(sorted(set(years)))[-_YEARS:]


# the common set ------------------------------------------------------------------------------------------------------


def _common(m: Material) -> Table:
    """The indicators of the common set that the plan follows, baseline and reported values by year."""
    found = [i for code in COMMON for i in m.plan.all(Indicator) if i.library_code == code]
    series = {i.id: dict(_values(m, i)) for i in found}
    years = _last_years(year for values in series.values() for year in values)
    return Table(
        columns=(
            column(m.words("Indicator"), 3.6),
            column(m.words("Unit"), 1.5),
            *(figures(year, 1) for year in years),
            column(m.words("Source of verification"), 2.2),
        ),
        rows=tuple(_indicator(m, i, series[i.id], years) for i in found),
    )


def _indicator(m: Material, i: Indicator, values: Mapping[str, str], years: tuple[str, ...]) -> Row:
    name = f"{i.library_code} {m.say(i.title)}"
    return Row((name, unit_of(m, i), *(values.get(year, "") for year in years), m.say(i.source_of_verification)))


def _values(m: Material, i: Indicator) -> Iterator[tuple[str, str]]:
    """By year: the baseline, then what was reported."""
    if i.baseline_year and (base := m.baseline(i)):
        yield str(i.baseline_year), base
    for period in filter(is_on_a_year, in_order(m.plan)):
        for value in m.plan.children(period.id, IndicatorValue):
            if value.indicator == i.id and period.year:
                yield str(period.year), m.value_in(i, value, "value", value.value) or "–"
