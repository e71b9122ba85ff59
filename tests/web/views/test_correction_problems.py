"""What forbids a correction, in words: where, why, and where to mend it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest

from pension.contradictions import Contradiction
from pension.correction_steps import Outcome
from pension.corrections import apply_correction
from pension.decisions import AddedEntry, Decision, EntryKind, copied_entry, correction_of
from pension.record import ComplementaryPeriod, Correction, PensionRecord
from rules.loader import load_rules
from tests.pension.documents import job, national, record, run, ym
from web.views.correction_problems import problem_words

NUMBER = "12345678"
TODAY = date(2026, 11, 23)
TIME = AddedEntry(number=4, kind=EntryKind.TIME, first_month=ym("1984-04"), last_month=ym("1985-03"), grounds="海外")
DECISION = Decision(
    outcome=Outcome.GRANTED,
    withdraws=("e1",),
    added=(
        copied_entry(job("1992-04-01", "2000-04-01"), 2),
        copied_entry(national("1985-04-01", "1986-04-01", run("1985-04", "1986-03")), 3),
        TIME,
    ),
    reason="台帳",
    decided_on=TODAY,
)
EARLIER = Correction(
    id="k1",
    decided_on=TODAY,
    office="みほん年金事務所",
    reason="領収書",
    complementary=(ComplementaryPeriod(id="k1-1", first_month=ym("1980-04"), last_month=ym("1980-06"), reason="学生"),),
)


@dataclass
class Request:
    number: str = NUMBER


RECORD = apply_correction(record(job("1992-04-01", "2000-04-01")), EARLIER)
CORRECTION = correction_of(DECISION, NUMBER, "さくら年金事務所", TODAY, load_rules())


@dataclass
class Opened:
    """As much of an open decision as problems are told with."""

    request: Request = field(default_factory=Request)
    decision: Decision = DECISION
    record: PensionRecord = RECORD
    correction: Correction | None = CORRECTION


@pytest.mark.parametrize(
    ("path", "where", "mend"),
    [
        ("employees[0].enrolled_on", "加える期間2（あおば印刷）の加入した日", "entries/2/enrolled"),
        ("employees[0].pay[0].last_month", "加える期間2（あおば印刷）の給与", "entries/2/pay"),
        (
            "employees[0].exceptions[0].status",
            "加える期間2（あおば印刷）の加入中の特別な月",
            "entries/2/employer",
        ),
        (
            "national[0].runs[0].status",
            "加える期間3（国民年金（第1号））の月ごとの納付の状況",
            "entries/3/runs",
        ),
        ("national[0].kana", "加える期間3（国民年金（第1号））", "entries/3/category"),
        ("complementary[0].status", "加える期間4（合算対象期間（カラ期間））の月", "entries/4/months"),
        (
            "complementary[0].reason",
            "加える期間4（合算対象期間（カラ期間））の認めるわけ",
            "entries/4/grounds",
        ),
        ("withdraws[0]", "外す期間", "withdrawals"),
        ("reason", "決めたわけ", "reason"),
        ("", "訂正の内容", "withdrawals"),
        ("employees", "訂正の内容", "withdrawals"),
        (
            "record.employees[0].enrolled_on",
            "いまの記録の期間（厚生年金　あおば印刷　加入した日 平成4年（1992年）4月1日、"
            "加入が終わった日 平成12年（2000年）4月1日）",
            "withdrawals",
        ),
        (
            "record.corrections[0].complementary[0].first_month",
            "いまの記録の期間（合算対象期間（カラ期間）　昭和55年（1980年）4月から6月まで　学生）",
            "withdrawals",
        ),
    ],
)
def test_a_problem_says_where_and_leads_there(path: str, where: str, mend: str) -> None:
    words = problem_words(Contradiction("rule", path, "", "わけ。"), Opened())  # type: ignore[arg-type]  # enough of one
    assert words.where == where
    assert words.mend.label == f"{where}を直す"
    back = "?then=summary" if mend.startswith("entries") else ""
    assert words.mend.url == f"/counter/office/corrections/{NUMBER}/decision/{mend}{back}"


@pytest.mark.parametrize(
    ("reason", "why"),
    [
        ("区分 N1_STUDENT の月は前納にできません。", "区分 「学生納付特例」 の月は前納にできません。"),
        ("種別 category_3 の月には使えない区分です。", "種別 「国民年金（第3号）」 の月には使えない区分です。"),
        ("資格を取った日（1985-04-01）より前です。", "資格を取った日（昭和60年（1985年）4月1日）より前です。"),
        ("記録の時点（2026-10）より後です。", "記録の時点（令和8年（2026年）10月）より後です。"),
        (
            f"同じ種別の期間（request-{NUMBER}-4）と重なっています。",
            "同じ種別の期間（合算対象期間（カラ期間）　昭和59年（1984年）4月から昭和60年（1985年）3月まで　海外）"
            "と重なっています。",
        ),
    ],
)
def test_a_reason_has_no_codes(reason: str, why: str) -> None:
    words = problem_words(Contradiction("rule", "", "", reason), Opened())  # type: ignore[arg-type]  # enough of one
    assert words.why == why
