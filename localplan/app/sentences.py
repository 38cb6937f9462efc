"""What the program says when it refuses something: which thing, why, and what to do about it, in the person's language.

Rooms below hand out `Refused(code, **values)`; here the code becomes one sentence. Where it stands (file, line, record,
field) is added around it when the values tell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from string import Formatter
from typing import Any

from localplan.app.refusals.files import READING, SIGNING, WORKBOOKS, WRITING
from localplan.app.refusals.library import JOBS, LIBRARY, REGISTER, SERVER
from localplan.app.refusals.plan import LIFE_OF_A_PLAN, VALUES_AND_EDITS
from localplan.app.refusals.region import CONSOLIDATION, EDITIONS, REGION
from localplan.domain.values import Refused
from localplan.words import Words, phrase, text_in

LONGEST_VALUE = 120  # characters of a value that are shown
YEARS_END = 10_000  # a smaller whole number may be a year, which is written without a separator

REFUSALS: dict[str, str] = (
    VALUES_AND_EDITS
    | LIFE_OF_A_PLAN
    | WRITING
    | READING
    | WORKBOOKS
    | SIGNING
    | LIBRARY
    | SERVER
    | REGISTER
    | JOBS
    | CONSOLIDATION
    | REGION
    | EDITIONS
)
"""Sentence by code. Every code that the program raises stands here; a test compares."""

FOUND = {
    "workbook": phrase("an Excel workbook"),
    "word_document": phrase("a Word document"),
    "old_office": phrase("an old-format Office file, or one locked with a password"),
    "office_document": phrase("an OpenDocument file"),
    "archive": phrase("another archive"),
    "sqlite": phrase("a library or another database"),
    "pdf": phrase("a PDF"),
    "picture": phrase("a picture"),
    "xml": phrase("an XML or web page file"),
    "json": phrase("a JSON file"),
    "unknown": phrase("an unknown or damaged file"),
}
"""What a file is instead of a package, by `exchange.guard.kind_of_file`."""

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00")
UNKNOWN = phrase("The program cannot do this. Reason: {code}.")
IN_FILE = phrase("{file}: {sentence}")
AT_LINE = phrase("{sentence} ({member}, line {line})")
AT_FIELD = phrase("{sentence} (record {id}, field {field})")
AT_RECORD = phrase("{sentence} (record {id})")


def sentence(refusal: Refused, words: Words) -> str:
    """What to tell the person; never fails, whatever code and values the refusal has."""
    template = REFUSALS.get(refusal.code, UNKNOWN)
    values = {name: _shown(value, words) for name, value in refusal.values.items()} | {"code": refusal.code}
    if values.get("found") in FOUND:
        values["found"] = words(FOUND[values["found"]])
    told = words(template, **(dict.fromkeys(_names(template), "…") | values))
    if (around := _place(values)) and not {"id", "line"} & _names(template):
        told = words(around, **(values | {"sentence": told}))
    if values.get("file") and "file" not in _names(template):
        told = words(IN_FILE, file=values["file"], sentence=told)
    return told


def _place(values: Mapping[str, str]) -> str:
    """The words that say where in a file or plan it is."""
    if values.get("line", "0") != "0":
        return AT_LINE
    if values.get("id"):
        return AT_FIELD if values.get("field") else AT_RECORD
    return ""


def _names(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def _shown(value: Any, words: Words) -> str:
    if isinstance(value, date):
        return words.day(value)
    if isinstance(value, Decimal):
        return words.number(value)
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        return words.moment(value)
    if isinstance(value, int) and abs(value) >= YEARS_END:
        return words.number(value)
    text = text_in(value, words.language) if isinstance(value, Mapping) else str(value)
    return text if len(text) <= LONGEST_VALUE else text[:LONGEST_VALUE] + "…"
