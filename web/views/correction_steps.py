"""The forms with which an officer takes a request on, and what the person is told with each step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from content.corrections import load_corrections
from pension.correction_steps import Step
from web.forms.correction_steps import (
    DAY,
    FIRST_PAPER,
    IDENTITIES,
    IDENTITY,
    LONGEST_NOTE,
    NOTE,
    PAPERS,
    SEEN,
    UNTIL,
    WAY,
    StepForm,
)
from web.forms.exact_dates import day_text
from web.views.calendar_help import calendar_lines
from web.views.choices import question as choice
from web.views.correction_desk import request_crumbs, request_url, step_act, step_url
from web.views.correction_facts import OpenCorrectionFacts, RequestFacts
from web.views.correction_form import Boxes, Button, CorrectionFormView, Part, Radios, box
from web.views.correction_words import evidence_names, request_heading
from web.views.form_errors import announcement, message_for, title_with
from web.views.frame import Frame, Link
from web.views.identity import identity_facts
from web.views.office import CHECK_NAMES
from web.views.question import TextArea
from web.views.wording import date_words

_EMPTY = StepForm(values={})
_WAYS: Mapping[str, str] = {"counter": "窓口で", "letter": "手紙で", "phone": "電話で"}
_EXAMPLE = "例：令和8年11月26日、2026/11/26"
_LEADS: Mapping[Step, str] = {
    Step.RECEIVED: (
        "来られた方がご本人かどうかを、下のお名前、生年月日、番号で確かめてください。"
        "年金手帳などの書類は、種類だけを記録します。写しはとりません。"
    ),
    Step.UNDER_REVIEW: "調べはじめたことが、ご本人の画面に出ます。",
    Step.PAPERS_ASKED: "選んだ書類、書いた文、期限が、ご本人の画面にこのまま出ます。",
    Step.WITHDRAWN: "ご本人からのお申し出があったときだけ、取り下げます。あとから、もどすことはできません。",
    Step.NOTIFIED: "結果をお知らせしたあとで記録します。この請求は、これで終わりになります。",
}
_BACK = "ご本人の画面に、もう一度調べることと、そのわけが出ます。決定の内容は残り、直すことができます。"
_UP_TO = f"{LONGEST_NOTE}文字まで書けます。"
_CAME = "届いた書類に印をつけてください。ご本人の画面に出ます。"


def step_view(opened: OpenCorrectionFacts, step: Step, today: date, form: StepForm | None = None) -> CorrectionFormView:
    """The form of a step as it opens, or with what was typed."""
    typed, request = form or _EMPTY, opened.request
    title = step_act(step, request.step)
    return CorrectionFormView(
        frame=Frame(
            title=title_with(typed.errors, title),
            announce=announcement(typed.errors, f"{title}画面です。"),
            breadcrumbs=request_crumbs(request.number),
        ),
        eyebrow=request_heading(request.number),
        heading=title,
        action=step_url(request.number, step),
        lead=(_lead(step, request.step),),
        hidden=((SEEN, opened.state),),
        errors=typed.errors,
        parts=_PARTS[step](request, typed, today, is_opening=form is None),
        buttons=(Button("do", title),),
        calendar=calendar_lines(request.changed_at.date()) if step in _WITH_DAY else (),
        facts=_who_comes(opened) if step in _PERSON_IS_THERE else (),
        leave=Link("請求にもどる", request_url(request.number)),
    )


def _who_comes(opened: OpenCorrectionFacts) -> tuple[tuple[str, str], ...]:
    return identity_facts(opened.now.record.person, opened.seen.record.person)


_WITH_DAY = frozenset({Step.RECEIVED, Step.PAPERS_ASKED, Step.NOTIFIED})
_PERSON_IS_THERE = frozenset({Step.RECEIVED, Step.WITHDRAWN})
"""The steps at which somebody stands before the officer, who makes sure that it is the person."""


def _lead(step: Step, before: Step) -> str:
    if step is Step.UNDER_REVIEW and before is Step.DECIDED:
        return _BACK
    return _CAME if step is Step.UNDER_REVIEW and before is Step.PAPERS_ASKED else _LEADS[step]


def step_note(step: Step, before: Step, form: StepForm) -> str:
    """What the person is told with a step, each sentence on a line of its own."""
    papers = "、".join(evidence_names(form.papers))
    match step:
        case Step.RECEIVED:
            lines = [f"お持ちになった書類：{papers}（写しはとっていません）" if papers else ""]
        case Step.UNDER_REVIEW if before is Step.PAPERS_ASKED:
            lines = [f"届いた書類：{papers}" if papers else ""]
        case Step.PAPERS_ASKED:
            lines = [f"お願いする書類：{papers}" if papers else "", form.values[NOTE]]
        case Step.WITHDRAWN:
            lines = [f"{_WAYS[form.values[WAY]]}、ご本人からお申し出がありました。"]
        case Step.NOTIFIED if form.day:
            lines = [f"{date_words(form.day)}に、{_WAYS[form.values[WAY]]}お知らせしました。"]
        case _:
            lines = [form.values.get(NOTE, "")]
    return "\n".join(line for line in lines if line)


def _received(request: RequestFacts, form: StepForm, today: date, *, is_opening: bool) -> tuple[Part, ...]:
    return (
        Radios(
            choice(
                IDENTITY,
                "本人確認に使った書類",
                {name: CHECK_NAMES[name] for name in IDENTITIES},
                (form.values.get(IDENTITY, ""),),
                error=message_for(form.errors, IDENTITY),
                hint="書類の番号は、どこにも書きません。",
            )
        ),
        _papers("お持ちになった書類", "見た書類に印をつけてください。なければ、そのままで結構です。", form),
        _day(DAY, "受け付けた日", today, form, is_opening=is_opening),
    )


def _under_review(request: RequestFacts, form: StepForm, today: date, *, is_opening: bool) -> tuple[Part, ...]:
    if request.step is Step.PAPERS_ASKED:
        return (_papers("届いた書類", "なければ、そのままで結構です。", form),)
    if request.step is Step.DECIDED:
        return (_note(form, "もう一度調べるわけ", f"ご本人の画面に、このまま出ます。{_UP_TO}"),)
    return ()


def _papers_asked(request: RequestFacts, form: StepForm, today: date, *, is_opening: bool) -> tuple[Part, ...]:
    return (
        _papers("お願いする書類", "", form),
        _note(form, "お願いの文", f"選べない書類や、出しかたを書きます。{_UP_TO}", required=False),
        _day(UNTIL, "書類の期限", None, form, is_opening=is_opening),
    )


def _withdrawn(request: RequestFacts, form: StepForm, today: date, *, is_opening: bool) -> tuple[Part, ...]:
    return (_way("お申し出のあった方法", form),)


def _notified(request: RequestFacts, form: StepForm, today: date, *, is_opening: bool) -> tuple[Part, ...]:
    return (_way("お知らせした方法", form), _day(DAY, "お知らせした日", today, form, is_opening=is_opening))


_PARTS: Mapping[Step, Callable[..., tuple[Part, ...]]] = {
    Step.RECEIVED: _received,
    Step.UNDER_REVIEW: _under_review,
    Step.PAPERS_ASKED: _papers_asked,
    Step.WITHDRAWN: _withdrawn,
    Step.NOTIFIED: _notified,
}


def _papers(legend: str, hint: str, form: StepForm) -> Boxes:
    names = {kind: words.name for kind, words in load_corrections().evidence.items()}
    return Boxes(choice(PAPERS, legend, names, form.papers, error=message_for(form.errors, FIRST_PAPER), hint=hint))


def _note(form: StepForm, label: str, hint: str, *, required: bool = True) -> TextArea:
    value, error = form.values.get(NOTE, ""), message_for(form.errors, NOTE)
    return TextArea(name=NOTE, label=label, hint=hint, value=value, error=error, required=required)


def _way(legend: str, form: StepForm) -> Radios:
    return Radios(choice(WAY, legend, _WAYS, (form.values.get(WAY, ""),), error=message_for(form.errors, WAY)))


def _day(name: str, label: str, usual: date | None, form: StepForm, *, is_opening: bool) -> Part:
    value = day_text(usual) if is_opening else form.values.get(name, "")
    return box(name, label, value, message_for(form.errors, name), _EXAMPLE)
