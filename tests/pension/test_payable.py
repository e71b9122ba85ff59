"""What can still be paid: which months, for how much, until when, in what order, and what it brings."""

from __future__ import annotations

from datetime import date

import pytest

from pension.counting import compute_totals
from pension.notes import Note
from pension.payable import (
    Payable,
    PayableKind,
    PayableNow,
    breaks_the_order,
    find_payable,
    weigh_payable,
)
from pension.record import Category, EmployeesPeriod, NationalPeriod
from pension.status import Status
from pension.timeline import build_timeline
from tests.pension.documents import TODAY, national, record, run, ym
from tests.pension.estimates import RULES, months


def payable(*periods: NationalPeriod | EmployeesPeriod, born: str = "1990-06-15", today: date = TODAY) -> Payable:
    timeline = build_timeline(record(*periods, born=born), today, RULES)
    return find_payable(timeline, compute_totals(timeline, RULES), 2026, RULES)


def category_1(first: str, last: str, status: Status, **more: object) -> NationalPeriod:
    return national(f"{first}-01", f"{ym(last).plus(1)}-01", run(first, last, status), **more)  # type: ignore[arg-type]  # the fields are those of national


def test_unpaid_months_of_two_years() -> None:
    """On 2026-11-23 a month from 2024-10 can be paid: it is due on 2024-11-30."""
    found = payable(category_1("2024-09", "2024-11", Status.N1_UNPAID))
    assert [(str(month.month), str(month.last_day)) for month in found.months] == [
        ("2024-10", "2026-11-30"),
        ("2024-11", "2026-12-31"),
    ]
    assert [month.price.yen for month in found.months if month.price] == [16_980, 16_980]
    assert found.known_price == 33_960
    # 847,300 / 480 = 1,765.2 for one month; 3,530.4 for two
    assert [month.yearly_gain for month in found.months] == [1_765, 1_765]
    assert found.yearly_gain == 3_530


@pytest.mark.parametrize(
    ("status", "price", "gain"),
    [(Status.N1_EX34_UNP, 4_250, 1_103), (Status.N1_EX12_UNP, 8_490, 1_324), (Status.N1_EX14_UNP, 12_740, 1_545)],
)
def test_the_unpaid_remainder_of_a_partial_exemption(status: Status, price: int, gain: int) -> None:
    (month,) = payable(category_1("2025-03", "2025-03", status)).months
    assert month.price is not None
    assert (month.kind, month.price.yen, month.yearly_gain) == (PayableKind.UNPAID, price, gain)
    assert payable(category_1("2024-09", "2024-09", status)).months == ()


def test_exempt_months_of_ten_years() -> None:
    """Approved in 2026-11, months from 2016-11 (国年法94条1項)."""
    found = payable(category_1("2016-10", "2016-12", Status.N1_EXF_APP))
    assert [(str(month.month), str(month.last_day)) for month in found.months] == [
        ("2016-11", "2026-11-30"),
        ("2016-12", "2026-12-31"),
    ]
    assert [month.yearly_gain for month in found.months] == [883, 883]  # from 1/2 to 1


@pytest.mark.parametrize(
    ("status", "day", "price"),
    [
        (Status.N1_EXF_APP, "2025-11-23", 16_710),
        (Status.N1_EXF_LAW, "2025-11-23", 16_710),
        (Status.N1_STUDENT, "2025-11-23", 16_710),
        (Status.N1_EX34, "2025-11-23", 12_530),
        (Status.N1_EX12, "2025-11-23", 8_350),
        (Status.N1_EX14, "2025-11-23", 4_170),
        (Status.N1_EXF_APP, "2022-03-31", 16_410),  # until the second fiscal year after, nothing is added
        (Status.N1_EXF_APP, "2022-04-01", None),  # the rates of 2022 are not in the table: no guess
        (Status.N1_EXF_APP, "2026-11-23", None),
    ],
)
def test_the_price_of_2019_05(status: Status, day: str, price: int | None) -> None:
    (month,) = payable(category_1("2019-05", "2019-05", status), today=date.fromisoformat(day)).months
    assert (month.price.yen if month.price else None) == price


def test_a_derived_rate_is_a_doubt() -> None:
    (month,) = payable(category_1("2019-05", "2019-05", Status.N1_EXF_APP), today=date(2024, 11, 23)).months
    assert month.price is not None
    assert [doubt.table for doubt in month.price.doubts] == ["retroactive_additions"]


def test_contributions_that_are_not_in_the_table_have_no_price() -> None:
    """In 2029 the contribution of 2028 is not known to these tables."""
    unpaid = national(
        "2028-05-01",
        "2028-07-01",
        run("2028-05", "2028-05", Status.N1_UNPAID),
        run("2028-06", "2028-06", Status.N1_EXF_APP),
    )
    timeline = build_timeline(record(unpaid, born="1990-06-15", as_of=ym("2029-01")), date(2029, 2, 1), RULES)
    found = find_payable(timeline, compute_totals(timeline, RULES), 2026, RULES)
    assert [(str(month.month), month.price) for month in found.months] == [("2028-05", None), ("2028-06", None)]


def test_postponed_months_come_before_exempt_ones_each_oldest_first() -> None:
    found = payable(
        category_1("2018-04", "2018-05", Status.N1_EXF_APP),
        category_1("2019-04", "2019-05", Status.N1_STUDENT, id="n2"),
        category_1("2020-04", "2020-04", Status.N1_DEFER, id="n3"),
    )
    assert [str(month.month) for month in found.of_kind(PayableKind.RETROACTIVE)] == [
        "2019-04", "2019-05", "2020-04", "2018-04", "2018-05",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("chosen", "broken"),
    [
        ([], False),
        (["2019-04"], False),
        (["2019-05"], True),  # not the oldest
        (["2019-04", "2020-04"], True),
        (["2018-04"], False),  # exempt and older than the postponed months
        (["2018-05"], True),
        (["2019-04", "2021-04"], True),  # an exempt month younger than a postponed one left
        (["2019-04", "2019-05", "2020-04", "2018-04", "2018-05", "2021-04"], False),
    ],
)
def test_the_order_of_paying(chosen: list[str], broken: bool) -> None:
    found = payable(
        category_1("2018-04", "2018-05", Status.N1_EXF_APP),
        category_1("2019-04", "2019-05", Status.N1_STUDENT, id="n2"),
        category_1("2020-04", "2020-04", Status.N1_DEFER, id="n3"),
        category_1("2021-04", "2021-04", Status.N1_EX12, id="n4"),
    )
    assert breaks_the_order([ym(month) for month in chosen], found) is broken


@pytest.mark.parametrize(("today", "count"), [("2026-06-13", 12), ("2026-06-14", 0)])
def test_nothing_is_paid_later_once_the_right_is_there(today: str, count: int) -> None:
    """Born 1961-06-15: 65 is reached on 2026-06-14; the right is there, claimed or not (国年法94条1項)."""
    life = (
        category_1("1990-01", "1999-12", Status.N1_PAID),
        category_1("2020-06", "2021-05", Status.N1_EXF_APP, id="n2"),
    )
    assert len(payable(*life, born="1961-06-15", today=date.fromisoformat(today)).months) == count


def test_without_a_right_they_can_be_paid_after_65() -> None:
    life = category_1("2020-06", "2021-05", Status.N1_EXF_APP)
    assert len(payable(life, born="1961-06-15").months) == 12


def test_a_voluntary_month_can_be_paid_too() -> None:
    unpaid = run("2026-05", "2026-05", Status.NV_UNPAID)
    voluntary = national("2026-05-01", "2026-06-01", unpaid, category=Category.VOLUNTARY)
    (month,) = payable(voluntary, born="1963-06-15").months
    assert (month.status, month.yearly_gain) == (Status.NV_UNPAID, 1_765)


def test_what_is_beyond_a_full_pension_adds_nothing() -> None:
    life = (
        category_1("1981-06", "2021-04", Status.N1_PAID),
        category_1("2026-05", "2026-07", Status.N1_UNPAID, id="n2"),
    )
    found = payable(*life, born="1961-06-15", today=date(2026, 11, 23))
    assert [month.yearly_gain for month in found.months] == [1_765, 1_765, 1_765]
    assert found.yearly_gain == 1_765  # 479 paid: only one month fits


def weighed(*periods: NationalPeriod, chosen: str = "", born: str = "1990-06-15", today: date = TODAY) -> PayableNow:
    timeline = build_timeline(record(*periods, born=born), today, RULES)
    return weigh_payable(timeline, compute_totals(timeline, RULES), [ym(text) for text in chosen.split()], RULES)


def test_where_this_years_price_is_not_known_last_years_is_shown_as_such() -> None:
    (month,) = payable(category_1("2019-05", "2019-05", Status.N1_STUDENT)).months
    assert month.price is None
    assert month.earlier is not None
    assert (month.earlier.fiscal_year, month.earlier.price.yen) == (2025, 16_710)
    (known,) = payable(category_1("2025-05", "2025-05", Status.N1_STUDENT)).months
    assert known.price is not None
    assert (known.price.yen, known.earlier) == (17_510, None)


def test_the_price_rises_from_the_third_fiscal_year_after() -> None:
    """A month of 2025 costs what was exempt until 2028-03 (国年令10条); an unpaid month never costs more."""
    (later,) = payable(category_1("2025-05", "2025-05", Status.N1_STUDENT)).months
    (unpaid,) = payable(category_1("2025-05", "2025-05", Status.N1_UNPAID)).months
    assert (later.addition_from, unpaid.addition_from) == (2028, None)


def test_chosen_months_come_to_what_they_add_together() -> None:
    """847,300 x 2 / 480 = 3,530.4; the two newer months leave the oldest one behind."""
    now = weighed(category_1("2025-05", "2025-07", Status.N1_STUDENT), chosen="2025-06 2025-07 1999-01")
    assert [str(month.month) for month in now.chosen.months] == ["2025-06", "2025-07"]
    assert (now.chosen.yearly_gain, now.chosen.full_yen, now.chosen.full_term) == (3_530, 847_300, 480)
    assert (now.chosen.counted_before, now.chosen.counted_after) == (0, 2)
    assert now.chosen.breaks_the_order
    assert (len(now.whole.months), now.whole.breaks_the_order, now.whole.yearly_gain) == (3, False, 5_296)


def test_what_the_weighing_rests_on_is_said() -> None:
    now = weighed(category_1("2018-05", "2018-05", Status.N1_STUDENT))
    assert now.fiscal_year == 2026
    assert [note.note for note in now.notes] == [Note.RATES_STAY, Note.CLAIMED_AT_THE_AGE]
    later = weighed(category_1("2025-05", "2025-05", Status.N1_STUDENT), today=date(2027, 5, 1))
    assert (later.fiscal_year, later.notes[-1].note) == (2026, Note.RATES_OF_EARLIER_YEAR)


def test_months_are_named_in_full() -> None:
    assert [str(month) for month in months("2026-11", "2027-01")] == ["2026-11", "2026-12", "2027-01"]
