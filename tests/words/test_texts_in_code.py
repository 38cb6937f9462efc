"""How texts are written in the code so that they can be found and translated."""

import ast
from pathlib import Path

import pytest

from tests.words.tool import ROOT, program_texts

MODULES = sorted((ROOT / "localplan").rglob("*.py"))


def texts(source: str) -> list[tuple[str, str, str]]:
    return [(text.context, text.one, text.many) for text in program_texts.texts_of_code(source, "page.py")]


def composed(tree: ast.AST) -> list[int]:
    """Lines where a text is put together inside a translating call."""
    return [
        call.lineno
        for kind, call in program_texts.translating_calls(tree)
        for argument in call.args[: 1 if kind in ("call", "phrase") else 2]
        if isinstance(argument, ast.JoinedStr | ast.BinOp) and not (kind == "form" and argument is call.args[0])
    ]


def said_at_import(tree: ast.Module) -> list[int]:
    """Lines of translating calls that run when the module is imported; `phrase` only marks."""
    inside = {
        id(call)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for part in (function.body if isinstance(function.body, list) else [function.body])
        for call in ast.walk(part)
    }
    return [
        call.lineno
        for kind, call in program_texts.translating_calls(tree)
        if kind != "phrase" and id(call) not in inside
    ]


def test_that_every_way_to_say_something_is_found() -> None:
    assert texts("words('Save')\nself.words('Open', x=1)\nwords_for('en', d)('no')") == [
        ("", "Save", ""),
        ("", "Open", ""),
    ]
    assert texts("plan_words.plural('{n} row', '{n} rows', n)") == [("", "{n} row", "{n} rows")]
    assert texts("self._words.form('step.money', 'Year')") == [("step.money", "Year", "")]
    assert texts("TABLE = {'a': phrase('Not started')}") == [("", "Not started", "")]
    assert texts("words('Yes' if x else 'No')\nwords('a '\n'b')") == [("", "Yes", ""), ("", "No", ""), ("", "a b", "")]


def test_that_other_calls_are_not_taken_for_words() -> None:
    assert (
        texts("print('Save')\nmethodology.form('measures')\nwords(label)\nwords.form(code, text)\nkeywords('x')") == []
    )


def test_that_composed_and_early_texts_are_noticed() -> None:
    assert composed(ast.parse("words(f'{a} rows')\nwords('a' + b)\nwords.form(f'form.{x}', 'Title')")) == [1, 2]
    assert composed(ast.parse("words.form('form.x', f'Title {x}')\nwords.plural('a', f'{b}', n)")) == [1, 2]
    early = "TITLE = words('Save')\ndef f(x=words('Open')):\n    return words('Close')\ng = lambda: words('Go')"
    assert said_at_import(ast.parse(early)) == [1, 2]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_that_texts_are_whole_and_translated_when_shown(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert composed(tree) == [], "a text put together before it is translated is never found in a catalogue"
    assert said_at_import(tree) == [], "a text translated at import stays in the language of that moment"
