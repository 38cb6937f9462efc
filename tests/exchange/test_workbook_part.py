"""A part of the plan to fill in: its data sheets alone, and back again without touching the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from localplan.app.fill_in import export_part, part_named, parts_of
from localplan.domain.edits import SetField, apply_edits
from localplan.domain.plan import Plan
from localplan.domain.records.logic import Activity
from localplan.domain.values import Refused
from localplan.exchange.workbook.part import Part
from localplan.exchange.workbook.reading import read_workbook
from tests.exchange.documents import methodology, words
from tests.exchange.returned import add, column, edited, needs_office, put, read_back, resaved
from tests.samples import draft


def leading(plan: Plan) -> str:
    """The body that leads most activities."""
    leads = [activity.lead for activity in plan.all(Activity) if activity.lead]
    return max(sorted(set(leads)), key=leads.count)


def parts(plan: Plan) -> dict[str, Part]:
    return {"section": Part(section="youth"), "body": Part(body=leading(plan))}


@pytest.mark.parametrize("kind", ["section", "body"])
def test_that_a_part_holds_its_own_rows_and_no_official_sheet(kind: str, tmp_path: Path) -> None:
    plan = draft()
    export_part(plan, parts(plan)[kind], tmp_path / "part.xlsx", "en")
    book = load_workbook(tmp_path / "part.xlsx")
    assert book.sheetnames[0] == "About this workbook" and "Finance" not in book.sheetnames
    ids = {page.cell(n, 1).value for page in book if page["A1"].value for n in range(3, page.max_row + 1)} - {None}
    own = {id for id in ids if id in plan}
    assert own and own < set(plan.records)
    activities = [record for record in plan.all(Activity) if record.id in own]
    if kind == "body":
        assert {activity.lead for activity in activities} == {leading(plan)}
        assert {page.title for page in book if str(page["A1"].value).startswith(":id@")} >= {"Activities", "Funding"}
    else:
        assert 0 < len(activities) < len(plan.all(Activity))
    cover = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    assert any(("Youth" if kind == "section" else "Lead body: ") in text for text in cover)


@needs_office
@pytest.mark.parametrize("kind", ["section", "body"])
def test_that_a_part_comes_back_without_edits_also_from_libreoffice(kind: str, tmp_path: Path) -> None:
    plan = draft()
    export_part(plan, parts(plan)[kind], tmp_path / "part.xlsx", "sr-Cyrl")
    for path in (tmp_path / "part.xlsx", resaved(tmp_path / "part.xlsx")):
        found = read_back(path, plan, plan, "sr-Cyrl")
        assert found.edits == () and found.questions == () and found.problems == () and found.notices == ()


def test_that_a_part_filled_in_changes_the_plan_there_and_nowhere_else(tmp_path: Path) -> None:
    plan = draft()
    part = parts(plan)["body"]
    export_part(plan, part, tmp_path / "part.xlsx", "en")
    activity = next(record for record in plan.all(Activity) if record.lead == part.body)

    def work(book):  # type: ignore[no-untyped-def]
        put(book["Activities"], activity.id, "deadline", "2028-Q1")
        page = book["Activities"]
        above = page.cell(3, column(page, ":belongs_to")).value
        add(page, **{":belongs_to": above, "title@en": "A new one"})

    found = read_back(edited(tmp_path / "part.xlsx", work), plan, plan)
    assert found.problems == () and found.questions == ()
    assert (found.counts.changed, found.counts.added) == (1, 1)
    assert found.plan[activity.id] == apply_edits(plan, [SetField(activity.id, "deadline", "2028-Q1")])[activity.id]


def test_that_parts_differ_in_their_identity(tmp_path: Path) -> None:
    plan = draft()
    for kind, part in parts(plan).items():
        export_part(plan, part, tmp_path / f"{kind}.xlsx", "en")
    section, body = (read_workbook(tmp_path / f"{kind}.xlsx").facts for kind in ("section", "body"))
    assert section["localplan.section"] == "youth" and body["localplan.body"] == leading(plan)
    assert section["localplan.export"] != body["localplan.export"]


def test_that_parts_are_known_by_name() -> None:
    plan = draft()
    offered = {name: part for part, name in parts_of(plan, methodology(), words("en"))}
    assert Part(section="youth") in offered.values() and Part(body=leading(plan)) in offered.values()
    assert part_named(plan, methodology(), section="youth") == Part(section="youth")
    name = plan[leading(plan)].name["en"]  # type: ignore[attr-defined]
    assert part_named(plan, methodology(), body=name.upper()) == Part(body=leading(plan))
    for wrong in ({"section": "sport"}, {"body": "Nobody"}):
        with pytest.raises(Refused):
            part_named(plan, methodology(), **wrong)
