"""Records for property tests: any mixture of periods, kept only when free of contradictions."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from pension.calendar import MonthRange, YearMonth
from pension.contradictions import find_contradictions
from pension.periods import covered_months
from pension.record import (
    Abroad,
    Category,
    ComplementaryPeriod,
    ContributionRun,
    EmployeesPeriod,
    Facts,
    Months,
    NationalPeriod,
    PayRun,
    PensionRecord,
    StatusRun,
)
from pension.status import Status
from rules.loader import load_rules
from tests.pension.documents import AS_OF, person

RULES = load_rules()
_CATEGORY_STATUSES = {
    Category.CATEGORY_1: sorted(
        status for status in Status if status.startswith("N1_") and RULES.statuses[status].stored
    ),
    Category.CATEGORY_3: [Status.N3, Status.N3_LATE, Status.N3_NC],
    Category.VOLUNTARY: [Status.NV_PAID, Status.NV_UNPAID],
}
_KINDS = [Status.E1, Status.E1_FUND, Status.E1_MINE, Status.E1_SEA, Status.S1, Status.E2, Status.E3, Status.E4]
_EXCEPTIONS = [Status.E1_LEAVE, Status.E_LAPSED, Status.E_LUMP, Status.F_LUMP]
_LAST_DAY = AS_OF.last_day


def _days(first: date = date(1955, 4, 1)) -> st.SearchStrategy[date]:
    return st.dates(first, _LAST_DAY)


def _possible(status: Status, months: MonthRange) -> MonthRange:
    """The part of a range in which a status can exist."""
    rule = RULES.statuses[status]
    return MonthRange(
        max(months.first_month, rule.first_month or months.first_month),
        min(months.last_month, rule.last_month or months.last_month),
    )


@st.composite
def _spell(draw: st.DrawFn) -> tuple[date, date | None]:
    start = draw(_days())
    length = draw(st.one_of(st.none(), st.integers(0, 40), st.integers(0, 9000)))
    end = None if length is None else start + timedelta(days=length)
    return start, None if end is None or end > _LAST_DAY else end


@st.composite
def _sub_range(draw: st.DrawFn, months: MonthRange) -> MonthRange:
    first = draw(st.integers(months.first_month, months.last_month))
    return MonthRange(YearMonth(first), YearMonth(draw(st.integers(first, months.last_month))))


@st.composite
def _national(draw: st.DrawFn, number: int) -> NationalPeriod:
    category = draw(st.sampled_from(list(Category)))
    start, end = draw(_spell())
    covered = covered_months(start, end)
    known = MonthRange(covered.first_month, min(covered.last_month, AS_OF))
    status = draw(st.sampled_from(_CATEGORY_STATUSES[category]))
    possible = _possible(status, known)
    runs: tuple[ContributionRun, ...] = ()
    if possible.months:
        months = draw(_sub_range(possible))
        runs = (ContributionRun(first_month=months.first_month, last_month=months.last_month, status=status),)
    return NationalPeriod(id=f"n{number}", category=category, enrolled_on=start, disenrolled_on=end, runs=runs)


@st.composite
def _employment(draw: st.DrawFn, number: int) -> EmployeesPeriod:
    start, end = draw(_spell())
    covered = covered_months(start, end)
    known = MonthRange(covered.first_month, min(covered.last_month, AS_OF))
    exceptions: tuple[StatusRun, ...] = ()
    status = draw(st.sampled_from(_EXCEPTIONS))
    possible = _possible(status, known)
    if possible.months and draw(st.booleans()):
        months = draw(_sub_range(possible))
        exceptions = (StatusRun(first_month=months.first_month, last_month=months.last_month, status=status),)
    pay = draw(st.sampled_from([98_000, 200_000, 620_000]))
    return EmployeesPeriod(
        id=f"e{number}",
        status=draw(st.sampled_from(_KINDS)),
        employer="あおば印刷",
        enrolled_on=start,
        disenrolled_on=end,
        exceptions=exceptions,
        pay=(PayRun(first_month=covered.first_month, standard_monthly_remuneration=pay),),
    )


def _months() -> st.SearchStrategy[Months]:
    return st.builds(
        lambda first, length: Months(
            first_month=YearMonth.of_date(first), last_month=YearMonth.of_date(first).plus(length)
        ),
        _days(),
        st.integers(0, 200),
    )


_abroad = st.builds(
    lambda months, japanese: Abroad(
        first_month=months.first_month, last_month=months.last_month, japanese_national=japanese
    ),
    _months(),
    st.booleans(),
)


@st.composite
def records(draw: st.DrawFn) -> PensionRecord:
    """Any record that passes the rules."""
    first = YearMonth.of_date(draw(_days(date(1961, 4, 1))))
    last = min(first.plus(draw(st.integers(0, 60))), AS_OF)
    record = PensionRecord(
        schema_version=1,
        as_of=AS_OF,
        person=person(str(draw(st.dates(date(1935, 1, 1), date(1955, 3, 31))))),
        national=tuple(draw(_national(number)) for number in range(draw(st.integers(0, 4)))),
        employees=tuple(draw(_employment(number)) for number in range(draw(st.integers(0, 4)))),
        complementary=(ComplementaryPeriod(id="k1", first_month=first, last_month=last, reason="海外在住"),),
        facts=Facts(
            not_married=tuple(draw(st.lists(_months(), max_size=2))),
            not_student=tuple(draw(st.lists(_months(), max_size=2))),
            abroad=tuple(draw(st.lists(_abroad, max_size=2))),
        ),
    )
    return _without_contradictions(record)


def _without_contradictions(record: PensionRecord) -> PensionRecord:
    """Drops entries that contradict the rules, so that every draw is a record worth testing."""
    while contradictions := find_contradictions(record, RULES):
        group, index = contradictions[0].field.split("]")[0].split("[")
        kept = list(getattr(record, group))
        del kept[int(index)]
        fields = {name: getattr(record, name) for name in record.__dataclass_fields__}
        record = PensionRecord(**(fields | {group: tuple(kept)}))
    return record
