"""私の履歴整理表: memories beside the official record, line by line in order of time, with what differs.

A gap in the record (空白期間) is a line of its own, to remember by. Nothing is compared with it: it is no difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from pension.approximate import ApproximateDate
from pension.calendar import MonthRange, YearMonth, age_on
from pension.checks import Finding
from pension.history_differences import Row, Rule
from pension.life_events import Category, LifeEvent
from pension.recalled_entry import falls_into
from pension.recorded_jobs import RecordedJob
from pension.status import Status
from pension.timeline import Timeline
from web.views.approximate_words import UNKNOWN, approximate_words, spell_words
from web.views.frame import Frame, Link, Tab
from web.views.history_links import NEW_URL, entry_url, new_entry
from web.views.history_questions import CATEGORY_NAMES
from web.views.history_words import (
    DELETE_ALL_URL,
    PRINT_URL,
    TAGS,
    TITLE,
    difference_words,
    headline,
    job_words,
    next_steps,
)
from web.views.month_cell import MonthCell
from web.views.point_texts import point_text
from web.views.recall_links import recall_link
from web.views.wording import age_words, date_words, era_year, full_range_words, status_name

UNWRITTEN = "まだ書いていません"
GAP_ASKS = "このころ、どうしていましたか"
_GAP_TOLD = "このころのことは、ほかの行に書いてあります"
_MOST_STATUSES = 3
_LONGEST_COMPARED = 12  # months; a wider memory has too many records beside it to name


@dataclass(frozen=True, slots=True)
class Tag:
    """The result of comparing: a frame and a word."""

    kind: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """The left side: what happened, when, and more lines of it; ``note`` is the person's own, for the lists only."""

    title: str
    when: str
    category: str
    details: tuple[str, ...]
    note: str
    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """The right side: months as the table draws them, whose record it is, and from when until when."""

    cells: tuple[MonthCell, ...]
    title: str
    lines: tuple[str, ...]
    is_name: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """One line. ``kind`` is the frame of both sides: confirm, act, quiet, done, or empty where nothing is compared.

    ``unwritten`` stands in the place of a memory where there is none.
    """

    kind: str
    year: str
    age: str
    memory: Memory | None
    record: Recorded | None
    tags: tuple[Tag, ...]
    says: tuple[str, ...]
    links: tuple[Link, ...]
    unwritten: str = UNWRITTEN


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryList:
    """The entries of one category."""

    name: str
    entries: tuple[Memory, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryView:
    """The whole page; ``add`` leads to the first question, ``categories`` list what is written so far."""

    frame: Frame
    as_of: str
    lead: tuple[str, ...]
    rows: tuple[HistoryRow, ...]
    categories: tuple[EntryList, ...]
    has_entries: bool
    add: Link
    paper: Link
    delete_all: Link


def history_view(
    timeline: Timeline, events: Sequence[LifeEvent], rows: Sequence[Row], *, gaps: Sequence[Finding] = (), points: int
) -> HistoryView:
    """The page; ``gaps`` are those of the record, ``points`` its open points, for the menu."""
    lead = lead_words(rows, len(events))
    return HistoryView(
        frame=Frame(
            title=TITLE,
            announce="".join(lead),
            tab=Tab.HISTORY,
            breadcrumbs=(Link("マイページ", "/home"),),
            points=points,
        ),
        as_of=date_words(timeline.record.as_of.last_day),
        lead=lead,
        rows=history_rows(rows, timeline, gaps),
        categories=categories_of(events),
        has_entries=bool(events),
        add=Link("書き足す" if events else "書きはじめる", NEW_URL),
        paper=Link("窓口に持っていく紙を印刷する", PRINT_URL),
        delete_all=Link("書いたものを、すべて消す", DELETE_ALL_URL),
    )


def lead_words(rows: Sequence[Row], events: int) -> tuple[str, ...]:
    """The answer in one or two sentences."""
    if not events:
        return (
            "おぼえていることを、ひとつずつ書きとめる表です。年は、だいたいで大丈夫です。",
            "書いたことは、すぐに保存されます。国の記録は変わりません。",
        )
    differing = sum(any(TAGS[found.rule][0] == "confirm" for found in row.differences) for row in rows)
    only = sum(any(found.rule is Rule.RECORD_ONLY for found in row.differences) for row in rows)
    said = f"違うところが {differing}か所 あります。" if differing else "違うところは、見つかっていません。"
    more = f"国の記録だけにあるつとめ先が {only}つ あります。" if only else ""
    return ("あなたの記憶と、国の記録をならべました。", said + more)


def history_rows(rows: Sequence[Row], timeline: Timeline, gaps: Sequence[Finding] = ()) -> tuple[HistoryRow, ...]:
    """Every line ready to be drawn, the gaps in the record in their places among what is compared."""
    drawn = [(row.day, _row(row, timeline)) for row in rows]
    events = [row.event for row in rows if row.event]
    drawn += [(gap.first_month.first_day, _gap(gap, timeline, events)) for gap in gaps]
    return tuple(line for _, line in sorted(drawn, key=itemgetter(0)))


def memory_of(event: LifeEvent) -> Memory:
    """An entry for reading."""
    return Memory(
        title=headline(event),
        when=spell_words(event.began, event.ended, goes_on=event.goes_on),
        category=CATEGORY_NAMES[event.category],
        details=tuple(_details(event)),
        note=event.note,
        link=Link("見る・なおす", entry_url(event)),
    )


def categories_of(events: Sequence[LifeEvent]) -> tuple[EntryList, ...]:
    """The entries by category, those without any left out."""
    lists = {
        name: [event for event in events if event.category is category] for category, name in CATEGORY_NAMES.items()
    }
    return tuple(
        EntryList(name=name, entries=tuple(memory_of(event) for event in those))
        for name, those in lists.items()
        if those
    )


def _row(row: Row, timeline: Timeline) -> HistoryRow:
    born = timeline.record.person.birth_date
    tags = tuple(dict.fromkeys(Tag(*TAGS[found.rule]) for found in row.differences)) or _agreement(row)
    links = [link for found in row.differences for link in next_steps(found, timeline, born)]
    wide = _wide(row)
    return HistoryRow(
        kind=_kind(tags),
        year=approximate_words(wide) if wide else _year(row.day),
        age="" if wide else _age(row.day, born),
        memory=memory_of(row.event) if row.event else None,
        record=_recorded(row, timeline),
        tags=tags,
        says=tuple(difference_words(found) for found in row.differences),
        links=tuple(dict.fromkeys(links)),
    )


def _gap(gap: Finding, timeline: Timeline, events: Sequence[LifeEvent]) -> HistoryRow:
    first, words = gap.first_month.first_day, point_text(gap, timeline)
    born = timeline.record.person.birth_date
    links = (recall_link(gap), Link("書き足す", new_entry(gap.range)))
    return HistoryRow(
        kind="",
        year=_year(first),
        age=_age(first, born),
        memory=None,
        record=Recorded(
            cells=(MonthCell(gap.status),),
            title=full_range_words(gap.first_month, gap.last_month),
            lines=(status_name(gap.status),),
            is_name=False,
        ),
        tags=(Tag("plain", words.tag),),
        says=(words.what,),
        links=tuple(link for link in links if link),
        unwritten=_GAP_TOLD if any(falls_into(event, gap.range, born) for event in events) else GAP_ASKS,
    )


def _wide(row: Row) -> ApproximateDate | None:
    """When it began, where that was said as several years: no one of them is the year of the line."""
    said = (row.event.began or row.event.ended) if row.event else None
    return said if said and said.years > 1 else None


def _year(day: date) -> str:
    return UNKNOWN if day == date.max else f"{era_year(day)}（{day.year}年）"


def _age(day: date, born: date) -> str:
    return "" if day == date.max or day < born else age_words(age_on(born, day))


def _kind(tags: Sequence[Tag]) -> str:
    kinds = {tag.kind for tag in tags}
    return next((kind for kind in ("confirm", "act", "quiet", "done") if kind in kinds), "")


def _agreement(row: Row) -> tuple[Tag, ...]:
    """What is said where nothing differs."""
    if row.event and row.job:
        return (Tag("done", "同じ"),)
    if row.job or (row.event and row.event.category is Category.JOB):
        return (Tag("plain", "まだ、くらべられません"),)
    return ()


def _details(event: LifeEvent) -> Iterator[str]:
    if event.place and event.name:
        yield f"場所：{event.place}"
    if event.work:
        yield f"仕事：{event.work}"
    if event.name_before:
        yield f"前のお名前：{event.name_before}"
    if event.name_then:
        yield f"{'あとのお名前' if event.category is Category.MARRIAGE else 'そのころのお名前'}：{event.name_then}"


def _recorded(row: Row, timeline: Timeline) -> Recorded | None:
    if row.job:
        return _recorded_job(row.job, timeline)
    return _recorded_then(row.event, timeline) if row.event else None


def _recorded_job(job: RecordedJob, timeline: Timeline) -> Recorded:
    span = timeline.span_at(YearMonth.of_date(job.enrolled_on))
    cells = (MonthCell(job.periods[0].status),) if span else ()
    names = (f"記録のお名前：{'・'.join(job.names)}",) if job.names else ()
    return Recorded(cells=cells, title=job.employer, lines=(job_words(job), *names), is_name=True)


def _recorded_then(event: LifeEvent, timeline: Timeline) -> Recorded | None:
    """What stands in the record for the time a memory names."""
    said = event.began or event.ended
    if said is None:
        return None
    days = said.stated_days(timeline.record.person.birth_date)
    months = MonthRange(YearMonth.of_date(days.earliest), YearMonth.of_date(days.latest))
    if months.months > _LONGEST_COMPARED:
        return None
    spans = [span for month in months.each() if (span := timeline.span_at(month)) is not None]
    statuses = tuple(dict.fromkeys(span.status for span in spans if span.status is not Status.NONE_OUT))
    if not statuses:
        return Recorded(cells=(), title="このころの年金の記録はありません", lines=(), is_name=False)
    shown = statuses[:_MOST_STATUSES]
    names = "、".join(status_name(status) for status in shown)
    cells = tuple(MonthCell(status) for status in shown)
    return Recorded(cells=cells, title=f"このころの記録：{names}", lines=(), is_name=False)
