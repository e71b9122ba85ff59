"""The estimate of a notice (定期便時点の見込額, kind A of S25): worked out once, then a value that nothing moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pension.calendar import YearMonth, month_age_is_reached
from pension.derivation import Reference
from pension.estimate import compute_estimate
from pension.limits import STOPS_NOTICE, Limit, find_limits
from pension.notes import Note, NoteRule
from pension.pay_history import pay_history
from pension.payment import Stage
from pension.record import PensionRecord
from pension.rulebook import RuleBook
from pension.timeline import build_timeline

_YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeEstimate:
    """What a notice of ``month`` says, on the record as of ``as_of`` and at the rates of ``fiscal_year``.

    ``to_60``: reckoned as if all went on as now to 60 (from 50 on, before 60), else from the record so far. ``stages``
    is empty where one of the ``limits`` leaves no estimate. Months are those of the qualifying period.
    """

    month: YearMonth
    as_of: YearMonth
    fiscal_year: int
    birth_date: date
    to_60: bool
    qualifying_months: int
    required_months: int
    right_month: YearMonth | None
    limits: tuple[Limit, ...]
    stages: tuple[Stage, ...]
    notes: tuple[NoteRule, ...]
    doubts: tuple[Reference, ...]


def is_notice_month(birth_date: date, month: YearMonth) -> bool:
    """Whether the yearly notice of a person is one of ``month``: the month in which another year of age is reached."""
    return (int(month) - int(month_age_is_reached(birth_date, 1))) % _YEAR == 0


def make_notice(record: PensionRecord, month: YearMonth, today: date, rules: RuleBook) -> NoticeEstimate | None:
    """The estimate of a notice made on a day; None for somebody who has died, to whom no notice goes.

    Raises LookupError for a day before the first year of the tables.
    """
    estimate = compute_estimate(record, today, rules)
    if isinstance(estimate, tuple):
        return None
    timeline = build_timeline(record, today, rules)
    limits = find_limits(timeline, pay_history(timeline, rules), estimate.right_month, today)
    stopped = not STOPS_NOTICE.isdisjoint(limits)
    return NoticeEstimate(
        month=month,
        as_of=estimate.as_of,
        fiscal_year=estimate.fiscal_year,
        birth_date=estimate.birth_date,
        to_60=any(note.note is Note.AS_NOW_TO_60 for note in estimate.notes),
        qualifying_months=estimate.entitlement.whole_months,
        required_months=estimate.entitlement.required,
        right_month=estimate.right_month,
        limits=limits,
        stages=() if stopped else estimate.stages,
        notes=() if stopped else estimate.notes,
        doubts=() if stopped else estimate.doubts,
    )
