"""One entry of the worksheet: its questions one by one, its answers to read, change and delete, its comparison."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pension.calendar import MonthRange, YearMonth
from pension.history_differences import Row
from pension.life_events import Category, LifeEvent
from pension.recorded_jobs import RecordedJob
from pension.timeline import Timeline
from web.forms.history import ANSWER, ENTRY, KIND, THEN, Also, Answered
from web.forms.result import FieldError
from web.views.approximate_words import approximate_words, typed_words
from web.views.calendar_help import calendar_lines
from web.views.choices import ONE_ANSWER, Question, question
from web.views.form_errors import announcement, title_with
from web.views.frame import Frame, Link, Tab
from web.views.history import HistoryRow, categories_of, history_rows
from web.views.history_links import HISTORY_URL, NEW_URL, entry_url, period_query
from web.views.history_questions import CATEGORY_HINTS, CATEGORY_NAMES, QUESTIONS, AnswerKind, Asked, beside
from web.views.history_words import DELETE_ALL_URL, HISTORY_CRUMB, headline, job_words
from web.views.wording import full_range_words


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """One question with its answer, and where to change it."""

    label: str
    value: str
    change: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """The page of an entry; ``row`` is its line beside the record."""

    frame: Frame
    heading: str
    lines: tuple[AnswerLine, ...]
    row: HistoryRow | None
    add: Link
    back: Link
    delete: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What an entry that is not kept yet begins with, where it was made from answers: shown before the question.

    ``lines`` are facts by name, ``known`` entries already written that may say the same; ``other`` leads to an entry of
    another kind, ``leave`` back without one.
    """

    lines: tuple[tuple[str, str], ...]
    known: tuple[Link, ...]
    other: Link
    leave: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """One question with its one field.

    ``progress`` says which of how many; ``choices`` is for answers to choose from. ``so_far`` is what is already
    written, ``recorded`` the jobs of the record, ``calendar`` the eras, open when a date could not be.
    ``may_be_unknown`` and ``may_go_on`` are further buttons; ``is_first`` has nothing before it. ``hidden`` is sent
    with the answer. ``prepared`` is what answers have filled in, None for an entry that is begun otherwise. ``unsaved``
    says of what stands in the field that it was typed before and is not kept yet.
    """

    frame: Frame
    heading: str
    progress: str
    action: str
    label: str
    hint: str
    kind: str
    typed: str
    unsaved: str
    error: str
    errors: tuple[FieldError, ...]
    choices: Question | None
    so_far: tuple[tuple[str, str], ...]
    recorded: tuple[tuple[str, str], ...]
    calendar: tuple[str, ...]
    may_be_unknown: bool
    may_go_on: bool
    is_first: bool
    required: bool
    button: str
    hidden: tuple[tuple[str, str], ...]
    leave: Link
    prepared: Prepared | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A category to begin with."""

    link: Link
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntryView:
    """What sort of entry to begin; ``period`` says in words which months it is to be about, empty for none.

    ``suggested`` are recorded jobs that are not written down yet; they are left out where a period is asked about.
    """

    frame: Frame
    period: str
    choices: tuple[Choice, ...]
    suggested: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteView:
    """The question before something is deleted for good."""

    frame: Frame
    heading: str
    lead: str
    facts: tuple[tuple[str, str], ...]
    action: str
    do: str
    back: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPlace:
    """Where a question is asked: of which entry, to which address, and whether one goes back to the entry's page.

    ``also`` is a further answer that a new entry will take in.
    """

    event: LifeEvent
    action: str
    is_new: bool = False
    from_entry: bool = False
    hidden: tuple[tuple[str, str], ...] = ()
    also: Also | None = None
    prepared: Prepared | None = None


def entry_view(event: LifeEvent, rows: Sequence[Row], timeline: Timeline) -> EntryView:
    """The page of an entry that stands in ``rows``."""
    own = [row for row in rows if row.event is not None and row.event.number == event.number]
    drawn = history_rows(own, timeline)
    title = headline(event)
    return EntryView(
        frame=Frame(
            title="書きとめた項目",  # never what was written: browsers keep titles
            announce=f"{title}。書きとめた内容です。",
            tab=Tab.HISTORY,
            breadcrumbs=(HISTORY_CRUMB,),
        ),
        heading=title,
        lines=tuple(_lines(event, change=f"?then={ENTRY}")),
        row=drawn[0] if drawn else None,
        add=Link("もうひとつ書き足す", NEW_URL),
        back=Link("国の記録とくらべる", HISTORY_URL),
        delete=Link("この項目を消す", f"{entry_url(event)}/delete"),
    )


def question_view(
    asked: Asked, place: QuestionPlace, jobs: Sequence[RecordedJob], born: date, answered: Answered | None = None
) -> QuestionView:
    """The question as it opens, or with what was typed and is wrong; the record's jobs stand beside those of a job."""
    event, questions = place.event, QUESTIONS[place.event.category]
    errors = answered.errors if answered else ()
    typed = answered.typed if answered else _typed(event, asked)
    error = errors[0].message if errors else ""
    is_date = asked.kind is AnswerKind.DATE
    return QuestionView(
        frame=_question_frame(asked, event, errors, is_new=place.is_new),
        heading=asked.question,
        progress=f"{CATEGORY_NAMES[event.category]}：{len(questions)}つの質問のうち、{questions.index(asked) + 1}つめ",
        action=place.action,
        label=asked.label,
        hint=_hint(asked, typed, error),
        kind=asked.kind,
        typed=typed,
        unsaved=_UNSAVED if answered and not errors else "",
        error=error,
        errors=errors,
        choices=_choices(asked, typed, error),
        so_far=_so_far(place),
        recorded=tuple((job.employer, job_words(job)) for job in jobs) if _shows_jobs(event, asked) else (),
        calendar=calendar_lines(born) if is_date else (),
        may_be_unknown=is_date,
        may_go_on=asked.may_go_on,
        is_first=beside(event.category, asked, -1) is None,
        required=asked.required,
        button="保存する" if place.from_entry else "保存して次へ",
        hidden=tuple(_hidden(place)),
        leave=_leave(place),
        prepared=place.prepared,
    )


_UNSAVED = "ログアウトしたあとに送られた答えです。まだ保存していません。よければ、保存してください。"


def _hint(asked: Asked, typed: str, error: str) -> str:
    """A date that stands in the box already may come from the record: the person's own memory goes before it."""
    is_filled_in = asked.kind is AnswerKind.DATE and typed and not error
    return f"{asked.hint}いま入っている日付がちがうときは、書きなおしてください。" if is_filled_in else asked.hint


def _leave(place: QuestionPlace) -> Link:
    if place.prepared:
        return place.prepared.leave
    if place.is_new:
        return Link("書かずに、履歴整理表へもどる", HISTORY_URL)
    return Link("ここまでを保存したままで、履歴整理表へもどる", HISTORY_URL)


def _so_far(place: QuestionPlace) -> tuple[tuple[str, str], ...]:
    """What is already written, by its questions."""
    if place.is_new:
        return ((place.also.asked.label, place.also.typed),) if place.also else ()
    return facts_of(place.event)


def _hidden(place: QuestionPlace) -> Iterator[tuple[str, str]]:
    yield from place.hidden
    if place.also:
        yield from place.also.hidden
    if not place.is_new:
        yield KIND, place.event.category
    if place.from_entry:
        yield THEN, ENTRY


def new_entry_view(months: MonthRange | None, rows: Sequence[Row]) -> NewEntryView:
    """The categories, the ones asked for most first, and what the record suggests; ``months`` are carried on."""
    query = period_query(*months) if months else ""
    return NewEntryView(
        frame=Frame(
            title="何を書きとめますか",
            announce="書きとめることの種類をえらぶ画面です。",
            tab=Tab.HISTORY,
            breadcrumbs=(HISTORY_CRUMB,),
        ),
        period=full_range_words(*months) if months else "",
        choices=tuple(
            Choice(link=Link(CATEGORY_NAMES[category], f"{NEW_URL}/{category}{query}"), hint=hint)
            for category, hint in CATEGORY_HINTS.items()
        ),
        suggested=() if months else tuple(_suggested(row.job) for row in rows if row.job and row.event is None),
    )


def _suggested(job: RecordedJob) -> Choice:
    month = YearMonth.of_date(job.enrolled_on)
    return Choice(link=Link(job.employer, f"{NEW_URL}/{Category.JOB}{period_query(month, month)}"), hint=job_words(job))


def delete_view(event: LifeEvent) -> DeleteView:
    """Before one entry is deleted."""
    return DeleteView(
        frame=Frame(
            title="この項目を消しますか",
            announce="消す前の確かめです。",
            tab=Tab.HISTORY,
            breadcrumbs=(HISTORY_CRUMB, Link(headline(event), entry_url(event))),
        ),
        heading="この項目を消しますか",
        lead="消すと、もとにもどせません。国の記録は変わりません。",
        facts=facts_of(event),
        action=f"{entry_url(event)}/delete",
        do="この項目を消す",
        back=Link("消さずにもどる", entry_url(event)),
    )


def delete_all_view(events: Sequence[LifeEvent]) -> DeleteView:
    """Before the whole worksheet is deleted."""
    return DeleteView(
        frame=Frame(
            title="書いたものを、すべて消しますか",
            announce="消す前の確かめです。",
            tab=Tab.HISTORY,
            breadcrumbs=(HISTORY_CRUMB,),
        ),
        heading="書いたものを、すべて消しますか",
        lead=f"書いた{len(events)}件が、すべて消えます。消すと、もとにもどせません。国の記録は変わりません。",
        facts=tuple((part.name, "\n".join(entry.title for entry in part.entries)) for part in categories_of(events)),
        action=DELETE_ALL_URL,
        do=f"{len(events)}件を、すべて消す",
        back=Link("消さずにもどる", HISTORY_URL),
    )


def facts_of(event: LifeEvent) -> tuple[tuple[str, str], ...]:
    """What is written in an entry, by name."""
    return tuple((line.label, line.value) for line in _lines(event) if line.value)


def _lines(event: LifeEvent, change: str = "") -> Iterator[AnswerLine]:
    for asked in QUESTIONS[event.category]:
        link = Link(f"{asked.label}を変える", f"{entry_url(event)}/{asked.slug}{change}")
        yield AnswerLine(label=asked.label, value=_answer(event, asked), change=link)


def _answer(event: LifeEvent, asked: Asked) -> str:
    value = getattr(event, asked.field)
    if asked.kind is not AnswerKind.DATE:
        return str(value)
    if asked.may_go_on and event.goes_on:
        return "いまも続いています"
    return approximate_words(value) if value else ""


def _typed(event: LifeEvent, asked: Asked) -> str:
    value = getattr(event, asked.field)
    return typed_words(value) if asked.kind is AnswerKind.DATE else str(value)


def _choices(asked: Asked, typed: str, error: str) -> Question | None:
    if asked.kind is not AnswerKind.CHOICE:
        return None
    answers = {str(place): choice for place, choice in enumerate(asked.choices, 1)}
    chosen = [value for value, choice in answers.items() if choice == typed]
    return question(ANSWER, ONE_ANSWER, answers, chosen, error=error)


def _shows_jobs(event: LifeEvent, asked: Asked) -> bool:
    return event.category is Category.JOB and asked.slug in ("name", "began", "ended")


def _question_frame(asked: Asked, event: LifeEvent, errors: tuple[FieldError, ...], *, is_new: bool) -> Frame:
    crumbs = (HISTORY_CRUMB,) if is_new else (HISTORY_CRUMB, Link(headline(event), entry_url(event)))
    return Frame(
        title=title_with(errors, asked.question),
        announce=announcement(errors, asked.question),
        tab=Tab.HISTORY,
        breadcrumbs=crumbs,
    )
