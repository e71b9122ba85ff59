"""思い出すお手伝い: what can be asked about the record, one question after the other, and what the answers come to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from content.loader import load_library
from content.recall import Decided, RecallBook, Sure
from pension.calendar import YearMonth
from pension.checks import Finding
from pension.life_events import LifeEvent
from pension.recall import RecallPoint, Subject, Topic
from pension.timeline import Timeline
from web.forms.result import FieldError
from web.views.choices import ONE_ANSWER, Question, question
from web.views.form_errors import announcement, message_for, title_with
from web.views.frame import Frame, Link, Tab
from web.views.plain_form import Note, PlainFormView, form_frame
from web.views.point_texts import call_kind, point_text, point_url
from web.views.recall_events import EventsColumn, events_column
from web.views.recall_links import RECALL_URL, Opens, next_links, point_page
from web.views.record_grid import month_url
from web.views.wording import date_words, full_range_words, full_run_words, month_words, range_words, short_month_words

ANSWER = "answer"
"""The name of the field, and the id of the group of answers."""
NOTHING_CHOSEN = "答えを1つ、選んでください。わからないときは、いちばん下の答えを選べます。"
_HOME = Link("マイページ", "/home")
_LIST = Link("思い出すお手伝い", RECALL_URL)
_BEFORE_20 = ("20歳になる前", "この間の、会社づとめの記録がありません。", "quiet")
_SURE: Mapping[Sure, str] = {
    Sure.LIKELY: "その可能性が高いです。",
    Sure.POSSIBLE: "その可能性があります。",
    Sure.OPEN: "まだ、はっきりしません。",
}
_DECIDED: Mapping[Decided, str] = {
    Decided.LOOKING: "はっきりするのは、年金事務所などで調べたあとです。",
    Decided.CLAIM: (
        "カラ期間になるかどうかは、年金を請求するときに決まります。"
        "もう年金を受け取っている方は、ふつう、額は変わりません。年金事務所でお確かめください。"
    ),
    Decided.NOTICE: "決まるのは、届け出や申し込みのあとです。",
    Decided.NOTHING: "",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallLine:
    """One point of the list: its months, a tag with its kind, one line; what it came to; and the way there."""

    months: str
    kind: str
    tag: str
    summary: str
    state: str
    result: str
    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class GoneLine:
    """Answers about a point that the record no longer has."""

    months: str
    kept: str
    forget: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallView:
    """The list: what is open first, then what has come to a result."""

    frame: Frame
    lead: tuple[str, ...]
    open_points: tuple[RecallLine, ...]
    done: tuple[RecallLine, ...]
    gone: tuple[GoneLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallQuestionView:
    """One question with its answers, the events of that time, and the way back."""

    frame: Frame
    errors: tuple[FieldError, ...]
    progress: str
    heading: str
    period: str
    choice: Question
    action: str
    back: Link
    column: EventsColumn


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """A question that was answered: its words, the answer's, and where it is changed."""

    question: str
    answer: str
    change: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultView:
    """What the answers come to; ``decided`` says what settles it, and is empty where nothing is left to settle."""

    title: str
    sure: str
    decided: str
    says: tuple[str, ...]
    law: str
    proof: tuple[str, ...]
    do: tuple[str, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallPointView:
    """One point: the result where there is one, the answers, and how to go on. ``notice`` tells of a newer record."""

    frame: Frame
    heading: str
    period: str
    kind: str
    tag: str
    summary: str
    notice: str
    result: ResultView | None
    answers: tuple[GivenAnswer, ...]
    go_on: Link | None
    links: tuple[Link, ...]
    forget: Link | None
    column: EventsColumn


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembering:
    """What every screen here is made from: the record with its findings, the questions, and the points by key.

    ``open_findings`` is the number for the badge in the menu; ``gone`` are points the record no longer has, by key,
    with when the last answer about each was given, in Japan's time; ``entries`` are those of the worksheet that
    were made from answers, by point.
    """

    timeline: Timeline
    findings: Sequence[Finding]
    open_findings: int
    book: RecallBook
    points: Mapping[str, RecallPoint]
    gone: Mapping[str, datetime]
    entries: Mapping[str, LifeEvent]


# ── the list ────────────────────────────────────────────────────────────────────────────────────────────────────────


def recall_view(screen: Remembering) -> RecallView:
    """The list of everything that can be asked."""
    lines = [(point, _list_line(point, screen)) for point in screen.points.values()]
    still_open = tuple(line for point, line in lines if not point.walk.result)
    return RecallView(
        frame=Frame(
            title=_LIST.label,
            announce=f"思い出すお手伝いの画面です。答えていない項目は、{len(still_open)}件です。",
            tab=Tab.HISTORY,
            breadcrumbs=(_HOME,),
            points=screen.open_findings,
        ),
        lead=_lead(len(lines), len(still_open)),
        open_points=still_open,
        done=tuple(line for point, line in lines if point.walk.result),
        gone=tuple(_gone_line(key, answered_at) for key, answered_at in screen.gone.items()),
    )


def _lead(points: int, still_open: int) -> tuple[str, ...]:
    if not points:
        return ("いま、おたずねする項目はありません。", "記録が新しくなったときに、出てくることがあります。")
    if not still_open:
        return ("すべての項目に答えました。", "答えは、いつでも変えられます。")
    return (
        "記録のことで、そのころを思い出す質問をします。質問は1問ずつで、1つの項目に多くて8問です。",
        "わからないときは「わからない」でかまいません。答えは、記録を変えません。",
    )


def _list_line(point: RecallPoint, screen: Remembering) -> RecallLine:
    tag, summary, kind = _about(point.subject, screen)
    months = _months(point.subject)
    result = screen.book.results[point.walk.result].title if point.walk.result else ""
    state, label = _state(point, is_written=point.subject.key in screen.entries)
    return RecallLine(
        months=months,
        kind=kind,
        tag=tag,
        summary=summary,
        state=state,
        result=result,
        link=Link(label, point_page(point.subject.key)),
    )


def _state(point: RecallPoint, *, is_written: bool = False) -> tuple[str, str]:
    if point.walk.result:
        written = "答えて、履歴整理表に書きとめました" if is_written else "答えました"
        return written, "考えられることを見る"
    if point.is_begun:
        return "途中まで答えました", "続きの質問に答える"
    return "まだ答えていません", "質問に答える"


def _about(subject: Subject, screen: Remembering) -> tuple[str, str, str]:
    return about_point(next((each for each in screen.findings if each.key == subject.evidence), None), screen.timeline)


def about_point(finding: Finding | None, timeline: Timeline) -> tuple[str, str, str]:
    """Tag, one line, and kind of a point, as the page of points to check has them; None is the years before 20."""
    if finding is None:
        return _BEFORE_20
    text = point_text(finding, timeline)
    return text.tag, text.summary, call_kind(finding)


def _gone_line(key: str, answered_at: datetime) -> GoneLine:
    month = month_words(YearMonth.parse(key[-7:]))
    return GoneLine(
        months=f"{month}からの項目",
        kept=f"{date_words(answered_at.date())}に答えました。",
        forget=Link("この答えを消す", f"{point_page(key)}/forget"),
    )


def _months(subject: Subject) -> str:
    return full_range_words(subject.first_month, subject.last_month)


def _age(subject: Subject) -> str:
    if subject.age_first == subject.age_last:
        return f"{subject.age_first}歳のころです。"
    return f"{subject.age_first}歳から{subject.age_last}歳のころです。"


# ── one question ────────────────────────────────────────────────────────────────────────────────────────────────────


def question_view(
    screen: Remembering, point: RecallPoint, name: str, place: int, *, errors: tuple[FieldError, ...] = ()
) -> RecallQuestionView:
    """The question of that name, the ``place``-th on the way (from 1), with the answer given before."""
    subject, words = point.subject, screen.book.asked[name]
    chosen = point.answers.get(name, "")
    return RecallQuestionView(
        frame=Frame(
            title=title_with(errors, words.text),
            announce=announcement(errors, words.text),
            tab=Tab.HISTORY,
            breadcrumbs=(_HOME, _LIST, Link(short_months(subject), point_page(subject.key))),
            points=screen.open_findings,
        ),
        errors=errors,
        progress=_progress(place, screen.book.tree.most_from(name, subject)),
        heading=words.text,
        period=f"{full_run_words(subject.first_month, subject.last_month)}、{_age(subject)}",
        choice=question(
            ANSWER,
            ONE_ANSWER,
            words.answers,
            (chosen,),
            hint=words.why,
            error=message_for(errors, ANSWER),
        ),
        action=f"{point_page(subject.key)}/{name}",
        back=_back(point, place),
        column=events_column(subject),
    )


def short_months(subject: Subject) -> str:
    """The months of a point for a list of links."""
    return range_words(subject.first_month, subject.last_month)


def _progress(place: int, most: int) -> str:
    if most == 1:
        return f"{place}問目です。これが最後の質問です。"
    return f"{place}問目です。多くても{place - 1 + most}問で終わります。"


def _back(point: RecallPoint, place: int) -> Link:
    url = point_page(point.subject.key)
    if place == 1:
        return Link("この項目の説明へもどる", url)
    return Link("ひとつ前の質問へ", f"{url}/{point.walk.steps[place - 2].question}")


# ── one point ───────────────────────────────────────────────────────────────────────────────────────────────────────


def point_view(screen: Remembering, point: RecallPoint, opens: Opens) -> RecallPointView:
    """The page of a point; ``opens`` tells which addresses the reader may follow."""
    subject = point.subject
    tag, summary, kind = _about(subject, screen)
    heading = f"{full_run_words(subject.first_month, subject.last_month)}のこと"
    url = point_page(subject.key)
    result = _result(point, screen, opens) if point.walk.result else None
    return RecallPointView(
        frame=Frame(
            title=heading,
            announce=result.title if result else heading,
            tab=Tab.HISTORY,
            breadcrumbs=(_HOME, _LIST),
            points=screen.open_findings,
        ),
        heading=heading,
        period=_age(subject),
        kind=kind,
        tag=tag,
        summary=summary,
        notice="記録が新しくなりました。答えがいまの記録に合うか、もう一度ご確認ください。" if point.is_older else "",
        result=result,
        answers=tuple(_answers(screen, point)),
        go_on=Link(_state(point)[1], f"{url}/{point.walk.open_question}") if point.walk.open_question else None,
        links=tuple(_links(subject, screen, opens)),
        forget=Link("この項目の答えを消す", f"{url}/forget") if point.answers else None,
        column=events_column(subject),
    )


def _answers(screen: Remembering, point: RecallPoint) -> Iterator[GivenAnswer]:
    for step in point.walk.steps:
        words = screen.book.asked[step.question]
        change = Link("答えを変える", f"{point_page(point.subject.key)}/{step.question}")
        yield GivenAnswer(words.text, words.answers[step.answer], change)


def _result(point: RecallPoint, screen: Remembering, opens: Opens) -> ResultView:
    words, key = screen.book.results[point.walk.result], point.subject.key
    faq = load_library().questions[words.faq]
    return ResultView(
        title=words.title,
        sure=_SURE[words.sure],
        decided=_DECIDED[words.decided],
        says=words.says,
        law="、".join(words.law),
        proof=words.proof,
        do=words.do,
        links=(
            *next_links(words.steps, key, screen.entries.get(key), opens),
            Link(f"よくあるご質問：{faq.title}", f"/faq/{faq.slug}"),
        ),
    )


def _links(subject: Subject, screen: Remembering, opens: Opens) -> Iterator[Link]:
    """Back to what the record says, as far as the reader may open it."""
    timeline = screen.timeline
    if timeline.span_at(subject.first_month) and opens(month_url(subject.first_month)):
        yield Link(f"{short_month_words(subject.first_month)}の記録を見る", month_url(subject.first_month))
    if subject.topic is not Topic.BEFORE_20 and opens(point_url(subject.evidence)):
        yield Link("ご確認いただきたい項目の説明を見る", point_url(subject.evidence))


# ── forgetting ──────────────────────────────────────────────────────────────────────────────────────────────────────


def forget_view(key: str, answered_at: datetime) -> PlainFormView:
    """The page on which the answers about a point are deleted; ``answered_at`` is in Japan's time."""
    title = "答えを消す"
    return PlainFormView(
        frame=form_frame(title, (), (_HOME, _LIST)),
        heading=title,
        action=f"{point_page(key)}/forget",
        button="答えを消す",
        questions=(),
        lead=(
            f"{month_words(YearMonth.parse(key[-7:]))}からの項目について、{date_words(answered_at.date())}までに答えた内容です。",
            "消すと、もとにはもどせません。年金の記録は変わりません。履歴整理表に書きとめたことは、残ります。",
        ),
        notes=(Note("消さないとき", ("答えは、このまま残ります。",), (_LIST,)),),
    )
