"""What was paid for the months of a fiscal year, and how each amount was counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pension.calendar import YearMonth
from pension.contributions import PaidDoubt, PaidHow, PaidSoFar, Payment
from pension.status import Scheme
from web.views.derivation import CountedInput, CountedStep
from web.views.frame import Frame, Link, Tab
from web.views.money import UNKNOWN
from web.views.wording import (
    SCHEME_NAMES,
    full_fiscal_year_words,
    months_words,
    percent_words,
    range_words,
    short_month_words,
    status_name,
    yen,
)

PAID_URL = "/records/paid"

_FORMULAS: Mapping[PaidHow, str] = {
    PaidHow.RECORDED: "記録に書かれた1か月の額 × 月数",
    PaidHow.CONTRIBUTION: "1か月の保険料 × 月数",
    PaidHow.REMAINDER: "免除されずに納めた額 × 月数",
    PaidHow.OWN_SHARE: "標準報酬月額 × 保険料率 ÷ 2（1円未満は、50銭以下を切り捨て）× 月数",
    PaidHow.OWN_SHARE_OF_BONUS: "標準賞与額 × 保険料率 ÷ 2（1円未満は、50銭以下を切り捨て）",
    PaidHow.LEAVE: "産休・育休の間は、保険料がかかりません",
    PaidHow.PAID_LATER: "",
    PaidHow.NO_PAY: "",
    PaidHow.NO_RATE: "",
}
_ARTICLES: Mapping[PaidHow, str] = {
    PaidHow.RECORDED: "国民年金法14条",
    PaidHow.CONTRIBUTION: "国民年金法87条3項・87条の2",
    PaidHow.REMAINDER: "国民年金法90条の2",
    PaidHow.OWN_SHARE: "厚生年金保険法81条・82条1項",
    PaidHow.OWN_SHARE_OF_BONUS: "厚生年金保険法24条の4・81条・82条1項",
    PaidHow.LEAVE: "厚生年金保険法81条の2・81条の2の2",
    PaidHow.PAID_LATER: "国民年金法94条",
    PaidHow.NO_PAY: "厚生年金保険法28条",
    PaidHow.NO_RATE: "厚生年金保険法81条",
}
_UNKNOWN: Mapping[PaidHow, str] = {
    PaidHow.REMAINDER: "この時期に納めた額は、表にありません。",
    PaidHow.PAID_LATER: "あとから納めた月です。納めた額が記録にないため、額を示せません。",
    PaidHow.NO_PAY: "標準報酬月額が記録にないため、額を示せません。",
    PaidHow.NO_RATE: "この制度とこの時期の保険料率が、表にありません。そのため、額を示せません。",
}
DOUBTS: Mapping[PaidDoubt, str] = {
    PaidDoubt.RATE: "保険料の率や額を、まだ資料で確かめていません。",
    PaidDoubt.PREPAID: "まとめて先に納めた月（前納）です。割引のあとの額が記録にないため、割引のない額で数えました。",
}
_ASIDE = "そのため、確かな合計には入れず、別に示しています。"


@dataclass(frozen=True, slots=True)
class PaidScheme:
    """One scheme in the year: name, what was paid in a sentence, and each run of months alike."""

    name: str
    sentence: str
    steps: tuple[CountedStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidYearView:
    """A fiscal year's payments."""

    frame: Frame
    heading: str
    lead: str
    schemes: tuple[PaidScheme, ...]
    record: Link
    back: Link


def year_payments_url(fiscal_year: int) -> str:
    """The address of a fiscal year's payments."""
    return f"{PAID_URL}/{fiscal_year}"


def paid_year_view(paid: PaidSoFar, fiscal_year: int, points: int) -> PaidYearView:
    """The view of a year in which something was paid; ``points`` is the number of open points to check."""
    payments = paid.in_year(fiscal_year)
    heading = f"{full_fiscal_year_words(fiscal_year)}に納めた保険料"
    lead = sum_sentence(payments)
    return PaidYearView(
        frame=Frame(
            title=heading,
            announce=f"{heading}を開きました。{lead}",
            tab=Tab.RECORDS,
            breadcrumbs=(Link("年金記録の一覧", "/records"), Link("これまでに納めた額", PAID_URL)),
            points=points,
        ),
        heading=heading,
        lead=lead,
        schemes=tuple(_schemes(payments)),
        record=Link("この年度の12か月の記録を見る", f"/records/fiscal-year/{fiscal_year}"),
        back=Link("これまでに納めた額にもどる", f"{PAID_URL}#paid-{fiscal_year}"),
    )


def sum_sentence(payments: Sequence[Payment]) -> str:
    """What payments come to: the sure sum, and beside it what is not sure and what is not known."""
    known = [payment for payment in payments if payment.yen is not None]
    sure = sum(payment.yen or 0 for payment in known if not payment.doubt)
    unsure = sum(payment.yen or 0 for payment in known if payment.doubt)
    unknown = len({payment.month for payment in payments if payment.yen is None})
    sentences = [f"あわせて{yen(sure)}です。"] if sure or len(known) == len(payments) else []
    if unsure:
        sentences.append(f"{'このほかに、' if sentences else ''}確かでない額が{yen(unsure)}あります。")
    if unknown:
        sentences.append(f"額のわからない月が{unknown}か月あります。")
    return "".join(sentences)


def _schemes(payments: Sequence[Payment]) -> Iterator[PaidScheme]:
    for scheme in Scheme:
        of_scheme = [payment for payment in payments if payment.scheme is scheme]
        if of_scheme:
            yield PaidScheme(SCHEME_NAMES[scheme], sum_sentence(of_scheme), tuple(map(_step, _runs(of_scheme))))


def _runs(payments: Sequence[Payment]) -> list[list[Payment]]:
    """Months one after the other that are alike but for the month; bonuses stand by themselves behind them."""
    ordered = sorted(payments, key=lambda payment: (payment.how is PaidHow.OWN_SHARE_OF_BONUS, payment.month))
    numbered = enumerate(ordered)
    return [
        [payment for _, payment in run]
        for _, run in groupby(numbered, key=lambda item: (item[1].month - item[0], _but_for_the_month(item[1])))
    ]


def _but_for_the_month(payment: Payment) -> Payment:
    return replace(payment, month=YearMonth(0))


def _step(run: Sequence[Payment]) -> CountedStep:
    payment = run[0]
    of_bonus = payment.how is PaidHow.OWN_SHARE_OF_BONUS
    months = range_words(payment.month, run[-1].month)
    return CountedStep(
        part="",
        name=f"{short_month_words(payment.month)}の賞与" if of_bonus else f"{months} {status_name(payment.status)}",
        value=UNKNOWN if payment.yen is None else yen(payment.yen * len(run)),
        formula=_FORMULAS[payment.how] if payment.yen is not None else "",
        inputs=tuple(_inputs(payment, len(run))) if payment.yen is not None else (),
        article=_ARTICLES[payment.how],
        remark=_remark(payment),
    )


def _remark(payment: Payment) -> str:
    if payment.yen is None:
        return _UNKNOWN[payment.how]
    return f"{DOUBTS[payment.doubt]}{_ASIDE}" if payment.doubt else ""


def _inputs(payment: Payment, months: int) -> Iterator[CountedInput]:
    if payment.how in (PaidHow.OWN_SHARE, PaidHow.OWN_SHARE_OF_BONUS) and payment.rate is not None:
        of_bonus = payment.how is PaidHow.OWN_SHARE_OF_BONUS
        yield CountedInput("標準賞与額" if of_bonus else "標準報酬月額", yen(payment.base))
        yield CountedInput("保険料率（会社の分とあわせた率）", percent_words(payment.rate))
    if payment.how is PaidHow.REMAINDER:
        yield CountedInput("免除がないときの1か月の保険料", yen(payment.base))
    if payment.additional:
        yield CountedInput("そのうち付加保険料", yen(payment.additional))
    if payment.yen and payment.how is not PaidHow.OWN_SHARE_OF_BONUS:
        yield CountedInput("1か月に納めた額", yen(payment.yen))
        yield CountedInput("月数", months_words(months))
