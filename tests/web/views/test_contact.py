"""Whom to ask, as far as the deployer says it."""

from __future__ import annotations

from dataclasses import replace

from web.views.contact import Fact, Operator, contact_view

NOBODY = Operator(name="", phone="", phone_hours="平日", address="", office_hours="", note="")
SOMEBODY = Operator(
    name="年金の会",
    phone="03-0000-0000",
    phone_hours="平日",
    address="東京都",
    office_hours="午後",
    note="祝日は休みます。",
)


def test_everything_that_is_said_is_shown() -> None:
    view = contact_view(SOMEBODY)
    assert "年金の会" in view.lead
    assert view.facts == (
        Fact("電話", "03-0000-0000"),
        Fact("電話を受ける時間", "平日"),
        Fact("住所", "東京都"),
        Fact("開いている時間", "午後"),
    )
    assert (view.note, view.missing) == ("祝日は休みます。", "")


def test_what_is_not_said_is_named() -> None:
    view = contact_view(replace(SOMEBODY, address="", office_hours=""))
    assert view.missing == "住所、開いている時間は、まだ書かれていません。"
    assert [fact.name for fact in view.facts] == ["電話", "電話を受ける時間"]


def test_without_any_contact_it_says_where_else_to_ask() -> None:
    view = contact_view(NOBODY)
    assert "まだ書かれていません" in view.lead
    assert view.facts == ()
    assert view.missing.endswith("ユーザーIDを受け取ったところに、おたずねください。")


def test_it_always_says_what_only_an_office_can_do() -> None:
    for operator in (NOBODY, SOMEBODY):
        view = contact_view(operator)
        assert any("直したい" in line for line in view.asked_at_an_office)
        assert any("ログイン" in line for line in view.asked_here)
