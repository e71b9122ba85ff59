"""How long an estimate takes: a full estimate with every step of its derivation, a comparison of 181 claim months.

Nothing is kept from one estimate to the next: each decides the whole record anew, as the service would.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bench.report import Table, spread
from bench.trial import CLOCK, PERSONA, Trial
from db.documents import parse_document
from ops.estimate_report import explained
from ops.personas import load_personas
from pension.conditions import Conditions, FutureSpell, SpellKind, YearlyBonus
from pension.contributions import compute_paid
from pension.estimate import Estimate, compare_claims, compute_estimate
from pension.record import PensionRecord
from pension.timeline import build_timeline
from rules.loader import load_rules
from services.estimate_files import Answer

_ROUNDS = 15
_REPEATED = 10
_GOALS = {"estimate": "5", "comparison": "100"}


def measure_estimates(_: Trial) -> list[Table]:
    """Milliseconds of CPU for the fullest record of the demo, as it is and with work to 75."""
    record = _fullest_record()
    rows = [
        _row(name, goal, measured)
        for name, goal, measured in (
            ("an estimate of the record, every amount with its steps", _GOALS["estimate"], lambda: _whole(record)),
            ("the same, written out as text", "", lambda: _as_text(record)),
            ("an estimate with ten years of work beside the pension", "", lambda: _whole(record, _working(record))),
            ("a comparison of the 181 claim months from 60 to 75", _GOALS["comparison"], lambda: _compared(record)),
            ("the same with ten years of work", "", lambda: _compared(record, _working(record))),
        )
    ]
    about = f"Median with the least and the most of {_ROUNDS} rounds, in this process; the fullest record of the demo."
    return [Table("Estimates", about, ("what", "goal, ms", "CPU, ms"), tuple(rows))]


def _fullest_record() -> PensionRecord:
    line = next(person.line for person in load_personas() if person.persona == PERSONA)
    record = parse_document(line)
    assert isinstance(record, PensionRecord)
    return record


def _row(name: str, goal: str, measured: Callable[[], Any]) -> tuple[str, str, str]:
    measured()
    times = []
    for _ in range(_ROUNDS):
        begun = time.thread_time()
        for _ in range(_REPEATED):
            measured()
        times.append((time.thread_time() - begun) / _REPEATED * 1e3)
    return name, f"< {goal}" if goal else "", spread(times, 2)


def _whole(record: PensionRecord, conditions: Conditions | None = None) -> Estimate:
    estimate = compute_estimate(record, CLOCK.now().date(), load_rules(), conditions)
    assert isinstance(estimate, Estimate)
    assert all(line.amount.steps for stage in estimate.stages for line in stage.lines)
    return estimate


def _as_text(record: PensionRecord) -> str:
    today, rules = CLOCK.now().date(), load_rules()
    paid = compute_paid(build_timeline(record, today, rules), rules)
    return explained(Answer(_whole(record), paid, ()))


def _compared(record: PensionRecord, conditions: Conditions | None = None) -> None:
    options = compare_claims(record, CLOCK.now().date(), load_rules(), conditions)
    assert len(options) == 170  # of the 181 months the eleven after 65 are no claim months


def _working(record: PensionRecord) -> Conditions:
    first = record.as_of.plus(1)
    work = FutureSpell(
        kind=SpellKind.EMPLOYMENT,
        first_month=first,
        last_month=first.plus(9 * 12),
        monthly_pay=500_000,
        raise_per_mille=10,
        bonuses=(YearlyBonus(month=6, yen=800_000), YearlyBonus(month=12, yen=900_000)),
    )
    return replace(Conditions(), future=(work,))
