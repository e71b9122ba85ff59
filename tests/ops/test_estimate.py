"""``python -m ops estimate`` and ``check-rules``: what a consultant types and reads."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ops.__main__ import main

PERSONAS = Path(__file__).parents[1] / "personas"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on the day of the demo; exit code, standard output, standard error."""
    monkeypatch.setenv("NENKIN_DEMO", "1")

    def run_command(*words: str) -> tuple[int, str, str]:
        code = main(list(words))
        return code, *capsys.readouterr()

    return run_command


def record_of(name: str) -> str:
    return str(PERSONAS / f"{name}.json")


def conditions_file(folder: Path, **conditions: Any) -> str:
    path = folder / "conditions.json"
    path.write_text(json.dumps({"schema_version": 1} | conditions), encoding="utf-8")
    return str(path)


def test_the_summary_says_from_when_how_much_is_paid(run: Run) -> None:
    code, said, _ = run("estimate", "--record", record_of("haruno_kazuko"))
    assert code == 0
    lines = said.splitlines()
    assert lines[:4] == [
        "年金の見込額（2026年度の額と率、記録は 2026-10 まで）",
        "受給資格期間：511月（120月以上で受けとれます）",
        "  受けとる権利ができる月：2026-06",
        "2026-07からずっと：1年に 1,164,197円（1か月に 97,016円）",
    ]
    assert "  老齢基礎年金：819,645円" in lines  # 847,300 x (1393 / 3) / 480 = 819,644.9
    assert "  報酬比例部分〔会社員など〕：192,928円" in lines
    assert "これまでに納めた額：4,157,308円" in lines
    assert "これから納められる月：3月" in lines
    assert "受けとり始める年齢ごとの額（加算や働いている間の停止を除く）" in lines
    assert "仮定" in lines
    assert not any(line.startswith("    ") for line in lines)


def test_every_step_is_explained_with_its_article(run: Run) -> None:
    code, said, _ = run("estimate", "--record", record_of("haruno_kazuko"), "--explain")
    assert code == 0
    steps = [line for line in said.splitlines() if line.startswith("    ")]
    assert len(steps) > 20
    assert all(line.endswith("］") for line in steps)
    assert (
        "    老齢基礎年金 819,645円 ＝ 満額 × 月数 ÷ 加入可能月数（1円未満四捨五入）"
        "（老齢基礎年金の満額 847,300、老齢基礎年金を計算する月数 1393/3、加入可能月数 480）［国年法27条・17条1項］"
    ) in steps


def test_json_says_everything(run: Run, tmp_path: Path) -> None:
    conditions = conditions_file(tmp_path, future=[], claim_basic={"years": 70}, claim_employees={"years": 66})
    code, said, _ = run("estimate", "--record", record_of("haruno_kazuko"), "--conditions", conditions, "--json")
    assert code == 0
    found = json.loads(said)
    assert (found["fiscal_year"], found["day"], found["as_of"]) == (2026, "2026-11-23", "2026-10")
    assert (found["claim_basic"], found["claim_employees"]) == ("2031-06", "2027-06")
    assert [stage["first_month"] for stage in found["stages"]] == ["2027-07", "2031-07"]
    stage = found["stages"][-1]
    assert stage["last_month"] is None
    assert stage["yearly"] == sum(line["yen"] for line in stage["lines"])
    assert stage["lines"][1]["of"] == "basic_pension"
    weighted = next(step for step in stage["lines"][0]["steps"] if step["figure"] == "weighted_months")
    assert (weighted["value"], weighted["article"]) == ("1393/3", "国年法27条")
    assert found["payable"]["months"][0]["last_day"] == "2027-03-31"
    assert found["paid"][0]["scheme"] == "employees_pension"
    assert {"rates_stay", "disability_and_survivors"} <= {note["note"] for note in found["notes"]}
    assert {doubt["table"] for doubt in found["doubts"]} >= {"revaluation_rates", "former_level_rates"}
    assert found["claim_options"][0]["years"] == 60


def test_who_has_no_right_is_told_what_is_missing(run: Run) -> None:
    code, said, _ = run("estimate", "--record", record_of("takahashi_yui"))
    assert code == 0
    assert "  いまの条件では、まだ足りません（あと120月）。" in said.splitlines()
    found = json.loads(run("estimate", "--record", record_of("takahashi_yui"), "--json")[1])
    assert (found["right_month"], found["claim_basic"], found["stages"]) == (None, None, [])


def test_prices_that_are_not_published_are_not_guessed(run: Run) -> None:
    _, said, _ = run("estimate", "--record", record_of("sasaki_haruto"))
    lines = [line for line in said.splitlines() if line.startswith("  追納できる月")]
    assert lines[0].endswith("まで")
    assert any("額は未公表" in line or "納める額 16," in line or "納める額 17," in line for line in lines)


def test_impossible_conditions_are_answered_with_range_and_article(run: Run, tmp_path: Path) -> None:
    conditions = conditions_file(tmp_path, claim_basic={"years": 65, "months": 3})
    code, said, _ = run("estimate", "--record", record_of("haruno_kazuko"), "--conditions", conditions)
    assert code == 1
    assert said == (
        "条件 claim_basic = 65歳3か月：65歳の次は66歳からです。65歳1か月から65歳11か月までは選べません。"
        "［国年法28条1項、厚年法44条の3第1項］\n"
    )


def test_a_file_that_is_no_record(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("[]", encoding="utf-8")
    code, said, _ = run("estimate", "--record", str(tmp_path / "x.json"))
    assert code == 1
    assert said.startswith("記録 = []：")


def test_what_a_file_says_commands_no_terminal(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"schema_version": 1, "\u202e\u009b2J": 1}', encoding="utf-8")
    code, said, _ = run("estimate", "--record", record_of("haruno_kazuko"), "--conditions", str(tmp_path / "x.json"))
    assert code == 1
    assert said == "条件 \\u202e\\u009b2J = 1：この様式にない項目です。\n"


def test_a_file_that_cannot_be_read(run: Run, tmp_path: Path) -> None:
    code, _, wrong = run("estimate", "--record", str(tmp_path / "none.json"))
    assert code == 2
    assert wrong.startswith("ファイルを読めませんでした")


def test_a_day_that_the_tables_do_not_reach(run: Run) -> None:
    code, _, wrong = run("estimate", "--record", record_of("haruno_kazuko"), "--day", "2020-01-01")
    assert code == 2
    assert wrong == "2020-01-01 の年度の額や率が、表にありません。\n"


def test_check_rules_tells_reach_years_and_unsure_rows(run: Run) -> None:
    code, said, _ = run("check-rules")
    assert code == 0
    lines = said.splitlines()
    assert "  老齢基礎年金の満額と改定率（basic_pension_amounts.csv）：47行、1986年度から2026年度まで" in lines
    assert "見込額を計算できる年度：2025、2026" in lines
    assert "  former_level_rates.csv 5行目［derived］2026 1938-04-02 1.082" in lines
    assert lines[-1] == "表はそろっています。"
