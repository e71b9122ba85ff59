"""Lines of a file of records without an owner: every form it may have, and every fault by line, rule and field."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from pension.record import Sex
from pension.status import Scheme
from services.import_lines import BadLine
from services.unlinked_lines import GoodRecord, UnlinkedFile

LINE = {
    "number": "4021-183645",
    "scheme": "employees_pension",
    "kana": "アキヤマ カズコ",
    "birth_date": "1961-06-15",
    "name": "秋山 和子",
    "sex": "female",
    "employer": "みほん文具店",
    "first_month": "1983-04",
    "last_month": "1983-07",
}
CSV = "number,scheme,kana,birth_date,name,sex,employer,first_month,last_month\n"
CSV_ROW = "4021183645,厚年,ｱｷﾔﾏ ｶｽﾞｺ,5360615,秋山　和子,2,みほん文具店,1983-04,1983-07\n"


def line(**changes: object) -> str:
    said = {name: value for name, value in {**LINE, **changes}.items() if value is not None}
    return json.dumps(said, ensure_ascii=False) + "\n"


def lines_of(folder: Path, content: str | bytes, name: str = "a.jsonl") -> list[GoodRecord | list[BadLine]]:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(UnlinkedFile(path).check_lines())


def faults(lines: list[GoodRecord | list[BadLine]]) -> list[tuple[int, str, str]]:
    return [(bad.line, bad.rule, bad.field) for found in lines if isinstance(found, list) for bad in found]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (line(), []),
        ("\ufeff" + line(), []),
        (line(number="12"), [(1, "schema", "number")]),
        (line(scheme="x"), [(1, "schema", "scheme")]),
        (line(kana="漢字"), [(1, "schema", "kana")]),
        (line(kana=""), [(1, "schema", "kana")]),
        (line(kana="・"), [(1, "schema", "kana")]),
        (line(birth_date="1961-13-15"), [(1, "schema", "birth_date")]),
        (line(birth_date="0065-01-15"), [(1, "schema", "birth_date")]),
        (line(birth_date=None), [(1, "schema", "birth_date")]),
        (line(sex="x"), [(1, "schema", "sex")]),
        (line(name="<b>"), [(1, "schema", "name")]),
        (line(first_month="1983-13"), [(1, "schema", "first_month")]),
        (line(last_month="1983-03"), [(1, "end-before-start", "last_month")]),
        (line(more="x"), [(1, "schema", "more")]),
        (line() + "{\n" + line(number="1"), [(2, "json", ""), (3, "schema", "number")]),
        (line() + "\n" + line(), [(2, "empty-line", "")]),
        (line().encode("cp932"), [(1, "unknown-encoding", "")]),
    ],
)
def test_json_lines(tmp_path: Path, content: str | bytes, expected: list[tuple[int, str, str]]) -> None:
    assert faults(lines_of(tmp_path, content)) == expected


def test_a_line_that_is_too_long_is_named_once(tmp_path: Path) -> None:
    assert faults(lines_of(tmp_path, line(employer="あ" * 400_000)))[0] == (1, "line-too-long", "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
@pytest.mark.parametrize("name", ["unlinked.csv", "unlinked.csv.gz"])
def test_csv_is_read_as_hosts_write_it(tmp_path: Path, encoding: str, name: str) -> None:
    content = (CSV + CSV_ROW).encode(encoding)
    [found] = lines_of(tmp_path, gzip.compress(content) if name.endswith(".gz") else content, name)
    assert isinstance(found, GoodRecord)
    record = found.record
    assert (record.number, record.kana, record.name) == ("4021-183645", "アキヤマ カズコ", "秋山 和子")
    assert (str(record.birth), record.sex, record.scheme) == ("1961-06-15", Sex.FEMALE, Scheme.EMPLOYEES)
    assert (record.employer, str(record.first_month), found.line) == ("みほん文具店", "1983-04", 2)


@pytest.mark.parametrize(
    ("written", "birth"),
    [
        ("5360615", "1961-06-15"),
        ("3100615", "1921-06-15"),
        ("1400615", "1907-06-15"),
        ("7010108", "1989-01-08"),
        ("0360615", "0036-06-15"),
        ("1961-06-15", "1961-06-15"),
    ],
)
def test_a_date_may_begin_with_the_digit_of_its_era(tmp_path: Path, written: str, birth: str) -> None:
    [found] = lines_of(tmp_path, CSV + CSV_ROW.replace("5360615", written), "a.csv")
    assert isinstance(found, GoodRecord)
    assert str(found.record.birth) == birth


def test_an_empty_cell_is_left_out(tmp_path: Path) -> None:
    [found] = lines_of(tmp_path, CSV + "4021-183645,国年,アキヤマカズコ,1961-06-15,,,,,\n", "a.csv")
    assert isinstance(found, GoodRecord)
    assert (found.record.sex, found.record.employer, found.record.first_month) == (None, None, None)


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        ("a,b\n1,2\n", "columns"),
        ("", "columns"),
        ("number,number\n", "columns"),
        (CSV + "1,2\n", "columns"),
        (CSV + CSV_ROW.replace("厚年", "x"), "schema"),
        (CSV + CSV_ROW.replace("5360615", "2360615"), "schema"),
        (CSV + 'x"y,"z\n', "csv"),
        (b"number\n\x81\x20\n", "unknown-encoding"),
    ],
)
def test_bad_csv_is_named(tmp_path: Path, content: str | bytes, rule: str) -> None:
    assert faults(lines_of(tmp_path, content, "a.csv"))[0][1] == rule


@pytest.mark.parametrize("cut", [10, 40])
def test_a_damaged_packed_file_is_named(tmp_path: Path, cut: int) -> None:
    packed = gzip.compress(line().encode())[:cut]
    assert faults(lines_of(tmp_path, packed, "a.jsonl.gz"))[-1][1] == "damaged-gzip"


def test_how_far_a_file_was_read_is_known(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(line() * 3, encoding="utf-8")
    file = UnlinkedFile(path)
    list(file.check_lines())
    assert file.bytes_read == path.stat().st_size
