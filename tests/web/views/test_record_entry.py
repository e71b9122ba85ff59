"""One entry as names and values: what is recorded, and nothing that is not."""

from __future__ import annotations

from dataclasses import replace

from pension.calendar import YearMonth
from pension.record import (
    Bonus,
    ComplementaryPeriod,
    EmployeesPeriod,
    HandbookNumber,
    PayRun,
    PensionRecord,
    Wartime,
    WartimeRun,
)
from pension.status import Scheme, Status
from pension.timeline import build_timeline
from rules.loader import load_rules
from tests.pension.documents import TODAY, job, national, person, record, run
from web.views.record_entry import EntryView, entry_views

APRIL_1985 = YearMonth.of(1985, 4)


def entry_in(document: PensionRecord, month: YearMonth = APRIL_1985) -> EntryView:
    timeline = build_timeline(document, TODAY, load_rules())
    span = timeline.span_at(month)
    assert span is not None
    return entry_views(span, month, document)[0]


def of_job(period: EmployeesPeriod, **more: object) -> EntryView:
    return entry_in(record(period, **more))  # type: ignore[arg-type]  # the fields are those of PensionRecord


JOB = job("1983-04-01", None)


def test_a_ship_has_an_owner() -> None:
    entry = of_job(replace(JOB, status=Status.S1, employer="南海漁業", disenrolled_on=None))
    assert entry.lines("船の持ち主") == ("南海漁業",)
    assert entry.lines("制度") == ("船員保険",)
    assert entry.lines("つとめ先") == ()


def test_pay_of_the_month_and_its_bonuses() -> None:
    pay = (
        PayRun(
            first_month=YearMonth.of(1983, 4), last_month=YearMonth.of(1985, 3), standard_monthly_remuneration=150_000
        ),
        PayRun(first_month=APRIL_1985, standard_monthly_remuneration=160_000),
    )
    bonuses = (Bonus(month=APRIL_1985, standard_bonus=300_000), Bonus(month=APRIL_1985, standard_bonus=20_000))
    entry = of_job(replace(JOB, pay=pay, bonuses=bonuses))
    assert entry.lines("給与（標準報酬月額）") == ("160,000円",)
    assert entry.lines("賞与（標準賞与額）") == ("320,000円",)


def test_missing_pay_is_said() -> None:
    assert of_job(replace(JOB, pay=())).lines("給与（標準報酬月額）") == ("記録がありません",)
    mutual = of_job(replace(JOB, pay=(), status=Status.E2))
    assert mutual.lines("給与（標準報酬月額）") == ("加入していた共済組合が記録しています",)


def test_wartime_service_is_said() -> None:
    month = YearMonth.of(1944, 5)
    wartime = (WartimeRun(first_month=month, last_month=month, kind=Wartime.MINER),)
    document = record(job("1944-01-01", "1946-01-01", status=Status.E1_MINE, wartime=wartime), born="1920-06-15")
    assert "3分の1を足して" in entry_in(document, month).lines("戦時中の加算")[0]


def test_only_the_last_four_digits_of_a_handbook_number() -> None:
    entry = of_job(replace(JOB, handbook_number="4010-123456"))
    assert entry.lines("年金手帳の記号番号") == ("終わりの4けた：3456",)


def test_the_name_used_then_where_it_differs() -> None:
    assert of_job(replace(JOB, name="春野 和子", kana="ハルノ カズコ")).lines("当時のお名前") == ()
    assert of_job(replace(JOB, name="夏川 和子", kana="ナツカワ カズコ")).lines("当時のお名前") == (
        "夏川 和子（ナツカワ カズコ）",
    )
    assert of_job(replace(JOB, kana="ハルノ ワコ")).lines("当時のお名前") == ("ハルノ ワコ",)


def test_the_name_of_the_handbook() -> None:
    book = HandbookNumber(scheme=Scheme.EMPLOYEES, number="4010-123456", name="夏川 和子", kana="ナツカワ カズコ")
    whose = person("1961-06-15", handbook_numbers=(book,))
    entry = of_job(replace(JOB, handbook_number="4010-123456"), person=whose)
    assert entry.lines("当時のお名前") == ("夏川 和子（ナツカワ カズコ）",)


def test_time_only_tells_its_grounds() -> None:
    period = ComplementaryPeriod(
        id="c1", first_month=APRIL_1985, last_month=YearMonth.of(1986, 3), reason="会社員の配偶者だった期間"
    )
    entry = entry_in(record(complementary=(period,)))
    assert entry.lines("月") == ("昭和60年（1985年）4月から昭和61年（1986年）3月まで（12か月）",)
    assert entry.lines("理由") == ("会社員の配偶者だった期間",)


def test_a_payment_with_its_day() -> None:
    paid = run("1985-04", "1986-03", paid_on=TODAY)
    entry = entry_in(record(national("1985-04-01", "1986-04-01", paid)))
    assert entry.lines("納めた日") == ("令和8年（2026年）11月23日",)
    assert entry.lines("加入が終わった日") == ("昭和61年（1986年）4月1日",)


def test_a_coverage_that_goes_on() -> None:
    assert of_job(JOB).lines("加入が終わった日") == ("いまも続いています",)
