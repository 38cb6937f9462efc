"""Whether the content of forms/ is whole: what the loader lets pass and a planner would miss.

The loader refuses what is wrong; here stands what is absent: guidance, help, examples, Serbian, links of collections.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from localplan.domain.records import FIELDS
from localplan.methodology.loader import BadDeclaration, load_methodology
from localplan.methodology.methodology import Methodology
from localplan.words import Words, phrase

LANGUAGES = ("en", "sr-Cyrl")
PARTS = 4  # Why, How, Example, Trainer tip
TYPED = ("text", "number", "whole", "money", "quarter")  # kinds of fields that are written rather than chosen
LINKS = {
    "objectives": ("problems", "sdg", "gcm"),
    "measures": ("problems", "target_groups", "activities", "indicators", "sdg", "gcm"),
    "practices": ("problems",),
    "indicators": ("definition", "provider", "sdg"),
}

WHAT = {
    "broken": phrase("cannot be read: {detail}"),
    "no_guidance": phrase("has no guidance in {detail}"),
    "guidance_parts": phrase("its guidance in {detail} has not the four parts Why, How, Example, Trainer tip"),
    "no_intro": phrase("does not say why and how"),
    "no_help": phrase("has no help"),
    "no_example": phrase("has no example"),
    "no_label": phrase("has no label in English"),
    "no_serbian": phrase("has no Serbian: {detail}"),
    "no_links": phrase("has no links: {detail}"),
}


class Gap(NamedTuple):
    """Something that is missing: the declaration's name, a key of `WHAT`, and which."""

    name: str
    what: str
    detail: str = ""


def gaps(forms_dir: Path, serbian: Words) -> list[Gap]:
    """All that is missing in a folder of forms; a file that cannot be read is the only gap then."""
    try:
        known = load_methodology(forms_dir)
    except BadDeclaration as fault:
        return [Gap(f"{fault.file} {fault.name}".strip(), "broken", fault.detail)]
    return [*_steps(known), *_forms(known, serbian), *_lists(known, serbian), *_links(known)]


def _steps(known: Methodology) -> Iterator[Gap]:
    for step in known.steps:
        for language in LANGUAGES:
            path = known.guidance_dir / language / f"{step.guidance}.md"
            if not path.is_file():
                yield Gap(step.code, "no_guidance", language)
            elif len(re.findall(r"^## .+\n+\S", path.read_text("utf-8"), re.M)) != PARTS:
                yield Gap(step.code, "guidance_parts", language)


def _forms(known: Methodology, serbian: Words) -> Iterator[Gap]:
    for form in known.forms.values():
        context = f"form.{form.code}"
        if not form.intro:
            yield Gap(form.code, "no_intro")
        yield from _unsaid(serbian, context, form.code, form.title, form.intro)
        for field in form.fields:
            name = f"{form.code}.{field.name}"
            if not field.help:
                yield Gap(name, "no_help")
            if not field.example and FIELDS[form.record][field.name].holds.kind in TYPED:
                yield Gap(name, "no_example")
            yield from _unsaid(serbian, context, name, field.label, field.help, field.example)


def _lists(known: Methodology, serbian: Words) -> Iterator[Gap]:
    own = (one for profile in known.profiles.values() for one in profile.lists)
    for code_list in (*known.lists.values(), *own):
        for entry in code_list.entries:
            name = f"{code_list.code}.{entry.code}"
            if not entry.label:
                yield Gap(name, "no_label")
            yield from _unsaid(serbian, f"list.{code_list.code}", name, entry.label)


def _links(known: Methodology) -> Iterator[Gap]:
    for collection, links in LINKS.items():
        for item in getattr(known, collection).values():
            yield from (Gap(f"{collection}.{item.code}", "no_links", link) for link in links if not getattr(item, link))


def _unsaid(serbian: Words, context: str, name: str, *texts: str) -> Iterator[Gap]:
    yield from (Gap(name, "no_serbian", text) for text in texts if text and not serbian.knows(context, text))
