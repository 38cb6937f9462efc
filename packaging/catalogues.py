"""The catalogues of the program's own words: gather the texts, keep the translations, compile them.

    catalogues.py update    new texts into the Serbian .po; translations of texts that are gone stay as comments
    catalogues.py gaps      what has no Serbian yet, as lines of JSON: [context, text]
    catalogues.py compile   the .mo of Serbian Cyrillic, and of Serbian Latin derived from it

Texts come from three places: calls in Python (`words("…")`, `words.plural`, `words.form`, `phrase`), the declarations
in forms/ and the standard texts of Qt. Contexts: none for Python, the code of the declaration ("step.measures",
"form.risks", "list.units", "rule.R082", "profile.rs"; "indicators" for the whole collection), "qt.QFileDialog".
"""

from __future__ import annotations

import ast
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "resources" / "locale"
AUTHORED, DERIVED = "sr-Cyrl", "sr-Latn"
PLURALS = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
PLACEHOLDER = re.compile(r"\{[^{}]*\}")

Texts = dict[tuple[str, str], "Text"]


class Text(NamedTuple):
    """A text to translate; `many` is the English plural, `places` the files that use it."""

    context: str
    one: str
    many: str = ""
    places: tuple[str, ...] = ()


# Python ---------------------------------------------------------------------------------------------------------------


def is_words(node: ast.expr) -> bool:
    """Whether an expression is the words of a language: `words`, `self.words`, `plan_words`, `words_for(…)`."""
    if isinstance(node, ast.Call):
        return getattr(node.func, "id", getattr(node.func, "attr", "")) == "words_for"
    name = getattr(node, "id", getattr(node, "attr", ""))
    return name == "words" or name.endswith("_words")


def translating_calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Every call that translates or marks a text: "call", "plural", "form" or "phrase", and the call."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if is_words(node.func) and not isinstance(node.func, ast.Call | ast.Subscript):
            yield "call", node
        elif (
            isinstance(node.func, ast.Attribute) and node.func.attr in ("plural", "form") and is_words(node.func.value)
        ):
            yield node.func.attr, node
        elif getattr(node.func, "id", "") == "phrase":
            yield "phrase", node


def literals(node: ast.expr) -> list[str]:
    """The texts an argument may be: one, two for `a if x else b`, none when it is not written here."""
    if isinstance(node, ast.IfExp):
        return literals(node.body) + literals(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def texts_of_code(source: str, place: str) -> Iterator[Text]:
    """The texts of a module, by its syntax tree."""
    for call, node in translating_calls(ast.parse(source)):
        arguments = [literals(argument) for argument in node.args[:2]]
        if call == "plural":
            yield from (Text("", one, many, (place,)) for one, many in zip(*arguments, strict=True))
        elif call == "form":
            yield from (Text(context, text, "", (place,)) for context in arguments[0] for text in arguments[1])
        elif arguments:
            yield from (Text("", text, "", (place,)) for text in arguments[0])


def python_texts() -> Iterator[Text]:
    for path in sorted((ROOT / "localplan").rglob("*.py")):
        yield from texts_of_code(path.read_text("utf-8"), path.relative_to(ROOT).as_posix())


# forms/ and Qt --------------------------------------------------------------------------------------------------------

DECLARED = {
    "Step": "title purpose ready outputs",
    "Form": "title intro one sheet",
    "Group": "title intro",
    "FormField": "label help example unit",
    "Panel": "title",
    "CodeList": "title source",
    "Entry": "label note",
    "Parameter": "label source unit",
    "Deadline": "label source",
    "LegalRow": "rule text",
    "Profile": "name disclaimer words",
    "RuleText": "message reason mend progress source good bad",
    "LibraryIndicator": "title source numerator denominator note",
}
CONTEXTS = {"Step": "step.", "Form": "form.", "CodeList": "list.", "Profile": "profile.", "RuleText": "rule."}


def strings(value: Any) -> Iterator[str]:
    """All texts in a field of a declaration, whatever holds them."""
    if isinstance(value, str):
        yield value
    else:
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings(part)


def declared(value: Any, context: str) -> Iterator[Text]:
    """The texts of a declaration and of all declarations in it, in the order in which they are declared."""
    kind = type(value).__name__
    if isinstance(value, tuple | list):
        for part in value:
            yield from declared(part, context)
    elif kind in DECLARED:
        context = CONTEXTS[kind] + value.code if kind in CONTEXTS else context
        yield from (Text(context, t) for field in DECLARED[kind].split() for t in strings(getattr(value, field)) if t)
        for field in value.__struct_fields__:
            yield from declared(getattr(value, field), context)


def form_texts() -> Iterator[Text]:
    """The texts of every version of the methodology: plans keep the version with which they were written."""
    from localplan.methodology.loader import load_methodology

    newest = load_methodology(ROOT / "forms").version
    for version in range(newest, 0, -1):
        methodology = load_methodology(ROOT / "forms", version)
        for part in (methodology.steps, methodology.profiles, methodology.lists, methodology.rules):
            yield from declared(tuple(part.values()) if hasattr(part, "values") else part, "")
        yield from declared(tuple(methodology.indicators.values()), "indicators")


def qt_texts() -> Iterator[Text]:
    contexts: dict[str, list[str]] = tomllib.loads((LOCALE / "qt_texts.toml").read_text("utf-8"))
    for context, texts in contexts.items():
        yield from (Text(f"qt.{context}", text) for text in texts)


def gather() -> Texts:
    """Every text of the program by context and English, each once with all its places."""
    found: Texts = {}
    for text in (*python_texts(), *form_texts(), *qt_texts()):
        known = found.get((text.context, text.one), text)
        places = tuple(sorted({*known.places, *text.places}))
        found[text.context, text.one] = Text(text.context, text.one, known.many or text.many, places)
    return found


# catalogues -----------------------------------------------------------------------------------------------------------


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


def save(catalogue: Catalogue) -> None:
    file = BytesIO()
    write_po(file, catalogue, width=120, include_lineno=False)
    po_file(AUTHORED).parent.mkdir(parents=True, exist_ok=True)
    po_file(AUTHORED).write_bytes(file.getvalue())


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


def main(command: str = "") -> int:
    if command == "update":
        save(update(gather()))
    elif command == "gaps":
        found = gaps(update(gather()))
        for gap in found:
            print(json.dumps(gap, ensure_ascii=False))
        return 1 if found else 0
    elif command == "compile":
        compile_all()
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
