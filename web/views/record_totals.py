"""合計: months per scheme and toward the right, in real and in converted months, and how each number was counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from pension.counting import BasicTotal, EntitlementTotal, Part, PartKind, SchemeTotal, Totals
from pension.rulebook import Band, StepKind
from web.views.wording import SCHEME_NAMES, months_words, number_words

_PARTS: Mapping[PartKind, str] = {
    PartKind.PAID: "納付",
    PartKind.VOLUNTARY: "任意加入",
    PartKind.PAID_LATER: "追納・後納",
    PartKind.CATEGORY_3: "第3号",
    PartKind.EXEMPT: "免除",
    PartKind.TIME_WITHOUT_RIGHT: "学生納付特例・納付猶予など",
    PartKind.ORDINARY: "会社など",
    PartKind.FUND: "会社など（基金に加入）",
    PartKind.MINE: "坑内員",
    PartKind.SEA: "船員",
    PartKind.LEAVE: "産休・育休の免除",
    PartKind.NATIONAL_SERVANT: "国家公務員",
    PartKind.LOCAL_SERVANT: "地方公務員",
    PartKind.PRIVATE_SCHOOL: "私立学校",
}
_STEPS: Mapping[StepKind, str] = {
    StepKind.PAID: "全額を納めた月、納めたとみなす月",
    StepKind.QUARTER: "4分の1免除の月",
    StepKind.HALF: "半額免除の月",
    StepKind.THREE_QUARTER: "4分の3免除の月",
    StepKind.FULL: "全額免除の月",
}
_BANDS: Mapping[Band, str] = {
    Band.ANY: "",
    Band.FROM_2009_04: "、平成21年（2009年）4月から",
    Band.BEFORE_2009_04: "、平成21年（2009年）3月まで",
}
_TIME_ONLY = "期間だけに数える月（カラ期間）"


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A row of the table: scheme, what it is made of, real months, converted months."""

    scheme: str
    parts: str
    real: str
    converted: str


@dataclass(frozen=True, slots=True)
class Counting:
    """How a number was counted: what is counted, and one sentence a step."""

    heading: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalsView:
    """Every total of a record, and how it came about. ``progress`` says how far the right to a pension is."""

    rows: tuple[TotalRow, ...]
    entitlement: TotalRow
    progress: str
    counting: tuple[Counting, ...]


def totals_view(totals: Totals) -> TotalsView:
    """The totals in words."""
    right = totals.entitlement
    return TotalsView(
        rows=tuple(_row(total) for total in totals.schemes),
        entitlement=TotalRow(
            "受け取るための月数", "重なる月は1回だけ数えます", f"{right.real:,}", number_words(right.converted)
        ),
        progress=progress_words(right),
        counting=(
            *(Counting(SCHEME_NAMES[total.scheme], tuple(_scheme_steps(total))) for total in totals.schemes),
            Counting("受け取るための月数（受給資格期間）", tuple(_right_steps(right))),
            Counting("老齢基礎年金の額に入る月数", tuple(_basic_steps(totals.basic))),
        ),
    )


def no_right_alone(right: EntitlementTotal) -> str:
    """Said while all months so far are such that months alone give no right (国年法26条); else empty."""
    alone = right.real and not right.substantial
    return "納めた月か免除の月も、1か月は必要です。" if alone else ""


def progress_words(right: EntitlementTotal) -> str:
    """How far the right to a pension is (国年法26条・附則9条)."""
    if right.missing:
        return f"年金を受け取るには{right.required}か月が必要です。あと{right.missing}か月です。{no_right_alone(right)}"
    if not right.substantial:
        return (
            f"必要な{right.required}か月をこえていますが、受け取るには、"
            "保険料を納めた月か免除された月が1か月以上必要です。"
        )
    return f"年金を受け取るのに必要な{right.required}か月を、満たしています。"


def _row(total: SchemeTotal) -> TotalRow:
    names = "、".join(f"{_PARTS[part.kind]} {part.real:,}" for part in total.parts)
    parts = _PARTS[total.parts[0].kind] if len(total.parts) == 1 else names
    return TotalRow(SCHEME_NAMES[total.scheme], parts, f"{total.real:,}", number_words(total.converted))


def _scheme_steps(total: SchemeTotal) -> Iterator[str]:
    for part in total.parts:
        yield f"{_PARTS[part.kind]}：{_converted(part)}"
    if len(total.parts) > 1:
        yield f"あわせて、実際の月数は{total.real:,}か月、換算した月数は{months_words(total.converted)}です。"
    if total.overlapping:
        yield (
            f"このうち{total.overlapping}か月は、同じ月に別の年金の記録があります。"
            "受け取るための月数には、重ねて数えません。"
        )


def _converted(part: Part) -> str:
    """Real months, and what they become where a month counts for more than one."""
    if part.converted == part.real:
        return f"{part.real:,}か月"
    return f"実際の{part.real:,}か月を、決まりにより{months_words(part.converted)}と数えます。"


def _right_steps(right: EntitlementTotal) -> Iterator[str]:
    for part in (*right.schemes, right.time_only):
        if part.real:
            name = SCHEME_NAMES[part.scheme] if part.scheme else _TIME_ONLY
            yield f"{name}：{_real_and_converted(part.real, part.converted)}"
    yield f"あわせて{months_words(right.converted)}です。"
    if right.converted != right.whole_months:
        yield f"1か月に満たない分は切り捨てて、{right.whole_months:,}か月とします。"
    yield progress_words(right)


def _real_and_converted(real: int, converted: Fraction) -> str:
    if converted == real:
        return f"{real:,}か月"
    return f"{months_words(converted)}（実際の月数は{real:,}か月）"


def _basic_steps(basic: BasicTotal) -> Iterator[str]:
    """国年法27条, step by step."""
    for step in basic.steps:
        name = _STEPS[step.rule.kind] + _BANDS[step.rule.band]
        if step.inside:
            worth = step.inside * step.rule.share
            yield f"{name}：{_product(step.inside, step.rule.share, worth)}"
        if step.over:
            over = step.over * step.rule.share_over_the_cap
            share = step.rule.share_over_the_cap
            yield f"{name}のうち{basic.cap}か月をこえる分：{_product(step.over, share, over)}"
    if _weight(basic) > basic.weighted:
        yield f"{basic.cap}か月をこえる分は、額に入りません。"
    yield f"あわせて{months_words(basic.weighted)}です。満額は{basic.cap}か月です。"


def _product(months: int, share: Fraction, worth: Fraction) -> str:
    return f"{months:,}か月 × {number_words(share)} ＝ {months_words(worth)}"


def _weight(basic: BasicTotal) -> Fraction:
    return sum((step.weighted for step in basic.steps), Fraction())
