"""重複の詳細: every entry of a month side by side, which one counts and why, and what was paid twice."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from pension.calendar import YearMonth
from pension.checks import Finding
from pension.overlap import NoOverlap, Overlap, PaidTwice
from pension.timeline import Reason, Span, Timeline, Verdict
from web.views.frame import Frame, Link, Tab
from web.views.reasons import REASONS, STATUSES, Explanation
from web.views.record_entry import (
    AMOUNT,
    BONUS,
    DISENROLLED,
    ENROLLED,
    GROUNDS,
    HANDBOOK,
    MONTHS,
    NAME_THEN,
    PAID_ON,
    PAY,
    PAYMENT,
    PLACE,
    PROPER_NAMES,
    SCHEME,
    SHIP_OWNER,
    WARTIME_SERVICE,
    EntryView,
    entry_views,
    reasons_of,
    scheme_name,
)
from web.views.record_grid import month_url
from web.views.record_month import beside_words, grid_link, open_points, point_link, year_url
from web.views.wording import fiscal_year_words, month_words, range_words, yen

# The rows of the comparison: their name, and the facts each gathers. Facts that are not the row's own name keep theirs.
_ROWS = (
    (SCHEME, (SCHEME,)),
    (PLACE, (PLACE, SHIP_OWNER)),
    ("始まりと終わり", (ENROLLED, DISENROLLED, MONTHS)),
    ("給与・保険料", (PAY, BONUS, WARTIME_SERVICE, PAYMENT, AMOUNT, PAID_ON, GROUNDS)),
    ("番号と名前", (HANDBOOK, NAME_THEN)),
)
_PROPER_ROWS = frozenset(name for name, gathered in _ROWS if PROPER_NAMES.intersection(gathered))
_NONE = ("なし",)


@dataclass(frozen=True, slots=True)
class CompareRow:
    """One row of the comparison: a name, and the lines of each entry in the order of the columns."""

    name: str
    cells: tuple[tuple[str, ...], ...]

    @property
    def is_proper(self) -> bool:
        """Whether the row holds names of people or firms."""
        return self.name in _PROPER_ROWS


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlapView:
    """The records of one month side by side; no ``entries`` where the month has one record or none."""

    frame: Frame
    month_number: int
    heading: str
    overlap: bool
    says: str
    beside: str
    entries: tuple[EntryView, ...]
    rows: tuple[CompareRow, ...]
    reasons: tuple[Explanation, ...]
    money: tuple[Explanation, ...]
    steps: tuple[str, ...]
    point: Link | None
    month: Link
    grid: Link


def overlap_view(
    timeline: Timeline, explained: Overlap | NoOverlap, findings: Sequence[Finding], marks: Container[str]
) -> OverlapView:
    """The comparison of a month; a sentence and the way back where there is nothing to compare."""
    month, span = explained.month, explained.span
    several = isinstance(explained, Overlap)
    entries = entry_views(span, month, timeline.record) if several else ()
    says = _counted_as(span) if several else f"{month_words(month)}には、重なっている記録はありません。"
    money = tuple(_money(explained)) if isinstance(explained, Overlap) else ()
    return OverlapView(
        frame=_frame(month, says, open_points(findings, marks)),
        month_number=month.month,
        heading=f"{month_words(month)}の記録をくらべる",
        overlap=span.overlap,
        says=says,
        beside=beside_words(span) if several else "",
        entries=entries,
        rows=tuple(_rows(entries)),
        reasons=_reasons(span, month) if several else (),
        money=money,
        steps=tuple(_steps(explained)) if isinstance(explained, Overlap) else (),
        point=point_link([finding for finding in findings if month in finding.range]),
        month=Link(f"{month_words(month)}の記録を見る", month_url(month)),
        grid=grid_link(month),
    )


def _frame(month: YearMonth, says: str, points: int) -> Frame:
    return Frame(
        title=f"{month_words(month)}の記録をくらべる",
        announce=f"{month_words(month)}の記録をくらべる画面を開きました。{says}",
        tab=Tab.RECORDS,
        breadcrumbs=(
            Link("年金記録の一覧", f"/records#year-{month.fiscal_year}"),
            Link(fiscal_year_words(month.fiscal_year), year_url(month.fiscal_year)),
            Link(f"{month_words(month)}の記録", month_url(month)),
        ),
        points=points,
    )


def _reasons(span: Span, month: YearMonth) -> tuple[Explanation, ...]:
    corrected = any(entry.reason is Reason.CORRECTED for entry in span.entries)
    return (*reasons_of(span, month), *((REASONS[Reason.CORRECTED],) if corrected else ()))


def _counted_as(span: Span) -> str:
    first = span.entries[0]
    if first.verdict is Verdict.COUNTS and span.counts.entitlement_real:
        return f"この月は、{scheme_name(first.period)}として、1か月だけ数えます。"
    return STATUSES[span.status].says


def _rows(entries: Sequence[EntryView]) -> Iterable[CompareRow]:
    for name, facts in _ROWS:
        cells = tuple(tuple(_lines(entry, name, facts)) for entry in entries)
        if any(cells):
            yield CompareRow(name, tuple(cell or _NONE for cell in cells))


def _lines(entry: EntryView, row: str, names: Sequence[str]) -> Iterable[str]:
    for name in names:
        prefix = "" if name == row else f"{name}　"
        for index, line in enumerate(entry.lines(name)):
            yield line if index else f"{prefix}{line}"


def _money(overlap: Overlap) -> Iterable[Explanation]:
    if overlap.paid_twice is not None:
        yield _paid_twice(overlap.paid_twice)
    verdicts = {entry.verdict for entry in overlap.span.entries}
    if Verdict.TOGETHER in verdicts:
        yield Explanation(
            "保険料は、2か所のつとめ先がそれぞれの給与に応じて負担します。二重に納めたのではありません。",
            "厚生年金保険法第82条第3項",
        )
    if Verdict.COUNTS_FOR_AMOUNT in verdicts:
        yield Explanation(
            "平成27年（2015年）9月までの決まりでは、この月は厚生年金と国民年金の両方の保険料がかかりました。"
            "厚生年金の分は、厚生年金の額に入ります。",
            "厚生年金保険法第19条第2項",
        )
    if Verdict.VOID in verdicts:
        yield Explanation(
            "この月の厚生年金の保険料が給与から引かれていたときは、つとめ先をとおして戻ることがあります。"
            "つとめ先か年金事務所におたずねください。",
            "厚生年金保険法第19条第2項ただし書",
        )


def _paid_twice(paid: PaidTwice) -> Explanation:
    """Never a promise: a refund has to be asked for within two years and may be set against unpaid months."""
    amount = f"、{yen(paid.total)}" if paid.total else ""
    source = "金額は、当時の保険料の表から計算しました。" if paid.total and paid.from_table else ""
    return Explanation(
        f"{range_words(*paid.months)}の国民年金保険料{amount}が、二重に納めた記録になっています。{source}"
        "二重に納めた国民年金保険料は、還付（お返し）の対象になることがあります。"
        "請求には2年の時効があり、未納の月に充てられることもあります。",
        "国民年金法第102条第4項",
    )


def _steps(overlap: Overlap) -> Iterable[str]:
    if overlap.paid_twice is not None:
        yield "領収証書や預金通帳など、納めたことがわかるものがあれば、お近くの年金事務所にお持ちください。"
    else:
        yield "記録が正しければ、そのままで大丈夫です。"
    if overlap.span.overlap:
        yield "加入した日や加入が終わった日がちがうと思うときは、年金事務所で確かめてもらえます。"
