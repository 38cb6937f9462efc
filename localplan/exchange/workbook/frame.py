"""What every printed page of the workbook carries: title, TRAINING mark, municipality, page number, revision."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from localplan.exchange.workbook.sheets import sheet_title
from localplan.exchange.workbook.view import View
from localplan.words import phrase

OFFICIAL = {
    "cover": phrase("About this workbook"),
    "action_plan": phrase("Action plan"),
    "indicators": phrase("Indicator table"),
    "finance": phrase("Finance"),
    "amounts": phrase("Amounts"),
    "gantt": phrase("Timetable"),
    "passports": phrase("Indicator passports"),
}
"""The official sheets in their order, and what they are called."""

_LONGEST = 255  # characters of a header in the file, marks included


class Frame(msgspec.Struct, frozen=True):
    """Header and footer in the notation of spreadsheet programs, and the titles of the official sheets."""

    header: str
    footer: str
    titles: Mapping[str, str]


def frame(view: View, revision: str) -> Frame:
    """The frame of a plan's workbook; `revision` as printed, empty for none."""
    words = view.words
    mark = f'&C&"Arial,Bold"&14&KC00000{words("TRAINING")}' if view.root.practice else ""
    right = f"&R&8{_escaped(view.text(view.root.municipality_name), 60)}"
    header = f"&L&8{_escaped(view.title, _LONGEST - 10 - len(mark) - len(right))}{mark}{right}"
    page = words("Page {page} of {pages}", page="&P", pages="&N")
    state = _escaped(words("Revision {revision}", revision=revision), 80) if revision else ""
    footer = f"&L&8{state}&C&8&A&R&8{page}"
    titles: dict[str, str] = {}
    for name, title in OFFICIAL.items():
        titles[name] = sheet_title(words(title), list(titles.values()))
    return Frame(header, footer, titles)


def _escaped(text: str, longest: int) -> str:
    """Text on one line as headers take it; a title beginning with a digit would be read as a font size."""
    plain = " ".join(text.split()).replace("&", "&&")
    plain = plain if len(plain) <= longest else plain[: longest - 1].rstrip("& ") + "…"
    return f" {plain}" if plain[:1].isdigit() else plain
