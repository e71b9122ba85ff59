"""Rights, starting months and revisions that follow from a record."""

from __future__ import annotations

import pytest

from pension.conditions import Conditions, SpellKind
from pension.pay_history import Insurer
from pension.prospect import Prospect, Revision
from pension.record import PayRun, Sex
from pension.status import Status
from tests.pension.documents import job, national, person, record, run, ym
from tests.pension.estimates import ahead, spell


def paid(first: str, last: str, status: Status = Status.N1_PAID, id: str = "n1"):  # type: ignore[no-untyped-def]  # a national period
    return national(f"{first}-01", f"{ym(last).plus(1)}-01", run(first, last, status), id=id)


def revision(paid_from: str, until: str) -> Revision:
    return Revision(ym(paid_from), ym(until))


# ---- the right ----


def test_the_right_arises_at_65_or_when_the_months_are_there() -> None:
    """Born 1961-06-15: 65 in 2026-06; the 120th month is 1999-12."""
    found = ahead(record(paid("1990-01", "1999-12"), born="1961-06-15"))
    assert (found.qualified_from, found.right_month) == (ym("2000-01"), ym("2026-06"))
    late = ahead(
        record(paid("1990-01", "1999-06"), born="1961-06-15"),
        Conditions(future=(spell(SpellKind.EMPLOYMENT, "2026-11", "2028-10", monthly_pay=200_000),)),
    )
    assert late.right_month == ym("2027-05")  # 114 + 6 months to 2027-04


def test_converted_months_reach_it_sooner() -> None:
    """90 months at sea x 4/3 = 120: 1984-10 to 1986-03 are 18, and so on; the last needed month is the 90th."""
    found = ahead(record(job("1978-10-01", "1986-04-01", status=Status.S1), born="1950-06-15"))
    assert found.qualified_from == ym("1986-04")


def test_time_alone_carries_no_right() -> None:
    """Ten years of student months: enough time, no month that carries a right (国年法26条)."""
    student = paid("2000-04", "2010-03", Status.N1_STUDENT)
    assert ahead(record(student, born="1980-04-10")).qualified_from is None
    with_one = record(student, paid("2015-05", "2015-05", id="n2"), born="1980-04-10")
    assert ahead(with_one).qualified_from == ym("2015-06")


# ---- the special pension ----


def woman(*periods, born: str = "1963-01-20"):  # type: ignore[no-untyped-def]  # a record of hers
    return record(*periods, person=person(born, sex=Sex.FEMALE))


def special(found: Prospect, insurer: Insurer = Insurer.FIRST) -> str | None:
    month = found.special_from(insurer)
    return str(month) if month else None


def test_a_woman_of_1963_has_it_from_63() -> None:
    found = ahead(woman(job("1985-04-01", "1995-04-01")))
    assert special(found) == special(found) == "2026-01"


@pytest.mark.parametrize(("months", "expected"), [(12, "2026-01"), (11, None)])
def test_a_year_of_employees_pension_is_needed(months: int, expected: str | None) -> None:
    end = ym("1985-04").plus(months)
    found = ahead(woman(job("1985-04-01", f"{end}-01"), paid("1990-01", "2005-12")))
    assert special(found) == expected


def test_who_qualifies_later_has_it_later_or_never() -> None:
    later = woman(job("1985-04-01", "1986-10-01"), paid("2017-06", "2025-12"))  # 18 + 103 = 121 months
    assert special(ahead(later)) == "2026-01"
    short = woman(job("1985-04-01", "1986-10-01"), paid("2017-06", "2025-10"))
    assert special(ahead(short)) is None


def test_each_insurer_has_its_own_age() -> None:
    """A woman's later age is for 第1号 only: her years at a private school start at 65."""
    found = ahead(woman(job("1985-04-01", "1995-04-01"), job("1995-04-01", "2005-04-01", status=Status.E4, id="e2")))
    assert (special(found), special(found, Insurer.FOURTH)) == ("2026-01", None)


def test_the_fixed_part_is_for_44_years_and_for_those_no_longer_insured() -> None:
    """Born 1963-01-20, at work from 1981-04: 528 months in 2025-03."""
    long_career = woman(job("1981-04-01", "2025-04-01"))
    assert ahead(long_career).fixed_is_paid(Insurer.FIRST, ym("2026-01"), ym("2026-02"))
    assert not ahead(woman(job("1981-04-01", "2025-03-01"))).fixed_is_paid(Insurer.FIRST, ym("2026-01"), ym("2026-02"))
    still = ahead(
        long_career, Conditions(future=(spell(SpellKind.EMPLOYMENT, "2026-11", "2027-03", monthly_pay=200_000),))
    )
    assert not still.fixed_is_paid(Insurer.FIRST, ym("2026-01"), ym("2026-12"))


def test_the_fixed_part_of_a_seaman_comes_with_the_age() -> None:
    sea = (
        job("1980-04-01", "1986-04-01", status=Status.S1),
        job("1986-04-01", "1996-04-01", status=Status.E1_SEA, id="e2"),
    )
    found = ahead(record(*sea, born="1965-05-10"))
    assert special(found) == "2029-05"  # 64
    assert not found.fixed_is_paid(Insurer.FIRST, ym("2029-05"), ym("2029-05"))
    assert found.fixed_is_paid(Insurer.FIRST, ym("2029-05"), ym("2029-06"))


# ---- revisions ----


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("2026-04-01", revision("2026-04", "2026-04")),  # leaves on 31 March: from April
        ("2026-03-16", revision("2026-04", "2026-03")),  # leaves on 15 March
        ("2026-02-01", revision("2026-02", "2026-02")),  # leaves on 31 January
    ],
)
def test_a_revision_after_leaving(end: str, expected: Revision) -> None:
    assert ahead(record(job("2000-04-01", end), born="1961-06-15")).leavings == (expected,)


def test_reaching_70_ends_the_insurance_like_leaving() -> None:
    """Born 1956-06-15: 70 on 2026-06-14; the amount changes from July, with the months to May."""
    found = ahead(record(job("2000-04-01", "2026-06-14"), born="1956-06-15"))
    assert found.leavings == (revision("2026-07", "2026-06"),)


@pytest.mark.parametrize(
    ("start", "count"),
    [("2020-04-01", 1), ("2020-04-30", 1), ("2020-05-01", 2), ("2020-03-15", 1)],
)
def test_who_begins_again_within_a_month_is_not_revised(start: str, count: int) -> None:
    """Left on 31 March (disenrolled on 1 April): a new job before 1 May."""
    first, second = job("2010-04-01", "2020-04-01"), job(start, "2025-04-01", id="e2")
    assert len(ahead(record(first, second, born="1955-06-15")).leavings) == count


def test_after_a_job_at_the_end_of_january_a_month_ends_in_february() -> None:
    first, second = job("2010-04-01", "2021-01-31"), job("2021-02-28", "2025-04-01", id="e2")
    assert len(ahead(record(first, second, born="1955-06-15")).leavings) == 2


def test_octobers_after_65() -> None:
    """Born 1959-06-15: 65 in 2024-06; insured on 1 September 2024 and 2025, left on 31 July 2026."""
    found = ahead(record(job("2000-04-01", "2026-08-01"), born="1959-06-15"))
    assert found.octobers == (revision("2024-10", "2024-09"), revision("2025-10", "2025-09"))


def test_who_begins_in_september_is_not_revised_in_october() -> None:
    found = ahead(record(job("2025-09-01", "2026-08-01"), born="1959-06-15"))
    assert found.octobers == ()


# ---- work beside a pension ----


def test_pay_matters_from_the_second_month_of_a_job_and_after_70() -> None:
    """Born 1961-06-15, at work from 2026-11 to 2032-03; 70 in 2031-06."""
    work = spell(SpellKind.EMPLOYMENT, "2026-11", "2032-03", monthly_pay=300_000)
    found = ahead(record(paid("1990-01", "2009-12"), born="1961-06-15"), Conditions(future=(work,)))
    pay = [found.work_in(ym(month)) for month in ("2026-11", "2026-12", "2031-06", "2032-03", "2032-04")]
    assert pay == [None, (300_000, 0), (300_000, 0), (300_000, 0), None]
    assert found.works_until == ym("2032-03")
    assert [found.is_insured(ym(month)) for month in ("2031-05", "2031-06")] == [True, False]


def test_without_any_work_nothing_can_be_stopped() -> None:
    found = ahead(record(paid("1990-01", "2009-12"), born="1961-06-15"))
    assert found.works_until < ym("1940-01")
    assert found.work_in(ym("2026-12")) is None


def test_months_without_recorded_pay_stop_nothing() -> None:
    pay = (PayRun(first_month=ym("2026-03"), standard_monthly_remuneration=300_000),)
    found = ahead(record(job("2026-01-01", None, pay=pay), born="1961-06-15"))
    assert found.work_in(ym("2026-02")) is None
    assert found.work_in(ym("2026-03")) == (300_000, 0)
