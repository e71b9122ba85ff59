"""Kept estimates side by side, in words and tables."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db.queries.scenarios import AskedOn
from pension.calendar import YearMonth
from pension.claim import ClaimAge
from pension.conditions import Conditions, FutureSpell, SpellKind
from pension.limits import Limit
from services.clock import DEMO_NOW, JapanClock
from services.scenarios import Scenario
from services.show_records import RecordScreen
from services.what_if import compare_ways
from tests.web.views.demo_records import timeline_of
from web.views.compare import CompareView, compare_view, opened_notes

CLOCK = JapanClock(DEMO_NOW)
WORK = FutureSpell(
    kind=SpellKind.EMPLOYMENT, first_month=YearMonth.of(2026, 11), last_month=YearMonth.of(2050, 2), monthly_pay=320_000
)


def claims(age: int) -> Conditions:
    return Conditions(future=(WORK,), claim_basic=ClaimAge(age), claim_employees=ClaimAge(age))


# kobayashi is 41 years old; the record is as of October 2026
def scenario(place: int, name: str, conditions: Conditions) -> Scenario:
    return Scenario(
        handle=f"h{place}",
        place=place,
        name=name,
        asked_on=AskedOn.SIMPLE,
        conditions=conditions,
        changed_at=DEMO_NOW,
    )


AT_65, AT_70 = scenario(1, "65歳", claims(65)), scenario(2, "70歳", claims(70))


def view_of(
    *kept: Scenario, chosen: tuple[str, ...] = (), limits: tuple[Limit, ...] = (), person: str = "kobayashi"
) -> CompareView:
    screen = RecordScreen(timeline_of(person), (), {})
    ways = compare_ways(screen, kept, CLOCK)
    return compare_view(screen.timeline.record, limits, ways, chosen, most=5)


def test_without_anything_kept_there_is_nothing_to_compare() -> None:
    view = view_of()
    assert (view.comparison, view.choices, view.cards) == (None, (), ())
    assert view.frame.announce == "残した試算をくらべる画面です。"


def test_going_on_as_now_stands_first_and_each_leads_to_how_it_was_counted() -> None:
    found = view_of(AT_65, AT_70).comparison
    assert found is not None
    assert [(row.name, row.url) for row in found.overview.rows] == [
        ("今のまま", "/estimate/compare/as-now"),
        ("1　65歳", "/estimate/saved/h1"),
        ("2　70歳", "/estimate/saved/h2"),
    ]
    assert [row.cells[0] for row in found.overview.rows] == ["令和32年4月", "令和32年4月", "令和37年4月"]
    assert found.overview.rows[2].cells[1] == "0円"  # nothing at 65
    assert len(found.totals.rows) == 30
    assert [row.name for row in found.yearly.rows] == ["60歳から", "65歳から", "70歳から"]


def test_the_drawings_say_what_the_tables_say() -> None:
    found = view_of(AT_65, AT_70).comparison
    assert found is not None
    yearly, total = found.figures
    assert str(found.yearly.rows[-1].cells[2]) in yearly.says
    assert yearly.says.startswith("90歳のときの1年の額は、「70歳」が")
    assert str(found.sums.rows[2].cells[-1]) in total.says
    assert [line.sign for line in yearly.chart.lines] == ["今", "1", "2"]
    assert found.lead in total.says


def test_who_passes_whom_and_when() -> None:
    found = view_of(AT_65, AT_70).comparison
    assert found is not None
    now, kept = found.turns
    assert (now.heading, kept.heading) == ("「今のまま」とくらべて", "残した試算どうしで")
    assert (*now.sentences, *kept.sentences) == (
        "「65歳」は、「今のまま」より、受け取る合計がいつも多くなります。",
        # 5 x 1,526,875 are made good by 846,265 more a year in 9 years and 9 days
        "「70歳」は、79歳1か月のときに、受け取る合計が「今のまま」より多くなります。",
        "「70歳」は、81歳11か月のときに、受け取る合計が「65歳」より多くなります。",
    )
    same = view_of(AT_65, replace(AT_65, handle="h3", place=3, name="同じ")).comparison
    assert same is not None
    assert same.turns[-1].sentences[-1] == "「65歳」と「同じ」は、受け取る合計が同じです。"


def test_only_those_chosen_are_compared_and_nonsense_means_all() -> None:
    some = view_of(AT_65, AT_70, chosen=("h2",))
    assert some.comparison is not None
    assert [entry.sign for entry in some.comparison.legend] == ["今", "2"]
    assert [(choice.handle, choice.chosen) for choice in some.choices] == [("h1", False), ("h2", True)]
    everything = view_of(AT_65, AT_70, chosen=("x",)).comparison
    assert everything is not None
    assert len(everything.legend) == 3
    assert view_of(AT_65).choices == ()


def test_what_can_be_done_with_each_and_how_many_there_is_room_for() -> None:
    view = view_of(AT_65)
    (card,) = view.cards
    assert [link.url for link in card.links] == [
        "/estimate/saved/h1",
        "/estimate/saved/h1/name",
        "/estimate/saved/h1/delete",
    ]
    assert "65歳まで、会社などで働く（1か月の給与32万円）" in card.conditions
    assert view.room == "あと4つ残せます。"
    assert view_of(*(replace(AT_65, handle=f"{n}", place=n) for n in range(1, 6))).room.startswith("残せるのは5つまで")


def test_what_no_longer_fits_is_said_and_led_to_mending() -> None:
    lost = scenario(1, "納める", Conditions(future=(), pay_back=(YearMonth.of(2020, 1),)))
    (card,) = view_of(lost).cards
    assert card.wrong[0].startswith("いまから納められる月ではありません。")
    assert card.links[0].label == "「納める」の条件を直す"
    found = view_of(lost).comparison
    assert found is not None
    assert len(found.legend) == 1  # going on as now alone


def test_what_has_begun_is_counted_as_recorded_and_said() -> None:
    begun = replace(WORK, first_month=YearMonth.of(2026, 9))
    (card,) = view_of(scenario(1, "A", Conditions(future=(begun,)))).cards
    assert card.notes == (
        "令和8年（2026年）11月23日に残しました。",
        "残したあとに過ぎた月は、条件ではなく、いまの記録のとおりに数えています。",
    )
    assert card.wrong == ()


def test_without_a_right_there_is_no_amount_to_compare() -> None:
    view = view_of(scenario(1, "A", Conditions(future=())), person="fukuda")
    (card,) = view.cards
    assert "この条件では受け取れる額がありません。" in card.notes[1]
    assert view.comparison is None


def test_who_has_died_is_compared_with_nothing() -> None:
    view = view_of(AT_65, limits=(Limit.DIED,), person="miura")
    assert (view.stopped, view.comparison) == (True, None)


def test_the_same_amount_for_everybody_is_said_once() -> None:
    found = view_of(scenario(1, "同じ", Conditions())).comparison
    assert found is not None
    assert found.figures[0].says.startswith("90歳のときの1年の額は、どれも")
    assert "「今のまま」と「同じ」で、" in found.lead


def test_who_may_receive_already_is_told_where_the_sums_begin() -> None:
    """haruno is 65 by now: a claim at 65 lies behind her, one at 70 does not."""
    late = Conditions(future=(), claim_basic=ClaimAge(70), claim_employees=ClaimAge(70))
    found = view_of(scenario(1, "70歳", late), person="haruno").comparison
    assert found is not None
    assert found.since.startswith("「今のまま」は、受け取り始める月がもう過ぎています。")
    younger = view_of(AT_65).comparison
    assert younger is not None
    assert younger.since == ""


@pytest.mark.parametrize(
    ("lost", "began", "notes"),
    [
        ((), False, 0),
        ((), True, 1),
        ((YearMonth.of(2025, 4),), True, 2),
    ],
)
def test_what_has_changed_since_an_estimate_was_kept(lost: tuple[YearMonth, ...], began: bool, notes: int) -> None:
    said = opened_notes(lost, began=began)
    assert len(said) == notes
    assert not lost or said[-1] == "令和7年4月は、もうあとから納められる月ではないため、はずしました。"
