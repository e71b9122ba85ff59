"""What happened in a life: school, jobs, own work, time at home, time abroad, one stage after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ops.population.dice import Dice
from ops.population.families import Family
from ops.population.people import Identity
from pension.calendar import YearMonth

_COVERAGE_ENDS_AT = 70  # 厚生年金保険法14条5号
_DAYS_IN_A_YEAR = 365
_SHORTEST_JOB = 45  # days; shorter ones are those lost in the month they began
_GAPS = {
    "days": (1, 14),
    "weeks": (15, 30),
    "1-3_months": (31, 91),
    "3-6_months": (92, 182),
    "6-12_months": (183, 365),
}


class StageKind(StrEnum):
    """What somebody did in a stage of life."""

    SCHOOL = "school"
    JOB = "job"
    OWN = "own"  # own business, farm, family's shop
    IDLE = "idle"  # between jobs, at home
    ABROAD = "abroad"


class Work(StrEnum):
    """For whom somebody works."""

    PRIVATE = "private"
    MUTUAL_AID = "mutual_aid"
    SEAMAN = "seaman"
    MINER = "miner"


@dataclass(frozen=True, slots=True)
class Stage:
    """From ``first_day`` to the day before ``end``. ``left_to_marry`` marks a job that ended so."""

    kind: StageKind
    first_day: date
    end: date
    work: Work | None = None
    left_to_marry: bool = False


@dataclass(frozen=True, slots=True)
class Life:
    """The stages of a life in order, and the day of death where there was one."""

    stages: tuple[Stage, ...]
    death_date: date | None


@dataclass(frozen=True, slots=True)
class Whose:
    """A person and everything that happened to them."""

    identity: Identity
    family: Family
    life: Life


def live(dice: Dice, identity: Identity, family: Family) -> Life:
    """A whole life up to 70, however far away that is; who writes it down stops at the month they are in."""
    death_date = _death(dice, identity)
    over = identity.age_day(_COVERAGE_ENDS_AT)
    if death_date is not None:
        over = min(over, death_date + timedelta(days=1))
    path = _Path(dice, identity, family, over)
    path.walk()
    return Life(tuple(path.stages), death_date)


def _death(dice: Dice, identity: Identity) -> date | None:
    if not dice.yes("has_died"):
        return None
    return identity.birth_date + timedelta(days=dice.whole(45, 88) * _DAYS_IN_A_YEAR + dice.whole(0, 364))


_Step = Callable[[], "_Step | None"]


class _Path:
    """A life as it is being lived. Each step adds a stage and says which step comes next."""

    def __init__(self, dice: Dice, identity: Identity, family: Family, over: date) -> None:
        self.stages: list[Stage] = []
        self._dice = dice
        self._identity = identity
        self._over = over
        self._stop = min(over, identity.age_day(int(dice.answer("stops_working_at"))))
        self._for_life = dice.yes("stays_for_life")
        self._leaves_to_marry = family.marriage if dice.yes("leaves_work_to_marry") else None
        self._work = Work.PRIVATE
        self._day_early = False
        self._goes_abroad_from = identity.age_day(dice.whole(22, 45)) if dice.yes("lives_abroad_for_a_time") else over
        self._goes_home = dice.yes("goes_home_again") if identity.is_foreign else False
        self._day = identity.birth_date

    def walk(self) -> None:
        """From school, or from the day of arrival, to the end."""
        step: _Step | None = self._arrive if self._identity.is_foreign else self._learn
        while step is not None and self._day < self._over:
            step = step()
        if self._goes_home:
            self._over = self._identity.age_day(_COVERAGE_ENDS_AT)
            self._add(StageKind.ABROAD, self._over)

    # --- steps ---

    def _learn(self) -> _Step:
        leaves_at = int(self._dice.answer("leaves_school_at"))
        self._add(StageKind.SCHOOL, _leaves_school(self._identity.birth_date, leaves_at))
        return self._begin

    def _arrive(self) -> _Step:
        self._add(StageKind.ABROAD, self._identity.age_day(self._dice.whole(19, 38)))
        if self._goes_home:
            stay = self._dice.days("stay_of_a_foreigner") + _DAYS_IN_A_YEAR
            self._stop = self._over = min(self._over, self._day + timedelta(days=stay))
        return self._begin

    def _begin(self) -> _Step:
        work = self._dice.answer("first_work")
        if work == "own":
            return self._work_for_oneself
        if work == "nothing":
            return self._do_nothing
        self._work = Work(work)
        return self._take_job

    def _take_job(self) -> _Step:
        if self._day >= self._stop:
            return self._rest
        first_day, end, marries = self._day, self._end_of_job(), False
        marriage = self._leaves_to_marry
        if marriage is not None and first_day < marriage.married_on < end:
            self._leaves_to_marry, marries, end = None, True, marriage.married_on
        end = self._as_people_leave(first_day, end)
        self._for_life = False
        self._add(StageKind.JOB, end, self._work, marries)
        return self._stay_at_home if marries else self._after_job

    def _after_job(self) -> _Step:
        if self._day >= self._stop:
            return self._rest
        if self._day >= self._goes_abroad_from:
            return self._go_abroad
        after = self._dice.answer("after_a_job")
        if after == "own":
            return self._work_for_oneself
        return self._do_nothing if after == "nothing" else self._change_jobs

    def _change_jobs(self) -> _Step:
        if not (self._work in (Work.MUTUAL_AID, Work.SEAMAN) and self._dice.yes("keeps_the_trade")):
            self._work = Work.PRIVATE
        gap = self._dice.answer("between_jobs")
        if self._day_early:
            self._day_early = False
            self._add(StageKind.IDLE, self._day + timedelta(days=1))
        elif gap in _GAPS:
            self._add(StageKind.IDLE, self._day + timedelta(days=self._dice.whole(*_GAPS[gap])))
        return self._take_job

    def _work_for_oneself(self) -> _Step:
        self._add(StageKind.OWN, self._day + timedelta(days=self._dice.days("own_length") + _DAYS_IN_A_YEAR))
        self._work = Work.PRIVATE
        if self._day >= self._goes_abroad_from:
            return self._go_abroad
        return self._take_job if self._dice.yes("works_again_after_own") else self._go_on_alone

    def _go_on_alone(self) -> None:
        self._add(StageKind.OWN, self._over)

    def _do_nothing(self) -> _Step:
        self._add(StageKind.IDLE, self._day + timedelta(days=self._dice.days("idle_length") + 30))
        self._work = Work.PRIVATE
        return self._go_abroad if self._day >= self._goes_abroad_from else self._take_job

    def _stay_at_home(self) -> _Step:
        self._add(StageKind.IDLE, self._day + timedelta(days=self._dice.days("home_length") + _DAYS_IN_A_YEAR))
        self._work = Work.PRIVATE
        return self._take_job if self._dice.yes("goes_back_to_a_job") else self._rest

    def _go_abroad(self) -> _Step:
        self._goes_abroad_from = self._over
        self._add(StageKind.ABROAD, self._day + timedelta(days=self._dice.days("abroad_length") + 180))
        return self._take_job

    def _rest(self) -> None:
        self._add(StageKind.IDLE, self._over)

    # --- days ---

    def _add(self, kind: StageKind, end: date, work: Work | None = None, left_to_marry: bool = False) -> None:
        end = min(end, self._over)
        if end > self._day:
            self.stages.append(Stage(kind, self._day, end, work, left_to_marry))
            self._day = end

    def _end_of_job(self) -> date:
        if self._dice.yes("loses_in_the_same_month"):
            last = YearMonth.of_date(self._day).last_day
            return min(self._day + timedelta(days=self._dice.whole(3, 20)), max(last, self._day + timedelta(days=1)))
        if self._for_life:
            return self._stop
        return self._day + timedelta(days=self._dice.days("job_length") + _SHORTEST_JOB)

    def _as_people_leave(self, first_day: date, end: date) -> date:
        """Most leave with the month, so that the first of the next is the day of disenrolment; some a day too early."""
        end = min(end, self._stop)
        first_of_month = end.replace(day=1)
        if end == self._stop or first_of_month <= first_day or not self._dice.yes("leaves_at_the_months_end"):
            return end
        self._day_early = self._dice.yes("leaves_a_day_early")
        return first_of_month - timedelta(days=1) if self._day_early else first_of_month


def _leaves_school(birth_date: date, age: int) -> date:
    """1 April after the school year in which an age is reached; who was born by 1 April is a year ahead."""
    ahead = (birth_date.month, birth_date.day) <= (4, 1)
    return date(birth_date.year + age + (0 if ahead else 1), 4, 1)
