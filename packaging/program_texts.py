"""The texts of the program that are to be translated, wherever they stand.

Calls in Python (`words("…")`, `words.plural`, `words.form`, `phrase`), the declarations in forms/ and the standard
texts of Qt. Contexts: none for Python, the code of the declaration ("step.measures", "form.risks", "list.units",
"rule.R082", "profile.rs"; "indicators", "measures" … for a whole collection), "qt.QFileDialog".
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
QT_TEXTS = ROOT / "resources" / "locale" / "qt_texts.toml"

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
    "Form": "title intro one sheet tab",
    "Group": "title intro",
    "FormField": "label help example unit",
    "Panel": "title",
    "CodeList": "title source",
    "Entry": "label note",
    "Parameter": "label source unit",
    "Deadline": "label source",
    "LegalRow": "rule text",
    "Profile": "name disclaimer words laws",
    "RuleText": "message reason mend progress source good bad",
    "LibraryIndicator": "title definition source provider numerator denominator note",
    "LibraryProblem": "text",
    "LibraryObjective": "title",
    "LibraryMeasure": "title description activities regulations",
    "Practice": "title done result here source",
    "Country": "state tier subdivisions feeds budget adoption words",
}
COLLECTIONS = ("indicators", "problems", "objectives", "measures", "practices", "countries")
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
        for name in COLLECTIONS:
            yield from declared(tuple(getattr(methodology, name).values()), name)


def qt_texts() -> Iterator[Text]:
    contexts: dict[str, list[str]] = tomllib.loads(QT_TEXTS.read_text("utf-8"))
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
