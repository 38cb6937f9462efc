from __future__ import annotations

import csv
from pathlib import Path

import pytest

from localplan.app.samples import DRAFT, IMPLEMENTATION, SAMPLES, practice_copy, sample
from localplan.data import data_dir
from localplan.domain.canonical import content_of
from localplan.domain.codes import codes
from localplan.domain.edits import SetField, apply_edits
from localplan.domain.plan import Plan
from localplan.domain.records import FIELDS, kind_of
from localplan.domain.values import Refused
from tests import samples
from tests.plans import dangling

everywhere = pytest.mark.parametrize("name", list(SAMPLES))


@everywhere
def test_that_a_sample_knows_its_languages(name: str) -> None:
    root = sample(name, data_dir("resources")).root
    assert set(SAMPLES[name].languages) == set(root.languages)
    assert SAMPLES[name].languages[0] == root.main_language


def test_that_an_unknown_sample_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        sample("../secret", tmp_path)
    assert refusal.value.code == "unknown_sample"


@everywhere
def test_that_a_practice_copy_has_no_id_in_common_and_names_only_its_own_records(name: str) -> None:
    original = samples.plan(name)
    copy = practice_copy(original)
    assert len(copy) == len(original)
    assert not copy.records.keys() & original.records.keys()
    assert dangling(copy) == ()
    texts = "".join(str(content_of(record)) for record in copy.records.values())
    assert [id for id in original.records if id in texts] == [original.id]  # as derived_from


@everywhere
def test_that_a_practice_copy_says_what_the_sample_says(name: str) -> None:
    original = samples.plan(name)
    copy = practice_copy(original)
    assert _said(copy) == _said(original)
    assert list(codes(copy).values()) == list(codes(original).values())


def _said(plan: Plan) -> list[tuple[str, dict[str, object]]]:
    """What records say apart from ids, in the order of the tree, without the marks of a copy."""
    marks = {"practice", "derived_from", "salt", "code", "adopted_digest"}
    found = []
    for record in plan.below(""):
        fields = FIELDS[kind_of(record)]
        said = {n: v for n, v in content_of(record).items() if n in fields and not fields[n].points and n not in marks}
        found.append((kind_of(record), said))
    return found


def test_that_a_practice_copy_is_marked_and_leaves_its_code_to_the_library() -> None:
    original = samples.implementation()
    root = practice_copy(original).root
    assert root.practice and root.derived_from == original.id
    assert root.code == "" and root.adopted_digest == ""
    assert root.status == original.root.status


def test_that_a_locked_sample_can_be_copied_as_an_editable_draft() -> None:
    copy = practice_copy(samples.plan(IMPLEMENTATION), status="draft")
    (objective, *_) = copy.all_of("objective")
    changed = apply_edits(copy, [SetField(objective.id, "title", "New", "en")])
    assert changed.digest != copy.digest
    assert all(getattr(record, "number", None) is None for record in copy.all_of("measure"))
    assert not copy.root.numbers_given


def test_that_two_practice_copies_are_two_plans() -> None:
    one, other = practice_copy(samples.plan(DRAFT)), practice_copy(samples.plan(DRAFT))
    assert not one.records.keys() & other.records.keys()


def test_that_the_glossary_has_every_term_in_every_language() -> None:
    path = data_dir("resources") / "glossary" / "glossary.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 64
    assert len({row["en"] for row in rows}) == 64
    for row in rows:
        assert all(row[tag] for tag in ("en", "sr-Cyrl", "sr-Latn", "fr", "es", "ru")), row["en"]
    assert {"cooperation", "coordination", "consultation", "coherence"} <= {row["en"] for row in rows}
