"""How a year's payments were counted."""

from __future__ import annotations

import pytest

from pension.calendar import YearMonth
from pension.contributions import PaidHow, PaidSoFar, Payment, compute_paid
from pension.status import Scheme, Status
from rules.loader import load_rules
from tests.web.views.demo_records import timeline_of
from web.views.derivation import CountedInput, CountedStep
from web.views.paid_year import _ARTICLES, _FORMULAS, _UNKNOWN, PaidYearView, paid_year_view


def view_of(person: str, year: int) -> PaidYearView:
    return paid_year_view(compute_paid(timeline_of(person), load_rules()), year, 0)


def steps_of(person: str, year: int) -> list[CountedStep]:
    return [step for scheme in view_of(person, year).schemes for step in scheme.steps]


def test_months_alike_are_one_step_with_pay_rate_and_article() -> None:
    view = view_of("nakagawa", 2020)
    assert view.heading == "令和2年度（2020年度）に納めた保険料"
    assert view.lead == "あわせて263,520円です。"
    (scheme,) = view.schemes
    assert scheme.steps == (
        CountedStep(
            part="",
            name="令和2年4月から令和3年3月まで（12か月） 厚生年金",
            value="263,520円",
            formula="標準報酬月額 × 保険料率 ÷ 2（1円未満は、50銭以下を切り捨て）× 月数",
            inputs=(
                CountedInput("標準報酬月額", "240,000円"),
                CountedInput("保険料率（会社の分とあわせた率）", "18.3%"),
                CountedInput("1か月に納めた額", "21,960円"),
                CountedInput("月数", "12か月"),
            ),
            article="厚生年金保険法81条・82条1項",
        ),
    )


def test_a_change_of_pay_begins_a_new_step() -> None:
    assert [step.name for step in steps_of("nakagawa", 2021)] == [
        "令和3年4月から8月まで（5か月） 厚生年金",
        "令和3年9月から令和4年3月まで（7か月） 厚生年金",
    ]


def test_schemes_of_one_year_each_have_their_sum() -> None:
    view = view_of("haruno", 2001)
    assert [scheme.name for scheme in view.schemes] == ["国民年金", "厚生年金"]
    assert view.schemes[0].sentence == "あわせて53,200円です。"


def test_a_rate_that_is_not_verified_is_said_at_its_months() -> None:
    (step,) = [step for step in steps_of("haruno", 1980) if step.remark]
    assert step.remark == (
        "保険料の率や額を、まだ資料で確かめていません。そのため、確かな合計には入れず、別に示しています。"
    )


def test_an_amount_that_cannot_be_given_says_why() -> None:
    (step,) = steps_of("haruno", 2018)
    assert (step.value, step.formula, step.inputs) == ("わかりません", "", ())
    assert step.remark == "この制度とこの時期の保険料率が、表にありません。そのため、額を示せません。"


def test_the_additional_contribution_is_named() -> None:
    month = YearMonth.of(2009, 5)
    payment = Payment(
        month, Scheme.NATIONAL, Status.N1_PAID_ADD, PaidHow.CONTRIBUTION, 15_060, base=14_660, additional=400
    )
    (scheme,) = paid_year_view(PaidSoFar((), (payment,)), 2009, 0).schemes
    assert [(given.name, given.value) for given in scheme.steps[0].inputs] == [
        ("そのうち付加保険料", "400円"),
        ("1か月に納めた額", "15,060円"),
        ("月数", "1か月"),
    ]


def test_a_bonus_stands_behind_the_months_of_its_year() -> None:
    last = steps_of("haruno", 2008)[-1]
    assert (last.name, last.inputs[0].name) == ("平成20年12月の賞与", "標準賞与額")


def test_leave_costs_nothing_and_says_why() -> None:
    leave = next(step for step in steps_of("saito", 2019) if "免除" in step.name)
    assert (leave.value, leave.formula) == ("0円", "産休・育休の間は、保険料がかかりません")


def test_a_partial_exemption_names_the_whole_contribution() -> None:
    inputs = [given.name for step in steps_of("ikeda", 2004) for given in step.inputs]
    assert "免除がないときの1か月の保険料" in inputs


@pytest.mark.parametrize("how", PaidHow)
def test_every_way_of_paying_has_its_words(how: PaidHow) -> None:
    assert _ARTICLES[how]
    assert _FORMULAS[how] or _UNKNOWN[how]
