"""A new fiscal year is a matter of rows: the tables get lines for 2027, and the same program estimates with them."""

from __future__ import annotations

import csv
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from ops.__main__ import main
from pension.conditions import Conditions
from pension.estimate import Estimate, compute_estimate
from rules.loader import load_rules
from rules.tables import read_table
from tests.pension.documents import job, record
from tests.rules.folders import append, copied_tables

JUNE_2027 = date(2027, 6, 1)
SAID = "令和9年度の政令（試しの行）,law-text"


@pytest.fixture
def next_year(tmp_path: Path) -> Path:
    folder = copied_tables(tmp_path)
    append(
        folder,
        "basic_pension_amounts.csv",
        f"2027,2027-04,2028-03,,1956-04-01,852700,1.092,{SAID}",
        f"2027,2027-04,2028-03,1956-04-02,,855100,1.095,{SAID}",
    )
    append(folder, "former_level_rates.csv", f"2027,,1938-04-01,1.095,{SAID}", f"2027,1938-04-02,,1.093,{SAID}")
    append(folder, "working_pension_limits.csv", f"2027,2027-04,2028-03,660000,{SAID}")
    _revalue(folder)
    return folder


def _revalue(folder: Path) -> None:
    """Every rate of 2026 raised by 1 %, and a row for the new year in each table."""
    rows = read_table("revaluation_rates.csv", folder)
    grown: list[dict[str, str]] = []
    for index, row in enumerate(rows):
        grown.append(row)
        if row["level"] == "former" and row["last_month"] == "2027-03":
            grown.append({**row, "first_month": "2027-04", "last_month": "2028-03", "rate": "0.810"})
        following = rows[index + 1] if index + 1 < len(rows) else None
        if row["fiscal_year"] == "2026" and (following is None or following["fiscal_year"] != "2026"):
            last_year = [found for found in rows if found["fiscal_year"] == "2026" and found["kind"] == row["kind"]]
            grown += _next_year(last_year)
    with (folder / "revaluation_rates.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(grown)


def _next_year(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    found = []
    for row in rows:
        raised = f"{float(Fraction(row['rate']) * Fraction('1.01')):.3f}"
        found.append({**row, "fiscal_year": "2027", "rate": raised})
        if row["last_month"] == "2027-03":
            found.append({**found[-1], "first_month": "2027-04", "last_month": "2028-03", "rate": "0.930"})
    return found


def _estimate(folder: Path | None) -> Estimate:
    life = record(job("1983-04-01", "2021-06-01"), born="1961-06-15")
    rules = load_rules(folder) if folder else load_rules()
    estimate = compute_estimate(life, JUNE_2027, rules, Conditions(future=()))
    assert isinstance(estimate, Estimate)
    return estimate


def test_the_new_year_is_known_and_its_amounts_are_used(next_year: Path) -> None:
    assert load_rules(next_year).money.estimate_years == (2025, 2026, 2027)
    now, then = _estimate(None), _estimate(next_year)
    assert (now.fiscal_year, then.fiscal_year) == (2026, 2027)
    yen = [line.yen for line in then.stages[-1].lines]
    # 855,100 x 458 / 480; every month of pay 1 % up
    assert yen[0] == 815_908
    assert then.stages[-1].yearly > now.stages[-1].yearly


def test_check_rules_tells_of_it(next_year: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check-rules", "--rules", str(next_year)]) == 0
    said = capsys.readouterr().out
    assert "見込額を計算できる年度：2025、2026、2027" in said
    assert "在職老齢年金の支給停止調整額（working_pension_limits.csv）：23行、2005年度から2027年度まで" in said


def test_a_half_entered_year_is_refused(next_year: Path, capsys: pytest.CaptureFixture[str]) -> None:
    append(next_year, "basic_pension_amounts.csv", f"2028,2028-04,2029-03,1956-04-02,,860000,1.101,{SAID}")
    assert main(["check-rules", "--rules", str(next_year)]) == 1
    assert "生年月日によって、始まりか終わりの年月がちがいます。" in capsys.readouterr().out
