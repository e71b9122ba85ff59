"""The estimate as a whole: kinds A and B, what is refused, and what each claim month brings."""

from __future__ import annotations

from datetime import date

import pytest

from db.documents import parse_document
from pension.claim import ClaimAge
from pension.conditions import ConditionProblem, Conditions, SpellKind
from pension.estimate import Estimate, compare_claims, compute_estimate, ordinary_conditions
from pension.payment import Claims
from pension.record import Category, NationalPeriod, PensionRecord, Sex
from pension.status import Status
from tests.pension.documents import TODAY, job, national, person, record, run, ym
from tests.pension.estimates import RULES, claimed, estimated, months, spell, yen
from tests.personas import Persona, load_personas


def paid(first: str, last: str, status: Status = Status.N1_PAID, id: str = "n1") -> NationalPeriod:
    return national(f"{first}-01", f"{ym(last).plus(1)}-01", run(first, last, status), id=id)


def refused(life: PensionRecord, conditions: Conditions) -> list[tuple[str, str]]:
    found = compute_estimate(life, TODAY, RULES, conditions)
    assert isinstance(found, tuple)
    assert all(isinstance(problem, ConditionProblem) and problem.article for problem in found)
    return [(problem.field, problem.reason) for problem in found]


# ---- kind A ----


@pytest.mark.parametrize(("born", "goes_on"), [("1976-11-01", True), ("1976-11-02", False)])
def test_from_50_on_everything_is_taken_to_go_on(born: str, goes_on: bool) -> None:
    """The record is of 2026-10: who reaches 50 by 31 October is looked at as if all went on to 60 (S25)."""
    assert (ordinary_conditions(record(born=born)).future is None) is goes_on


def test_under_50_the_record_so_far_decides() -> None:
    life = record(job("2005-04-01", None), born="1985-06-15")
    found = compute_estimate(life, TODAY, RULES)
    assert isinstance(found, Estimate)
    assert yen(found.stages[0])["basic_pension"] == 453_659  # 257 months from 20 on: 453,658.5
    assert (found.fiscal_year, found.as_of, found.right_month) == (2026, ym("2026-10"), ym("2050-06"))


def test_from_50_on_the_job_goes_on_to_60() -> None:
    """Born 1970-06-15, at work since 1993-04: 397 + 6 months to 60 in 2030-06 are 446 months."""
    life = record(job("1993-04-01", None), born="1970-06-15")
    found = compute_estimate(life, TODAY, RULES)
    assert isinstance(found, Estimate)
    assert yen(found.stages[0])["basic_pension"] == 787_283  # 847,300 x 446 / 480 = 787,282.9


def test_the_year_of_the_rates_is_told() -> None:
    life = record(paid("1990-01", "2009-12"), born="1961-06-15")
    assert estimated(life, today=date(2026, 3, 31)).fiscal_year == 2025
    assert yen(estimated(life, today=date(2026, 3, 31)).stages[0]) == {"basic_pension": 415_850}
    assert estimated(life, today=date(2028, 4, 1)).fiscal_year == 2026
    with pytest.raises(LookupError):
        compute_estimate(life, date(2025, 3, 31), RULES)


def test_without_a_right_nothing_is_paid_and_what_is_missing_is_told() -> None:
    found = estimated(record(paid("1990-01", "1999-11"), born="1961-06-15"))
    assert (found.right_month, found.claims, found.stages, found.entitlement.missing) == (None, None, (), 1)


def test_doubtful_rows_behind_the_figures_are_named() -> None:
    found = estimated(record(job("2005-04-01", "2010-04-01"), paid("2010-04", "2020-03"), born="1985-06-15"))
    assert {doubt.table for doubt in found.doubts} == {"revaluation_rates", "former_level_rates"}
    assert found.doubts == tuple(dict.fromkeys(found.doubts))


# ---- kind B ----


def test_months_to_come_count_like_months_past() -> None:
    life = record(paid("2005-06", "2026-10"), born="1985-06-15")
    conditions = Conditions(
        future=(
            spell(SpellKind.EMPLOYMENT, "2026-11", "2036-10", monthly_pay=300_000),
            spell(SpellKind.SELF_EMPLOYED, "2036-11", "2041-10", additional=True),
            spell(SpellKind.UNPAID, "2041-11", "2042-10"),
            spell(SpellKind.ABROAD, "2042-11", "2043-10"),
            spell(SpellKind.DEPENDENT, "2043-11", "2045-05"),
        )
    )
    parts = yen(estimated(life, conditions).stages[0])
    # 257 + 120 + 60 + 19 = 456 months
    assert parts["basic_pension"] == 804_935
    assert parts["additional_pension"] == 12_000
    # 120 months of 300,000: the former level, 300,000 x 0.817 = 245,100 x 5.769 / 1000 x 120 x 1.082 = 183,591
    assert parts["proportional"] == 183_591


def test_voluntary_months_after_60_fill_up() -> None:
    life = record(paid("1986-06", "2024-05"), born="1966-06-15")  # 456 months to 2024-05
    found = estimated(life, Conditions(future=(spell(SpellKind.VOLUNTARY, "2026-11", "2028-10"),)))
    assert yen(found.stages[0]) == {"basic_pension": 847_300}


def test_more_voluntary_months_than_fit_are_refused() -> None:
    life = record(paid("1986-06", "2024-05"), born="1966-06-15")
    conditions = Conditions(future=(spell(SpellKind.VOLUNTARY, "2026-11", "2028-12"),))
    assert refused(life, conditions) == [
        ("future[0].last_month", "任意加入は、480月に達するまでです。2か月多すぎます。")
    ]


def test_from_65_on_voluntary_months_only_make_up_for_a_missing_right() -> None:
    """Born 1961-06-15 with 110 months: ten more from 2026-11 complete the 120 in 2027-08."""
    life = record(paid("1990-01", "1999-02"), born="1961-06-15")
    found = estimated(life, Conditions(future=(spell(SpellKind.VOLUNTARY, "2026-11", "2027-08"),)))
    assert found.right_month == ym("2027-09")
    assert yen(found.stages[0]) == {"basic_pension": 211_825}
    longer = Conditions(future=(spell(SpellKind.VOLUNTARY, "2026-11", "2027-09"),))
    assert refused(life, longer) == [
        (
            "future[0].last_month",
            "65歳からの任意加入は、受けとる権利のない間だけです。権利は 2027-09 にできます。",
        )
    ]


def test_chosen_months_are_paid() -> None:
    life = record(paid("2010-06", "2024-12"), paid("2025-01", "2025-12", Status.N1_UNPAID, id="n2"), born="1990-06-15")
    before = yen(estimated(life).stages[0])["basic_pension"]
    found = estimated(life, Conditions(future=(), pay_back=months("2025-01", "2025-12")))
    assert yen(found.stages[0])["basic_pension"] - before == 21_183  # 847,300 x 12 / 480 = 21,182.5
    assert found.payable.yearly_gain == 21_183


@pytest.mark.parametrize(
    ("chosen", "field"),
    [(("2010-06",), "pay_back[0]"), (("2024-09",), "pay_back[0]"), (("2025-06", "2030-01"), "pay_back[1]")],
)
def test_months_that_cannot_be_paid_are_refused(chosen: tuple[str, ...], field: str) -> None:
    life = record(paid("2010-06", "2024-08"), paid("2024-09", "2025-12", Status.N1_UNPAID, id="n2"), born="1990-06-15")
    ((found, reason),) = refused(life, Conditions(future=(), pay_back=tuple(map(ym, chosen))))
    assert found == field
    assert reason.startswith("いまから納められる月ではありません。")


def test_another_order_than_the_law_s_is_refused() -> None:
    life = record(paid("2020-06", "2022-03", Status.N1_STUDENT), born="2000-06-15")
    assert refused(life, Conditions(future=(), pay_back=(ym("2021-04"),))) == [
        ("pay_back", "追納は、学生納付特例・納付猶予の月を先に、それぞれ古い月から選んでください。")
    ]


# ---- claims that the law does not allow ----


LONG_ENOUGH = record(paid("1990-01", "2009-12"), job("2010-01-01", "2015-01-01"), born="1966-06-15")


def test_early_claims_are_made_together() -> None:
    assert refused(LONG_ENOUGH, claimed(62, 65)) == [
        ("claim_employees", "繰上げ請求は、老齢基礎年金と老齢厚生年金を同じ月にします。")
    ]
    assert estimated(LONG_ENOUGH, claimed(62, 62)).claims == Claims(ym("2028-06"), ym("2028-06"))
    assert estimated(LONG_ENOUGH, claimed(62)).claims == Claims(ym("2028-06"), ym("2028-06"))


def test_the_employees_pension_alone_is_not_claimed_before_its_age() -> None:
    """A woman of 1965-06-15 has the special pension at 64: at 62 she claims both or none."""
    life = record(job("1985-04-01", "2005-04-01"), person=person("1965-06-15", sex=Sex.FEMALE))
    assert [field for field, _ in refused(life, claimed(None, 62))] == ["claim_employees"]


def test_who_has_claimed_early_pays_no_month_later() -> None:
    life = record(paid("1985-06", "2019-12"), paid("2020-01", "2020-12", Status.N1_EXF_APP, id="n2"), born="1965-06-15")
    january = (ym("2020-01"),)
    assert [field for field, _ in refused(life, claimed(61, pay_back=january))] == ["pay_back"]
    assert estimated(life, claimed(62, pay_back=january)).claims == Claims(ym("2027-06"), ym("2027-06"))


def test_without_employees_months_there_is_nothing_to_claim_together() -> None:
    life = record(paid("1990-01", "2009-12"), born="1966-06-15")
    assert estimated(life, claimed(62, 65)).stages[0].first_month == ym("2028-07")


def test_nobody_claims_before_the_months_are_there() -> None:
    life = record(paid("2020-06", "2026-10"), born="1966-06-15")
    conditions = claimed(60, future=(spell(SpellKind.VOLUNTARY, "2026-11", "2031-05"),))
    assert refused(life, conditions)[0] == (
        "future[0].last_month",
        "繰上げ請求をした月（2026-06）からは、任意加入できません。",
    )
    late = record(paid("2018-06", "2026-10"), born="1966-06-15")  # 101 months; 19 more to 2028-05
    worked = claimed(61, future=(spell(SpellKind.EMPLOYMENT, "2026-11", "2030-05", monthly_pay=200_000),))
    found = refused(late, worked)
    assert [field for field, _ in found] == ["claim_basic", "claim_employees"]
    assert found[0][1] == "資格期間が足りるのは 2028-06 からです。"


def test_a_right_after_65_is_waited_for_a_year() -> None:
    """The months are there in 2027-05 (born 1961-06-15): a claim at 66, 2027-06, is too soon to be a late one."""
    life = record(paid("1990-01", "1999-06"), born="1961-06-15")
    future = (spell(SpellKind.EMPLOYMENT, "2026-11", "2028-10", monthly_pay=200_000),)
    found = refused(life, claimed(66, 66, future=future))
    assert [field for field, _ in found] == ["claim_basic", "claim_employees"]
    assert found[0][1] == "受けとる権利ができた月（2027-05）から1年たつと、繰下げができます。"
    assert estimated(life, claimed(67, 67, future=future)).claims == Claims(ym("2028-06"), ym("2028-06"))


def test_the_dead_have_no_estimate() -> None:
    life = record(person=person(death_date=date(2026, 5, 1)))
    assert refused(life, Conditions())[0][0] == "person.death_date"


# ---- every claim month ----


def test_claim_months_from_60_to_75() -> None:
    """Months 60 to 65 and 66 to 75: 61 + 109; between 65 and 66 nobody can claim."""
    options = compare_claims(LONG_ENOUGH, TODAY, RULES)
    assert len(options) == 170
    ages = [option.age for option in options]
    assert (ages[0], ages[60], ages[61], ages[-1]) == (ClaimAge(60), ClaimAge(65), ClaimAge(66), ClaimAge(75))
    by_age = {option.age: option for option in options}
    full = by_age[ClaimAge(65)]
    assert by_age[ClaimAge(60)].basic == full.basic - round(full.basic * 0.24)
    assert by_age[ClaimAge(75)].basic == full.basic + round(full.basic * 0.84)
    assert full.yearly == full.basic + full.employees
    assert full.month == ym("2031-06")


def test_options_are_what_the_estimate_says() -> None:
    for option in compare_claims(LONG_ENOUGH, TODAY, RULES)[::12]:
        conditions = Conditions(claim_basic=option.age, claim_employees=option.age)
        found = compute_estimate(LONG_ENOUGH, TODAY, RULES, conditions)
        assert isinstance(found, Estimate)
        assert found.stages[-1].yearly == option.yearly


def test_older_births_wait_to_70_and_a_special_pension_is_not_claimed() -> None:
    older = compare_claims(record(paid("1975-01", "1994-12"), born="1950-06-15"), TODAY, RULES)
    assert older[-1].age == ClaimAge(70)
    hers = record(job("1985-04-01", "2005-04-01"), person=person("1963-01-20", sex=Sex.FEMALE))
    by_age = {option.age: option for option in compare_claims(hers, TODAY, RULES)}
    assert by_age[ClaimAge(64)].employees == by_age[ClaimAge(65)].employees
    assert by_age[ClaimAge(62)].employees < by_age[ClaimAge(65)].employees


def test_who_has_no_right_has_no_options() -> None:
    assert compare_claims(record(born="1990-06-15"), TODAY, RULES) == ()


def test_who_qualifies_late_cannot_claim_before() -> None:
    life = record(paid("2018-06", "2026-05"), born="1966-06-15", as_of=ym("2026-10"))
    conditions = Conditions(future=(spell(SpellKind.EMPLOYMENT, "2026-11", "2030-05", monthly_pay=200_000),))
    options = compare_claims(life, TODAY, RULES, conditions)
    assert options[0].month == ym("2028-11")  # 96 + 24 months


def test_a_voluntary_month_that_was_not_paid_is_time_before_60() -> None:
    unpaid = national(
        "2010-06-01", "2020-06-01", run("2010-06", "2020-05", Status.NV_UNPAID), category=Category.VOLUNTARY
    )
    life = record(unpaid, paid("2020-06", "2020-06", id="n2"), born="1980-06-15")
    assert yen(estimated(life).stages[0]) == {"basic_pension": 1_765}


@pytest.mark.parametrize("whose", load_personas(), ids=lambda whose: whose.id)
def test_every_invented_person_has_an_estimate(whose: Persona) -> None:
    life = parse_document(whose.document.read_text(encoding="utf-8"))
    assert isinstance(life, PensionRecord)
    found = compute_estimate(life, TODAY, RULES)
    if life.person.death_date is not None:
        assert isinstance(found, tuple)
        return
    assert isinstance(found, Estimate)
    assert (found.stages == ()) is (found.right_month is None)
    assert found.entitlement.reached or found.right_month is None
