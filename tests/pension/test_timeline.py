"""The hard cases of one month, each as the law decides it; whole lives are in test_personas.py."""

from __future__ import annotations

from datetime import date

import pytest

from pension.calendar import YearMonth
from pension.periods import covered_months
from pension.record import (
    Abroad,
    Category,
    ComplementaryPeriod,
    Correction,
    Facts,
    Months,
    NationalPeriod,
    PensionRecord,
    StatusRun,
)
from pension.status import Scheme, Status
from pension.timeline import Candidate, Reason, Span, Timeline, Verdict, build_timeline, last_pay_date
from rules.loader import load_rules
from tests.pension.documents import AS_OF, TODAY, job, national, record, run, ym

RULES = load_rules()
C3, VOLUNTARY = Category.CATEGORY_3, Category.VOLUNTARY


def timeline(document: PensionRecord, today: date = TODAY) -> Timeline:
    return build_timeline(document, today, RULES)


def month(document: PensionRecord, text: str, today: date = TODAY) -> Span:
    span = timeline(document, today).span_at(ym(text))
    assert span is not None
    return span


def told(span: Span) -> list[tuple[str, Verdict, Reason]]:
    return [(entry.period.id, entry.verdict, entry.reason) for entry in span.entries]


# --- one record


def test_a_period_covers_enrollment_to_the_month_before_disenrollment() -> None:
    document = record(job("2018-04-01", "2018-09-16"), born="1990-01-10")
    assert month(document, "2018-04").status is Status.E1
    assert month(document, "2018-08").status is Status.E1
    assert month(document, "2018-09").status is Status.NONE_REQ


def test_an_open_period_runs_to_the_as_of_month() -> None:
    document = record(job("2018-04-01", None), born="1990-01-10")
    assert month(document, "2026-10").status is Status.E1
    assert month(document, "2026-11").status is Status.FUTURE


def test_months_of_a_national_period_without_a_run_are_pending() -> None:
    document = record(
        national("2018-04-01", "2019-04-01", run("2018-06", "2018-07"), run("2018-10", "2018-12")), born="1990-01-10"
    )
    words = [month(document, f"2018-{number:02}").status for number in range(4, 13)]
    pending, paid = Status.N1_PENDING, Status.N1_PAID
    assert words == [pending, pending, paid, paid, pending, pending, paid, paid, paid]
    assert month(document, "2019-03").status is pending
    assert month(document, "2018-04").counts.entitlement_real == 0


def test_the_table_starts_where_the_record_or_the_duty_starts_and_ends_with_this_fiscal_year() -> None:
    assert str(timeline(record(job("1980-04-01", "1983-04-01"))).first_month) == "1980-04"
    assert str(timeline(record(born="1961-06-15")).first_month) == "1981-04"
    assert str(timeline(record(born="1930-06-15")).first_month) == "1961-04"
    assert str(timeline(record(born="2025-01-01")).first_month) == "2026-04"
    assert str(timeline(record()).last_month) == "2027-03"


def test_outside_the_table_there_is_no_span() -> None:
    document = record()
    assert timeline(document).span_at(ym("1981-03")) is None
    assert timeline(document).span_at(ym("2027-04")) is None


# --- not enrolled


def test_unregistered_months_are_required_only_between_20_and_59_and_from_1961_04() -> None:
    assert month(record(job("1979-04-01", "1980-04-01")), "1981-05").status is Status.NONE_OUT
    assert month(record(), "1981-06").status is Status.NONE_REQ
    assert month(record(), "2021-05").status is Status.NONE_REQ
    assert month(record(), "2021-06").status is Status.NONE_OUT
    assert month(record(job("1958-04-01", "1959-04-01"), born="1935-01-10"), "1961-03").status is Status.NONE_OUT


def test_candidates_for_time_only_follow_what_is_known() -> None:
    nothing_known = record(facts=Facts())
    assert month(nothing_known, "1986-03").candidates == (Candidate.SPOUSE_OF_EMPLOYEE, Candidate.STUDENT)
    assert month(nothing_known, "1986-04").candidates == (Candidate.STUDENT,)
    assert month(nothing_known, "1991-03").candidates == (Candidate.STUDENT,)
    assert month(nothing_known, "1991-04").status is Status.NONE_REQ
    older = record(born="1955-06-15", facts=Facts())
    assert month(older, "1985-05").candidates == (Candidate.SPOUSE_OF_EMPLOYEE, Candidate.STUDENT)
    assert month(older, "1985-06").candidates == (Candidate.SPOUSE_OF_EMPLOYEE,)


def test_a_known_fact_ends_with_its_last_month() -> None:
    facts = Facts(
        not_married=(Months(first_month=ym("1981-06"), last_month=ym("1984-04")),),
        not_student=(Months(first_month=ym("1981-06")),),
    )
    assert month(record(facts=facts), "1984-04").status is Status.NONE_REQ
    assert month(record(facts=facts), "1984-05").candidates == (Candidate.SPOUSE_OF_EMPLOYEE,)


def test_abroad_months_may_count_for_japanese_nationals_only() -> None:
    def abroad(national: bool) -> Facts:
        return Facts(abroad=(Abroad(first_month=ym("2000-01"), last_month=ym("2000-12"), japanese_national=national),))

    assert month(record(facts=abroad(True)), "2000-05").candidates == (Candidate.ABROAD,)
    assert month(record(facts=abroad(False)), "2000-05").status is Status.NONE_OUT
    assert month(record(facts=abroad(True)), "2001-01").status is Status.NONE_REQ


def test_after_death_nothing_is_required() -> None:
    document = record(job("1980-04-01", "2010-04-01"))
    dead = PensionRecord(
        schema_version=1,
        as_of=AS_OF,
        person=record().person.__class__(
            basic_pension_number="1234-567890",
            name="春野 和子",
            kana="ハルノ カズコ",
            birth_date=date(1961, 6, 15),
            sex=document.person.sex,
            death_date=date(2010, 3, 31),
        ),
        employees=document.employees,
    )
    assert month(dead, "2010-03").status is Status.E1
    assert month(dead, "2010-04").status is Status.NONE_OUT
    assert month(dead, "2026-12").status is Status.NONE_OUT


# --- unpaid and payable


def test_a_month_can_be_paid_until_the_end_of_the_month_two_years_after_it_was_due() -> None:
    assert last_pay_date(ym("2024-04")) == date(2026, 5, 31)
    document = record(national("2021-01-10", None, run("2024-03", "2024-06", Status.N1_UNPAID)), born="2001-01-11")
    assert month(document, "2024-04", date(2026, 5, 31)).status is Status.N1_PAYABLE
    assert month(document, "2024-04", date(2026, 6, 1)).status is Status.N1_UNPAID
    assert month(document, "2024-04", date(2026, 5, 31)).base_status is Status.N1_UNPAID


def test_prepaid_months_count_once_they_have_passed() -> None:
    document = record(
        national("2021-01-10", None, run("2026-04", "2027-03", prepaid=True)), born="2001-01-11", as_of=ym("2026-08")
    )
    assert month(document, "2026-10").counts.entitlement_real == 1
    ahead = month(document, "2026-11")
    assert ahead.status is Status.FUTURE
    assert told(ahead) == [("n1", Verdict.NOT_YET, Reason.PREPAID)]
    assert ahead.counts.entitlement_real == 0


# --- H1: gained and lost within a month


def test_h1_from_2015_10_the_job_gives_way_to_the_national_category_that_follows() -> None:
    document = record(
        job("2020-06-03", "2020-06-20"), national("2020-06-20", None, run("2020-06", "2020-12")), born="1990-01-10"
    )
    span = month(document, "2020-06")
    assert span.status is Status.N1_PAID
    assert told(span) == [
        ("n1", Verdict.COUNTS, Reason.ONLY_RECORD),
        ("e1", Verdict.VOID, Reason.SAME_MONTH_LATER_NATIONAL),
    ]
    assert (span.overlap, span.counts.employees_real) == (False, 0)


def test_h1_a_national_period_never_closed_follows_as_well() -> None:
    document = record(
        job("2020-06-03", "2020-06-20"), national("2015-04-01", None, run("2020-06", "2020-12")), born="1990-01-10"
    )
    assert told(month(document, "2020-06"))[1] == ("e1", Verdict.VOID, Reason.SAME_MONTH_LATER_NATIONAL)


def test_h1b_before_2015_10_the_job_counts_for_its_own_amount() -> None:
    document = record(
        job("2014-06-03", "2014-06-20"), national("2014-06-20", None, run("2014-06", "2014-12")), born="1990-01-10"
    )
    span = month(document, "2014-06")
    assert (span.status, span.overlap) == (Status.N1_PAID, True)
    assert (span.counts.entitlement_real, span.counts.basic, span.counts.employees_real) == (1, 1, 1)
    assert told(span)[1] == ("e1", Verdict.COUNTS_FOR_AMOUNT, Reason.LAST_CATEGORY)


def test_h1b_with_the_contribution_unpaid_only_the_amount_remains() -> None:
    document = record(
        job("2014-06-03", "2014-06-20"),
        national("2014-06-20", None, run("2014-06", "2014-12", Status.N1_UNPAID)),
        born="1990-01-10",
    )
    counts = month(document, "2014-06").counts
    assert (counts.entitlement_real, counts.basic, counts.employees_real) == (0, 0, 1)
    assert (counts.scheme, counts.employees_scheme) == (None, Scheme.EMPLOYEES)


def test_h1c_after_60_nothing_follows_and_the_job_is_one_month_of_time() -> None:
    document = record(job("2020-06-03", "2020-06-20"), born="1959-01-10")
    span = month(document, "2020-06")
    assert told(span) == [("e1", Verdict.COUNTS, Reason.SAME_MONTH_COUNTS)]
    assert (span.counts.employees_real, span.counts.basic, span.counts.complementary) == (1, 0, True)


def test_h1c_voluntary_coverage_later_in_the_month_takes_it() -> None:
    document = record(
        job("2020-06-03", "2020-06-20"),
        national("2020-06-25", None, run("2020-06", "2020-12", Status.NV_PAID), category=VOLUNTARY),
        born="1959-01-10",
    )
    span = month(document, "2020-06")
    assert span.status is Status.NV_PAID
    assert told(span)[1] == ("e1", Verdict.VOID, Reason.SAME_MONTH_LATER_NATIONAL)


def test_h1d_in_japan_and_of_working_age_the_law_makes_the_month_national() -> None:
    document = record(job("2020-06-03", "2020-06-20"), born="1990-01-10")
    span = month(document, "2020-06")
    assert span.status is Status.NONE_REQ
    assert told(span) == [("e1", Verdict.VOID, Reason.SAME_MONTH_MUST_BE_NATIONAL)]


def test_h1d_abroad_no_national_category_can_follow() -> None:
    facts = Facts(abroad=(Abroad(first_month=ym("2020-06")),))
    document = record(job("2020-06-03", "2020-06-20"), born="1990-01-10", facts=facts)
    assert told(month(document, "2020-06")) == [("e1", Verdict.COUNTS, Reason.SAME_MONTH_COUNTS)]


def test_h1d_between_1986_04_and_2015_09_the_job_keeps_its_amount_only() -> None:
    span = month(record(job("2014-06-03", "2014-06-20"), born="1990-01-10"), "2014-06")
    assert (span.status, span.overlap) == (Status.NONE_REQ, False)
    assert told(span) == [("e1", Verdict.COUNTS_FOR_AMOUNT, Reason.LAST_CATEGORY)]
    assert (span.counts.entitlement_real, span.counts.employees_real) == (0, 1)


def test_before_1986_04_a_same_month_job_is_simply_one_month() -> None:
    span = month(record(job("1984-06-03", "1984-06-20")), "1984-06")
    assert (span.status, span.counts.basic) == (Status.E1, 1)


def test_two_jobs_within_one_month_are_the_last_one() -> None:
    document = record(
        job("2014-06-03", "2014-06-10"),
        job("2014-06-15", "2014-06-20", id="e2"),
        job("2014-07-01", None, id="e3"),
        born="1955-01-10",
    )
    span = month(document, "2014-06")
    assert told(span) == [
        ("e2", Verdict.COUNTS_FOR_AMOUNT, Reason.LAST_CATEGORY),
        ("e1", Verdict.VOID, Reason.SAME_MONTH_LATER_EMPLOYMENT),
    ]


def test_a_same_month_job_beside_another_job_is_one_month_with_it() -> None:
    document = record(
        job("2010-04-01", None), job("2020-06-03", "2020-06-20", id="e2", employer="ひかり商店"), born="1990-01-10"
    )
    span = month(document, "2020-06")
    assert told(span) == [
        ("e1", Verdict.COUNTS, Reason.ONE_MONTH_FOR_TWO_EMPLOYERS),
        ("e2", Verdict.TOGETHER, Reason.ONE_MONTH_FOR_TWO_EMPLOYERS),
    ]
    assert (span.overlap, span.counts.employees_real) == (False, 1)


def test_a_national_period_of_one_month_is_one_month_unless_another_follows() -> None:
    alone = record(national("2020-06-03", "2020-06-20", run("2020-06", "2020-06")), born="1990-01-10")
    assert month(alone, "2020-06").status is Status.N1_PAID
    followed = record(
        national("2020-06-03", "2020-06-20", run("2020-06", "2020-06")), job("2020-06-20", None), born="1990-01-10"
    )
    span = month(followed, "2020-06")
    assert told(span) == [
        ("e1", Verdict.COUNTS, Reason.LAST_CATEGORY),
        ("n1", Verdict.NOT_COUNTED, Reason.LAST_CATEGORY),
    ]
    assert span.overlap
    unpaid = record(national("2020-06-03", "2020-06-20"), job("2020-06-20", None), born="1990-01-10")
    assert not month(unpaid, "2020-06").overlap


def test_a_same_month_job_after_a_same_month_national_period() -> None:
    document = record(
        national("2014-06-03", "2014-06-10", run("2014-06", "2014-06")),
        job("2014-06-10", "2014-06-20"),
        born="1990-01-10",
    )
    span = month(document, "2014-06")
    assert (span.status, span.counts.employees_real, span.counts.entitlement_real) == (Status.NONE_REQ, 1, 0)
    assert told(span)[1] == ("n1", Verdict.NOT_COUNTED, Reason.LAST_CATEGORY)


# --- H2, H3, H4, and other records held at once


def test_h2_a_job_change_inside_a_month_belongs_to_the_new_job() -> None:
    document = record(
        job("2015-04-01", "2018-09-16"), job("2018-09-20", None, id="e2", employer="ひかり商店"), born="1990-01-10"
    )
    assert told(month(document, "2018-09")) == [("e2", Verdict.COUNTS, Reason.ONLY_RECORD)]
    assert told(month(document, "2018-08")) == [("e1", Verdict.COUNTS, Reason.ONLY_RECORD)]


def test_h2c_leaving_on_the_last_day_keeps_the_month() -> None:
    document = record(job("2015-04-01", "2018-10-01"), born="1990-01-10")
    assert month(document, "2018-09").status is Status.E1


def test_h3_employment_comes_before_a_national_period_never_closed() -> None:
    document = record(national("2001-04-01", "2002-01-01", run("2001-04", "2001-12")), job("2001-08-10", "2003-04-01"))
    assert month(document, "2001-07").status is Status.N1_PAID
    span = month(document, "2001-08")
    assert (span.status, span.overlap, span.counts.entitlement_real) == (Status.E1, True, 1)
    assert told(span) == [
        ("e1", Verdict.COUNTS, Reason.EMPLOYEES_FIRST),
        ("n1", Verdict.NOT_COUNTED, Reason.EMPLOYEES_FIRST),
    ]


def test_h4_two_employers_are_one_month_and_no_overlap() -> None:
    document = record(
        job("2022-04-01", "2023-04-01"),
        job("2022-04-01", "2023-04-01", id="e2", employer="ひかり商店"),
        born="1990-01-10",
    )
    span = month(document, "2022-10")
    assert (span.overlap, span.counts.employees_real) == (False, 1)
    assert span.entries[1].verdict is Verdict.TOGETHER


@pytest.mark.parametrize("lost", [Status.E_LAPSED, Status.E_LUMP, Status.F_LUMP])
def test_a_job_that_lost_its_month_gives_way_to_one_that_kept_it(lost: Status) -> None:
    exception = StatusRun(first_month=ym("1984-04"), last_month=ym("1984-09"), status=lost)
    document = record(
        job("1983-04-01", "1986-04-01"), job("1984-01-01", "1986-04-01", id="e2", exceptions=(exception,))
    )
    span = month(document, "1984-06")
    assert (span.status, span.counts.employees_real, span.entries[0].period.id) == (Status.E1, 1, "e1")
    assert not span.overlap


@pytest.mark.parametrize(
    ("kinds", "winner", "reason"),
    [
        ((Status.E1, Status.E3), "e2", Reason.MUTUAL_AID_FIRST),
        ((Status.E1, Status.S1), "e2", Reason.SPECIAL_KIND_FIRST),
    ],
)
def test_of_two_kinds_of_employment_the_laws_order_decides(
    kinds: tuple[Status, Status], winner: str, reason: Reason
) -> None:
    document = record(
        job("1980-04-01", "1985-04-01", status=kinds[0]), job("1980-04-01", "1985-04-01", id="e2", status=kinds[1])
    )
    span = month(document, "1982-05")
    assert told(span)[0] == (winner, Verdict.COUNTS, reason)
    assert span.overlap


def test_category_3_before_1_before_voluntary() -> None:
    def held(*categories: Category) -> Span:
        statuses = {C3: Status.N3, Category.CATEGORY_1: Status.N1_PAID, VOLUNTARY: Status.NV_PAID}
        periods = [
            national("2000-04-01", None, run("2000-04", "2010-03", statuses[category]), category=category, id=category)
            for category in categories
        ]
        return month(record(*periods), "2005-05")

    assert held(Category.CATEGORY_1, C3).entries[0].reason is Reason.CATEGORY_3_FIRST
    assert held(Category.CATEGORY_1, C3).status is Status.N3
    assert held(VOLUNTARY, Category.CATEGORY_1).entries[0].reason is Reason.CATEGORY_1_FIRST


def test_confirmed_time_only_months_give_way_to_any_enrollment() -> None:
    time_only = ComplementaryPeriod(id="k1", first_month=ym("1990-04"), last_month=ym("1990-06"), reason="海外在住")
    document = record(national("1990-06-01", "1990-07-01", run("1990-06", "1990-06")), complementary=(time_only,))
    assert month(document, "1990-05").status is Status.KARA
    span = month(document, "1990-06")
    assert (span.status, span.overlap) == (Status.N1_PAID, False)
    assert told(span)[1] == ("k1", Verdict.NOT_COUNTED, Reason.ENROLLED_BEFORE_TIME_ONLY)


def test_time_only_months_do_not_follow_a_same_month_job() -> None:
    time_only = ComplementaryPeriod(id="k1", first_month=ym("2020-06"), last_month=ym("2020-06"), reason="海外在住")
    document = record(job("2020-06-03", "2020-06-20"), born="1959-01-10", complementary=(time_only,))
    assert told(month(document, "2020-06"))[0] == ("e1", Verdict.COUNTS, Reason.ENROLLED_BEFORE_TIME_ONLY)


# --- corrections


def test_a_correction_takes_an_entry_out_and_keeps_it_readable() -> None:
    wrong = national("1994-04-01", "1995-04-01", run("1994-04", "1995-03", Status.N3), category=C3)
    right = NationalPeriod(
        id="n2",
        category=Category.CATEGORY_1,
        enrolled_on=date(1994, 5, 15),
        disenrolled_on=date(1994, 6, 1),
        runs=(run("1994-05", "1994-05", Status.N1_UNPAID),),
    )
    correction = Correction(
        id="c1",
        decided_on=date(2020, 1, 10),
        office="港年金事務所",
        reason="配偶者の退職",
        withdraws=("n1",),
        national=(right,),
    )
    span = month(record(wrong, corrections=(correction,)), "1994-05")
    assert span.status is Status.N1_UNPAID
    assert told(span) == [("n2", Verdict.COUNTS, Reason.ONLY_RECORD), ("n1", Verdict.WITHDRAWN, Reason.CORRECTED)]
    assert all(entry.correction is correction for entry in span.entries)


# --- what a month counts for


def test_h5_a_seamans_months_are_converted_for_the_right_but_real_for_the_basic_pension() -> None:
    document = record(
        job("1975-04-01", "1986-04-01", status=Status.S1),
        job("1986-04-01", "1991-04-01", id="e2", status=Status.E1_SEA),
        born="1950-06-15",
    )
    before, after = month(document, "1980-04").counts, month(document, "1990-04").counts
    assert (str(before.entitlement), before.basic, before.scheme) == ("4/3", 1, Scheme.SEAMENS)
    assert (str(after.entitlement), after.basic, after.scheme) == ("6/5", 1, Scheme.EMPLOYEES)


def test_h10_employment_before_1961_04_or_20_is_time_only() -> None:
    document = record(job("1958-04-01", "1964-04-01"), born="1941-06-15")
    early, late = month(document, "1961-05").counts, month(document, "1961-06").counts
    assert (early.basic, early.complementary, early.employees_real, early.substantial) == (0, True, 1, False)
    assert (late.basic, late.complementary, late.employees_real, late.substantial) == (1, False, 1, True)


def test_exempt_months_change_their_share_in_2009_04() -> None:
    document = record(national("2008-04-01", "2010-04-01", run("2008-04", "2010-03", Status.N1_EX12)))
    assert str(month(document, "2009-03").counts.basic) == "2/3"
    assert str(month(document, "2009-04").counts.basic) == "3/4"


def test_h8_voluntary_unpaid_months_are_time_only_before_60() -> None:
    def unpaid(first: str, last: str, born: str) -> Span:
        period = national(f"{first}-01", None, run(first, last, Status.NV_UNPAID), category=VOLUNTARY)
        return month(record(period, born=born), first)

    assert unpaid("2019-05", "2019-09", "1959-05-10").counts.entitlement_real == 0
    before_60 = unpaid("2010-05", "2010-09", "1970-05-10").counts
    assert (before_60.entitlement_real, before_60.complementary, before_60.basic) == (1, True, 0)


def test_a_withdrawal_allowance_counts_as_time_only_with_a_right_after_1986_04() -> None:
    lump = job(
        "1980-04-01",
        "1982-04-01",
        exceptions=(StatusRun(first_month=ym("1980-04"), last_month=ym("1982-03"), status=Status.E_LUMP),),
    )
    assert month(record(lump), "1981-05").counts.entitlement_real == 0
    later = national("1990-04-01", "1991-04-01", run("1990-04", "1991-03"))
    counts = month(record(lump, later), "1981-05").counts
    assert (counts.entitlement_real, counts.complementary, counts.employees_real) == (1, True, 0)


def test_an_exception_inside_a_job_stands_between_its_ordinary_months() -> None:
    leave = StatusRun(first_month=ym("2010-06"), last_month=ym("2011-03"), status=Status.E1_LEAVE)
    document = record(job("2008-04-01", "2015-04-01", exceptions=(leave,)), born="1980-01-10")
    assert [month(document, text).status for text in ("2010-05", "2010-06", "2011-03", "2011-04")] == [
        Status.E1,
        Status.E1_LEAVE,
        Status.E1_LEAVE,
        Status.E1,
    ]
    assert month(document, "2010-06").counts.employees_real == 1


def test_a_span_knows_its_months() -> None:
    span = month(record(), "1981-06")
    assert span.months == span.range.months
    assert covered_months(date(2020, 6, 3), date(2020, 6, 20)).months == 1
    assert isinstance(span.first_month, YearMonth)
