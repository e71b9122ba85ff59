"""What holds for every record that passes the rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pension.calendar import YearMonth
from pension.checks import find_points
from pension.counting import compute_totals, counted_months
from pension.periods import covered_months
from pension.record import ContributionRun, EmployeesPeriod, NationalPeriod, PayRun, PensionRecord, StatusRun
from pension.status import Scheme
from pension.timeline import Span, build_timeline
from tests.pension.documents import AS_OF, TODAY
from tests.pension.strategies import RULES, records

SETTINGS = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def spans_of(record: PensionRecord) -> tuple[Span, ...]:
    return build_timeline(record, TODAY, RULES).spans


def each_month(record: PensionRecord) -> list[tuple[YearMonth, Span]]:
    return [(month, span) for span in spans_of(record) for month in span.range.each()]


@SETTINGS
@given(records())
def test_every_month_of_the_table_belongs_to_exactly_one_span(record: PensionRecord) -> None:
    spans = spans_of(record)
    assert all(left.last_month + 1 == right.first_month for left, right in pairwise(spans))
    assert all(span.months >= 1 for span in spans)
    assert (spans[0].first_month.month, spans[-1].last_month.month) == (4, 3)


@SETTINGS
@given(records())
def test_no_month_is_counted_twice(record: PensionRecord) -> None:
    for span in spans_of(record):
        assert span.counts.entitlement_real in (0, 1)
        assert 0 <= span.counts.basic <= 1
        assert span.counts.employees_real in (0, 1)
        assert sum(entry.verdict.value == "counts" for entry in span.entries) <= 1


@SETTINGS
@given(records())
def test_totals_equal_the_sum_of_the_cells(record: PensionRecord) -> None:
    timeline = build_timeline(record, TODAY, RULES)
    totals = compute_totals(timeline, RULES)
    cells = [span.counts for span in timeline.spans for _ in span.range.each()]
    assert totals.entitlement.real == sum(cell.entitlement_real for cell in cells)
    assert totals.entitlement.converted == sum((cell.entitlement for cell in cells), Fraction(0))
    assert totals.entitlement.real == counted_months(timeline.spans, timeline.first_month, timeline.last_month)
    employed = [total for total in totals.schemes if total.scheme is not Scheme.NATIONAL]
    assert sum(total.real for total in employed) == sum(cell.employees_real for cell in cells)
    assert sum((total.converted for total in employed), Fraction(0)) == sum(
        (cell.employees_converted for cell in cells), Fraction(0)
    )
    assert all(total.real == sum(part.real for part in total.parts) for total in totals.schemes)
    assert totals.basic.weighted <= sum((cell.basic for cell in cells), Fraction(0))
    assert totals.basic.weighted <= totals.basic.cap


@SETTINGS
@given(records())
def test_findings_lie_inside_the_table_and_have_their_own_keys(record: PensionRecord) -> None:
    timeline = build_timeline(record, TODAY, RULES)
    findings = find_points(timeline, RULES)
    assert len({finding.key for finding in findings}) == len(findings)
    for finding in findings:
        assert timeline.first_month <= finding.first_month <= finding.last_month <= timeline.last_month


def cut_national(period: NationalPeriod, day_before: int) -> tuple[NationalPeriod, ...]:
    """Two periods instead of one: the first ends on the day the second begins."""
    day = period.enrolled_on + timedelta(days=day_before)
    if day > AS_OF.last_day or (period.disenrolled_on is not None and day >= period.disenrolled_on):
        return (period,)
    left = replace(period, id=f"{period.id}a", disenrolled_on=day)
    right = replace(period, id=f"{period.id}b", enrolled_on=day)
    border = YearMonth.of_date(day)
    if (
        YearMonth.of_date(period.enrolled_on) == border
        or covered_months(day, period.disenrolled_on).first_month != border
    ):
        return (period,)
    if period.disenrolled_on is not None and YearMonth.of_date(period.disenrolled_on) == border:
        return (period,)
    return (
        replace(left, runs=tuple(run for each in period.runs for run in _upto(each, border.plus(-1)))),
        replace(right, runs=tuple(run for each in period.runs for run in _since(each, border))),
    )


def _upto(run: ContributionRun, month: YearMonth) -> list[ContributionRun]:
    return [replace(run, last_month=min(run.last_month, month))] if run.first_month <= month else []


def _since(run: ContributionRun, month: YearMonth) -> list[ContributionRun]:
    return [replace(run, first_month=max(run.first_month, month))] if run.last_month >= month else []


def cut_job(period: EmployeesPeriod, day_before: int) -> tuple[EmployeesPeriod, ...]:
    """Two jobs instead of one, the second beginning on the day the first ends."""
    day = period.enrolled_on + timedelta(days=day_before)
    border = YearMonth.of_date(day)
    open_end = period.disenrolled_on
    if day > AS_OF.last_day or YearMonth.of_date(period.enrolled_on) == border:
        return (period,)
    if open_end is not None and (day >= open_end or YearMonth.of_date(open_end) == border):
        return (period,)
    return (
        replace(
            period, id=f"{period.id}a", disenrolled_on=day, exceptions=tuple(_left(period.exceptions, border.plus(-1)))
        ),
        replace(
            period,
            id=f"{period.id}b",
            enrolled_on=day,
            exceptions=tuple(_right(period.exceptions, border)),
            pay=tuple(PayRun(first_month=border, standard_monthly_remuneration=pay.standard_monthly_remuneration)
                      for pay in period.pay),
        ),
    )  # fmt: skip


def _left(runs: tuple[StatusRun, ...], month: YearMonth) -> list[StatusRun]:
    return [replace(run, last_month=min(run.last_month, month)) for run in runs if run.first_month <= month]


def _right(runs: tuple[StatusRun, ...], month: YearMonth) -> list[StatusRun]:
    return [replace(run, first_month=max(run.first_month, month)) for run in runs if run.last_month >= month]


def decided(record: PensionRecord) -> list[tuple[object, ...]]:
    return [(month, span.status, span.counts, span.overlap) for month, span in each_month(record)]


@SETTINGS
@given(records(), st.integers(1, 4000))
def test_cutting_a_period_in_two_changes_nothing(record: PensionRecord, day: int) -> None:
    cut = replace(
        record,
        national=tuple(part for period in record.national for part in cut_national(period, day)),
        employees=tuple(part for period in record.employees for part in cut_job(period, day)),
    )
    assert decided(cut) == decided(record)


@SETTINGS
@given(records(), st.integers(0, 300))
def test_cutting_a_run_in_two_changes_nothing(record: PensionRecord, months: int) -> None:
    def cut(period: NationalPeriod) -> NationalPeriod:
        runs = [
            part
            for run in period.runs
            for part in (*_upto(run, run.first_month.plus(months)), *_since(run, run.first_month.plus(months + 1)))
        ]
        return replace(period, runs=tuple(runs))

    assert decided(replace(record, national=tuple(cut(period) for period in record.national))) == decided(record)
