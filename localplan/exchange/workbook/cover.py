"""The first sheet: which plan this is, what stands where, how to use it, and what it is not."""

from __future__ import annotations

from collections.abc import Sequence

from localplan.exchange.workbook.frame import Frame
from localplan.exchange.workbook.grid import Grid
from localplan.exchange.workbook.part import Part
from localplan.exchange.workbook.sheets import Sheet, Value
from localplan.exchange.workbook.view import View
from localplan.words import LANGUAGES


def cover(view: View, frame: Frame, revision: str, data: Sequence[Sheet]) -> Sheet:
    """The cover of the workbook; `data` are the data sheets that follow the official ones."""
    words = view.words
    grid = Grid((30, 78))
    if view.root.practice:
        grid.line(words("TRAINING: a practice copy, not an official document"), "warning")
    grid.line(view.title, "title")
    grid.gap()
    for name, value in _facts(view, revision):
        grid.add([name, value], ("label", "text"))
    _block(grid, words("How to use this workbook"), _use(view))
    grid.gap()
    grid.line(words("What is where"), "heading")
    for title, content in _contents(view, frame, data):
        grid.add([title, content], ("label", "text"))
    if view.profile.disclaimer:
        day = words.day(view.profile.evidence_date)
        disclaimer = words.form(f"profile.{view.profile.code}", view.profile.disclaimer, date=day)
        _block(grid, words("Please note"), [disclaimer])
    return grid.sheet(frame.titles["cover"], header=frame.header, footer=frame.footer, landscape=False)


def cover_of_part(view: View, frame: Frame, revision: str, data: Sequence[Sheet], part: Part) -> Sheet:
    """The cover of a workbook with a part of the plan: whose part it is, and how it is filled in and sent back."""
    words = view.words
    grid = Grid((30, 78))
    if view.root.practice:
        grid.line(words("TRAINING: a practice copy, not an official document"), "warning")
    grid.line(view.title, "title")
    grid.gap()
    section = view.label("objective", "section", part.section) if part.section else ""
    told = (
        words("Section: {section}", section=section)
        if section
        else words("Lead body: {body}", body=view.name(part.body))
    )
    for name, value in [(words("Part of the plan"), told), *_facts(view, revision)]:
        grid.add([name, value], ("label", "text"))
    _block(grid, words("How to use this workbook"), _filling_in(view))
    grid.gap()
    grid.add([words("Data sheets"), ", ".join(sheet.title for sheet in data)], ("label", "text"))
    return grid.sheet(frame.titles["cover"], header=frame.header, footer=frame.footer, landscape=False)


def _filling_in(view: View) -> list[str]:
    words = view.words
    return [
        words(
            "Each sheet contains one kind of record, one record per row. Correct what is not right, save the file and "
            "send it back."
        ),
        words("To add something, add a row at the end; the column “Belongs to” says where it goes in the plan."),
        words("To remove something, delete its row; nothing is removed from the plan without asking first."),
        words("Leave the hidden columns and the hidden first row as they are. Sorting and filtering do no harm."),
        _coloured(view),
    ]


def _coloured(view: View) -> str:
    return view.words(
        "Cells that must be filled in are coloured. Some cells offer a list to choose from. Amounts are in {unit}.",
        unit=view.unit,
    )


def _block(grid: Grid, title: str, texts: Sequence[str]) -> None:
    grid.gap()
    grid.line(title, "heading")
    for text in texts:
        grid.line(text, "note")


def _unit(view: View) -> str:
    """What kind of local unit it is: a city is no municipality."""
    return view.label("plan", "unit_kind", view.root.unit_kind) or view.words("Municipality")


def _facts(view: View, revision: str) -> list[tuple[Value, Value]]:
    words, root = view.words, view.root
    return [
        (_unit(view), view.text(root.municipality_name) or words("not given yet")),
        (words("Period"), view.period),
        (words("State of the plan"), view.label("plan", "status", root.status) or words("not given yet")),
        (words("Revision"), revision or words("not saved yet")),
        (words("Language"), LANGUAGES.get(view.language, view.language)),
        (words("Unit of all amounts"), view.unit),
    ]


def _use(view: View) -> list[str]:
    words = view.words
    official = words(
        "The first sheets are official: they are laid out for printing and for the assembly. Changes made there are "
        "not read back into the program."
    )
    filled_in = words(
        "The data sheets that follow contain the same plan, one record per row. Only they are read back. Add rows at "
        "the end; leave the hidden columns as they are."
    )
    return [official, filled_in, _coloured(view)]


def _contents(view: View, frame: Frame, data: Sequence[Sheet]) -> list[tuple[Value, Value]]:
    words = view.words
    told = {
        "action_plan": words("The table of objectives, measures and activities in the prescribed order"),
        "indicators": words("All indicators with baseline and yearly targets"),
        "finance": words("Sums by year and source, programme, section, measure and status"),
        "amounts": words("Every single amount: the basis of the sums"),
        "gantt": words("Activities by quarter"),
        "passports": words("One passport for each indicator"),
    }
    rows: list[tuple[Value, Value]] = [(frame.titles[name], text) for name, text in told.items()]
    if data:
        rows.append((words("Data sheets"), ", ".join(sheet.title for sheet in data)))
    return rows
