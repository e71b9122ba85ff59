"""納付・追納できる月: what can still be paid; what it brings stands before what it costs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from pension.calendar import YearMonth, fiscal_year_range
from pension.counting import EntitlementTotal
from pension.derivation import Amount, Figure
from pension.payable import Choice, Payable, PayableKind, PayableMonth, PayableNow
from pension.timeline import Timeline
from web.views.assumptions import Assumptions, assumptions
from web.views.derivation import Counted, CountedInput, CountedStep, counted
from web.views.frame import Frame, Link, Tab
from web.views.money import MoneyRow, MoneyTable, RowKind, money_row
from web.views.wording import (
    date_words,
    full_fiscal_year_words,
    months_words,
    short_month_words,
    status_name,
    yen,
)

PAYABLE_URL = "/records/payable"
_HEADINGS: Mapping[PayableKind, str] = {
    PayableKind.UNPAID: "納めていない月（2年以内）",
    PayableKind.RETROACTIVE: "追納できる月（免除や猶予の月、10年以内）",
}
_ORDERS: Mapping[PayableKind, str] = {
    PayableKind.UNPAID: "納める順番に決まりはありません。古い月から先に、納められなくなります。",
    PayableKind.RETROACTIVE: (
        "順番が決まっています。学生納付特例と納付猶予の月を先に、それぞれ古い月から納めます。"
        "それより古い免除の月は、先に納めることもできます。"
    ),
}
_ORDER_ARTICLE: Mapping[PayableKind, str] = {
    PayableKind.UNPAID: "国民年金法102条4項",
    PayableKind.RETROACTIVE: "国民年金法94条1項・2項、平成26年法律64号附則14条3項",
}


@dataclass(frozen=True, slots=True)
class MonthChoice:
    """One month to tick: its value in the address, what it is called, the last day, whether it is ticked."""

    value: str
    label: str
    until: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PayableGroup:
    """Months of a fiscal year that are alike: what one of them brings, and what it costs.

    ``rises`` says when the price rises, empty where it does not; ``counting`` is how the price was counted.
    """

    heading: str
    gain: str
    price: str
    rises: str
    counting: Counted | None
    months: tuple[MonthChoice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PayableSection:
    """All months of one of the two ways of paying, in the order in which they are paid."""

    key: str
    heading: str
    order: str
    article: str
    groups: tuple[PayableGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenMonths:
    """What the chosen months come to; ``warnings`` say what stands against paying just these."""

    heading: str
    lead: str
    table: MoneyTable
    counting: Counted
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PayableView:
    """The whole page; without any month ``sections`` is empty. ``chosen`` is None until months are chosen.

    ``all_url`` is the address at which every month is chosen.
    """

    frame: Frame
    as_of: str
    lead: str
    cost: str
    deadline: str
    unknown: str
    chosen: ChosenMonths | None
    sections: tuple[PayableSection, ...]
    all_url: str
    box: Assumptions | None


def read_choice(texts: Collection[str]) -> frozenset[YearMonth]:
    """The months an address names; what is no month is left out."""
    return frozenset(month for text in texts if (month := _month(text)) is not None)


def _month(text: str) -> YearMonth | None:
    try:
        return YearMonth.parse(text)
    except ValueError:
        return None


def payable_view(timeline: Timeline, entitlement: EntitlementTotal, now: PayableNow, points: int) -> PayableView:
    """The page; ``points`` is the number of open points to check."""
    result = _chosen(now.chosen, now.fiscal_year, entitlement) if now.chosen.months else None
    lead = _lead(now.whole, now.fiscal_year)
    return PayableView(
        frame=Frame(
            title="これから納められる月",
            announce=f"{result.heading}。{result.lead}" if result else f"これから納められる月です。{lead}",
            tab=Tab.RECORDS,
            breadcrumbs=(Link("年金記録の一覧", "/records"),),
            points=points,
        ),
        as_of=date_words(timeline.record.as_of.last_day),
        lead=lead,
        cost=_cost(now.payable),
        deadline=_deadline(now.payable.months),
        unknown=_unknown(now.payable),
        chosen=result,
        sections=tuple(_sections(now.payable, frozenset(month.month for month in now.chosen.months))),
        all_url=f"{PAYABLE_URL}?{'&'.join(f'month={month.month}' for month in now.whole.months)}",
        box=assumptions(now.fiscal_year, now.notes, now.doubts) if now.whole.months else None,
    )


def _lead(whole: Choice, fiscal_year: int) -> str:
    if not whole.months:
        return "いまから納められる月は、ありません。"
    count = f"いまから納められる月が、{len(whole.months)}か月あります。"
    if not whole.yearly_gain:
        return f"{count}すべて納めても、老齢基礎年金の額はふえません。"
    return f"{count}すべて納めると、{_grows(whole, fiscal_year)}"


def _grows(choice: Choice, fiscal_year: int) -> str:
    rates = f"（{full_fiscal_year_words(fiscal_year)}の額で計算）"
    return f"65歳からの老齢基礎年金が、1年に{yen(choice.yearly_gain)}ふえます{rates}。"


def _deadline(months: Sequence[PayableMonth]) -> str:
    """The last day that comes first."""
    first = min(months, key=lambda month: month.last_day, default=None)
    if first is None:
        return ""
    return f"いちばん早い期限は、{short_month_words(first.month)}分の{date_words(first.last_day)}です。"


def _cost(payable: Payable) -> str:
    known = [month for month in payable.months if month.price]
    if not known:
        return ""
    if len(known) == len(payable.months):
        return f"納める額は、あわせて{yen(payable.known_price)}です。"
    return f"納める額は、額がわかる{len(known)}か月であわせて{yen(payable.known_price)}です。"


def _unknown(payable: Payable) -> str:
    """This year's prices that are not published are said; last year's are shown as what they are."""
    unknown = [month for month in payable.months if month.price is None]
    if not unknown:
        return ""
    earlier = sorted({month.earlier.fiscal_year for month in unknown if month.earlier})
    shown = f"参考に、{full_fiscal_year_words(earlier[0])}に納めるときの額を示します。" if earlier else ""
    count = f"{len(unknown)}か月は、今年度に追納するときの額が、まだここの表にありません。"
    return f"{count}{shown}いまの額は、年金事務所でおたずねください。"


# ── months to choose from ───────────────────────────────────────────────────────────────────────────────────────────


def _sections(payable: Payable, chosen: Collection[YearMonth]) -> Iterator[PayableSection]:
    for kind, heading in _HEADINGS.items():
        months = payable.of_kind(kind)
        if months:
            yield PayableSection(
                key=kind,
                heading=heading,
                order=_ORDERS[kind],
                article=_ORDER_ARTICLE[kind],
                groups=tuple(_groups(months, chosen)),
            )


def _groups(months: Iterable[PayableMonth], chosen: Collection[YearMonth]) -> Iterator[PayableGroup]:
    def alike(month: PayableMonth) -> tuple[object, ...]:
        price = month.price.yen if month.price else None
        return month.month.fiscal_year, month.status, price, month.yearly_gain

    for _, run in groupby(months, key=alike):
        group = list(run)
        first = group[0]
        yield PayableGroup(
            heading=f"{full_fiscal_year_words(first.month.fiscal_year)}　{status_name(first.status)}",
            gain=f"1か月納めると、老齢基礎年金が1年に{yen(first.yearly_gain)}ふえます。",
            price=_price(first),
            rises=_rises(first),
            counting=_price_counting(first),
            months=tuple(
                MonthChoice(
                    value=str(month.month),
                    label=f"{short_month_words(month.month)}分",
                    until=f"{date_words(month.last_day)}まで",
                    chosen=month.month in chosen,
                )
                for month in group
            ),
        )


def _price(month: PayableMonth) -> str:
    if month.price:
        return f"納める額は、1か月{yen(month.price.yen)}です。"
    if month.earlier:
        year = full_fiscal_year_words(month.earlier.fiscal_year)
        return f"今年度の額は、まだわかりません。{year}に納めるときは、1か月{yen(month.earlier.price.yen)}でした。"
    return "納める額は、まだわかりません。"


def _rises(month: PayableMonth) -> str:
    """From the third fiscal year after the exempt one something is added, newly each April (国年令10条)."""
    if month.addition_from is None:
        return ""
    if month.price and not any(
        given.rule.figure is Figure.RETROACTIVE_RATE for step in month.price.steps for given in step.inputs
    ):
        day = fiscal_year_range(month.addition_from).first_month.first_day
        return f"{date_words(day)}からは、額が足されて高くなります。"
    return "額は、毎年4月に変わります。"


def _price_counting(month: PayableMonth) -> Counted | None:
    amount: Amount | None = month.price or (month.earlier.price if month.earlier else None)
    return counted("1か月の額", amount) if amount else None


# ── what the chosen months come to ──────────────────────────────────────────────────────────────────────────────────


def _chosen(choice: Choice, fiscal_year: int, entitlement: EntitlementTotal) -> ChosenMonths:
    count = len(choice.months)
    return ChosenMonths(
        heading=f"選んだ{count}か月を納めると",
        lead=_grows(choice, fiscal_year),
        table=MoneyTable(
            caption=f"選んだ{count}か月",
            corner="項目",
            columns=("額",),
            rows=(
                money_row("1年にふえる老齢基礎年金", choice.yearly_gain, kind=RowKind.TOTAL),
                *_prices(choice.months),
            ),
        ),
        counting=_gain_counting(choice),
        warnings=tuple(_warnings(choice, entitlement)),
    )


def _prices(months: Sequence[PayableMonth]) -> Iterator[MoneyRow]:
    known = [month.price.yen for month in months if month.price]
    earlier = [month.earlier for month in months if month.earlier]
    nothing = len(months) - len(known) - len(earlier)
    if known:
        yield money_row("納める額", sum(known), remark=f"{len(known)}か月分")
    if earlier:
        year = full_fiscal_year_words(earlier[0].fiscal_year)
        total = sum(each.price.yen for each in earlier)
        yield money_row("納める額の目安", total, remark=f"{len(earlier)}か月分、{year}に納めるときの額")
    if nothing:
        yield money_row("額のわからない月", None, remark=f"{nothing}か月分")


def _gain_counting(choice: Choice) -> Counted:
    step = CountedStep(
        part="",
        name="1年にふえる老齢基礎年金",
        value=yen(choice.yearly_gain),
        formula="満額 × （納めたあとに数える月数 － いま数える月数）÷ 満額になる月数（1円未満四捨五入）",
        inputs=(
            CountedInput("満額", yen(choice.full_yen)),
            CountedInput("いま数える月数", months_words(choice.counted_before)),
            CountedInput("納めたあとに数える月数", months_words(choice.counted_after)),
            CountedInput("満額になる月数", months_words(choice.full_term)),
        ),
        article="国民年金法27条・17条1項",
    )
    return Counted("1年にふえる額", (step,))


def _warnings(choice: Choice, entitlement: EntitlementTotal) -> Iterator[str]:
    if choice.breaks_the_order:
        yield f"この選びかたでは、追納の順番に合いません。{_ORDERS[PayableKind.RETROACTIVE]}"
    if entitlement.missing:
        yield (
            f"年金を受け取るには{entitlement.required}か月が必要です。いまは、あと{entitlement.missing}か月です。"
            "ふえる額は、受け取れるようになったときの額です。"
        )
