"""The questions of a decision, one a screen: about the whole of it, and about each entry that is added."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pension.correction_steps import Outcome
from pension.decisions import AddedEntry, EntryKind, EntryQuestion, standing_periods
from pension.periods import Period, covered_months
from pension.record import Category, ComplementaryPeriod, EmployeesPeriod, PayRun
from pension.status import Status
from rules.loader import load_rules
from web.forms.correction_decision import (
    COPY,
    DAY,
    LONGEST_REASON,
    NOTHING,
    SEEN,
    SUMMARY,
    THEN,
    UNLINKED,
    Answered,
    DecisionQuestion,
    withdrawal_box,
)
from web.forms.correction_entries import (
    ADD,
    AMOUNT,
    ANSWER,
    FIRST,
    GOES_ON,
    LAST,
    NEXT,
    REMOVE,
    STATUS,
    AnsweredEntry,
    employment_kinds,
    run_statuses,
)
from web.forms.exact_dates import day_text, month_text
from web.forms.result import FieldError
from web.views.calendar_help import calendar_lines
from web.views.choices import question as choice
from web.views.correction_desk import decision_url, outcome_words, request_crumbs
from web.views.correction_facts import OpenDecisionFacts
from web.views.correction_form import Boxes, Button, CorrectionFormView, KeptLine, Part, Radios, box
from web.views.correction_words import months_asked, request_heading
from web.views.form_errors import announcement, message_for, title_with
from web.views.frame import Frame, Link
from web.views.question import Question, TextArea
from web.views.record_entry import CATEGORY_NAMES, EMPLOYMENT_NAMES, scheme_name
from web.views.wording import STATUS_WORDS, date_words, full_run_words, month_words, yen

DECISION = "決定を作る"
CHANGED = "ほかの職員が、この決定を書きかえました。いまの内容を確かめてから、もう一度押してください。"
UNFINISHED = (
    "この決定は、まだ決められません。下の「まだ決まっていないこと」か「反映できないところ」をお確かめください。"
)
TAKEN_OVER = "加える期間のもとの持ち主不明記録は、ほかの請求でも使われています。どの方の記録か、お確かめください。"
RECORD_CHANGED = "この方の記録が新しくなりました。何もしていません。「訂正の前と後」を、もう一度お確かめください。"
_DAY_EXAMPLE = "例：昭和60年4月1日、S60.4.1、1985/4/1"
_MONTH_EXAMPLE = "例：昭和60年4月、1985/4"
_ADDED: Mapping[EntryKind, str] = {
    EntryKind.JOB: "つとめ先の期間（厚生年金・船員保険・共済）",
    EntryKind.NATIONAL: "国民年金の期間",
    EntryKind.TIME: "合算対象期間（カラ期間）",
}
_DECISION_TITLES: Mapping[DecisionQuestion, str] = {
    DecisionQuestion.OUTCOME: "どう決めますか",
    DecisionQuestion.WITHDRAWALS: "記録から外す期間は、どれですか",
    DecisionQuestion.ADDITIONS: "記録に加える期間は、何ですか",
    DecisionQuestion.REASON: "決めたわけを書いてください",
}
_ENTRY_TITLES: Mapping[EntryQuestion, str] = {
    EntryQuestion.EMPLOYER: "つとめ先の名前は、何ですか",
    EntryQuestion.STATUS: "どの制度に入っていましたか",
    EntryQuestion.CATEGORY: "国民年金の、どの種別ですか",
    EntryQuestion.ENROLLED: "加入した日（資格取得日）は、いつですか",
    EntryQuestion.DISENROLLED: "加入が終わった日（資格喪失日）は、いつですか",
    EntryQuestion.PAY: "給与（標準報酬月額）は、いくらでしたか",
    EntryQuestion.BONUSES: "賞与（標準賞与額）は、ありましたか",
    EntryQuestion.RUNS: "月ごとの納付の状況は、どうでしたか",
    EntryQuestion.MONTHS: "合算対象期間は、いつからいつまでですか",
    EntryQuestion.GROUNDS: "合算対象期間と認めるわけは、何ですか",
}
NO_END = "いまも続いている"


def question_url(number: str, question: DecisionQuestion) -> str:
    """A question about the whole decision."""
    return f"{decision_url(number)}/{question}"


def entry_url(number: str, entry: int) -> str:
    """An entry that is added."""
    return f"{decision_url(number)}/entries/{entry}"


def entry_question_url(number: str, entry: int, question: EntryQuestion, *, from_summary: bool = False) -> str:
    """A question about an entry; ``from_summary``: the way goes back to the whole decision."""
    then = f"?{THEN}={SUMMARY}" if from_summary else ""
    return f"{entry_url(number, entry)}/{question}{then}"


# ── the whole decision ──────────────────────────────────────────────────────────────────────────────────────────────


def decision_question_view(
    question: DecisionQuestion,
    opened: OpenDecisionFacts,
    today: date,
    found: Sequence[AddedEntry] = (),
    answered: Answered | None = None,
) -> CorrectionFormView:
    """A question about the whole decision, with what is written or was typed."""
    number, title = opened.request.number, _DECISION_TITLES[question]
    errors = answered.errors if answered else ()
    lead, parts = _DECISION_PARTS[question](opened, today, found, answered)
    return CorrectionFormView(
        frame=_frame(title, errors, number),
        eyebrow=_eyebrow(number),
        heading=title,
        action=question_url(number, question),
        lead=lead,
        hidden=((SEEN, opened.seen),),
        errors=errors,
        parts=parts,
        buttons=(Button(NEXT, "次へ"),),
        calendar=calendar_lines(opened.request.changed_at.date()) if question is DecisionQuestion.REASON else (),
        leave=_leave(number),
    )


def field_of(question: DecisionQuestion, opened: OpenDecisionFacts) -> str:
    """The field to which an error about the whole question leads."""
    first = next(iter(standing_periods(opened.record)), None)
    return withdrawal_box(first.id) if question is DecisionQuestion.WITHDRAWALS and first else ANSWER


_DecisionParts = tuple[tuple[str, ...], tuple[Part, ...]]


def _outcome(
    opened: OpenDecisionFacts, today: date, found: Sequence[AddedEntry], answered: Answered | None
) -> _DecisionParts:
    chosen = answered.values[ANSWER] if answered else opened.decision.outcome or ""
    names = {outcome.value: outcome_words(outcome) for outcome in Outcome}
    asked = opened.request.request
    lead = (f"対象の月：{months_asked(asked.first_month, asked.last_month)}",)
    return lead, (Radios(choice(ANSWER, "決定", names, (chosen,), error=_error(answered))),)


def _withdrawals(
    opened: OpenDecisionFacts, today: date, found: Sequence[AddedEntry], answered: Answered | None
) -> _DecisionParts:
    names = {period.id: period_words(period) for period in standing_periods(opened.record)}
    if not names:
        return ("外せる期間は、記録にありません。そのまま「次へ」を押してください。",), ()
    lead = (
        "厚生年金や国民年金などの期間のうち、まちがっているものに印をつけてください。",
        "外した期間も、訂正のいきさつとして残ります。",
        "日付などを直す期間も、ここで外します。次の画面で、直したものを加えます。",
    )
    ticked = (answered.decision if answered else opened.decision).withdraws
    hint = "なければ、そのまま「次へ」を押してください。"
    return lead, (Boxes(choice(ANSWER, "外す期間", names, ticked, error=_any_error(answered), hint=hint)),)


def _additions(
    opened: OpenDecisionFacts, today: date, found: Sequence[AddedEntry], answered: Answered | None
) -> _DecisionParts:
    decision, periods = opened.decision, {period.id: period for period in standing_periods(opened.record)}
    copies = {f"{COPY}{id}": f"外した「{period_words(periods[id])}」を直して加える" for id in decision.copyable}
    unlinked = {f"{UNLINKED}{place}": _found_words(entry) for place, entry in enumerate(found, 1)}
    kinds = {kind.value: f"{words}を加える" for kind, words in _ADDED.items()}
    nothing = "もう加えない" if decision.added else "加えない"
    names = {**copies, **unlinked, **kinds, NOTHING: nothing}
    lead = (f"いま、{len(decision.added)}件を加えることになっています。",) if decision.added else ()
    chosen = answered.values[ANSWER] if answered else ""
    return lead, (Radios(choice(ANSWER, "加える期間", names, (chosen,), error=_error(answered))),)


def _found_words(entry: AddedEntry) -> str:
    months = full_run_words(entry.first_month, entry.last_month) if entry.first_month and entry.last_month else ""
    place = "、".join(word for word in (entry.employer, months) if word)
    return f"持ち主不明記録 {entry.handbook_number}（{place or '時期の記録なし'}）をもとに加える"


def _reason(
    opened: OpenDecisionFacts, today: date, found: Sequence[AddedEntry], answered: Answered | None
) -> _DecisionParts:
    decision = opened.decision
    kept = {ANSWER: decision.reason, DAY: day_text(decision.decided_on or today)}
    values, errors = (answered.values, answered.errors) if answered else (kept, ())
    refused = decision.outcome in (Outcome.REFUSED, Outcome.PARTLY)
    lead = ("ご本人が読んでわかる言葉で書いてください。記録の訂正のいきさつにも、このまま残ります。",)
    appeal = ("審査請求などの案内は、ご本人の画面に自動で出ます。",) if refused else ()
    return (*lead, *appeal), (
        TextArea(
            name=ANSWER,
            label="決めたわけ",
            hint=f"何を調べ、何がわかったか、だからどう決めたかを、{LONGEST_REASON}文字までで書きます。",
            value=values[ANSWER],
            error=message_for(errors, ANSWER),
        ),
        box(DAY, "決めた日", values[DAY], message_for(errors, DAY), _DAY_EXAMPLE),
    )


_DECISION_PARTS: Mapping[DecisionQuestion, Callable[..., _DecisionParts]] = {
    DecisionQuestion.OUTCOME: _outcome,
    DecisionQuestion.WITHDRAWALS: _withdrawals,
    DecisionQuestion.ADDITIONS: _additions,
    DecisionQuestion.REASON: _reason,
}


# ── an entry to add ─────────────────────────────────────────────────────────────────────────────────────────────────


def entry_question_view(
    question: EntryQuestion,
    opened: OpenDecisionFacts,
    entry: AddedEntry,
    answered: AnsweredEntry | None = None,
    *,
    from_summary: bool = False,
) -> CorrectionFormView:
    """A question about an entry, with what is written or was typed."""
    number, title = opened.request.number, _ENTRY_TITLES[question]
    errors, values = (answered.errors, answered.values) if answered else ((), _kept_values(question, entry))
    return CorrectionFormView(
        frame=_frame(title, errors, number),
        eyebrow=f"{_eyebrow(number)}　加える期間{entry.number}：{entry_title(entry)}",
        heading=title,
        action=entry_question_url(number, entry.number, question),
        lead=tuple(lead_of(question, entry)),
        hidden=((SEEN, opened.seen), *(((THEN, SUMMARY),) if from_summary else ())),
        errors=errors,
        parts=_ENTRY_PARTS[question](_Asking(entry, values, errors)),
        buttons=_buttons(question),
        kept_heading="いままでに加えたもの" if question in _LISTS else "",
        kept=tuple(_kept_lines(question, entry)),
        calendar=calendar_lines(opened.record.person.birth_date) if question in _WITH_CALENDAR else (),
        leave=_leave(number),
    )


_LISTS = frozenset({EntryQuestion.PAY, EntryQuestion.BONUSES, EntryQuestion.RUNS})


def first_field(question: EntryQuestion) -> str:
    """The field to which an error about the whole question leads."""
    return FIRST if question in _LISTS or question is EntryQuestion.MONTHS else ANSWER


_WITH_CALENDAR = frozenset({*_LISTS, EntryQuestion.ENROLLED, EntryQuestion.DISENROLLED, EntryQuestion.MONTHS})


def _kept_values(question: EntryQuestion, entry: AddedEntry) -> Mapping[str, str]:
    match question:
        case EntryQuestion.EMPLOYER:
            return {ANSWER: entry.employer}
        case EntryQuestion.STATUS:
            return {ANSWER: entry.status or ""}
        case EntryQuestion.CATEGORY:
            return {ANSWER: entry.category or ""}
        case EntryQuestion.ENROLLED:
            return {ANSWER: day_text(entry.enrolled_on)}
        case EntryQuestion.DISENROLLED:
            return {ANSWER: day_text(entry.disenrolled_on)}
        case EntryQuestion.MONTHS:
            return {FIRST: month_text(entry.first_month), LAST: month_text(entry.last_month)}
        case EntryQuestion.GROUNDS:
            return {ANSWER: entry.grounds}
    return {}


_LEADS: Mapping[EntryQuestion, str] = {
    EntryQuestion.EMPLOYER: "そのころの名前を書いてください。",
    EntryQuestion.PAY: "標準報酬月額は、わかる月だけで結構です。終わりの月を書かないと、次の額が始まるまで続きます。",
    EntryQuestion.BONUSES: "標準賞与額は、わかるものだけで結構です。なければ、そのまま「次へ」を押してください。",
    EntryQuestion.RUNS: "同じ状況が続く月を、ひとまとまりずつ加えてください。",
}


def lead_of(question: EntryQuestion, entry: AddedEntry) -> Sequence[str]:
    """What is said before it is asked."""
    if question is EntryQuestion.DISENROLLED:
        return (_LEAVING_A_JOB if entry.kind is EntryKind.JOB else _LEAVING,)
    lines = [_LEADS[question]] if question in _LEADS else []
    if question is EntryQuestion.ENROLLED and entry.first_month and entry.last_month:
        lines.append(f"持ち主不明記録にある時期：{full_run_words(entry.first_month, entry.last_month)}")
    if question is EntryQuestion.PAY and _was_at_sea_in_wartime(entry):
        lines.append(_ADDED_AT_SEA)
    return lines


def _was_at_sea_in_wartime(entry: AddedEntry) -> bool:
    """Whether it has months to which wartime adds by the waters, which no question asks and no copy has brought."""
    if entry.status is not Status.S1 or entry.enrolled_on is None or entry.wartime:
        return False
    first, last = covered_months(entry.enrolled_on, entry.disenrolled_on)
    at_sea = [rule.months for rule in load_rules().wartime if rule.status is Status.S1]
    return any(first <= months.last_month and months.first_month <= last for months in at_sea)


_ADDED_AT_SEA = "戦時中に船ではたらいた月の加算は、この画面では入れられません。本部が入力します。"


_LEAVING_A_JOB = (
    "資格喪失日は、ふつう、やめた日の次の日です。3月31日にやめたなら4月1日で、3月分まで入ります。"
    "3月30日にやめたなら3月31日で、2月分までになります。"
)
_LEAVING = "この日の前の月までが、この種別の月になります。60歳になる方は、誕生日の前の日です。"


@dataclass(frozen=True, slots=True)
class _Asking:
    """Draws the parts of a question about an entry with what was typed."""

    entry: AddedEntry
    values: Mapping[str, str]
    errors: tuple[FieldError, ...]

    def box(self, name: str, label: str, hint: str = "", *, inputmode: str = "text") -> Question:
        """One box."""
        value, error = self.values.get(name, ""), message_for(self.errors, name)
        return box(name, label, value, error, hint, inputmode=inputmode)

    def radios(self, legend: str, names: Mapping[str, str]) -> Radios:
        """A question with few answers."""
        return Radios(choice(ANSWER, legend, names, (self.values[ANSWER],), error=message_for(self.errors, ANSWER)))

    def months(self) -> tuple[Part, ...]:
        """The two ends of a run of months."""
        last = "終わりの月（その月も入ります）"
        return self.box(FIRST, "始まりの月", _MONTH_EXAMPLE), self.box(LAST, last, _MONTH_EXAMPLE)

    def amount(self) -> Question:
        """An amount of yen."""
        return self.box(AMOUNT, "金額（円）", inputmode="numeric")

    def statuses(self) -> Question:
        """The statuses that months of the category can have."""
        options = tuple((status.value, STATUS_WORDS[status].name) for status in run_statuses(self.entry.category))
        return Question(
            name=STATUS,
            label="納付の状況",
            hint="",
            value=self.values.get(STATUS, ""),
            error=message_for(self.errors, STATUS),
            options=(("", "選んでください"), *options),
        )


_ENTRY_PARTS: Mapping[EntryQuestion, Callable[[_Asking], tuple[Part, ...]]] = {
    EntryQuestion.EMPLOYER: lambda ask: (ask.box(ANSWER, "つとめ先の名前"),),
    EntryQuestion.STATUS: lambda ask: (
        ask.radios("制度", {status.value: EMPLOYMENT_NAMES[status] for status in employment_kinds()}),
    ),
    EntryQuestion.CATEGORY: lambda ask: (
        ask.radios("種別", {category.value: CATEGORY_NAMES[category] for category in Category}),
    ),
    EntryQuestion.ENROLLED: lambda ask: (ask.box(ANSWER, "加入した日（資格取得日）", _DAY_EXAMPLE),),
    EntryQuestion.DISENROLLED: lambda ask: (ask.box(ANSWER, "加入が終わった日（資格喪失日）", _DAY_EXAMPLE),),
    EntryQuestion.PAY: lambda ask: (*ask.months(), ask.amount()),
    EntryQuestion.BONUSES: lambda ask: (ask.box(FIRST, "賞与の月", _MONTH_EXAMPLE), ask.amount()),
    EntryQuestion.RUNS: lambda ask: (*ask.months(), ask.statuses()),
    EntryQuestion.MONTHS: lambda ask: ask.months(),
    EntryQuestion.GROUNDS: lambda ask: (ask.box(ANSWER, "わけ", "例：学生だった期間（在学証明書で確認）"),),
}


def _buttons(question: EntryQuestion) -> tuple[Button, ...]:
    if question in _LISTS:
        return (Button(ADD, "これを加える"), Button(NEXT, "次へ", "second"))
    if question is EntryQuestion.DISENROLLED:
        return (Button(NEXT, "次へ"), Button(GOES_ON, NO_END, "second"))
    return (Button(NEXT, "次へ"),)


def _kept_lines(question: EntryQuestion, entry: AddedEntry) -> Sequence[KeptLine]:
    lines = {
        EntryQuestion.PAY: pay_lines(entry),
        EntryQuestion.BONUSES: bonus_lines(entry),
        EntryQuestion.RUNS: run_lines(entry),
    }.get(question, ())
    return [KeptLine(line, f"{REMOVE}-{place}") for place, line in enumerate(lines)]


# ── entries in words ────────────────────────────────────────────────────────────────────────────────────────────────


def entry_title(entry: AddedEntry) -> str:
    """What an entry is called: its employer, its category, or its kind."""
    if entry.kind is EntryKind.NATIONAL and entry.category:
        return CATEGORY_NAMES[entry.category]
    return entry.employer or _ADDED[entry.kind]


def pay_lines(entry: AddedEntry) -> tuple[str, ...]:
    """Its pay, a line for each run."""
    return tuple(f"{_pay_months(run)}　{yen(run.standard_monthly_remuneration)}" for run in entry.pay)


def _pay_months(run: PayRun) -> str:
    if run.last_month is None:
        return f"{month_words(run.first_month)}から"
    return full_run_words(run.first_month, run.last_month)


def bonus_lines(entry: AddedEntry) -> tuple[str, ...]:
    """Its bonuses."""
    return tuple(f"{month_words(bonus.month)}　{yen(bonus.standard_bonus)}" for bonus in entry.bonuses)


def run_lines(entry: AddedEntry) -> tuple[str, ...]:
    """Its months by status."""
    return tuple(
        f"{full_run_words(run.first_month, run.last_month)}　{STATUS_WORDS[run.status].name}" for run in entry.runs
    )


def period_words(period: Period) -> str:
    """A recorded entry in one line: scheme, employer or reason, from when until when."""
    name = scheme_name(period)
    if isinstance(period, ComplementaryPeriod):
        return f"{name}　{full_run_words(period.first_month, period.last_month)}　{period.reason}"
    employer = f"　{period.employer}" if isinstance(period, EmployeesPeriod) else ""
    end = f"加入が終わった日 {date_words(period.disenrolled_on)}" if period.disenrolled_on else NO_END
    return f"{name}{employer}　加入した日 {date_words(period.enrolled_on)}、{end}"


def _frame(title: str, errors: tuple[FieldError, ...], number: str) -> Frame:
    crumbs = (*request_crumbs(number), Link(DECISION, decision_url(number)))
    return Frame(
        title=title_with(errors, title), announce=announcement(errors, f"{title}。質問の画面です。"), breadcrumbs=crumbs
    )


def _eyebrow(number: str) -> str:
    return f"{request_heading(number)}　{DECISION}"


def _leave(number: str) -> Link:
    return Link("決定の全体を見る", decision_url(number))


def _any_error(answered: Answered | None) -> str:
    return answered.errors[0].message if answered else ""


def _error(answered: Answered | None) -> str:
    return message_for(answered.errors, ANSWER) if answered else ""
