"""``python -m ops staff`` and ``import-old-ids``: what the operator types and reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ops import import_old_ids
from tests.ops.running import Run
from tests.ops.test_commands import SQLITE_ONLY
from tests.services.monthly_files import document, number, write_file


@SQLITE_ONLY
def test_add_list_and_disable(run: Run) -> None:
    code, said, _ = run("staff", "add", "ayumi-office", "officer", "相談 あゆみ", "さくら年金事務所")
    assert code == 0
    assert "ユーザーID：ayumioffice" in said
    assert "はじめのパスワード：" in said
    password = said.split("はじめのパスワード：")[1].split("\n")[0]
    listed = run("staff", "list")[1]
    assert "ayumioffice　年金事務所の職員　相談 あゆみ　さくら年金事務所　確認コードなし　ログインなし" in listed
    assert password not in listed
    assert run("staff", "add", "ayumioffice", "clerk", "別の人", "窓口") == (
        1,
        "このユーザーIDは、すでに使われています。\n",
        "",
    )
    assert run("staff", "disable", "ayumi-office")[0] == 0
    assert "使えません" in run("staff", "list")[1]
    assert run("staff", "disable", "ayumi-office")[0] == 1


@SQLITE_ONLY
def test_old_ids_are_imported_and_bad_lines_named_but_never_quoted(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NENKIN_SECRET_KEY", "ab" * 32)
    assert run("import-month", str(write_file(tmp_path / "month.jsonl", document(1))))[0] == 0
    good = {"user_id": "Ky!oko48Ux", "basic_pension_number": number(1), "first_password": "himitsu-1"}
    file = tmp_path / "old.jsonl"
    file.write_text(
        json.dumps({**good, "second_password": "himitsu-2"}) + "\n" + json.dumps(good) + "\n", encoding="utf-8"
    )
    code, said, _ = run("import-old-ids", str(file))
    assert code == 1
    assert "1 件のIDを取り込みました。取り込まなかった行：1" in said
    assert said.startswith("2行目：読み取れません。")
    assert "himitsu" not in said
    code, said, _ = run("import-old-ids", str(file))
    assert "0 件のIDを取り込みました（前に取り込みずみのID：1）。取り込まなかった行：1" in said
    code, _, complaint = run("import-old-ids", str(tmp_path / "nowhere"))
    assert code == 2
    assert "取り込めませんでした" in complaint


@SQLITE_ONLY
def test_an_import_that_is_stopped_says_that_it_goes_on(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setenv("NENKIN_SECRET_KEY", "ab" * 32)
    monkeypatch.setattr(import_old_ids, "import_former_ids", stopped)
    file = tmp_path / "ids.jsonl"
    file.touch()
    code, _, complaint = run("import-old-ids", str(file))
    assert code == 130
    assert "続きから始まります" in complaint
