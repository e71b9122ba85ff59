"""What an officer types of an entry to add: one question a screen, each answer kept at once.

What the entry comes to is checked with the whole decision; here only what a question can say by itself.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeVar

from pension.calendar import YearMonth
from pension.contradictions import EMPLOYMENT_KINDS, fits_category
from pension.decisions import MOST_RUNS, AddedEntry, EntryQuestion
from pension.record import Bonus, Category, ContributionRun, PayRun, PensionRecord
from pension.status import Status
from rules.loader import load_rules
from web.forms.exact_dates import DateBox, TypedMonth, read_day, read_month
from web.forms.fields import LONGEST_TEXT, found, typed
from web.forms.numbers import NumberField, number_error, number_in
from web.forms.plain_text import plain_text
from web.forms.result import FieldError

ANSWER, FIRST, LAST, AMOUNT, STATUS = "answer", "first", "last", "amount", "status"
STEP, NEXT, GOES_ON, ADD, REMOVE = "step", "next", "goes-on", "add", "remove"
"""Which button was pressed; ``remove-0`` takes away the first line."""
LONGEST_EMPLOYER = 100
HIGHEST_PAY = 2_000_000
HIGHEST_BONUS = 100_000_000
PAY = NumberField(name=AMOUNT, what="標準報酬月額", low=1, high=HIGHEST_PAY, unit="円")
BONUS = NumberField(name=AMOUNT, what="標準賞与額", low=1, high=HIGHEST_BONUS, unit="円")
_Line = TypeVar("_Line")
_Run = TypeVar("_Run", PayRun, ContributionRun)


@dataclass(frozen=True, slots=True)
class Context:
    """What an answer is held against: the record, the day before which nothing was decided, and today."""

    record: PensionRecord
    received: date
    today: date
    found: Sequence[AddedEntry] = ()

    @property
    def born(self) -> date:
        """When the person was born."""
        return self.record.person.birth_date


@dataclass(frozen=True, slots=True)
class AnsweredEntry:
    """What was typed of an entry, the entry that follows from it, and what is wrong. ``stays``: not done here yet."""

    values: Mapping[str, str]
    entry: AddedEntry
    errors: tuple[FieldError, ...] = ()
    stays: bool = False


def parse_entry(question: EntryQuestion, data: Mapping[str, str], entry: AddedEntry, context: Context) -> AnsweredEntry:
    """An answer about an entry."""
    return _ENTRY_PARSERS[question](data, entry, context)


def employment_kinds() -> tuple[Status, ...]:
    """The kinds of a job, in the order of the table of statuses."""
    return tuple(status for status in load_rules().statuses if status in EMPLOYMENT_KINDS)


def run_statuses(category: Category | None) -> tuple[Status, ...]:
    """The statuses that months of a category can be recorded with, in the order of the table."""
    rules = load_rules().statuses
    return tuple(
        status for status, rule in rules.items() if rule.stored and category and fits_category(status, category)
    )


def _employer(data: Mapping[str, str], entry: AddedEntry, context: Context) -> AnsweredEntry:
    answer = one_line(data.get(ANSWER, ""))
    error = text_error(answer, "つとめ先の名前", LONGEST_EMPLOYER)
    return AnsweredEntry({ANSWER: answer}, replace(entry, employer=answer), found(error))


def _status(data: Mapping[str, str], entry: AddedEntry, context: Context) -> AnsweredEntry:
    answer = typed(data, ANSWER)
    if answer not in {status.value for status in employment_kinds()}:
        return AnsweredEntry({ANSWER: answer}, entry, (FieldError(ANSWER, "制度を、ひとつえらんでください。"),))
    return AnsweredEntry({ANSWER: answer}, replace(entry, status=Status(answer)))


def _category(data: Mapping[str, str], entry: AddedEntry, context: Context) -> AnsweredEntry:
    answer = typed(data, ANSWER)
    if answer not in set(Category):
        return AnsweredEntry({ANSWER: answer}, entry, (FieldError(ANSWER, "種別を、ひとつえらんでください。"),))
    return AnsweredEntry({ANSWER: answer}, replace(entry, category=Category(answer)))


def _enrolled(data: Mapping[str, str], entry: AddedEntry, context: Context) -> AnsweredEntry:
    answer = typed(data, ANSWER)
    day = read_day(answer, _life_box(ANSWER, "加入した日", context))
    return AnsweredEntry({ANSWER: answer}, replace(entry, enrolled_on=day.day), found(day.error))


def _disenrolled(data: Mapping[str, str], entry: AddedEntry, context: Context) -> AnsweredEntry:
    answer = typed(data, ANSWER)
    if data.get(STEP) == GOES_ON:
        return AnsweredEntry({ANSWER: ""}, replace(entry, disenrolled_on=None, goes_on=True))
    box = DateBox(
        name=ANSWER,
        what="加入が終わった日",
        earliest=entry.enrolled_on or context.born,
        latest=context.today + timedelta(days=1),
        before="加入した日" if entry.enrolled_on else "ご本人の生まれた日",
        after="あす",
    )
    day = read_day(answer, box)
    return AnsweredEntry({ANSWER: answer}, replace(entry, disenrolled_on=day.day, goes_on=False), found(day.error))


def _months(data: Mapping[str, str], entry: AddedEntry, context: Context) -> AnsweredEntry:
    values = {name: typed(data, name) for name in (FIRST, LAST)}
    first, last, errors = _range(values, context)
    return AnsweredEntry(values, replace(entry, first_month=first, last_month=last), errors)


def _grounds(data: Mapping[str, str], entry: AddedEntry, context: Context) -> AnsweredEntry:
    answer = one_line(data.get(ANSWER, ""))
    error = text_error(answer, "合算対象期間と認めるわけ", LONGEST_TEXT)
    return AnsweredEntry({ANSWER: answer}, replace(entry, grounds=answer), found(error))


def _pay(data: Mapping[str, str], entry: AddedEntry, context: Context) -> AnsweredEntry:
    removed = _removed(data, len(entry.pay))
    if removed is not None:
        return AnsweredEntry({}, replace(entry, pay=_without(entry.pay, removed)), stays=True)
    values = {name: typed(data, name) for name in (FIRST, LAST, AMOUNT)}
    if not _wants_more(data, values):
        return AnsweredEntry(values, entry)
    first = read_month(values[FIRST], _life_box(FIRST, "始まりの月", context))
    last = read_month(values[LAST], _life_box(LAST, "終わりの月", context)) if values[LAST] else TypedMonth()
    errors = found(first.error, last.error, _order_error(first, last), number_error(values, PAY), _full(entry.pay))
    if errors or first.month is None:
        return AnsweredEntry(values, entry, errors, stays=True)
    run = PayRun(first_month=first.month, last_month=last.month, standard_monthly_remuneration=number_in(values, PAY))
    return AnsweredEntry({}, replace(entry, pay=_closed(_sorted((*entry.pay, run)))), stays=True)


def _bonuses(data: Mapping[str, str], entry: AddedEntry, context: Context) -> AnsweredEntry:
    removed = _removed(data, len(entry.bonuses))
    if removed is not None:
        return AnsweredEntry({}, replace(entry, bonuses=_without(entry.bonuses, removed)), stays=True)
    values = {name: typed(data, name) for name in (FIRST, AMOUNT)}
    if not _wants_more(data, values):
        return AnsweredEntry(values, entry)
    month = read_month(values[FIRST], _life_box(FIRST, "賞与の月", context))
    errors = found(month.error, number_error(values, BONUS), _full(entry.bonuses))
    if errors or month.month is None:
        return AnsweredEntry(values, entry, errors, stays=True)
    bonus = Bonus(month=month.month, standard_bonus=number_in(values, BONUS))
    bonuses = tuple(sorted((*entry.bonuses, bonus), key=lambda each: each.month))
    return AnsweredEntry({}, replace(entry, bonuses=bonuses), stays=True)


def _runs(data: Mapping[str, str], entry: AddedEntry, context: Context) -> AnsweredEntry:
    removed = _removed(data, len(entry.runs))
    if removed is not None:
        return AnsweredEntry({}, replace(entry, runs=_without(entry.runs, removed)), stays=True)
    values = {name: typed(data, name) for name in (FIRST, LAST, STATUS)}
    if not _wants_more(data, values):
        lacking = () if entry.runs else (FieldError(FIRST, "月と納付の状況を、ひとつは加えてください。"),)
        return AnsweredEntry(values, entry, lacking, stays=bool(lacking))
    first, last, errors = _range(values, context)
    status = next((status for status in run_statuses(entry.category) if status == values[STATUS]), None)
    missing = None if status else FieldError(STATUS, "納付の状況をえらんでください。")
    errors = (*errors, *found(missing, _full(entry.runs)))
    if errors or first is None or last is None or status is None:
        return AnsweredEntry(values, entry, errors, stays=True)
    run = ContributionRun(first_month=first, last_month=last, status=status)
    return AnsweredEntry({}, replace(entry, runs=_sorted((*entry.runs, run))), stays=True)


_ENTRY_PARSERS: Mapping[EntryQuestion, Callable[[Mapping[str, str], AddedEntry, Context], AnsweredEntry]] = {
    EntryQuestion.EMPLOYER: _employer,
    EntryQuestion.STATUS: _status,
    EntryQuestion.CATEGORY: _category,
    EntryQuestion.ENROLLED: _enrolled,
    EntryQuestion.DISENROLLED: _disenrolled,
    EntryQuestion.MONTHS: _months,
    EntryQuestion.GROUNDS: _grounds,
    EntryQuestion.PAY: _pay,
    EntryQuestion.BONUSES: _bonuses,
    EntryQuestion.RUNS: _runs,
}


def one_line(text: str) -> str:
    """A text for a record document: one line, composed, without blanks around it."""
    return unicodedata.normalize("NFC", " ".join(plain_text(text).split()))


def text_error(text: str, what: str, longest: int) -> FieldError | None:
    """What is wrong with a text that is needed."""
    if not text:
        return FieldError(ANSWER, f"{what}を書いてください。")
    over = len(text) - longest
    return (
        FieldError(ANSWER, f"{what}は{longest}文字までです。あと{over}文字、短くしてください。") if over > 0 else None
    )


def _range(
    values: Mapping[str, str], context: Context
) -> tuple[YearMonth | None, YearMonth | None, tuple[FieldError, ...]]:
    first = read_month(values[FIRST], _life_box(FIRST, "始まりの月", context))
    last = read_month(values[LAST], _life_box(LAST, "終わりの月", context))
    return first.month, last.month, found(first.error, last.error, _order_error(first, last))


def _life_box(name: str, what: str, context: Context) -> DateBox:
    """A box for a day or a month between the person's birth and today."""
    return DateBox(
        name=name,
        what=what,
        earliest=context.born,
        latest=context.today,
        before="ご本人の生まれた日",
        after="きょう",
    )


def _order_error(first: TypedMonth, last: TypedMonth) -> FieldError | None:
    if first.month is None or last.month is None or first.month <= last.month:
        return None
    return FieldError(LAST, "終わりの月が、始まりの月より前です。どちらかを直してください。")


def _full(kept: Sequence[object]) -> FieldError | None:
    return FieldError(FIRST, f"{MOST_RUNS}件までです。") if len(kept) >= MOST_RUNS else None


def _wants_more(data: Mapping[str, str], values: Mapping[str, str]) -> bool:
    """Whether another line is to be added: asked for, or typed and sent on, so that nothing typed is lost."""
    return data.get(STEP) == ADD or any(values.values())


def _removed(data: Mapping[str, str], number: int) -> int | None:
    """The place of the line that is to be taken away."""
    step, _, place = data.get(STEP, "").partition("-")
    places = {str(index): index for index in range(number)}
    return places.get(place) if step == REMOVE else None


def _without(kept: tuple[_Line, ...], place: int) -> tuple[_Line, ...]:
    return (*kept[:place], *kept[place + 1 :])


def _sorted(runs: tuple[_Run, ...]) -> tuple[_Run, ...]:
    return tuple(sorted(runs, key=lambda run: run.first_month))


def _closed(runs: tuple[PayRun, ...]) -> tuple[PayRun, ...]:
    """Pay that goes on ends where the next begins."""
    following = {run: later.first_month for run, later in pairwise(runs) if run.last_month is None}
    return tuple(replace(run, last_month=following[run].plus(-1)) if run in following else run for run in runs)
