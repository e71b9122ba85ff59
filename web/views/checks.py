"""The page of points to check (ご確認いただきたい項目): each with its words, its months, and the person's own mark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pension.calendar import YearMonth
from pension.checks import Finding, Rule
from pension.timeline import Timeline
from web.views.correction_links import point_link
from web.views.frame import Frame, Link, Tab
from web.views.history_links import HISTORY_URL, entry_url, write_down
from web.views.month_cell import Mark
from web.views.month_strip import StripMonth, month_strip
from web.views.payable import PAYABLE_URL
from web.views.point_texts import PointText, call_kind, point_id, point_text, point_when
from web.views.recall_links import recall_link
from web.views.record_grid import month_url
from web.views.record_month import year_url
from web.views.unlinked_words import SEARCH_LINK
from web.views.wording import date_words, fiscal_year_words, short_month_words

_ASK_TO_REMEMBER = frozenset(
    {
        Rule.NOT_ENROLLED,
        Rule.UNPAID,
        Rule.ONE_MONTH_GAP,
        Rule.WITHDRAWAL_ALLOWANCE,
        Rule.OTHER_NAME,
        Rule.NO_REMUNERATION,
    }
)
"""What the person's own life explains: where one worked, whose record it is, under which name."""
_SEARCHED = frozenset({Rule.NOT_ENROLLED, Rule.ONE_MONTH_GAP, Rule.OTHER_NAME, Rule.REMEMBERED_ONLY})
"""Where a record is likely to lie under another number or name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PointCard:
    """One point as a card. ``kind`` is confirm, act or done; ``marked_on`` the day of the person's mark, or empty.

    ``recall`` leads to the questions about it, ``remember`` to writing down what one remembers of its months, where
    there are some and where remembering helps, ``search`` to the search for records without an owner.
    ``focused``: what was just marked or unmarked led here, so the focus belongs on this heading.
    """

    id: str
    key: str
    kind: str
    months: str
    text: PointText
    strip: tuple[StripMonth, ...]
    links: tuple[Link, ...]
    recall: Link | None
    remember: Link | None
    search: Link | None
    correct: Link | None
    marked_on: str
    focused: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecksView:
    """The whole page; ``lead`` holds the answer in one or two sentences."""

    frame: Frame
    as_of: str
    lead: tuple[str, ...]
    points: tuple[PointCard, ...]
    done: tuple[PointCard, ...]


def checks_view(
    timeline: Timeline, findings: Sequence[Finding], marks: Mapping[str, datetime], changed: str = ""
) -> ChecksView:
    """The page. ``marks``: when each finding (by key) was marked, in Japan's time; ``changed``: the key of the one that
    was just marked or unmarked, empty for none."""
    open_points = [finding for finding in findings if finding.key not in marks]
    done = [finding for finding in findings if finding.key in marks]
    focus = _focus(findings, marks, changed)
    cards = _Cards(timeline, findings, marks, focus)
    return ChecksView(
        frame=Frame(
            title="ご確認いただきたい項目",
            announce=_announcement(changed, marks, len(open_points)),
            tab=Tab.CHECKS,
            breadcrumbs=(Link("マイページ", "/home"),),
            points=len(open_points),
        ),
        as_of=date_words(timeline.record.as_of.last_day),
        lead=_lead(len(open_points), len(done)),
        points=tuple(cards.card(finding) for finding in open_points),
        done=tuple(cards.card(finding) for finding in done),
    )


def _lead(points: int, done: int) -> tuple[str, ...]:
    if points:
        return (f"{points}件あります。急ぐものから順にならべました。", "記録が正しければ、そのままで大丈夫です。")
    if done:
        return ("すべての項目の確認がすみました。", "印は、いつでも取り消せます。")
    return ("ご確認いただきたい項目は、ありません。", "記録が新しくなったときに、見つかることがあります。")


def _announcement(changed: str, marks: Mapping[str, datetime], points: int) -> str:
    left = f"のこりは{points}件です。" if points else "すべての項目の確認がすみました。"
    if not changed:
        return f"ご確認いただきたい項目は、{points}件です。"
    return f"確認した、と印をつけました。{left}" if changed in marks else f"印を取り消しました。{left}"


def _focus(findings: Sequence[Finding], marks: Mapping[str, datetime], changed: str) -> str:
    """Whose heading takes the focus: an unmarked point itself; after a mark the next open one, else the marked one."""
    keys = [finding.key for finding in findings]
    if changed not in keys or changed not in marks:
        return changed
    here = keys.index(changed)
    return next((key for key in (*keys[here + 1 :], *keys[:here]) if key not in marks), changed)


class _Cards:
    """Makes the cards of one record."""

    def __init__(
        self, timeline: Timeline, findings: Sequence[Finding], marks: Mapping[str, datetime], focus: str
    ) -> None:
        self._timeline = timeline
        self._marks = marks
        self._focus = focus
        self._framing = [(finding.range, self._mark(finding)) for finding in findings if finding.frames_cells]

    def card(self, finding: Finding) -> PointCard:
        marked_on = self._marks.get(finding.key)
        return PointCard(
            id=point_id(finding.key),
            key=finding.key,
            kind=self._mark(finding).value,
            months=point_when(finding),
            text=point_text(finding, self._timeline),
            strip=month_strip(finding.range, self._timeline, self._mark_of),
            links=tuple(_links(finding)),
            recall=recall_link(finding),
            remember=_remember(finding),
            search=SEARCH_LINK if finding.rule in _SEARCHED else None,
            correct=point_link(finding),
            marked_on=date_words(marked_on.date()) if marked_on else "",
            focused=finding.key == self._focus,
        )

    def _mark(self, finding: Finding) -> Mark:
        return Mark.DONE if finding.key in self._marks else Mark(call_kind(finding))

    def _mark_of(self, month: YearMonth) -> Mark:
        return next((mark for months, mark in self._framing if month in months), Mark.NONE)


def _remember(finding: Finding) -> Link | None:
    return write_down(finding.first_month, finding.last_month) if finding.rule in _ASK_TO_REMEMBER else None


def _links(finding: Finding) -> Iterator[Link]:
    """Where to read more: the overlap or the first month, and the year of a longer run; of a memory, the worksheet."""
    if finding.memory is not None:
        yield Link("履歴整理表のこの項目を、見る・なおす", entry_url(finding.memory))
        yield Link("履歴整理表で、国の記録とならべて見る", HISTORY_URL)
        return
    first, words = finding.first_month, short_month_words(finding.first_month)
    if finding.rule is Rule.OVERLAP:
        yield Link(f"{words}の記録の重なりをくわしく見る", f"{month_url(first)}/overlap")
    else:
        yield Link(f"{words}の記録をくわしく見る", month_url(first))
    if finding.rule is Rule.PAYABLE:
        yield Link("納めると、年金がいくらふえるか見る", PAYABLE_URL)
    if finding.months > 1:
        yield Link(f"{fiscal_year_words(first.fiscal_year)}の12か月を見る", year_url(first.fiscal_year))
