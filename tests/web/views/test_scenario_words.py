"""Conditions in words, and as a name."""

from __future__ import annotations

from datetime import date

from pension.calendar import YearMonth
from pension.claim import ClaimAge
from pension.conditions import Conditions, FutureSpell, SpellKind, SupposedSpouse, YearlyBonus
from web.views.scenario_words import conditions_words, suggested_name

BORN = date(1965, 6, 15)
WORK = FutureSpell(
    kind=SpellKind.EMPLOYMENT,
    first_month=YearMonth.of(2026, 11),
    last_month=YearMonth.of(2035, 5),
    monthly_pay=300_000,
    raise_per_mille=15,
    bonuses=(YearlyBonus(month=6, yen=200_000), YearlyBonus(month=12, yen=200_000)),
)
PAID = FutureSpell(
    kind=SpellKind.VOLUNTARY, first_month=YearMonth.of(2026, 11), last_month=YearMonth.of(2028, 8), additional=True
)


def test_a_name_from_what_matters_most() -> None:
    early = ClaimAge(60)
    for conditions, name in (
        (Conditions(), "65歳から受け取る"),
        (
            Conditions(future=(WORK,), claim_basic=ClaimAge(67, 3), claim_employees=ClaimAge(67, 3)),
            "67歳3か月から受け取る（70歳まで働く）",
        ),
        (Conditions(future=(), claim_employees=ClaimAge(70)), "基礎は65歳、厚生は70歳から"),
        (Conditions(future=(), claim_basic=early), "60歳から受け取る"),
    ):
        assert suggested_name(conditions, BORN) == name


def test_every_condition_is_said() -> None:
    conditions = Conditions(future=(WORK,), pay_back=(YearMonth.of(2025, 9), YearMonth.of(2025, 10)))
    assert conditions_words(conditions, BORN) == (
        "70歳まで、会社などで働く（1か月の給与30万円、1年の賞与40万円、毎年4月に1.5%の昇給）",
        "令和7年9月など2か月分を、あとから納める",
        "老齢基礎年金と老齢厚生年金を、65歳から受け取る",
    )
    apart = Conditions(
        future=(PAID,),
        pay_back=(YearMonth.of(2025, 9),),
        claim_basic=ClaimAge(70),
        children=(date(2012, 4, 10), date(2015, 1, 1)),
        spouse=SupposedSpouse(birth_date=date(1968, 5, 5), long_employment=True),
    )
    assert conditions_words(apart, BORN) == (
        "63歳3か月まで、任意加入する（付加保険料も納める）",
        "令和7年9月分を、あとから納める",
        "配偶者がいる（昭和43年（1968年）5月5日生まれ、20年以上のつとめ）",
        "お子さんがいる（平成24年（2012年）4月10日、平成27年（2015年）1月1日生まれ）",
        "老齢基礎年金を70歳から、老齢厚生年金を65歳から受け取る",
    )


def test_nothing_more_and_as_now_are_said_too() -> None:
    assert conditions_words(Conditions(future=()), BORN)[0] == "これから入る月は、ないものとする"
    assert conditions_words(Conditions(), BORN)[0] == "いまと同じことを、60歳まで続ける"
