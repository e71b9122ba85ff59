"""記録の訂正の相談: a person's requests, how it works, and where a new one begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pension.calendar import MonthRange
from pension.correction_starts import Start, StartKind
from pension.correction_steps import OPEN_STEPS, Step
from pension.life_events import LifeEvent
from web.forms.corrections import LONGEST_TOLD
from web.views.approximate_words import spell_words
from web.views.correction_facts import RequestFacts
from web.views.correction_links import FROM, NEW_URL, start_link
from web.views.correction_words import (
    CORRECTIONS_CRUMB,
    TITLE,
    claim_title,
    correction_url,
    months_asked,
    request_heading,
    step_tag,
)
from web.views.frame import Frame, Link, Tab
from web.views.history_words import headline
from web.views.wording import date_words, receipt_number

_HOME = Link("マイページ", "/home")
HOW = (
    "記録がちがうと思う月について、1問ずつ答えると、窓口に持っていく紙ができます。",
    "その紙を印刷して、お近くの年金事務所へお持ちください。訂正の請求は、年金事務所で受け付けます。この画面では、記録は変わりません。",
    "年金事務所が受け付けたあとは、どこまで進んだかを、この画面で見られます。",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestCard:
    """One request of the list: its number, how far it has come, what it is about."""

    heading: str
    kind: str
    state: str
    facts: tuple[tuple[str, str], ...]
    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionsView:
    """The list, newest first; ``full`` says why no other can be begun, empty when one can."""

    frame: Frame
    lead: str
    how: tuple[str, ...]
    cards: tuple[RequestCard, ...]
    begin: Link
    full: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionStartView:
    """Before the first question: what is known already, and what is in the way.

    ``hidden`` is where it begins; ``go_on`` leads to a form that is not finished; ``full`` is that of the list.
    """

    frame: Frame
    lead: str
    how: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    action: str
    hidden: tuple[tuple[str, str], ...]
    go_on: Link | None
    full: str
    back: Link


@dataclass(frozen=True, slots=True)
class MovedLine:
    """A request on the person's own page that has moved on, or waits for papers."""

    kind: str
    state: str
    says: str
    link: Link


def corrections_view(requests: Sequence[RequestFacts], *, most: int, points: int) -> CorrectionsView:
    """The page of a person's requests; at most so many may be open."""
    waiting = sum(request.step in OPEN_STEPS for request in requests)
    return CorrectionsView(
        frame=Frame(
            title=TITLE,
            announce=f"{TITLE}の画面です。",
            tab=Tab.HISTORY,
            breadcrumbs=(_HOME,),
            points=points,
        ),
        lead=_lead(len(requests), waiting),
        how=HOW,
        cards=tuple(map(request_card, requests)),
        begin=start_link(Start(), "新しく準備をはじめる"),
        full=full_words(waiting, most),
    )


def full_words(waiting: int, most: int) -> str:
    """Why no other request can be begun; empty when one can."""
    if waiting < most:
        return ""
    return (
        f"まだ終わっていない相談が{waiting}件あります。一度に持てるのは、{most}件までです。"
        "準備だけのものを消すか、ひとつ終わってから、お書きください。お急ぎのときは、お近くの年金事務所で相談できます。"
    )


def many_today_words(most: int) -> str:
    """Why no more is prepared today."""
    return f"一日に準備できる相談は、{most}件までです。書いた内容は保存してあります。あした、もう一度お試しください。"


def _lead(number: int, waiting: int) -> str:
    if not number:
        return "相談は、まだありません。"
    if waiting:
        return f"相談は{number}件です。うち{waiting}件は、まだ終わっていません。"
    return f"相談は{number}件です。すべて終わりました。"


def request_card(request: RequestFacts) -> RequestCard:
    """One request in the list."""
    kind, state = step_tag(request.step)
    asked = request.request
    return RequestCard(
        heading=request_heading(request.number),
        kind=kind,
        state=state,
        facts=tuple(
            (
                ("いつの記録", months_asked(asked.first_month, asked.last_month)),
                ("ちがうと思うこと", claim_title(asked.claim)),
                ("いまの段階になった日", date_words(request.changed_at.date())),
                *_until(request),
            )
        ),
        link=Link("この相談を見る", correction_url(request.number)),
    )


def _until(request: RequestFacts) -> Iterator[tuple[str, str]]:
    until = request.steps[-1].until_day
    if request.step is Step.PAPERS_ASKED and until:
        yield "書類を出す日", f"{date_words(until)}まで"


def moved_line(request: RequestFacts) -> MovedLine:
    """A request that has moved on, on the person's own page."""
    kind, state = step_tag(request.step)
    on = date_words(request.changed_at.date())
    until = "".join(f"書類を、{value}に、お出しください。" for _, value in _until(request))
    months = months_asked(request.request.first_month, request.request.last_month)
    says = f"{months}の相談です。{on}に進みました。{until}"
    return MovedLine(kind, state, says, Link(request_heading(request.number), correction_url(request.number)))


# ── where a request begins ──────────────────────────────────────────────────────────────────────────────────────────


def correction_start_view(
    start: Start, months: MonthRange | None, claim: str, *, go_on: str, full: str, points: int
) -> CorrectionStartView:
    """Before the first question; ``go_on`` is where a form that is not finished goes on, empty for none."""
    title = f"{TITLE}の準備"
    return CorrectionStartView(
        frame=Frame(
            title=title,
            announce=f"{title}です。",
            tab=Tab.HISTORY,
            breadcrumbs=(_HOME, CORRECTIONS_CRUMB),
            points=points,
        ),
        lead="おたずねするのは6つです。答えは、1問ごとに保存されます。わかるところだけで大丈夫です。",
        how=HOW,
        facts=tuple(_known(start, months, claim)),
        action=NEW_URL,
        hidden=((FROM, str(start)),),
        go_on=Link("途中の準備の、続きを書く", go_on) if go_on else None,
        full=full,
        back=Link("相談の一覧へもどる", CORRECTIONS_CRUMB.url),
    )


def _known(start: Start, months: MonthRange | None, claim: str) -> Iterator[tuple[str, str]]:
    if months is not None:
        yield "いつの記録", months_asked(months.first_month, months.last_month)
    if claim:
        yield "ちがうと思うこと（あとで変えられます）", claim_title(claim)
    if start.kind is StartKind.SEARCH:
        yield "記録をさがした受付番号", receipt_number(start.key)


def told_from_entry(event: LifeEvent) -> str:
    """The person's account as their worksheet has it. A note is left out: it is for the person's eyes alone."""
    lines = [
        f"{headline(event)}。{spell_words(event.began, event.ended, goes_on=event.goes_on)}。",
        *([f"場所：{event.place}"] if event.place and event.name else []),
        *([f"仕事：{event.work}"] if event.work else []),
        *([f"そのころの名前：{event.name_then}"] if event.name_then else []),
        *([f"前の名前：{event.name_before}"] if event.name_before else []),
    ]
    return "\n".join(lines)[:LONGEST_TOLD]


def told_from_search(number: str) -> str:
    """What a search lets its person know: that they searched, and the number for the office."""
    return f"持ち主のわからない記録をさがしました。受付番号は{receipt_number(number)}です。"
