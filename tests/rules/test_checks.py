"""The tables are whole, and a table that is not is seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pension.derivation import Confidence
from rules.checks import find_coverage, find_faults, find_unsure_rows, table_shapes
from rules.loader import BrokenRules, load_rules
from tests.rules.folders import append, copied_tables, replace_line

LIMITS = "working_pension_limits.csv"
TRANSFER = "transfer_supplement_factors.csv"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copied_tables(tmp_path)


def test_the_tables_are_whole() -> None:
    assert find_faults() == ()


def test_every_table_says_what_it_is_and_in_what_unit() -> None:
    assert all(shape.title for shape in table_shapes())
    without_unit = {shape.name for shape in table_shapes() if not shape.unit}
    assert without_unit == {
        "calculation_figures.tsv", "check_settings.csv", "estimate_notes.tsv", "month_statuses.tsv",
        "matching_rungs.csv", "matching_steps.csv", "name_characters.csv", "name_kana_pairs.csv", "name_readings.csv",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("break_it", "table", "line", "reason"),
    [
        (lambda f: replace_line(f, LIMITS, 10, ""), LIMITS, 10, "9行目との間があいています。"),
        (
            lambda f: append(f, LIMITS, "2027,2027-03,2028-03,660000,政令,law-text"),
            LIMITS,
            24,
            "23行目と重なっているか、順番が逆です。",
        ),
        (lambda f: append(f, LIMITS, "2027,2027-04,2028-03,660000,,law-text"), LIMITS, 24, "出典がありません。"),
        (
            lambda f: append(f, LIMITS, "2027,2027-04,2028-03,660000,政令,sure"),
            LIMITS,
            24,
            "確かさの書き方がちがいます：sure",
        ),
        (
            lambda f: append(f, LIMITS, "2027,2028-04,2028-03,660000,政令,law-text"),
            LIMITS,
            24,
            "終わりが始まりより前です。",
        ),
        (
            lambda f: replace_line(f, TRANSFER, 10, ""),
            TRANSFER,
            2,
            "1934-04-01 の次の日に生まれた人の行がありません。",
        ),
        (
            lambda f: append(
                f, "basic_pension_amounts.csv", "2027,2027-04,2028-03,1956-04-02,,850000,1.088,政令,law-text"
            ),
            "basic_pension_amounts.csv",
            49,
            "生年月日によって、始まりか終わりの年月がちがいます。",
        ),
        (lambda f: append(f, "new.csv", "a,source,confidence"), "new.csv", 0, "tables.toml に説明がありません。"),
        (
            lambda f: (f / LIMITS).write_text("fiscal_year,first_month,last_month,limit_yen,source,confidence\n"),
            LIMITS,
            0,
            "行がありません。",
        ),
    ],
)
def test_what_is_not_whole_is_seen(
    folder: Path, break_it: Callable[[Path], object], table: str, line: int, reason: str
) -> None:
    break_it(folder)
    assert [(fault.table, fault.line, fault.reason) for fault in find_faults(folder)] == [(table, line, reason)]
    with pytest.raises(BrokenRules, match=f"{table}:{line}"):
        load_rules(folder)


def test_coverage_is_told_by_fiscal_year() -> None:
    reach = {coverage.shape.name: (coverage.first, coverage.last) for coverage in find_coverage()}
    assert reach["basic_pension_amounts.csv"] == (1986, 2026)
    assert reach["employees_contribution_rates.csv"] == (1942, None)
    assert reach["revaluation_rates.csv"] == (1957, 2026)
    assert reach["former_level_rates.csv"] == (2025, 2026)
    assert reach["employees_multipliers.csv"] == (None, None)


def test_derived_and_unverified_rows_are_named() -> None:
    unsure = find_unsure_rows()
    assert {row.confidence for row in unsure} == {
        Confidence.DERIVED, Confidence.MEMORY, Confidence.ASSUMED, Confidence.ONE_SOURCE,
    }  # fmt: skip
    named = [row for row in unsure if row.table == LIMITS]
    assert [(row.confidence, row.row) for row in named][:2] == [
        (Confidence.MEMORY, "2006 2006-04 2007-03 480000"),
        (Confidence.MEMORY, "2007 2007-04 2008-03 480000"),
    ]
