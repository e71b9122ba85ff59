"""What an officer types of a decision as a whole: one question a screen, each answer kept at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from pension.correction_steps import Outcome
from pension.decisions import MOST_ADDED, AddedEntry, Decision, EntryKind, copied_entry, standing_periods
from web.forms.correction_entries import ANSWER, Context, one_line, text_error
from web.forms.exact_dates import DateBox, read_day
from web.forms.fields import found, number_named, typed
from web.forms.result import FieldError

DAY = "day"
SEEN, VERSION = "seen", "version"
"""What stands for the decision, and for the version of the record, that were on the screen."""
THEN, SUMMARY = "then", "summary"
"""Whether one came from the page of the whole decision and goes back there."""
COPY, UNLINKED, NOTHING = "copy-", "unlinked-", "nothing"
"""What can be added beside the kinds of entries: a mended copy, what a search has found, nothing more."""
LONGEST_REASON = 500


class DecisionQuestion(StrEnum):
    """What is asked of the whole decision."""

    OUTCOME = "outcome"
    WITHDRAWALS = "withdrawals"
    ADDITIONS = "additions"
    REASON = "reason"


@dataclass(frozen=True, slots=True)
class Answered:
    """What was typed, the decision that follows from it, and what is wrong. ``added``: a new entry's number."""

    values: Mapping[str, str]
    decision: Decision
    errors: tuple[FieldError, ...] = ()
    added: int = 0


def parse_decision(
    question: DecisionQuestion, data: Mapping[str, str], decision: Decision, context: Context
) -> Answered:
    """An answer about the whole decision."""
    return _DECISION_PARSERS[question](data, decision, context)


def version_in(data: Mapping[str, str]) -> int:
    """The version of the record that was on the screen, 0 (which none has) for anything else."""
    return number_named(data.get(VERSION, ""))


def withdrawal_box(entry: str) -> str:
    """The name of the box of an entry that may fall away."""
    return f"{ANSWER}-{entry}"


def _outcome(data: Mapping[str, str], decision: Decision, context: Context) -> Answered:
    answer = typed(data, ANSWER)
    if answer not in set(Outcome):
        return Answered({ANSWER: answer}, decision, (FieldError(ANSWER, "どう決めるかを、ひとつえらんでください。"),))
    return Answered({ANSWER: answer}, replace(decision, outcome=Outcome(answer)))


def _withdrawals(data: Mapping[str, str], decision: Decision, context: Context) -> Answered:
    ticked = tuple(period.id for period in standing_periods(context.record) if withdrawal_box(period.id) in data)
    return Answered({}, replace(decision, withdraws=ticked))


def _additions(data: Mapping[str, str], decision: Decision, context: Context) -> Answered:
    answer = typed(data, ANSWER)
    values = {ANSWER: answer}
    if answer == NOTHING:
        return Answered(values, decision)
    if len(decision.added) >= MOST_ADDED:
        return Answered(values, decision, (FieldError(ANSWER, f"加えられる期間は、{MOST_ADDED}件までです。"),))
    entry = _new_entry(answer, decision, context)
    if entry is None:
        return Answered(values, decision, (FieldError(ANSWER, "何を加えるかを、ひとつえらんでください。"),))
    return Answered(values, decision.with_entry(entry), (), entry.number)


def _new_entry(answer: str, decision: Decision, context: Context) -> AddedEntry | None:
    number = decision.next_number
    if answer in set(EntryKind):
        return AddedEntry(number=number, kind=EntryKind(answer))
    copies = {f"{COPY}{period.id}": period for period in standing_periods(context.record)}
    if answer in copies:
        return copied_entry(copies[answer], number)
    unlinked = {f"{UNLINKED}{place}": entry for place, entry in enumerate(context.found, 1)}
    return replace(unlinked[answer], number=number) if answer in unlinked else None


def _reason(data: Mapping[str, str], decision: Decision, context: Context) -> Answered:
    values = {ANSWER: one_line(data.get(ANSWER, "")), DAY: typed(data, DAY)}
    box = DateBox(
        name=DAY,
        what="決めた日",
        earliest=context.received,
        latest=context.today,
        before="受け付けた日",
        after="きょう",
    )
    day = read_day(values[DAY], box)
    reason = text_error(values[ANSWER], "わけ", LONGEST_REASON)
    kept = replace(decision, reason=values[ANSWER], decided_on=day.day)
    return Answered(values, kept, found(reason, day.error))


_DECISION_PARSERS: Mapping[DecisionQuestion, Callable[[Mapping[str, str], Decision, Context], Answered]] = {
    DecisionQuestion.OUTCOME: _outcome,
    DecisionQuestion.WITHDRAWALS: _withdrawals,
    DecisionQuestion.ADDITIONS: _additions,
    DecisionQuestion.REASON: _reason,
}
