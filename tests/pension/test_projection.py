"""What is supposed becomes a record, and the months paid later become paid months."""

from __future__ import annotations

from datetime import date

import pytest

from pension.conditions import Conditions, SpellKind, YearlyBonus
from pension.notes import Note
from pension.projection import Projection, project
from pension.record import (
    Bonus,
    Category,
    ComplementaryPeriod,
    Correction,
    EmployeesPeriod,
    NationalPeriod,
    PayRun,
    PensionRecord,
)
from pension.status import Status
from tests.pension.documents import job, national, record, run, ym
from tests.pension.estimates import NOTHING_MORE, RULES, spell


def supposed(life: PensionRecord, conditions: Conditions) -> Projection:
    return project(life, conditions, RULES)


def as_now(life: PensionRecord) -> Projection:
    return supposed(life, Conditions())


def test_nothing_more_ends_everything_at_the_end_of_the_record() -> None:
    found = supposed(record(job("2020-04-01", None), born="1985-06-15"), NOTHING_MORE)
    assert found.record.employees[0].disenrolled_on == date(2026, 11, 1)
    assert found.record.as_of == ym("2026-10")
    assert found.notes == (Note.RECORD_SO_FAR,)


def test_a_job_goes_on_to_60_with_its_pay_and_the_bonuses_of_the_last_year() -> None:
    work = job(
        "2020-04-01",
        None,
        pay=(
            PayRun(first_month=ym("2024-09"), standard_monthly_remuneration=320_000),
            PayRun(first_month=ym("2020-04"), last_month=ym("2024-08"), standard_monthly_remuneration=300_000),
        ),
        bonuses=tuple(
            Bonus(month=ym(month), standard_bonus=yen)
            for month, yen in (("2025-07", 1), ("2025-12", 400_000), ("2026-07", 500_000))
        ),
    )
    found = as_now(record(work, born="1968-02-15"))  # 60 in 2028-02
    later = found.record.employees[-1]
    assert (later.enrolled_on, later.disenrolled_on) == (date(2026, 11, 1), date(2028, 2, 1))
    assert [(run.first_month, run.standard_monthly_remuneration) for run in later.pay] == [(ym("2026-11"), 320_000)]
    assert sorted((str(bonus.month), bonus.standard_bonus) for bonus in later.bonuses) == [
        ("2026-12", 400_000),
        ("2027-07", 500_000),
        ("2027-12", 400_000),
    ]
    assert found.record.as_of == ym("2028-01")
    assert found.notes == (Note.AS_NOW_TO_60,)


def test_a_job_without_recorded_pay_goes_on_without_pay() -> None:
    found = as_now(record(job("2020-04-01", None, pay=()), born="1968-02-15"))
    assert found.record.employees[-1].pay == ()


def test_national_pension_goes_on_paid() -> None:
    for category, status, expected in (
        (Category.CATEGORY_1, Status.N1_EXF_APP, Status.N1_PAID),
        (Category.CATEGORY_3, Status.N3, Status.N3),
        (Category.VOLUNTARY, Status.NV_PAID, Status.NV_PAID),
    ):
        now = national("2020-04-01", None, run("2020-04", "2026-10", status), category=category)
        found = as_now(record(now, born="1970-06-15"))
        (later,) = found.record.national[-1].runs
        assert (later.first_month, later.last_month, later.status) == (ym("2026-11"), ym("2030-05"), expected)
        assert (Note.PAID_IN_FULL in found.notes) is (category is not Category.CATEGORY_3)


def test_what_ended_does_not_go_on() -> None:
    found = as_now(record(job("2020-04-01", "2026-10-01"), born="1968-02-15"))
    assert len(found.record.employees) == 1


def test_from_60_on_there_is_nothing_to_go_on() -> None:
    found = as_now(record(job("2020-04-01", None), born="1966-02-15"))
    assert found.notes == (Note.RECORD_SO_FAR,)
    assert len(found.record.employees) == 1


def test_periods_of_corrections_are_closed_and_go_on_like_others() -> None:
    added = job("2020-04-01", None, id="c-e1")
    gone = national("2020-04-01", None, run("2020-04", "2026-10"), id="n1")
    correction = Correction(
        id="c1", decided_on=date(2026, 1, 1), office="年金事務所", reason="訂正", withdraws=("n1",), employees=(added,)
    )
    found = as_now(record(gone, born="1970-06-15", corrections=(correction,)))
    assert found.record.corrections[0].employees[0].disenrolled_on == date(2026, 11, 1)
    assert [period.enrolled_on for period in found.record.employees] == [date(2026, 11, 1)]
    assert len(found.record.national) == 1


def test_each_kind_of_spell_becomes_a_period() -> None:
    conditions = Conditions(
        future=(
            spell(SpellKind.SELF_EMPLOYED, "2026-11", "2026-12", additional=True),
            spell(SpellKind.DEPENDENT, "2027-01", "2027-02"),
            spell(SpellKind.UNPAID, "2027-03", "2027-04"),
            spell(SpellKind.ABROAD, "2027-05", "2027-06"),
            spell(SpellKind.VOLUNTARY, "2027-07", "2027-08"),
        )
    )
    found = supposed(record(born="1975-06-15"), conditions)
    assert [(period.category, period.runs[0].status) for period in found.record.national] == [
        (Category.CATEGORY_1, Status.N1_PAID_ADD),
        (Category.CATEGORY_3, Status.N3),
        (Category.CATEGORY_1, Status.N1_UNPAID),
        (Category.VOLUNTARY, Status.NV_PAID),
    ]
    assert [period.first_month for period in found.record.complementary] == [ym("2027-05")]
    assert found.record.as_of == ym("2027-08")
    assert found.notes == (Note.AS_THE_CONDITIONS_SAY,)


def work_period(found: Projection) -> EmployeesPeriod:
    return found.record.employees[-1]


def test_pay_is_graded_month_by_month_and_raised_each_april() -> None:
    """655,000 from 2027-02, 2 % more each April: 668,100 and 681,462; the top grade is 650,000 until 2027-08."""
    raised = spell(
        SpellKind.EMPLOYMENT,
        "2027-02",
        "2028-05",
        monthly_pay=655_000,
        raise_per_mille=20,
        bonuses=(YearlyBonus(month=6, yen=300_500), YearlyBonus(month=5, yen=0)),
    )
    found = supposed(record(born="1985-06-15"), Conditions(future=(raised,)))
    assert [(str(run.first_month), run.standard_monthly_remuneration) for run in work_period(found).pay] == [
        ("2027-02", 650_000),
        ("2027-09", 680_000),
    ]
    # 300,500 x 1.02 = 306,510: less than 1,000 yen is dropped
    paid = {str(bonus.month): bonus.standard_bonus for bonus in work_period(found).bonuses}
    assert paid == {"2027-05": 0, "2027-06": 306_000, "2028-05": 0}
    assert Note.RAISES_IN_APRIL in found.notes


def test_work_counts_to_70_and_matters_to_75() -> None:
    """Born 1961-06-15: 70 is reached on 2031-06-14."""
    work = spell(
        SpellKind.EMPLOYMENT, "2026-11", "2032-03", monthly_pay=300_000, bonuses=(YearlyBonus(month=7, yen=200_000),)
    )
    found = supposed(record(born="1961-06-15"), Conditions(future=(work,)))
    assert work_period(found).disenrolled_on == date(2031, 6, 14)
    assert found.record.as_of == ym("2031-05")
    assert [(str(late.months[0]), str(late.months[1]), late.pay) for late in found.late_work.months] == [
        ("2031-06", "2032-03", 300_000)
    ]
    assert [(str(bonus.month), bonus.yen) for bonus in found.late_work.bonuses] == [("2031-07", 200_000)]


def test_work_after_70_alone_is_no_period() -> None:
    work = spell(SpellKind.EMPLOYMENT, "2031-07", "2031-12", monthly_pay=300_000)
    found = supposed(record(born="1961-06-15"), Conditions(future=(work,)))
    assert found.record.employees == ()
    assert found.late_work.pay_in(ym("2031-07")) == 300_000


def test_pay_in_a_time_without_grades_is_not_guessed() -> None:
    work = spell(SpellKind.EMPLOYMENT, "2016-09", "2016-10", monthly_pay=300_000)
    with pytest.raises(LookupError, match="2016-09"):
        supposed(record(born="1985-06-15", as_of=ym("2016-08")), Conditions(future=(work,)))


def test_time_only_and_what_was_taken_out_do_not_go_on() -> None:
    time_only = (ComplementaryPeriod(id="k1", first_month=ym("2020-04"), last_month=ym("2026-10"), reason="海外在住"),)
    found = as_now(record(born="1970-06-15", complementary=time_only))
    assert len(found.record.complementary) == 1
    assert found.record.as_of == ym("2026-10")


def statuses(found: Projection) -> list[tuple[str, str, Status]]:
    periods = (*found.record.national, *(p for c in found.record.corrections for p in c.national))
    return [(str(run.first_month), str(run.last_month), run.status) for period in periods for run in period.runs]


def test_chosen_months_become_paid_months() -> None:
    life = national(
        "2024-11-01",
        "2025-08-01",
        run("2024-11", "2025-01", Status.N1_UNPAID),
        run("2025-02", "2025-04", Status.N1_EXF_APP),
        run("2025-05", "2025-05", Status.N1_EX12_UNP),
        run("2025-06", "2025-07", Status.N1_STUDENT),
    )
    chosen = tuple(ym(month) for month in ("2024-12", "2025-02", "2025-05", "2025-06", "2025-07"))
    found = supposed(record(life, born="1990-06-15"), Conditions(future=(), pay_back=chosen))
    assert statuses(found) == [
        ("2024-11", "2024-11", Status.N1_UNPAID),
        ("2024-12", "2024-12", Status.N1_PAID),
        ("2025-01", "2025-01", Status.N1_UNPAID),
        ("2025-02", "2025-02", Status.N1_BACKPAID),
        ("2025-03", "2025-04", Status.N1_EXF_APP),
        ("2025-05", "2025-05", Status.N1_EX12),
        ("2025-06", "2025-07", Status.N1_BACKPAID),
    ]
    assert found.notes[-1] is Note.CHOSEN_MONTHS_PAID


def test_months_of_a_correction_can_be_paid_too() -> None:
    added = NationalPeriod(
        id="c-n1",
        category=Category.CATEGORY_1,
        enrolled_on=date(2025, 2, 1),
        disenrolled_on=date(2025, 3, 1),
        runs=(run("2025-02", "2025-02", Status.N1_UNPAID),),
    )
    correction = Correction(id="c1", decided_on=date(2026, 1, 1), office="年金事務所", reason="訂正", national=(added,))
    life = record(born="1990-06-15", corrections=(correction,))
    found = supposed(life, Conditions(future=(), pay_back=(ym("2025-02"),)))
    assert statuses(found) == [("2025-02", "2025-02", Status.N1_PAID)]
