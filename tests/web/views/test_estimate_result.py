"""What an estimate comes to, in words."""

from __future__ import annotations

from datetime import date

from pension.claim import ClaimAge
from pension.paper_notice import PaperEstimate, PaperForm, PaperNotice, SpecialOnPaper, estimate_from_paper
from pension.plan import Doing, Plan
from rules.loader import load_rules
from web.views.estimate_result import EstimateResult, age_words, estimate_result

TODAY = date(2026, 11, 23)
PAPER = PaperNotice(
    form=PaperForm.FROM_50,
    birth_date=date(1965, 4, 2),
    months=400,
    basic=800_000,
    employees=500_000,
    special=SpecialOnPaper(64, 500_000),
)


def result(claim: ClaimAge) -> EstimateResult:
    found = estimate_from_paper(PAPER, Plan(doing=Doing.NOTHING, claim=claim), TODAY, load_rules())
    assert isinstance(found, PaperEstimate)
    return estimate_result(
        birth_date=found.birth_date,
        fiscal_year=found.fiscal_year,
        stages=found.stages,
        at_65=found.stages_at_65,
        notes=found.notes,
        doubts=found.doubts,
    )


def test_ages_to_the_month() -> None:
    assert (age_words(ClaimAge(65)), age_words(ClaimAge(67, 3))) == ("65歳", "67歳3か月")


def test_waiting_and_when_it_has_paid_off() -> None:
    """42 % more: 60 months are made good in the 143rd month after 70, at 81 and 11 months."""
    found = result(ClaimAge(70))
    assert found.lead == "70歳からは、1年に1,846,000円、1か月あたり153,833円になる見込みです。これが一生つづきます。"
    assert found.overtaking == (
        "65歳から受け取るときより、1年に546,000円多くなります。"
        "受け取る合計は、はじめは65歳から受け取るほうが多く、81歳11か月のときに入れかわります。"
    )
    assert [row.name for row in found.overview.rows] == ["64歳から", "70歳から"]
    assert found.overview.rows[1].cells == ("1,136,000円", "710,000円", "1,846,000円", "153,833円")


def test_claiming_early_and_when_that_has_cost() -> None:
    found = result(ClaimAge(62))
    assert "1年に163,200円少なくなります。受け取る合計は、はじめは早く受け取るほうが多く" in found.overtaking
    assert [row.name for row in found.stages[0].table.rows] == [
        "老齢基礎年金",
        "繰上げで減る額（老齢基礎年金の分）",
        "報酬比例部分",
        "繰上げで減る額（報酬比例部分の分）",
        "1年の合計",
        "1か月あたり",
    ]
    assert found.stages[0].countings[0].heading == "繰上げで減る額（老齢基礎年金の分）"


def test_at_65_there_is_nothing_to_compare_and_nothing_is_explained_twice() -> None:
    found = result(ClaimAge(65))
    assert found.overtaking == ""
    headings = [counting.heading for stage in found.stages for counting in stage.countings]
    assert len(headings) == len(set(headings))
    assert found.stages[0].months == "令和11年（2029年）5月分から令和12年（2030年）4月分までです。"
    assert found.stages[1].months == "令和12年（2030年）5月分から一生です。"
