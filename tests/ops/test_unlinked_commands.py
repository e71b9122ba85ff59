"""``import-unlinked`` and ``make-unlinked`` as operators and testers type them."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from db.queries.unlinked import UnlinkedOvertaken
from ops import import_unlinked
from ops.__main__ import main
from ops.personas import load_personas
from tests.ops.running import Run


def made(out: Path, *words: str) -> bytes:
    """What make-unlinked writes into a file."""
    assert main(["make-unlinked", "--records", "5", "--out", str(out), *words]) == 0
    return out.read_bytes()


def test_made_records_are_imported_once_and_replaced_by_others(run: Run, tmp_path: Path) -> None:
    made(tmp_path / "one.jsonl")
    made(tmp_path / "two.jsonl.gz", "--seed", "2")
    code, said, error = run("import-unlinked", str(tmp_path / "one.jsonl"))
    assert (code, error) == (0, "")
    assert "5件、取り込みました。" in said
    code, said, _ = run("import-unlinked", str(tmp_path / "one.jsonl"))
    assert code == 0
    assert "取り込みずみです。" in said
    code, said, _ = run("import-unlinked", str(tmp_path / "two.jsonl.gz"))
    assert code == 0
    assert "前の記録と入れかえました。" in said


def test_a_bad_line_is_named_with_line_field_value_and_rule(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "bad.csv"
    file.write_bytes(
        "number,scheme,kana,birth_date\n4021183645,厚年,ｱｷﾔﾏ,5360631\n".replace("0631", "1331").encode("cp932")
    )
    code, said, _ = run("import-unlinked", str(file))
    assert code == 1
    assert '2行目 birth_date = "1961-13-31"' in said
    assert "［schema］" in said
    assert "1件のまちがいがありました。前の記録をそのまま使います。" in said


def test_what_cannot_be_read_or_was_overtaken_changes_nothing(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code, said, _ = run("import-unlinked", str(tmp_path / "none.jsonl"))
    assert code == 2
    assert "取り込めませんでした" in said

    async def overtaken(*_: object) -> None:
        raise UnlinkedOvertaken("another import has begun")

    made(tmp_path / "one.jsonl")
    monkeypatch.setattr(import_unlinked, "import_unlinked", overtaken)
    assert run("import-unlinked", str(tmp_path / "one.jsonl"))[0] == 2


def test_the_same_words_make_the_same_bytes(tmp_path: Path) -> None:
    one = made(tmp_path / "one.jsonl")
    assert one == made(tmp_path / "other.jsonl") == gzip.decompress(made(tmp_path / "packed.jsonl.gz"))
    assert one != made(tmp_path / "third.jsonl", "--seed", "2")


def test_records_of_the_people_of_a_monthly_file_come_first(tmp_path: Path) -> None:
    month = tmp_path / "month.jsonl"
    month.write_text("".join(f"{person.line}\n" for person in load_personas()[:3]), encoding="utf-8")
    lines = made(tmp_path / "one.jsonl", "--people", str(month)).decode().splitlines()
    assert len(lines) == 8
    assert "1961-06-15" in lines[0]


def test_a_file_of_people_that_is_none_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    month = tmp_path / "month.jsonl"
    month.write_text("{}\n", encoding="utf-8")
    words = ["make-unlinked", "--records", "1", "--people", str(month), "--out", str(tmp_path / "one.jsonl")]
    assert main(words) == 2
    assert "1 行目が、記録として読めません" in capsys.readouterr().err
    assert not (tmp_path / "one.jsonl").exists()
