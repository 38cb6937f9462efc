"""The three official extracts of one integrated plan (amendments T16): for employment, youth and migration.

Each says, for its own readers, what is to be done, for how many, by whom, who may take part, and with whose money.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from localplan.domain.money import ZERO, Amount, total
from localplan.domain.records.analysis import DataPoint
from localplan.domain.records.logic import Activity, Indicator, Measure, Objective
from localplan.exchange.document.blocks import (
    Block,
    KeyValues,
    Letterhead,
    Note,
    Paragraphs,
    Row,
    Signature,
    Table,
    Title,
)
from localplan.exchange.document.chapters.finance import source_name, source_of, sums_table
from localplan.exchange.document.chapters.narratives import narrative
from localplan.exchange.document.chapters.objectives import indicator_table
from localplan.exchange.document.chapters.opening import adoption, period
from localplan.exchange.document.chapters.situation import data_table
from localplan.exchange.document.citation import gazette
from localplan.exchange.document.material import Material, column, facts, figures
from localplan.exchange.papers.paper import letterhead_lines
from localplan.words import phrase

NES, KIRS = "NES", "KIRS"  # co-financing schemes of the profile rs
_IN_NEED = ("asylum_seekers", "temporary_protection", "migrants_undetermined")
COMMISSARIAT_GROUPS = frozenset(("refugees", "idp", "iidp", "returnees_readmission", *_IN_NEED))
"""Target groups for which the Commissariat is in charge."""
HOUSEHOLDS = ("households_without_income", "housing_needed")
PACKAGES = ("E12", "E13", "E14")
"""Indicators of the collection that count packages for housing and for earning a living."""


class Extract(NamedTuple):
    """What an extract takes out of the plan. `title` is a message id; `opinion` the kind of act that it rests on."""

    title: str
    takes: Callable[[Material, Measure, Activity | None], bool]
    figures: Callable[[DataPoint], bool]
    chapter: str = ""
    opinion: str = ""


def _of_section(section: str) -> Callable[[Material, Measure, Activity | None], bool]:
    def takes(m: Material, measure: Measure, activity: Activity | None) -> bool:
        objective = m.plan.ancestor(measure.id, Objective)
        return objective is not None and objective.section == section

    return takes


def _for_employment(m: Material, measure: Measure, activity: Activity | None) -> bool:
    """The section's own, and whatever else the employment service is to pay for."""
    with_service = activity is not None and any(
        row.line.co_financing_scheme == NES for row in m.money_rows if row.line.parent == activity.id
    )
    return with_service or _of_section("employment")(m, measure, activity)


def _for_commissariat(m: Material, measure: Measure, activity: Activity | None) -> bool:
    return not COMMISSARIAT_GROUPS.isdisjoint(measure.target_groups)


EMPLOYMENT = Extract(
    phrase("Extract: employment"),
    _for_employment,
    lambda point: point.section == "employment",
    "employment",
    "opinion_employment_council",
)
YOUTH = Extract(phrase("Extract: youth"), _of_section("youth"), lambda point: point.section == "youth", "youth")
MIGRATION = Extract(
    phrase("Extract: migration"),
    _for_commissariat,
    lambda point: point.topic in (*COMMISSARIAT_GROUPS, *HOUSEHOLDS),
    "",
    "opinion_migration_council",
)


def chosen(extract: Extract, m: Material) -> tuple[Measure | Activity, ...]:
    """The measures and activities of an extract in the order of the plan; a measure stands before its activities."""
    found: list[Measure | Activity] = []
    for measure in m.plan.all(Measure):
        activities = [a for a in m.plan.children(measure.id, Activity) if extract.takes(m, measure, a)]
        if activities or extract.takes(m, measure, None):
            found.extend((measure, *activities))
    return tuple(found)


def extract_paper(
    extract: Extract, own_part: Callable[[Material, Sequence[Amount]], Iterator[Block]]
) -> Callable[[Material, str], Iterator[Block]]:
    """An extract, with the part that only its readers ask for."""

    def build(m: Material, about: str) -> Iterator[Block]:
        elements = chosen(extract, m)
        money = [row for row in m.money_rows if row.line.parent in {element.id for element in elements}]
        yield from _head(m, extract)
        yield from _situation(m, extract)
        yield from _aims(m, elements)
        yield m.heading(2, m.words("Measures and activities"))
        yield from _elements(m, elements, money)
        if money:
            yield m.heading(2, m.words("Funds"))
            yield sums_table(m, m.words("Source of funding"), source_of, source_name(m), of=money)
        yield from own_part(m, money)
        yield Signature(role=m.capital(m.body("head")))

    return build


def _head(m: Material, extract: Extract) -> Iterator[Block]:
    yield Letterhead(authority=letterhead_lines(m))
    yield Title(text=m.words(extract.title), about=m.say(m.root.title))
    act = adoption(m)
    opinion = next((a for a in m.acts(extract.opinion)), None)
    yield KeyValues(
        rows=facts(
            (m.words("Period"), period(m)),
            (m.words("State"), m.own(m.root, "status")),
            (
                m.words("Adopted"),
                ", ".join(filter(None, (m.name(act.body), m.registered(act)))) if act else "",
            ),
            (m.words("Gazette"), gazette(m, act.gazette) if act else ""),
            (m.words("This plan also serves as"), m.labels(m.root, "serves_as")),
            (m.words("Opinion"), m.act_line(opinion) if opinion else ""),
        )
    )


def _situation(m: Material, extract: Extract) -> Iterator[Block]:
    text = narrative(m, extract.chapter) if extract.chapter else ""
    table = data_table(m, filter(extract.figures, m.plan.all(DataPoint)))
    if text or table.rows:
        yield m.heading(2, m.words("Situation analysis"))
    if text:
        yield Paragraphs(text=text)
    if table.rows:
        yield table


def _aims(m: Material, elements: Sequence[Measure | Activity]) -> Iterator[Block]:
    above = {o.id: o for element in elements if (o := m.plan.ancestor(element.id, Objective)) is not None}
    objectives = tuple(above.values())
    if not objectives:
        return
    yield m.heading(2, m.words("Objectives"))
    measures = [element for element in elements if isinstance(element, Measure)]
    owners: tuple[Objective | Measure, ...] = (*objectives, *measures)
    yield KeyValues(rows=tuple((m.codes.get(o.id, ""), m.name(o.id)) for o in objectives))
    indicators = tuple(indicator for owner in owners for indicator in m.indicators_of(owner))
    if indicators:
        yield indicator_table(m, indicators, m.words("Indicators"))


def _elements(m: Material, elements: Sequence[Measure | Activity], money: Sequence[Amount]) -> Iterator[Block]:
    for element in elements:
        yield m.heading(3, m.titled(element.id))
        told = _measure_facts(m, element) if isinstance(element, Measure) else _activity_facts(m, element)
        if told:
            yield KeyValues(rows=told)
        own = [row for row in money if row.line.parent == element.id]
        if own:
            yield sums_table(m, m.words("Source of funding"), source_of, source_name(m), of=own)


def _measure_facts(m: Material, measure: Measure) -> tuple[tuple[str, str], ...]:
    return facts(
        (m.words("Type"), m.own(measure, "measure_type")),
        (m.words("Responsible"), m.name(measure.responsible)),
        (m.words("Who may take part"), m.labels(measure, "target_groups")),
        (m.words("Description"), m.say(measure.description)),
    )


def _activity_facts(m: Material, activity: Activity) -> tuple[tuple[str, str], ...]:
    return facts(
        (m.words("Implementer"), m.name(activity.lead)),
        (m.words("Partners"), m.names(activity.partners)),
        (m.words("Period"), " – ".join(filter(None, (m.quarter(activity.start), m.quarter(activity.deadline))))),
        (m.words("Persons planned"), m.split(activity, "beneficiaries")),
        (m.words("Product"), m.say(activity.product)),
    )


# the parts that only one reader asks for -----------------------------------------------------------------------------


def beside_the_service(m: Material, money: Sequence[Amount]) -> Iterator[Block]:
    """Each activity that the employment service is asked to pay for, with the municipality's share."""
    table = _shares(m, money, NES, of_requested=False)
    if table.rows:
        yield m.heading(2, m.words("Co-financing with the National Employment Service"))
        yield table
        least = m.parameter("nes_min_local_share")
        if least:
            yield Note(text=m.words("The municipal share of each measure is more than {n} %.", n=least))


def no_more(m: Material, money: Sequence[Amount]) -> Iterator[Block]:
    """Nothing beyond what every extract says."""
    yield from ()


def for_the_commissariat(m: Material, money: Sequence[Amount]) -> Iterator[Block]:
    """Packages for housing and for earning a living, and the own share in projects of the Commissariat."""
    packages = tuple(i for i in m.plan.all(Indicator) if i.library_code in PACKAGES)
    if packages:
        yield m.heading(2, m.words("Packages for housing and for earning a living"))
        yield indicator_table(m, packages)
    table = _shares(m, money, KIRS, of_requested=m.method.parameter("share_base") == "requested")
    if table.rows:
        yield m.heading(2, m.words("Own share"))
        yield table
        yield from _least_shares(m)


def _least_shares(m: Material) -> Iterator[Block]:
    poor, other = m.parameter("min_share_underdeveloped"), m.parameter("min_share_other")
    if poor and other:
        yield Note(
            text=m.words(
                "At least {poor} % for underdeveloped units and {other} % for all others, in the call of {year}.",
                poor=poor,
                other=other,
                year=m.parameter("call_year"),
            )
        )


def _shares(m: Material, money: Sequence[Amount], scheme: str, *, of_requested: bool) -> Table:
    """Own and requested money of each activity of a scheme; the share of the requested sum, or of all money."""
    ids = list(dict.fromkeys(row.line.parent for row in money if row.line.co_financing_scheme == scheme))
    lines = [_share(m, id, [row for row in money if row.line.parent == id], scheme, of_requested) for id in ids]
    base = m.words("Share of the requested sum, %") if of_requested else m.words("Own share, %")
    return Table(
        columns=(
            column(m.words("Activity"), 4.4),
            figures(m.words("Own money"), 1.3),
            figures(m.words("Requested"), 1.3),
            figures(m.words("Total"), 1.3),
            figures(base, 1.3),
        ),
        rows=tuple(lines),
        caption=m.words("Amounts in {unit}", unit=m.unit),
    )


def _share(m: Material, id: str, rows: Sequence[Amount], scheme: str, of_requested: bool) -> Row:
    own = _sum(rows, lambda row: m.is_own(row.source))
    asked = _sum(rows, lambda row: row.line.co_financing_scheme == scheme)
    base = asked if of_requested else total(rows)
    share = m.number(own * 100 / base, 1) if base else ""
    return Row((m.titled(id), m.money(own), m.money(asked), m.money(total(rows)), share))


def _sum(rows: Sequence[Amount], which: Callable[[Amount], bool]) -> Decimal:
    return sum((row.money for row in rows if which(row)), ZERO)
