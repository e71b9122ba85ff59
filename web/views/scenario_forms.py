"""Renaming and deleting what is kept, each on a page of its own; and what going on as now comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from pension.conditions import Conditions
from pension.record import PensionRecord
from pension.what_if import WhatIf
from web.forms.result import FieldError
from web.forms.scenarios import NAME
from web.views.comparison import AS_NOW_NAME, SAVED_URL
from web.views.estimate_result import EstimateResult, what_if_result
from web.views.form_errors import announcement, title_with
from web.views.frame import Frame, Tab
from web.views.plain_form import PlainFormView
from web.views.save_estimate import COMPARE_CRUMB, name_question
from web.views.scenario_words import conditions_words
from web.views.simple_estimate import lacking_sentence
from web.views.wording import date_words

_RENAME_TITLE = "試算の名前を変える"
_AS_NOW_TITLE = f"「{AS_NOW_NAME}」の見込額"


class KeptScenario(Protocol):
    """A kept estimate."""

    @property
    def handle(self) -> str:
        """How addresses name it."""
        ...

    @property
    def name(self) -> str:
        """How its person calls it."""
        ...

    @property
    def conditions(self) -> Conditions:
        """What is supposed."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteView:
    """The question whether a kept estimate is to go."""

    frame: Frame
    name: str
    conditions: tuple[str, ...]
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AsNowView:
    """What going on as now comes to; without a right ``lacking`` says so."""

    frame: Frame
    as_of: str
    conditions: tuple[str, ...]
    result: EstimateResult | None
    lacking: str


def rename_view(
    kept: KeptScenario, values: Mapping[str, str] | None = None, errors: Sequence[FieldError] = ()
) -> PlainFormView:
    """The box with the present name, or with what was typed."""
    value = kept.name if values is None else values[NAME]
    return PlainFormView(
        frame=Frame(
            title=title_with(errors, _RENAME_TITLE),
            announce=announcement(errors, f"{_RENAME_TITLE}画面です。"),
            tab=Tab.ESTIMATES,
            breadcrumbs=(COMPARE_CRUMB,),
        ),
        heading=_RENAME_TITLE,
        action=f"{SAVED_URL}/{kept.handle}/name",
        button="この名前にする",
        questions=(name_question(value, errors),),
        errors=tuple(errors),
        lead=(f"いまの名前は「{kept.name}」です。変わるのは名前だけで、条件はそのままです。",),
    )


def delete_view(kept: KeptScenario, record: PensionRecord) -> DeleteView:
    """The question, with what would be lost."""
    title = "残した試算を消す"
    return DeleteView(
        frame=Frame(
            title=title, announce="消す前に確かめる画面です。", tab=Tab.ESTIMATES, breadcrumbs=(COMPARE_CRUMB,)
        ),
        name=kept.name,
        conditions=conditions_words(kept.conditions, record.person.birth_date),
        action=f"{SAVED_URL}/{kept.handle}/delete",
    )


def as_now_view(found: WhatIf, conditions: Conditions, record: PensionRecord, points: int = 0) -> AsNowView:
    """The page of what everything is compared with."""
    result = what_if_result(found) if found.estimate.stages else None
    lacking = "" if result else lacking_sentence(found.estimate)
    return AsNowView(
        frame=Frame(
            title=_AS_NOW_TITLE,
            announce=result.lead if result else lacking,
            tab=Tab.ESTIMATES,
            breadcrumbs=(COMPARE_CRUMB,),
            points=points,
        ),
        as_of=date_words(record.as_of.last_day),
        conditions=conditions_words(conditions, record.person.birth_date),
        result=result,
        lacking=lacking,
    )
