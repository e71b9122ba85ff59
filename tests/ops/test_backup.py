"""``python -m ops backup`` and ``restore``: what the operator types and reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ops.running import Run
from tests.services.monthly_files import document, write_file


def test_there_and_back(run: Run, tmp_path: Path) -> None:
    run("import-month", str(write_file(tmp_path / "month.jsonl", document(1), document(2))))
    file = tmp_path / "backup.zip"
    code, said, _ = run("backup", str(file))
    assert code == 0
    assert "2人、アカウント0" in said
    code, said, error = run("restore", str(file))
    assert (code, said) == (1, "")
    assert str(file) in error
    assert "すでに記録があります" in error
    assert "何も変わっていません" in error
    code, said, _ = run("restore", "--check", str(file))
    assert code == 0
    assert said.startswith("戻せる控えです")
    code, said, _ = run("restore", "--replace", str(file))
    assert code == 0
    assert said.startswith("戻しました")
    assert run("check-data")[0] == 0


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_what_was_there_before_is_named(run: Run, tmp_path: Path, location: str) -> None:
    run("backup", str(tmp_path / "backup.zip"))
    code, said, _ = run("restore", "--replace", str(tmp_path / "backup.zip"))
    assert code == 0
    assert f"{location}.before-restore" in said


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_files_that_are_there_already_or_not_at_all(run: Run, tmp_path: Path) -> None:
    (tmp_path / "backup.zip").write_bytes(b"")
    code, said, error = run("backup", str(tmp_path / "backup.zip"))
    assert (code, said) == (2, "")
    assert "すでにあります" in error
    code, said, error = run("restore", str(tmp_path / "none.zip"))
    assert (code, said) == (2, "")
    assert "何も変わっていません" in error


@pytest.mark.parametrize("engine_name", ["postgresql"])
@pytest.mark.postgres
def test_postgresql_without_its_tools(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.postgres_backup.shutil.which", lambda _: None)
    code, said, error = run("backup", str(tmp_path / "backup.zip"))
    assert (code, said) == (2, "")
    assert "pg_dump がありません" in error
    assert list(tmp_path.iterdir()) == []
