"""What a reference offers while its form is open: renewed when an offered record changes, not by typing."""

from __future__ import annotations

import pytest

from localplan.domain.edits import DropRecord, SetField
from localplan.domain.records.logic import Measure
from localplan.domain.records.plan import Organisation
from localplan.ui.desk import Desk
from localplan.ui.fields.choices import ChoiceInput
from localplan.ui.forms import RecordForm
from tests import samples
from tests.ui.desks import desk_on


def offered(form: RecordForm) -> dict[str, str]:
    """The choices of the body in charge, by id."""
    choice = form.editors["responsible"].inputs[""]
    assert isinstance(choice, ChoiceInput)
    return {choice.itemData(at): choice.itemText(at) for at in range(choice.count())}


@pytest.fixture
def form() -> RecordForm:
    """The form of the sample's first measure."""
    desk = desk_on(samples.draft())
    found = RecordForm(desk, next(f for f in desk.methodology.forms_of("measure") if f.under))
    found.show_record(desk.plan.all(Measure)[0].id)
    return found


def test_that_a_renamed_body_is_offered_by_its_new_name(form: RecordForm) -> None:
    body = form.desk.plan.all(Organisation)[-1]
    form.desk.perform([SetField(body.id, "name", "Renamed body", "en")], "rename")
    assert "Renamed body" in offered(form)[body.id]


def test_that_a_dropped_body_is_offered_no_more(form: RecordForm) -> None:
    chosen = form.desk.plan[form.target.id].responsible  # type: ignore[attr-defined]
    body = next(o for o in form.desk.plan.all(Organisation) if o.id != chosen)
    assert body.id in offered(form)
    form.desk.perform([DropRecord(body.id)], "drop")
    assert body.id not in offered(form)


def test_that_typing_asks_for_no_codes(form: RecordForm, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    name_of = Desk.title_of
    monkeypatch.setattr(Desk, "title_of", lambda desk, record: asked.append(record.id) or name_of(desk, record))
    title = form.editors["title"].field
    form.desk.set_field(form.form, title, form.target.id, "Typed", "en", typing=True)
    assert form.editors["title"].inputs["en"].toPlainText() == "Typed"  # type: ignore[attr-defined]
    assert not asked
