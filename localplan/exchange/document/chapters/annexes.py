"""The annexes: indicator passports, stakeholder matrix, consultations and hearing, data sources."""

from __future__ import annotations

from collections.abc import Iterator

from localplan.domain.records.analysis import ConsultationEvent, DataSource, Stakeholder
from localplan.domain.records.delivery import ChangeRow, PublicHearing
from localplan.domain.records.logic import Indicator
from localplan.exchange.document.blocks import Block, KeyValues, Note, PageBreak, Table
from localplan.exchange.document.chapters.assessments import assessments
from localplan.exchange.document.chapters.introduction import consultations_table
from localplan.exchange.document.chapters.objectives import unit_of
from localplan.exchange.document.material import Material, column, facts, figures, rows


def annexes(m: Material) -> Iterator[Block]:
    """All annexes; the profile's disclaimer stands on the last page."""
    yield from passports(m)
    yield from stakeholders(m)
    yield from consultations(m)
    yield from sources(m)
    yield from assessments(m)
    profile = m.method.profile
    if profile.disclaimer:
        entered = m.day(profile.evidence_date)
        yield Note(text=m.words.form(f"profile.{profile.code}", profile.disclaimer, date=entered))


def passports(m: Material) -> Iterator[Block]:
    """One passport per page; in the small track name, definition and source of each."""
    yield m.heading(1, m.words("Indicator passports"))
    indicators = m.plan.all(Indicator)
    if not indicators:
        yield m.missing(m.words("the passport of each indicator"), 9)
    elif m.is_small:
        yield _short_passports(m, indicators)
    else:
        for n, indicator in enumerate(indicators):
            if n:
                yield PageBreak()
            yield m.heading(3, m.titled(indicator.id))
            yield KeyValues(rows=_passport(m, indicator))


def _short_passports(m: Material, indicators: tuple[Indicator, ...]) -> Table:
    return Table(
        columns=(
            column(m.words("Indicator"), 3),
            column(m.words("Definition"), 4),
            column(m.words("Source of verification"), 3),
        ),
        rows=rows((m.titled(i.id), m.say(i.definition), m.say(i.source_of_verification)) for i in indicators),
    )


def _passport(m: Material, i: Indicator) -> tuple[tuple[str, str], ...]:
    years = sorted({*i.targets, *m.hidden_keys(i, "targets")})
    targets = "; ".join(f"{year}: {value}" for year, value in zip(years, m.targets(i, years), strict=True))
    base = " ".join(filter(None, (m.baseline(i), f"({i.baseline_year})" if i.baseline_year else "")))
    return facts(
        (m.words("Belongs to"), m.titled(i.parent)),
        (m.words("Level"), m.own(i, "level")),
        (m.words("Unit"), unit_of(m, i)),
        (m.words("Definition and reason"), m.say(i.definition)),
        (m.words("Formula"), m.say(i.formula)),
        (m.words("Numerator"), m.say(i.numerator_label)),
        (m.words("Denominator"), m.say(i.denominator_label)),
        (m.words("Method"), m.say(i.method)),
        (m.words("Source of verification"), m.say(i.source_of_verification)),
        (m.words("Data provided by"), m.say(i.data_provider)),
        (m.words("Monitored by"), m.name(i.monitored_by)),
        (m.words("Frequency"), m.own(i, "frequency")),
        (m.words("Published"), m.say(i.publication)),
        (m.words("Access"), m.say(i.access)),
        (m.words("Breakdown"), m.labels(i, "disaggregation")),
        (m.words("Baseline"), " – ".join(filter(None, (base, m.say(i.baseline_note))))),
        (m.words("Targets"), targets),
        (m.words("Desired direction"), m.own(i, "direction")),
        (m.words("Annual or cumulative"), m.own(i, "value_kind")),
        (m.words("International comparability"), m.say(i.comparability)),
        (m.words("Sustainable Development Goals"), m.labels(i, "sdg")),
        (m.words("Limitations and notes"), m.say(i.limitations)),
        (m.words("Contact"), m.typed(i.contact)),
    )


def stakeholders(m: Material) -> Iterator[Block]:
    """Who has an interest in the plan."""
    yield m.heading(1, m.words("Stakeholder matrix"))
    table = Table(
        columns=(
            column(m.words("Party"), 3),
            column(m.words("Speaks for"), 2),
            *(() if m.is_small else (figures(m.words("Interest"), 0.9), figures(m.words("Influence"), 0.9))),
            column(m.words("Expectation"), 2.4),
            column(m.words("Contribution"), 2.4),
        ),
        rows=rows(_stakeholder(m, s) for s in m.plan.all(Stakeholder)),
    )
    yield m.table_or_missing(table, m.words("the parties with an interest in the plan, and what they bring"), 2)


def _stakeholder(m: Material, s: Stakeholder) -> tuple[str, ...]:
    scores = () if m.is_small else (m.number(s.interest), m.number(s.influence))
    name = m.name(s.organisation) or m.say(s.name)
    return (name, m.labels(s, "represents"), *scores, m.say(s.expectation), m.say(s.contribution))


def consultations(m: Material) -> Iterator[Block]:
    """The report on consultations and on the public hearing."""
    yield m.heading(1, m.words("Report on consultations and public hearing"))
    yield m.heading(2, m.words("Consultations"))
    yield m.table_or_missing(consultations_table(m), m.words("the consultations that were held"), 2)
    held = people_table(m)
    if held.rows:
        yield held
    yield m.heading(2, m.words("Public hearing"))
    hearings = m.hearings
    for hearing in hearings:
        yield KeyValues(rows=hearing_facts(m, hearing))
    if not hearings:
        yield m.missing(m.words("the public call, the dates and places of the hearing, and its report"), 13)
    comments, changes = comments_table(m), changes_table(m)
    if hearings or comments.rows:
        yield m.heading(3, m.words("Comments received"))
        yield m.table_or_missing(comments, m.words("the comments with decision and reason"), 13)
    if changes.rows:
        yield m.heading(3, m.words("Changes made"))
        yield changes


def people_table(m: Material) -> Table:
    """How many took part in each consultation, by sex and group."""
    events = [e for e in m.plan.all(ConsultationEvent) if e.participants]
    keys = [k for k in ("total", "women", "men", "youth", "migrants") if any(k in e.participants for e in events)]
    names = {
        "total": m.words("Total"),
        "women": m.words("Women"),
        "men": m.words("Men"),
        "youth": m.words("Youth"),
        "migrants": m.words("Migrants"),
    }
    return Table(
        columns=(column(m.words("Consultation"), 4), *(figures(names[key], 1) for key in keys)),
        rows=rows((m.say(e.title), *(m.number(e.participants.get(key)) for key in keys)) for e in events),
        caption=m.words("Participants"),
    )


def hearing_facts(m: Material, h: PublicHearing) -> tuple[tuple[str, str], ...]:
    """When the hearing was, and how one could take part."""
    return facts(
        (m.words("Public call"), m.day(h.call_date)),
        (m.words("Hearing"), m.days(h.date_from, h.date_to)),
        (m.words("Proposals until"), m.day(h.proposals_until)),
        (m.words("Channels"), m.say(h.channels)),
        (m.words("Contact"), m.typed(h.contact)),
        (m.words("Languages"), m.say(h.languages)),
        (m.words("Own rule on the length"), m.say(h.own_rule)),
        (m.words("Report of"), m.day(h.report_date)),
        (m.words("Published at"), h.report_url),
    )


def comments_table(m: Material) -> Table:
    """The comments with decision and reason."""
    return Table(
        columns=(
            column(m.words("From"), 1.6),
            column(m.words("Comment"), 3.4),
            column(m.words("Element"), 1),
            column(m.words("Decision"), 1.3),
            column(m.words("Reason"), 2.8),
        ),
        rows=rows(
            (
                m.typed(c.author) or m.own(c, "author_kind"),
                m.say(c.text),
                m.codes.get(c.element, ""),
                m.own(c, "decision"),
                m.say(c.reason),
            )
            for c in m.comments
        ),
    )


def changes_table(m: Material) -> Table:
    """What was changed, and why."""
    return Table(
        columns=(
            column(m.words("Element"), 2.4),
            column(m.words("What"), 3),
            column(m.words("Why"), 3),
            column(m.words("On the ground of"), 1.6),
        ),
        rows=rows(
            (m.titled(c.element), m.say(c.what), m.say(c.why), m.own(c, "source")) for c in m.plan.all(ChangeRow)
        ),
    )


def sources(m: Material) -> Iterator[Block]:
    """Where the figures come from."""
    yield m.heading(1, m.words("Data sources"))
    table = Table(
        columns=(
            column(m.words("Source"), 3),
            column(m.words("Producer"), 2.4),
            column(m.words("Kind"), 1.4),
            column(m.words("Frequency"), 1.4),
            column(m.words("Address"), 2.4),
        ),
        rows=rows(
            (m.say(s.name), m.say(s.producer), m.own(s, "source_kind"), m.own(s, "frequency"), s.url or m.say(s.access))
            for s in m.plan.all(DataSource)
        ),
    )
    yield m.table_or_missing(table, m.words("the sources of the figures"), 4)
