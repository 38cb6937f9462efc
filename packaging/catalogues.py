"""The catalogues of the program's own words: keep the translations, find what lacks one, compile.

    catalogues.py update      new texts into the Serbian .po; translations of texts that are gone stay as comments
    catalogues.py gaps        what has no Serbian yet, as lines of JSON: [context, text]
    catalogues.py take FILE   translations into the .po: the same lines with the Serbian third
    catalogues.py compile     the .mo of Serbian Cyrillic, and of Serbian Latin derived from it

The English text is the key, so a changed one is a new one. After `update` the test of gaps fails until all is said.
"""

from __future__ import annotations

import json
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from program_texts import ROOT, Text, Texts, gather

LOCALE = ROOT / "resources" / "locale"
AUTHORED, DERIVED = "sr-Cyrl", "sr-Latn"
PLURALS = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"


class Catalogue(Catalog):
    """A catalogue whose head names no date and no tool, so that equal words are equal bytes."""

    mime_headers = property(
        lambda self: [
            ("Project-Id-Version", "localplan"),
            ("Language", self.locale_identifier),
            ("Plural-Forms", PLURALS),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ],
        lambda self, _: None,
    )


def new_catalogue(language: str) -> Catalogue:
    return Catalogue(locale=language.replace("-", "_"), charset="utf-8", fuzzy=False, header_comment="")


def po_file(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "localplan.po"


def read_catalogue(language: str) -> Catalogue:
    """The committed translations; none when there is no file yet."""
    catalogue = new_catalogue(language)
    if po_file(language).is_file():
        with po_file(language).open("rb") as file:
            read = read_po(file, locale=language.replace("-", "_"))
        for message in read:
            if message.id:
                catalogue[message.id] = message
        catalogue.obsolete = read.obsolete
    return catalogue


def message_of(text: Text) -> Message:
    identity: Any = (text.one, text.many) if text.many else text.one
    return Message(identity, context=text.context or None, locations=[(place, 0) for place in text.places])


def update(texts: Texts) -> Catalogue:
    """The committed catalogue with exactly these texts; a new one takes over the translation it has elsewhere."""
    template = new_catalogue(AUTHORED)
    for text in texts.values():
        message = message_of(text)
        template[message.id] = message
    catalogue = read_catalogue(AUTHORED)
    revive(catalogue, template)
    catalogue.update(template, no_fuzzy_matching=True)
    borrow(catalogue)
    return catalogue


def revive(catalogue: Catalogue, template: Catalogue) -> None:
    """Takes texts that are back from the comments into the catalogue."""
    back = [m for m in catalogue.obsolete.values() if template.get(m.id, m.context)]
    for message in back:
        catalogue[message.id] = message
    catalogue.obsolete = {key: message for key, message in catalogue.obsolete.items() if message not in back}


def borrow(catalogue: Catalogue) -> None:
    """Gives an untranslated text the translation that it has in every other context, if they agree."""
    said: dict[Any, set[Any]] = {}
    for message in (*catalogue, *catalogue.obsolete.values()):
        if message.id and is_translated(message):
            said.setdefault(message.id, set()).add(message.string)
    for message in catalogue:
        if message.id and not is_translated(message) and len(said.get(message.id, ())) == 1:
            message.string = next(iter(said[message.id]))


def said_in(message: Message) -> tuple[str, ...]:
    """The translations of a message: one, or one for each plural form."""
    return tuple(message.string) if isinstance(message.string, tuple | list) else (message.string or "",)


def is_translated(message: Message) -> bool:
    return all(said_in(message)) and not message.fuzzy


def gaps(catalogue: Catalogue) -> list[tuple[str, Any]]:
    """Context and text of every message without translation."""
    return [(message.context or "", message.id) for message in catalogue if message.id and not is_translated(message)]


def take(catalogue: Catalogue, lines: str) -> None:
    """Takes over translations: lines of JSON as `gaps` prints them, with the Serbian (or its plural forms) third."""
    for context, text, serbian in map(json.loads, filter(None, lines.splitlines())):
        message = catalogue.get(tuple(text) if isinstance(text, list) else text, context or None)
        if message is None:
            raise SystemExit(f"the program has no such text: {text}")
        message.string = tuple(serbian) if isinstance(serbian, list) else serbian


def save(catalogue: Catalogue) -> None:
    file = BytesIO()
    write_po(file, catalogue, width=120, include_lineno=False)
    po_file(AUTHORED).parent.mkdir(parents=True, exist_ok=True)
    whole = po_file(AUTHORED).with_suffix(".new")
    whole.write_bytes(file.getvalue())
    whole.replace(po_file(AUTHORED))  # whoever reads meanwhile finds all of it


def derived(catalogue: Catalogue) -> Catalogue:
    """Serbian Latin from Serbian Cyrillic; {values} and markup are Latin already."""
    from localplan.words import to_latin

    latin = new_catalogue(DERIVED)
    for message in catalogue:
        if message.id:
            forms = tuple(map(to_latin, said_in(message)))
            latin.add(message.id, forms if len(forms) > 1 else forms[0], context=message.context)
    return latin


def compiled(language: str) -> bytes:
    """The bytes of a language's .mo, made from the committed Cyrillic .po."""
    catalogue = read_catalogue(AUTHORED)
    file = BytesIO()
    write_mo(file, derived(catalogue) if language == DERIVED else catalogue)
    return file.getvalue()


def compile_all() -> None:
    for language in (AUTHORED, DERIVED):
        target = po_file(language).with_suffix(".mo")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(compiled(language))


def main(command: str = "", file: str = "") -> int:
    if command == "update":
        save(update(gather()))
    elif command == "gaps":
        found = gaps(update(gather()))
        for gap in found:
            print(json.dumps(gap, ensure_ascii=False))
        return 1 if found else 0
    elif command == "take" and file:
        catalogue = update(gather())
        take(catalogue, Path(file).read_text("utf-8"))
        save(catalogue)
    elif command == "compile":
        compile_all()
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
