"""One request to correct a record: what was asked, how far it has come, what was decided, what has changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from content.corrections import load_corrections
from pension.calendar import MonthRange, day_age_is_reached
from pension.correction_steps import WITHDRAWABLE, Outcome, Step
from pension.corrections import RecordChange
from pension.estimate import Estimate
from pension.limits import Limit
from pension.payment import Stage
from pension.timeline import Timeline
from web.views.before_after import BeforeAfterView, before_after_view
from web.views.correction_facts import RequestFacts, StepFacts
from web.views.correction_words import (
    CORRECTIONS_CRUMB,
    TITLE,
    after_decision,
    claim_title,
    correction_url,
    evidence_names,
    how_long_words,
    months_asked,
    request_heading,
    step_tag,
)
from web.views.frame import Frame, Link, Tab
from web.views.identity import identity_facts
from web.views.limits import SaidLimit, what_if_limits
from web.views.money import UNKNOWN, MoneyRow, MoneyTable, RowKind
from web.views.month_strip import StripMonth, month_strip
from web.views.plain_form import Note, PlainFormView
from web.views.record_lines import RecordedLine, recorded_lines
from web.views.wording import date_words, receipt_number, yen

_WAY = (Step.PREPARED, Step.RECEIVED, Step.UNDER_REVIEW, Step.DECIDED, Step.RECORD_UPDATED, Step.NOTIFIED)
"""The ordinary way; papers are asked for in between."""
_HOME = Link("マイページ", "/home")


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """A step: taken (``done``), the present one (``now``) or still to come (``ahead``), with what is said of it."""

    state: str
    state_word: str
    name: str
    day: str
    lines: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionView:
    """What was decided: its name, the office's reason, what it means and allows, the articles."""

    name: str
    day: str
    reason: str
    says: tuple[str, ...]
    law: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyChange:
    """What going on as now would bring before and after; ``table`` None where no amount can be said."""

    limits: tuple[SaidLimit, ...]
    lead: str
    table: MoneyTable | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedView:
    """What a request asks for: the months as they were recorded then, what is said to be wrong, the papers."""

    months: str
    strip: tuple[StripMonth, ...]
    recorded: tuple[RecordedLine, ...]
    claim: str
    office: str
    told: str
    at_hand: tuple[str, ...]
    to_look_for: tuple[str, ...]
    others: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRequestView:
    """The page of a request.

    ``next`` says what comes, how long it takes, what to do meanwhile; ``papers`` is what is asked for and until when.
    ``links`` is what can be done with it, ``onward`` where its record is read.
    """

    frame: Frame
    heading: str
    number: str
    kind: str
    state: str
    happened: str
    next: tuple[tuple[str, str], ...]
    papers: tuple[str, ...]
    decision: DecisionView | None
    change: BeforeAfterView | None
    money: MoneyChange | None
    steps: tuple[StepLine, ...]
    asked: AskedView
    paper: Link | None
    links: tuple[Link, ...]
    onward: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionPrintView:
    """The sheet for the office: no estimate is on it."""

    frame: Frame
    facts: tuple[tuple[str, str], ...]
    as_of: str
    asked: AskedView
    bring: tuple[str, ...]
    for_office: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Amounts:
    """Estimates of going on as now, by the record of before and by that of after, with what they cannot say."""

    limits: tuple[Limit, ...]
    before: Estimate | None
    after: Estimate | None


def correction_request_view(
    request: RequestFacts, seen: Timeline, change: RecordChange | None, amounts: Amounts | None, *, points: int
) -> CorrectionRequestView:
    """The page of a request; ``seen`` is the record of that day, ``amounts`` None where none may be shown."""
    kind, state = step_tag(request.step)
    words, url = load_corrections().steps[request.step], correction_url(request.number)
    return CorrectionRequestView(
        frame=_frame(request_heading(request.number), f"{request_heading(request.number)}。{state}。", points),
        heading=TITLE,
        number=request_heading(request.number),
        kind=kind,
        state=state,
        happened=words.happened,
        next=tuple(_next(request)),
        papers=_papers(request),
        decision=_decision(request),
        change=before_after_view(change) if change else None,
        money=_money(amounts, seen) if amounts and change else None,
        steps=tuple(_steps(request)),
        asked=_asked(request, seen),
        paper=Link("窓口に持っていく紙を印刷する", f"{url}/print") if request.step in WITHDRAWABLE else None,
        links=tuple(_links(request, url)),
        onward=(Link("いまの年金記録を見る", "/records"), Link("見込額を試算する", "/estimate/simple")),
    )


def correction_print_view(request: RequestFacts, seen: Timeline, today: date) -> CorrectionPrintView:
    """The sheet for the office, printed on a day."""
    return CorrectionPrintView(
        frame=_frame(f"{TITLE}（印刷用）", "印刷用の、相談の紙です。", None),
        facts=(
            ("受付番号", receipt_number(request.number)),
            *identity_facts(seen.record.person),
            ("準備した日", date_words(request.steps[0].happened_at.date())),
            ("印刷した日", date_words(today)),
        ),
        as_of=date_words(seen.record.as_of.last_day),
        asked=_asked(request, seen),
        bring=(
            "この紙",
            "ご本人とわかる書類（運転免許証、マイナンバーカードなど）",
            "年金の番号がわかるもの（年金手帳、年金証書、ねんきん定期便など）",
        ),
        for_office=("受け付けた日", "年金事務所", "受け付けた人", "次にすること"),
    )


def _frame(title: str, announce: str, points: int | None) -> Frame:
    return Frame(title=title, announce=announce, tab=Tab.HISTORY, breadcrumbs=(_HOME, CORRECTIONS_CRUMB), points=points)


def _asked(request: RequestFacts, seen: Timeline) -> AskedView:
    asked, book = request.request, load_corrections()
    months = MonthRange(asked.first_month, asked.last_month)
    claim = book.claims.get(asked.claim)
    return AskedView(
        months=months_asked(asked.first_month, asked.last_month),
        strip=month_strip(months, seen),
        recorded=recorded_lines(months, seen),
        claim=claim_title(asked.claim),
        office=claim.office if claim else "",
        told=asked.told,
        at_hand=evidence_names(asked.evidence.at_hand),
        to_look_for=evidence_names(asked.evidence.to_look_for),
        others=asked.evidence.others,
    )


# ── how far it has come ─────────────────────────────────────────────────────────────────────────────────────────────


def _next(request: RequestFacts) -> Iterator[tuple[str, str]]:
    """What comes, how long it takes, what to do meanwhile; after a decision by what was decided."""
    words = load_corrections().steps[request.step]
    following, how_long = words.next, how_long_words(request.step)
    if request.step is Step.DECIDED and request.outcome is not None:
        following, how_long = after_decision(request.outcome)
    yield "次にすること", following
    if how_long:
        yield "日にちのこと", how_long
    yield "あなたにできること", words.meanwhile


def _papers(request: RequestFacts) -> tuple[str, ...]:
    if request.step is not Step.PAPERS_ASKED:
        return ()
    asked = request.steps[-1]
    until = f"{date_words(asked.until_day)}までに、お出しください。" if asked.until_day else ""
    return tuple(line for line in (asked.note, until) if line)


def _decision(request: RequestFacts) -> DecisionView | None:
    decided = next((taken for taken in reversed(request.steps) if taken.outcome is not None), None)
    if decided is None or decided.outcome is None:
        return None
    book = load_corrections()
    words, claim = book.outcomes[decided.outcome], book.claims.get(request.request.claim)
    more = claim.refused if claim and decided.outcome is not Outcome.GRANTED else ""
    return DecisionView(
        name=words.name,
        day=date_words(decided.happened_at.date()),
        reason=decided.note,
        says=(*words.says, more) if more else words.says,
        law="、".join(words.law),
    )


def _steps(request: RequestFacts) -> Iterator[StepLine]:
    for taken in request.steps:
        yield _taken(taken, is_last=taken is request.steps[-1])
    for step in _ahead(request):
        lines = (how_long_words(step),) if how_long_words(step) else ()
        name = load_corrections().steps[step].ahead
        yield StepLine(state="ahead", state_word="これから", name=name, day="", lines=lines, note="")


def _taken(taken: StepFacts, *, is_last: bool) -> StepLine:
    words = load_corrections().steps[taken.step]
    until = f"書類を出す日：{date_words(taken.until_day)}まで" if taken.until_day else ""
    at = f"（{taken.office}）" if taken.office else ""
    return StepLine(
        state="now" if is_last else "done",
        state_word="いま" if is_last else "すみました",
        name=words.name if is_last else words.done,
        day=f"{date_words(taken.happened_at.date())}{at}",
        lines=tuple(line for line in (words.happened if is_last else "", until) if line),
        note=taken.note,
    )


def _ahead(request: RequestFacts) -> tuple[Step, ...]:
    """The ordinary steps still to come."""
    if request.step in (Step.WITHDRAWN, Step.NOTIFIED):
        return ()
    here = Step.UNDER_REVIEW if request.step is Step.PAPERS_ASKED else request.step
    left_out = {Step.RECORD_UPDATED} if request.outcome is Outcome.REFUSED else set[Step]()
    following = _WAY[_WAY.index(here) + 1 :]
    ahead = (Step.UNDER_REVIEW, *following) if request.step is Step.PAPERS_ASKED else following
    return tuple(step for step in ahead if step not in left_out)


def _links(request: RequestFacts, url: str) -> Iterator[Link]:
    if request.step is Step.PREPARED:
        yield Link("内容を書きなおす", f"{url}/change")
        yield Link("この相談を消す", f"{url}/delete")
    elif request.step in WITHDRAWABLE:
        yield Link("この相談を取り下げる", f"{url}/withdraw")


# ── in yen ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _money(amounts: Amounts, seen: Timeline) -> MoneyChange:
    table = _table(amounts.before, amounts.after) if amounts.before and amounts.after else None
    goes_on = day_age_is_reached(seen.record.person.birth_date, _WORKS_UNTIL) > seen.today
    lead = f"{_AS_NOW if goes_on else ''}{_FROM_65}"
    return MoneyChange(limits=what_if_limits(amounts.limits), lead=lead if table else _NO_AMOUNT, table=table)


_WORKS_UNTIL = 60
_AS_NOW = "いまのまま60歳まで続け、"
_FROM_65 = "65歳から受け取るとしたときの、1年の額の見込みです。税金などを引く前の額です。"
_NO_AMOUNT = "年金の額は、ここでは計算できません。お近くの年金事務所で、おたずねください。"


def _table(before: Estimate, after: Estimate) -> MoneyTable:
    first, then = _for_life(before.stages), _for_life(after.stages)
    difference = _more(then - first) if first is not None and then is not None else UNKNOWN
    amounts = (("訂正の前の記録", _said(first)), ("訂正の後の記録", _said(then)))
    return MoneyTable(
        caption="65歳からの年金の見込額（1年）",
        corner="どの記録で計算したか",
        columns=("1年の額",),
        rows=(
            *(MoneyRow(name, (amount,)) for name, amount in amounts),
            MoneyRow("ちがい", (difference,), RowKind.TOTAL),
        ),
    )


def _for_life(stages: Sequence[Stage]) -> int | None:
    return stages[-1].yearly if stages else None


def _said(yearly: int | None) -> str:
    return "月数が足りず、計算できません" if yearly is None else yen(yearly)


def _more(difference: int) -> str:
    if not difference:
        return "変わりません"
    return f"{yen(abs(difference))}、{'ふえる' if difference > 0 else 'へる'}見込みです"


# ── before something is done that cannot be undone ──────────────────────────────────────────────────────────────────


def change_view(request: RequestFacts, *, has_draft: bool) -> PlainFormView:
    """Before a request is opened to be changed; ``has_draft``: another unfinished form would be thrown away."""
    safe = "いまの内容を開いて、書きなおします。途中でやめても、いまの内容は残ります。"
    lost = "書きかけの準備がほかにあります。続けると、書きかけのほうは消えます。"
    lead = (safe, lost) if has_draft else (safe,)
    return _confirm(request, "内容を書きなおす", "change", "書きなおしはじめる", lead)


def delete_view(request: RequestFacts) -> PlainFormView:
    """Before a request is deleted for good."""
    lead = ("年金事務所には、まだ届いていません。消すと、もとにはもどせません。",)
    return _confirm(request, "この相談を消す", "delete", "この相談を消す", lead)


def withdraw_view(request: RequestFacts) -> PlainFormView:
    """Before a request is taken back."""
    lead = (
        "取り下げると、年金事務所は調べるのをやめます。もとにはもどせませんが、また新しく相談できます。",
        "お出しになった書類のことは、年金事務所でおたずねください。",
    )
    return _confirm(request, "この相談を取り下げる", "withdraw", "この相談を取り下げる", lead)


def _confirm(request: RequestFacts, title: str, act: str, button: str, lead: tuple[str, ...]) -> PlainFormView:
    url, asked = correction_url(request.number), request.request
    months = months_asked(asked.first_month, asked.last_month)
    about = f"{request_heading(request.number)}、{months}、「{claim_title(asked.claim)}」の相談です。"
    return PlainFormView(
        frame=_frame(title, f"{title}画面です。", None),
        heading=title,
        action=f"{url}/{act}",
        button=button,
        questions=(),
        lead=(about, *lead),
        notes=(Note("やめるとき", ("相談は、このまま残ります。",), (Link("この相談にもどる", url),)),),
    )
