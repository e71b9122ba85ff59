"""The three lives that docs/estimate-by-hand.md works through from the law: the product comes to the same yen."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from pension.conditions import Conditions
from pension.derivation import Figure, Number
from pension.estimate import Estimate
from pension.record import Bonus, EmployeesPeriod, PayRun, PensionRecord, Sex, StatusRun
from pension.status import Status
from tests.meta.tree import ROOT
from tests.pension.documents import job, national, person, record, run, ym
from tests.pension.estimates import NOTHING_MORE, claimed, estimated, months, yen


def pay(*runs: tuple[str, int]) -> tuple[PayRun, ...]:
    """Pay from each month on, until the next."""
    ends = [ym(month).plus(-1) for month, _ in runs[1:]]
    return tuple(
        PayRun(first_month=ym(month), last_month=last, standard_monthly_remuneration=amount)
        for (month, amount), last in zip(runs, [*ends, None], strict=True)
    )


def bonuses(*paid: tuple[str, int]) -> tuple[Bonus, ...]:
    return tuple(Bonus(month=ym(month), standard_bonus=amount) for month, amount in paid)


def values(found: Estimate, figure: Figure) -> list[Number]:
    steps = [step for line in found.stages[-1].lines for step in line.amount.steps]
    return [step.value for step in steps if step.rule.figure is figure]


# ---- 1. a company employee with a job change and a child-care leave ----


def employee() -> PensionRecord:
    leave = StatusRun(first_month=ym("2016-09"), last_month=ym("2017-08"), status=Status.E1_LEAVE)
    first = job(
        "2008-04-01",
        "2013-09-16",
        pay=pay(("2008-04", 220_000), ("2010-09", 240_000)),
        bonuses=bonuses(("2009-07", 400_000), ("2012-12", 500_000)),
    )
    second = job(
        "2013-10-01",
        None,
        id="e2",
        pay=pay(("2013-10", 260_000), ("2017-09", 300_000)),
        exceptions=(leave,),
        bonuses=bonuses(("2019-12", 600_000)),
    )
    student = national("2005-06-19", "2008-04-01", run("2005-06", "2008-03", Status.N1_STUDENT), id="n1")
    between = national("2013-09-16", "2013-10-01", run("2013-09", "2013-09"), id="n2")
    return record(student, between, first, second, person=person("1985-06-20", sex=Sex.FEMALE))


def test_the_employee_so_far() -> None:
    found = estimated(employee())
    assert found.entitlement.whole_months == 34 + 1 + 222
    assert found.right_month == ym("2050-06")
    assert values(found, Figure.AVERAGE_PAY) == [283_026, 250_742]
    assert values(found, Figure.CURRENT_AMOUNT) == [Fraction("344380.942332")]
    assert values(found, Figure.FORMER_AMOUNT) == [Fraction("347462.435761992")]
    assert yen(found.stages[0]) == {"basic_pension": 393_641, "proportional": 347_462, "transitional": 176}


def test_the_employee_at_67_and_a_half_year_later_for_the_second() -> None:
    """67: 24 x 0.7 % = 16.8 % on 393,641 and on 347,462 + 176."""
    found = estimated(employee(), claimed(67, 67))
    assert yen(found.stages[0]) == {
        "basic_pension": 393_641,
        "deferred_addition of basic_pension": 66_132,
        "proportional": 347_462,
        "transitional": 176,
        "deferred_addition of proportional": 58_403,
    }


# ---- 2. a self-employed person with exemptions and retroactive payments ----


def self_employed() -> PensionRecord:
    runs = (
        run("1984-09", "1990-03", Status.N1_UNPAID),
        run("1990-04", "1999-03"),
        run("1999-04", "2000-03", Status.N1_BACKPAID, paid_on=date(2008, 9, 30)),
        run("2000-04", "2002-03", Status.N1_EXF_APP),
        run("2002-04", "2006-06", Status.N1_EX12),
        run("2006-07", "2009-03", Status.N1_EX14),
        run("2009-04", "2012-03", Status.N1_EX34),
        run("2012-04", "2014-03", Status.N1_EXF_APP),
        run("2014-04", "2020-03", Status.N1_PAID_ADD),
        run("2020-04", "2021-03", Status.N1_EXF_APP),
        run("2021-04", "2024-08", Status.N1_PAID_ADD),
    )
    life = national("1984-09-09", "2024-09-09", *runs)
    return record(life, person=person("1964-09-10", sex=Sex.MALE))


def test_the_self_employed() -> None:
    found = estimated(self_employed())
    assert found.right_month == ym("2029-09")
    assert values(found, Figure.WEIGHTED_MONTHS) == [343]
    assert yen(found.stages[0]) == {"basic_pension": 605_466, "additional_pension": 22_600}


def test_the_exempt_year_paid_in_fiscal_year_2025() -> None:
    """In November 2025 the twelve months of 2020 cost 16,820 yen each and bring 10,396 yen a year."""
    day = date(2025, 11, 23)
    before = estimated(self_employed(), today=day)
    assert yen(before.stages[0])["basic_pension"] == 594_319
    assert [month.month for month in before.payable.months] == list(months("2020-04", "2021-03"))
    assert before.payable.known_price == 12 * 16_820
    assert before.payable.yearly_gain == 10_396
    paid = Conditions(future=(), pay_back=months("2020-04", "2021-03"))
    after = estimated(self_employed(), paid, today=day)
    assert yen(after.stages[0])["basic_pension"] == 604_715


# ---- 3. a seaman turned clerk ----


def seaman() -> PensionRecord:
    sea: tuple[EmployeesPeriod, ...] = (
        job("1981-04-01", "1986-04-01", status=Status.S1, pay=pay(("1981-04", 120_000), ("1983-04", 160_000))),
        job(
            "1986-04-01",
            "1995-04-01",
            status=Status.E1_SEA,
            id="e2",
            pay=pay(("1986-04", 220_000), ("1991-04", 280_000)),
        ),
    )
    office = job(
        "1995-04-01",
        "2023-04-01",
        id="e3",
        pay=pay(("1995-04", 300_000), ("2003-04", 320_000), ("2013-04", 340_000)),
        bonuses=bonuses(("2010-07", 500_000)),
    )
    return record(*sea, office, person=person("1963-03-05", sex=Sex.MALE))


def test_the_seaman_turned_clerk() -> None:
    found = estimated(seaman())
    assert found.entitlement.whole_months == 536  # 80 + 72 + 48 + 336
    assert found.right_month == ym("2028-03")
    assert values(found, Figure.AVERAGE_PAY) == [222_464, 293_495, 320_508, 346_804, 258_180, 304_740]
    assert values(found, Figure.CURRENT_AMOUNT) == [Fraction("1062408.47676")]
    assert values(found, Figure.FORMER_AMOUNT) == [Fraction("1076687.8283808")]
    assert yen(found.stages[0]) == {"basic_pension": 847_300, "proportional": 1_076_688, "transitional": 380}


def test_the_lives_are_those_of_the_page() -> None:
    """The page tells the sums; whoever changes one must change the other."""
    page = (ROOT / "docs" / "estimate-by-hand.md").read_text(encoding="utf-8")
    for amounts in (
        yen(estimated(employee()).stages[0]),
        yen(estimated(self_employed()).stages[0]),
        yen(estimated(seaman(), NOTHING_MORE).stages[0]),
    ):
        assert [f"{amount:,}" for amount in amounts.values() if f"{amount:,}" not in page] == []
