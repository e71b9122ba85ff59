"""Invented lives: always the same, always in order, and of every kind the proportions promise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from db.documents import encode_document, parse_document
from ops.population.corrections import corrected
from ops.population.people import LARGEST_POPULATION, basic_pension_number
from ops.population.records import People
from ops.population.sources import load_sources
from pension.calendar import YearMonth
from pension.checks import Rule, find_points
from pension.contradictions import find_contradictions
from pension.periods import is_same_month
from pension.record import Category, PensionRecord
from pension.status import Status
from pension.timeline import build_timeline
from rules.loader import load_rules

AS_OF = YearMonth.of(2026, 10)
TODAY = date(2026, 11, 23)
MANY = 2500


def population(seed: int, count: int, as_of: YearMonth = AS_OF) -> Iterator[PensionRecord]:
    people = People(seed, load_sources())
    return (corrected(people, number, as_of) for number in range(count))


@pytest.fixture(scope="module")
def many() -> list[PensionRecord]:
    return list(population(20261101, MANY))


@pytest.mark.parametrize("seed", [0, 1, 2**63 - 1])
def test_every_document_is_in_order_and_can_be_shown(seed: int) -> None:
    rules = load_rules()
    for record in population(seed, 120):
        assert parse_document(encode_document(record)) == record
        assert find_contradictions(record, rules) == ()
        timeline = build_timeline(record, TODAY, rules)
        assert timeline.spans
        assert find_points(timeline, rules) is not None


def test_the_same_number_is_the_same_life_whoever_comes_before() -> None:
    twice = [list(population(5, count)) for count in (30, 60)]
    assert twice[0] == twice[1][:30]
    assert twice[0] != list(population(6, 30))


def test_no_two_people_share_a_number() -> None:
    numbers = {basic_pension_number(number) for number in (*range(5000), LARGEST_POPULATION - 1)}
    assert len(numbers) == 5001
    assert all(number[0] != "9" for number in numbers)


def test_a_later_month_goes_on_where_the_one_before_ended() -> None:
    later = AS_OF.plus(7)
    for before, after in zip(population(9, 200), population(9, 200, later), strict=True):
        assert before.person.basic_pension_number == after.person.basic_pension_number
        assert after.corrections[: len(before.corrections)] == before.corrections
        ended = [job for job in before.employees if job.disenrolled_on and not job.exceptions]
        assert ended == [job for job in after.employees if job in ended]
        for old, new in zip(before.employees, after.employees, strict=False):
            assert (old.id, old.employer, old.enrolled_on, old.pay[:-1]) == (
                new.id, new.employer, new.enrolled_on, new.pay[: len(old.pay) - 1],
            )  # fmt: skip
        for was, now in zip(before.national, after.national, strict=False):
            assert (was.id, was.category, was.enrolled_on) == (now.id, now.category, now.enrolled_on)


# ---- what there is ----


@pytest.mark.slow
def test_every_kind_of_month_is_there(many: list[PensionRecord]) -> None:
    rules = load_rules()
    seen: Counter[Status] = Counter()
    for record in many:
        for span in build_timeline(record, TODAY, rules).spans:
            seen[span.status] += span.months
    rare = {Status.N1_CHINA_EX, Status.N1_CHINA_PAID, Status.N1_TOKUTEI, Status.E_VOID}
    assert set(Status) - set(seen) <= rare


@pytest.mark.slow
def test_every_kind_of_point_to_check_is_there(many: list[PensionRecord]) -> None:
    rules = load_rules()
    found = {point.rule for record in many for point in find_points(build_timeline(record, TODAY, rules), rules)}
    not_there = {Rule.NO_REMUNERATION, Rule.REMEMBERED_ONLY}  # nobody is recorded without one; nobody has a worksheet
    assert found >= set(Rule) - not_there


@pytest.mark.slow
def test_every_kind_of_life_is_there(many: list[PensionRecord]) -> None:
    jobs = [job for record in many for job in record.employees]
    assert any(not record.employees and not record.national and record.person.birth_date.year < 1990 for record in many)
    assert any(record.person.death_date for record in many)
    assert any(record.person.former_names for record in many)
    assert any(book.name for record in many for book in record.person.handbook_numbers), "an old number, an old name"
    assert any(job.name for job in jobs)
    assert any(not stay.japanese_national for record in many for stay in record.facts.abroad)
    assert any(stay.japanese_national for record in many for stay in record.facts.abroad)
    assert any(job.wartime for job in jobs)
    assert any(is_same_month(job.enrolled_on, job.disenrolled_on) for job in jobs)
    assert any(is_second_employer(record) for record in many)
    assert any(has_gap_of_a_day(record) for record in many)
    assert any(
        run.prepaid and run.last_month > AS_OF for record in many for period in record.national for run in period.runs
    )
    assert any(record.corrections and record.corrections[0].withdraws for record in many)
    assert any(record.corrections and record.corrections[0].employees for record in many)
    supported = [record for record in many if any(period.category is Category.CATEGORY_3 for period in record.national)]
    assert supported
    assert all(record.facts.spouses for record in supported)


@pytest.mark.slow
def test_proportions_come_out_as_they_stand_in_the_table(many: list[PensionRecord]) -> None:
    def share(holds: list[bool]) -> float:
        return sum(holds) / len(holds)

    women = [record for record in many if record.person.sex == "female" and record.person.birth_date.year < 1975]
    assert share([bool(record.person.former_names) for record in women]) == pytest.approx(0.92 * 0.96, abs=0.05)
    assert share([record.person.death_date is not None for record in many]) == pytest.approx(0.02, abs=0.015)
    assert share([record.person.birth_date.year in range(1971, 1976) for record in many]) == pytest.approx(
        0.09, abs=0.02
    )
    assert share([bool(record.corrections) for record in many]) == pytest.approx(0.011, abs=0.01)


def is_second_employer(record: PensionRecord) -> bool:
    """Whether two jobs of one kind began on the same day."""
    begun = Counter((job.enrolled_on, job.status) for job in record.employees)
    return any(count > 1 for count in begun.values())


def has_gap_of_a_day(record: PensionRecord) -> bool:
    """Whether somebody left a day before the month's end and began the next job with the next month."""
    begun = {job.enrolled_on for job in record.employees}
    left = [job.disenrolled_on for job in record.employees if job.disenrolled_on]
    return any((day + timedelta(days=1)).day == 1 and day + timedelta(days=1) in begun for day in left)
