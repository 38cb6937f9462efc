"""Writes the sample of today's schema: `python -m tests.storage.samples`. That of a released schema stays for ever."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from localplan.domain.edits import apply_edits, put
from localplan.domain.plan import Plan
from localplan.storage.restoring import restore
from localplan.storage.tables import SCHEMA
from tests.plans import record, small_plan
from tests.storage.libraries import entry_of, library_at, titled

HERE = Path(__file__).parent


def filled_plan() -> Plan:
    """The small plan with a bit of everything that columns can hold."""
    plan = small_plan()
    more = [
        record("person", "P", plan.id, name="Ana", keep_until="2030-01-01"),
        record("budget_ceiling", "C", plan.id, source="01", amounts={"2026": "0.00001", "2027": "9999999999999"}),
        record("data_point", "D", plan.id, value="0.000001", counted=True, breakdown={"women": 5}),
    ]
    return apply_edits(plan, [put(each) for each in more])


def write_sample() -> Path:
    """The sample's file."""
    target = HERE / f"schema_{SCHEMA}.localplan"
    target.unlink(missing_ok=True)
    with TemporaryDirectory() as folder, library_at(Path(folder)) as library:
        plan = filled_plan()
        library.add_plan(plan)
        library.keep_revision(plan, "snapshot", at="2026-01-01T00:00:00+00:00")
        after = titled(plan, "A title typed later")
        library.submit(entry_of(plan, after, 1), after, [plan.id]).result(timeout=10)
        made = library.back_up("regular")
        restore(made.path, target)
    return target


if __name__ == "__main__":
    print(write_sample())
