"""Where a request to correct a record begins, and what can be supposed from there: months, and what may be wrong.

Everything supposed is only put before the person, who changes it as they like.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pension.calendar import MonthRange, YearMonth, day_age_is_reached
from pension.history_differences import Difference, Rule
from pension.life_events import LifeEvent
from pension.recall import Topic
from pension.recorded_jobs import RecordedJob
from pension.status import Status
from pension.timeline import Timeline


class StartKind(StrEnum):
    """What a person was looking at."""

    NOTHING = "nothing"
    MONTH = "month"  # one or several months of the record; key: ``1983-04`` or ``1983-04.1983-07``
    POINT = "point"  # a point to check; key: the finding's
    WORKSHEET = "worksheet"  # a difference of the worksheet; key: ``3.no-record``, ``1980-04.1983-03.record-only``
    SEARCH = "search"  # the answer of a search for records without an owner; key: its number
    RECALL = "recall"  # a result of the help to remember; key: the point's


_KEY = re.compile(r"[a-z0-9_.-]{1,100}")


@dataclass(frozen=True, slots=True)
class Start:
    """Where it begins. ``key`` names the place as addresses of the service do: never a text of a person."""

    kind: StartKind = StartKind.NOTHING
    key: str = ""

    def __str__(self) -> str:
        return f"{self.kind}.{self.key}" if self.key else self.kind.value

    @classmethod
    def read(cls, text: str) -> Start:
        """A start as it is written; whatever is none begins with nothing."""
        kind, _, key = text.partition(".")
        known = kind in set(StartKind) - {StartKind.NOTHING} and _KEY.fullmatch(key)
        return cls(StartKind(kind), key) if known else cls()


def months_key(months: MonthRange) -> str:
    """The key of :attr:`StartKind.MONTH` for months of the record."""
    first, last = months
    return str(first) if first == last else f"{first}.{last}"


def read_months(key: str) -> MonthRange | None:
    """The months of a key of :attr:`StartKind.MONTH`; None for what is none."""
    first, _, last = key.partition(".")
    try:
        months = YearMonth.parse(first), YearMonth.parse(last or first)
    except ValueError:
        return None
    return MonthRange(*months) if months[0] <= months[1] else None


def worksheet_key(found: Difference) -> str:
    """The key of :attr:`StartKind.WORKSHEET`: its entry's number, or the months of a job without one, and the rule."""
    months = months_key(_months_of(found.job)) if found.job else ""
    return f"{found.event.number if found.event else months}.{found.rule}"


CLAIM_OF_TOPIC: Mapping[Topic, str] = {
    Topic.BEFORE_20: "no-record",
    Topic.NOT_ENROLLED: "no-record",
    Topic.UNPAID: "paid-unpaid",
    Topic.PART_UNPAID: "paid-unpaid",
    Topic.PAYABLE: "paid-unpaid",
    Topic.OVERLAP: "doubled",
    Topic.ONE_MONTH_GAP: "period-differs",
    Topic.PAY_JUMP: "pay-differs",
    Topic.SPOUSE_MISMATCH: "spouse",
    Topic.WITHDRAWAL_ALLOWANCE: "lump-sum",
    Topic.OTHER_NAME: "name-mixed",
    Topic.NO_REMUNERATION: "pay-differs",
}
"""What may be wrong with the months of a point, by the ids of ``content/corrections.toml``."""
CLAIM_OF_UNPAID: Mapping[Status, str] = {Status.E_LAPSED: "no-record", Status.N3_NC: "spouse"}
"""The same for unpaid months (:attr:`Topic.UNPAID`) that are none of 国民年金 that the person had to pay."""
CLAIM_OF_RULE: Mapping[Rule, str] = {
    Rule.NO_RECORD: "no-record",
    Rule.RECORD_ONLY: "",  # perhaps it is only not written down yet
    Rule.START_DIFFERS: "period-differs",
    Rule.END_DIFFERS: "period-differs",
    Rule.EMPLOYER_DIFFERS: "employer-differs",
    Rule.NAME_DIFFERS: "name-mixed",
    Rule.FORMER_NAME: "name-mixed",
}
"""The same for a difference of the worksheet. Memories that contradict each other are no reason to correct a record."""
CLAIM_OF_SEARCH: Mapping[str, str] = {"gap": "", "name": "name-mixed", "job": "no-record", "check": ""}
"""The same for a search for one's own records, by what it was for; empty where nothing is supposed."""


def claim_of(topic: Topic | None, status: Status) -> str:
    """What may be wrong with the months of a point, whose topic is None where it is only remembered.

    Empty for months that may count as time (カ？): a student, a spouse or somebody abroad, only the person knows which.
    What they have answered about the point says more than this.
    """
    if status is Status.KARA_MAYBE:
        return ""
    if topic is Topic.UNPAID and status in CLAIM_OF_UNPAID:
        return CLAIM_OF_UNPAID[status]
    return CLAIM_OF_TOPIC[topic] if topic else CLAIM_OF_RULE[Rule.NO_RECORD]


WORKED_FROM = 12
"""The age in years from which somebody may have been an employee: with school behind them (工業労働者最低年齢法2条)."""


def months_to_ask(timeline: Timeline) -> MonthRange:
    """The months that a request may be about, until the present one.

    What nobody recorded may lie before the record begins: a first job of before 20 is among what is lost most.
    """
    born = timeline.record.person.birth_date
    worked_from = YearMonth.of_date(day_age_is_reached(born, WORKED_FROM))
    last = min(timeline.last_month, YearMonth.of_date(timeline.today))
    return MonthRange(min(timeline.first_month, worked_from, last), last)


def months_in(months: MonthRange, timeline: Timeline) -> MonthRange | None:
    """The part of months that a request may be about; None for none."""
    may_be = months_to_ask(timeline)
    first = max(months.first_month, may_be.first_month)
    last = min(months.last_month, may_be.last_month)
    return MonthRange(first, last) if first <= last else None


def months_in_question(found: Difference, born: date) -> MonthRange | None:
    """The months that a difference of the worksheet is about; None where the memory names none."""
    memory = _remembered(found.event, born) if found.event else None
    if found.job is None:
        return memory
    job = _months_of(found.job)
    if memory and found.rule is Rule.START_DIFFERS:
        return _between(memory.first_month, job.first_month)
    if memory and found.rule is Rule.END_DIFFERS:
        return _between(memory.last_month.plus(1), job.last_month.plus(1))
    return job


def _months_of(job: RecordedJob) -> MonthRange:
    return MonthRange(YearMonth.of_date(job.enrolled_on), YearMonth.of_date(job.last_day))


def _between(one: YearMonth, other: YearMonth) -> MonthRange:
    """The months from the earlier of two first months until before the later; that month itself where they agree."""
    first, second = sorted((one, other))
    return MonthRange(first, max(first, second.plus(-1)))


def _remembered(event: LifeEvent, born: date) -> MonthRange | None:
    """From when until when somebody remembers; an end nobody knows is where it began, one still to come is far away."""
    said = [at.stated_days(born) for at in (event.began, event.ended) if at is not None]
    if not said:
        return None
    first = YearMonth.of_date(said[0].earliest)
    last = YearMonth.of_date(date.max if event.goes_on else said[-1].latest)
    return MonthRange(min(first, last), max(first, last))
