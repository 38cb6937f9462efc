"""Step 3: documents that the plan must fit."""

from __future__ import annotations

from collections.abc import Iterator

from localplan.domain.records.analysis import AlignmentLink, Screening, StrategicDocument
from localplan.domain.records.logic import Measure
from localplan.domain.records.plan import ReplacedDocument
from localplan.methodology.rules.facts import Facts
from localplan.methodology.rules.registry import Found, rule

PLANS = frozenset({"local_plan", "programme", "action_plan"})
STRATEGIES = frozenset({"strategy", "programme", "action_plan"})
EMPLOYMENT = "local_employment_document"


@rule("R020")
def development_plan_not_linked(facts: Facts) -> Iterator[Found]:
    if not any(d.document_kind == "development_plan" and d.level == "local" for d in facts.linked):
        yield Found(facts.root.id)


@rule("R021")
def no_national_strategy(facts: Facts) -> Iterator[Found]:
    if not any(d.document_kind in STRATEGIES and d.level == "national" for d in facts.linked):
        yield Found(facts.root.id)


@rule("R022", each="specifics")
def objective_without_link(facts: Facts) -> Iterator[Found]:
    """A link of one of its measures is one of the objective too."""
    linked = {link.element for link in facts.plan.all(AlignmentLink)}
    for objective in facts.specifics:
        measures = {measure.id for measure in facts.plan.children(objective.id, Measure)}
        if linked.isdisjoint({objective.id, *measures}):
            yield Found(objective.id)


@rule("R023")
def no_sdg(facts: Facts) -> Iterator[Found]:
    linked = (any(one.sdg for one in rows) for rows in (facts.objectives, facts.measures, facts.indicators))
    if not any(linked):
        yield Found(facts.root.id)


@rule("R024")
def document_expired(facts: Facts) -> Iterator[Found]:
    start = facts.root.period_start
    for document in facts.linked:
        if start is not None and document.valid_to is not None and document.valid_to < start:
            yield Found(document.id, "valid_to", {"until": document.valid_to})


@rule("R025")
def document_ends_during_plan(facts: Facts) -> Iterator[Found]:
    start, end = facts.root.period_start, facts.root.period_end
    for document in facts.linked if start is not None and end is not None else ():
        until = document.valid_to
        if start is not None and end is not None and until is not None and start <= until < end:
            yield Found(document.id, "valid_to", {"until": until})


@rule("R026")
def other_plan_beside(facts: Facts) -> Iterator[Found]:
    """Another local plan that is valid at the same time; one that is linked is continued, one listed is replaced."""
    replaced = facts.plan.all(ReplacedDocument)
    gazettes = {one.gazette for one in replaced if one.gazette}
    titles = {title for one in replaced for title in one.title.values()}
    for document in facts.plan.all(StrategicDocument):
        if document.document_kind in PLANS and document.level == "local" and _overlaps(facts, document):
            is_replaced = document.gazette in gazettes or not titles.isdisjoint(document.title.values())
            if not is_replaced and document not in facts.linked:
                yield Found(document.id)


def _overlaps(facts: Facts, document: StrategicDocument) -> bool:
    start, end = facts.root.period_start, facts.root.period_end
    begins_later = end is not None and document.valid_from is not None and document.valid_from > end
    ended_before = start is not None and document.valid_to is not None and document.valid_to < start
    return not begins_later and not ended_before


@rule("R027")
def not_declared_for_employment(facts: Facts) -> Iterator[Found]:
    """Amendments T16: the employment service pays only beside a local planning document in employment."""
    root = facts.root
    declared = EMPLOYMENT in root.serves_as or root.document_type == "local_employment_programme"
    if "employment" in facts.sections and not declared:
        yield Found(root.id, "serves_as")


@rule("R028")
def nothing_screened(facts: Facts) -> Iterator[Found]:
    """Amendments T1: at least one local document read for what it means for people on the move."""
    screened = (facts.plan.get(screening.parent) for screening in facts.plan.all(Screening))
    if not any(isinstance(one, StrategicDocument) and one.level in ("local", "") for one in screened):
        yield Found(facts.root.id)
