"""What an officer types of a mandate on paper (委任状): whose it is, the mandate itself, papers and reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from web.forms import mandates
from web.forms.plain_text import plain_text
from web.forms.result import FieldError, FormResult

PERSON_NUMBER = "person-number"
PERSON_NAME = "person-name"
PAPERS: Mapping[str, str] = {
    "paper-power-of-attorney": "power-of-attorney",
    "paper-person-identity": "person-identity",
    "paper-helper-identity": "helper-identity",
}
"""Each box to tick, and the kind of paper it stands for."""
REASON = "reason"
REASONS = ("illness", "disability", "no-device", "other")
STOP_REASONS = ("request", "safety")
LONGEST = 100


def parse(data: Mapping[str, str]) -> FormResult:
    """What was typed, and what is missing."""
    person, mandate = parse_person(data), mandates.parse(data)
    papers = {box: kind if box in data else "" for box, kind in PAPERS.items()}
    values = {**person.values, **mandate.values, **papers, REASON: data.get(REASON, "")}
    return FormResult(values, (*person.errors, *mandate.errors, *_paper_errors(values)))


def parse_end(data: Mapping[str, str]) -> FormResult:
    """The form that ends all mandates of a person."""
    person = parse_person(data)
    values = {**person.values, REASON: data.get(REASON, "")}
    return FormResult(values, (*person.errors, *_reason_errors(values, STOP_REASONS)))


def parse_person(data: Mapping[str, str]) -> FormResult:
    """Whose mandate it is."""
    values = {name: plain_text(data.get(name, ""))[:LONGEST] for name in (PERSON_NUMBER, PERSON_NAME)}
    return FormResult(values, tuple(_person_errors(values)))


def papers_in(values: Mapping[str, str]) -> frozenset[str]:
    """The kinds of papers whose boxes are ticked."""
    return frozenset(kind for box, kind in PAPERS.items() if values.get(box))


def _person_errors(values: Mapping[str, str]) -> Iterator[FieldError]:
    if not values[PERSON_NUMBER]:
        yield FieldError(PERSON_NUMBER, "委任する方の基礎年金番号を入力してください。")
    if not values[PERSON_NAME]:
        yield FieldError(PERSON_NAME, "委任する方のお名前を入力してください。")


def _paper_errors(values: Mapping[str, str]) -> Iterator[FieldError]:
    if papers_in(values) != frozenset(PAPERS.values()):
        yield FieldError(next(iter(PAPERS)), "3つの書類をすべて確かめて、印をつけてください。")
    yield from _reason_errors(values, REASONS)


def _reason_errors(values: Mapping[str, str], reasons: tuple[str, ...]) -> Iterator[FieldError]:
    if values[REASON] not in reasons:
        yield FieldError(REASON, "理由をえらんでください。")
