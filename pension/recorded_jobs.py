"""Jobs as the record has them, put together as people remember them: one employer, from first day to last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from pension.periods import name_then, standing_entries
from pension.record import EmployeesPeriod, PensionRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedJob:
    """One employer's unbroken coverage, however many periods it takes (a mutual aid body that became 厚生年金).

    ``disenrolled_on`` (資格喪失日) is the day after the last, None while it goes on; ``names`` are those under which
    the person was recorded then, kana and kanji, where the record says so.
    """

    employer: str
    enrolled_on: date
    disenrolled_on: date | None
    periods: tuple[EmployeesPeriod, ...]
    names: tuple[str, ...] = ()

    @property
    def last_day(self) -> date:
        """The last covered day; the end of time while it goes on."""
        return date.max if self.disenrolled_on is None else self.disenrolled_on - timedelta(days=1)


def recorded_jobs(record: PensionRecord) -> tuple[RecordedJob, ...]:
    """The jobs of a record in order of time; what a correction took out is none."""
    periods = [
        standing.period
        for standing in standing_entries(record)
        if isinstance(standing.period, EmployeesPeriod) and standing.withdrawn_by is None
    ]
    chains: list[list[EmployeesPeriod]] = []
    for period in sorted(periods, key=lambda period: period.enrolled_on):
        before = next((chain for chain in chains if _goes_on_in(chain[-1], period)), None)
        if before is None:
            chains.append([period])
        else:
            before.append(period)
    return tuple(_job(chain, record) for chain in chains)


def _goes_on_in(before: EmployeesPeriod, after: EmployeesPeriod) -> bool:
    return before.employer == after.employer and before.disenrolled_on == after.enrolled_on


def _job(chain: list[EmployeesPeriod], record: PensionRecord) -> RecordedJob:
    names = dict.fromkeys(name for period in chain for name in name_then(period, record.person) if name)
    return RecordedJob(
        employer=chain[0].employer,
        enrolled_on=chain[0].enrolled_on,
        disenrolled_on=chain[-1].disenrolled_on,
        periods=tuple(chain),
        names=tuple(names),
    )
