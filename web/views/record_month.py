"""その月の記録: everything recorded for one month, how it counts and why, and what to do if it is wrong."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from pension.calendar import MonthRange, YearMonth
from pension.checks import Call, Finding, Rule
from pension.counts import Counts
from pension.periods import standing_entries
from pension.record import Correction, EmployeesPeriod, PensionRecord, Remark
from pension.status import Status
from pension.timeline import Entry, Reason, Span, Timeline, Verdict
from web.views.advice import Advice, advice_for, can_still_be_paid, has_died, pay_until
from web.views.correction_links import months_link
from web.views.frame import Frame, Link, Tab
from web.views.history_links import write_down
from web.views.month_cell import Mark, MonthCell
from web.views.payable import PAYABLE_URL
from web.views.point_texts import PointText, point_text, point_url
from web.views.reasons import CANDIDATES, REASONS, STATUSES, CandidateText, Explanation, why_it_counts
from web.views.recall_links import recall_link
from web.views.record_entry import MONTHS_OF_A_JOB, EntryView, entry_views, reasons_of, scheme_name
from web.views.record_grid import month_url
from web.views.wording import date_words, fiscal_year_words, month_words, months_words, short_month_words, status_name

# Points that only repeat what the month's own sentence says.
_SAID_BY_STATUS = frozenset(
    {
        Rule.NOT_ENROLLED,
        Rule.UNPAID,
        Rule.PART_UNPAID,
        Rule.PAYABLE,
        Rule.OVERLAP,
        Rule.WITHDRAWAL_ALLOWANCE,
    }
)
_NOT_YET = frozenset({Status.N1_PAYABLE, Status.N1_PENDING, Status.KARA_MAYBE, Status.FUTURE})

_BESIDE: Mapping[Verdict, str] = {
    Verdict.TOGETHER: "2か所につとめていた月ですが、合わせて1か月と数えます。",
    Verdict.COUNTS_FOR_AMOUNT: "同じ月に{names}の記録もあり、重なっています。そちらは、厚生年金の額だけに数えます。",
    Verdict.NOT_COUNTED: "同じ月に{names}の記録もあり、重なっています。",
    Verdict.NOT_YET: "国民年金の保険料は、前もって納めてあります。",
    Verdict.VOID: "同じ月に{names}に入ってやめた記録もありますが、算入しません（同月得喪）。",
}


@dataclass(frozen=True, slots=True)
class CountLine:
    """What the month counts for in one respect: name, value, and what the name means."""

    name: str
    value: str
    meaning: str


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A decided correction of this month: when and where, why, and what was changed to what."""

    decided: str
    reason: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The month before or after; ``same_year``: it opens in the same panel of the table."""

    link: Link
    same_year: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordMonthView:
    """One month in full.

    ``points`` are those that its status does not say by itself, ``point`` leads to their page, ``remember`` to writing
    down what one remembers of the month, ``correct`` to asking for a correction; ``month_number`` (1 to 12) tells the
    table which cell is open.
    """

    frame: Frame
    month_number: int
    heading: str
    cell: MonthCell
    says: str
    answer: str
    beside: str
    entries: tuple[EntryView, ...]
    counting: tuple[CountLine, ...]
    whys: tuple[Explanation, ...]
    candidates: tuple[CandidateText, ...]
    remarks: tuple[str, ...]
    corrected: Explanation
    corrections: tuple[CorrectionView, ...]
    points: tuple[PointText, ...]
    advice: Advice
    payable: Link | None
    point: Link | None
    recall: Link | None
    correct: Link | None
    compare: Link | None
    remember: Link | None
    year: Link
    grid: Link
    previous: Neighbour | None
    following: Neighbour | None


def year_url(year: int) -> str:
    """The address of a fiscal year."""
    return f"/records/fiscal-year/{year}"


def grid_link(month: YearMonth) -> Link:
    """Back to the row of the month in the table."""
    return Link("年金記録の一覧にもどる", f"/records#year-{month.fiscal_year}")


def record_month_view(
    timeline: Timeline, span: Span, month: YearMonth, findings: Sequence[Finding], marks: Container[str]
) -> RecordMonthView:
    """The view of a month that lies in ``span``; ``findings`` are all points of the record, ``marks`` the keys of those
    that the person has checked."""
    here = [finding for finding in findings if month in finding.range]
    several = len(span.entries) > 1
    return RecordMonthView(
        frame=_frame(month, span, open_points(findings, marks)),
        month_number=month.month,
        heading=f"{month_words(month)}の記録",
        cell=month_cell(span, month, findings, marks),
        says=STATUSES[span.status].says,
        answer=_answer(span) + _deadline(span, month, timeline),
        beside=beside_words(span),
        entries=entry_views(span, month, timeline.record),
        counting=_counting(span),
        whys=tuple(_whys(timeline, span, month)),
        candidates=tuple(CANDIDATES[candidate] for candidate in span.candidates),
        remarks=tuple(remark.text for remark in timeline.record.remarks if _concerns(remark, month)),
        corrected=REASONS[Reason.CORRECTED],
        corrections=tuple(_corrections(span)),
        points=tuple(point_text(finding, timeline) for finding in here if finding.rule not in _SAID_BY_STATUS),
        advice=advice_for(span, month, timeline),
        payable=_payable(span, month, timeline),
        point=point_link(here),
        recall=next((link for link in map(recall_link, here) if link), None),
        correct=None if span.status is Status.FUTURE else months_link(MonthRange(month, month)),
        compare=Link("この月の記録をくらべる", f"{month_url(month)}/overlap") if several else None,
        remember=None if span.status is Status.FUTURE else write_down(month, month),
        year=Link(f"{fiscal_year_words(month.fiscal_year)}の12か月を見る", year_url(month.fiscal_year)),
        grid=grid_link(month),
        previous=_neighbour(timeline, month, -1, "前の月"),
        following=_neighbour(timeline, month, 1, "次の月"),
    )


def month_cell(span: Span, month: YearMonth, findings: Sequence[Finding], marks: Container[str]) -> MonthCell:
    """The month as the table draws it."""
    framing = [finding for finding in findings if finding.frames_cells and month in finding.range]
    return MonthCell(span.status, _mark(framing, marks), span.overlap)


def _mark(framing: Sequence[Finding], marks: Container[str]) -> Mark:
    calls = {finding.call for finding in framing if finding.key not in marks}
    if not calls:
        return Mark.DONE if framing else Mark.NONE
    return Mark.CONFIRM if Call.CONFIRM in calls else Mark.ACT


def open_points(findings: Sequence[Finding], marks: Container[str]) -> int:
    """How many points the person has not marked as checked, for the badge in the menu."""
    return sum(finding.key not in marks for finding in findings)


def _frame(month: YearMonth, span: Span, points: int) -> Frame:
    return Frame(
        title=f"{month_words(month)}の記録",
        announce=f"{month_words(month)}の記録を開きました。{STATUSES[span.status].says}{beside_words(span)}",
        tab=Tab.RECORDS,
        breadcrumbs=(
            Link("年金記録の一覧", f"/records#year-{month.fiscal_year}"),
            Link(fiscal_year_words(month.fiscal_year), year_url(month.fiscal_year)),
        ),
        points=points,
    )


def _answer(span: Span) -> str:
    """What the month counts for, in one line; nothing where nothing is expected of it."""
    counts = span.counts
    if counts.entitlement_real and counts.basic:
        return "年金を受け取るための期間にも、年金の額にも数えています。"
    if counts.entitlement_real and counts.employees_real:
        return "年金を受け取るための期間と、厚生年金の額に数えています。"
    if counts.entitlement_real:
        return "年金を受け取るための期間にだけ数えています。年金の額には入りません。"
    if counts.employees_real:
        return "厚生年金の額にだけ数えています。"
    return "" if span.status in (Status.NONE_OUT, Status.FUTURE) else "いまは、年金に数えていません。"


def _deadline(span: Span, month: YearMonth, timeline: Timeline) -> str:
    last = pay_until(span, month, timeline.today)
    return f"{date_words(last)}まで納められます。" if last else ""


def _payable(span: Span, month: YearMonth, timeline: Timeline) -> Link | None:
    """What paying the month would bring."""
    if not can_still_be_paid(span, month, timeline):
        return None
    return Link("この月を納めると、年金がいくらふえるか見る", f"{PAYABLE_URL}?month={month}")


def beside_words(span: Span) -> str:
    """The sentence about what else is recorded in the month beside what its cell says; empty where there is nothing."""
    standing = [entry for entry in span.entries if entry.verdict is not Verdict.WITHDRAWN]
    others = standing[1:] if standing and standing[0].verdict is Verdict.COUNTS else standing
    if not others:
        return ""
    names = "と".join(dict.fromkeys(scheme_name(entry.period) for entry in others))
    return _BESIDE[others[0].verdict].format(names=names)


def point_link(findings: Sequence[Finding]) -> Link | None:
    """To the first of the points a month belongs to."""
    if not findings:
        return None
    return Link("ご確認いただきたい項目で、この月の説明を見る", point_url(findings[0].key))


def _neighbour(timeline: Timeline, month: YearMonth, step: int, word: str) -> Neighbour | None:
    beside = month.plus(step)
    if timeline.span_at(beside) is None:
        return None
    link = Link(f"{word}（{short_month_words(beside)}）", month_url(beside))
    return Neighbour(link, same_year=beside.fiscal_year == month.fiscal_year)


def _counting(span: Span) -> tuple[CountLine, ...]:
    counts = span.counts
    return (
        CountLine("受給資格期間", _entitlement(counts, span.status), "年金を受け取るのに必要な期間（10年）"),
        CountLine("老齢基礎年金", _basic(counts, span.status), "65歳から受け取る、すべての人に共通の年金の額"),
        CountLine("厚生年金", _employees(counts), "会社などにつとめた期間に応じた年金の額"),
    )


def _entitlement(counts: Counts, status: Status) -> str:
    if not counts.entitlement_real:
        return "いまは数えません" if status in _NOT_YET else "数えません"
    time_only = "（期間だけ。カラ期間）" if counts.complementary else ""
    return _real_and_converted(counts.entitlement) + time_only


def _basic(counts: Counts, status: Status) -> str:
    if counts.basic:
        return f"{months_words(counts.basic)}分"
    return "いまは入りません" if status in _NOT_YET else "入りません"


def _employees(counts: Counts) -> str:
    if not counts.employees_real:
        return "入りません（厚生年金の月ではありません）"
    return _real_and_converted(counts.employees_converted)


def _real_and_converted(converted: Fraction) -> str:
    """One real month, and the months it is counted as where they differ."""
    if converted == 1:
        return "1か月と数えます"
    return f"実際の1か月を、{months_words(converted)}と数えます"


def _whys(timeline: Timeline, span: Span, month: YearMonth) -> Iterable[Explanation]:
    """Where several records stand, first which one counts; where one does, first what it counts for."""
    which, what = reasons_of(span, month), why_it_counts(span.status, span.counts, month)
    yield from _boundary(timeline, span, month)
    yield from (*which, *what) if len(span.entries) > 1 else (*what, *which)


def _boundary(timeline: Timeline, span: Span, month: YearMonth) -> Iterable[Explanation]:
    """Why a job that ended in a month that counts for nothing does not carry it: one day decides (厚年法19条1項)."""
    if span.counts.entitlement_real or any(isinstance(entry.period, EmployeesPeriod) for entry in span.entries):
        return
    if has_died(timeline, month):
        return
    for employer, day in _jobs_ended_in(timeline.record, month):
        before = month.plus(-1)
        yield Explanation(
            f"{employer}の記録は、加入が終わった日（資格喪失日）が{date_words(day)}なので、{before.month}月分までです。"
            f"{month.month}月の最後の日までつとめていたのなら、{month.month}月分も入ります。やめた日を、お確かめください。",
            MONTHS_OF_A_JOB,
        )


def _jobs_ended_in(record: PensionRecord, month: YearMonth) -> Iterable[tuple[str, date]]:
    """Employer and day of disenrollment of each job that ended within a month, not with the end of the one before."""
    for standing in standing_entries(record):
        period = standing.period
        if isinstance(period, EmployeesPeriod) and standing.withdrawn_by is None:
            ended = period.disenrolled_on
            if ended is not None and ended.day > 1 and YearMonth.of_date(ended) == month:
                yield period.employer, ended


def _concerns(remark: Remark, month: YearMonth) -> bool:
    """Whether a remark names months and this is one of them; a remark without months is about the whole record."""
    if remark.first_month is None and remark.last_month is None:
        return False
    first, last = remark.first_month or month, remark.last_month or month
    return month in MonthRange(first, last)


def _corrections(span: Span) -> Iterable[CorrectionView]:
    corrections = {entry.correction for entry in span.entries if entry.correction is not None}
    for correction in sorted(corrections, key=lambda correction: correction.decided_on):
        touched = [entry for entry in span.entries if entry.correction == correction]
        yield _correction(correction, touched)


def _correction(correction: Correction, touched: Sequence[Entry]) -> CorrectionView:
    withdrawn = [entry for entry in touched if entry.verdict is Verdict.WITHDRAWN]
    added = [entry for entry in touched if entry.verdict is not Verdict.WITHDRAWN]
    return CorrectionView(
        decided=f"{date_words(correction.decided_on)}に、{correction.office}で訂正されました。",
        reason=correction.reason,
        before=tuple(_summary(entry) for entry in withdrawn),
        after=tuple(_summary(entry) for entry in added),
    )


def _summary(entry: Entry) -> str:
    place = entry.period.employer if isinstance(entry.period, EmployeesPeriod) else status_name(entry.status)
    return "、".join(dict.fromkeys((scheme_name(entry.period), place)))
