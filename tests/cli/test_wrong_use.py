"""Wrong use: exit code 2, one sentence on standard error, nothing on standard output."""

from __future__ import annotations

from pathlib import Path

import pytest

from localplan.cli.main import COMMANDS, run_command
from tests.cli.conftest import Localplan


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (("paint",), ["paint", "demo"]),
        (("check",), ["PLAN"]),
        (("check", "x.lplan", "--today", "yesterday"), ["--today", "yesterday"]),
        (("check", "x.lplan", "--today", "2026-02-30"), ["--today", "2026-02-30"]),
        (("progress", "x.lplan", "--today", "20260201"), ["--today", "20260201"]),
        (("demo",), ["--out"]),
        (("demo", "--out", "x", "--lang", "xx"), ["--lang", "xx", "sr-Cyrl"]),
        (("import",), ["FILE"]),
        (("list", "--colour"), ["--colour"]),
        (("show", "gone.lplan"), ["gone.lplan"]),
    ],
)
def test_that_wrong_use_is_told(localplan: Localplan, arguments: tuple[str, ...], parts: list[str]) -> None:
    localplan(*arguments).complains(*parts)


@pytest.mark.parametrize("command", COMMANDS)
def test_that_every_command_explains_itself(localplan: Localplan, command: str) -> None:
    answer = localplan(command, "--help")
    assert answer.code == 0 and command in answer.out and "--library" in answer.out


def test_that_the_help_names_every_command(localplan: Localplan) -> None:
    answer = localplan("--help")
    assert answer.code == 0 and all(command in answer.out for command in COMMANDS)


def test_that_files_which_are_no_library_are_left_alone(localplan: Localplan, tmp_path: Path) -> None:
    letter, folder = tmp_path / "letter.txt", tmp_path / "folder"
    letter.write_text("Dear colleague")
    folder.mkdir()
    for path in (letter, folder, letter / "library.localplan"):
        for command in (("list",), ("new", "--template", "sample"), ("show", "99999-2026-1")):
            localplan(*command, "--library", path).complains("library")
    assert letter.read_text() == "Dear colleague" and list(folder.iterdir()) == []


def test_that_a_folder_in_which_nothing_can_be_made_is_told(localplan: Localplan) -> None:
    localplan("list", "--library", "/proc/localplan/library.localplan").complains("folder")


def test_that_files_to_export_must_be_named_with_their_kind(localplan: Localplan, package: Path) -> None:
    localplan("export", package, package.with_suffix(".docx")).complains("plan.docx")


def test_that_no_command_opens_the_window_with_library_and_author() -> None:
    opened = []
    code = run_command(["--library", "own", "--author", "Vesna"], open_window=lambda *how: opened.append(how) or 0)
    assert (code, opened) == (0, [([], "own", "Vesna")])


def test_that_the_command_line_speaks_the_terminal_s_language(
    localplan: Localplan, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = {}
    for terminal in ("sr_RS.UTF-8", "sr_RS.UTF-8@latin", "de_DE.UTF-8"):
        monkeypatch.setenv("LC_ALL", terminal)
        answer = localplan("show", "nobody", "--library", library)
        answer.complains("nobody")
        said[terminal] = answer.err
    assert said["de_DE.UTF-8"].startswith("There is no plan")
    assert said["sr_RS.UTF-8"].startswith("У овој") or "план" in said["sr_RS.UTF-8"]
    assert "plan" in said["sr_RS.UTF-8@latin"] and said["sr_RS.UTF-8@latin"] != said["de_DE.UTF-8"]


SAID_IN_SERBIAN = {
    ("check",): "localplan check: Недостаје: ПЛАН.",
    ("list", "--colour"): "localplan: Овде није познато: --colour.",
    ("export", "--pap", "x"): "localplan export: --pap може значити: --paper, --papers.",
    ("duplicates", "--same", "1", "--not-the-same", "2"): "--not-the-same не иде заједно са --same.",
    ("demo", "--out"): "localplan demo: --out тражи вредност.",
    ("import",): "localplan import: Недостаје: ДАТОТЕКА.",
    ("list", "--json=3"): "localplan list: --json не прима вредност, па ни „3“.",
    ("region", "shop"): "ДЕО: „shop“ није познато. Изаберите: list, stub,",
    ("demo", "--out", "x", "--lang", "xx"): "--lang: „xx“ није познато. Изаберите: en, sr-Cyrl, sr-Latn.",
    ("check", "x", "--today", "1.1.2026"): "--today: „1.1.2026“ није дан у облику ГГГГ-ММ-ДД.",
    ("new", "--from", "abc"): "localplan new: --from: „abc“ није година.",
    ("duplicates", "--same", "x"): "localplan duplicates: --same: „x“ није цео број.",
}


@pytest.mark.parametrize("arguments", SAID_IN_SERBIAN)
def test_that_wrong_use_is_told_in_the_terminal_s_language(
    localplan: Localplan, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setenv("LC_ALL", "sr_RS.UTF-8")
    localplan(*arguments).complains(SAID_IN_SERBIAN[arguments])


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_that_help_has_no_word_of_argparse_in_serbian(
    localplan: Localplan, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("LC_ALL", "sr_RS.UTF-8")
    told = localplan(*filter(None, (command, "--help"))).out
    assert told.startswith("употреба: localplan") and "\nопције:\n" in told and "прикажи ову помоћ" in told
    assert not any(word in told for word in ("usage", "options", "positional", "show this", "show program"))
