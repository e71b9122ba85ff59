"""What was paid so far: by scheme and fiscal year, what is not sure beside it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from pension.contributions import PaidDoubt, PaidHow, PaidSoFar, PaidYear, Payment, compute_paid
from pension.record import Bonus, Category, EmployeesPeriod, NationalPeriod, PayRun, Sex, StatusRun
from pension.status import Scheme, Status
from pension.timeline import build_timeline
from tests.pension.documents import TODAY, job, national, person, record, run, ym
from tests.pension.estimates import RULES


def paid(*periods: EmployeesPeriod | NationalPeriod, born: str = "1961-06-15", sex: Sex = Sex.FEMALE) -> PaidSoFar:
    life = record(*periods, person=person(born, sex=sex))
    return compute_paid(build_timeline(life, TODAY, RULES), RULES)


def one_month(month: str, status: Status, **more: object) -> NationalPeriod:
    return national(f"{month}-01", f"{ym(month).plus(1)}-01", run(month, month, status, **more))


@pytest.mark.parametrize(
    ("month", "status", "yen"),
    [
        ("2009-05", Status.N1_PAID, 14_660),
        ("2009-05", Status.N1_PAID_ADD, 15_060),
        ("2009-05", Status.N1_EX34, 3_670),
        ("2009-05", Status.N1_EX12, 7_330),
        ("2009-05", Status.N1_EX14, 11_000),
        ("2020-05", Status.N1_MAT, 0),
        ("2009-05", Status.N1_UNPAID, 0),
    ],
)
def test_a_month_of_category_1(month: str, status: Status, yen: int) -> None:
    assert paid(one_month(month, status)).yen == yen


def test_until_1970_06_it_cost_more_from_the_month_35_is_reached() -> None:
    """Born 1930-03-01: 35 on 1965-02-28, so 100 yen for January and 150 from February on."""
    months = national("1965-01-01", "1965-04-01", run("1965-01", "1965-03"))
    assert paid(months, born="1930-03-01").yen == 100 + 150 + 150
    assert paid(months, born="1930-03-02").yen == 100 + 100 + 150


def test_what_is_recorded_goes_before_the_table() -> None:
    months = national("2009-04-01", "2010-04-01", run("2009-04", "2010-03", monthly_contribution=14_500, prepaid=True))
    found = paid(months)
    assert (found.yen, found.unsure_yen) == (174_000, 0)


def test_a_month_paid_ahead_without_an_amount_is_not_sure() -> None:
    found = paid(national("2009-04-01", "2010-04-01", run("2009-04", "2010-03", prepaid=True)))
    assert found.years == (PaidYear(2009, Scheme.NATIONAL, 12, 0, 12, 175_920, 0),)
    assert (found.yen, found.unsure_yen) == (0, 175_920)


def test_a_rate_that_is_not_verified_is_not_summed_silently() -> None:
    """The contribution of 2007 is from memory."""
    found = paid(national("2007-03-01", "2007-05-01", run("2007-03", "2007-04")))
    assert [(year.yen, year.unsure_yen) for year in found.years] == [(13_860, 0), (0, 14_100)]


@pytest.mark.parametrize("status", [Status.N1_BACKPAID, Status.N1_LATEPAID])
def test_months_paid_later_without_an_amount_are_unknown(status: Status) -> None:
    found = paid(one_month("2009-05", status))
    assert (found.yen, found.unknown_months) == (0, 1)
    assert paid(one_month("2009-05", status, monthly_contribution=14_900)).yen == 14_900


def test_months_of_category_3_and_double_months_cost_nothing() -> None:
    spouse = national("2009-04-01", "2010-04-01", run("2009-04", "2010-03", Status.N3), category=Category.CATEGORY_3)
    assert paid(spouse).years == ()
    double = national("2009-04-01", "2010-04-01", run("2009-04", "2010-03"))
    found = paid(double, job("2009-04-01", "2010-04-01"))
    assert {year.scheme for year in found.years} == {Scheme.EMPLOYEES}


@pytest.mark.parametrize(
    ("month", "sex", "status", "yen"),
    [
        ("1986-05", Sex.MALE, Status.E1, 12_400),  # 200,000 x 124 / 1000 / 2
        ("1988-05", Sex.FEMALE, Status.E1, 11_600),
        ("1986-11", Sex.FEMALE, Status.E1, 11_450),
        ("1990-02", Sex.FEMALE, Status.E1_SEA, 16_100),
        ("2017-08", Sex.MALE, Status.E1, 18_182),
        ("2017-09", Sex.MALE, Status.E1, 18_300),
    ],
)
def test_half_of_the_rate_of_the_month(month: str, sex: Sex, status: Status, yen: int) -> None:
    work = job(f"{month}-01", f"{ym(month).plus(1)}-01", status=status)
    assert paid(work, sex=sex).yen == yen


def test_bonuses_from_2003_04() -> None:
    """600,000 x 135.8 / 1000 / 2 = 40,740; the bonus of March earned no pension and its contribution is not here."""
    bonuses = tuple(Bonus(month=ym(month), standard_bonus=600_000) for month in ("2003-03", "2003-06"))
    work = job("2003-03-01", "2003-07-01", bonuses=bonuses)
    found = paid(work)
    assert [(year.fiscal_year, year.months, year.yen) for year in found.years] == [
        (2002, 1, 17_350),
        (2003, 3, 3 * 13_580 + 40_740),
    ]


def test_leave_costs_nothing() -> None:
    leave = StatusRun(first_month=ym("2010-05"), last_month=ym("2010-06"), status=Status.E1_LEAVE)
    bonus = (Bonus(month=ym("2010-06"), standard_bonus=300_000),)
    found = paid(job("2010-04-01", "2010-07-01", exceptions=(leave,), bonuses=bonus))
    assert found.years == (PaidYear(2010, Scheme.EMPLOYEES, 3, 15_704, 0, 0, 0),)


@pytest.mark.parametrize(
    ("start", "end", "status", "scheme"),
    [
        ("1980-04-01", "1980-05-01", Status.S1, Scheme.SEAMENS),
        ("1990-04-01", "1990-05-01", Status.E2, Scheme.MUTUAL_AID),
        ("1990-04-01", "1990-05-01", Status.E1_FUND, Scheme.EMPLOYEES),
        ("1943-05-01", "1943-06-01", Status.E1, Scheme.EMPLOYEES),
    ],
)
def test_rates_that_are_not_in_the_tables_give_no_amount(start: str, end: str, status: Status, scheme: Scheme) -> None:
    found = paid(job(start, end, status=status), born="1925-06-15")
    assert [(year.scheme, year.yen, year.unknown_months) for year in found.years] == [(scheme, 0, 1)]


def test_pay_that_is_not_recorded_gives_no_amount() -> None:
    work = job(
        "2010-04-01", "2010-06-01", pay=(PayRun(first_month=ym("2010-05"), standard_monthly_remuneration=200_000),)
    )
    (year,) = paid(work).years
    assert (year.yen, year.unknown_months) == (15_704, 1)


def test_schemes_stand_side_by_side_in_a_year() -> None:
    found = paid(national("2009-04-01", "2009-10-01", run("2009-04", "2009-09")), job("2009-10-01", "2010-04-01"))
    assert [(year.fiscal_year, year.scheme, year.months) for year in found.years] == [
        (2009, Scheme.NATIONAL, 6),
        (2009, Scheme.EMPLOYEES, 6),
    ]


def test_a_payment_says_what_it_was_reckoned_from() -> None:
    """2009-05 with 400 yen of additional contribution; 200,000 yen of pay and 300,000 of bonus at 157.04 / 1000."""
    extra = paid(one_month("2009-05", Status.N1_PAID_ADD)).payments
    assert extra == (
        Payment(
            ym("2009-05"),
            Scheme.NATIONAL,
            Status.N1_PAID_ADD,
            PaidHow.CONTRIBUTION,
            15_060,
            base=14_660,
            additional=400,
        ),
    )
    bonus = (Bonus(month=ym("2010-06"), standard_bonus=300_000),)
    work = paid(job("2010-06-01", "2010-07-01", bonuses=bonus)).payments
    assert [(payment.how, payment.base, payment.rate, payment.yen) for payment in work] == [
        (PaidHow.OWN_SHARE, 200_000, Fraction("0.15704"), 15_704),
        (PaidHow.OWN_SHARE_OF_BONUS, 300_000, Fraction("0.15704"), 23_556),
    ]


@pytest.mark.parametrize(
    ("month", "status", "more", "how", "doubt"),
    [
        ("2009-05", Status.N1_PAID, {"monthly_contribution": 14_500}, PaidHow.RECORDED, None),
        ("2009-05", Status.N1_PAID, {"prepaid": True}, PaidHow.CONTRIBUTION, PaidDoubt.PREPAID),
        ("2007-05", Status.N1_PAID, {}, PaidHow.CONTRIBUTION, PaidDoubt.RATE),
        ("2009-05", Status.N1_EX12, {}, PaidHow.REMAINDER, None),
        ("2009-05", Status.N1_BACKPAID, {}, PaidHow.PAID_LATER, None),
    ],
)
def test_how_a_month_of_national_pension_is_known(
    month: str, status: Status, more: dict[str, object], how: PaidHow, doubt: PaidDoubt | None
) -> None:
    (payment,) = paid(one_month(month, status, **more)).payments
    assert (payment.how, payment.doubt) == (how, doubt)


def test_payments_of_a_year_stand_in_the_order_of_time() -> None:
    found = paid(national("2009-04-01", "2009-10-01", run("2009-04", "2009-09")), job("2009-10-01", "2010-05-01"))
    months = [payment.month for payment in found.in_year(2009)]
    assert months == sorted(months)
    assert (len(months), len(found.in_year(2010)), len(found.in_year(2011))) == (12, 1, 0)
    assert found.unsure_months == 0


def test_a_contribution_that_is_not_in_the_table_is_unknown() -> None:
    """In 2029 the contribution of 2028 is not known to these tables."""
    life = record(one_month("2028-05", Status.N1_PAID), born="1990-06-15", as_of=ym("2029-01"))
    (payment,) = compute_paid(build_timeline(life, date(2029, 2, 1), RULES), RULES).payments
    assert (payment.how, payment.yen) == (PaidHow.NO_RATE, None)
