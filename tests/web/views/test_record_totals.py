"""合計: every number with how it was counted."""

from __future__ import annotations

from fractions import Fraction

from pension.counting import (
    BasicTotal,
    EntitlementPart,
    EntitlementTotal,
    Part,
    PartKind,
    SchemeTotal,
    Totals,
    compute_basic,
)
from pension.rulebook import Band, StepKind
from pension.status import Scheme
from rules.loader import load_rules
from tests.web.views.demo_records import totals_of
from web.views.record_totals import TotalRow, progress_words, totals_view


def right(**changes: object) -> EntitlementTotal:
    fields: dict[str, object] = {
        "real": 192,
        "converted": Fraction(248),
        "whole_months": 248,
        "required": 120,
        "missing": 0,
        "schemes": (EntitlementPart(Scheme.SEAMENS, 192, Fraction(248)),),
        "time_only": EntitlementPart(None, 0, Fraction(0)),
        "substantial": True,
    }
    return EntitlementTotal(**(fields | changes))  # type: ignore[arg-type]  # the fields are those of EntitlementTotal


def steps(totals: Totals, heading: str) -> tuple[str, ...]:
    return next(counting.steps for counting in totals_view(totals).counting if counting.heading == heading)


def seaman() -> Totals:
    """H5: 132 real months of seamen's insurance and 60 of the third kind of employees' pension."""
    parts = (Part(PartKind.SEA, 132, Fraction(176)),)
    later = (Part(PartKind.SEA, 60, Fraction(72)),)
    return Totals(
        schemes=(
            SchemeTotal(Scheme.EMPLOYEES, 60, Fraction(72), later, 0),
            SchemeTotal(Scheme.SEAMENS, 132, Fraction(176), parts, 3),
        ),
        entitlement=right(),
        basic=BasicTotal(Fraction(192), 480, ()),
    )


def test_the_table_has_a_row_for_each_scheme_and_the_sum_for_the_right() -> None:
    view = totals_view(totals_of("haruno"))
    assert view.rows == (
        TotalRow("国民年金", "納付 70、任意加入 57、追納・後納 9、第3号 108、免除 54", "298", "298"),
        TotalRow("厚生年金", "会社など", "145", "145"),
        TotalRow("共済", "私立学校", "68", "68"),
    )
    assert view.entitlement == TotalRow("受け取るための月数", "重なる月は1回だけ数えます", "511", "511")


def test_converted_months_stand_beside_real_ones() -> None:
    view = totals_view(seaman())
    assert [(row.real, row.converted) for row in view.rows] == [("60", "72"), ("132", "176")]
    assert steps(seaman(), "船員保険") == (
        "船員：実際の132か月を、決まりにより176か月と数えます。",
        "このうち3か月は、同じ月に別の年金の記録があります。受け取るための月数には、重ねて数えません。",
    )
    assert steps(seaman(), "受け取るための月数（受給資格期間）")[0] == "船員保険：248か月（実際の月数は192か月）"


def test_every_step_toward_the_right_is_said() -> None:
    assert steps(totals_of("haruno"), "受け取るための月数（受給資格期間）") == (
        "国民年金：298か月",
        "厚生年金：131か月",
        "共済：68か月",
        "期間だけに数える月（カラ期間）：14か月",
        "あわせて511か月です。",
        "年金を受け取るのに必要な120か月を、満たしています。",
    )
    with_rest = Totals(
        (), right(converted=Fraction(107, 3), whole_months=35, missing=85), BasicTotal(Fraction(0), 480, ())
    )
    assert steps(with_rest, "受け取るための月数（受給資格期間）")[1:] == (
        "あわせて35と3分の2か月です。",
        "1か月に満たない分は切り捨てて、35か月とします。",
        "年金を受け取るには120か月が必要です。あと85か月です。",
    )


def test_the_basic_pension_is_counted_in_exact_fractions() -> None:
    assert steps(totals_of("haruno"), "老齢基礎年金の額に入る月数") == (
        "全額を納めた月、納めたとみなす月：443か月 × 1 ＝ 443か月",
        "4分の1免除の月、平成21年（2009年）3月まで：12か月 × 6分の5 ＝ 10か月",
        "半額免除の月、平成21年（2009年）3月まで：9か月 × 3分の2 ＝ 6か月",
        "全額免除の月、平成21年（2009年）3月まで：16か月 × 3分の1 ＝ 5と3分の1か月",
        "全額免除の月、平成21年（2009年）3月までのうち480か月をこえる分：17か月 × 0 ＝ 0か月",
        "あわせて464と3分の1か月です。満額は480か月です。",
    )


def test_more_than_a_full_pension_is_cut() -> None:
    basic = compute_basic({(StepKind.PAID, Band.ANY): 490}, load_rules(), 480)
    shown = steps(Totals((), right(), basic), "老齢基礎年金の額に入る月数")
    assert shown[-2:] == ("480か月をこえる分は、額に入りません。", "あわせて480か月です。満額は480か月です。")


def test_months_after_a_full_pension_count_by_their_smaller_share() -> None:
    months = {(StepKind.PAID, Band.ANY): 480, (StepKind.HALF, Band.FROM_2009_04): 4}
    shown = steps(Totals((), right(), compute_basic(months, load_rules(), 480)), "老齢基礎年金の額に入る月数")
    assert shown == (
        "全額を納めた月、納めたとみなす月：480か月 × 1 ＝ 480か月",
        "半額免除の月、平成21年（2009年）4月からのうち480か月をこえる分：4か月 × 4分の1 ＝ 1か月",
        "480か月をこえる分は、額に入りません。",
        "あわせて480か月です。満額は480か月です。",
    )


def test_progress_says_what_is_missing() -> None:
    assert progress_words(right(missing=24)) == "年金を受け取るには120か月が必要です。あと24か月です。"
    assert "1か月以上必要です" in progress_words(right(substantial=False))
