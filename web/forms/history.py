"""An answer to one question of the worksheet: a text, a choice, an approximate date, a note."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pension.calendar import MonthRange, YearMonth
from pension.life_events import LONGEST_NAME, LONGEST_NOTE, Category
from pension.recall import is_point_key
from pension.typed_dates import DateFault, DateProblem, read_typed_date
from web.forms.fields import number_named
from web.forms.plain_text import plain_text
from web.forms.result import FieldError
from web.views.approximate_words import approximate_words
from web.views.calendar_help import era_limits
from web.views.history_questions import AnswerKind, Asked, asked_in
from web.views.wording import date_words

ANSWER = "answer"
"""The name of the one field."""
STEP, NEXT, BACK, UNKNOWN, GOES_ON = "step", "next", "back", "unknown", "goes-on"
"""Which button was pressed."""
MONTH, UNTIL = "month", "until"
"""The months of the record that a new entry is about."""
_OLDEST, _NEWEST = YearMonth.of(1900, 1), YearMonth.of(2100, 12)  # months of people who live
_DIGITS = frozenset("123456789")
THEN, ENTRY = "then", "entry"
"""Whether one came from the entry's own page and goes back there."""
KIND = "kind"
"""Of what sort the entry was, should it be gone by now."""
ALSO, ALSO_ANSWER = "also", "also-answer"
"""A question that was answered when its entry was gone, and what was typed: a new entry takes it in."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What was typed, the fields of the entry it comes to, and what is wrong with it."""

    typed: str
    fields: Mapping[str, Any]
    errors: tuple[FieldError, ...] = ()


def parse_answer(data: Mapping[str, str], asked: Asked, born: date, today: date) -> Answered:
    """The answer to a question by somebody born on a day. "I don't know" is always one, where nothing is required."""
    typed, step = plain_text(data.get(ANSWER, "")), data.get(STEP, NEXT)
    if step == BACK and not typed:
        return Answered(typed, {})
    if asked.kind is AnswerKind.DATE:
        return _date_answer(typed, step, asked, born, today)
    if asked.kind is AnswerKind.CHOICE:
        return _choice_answer(typed, asked)
    longest = LONGEST_NOTE if asked.kind is AnswerKind.NOTE else LONGEST_NAME
    error = _text_error(typed, asked, longest)
    return Answered(typed, {} if error else {asked.field: typed}, (FieldError(ANSWER, error),) if error else ())


def read_period(data: Mapping[str, str]) -> MonthRange | None:
    """The months an address or a form names for a new entry (``month``, ``until``); None for none, or for no months."""
    try:
        first = YearMonth.parse(data.get(MONTH, ""))
        last = YearMonth.parse(data[UNTIL]) if data.get(UNTIL) else first
    except ValueError:
        return None
    return MonthRange(first, last) if _OLDEST <= first <= last <= _NEWEST else None


def period_fields(months: MonthRange | None) -> tuple[tuple[str, str], ...]:
    """The same months, to be sent on with a form."""
    return ((MONTH, str(months.first_month)), (UNTIL, str(months.last_month))) if months else ()


def _choice_answer(typed: str, asked: Asked) -> Answered:
    choice = dict(enumerate(asked.choices, 1)).get(int(typed) if typed in _DIGITS else 0, "")
    if not choice:
        return Answered("", {}, (FieldError(ANSWER, f"{asked.label}を、ひとつえらんでください。"),))
    return Answered(choice, {asked.field: choice})


def _text_error(typed: str, asked: Asked, longest: int) -> str:
    if asked.required and not typed:
        return f"{asked.label}を書いてください。はっきりしなければ、わかるところだけで大丈夫です。"
    if len(typed) > longest:
        return f"{len(typed)}文字あります。{longest}文字までにしてください。"
    return ""


_END: Mapping[str, re.Pattern[str]] = {
    "began": re.compile("(?:から|[~〜～])$"),
    "ended": re.compile("^[~〜～]|まで$"),
}
"""What may stand at an end of a date: 昭和50年4月から is when something began. The other word is of the other end."""


def _date_answer(typed: str, step: str, asked: Asked, born: date, today: date) -> Answered:
    if step == UNKNOWN:
        return Answered(typed, _date_fields(asked, None, goes_on=False))
    if step == GOES_ON and asked.may_go_on:
        return Answered(typed, _date_fields(asked, None, goes_on=True))
    text = _END[asked.field].sub("", typed) if asked.field in _END else typed
    found = read_typed_date(text, born, today)
    if isinstance(found, DateProblem):
        return Answered(typed, {}, (FieldError(ANSWER, problem_words(found, born, today)),))
    return Answered(typed, _date_fields(asked, found, goes_on=False))


def _date_fields(asked: Asked, said: object, *, goes_on: bool) -> Mapping[str, Any]:
    return {asked.field: said, "goes_on": goes_on} if asked.may_go_on else {asked.field: said}


@dataclass(frozen=True, slots=True)
class Also:
    """A further answer that comes with the first one of a new entry."""

    asked: Asked
    typed: str

    @property
    def hidden(self) -> tuple[tuple[str, str], ...]:
        """The same, to be sent on with a form."""
        return (ALSO, self.asked.slug), (ALSO_ANSWER, self.typed)

    def parse(self, born: date, today: date) -> Answered:
        """What it comes to."""
        return parse_answer({ANSWER: self.typed}, self.asked, born, today)


def also_in(data: Mapping[str, str], category: Category) -> Also | None:
    """The further answer that a form carries; None for none."""
    asked, typed = asked_in(category, data.get(ALSO, "")), plain_text(data.get(ALSO_ANSWER, ""))
    return Also(asked, typed) if asked and typed else None


FROM_RECALL = "recall/"
"""How the steps begin at which an entry is made from answers that help to remember."""


def kept_under(step: str) -> str:
    """The name under which a draft holds what was typed at a step: ``entries/3/began``, ``new/job``."""
    return f"{step}/"


def late_first_answer(category: str, sent: Mapping[str, str]) -> tuple[str, Mapping[str, str]]:
    """The step and the fields to keep of a first answer that came after its session had ended; none of no category."""
    step, typed = f"new/{category}", _late_text(sent)
    return step, {kept_under(step): typed} if typed and category in set(Category) else {}


def late_answer(entry: str, slug: str, sent: Mapping[str, str]) -> tuple[str, Mapping[str, str]]:
    """The same of an answer about an entry, whose sort goes along: the entry may be gone when one comes back."""
    kind, typed, step = sent.get(KIND, ""), _late_text(sent), f"entries/{entry}/{slug}"
    is_asked = kind in set(Category) and entry_number(entry) and asked_in(Category(kind), slug)
    return f"{step}?{KIND}={kind}", {kept_under(step): typed} if typed and is_asked else {}


def late_recalled_answer(point: str, sent: Mapping[str, str]) -> tuple[str, Mapping[str, str]]:
    """The same of the first answer of an entry that answers about a point were made into."""
    step, typed = recalled_step(point), _late_text(sent)
    return step, {kept_under(step): typed} if typed and is_point_key(point) else {}


def _late_text(sent: Mapping[str, str]) -> str:
    """What was typed, with one character more than any answer may have: enough to say that it is too long."""
    return plain_text(sent.get(ANSWER, ""))[: LONGEST_NOTE + 1]


def recalled_step(point: str) -> str:
    """The step at which the entry made from the answers about a point begins: ``recall/not-enrolled-1984-05``."""
    return f"{FROM_RECALL}{point}"


def entry_number(text: str) -> int:
    """The entry an address names, 0 (which none is) for anything else."""
    return number_named(text, 6)


def entry_is_gone(typed: str, first: Asked) -> Answered:
    """The answer once more, because the entry it is about was deleted meanwhile: a new one may take it in."""
    how = (
        "新しい項目として残すときは、このまま保存してください。"
        if typed
        else f"いま書いたことは、下に残してあります。新しい項目にするときは、{first.label}から書いてください。"
    )
    return Answered(typed, {}, (FieldError(ANSWER, f"この項目は、ほかの画面で消されていました。{how}"),))


def too_many(answered: Answered, most: int) -> Answered:
    """The answer once more, because the worksheet is full."""
    sentence = f"履歴整理表に書けるのは、{most}件までです。いらない項目を消してから、お書きください。"
    return replace(answered, errors=(FieldError(ANSWER, sentence),))


def problem_words(problem: DateProblem, born: date, today: date) -> str:
    """Why a date cannot be, with what it would be by the calendar."""
    written, meant = problem.written, approximate_words(problem.meant)
    match problem.fault:
        case DateFault.EMPTY:
            return "いつごろかを書いてください。わからないときは「わからない」を押してください。"
        case DateFault.UNREADABLE:
            return (
                f"「{written}」は、日付として読み取れません。"
                "「昭和50年ごろ」「昭和40年代」「1975年の春」のように書いてください。"
            )
        case DateFault.NO_ERA:
            return (
                f"「{written}」の元号がわかりません。「昭和50年」のように元号をつけるか、西暦の4けたで書いてください。"
            )
        case DateFault.NO_SUCH_DAY:
            return f"「{written}」という日は、ありません。月は1から12まで、日はその月の終わりまでです。"
        case DateFault.OUTSIDE_ERA:
            return _outside_era(problem, today)
        case DateFault.BEFORE_BIRTH:
            return f"「{meant}」は、お生まれになった{date_words(born)}より前です。年をお確かめください。"
        case DateFault.AFTER_TODAY:
            return f"「{meant}」は、まだ来ていません。きょうは{date_words(today)}です。年をお確かめください。"


def _outside_era(problem: DateProblem, today: date) -> str:
    """昭和65年: where the era ends or begins, and what the year is called by the calendar."""
    if problem.era is None or problem.meant is None:
        raise AssertionError("a year outside of its era names both")
    limits = era_limits(problem.era)
    if problem.meant.year > today.year:
        return f"「{problem.written}」は、ありません。{limits}年をお確かめください。"
    meant = approximate_words(problem.meant)
    return f"「{problem.written}」は、ありません。{limits}{meant}のことでしたら、そのように書いてください。"
