"""The worksheet for paper: what differs first, then memory beside record, everything written, and what to bring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pension.checks import Finding
from pension.history_differences import Row, Rule
from pension.life_events import LifeEvent
from pension.timeline import Timeline
from web.views.frame import Frame, Link, Tab
from web.views.history import EntryList, HistoryRow, categories_of, history_rows, lead_words
from web.views.history_words import HISTORY_CRUMB, PDF_URL, TITLE
from web.views.wording import date_words

_ALWAYS = (
    "ご本人とわかる書類（運転免許証、マイナンバーカードなど）",
    "年金の番号がわかるもの（年金手帳、年金証書、ねんきん定期便など）",
    "この紙",
)
_FOR_JOBS = "つとめたことがわかるもの（給与明細、源泉徴収票、辞令、社員証、古い写真や手紙など）"
_FOR_NAMES = "前のお名前がわかるもの（戸籍謄本、古い年金手帳、卒業証書など）"
_JOBS = frozenset({Rule.NO_RECORD, Rule.START_DIFFERS, Rule.END_DIFFERS, Rule.EMPLOYER_DIFFERS, Rule.RECORD_ONLY})
_NAMES = frozenset({Rule.NAME_DIFFERS, Rule.FORMER_NAME})


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPrintView:
    """The sheets; ``differing`` are the lines to talk about, ``papers`` what to bring because of them.

    ``name`` is whose they are, ``file`` the same as a PDF file.
    """

    frame: Frame
    name: str
    facts: tuple[tuple[str, str], ...]
    as_of: str
    lead: tuple[str, ...]
    differing: tuple[HistoryRow, ...]
    rows: tuple[HistoryRow, ...]
    categories: tuple[EntryList, ...]
    papers: tuple[str, ...]
    file: Link


def history_print_view(
    timeline: Timeline, events: Sequence[LifeEvent], rows: Sequence[Row], today: date, gaps: Sequence[Finding] = ()
) -> HistoryPrintView:
    """Everything of a worksheet, printed on a day; ``gaps`` are those of the record."""
    person = timeline.record.person
    drawn = history_rows(rows, timeline, gaps)
    return HistoryPrintView(
        frame=Frame(
            title=f"{TITLE}（印刷用）",
            announce="印刷用の履歴整理表です。",
            tab=Tab.HISTORY,
            breadcrumbs=(Link("マイページ", "/home"), HISTORY_CRUMB),
        ),
        name=person.name,
        facts=(
            ("お名前", f"{person.name}（{person.kana}）"),
            ("生年月日", date_words(person.birth_date)),
            ("基礎年金番号", f"下4けた {person.basic_pension_number[-4:]}"),
            ("印刷した日", date_words(today)),
        ),
        as_of=date_words(timeline.record.as_of.last_day),
        lead=lead_words(rows, len(events)),
        differing=tuple(row for row in drawn if row.kind in ("confirm", "act")),
        rows=drawn,
        categories=categories_of(events),
        papers=papers_for({found.rule for row in rows for found in row.differences}),
        file=Link("PDFのファイルで受け取る", PDF_URL),
    )


def papers_for(rules: set[Rule]) -> tuple[str, ...]:
    """What to bring to the office when these differences are to be looked at."""
    jobs = (_FOR_JOBS,) if rules & _JOBS else ()
    names = (_FOR_NAMES,) if rules & _NAMES else ()
    return (*_ALWAYS, *jobs, *names)
