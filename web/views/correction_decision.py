"""A decision as a whole: everything written so far, what it lacks, what forbids it, and what it would change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pension.decisions import QUESTIONS, AddedEntry, EntryQuestion, Lack, standing_periods
from pension.periods import standing_entries
from pension.record import StatusRun, WartimeRun
from web.forms.correction_decision import SEEN, VERSION, DecisionQuestion
from web.forms.correction_entries import STEP
from web.views.before_after import BeforeAfterView, before_after_view
from web.views.correction_desk import (
    ANOTHER_OFFICER,
    decision_url,
    outcome_words,
    record_url,
    request_crumbs,
    request_url,
)
from web.views.correction_facts import OpenDecisionFacts
from web.views.correction_problems import ProblemWords, problem_words
from web.views.correction_words import months_asked, request_heading
from web.views.decision_questions import (
    DECISION,
    NO_END,
    bonus_lines,
    entry_question_url,
    entry_title,
    entry_url,
    pay_lines,
    period_words,
    question_url,
    run_lines,
)
from web.views.frame import Frame, Link
from web.views.reasons import WARTIME
from web.views.record_entry import CATEGORY_NAMES, EMPLOYMENT_NAMES, HANDBOOK, NAME_THEN, WARTIME_SERVICE
from web.views.wording import STATUS_WORDS, date_words, full_run_words

TO_RECORD = "決定を記録に反映する"
_LACKS: Mapping[Lack, str] = {
    Lack.OUTCOME: "どう決めるかを、えらんでください。",
    Lack.CHANGE: "外す期間か、加える期間を、えらんでください。",
    Lack.ENTRY: "加える期間に、まだ決まっていないところがあります。",
    Lack.REASON: "決めたわけを書いてください。",
    Lack.DAY: "決めた日を書いてください。",
}
_LACKS_AT: Mapping[Lack, DecisionQuestion] = {
    Lack.OUTCOME: DecisionQuestion.OUTCOME,
    Lack.CHANGE: DecisionQuestion.WITHDRAWALS,
    Lack.REASON: DecisionQuestion.REASON,
    Lack.DAY: DecisionQuestion.REASON,
}
_NAMES: Mapping[EntryQuestion, str] = {
    EntryQuestion.EMPLOYER: "つとめ先",
    EntryQuestion.STATUS: "制度",
    EntryQuestion.CATEGORY: "種別",
    EntryQuestion.ENROLLED: "加入した日（資格取得日）",
    EntryQuestion.DISENROLLED: "加入が終わった日（資格喪失日）",
    EntryQuestion.PAY: "給与（標準報酬月額）",
    EntryQuestion.BONUSES: "賞与（標準賞与額）",
    EntryQuestion.RUNS: "月ごとの納付の状況",
    EntryQuestion.MONTHS: "月",
    EntryQuestion.GROUNDS: "認めるわけ",
}
_RECORD_CHANGED = (
    "決めたあとで、この方の記録が新しくなりました。下の「訂正の前」は、いまの記録です。もう一度、確かめてください。"
)


@dataclass(frozen=True, slots=True)
class Said:
    """Something that is written: its name, its lines, and where to change it (None where that is not for this page)."""

    name: str
    lines: tuple[str, ...]
    change: Link | None


@dataclass(frozen=True, slots=True)
class AddedCard:
    """An entry that is added; ``remove`` is where it is taken away, empty where that is not for this page."""

    heading: str
    said: tuple[Said, ...]
    remove: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionView:
    """The decision. ``action`` and ``button`` do what the page is for, both empty while that cannot be done yet.

    ``hidden`` are the fields that say what was looked at; ``notice`` says why nothing was done.
    """

    frame: Frame
    eyebrow: str
    heading: str
    notice: str
    lead: tuple[str, ...]
    said: tuple[Said, ...]
    withdrawn: Said
    added: tuple[AddedCard, ...]
    add: Link | None
    lacks: tuple[Link, ...]
    problems: tuple[ProblemWords, ...]
    change: BeforeAfterView | None
    shows_entries: bool
    action: str
    hidden: tuple[tuple[str, str], ...]
    button: str
    ready: str
    leave: tuple[Link, ...]


def decision_view(opened: OpenDecisionFacts, notice: str = "") -> DecisionView:
    """The decision as it is worked on."""
    number = opened.request.number
    view = _view(opened, DECISION, notice, may_change=True)
    return replace(
        view,
        action=decision_url(number) if opened.is_ready else "",
        button="この内容で決める",
        ready="決めると、ご本人の画面に結果とわけが出ます。記録に反映するのは、別の職員です。",
    )


def record_view(opened: OpenDecisionFacts, notice: str = "") -> DecisionView:
    """The decision before it is put into the record by another officer."""
    number = opened.request.number
    changed = (_RECORD_CHANGED,) if opened.record_changed else ()
    own = (ANOTHER_OFFICER,) if opened.decided_here else ()
    view = _view(opened, TO_RECORD, notice, may_change=False)
    return replace(
        view,
        lead=(*view.lead, *changed, *own),
        action=record_url(number) if opened.is_ready and not opened.decided_here else "",
        button="この内容で記録に反映する",
        ready="請求の内容、わけ、訂正の前と後を確かめてから、押してください。ご本人の記録が、すぐに変わります。",
    )


def _view(opened: OpenDecisionFacts, title: str, notice: str, *, may_change: bool) -> DecisionView:
    number, decision = opened.request.number, opened.decision
    asked = opened.request.request
    return DecisionView(
        frame=Frame(title=title, announce=notice or f"{title}画面です。", breadcrumbs=request_crumbs(number)),
        eyebrow=request_heading(number),
        heading=title,
        notice=notice,
        lead=(f"対象の月：{months_asked(asked.first_month, asked.last_month)}",),
        said=tuple(_said(opened, may_change=may_change)),
        withdrawn=_withdrawn(opened, may_change=may_change),
        added=tuple(_card(number, entry, may_change=may_change) for entry in decision.added),
        add=Link("期間を加える", question_url(number, DecisionQuestion.ADDITIONS)) if may_change else None,
        lacks=tuple(Link(_LACKS[lack], _lack_url(lack, opened)) for lack in opened.lacks),
        problems=tuple(problem_words(problem, opened) for problem in opened.problems),
        change=before_after_view(opened.change) if opened.change else None,
        shows_entries=decision.corrects,
        action="",
        hidden=((SEEN, opened.seen), (VERSION, str(opened.version)), (STEP, "do")),
        button="",
        ready="",
        leave=(Link("請求にもどる", request_url(number)),),
    )


def _said(opened: OpenDecisionFacts, *, may_change: bool) -> Iterator[Said]:
    number, decision = opened.request.number, opened.decision

    def change(question: DecisionQuestion, what: str) -> Link | None:
        return Link(f"{what}を変える", question_url(number, question)) if may_change else None

    outcome = outcome_words(decision.outcome) if decision.outcome else "まだです"
    yield Said("決定", (outcome,), change(DecisionQuestion.OUTCOME, "決定"))
    yield Said("決めたわけ", (decision.reason or "まだです",), change(DecisionQuestion.REASON, "わけと日"))
    yield Said("決めた日", (date_words(decision.decided_on) if decision.decided_on else "まだです",), None)


def _withdrawn(opened: OpenDecisionFacts, *, may_change: bool) -> Said:
    periods = {standing.period.id: standing.period for standing in standing_entries(opened.record)}
    lines = tuple(
        period_words(periods[entry]) if entry in periods else "いまの記録にない期間"
        for entry in opened.decision.withdraws
    )
    url = question_url(opened.request.number, DecisionQuestion.WITHDRAWALS)
    may = may_change and bool(standing_periods(opened.record))
    return Said("記録から外す期間", lines, Link("外す期間を変える", url) if may else None)


def _card(number: str, entry: AddedEntry, *, may_change: bool) -> AddedCard:
    return AddedCard(
        heading=f"加える期間{entry.number}：{entry_title(entry)}",
        said=(
            *(_answer(number, entry, question, may_change=may_change) for question in QUESTIONS[entry.kind]),
            *unasked(entry),
        ),
        remove=f"{entry_url(number, entry.number)}/remove" if may_change else "",
        number=str(entry.number),
    )


def _answer(number: str, entry: AddedEntry, question: EntryQuestion, *, may_change: bool) -> Said:
    name = _NAMES[question]
    url = entry_question_url(number, entry.number, question, from_summary=True)
    change = Link(f"期間{entry.number}の{name}を変える", url) if may_change else None
    return Said(name, answer_lines(entry, question) or ("まだです",), change)


def unasked(entry: AddedEntry) -> Iterator[Said]:
    """What no question asks: it comes with a copy, or from the record without an owner that the entry was begun from.

    It goes into the record too, so whoever decides and the second officer see it.
    """
    exceptions = ((run, STATUS_WORDS[run.status].name) for run in entry.exceptions)
    wartime = ((run, WARTIME[run.kind].text) for run in entry.wartime)
    facts: Mapping[str, Sequence[str | None]] = {
        "加入中の特別な月": [_months_and(run, words) for run, words in exceptions],
        WARTIME_SERVICE: [_months_and(run, words) for run, words in wartime],
        HANDBOOK: [entry.handbook_number],
        NAME_THEN: [entry.name, entry.kana],
    }
    for name, found in facts.items():
        lines = tuple(line for line in found if line)
        if lines:
            yield Said(name, lines, None)


def _months_and(run: StatusRun | WartimeRun, words: str) -> str:
    return f"{full_run_words(run.first_month, run.last_month)}　{words}"


def answer_lines(entry: AddedEntry, question: EntryQuestion) -> tuple[str, ...]:
    """What is written of an entry; empty while nothing is."""
    match question:
        case EntryQuestion.PAY:
            return pay_lines(entry) or ("わかりません",)
        case EntryQuestion.BONUSES:
            return bonus_lines(entry) or ("ありません",)
        case EntryQuestion.RUNS:
            return run_lines(entry)
        case EntryQuestion.ENROLLED | EntryQuestion.DISENROLLED:
            return _day_line(entry, question)
    words = {
        EntryQuestion.EMPLOYER: entry.employer,
        EntryQuestion.STATUS: EMPLOYMENT_NAMES[entry.status] if entry.status else "",
        EntryQuestion.CATEGORY: CATEGORY_NAMES[entry.category] if entry.category else "",
        EntryQuestion.MONTHS: _months_line(entry),
        EntryQuestion.GROUNDS: entry.grounds,
    }[question]
    return (words,) if words else ()


def _day_line(entry: AddedEntry, question: EntryQuestion) -> tuple[str, ...]:
    if question is EntryQuestion.DISENROLLED and entry.goes_on:
        return (NO_END,)
    day = entry.enrolled_on if question is EntryQuestion.ENROLLED else entry.disenrolled_on
    return (date_words(day),) if day else ()


def _months_line(entry: AddedEntry) -> str:
    if entry.first_month is None or entry.last_month is None:
        return ""
    return full_run_words(entry.first_month, entry.last_month)


def _lack_url(lack: Lack, opened: OpenDecisionFacts) -> str:
    number = opened.request.number
    if lack is not Lack.ENTRY:
        return question_url(number, _LACKS_AT[lack])
    entry = next(entry for entry in opened.decision.added if entry.open_question)
    return entry_question_url(number, entry.number, entry.open_question or EntryQuestion.MONTHS, from_summary=True)
