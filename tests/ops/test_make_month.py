"""``python -m ops make-month``: what the tester types and gets."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from ops import make_month
from ops.__main__ import main
from ops.population.months import MonthOrder


def made(out: Path, *words: str) -> bytes:
    """What the command writes into a file."""
    assert main(["make-month", "--people", "5", "--out", str(out), *words]) == 0
    return out.read_bytes()


def test_a_file_is_a_line_for_each_person(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = made(tmp_path / "month.jsonl").splitlines()
    assert len(lines) == 5
    assert all(b'"as_of":"2026-10"' in line for line in lines), "the stated default, whatever day it is"
    assert capsys.readouterr().out == ""
    assert [path.name for path in tmp_path.iterdir()] == ["month.jsonl"], "nothing is left beside it"


def test_the_same_words_make_the_same_bytes(tmp_path: Path) -> None:
    one, other = (made(tmp_path / name, "--seed", "4") for name in ("one.jsonl", "other.jsonl"))
    assert one == other != made(tmp_path / "third.jsonl", "--seed", "5")


def test_a_name_that_ends_in_gz_is_compressed_to_the_same_bytes_each_time(tmp_path: Path) -> None:
    packed = made(tmp_path / "month.jsonl.gz")
    assert gzip.decompress(packed) == made(tmp_path / "month.jsonl")
    assert packed == made(tmp_path / "again.jsonl.gz")


def test_standard_output(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["make-month", "--people", "5"]) == 0
    assert capfdbinary.readouterr().out == made(tmp_path / "month.jsonl")


def test_a_later_month(tmp_path: Path) -> None:
    later = made(tmp_path / "later.jsonl", "--as-of", "2026-12", "--since", "2026-10", "--changed", "50")
    assert later.count(b'"as_of":"2026-10"') < 5
    assert made(tmp_path / "same.jsonl", "--as-of", "2026-11", "--changed", "0") == made(tmp_path / "first.jsonl")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--since", "2026-09"), "--changed"),
        (("--changed", "5", "--since", "2026-10"), "より前の月"),
    ],
)
def test_months_that_do_not_fit_together(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    assert main(["make-month", "--people", "5", "--out", str(tmp_path / "x"), *words]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--people", "0"), "1 から"),
        (("--people", "9000000001"), "9000000000 まで"),
        (("--people", "many"), "many"),
        (("--seed", "-1"), "-1"),
        (("--as-of", "2026-13"), "2009-01 から"),
        (("--as-of", "1999-12"), "1999-12"),
        (("--changed", "101"), "0 から 100"),
        (("--changed", "1/0"), "1/0"),
        (("--changed", "-1"), "-1"),
    ],
)
def test_what_is_no_number_or_month(capsys: pytest.CaptureFixture[str], words: tuple[str, str], said: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["make-month", "--people", "5", f"{words[0]}={words[1]}"])
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["make-month", "--people", "5", "--out", str(tmp_path / "no" / "month.jsonl")]) == 2
    assert "作れませんでした" in capsys.readouterr().err


def test_an_interrupted_file_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(_: MonthOrder) -> list[str]:
        raise KeyboardInterrupt

    monkeypatch.setattr(make_month, "make_lines", stopped)
    assert main(["make-month", "--people", "5", "--out", str(tmp_path / "month.jsonl")]) == 130
    assert list(tmp_path.iterdir()) == []
