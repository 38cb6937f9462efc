"""The table of merging, row by row."""

from __future__ import annotations

from typing import Any

import pytest

from localplan.domain.adoption import adoption, amendment
from localplan.domain.edits import DropRecord, Edit, MoveRecord, SetField, apply_edits, edits_to_json, put
from localplan.domain.history import JournalEntry, adopts
from localplan.domain.merge import Merged, edits_of_merge, merge
from localplan.domain.merge_rules import DEPENDENT, GROUPS, HIGHEST, NATURAL_KEYS, UNIT_OF_MONEY, group_of
from localplan.domain.merge_texts import merged_text
from localplan.domain.notes import Side
from localplan.domain.plan import Plan
from localplan.domain.records import FIELDS, RECORDS
from localplan.domain.resolve import resolve, settled
from localplan.domain.values import Refused
from tests.merges import about, check_laws, deep_plan
from tests.plans import empty_plan, id_of, is_as_adopted, record, small_plan

BASE = deep_plan()
TOP = BASE.id


def by(*edits: Edit, base: Plan = BASE) -> Plan:
    return apply_edits(base, edits)


def merged(mine: Plan, theirs: Plan, base: Plan | None = BASE) -> Merged:
    """The merge, after all its laws were checked."""
    return check_laws(base, mine, theirs)[0]


def reasons(result: Merged) -> list[tuple[str, str, str]]:
    return [(c.field, c.key, c.reason) for c in result.conflicts]


def title(id: str, text: str, language: str = "en") -> SetField:
    return SetField(id_of(id), "title", text, language)


def test_that_what_one_side_changed_is_taken_and_what_both_changed_alike_is_no_conflict() -> None:
    mine, theirs = by(title("GO", "New"), title("M1.1", "Mine")), by(title("GO", "New"), title("SO1", "Theirs"))
    result = merged(mine, theirs)
    assert result.conflicts == () and not result.two_way
    assert [result.plan[id_of(name)].title["en"] for name in ("GO", "M1.1", "SO1")] == ["New", "Mine", "Theirs"]  # type: ignore[attr-defined]
    assert [(c.record, c.reason, c.chosen) for c in result.choices] == [(id_of("SO1"), "taken", "theirs")]


def test_that_a_contradiction_keeps_ours_and_tells_who_said_what() -> None:
    mine, theirs = (by(SetField(id_of("A1.1.1"), "deadline", q)) for q in ("2026-Q2", "2027-Q1"))
    result = merge(BASE, mine, theirs, me=Side(author="Ana", at="2026-01-01T00:00:00Z"), them=Side(author="Ivo"))
    (conflict,) = result.conflicts
    assert (conflict.record, conflict.field, conflict.reason, conflict.chosen) == (
        id_of("A1.1.1"),
        "deadline",
        "both_changed",
        "",
    )
    assert (conflict.base, conflict.ours, conflict.theirs) == (
        None,
        Side(value="2026-Q2", author="Ana", at="2026-01-01T00:00:00Z"),
        Side(value="2027-Q1", author="Ivo"),
    )
    assert result.plan == mine


def test_that_languages_and_years_never_collide() -> None:
    mine, theirs = by(title("GO", "New")), by(title("GO", "Ново", "sr-Cyrl"))
    assert merged(mine, theirs).plan[id_of("GO")].title == {"en": "New", "sr-Cyrl": "Ново"}  # type: ignore[attr-defined]
    years = [by(SetField(id_of("F2"), "amounts", 5, year)) for year in ("2026", "2028")]
    assert merged(*years).conflicts == ()


def test_that_an_edit_wins_over_a_removal_and_brings_back_what_it_stood_in() -> None:
    mine, theirs = by(DropRecord(id_of("SO1"))), by(title("A1.1.1", "Edited"))
    result = merged(mine, theirs)
    returned = {id_of(name) for name in ("SO1", "M1.1", "A1.1.1")}
    assert {c.record: c.reason for c in result.conflicts} == dict.fromkeys(returned, "removed_but_needed") | {
        id_of("A1.1.1"): "removed_but_edited"
    }
    assert returned <= result.plan.records.keys() and id_of("A1.1.2") not in result.plan
    assert all(c.ours.value is None and c.theirs.value["id"] == c.record for c in result.conflicts)


def test_that_what_was_only_renumbered_or_lost_a_name_stays_removed() -> None:
    mine = by(DropRecord(id_of("A1.1.1")))
    theirs = by(DropRecord(id_of("OU")), MoveRecord(id_of("A1.1.1"), id_of("M1.1"), "zV"))
    result = merged(mine, theirs)
    assert result.conflicts == ()
    assert id_of("A1.1.1") not in result.plan and id_of("OU") not in result.plan


def test_that_a_body_removed_here_and_named_there_comes_back() -> None:
    result = merged(by(DropRecord(id_of("OU"))), by(SetField(id_of("A1.1.2"), "lead", id_of("OU"))))
    assert about(result.conflicts) == {(id_of("OU"), "", "", "removed_but_needed")}
    assert result.plan[id_of("A1.1.2")].lead == id_of("OU")  # type: ignore[attr-defined]
    assert result.plan[id_of("M1.1")].responsible == ""  # type: ignore[attr-defined]


def test_that_another_body_chosen_there_beats_one_that_only_went_here() -> None:
    result = merged(by(DropRecord(id_of("OU"))), by(SetField(id_of("M1.1"), "responsible", id_of("SS"))))
    assert result.conflicts == () and result.plan[id_of("M1.1")].responsible == id_of("SS")  # type: ignore[attr-defined]


def test_that_both_reordered_keeps_our_order_with_a_notice() -> None:
    mine, theirs = (by(MoveRecord(id_of("P0"), TOP, place)) for place in ("zV", "zzV"))
    result = merged(mine, theirs)
    assert result.conflicts == () and result.plan == mine
    assert [(c.reason, c.chosen) for c in result.choices] == [("order_kept", "ours")]


def test_that_two_moves_to_different_places_are_a_conflict() -> None:
    mine, theirs = (by(MoveRecord(id_of("P00"), id_of(to), "0V")) for to in ("P1", "P2"))
    result = merged(mine, theirs)
    assert reasons(result) == [("parent", "", "both_moved")] and result.plan == mine
    assert merged(mine, by(MoveRecord(id_of("P00"), id_of("P0"), "zV"))).plan == mine


def test_that_moves_which_would_make_a_circle_stay_ours() -> None:
    mine = by(MoveRecord(id_of("P0"), id_of("P1"), "0V"))
    theirs = by(MoveRecord(id_of("P1"), id_of("P0"), "0V"))
    result = merged(mine, theirs)
    assert reasons(result) == [("parent", "", "move_circle")] and result.plan == mine
    (conflict,) = result.conflicts
    there = apply_edits(result.plan, resolve(result.plan, conflict, "theirs"))
    assert there == theirs and apply_edits(there, resolve(there, conflict, "ours")) == mine


def test_that_every_place_which_a_circle_offers_is_there() -> None:
    mine = by(MoveRecord(id_of("P1"), id_of("P00"), "0V"))
    theirs = by(MoveRecord(id_of("P0"), id_of("P1"), "0V"), DropRecord(id_of("P00")))
    assert ("", "", "removed_but_needed") in reasons(merged(theirs, mine))


def test_that_the_same_thing_added_twice_becomes_one() -> None:
    mine = by(put(record("data_point", "mine", TOP, 1, topic="unemployed", year=2025, value=10, unit="persons")))
    theirs = by(put(record("data_point", "theirs", TOP, 2, topic="unemployed", year=2025, note={"en": "NES"})))
    result = merged(mine, theirs)
    kept = min(id_of("mine"), id_of("theirs"))
    assert [r.id for r in result.plan.all_of("data_point") if r.topic == "unemployed"] == [kept]  # type: ignore[attr-defined]
    assert (result.plan[kept].value, result.plan[kept].note) == (10, {"en": "NES"})  # type: ignore[attr-defined]
    choice = next(c for c in result.choices if c.reason == "same_thing")
    apart = apply_edits(result.plan, resolve(result.plan, choice, "both"))
    assert {id_of("mine"), id_of("theirs")} <= apart.records.keys()


def test_that_two_reports_on_one_year_become_one_with_one_row_for_each_activity() -> None:
    def report(name: str, row: str, **content: Any) -> Plan:
        return by(
            put(record("reporting_period", name, TOP, 3, year=2027, report_kind="annual")),
            put(record("activity_report", row, id_of(name), 0, activity=id_of("A1.1.1"), **content)),
        )

    result = merged(report("x", "x1", status="completed"), report("y", "y1", spent={"06": 7}))
    (period,) = (r for r in result.plan.all_of("reporting_period") if r.year == 2027)  # type: ignore[attr-defined]
    (row,) = result.plan.child_ids(period.id, "activity_report")
    assert (result.plan[row].status, result.plan[row].spent) == ("completed", {"06": 7})  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("kind", "parent", "same"),
    [
        ("funding_line", "A1.1.1", {"source": "06", "amounts": {"2026": 100}}),
        ("act", "", {"act_kind": "opinion_employment_council", "number": "5", "date": "2025-11-01"}),
        ("indicator", "M1.1", {"library_code": "Y17"}),
    ],
)
def test_that_money_acts_and_indicators_entered_by_both_count_once(
    kind: str, parent: str, same: dict[str, Any]
) -> None:
    above = id_of(parent) if parent else TOP
    mine, theirs = (by(put(record(kind, name, above, 40, **same))) for name in ("mine", "theirs"))
    result = merged(mine, theirs)
    assert len(result.plan.all_of(kind)) == len(BASE.all_of(kind)) + 1 and not result.conflicts
    assert "same_thing" in {choice.reason for choice in result.choices}


def test_that_two_amounts_of_one_source_are_a_contradiction_not_a_sum() -> None:
    mine, theirs = (
        by(put(record("funding_line", name, id_of("A1.1.1"), 40, source="06", amounts={"2026": amount})))
        for name, amount in (("mine", 100), ("theirs", 120))
    )
    assert ("amounts", "2026", "both_changed") in reasons(merged(mine, theirs))


@pytest.mark.parametrize(("kind", "owner"), [("data_point", ""), ("profile_figure", "reporting_period")])
def test_that_other_figures_are_the_same_only_under_the_same_name(kind: str, owner: str) -> None:
    base = by(put(record(owner, "owner", TOP, 40))) if owner else BASE
    above = id_of("owner") if owner else TOP

    def figure(name: str, label: str, value: int) -> Plan:
        said = {"topic": "other", "year": 2024, "section": "youth", "unit": "number"}
        return by(put(record(kind, name, above, 40, **said, label={"en": label}, value=value)), base=base)

    def named(result: Merged) -> list[str]:
        return sorted(r.label["en"] for r in result.plan.all_of(kind) if r.id not in BASE)  # type: ignore[attr-defined]

    assert named(merged(figure("x", "Beds", 120), figure("y", "Bus lines", 7), base)) == ["Beds", "Bus lines"]
    assert named(merged(figure("x", "Beds", 120), figure("y", "Beds", 120), base)) == ["Beds"]


def test_that_links_to_two_objectives_of_one_strategy_are_two() -> None:
    mine, theirs = (
        by(
            put(record("strategic_document", "strategy", TOP, 40)),
            put(
                record("alignment_link", name, id_of("strategy"), 0, element=id_of("M1.1"), their_element={"en": name})
            ),
        )
        for name in ("Jobs", "Mobility")
    )
    assert len(merged(mine, theirs).plan.all_of("alignment_link")) == len(BASE.all_of("alignment_link")) + 2


def test_that_two_comments_of_citizens_are_two() -> None:
    mine, theirs = (by(put(record("change_row", name, TOP, 0, what={"en": "Same"}))) for name in ("mine", "theirs"))
    assert len(merged(mine, theirs).plan.all_of("change_row")) == 2


def test_that_sets_merge_element_by_element() -> None:
    base = by(SetField(TOP, "target_groups", ["a", "b"]))
    mine = by(SetField(TOP, "target_groups", ["b", "c"]), base=base)
    theirs = by(SetField(TOP, "target_groups", ["a", "b", "d"]), base=base)
    result = merged(mine, theirs, base)
    assert result.plan.root.target_groups == ("b", "c", "d") and result.conflicts == ()


def test_that_long_texts_merge_paragraph_by_paragraph_or_offer_both() -> None:
    mine, theirs = (SetField(id_of("R"), "text", text, "en") for text in ("1\n\nTwo\n\nThree", "One\n\nTwo\n\n3\n\n4"))
    result = merged(by(mine), by(theirs))
    assert result.plan[id_of("R")].text["en"] == "1\n\nTwo\n\n3\n\n4" and not result.conflicts  # type: ignore[attr-defined]
    clash = merged(by(mine), by(SetField(id_of("R"), "text", "I\n\nTwo\n\nThree", "en")))
    (conflict,) = clash.conflicts
    both = apply_edits(clash.plan, resolve(clash.plan, conflict, "both"))
    assert both[id_of("R")].text["en"] == "1\n\nTwo\n\nThree\n\nI\n\nTwo\n\nThree"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "result"),
    [
        ("a", "a", "b", "b"),
        ("a\nb", "A\nb", "a\nB", "A\nB"),
        ("a\nb", "A\nb", "x\nb", None),
        ("a", "a\nb", "a\nc", None),
        ("a\n\nb", "a\n\nb\n\nc", "0\n\na\n\nb", "0\n\na\n\nb\n\nc"),
        ("a\n\nb", "a", "a\n\nB", None),
        ("", "a", "b", None),
        ("a\n" * 2000, "b\n" * 2000, "a", None),
    ],
)
def test_that_paragraphs_merge_the_same_from_both_sides(base: str, ours: str, theirs: str, result: str | None) -> None:
    assert merged_text(base, ours, theirs) == merged_text(base, theirs, ours) == result


def test_that_a_baseline_is_one_thing() -> None:
    one = id_of("M1.1-I1")
    mine, theirs = by(SetField(one, "baseline_value", 10)), by(SetField(one, "baseline_year", 2024))
    (conflict,) = merged(mine, theirs).conflicts
    assert (conflict.field, conflict.ours.value["baseline_value"]) == ("baseline_value", "10")
    result = apply_edits(mine, resolve(mine, conflict, "theirs"))
    assert (result[one].baseline_value, result[one].baseline_year) == (None, 2024)  # type: ignore[attr-defined]
    notes = [by(SetField(one, "baseline_note", "NES", language)) for language in ("en", "fr")]
    assert merged(*notes).conflicts == ()


def test_that_an_amount_and_its_status_are_one_thing_in_each_year() -> None:
    line = id_of("F1")
    mine, theirs = by(SetField(line, "amounts", 150, "2026")), by(SetField(line, "status", "gap", "2026"))
    assert reasons(merged(mine, theirs)) == [("amounts", "2026", "both_changed")]
    assert merged(mine, by(SetField(line, "status", "gap", "2027"))).conflicts == ()


def test_that_a_unit_and_its_targets_are_one_thing_and_the_baseline_hangs_on_it() -> None:
    one = id_of("M1.1-I1")
    unit, target = by(SetField(one, "unit", "persons")), by(SetField(one, "targets", 40, "2027"))
    assert reasons(merged(unit, target)) == [("unit", "", "both_changed")]
    assert merged(target, by(SetField(one, "targets", 50, "2028"))).conflicts == ()
    assert reasons(merged(unit, by(SetField(one, "baseline_value", 3)))) == [("baseline_value", "", "depends")]


def test_that_amounts_entered_in_another_unit_are_not_taken_silently() -> None:
    mine, theirs = by(SetField(TOP, "amount_unit", 1)), by(SetField(id_of("F1"), "amounts", 7, "2027"))
    assert about(merged(mine, theirs).conflicts) == {(TOP, "currency", "", "unit_of_money")}
    assert merged(mine, by(title("GO", "New"))).conflicts == ()


def test_that_of_numbers_given_the_higher_one_counts() -> None:
    mine, theirs = (by(SetField(id_of("M1.1"), "numbers_given", n, "activity")) for n in (3, 5))
    for result in check_laws(BASE, mine, theirs):
        assert result.plan[id_of("M1.1")].numbers_given == {"activity": 5} and not result.conflicts  # type: ignore[attr-defined]


def test_that_without_a_base_everything_stays_and_every_difference_is_asked() -> None:
    mine = by(DropRecord(id_of("P0")), title("GO", "Mine"))
    theirs = by(DropRecord(id_of("P1")), title("GO", "Theirs"), SetField(TOP, "vision", "Ours", "en"))
    result = merged(mine, theirs, None)
    assert result.two_way and {id_of("P0"), id_of("P1")} <= result.plan.records.keys()
    assert about(result.conflicts) == {(id_of("GO"), "title", "en", "both_changed")}
    assert result.plan.root.vision == {"en": "Ours"}


def test_that_different_plans_are_not_merged() -> None:
    with pytest.raises(Refused, match="not_the_same_plan"):
        merge(None, small_plan(), empty_plan("other"))


# adopted plans -------------------------------------------------------------------------------------------------------

ADOPTED = apply_edits(BASE, adoption(BASE))
REPORT = put(record("activity_report", "new report", id_of("RP"), 1, activity=id_of("A1.1.2"), status="completed"))


def test_that_in_adopted_plans_reports_merge_and_nothing_else() -> None:
    mine = by(SetField(id_of("AR"), "status", "completed"), SetField(TOP, "status", "published"), base=ADOPTED)
    changed = ADOPTED[id_of("GO")]
    theirs = by(REPORT, base=ADOPTED).changed([type(changed)(**{**_fields(changed), "title": {"en": "Other"}})], ())
    for result in check_laws(ADOPTED, mine, theirs)[:1]:
        assert about(result.conflicts) == {(id_of("GO"), "title", "en", "outside_amendment")}
        assert is_as_adopted(result.plan) and result.plan.root.status == "published"
        assert id_of("new report") in result.plan and result.plan[id_of("AR")].status == "completed"  # type: ignore[attr-defined]


def _fields(some: Any) -> dict[str, Any]:
    return {name: getattr(some, name) for name in some.__struct_fields__}


def test_that_a_draft_changed_beside_the_adoption_changes_nothing_that_was_adopted() -> None:
    draft = by(title("GO", "Late"), put(record("problem", "late", TOP, 9)), REPORT)
    for mine, theirs in ((ADOPTED, draft), (draft, ADOPTED)):
        result = merged(mine, theirs)
        assert is_as_adopted(result.plan) and id_of("new report") in result.plan
        assert about(result.conflicts) == {
            (id_of("GO"), "title", "en", "outside_amendment"),
            (id_of("late"), "", "", "outside_amendment"),
        }


def test_that_the_coordinator_of_an_adopted_plan_is_merged_like_any_field() -> None:
    """The law of nothing lost found this in case 2026-33714 of the long run."""

    def coordinated(name: str, base: Plan = BASE) -> Plan:
        return by(put(record("person", name, TOP, 9)), SetField(TOP, "coordinator", id_of(name)), base=base)

    for mine, theirs in ((coordinated("Ana"), ADOPTED), (ADOPTED, coordinated("Ana"))):
        result = merged(mine, theirs)
        assert result.plan.root.coordinator == id_of("Ana") and not result.conflicts and is_as_adopted(result.plan)
    both = merged(coordinated("Ana"), coordinated("Ivo", ADOPTED))
    assert both.plan.root.coordinator == id_of("Ana") and reasons(both) == [("coordinator", "", "both_changed")]
    draft = apply_edits(ADOPTED, amendment(ADOPTED, {"en": "Why"}, {"en": "What"}, id_of("change")))
    amended = merged(coordinated("Ana", ADOPTED), by(title("GO", "Amended"), base=draft), ADOPTED)
    assert amended.plan.root.coordinator == id_of("Ana") and amended.plan.root.version == 2


def test_that_a_report_set_aside_keeps_what_it_stands_in_whoever_merges() -> None:
    draft = by(DropRecord(id_of("GO")), DropRecord(id_of("RP")))
    result = merged(ADOPTED, apply_edits(draft, adoption(draft)))
    assert {id_of("RP"), id_of("AR")} <= result.plan.records.keys() and is_as_adopted(result.plan)
    assert (id_of("AR"), "", "", "outside_amendment") in about(result.conflicts)


def test_that_reports_dropped_with_what_they_are_about_before_the_adoption_stay_dropped() -> None:
    """The law of one-sided change found this in case 2026-38515 of the long run."""
    draft = by(DropRecord(id_of("GO")), DropRecord(id_of("RP")))
    adopted = apply_edits(draft, adoption(draft))
    for result in (merged(adopted, BASE), merged(BASE, adopted)):
        assert result.plan == adopted and result.conflicts == ()


def test_that_an_amendment_takes_in_what_was_reported_meanwhile() -> None:
    draft = apply_edits(ADOPTED, amendment(ADOPTED, {"en": "Why"}, {"en": "What"}, id_of("change")))
    draft = by(title("GO", "Amended"), base=draft)
    reported = by(REPORT, base=ADOPTED)
    for result in check_laws(ADOPTED, reported, draft):
        assert (result.plan.root.status, result.plan.root.version) == ("draft", 2) and not result.conflicts
        assert id_of("new report") in result.plan and result.plan[id_of("GO")].title["en"] == "Amended"  # type: ignore[attr-defined]
    second = apply_edits(draft, adoption(draft, ADOPTED))
    for result in check_laws(ADOPTED, reported, second):
        assert is_as_adopted(result.plan) and result.plan.root.version == 2 and not result.conflicts
        assert id_of("new report") in result.plan


def test_that_undo_stops_at_an_adoption_that_came_with_a_merge() -> None:
    draft = apply_edits(ADOPTED, amendment(ADOPTED, {"en": "Why"}, {"en": "What"}, id_of("change")))
    second = apply_edits(draft, adoption(draft, ADOPTED))
    raw = edits_to_json(edits_of_merge(ADOPTED, merge(ADOPTED, ADOPTED, second)))
    entry = JournalEntry(number=1, at="", author="", label="", edits=raw, inverse=b"[]")  # type: ignore[arg-type]
    assert adopts(entry, TOP)


# settling ------------------------------------------------------------------------------------------------------------


def test_that_a_conflict_is_settled_by_edits() -> None:
    mine, theirs = by(title("GO", "Mine")), by(title("GO", "Theirs"))
    result = merge(BASE, mine, theirs)
    (conflict,) = result.conflicts
    answers = {"ours": "Mine", "theirs": "Theirs", "both": "Mine\n\nTheirs", "own": "A third"}
    for choice, text in answers.items():
        plan = apply_edits(result.plan, resolve(result.plan, conflict, choice, "A third"))
        assert plan[id_of("GO")].title["en"] == text  # type: ignore[attr-defined]
        assert settled(conflict, choice).chosen == choice
    with pytest.raises(Refused, match="not_on_the_list"):
        resolve(result.plan, conflict, "neither")
    gone = apply_edits(result.plan, [DropRecord(id_of("GO"))])
    assert resolve(gone, conflict, "theirs") == ()


def test_that_both_are_refused_where_only_one_can_stand() -> None:
    mine, theirs = (by(SetField(id_of("A1.1.1"), "deadline", q)) for q in ("2026-Q2", "2027-Q1"))
    result = merge(BASE, mine, theirs)
    with pytest.raises(Refused, match="both_cannot_stand"):
        resolve(result.plan, result.conflicts[0], "both")


def test_that_a_removal_can_be_chosen_after_all_and_taken_back() -> None:
    mine, theirs = by(DropRecord(id_of("P0"))), by(SetField(id_of("P0"), "size", 3))
    result = merge(BASE, mine, theirs)
    (conflict,) = result.conflicts
    assert resolve(result.plan, conflict, "theirs") == ()
    gone = apply_edits(result.plan, resolve(result.plan, conflict, "ours"))
    assert gone == mine
    assert id_of("P0") in apply_edits(gone, resolve(gone, conflict, "theirs"))


def test_that_every_choice_of_a_rule_can_be_reversed() -> None:
    mine = by(title("GO", "Mine"))
    theirs = by(title("SO1", "Theirs"), MoveRecord(id_of("P00"), id_of("P1"), "0V"), DropRecord(id_of("D")))
    result = merge(BASE, mine, by(put(record("problem", "new", TOP, 7)), base=theirs))
    assert sorted(c.reason for c in result.choices) == ["added", "moved", "removed", "taken"]
    plan = result.plan
    for choice in result.choices:
        plan = apply_edits(plan, resolve(plan, choice, "ours"))
    assert plan == mine


# the table -----------------------------------------------------------------------------------------------------------


def test_that_the_rules_name_fields_and_kinds_that_exist() -> None:
    for kind, groups in GROUPS.items():
        for group in groups:
            assert len(group.fields) > 1 and set(group.fields) <= FIELDS[kind].keys()
            if group.by_key:
                assert len({FIELDS[kind][name].holds.by for name in group.fields} - {""}) == 1
        assert len(names := [name for group in groups for name in group.fields]) == len(set(names))
    for kind, pairs in DEPENDENT.items():
        assert all(group_of(kind, name) for pair in pairs for name in pair)
    for kind, key in NATURAL_KEYS.items():
        assert {*key.needed, *key.others, *filter(None, [key.name])} <= FIELDS[kind].keys() and key.needed
        assert all(
            kind not in RECORDS[other].belongs_to for other in list(NATURAL_KEYS)[: list(NATURAL_KEYS).index(kind)]
        )
    assert set(UNIT_OF_MONEY) <= FIELDS["plan"].keys()
    assert any(name in fields for fields in FIELDS.values() for name in HIGHEST)
