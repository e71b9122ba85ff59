"""The employees' pension of one insurer: averages, levels, converted months, old pay, the transitional addition."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from pension.calendar import YearMonth
from pension.derivation import Derivation, Figure, Step
from pension.employees_pension import EmployeesParts, employees_parts, fixed_part, fixed_unit, transitional_addition
from pension.money_rules import Level, PayKind
from pension.pay_history import Insurer, pay_history
from pension.record import Bonus, EmployeesPeriod, PayRun
from pension.status import Status
from pension.timeline import build_timeline
from tests.pension.documents import TODAY, job, record, ym
from tests.pension.estimates import RULES

LATER = YearMonth.of(2026, 11)


def parts(
    *periods: EmployeesPeriod, born: str, until: YearMonth = LATER, insurer: Insurer = Insurer.FIRST
) -> EmployeesParts:
    history = pay_history(build_timeline(record(*periods, born=born), TODAY, RULES), RULES)
    return employees_parts(history, insurer, until, date.fromisoformat(born), 2026, RULES)


def steps(found: EmployeesParts, figure: Figure, *scope: Figure) -> list[Step]:
    return [
        step
        for step in found.proportional.steps
        if step.rule.figure is figure and {rule.figure for rule in step.scope} >= set(scope)
    ]


def values(found: EmployeesParts, figure: Figure, *scope: Figure) -> list[object]:
    return [step.value for step in steps(found, figure, *scope)]


def test_pay_and_bonuses_are_revalued_averaged_and_multiplied() -> None:
    """2025-04 to 2026-03, 300,000 and a bonus of 600,000 in June: 4,200,000 x 0.921 / 12 = 322,350."""
    work = job(
        "2025-04-01",
        "2026-04-01",
        pay=(PayRun(first_month=ym("2025-04"), standard_monthly_remuneration=300_000),),
        bonuses=(Bonus(month=ym("2025-06"), standard_bonus=600_000),),
    )
    found = parts(work, born="1980-05-10")
    assert values(found, Figure.REVALUED_PAY, Figure.LEVEL_CURRENT) == [3_868_200]
    assert values(found, Figure.AVERAGE_PAY, Figure.LEVEL_CURRENT) == [322_350]
    # 322,350 x 5.481 / 1000 x 12
    assert values(found, Figure.CURRENT_AMOUNT) == [Fraction("21201.6042")]
    # 4,200,000 x 0.834 / 12 = 291,900; x 5.769 / 1000 x 12 x 1.082 = 21,864.7
    assert values(found, Figure.FORMER_AMOUNT) == [Fraction("21864.6807624")]
    assert found.proportional.yen == 21_865


def test_only_months_before_the_right_count() -> None:
    work = job("2025-04-01", "2026-04-01")
    assert parts(work, born="1980-05-10", until=ym("2025-10")).converted_months == 6
    nothing = parts(work, born="1980-05-10", until=ym("2025-04"))
    assert (nothing.converted_months, nothing.proportional.yen) == (0, 0)


def test_months_to_come_take_the_year_s_own_rate() -> None:
    """2027-04 lies after the last rate of 2026: it takes that rate, at both levels."""
    history = pay_history(
        build_timeline(
            record(job("2027-04-01", "2028-04-01"), born="1980-05-10", as_of=ym("2028-03")), date(2028, 4, 1), RULES
        ),
        RULES,
    )
    found = employees_parts(history, Insurer.FIRST, ym("2030-01"), date(1980, 5, 10), 2026, RULES)
    assert values(found, Figure.AVERAGE_PAY, Figure.LEVEL_CURRENT) == [184_200]  # 200,000 x 0.921
    assert values(found, Figure.AVERAGE_PAY, Figure.LEVEL_FORMER) == [163_400]  # 200,000 x 0.817


def test_before_and_from_2003_04_have_their_own_averages_and_multipliers() -> None:
    found = parts(job("2003-03-01", "2003-05-01"), born="1970-05-10")
    before = steps(found, Figure.PART_AMOUNT, Figure.LEVEL_CURRENT, Figure.PART_BEFORE_2003)
    after = steps(found, Figure.PART_AMOUNT, Figure.LEVEL_CURRENT, Figure.PART_FROM_2003)
    assert [given.value for given in before[0].inputs] == [211_600, Fraction("0.007125"), 1]  # 200,000 x 1.058
    assert [given.value for given in after[0].inputs] == [212_200, Fraction("0.005481"), 1]  # 200,000 x 1.061


@pytest.mark.parametrize(("born", "share"), [("1946-04-01", "0.00723"), ("1946-04-02", "0.007125")])
def test_older_births_have_higher_multipliers(born: str, share: str) -> None:
    found = parts(job("1990-04-01", "1991-04-01"), born=born)
    (step,) = steps(found, Figure.PART_AMOUNT, Figure.LEVEL_CURRENT)
    assert step.inputs[1].value == Fraction(share)


# ---- old pay (昭和44年法律78号附則3条・4条) ----


def old_job(start: str, end: str, pay: int, **more: object) -> EmployeesPeriod:
    run = PayRun(first_month=ym(start), standard_monthly_remuneration=pay)
    return job(f"{start}-01", f"{end}-01", pay=(run,), **more)  # type: ignore[arg-type]  # the fields are those of job


@pytest.mark.parametrize(
    ("status", "floor"), [(Status.E1, 10_000), (Status.S1, 12_000)], ids=["general", "seamen's insurance"]
)
def test_pay_before_1969_11_is_at_least_the_floor(status: Status, floor: int) -> None:
    """1969-04 to 1970-03 at 8,000: seven months at the floor, five as they are."""
    found = parts(old_job("1969-04", "1970-04", 8_000, status=status), born="1945-05-10")
    kind = PayKind.SEAMENS if status is Status.S1 else PayKind.GENERAL
    rows = RULES.money.revaluation(Level.CURRENT, kind, 2026, date(1945, 5, 10)).rows
    before, after = (
        next(row.thousandths for row in rows if ym(month) in row.months) for month in ("1969-10", "1969-11")
    )
    expected = Fraction(floor * 7 * before + 8_000 * 5 * after, 1000)
    assert values(found, Figure.REVALUED_PAY, Figure.LEVEL_CURRENT) == [expected]


def test_months_wholly_before_1969_11_are_all_at_the_floor() -> None:
    found = parts(old_job("1969-01", "1969-11", 8_000), born="1945-05-10")
    rows = RULES.money.revaluation(Level.CURRENT, PayKind.GENERAL, 2026, date(1945, 5, 10)).rows
    rate = next(row.thousandths for row in rows if ym("1969-01") in row.months)
    assert values(found, Figure.REVALUED_PAY, Figure.LEVEL_CURRENT) == [Fraction(10_000 * 10 * rate, 1000)]


def test_floor_ends_in_1969_10() -> None:
    found = parts(old_job("1969-11", "1970-04", 8_000), born="1945-05-10")
    rows = RULES.money.revaluation(Level.CURRENT, PayKind.GENERAL, 2026, date(1945, 5, 10)).rows
    rate = next(row.thousandths for row in rows if ym("1969-11") in row.months)
    assert values(found, Figure.REVALUED_PAY, Figure.LEVEL_CURRENT) == [Fraction(8_000 * 5 * rate, 1000)]


@pytest.mark.parametrize(
    ("end", "averaged"),
    [
        ("1960-10", 36),  # three years since 1957-10: the months before are left out
        ("1960-09", 36),  # 35 since 1957-10, but 53 in all: the last three years
    ],
)
def test_months_before_1957_10_are_left_out_of_the_average(end: str, averaged: int) -> None:
    found = parts(old_job("1956-04", end, 12_000), born="1936-05-10")
    (average,) = steps(found, Figure.AVERAGE_PAY, Figure.LEVEL_CURRENT)
    assert average.inputs[1].value == averaged
    (amount,) = steps(found, Figure.PART_AMOUNT, Figure.LEVEL_CURRENT)
    assert amount.inputs[2].value == int(ym(end)) - int(ym("1956-04"))  # all months are multiplied


def test_with_less_than_three_years_all_months_make_the_average() -> None:
    found = parts(old_job("1956-04", "1958-04", 12_000), born="1936-05-10")
    (average,) = steps(found, Figure.AVERAGE_PAY, Figure.LEVEL_CURRENT)
    assert average.inputs[1].value == 24


def test_months_after_1976_07_stay_in_the_average() -> None:
    found = parts(
        old_job("1956-04", "1959-06", 12_000), old_job("1980-04", "1981-04", 200_000, id="e2"), born="1936-05-10"
    )
    (average,) = steps(found, Figure.AVERAGE_PAY, Figure.LEVEL_CURRENT)
    assert average.inputs[1].value == 36 + 12


# ---- seamen and miners ----


def sea(end_of_work: str = "1996-04-01") -> tuple[EmployeesPeriod, ...]:
    return (
        job("1975-04-01", "1986-04-01", status=Status.S1),
        job("1986-04-01", "1991-04-01", status=Status.E1_SEA, id="e2"),
        job("1991-04-01", end_of_work, status=Status.E1, id="e3"),
    )


def test_each_part_of_a_seaman_s_life_keeps_its_own_average() -> None:
    """132 x 4/3 + 60 x 6/5 + 60 = 308 converted months: three parts at the current level, one at the former (52条)."""
    found = parts(*sea(), born="1955-05-10")
    assert found.converted_months == 308
    amounts = steps(found, Figure.PART_AMOUNT, Figure.LEVEL_CURRENT)
    assert [step.inputs[2].value for step in amounts] == [176, 72, 60]
    assert [step.scope[-1].figure for step in amounts] == [
        Figure.PART_OLD_THIRD_CLASS,
        Figure.PART_THIRD_CLASS,
        Figure.PART_OTHER,
    ]
    averages = steps(found, Figure.AVERAGE_PAY, Figure.LEVEL_CURRENT)
    assert [step.inputs[1].value for step in averages] == [132, 60, 60]  # real months
    (former,) = steps(found, Figure.PART_AMOUNT, Figure.LEVEL_FORMER)
    assert former.inputs[2].value == 308


def test_under_240_months_there_is_one_average() -> None:
    found = parts(
        job("1980-04-01", "1986-04-01", status=Status.S1), job("1990-04-01", "1992-04-01", id="e2"), born="1955-05-10"
    )
    (amount,) = steps(found, Figure.PART_AMOUNT, Figure.LEVEL_CURRENT)
    assert amount.inputs[2].value == 96 + 24
    assert [rule.figure for rule in amount.scope] == [Figure.LEVEL_CURRENT, Figure.PART_BEFORE_2003]


def test_one_part_alone_is_not_split() -> None:
    found = parts(job("1970-04-01", "1991-04-01"), born="1950-05-10")
    (amount,) = steps(found, Figure.PART_AMOUNT, Figure.LEVEL_CURRENT)
    assert len(amount.scope) == 2


# ---- pay that is not known ----


def test_months_without_pay_are_left_out_and_counted() -> None:
    work = job(
        "2010-04-01",
        "2011-04-01",
        pay=(PayRun(first_month=ym("2010-10"), standard_monthly_remuneration=200_000),),
    )
    found = parts(work, born="1980-05-10")
    assert found.months_without_pay == 6
    (amount,) = steps(found, Figure.PART_AMOUNT, Figure.LEVEL_CURRENT)
    assert amount.inputs[2].value == 6
    assert found.converted_months == 12  # they count for the transitional addition


def test_mutual_aid_before_1986_04_is_not_worked_out() -> None:
    found = parts(job("1984-04-01", "1988-04-01", status=Status.E2), born="1955-05-10", insurer=Insurer.SECOND)
    (amount,) = steps(found, Figure.PART_AMOUNT, Figure.LEVEL_CURRENT)
    assert amount.inputs[2].value == 24


# ---- fixed part, transitional addition ----


@pytest.mark.parametrize(
    ("born", "unit"),
    [
        ("1946-04-01", 1_817),  # 1,628 x 1.082 = 1,761; x 1.032 = 1,817.4
        ("1946-04-02", 1_761),
        ("1956-04-01", 1_761),
        ("1956-04-02", 1_766),
    ],
)
def test_the_unit_of_the_fixed_part_by_birth_date(born: str, unit: int) -> None:
    assert fixed_unit(date.fromisoformat(born), 2026, RULES, Derivation(RULES.money.figures)) == unit


@pytest.mark.parametrize(
    ("born", "months", "counted"),
    [("1944-04-01", 480, 444), ("1945-04-01", 480, 456), ("1946-04-01", 480, 468), ("1946-04-02", 481, 480)],
)
def test_the_fixed_part_has_a_cap_of_months(born: str, months: int, counted: int) -> None:
    amount = fixed_part(Fraction(months), date.fromisoformat(born), 2026, RULES)
    assert amount.steps[-1].inputs[1].value == counted


def test_the_transitional_addition_is_never_negative() -> None:
    born = date(1961, 5, 10)
    fixed = fixed_part(Fraction(12), born, 2026, RULES)
    assert fixed.yen == 21_192  # 1,766 x 12
    assert transitional_addition(fixed, 12, born, 2026, RULES).yen == 9  # - 847,300 x 12 / 480 = 21,182.5
    assert transitional_addition(fixed, 24, born, 2026, RULES).yen == 0


def test_converted_months_make_the_transitional_addition_large() -> None:
    """A seaman's 308 converted months against 251 real ones from 20 on: 1,761 x 308 - 844,900 x 251 / 480."""
    found = parts(*sea(), born="1955-05-10")
    assert found.fixed.yen == 542_388
    assert found.transitional.yen == 542_388 - 441_812


def test_a_year_without_a_revision_rate_is_not_guessed() -> None:
    with pytest.raises(LookupError, match="2014"):
        fixed_unit(date(1961, 5, 10), 2014, RULES, Derivation(RULES.money.figures))
