"""The office's list of requests to correct a record, and one of them opened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Protocol

from pension.calendar import MonthRange, YearMonth
from pension.correction_steps import Outcome, Step
from pension.timeline import Timeline
from web.forms.correction_desk import NUMBER
from web.forms.correction_steps import SEEN
from web.forms.result import FieldError
from web.views.before_after import BeforeAfterView, ChangedRow, before_after_view, month_state
from web.views.correction_facts import OpenCorrectionFacts, RequestFacts, StepFacts
from web.views.correction_words import (
    claim_title,
    evidence_names,
    months_asked,
    outcome_name,
    request_heading,
    step_tag,
)
from web.views.form_errors import announcement, message_for, title_with
from web.views.frame import Frame, Link
from web.views.identity import identity_facts
from web.views.office import CORRECTIONS, DESK
from web.views.question import Question
from web.views.wording import date_words, full_range_words, moment_words

_STEP_ACTS: Mapping[Step, str] = {
    Step.RECEIVED: "受け付ける",
    Step.UNDER_REVIEW: "調べはじめる",
    Step.PAPERS_ASKED: "書類をお願いする",
    Step.NOTIFIED: "結果をお知らせした、と記録する",
    Step.WITHDRAWN: "ご本人の申し出により取り下げる",
}
MOVED_ON = "ほかの職員が、先に進めました。何もしていません。いまの段階を、お確かめください。"
REWRITTEN = "ご本人が、この請求を書きなおしました。何もしていません。いまの内容を、もう一度お読みください。"
ANOTHER_OFFICER = "決めた職員とは別の職員が、内容を確かめてから、記録に反映します。"
_NUMBER_PROBLEMS = {
    "no-such-request": "この受付番号の請求は、見つかりません。番号をお確かめください。",
    "too-many-tries": "番号のまちがいが続いたため、受け付けを止めています。1時間ほどあとに、もう一度お試しください。",
    "own-record": "ご自分の記録や、代理をしている方の記録についての請求は、ほかの職員が受け持ちます。",
}
_BACK_TO_REVIEW = "決定を取り消し、もう一度調べる"
_PAPERS_CAME = "書類が届いたので、続きを調べる"
_MORE_PAPERS = "ほかの書類もお願いする"


class DeskLineFacts(Protocol):
    """A request in the list."""

    @property
    def number(self) -> str:
        """Eight digits."""
        ...

    @property
    def since(self) -> datetime:
        """Since when it stands there, in Japan's time."""
        ...

    @property
    def until_day(self) -> date | None:
        """By when papers are asked for."""
        ...


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A request in the list: its number with the link, since when it waits, and by when papers are due."""

    link: Link
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class DeskGroup:
    """The requests that have come so far; ``heading`` counts them."""

    heading: str
    rows: tuple[DeskRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionDeskView:
    """The list, and the box for a number."""

    frame: Frame
    errors: tuple[FieldError, ...]
    lead: str
    number: Question
    groups: tuple[DeskGroup, ...]


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step in the history of a request."""

    name: str
    when: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCorrectionView:
    """A request; ``months`` are its cells as the person saw them and as they are, ``first`` the way on that comes next.

    ``why_not`` says why this officer cannot take that next step.
    """

    frame: Frame
    heading: str
    tag: tuple[str, str]
    notice: str
    facts: tuple[tuple[str, str], ...]
    months: tuple[ChangedRow, ...]
    months_say: str
    steps: tuple[StepLine, ...]
    why_not: str
    first: Link | None
    others: tuple[Link, ...]
    change: BeforeAfterView | None


def request_url(number: str) -> str:
    """The desk's page of a request."""
    return f"{CORRECTIONS.url}/{number}"


def step_url(number: str, step: Step) -> str:
    """The form of a step."""
    return f"{request_url(number)}/steps/{step}"


def decision_url(number: str) -> str:
    """The decision of a request."""
    return f"{request_url(number)}/decision"


def record_url(number: str) -> str:
    """Where a decision is put into the record."""
    return f"{request_url(number)}/record"


def request_crumbs(number: str) -> tuple[Link, ...]:
    """The way back from a screen of one request."""
    return (DESK, CORRECTIONS, Link(request_heading(number), request_url(number)))


def correction_desk_view(
    lines: Mapping[Step, Sequence[DeskLineFacts]],
    waiting: int,
    today: date,
    typed: str = "",
    errors: tuple[FieldError, ...] = (),
) -> CorrectionDeskView:
    """The list as it comes: by step, the longest waiting first."""
    title = CORRECTIONS.label
    return CorrectionDeskView(
        frame=Frame(
            title=title_with(errors, title),
            announce=announcement(errors, f"{title}の一覧です。"),
            breadcrumbs=(DESK,),
        ),
        errors=errors,
        lead=f"年金事務所で進めている請求は、{waiting}件です。" if waiting else "いま、進めている請求はありません。",
        number=Question(
            name=NUMBER,
            label="受付番号（8けた）",
            hint="ご本人がお持ちの紙か、画面に書いてあります。例：1234-5678",
            value=typed,
            error=message_for(errors, NUMBER),
            inputmode="numeric",
        ),
        groups=tuple(
            DeskGroup(f"{step_tag(step)[1]}（{len(found)}件）", tuple(_row(line, today) for line in found))
            for step, found in lines.items()
            if found
        ),
    )


def number_problem(problem: str) -> tuple[FieldError, ...]:
    """Why a request is not opened: :class:`services.correction_desk.CorrectionProblem` in words."""
    return (FieldError(NUMBER, _NUMBER_PROBLEMS[problem]),)


def _row(line: DeskLineFacts, today: date) -> DeskRow:
    days = (today - line.since.date()).days
    waited = f"（{days}日たちました）" if days else "（きょうから）"
    return DeskRow(
        link=Link(request_heading(line.number), request_url(line.number)),
        since=f"{date_words(line.since.date())}から{waited}",
        until=_until(line.until_day, today),
    )


def _until(until_day: date | None, today: date) -> str:
    if until_day is None:
        return ""
    return f"書類の期限：{date_words(until_day)}" + ("（すぎました）" if until_day < today else "")


def open_correction_view(opened: OpenCorrectionFacts, notice: str = "") -> OpenCorrectionView:
    """The request as it is opened; ``notice`` says what was just done."""
    request = opened.request
    ways = tuple(_ways(opened))
    return OpenCorrectionView(
        # the number names no person, but a title goes where pages are remembered
        frame=Frame(title="訂正の請求を見る", announce="訂正の請求を開きました。", breadcrumbs=(DESK, CORRECTIONS)),
        heading=request_heading(request.number),
        tag=step_tag(request.step),
        notice=notice,
        facts=(*identity_facts(opened.now.record.person, opened.seen.record.person), *_facts(request)),
        months=side_by_side(opened.seen, opened.now, request.request.first_month, request.request.last_month),
        months_say=_months_say(opened),
        steps=tuple(_step_line(taken) for taken in request.steps),
        why_not=_why_not(opened),
        first=ways[0] if ways else None,
        others=ways[1:],
        change=before_after_view(opened.change) if opened.change else None,
    )


def _facts(request: RequestFacts) -> Iterator[tuple[str, str]]:
    asked, evidence = request.request, request.request.evidence
    yield "ちがうと思うこと", claim_title(asked.claim)
    yield "対象の月", months_asked(asked.first_month, asked.last_month)
    yield "ご本人のお話", asked.told or "まだ書かれていません"
    yield "手もとにある書類", "、".join(evidence_names(evidence.at_hand)) or "ありません"
    if evidence.to_look_for:
        yield "さがしている書類", "、".join(evidence_names(evidence.to_look_for))
    if evidence.others:
        yield "そのほかの手がかり", evidence.others


def side_by_side(seen: Timeline, now: Timeline, first: YearMonth, last: YearMonth) -> tuple[ChangedRow, ...]:
    """The months of a request, run by run, as the person saw them and as they are recorded now."""
    months = MonthRange(first, last).each()
    rows = []
    for (was, became), run in groupby(months, key=lambda month: (month_state(seen, month), month_state(now, month))):
        alike = tuple(run)
        rows.append(ChangedRow(full_range_words(alike[0], alike[-1]), was, became))
    return tuple(rows)


def _months_say(opened: OpenCorrectionFacts) -> str:
    if opened.seen.record == opened.now.record:
        return "ご本人が見たあと、記録は変わっていません。"
    return "ご本人が見たあと、記録が新しくなっています。"


def _step_line(taken: StepFacts) -> StepLine:
    outcome = (f"結果：{outcome_name(taken.outcome)}",) if taken.outcome else ()
    until = (f"書類の期限：{date_words(taken.until_day)}",) if taken.until_day else ()
    place = (f"ところ：{taken.office}",) if taken.office else ("ところ：ご本人の画面",)
    note = tuple(line for line in taken.note.split("\n") if line)
    when = moment_words(taken.happened_at)
    return StepLine(step_tag(taken.step)[1], when, (*place, *outcome, *until, *note))


def _why_not(opened: OpenCorrectionFacts) -> str:
    if opened.decided_here and Step.RECORD_UPDATED in opened.may:
        return ANOTHER_OFFICER
    return ""


def _ways(opened: OpenCorrectionFacts) -> Iterator[Link]:
    """What can be done, what comes next first."""
    number, may = opened.request.number, opened.may
    if Step.DECIDED in may:
        yield Link("決定を作る", decision_url(number))
    if Step.RECORD_UPDATED in may and not opened.decided_here:
        yield Link("決定を確かめて、記録に反映する", record_url(number))
    for step in (Step.RECEIVED, Step.NOTIFIED, Step.UNDER_REVIEW, Step.PAPERS_ASKED, Step.WITHDRAWN):
        if step in may:
            yield Link(step_act(step, opened.request.step), f"{step_url(number, step)}?{SEEN}={opened.state}")


def step_act(step: Step, before: Step) -> str:
    """What taking a step is called, where a request stands at another."""
    if step is Step.UNDER_REVIEW and before is Step.DECIDED:
        return _BACK_TO_REVIEW
    if step is Step.UNDER_REVIEW and before is Step.PAPERS_ASKED:
        return _PAPERS_CAME
    return _MORE_PAPERS if step is before is Step.PAPERS_ASKED else _STEP_ACTS[step]


def outcome_words(outcome: Outcome) -> str:
    """What an officer chooses: ``訂正する``."""
    return _OUTCOMES[outcome]


_OUTCOMES: Mapping[Outcome, str] = {
    Outcome.GRANTED: "訂正する",
    Outcome.PARTLY: "一部を訂正する",
    Outcome.REFUSED: "訂正しない",
}
