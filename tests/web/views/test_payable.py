"""What can still be paid: what it brings before what it costs."""

from __future__ import annotations

import pytest

from pension.calendar import YearMonth
from pension.counting import compute_totals
from pension.payable import weigh_payable
from rules.loader import load_rules
from tests.web.views.demo_records import timeline_of
from web.views.money import RowKind
from web.views.payable import PayableView, payable_view, read_choice


def view_of(person: str, *chosen: str) -> PayableView:
    timeline, rules = timeline_of(person), load_rules()
    totals = compute_totals(timeline, rules)
    now = weigh_payable(timeline, totals, read_choice(chosen), rules)
    return payable_view(timeline, totals.entitlement, now, 0)


def test_a_students_months_by_hand() -> None:
    """Sasaki: 7 months of 2025 at 17,510 yen; 847,300 x 7 / 480 = 12,356.5 yen a year, half a yen up at .46: down."""
    view = view_of("sasaki")
    assert view.lead == (
        "いまから納められる月が、7か月あります。すべて納めると、65歳からの老齢基礎年金が、"
        "1年に12,356円ふえます（令和8年度（2026年度）の額で計算）。"
    )
    assert view.cost == f"納める額は、あわせて{7 * 17_510:,}円です。"
    assert view.deadline == "いちばん早い期限は、令和7年9月分の令和17年（2035年）9月30日です。"
    assert view.unknown == ""
    (section,) = view.sections
    assert (section.key, section.heading) == ("retroactive", "追納できる月（免除や猶予の月、10年以内）")
    (group,) = section.groups
    assert group.heading == "令和7年度（2025年度）　学生納付特例"
    assert group.gain == "1か月納めると、老齢基礎年金が1年に1,765円ふえます。"
    assert group.price == "納める額は、1か月17,510円です。"
    assert group.rises == "令和10年（2028年）4月1日からは、額が足されて高くなります。"
    assert [month.value for month in group.months][:2] == ["2025-09", "2025-10"]
    assert not any(month.chosen for month in group.months)
    assert view.all_url.startswith("/records/payable?month=2025-09&month=2025-10&")


def test_this_years_prices_that_are_not_published_are_said_and_last_years_shown() -> None:
    view = view_of("nakagawa")
    assert view.cost == ""
    assert view.unknown == (
        "17か月は、今年度に追納するときの額が、まだここの表にありません。"
        "参考に、令和7年度（2025年度）に納めるときの額を示します。いまの額は、年金事務所でおたずねください。"
    )
    group = view.sections[0].groups[0]
    assert group.price == ("今年度の額は、まだわかりません。令和7年度（2025年度）に納めるときは、1か月16,600円でした。")
    assert group.rises == "額は、毎年4月に変わります。"
    assert group.counting is not None
    assert group.counting.steps[-1].value == "16,600円"


def test_both_ways_of_paying_stand_apart() -> None:
    view = view_of("sakamoto")
    assert [section.key for section in view.sections] == ["unpaid", "retroactive"]
    unpaid = view.sections[0]
    assert unpaid.article == "国民年金法102条4項"
    assert all(group.rises == "" for group in unpaid.groups)
    assert view.cost.startswith("納める額は、額がわかる4か月であわせて67,920円です。")


def test_chosen_months_come_first_with_what_they_bring() -> None:
    view = view_of("sasaki", "2025-09", "2025-10", "2025-13", "x")
    chosen = view.chosen
    assert chosen is not None
    assert chosen.heading == "選んだ2か月を納めると"
    assert [(row.name, row.cells, row.kind) for row in chosen.table.rows] == [
        ("1年にふえる老齢基礎年金", ("3,530円",), RowKind.TOTAL),
        ("納める額", ("35,020円",), RowKind.PLAIN),
    ]
    assert [given.value for given in chosen.counting.steps[0].inputs] == ["847,300円", "7か月", "9か月", "480か月"]
    assert chosen.warnings == (
        "年金を受け取るには120か月が必要です。いまは、あと106か月です。ふえる額は、受け取れるようになったときの額です。",
    )
    assert view.frame.announce.startswith("選んだ2か月を納めると。")
    assert [month.value for group in view.sections[0].groups for month in group.months if month.chosen] == [
        "2025-09",
        "2025-10",
    ]


def test_a_choice_against_the_order_of_the_law_is_said() -> None:
    chosen = view_of("sasaki", "2025-12").chosen
    assert chosen is not None
    assert chosen.warnings[0].startswith("この選びかたでは、追納の順番に合いません。")


def test_prices_of_last_year_stand_as_a_rough_sum_of_their_own() -> None:
    chosen = view_of("nakagawa", "2016-11", "2016-12").chosen
    assert chosen is not None
    assert [(row.name, row.cells, row.remark) for row in chosen.table.rows[1:]] == [
        ("納める額の目安", ("33,200円",), "2か月分、令和7年度（2025年度）に納めるときの額")
    ]


def test_nothing_to_pay() -> None:
    view = view_of("kimura")
    assert (view.lead, view.sections, view.box, view.deadline) == ("いまから納められる月は、ありません。", (), None, "")


@pytest.mark.parametrize("text", ["", "2025-13", "2025", "all", "2025-4", "9999999-01"])
def test_what_is_no_month_is_left_out(text: str) -> None:
    assert read_choice([text, "2025-04"]) == {YearMonth.of(2025, 4)}
