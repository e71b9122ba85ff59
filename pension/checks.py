"""Points to check (ご確認いただきたい項目): which months need a look, by rule, with what is needed to explain them.

The rules follow the design of the service (S05); none of them changes the record. A finding's ``key`` names it for the
person's own mark; it holds a fingerprint of what is recorded, so a mark falls away when the record changes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import InitVar, dataclass, field
from datetime import date
from enum import IntEnum, StrEnum
from itertools import groupby, pairwise
from operator import attrgetter

from pension.calendar import MonthRange, YearMonth, day_age_is_reached
from pension.history_differences import Difference, find_unrecorded
from pension.life_events import LifeEvent
from pension.periods import END_OF_TIME, Period, covered_months, name_then, standing_entries
from pension.record import ComplementaryPeriod, EmployeesPeriod, PayRun, Spouse
from pension.rulebook import RuleBook
from pension.status import Status
from pension.timeline import Entry, Span, Timeline, Verdict, last_pay_date


class Rule(IntEnum):
    """The rules, numbered as in the design."""

    NOT_ENROLLED = 1
    UNPAID = 2
    PART_UNPAID = 3
    PAYABLE = 4
    OVERLAP = 5
    ONE_MONTH_GAP = 6
    PAY_JUMP = 7
    SPOUSE_MISMATCH = 8
    WITHDRAWAL_ALLOWANCE = 9
    OTHER_NAME = 10
    NO_REMUNERATION = 11
    REMEMBERED_ONLY = 12


class Call(StrEnum):
    """The two ways a month can call, never mixed."""

    CONFIRM = "confirm"  # 確かめる: something may be wrong or missing
    CAN_ACT = "can_act"  # 手続きできる: the person can gain by acting


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One point: a rule that found an unbroken run of months.

    ``frames_cells``: the months are ringed in the grid. ``last_pay_date``: the day by which the first of them can still
    be paid. ``pay_before``/``pay_after``: standard monthly remuneration in yen. ``names``: the names used then.
    ``memory`` is the entry of the worksheet that the finding is about.
    ``key`` names the finding; its fingerprint changes when anything of what is recorded for it (``evidence``) does, and
    says nothing by itself. Of a memory it holds no month either: keys stand in the log, and memories must not.
    """

    rule: Rule
    call: Call
    first_month: YearMonth
    last_month: YearMonth
    status: Status
    frames_cells: bool = True
    last_pay_date: date | None = None
    pay_before: int | None = None
    pay_after: int | None = None
    employers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    memory: LifeEvent | None = None
    evidence: InitVar[object] = None
    key: str = field(init=False)

    def __post_init__(self, evidence: object) -> None:
        recorded = hashlib.sha256(repr(evidence).encode()).hexdigest()[:12]
        about = f"{self.rule.value}-{self.first_month}-{self.last_month}-"
        if self.memory is not None:
            about = memory_key_prefix(self.memory.number)
        object.__setattr__(self, "key", f"{about}{recorded}")

    @property
    def months(self) -> int:
        """How many months it holds."""
        return int(self.last_month) - int(self.first_month) + 1

    @property
    def range(self) -> MonthRange:
        """Its months."""
        return MonthRange(self.first_month, self.last_month)

    @property
    def is_gap(self) -> bool:
        """Whether its months lie open between what is recorded (空白期間)."""
        return self.rule in _GAPS


def memory_key_prefix(number: int | None = None) -> str:
    """How the keys of findings about an entry of the worksheet begin, by its number; without one, about any entry."""
    return f"{Rule.REMEMBERED_ONLY.value}-" if number is None else f"{Rule.REMEMBERED_ONLY.value}-{number}-"


_GAPS = frozenset({Rule.NOT_ENROLLED, Rule.ONE_MONTH_GAP})
_UNPAID = frozenset({Status.N1_UNPAID, Status.NV_UNPAID, Status.N3_NC, Status.E_LAPSED})
_PART_UNPAID = frozenset({Status.N1_EX34_UNP, Status.N1_EX12_UNP, Status.N1_EX14_UNP})
_UNREGISTERED = frozenset({Status.NONE_REQ, Status.KARA_MAYBE})
_WITHOUT_PAY = frozenset({Status.E_LUMP, Status.F_LUMP, Status.E_LAPSED})
_OWN_PAY_RECORDS = frozenset({Status.E2, Status.E3, Status.E4})  # the mutual aid bodies keep the pay of these


def find_points(timeline: Timeline, rules: RuleBook, memories: Sequence[LifeEvent] = ()) -> tuple[Finding, ...]:
    """Every point of a record, in the order to show: what has a deadline, what may be wrong, what could be gained.

    ``memories`` are the entries of the person's worksheet, where the reader may see them.
    """
    gaps = _gap_runs(timeline)
    others = _without_gaps(timeline, gaps)
    found = [
        *_payable(timeline),
        *_one_month_gaps(timeline, gaps),
        *_unregistered(others),
        *_unpaid(others),
        *_part_unpaid(timeline),
        *_overlaps(timeline),
        *_pay_jumps(timeline, rules),
        *_spouse_mismatches(timeline),
        *_withdrawal_allowances(timeline),
        *_other_names(timeline, rules),
        *_without_remuneration(timeline),
        *_remembered_only(timeline, memories),
    ]
    return tuple(sorted(found, key=_urgency))


def _urgency(finding: Finding) -> tuple[int, int, int]:
    """What has a deadline first, then what may be wrong, then what could be gained; each by time."""
    may_wait = finding.last_pay_date is None
    only_gain = may_wait and finding.call is Call.CAN_ACT
    return may_wait + only_gain, int(finding.first_month), int(finding.rule)


Run = Sequence[Span]


def _runs(spans: Iterable[Span], belongs: Callable[[Span], bool]) -> Iterator[list[Span]]:
    """Unbroken runs of the spans that belong, each as its list of spans."""
    run: list[Span] = []
    for span in spans:
        if belongs(span):
            run.append(span)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _months(run: Run) -> MonthRange:
    return MonthRange(run[0].first_month, run[-1].last_month)


def _finding(
    rule: Rule,
    call: Call,
    run: Run,
    months: MonthRange | None = None,
    *,
    deadline: date | None = None,
    employers: tuple[str, ...] = (),
) -> Finding:
    """A finding over a run of spans, or over those of its ``months`` that it concerns."""
    first, last = months or _months(run)
    concerned = _within(run, MonthRange(first, last))
    return Finding(
        rule=rule,
        call=call,
        first_month=first,
        last_month=last,
        status=concerned[0].status,
        last_pay_date=deadline,
        employers=employers,
        evidence=[(str(span.status), *map(_recorded, span.entries)) for span in concerned],
    )


def _recorded(entry: Entry) -> str:
    """What an entry says of a span's months, and not of others: a mark outlives next month's import."""
    period, run = entry.period, entry.run
    place = period.employer if isinstance(period, EmployeesPeriod) else ""
    paid = f"{run.prepaid} {run.monthly_contribution} {run.paid_on}" if run else ""
    return f"{period.id} {place} {entry.status} {entry.verdict} {entry.reason} {paid}"


def _within(run: Run, months: MonthRange) -> list[Span]:
    return [span for span in run if span.first_month <= months.last_month and months.first_month <= span.last_month]


def _same_status(spans: Sequence[Span], statuses: frozenset[Status]) -> Iterator[list[Span]]:
    """Unbroken runs of one status out of several."""
    for status, alike in groupby(spans, key=attrgetter("status")):
        if status in statuses:
            yield list(alike)


def _payable(timeline: Timeline) -> Iterator[Finding]:
    """Rule 4: unpaid months inside the two years (国年法102条4項)."""
    for run in _same_status(timeline.spans, frozenset({Status.N1_PAYABLE})):
        yield _finding(Rule.PAYABLE, Call.CAN_ACT, run, deadline=last_pay_date(run[0].first_month))


def _one_month_gaps(timeline: Timeline, gaps: list[list[Span]]) -> Iterator[Finding]:
    """Rule 6: one month between two jobs that counts for nothing; it takes the month over from rules 1 and 2."""
    for run in gaps:
        employers = tuple(_employer(timeline, run[0].first_month.plus(step)) for step in (-1, 1))
        yield _finding(Rule.ONE_MONTH_GAP, Call.CONFIRM, run, employers=employers)


def _gap_runs(timeline: Timeline) -> list[list[Span]]:
    """Months that count for nothing; one that may count as time (カ？) stays a chance of rule 1."""

    def counts_nothing(span: Span) -> bool:
        return span.status in (Status.NONE_REQ, Status.N1_UNPAID) and not span.counts.entitlement_real

    return [
        run
        for run in _runs(timeline.spans, counts_nothing)
        if run[0].first_month == run[-1].last_month
        and all(_employer(timeline, run[0].first_month.plus(step)) for step in (-1, 1))
    ]


def _employer(timeline: Timeline, month: YearMonth) -> str:
    """The employer of a month that employment carries; empty where it does not."""
    span = timeline.span_at(month)
    if span is None or not span.entries or span.entries[0].verdict is not Verdict.COUNTS:
        return ""
    period = span.entries[0].period
    return period.employer if isinstance(period, EmployeesPeriod) else ""


def _without_gaps(timeline: Timeline, gaps: list[list[Span]]) -> list[Span]:
    taken = {run[0].first_month for run in gaps}
    return [span for span in timeline.spans if span.first_month not in taken]


def _unregistered(spans: list[Span]) -> Iterator[Finding]:
    """Rule 1: months of age 20 to 59 without any record; those that may count as time are a gain, not a fault."""
    for run in _same_status(spans, _UNREGISTERED):
        call = Call.CAN_ACT if run[0].status is Status.KARA_MAYBE else Call.CONFIRM
        yield _finding(Rule.NOT_ENROLLED, call, run)


def _unpaid(spans: list[Span]) -> Iterator[Finding]:
    """Rule 2: months that can no longer be paid, or that were recorded as not counting; side by side they are one."""
    for run in _runs(spans, lambda span: span.status in _UNPAID):
        yield _finding(Rule.UNPAID, Call.CONFIRM, run)


def _part_unpaid(timeline: Timeline) -> Iterator[Finding]:
    """Rule 3: partly exempt, the rest not paid (国年法5条4項から6項まで); payable for the same two years."""
    for run in _same_status(timeline.spans, _PART_UNPAID):
        payable = next(
            (
                deadline
                for span in run
                for month in span.range.each()
                if (deadline := last_pay_date(month)) >= timeline.today
            ),
            None,
        )
        yield _finding(Rule.PART_UNPAID, Call.CONFIRM, run, deadline=payable)


def _overlaps(timeline: Timeline) -> Iterator[Finding]:
    """Rule 5: two schemes in one month."""
    for run in _runs(timeline.spans, attrgetter("overlap")):
        yield _finding(Rule.OVERLAP, Call.CONFIRM, run, employers=_employers(run))


def _employers(run: Run) -> tuple[str, ...]:
    named = (entry.period for span in run for entry in span.entries)
    return tuple(dict.fromkeys(period.employer for period in named if isinstance(period, EmployeesPeriod)))


def _pay_jumps(timeline: Timeline, rules: RuleBook) -> Iterator[Finding]:
    """Rule 7: the standard monthly remuneration of one job rises or falls a lot from one month to the next.

    The threshold is a setting (``rules/check_settings.csv``): grades where a grade table exists, a share before.
    """
    for standing in standing_entries(timeline.record):
        period = standing.period
        if isinstance(period, EmployeesPeriod) and standing.withdrawn_by is None:
            for before, after in pairwise(sorted(period.pay, key=lambda run: run.first_month)):
                if (
                    _adjoins(before, after)
                    and _is_jump(before, after, rules)
                    and (span := timeline.span_at(after.first_month)) is not None
                ):
                    yield _jump(period, span, before, after)


def _adjoins(before: PayRun, after: PayRun) -> bool:
    return before.last_month is None or before.last_month + 1 == after.first_month


def _is_jump(before: PayRun, after: PayRun, rules: RuleBook) -> bool:
    old, new = before.standard_monthly_remuneration, after.standard_monthly_remuneration
    table = rules.grade_table(after.first_month)
    if table is None:
        return abs(new - old) >= old * rules.pay_jump_share
    return abs(table.grade(new) - table.grade(old)) >= rules.pay_jump_grades


def _jump(period: EmployeesPeriod, span: Span, before: PayRun, after: PayRun) -> Finding:
    month = after.first_month
    figures = (before.standard_monthly_remuneration, after.standard_monthly_remuneration)
    return Finding(
        rule=Rule.PAY_JUMP,
        call=Call.CONFIRM,
        first_month=month,
        last_month=month,
        status=span.status,
        pay_before=figures[0],
        pay_after=figures[1],
        employers=(period.employer,),
        evidence=(period.id, figures),
    )


def _spouse_mismatches(timeline: Timeline) -> Iterator[Finding]:
    """Rule 8: category 3 in months for which the record's facts show no spouse in category 2 (国年法7条1項3号)."""
    spouses = timeline.record.facts.spouses
    if not spouses:
        return
    covered = sorted(months for spouse in spouses for months in _category_2_months(spouse) if months.months)
    for run in _runs(timeline.spans, lambda span: span.status is Status.N3):
        for gap in _uncovered(_months(run), covered):
            yield _finding(Rule.SPOUSE_MISMATCH, Call.CONFIRM, run, gap)


def _category_2_months(spouse: Spouse) -> Iterator[MonthRange]:
    """Months of marriage in which the spouse was category 2: in employees' pension, and not 65 with a right."""
    married_from = YearMonth.of_date(spouse.married_on)
    married_to = END_OF_TIME if spouse.ended_on is None else YearMonth.of_date(spouse.ended_on).plus(-1)
    ends = END_OF_TIME
    if spouse.old_age_right_on is not None:
        leaves = max(spouse.old_age_right_on, day_age_is_reached(spouse.birth_date, 65))
        ends = YearMonth.of_date(leaves).plus(-1)
    for spell in spouse.coverage:
        months = covered_months(spell.enrolled_on, spell.disenrolled_on)
        yield MonthRange(max(months.first_month, married_from), min(months.last_month, married_to, ends))


def _uncovered(months: MonthRange, covered: Iterable[MonthRange]) -> Iterator[MonthRange]:
    """The parts of ``months`` that no covered range holds; these are not empty and come in order."""
    cursor = months.first_month
    for part in covered:
        if part.last_month < cursor:
            continue
        if part.first_month > months.last_month:
            break
        if part.first_month > cursor:
            yield MonthRange(cursor, part.first_month.plus(-1))
        cursor = part.last_month.plus(1)
    if cursor <= months.last_month:
        yield MonthRange(cursor, months.last_month)


def _withdrawal_allowances(timeline: Timeline) -> Iterator[Finding]:
    """Rule 9: months for which a withdrawal allowance (脱退手当金) is recorded as paid."""
    for run in _same_status(timeline.spans, frozenset({Status.E_LUMP})):
        yield _finding(Rule.WITHDRAWAL_ALLOWANCE, Call.CONFIRM, run, employers=_employers(run))


def _other_names(timeline: Timeline, rules: RuleBook) -> Iterator[Finding]:
    """Rule 10: an entry from before the one basic pension number, under another name or reading than today's."""
    person = timeline.record.person
    for standing in standing_entries(timeline.record):
        period = standing.period
        if isinstance(period, ComplementaryPeriod) or standing.withdrawn_by is not None:
            continue
        kana, name = name_then(period, person)
        first = YearMonth.of_date(period.enrolled_on)
        span = timeline.span_at(first)
        if kana and kana != person.kana and first < rules.other_name_before and span is not None:
            last = min(covered_months(period.enrolled_on, period.disenrolled_on).last_month, timeline.record.as_of)
            yield Finding(
                rule=Rule.OTHER_NAME,
                call=Call.CONFIRM,
                first_month=first,
                last_month=last,
                status=span.status,
                frames_cells=False,
                employers=(period.employer,) if isinstance(period, EmployeesPeriod) else (),
                names=tuple(text for text in (name, kana) if text),
                evidence=(period.id, kana, person.kana),
            )


def _without_remuneration(timeline: Timeline) -> Iterator[Finding]:
    """Rule 11: employment months without a standard monthly remuneration (mutual aid bodies keep their own)."""

    def lacks_pay(span: Span) -> bool:
        return any(
            isinstance(entry.period, EmployeesPeriod)
            and entry.verdict in (Verdict.COUNTS, Verdict.COUNTS_FOR_AMOUNT)
            and entry.status not in _WITHOUT_PAY
            and entry.period.status not in _OWN_PAY_RECORDS
            for entry in span.entries
        )

    for run in _runs(timeline.spans, lacks_pay):
        periods = {entry.period.id: entry.period for span in run for entry in span.entries}
        paid = sorted(months for period in periods.values() for months in _paid_months(period) if months.months)
        for gap in _uncovered(_months(run), paid):
            yield _finding(Rule.NO_REMUNERATION, Call.CONFIRM, run, gap, employers=_employers(_within(run, gap)))


def _paid_months(period: Period) -> Iterator[MonthRange]:
    """The months of a job for which a standard monthly remuneration is recorded."""
    if isinstance(period, EmployeesPeriod):
        covered = covered_months(period.enrolled_on, period.disenrolled_on)
        for pay in period.pay:
            yield MonthRange(pay.first_month, min(pay.last_month or END_OF_TIME, covered.last_month))


def _remembered_only(timeline: Timeline, memories: Sequence[LifeEvent]) -> Iterator[Finding]:
    """Rule 12: a job of the worksheet that the record does not know; one without any date waits there for one.

    Notes are left out of the evidence: they are not compared, and helpers do not see them.
    """
    for found in find_unrecorded(memories, timeline.record) if memories else ():
        if found.event is not None and (found.event.began or found.event.ended):
            yield _memory(found.event, found, timeline)


def _memory(event: LifeEvent, difference: Difference, timeline: Timeline) -> Finding:
    months = _stated_months(event, timeline)
    span = timeline.span_at(months.first_month)
    beside = tuple(job.employer for job in difference.beside)
    return Finding(
        rule=Rule.REMEMBERED_ONLY,
        call=Call.CONFIRM,
        first_month=months.first_month,
        last_month=months.last_month,
        status=span.status if span else Status.NONE_OUT,
        frames_cells=False,
        employers=beside,
        memory=event,
        evidence=(event.stated, beside),
    )


def _stated_months(event: LifeEvent, timeline: Timeline) -> MonthRange:
    """From the first to the last month that a memory names; what goes on ends with the record."""
    born, as_of = timeline.record.person.birth_date, timeline.record.as_of
    stated = [said.stated_days(born) for said in (event.began, event.ended) if said]
    first = YearMonth.of_date(min(days.earliest for days in stated))
    last = as_of if event.goes_on else YearMonth.of_date(max(days.latest for days in stated))
    return MonthRange(first, max(first, last))
