"""年金記録の一覧: the page of the whole record in its four views, with its totals."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pension.calendar import YearMonth
from pension.checks import Finding
from pension.counting import EntitlementTotal, Totals
from pension.record import Person, Remark
from pension.timeline import Timeline
from web.views.frame import Frame, Link, Tab
from web.views.month_cell import Mark, MonthCell
from web.views.point_texts import CHECKS_URL, point_text, point_url, point_when
from web.views.record_grid import Kind, RecordGrid, find_frames, month_url, record_grid
from web.views.record_legend import LegendColumn, legend
from web.views.record_spells import Spell, find_spells
from web.views.record_text import Paragraph, part_words, record_text
from web.views.record_totals import TotalsView, no_right_alone, totals_view
from web.views.wording import (
    SCHEME_NAMES,
    STATUS_WORDS,
    Group,
    date_words,
    full_range_words,
    full_run_words,
)

RECORDS_URL = "/records"
_LAST_DIGITS = 4
_SMALL_NUMBERS = 10  # up to nine things are counted with つ


class Reading(StrEnum):
    """The ways to read a record; the value is that of ``?view=``."""

    MONTHS = "months"
    POINTS = "points"
    SPELLS = "spells"
    TEXT = "text"


_READINGS: Mapping[Reading, str] = {
    Reading.MONTHS: "月ごとの表",
    Reading.POINTS: "確認が必要な月だけ",
    Reading.SPELLS: "期間の一覧",
    Reading.TEXT: "文章で読む",
}


class Emphasis(StrEnum):
    """The kinds of month that can be made to stand out; the value is that of ``?emphasis=``."""

    EMPLOYEES = "employees"
    MUTUAL_AID = "mutual-aid"
    NATIONAL = "national"
    SPOUSE = "spouse"
    PARTLY = "partly"
    TIME_ONLY = "time-only"
    CONFIRM = "confirm"
    CAN_ACT = "can-act"


_EMPHASES: Mapping[Emphasis, tuple[str, frozenset[Group | Mark]]] = {
    Emphasis.EMPLOYEES: ("厚生年金", frozenset({Group.EMPLOYEES})),
    Emphasis.MUTUAL_AID: ("共済・船員・坑内員", frozenset({Group.MUTUAL_AID})),
    Emphasis.NATIONAL: ("国民年金（納付した月）", frozenset({Group.NATIONAL})),
    Emphasis.SPOUSE: ("第3号（会社員などの配偶者）", frozenset({Group.SPOUSE})),
    Emphasis.PARTLY: ("免除・猶予", frozenset({Group.PARTLY})),
    Emphasis.TIME_ONLY: ("期間だけの月、まだ数えない月", frozenset({Group.TIME_ONLY, Group.UNSETTLED})),
    Emphasis.CONFIRM: ("確かめる月", frozenset({Mark.CONFIRM})),
    Emphasis.CAN_ACT: ("手続きできる月", frozenset({Mark.ACT})),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; ``problem`` says what of it does not exist and what is shown instead."""

    reading: Reading = Reading.MONTHS
    emphases: tuple[Emphasis, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ReadingLink:
    """One view of the record in the switch."""

    id: str
    link: Link
    current: bool


@dataclass(frozen=True, slots=True)
class EmphasisChoice:
    """One kind to choose: the value sent, its name with its number of months, whether it is chosen now."""

    value: Emphasis
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class SpellRow:
    """A spell in words."""

    months: Link
    count: str
    cell: MonthCell
    status: str
    notes: tuple[str, ...]
    scheme: str
    place: str


@dataclass(frozen=True, slots=True)
class NameAndValue:
    """A fact of the person or a remark."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableView:
    """The table with what belongs to it: legend, choice of what stands out, and points that no month can show."""

    grid: RecordGrid
    intro: str
    newest: Link | None
    legend: tuple[LegendColumn, ...]
    choices: tuple[EmphasisChoice, ...]
    emphasised: str
    classes: str
    elsewhere: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsView:
    """The whole page; of ``table``, ``spells`` and ``text`` only what the chosen view shows is filled."""

    frame: Frame
    as_of: str
    is_old: bool
    printed_on: str
    months: str
    needed: str
    framed: bool
    points: Link | None
    reading: Reading
    readings: tuple[ReadingLink, ...]
    problem: str
    table: TableView | None
    spells: tuple[SpellRow, ...]
    text: tuple[Paragraph, ...]
    totals: TotalsView
    facts: tuple[NameAndValue, ...]
    remarks: tuple[NameAndValue, ...]


def read_address(view: str | None, emphases: Sequence[str]) -> Asked:
    """What an address asks for: for what does not exist the nearest sensible view, and a sentence that says so."""
    problems = []
    reading = Reading.MONTHS
    if view in list(Reading):
        reading = Reading(view)
    elif view:
        problems.append("アドレスに書かれた見かたは、ありません。月ごとの表を表示しています。")
    known = tuple(kind for kind in Emphasis if kind in emphases)
    if any(kind not in list(Emphasis) for kind in emphases):
        problems.append("アドレスに書かれた強調の種類に、ないものがあります。それは使っていません。")
    return Asked(reading, known, "".join(problems))


def records_view(
    timeline: Timeline, totals: Totals, findings: Sequence[Finding], marked: Collection[str], asked: Asked
) -> RecordsView:
    """The page; ``marked`` holds the keys of the findings that the person has marked as checked."""
    points = [finding for finding in findings if finding.key not in marked]
    record = timeline.record
    reading = asked.reading
    in_months = reading in (Reading.MONTHS, Reading.POINTS)
    spells = () if in_months else find_spells(timeline, find_frames(findings, marked))
    return RecordsView(
        frame=_frame(asked, len(points)),
        as_of=date_words(record.as_of.last_day),
        is_old=int(YearMonth.of_date(timeline.today)) - int(record.as_of) > 1,
        printed_on=date_words(timeline.today),
        months=f"{totals.entitlement.whole_months:,}か月",
        needed=_needed(totals.entitlement),
        framed=any(finding.frames_cells for finding in points),
        points=_points_link(len(points)),
        reading=reading,
        readings=tuple(_reading_links(reading)),
        problem=asked.problem,
        table=_table(timeline, findings, marked, asked) if in_months else None,
        spells=tuple(_spell_row(spell) for spell in spells) if reading is Reading.SPELLS else (),
        text=record_text(spells) if reading is Reading.TEXT else (),
        totals=totals_view(totals),
        facts=tuple(_facts(record.person)),
        remarks=tuple(_remark(remark) for remark in record.remarks),
    )


def _frame(asked: Asked, points: int) -> Frame:
    name = _READINGS[asked.reading]
    return Frame(
        title="年金記録の一覧" if asked.reading is Reading.MONTHS else f"年金記録の一覧（{name}）",
        announce=f"{asked.problem or f'「{name}」を表示しました。'}{_emphasis_words(asked.emphases)}",
        tab=Tab.RECORDS,
        breadcrumbs=(Link("マイページ", "/home"),),
        points=points,
    )


def _needed(right: EntitlementTotal) -> str:
    """What stands after the number of months."""
    if right.missing:
        return f"です。必要な{right.required}か月まで、あと{right.missing}か月です。{no_right_alone(right)}"
    if not right.substantial:
        return f"です（必要な月数は{right.required}か月）。ほかに、納めた月か免除の月が1か月は必要です。"
    return f"です（必要な月数は{right.required}か月）。"


def _points_link(points: int) -> Link | None:
    if not points:
        return None
    counter = "つ" if points < _SMALL_NUMBERS else ""
    return Link(f"{points}{counter}の項目", CHECKS_URL)


def _reading_links(current: Reading) -> Iterator[ReadingLink]:
    for reading, label in _READINGS.items():
        url = RECORDS_URL if reading is Reading.MONTHS else f"{RECORDS_URL}?view={reading}"
        yield ReadingLink(f"view-{reading}", Link(label, url), reading is current)


def _table(timeline: Timeline, findings: Sequence[Finding], marked: Collection[str], asked: Asked) -> TableView:
    points_only = asked.reading is Reading.POINTS
    grid = record_grid(timeline, findings, marked, calling_years_only=points_only)
    newest = grid.decades[-1].rows[-1] if grid.decades else None
    return TableView(
        grid=grid,
        intro=_intro(grid, points_only=points_only),
        newest=Link("いちばん新しい年度へ", f"#year-{newest.year}") if newest else None,
        legend=legend(frozenset(grid.months)),
        choices=tuple(_choices(grid.months, asked.emphases)) if not points_only else (),
        emphasised=_emphasis_words(asked.emphases),
        classes=" ".join(("emphasis", *(f"show-{kind}" for kind in asked.emphases))) if asked.emphases else "",
        elsewhere=tuple(_elsewhere(timeline, findings, marked)),
    )


def _intro(grid: RecordGrid, *, points_only: bool) -> str:
    if not points_only:
        return "年度ごと・月ごとの年金記録。月を選ぶと、その月のくわしい記録が表の中に開きます。"
    shown = sum(len(decade.rows) for decade in grid.decades)
    if not shown:
        return ""
    return f"見ていただきたい月がある年度だけの年金記録。{grid.years}年度のうち、{shown}年度です。"


def _elsewhere(timeline: Timeline, findings: Iterable[Finding], marked: Collection[str]) -> Iterator[Link]:
    """Points that concern a record as a whole, so that no month is framed."""
    for finding in findings:
        if not finding.frames_cells and finding.key not in marked:
            when = point_when(finding, short=True)
            yield Link(f"{when}：{point_text(finding, timeline).tag}", point_url(finding.key))


def _choices(months: Mapping[Kind, int], chosen: Collection[Emphasis]) -> Iterator[EmphasisChoice]:
    """Only what the table holds can be chosen, and what is chosen already."""
    counts: dict[Group | Mark, int] = {}
    for (status, mark, _), number in months.items():
        for look in (STATUS_WORDS[status].group, mark):
            counts[look] = counts.get(look, 0) + number
    for emphasis, (label, looks) in _EMPHASES.items():
        count = sum([counts.get(look, 0) for look in looks])
        if count or emphasis in chosen:
            yield EmphasisChoice(emphasis, f"{label}　{count:,}か月", emphasis in chosen)


def _emphasis_words(chosen: Sequence[Emphasis]) -> str:
    if not chosen:
        return ""
    names = "、".join(_EMPHASES[emphasis][0] for emphasis in chosen)
    return f"{names}を強調しています。"


def _spell_row(spell: Spell) -> SpellRow:
    return SpellRow(
        months=Link(full_run_words(spell.first_month, spell.last_month), month_url(spell.first_month)),
        count=f"{spell.months:,}か月",
        cell=MonthCell(spell.status, spell.mark, spell.overlap),
        status=STATUS_WORDS[spell.status].name,
        notes=tuple(part_words(spell)),
        scheme=spell.scheme or "記録なし",
        place="、".join(spell.employers) or "なし",
    )


def _facts(person: Person) -> Iterator[NameAndValue]:
    yield NameAndValue("お名前", f"{person.name}（{person.kana}）")
    yield NameAndValue("生年月日", date_words(person.birth_date))
    yield NameAndValue("基礎年金番号の下4けた", person.basic_pension_number[-_LAST_DIGITS:])
    for former in person.former_names:
        until = f"、{date_words(former.until)}まで" if former.until else ""
        yield NameAndValue("前のお名前", f"{former.name}（{former.kana}）{until}")
    for book in person.handbook_numbers:
        if book.number != person.basic_pension_number:
            value = f"{SCHEME_NAMES[book.scheme]}、下4けた {book.number[-_LAST_DIGITS:]}"
            yield NameAndValue("年金手帳の記号番号", value + (f"、{book.name}" if book.name else ""))


def _remark(remark: Remark) -> NameAndValue:
    months = ""
    if remark.first_month is not None:
        months = full_range_words(remark.first_month, remark.last_month or remark.first_month)
    return NameAndValue(months or "全体", remark.text)
