"""Signatures: who signed is told truly, what was changed afterwards is refused, and nobody's bytes depend on them."""

from __future__ import annotations

import os
import stat
from itertools import combinations
from pathlib import Path

import msgspec
import pytest

from localplan.domain.values import Refused
from localplan.exchange.container import sealed
from localplan.exchange.fingerprint import LENGTH, WORDS, fingerprint
from localplan.exchange.keys import Unlocked, close_to_others, make_key, read_key, unlocked
from localplan.exchange.package import Package, pack, package_from, read_members, read_package
from localplan.exchange.signature import MEMBER, signature_bytes
from localplan.words import to_cyrillic, to_latin
from tests.cli.packages import packed_again
from tests.exchange.plans import full_package


@pytest.fixture
def ana(tmp_path: Path) -> Unlocked:
    return unlocked(make_key(tmp_path / "ana.key", "Ана Анић"))


def test_that_a_signature_names_who_signed_and_changes_no_digest(ana: Unlocked) -> None:
    package = full_package()
    plain, signed = pack(package), pack(package, ana)
    read = read_package(signed)
    assert read.signature is not None
    assert (read.signature.name, read.signature.public_key) == ("Ана Анић", ana.file.public_key)
    assert read.manifest == read_package(plain).manifest
    assert read_package(plain).signature is None
    assert pack(read) == signed == pack(package, ana)


def test_that_a_signature_goes_through_the_reader_process_as_well(ana: Unlocked) -> None:
    members, _ = read_members(pack(full_package(), ana))
    handed_over = package_from(members)
    assert handed_over.signature == read_package(pack(full_package(), ana)).signature


def test_that_every_changed_member_of_a_signed_package_is_refused(ana: Unlocked) -> None:
    members, _ = read_members(pack(full_package(), ana))
    signature = members.pop(MEMBER)

    def again(changed: dict[str, bytes], **facts: object) -> bytes:
        inside, _ = read_members(packed_again(changed, **facts))
        return sealed({**inside, MEMBER: signature})

    assert read_package(again(members)).signature is not None
    with pytest.raises(Refused, match="signature_wrong"):
        read_package(again(members, author="Somebody Else"))
    without_note = {**members, "notes.jsonl": b""}
    with pytest.raises(Refused, match="signature_wrong"):
        read_package(again(without_note))


def test_that_nobody_signs_in_the_name_of_another(ana: Unlocked, tmp_path: Path) -> None:
    package = full_package()
    signature = read_package(pack(package, ana)).signature
    assert signature is not None
    members, _ = read_members(pack(package))
    for changed in (
        msgspec.structs.replace(signature, name="Vesna"),
        msgspec.structs.replace(signature, public_key=make_key(tmp_path / "v.key", "Ана Анић").public_key),
        msgspec.structs.replace(signature, signature="0" * 128),
    ):
        with pytest.raises(Refused, match="signature_wrong"):
            read_package(sealed({**members, MEMBER: signature_bytes(changed)}))


def test_that_a_signature_written_in_another_way_is_refused(ana: Unlocked) -> None:
    members, _ = read_members(pack(full_package(), ana))
    for odd in (members[MEMBER].replace(b":", b": ", 1), b"{}\n", b"[" * 2000, members[MEMBER][:-1]):
        with pytest.raises(Refused):
            read_package(sealed({**members, MEMBER: odd}))


def test_that_a_signature_is_left_out_where_the_package_is_no_longer_the_same(ana: Unlocked) -> None:
    read = read_package(pack(full_package(), ana))
    without = read_package(pack(msgspec.structs.replace(read, previews={})))
    assert isinstance(without, Package)
    assert without.signature is None


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_that_a_key_that_others_can_read_is_closed_and_told_of_once(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "ana.key"
    made = make_key(path, "Ana")
    assert close_to_others(path) is None
    path.chmod(mode)
    told = close_to_others(path)
    if os.name != "nt":
        assert told is not None
        assert told.code == "key_was_open"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert close_to_others(path) is None
    assert read_key(path) == made


def test_that_a_key_that_cannot_be_closed_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ana.key"
    make_key(path, "Ana")
    path.chmod(0o644)
    monkeypatch.setattr(Path, "chmod", lambda self, mode: None)  # as on a stick formatted for every computer
    told = close_to_others(path)
    assert told is None if os.name == "nt" else told is not None and told.code == "key_stays_open"


def test_that_a_key_is_for_its_owner_alone_and_opens_with_its_passphrase(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "ana.key"
    made = make_key(path, "Ana", "lozinka")
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_key(path) == made
    assert "ENCRYPTED" in made.private_key
    assert unlocked(made, "lozinka").sign(b"x").public_key == made.public_key
    for wrong in ("", "Lozinka"):
        with pytest.raises(Refused, match="passphrase_wrong"):
            unlocked(made, wrong)
    with pytest.raises(Refused, match="key_exists"):
        make_key(path, "Ana")
    assert read_key(path) == made


def test_that_a_damaged_key_is_told_and_a_missing_one_is_none(tmp_path: Path) -> None:
    assert read_key(tmp_path / "none.key") is None
    made = make_key(tmp_path / "ana.key", "Ana")
    other = make_key(tmp_path / "other.key", "Ana")
    (tmp_path / "damaged.key").write_bytes(b"{")
    with pytest.raises(Refused, match="key_damaged"):
        read_key(tmp_path / "damaged.key")
    with pytest.raises(Refused, match="key_damaged"):
        unlocked(msgspec.structs.replace(made, public_key=other.public_key))


def test_that_a_fingerprint_is_ten_clear_words(ana: Unlocked) -> None:
    assert len(WORDS) == len(set(WORDS)) == 256
    assert all(3 <= len(word) <= 6 and word.isascii() and word.islower() for word in WORDS)
    assert all(_far(one, other) for one, other in combinations(WORDS, 2))
    words = fingerprint(ana.file.public_key)
    assert len(words.split()) == LENGTH
    assert fingerprint("00" * 32) == "krava krilo lov pijaca zid kino roman lipa kuhar nega"


def test_that_the_words_are_the_same_for_readers_of_either_script() -> None:
    assert all(to_latin(to_cyrillic(word)) == word and to_cyrillic(word) != word for word in WORDS)


def _far(one: str, other: str) -> bool:
    """Whether more than one letter has to be changed, added or left out to make one word of the other."""
    if one == other or abs(len(one) - len(other)) > 1:
        return one != other
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) > 1
    short, long = sorted((one, other), key=len)
    return all(long[:place] + long[place + 1 :] != short for place in range(len(long)))
