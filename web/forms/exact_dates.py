"""A day or a month in one box, in era or western years, as staff type it: 昭和60年4月1日, S60.4.1, 1985/4/1."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pension.approximate import ApproximateDate
from pension.calendar import YearMonth
from pension.typed_dates import DateFault, DateProblem, read_typed_date
from web.forms.history import problem_words
from web.forms.result import FieldError
from web.views.wording import date_words, month_words


@dataclass(frozen=True, slots=True, kw_only=True)
class DateBox:
    """A box for a day or a month: its id, what it is called, between which days it must lie and why.

    ``before`` and ``after`` name the two ends in words: ``ご本人の生まれた日``, ``きょう``.
    """

    name: str
    what: str
    earliest: date
    latest: date
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class TypedDay:
    """The day, or what is wrong with what was typed."""

    day: date | None = None
    error: FieldError | None = None


@dataclass(frozen=True, slots=True)
class TypedMonth:
    """The month, or what is wrong with what was typed."""

    month: YearMonth | None = None
    error: FieldError | None = None


def read_day(text: str, box: DateBox) -> TypedDay:
    """The day that is meant by a text, exact to the day."""
    found = _read(text, box, "「昭和60年4月1日」「1985/4/1」のように、日まで書いてください。")
    if isinstance(found, FieldError):
        return TypedDay(error=found)
    if not found.day or found.about:
        return TypedDay(error=_inexact(text, box, "何年何月何日か、日まで書いてください。"))
    return TypedDay(found.stated_days(box.earliest).earliest)


def read_month(text: str, box: DateBox) -> TypedMonth:
    """The month that is meant by a text, exact to the month."""
    found = _read(text, box, "「昭和60年4月」「1985/4」のように、月まで書いてください。")
    if isinstance(found, FieldError):
        return TypedMonth(error=found)
    if not found.month or found.about:
        return TypedMonth(error=_inexact(text, box, "何年何月か、月まで書いてください。"))
    return TypedMonth(YearMonth.of(found.year, found.month))


def day_text(day: date | None) -> str:
    """A day as it stands in its box: :func:`read_day` reads the same."""
    return date_words(day).partition("（")[0] + f"{day.month}月{day.day}日" if day else ""


def month_text(month: YearMonth | None) -> str:
    """A month as it stands in its box, in western years, so that one in which an era began is no riddle."""
    return f"{month.year}年{month.month}月" if month else ""


def _read(text: str, box: DateBox, example: str) -> ApproximateDate | FieldError:
    found = read_typed_date(text, box.earliest, box.latest)
    return FieldError(box.name, _problem(found, box, example)) if isinstance(found, DateProblem) else found


def _problem(problem: DateProblem, box: DateBox, example: str) -> str:
    match problem.fault:
        case DateFault.EMPTY:
            return f"{box.what}を書いてください。{example}"
        case DateFault.UNREADABLE:
            return f"{box.what}の「{problem.written}」は、日付として読み取れません。{example}"
        case DateFault.BEFORE_BIRTH:
            return f"{box.what}の「{_meant(problem)}」は、{box.before}（{date_words(box.earliest)}）より前です。"
        case DateFault.AFTER_TODAY:
            return f"{box.what}の「{_meant(problem)}」は、{box.after}（{date_words(box.latest)}）より後です。"
    return f"{box.what}：{problem_words(problem, box.earliest, box.latest)}"


def _meant(problem: DateProblem) -> str:
    said = problem.meant
    if said is None or not said.month:
        return problem.written
    month = YearMonth.of(said.year, said.month)
    return date_words(date(said.year, said.month, said.day)) if said.day else month_words(month)


def _inexact(text: str, box: DateBox, what: str) -> FieldError:
    return FieldError(box.name, f"{box.what}の「{text.strip()[:40]}」では、決められません。{what}")
