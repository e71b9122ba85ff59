"""The worksheet for paper: what to ask first, then memory beside record, everything written, and what to bring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from content.recall import load_recall
from pension.checks import Finding
from pension.history_asks import PointToAsk
from pension.history_differences import Row, Rule
from pension.life_events import Category, LifeEvent
from pension.timeline import Timeline
from web.views.frame import Frame, Link, Tab
from web.views.history import GAP_ASKS, UNWRITTEN, EntryList, HistoryRow, Tag, categories_of, history_rows
from web.views.history_words import HISTORY_CRUMB, PDF_URL, TITLE
from web.views.identity import identity_facts
from web.views.point_texts import point_text
from web.views.recall import about_point
from web.views.wording import date_words, full_range_words

_ALWAYS = (
    "ご本人とわかる書類（運転免許証、マイナンバーカードなど）",
    "年金の番号がわかるもの（年金手帳、年金証書、ねんきん定期便など）",
    "この紙",
)
_FOR_JOBS = "つとめたことがわかるもの（給与明細、源泉徴収票、辞令、社員証、古い写真や手紙など）"
_FOR_NAMES = "前のお名前がわかるもの（戸籍謄本、古い年金手帳、卒業証書など）"
_JOBS = frozenset({Rule.NO_RECORD, Rule.START_DIFFERS, Rule.END_DIFFERS, Rule.EMPLOYER_DIFFERS})
_NAMES = frozenset({Rule.NAME_DIFFERS, Rule.FORMER_NAME})
_OF_POINTS = "上の「手がかりになるもの」のうち、用意できるもの"
_PROOFS: Mapping[Category, tuple[str, ...]] = {
    Category.SCHOOL: ("卒業証書、卒業証明書、在学証明書など、学校に通った時期がわかるもの",),
    Category.MARRIAGE: ("戸籍謄本など、結婚や離婚の日がわかるもの", "配偶者のつとめた時期がわかるもの"),
    Category.MOVE: ("パスポート、戸籍の附票など、外国に住んでいた時期がわかるもの",),
}
"""What proves that months count as time, by the kind of entry that speaks of them."""
_LEAD = "わたしの記憶と、国の記録をならべました。"
_NOTHING_TO_ASK = "窓口でたずねることは、まだありません。"
_GAPS_BELOW = "抜けている月は、下の表にあります。"
_ANSWERS_LEFT_OUT = "「思い出すお手伝い」の答えは、代理の方の紙にはのりません。"
_ONLY_RECORDED = (
    "「国の記録だけ」は、まだこの表に書いていないつとめ先です。おぼえがないつとめ先は、窓口でお話しください。"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToAsk:
    """One thing to ask at the office: a line that differs, or months in doubt.

    ``what`` is the person's or the record's own name for it, empty for months; ``proofs`` are papers that help.
    """

    kind: str
    when: str
    what: str
    tags: tuple[Tag, ...]
    says: tuple[str, ...]
    proofs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPrintView:
    """The sheets; ``asks`` is what to talk about in order of time, ``papers`` what to bring because of it.

    ``name`` is whose they are, ``file`` the same as a PDF file. ``rows`` say only what ``asks`` does not;
    ``only_recorded`` explains the lines that nobody has written about, empty where there are none.
    """

    frame: Frame
    name: str
    facts: tuple[tuple[str, str], ...]
    as_of: str
    lead: tuple[str, ...]
    asks: tuple[ToAsk, ...]
    nothing: str
    rows: tuple[HistoryRow, ...]
    only_recorded: str
    categories: tuple[EntryList, ...]
    papers: tuple[str, ...]
    file: Link


def history_print_view(
    timeline: Timeline,
    events: Sequence[LifeEvent],
    rows: Sequence[Row],
    points: Sequence[PointToAsk],
    today: date,
    gaps: Sequence[Finding] = (),
    *,
    with_answers: bool = True,
) -> HistoryPrintView:
    """Everything of a worksheet, printed on a day; ``points`` are the months to ask about, ``gaps`` the record's.

    ``with_answers``: what was answered about the points may be seen.
    """
    person = timeline.record.person
    drawn = history_rows(rows, timeline, gaps)
    asks = _asks(rows, points, timeline)
    return HistoryPrintView(
        frame=Frame(
            title=f"{TITLE}（印刷用）",
            announce="印刷用の履歴整理表です。",
            tab=Tab.HISTORY,
            breadcrumbs=(Link("マイページ", "/home"), HISTORY_CRUMB),
        ),
        name=person.name,
        facts=(
            *identity_facts(person),
            ("印刷した日", date_words(today)),
        ),
        as_of=date_words(timeline.record.as_of.last_day),
        lead=(_LEAD, f"窓口でたずねることは、{len(asks)}件です。") if asks else (_LEAD,),
        asks=asks,
        nothing="" if asks else _nothing(gaps, with_answers=with_answers),
        rows=tuple(_on_paper(row) for row in drawn),
        only_recorded=_ONLY_RECORDED if any(row.kind == "act" for row in drawn) else "",
        categories=categories_of(events),
        papers=papers_for({found.rule for row in rows for found in row.differences}, asks),
        file=Link("PDFのファイルで受け取る", PDF_URL),
    )


def _nothing(gaps: Sequence[Finding], *, with_answers: bool) -> str:
    return _NOTHING_TO_ASK + (_GAPS_BELOW if gaps else "") + ("" if with_answers else _ANSWERS_LEFT_OUT)


def _on_paper(row: HistoryRow) -> HistoryRow:
    """A line of the table: it says only what is not asked above, and asks nothing itself."""
    unwritten = UNWRITTEN if row.unwritten == GAP_ASKS else row.unwritten
    return replace(row, says=row.says if row.kind == "quiet" else (), unwritten=unwritten)


def papers_for(rules: set[Rule], asks: Sequence[ToAsk]) -> tuple[str, ...]:
    """What to bring to the office when these differences are to be looked at, and this is to be asked."""
    jobs = (_FOR_JOBS,) if rules & _JOBS else ()
    names = (_FOR_NAMES,) if rules & _NAMES else ()
    points = (_OF_POINTS,) if any(ask.proofs for ask in asks) else ()
    return (*_ALWAYS, *jobs, *names, *points)


def _asks(rows: Sequence[Row], points: Sequence[PointToAsk], timeline: Timeline) -> tuple[ToAsk, ...]:
    """In order of time; what only the record has is no question."""
    lines = [
        (row, line) for row, line in zip(rows, history_rows(rows, timeline), strict=True) if line.kind == "confirm"
    ]
    written = {row.event.point for row, _ in lines if row.event}
    about = {point.key: _doubted(point, timeline) for point in points}
    differing = [(row.day, _differing(line, about.get(row.event.point) if row.event else None)) for row, line in lines]
    doubted = [(point.months.first_month.first_day, about[point.key]) for point in points if point.key not in written]
    return tuple(ask for _, ask in sorted([*differing, *doubted], key=lambda dated: dated[0]))


def _differing(row: HistoryRow, about: ToAsk | None) -> ToAsk:
    """A line that differs; of an entry made from answers with what they came to, so that it is asked once."""
    return ToAsk(
        kind=row.kind,
        when=row.memory.when if row.memory else row.year,
        what=row.memory.title if row.memory else "",
        tags=row.tags,
        says=(*row.says, *(about.says if about else ())),
        proofs=about.proofs if about else (),
    )


def _doubted(point: PointToAsk, timeline: Timeline) -> ToAsk:
    tag, _, kind = about_point(point.finding, timeline)
    says, proofs = _answered(point.result) if point.result else _told(point, timeline)
    when = full_range_words(*point.months)
    return ToAsk(kind=kind, when=when, what="", tags=(Tag(kind, tag),), says=says, proofs=proofs)


def _answered(result: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the answers come to, and what would prove it."""
    words = load_recall().results[result]
    return (f"{words.title}。",), words.proof


def _told(point: PointToAsk, timeline: Timeline) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the record shows where nothing was answered yet, and what proves that it counts."""
    text = point_text(point.finding, timeline) if point.finding else None
    says = (text.what, text.summary) if text else ()
    return says, tuple(proof for category in point.told for proof in _PROOFS[category])
