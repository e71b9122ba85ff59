"""記録の訂正の相談: one question a screen, and everything once more before it is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from content.corrections import load_corrections
from pension.correction_starts import months_to_ask
from pension.timeline import Timeline
from web.forms.corrections import (
    AT_HAND,
    CLAIM,
    FIRST_MONTH,
    FIRST_YEAR,
    LAST_MONTH,
    LAST_YEAR,
    LONGEST_OTHERS,
    LONGEST_TOLD,
    LOOK_FOR,
    MONTHS,
    NUMBER,
    OTHERS,
    QUESTIONS,
    SUMMARY,
    TOLD,
    Known,
    chosen,
    errors_of,
    months_of,
    offered,
)
from web.forms.result import FieldError
from web.views.choices import Answer
from web.views.choices import Question as Choice
from web.views.choices import question as choice
from web.views.correction_links import NEW_URL
from web.views.correction_words import CORRECTIONS_CRUMB, TITLE, claim_title, evidence_names, months_asked
from web.views.form_errors import announcement, message_for, title_with
from web.views.frame import Frame, Link, Tab
from web.views.month_strip import StripMonth, month_strip
from web.views.question import Question, TextArea
from web.views.record_lines import RecordedLine, recorded_lines
from web.views.wording import era_year, receipt_number

FROM_SUMMARY, WRONG = "summary", "wrong"
SUMMARY_URL = f"{NEW_URL}/{SUMMARY}"
_KEPT = "ここに書いた内容は、消えていません。新しい相談にするときは、「この内容で、準備を終える」を押してください。"
NOT_REWRITTEN: Mapping[str, str] = {
    "too-late": f"この相談は、窓口で受け付けたあとなので、書きなおせません。{_KEPT}",
    "no-such-request": f"書きなおそうとした相談は、もうありません。{_KEPT}",
}
"""Why a form did not take the place of a request, by the problem."""
_NAMES: Mapping[str, str] = {
    MONTHS: "いつの記録",
    CLAIM: "ちがうと思うこと",
    TOLD: "くわしい話",
    AT_HAND: "いまある書類",
    LOOK_FOR: "これからさがす書類",
    OTHERS: "ほかの書類や手がかり",
}
_HEADINGS: Mapping[str, str] = {
    MONTHS: "いつの記録のことですか",
    CLAIM: "何が、ちがうと思いますか",
    TOLD: "おぼえていることを、書いてください",
    AT_HAND: "いま、手もとにある書類はどれですか",
    LOOK_FOR: "これから、さがせそうな書類はどれですか",
    OTHERS: "ほかに、書類や手がかりはありますか",
}
_LEADS: Mapping[str, tuple[str, ...]] = {
    MONTHS: ("はじめの月と、終わりの月を選んでください。1か月だけのときは、同じ月にしてください。",),
    CLAIM: ("いちばん近いものを、ひとつ選んでください。あとで変えられます。",),
    TOLD: ("何があったか、いつごろか、どこでのことか、だれといっしょだったか。わかるところだけで大丈夫です。",),
    AT_HAND: ("なくても、相談できます。ひとつもなければ、何も選ばずに次へ進んでください。",),
    LOOK_FOR: ("すぐに見つからなくても大丈夫です。なければ、何も選ばずに次へ進んでください。",),
    OTHERS: ("なければ、何も書かずに次へ進んでください。",),
}
_TOLD_HINT = f"{LONGEST_TOLD:,}文字まで書けます。ほかの方のお名前は、調べるのに役立つときだけ書いてください。"
_OTHERS_HINT = f"{LONGEST_OTHERS}文字まで書けます。"
_CHOOSE = ("", "選んでください")
_TICKS: Mapping[str, str] = {AT_HAND: "手もとにある書類", LOOK_FOR: "これからさがす書類"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionQuestionView:
    """One question with its boxes; ``ways`` are kinds of papers with where to look for them.

    ``from_summary``: the summary comes next. ``recorded`` is what the record says of the months chosen before.
    """

    frame: Frame
    errors: tuple[FieldError, ...]
    progress: str
    heading: str
    lead: tuple[str, ...]
    action: str
    from_summary: bool
    choice: Choice | None
    ticks: Choice | None
    boxes: tuple[Question, ...]
    writing: TextArea | None
    ways: tuple[tuple[str, str], ...]
    recorded: tuple[RecordedLine, ...]
    back: Link


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One answer: what was asked, what was answered, where to change it."""

    asked: str
    answers: tuple[str, ...]
    change: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionSummaryView:
    """Everything before it is kept: the months as they are recorded, and every answer."""

    frame: Frame
    errors: tuple[FieldError, ...]
    lead: str
    strip: tuple[StripMonth, ...]
    recorded: tuple[RecordedLine, ...]
    rows: tuple[SummaryRow, ...]
    action: str
    button: str


def question_url(question: str, *, from_summary: bool = False, wrong: bool = False) -> str:
    """The address of a question; from the summary one comes back there. ``wrong``: what is wrong is said there."""
    query = "&".join([*([f"from={FROM_SUMMARY}"] if from_summary else []), *([f"{WRONG}=1"] if wrong else [])])
    return f"{NEW_URL}/{question}?{query}" if query else f"{NEW_URL}/{question}"


def url_after(question: str, *, from_summary: bool) -> str:
    """Where a right answer leads: to the next question, or back to the summary."""
    following = QUESTIONS[QUESTIONS.index(question) + 1 :]
    return question_url(following[0]) if following and not from_summary else SUMMARY_URL


def question_view(
    question: str, values: Mapping[str, str], known: Known, *, wrong: bool, from_summary: bool, points: int
) -> CorrectionQuestionView:
    """One question with what was answered before."""
    errors = errors_of(question, values, known) if wrong else ()
    heading = _HEADINGS[question]
    return CorrectionQuestionView(
        frame=_frame(title_with(errors, f"{heading}（{TITLE}）"), announcement(errors, f"{heading}。"), points),
        errors=errors,
        progress=f"{QUESTIONS.index(question) + 1}つめの質問（全部で{len(QUESTIONS)}つ）",
        heading=heading,
        lead=(*_LEADS[question], *_ask(question, values)),
        action=f"{NEW_URL}/{question}",
        from_summary=from_summary,
        choice=_claims(values, errors) if question == CLAIM else None,
        ticks=_papers(question, values) if question in _TICKS else None,
        boxes=tuple(_month_boxes(values, errors, known)) if question == MONTHS else (),
        writing=_writing(question, values, errors),
        ways=tuple(_ways(values)) if question == LOOK_FOR else (),
        recorded=_recorded(values, known.timeline) if question in (CLAIM, TOLD) else (),
        back=_back(question, from_summary=from_summary),
    )


def summary_view(values: Mapping[str, str], known: Known, *, why_not: str, points: int) -> CorrectionSummaryView:
    """Every answer with the way to change it; ``why_not`` says why it was not kept, empty before."""
    title = "内容の確認"
    errors = (FieldError("summary", why_not, may_mend=False),) if why_not else ()
    months = months_of(values)
    return CorrectionSummaryView(
        frame=_frame(title_with(errors, f"{title}（{TITLE}）"), announcement(errors, f"{title}です。"), points),
        errors=errors,
        lead=_summary_lead(values, known),
        strip=month_strip(months, known.timeline) if months else (),
        recorded=_recorded(values, known.timeline),
        rows=tuple(_row(question, values, known) for question in QUESTIONS),
        action=SUMMARY_URL,
        button="この内容に書きなおす" if values.get(NUMBER) else "この内容で、準備を終える",
    )


def _frame(title: str, announce: str, points: int) -> Frame:
    crumbs = (Link("マイページ", "/home"), CORRECTIONS_CRUMB)
    return Frame(title=title, announce=announce, tab=Tab.HISTORY, breadcrumbs=crumbs, points=points)


def _back(question: str, *, from_summary: bool) -> Link:
    if from_summary:
        return Link("変えずに、内容の確認へもどる", SUMMARY_URL)
    before = QUESTIONS[: QUESTIONS.index(question)]
    if not before:
        return Link("相談の一覧へもどる", CORRECTIONS_CRUMB.url)
    return Link("ひとつ前の質問へ", question_url(before[-1]))


def _ask(question: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """What to tell, by what is said to be wrong."""
    claim = load_corrections().claims.get(values.get(CLAIM, "")) if question == TOLD else None
    return (claim.ask,) if claim else ()


def _claims(values: Mapping[str, str], errors: tuple[FieldError, ...]) -> Choice:
    return Choice(
        name=CLAIM,
        legend=_NAMES[CLAIM],
        hint="",
        error=message_for(errors, CLAIM),
        answers=tuple(
            Answer(value=name, label=claim.title, chosen=values.get(CLAIM) == name, note=claim.says)
            for name, claim in load_corrections().claims.items()
        ),
    )


def _papers(question: str, values: Mapping[str, str]) -> Choice:
    evidence = load_corrections().evidence
    names = {kind: evidence[kind].name for kind in offered(question, values)}
    return choice(question, _TICKS[question], names, chosen(question, values))


def _ways(values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    evidence = load_corrections().evidence
    yield from ((evidence[kind].name, evidence[kind].where) for kind in offered(LOOK_FOR, values))


def _writing(question: str, values: Mapping[str, str], errors: tuple[FieldError, ...]) -> TextArea | None:
    hints = {TOLD: _TOLD_HINT, OTHERS: _OTHERS_HINT}
    if question not in hints:
        return None
    return TextArea(
        name=question,
        label=_NAMES[question],
        value=values.get(question, ""),
        hint=hints[question],
        error=message_for(errors, question),
        required=question == TOLD,
    )


def _month_boxes(values: Mapping[str, str], errors: tuple[FieldError, ...], known: Known) -> Iterator[Question]:
    years = range(months_to_ask(known.timeline).first_month.year, known.today.year + 1)
    year_options = (_CHOOSE, *((str(year), year_words(year)) for year in years))
    month_options = (_CHOOSE, *((str(month), f"{month}月") for month in range(1, 13)))
    for name, label, options in (
        (FIRST_YEAR, "はじめの年", year_options),
        (FIRST_MONTH, "はじめの月", month_options),
        (LAST_YEAR, "終わりの年", year_options),
        (LAST_MONTH, "終わりの月", month_options),
    ):
        value, error = values.get(name, ""), message_for(errors, name)
        yield Question(name=name, label=label, hint="", value=value, error=error, options=options)


def year_words(year: int) -> str:
    """A calendar year by its eras: ``昭和58年（1983年）``, ``昭和64年・平成元年（1989年）``."""
    eras = dict.fromkeys((era_year(date(year, 1, 1)), era_year(date(year, 12, 31))))
    return f"{'・'.join(eras)}（{year}年）"


def _recorded(values: Mapping[str, str], timeline: Timeline) -> tuple[RecordedLine, ...]:
    months = months_of(values)
    return recorded_lines(months, timeline) if months else ()


def _summary_lead(values: Mapping[str, str], known: Known) -> str:
    if any(errors_of(question, values, known) for question in QUESTIONS):
        return "まだ答えていない質問があります。下のボタンを押すと、その質問へ進みます。"
    if values.get(NUMBER):
        return f"受付番号 {receipt_number(values[NUMBER])}の相談を、次の内容に書きなおします。"
    return "次の内容で、窓口に持っていく紙を作ります。あとからでも、受け付けの前なら変えられます。"


def _row(question: str, values: Mapping[str, str], known: Known) -> SummaryRow:
    name = _NAMES[question]
    errors = errors_of(question, values, known)
    return SummaryRow(
        asked=name,
        answers=tuple(_answers(question, values)) or ("まだ答えていません" if errors else "ありません",),
        change=Link(f"{name}を変える", question_url(question, from_summary=True)),
    )


def _answers(question: str, values: Mapping[str, str]) -> Iterator[str]:
    if question == MONTHS:
        months = months_of(values)
        yield from (months_asked(months.first_month, months.last_month),) if months else ()
    elif question == CLAIM:
        yield from (claim_title(values[CLAIM]),) if values.get(CLAIM) else ()
    elif question in _TICKS:
        yield from evidence_names(chosen(question, values))
    elif values.get(question):
        yield values[question]
