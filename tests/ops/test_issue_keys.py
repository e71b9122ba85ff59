"""``python -m ops issue-keys``: keys on paper, and nowhere else."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from pension.record import Address
from tests.ops.running import Run
from tests.ops.test_commands import SQLITE_ONLY
from tests.services.monthly_files import document, number, write_file

HOME = Address(postal_code="100-0000", lines=("東京都千代田区見本町1丁目2番3号",))


@pytest.fixture
def imported(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database with one person who has an address and one who has none; the folder for letters."""
    monkeypatch.setenv("NENKIN_SECRET_KEY", "ab" * 32)
    plain = document(1)
    at_home = replace(plain, person=replace(plain.person, address=HOME))
    file = write_file(tmp_path / "month.jsonl", at_home, document(2))
    assert run("import-month", str(file))[0] == 0
    return tmp_path / "letters"


@SQLITE_ONLY
def test_letters_are_written_for_their_owner_alone(run: Run, imported: Path) -> None:
    code, said, _ = run("issue-keys", str(imported))
    assert code == 0
    assert "1 人分の手紙" in said
    assert "手紙を作れない人が 1 人います。" in said
    (file,) = imported.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert number(1).replace("-", "") not in file.name.replace("-", "")
    text = file.read_text(encoding="utf-8")
    assert "〒100-0000" in text
    assert "春野 和子 様" in text
    assert number(1) not in text, "a letter names no number that identifies with it"
    assert "日本年金機構の公式のお知らせではありません" in text
    assert run("issue-keys", str(imported))[1].startswith("0 人分"), "once a month"
    assert len(list(imported.iterdir())) == 1


@SQLITE_ONLY
@pytest.mark.parametrize(("name", "text"), [("NENKIN_SECRET_KEY", ""), ("NENKIN_ACCESS_KEY_MONTHS", "0")])
def test_a_setting_that_cannot_be_used_is_named(
    run: Run,
    imported: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    text: str,
) -> None:
    monkeypatch.setenv(name, text)
    code, _, complaint = run("issue-keys", str(imported))
    assert code == 2
    assert name in complaint
    assert not imported.exists()
