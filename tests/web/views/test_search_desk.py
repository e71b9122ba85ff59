"""What an officer reads of a candidate: everything the record says, and what it does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import pytest

from pension.calendar import YearMonth
from pension.matching import Match
from pension.record import Sex
from pension.status import Scheme
from pension.unlinked import RecordedBirth, Sought, SoughtName, UnlinkedRecord
from rules.matching import load_matching
from services.clock import DEMO_NOW
from web.views.search_desk import search_desk_problem, search_desk_view


@dataclass
class Candidate:
    record: UnlinkedRecord
    match: Match


SOUGHT = Sought(
    names=(SoughtName(kana="ハルノ カズコ"), SoughtName(kana="アキヤマ カズコ")),
    birth_date=date(1961, 6, 15),
    sex=Sex.FEMALE,
)


@dataclass
class Opened:
    candidates: list[Candidate]
    number: str = "12345678"
    person_name: str = "春野 和子"
    kind: str = "own"
    purpose: str = "gap"
    relationship: str = ""
    searched_at: datetime = DEMO_NOW
    sought: Sought = SOUGHT


def facts(record: UnlinkedRecord, match: Match | None = None) -> dict[str, str]:
    candidate = Candidate(record, match or Match("1", (), "ハルノ カズコ"))
    view = search_desk_view({}, load_matching().labels, (), Opened([candidate]))
    assert view.opened is not None
    [card] = view.opened.candidates
    return {"heading": card.heading, "nearness": card.nearness, **dict(card.facts)}


def record(birth: str = "1961-06-15", *, whole: bool = False) -> UnlinkedRecord:
    if not whole:
        return UnlinkedRecord(
            number="4021-183645", scheme=Scheme.NATIONAL, kana="ハルノカズコ", birth=RecordedBirth.parse(birth)
        )
    return UnlinkedRecord(
        number="4021-183645",
        scheme=Scheme.SEAMENS,
        kana="ハルノ カズコ",
        birth=RecordedBirth.parse(birth),
        name="春野 和子",
        sex=Sex.MALE,
        employer="みほん丸",
        first_month=YearMonth.of(1980, 4),
        last_month=YearMonth.of(1981, 3),
    )


def test_everything_that_a_record_says_is_shown() -> None:
    said = facts(record(whole=True), Match("2a", ("voiced", "other-sex"), "アキヤマ カズコ"))
    assert said == {
        "heading": "1つめの候補",
        "nearness": "第2段階（前半）で合いました。ちがうところ：濁点・半濁点、性別ちがい",
        "記号番号": "4021-183645（船員保険）",
        "記録のお名前": "ハルノ カズコ（春野 和子）",
        "合ったお名前": "アキヤマ カズコ",
        "記録の生年月日": "昭和36年（1961年）6月15日",
        "記録の性別": "男",
        "つとめ先": "みほん丸",
        "期間": "昭和55年（1980年）4月から昭和56年（1981年）3月まで（12か月）",
    }


def test_what_it_does_not_say_is_said() -> None:
    said = facts(record())
    assert said["記録の性別"] == said["つとめ先"] == said["期間"] == "記録にありません"
    assert said["記録のお名前"] == "ハルノカズコ"
    assert said["nearness"].endswith("ちがうところ：ちがいなし")


@pytest.mark.parametrize(
    ("birth", "words"),
    [("0036-06-15", "元号なし　36年6月15日"), ("1961-02-29", "1961年2月29日（暦にない日です）")],
)
def test_dates_are_shown_as_they_were_written(birth: str, words: str) -> None:
    assert facts(record(birth))["記録の生年月日"] == words


def test_the_form_is_empty_once_a_search_is_open() -> None:
    values = {"search-number": "1234-5678", "reason": "search-visit"}
    opened = search_desk_view(values, {}, (), Opened([]))
    assert (opened.number.value, [answer.chosen for answer in opened.reason.answers]) == ("", [False] * 3)
    refused = search_desk_view(values, {}, search_desk_problem("no-such-search"))
    assert refused.number.value == "1234-5678"
    assert refused.frame.title == "エラー：持ち主不明記録の候補"


def test_every_rung_has_a_name_for_the_office() -> None:
    labels = load_matching().labels
    for rung in labels:
        assert labels[rung] in facts(record(), Match("3", (rung,), "x"))["nearness"]
