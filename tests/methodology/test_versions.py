"""A newer version of the methodology: what came and went, what a plan lacks under it, nothing without being asked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from localplan.domain.edits import apply_edits
from localplan.domain.plan import Plan
from localplan.domain.values import Refused
from localplan.methodology.checks import Seen, check_plan
from localplan.methodology.loader import load_methodology
from localplan.methodology.methodology import Methodology
from localplan.methodology.versions import (
    Changes,
    Lack,
    Missing,
    changes_since,
    missing_under,
    of_version,
    raised,
    version_of,
)
from tests.forms import change, copied_forms, methodology
from tests.plans import id_of
from tests.whole_plans import whole_plan, with_field

SEEN = Seen(today=date(2027, 5, 1))


@pytest.fixture
def second(tmp_path: Path) -> Methodology:
    """Version 2: the vision is required, R142 is new, R003 and a unit are gone, there is a unit more."""
    forms = copied_forms(tmp_path)
    newest = methodology().version + 1
    text = (forms / "methodology.toml").read_text("utf-8")
    (forms / "methodology.toml").write_text(text.replace(f"version = {newest - 1}", f"version = {newest}"), "utf-8")
    change(forms, "steps/06_objectives.toml", 'name = "vision"', f'name = "vision", required = true, since = {newest}')
    change(forms, "rules/12_coordination.toml", 'code = "R142"', f'code = "R142"\nsince = {newest}')
    change(forms, "rules/01_start.toml", 'code = "R003"', f'code = "R003"\nuntil = {newest}')
    change(
        forms,
        "codelists/indicators.toml",
        '{ code = "children", label',
        f'{{ code = "villages", label = "villages", since = {newest} }},\n    '
        f'{{ code = "children", until = {newest}, label',
    )
    return load_methodology(forms)


def named(changes: Changes) -> tuple[set[str], set[str]]:
    return (
        {f"{one.what} {one.of} {one.code}".replace("  ", " ") for one in changes.came},
        {f"{one.what} {one.of} {one.code}".replace("  ", " ") for one in changes.went},
    )


def first(second: Methodology) -> int:
    return second.version - 1


def plan_of(version: int) -> Plan:
    return whole_plan(methodology_version=version)


def test_that_what_came_and_went_is_listed(second: Methodology) -> None:
    came, went = named(changes_since(second, first(second)))
    form = next(form.code for form in second.forms.values() if any(f.name == "vision" for f in form.fields))
    assert came == {f"field {form} vision", "rule R142", "entry units villages"}
    assert went == {"rule R003", "entry units children"}


def test_that_every_change_says_what_it_is_called(second: Methodology) -> None:
    changes = changes_since(second, first(second))
    assert all(one.text and one.context for one in (*changes.came, *changes.went))


def test_that_nothing_changes_within_a_version(second: Methodology) -> None:
    assert changes_since(second, second.version) == Changes()
    assert missing_under(plan_of(second.version), second, SEEN) == Missing()
    assert raised(plan_of(second.version), second) == ()


def test_that_an_older_plan_is_checked_as_before_until_it_is_raised(second: Methodology) -> None:
    old = plan_of(first(second))
    under_old = of_version(second, version_of(old))
    assert "R142" not in under_old.rules and "R003" in under_old.rules
    assert check_plan(old, under_old, SEEN) == []


def test_that_what_is_newly_missing_is_told_before_raising(second: Methodology) -> None:
    old = with_field(plan_of(first(second)), "plan", "coordination_body")
    missing = missing_under(old, second, SEEN)
    assert [finding.rule for finding in missing.findings] == ["R142"]
    assert [(lack.field, lack.record) for lack in missing.fields] == [("vision", id_of("plan"))]
    filled = with_field(old, "plan", "vision", {"en": "Home"})
    assert missing_under(filled, second, SEEN).fields == ()
    assert isinstance(missing.fields[0], Lack)


def test_that_raising_is_an_edit_and_an_adopted_plan_keeps_its_version(second: Methodology) -> None:
    draft = whole_plan(methodology_version=first(second), status="draft")
    assert version_of(apply_edits(draft, raised(draft, second))) == second.version
    with pytest.raises(Refused) as refused:
        apply_edits(plan_of(first(second)), raised(plan_of(first(second)), second))
    assert refused.value.code == "plan_is_adopted"


def test_that_a_plan_that_names_no_version_has_the_first() -> None:
    assert version_of(whole_plan()) == 1
