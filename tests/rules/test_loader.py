from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from pension.calendar import YearMonth
from pension.record import Wartime
from pension.status import Entitlement, Status
from rules.loader import load_rules
from rules.tables import FOLDER, read_table

TABLES = sorted(path.name for path in FOLDER.iterdir() if path.suffix in (".csv", ".tsv"))
RULES = load_rules()


@pytest.mark.parametrize("table", TABLES)
def test_every_row_names_its_source_and_how_sure_it_is(table: str) -> None:
    rows = read_table(table)
    assert rows
    for row in rows:
        assert row["source"], row
        assert row["confidence"] in {
            "law-text", "verified(source)", "two-sources", "one-source", "derived", "assumed", "memory",
        }, row  # fmt: skip


def test_every_status_has_one_row_and_a_label_of_its_own() -> None:
    rows = read_table("month_statuses.tsv")
    assert sorted(row["code"] for row in rows) == sorted(Status)
    labels = [row["label_ja"] for row in rows]
    assert len(set(labels)) == len(labels)
    assert all(1 <= len(label) <= 3 for label in labels)


def test_shares_follow_the_law_before_and_after_2009_04() -> None:
    shares = {
        status: (str(rule.basic_before_2009_04), str(rule.basic_from_2009_04))
        for status, rule in RULES.statuses.items()
        if rule.basic_from_2009_04 not in (0, 1)
    }
    assert shares == {
        Status.N1_EXF_APP: ("1/3", "1/2"),
        Status.N1_EXF_LAW: ("1/3", "1/2"),
        Status.N1_CHINA_EX: ("1/3", "1/2"),
        Status.N1_EX34: ("1/2", "5/8"),
        Status.N1_EX12: ("2/3", "3/4"),
        Status.N1_EX14: ("5/6", "7/8"),
    }
    assert RULES.statuses[Status.N1_OKINAWA].basic_before_2009_04 == Fraction(1, 3)


def test_derived_statuses_are_not_stored() -> None:
    derived = {status for status, rule in RULES.statuses.items() if not rule.stored}
    assert derived == {
        Status.N1_PAYABLE, Status.E_VOID, Status.KARA_MAYBE, Status.NONE_REQ, Status.NONE_OUT, Status.FUTURE,
    }  # fmt: skip


def test_entitlement_as_the_design_says() -> None:
    assert RULES.statuses[Status.NV_UNPAID].entitlement is Entitlement.AGE_20_TO_59
    assert RULES.statuses[Status.E_LUMP].entitlement is Entitlement.CONDITIONAL
    assert RULES.statuses[Status.N1_EX12_UNP].entitlement is Entitlement.NO


@pytest.mark.parametrize(
    ("status", "month", "factor"),
    [
        (Status.S1, "1980-04", "4/3"),
        (Status.E1_SEA, "1991-03", "6/5"),
        (Status.E1_SEA, "1991-04", "1"),
        (Status.E1_MINE, "1986-03", "4/3"),
        (Status.E1_MINE, "1986-04", "6/5"),
        (Status.E1, "1980-04", "1"),
    ],
)
def test_conversion(status: Status, month: str, factor: str) -> None:
    assert str(RULES.conversion(status, YearMonth.parse(month))) == factor


@pytest.mark.parametrize(
    ("born", "months"),
    [("1920-01-01", 300), ("1926-04-02", 300), ("1940-04-01", 456), ("1941-04-01", 468), ("1941-04-02", 480)],
)
def test_full_term_by_birth_date(born: str, months: int) -> None:
    assert RULES.full_term(date.fromisoformat(born)) == months


def test_contributions_by_month() -> None:
    rule = RULES.contribution(YearMonth.of(2001, 8))
    assert rule is not None
    assert (rule.under_35, rule.from_35, rule.additional) == (13_300, 13_300, 400)
    assert RULES.contribution(YearMonth.of(1961, 3)) is None


def test_grades_exist_from_2016_10() -> None:
    table = RULES.grade_table(YearMonth.of(2018, 9))
    assert table is not None
    assert (table.grade(88_000), table.grade(200_000), table.grade(620_000)) == (1, 14, 31)
    assert RULES.grade_table(YearMonth.of(2016, 9)) is None


def test_wartime_additions() -> None:
    assert {rule.kind for rule in RULES.wartime} == set(Wartime)


def test_unknown_tables_are_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        read_table("no_such_table.csv")
