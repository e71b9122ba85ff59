"""``python -m ops``: what the operator types and reads."""

from __future__ import annotations

import asyncio
import getpass
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from db.engine import close_database, current_engine, open_database
from db.problems import DatabaseUnavailable
from db.queries.accounts import Role
from db.queries.imports import ImportOvertaken
from db.transactions import write
from ops import add_account, demo, import_month, migrate
from ops import check_data as ops_check_data
from ops.__main__ import main
from ops.personas import DemoPerson, load_logins, load_personas
from ops.settings import read_settings
from services.check_data import Problem, ProblemKind
from services.clock import DEMO_NOW, JST, JapanClock
from services.sign_in import SignedIn, canonical_user_id
from tests.databases import SteppingClock
from tests.ops.running import Run
from tests.services.monthly_files import colliding, document, left_out, number, paid_instead, write_file
from tests.services.people import try_sign_in

STAFF = load_logins([])
SQLITE_ONLY = pytest.mark.parametrize("engine_name", ["sqlite"])


@pytest.fixture
def month(tmp_path: Path) -> Path:
    return write_file(tmp_path / "2026-10.jsonl", document(1), document(2))


# ---- import-month ----


@SQLITE_ONLY
def test_importing_a_month(run: Run, month: Path) -> None:
    code, said, _ = run("import-month", str(month))
    assert code == 0
    assert said == "2人分を取り込みました（2026-10 時点）：新しい人 2、変わった人 0、同じ人 0。\n"
    code, said, _ = run("import-month", str(month))
    assert code == 0
    assert "取り込みずみです。何も変わっていません。" in said


@SQLITE_ONLY
def test_it_says_what_was_carried_over_and_who_waits(run: Run, tmp_path: Path) -> None:
    run("import-month", str(write_file(tmp_path / "10.jsonl", *(paid_instead(index) for index in range(3)))))
    code, said, _ = run(
        "import-month", str(write_file(tmp_path / "11.jsonl", left_out(0), paid_instead(1, "2026-11"), colliding(2)))
    )
    assert code == 0
    assert said.splitlines() == [
        "3人分を取り込みました（2026-11 時点）：新しい人 0、変わった人 2、同じ人 0。",
        "ファイルにない訂正 1件を、いまの記録から引き継ぎました。",
        "1人分は、決定した訂正とぶつかるため取り込まず、記録はいまのままです。"
        "年金事務所の窓口（/counter/office/corrections/conflicts）で、職員の判断を待っています。",
    ]


@SQLITE_ONLY
def test_every_bad_line_is_printed(run: Run, tmp_path: Path) -> None:
    text = write_file(tmp_path / "one.jsonl", document(1)).read_text(encoding="utf-8").strip()
    bad = text.replace('"as_of":"2026-10"', '"as_of":"2026-13"').replace('"sex":"female"', '"sex":"x"')
    code, said, _ = run("import-month", str(write_file(tmp_path / "bad.jsonl", bad, "", document(1))))
    assert code == 1
    lines = said.splitlines()
    assert sorted(lines[:3]) == [
        '1行目 as_of = "2026-13"：YYYY-MM の形の年月（1940-06 から 2100-12 まで）で書いてください。［schema］',
        '1行目 person.sex = "x"：次のどれかで書いてください：female、male。［schema］',
        "2行目：空の行です。1行に1人分の記録を書いてください。［empty-line］",
    ]
    assert lines[3:] == ["3行を調べ、3件のまちがいがありました。何も取り込んでいません。"]


@SQLITE_ONLY
def test_a_hostile_file_commands_no_terminal_and_forges_no_line(run: Run, tmp_path: Path) -> None:
    key = json.dumps({"\x1b[2J\u202e\n9行目：": 1, "あ　い": 2})
    code, said, _ = run("import-month", str(write_file(tmp_path / "bad.jsonl", key, "\x1b[31m{", "\u2028")))
    assert code == 1
    assert all(letter.isprintable() or letter in "\n　" for letter in said)
    assert "\\u001b[2J\\u202e\\u000a9行目： = 1" in said
    assert "あ　い = 2" in said
    assert all(line.startswith(("1行目 ", "2行目 ", "3行目", "3行を調べ、")) for line in said.splitlines())


@SQLITE_ONLY
def test_a_bar_shows_on_a_terminal_only(run: Run, month: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("import-month", str(month))[2] == ""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    run("import-month", str(write_file(month, document(3))))
    assert "100%" in terminal.getvalue()


@SQLITE_ONLY
@pytest.mark.parametrize("name", ["none.jsonl", "."])
def test_what_is_no_file(run: Run, tmp_path: Path, name: str) -> None:
    code, said, _ = run("import-month", str(tmp_path / name))
    assert code == 2
    assert "何も変わっていません" in said


def test_a_damaged_database_is_one_message(tmp_path: Path, month: Path) -> None:
    path = tmp_path / "nenkin.sqlite"
    path.write_bytes(b"damaged" * 1000)
    done = subprocess.run(
        [sys.executable, "-m", "ops", "import-month", str(month)],
        env=os.environ | {"NENKIN_DATABASE": str(path)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == b""
    message = done.stderr.decode()
    assert "Traceback" not in message
    assert "こわれているか" in message
    assert "damaged" in message


@SQLITE_ONLY
def test_trouble_that_passes_and_interruptions(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for trouble, code, word in (
        (DatabaseUnavailable("disk full"), 2, "disk full"),
        (KeyboardInterrupt(), 130, "中断"),
    ):

        def fail(_: object, trouble: BaseException = trouble) -> int:
            raise trouble

        monkeypatch.setattr(migrate, "run", fail)
        ended, said, error = run("migrate")
        assert (ended, said) == (code, "")
        assert word in error


# ---- add-account ----


@SQLITE_ONLY
def test_an_account_for_imported_people(run: Run, month: Path, location: str, monkeypatch: pytest.MonkeyPatch) -> None:
    password = "tsuki-to-hoshi-to-kaze"

    def add(person: str, user_id: str, typed: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{typed}\n"))
        return run("add-account", person, user_id)

    run("import-month", str(month))
    for person, user_id, typed, word in (
        ("9999-999999", "hanako23", password, "記録がありません"),
        (number(1), "hana2", password, "6 文字以上"),
        (number(1), "花子さん二十三", password, "英字と数字"),
        (number(1), "hanako23", "short", "15 文字から 128 文字まで"),
        (number(1), "hanako23", "hanako23-hanako23-hanako23", "見やぶられにくい"),
        (number(1), "hanako23", "x" * 129, "15 文字から 128 文字まで"),
    ):
        code, said, _ = add(person, user_id, typed)
        assert code == 1
        assert word in said
    assert add(number(1), "Hanako-23", password)[:2] == (0, "アカウントを作りました。\n")
    assert "すでに使われています" in add(number(2), "hanako23", password)[1]

    async def signs_in() -> bool:
        await open_database(location)
        result = await try_sign_in(SteppingClock(), "hanako23", password)
        await close_database()
        return isinstance(result, SignedIn)

    assert asyncio.run(signs_in())


def test_a_password_is_typed_unseen_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(getpass, "getpass", lambda prompt: f"typed after {prompt}")
    assert add_account.read_password() == "typed after パスワード: "


# ---- migrate, check-data ----


@SQLITE_ONLY
def test_migrating(run: Run, location: str) -> None:
    assert run("migrate")[:2] == (0, "データベースは最新です。\n")
    Path(location).unlink()
    code, said, _ = run("migrate")
    assert code == 0
    assert "m0001_first_tables" in said


@SQLITE_ONLY
def test_checking_data(run: Run, month: Path, location: str) -> None:
    run("import-month", str(month))
    assert run("check-data")[:2] == (0, "異常はありません。\n")

    async def damage() -> None:
        await open_database(location)
        async with write():
            await current_engine().run_ddl("UPDATE record_document SET digest = '' WHERE person = 1")
            await current_engine().run_ddl("UPDATE audit_chain SET head = '' WHERE record = 2")
        await close_database()

    asyncio.run(damage())
    code, said, _ = run("check-data")
    assert code == 1
    assert said.splitlines() == [
        "こわれた記録：person 1 document 1"
        "（書かれたときのままではありません（the document's SHA-256 is not the stored one））",
        "監査記録：record 2 position 2（監査記録が書きかえられたか、抜けています）",
        "異常が 2 件ありました。",
    ]


@pytest.mark.parametrize("kind", ProblemKind)
def test_every_kind_of_problem_has_words(kind: ProblemKind) -> None:
    assert "person 1（合いません）" in ops_check_data.describe(Problem(kind, "person 1", "合いません"))


# ---- verify-audit ----


@SQLITE_ONLY
def test_a_changed_audit_log_is_found_and_is_an_alert(run: Run, month: Path, location: str) -> None:
    run("import-month", str(month))
    code, said, _ = run("verify-audit")
    assert (code, said.splitlines()[0]) == (0, "監査記録に異常はありません。")

    async def change() -> None:
        await open_database(location)
        async with write():
            await current_engine().run_ddl("UPDATE audit_chain SET head = 'x' WHERE record = 1")
        await close_database()

    asyncio.run(change())
    code, said, _ = run("verify-audit")
    assert code == 1
    assert said.splitlines()[:-1] == [
        "書きかえられた監査記録：record 1 の 2 番目",
        "1本の監査記録が書きかえられています。",
    ]


@SQLITE_ONLY
def test_what_was_kept_elsewhere_shows_a_log_that_was_written_anew(run: Run, month: Path, location: str) -> None:
    run("import-month", str(month))
    today = JapanClock().now().date().isoformat()
    code, said, _ = run("audit-head", "--day", today)
    kept = said.split()[2]
    assert (code, said.split()[:2], len(kept)) == (0, ["audit-head", today], 64)
    assert run("audit-head", "--day", today, "--expect", kept.upper())[0] == 0
    assert run("audit-head")[1].split()[3] == "chains=0", "yesterday there was nothing"
    assert run("verify-audit")[1].splitlines()[-1] == run("audit-head")[1].strip()
    code, said, _ = run("audit-head", "--day", today, "--expect", "0" * 64)
    assert code == 1
    assert "控えた値とちがいます" in said


# ---- demo ----


@pytest.fixture
def few_people(monkeypatch: pytest.MonkeyPatch) -> list[DemoPerson]:
    """The first three, to keep the tests quick: every password costs what a password should."""
    people = load_personas()[:3]
    monkeypatch.setattr(demo, "load_personas", lambda: people)
    return people


async def can_sign_in(person: DemoPerson) -> bool:
    return isinstance(await try_sign_in(SteppingClock(), person.user_id, person.password), SignedIn)


def test_the_demo_is_prepared_by_the_import_of_operators(
    run: Run, location: str, few_people: list[DemoPerson], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NENKIN_DEMO", "1")
    code, said, _ = run("demo", "--prepare")
    assert code == 0
    assert "3人分を取り込みました" in said
    assert f"新しく作ったもの {3 + len(STAFF)}" in said
    code, said, _ = run("demo", "--prepare")
    assert code == 0
    assert "何も変わっていません" in said
    assert "新しく作ったもの 0" in said

    async def sign_everybody_in() -> list[bool]:
        await open_database(location)
        done = [await can_sign_in(person) for person in few_people]
        await close_database()
        return done

    assert asyncio.run(sign_everybody_in()) == [True] * 3


@SQLITE_ONLY
def test_the_demo_needs_to_be_asked_for(run: Run, few_people: list[DemoPerson]) -> None:
    code, said, error = run("demo", "--prepare")
    assert (code, said) == (1, "")
    assert "NENKIN_DEMO=1" in error


@SQLITE_ONLY
def test_the_demo_is_refused_beside_anything_else(
    run: Run, month: Path, few_people: list[DemoPerson], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("import-month", str(month))
    monkeypatch.setenv("NENKIN_DEMO", "1")
    code, said, error = run("demo", "--prepare")
    assert (code, said) == (2, "")
    assert "holds records that are not of the demo" in error


@SQLITE_ONLY
def test_a_bad_persona_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = DemoPerson(
        persona="x", name="x", user_id="x", password="x", shows="x", basic_pension_number="x", line='{"as_of":1}'
    )
    monkeypatch.setattr(demo, "load_personas", lambda: [bad])
    monkeypatch.setenv("NENKIN_DEMO", "1")
    code, said, _ = run("demo", "--prepare")
    assert code == 1
    assert "1行目 as_of = 1" in said


@SQLITE_ONLY
def test_the_list_is_json_with_everything_needed_to_sign_in(run: Run) -> None:
    code, said, _ = run("demo", "--list")
    assert code == 0
    listed: list[dict[str, Any]] = json.loads(said)
    assert len(listed) >= 24
    for entry in listed:
        assert list(entry) == ["persona", "name", "user_id", "password", "one_time_code_secret", "role", "shows"]
        assert entry["shows"]
    assert {entry["role"] for entry in listed} == set(Role)
    with_code = {entry["persona"] for entry in listed if entry["one_time_code_secret"]}
    assert with_code == {"kudo", *(login.persona for login in STAFF if login.persona != "newcomer")}


def test_user_ids_and_passwords_are_easy_to_type_and_hard_to_mistake() -> None:
    people = load_personas()
    assert len({person.user_id for person in people}) == len({person.password for person in people}) == len(people)
    for person in people:
        assert canonical_user_id(person.user_id) == person.user_id
        assert not set(person.user_id) & set("01")
        assert len(person.password) >= 15
    assert load_personas() == people


# ---- the command line itself ----


def test_settings() -> None:
    assert read_settings({}).database == "data/nenkin.sqlite"
    assert read_settings({"NENKIN_DATABASE": " "}).database == "data/nenkin.sqlite"
    assert read_settings({"NENKIN_DATABASE": "x", "NENKIN_DEMO": "1"}).clock.now().date() == DEMO_NOW.date()
    assert read_settings({"NENKIN_DEMO": "0"}).clock.now().tzinfo == JST


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    for name in (
        "migrate",
        "import-month",
        "add-account",
        "check-data",
        "verify-audit",
        "make-month",
        "backup",
        "restore",
        "demo",
    ):
        assert name in said
    assert "sweep" in said


def test_a_command_is_needed() -> None:
    with pytest.raises(SystemExit) as ended:
        main([])
    assert ended.value.code == 2


def test_an_overtaken_import_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def overtaken(*_: object) -> None:
        raise ImportOvertaken("another import has begun")

    monkeypatch.setattr(import_month, "_import", overtaken)
    assert main(["import-month", str(tmp_path)]) == 2
    assert "another import has begun" in capsys.readouterr().out
