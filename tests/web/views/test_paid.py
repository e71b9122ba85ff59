"""What was paid so far: the totals and the years, and what stands beside them."""

from __future__ import annotations

from pension.contributions import compute_paid
from rules.loader import load_rules
from tests.web.views.demo_records import timeline_of
from web.views.money import RowKind
from web.views.paid import PaidView, paid_view


def view_of(person: str) -> PaidView:
    timeline = timeline_of(person)
    return paid_view(timeline, compute_paid(timeline, load_rules()), 0)


def test_an_employee_who_became_self_employed_by_hand() -> None:
    """Nakagawa: 240,000 x 18.3 % / 2 = 21,960 for 41 months, 280,000: 25,620 for 54 months, then 6 x 17,920."""
    view = view_of("nakagawa")
    assert view.lead == "これまでに納めた保険料（納付済額）は、あわせて2,391,360円です。"
    assert view.totals is not None
    assert view.totals.columns == ("月数", "納めた額")
    assert [(row.name, *row.cells, row.kind) for row in view.totals.rows] == [
        ("国民年金", "6か月", f"{6 * 17_920:,}円", RowKind.PLAIN),
        ("厚生年金", "95か月", f"{41 * 21_960 + 54 * 25_620:,}円", RowKind.PLAIN),
        ("合計", "101か月", "2,391,360円", RowKind.SUM),
    ]
    assert view.beside == ()
    last = view.years[-1]
    assert (last.link.label, last.link.url) == ("令和8年度（2026年度）", "/records/paid/2026")
    assert (last.amounts, last.total) == (("107,520円", "－"), "107,520円")


def test_what_is_not_sure_and_not_known_stands_beside_the_sum() -> None:
    view = view_of("haruno")
    assert view.lead.endswith("このほかに、確かでない額が22,776円あります。額のわからない月が77か月あります。")
    assert view.totals is not None
    assert view.totals.columns == ("月数", "納めた額", "確かでない額", "額のわからない月")
    mutual_aid = next(row for row in view.totals.rows if row.name == "共済")
    assert mutual_aid.cells == ("68か月", "わかりません", "0円", "68か月")
    assert next(year for year in view.years if year.year == 1980).beside == "確かでない額 22,776円"
    assert "追納や後納の月で、納めた額が記録にないものは、額を示せません。" in view.beside
    assert view.beside[-1] == "くわしい額は、お近くの年金事務所でたずねることができます。"


def test_pay_that_is_missing_is_said() -> None:
    assert "標準報酬月額の記録がない月は、額を計算できません。" in view_of("kubo").beside


def test_nobody_is_told_of_a_company_who_never_had_one() -> None:
    assert not any("会社" in sentence for sentence in view_of("sakura").included)
    assert any("前納の割引" in sentence for sentence in view_of("sakura").included)


def test_a_record_without_contributions() -> None:
    view = view_of("hirai")
    assert (view.lead, view.totals, view.years) == ("納めた保険料の記録は、ありません。", None, ())
