"""What an officer types with a step of a request to correct a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from content.corrections import load_corrections
from pension.correction_steps import Step
from web.forms.exact_dates import DateBox, read_day
from web.forms.fields import found, typed
from web.forms.plain_text import length_error, plain_text
from web.forms.result import FieldError

IDENTITY, PAPERS, DAY, UNTIL, NOTE, WAY = "identity", "papers", "day", "until-day", "note", "way"
SEEN = "seen"
"""How many steps the request had when the form was opened."""
IDENTITIES = ("my-number-card", "driving-licence", "passport", "two-others")
WAYS = ("counter", "letter", "phone")
LONGEST_NOTE = 500
MOST_DAYS_FOR_PAPERS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class StepForm:
    """What was typed, what is wrong with it, and the day that was meant, if one was asked for."""

    values: Mapping[str, str]
    papers: tuple[str, ...] = ()
    day: date | None = None
    errors: tuple[FieldError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPlace:
    """Where a step is taken: from which one, since when the request stands there, and today."""

    step: Step
    before: Step
    since: date
    today: date


def parse_step(data: Mapping[str, str], place: StepPlace) -> StepForm:
    """What was typed for a step."""
    return _PARSERS[place.step](data, place)


def box_of(kind: str) -> str:
    """The name of the box of a kind of paper."""
    return f"{PAPERS}-{kind}"


FIRST_PAPER = box_of(next(iter(load_corrections().evidence)))
"""The box to which an error about all of them leads."""


def papers_in(data: Mapping[str, str]) -> tuple[str, ...]:
    """The kinds of papers whose boxes are ticked."""
    return tuple(kind for kind in load_corrections().evidence if box_of(kind) in data)


def _received(data: Mapping[str, str], place: StepPlace) -> StepForm:
    values = _texts(data, IDENTITY, DAY)
    day = read_day(values[DAY], _past_day("受け付けた日", place, "この相談が準備された日"))
    errors = found(_chosen(IDENTITY, values, IDENTITIES, "本人確認に使った書類をえらんでください。"), day.error)
    return StepForm(values=values, papers=papers_in(data), day=day.day, errors=errors)


def _under_review(data: Mapping[str, str], place: StepPlace) -> StepForm:
    if place.before is not Step.DECIDED:
        return StepForm(values={}, papers=papers_in(data))
    values = {NOTE: _note(data)}
    return StepForm(values=values, errors=found(_note_error(values, "もう一度調べるわけを書いてください。")))


def _papers_asked(data: Mapping[str, str], place: StepPlace) -> StepForm:
    values, papers = {**_texts(data, UNTIL), NOTE: _note(data)}, papers_in(data)
    day = read_day(values[UNTIL], _until_box(place.today))
    missing = "" if papers else "お願いする書類をえらぶか、下に書いてください。"
    return StepForm(
        values=values, papers=papers, day=day.day, errors=found(_note_error(values, missing, FIRST_PAPER), day.error)
    )


def _withdrawn(data: Mapping[str, str], place: StepPlace) -> StepForm:
    values = _texts(data, WAY)
    return StepForm(values=values, errors=found(_chosen(WAY, values, WAYS, "お申し出のあった方法をえらんでください。")))


def _notified(data: Mapping[str, str], place: StepPlace) -> StepForm:
    values = _texts(data, WAY, DAY)
    day = read_day(values[DAY], _past_day("お知らせした日", place, "前の段階の日"))
    errors = found(_chosen(WAY, values, WAYS, "お知らせした方法をえらんでください。"), day.error)
    return StepForm(values=values, day=day.day, errors=errors)


_PARSERS: Mapping[Step, Callable[[Mapping[str, str], StepPlace], StepForm]] = {
    Step.RECEIVED: _received,
    Step.UNDER_REVIEW: _under_review,
    Step.PAPERS_ASKED: _papers_asked,
    Step.WITHDRAWN: _withdrawn,
    Step.NOTIFIED: _notified,
}


def _past_day(what: str, place: StepPlace, before: str) -> DateBox:
    return DateBox(name=DAY, what=what, earliest=place.since, latest=place.today, before=before, after="きょう")


def _until_box(today: date) -> DateBox:
    latest = today + timedelta(days=MOST_DAYS_FOR_PAPERS)
    return DateBox(name=UNTIL, what="書類の期限", earliest=today, latest=latest, before="きょう", after="1年先")


def _texts(data: Mapping[str, str], *names: str) -> dict[str, str]:
    return {name: typed(data, name) for name in names}


def _note(data: Mapping[str, str]) -> str:
    return plain_text(data.get(NOTE, ""))


def _note_error(values: Mapping[str, str], missing: str, field: str = NOTE) -> FieldError | None:
    if missing and not values[NOTE]:
        return FieldError(field, missing)
    return length_error(NOTE, values[NOTE], LONGEST_NOTE)


def _chosen(field: str, values: Mapping[str, str], answers: Iterable[str], missing: str) -> FieldError | None:
    return None if values[field] in answers else FieldError(field, missing)
