"""Records that came and collide with a correction: the office's list, and one of them with the ways out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from pension.calendar import YearMonth
from pension.corrections import Conflict, ConflictReason, RecordChange
from pension.periods import Period, brought_in, standing_entries
from pension.record import ComplementaryPeriod, Correction, EmployeesPeriod, NationalPeriod, PensionRecord
from web.forms.correction_conflicts import CHOICE, REASON
from web.forms.result import FieldError
from web.views.before_after import BeforeAfterView, before_after_view
from web.views.choices import Question, question
from web.views.correction_problems import reason_words
from web.views.form_errors import announcement, message_for, title_with
from web.views.frame import Frame, Link
from web.views.office import CONFLICTS, DESK
from web.views.record_entry import scheme_name
from web.views.wording import date_words, full_range_words, month_words, status_name

_DONE = {
    "kept": "訂正をのこして、年金記録を新しくしました。",
    "taken": "届いた記録に、新しくしました。",
    "rejected": "届いた記録を差し戻しました。年金記録は、いまのままです。",
    "waiting": "メモを書きました。このまま待ちます。",
}
_REASON_NAMES: Mapping[str, str] = {
    ConflictReason.CORRECTION_CHANGED: "訂正の内容がちがう",
    ConflictReason.ENTRY_GONE: "取り消した記録がない",
    ConflictReason.ENTRY_CHANGED: "取り消した記録が変わった",
    ConflictReason.ENTRY_WITHDRAWN: "別の訂正で取り消された",
    ConflictReason.ADDED_STANDS: "加えた記録が届いた",
    ConflictReason.CONTRADICTION: "合わせると、くいちがう",
    ConflictReason.TOO_MUCH: "記録の数が多すぎる",
}
_REASONS: Mapping[ConflictReason, str] = {
    ConflictReason.CORRECTION_CHANGED: "届いた記録に同じ番号の訂正がありますが、内容がちがいます。",
    ConflictReason.ENTRY_GONE: "この訂正で取り消した記録が、届いた記録にはありません。",
    ConflictReason.ENTRY_CHANGED: (
        "この訂正で取り消した記録が、届いた記録では変わっています。訂正したとおりに、もう直っていることもあります。"
    ),
    ConflictReason.ENTRY_WITHDRAWN: "この訂正で取り消した記録が、届いた記録では、別の訂正で取り消されています。",
    ConflictReason.ADDED_STANDS: "この訂正で加えた記録と同じと思われる記録が、届いた記録にもあります。",
    ConflictReason.CONTRADICTION: "この訂正を届いた記録に合わせると、記録の中でくいちがいが起きます。",
    ConflictReason.TOO_MUCH: "記録の数が多すぎて、この訂正をこのまま引き継ぐことができません。",
}
_CHOICES: Mapping[str, str] = {
    "kept": "訂正をのこす（届いた記録の上に、訂正を重ねる）",
    "taken": "届いた記録にする（ぶつかる訂正は、なくなる）",
    "rejected": "届いた記録を差し戻す（届いた記録が、まちがっている）",
    "waiting": "まだ決めない（このまま待つ）",
}
_SAYS: Mapping[str, str] = {
    "kept": "届いた記録に新しくして、その上に訂正を重ねます。次の月からは、この訂正をそのまま引き継ぎます。",
    "taken": (
        "届いた記録に新しくします。訂正した内容がもう入っているとき、または届いた記録が正しいときに、えらびます。"
        "ぶつかる訂正は、なくなります。前の版の記録には、のこります。"
    ),
}
_SETTLED = "いまの記録とは、もうぶつかりません。届いた記録にしても、訂正はのこります。"
_NOT_KEPT = "訂正をのこすことは、えらべません。届いた記録に重ねると、記録が成り立たないか、数が多すぎます。"
_DECIDED_HERE = "この訂正を決めた職員や、記録に反映した職員とは、別の職員が判断します。メモだけを書くことができます。"
_NOT_THERE = ("ありません",)
_SAME = ("同じです",)
_OTHERWISE = "給与・賞与・お名前などが、ちがいます"


class LineFacts(Protocol):
    """One in the list."""

    @property
    def number(self) -> int:
        """Its number."""
        ...

    @property
    def reason(self) -> str:
        """Why it waits."""
        ...

    @property
    def as_of(self) -> YearMonth:
        """Up to which month the record that came is known."""
        ...

    @property
    def found_at(self) -> datetime:
        """Since when, in Japan's time."""
        ...

    @property
    def noted_at(self) -> datetime | None:
        """When an officer last looked into it, in Japan's time."""
        ...


class ListFacts(Protocol):
    """The list."""

    @property
    def lines(self) -> Sequence[LineFacts]:
        """The longest waiting first."""
        ...

    @property
    def waiting(self) -> int:
        """How many there are, listed or not."""
        ...


class WayFacts(Protocol):
    """A way out."""

    @property
    def choice(self) -> str:
        """Kept or taken."""
        ...

    @property
    def change(self) -> RecordChange:
        """What it would change in the record of today."""
        ...


class OpenedFacts(Protocol):
    """One that was opened."""

    @property
    def line(self) -> LineFacts:
        """As it stands in the list."""
        ...

    @property
    def person_name(self) -> str:
        """Whose record it is."""
        ...

    @property
    def note(self) -> str:
        """What an officer wrote last."""
        ...

    @property
    def seen(self) -> int:
        """The version of the record as it stands."""
        ...

    @property
    def stored(self) -> PensionRecord:
        """The record as it stands."""
        ...

    @property
    def incoming(self) -> PensionRecord:
        """The record that came."""
        ...

    @property
    def conflicts(self) -> Sequence[Conflict]:
        """Why they collide; empty when they do so no more."""
        ...

    @property
    def ways(self) -> Sequence[WayFacts]:
        """What may be decided."""
        ...

    @property
    def decided_here(self) -> bool:
        """Whether the reader has decided a correction that collides."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictRow:
    """One in the list: its number with the link, why, since when, and since when a note is there."""

    link: Link
    reason: str
    since: str
    noted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictDeskView:
    """The list. ``notice`` answers the act that led here, ``more`` says how many are not listed; empty for none."""

    frame: Frame
    notice: str
    lead: str
    rows: tuple[ConflictRow, ...]
    more: str


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry on both sides, in lines."""

    label: str
    stored: tuple[str, ...]
    incoming: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictCard:
    """One correction that collides: when and where it was decided, why, why it collides, and with what."""

    heading: str
    facts: tuple[tuple[str, str], ...]
    rows: tuple[EntryRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WayCard:
    """A way out: what it does, and what it changes."""

    heading: str
    says: str
    change: BeforeAfterView


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenConflictView:
    """One that was opened, with the form; ``why_not`` says which way is not offered, empty when all are, and
    ``decided_here`` why the reader may choose none of them, empty when they may.
    """

    frame: Frame
    action: str
    person: str
    facts: tuple[tuple[str, str], ...]
    note: str
    settled: str
    cards: tuple[ConflictCard, ...]
    ways: tuple[WayCard, ...]
    why_not: str
    decided_here: str
    seen: str
    errors: tuple[FieldError, ...]
    choice: Question
    reason: str
    reason_error: str


def conflict_desk_view(listed: ListFacts, done: str = "") -> ConflictDeskView:
    """The list; ``done`` names the act that led here."""
    notice, unlisted = _DONE.get(done, ""), listed.waiting - len(listed.lines)
    return ConflictDeskView(
        frame=Frame(title=CONFLICTS.label, announce=notice or f"{CONFLICTS.label}の一覧です。", breadcrumbs=(DESK,)),
        notice=notice,
        lead=(
            f"待っている記録は、{listed.waiting:,}件です。開くと、ご本人のアクセス記録に残ります。"
            if listed.waiting
            else "待っている記録は、ありません。"
        ),
        rows=tuple(_row(line) for line in listed.lines),
        more=f"ほかに{unlisted:,}件あります。上のものから決めてください。" if unlisted else "",
    )


def open_conflict_view(
    opened: OpenedFacts, values: Mapping[str, str], errors: tuple[FieldError, ...] = ()
) -> OpenConflictView:
    """One as it is opened, or with what was chosen and written."""
    line = opened.line
    offered = {way.choice for way in opened.ways}
    may = {"waiting"} if opened.decided_here else {*offered, "rejected", "waiting"}
    return OpenConflictView(
        frame=Frame(
            title=title_with(errors, "届いた記録と訂正を見くらべる"),  # the number stays out of titles
            announce=announcement(errors, "届いた記録と訂正を見くらべる画面です。"),
            breadcrumbs=(DESK, CONFLICTS),
        ),
        action=_url(line.number),
        person=opened.person_name,
        facts=(
            ("番号", str(line.number)),
            ("待ちはじめた日", date_words(line.found_at.date())),
            ("いまの記録", f"{month_words(opened.stored.as_of)}までの記録"),
            ("届いた記録", f"{month_words(opened.incoming.as_of)}までの記録"),
            *((("前に確かめた日", date_words(line.noted_at.date())),) if line.noted_at else ()),
        ),
        note=opened.note,
        settled="" if opened.conflicts else _SETTLED,
        cards=tuple(_card(conflict, opened) for conflict in opened.conflicts),
        ways=tuple(
            WayCard(heading=_CHOICES[way.choice], says=_SAYS[way.choice], change=before_after_view(way.change))
            for way in opened.ways
        ),
        why_not="" if "kept" in offered else _NOT_KEPT,
        decided_here=_DECIDED_HERE if opened.decided_here else "",
        seen=str(opened.seen),
        errors=errors,
        choice=question(
            CHOICE,
            "どうしますか",
            {value: label for value, label in _CHOICES.items() if value in may},
            (values.get(CHOICE, ""),),
            error=message_for(errors, CHOICE),
        ),
        reason=values.get(REASON, ""),
        reason_error=message_for(errors, REASON),
    )


def conflict_problem(problem: str) -> tuple[FieldError, ...]:
    """Why nothing was done: :class:`services.correction_conflicts.ConflictProblem` in words."""
    return (FieldError(CHOICE, _PROBLEMS[problem]),)


_PROBLEMS = {
    "changed-meanwhile": "ごらんになっている間に、記録が変わりました。いまの内容を見て、もう一度えらんでください。",
    "not-possible": "訂正をのこすことは、できません。ほかのものを、えらんでください。",
    "same-officer": _DECIDED_HERE,
}


def _url(number: int) -> str:
    return f"{CONFLICTS.url}/{number}"


def _row(line: LineFacts) -> ConflictRow:
    return ConflictRow(
        link=Link(f"番号 {line.number}", _url(line.number)),
        reason=_REASON_NAMES[line.reason],
        since=f"{date_words(line.found_at.date())}から待っています",
        noted=f"{date_words(line.noted_at.date())}に、職員がメモを書きました" if line.noted_at else "",
    )


def _card(conflict: Conflict, opened: OpenedFacts) -> ConflictCard:
    correction = conflict.correction
    known = [*(entry.period for entry in standing_entries(opened.incoming)), *brought_in(correction)]
    return ConflictCard(
        heading=f"訂正：{date_words(correction.decided_on)}、{correction.office}",
        facts=(
            ("訂正したわけ", correction.reason),
            ("ぶつかるわけ", _REASONS[conflict.reason]),
            *(("くいちがい", reason_words(problem.reason, known)) for problem in conflict.problems),
        ),
        rows=tuple(_rows(conflict, opened)),
    )


def _rows(conflict: Conflict, opened: OpenedFacts) -> Iterator[EntryRow]:
    """What the correction takes out and adds, held against the record that came."""
    stored, incoming = _by_id(opened.stored), _by_id(opened.incoming)
    correction = conflict.correction
    if conflict.reason is ConflictReason.CORRECTION_CHANGED:
        theirs = next(other for other in opened.incoming.corrections if other.id == correction.id)
        yield EntryRow("訂正そのもの", _correction_lines(correction), _correction_lines(theirs))
    for entry in correction.withdraws:
        yield _entry_row("取り消した記録", stored.get(entry), incoming.get(entry))
    for added in brought_in(correction):
        yield _entry_row("加えた記録", added, incoming.get(added.id))
    if conflict.reason is ConflictReason.ADDED_STANDS:
        for entry in conflict.entries:
            yield _entry_row("同じと思われる記録", stored.get(entry), incoming.get(entry))


def _entry_row(label: str, stored: Period | None, incoming: Period | None) -> EntryRow:
    before = _lines(stored) if stored else _NOT_THERE
    if incoming is None:
        return EntryRow(label, before, _NOT_THERE)
    if incoming == stored:
        return EntryRow(label, before, _SAME)
    after = _lines(incoming)
    return EntryRow(label, before, after if after != before else (*after, _OTHERWISE))


def _by_id(record: PensionRecord) -> dict[str, Period]:
    return {standing.period.id: standing.period for standing in standing_entries(record)}


def _correction_lines(correction: Correction) -> tuple[str, ...]:
    return f"{date_words(correction.decided_on)}、{correction.office}", correction.reason


def _lines(period: Period) -> tuple[str, ...]:
    """An entry in lines: what it is, from when to when, and its runs of months; without amounts."""
    if isinstance(period, ComplementaryPeriod):
        return scheme_name(period), full_range_words(period.first_month, period.last_month), period.reason
    ended = period.disenrolled_on
    days = (
        f"加入した日：{date_words(period.enrolled_on)}",
        f"加入が終わった日：{date_words(ended)}" if ended else "いまも続いています",
    )
    if isinstance(period, NationalPeriod):
        return scheme_name(period), *days, *_run_lines(period)
    return scheme_name(period), period.employer, *days, *_exception_lines(period)


def _run_lines(period: NationalPeriod) -> Iterator[str]:
    for run in period.runs:
        yield f"{full_range_words(run.first_month, run.last_month)}：{status_name(run.status)}"


def _exception_lines(period: EmployeesPeriod) -> Iterator[str]:
    for run in period.exceptions:
        yield f"{full_range_words(run.first_month, run.last_month)}：{status_name(run.status)}"
