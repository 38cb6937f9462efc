"""Workbooks that are damaged, foreign or built to do harm are refused with a reason; nothing hangs or grows."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localplan.app.reader import read_files
from localplan.domain.plan import Plan
from localplan.domain.values import Refused
from localplan.exchange.workbook import reading_xml
from localplan.exchange.workbook.reading import ReadBook, read_workbook
from localplan.exchange.workbook.reading_edits import check_identity, edits_from_workbook
from localplan.exchange.workbook.reading_slim import slimmed
from tests.exchange.documents import methodology, words
from tests.exchange.returned import add, edited, read_back
from tests.exchange.workbooks import plan_of, written

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_of(2, activities=2)


@pytest.fixture(scope="module")
def good(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return written(plan, tmp_path_factory.mktemp("book") / "a.xlsx").read_bytes()


def repacked(data: bytes, change: Callable[[str, bytes], bytes], *, without: str = "") -> bytes:
    """The archive with its members changed."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != without:
                new.writestr(name, change(name, old.read(name)))
    return stream.getvalue()


def with_sheet(data: bytes, content: bytes) -> bytes:
    """The archive with another first sheet."""
    return repacked(data, lambda name, own: content if name == SHEET else own)


def page(rows: bytes, after: bytes = b"", before: bytes = b"") -> bytes:
    return before + b"<worksheet><dimension ref='A1:A1'/><sheetData>" + rows + b"</sheetData>" + after + b"</worksheet>"


def refused(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        read_workbook(data, "theirs.xlsx")
    assert caught.value.values["file"] == "theirs.xlsx"
    return caught.value.code


def test_that_other_files_are_named() -> None:
    assert refused(b"PK\x03\x04 nothing") == "not_a_workbook"
    assert refused(b"%PDF-1.7") == "not_a_workbook"
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)) == "not_a_workbook"  # old, or with a password


def test_that_a_damaged_workbook_is_refused(good: bytes) -> None:
    assert refused(good[:-200]) == "archive_damaged"
    assert refused(repacked(good, lambda _, own: own, without="xl/_rels/workbook.xml.rels")) == "archive_damaged"
    assert refused(with_sheet(good, b"<worksheet><sheetData>")) == "workbook_not_understood"
    with zipfile.ZipFile(BytesIO(good)) as archive:
        at = archive.getinfo(SHEET).header_offset + 30 + len(SHEET) + 200
    assert refused(good[:at] + bytes([good[at] ^ 0xFF]) + good[at + 1 :]) == "archive_damaged"


def test_that_a_small_file_with_a_huge_merged_range_stays_small(good: bytes) -> None:
    merged = b"<mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>"
    book = read_workbook(with_sheet(good, page(b"<row r='1'><c r='A1'><v>1</v></c></row>", merged)))
    assert (len(book.sheets[0].rows), book.sheets[0].merged) == (1, 1)


def test_that_a_wrong_dimension_hides_nothing(good: bytes) -> None:
    rows = b"".join(f"<row r='{n}'><c r='B{n}'><v>{n}</v></c></row>".encode() for n in range(1, 101))
    assert len(read_workbook(with_sheet(good, page(rows))).sheets[0].rows) == 100


def test_that_empty_rows_and_far_cells_take_no_room(good: bytes) -> None:
    rows = b"<row r='5'/>" * 1 + b"<row r='1048576'><c r='XFD1048576' t='str'><v>end</v></c></row>"
    (row,) = read_workbook(with_sheet(good, page(rows))).sheets[0].rows
    assert row.number == 1_048_576 and list(row.cells) == [16_383]


def styled_rows(first: int, last: int, columns: str = "A") -> bytes:
    """Rows as Excel writes them when a column is styled down to the last one."""
    look = 'spans="1:9" s="3" customFormat="1" ht="15" customHeight="1"'
    cells = "".join(f'<c r="{column}{{0}}" s="3"/>' for column in columns)
    return "".join(f'<row r="{n}" {look}>{cells.format(n)}</row>' for n in range(first, last + 1)).encode()


def test_that_a_column_styled_down_to_the_last_row_is_passed_over(good: bytes) -> None:
    said = b'<row r="5"><c r="A5"/><c r="B5"><v>5</v></c></row>'
    last = b'<row r="1048576"><c r="C1048576" t="str"><v>end</v></c></row>'
    bloated = with_sheet(good, page(styled_rows(1, 4) + said + styled_rows(6, 1_048_575) + last))
    begun = process_time()
    rows = read_workbook(bloated).sheets[0].rows
    assert process_time() - begun < 5  # 0.5 s; every cell parsed, six times as long
    assert [(row.number, row.cells[next(iter(row.cells))].text) for row in rows] == [(5, "5"), (1_048_576, "end")]


def test_that_a_sheet_full_to_the_last_row_is_refused_at_once(good: bytes) -> None:
    rows = styled_rows(1, 1_048_576).replace(b"/></row>", b"><v>1</v></c></row>")
    full = with_sheet(good, page(rows))
    begun = process_time()
    assert refused(full) == "workbook_too_large"
    assert process_time() - begun < 3  # 0.6 s
    with pytest.raises(Refused, match="workbook_too_large"):
        slimmed([b"<row>", *[b"a" * (1 << 20)] * 81])


CELLS = st.sampled_from(["<c/>", '<c r="{0}{1}" s="2"/>', '<c r="{0}{1}"></c>', '<c r="{0}{1}" s="2"><v>7</v></c>'])


@given(st.lists(st.tuples(st.sampled_from(["", ' r="{0}"']), st.lists(CELLS, max_size=5)), max_size=12))
def test_that_what_says_nothing_is_cut_away_without_moving_anything(rows: list[tuple[str, list[str]]]) -> None:
    told = [
        f"<row{number.format(n)}>{''.join(cell.format('ABCDE'[at], n) for at, cell in enumerate(cells))}</row>"
        for n, (number, cells) in enumerate(rows, 1)
    ]
    whole = page("".join(told).encode())
    slim = slimmed(whole[at : at + 50] for at in range(0, len(whole), 50))
    read = [reading_xml.SheetReader([], {}, False).read("", data) for data in (whole, slim)]
    assert read[0] == read[1]


@pytest.mark.parametrize(
    "content",
    [
        page(b"", before=b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>"),
        b"<a>" * 5_000 + b"</a>" * 5_000,
        page(b"<row r='2'/><row r='1'/>"),
        page(b"<row r='1'><c r='B1'><v>1</v></c><c r='A1'><v>1</v></c></row>"),
        page(b"<row r='1'><c r='A9'><v>1</v></c></row>"),
        page(b"<row r='99999999'/>"),
        page(b"<c r='A1'><v>1</v></c>"),
        b"\xff\xfe\x00",
    ],
)
def test_that_impossible_sheets_are_refused(content: bytes, good: bytes) -> None:
    assert refused(with_sheet(good, content)) == "workbook_not_understood"


def test_that_there_are_limits(good: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_xml, "MOST_MERGED", 10)
    many = b"<mergeCells>" + b"<mergeCell ref='A1:B1'/>" * 11 + b"</mergeCells>"
    assert refused(with_sheet(good, page(b"", many))) == "workbook_too_large"
    monkeypatch.setattr(reading_xml, "MOST_CELLS", 50)
    assert refused(good) == "workbook_too_large"
    monkeypatch.setattr(reading_xml, "MOST_STRINGS", 1)
    strings = b"<sst><si><t>a</t></si><si><t>b</t></si></sst>"
    with pytest.raises(Refused):
        reading_xml.shared_strings(strings)


def test_that_a_swelling_member_is_refused(good: bytes) -> None:
    assert refused(with_sheet(good, page(b" " * (4 << 20)))) == "archive_swells"


def test_that_odd_cells_say_what_they_can(good: bytes) -> None:
    cells = (
        b"<c r='A1' t='s'><v>9999999</v></c><c r='B1' t='e'><v>#REF!</v></c><c r='C1'><f>A1</f></c>"
        b"<c r='D1'><v>nan</v></c>"
        b"<c r='E1'><v>1e308</v></c><c r='F1' t='b'><v>1</v></c><c r='G1'><v>0.30000000000000004</v></c>"
        b"<c r='H1' t='inlineStr'><is><r><t>a</t></r><r><t>_x0041_</t></r><rPh><t>x</t></rPh></is></c><c r='I1' t='d'>"
        b"<v>2026-05-01T00:00:00</v></c>"
    )
    (row,) = read_workbook(with_sheet(good, page(b"<row r='1'>" + cells + b"</row>"))).sheets[0].rows
    told = {column: (cell.kind, cell.text) for column, cell in row.cells.items()}
    assert told == {
        1: ("error", "#REF!"),
        2: ("formula", ""),
        3: ("text", "nan"),
        4: ("text", "1e308"),
        5: ("tick", "1"),
        6: ("number", "0.3"),
        7: ("text", "aA"),
        8: ("day", "2026-05-01"),
    }


# identity ------------------------------------------------------------------------------------------------------------


def facts(book: ReadBook, **other: str) -> ReadBook:
    named = {f"localplan.{name}": value for name, value in other.items()}
    return ReadBook({**book.facts, **named}, book.sheets, book.digest)


def test_that_foreign_and_newer_workbooks_are_refused(plan: Plan, good: bytes) -> None:
    book = read_workbook(good)
    check_identity(plan, book)
    codes = {
        "workbook_not_ours": facts(book, plan="nothing"),
        "workbook_newer": facts(book, format="2"),
        "workbook_of_another_plan": facts(book, plan="0d7c3f0e-5b1e-5e0c-9a3e-6c1f5f6b7a21"),
        "workbook_of_another_place": facts(book, municipality="70017"),
    }
    for code, other in codes.items():
        with pytest.raises(Refused, match=code):
            edits_from_workbook(plan, plan, other, methodology(), words("en"))
    with pytest.raises(Refused, match="workbook_not_ours"):
        check_identity(plan, facts(book, format="9" * 5_000))


@pytest.mark.parametrize("lost", ["docProps/custom.xml", "hidden sheet"])
def test_that_what_a_workbook_says_of_itself_survives_the_loss_of_one_place(
    lost: str, plan: Plan, good: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(good)
    if lost == "hidden sheet":
        edited(path, lambda book: book.remove(book["localplan"]))
    else:
        cut = re.compile(rb"<(Override|Relationship)[^>]*custom[^>]*/>")
        path.write_bytes(repacked(good, lambda _, own: cut.sub(b"", own), without=lost))
    assert read_back(path, plan, plan).edits == ()


def test_that_more_new_rows_than_a_plan_has_are_refused(
    plan: Plan, good: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(good)
    edited(path, lambda book: [add(book["Activities"], **{"title@en": f"New {n}"}) for n in range(5)])
    assert read_back(path, plan, plan).counts.added == 5
    monkeypatch.setattr("localplan.exchange.workbook.reading_work.MOST_NEW", 4)
    with pytest.raises(Refused, match="workbook_too_large"):
        read_back(path, plan, plan)


# the reader process --------------------------------------------------------------------------------------------------


def test_that_workbooks_are_read_in_a_process_of_their_own(good: bytes, tmp_path: Path) -> None:
    fine, broken = tmp_path / "fine.xlsx", tmp_path / "broken.xlsx"
    fine.write_bytes(good)
    broken.write_bytes(good[:1000])
    results = dict(read_files([broken, fine], "read_workbook"))
    assert isinstance(results[broken], Refused) and results[broken].values["file"] == "broken.xlsx"
    assert msgspec.convert(results[fine], ReadBook) == read_workbook(fine)


# anything ------------------------------------------------------------------------------------------------------------


@cache
def small_book() -> bytes:
    with TemporaryDirectory() as folder:
        return written(plan_of(2), Path(folder) / "a.xlsx").read_bytes()


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_that_a_workbook_changed_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    good, plan = small_book(), plan_of(2)
    with zipfile.ZipFile(BytesIO(good)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
    name = data.draw(st.sampled_from(names))

    def spoiled(member: str, own: bytes) -> bytes:
        if member != name:
            return own
        at = data.draw(st.integers(0, len(own) - 1))
        return own[:at] + data.draw(st.binary(max_size=6)) + own[at + data.draw(st.integers(0, 40)) :]

    try:
        edits_from_workbook(plan, plan, read_workbook(repacked(good, spoiled)), methodology(), words("en"))
    except Refused as refusal:
        assert refusal.code
