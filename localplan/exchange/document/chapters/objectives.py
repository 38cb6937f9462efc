"""Chapters 4 to 6: what is wanted, which ways were considered, and the measures chosen."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from localplan.domain.money import total
from localplan.domain.records.logic import Activity, Indicator, Measure, Objective, Option, Regulation
from localplan.exchange.document.blocks import Block, KeyValues, Node, Paragraphs, Table, Tree
from localplan.exchange.document.chapters.narratives import narrative
from localplan.exchange.document.material import Material, column, facts, figures, rows


def objectives(m: Material) -> Iterator[Block]:
    """Chapter 4: vision, objectives, their tree and their indicators."""
    yield m.heading(1, m.words("Vision and objectives"))
    yield m.heading(2, m.words("Vision"))
    yield m.text_or_missing(m.root.vision, m.words("the picture of the desired state in one or two sentences"), 6)
    yield m.heading(2, m.words("General and specific objectives"))
    if text := narrative(m, "objectives"):
        yield Paragraphs(text=text)
    elements = (*m.general_objectives(), *m.specific_objectives())
    if not elements:
        yield m.missing(m.words("the general objective and the specific objectives"), 6)
    for objective in elements:
        yield m.heading(3, f"{_kind(m, objective)} {m.codes.get(objective.id, '')}")
        yield Paragraphs(text="\n".join(filter(None, (m.name(objective.id), m.say(objective.description)))))
        yield KeyValues(rows=_objective_facts(m, objective))
    if elements:
        yield m.heading(2, m.words("Objective tree"))
        yield from (_tree(m, general) for general in m.general_objectives())
    yield m.heading(2, m.words("Indicators of the objectives"))
    table = indicator_table(m, tuple(i for o in elements for i in m.indicators_of(o)))
    yield m.table_or_missing(table, m.words("impact and outcome indicators with baseline and targets"), 9)


def _kind(m: Material, objective: Objective) -> str:
    return m.words("Specific objective") if objective.objective_kind == "specific" else m.words("General objective")


def _objective_facts(m: Material, objective: Objective) -> tuple[tuple[str, str], ...]:
    return facts(
        (m.words("Section"), m.own(objective, "section")),
        (m.words("Responsible"), m.name(objective.responsible)),
        (m.words("Problems it answers"), "; ".join(map(m.name, objective.problems))),
    )


def _tree(m: Material, general: Objective) -> Tree:
    specifics = tuple(
        Node(
            m.name(specific.id),
            f"{_kind(m, specific)} {m.codes.get(specific.id, '')}",
            1,
            tuple(
                Node(m.name(measure.id), f"{m.words('Measure')} {m.codes.get(measure.id, '')}", 2)
                for measure in m.plan.children(specific.id, Measure)
            ),
        )
        for specific in m.plan.children(general.id, Objective)
    )
    label = f"{m.words('General objective')} {m.codes.get(general.id, '')}"
    return Tree(root=Node(m.name(general.id), label, 0, specifics))


def indicator_table(m: Material, indicators: tuple[Indicator, ...], caption: str = "") -> Table:
    """Indicators with baseline, targets by year and source."""
    return Table(
        columns=(
            column(m.words("Code"), 1.5),
            column(m.words("Indicator"), 3.4),
            column(m.words("Unit"), 1.9),
            figures(m.words("Baseline"), 1.5),
            *(figures(year, 1.05) for year in m.years),
            column(m.words("Source of verification"), 2.6),
        ),
        rows=rows(_indicator_row(m, i) for i in indicators),
        caption=caption,
    )


def _indicator_row(m: Material, i: Indicator) -> tuple[str, ...]:
    base = m.baseline(i)
    base = f"{base} ({i.baseline_year})" if base and i.baseline_year else base
    return (
        m.codes.get(i.id, ""),
        m.say(i.title),
        unit_of(m, i),
        base,
        *m.targets(i, m.years),
        m.say(i.source_of_verification),
    )


def unit_of(m: Material, indicator: Indicator) -> str:
    """The unit in words: from the list, else as written."""
    return m.say(indicator.unit_text) or m.own(indicator, "unit")


def options(m: Material) -> Iterator[Block]:
    """Chapter 5: the ways considered for each specific objective."""
    yield m.heading(1, m.words("Options considered and ex-ante analysis"))
    if text := narrative(m, "options"):
        yield Paragraphs(text=text)
    found = [(o, m.plan.children(o.id, Option)) for o in m.specific_objectives()]
    for objective, choices in found:
        if choices:
            yield m.heading(2, f"{_kind(m, objective)} {m.titled(objective.id)}")
            yield from _choices(m, choices)
    if not any(choices for _, choices in found):
        yield m.missing(m.words("for each specific objective the status quo and at least one other option"), 7)


def _choices(m: Material, choices: tuple[Option, ...]) -> Iterator[Block]:
    yield Table(
        columns=(
            column(m.words("Option"), 2.6),
            column(m.words("Effects and risks"), 4.4),
            figures(m.unit, 1.2),
            figures(m.words("Score"), 0.9),
            column(m.words("Chosen"), 1),
        ),
        rows=rows(
            (_option_title(m, o), _effects(m, o), m.money(o.cost), _score(m, o), "✓" if o.chosen else "–")
            for o in choices
        ),
    )
    for option in choices:
        if option.chosen and (reasons := m.say(option.reasons)):
            yield Paragraphs(text=reasons)


def _option_title(m: Material, option: Option) -> str:
    return m.say(option.title) or (m.words("Status quo") if option.status_quo else "")


def _effects(m: Material, o: Option) -> str:
    told = (
        ("", m.say(o.description)),
        (m.words("Financial"), m.say(o.effect_financial)),
        (m.words("Economic"), m.say(o.effect_economic)),
        (m.words("Social"), m.say(o.effect_social)),
        (m.words("Gender"), m.say(o.effect_gender)),
        (m.words("Environment"), m.say(o.effect_environmental)),
        (m.words("Administration"), m.say(o.effect_managerial)),
        (m.words("Risks"), m.say(o.risks)),
        (m.words("Who loses"), m.say(o.losers)),
    )
    return "\n".join(f"{name}: {text}" if name else text for name, text in told if text)


def _score(m: Material, option: Option) -> str:
    """The weighted mean of the scores, 0–5, by the plan's weights."""
    weights = {c: w for c, w in m.root.criteria.items() if c in option.scores}
    if not weights or not sum(weights.values()):
        return ""
    weighted = sum((option.scores[c] * w for c, w in weights.items()), Decimal(0))
    return m.number(weighted / sum(weights.values()), 2)


def measures(m: Material) -> Iterator[Block]:
    """Chapter 6: each measure with all that is said of it, by specific objective."""
    yield m.heading(1, m.words("Measures"))
    if text := narrative(m, "measures"):
        yield Paragraphs(text=text)
    found = [(o, m.plan.children(o.id, Measure)) for o in m.specific_objectives()]
    for objective, under in found:
        if under:
            yield m.heading(2, f"{_kind(m, objective)} {m.titled(objective.id)}")
            for measure in under:
                yield from _measure(m, measure)
    if not any(under for _, under in found):
        yield m.missing(m.words("the measures for each specific objective"), 8)


def _measure(m: Material, measure: Measure) -> Iterator[Block]:
    yield m.heading(3, m.words("Measure {code}: {title}", code=m.codes.get(measure.id, ""), title=m.name(measure.id)))
    if text := m.say(measure.description):
        yield Paragraphs(text=text)
    yield KeyValues(rows=_measure_facts(m, measure))
    indicators = indicator_table(m, m.indicators_of(measure))
    if indicators.rows:
        yield indicators


def _barriers(m: Material, measure: Measure) -> str:
    """What keeps people away and is removed by the measure, or by an activity of it."""
    below = (code for activity in m.plan.children(measure.id, Activity) for code in activity.barriers)
    codes = {*measure.barriers, *below}
    ordered = m.ordered(m.methodology.list_of("measure", "barriers"), codes)
    return ", ".join(m.label("measure", "barriers", code) for code in ordered)


def _measure_facts(m: Material, measure: Measure) -> tuple[tuple[str, str], ...]:
    cost = total(row for row in m.money_rows if row.measure.id == measure.id)
    return facts(
        (m.words("Type"), m.own(measure, "measure_type")),
        (m.words("Responsible"), m.name(measure.responsible)),
        (m.words("Period"), m.days(measure.period_start, measure.period_end)),
        (m.words("Target groups"), m.labels(measure, "target_groups")),
        (m.words("Barriers removed"), _barriers(m, measure)),
        (m.words("Equality"), m.say(measure.equality_note)),
        (m.words("Private sector"), m.say(measure.private_sector_role)),
        (m.words("State aid"), m.say(measure.state_aid_note)),
        (m.words("Regulations"), regulations(m, measure)),
        *m.further(measure, _TOLD),
        (m.words("Funds"), f"{m.money(cost)} {m.unit}" if cost else ""),
    )


_TOLD = frozenset({"title", "description", "equality_note", "private_sector_role", "state_aid_note"})


def regulations(m: Material, measure: Measure) -> str:
    """The acts to adopt or change, each with what and until when."""
    acts = m.plan.children(measure.id, Regulation)
    return "; ".join(_regulation(m, act) for act in acts)


def _regulation(m: Material, act: Regulation) -> str:
    when = ", ".join(filter(None, (m.small(m.own(act, "change")), m.quarter(act.deadline))))
    return f"{m.say(act.title)} ({when})" if when else m.say(act.title)
