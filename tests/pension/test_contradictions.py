"""Each contradiction by its rule's name and field; what merely overlaps is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pension.contradictions import find_contradictions
from pension.record import (
    Abroad,
    Bonus,
    Category,
    ComplementaryPeriod,
    Correction,
    EmployeesPeriod,
    Facts,
    Months,
    NationalPeriod,
    PayRun,
    PensionRecord,
    Spouse,
    SpouseCoverage,
    StatusRun,
    Wartime,
    WartimeRun,
)
from pension.status import Status
from rules.loader import load_rules
from tests.pension.documents import job, national, person, record, run, ym

C1 = Category.CATEGORY_1


def found(document: PensionRecord) -> list[tuple[str, str]]:
    return [(item.rule, item.field) for item in find_contradictions(document, load_rules())]


def pay(first: str, last: str | None) -> PayRun:
    return PayRun(first_month=ym(first), last_month=ym(last) if last else None, standard_monthly_remuneration=200_000)


def test_a_full_record_has_none() -> None:
    document = record(
        national("1998-04-01", "2002-01-01", run("1998-04", "2000-03"), run("2000-04", "2001-12")),
        job(
            "2001-08-10",
            None,
            pay=(pay("2001-08", "2003-03"), pay("2003-04", None)),
            bonuses=(Bonus(month=ym("2003-06"), standard_bonus=300_000),),
            exceptions=(StatusRun(first_month=ym("2005-04"), last_month=ym("2006-03"), status=Status.E1_LEAVE),),
        ),
        job("2001-08-10", "2010-04-01", id="e2"),
        complementary=(
            ComplementaryPeriod(id="k1", first_month=ym("1990-04"), last_month=ym("1991-03"), reason="海外"),
        ),
        facts=Facts(
            spouses=(
                Spouse(
                    married_on=date(1984, 5, 10),
                    birth_date=date(1958, 1, 2),
                    ended_on=date(2000, 1, 1),
                    coverage=(SpouseCoverage(enrolled_on=date(1980, 4, 1), disenrolled_on=date(2000, 1, 1)),),
                ),
            ),
            not_married=(Months(first_month=ym("1981-06"), last_month=ym("1984-04")),),
            abroad=(Abroad(first_month=ym("1990-04")),),
        ),
    )
    assert found(document) == []


def test_prepaid_months_may_lie_ahead_and_unpaid_ones_may_not() -> None:
    ahead = run("2026-04", "2027-03", prepaid=True)
    assert found(record(national("2026-04-01", None, ahead))) == []
    late = national("2026-04-01", None, run("2026-04", "2026-11"))
    assert found(record(late)) == [("unprepaid-after-as-of", "national[0].runs[0].last_month")]
    unpaid = national("2026-04-01", None, run("2026-04", "2026-05", Status.N1_UNPAID, prepaid=True))
    assert found(record(unpaid)) == [("prepaid-but-not-paid", "national[0].runs[0].prepaid")]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (national("2000-04-01", "2000-03-31"), [("end-before-start", "national[0].disenrolled_on")]),
        (national("1960-04-01", "2000-03-31"), [("before-birth", "national[0].enrolled_on")]),
        (national("2026-11-01", None), [("after-as-of", "national[0].enrolled_on")]),
        (
            national("2000-04-01", None, run("2001-04", "2001-03")),
            [("end-before-start", "national[0].runs[0].last_month")],
        ),
        (
            national("2000-04-01", None, run("2000-03", "2001-03")),
            [("outside-its-period", "national[0].runs[0].first_month")],
        ),
        (
            national("2000-04-01", "2001-04-01", run("2000-04", "2001-04")),
            [("outside-its-period", "national[0].runs[0].last_month")],
        ),
        (
            national("2000-04-01", None, run("2000-04", "2001-03"), run("2001-03", "2001-04")),
            [("overlapping-runs", "national[0].runs[1].first_month")],
        ),
        (
            national("2025-04-01", None, run("2025-04", "2025-05", Status.N1_PAYABLE)),
            [("derived-status", "national[0].runs[0].status")],
        ),
        (
            national("2000-01-01", None, run("2000-01", "2000-04", Status.N1_STUDENT)),
            [("status-outside-its-months", "national[0].runs[0].status")],
        ),
        (
            national("2000-01-01", None, run("2000-01", "2000-04", Status.N3)),
            [("status-not-of-category", "national[0].runs[0].status")],
        ),
        (
            national("2000-01-01", None, run("2000-01", "2000-04"), category=Category.CATEGORY_3),
            [("status-not-of-category", "national[0].runs[0].status")],
        ),
        (
            national("2000-01-01", None, run("2000-01", "2000-04", Status.N1_EXF_APP), category=Category.VOLUNTARY),
            [("status-not-of-category", "national[0].runs[0].status")],
        ),
        (job("2000-04-01", "1999-04-01"), [("end-before-start", "employees[0].disenrolled_on")]),
        (job("2000-04-01", None, status=Status.N1_PAID), [("status-not-of-employment", "employees[0].status")]),
        (
            job("1985-04-01", "1987-04-01", status=Status.S1),
            [("status-outside-its-months", "employees[0].status")],
        ),
        (
            job("2000-04-01", None, pay=(pay("2000-04", "2001-03"), pay("2001-03", None))),
            [("overlapping-runs", "employees[0].pay[1].first_month")],
        ),
        (
            job("2000-04-01", "2001-04-01", bonuses=(Bonus(month=ym("2001-04"), standard_bonus=1000),)),
            [("outside-its-period", "employees[0].bonuses[0].month")],
        ),
        (
            job(
                "2000-04-01",
                None,
                exceptions=(StatusRun(first_month=ym("2000-04"), last_month=ym("2000-05"), status=Status.E2),),
            ),
            [("status-not-an-exception", "employees[0].exceptions[0].status")],
        ),
        (
            job(
                "2000-04-01",
                None,
                status=Status.E1_MINE,
                wartime=(WartimeRun(first_month=ym("2000-04"), last_month=ym("2000-05"), kind=Wartime.MINER),),
            ),
            [("wartime-out-of-place", "employees[0].wartime[0].kind")],
        ),
    ],
)
def test_a_period_that_contradicts_itself_is_named(
    period: NationalPeriod | EmployeesPeriod, expected: list[tuple[str, str]]
) -> None:
    assert found(record(period)) == expected


def test_wartime_of_another_kind_of_job_is_named() -> None:
    wartime = (WartimeRun(first_month=ym("1944-01"), last_month=ym("1944-05"), kind=Wartime.MINER),)
    document = record(job("1943-04-01", "1945-04-01", wartime=wartime), born="1920-01-10")
    assert found(document) == [("wartime-out-of-place", "employees[0].wartime[0].kind")]


def test_wartime_in_its_place_is_none() -> None:
    wartime = (WartimeRun(first_month=ym("1944-01"), last_month=ym("1944-05"), kind=Wartime.MINER),)
    mine = job("1943-04-01", "1945-04-01", status=Status.E1_MINE, wartime=wartime)
    assert found(record(mine, born="1920-01-10")) == []


def test_two_periods_of_one_category_may_not_share_a_day() -> None:
    first, second = national("2000-04-01", "2001-05-01"), national("2001-04-01", None, id="n2")
    assert found(record(second, first)) == [("overlapping-category", "national[0].enrolled_on")]
    other = replace(second, category=Category.VOLUNTARY)
    assert found(record(first, other)) == []
    withdrawn = Correction(
        id="c1",
        decided_on=date(2020, 1, 1),
        office="港年金事務所",
        reason="誤り",
        withdraws=("n1",),
        national=(second,),
    )
    assert found(record(first, corrections=(withdrawn,))) == []


def test_entries_are_named_once_and_corrections_name_entries_that_exist() -> None:
    twice = record(national("2000-04-01", "2001-04-01"), national("2002-04-01", "2003-04-01"))
    assert found(twice) == [("duplicate-id", "national[1].id")]
    correction = Correction(
        id="c1",
        decided_on=date(2020, 1, 1),
        office="港年金事務所",
        reason="誤り",
        withdraws=("n9",),
        employees=(job("2000-04-01", "1999-04-01"),),
    )
    assert found(record(corrections=(correction,))) == [
        ("unknown-entry", "corrections[0].withdraws[0]"),
        ("end-before-start", "corrections[0].employees[0].disenrolled_on"),
    ]


def correction(id: str, *periods: NationalPeriod, withdraws: tuple[str, ...] = ()) -> Correction:
    return Correction(
        id=id,
        decided_on=date(2020, 1, 1),
        office="港年金事務所",
        reason="誤り",
        withdraws=withdraws,
        national=periods,
    )


def test_a_correction_takes_out_only_what_stood_before_it() -> None:
    first, second = national("2000-04-01", "2001-04-01"), national("2000-04-01", "2001-05-01", id="n2")
    one, other = correction("k1", first), correction("k2", second, withdraws=("n1",))
    assert found(record(corrections=(one, other))) == []
    assert found(record(corrections=(other, one))) == [("unknown-entry", "corrections[0].withdraws[0]")]
    itself = correction("k1", first, withdraws=("n1",))
    assert found(record(corrections=(itself,))) == [("unknown-entry", "corrections[0].withdraws[0]")]
    each_other = correction("k1", first, withdraws=("n2",)), correction("k2", second, withdraws=("n1",))
    assert found(record(corrections=each_other)) == [("unknown-entry", "corrections[0].withdraws[0]")]


def test_corrections_are_named_once_too() -> None:
    entry = national("2000-04-01", "2001-04-01")
    assert found(record(corrections=(correction("k1"), correction("k1")))) == [("duplicate-id", "corrections[1].id")]
    assert found(record(entry, corrections=(correction("n1"),))) == [("duplicate-id", "corrections[0].id")]


def test_time_only_months_are_held_to_the_same_rules() -> None:
    def time_only(first: str, last: str) -> PensionRecord:
        return record(
            complementary=(ComplementaryPeriod(id="k1", first_month=ym(first), last_month=ym(last), reason="海外"),)
        )

    assert found(time_only("1991-04", "1990-04")) == [("end-before-start", "complementary[0].last_month")]
    assert found(time_only("2026-04", "2026-11")) == [("outside-its-period", "complementary[0].last_month")]
    assert found(time_only("1961-03", "1961-05")) == [("status-outside-its-months", "complementary[0].status")]


def test_facts_run_forward() -> None:
    facts = Facts(
        spouses=(
            Spouse(
                married_on=date(1984, 5, 10),
                birth_date=date(1958, 1, 2),
                ended_on=date(1984, 5, 9),
                coverage=(SpouseCoverage(enrolled_on=date(1980, 4, 2), disenrolled_on=date(1980, 4, 1)),),
            ),
        ),
        not_student=(Months(first_month=ym("1981-06"), last_month=ym("1981-05")),),
    )
    assert found(record(facts=facts)) == [
        ("end-before-start", "facts.spouses[0].ended_on"),
        ("end-before-start", "facts.spouses[0].coverage[0].disenrolled_on"),
        ("end-before-start", "facts.not_student[0].last_month"),
    ]


def test_birth_and_death_stand_in_order() -> None:
    unborn = record(person=person("2026-11-01"))
    assert found(unborn) == [("born-after-as-of", "person.birth_date")]
    dead = record(person=person("1961-06-15", death_date=date(1961, 6, 14)))
    assert found(dead) == [("death-before-birth", "person.death_date")]


def test_every_contradiction_says_why_in_words() -> None:
    item = find_contradictions(record(national("2000-04-01", "2000-03-31")), load_rules())[0]
    assert item.value == "2000-03-31"
    assert "2000-04-01" in item.reason
    assert item.reason.endswith("。")
