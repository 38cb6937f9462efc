"""Broken, foreign and hostile packages: each gives one refusal with a code, quickly, and nothing else happens."""

from __future__ import annotations

import io
import os
import random
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import pytest

from localplan.domain.values import Refused
from localplan.exchange.container import sealed
from localplan.exchange.guard import MEGABYTE
from localplan.exchange.package import pack, read_members, read_package
from tests.exchange.plans import BODY, ROOT, full_package, id_of

GOOD = pack(full_package())
MEMBERS, _ = read_members(GOOD)


@contextmanager
def refused_with(*codes: str, seconds: float = 3.0) -> Iterator[list[Refused]]:
    """What happens inside is refused with one of the codes, within that much of the processor's time."""
    seen: list[Refused] = []
    begun = time.process_time()
    with pytest.raises(Refused) as refused:
        yield seen
    seen.append(refused.value)
    assert refused.value.code in codes, refused.value
    assert time.process_time() - begun < seconds


def with_members(**changed: bytes | None) -> bytes:
    """The good package with members changed or left out, its manifest and seal made to fit."""
    names = {"plan": "plan.json", "history": "history.jsonl", "notes": "notes.jsonl", "conflicts": "conflicts.jsonl"}
    members = dict(MEMBERS)
    for key, content in changed.items():
        if content is None:
            del members[names[key]]
        else:
            members[names[key]] = content
    return resealed(members)


def resealed(members: dict[str, bytes], /, **facts: Any) -> bytes:
    """A package of these members with right digests; `facts` go into the manifest."""
    manifest = msgspec.json.decode(members["manifest.json"])
    digests = {name: sha256(content).hexdigest() for name, content in members.items() if name != "manifest.json"}
    manifest |= {"members": digests, **facts}
    return sealed({**members, "manifest.json": msgspec.json.encode(manifest, order="sorted") + b"\n"})


def plan_with(old: bytes, new: bytes) -> bytes:
    """The good package with one piece of plan.json replaced."""
    assert MEMBERS["plan.json"].count(old) >= 1, old
    return with_members(plan=MEMBERS["plan.json"].replace(old, new, 1))


def zipped(write: Callable[[zipfile.ZipFile], None]) -> bytes:
    """A sealed zip that begins like a package and goes on as `write` says."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("manifest.json", MEMBERS["manifest.json"])
        write(archive)
    body = stream.getvalue()[:-2] + (71).to_bytes(2, "little")
    return body + b"sha256:" + sha256(body).hexdigest().encode()


# damage on the way --------------------------------------------------------------------------------------------------


def test_that_a_package_cut_short_anywhere_is_refused() -> None:
    for length in [*range(64), *range(64, len(GOOD), 97), len(GOOD) - 1]:
        with refused_with("package_damaged", "not_a_package", "file_empty"):
            read_package(GOOD[:length])


def test_that_every_flipped_bit_is_noticed() -> None:
    chance = random.Random(1)
    for _ in range(3000):
        damaged = bytearray(GOOD)
        damaged[chance.randrange(len(GOOD))] ^= 1 << chance.randrange(8)
        with refused_with("package_damaged", "not_a_package"):
            read_package(bytes(damaged))


def test_that_bits_flipped_before_sealing_are_noticed_in_every_member() -> None:
    chance = random.Random(2)
    for name in MEMBERS:
        for _ in range(0 if name == "manifest.json" else 40):
            damaged = bytearray(MEMBERS[name])
            damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
            with refused_with("member_changed"):
                read_package(sealed({**MEMBERS, name: bytes(damaged)}))


def test_that_a_flipped_and_sealed_manifest_is_refused_or_read_as_it_is_written() -> None:
    chance = random.Random(3)
    refused = 0
    for _ in range(300):
        damaged = bytearray(MEMBERS["manifest.json"])
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        data = sealed({**MEMBERS, "manifest.json": bytes(damaged)})
        try:
            assert pack(read_package(data)) == data  # another author's name is a good manifest
        except Refused:
            refused += 1
    assert refused > 200


def test_that_flipped_bits_of_the_container_are_noticed_when_sealed_again() -> None:
    body = GOOD[:-71]
    for position in [*range(60), *range(len(body) - 600, len(body) - 2)]:
        damaged = bytearray(body)
        damaged[position] ^= 0x10
        data = bytes(damaged) + b"sha256:" + sha256(damaged).hexdigest().encode()
        try:
            assert pack(read_package(data)) == GOOD
        except Refused as refusal:
            assert refusal.code.startswith(("archive_", "package_", "not_a_package", "member_", "manifest_"))


# files that are something else --------------------------------------------------------------------------------------


def office_file(name: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, "<x/>")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (office_file("xl/workbook.xml"), "workbook"),
        (office_file("word/document.xml"), "word_document"),
        (office_file("something.txt"), "archive"),
        (b"SQLite format 3\x00" + bytes(100), "sqlite"),
        (b"%PDF-1.7 ...", "pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "old_office"),
        (b"\x89PNG\r\n", "picture"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>", "xml"),
        (b' {"records": []}', "json"),
        (b"Rar!\x1a\x07", "archive"),
        (b"\x00" * 100, "unknown"),
        (b"P", "unknown"),
    ],
)
def test_that_a_file_of_another_kind_is_named(data: bytes, found: str) -> None:
    with refused_with("not_a_package") as seen:
        read_package(data)
    assert seen[0].values["found"] == found


def test_that_what_is_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.lplan").write_bytes(b"")
    (tmp_path / "loop.lplan").symlink_to(tmp_path / "loop.lplan")
    (tmp_path / "nowhere.lplan").symlink_to(tmp_path / "nothing")
    (tmp_path / "device.lplan").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipe.lplan")
    for name, code in {
        "empty": "file_empty",
        "loop": "file_not_readable",
        "nowhere": "file_missing",
        "device": "not_a_file",
        "pipe": "not_a_file",
    }.items():
        with refused_with(code) as seen:
            read_package(tmp_path / f"{name}.lplan")
        assert seen[0].values["file"] == f"{name}.lplan"
    with refused_with("not_a_file"):
        read_package(tmp_path)


def test_that_a_link_to_a_package_is_read(tmp_path: Path) -> None:
    (tmp_path / "real.lplan").write_bytes(GOOD)
    (tmp_path / "link.lplan").symlink_to(tmp_path / "real.lplan")
    assert read_package(tmp_path / "link.lplan").plan.id == ROOT


def test_that_a_file_above_the_limit_is_not_read_whole(tmp_path: Path) -> None:
    with (tmp_path / "huge.lplan").open("wb") as file:
        file.truncate(3 << 30)
    tracemalloc.start()
    with refused_with("file_too_large") as seen:
        read_package(tmp_path / "huge.lplan")
    assert tracemalloc.get_traced_memory()[1] < 100 * MEGABYTE
    tracemalloc.stop()
    assert (seen[0].values["megabytes"], seen[0].values["most"]) == (3072, 40)


# hostile archives ---------------------------------------------------------------------------------------------------


def test_that_a_bomb_is_not_unpacked() -> None:
    for content in (bytes(31 * MEGABYTE), b"[" + b"[],".join(b"" for _ in range(3_000_000)) + b"[]]"):
        data = zipped(lambda zip, content=content: zip.writestr("plan.json", content, zipfile.ZIP_DEFLATED))
        assert len(data) < MEGABYTE
        tracemalloc.start()
        with refused_with("archive_swells"):
            read_package(data)
        assert tracemalloc.get_traced_memory()[1] < 10 * MEGABYTE
        tracemalloc.stop()


def test_that_a_member_larger_than_it_says_is_not_unpacked() -> None:
    data = zipped(lambda zip: zip.writestr("plan.json", bytes(20 * MEGABYTE), zipfile.ZIP_DEFLATED))
    body = data[:-71].replace((20 * MEGABYTE).to_bytes(4, "little"), (500).to_bytes(4, "little"))
    tracemalloc.start()
    with refused_with("archive_damaged", "package_repacked"):
        read_package(body + b"sha256:" + sha256(body).hexdigest().encode())
    assert tracemalloc.get_traced_memory()[1] < 10 * MEGABYTE
    tracemalloc.stop()


def _link(archive: zipfile.ZipFile) -> None:
    info = zipfile.ZipInfo("plan.json")
    info.external_attr = 0o120777 << 16
    archive.writestr(info, "/etc/passwd")


HOSTILE: dict[str, tuple[Callable[[zipfile.ZipFile], Any], str]] = {
    "nested zip": (lambda zip: zip.writestr("more.zip", GOOD), "archive_unknown_member"),
    "path up": (lambda zip: zip.writestr("../plan.json", "x"), "archive_unsafe_name"),
    "path up inside": (lambda zip: zip.writestr("attachments/../../x", "x"), "archive_unsafe_name"),
    "absolute path": (lambda zip: zip.writestr("/etc/cron.d/x", "x"), "archive_unsafe_name"),
    "drive": (lambda zip: zip.writestr("C:/plan.json", "x"), "archive_unsafe_name"),
    "backslashes": (lambda zip: zip.writestr("attachments\\..\\x", "x"), "archive_unsafe_name"),
    "link": (_link, "archive_unknown_member"),
    "folder": (lambda zip: zip.writestr("attachments/", ""), "archive_unknown_member"),
    "unknown member": (lambda zip: zip.writestr("plan.exe", "x"), "archive_unknown_member"),
    "bzip2": (lambda zip: zip.writestr("plan.json", "x", zipfile.ZIP_BZIP2), "archive_unknown_member"),
    "many members": (
        lambda zip: [zip.writestr(f"attachments/{n:064x}", "x") for n in range(3000)],
        "archive_too_many_members",
    ),
}


@pytest.mark.parametrize("name", list(HOSTILE))
def test_that_a_hostile_archive_is_refused(name: str) -> None:
    write, code = HOSTILE[name]
    with refused_with(code):
        read_package(zipped(write))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_that_two_members_of_one_name_are_refused() -> None:
    def twice(archive: zipfile.ZipFile) -> None:
        archive.writestr("plan.json", MEMBERS["plan.json"])
        archive.writestr("plan.json", "[]")

    with refused_with("archive_duplicate_member"):
        read_package(zipped(twice))


def test_that_an_encrypted_member_is_refused() -> None:
    data = bytearray(zipped(lambda zip: zip.writestr("plan.json", "secret")))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    body = bytes(data[:-71])
    with refused_with("archive_encrypted"):
        read_package(body + b"sha256:" + sha256(body).hexdigest().encode())


def test_that_members_sharing_their_bytes_are_refused() -> None:
    data = bytearray(zipped(lambda zip: zip.writestr("plan.json", "[]")))
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = bytes(4)
    body = bytes(data[:-71])
    with refused_with("archive_damaged"):
        read_package(body + b"sha256:" + sha256(body).hexdigest().encode())


def test_that_a_package_zipped_again_by_another_program_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in MEMBERS.items():
            archive.writestr(name, content)
    with refused_with("package_damaged"):
        read_package(stream.getvalue())
    with refused_with("package_repacked"):
        read_package(zipped(lambda zip: [zip.writestr(n, c) for n, c in MEMBERS.items() if n != "manifest.json"]))


def test_that_members_in_another_order_or_missing_are_refused() -> None:
    for name in ("plan", "history", "notes", "conflicts"):
        with refused_with("member_missing"):
            read_package(with_members(**{name: None}))
    first, *others = MEMBERS.items()
    with refused_with("package_repacked"):
        read_package(resealed(dict([first, *reversed(others)])))
    without = {name: content for name, content in MEMBERS.items() if not name.startswith("preview/plan.pdf")}
    with refused_with("member_missing"):
        read_package(sealed(without))


# hostile manifests --------------------------------------------------------------------------------------------------


def test_that_a_newer_package_names_its_preview() -> None:
    for facts in ({"format": 2}, {"schema": 9}):
        with refused_with("file_newer") as seen:
            read_package(resealed(MEMBERS, **facts, something_new=[1, 2]))
        assert seen[0].values["preview"] == "preview/plan.pdf"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"kind": "letter"}, "manifest_not_understood"),
        ({"unknown": 1}, "manifest_not_understood"),
        ({"format": "1"}, "manifest_not_understood"),
        ({"format": 1.0}, "manifest_not_understood"),
        ({"schema": 0}, "file_too_old"),
        ({"schema": -5}, "file_too_old"),
        ({"methodology": 0}, "manifest_not_understood"),
        ({"edition": "secret"}, "manifest_not_understood"),
        ({"edition": "public"}, "manifest_not_understood"),
        ({"author": 7}, "manifest_not_understood"),
        ({"author": "x" * 501}, "manifest_not_understood"),
        ({"author": "e\u0301"}, "not_canonical"),
        ({"author": "a\u0000b"}, "not_canonical"),
        ({"at": "yesterday"}, "manifest_not_understood"),
        ({"parents": ["abc"]}, "manifest_not_understood"),
        ({"plan": "not an id"}, "manifest_not_understood"),
        ({"plan": BODY}, "manifest_differs"),
        ({"municipality": "70017"}, "manifest_differs"),
        ({"revision": "0" * 64}, "manifest_differs"),
        ({"records": {"plan": 1}}, "manifest_differs"),
        ({"kind": "frame"}, "manifest_differs"),
        ({"kind": "notes"}, "package_repacked"),
        ({"members": {}}, "member_missing"),
    ],
)
def test_that_a_manifest_that_does_not_fit_is_refused(facts: dict[str, Any], code: str) -> None:
    with refused_with(code):
        read_package(resealed(MEMBERS, **facts))


def test_that_a_manifest_that_is_no_manifest_is_refused() -> None:
    for content in (b"", b"[]", b"null", b"\xff\xfe", b"{" * 100_000, b'{"format":1,"schema":1}', b"{}"):
        with refused_with("manifest_not_understood"):
            read_package(sealed({**MEMBERS, "manifest.json": content}))
    manifest = MEMBERS["manifest.json"]
    for content in (manifest + b" ", manifest.replace(b'"kind":', b'"kind":"frame","kind":')):
        with refused_with("not_canonical"):
            read_package(sealed({**MEMBERS, "manifest.json": content}))


# hostile plans ------------------------------------------------------------------------------------------------------

AMOUNT = b'"amounts":{"2027":"1500.25"}'
MEASURE = id_of("measure0").encode()
OBJECTIVE = id_of("objective").encode()

PLANS: dict[str, tuple[bytes, bytes, str]] = {
    "trailing zero": (AMOUNT, b'"amounts":{"2027":"1500.250"}', "not_canonical"),
    "leading zero": (AMOUNT, b'"amounts":{"2027":"01500.25"}', "not_canonical"),
    "exponent": (AMOUNT, b'"amounts":{"2027":"15E+2"}', "not_canonical"),
    "plus": (AMOUNT, b'"amounts":{"2027":"+1500"}', "not_canonical"),
    "underscore": (AMOUNT, b'"amounts":{"2027":"1_500"}', "not_canonical"),
    "Arabic digits": (AMOUNT, '"amounts":{"2027":"١٥"}'.encode(), "not_canonical"),
    "minus zero": (AMOUNT, b'"amounts":{"2027":"-0"}', "not_canonical"),
    "NaN as text": (AMOUNT, b'"amounts":{"2027":"NaN"}', "not_a_number"),
    "infinity": (AMOUNT, b'"amounts":{"2027":"Infinity"}', "not_a_number"),
    "NaN": (AMOUNT, b'"amounts":{"2027":NaN}', "not_json"),
    "1e400": (AMOUNT, b'"amounts":{"2027":1e400}', "not_json"),
    "1e400 as text": (AMOUNT, b'"amounts":{"2027":"1e400"}', "number_too_large"),
    "1e999999999 as text": (AMOUNT, b'"amounts":{"2027":"1e999999999"}', "number_too_large"),
    "number as float": (AMOUNT, b'"amounts":{"2027":1500.25}', "not_canonical"),
    "number as integer": (AMOUNT, b'"amounts":{"2027":1500}', "not_canonical"),
    "long decimal": (AMOUNT, b'"amounts":{"2027":"1.' + b"1" * 5000 + b'"}', "too_many_decimals"),
    "long integer": (AMOUNT, b'"amounts":{"2027":"' + b"1" * 100_000 + b'"}', "number_too_large"),
    "no number": (AMOUNT, b'"amounts":{"2027":"a lot"}', "not_a_number"),
    "null": (AMOUNT, b'"amounts":{"2027":null}', "not_canonical"),
    "no map": (AMOUNT, b'"amounts":["1500.25"]', "not_a_map"),
    "no year": (AMOUNT, b'"amounts":{"27":"1500.25"}', "not_a_year"),
    "empty map": (AMOUNT, b'"amounts":{}', "not_canonical"),
    "duplicate key": (AMOUNT, b'"amounts":{"2027":"1","2027":"1500.25"}', "not_canonical"),
    "duplicate field": (AMOUNT, AMOUNT + b"," + AMOUNT, "not_canonical"),
    "unknown field": (AMOUNT, AMOUNT + b',"colour":"red"', "unknown_field"),
    "unknown kind": (b'"kind":"funding_line"', b'"kind":"money_bag"', "unknown_kind"),
    "no kind": (b'"kind":"funding_line",', b"", "unknown_kind"),
    "default spelt out": (AMOUNT, AMOUNT + b',"donor":""', "not_canonical"),
    "space": (AMOUNT, AMOUNT.replace(b":", b": "), "not_canonical"),
    "escaped letter": (b'"en":"Plan"', b'"en":"\\u0050lan"', "not_canonical"),
    "not NFC": (b'"en":"Plan"', '"en":"e\u0301"'.encode(), "not_canonical"),
    "carriage return": (b'"en":"Plan"', b'"en":"a\\r\\nb"', "not_canonical"),
    "control character": (b'"en":"Plan"', b'"en":"a\\u0007b"', "not_canonical"),
    "raw control character": (b'"en":"Plan"', b'"en":"a\x07b"', "not_json"),
    "delete character": (b'"en":"Plan"', b'"en":"a\x7fb"', "not_canonical"),
    "not a character": (b'"en":"Plan"', '"en":"a\uffffb"'.encode(), "not_canonical"),
    "half a character": (b'"en":"Plan"', b'"en":"\\ud800"', "not_json"),
    "not UTF-8": (b'"en":"Plan"', b'"en":"\xff\xfe"', "not_json"),
    "text too long": (b'"en":"Plan"', b'"en":"' + b"x" * 200_001 + b'"', "text_too_long"),
    "number for a text": (b'"en":"Plan"', b'"en":7', "not_a_text"),
    "list for a map": (b'"en":"Plan"', b'"en":["Plan"]', "not_a_text"),
    "no language": (b'"en":"Plan"', b'"English":"Plan"', "not_a_language"),
    "keys not sorted": (b'"en":"Plan","sr-Cyrl":', b'"sr-Cyrl":"x","en":', "not_canonical"),
    "quarter": (b"2027-Q3", b"2027-Q5", "not_a_quarter"),
    "position": (b'"position":"0000V"', b'"position":"../.."', "not_a_position"),
    "id in capitals": (b'"id":"' + MEASURE, b'"id":"' + MEASURE.upper(), "not_an_id"),
    "dangling": (b'"lead":"' + BODY.encode(), b'"lead":"' + b"0" * 8 + BODY.encode()[8:], "reference_leads_nowhere"),
    "wrong kind": (b'"lead":"' + BODY.encode(), b'"lead":"' + ROOT.encode(), "wrong_kind_of_target"),
    "wrong parent": (b'"parent":"' + OBJECTIVE, b'"parent":"' + BODY.encode(), "wrong_kind_of_target"),
    "no parent": (b'"parent":"' + OBJECTIVE + b'",', b"", "parent_missing"),
    "own parent": (OBJECTIVE + b'","kind":"objective","parent":"' + ROOT.encode(),
                   OBJECTIVE + b'","kind":"objective","parent":"' + OBJECTIVE, "belongs_to_itself"),
    "two plans": (
        b'"kind":"organisation","name":{"en":"Youth office"},"parent":"' + ROOT.encode() + b'","position":"V"',
        b'"kind":"plan"',
        "not_one_plan",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", list(PLANS))
def test_that_a_plan_that_does_not_fit_is_refused(name: str) -> None:
    old, new, code = PLANS[name]
    with refused_with(code):
        read_package(plan_with(old, new))


def test_that_a_refused_value_is_told_with_its_place() -> None:
    with refused_with("not_a_year") as seen:
        read_package(plan_with(AMOUNT, b'"amounts":{"27":"1500.25"}'))
    values = seen[0].values
    assert (values["member"], values["kind"], values["field"]) == ("plan.json", "funding_line", "amounts")
    assert values["id"] in (id_of("line0"), id_of("line1"))


@pytest.mark.parametrize(
    ("plan", "codes"),
    [
        (b"", ("not_json",)),
        (b"[]", ("not_canonical",)),
        (b"[\n\n]\n", ("not_canonical", "not_one_plan")),
        (b"{}", ("unknown_kind",)),
        (b"7", ("unknown_kind",)),
        (b"[7]", ("unknown_kind",)),
        (b"[" * 1_000_000, ("json_too_deep",)),
        (b'{"a":' * 200_000, ("json_too_deep",)),
        (b'[{"kind":"plan","title":' + b'{"en":' * 900 + b"1" + b"}" * 900 + b"}]", ("json_too_deep", "not_a_text")),
        (b"\xef\xbb\xbf[]", ("not_json",)),
        (b"\n" * 200_000, ("too_many_records",)),
    ],
)  # fmt: skip
def test_that_what_is_no_plan_is_refused(plan: bytes, codes: tuple[str, ...]) -> None:
    with refused_with(*codes):
        read_package(with_members(plan=plan))


def test_that_records_out_of_order_or_twice_are_refused() -> None:
    lines = MEMBERS["plan.json"].split(b"\n")
    first, second, *rest = [line.rstrip(b",") for line in lines[1:-2]]
    for order in ([second, first, *rest], [first, first, second, *rest]):
        with refused_with("not_canonical"):
            read_package(with_members(plan=b"[\n" + b",\n".join(order) + b"\n]\n"))


def test_that_circles_and_towers_of_parents_are_refused() -> None:
    ids = sorted(id_of(f"problem{n}") for n in range(5000))
    root = next(line for line in MEMBERS["plan.json"].split(b"\n") if b'"kind":"plan"' in line).rstrip(b",")

    def plan_of(parents: dict[str, str]) -> bytes:
        lines = {
            id: f'{{"id":"{id}","kind":"problem","parent":"{parent}"}}'.encode() for id, parent in parents.items()
        } | {ROOT: root}
        return with_members(plan=b"[\n" + b",\n".join(lines[id] for id in sorted(lines)) + b"\n]\n")

    with refused_with("belongs_to_itself"):
        read_package(plan_of(dict(zip(ids[:3], [*ids[1:3], ids[0]], strict=True))))
    with refused_with("tree_too_deep"):
        read_package(plan_of(dict(zip(ids, [ROOT, *ids[:-1]], strict=True))))


# hostile lines ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("member", ["history", "notes", "conflicts"])
def test_that_a_million_lines_are_refused_before_they_are_read(member: str) -> None:
    with refused_with("too_many_lines", "archive_swells"):
        read_package(with_members(**{member: b"{}\n" * 1_000_000}))
    noise = random.Random(3).randbytes(7 * MEGABYTE // 2).hex().encode()
    lines = b"\n".join(noise[n : n + 6] for n in range(0, len(noise), 6)) + b"\n"
    with refused_with("too_many_lines", "archive_member_too_large"):
        read_package(with_members(**{member: lines}))


@pytest.mark.parametrize(
    ("member", "change", "code"),
    [
        ("notes", lambda line: line.replace(b'"text"', b'"words"'), "line_not_understood"),
        ("notes", lambda line: line.replace(b'"text":"', b'"text":"e\xcc\x81'), "not_canonical"),
        ("notes", lambda line: line.replace(b'"text":"', b'"text":"' + b"x" * 200_001), "not_canonical"),
        ("notes", lambda line: line[:-1], "not_canonical"),
        ("notes", lambda line: line + b"\n", "line_not_understood"),
        ("notes", lambda line: line + line, "not_canonical"),
        ("notes", lambda line: b"\xff" + line, "line_not_understood"),
        ("notes", lambda line: line.replace(b"\n", b"\r\n"), "not_canonical"),
        ("history", lambda line: line.replace(b'"number":1', b'"number":3'), "not_canonical"),
        ("history", lambda line: line.replace(b'"edit":"set"', b'"edit":"explode"', 1), "not_json"),
        ("history", lambda line: line.replace(b'"value":"Title"', b'"value":"Title","value":"Title"'), "not_canonical"),
        ("history", lambda line: line.replace(b'"value":"Title"', b'"value":1e400'), "not_json"),
        ("history", lambda line: line.replace(b'"Title"', b"[" * 70 + b"]" * 70), "json_too_deep"),
        ("history", lambda line: line.replace(b'"Title"', b"[" * 5000 + b"]" * 5000), "line_not_understood"),
        ("conflicts", lambda line: line.replace(b'"value":"a"', b'"value":' + b"[" * 70 + b"]" * 70), "json_too_deep"),
        ("conflicts", lambda line: line.replace(b'"ours"', b'"mine"'), "line_not_understood"),
    ],
)
def test_that_a_line_that_does_not_fit_is_refused(member: str, change: Callable[[bytes], bytes], code: str) -> None:
    good = MEMBERS[f"{member}.jsonl"]
    assert change(good) != good
    with refused_with(code, "json_too_deep" if code == "line_not_understood" else code) as seen:
        read_package(with_members(**{member: change(good)}))
    assert seen[0].values["member"] == f"{member}.jsonl"
    assert seen[0].values["line"] >= 1


def test_that_a_strayed_attachment_is_refused() -> None:
    for name, code in ((sha256(b"stray").hexdigest(), "attachment_of_nothing"), ("x" * 64, "attachment_of_nothing")):
        members = {**MEMBERS, f"attachments/{name}": b"stray"}
        order = [n for n in MEMBERS if "/" not in n] + sorted(n for n in members if "/" in n)
        with refused_with(code):
            read_package(resealed({n: members[n] for n in order}))
