"""What the worksheet says of entries and differences, and where each leads: all links on are made here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from pension.calendar import YearMonth
from pension.correction_starts import CLAIM_OF_RULE, Start, StartKind, worksheet_key
from pension.history_differences import Difference, Rule
from pension.life_events import Category, LifeEvent
from pension.recorded_jobs import RecordedJob
from pension.timeline import Timeline
from web.views.approximate_words import approximate_words
from web.views.correction_links import start_link
from web.views.frame import Link
from web.views.history_links import HISTORY_URL, NEW_URL, entry_url
from web.views.history_questions import Asked, beside, title_of
from web.views.record_grid import month_url
from web.views.record_month import year_url
from web.views.unlinked_words import SEARCH_LINK
from web.views.wording import date_words, fiscal_year_words, short_month_words

PRINT_URL = f"{HISTORY_URL}/print"
PDF_URL = f"{HISTORY_URL}/pdf"
DELETE_ALL_URL = f"{HISTORY_URL}/delete"
TITLE = "私の履歴整理表"
HISTORY_CRUMB = Link(TITLE, HISTORY_URL)

TAGS: Mapping[Rule, tuple[str, str]] = {
    Rule.NO_RECORD: ("confirm", "記録がない"),
    Rule.RECORD_ONLY: ("act", "国の記録だけ"),
    Rule.START_DIFFERS: ("confirm", "日付が違う"),
    Rule.END_DIFFERS: ("confirm", "日付が違う"),
    Rule.EMPLOYER_DIFFERS: ("confirm", "名前が違う"),
    Rule.NAME_DIFFERS: ("confirm", "名前が違う"),
    Rule.FORMER_NAME: ("confirm", "前の名前がない"),
    Rule.OVERLAP: ("quiet", "時期が重なる"),
    Rule.REVERSED: ("quiet", "前後が逆"),
}
"""The frame of each rule (:mod:`web.components.tag`) and its word."""
_SEARCHED = frozenset(
    {
        Rule.NO_RECORD,
        Rule.START_DIFFERS,
        Rule.END_DIFFERS,
        Rule.EMPLOYER_DIFFERS,
        Rule.NAME_DIFFERS,
        Rule.FORMER_NAME,
    }
)
"""What a record without an owner may explain: the whole of a job, the months missing at an end of one, another job."""
_QUESTIONS: Mapping[Rule, Link] = {
    Rule.NO_RECORD: Link("記録がないときは、どうしますか", "/faq/no-record-for-my-job"),
    Rule.EMPLOYER_DIFFERS: Link("つとめ先の名前がちがうときは", "/faq/employer-name-i-do-not-know"),
    Rule.NAME_DIFFERS: Link("お名前の読みがちがうときは", "/faq/lost-wrong-name-or-birthday"),
    Rule.FORMER_NAME: Link("前のお名前の記録をさがすには", "/faq/spouse-records-under-maiden-name"),
}


def next_url(event: LifeEvent, asked: Asked, step: str, *, from_entry: bool = False) -> str:
    """Where an answer leads: to the question after (``back``: before), to the entry's page after the last."""
    following = None if from_entry else beside(event.category, asked, -1 if step == "back" else 1)
    return f"{entry_url(event)}/{following.slug}" if following else entry_url(event)


def headline(event: LifeEvent) -> str:
    """What happened: ``喫茶こまどりにつとめた``, ``見本高校に通った``, ``川崎市に住んだ``, ``結婚``."""
    return f"{title_of(event)}{_DONE.get(event.category, '')}" if event.name or event.place else title_of(event)


_DONE: Mapping[Category, str] = {
    Category.JOB: "につとめた",
    Category.SCHOOL: "に通った",
    Category.MOVE: "に住んだ",
}


def job_words(job: RecordedJob) -> str:
    """From when until when a job is recorded, by its last day."""
    begins = f"{date_words(job.enrolled_on)}から"
    return begins if job.disenrolled_on is None else f"{begins}{date_words(job.last_day)}まで"


def difference_words(found: Difference) -> str:
    """One or two sentences: what differs, and why that may be harmless where it may."""
    return _SENTENCES[found.rule](found)


def next_steps(found: Difference, timeline: Timeline, born: date) -> Iterator[Link]:
    """Where one goes on from a difference: worksheet, record, search, a correction, what others have asked."""
    if found.rule is Rule.RECORD_ONLY and found.job:
        month = YearMonth.of_date(found.job.enrolled_on)
        yield Link("書き足す", f"{NEW_URL}/{Category.JOB}?month={month}")
    place = _place(found, timeline, born)
    if place:
        yield place
    if found.rule in _SEARCHED:
        yield SEARCH_LINK
    correct = _correct(found)
    if correct:
        yield correct
    if found.rule in _QUESTIONS:
        yield _QUESTIONS[found.rule]


def _correct(found: Difference) -> Link | None:
    """To ask for a correction; memories that contradict each other are no reason for one."""
    if found.rule not in CLAIM_OF_RULE:
        return None
    return start_link(Start(StartKind.WORKSHEET, worksheet_key(found)))


def _place(found: Difference, timeline: Timeline, born: date) -> Link | None:
    """The month of the record it is about, or the year where the memory names no month."""
    first, last = _months(found, born)
    if first is None or timeline.span_at(first) is None:
        return None
    if first == last:
        return Link(f"{short_month_words(first)}の記録を見る", month_url(first))
    return Link(f"{fiscal_year_words(first.fiscal_year)}の記録を見る", year_url(first.fiscal_year))


def _months(found: Difference, born: date) -> tuple[YearMonth | None, YearMonth | None]:
    if found.job and found.rule is not Rule.END_DIFFERS:
        month = YearMonth.of_date(found.job.enrolled_on)
        return month, month
    if found.job and found.job.disenrolled_on:
        month = YearMonth.of_date(found.job.last_day)
        return month, month
    said = found.event.began or found.event.ended if found.event else None
    if said is None:
        return None, None
    days = said.stated_days(born)
    return YearMonth.of_date(days.earliest), YearMonth.of_date(days.latest)


def _no_record(found: Difference) -> str:
    if found.beside:
        names = "」「".join(job.employer for job in found.beside)
        return f"このつとめ先の記録が、見あたりません。同じころに「{names}」の記録があります。"
    return (
        "このころの、このつとめ先の記録が、見あたりません。記録がもれているか、"
        "厚生年金に入っていないつとめ先だったのかもしれません。"
    )


def _record_only(_: Difference) -> str:
    return "国の記録にありますが、まだ書いていません。おぼえがないときは、年金事務所でおたずねください。"


def _start(found: Difference) -> str:
    event, job = _pair(found)
    return (
        f"つとめはじめが、{found.months}か月ちがいます。あなたの記憶では{approximate_words(event.began)}、"
        f"国の記録では{date_words(job.enrolled_on)}です。"
    )


def _end(found: Difference) -> str:
    event, job = _pair(found)
    memory = (
        "あなたの記憶では、いまも続いています" if event.goes_on else f"あなたの記憶では{approximate_words(event.ended)}"
    )
    record = "まだ続いています" if job.disenrolled_on is None else f"{date_words(job.last_day)}までです"
    return f"やめたときが、{found.months}か月ちがいます。{memory}。国の記録では、{record}。"


def _employer(found: Difference) -> str:
    _, job = _pair(found)
    return (
        f"同じ時期に、国の記録では「{job.employer}」とあります。"
        "会社の名前が変わったり、ほかの会社といっしょになったりしたのかもしれません。"
    )


def _name(found: Difference) -> str:
    event, job = _pair(found)
    return f"そのころのお名前は「{event.name_then}」ですが、国の記録では「{'・'.join(job.names)}」です。"


def _former_name(found: Difference) -> str:
    name = found.event.name_before if found.event else ""
    return f"前のお名前「{name}」が、国の記録にありません。そのころの記録が、もれていることがあります。"


def _overlap(found: Difference) -> str:
    other = title_of(found.other) if found.other else ""
    return f"「{other}」と、時期が重なっています。両方につとめていたのなら、このままで大丈夫です。"


def _reversed(_: Difference) -> str:
    return "終わりが、はじまりより前になっています。年をお確かめください。"


def _pair(found: Difference) -> tuple[LifeEvent, RecordedJob]:
    if found.event is None or found.job is None:
        raise AssertionError("a difference between a memory and a record has both")
    return found.event, found.job


_SENTENCES: Mapping[Rule, Callable[[Difference], str]] = {
    Rule.NO_RECORD: _no_record,
    Rule.RECORD_ONLY: _record_only,
    Rule.START_DIFFERS: _start,
    Rule.END_DIFFERS: _end,
    Rule.EMPLOYER_DIFFERS: _employer,
    Rule.NAME_DIFFERS: _name,
    Rule.FORMER_NAME: _former_name,
    Rule.OVERLAP: _overlap,
    Rule.REVERSED: _reversed,
}
