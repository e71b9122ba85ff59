"""What forbids a correction, in words: which part of it, why, and where to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pension.calendar import YearMonth
from pension.contradictions import Contradiction
from pension.decisions import AddedEntry, EntryQuestion
from pension.periods import Period, brought_in, standing_entries
from pension.record import Category
from pension.status import Status
from web.forms.correction_decision import DecisionQuestion
from web.views.correction_facts import OpenDecisionFacts
from web.views.decision_questions import entry_question_url, entry_title, period_words, question_url
from web.views.frame import Link
from web.views.record_entry import CATEGORY_NAMES
from web.views.wording import STATUS_WORDS, date_words, month_words

_ADDED = re.compile(r"(national|employees|complementary)\[([0-9]+)\](?:\.([a-z_]+))?.*")
_WITHDRAWN = re.compile(r"withdraws\[([0-9]+)\]")
_OF_THE_RECORD = re.compile(r"record\.(?:corrections\[([0-9]+)\]\.)?(national|employees|complementary)\[([0-9]+)\].*")
_CODE = re.compile(r"[A-Z][A-Z0-9_]+[0-9A-Z]|category_[0-9]|voluntary")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
_FIELDS: Mapping[str, tuple[str, EntryQuestion]] = {
    "employer": ("つとめ先", EntryQuestion.EMPLOYER),
    "status": ("制度", EntryQuestion.STATUS),
    "category": ("種別", EntryQuestion.CATEGORY),
    "enrolled_on": ("加入した日", EntryQuestion.ENROLLED),
    "disenrolled_on": ("加入が終わった日", EntryQuestion.DISENROLLED),
    "pay": ("給与", EntryQuestion.PAY),
    "bonuses": ("賞与", EntryQuestion.BONUSES),
    "runs": ("月ごとの納付の状況", EntryQuestion.RUNS),
    "first_month": ("始まりの月", EntryQuestion.MONTHS),
    "last_month": ("終わりの月", EntryQuestion.MONTHS),
    "reason": ("認めるわけ", EntryQuestion.GROUNDS),
}
_WHOLE: Mapping[str, tuple[str, DecisionQuestion]] = {
    "reason": ("決めたわけ", DecisionQuestion.REASON),
    "decided_on": ("決めた日", DecisionQuestion.REASON),
    "": ("訂正の内容", DecisionQuestion.WITHDRAWALS),
}
_COPIED = {"exceptions": "加入中の特別な月", "wartime": "戦時中の加算", "handbook_number": "記号番号"}


@dataclass(frozen=True, slots=True)
class ProblemWords:
    """Which part, why it cannot be, and the question in which to mend it."""

    where: str
    why: str
    mend: Link


def problem_words(problem: Contradiction, opened: OpenDecisionFacts) -> ProblemWords:
    """One problem in words."""
    where, url = _place(problem, opened)
    return ProblemWords(where, reason_words(problem.reason, _periods(opened)), Link(f"{where}を直す", url))


def _periods(opened: OpenDecisionFacts) -> Iterator[Period]:
    yield from (standing.period for standing in standing_entries(opened.record))
    yield from brought_in(opened.correction) if opened.correction else ()


def reason_words(reason: str, periods: Iterable[Period]) -> str:
    """The sentence without codes: statuses, categories, entries, days and months by their names."""
    for period in periods:
        reason = reason.replace(f"（{period.id}）", f"（{period_words(period)}）")
    reason = _CODE.sub(lambda found: _CODES.get(found[0], found[0]), reason)
    reason = _DAY.sub(lambda found: date_words(date.fromisoformat(found[0])), reason)
    return _MONTH.sub(lambda found: month_words(YearMonth.parse(found[0])), reason)


_CODES: Mapping[str, str] = {
    **{status.value: f"「{STATUS_WORDS[status].name}」" for status in Status},
    **{category.value: f"「{CATEGORY_NAMES[category]}」" for category in Category},
}


def _place(problem: Contradiction, opened: OpenDecisionFacts) -> tuple[str, str]:
    number = opened.request.number
    if found := _ADDED.fullmatch(problem.field):
        return _added_place(found[1], int(found[2]), found[3] or "", opened)
    if found := _WITHDRAWN.fullmatch(problem.field):
        return "外す期間", question_url(number, DecisionQuestion.WITHDRAWALS)
    if found := _OF_THE_RECORD.fullmatch(problem.field):
        holder = opened.record.corrections[int(found[1])] if found[1] else opened.record
        period = getattr(holder, found[2])[int(found[3])]
        return f"いまの記録の期間（{period_words(period)}）", question_url(number, DecisionQuestion.WITHDRAWALS)
    name, question = _WHOLE.get(problem.field, _WHOLE[""])
    return name, question_url(number, question)


def _added_place(group: str, place: int, field: str, opened: OpenDecisionFacts) -> tuple[str, str]:
    entry = _entry_at(group, place, opened)
    name, question = _FIELDS.get(field, (_COPIED.get(field, ""), None))
    question = question or next(iter(EntryQuestion))
    if group == "complementary" and question not in (EntryQuestion.MONTHS, EntryQuestion.GROUNDS):
        name, question = "月", EntryQuestion.MONTHS
    if group == "national" and question is EntryQuestion.EMPLOYER:
        question = EntryQuestion.CATEGORY
    title = f"加える期間{entry.number}（{entry_title(entry)}）"
    url = entry_question_url(opened.request.number, entry.number, question, from_summary=True)
    return f"{title}の{name}" if name else title, url


def _entry_at(group: str, place: int, opened: OpenDecisionFacts) -> AddedEntry:
    """The entry that stands at a place of the correction: its id ends with its number."""
    periods: Sequence[Period] = getattr(opened.correction, group)
    number = int(periods[place].id.rpartition("-")[2])
    return next(entry for entry in opened.decision.added if entry.number == number)
