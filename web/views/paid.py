"""納付済額 (S20): what the person has paid so far, by scheme and by fiscal year."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pension.contributions import PaidDoubt, PaidHow, PaidSoFar, PaidYear
from pension.status import Scheme
from pension.timeline import Timeline
from web.views.frame import Frame, Link, Tab
from web.views.money import UNKNOWN, MoneyRow, MoneyTable, RowKind
from web.views.paid_year import DOUBTS, sum_sentence, year_payments_url
from web.views.wording import SCHEME_NAMES, date_words, full_fiscal_year_words, yen

_EMPLOYED = frozenset({Scheme.EMPLOYEES, Scheme.SEAMENS, Scheme.MUTUAL_AID})


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidYearRow:
    """A fiscal year in the table: its page, where that opens, one amount a scheme, their sum, what is beside it."""

    year: int
    link: Link
    amounts: tuple[str, ...]
    total: str
    beside: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidView:
    """The whole page; without any payment ``years`` is empty and ``lead`` says so.

    ``schemes`` name the columns of the years. ``beside`` says what is not sure or not known, ``included`` what the
    amounts hold and what they leave out.
    """

    frame: Frame
    as_of: str
    lead: str
    beside: tuple[str, ...]
    totals: MoneyTable | None
    schemes: tuple[str, ...]
    years: tuple[PaidYearRow, ...]
    included: tuple[str, ...]


def paid_view(timeline: Timeline, paid: PaidSoFar, points: int) -> PaidView:
    """The page of a record; ``points`` is the number of open points to check."""
    schemes = [scheme for scheme in Scheme if any(year.scheme is scheme for year in paid.years)]
    lead = "納めた保険料の記録は、ありません。"
    if paid.years:
        lead = f"これまでに納めた保険料（納付済額）は、{sum_sentence(paid.payments)}"
    return PaidView(
        frame=Frame(
            title="これまでに納めた額",
            announce=f"これまでに納めた額です。{lead}",
            tab=Tab.RECORDS,
            breadcrumbs=(Link("年金記録の一覧", "/records"),),
            points=points,
        ),
        as_of=date_words(timeline.record.as_of.last_day),
        lead=lead,
        beside=tuple(_beside(paid)),
        totals=_totals(paid, schemes) if paid.years else None,
        schemes=tuple(SCHEME_NAMES[scheme] for scheme in schemes),
        years=tuple(_years(paid, schemes)),
        included=tuple(_included(paid, schemes)),
    )


def _totals(paid: PaidSoFar, schemes: Sequence[Scheme]) -> MoneyTable:
    """Columns of what is not sure and not known stand only where there is any."""
    of_scheme = {scheme: [year for year in paid.years if year.scheme is scheme] for scheme in schemes}
    columns: list[tuple[str, Callable[[Sequence[PaidYear]], str]]] = [
        ("月数", _months),
        ("納めた額", _sure),
        *([("確かでない額", _unsure)] if paid.unsure_yen else []),
        *([("額のわからない月", _unknown)] if paid.unknown_months else []),
    ]
    rows = [(SCHEME_NAMES[scheme], years, RowKind.PLAIN) for scheme, years in of_scheme.items()]
    return MoneyTable(
        caption="制度ごとの合計",
        corner="制度",
        columns=tuple(name for name, _ in columns),
        rows=tuple(
            MoneyRow(name, tuple(said(years) for _, said in columns), kind)
            for name, years, kind in (*rows, ("合計", paid.years, RowKind.SUM))
        ),
    )


def _months(years: Sequence[PaidYear]) -> str:
    return f"{sum(year.months for year in years):,}か月"


def _unsure(years: Sequence[PaidYear]) -> str:
    return yen(sum(year.unsure_yen for year in years))


def _unknown(years: Sequence[PaidYear]) -> str:
    return f"{sum(year.unknown_months for year in years)}か月"


def _years(paid: PaidSoFar, schemes: Sequence[Scheme]) -> Iterator[PaidYearRow]:
    for fiscal_year, group in groupby(paid.years, key=lambda year: year.fiscal_year):
        of_scheme = {year.scheme: year for year in group}
        yield PaidYearRow(
            year=fiscal_year,
            link=Link(full_fiscal_year_words(fiscal_year), year_payments_url(fiscal_year)),
            amounts=tuple(_sure([of_scheme[scheme]]) if scheme in of_scheme else "－" for scheme in schemes),
            total=_sure(list(of_scheme.values())),
            beside=_aside(list(of_scheme.values())),
        )


def _sure(years: Sequence[PaidYear]) -> str:
    """The sure sum; where no month has an amount, a zero would say that nothing was paid."""
    known = any(year.months > year.unknown_months for year in years)
    return yen(sum(year.yen for year in years)) if known else UNKNOWN


def _aside(years: Sequence[PaidYear]) -> str:
    unsure, unknown = sum(year.unsure_yen for year in years), sum(year.unknown_months for year in years)
    parts = [f"確かでない額 {yen(unsure)}"] if unsure else []
    if unknown:
        parts.append(f"額のわからない月 {unknown}か月")
    return "、".join(parts)


def _beside(paid: PaidSoFar) -> Iterator[str]:
    """Why some months stand beside the sum."""
    doubts = {payment.doubt for payment in paid.payments}
    yield from (sentence for doubt, sentence in DOUBTS.items() if doubt in doubts)
    unknown = {payment.how for payment in paid.payments if payment.yen is None}
    if PaidHow.NO_RATE in unknown:
        yield "共済、船員保険、厚生年金基金の保険料率は、ここの表にありません。その月の額は示せません。"
    if PaidHow.NO_PAY in unknown:
        yield "標準報酬月額の記録がない月は、額を計算できません。"
    if PaidHow.PAID_LATER in unknown:
        yield "追納や後納の月で、納めた額が記録にないものは、額を示せません。"
    if PaidDoubt.RATE in doubts or unknown:
        yield "くわしい額は、お近くの年金事務所でたずねることができます。"


def _included(paid: PaidSoFar, schemes: Sequence[Scheme]) -> Iterator[str]:
    if _EMPLOYED.intersection(schemes):
        yield "厚生年金の額は、ご本人が負担した分です。同じ額を、会社も納めています。"
        yield "賞与からの保険料は、平成15年（2003年）4月からの分です。それより前の分は、年金の額に入りません。"
    if any(payment.how is PaidHow.CONTRIBUTION for payment in paid.payments):
        yield "国民年金の額は、その月の保険料の額で計算しました。前納の割引は、記録に額がある月だけ引いています。"
    yield "ほかの記録と重なって、年金に数えない月の保険料は入っていません。"
    yield "先の月の分を前納したときは、その月がすぎてから入ります。"
