"""Chapter 2: what the plan must fit, and how it fits."""

from __future__ import annotations

from collections.abc import Iterator

from localplan.domain.records import kind_of
from localplan.domain.records.analysis import AlignmentLink, Obligation, Screening, StrategicDocument
from localplan.domain.records.logic import Measure, Objective
from localplan.exchange.document.blocks import Block, Paragraphs, Table
from localplan.exchange.document.chapters.narratives import narrative
from localplan.exchange.document.material import Material, column, rows


def framework(m: Material) -> Iterator[Block]:
    """Chapter 2."""
    yield m.heading(1, m.words("Legal and strategic framework"))
    if text := narrative(m, "legal_framework"):
        yield Paragraphs(text=text)
    yield m.heading(2, m.words("Laws, strategies and plans"))
    yield m.table_or_missing(_documents(m), m.words("the laws, strategies and plans that this plan must fit"), 3)
    yield m.heading(2, m.words("Alignment matrix"))
    yield m.table_or_missing(_alignment(m), m.words("how objectives and measures fit those documents"), 3)
    for title, table in (
        (m.words("Competences and obligations"), _obligations(m)),
        (m.words("Migration screening of documents and measures"), _screenings(m)),
    ):
        if table.rows:
            yield m.heading(2, title)
            yield table
    yield m.heading(2, m.words("Links to the Sustainable Development Goals and the Global Compact for Migration"))
    yield m.table_or_missing(_global_links(m), m.words("the goals that objectives and measures contribute to"), 6)


def _documents(m: Material) -> Table:
    documents = m.plan.all(StrategicDocument)
    return Table(
        columns=(
            column(m.words("Document"), 4),
            column(m.words("Level"), 1.4),
            column(m.words("Gazette"), 2),
            column(m.words("Valid"), 1.8),
        ),
        rows=rows(
            (m.say(d.title), m.own(d, "level"), m.typed(d.gazette), m.days(d.valid_from, d.valid_to)) for d in documents
        ),
    )


def _alignment(m: Material) -> Table:
    links = [(document, link) for document in m.plan.all(StrategicDocument) for link in _links(m, document)]
    return Table(
        columns=(
            column(m.words("Element of this plan"), 3),
            column(m.words("Document"), 3),
            column(m.words("Its element"), 3),
            column(m.words("Relation"), 1.4),
        ),
        rows=rows(
            (element(m, link.element), m.say(d.title), m.say(link.their_element), m.own(link, "relation"))
            for d, link in links
        ),
    )


def _links(m: Material, document: StrategicDocument) -> tuple[AlignmentLink, ...]:
    return m.plan.children(document.id, AlignmentLink)


def element(m: Material, id: str) -> str:
    """An element by code and title; the plan itself by its title."""
    return m.words("The whole plan") if id == m.plan.id else m.titled(id)


def _obligations(m: Material) -> Table:
    return Table(
        columns=(
            column(m.words("Document"), 3),
            column(m.words("Article"), 1),
            column(m.words("Competence or duty"), 4),
            column(m.words("Element of this plan"), 2),
        ),
        rows=rows(
            (m.name(o.parent), m.typed(o.article), m.say(o.text), m.titled(o.element)) for o in m.plan.all(Obligation)
        ),
    )


def _screenings(m: Material) -> Table:
    return Table(
        columns=(
            column(m.words("Document or measure"), 3),
            column(m.words("Migration is mentioned"), 1.5),
            column(m.words("Groups"), 1.8),
            column(m.words("Gap"), 2),
            column(m.words("Proposed wording"), 2.4),
        ),
        rows=rows(
            (m.titled(s.parent), m.own(s, "mentions"), m.labels(s, "groups"), m.say(s.gap), m.say(s.proposed_wording))
            for s in m.plan.all(Screening)
        ),
    )


def _global_links(m: Material) -> Table:
    elements: tuple[Objective | Measure, ...] = (*m.plan.all(Objective), *m.plan.all(Measure))
    linked = [e for e in elements if e.sdg or e.gcm]
    return Table(
        columns=(
            column(m.words("Element of this plan"), 4),
            column(m.words("Sustainable Development Goals"), 3),
            column(m.words("Global Compact"), 3),
        ),
        rows=rows((m.titled(e.id), _numbered(m, e, "sdg"), _numbered(m, e, "gcm")) for e in linked),
    )


def _numbered(m: Material, element: Objective | Measure, field: str) -> str:
    """Targets and objectives with the numbers by which the world knows them."""
    kind = kind_of(element)
    codes = m.ordered(m.methodology.list_of(kind, field), getattr(element, field))
    return "; ".join(f"{code} {m.label(kind, field, code)}" for code in codes)
