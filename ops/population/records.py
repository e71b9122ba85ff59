"""A whole record document of one invented person, as the offices knew it at the end of a month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ops.population.contributions import write_periods
from ops.population.coverage import Claim, Plan, find_claims
from ops.population.dice import Dice, Topic
from ops.population.families import Marriage, make_family
from ops.population.lives import StageKind, Whose, live
from ops.population.people import Identity, make_identity
from ops.population.sources import Sources, last_day
from ops.population.tables import Name
from ops.population.work import write_jobs
from pension.calendar import YearMonth
from pension.record import (
    Abroad,
    Category,
    ComplementaryPeriod,
    EmployeesPeriod,
    Facts,
    FormerName,
    HandbookNumber,
    Months,
    NationalPeriod,
    PensionRecord,
    Person,
    Remark,
    RemarkKind,
    Spouse,
    SpouseCoverage,
)
from pension.status import Scheme, Status

SCHEMA_VERSION = 1
_NUMBERS_ARE_JOINED = date(1997, 1, 1)  # 基礎年金番号
_OLD_AGE_RIGHT_AT = 65
_SCHEMES = {
    Status.S1: Scheme.SEAMENS,
    Status.E2: Scheme.MUTUAL_AID,
    Status.E3: Scheme.MUTUAL_AID,
    Status.E4: Scheme.MUTUAL_AID,
}
_CONFIRMED = {
    Plan.STUDENT_TIME: "20歳以上の学生だった期間",
    Plan.SPOUSE_TIME: "被用者年金の加入者の配偶者だった期間",
    Plan.ABROAD_TIME: "海外に住んでいた期間",
}
_REMARKS = {
    Status.E_LUMP: (RemarkKind.WITHDRAWAL_ALLOWANCE, "退職したときに、脱退手当金を受け取りました。"),
    Status.F_LUMP: (RemarkKind.FOREIGN_LUMP_SUM, "日本を離れたあとに、脱退一時金を受け取りました。"),
    Status.N1_OKINAWA: (RemarkKind.OKINAWA, "沖縄の特例により、免除とみなされた月があります。"),
}


_FIRST_CORRECTIONS, _LAST_CORRECTIONS = YearMonth.of(2008, 1), YearMonth.of(2026, 9)


@dataclass(frozen=True, slots=True)
class Draft:
    """A record before anything was corrected, and the months in which it was or will be."""

    record: PensionRecord
    corrected_in: tuple[YearMonth, ...] = ()


@dataclass(frozen=True, slots=True)
class _Papers:
    """What is drawn once for the papers of a person."""

    corrected_in: tuple[YearMonth, ...]
    facts_are_known: bool
    has_old_handbook: bool
    has_old_name: bool
    handbook_numbers: tuple[str, ...]


class People:
    """The people of one seed: the same number is the same life, however many there are and whatever month is asked."""

    def __init__(self, seed: int, sources: Sources) -> None:
        self._seed = seed
        self._sources = sources

    def dice(self, number: int, topic: int) -> Dice:
        """Fresh dice for one topic of a person."""
        return Dice(self._sources.tables, self._seed, number, topic)

    def draft(self, number: int, as_of: YearMonth) -> Draft:
        """The record of the person of this number at the end of a month."""
        dice = self.dice(number, Topic.LIFE)
        identity = make_identity(dice, number)
        if identity.has_no_record:
            return Draft(PensionRecord(schema_version=SCHEMA_VERSION, as_of=as_of, person=_bare(identity)))
        family = make_family(dice, identity)
        whose = Whose(identity, family, live(dice, identity, family))
        claims, papers = find_claims(dice, whose), _draw_papers(dice)
        jobs, bonuses, contributions = (
            self.dice(number, topic).for_whom(identity.sex, identity.birth_date.year)
            for topic in (Topic.JOBS, Topic.BONUSES, Topic.CONTRIBUTIONS)
        )
        employees = write_jobs(whose, jobs, bonuses, as_of, self._sources)
        national = write_periods(whose, claims, contributions, as_of, self._sources)
        supported = any(period.category is Category.CATEGORY_3 for period in national)
        record = PensionRecord(
            schema_version=SCHEMA_VERSION,
            as_of=as_of,
            person=_person(whose, papers, employees, national, as_of),
            national=tuple(national),
            employees=tuple(_under_old_names(employees, whose, papers)),
            facts=_facts(whose, as_of, known=papers.facts_are_known, supported=supported),
            complementary=tuple(_complementary(claims, as_of)),
            remarks=tuple(_remarks(employees, national)),
        )
        return Draft(record, papers.corrected_in)


def _draw_papers(dice: Dice) -> _Papers:
    corrected_in = YearMonth(dice.whole(_FIRST_CORRECTIONS, _LAST_CORRECTIONS))
    return _Papers(
        corrected_in=(corrected_in,) if dice.yes("is_corrected") else (),
        facts_are_known=dice.yes("facts_are_known"),
        has_old_handbook=dice.yes("has_old_handbook"),
        has_old_name=dice.yes("old_handbook_has_the_old_name"),
        handbook_numbers=tuple(f"{dice.whole(1000, 8999)}-{dice.whole(0, 999_999):06d}" for _ in Scheme),
    )


# --- the person ---


def _bare(identity: Identity) -> Person:
    return Person(
        basic_pension_number=identity.basic_pension_number,
        name=f"{identity.family.written} {identity.given.written}",
        kana=f"{identity.family.kana} {identity.given.kana}",
        birth_date=identity.birth_date,
        sex=identity.sex,
        address=identity.address,
    )


def _person(
    whose: Whose,
    papers: _Papers,
    employees: Sequence[EmployeesPeriod],
    national: Sequence[NationalPeriod],
    as_of: YearMonth,
) -> Person:
    person, died = _bare(whose.identity), whose.life.death_date
    if papers.has_old_handbook:
        person = replace(person, handbook_numbers=tuple(_handbooks(whose, papers, employees, national)))
    if died is not None and died <= last_day(as_of):
        person = replace(person, death_date=died)
    marriage = whose.family.marriage
    if marriage is None or marriage.new_family is None or marriage.married_on > last_day(as_of):
        return person
    former = FormerName(name=person.name, kana=person.kana, until=marriage.married_on)
    name, kana = _renamed(whose.identity, marriage.new_family)
    return replace(person, name=name, kana=kana, former_names=(former,))


def _renamed(identity: Identity, family: Name) -> tuple[str, str]:
    return f"{family.written} {identity.given.written}", f"{family.kana} {identity.given.kana}"


def _handbooks(
    whose: Whose, papers: _Papers, employees: Sequence[EmployeesPeriod], national: Sequence[NationalPeriod]
) -> Iterator[HandbookNumber]:
    """One number for each scheme joined before the numbers were put together, some still under the old name."""
    joined = [(job.enrolled_on, _SCHEMES.get(job.status, Scheme.EMPLOYEES)) for job in employees]
    joined += [(period.enrolled_on, Scheme.NATIONAL) for period in national]
    first_days = {scheme: day for day, scheme in sorted(joined, reverse=True) if day < _NUMBERS_ARE_JOINED}
    for number, scheme in zip(papers.handbook_numbers, Scheme, strict=True):
        if scheme in first_days and papers.has_old_name and _was_unmarried(whose, first_days[scheme]):
            old = _bare(whose.identity)
            yield HandbookNumber(scheme=scheme, number=number, name=old.name, kana=old.kana)
        elif scheme in first_days:
            yield HandbookNumber(scheme=scheme, number=number)


def _was_unmarried(whose: Whose, day: date) -> bool:
    """Whether somebody who took another name later still had the first one."""
    marriage = whose.family.marriage
    return marriage is not None and marriage.new_family is not None and day < marriage.married_on


def _under_old_names(employees: Sequence[EmployeesPeriod], whose: Whose, papers: _Papers) -> Iterator[EmployeesPeriod]:
    old = _bare(whose.identity)
    for job in employees:
        early = job.enrolled_on < _NUMBERS_ARE_JOINED and _was_unmarried(whose, job.enrolled_on)
        yield replace(job, name=old.name, kana=old.kana) if early and papers.has_old_name else job


# --- what is known beside the periods ---


def _complementary(claims: Sequence[Claim], as_of: YearMonth) -> Iterator[ComplementaryPeriod]:
    """Months that the office confirmed as time, once they are over."""
    over = [claim for claim in claims if claim.plan in _CONFIRMED and claim.end <= last_day(as_of)]
    for claim in over:
        first, last = YearMonth.of_date(claim.first_day), YearMonth.of_date(claim.end).plus(-1)
        if first <= last:
            yield ComplementaryPeriod(
                id=f"c{claim.first_day:%Y%m}", first_month=first, last_month=last, reason=_CONFIRMED[claim.plan]
            )


def _facts(whose: Whose, as_of: YearMonth, *, known: bool, supported: bool) -> Facts:
    marriage, adult = whose.family.marriage, whose.identity.reaches_20_on
    return Facts(
        spouses=tuple(_spouses(marriage, as_of)) if known or supported else (),
        not_married=tuple(_not_married(marriage, YearMonth.of_date(adult))) if known else (),
        not_student=tuple(_not_student(whose, YearMonth.of_date(adult))) if known else (),
        abroad=tuple(_abroad(whose, adult, as_of)),
    )


def _spouses(marriage: Marriage | None, as_of: YearMonth) -> Iterator[Spouse]:
    last = last_day(as_of)
    if marriage is None or marriage.married_on > last:
        return
    right_on = marriage.spouse_age_day(_OLD_AGE_RIGHT_AT)
    yield Spouse(
        married_on=marriage.married_on,
        birth_date=marriage.spouse_born,
        ended_on=marriage.ended_on if marriage.ended_on is not None and marriage.ended_on <= last else None,
        old_age_right_on=right_on if right_on <= last else None,
        coverage=tuple(
            SpouseCoverage(enrolled_on=spell.first_day, disenrolled_on=spell.end if spell.end <= last else None)
            for spell in marriage.coverage
            if spell.first_day <= last
        ),
    )


def _not_married(marriage: Marriage | None, adult: YearMonth) -> Iterator[Months]:
    if marriage is None:
        yield Months(first_month=adult)
    elif adult < YearMonth.of_date(marriage.married_on):
        yield Months(first_month=adult, last_month=YearMonth.of_date(marriage.married_on).plus(-1))


def _not_student(whose: Whose, adult: YearMonth) -> Iterator[Months]:
    first = whose.life.stages[0]
    left = YearMonth.of_date(first.end) if first.kind is StageKind.SCHOOL else adult
    yield Months(first_month=max(left, adult))


def _abroad(whose: Whose, adult: date, as_of: YearMonth) -> Iterator[Abroad]:
    for stage in whose.life.stages:
        if stage.kind is StageKind.ABROAD and stage.first_day <= last_day(as_of):
            first, last = YearMonth.of_date(max(stage.first_day, adult)), YearMonth.of_date(stage.end).plus(-1)
            if first <= last:
                yield Abroad(
                    first_month=first,
                    last_month=last if stage.end <= last_day(as_of) else None,
                    japanese_national=not whose.identity.is_foreign,
                )


def _remarks(employees: Sequence[EmployeesPeriod], national: Sequence[NationalPeriod]) -> Iterator[Remark]:
    found = {run.status for job in employees for run in job.exceptions}
    found |= {run.status for period in national for run in period.runs}
    for status, (kind, text) in _REMARKS.items():
        if status in found:
            yield Remark(kind=kind, text=text)
