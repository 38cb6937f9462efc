"""`key`, `export --sign` and what `import` says of signatures."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.conftest import Localplan


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder for nobody else."""
    monkeypatch.setattr("localplan.app.signatures.data_folder", lambda: tmp_path / "data")
    monkeypatch.delenv("LOCALPLAN_PASSPHRASE", raising=False)
    return tmp_path / "data"


def test_that_a_key_is_made_once_per_person_and_shown_in_words(localplan: Localplan) -> None:
    localplan("key", "--author", "Ана").complains("Ана", "Make one first")
    made = localplan("key", "--make", "--author", "Ана", "--json").json
    assert (made["name"], made["locked"], len(made["fingerprint"].split())) == ("Ана", False, 10)
    assert made["fingerprint"] in localplan("key", "--show", "--author", "Ана").out
    localplan("key", "--make", "--author", "Ана").complains("have a key already")
    assert localplan("key", "--make", "--author", "Vesna", "--json").json["fingerprint"] != made["fingerprint"]
    assert localplan("key", "--anew", "--author", "Ана", "--json").json["fingerprint"] != made["fingerprint"]


@pytest.mark.skipif(os.name == "nt", reason="the mode of a file says nothing there")
def test_that_an_open_key_is_closed_and_told_of_once(
    localplan: Localplan, package: Path, own_folder: Path, tmp_path: Path
) -> None:
    localplan("key", "--make", "--author", "Ана")
    (key,) = own_folder.rglob("*.key")
    key.chmod(0o644)
    signing = ("export", package, "--no-preview", "--sign", "--author", "Ана", "--package")
    assert "could read your key" in localplan(*signing, tmp_path / "one.lplan").err
    assert key.stat().st_mode & 0o777 == 0o600
    assert localplan(*signing, tmp_path / "other.lplan").err == ""
    key.chmod(0o640)
    assert "could read your key" in localplan("key", "--author", "Ана").err


def test_that_import_tells_who_signed_and_a_key_is_known_when_accepted(
    localplan: Localplan, package: Path, library: Path, tmp_path: Path
) -> None:
    signed = tmp_path / "signed.lplan"
    assert localplan("import", package, "--library", library, "--json").json[0]["signature"] == "none"
    refused = localplan("export", package, "--package", signed, "--no-preview", "--sign", "--author", "Ана")
    refused.complains("Ана", "no key")
    assert not signed.exists()
    localplan("key", "--make", "--author", "Ана")
    assert localplan("export", package, "--package", signed, "--no-preview", "--sign", "--author", "Ана").code == 0

    first = localplan("import", signed, "--library", library, "--json")
    assert (first.json[0]["signature"], first.json[0]["signer"]) == ("first_seen", "Ана")
    assert "first time" in first.err
    accepted = localplan("key", "--accept", signed, "--library", library)
    words = localplan("key", "--author", "Ана", "--json").json["fingerprint"]
    assert accepted.code == 0
    assert words in accepted.out
    assert localplan("key", "--known", "--library", library, "--json").json[0]["fingerprint"] == words
    again = localplan("import", signed, "--library", library, "--json")
    assert (again.json[0]["signature"], again.err) == ("known", "")


def test_that_another_key_under_a_known_name_is_warned_of(
    localplan: Localplan, package: Path, library: Path, tmp_path: Path
) -> None:
    one, other = tmp_path / "one.lplan", tmp_path / "other.lplan"
    localplan("key", "--make", "--author", "Ана")
    localplan("export", package, "--package", one, "--no-preview", "--sign", "--author", "Ана")
    localplan("key", "--accept", one, "--library", library)
    localplan("key", "--anew", "--author", "Ана")
    localplan("export", package, "--package", other, "--no-preview", "--sign", "--author", "Ана")
    answer = localplan("import", other, "--library", library, "--json")
    assert answer.json[0]["signature"] == "key_changed"
    assert "another key than before" in answer.err
    words = localplan("key", "--known", "--library", library, "--json").json[0]["fingerprint"]
    assert localplan("key", "--forget", words, "--library", library).code == 0
    assert localplan("key", "--forget", words, "--library", library).code == 1
    assert localplan("import", other, "--library", library, "--json").json[0]["signature"] == "first_seen"


def test_that_a_locked_key_signs_with_its_passphrase_alone(
    localplan: Localplan, package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed = tmp_path / "signed.lplan"
    monkeypatch.setenv("LOCALPLAN_PASSPHRASE", "lozinka")
    assert localplan("key", "--make", "--passphrase", "--author", "Ана", "--json").json["locked"] is True
    assert localplan("export", package, "--package", signed, "--no-preview", "--sign", "--author", "Ана").code == 0
    signed.unlink()
    monkeypatch.setenv("LOCALPLAN_PASSPHRASE", "pogresna")
    localplan("export", package, "--package", signed, "--no-preview", "--sign", "--author", "Ана").complains(
        "passphrase"
    )
    assert not signed.exists()


def test_that_an_unsigned_package_has_no_key_to_accept(localplan: Localplan, package: Path, library: Path) -> None:
    answer = localplan("key", "--accept", package, "--library", library)
    assert (answer.code, answer.out) == (1, "")
    assert "not signed" in answer.err
