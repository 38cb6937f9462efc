"""Workbooks for colleagues without the program: a section of the plan, or what one body leads, to fill in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from localplan.app.pinned import methodology_of
from localplan.data import data_dir
from localplan.domain.editions import NOTHING, Hidden
from localplan.domain.history import Revision
from localplan.domain.plan import Plan
from localplan.domain.records.logic import Activity
from localplan.domain.records.plan import Organisation
from localplan.domain.values import Refused
from localplan.exchange.workbook.part import WHOLE as WHOLE
from localplan.exchange.workbook.part import Part as Part
from localplan.methodology.methodology import Methodology
from localplan.words import Words, fold, text_in, words_for

if TYPE_CHECKING:
    from localplan.storage.library import Library


def parts_of(plan: Plan, methodology: Methodology, words: Words) -> Iterator[tuple[Part, str]]:
    """The parts that a plan can be given out in, with what they are called: its sections, and bodies that lead."""
    own = methodology.for_plan(plan)
    labels = {entry.code: words.form("list.sections", entry.label) for entry in own.list("sections").entries}
    for section in own.sections:
        yield Part(section=section), words("Section: {section}", section=labels.get(section, section))
    leading = {activity.lead for activity in plan.all(Activity)}
    for body in plan.all(Organisation):
        if body.id in leading:
            name = text_in(body.name, words.language, plan.root.main_language)
            yield Part(body=body.id), words("Lead body: {body}", body=name)


def part_named(plan: Plan, methodology: Methodology, *, section: str = "", body: str = "") -> Part:
    """The part that somebody typed: the code of a section; the name of a body, or a part of it. Raises Refused."""
    sections = methodology.for_plan(plan).sections
    if section and section not in sections:
        raise Refused("not_on_the_list", value=section, known=", ".join(sections))
    if not body:
        return Part(section=section)
    named = {one.id: [fold(text) for text in one.name.values()] for one in plan.all(Organisation)}
    found = [id for id, texts in named.items() if id == body or fold(body) in texts]
    found = found or [id for id, texts in named.items() if any(fold(body) in text for text in texts)]
    if len(found) != 1:
        raise Refused("workbook_name_twice" if found else "no_such_body", value=body)
    return Part(section=section, body=found[0])


def kept_state(library: Library, plan: Plan) -> Revision | None:
    """The state kept for what comes back to be compared with; an unchanged plan keeps the one it has.

    None where the library may only be read.
    """
    return None if library.read_only else library.keep_revision(plan, "sent")


def export_part(
    plan: Plan, part: Part, path: Path, language: str, revision: Revision | None = None, hidden: Hidden = NOTHING
) -> None:
    """The workbook with a part of the plan, or with all of it. Raises Refused when it cannot be written."""
    from localplan.exchange.workbook import build_workbook, workbook_properties, write_excel

    words = words_for(language, data_dir("resources") / "locale")
    about: dict[str, Any] = {"language": language, "revision": revision, "part": part, "hidden": hidden}
    sheets = build_workbook(plan, methodology_of(plan), words, **about)
    write_excel(sheets, path, properties=workbook_properties(plan, words, **about))


def fill_in_payload(
    plan: Plan, part: Part, path: Path, language: str, revision: Revision | None, hidden: Hidden = NOTHING
) -> dict[str, Any]:
    """What the job `fill_in` needs."""
    from localplan.exchange.plan_json import plan_bytes

    return {
        "plan": plan_bytes(plan),
        "part": msgspec.structs.asdict(part),
        "path": str(path),
        "language": language,
        "revision": msgspec.to_builtins(revision) if revision else None,
        "hidden": msgspec.to_builtins(hidden),
    }


def write_fill_in(payload: dict[str, Any], progress: Callable[[int, int], None]) -> None:
    """The job: writes the workbook."""
    from localplan.exchange.plan_json import read_plan

    revision = msgspec.convert(payload["revision"], Revision) if payload["revision"] else None
    part, hidden = Part(**payload["part"]), msgspec.convert(payload["hidden"], Hidden)
    export_part(read_plan(payload["plan"]), part, Path(payload["path"]), payload["language"], revision, hidden)
