"""Editions of a plan: what leaves the house for the region, for training, for everybody.

What an edition lets out is a list of what may be seen: a field that nobody thought of stays inside. What is left out is
said beside the edition (`Hidden`), so that it is known as hidden, not as empty, and comes back when the edition does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Set
from typing import Any

import msgspec

from localplan.domain.canonical import remade
from localplan.domain.plan import Plan
from localplan.domain.records import FIELDS, Record, kind_of
from localplan.domain.values import EMPTY, Map

EDITIONS = ("full", "coordinator", "public", "training")


class Hidden(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an edition leaves out: whole kinds, fields by kind, and single values (record, field, key or empty)."""

    kinds: tuple[str, ...] = ()
    fields: dict[str, tuple[str, ...]] = {}
    values: tuple[tuple[str, str, str], ...] = ()


NOTHING = Hidden()
Hides = Callable[[Record, str, str], bool]
"""Whether a value is hidden: by record, field, and key or empty."""

_KEPT_LINES = """
plan: code adopted_digest derived_from
replaced_document: gazette
act: number gazette url statute_gazette statute_article self_government_article planning_law_articles
step_state: note
acceptance: found
profile_override: value legal_source
attachment: file_name sha256 media_type
strategic_document: gazette url
obligation: article
data_source: url
data_point: period disaggregation
service: hand_over_file
objective: offered_by
measure: shared_id offered_by
indicator: offered_by
activity: shared_id
public_hearing: report_url
"""
"""Lines of plain text that the coordinator and a training group may read. Texts by language, figures, dates and codes
are the plan's content; names, addresses and telephones of people stand in plain text."""

_NAMES = """
person: name
act: signed_by
"""
"""Names that the coordinator needs and a training group does not."""

_PUBLIC = """
plan: title document_type country municipality municipality_name outside_register unit_kind subdivision legal_profile
    period_start period_end currency amount_unit exchange_rate exchange_rate_date status version main_language languages
    minority_languages methodology_version track sections reason vision foreword coordination_body complaints_route
    complaints_days target_groups municipal_budget serves_as territory_footnote numbers_given adopted_digest practice
replaced_document: title gazette replaced_from
organisation: name short_name organisation_kind territory municipal
body: name body_kind section term meetings_per_year
act: act_kind version body number date gazette url summary statute statute_gazette statute_article
    self_government_article planning_law_articles place
consultation_event: state method title topic date_from date_to place channel responsible groups languages accessibility
    feedback_date
strategic_document: title level document_kind body gazette valid_from valid_to url
alignment_link: element their_element relation
obligation: text article element
data_source: name producer source_kind frequency access url
data_point: section topic label value not_available unit counted census year period territory source disaggregation
    breakdown split_not_available part_of quality
narrative: chapter text sources
swot_item: quadrant text evidence weight
pestle_item: factor text evidence weight
running_project: name body donor period_start period_end money groups measure_type place continues_until
partner_place: name country agreement joint_activity
previous_result: element planned reached why
problem: problem_kind section text evidence evidence_links competence size urgency influence
objective: objective_kind number letter_number numbers_given title description section responsible problems sdg gcm
    offered_by
option: title status_quo description cost chosen reasons
measure: number numbers_given title description measure_type responsible period_start period_end target_groups barriers
    equality_note private_sector_role problems sdg gcm declared_total shared_id share shared_with from_collection
    from_practice offered_by
regulation: title change deadline
indicator: number library_code title level unit unit_text value_type value_kind direction decimals baseline_value
    baseline_year baseline_note baseline_pending_until baseline_numerator baseline_denominator targets may_exceed_100
    context source_of_verification frequency disaggregation data_provider monitored_by aggregation numerator_label
    denominator_label definition formula method publication comparability limitations sdg offered_by
activity: number title description lead partners start deadline product beneficiaries needs barriers
    no_additional_cost shared_id share
funding_line: source donor programme_code project_code economic_class amounts status co_financing_scheme
risk: element text category likelihood impact response responsible
reporting_duty: reporter addressee deadline date form
public_hearing: version call_date date_from date_to proposals_until channels languages events report_date report_url
change_row: element what why source
reporting_period: year report_kind submitted_date adopted_by adopted_date status summary
activity_report: activity status percent_done real_start real_end spent beneficiaries split_not_available deviation
    reason corrective_action
indicator_value: indicator value not_available numerator denominator breakdown split_not_available source
    corrective_action
profile_figure: section topic label value not_available unit year source breakdown split_not_available
assessment: element rating text proposals
lesson: section text use
evaluation: evaluation_kind date scores relevance coherence effectiveness efficiency impact sustainability
    recommendations
"""
"""What everybody may read. Kinds that are not here stay inside: people, hearing comments, assessments of oneself."""


def _table(text: str) -> dict[str, frozenset[str]]:
    lines = text.strip().replace("\n   ", "").split("\n")
    rows = (line.split(":", 1) for line in lines)
    return {kind: frozenset(fields.split()) for kind, fields in rows}


def hidden_in(edition: str) -> Hidden:
    """What an edition leaves out of every plan."""
    if edition == "full":
        return Hidden()
    if edition == "public":
        seen = _table(_PUBLIC)
        return _all_but(seen, kinds=[kind for kind in FIELDS if kind not in seen])
    kept, names = _table(_KEPT_LINES), _table(_NAMES) if edition == "coordinator" else {}
    seen = {
        kind: frozenset(
            name
            for name, field in fields.items()
            if field.holds.kind != "text" or field.holds.by or name in kept.get(kind, ()) or name in names.get(kind, ())
        )
        for kind, fields in FIELDS.items()
    }
    return _all_but(seen, kinds=["attachment"] if edition == "training" else [])


def _all_but(seen: Mapping[str, Collection[str]], kinds: Iterable[str] = ()) -> Hidden:
    fields = {kind: tuple(sorted(FIELDS[kind].keys() - names)) for kind, names in seen.items()}
    return Hidden(tuple(sorted(kinds)), {kind: names for kind, names in fields.items() if names})


# telling it from what is empty ---------------------------------------------------------------------------------------


def hides(hidden: Hidden) -> Hides:
    """Tells what is hidden from what is empty."""
    values = frozenset(hidden.values)

    def hides_it(record: Record, field: str, key: str) -> bool:
        return field in hidden.fields.get(kind_of(record), ()) or (record.id, field, key) in values

    return hides_it


def hidden_keys(hidden: Hidden) -> Callable[[Record, str], tuple[str, ...]]:
    """Tells which entries of a map field are hidden: by record and field, their keys in order."""
    keys: dict[tuple[str, str], list[str]] = {}
    for id, field, key in sorted(hidden.values):
        if key:
            keys.setdefault((id, field), []).append(key)
    return lambda record, field: tuple(keys.get((record.id, field), ()))


def worded(plan: Plan, hidden: Hidden, word: str, language: str) -> Plan:
    """The plan to be printed, with the word in the place of every text that is hidden below its top."""
    kinds = hidden.fields.keys() - {"plan"}
    texts = {kind: [n for n in hidden.fields[kind] if FIELDS[kind][n].holds.kind == "text"] for kind in kinds}
    told = [
        msgspec.structs.replace(record, **{n: _worded(kind_of(record), n, word, language) for n in names})
        for record in plan.records.values()
        if (names := texts.get(kind_of(record)))
    ]
    return plan.changed(told, ()) if told else plan


def _worded(kind: str, field: str, word: str, language: str) -> Any:
    by = FIELDS[kind][field].holds.by
    return word if not by else Map({language: word}) if by == "language" else EMPTY


# leaving out and bringing back ---------------------------------------------------------------------------------------


def without(plan: Plan, hidden: Hidden) -> Plan:
    """The plan without what is hidden, and without what means nothing then."""
    records = {id: record for id, record in plan.records.items() if kind_of(record) not in hidden.kinds}
    while orphans := [id for id, record in records.items() if not _stands(record, records)]:
        for id in orphans:
            del records[id]
    values: dict[str, list[tuple[str, str]]] = {}
    for id, field, key in hidden.values:
        values.setdefault(id, []).append((field, key))
    return Plan(_shown(record, hidden, values.get(record.id, ()), records) for record in records.values())


def _stands(record: Record, records: Collection[str]) -> bool:
    return all(id in records for id in _owners(record))


def _owners(record: Record) -> list[str]:
    """What a record means nothing without."""
    owners = (getattr(record, name) for name, f in FIELDS[kind_of(record)].items() if f.holds.kind == "owner")
    return [id for id in (record.parent, *owners) if id]


def _shown(record: Record, hidden: Hidden, values: Iterable[tuple[str, str]], records: Mapping[str, Record]) -> Record:
    fields = FIELDS[kind_of(record)]
    changes: dict[str, Any] = {name: fields[name].default for name in hidden.fields.get(kind_of(record), ())}
    for name, key in values:
        old = changes.get(name, getattr(record, name))
        changes[name] = Map({k: v for k, v in old.items() if k != key}) or EMPTY if key else fields[name].default
    for name, field in fields.items():
        if field.points and name not in changes:
            changes |= _pointing(name, getattr(record, name), records)
    return remade(msgspec.structs.replace(record, **changes)) if changes else record


def _pointing(name: str, value: str | tuple[str, ...], there: Collection[str]) -> dict[str, Any]:
    """The field without references that lead nowhere; nothing when there are none."""
    if isinstance(value, tuple):
        left = tuple(id for id in value if id in there)
        return {name: left} if left != value else {}
    return {name: ""} if value and value not in there else {}


def whole(base: Plan, received: Plan, hidden: Hidden) -> Plan:
    """An edition that was worked on, with all that it had hidden: `base` is the plan that it was made of.

    A record that was dropped there stays when something hidden belongs to it.
    """
    shown = without(base, hidden)
    gone = _gone(base, shown, received)
    records = {id: record for id, record in base.records.items() if id not in gone}
    for id, record in received.records.items():
        records[id] = _completed(base.records[id], shown.records[id], record) if id in shown else record
    if not gone:
        return Plan(records.values())
    cleared = ((record, _cleared(record, gone)) for record in records.values())
    return Plan(remade(msgspec.structs.replace(record, **less)) if less else record for record, less in cleared)


def _gone(base: Plan, shown: Plan, received: Plan) -> set[str]:
    """What was dropped: all that the edition showed and that is not there any more, but nothing above hidden things."""
    gone = {id for id in shown.records if id not in received}
    while kept := {
        above for record in base.records.values() if record.id not in gone for above in _owners(record) if above in gone
    }:
        gone -= kept
    return gone


def _completed(full: Record, shown: Record, received: Record) -> Record:
    """The full record with what was changed in the edition."""
    changes = {
        name: _changed(getattr(full, name), getattr(shown, name), getattr(received, name))
        for name in ("parent", "position", *FIELDS[kind_of(full)])
        if getattr(received, name) != getattr(shown, name)
    }
    return remade(msgspec.structs.replace(full, **changes)) if changes else full


def _changed(full: Any, shown: Any, received: Any) -> Any:
    if isinstance(full, dict):
        left = {key: value for key, value in full.items() if key not in shown or key in received}
        return Map(sorted((left | {k: v for k, v in received.items() if shown.get(k) != v}).items())) or EMPTY
    if isinstance(full, tuple):
        return tuple(sorted({*received, *(set(full) - set(shown))}))
    return received


def _cleared(record: Record, gone: Set[str]) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    for name, field in FIELDS[kind_of(record)].items():
        value = getattr(record, name) if field.points else None
        if isinstance(value, tuple) and not gone.isdisjoint(value):
            changes[name] = tuple(id for id in value if id not in gone)
        elif isinstance(value, str) and value in gone:
            changes[name] = ""
    return changes
