"""記録の訂正の相談: one question a screen. What was typed is kept as it is, right or wrong; the draft holds it all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from content.corrections import load_corrections
from pension.calendar import MonthRange, YearMonth
from pension.correction_requests import Evidence, Request
from pension.correction_starts import WORKED_FROM, months_to_ask
from pension.timeline import Timeline
from web.forms.fields import found, number_named, typed
from web.forms.plain_text import length_error, plain_text
from web.forms.result import FieldError

MONTHS, CLAIM, TOLD, AT_HAND, LOOK_FOR, OTHERS = "months", "claim", "told", "at-hand", "look-for", "others"
QUESTIONS = (MONTHS, CLAIM, TOLD, AT_HAND, LOOK_FOR, OTHERS)
SUMMARY = "summary"
START, NUMBER = "start", "number"
"""Where the form began, and which request it is to take the place of, empty for a new one."""
FIRST_YEAR, FIRST_MONTH, LAST_YEAR, LAST_MONTH = "first-year", "first-month", "last-year", "last-month"
LONGEST_TOLD = 2000  # characters
LONGEST_OTHERS = 300  # characters


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of somebody before a question is asked: the months of the record, and the day."""

    timeline: Timeline
    today: date


def fields_of(question: str) -> tuple[str, ...]:
    """The names of the boxes of a question."""
    kinds = load_corrections().evidence
    boxes = {
        MONTHS: (FIRST_YEAR, FIRST_MONTH, LAST_YEAR, LAST_MONTH),
        AT_HAND: tuple(box(AT_HAND, kind) for kind in kinds),
        LOOK_FOR: tuple(box(LOOK_FOR, kind) for kind in kinds),
    }
    return boxes.get(question, (question,))


def box(question: str, kind: str) -> str:
    """The box of a kind of paper."""
    return f"{question}-{kind}"


def sent_fields(question: str, data: Mapping[str, str]) -> Mapping[str, str]:
    """What was sent for a question; what stands empty is empty. Nothing for what is no question."""
    if question not in QUESTIONS:
        return {}
    if question in (TOLD, OTHERS):
        return {question: plain_text(data.get(question, ""))}
    return {name: typed(data, name) for name in fields_of(question)}


def month_fields(months: MonthRange) -> Mapping[str, str]:
    """Months as the boxes hold them."""
    first, last = months.first_month, months.last_month
    values = (first.year, first.month, last.year, last.month)
    return dict(zip(fields_of(MONTHS), map(str, values), strict=True))


def request_fields(number: str, request: Request) -> Mapping[str, str]:
    """A request as the boxes hold it, to be changed."""
    at_hand = {box(AT_HAND, kind): kind for kind in request.evidence.at_hand}
    look_for = {box(LOOK_FOR, kind): kind for kind in request.evidence.to_look_for}
    months = month_fields(MonthRange(request.first_month, request.last_month))
    return {
        START: request.start,
        NUMBER: number,
        CLAIM: request.claim,
        TOLD: request.told,
        OTHERS: request.evidence.others,
        **months,
        **at_hand,
        **look_for,
    }


def errors_of(question: str, values: Mapping[str, str], known: Known) -> tuple[FieldError, ...]:
    """What is wrong with the answer to a question; empty when it counts."""
    if question == MONTHS:
        return _month_errors(values, known)
    if question == CLAIM and values.get(CLAIM) not in load_corrections().claims:
        return (FieldError(CLAIM, "どれかを、ひとつ選んでください。はっきりしないときは、いちばん下を選べます。"),)
    if question == TOLD and not values.get(TOLD):
        return (FieldError(TOLD, "おぼえていることを、ひとことでも書いてください。"),)
    longest = {TOLD: LONGEST_TOLD, OTHERS: LONGEST_OTHERS}
    return found(length_error(question, values.get(question, ""), longest[question])) if question in longest else ()


def unanswered(values: Mapping[str, str], known: Known) -> str:
    """The first question without a right answer, empty when there is none."""
    return next((question for question in QUESTIONS if errors_of(question, values, known)), "")


def months_of(values: Mapping[str, str]) -> MonthRange | None:
    """The months that were chosen; None while they cannot be read."""
    first, last = (_month(values, *names) for names in ((FIRST_YEAR, FIRST_MONTH), (LAST_YEAR, LAST_MONTH)))
    return MonthRange(first, last) if first and last and first <= last else None


def chosen(question: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """The kinds of papers that are ticked; what is at hand is not looked for."""
    ticked = (kind for kind in load_corrections().evidence if values.get(box(question, kind)))
    return tuple(kind for kind in ticked if question == AT_HAND or not values.get(box(AT_HAND, kind)))


def offered(question: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """The kinds of papers to choose from: those that help with the claim, and those ticked before."""
    book = load_corrections()
    claim = book.claims.get(values.get(CLAIM, ""))
    ticked: Iterable[str] = (*chosen(AT_HAND, values), *chosen(LOOK_FOR, values))
    kinds = dict.fromkeys((*(claim.evidence if claim else book.evidence), *ticked))
    at_hand = chosen(AT_HAND, values) if question == LOOK_FOR else ()
    return tuple(kind for kind in kinds if kind not in at_hand)


def read_request(values: Mapping[str, str]) -> Request:
    """The finished form. Only for answers without an error."""
    months = months_of(values)
    assert months is not None  # noqa: S101 - a form without an error has them
    return Request(
        start=values.get(START, ""),
        claim=values[CLAIM],
        first_month=months.first_month,
        last_month=months.last_month,
        told=values[TOLD],
        evidence=Evidence(
            at_hand=chosen(AT_HAND, values),
            to_look_for=chosen(LOOK_FOR, values),
            others=values.get(OTHERS, ""),
        ),
    )


def _month_errors(values: Mapping[str, str], known: Known) -> tuple[FieldError, ...]:
    lacking = [
        FieldError(names[0], f"{what}の、年と月を選んでください。")
        for what, names in (("はじめ", (FIRST_YEAR, FIRST_MONTH)), ("終わり", (LAST_YEAR, LAST_MONTH)))
        if _month(values, *names) is None
    ]
    if lacking:
        return tuple(lacking)
    months = months_of(values)
    if months is None:
        return (FieldError(LAST_YEAR, "終わりの月が、はじめの月より前です。年と月をお確かめください。"),)
    if months.last_month > YearMonth.of_date(known.today):
        return (FieldError(LAST_YEAR, "終わりの月は、まだ来ていません。年と月をお確かめください。"),)
    if months.first_month < months_to_ask(known.timeline).first_month:
        return (FieldError(FIRST_YEAR, f"{WORKED_FROM}歳より前の月です。年と月をお確かめください。"),)
    return ()


def _month(values: Mapping[str, str], year: str, month: str) -> YearMonth | None:
    typed_year, typed_month = number_named(values.get(year, ""), 4), number_named(values.get(month, ""), 2)
    return YearMonth.of(typed_year, typed_month) if 1900 <= typed_year <= 2100 and 1 <= typed_month <= 12 else None
