"""One recorded entry as it falls in a month: names and values, what became of it, and why."""

from __future__ import annotations

from dataclasses import dataclass

from pension.calendar import YearMonth
from pension.periods import Period
from pension.record import (
    Category,
    ComplementaryPeriod,
    EmployeesPeriod,
    HandbookNumber,
    NationalPeriod,
    PensionRecord,
)
from pension.status import Status
from pension.timeline import Entry, Reason, Span, Verdict
from web.views.month_cell import MonthCell
from web.views.reasons import REASONS, VERDICTS, WARTIME, Explanation
from web.views.wording import date_words, full_range_words, status_name, yen

SCHEME = "制度"
PLACE = "つとめ先"
SHIP_OWNER = "船の持ち主"
ENROLLED = "加入した日"
DISENROLLED = "加入が終わった日"
MONTHS = "月"
GROUNDS = "理由"
PAY = "給与（標準報酬月額）"
BONUS = "賞与（標準賞与額）"
WARTIME_SERVICE = "戦時中の加算"
PAYMENT = "納付の状況"
AMOUNT = "納めた額"
PAID_ON = "納めた日"
HANDBOOK = "年金手帳の記号番号"
NAME_THEN = "当時のお名前"
PROPER_NAMES = frozenset({PLACE, SHIP_OWNER, NAME_THEN})

CATEGORY_NAMES = {
    Category.CATEGORY_1: "国民年金（第1号）",
    Category.CATEGORY_3: "国民年金（第3号）",
    Category.VOLUNTARY: "国民年金（任意加入）",
}
EMPLOYMENT_NAMES = {
    Status.E1: "厚生年金",
    Status.E1_FUND: "厚生年金（厚生年金基金に加入）",
    Status.E1_MINE: "厚生年金（第3種・坑内員）",
    Status.E1_SEA: "厚生年金（第3種・船員）",
    Status.S1: "船員保険",
    Status.E2: "国家公務員の共済組合",
    Status.E3: "地方公務員の共済組合",
    Status.E4: "私立学校教職員の共済",
}
_ON_BOARD = (Status.S1, Status.E1_SEA)
_OWN_PAY_RECORDS = (Status.E2, Status.E3, Status.E4)
_LAST_DIGITS = 4
_AFTER_LEAVING = "（資格喪失日。ふつうは、やめた日の次の日です）"
MONTHS_OF_A_JOB = "厚生年金保険法第19条第1項"


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and its value, in one or more lines."""

    name: str
    lines: tuple[str, ...]

    @property
    def is_proper(self) -> bool:
        """Whether the value is the name of a person or a firm."""
        return self.name in PROPER_NAMES


@dataclass(frozen=True, slots=True)
class EntryView:
    """One entry: ``label`` says what became of it, ``counts`` tells the counting ones."""

    cell: MonthCell
    label: str
    counts: bool
    facts: tuple[Fact, ...]

    def lines(self, name: str) -> tuple[str, ...]:
        """The lines of a fact; empty where this entry has no such fact."""
        return next((fact.lines for fact in self.facts if fact.name == name), ())


def entry_views(span: Span, month: YearMonth, record: PensionRecord) -> tuple[EntryView, ...]:
    """What is recorded for one month of a span, entry by entry."""
    return tuple(
        EntryView(
            cell=MonthCell(Status.E_VOID if entry.verdict is Verdict.VOID else entry.status),
            label=_label(entry.verdict, span),
            counts=entry.verdict in (Verdict.COUNTS, Verdict.TOGETHER),
            facts=(*_facts(entry, month), *_identity(entry.period, record)),
        )
        for entry in span.entries
    )


def _label(verdict: Verdict, span: Span) -> str:
    """An unpaid month decides what the month was, yet there is nothing to count."""
    return "いまの記録" if verdict is Verdict.COUNTS and _counts_nothing(span) else VERDICTS[verdict].label


def _counts_nothing(span: Span) -> bool:
    return not span.counts.entitlement_real and span.entries[0].verdict is Verdict.COUNTS


def reasons_of(span: Span, month: YearMonth) -> tuple[Explanation, ...]:
    """Why each standing entry counts or does not, said once where several share a reason; then the days that decided.

    A single record that counts for nothing needs no such reason, nor do months without a day of enrollment (カラ期間).
    """
    standing = [entry for entry in span.entries if entry.reason is not Reason.CORRECTED]
    plain = standing and (_counts_nothing(span) or isinstance(standing[0].period, ComplementaryPeriod))
    said = {Reason.ONLY_RECORD} if plain else set()
    reasons = dict.fromkeys(REASONS[entry.reason] for entry in standing if entry.reason not in said)
    days = (day for entry in standing if (day := _deciding_day(entry.period, month)))
    added = (each for entry in standing for each in _added(entry.period, month))
    return (*reasons, *(Explanation(day, MONTHS_OF_A_JOB) for day in days), *added)


def scheme_name(period: Period) -> str:
    """The scheme of an entry as its own people call it."""
    if isinstance(period, NationalPeriod):
        return CATEGORY_NAMES[period.category]
    if isinstance(period, EmployeesPeriod):
        return EMPLOYMENT_NAMES[period.status]
    return "合算対象期間（カラ期間）"


def _deciding_day(period: Period, month: YearMonth) -> str:
    """One day decides to which month a job belongs (厚年法19条1項): say so where it did."""
    if not isinstance(period, EmployeesPeriod):
        return ""
    day = period.enrolled_on
    if day.day > 1 and YearMonth.of_date(day) == month and not _ends_in(period, month):
        return f"{period.employer}に{day.month}月{day.day}日に加入したので、{month.month}月分から入ります。"
    if period.disenrolled_on == month.plus(1).first_day:
        last = f"{month.month}月{month.last_day.day}日（月の最後の日）"
        return f"{period.employer}に{last}までつとめたので、{month.month}月分まで入ります。"
    return ""


def _ends_in(period: EmployeesPeriod, month: YearMonth) -> bool:
    return period.disenrolled_on is not None and YearMonth.of_date(period.disenrolled_on) == month


def _facts(entry: Entry, month: YearMonth) -> tuple[Fact, ...]:
    period = entry.period
    scheme = Fact(SCHEME, (scheme_name(period),))
    if isinstance(period, NationalPeriod):
        return (scheme, *_coverage(period), *_payment(entry, month))
    if isinstance(period, EmployeesPeriod):
        return (scheme, *_employment(period), *_coverage(period), *_pay(period, month))
    return (scheme, *_time_only(period))


def _time_only(period: ComplementaryPeriod) -> tuple[Fact, ...]:
    months = full_range_words(period.first_month, period.last_month)
    return Fact(MONTHS, (months,)), Fact(GROUNDS, (period.reason,))


def _coverage(period: NationalPeriod | EmployeesPeriod) -> tuple[Fact, ...]:
    ended = period.disenrolled_on
    after_leaving = (_AFTER_LEAVING,) if isinstance(period, EmployeesPeriod) else ()
    return (
        Fact(ENROLLED, (date_words(period.enrolled_on),)),
        Fact(DISENROLLED, (date_words(ended), *after_leaving) if ended else ("いまも続いています",)),
    )


def _employment(period: EmployeesPeriod) -> tuple[Fact, ...]:
    return (Fact(SHIP_OWNER if period.status in _ON_BOARD else PLACE, (period.employer,)),)


def _pay(period: EmployeesPeriod, month: YearMonth) -> tuple[Fact, ...]:
    bonuses = [bonus.standard_bonus for bonus in period.bonuses if bonus.month == month]
    return (
        Fact(PAY, (_remuneration(period, month),)),
        *((Fact(BONUS, (yen(sum(bonuses)),)),) if bonuses else ()),
        *(Fact(WARTIME_SERVICE, (added.text,)) for added in _added(period, month)),
    )


def _added(period: Period, month: YearMonth) -> list[Explanation]:
    """What wartime service adds to this month."""
    runs = period.wartime if isinstance(period, EmployeesPeriod) else ()
    return [WARTIME[run.kind] for run in runs if run.first_month <= month <= run.last_month]


def _remuneration(period: EmployeesPeriod, month: YearMonth) -> str:
    for run in period.pay:
        if run.first_month <= month and (run.last_month is None or month <= run.last_month):
            return yen(run.standard_monthly_remuneration)
    if period.status in _OWN_PAY_RECORDS:
        return "加入していた共済組合が記録しています"
    return "記録がありません"


def _payment(entry: Entry, month: YearMonth) -> tuple[Fact, ...]:
    run = entry.run
    prepaid = "（前もって納めた月です）" if run is not None and run.prepaid else ""
    facts = [Fact(PAYMENT, (status_name(entry.status) + prepaid,))]
    if run is not None and run.monthly_contribution is not None:
        facts.append(Fact(AMOUNT, (f"{yen(run.monthly_contribution)}（{month.month}月分）",)))
    if run is not None and run.paid_on is not None:
        facts.append(Fact(PAID_ON, (date_words(run.paid_on),)))
    return tuple(facts)


def _identity(period: Period, record: PensionRecord) -> tuple[Fact, ...]:
    """The number and the name the entry is kept under, where they tell something."""
    if isinstance(period, ComplementaryPeriod):
        return ()
    handbook = next((book for book in record.person.handbook_numbers if book.number == period.handbook_number), None)
    number = f"終わりの{_LAST_DIGITS}けた：{period.handbook_number[-_LAST_DIGITS:]}" if period.handbook_number else ""
    name = _name_then(period, handbook, record)
    return tuple(Fact(label, (text,)) for label, text in ((HANDBOOK, number), (NAME_THEN, name)) if text)


def _name_then(period: NationalPeriod | EmployeesPeriod, handbook: HandbookNumber | None, record: PensionRecord) -> str:
    """The name used then; empty where it is today's."""
    name = period.name or (handbook.name if handbook else None)
    kana = period.kana or (handbook.kana if handbook else None)
    person = record.person
    if (name or person.name, kana or person.kana) == (person.name, person.kana):
        return ""
    return f"{name}（{kana}）" if name and kana else name or kana or ""
