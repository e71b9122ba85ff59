"""What a record document may not say: contradictions, each with the rule's name and a plain sentence.

The JSON Schema has already checked shapes; here the parts are held against each other. Overlaps between schemes, second
employers and prepaid months are no contradictions: they happen, and the timeline decides them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Protocol

from pension.calendar import MonthRange, YearMonth
from pension.periods import END_OF_TIME, Period, brought_in, covered_months, standing_entries
from pension.record import (
    Category,
    ComplementaryPeriod,
    ContributionRun,
    EmployeesPeriod,
    NationalPeriod,
    PensionRecord,
)
from pension.rulebook import RuleBook
from pension.status import Status


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One contradiction: the rule's name, the field as a path into the document, its value, and why."""

    rule: str
    field: str
    value: str
    reason: str


class _Run(Protocol):
    @property
    def first_month(self) -> YearMonth: ...
    @property
    def last_month(self) -> YearMonth | None: ...


_MAY_BE_PREPAID = frozenset(
    {Status.N1_PAID, Status.N1_PAID_ADD, Status.NV_PAID, Status.N1_EX34, Status.N1_EX12, Status.N1_EX14}
)
_CATEGORY_3 = frozenset({Status.N3, Status.N3_LATE, Status.N3_NC, Status.N1_PENDING, Status.F_LUMP})
_VOLUNTARY = frozenset({Status.NV_PAID, Status.NV_UNPAID, Status.N1_PAID_ADD, Status.N1_PENDING, Status.F_LUMP})
EMPLOYMENT_KINDS = frozenset(
    {
        Status.E1,
        Status.E1_FUND,
        Status.E1_MINE,
        Status.E1_SEA,
        Status.S1,
        Status.E2,
        Status.E3,
        Status.E4,
    }
)
"""What a job can be (:attr:`pension.record.EmployeesPeriod.status`)."""
_EMPLOYEES_EXCEPTIONS = frozenset({Status.E1_FUND, Status.E1_LEAVE, Status.E_LAPSED, Status.E_LUMP, Status.F_LUMP})


def find_contradictions(record: PensionRecord, rules: RuleBook) -> tuple[Contradiction, ...]:
    """Every contradiction of a document, in the order of its fields; empty when the record can be shown."""
    return tuple(_contradictions(record, rules))


def _contradictions(record: PensionRecord, rules: RuleBook) -> Iterator[Contradiction]:
    yield from _person(record)
    yield from _ids(record)
    for path, period in _paths(record):
        if isinstance(period, NationalPeriod):
            yield from _national(path, period, record, rules)
        elif isinstance(period, EmployeesPeriod):
            yield from _employees(path, period, record, rules)
        else:
            yield from _complementary(path, period, record, rules)
    yield from _overlapping_categories(record)
    yield from _facts(record)


def _paths(record: PensionRecord) -> Iterator[tuple[str, Period]]:
    """Every entry with its path in the document."""
    groups: list[tuple[str, Sequence[Period]]] = [
        ("national", record.national),
        ("employees", record.employees),
        ("complementary", record.complementary),
    ]
    for number, correction in enumerate(record.corrections):
        groups += [
            (f"corrections[{number}].national", correction.national),
            (f"corrections[{number}].employees", correction.employees),
            (f"corrections[{number}].complementary", correction.complementary),
        ]
    for name, periods in groups:
        for index, period in enumerate(periods):
            yield f"{name}[{index}]", period


def _person(record: PensionRecord) -> Iterator[Contradiction]:
    person = record.person
    if person.birth_date > record.as_of.last_day:
        yield Contradiction(
            "born-after-as-of", "person.birth_date", str(person.birth_date), "生年月日が、記録の時点より後です。"
        )
    if person.death_date is not None and person.death_date < person.birth_date:
        yield Contradiction(
            "death-before-birth", "person.death_date", str(person.death_date), "亡くなった日が、生年月日より前です。"
        )


def _ids(record: PensionRecord) -> Iterator[Contradiction]:
    """Everything is named once, and a correction takes out only what stood before it: corrections come oldest first."""
    named = [(path, period.id) for path, period in _paths(record)]
    named += [(f"corrections[{number}]", correction.id) for number, correction in enumerate(record.corrections)]
    seen: set[str] = set()
    for path, name in named:
        if name in seen:
            yield Contradiction("duplicate-id", f"{path}.id", name, "同じ番号（id）のものが2つあります。")
        seen.add(name)
    recorded: tuple[Period, ...] = (*record.national, *record.employees, *record.complementary)
    standing = {period.id for period in recorded}
    for number, correction in enumerate(record.corrections):
        for index, entry in enumerate(correction.withdraws):
            if entry not in standing:
                field = f"corrections[{number}].withdraws[{index}]"
                reason = "取り消す対象の期間（id）が、この訂正より前の記録にありません。"
                yield Contradiction("unknown-entry", field, entry, reason)
        standing.update(period.id for period in brought_in(correction))


def _enrolment(
    path: str, enrolled_on: date, disenrolled_on: date | None, record: PensionRecord
) -> Iterator[Contradiction]:
    if disenrolled_on is not None and disenrolled_on < enrolled_on:
        yield Contradiction(
            "end-before-start",
            f"{path}.disenrolled_on",
            str(disenrolled_on),
            f"資格を失った日が、資格を取った日（{enrolled_on}）より前です。",
        )
    if enrolled_on < record.person.birth_date:
        yield Contradiction(
            "before-birth", f"{path}.enrolled_on", str(enrolled_on), "資格を取った日が、生年月日より前です。"
        )
    if enrolled_on > record.as_of.last_day:
        yield Contradiction(
            "after-as-of",
            f"{path}.enrolled_on",
            str(enrolled_on),
            f"資格を取った日が、記録の時点（{record.as_of}）より後です。",
        )


def _national(path: str, period: NationalPeriod, record: PensionRecord, rules: RuleBook) -> Iterator[Contradiction]:
    yield from _enrolment(path, period.enrolled_on, period.disenrolled_on, record)
    covered = covered_months(period.enrolled_on, period.disenrolled_on)
    yield from _run_shapes(f"{path}.runs", period.runs, covered)
    for index, run in enumerate(period.runs):
        field = f"{path}.runs[{index}]"
        yield from _status_months(field, run.status, run.first_month, run.last_month, rules)
        if not fits_category(run.status, period.category):
            yield Contradiction(
                "status-not-of-category",
                f"{field}.status",
                run.status,
                f"種別 {period.category} の月には使えない区分です。",
            )
        yield from _payment(field, run, record)


def fits_category(status: Status, category: Category) -> bool:
    """Whether months of this category can have this status."""
    if category is Category.CATEGORY_3:
        return status in _CATEGORY_3
    if category is Category.VOLUNTARY:
        return status in _VOLUNTARY
    return status.startswith("N1_") or status is Status.F_LUMP


def _payment(field: str, run: ContributionRun, record: PensionRecord) -> Iterator[Contradiction]:
    if run.prepaid and run.status not in _MAY_BE_PREPAID:
        yield Contradiction(
            "prepaid-but-not-paid", f"{field}.prepaid", "true", f"区分 {run.status} の月は前納にできません。"
        )
    if not run.prepaid and run.last_month > record.as_of:
        yield Contradiction(
            "unprepaid-after-as-of",
            f"{field}.last_month",
            str(run.last_month),
            f"前納でない月が、記録の時点（{record.as_of}）より後にあります。",
        )


def _employees(path: str, period: EmployeesPeriod, record: PensionRecord, rules: RuleBook) -> Iterator[Contradiction]:
    yield from _enrolment(path, period.enrolled_on, period.disenrolled_on, record)
    covered = covered_months(period.enrolled_on, period.disenrolled_on)
    if period.status not in EMPLOYMENT_KINDS:
        yield Contradiction(
            "status-not-of-employment", f"{path}.status", period.status, "つとめ先の期間には使えない区分です。"
        )
    last = min(covered.last_month, record.as_of)
    yield from _status_months(path, period.status, covered.first_month, last, rules)
    yield from _run_shapes(f"{path}.pay", period.pay, covered)
    yield from _run_shapes(f"{path}.exceptions", period.exceptions, covered)
    yield from _run_shapes(f"{path}.wartime", period.wartime, covered)
    for index, run in enumerate(period.exceptions):
        field = f"{path}.exceptions[{index}]"
        yield from _status_months(field, run.status, run.first_month, run.last_month, rules)
        if run.status not in _EMPLOYEES_EXCEPTIONS:
            yield Contradiction(
                "status-not-an-exception", f"{field}.status", run.status, "つとめ先の期間の一部には使えない区分です。"
            )
    for index, bonus in enumerate(period.bonuses):
        if bonus.month not in covered:
            field = f"{path}.bonuses[{index}].month"
            yield Contradiction("outside-its-period", field, str(bonus.month), "賞与の月が、つとめた期間の外です。")
    yield from _wartime(path, period, rules)


def _wartime(path: str, period: EmployeesPeriod, rules: RuleBook) -> Iterator[Contradiction]:
    for index, run in enumerate(period.wartime):
        rule = next(rule for rule in rules.wartime if rule.kind is run.kind)
        fits = rule.months.first_month <= run.first_month and run.last_month <= rule.months.last_month
        if period.status is not rule.status or not fits:
            yield Contradiction(
                "wartime-out-of-place",
                f"{path}.wartime[{index}].kind",
                run.kind,
                f"戦時加算は、区分 {rule.status} の {_bounds(rule.months)}の月だけです。",
            )


def _bounds(months: MonthRange) -> str:
    return f"{months.first_month} から {months.last_month} まで"


def _complementary(
    path: str, period: ComplementaryPeriod, record: PensionRecord, rules: RuleBook
) -> Iterator[Contradiction]:
    yield from _run_shapes_one(path, period, MonthRange(YearMonth.of(1900, 1), record.as_of))
    yield from _status_months(path, Status.KARA, period.first_month, period.last_month, rules)


def _run_shapes(path: str, runs: Sequence[_Run], covered: MonthRange) -> Iterator[Contradiction]:
    """Each run forward, inside its period, and clear of the others."""
    for index, run in enumerate(runs):
        yield from _run_shapes_one(f"{path}[{index}]", run, covered)
    ordered = sorted(enumerate(runs), key=lambda pair: pair[1].first_month)
    for (_, before), (index, after) in pairwise(ordered):
        if before.last_month is not None and before.last_month >= after.first_month:
            yield Contradiction(
                "overlapping-runs",
                f"{path}[{index}].first_month",
                str(after.first_month),
                f"前の行（{before.last_month} まで）と月が重なっています。",
            )


def _run_shapes_one(path: str, run: _Run, covered: MonthRange) -> Iterator[Contradiction]:
    last = run.last_month
    if last is not None and last < run.first_month:
        yield Contradiction(
            "end-before-start",
            f"{path}.last_month",
            str(last),
            f"終わりの月が、始まりの月（{run.first_month}）より前です。",
        )
    outside = [month for month in (run.first_month, last) if month is not None and month not in covered]
    if outside:
        name = "first_month" if outside[0] == run.first_month else "last_month"
        yield Contradiction("outside-its-period", f"{path}.{name}", str(outside[0]), "もとの期間の外にある月です。")


def _status_months(
    path: str, status: Status, first: YearMonth, last: YearMonth, rules: RuleBook
) -> Iterator[Contradiction]:
    """A derived code may not be stored, and no code may stand outside the months in which it can exist."""
    rule = rules.statuses[status]
    if not rule.stored:
        yield Contradiction(
            "derived-status", f"{path}.status", status, "計算で決まる区分です。記録に書くことはできません。"
        )
    too_early = rule.first_month is not None and first < rule.first_month
    too_late = rule.last_month is not None and last > rule.last_month
    if too_early or too_late:
        bounds = f"{rule.first_month or ''}から{rule.last_month or ''}まで"
        yield Contradiction(
            "status-outside-its-months",
            f"{path}.status",
            status,
            f"区分 {status} がありうる月（{bounds}）の外です：{first} から {last} まで。",
        )


def _overlapping_categories(record: PensionRecord) -> Iterator[Contradiction]:
    """Two periods of one national pension category that share a month, corrections applied."""
    paths = {period.id: path for path, period in _paths(record)}
    periods = [standing.period for standing in standing_entries(record) if standing.withdrawn_by is None]
    for category in Category:
        alike = [period for period in periods if isinstance(period, NationalPeriod) and period.category is category]
        for before, after in pairwise(sorted(alike, key=lambda period: period.enrolled_on)):
            if _ends(before) > after.enrolled_on:
                yield Contradiction(
                    "overlapping-category",
                    f"{paths[after.id]}.enrolled_on",
                    str(after.enrolled_on),
                    f"同じ種別の期間（{before.id}）と重なっています。",
                )


def _ends(period: NationalPeriod) -> date:
    return period.disenrolled_on or END_OF_TIME.last_day


def _facts(record: PensionRecord) -> Iterator[Contradiction]:
    for index, spouse in enumerate(record.facts.spouses):
        if spouse.ended_on is not None and spouse.ended_on < spouse.married_on:
            field = f"facts.spouses[{index}].ended_on"
            yield Contradiction("end-before-start", field, str(spouse.ended_on), "結婚の終わりが、始まりより前です。")
        for number, spell in enumerate(spouse.coverage):
            if spell.disenrolled_on is not None and spell.disenrolled_on < spell.enrolled_on:
                field = f"facts.spouses[{index}].coverage[{number}].disenrolled_on"
                yield Contradiction(
                    "end-before-start", field, str(spell.disenrolled_on), "資格を失った日が、資格を取った日より前です。"
                )
    named: Iterable[tuple[str, Sequence[_Run]]] = (
        ("not_married", record.facts.not_married),
        ("not_student", record.facts.not_student),
        ("abroad", record.facts.abroad),
    )
    for name, facts in named:
        for index, fact in enumerate(facts):
            yield from _run_shapes_one(f"facts.{name}[{index}]", fact, MonthRange(YearMonth.of(1, 1), END_OF_TIME))
