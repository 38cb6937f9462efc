"""Latin texts in a Cyrillic document: the words worth a look."""

from __future__ import annotations

from localplan.app.converted import worth_a_look
from localplan.domain.edits import SetField, apply_edits
from tests.plans import small_plan


def test_that_words_are_named_which_only_a_person_can_put_into_cyrillic() -> None:
    plan = small_plan()
    plan = apply_edits(plan, [SetField(plan.id, "vision", "Konjunktura i mladi; injekcija za web", "sr-Latn")])
    assert worth_a_look(plan, "sr-Cyrl") == ("Konjunktura", "injekcija", "web")
    assert worth_a_look(plan, "sr-Latn") == worth_a_look(plan, "en") == ()
    written = apply_edits(plan, [SetField(plan.id, "vision", "Коњунктура", "sr-Cyrl")])
    assert worth_a_look(written, "sr-Cyrl") == ()
