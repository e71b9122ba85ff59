"""What an officer reads of a record that came and collides with a correction: every reason, each side in words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

import pytest

from pension.calendar import YearMonth
from pension.contradictions import Contradiction
from pension.corrections import Conflict, ConflictReason, RecordChange, apply_correction, compare_records
from pension.record import ComplementaryPeriod, Correction, EmployeesPeriod, PensionRecord, StatusRun
from pension.status import Status
from pension.timeline import build_timeline
from rules.loader import load_rules
from services.clock import JST
from services.correction_conflicts import Choice
from services.laid_records import lay
from tests.pension.documents import AS_OF, TODAY, job, national, record, run, ym
from tests.services.monthly_files import with_corrections
from web.views.correction_conflicts import conflict_desk_view, open_conflict_view

RULES = load_rules()
UNPAID = national("1990-04-01", "1992-04-01", run("1990-04", "1992-03", Status.N1_UNPAID))
SHOP = job("1985-04-01", "1986-04-01", id="k1-2", employer="さくら商店")
ABROAD = ComplementaryPeriod(id="k1-3", first_month=ym("1984-04"), last_month=ym("1985-03"), reason="海外居住")
CORRECTION = Correction(
    id="k1",
    decided_on=date(2026, 11, 5),
    office="みほん年金事務所",
    reason="領収書により訂正",
    withdraws=("n1",),
    national=(replace(UNPAID, id="k1-1", runs=(run("1990-04", "1992-03"),)),),
    employees=(SHOP,),
    complementary=(ABROAD,),
)
IMPORTED = record(UNPAID, job("2000-04-01", None, id="e1"))
STORED = apply_correction(IMPORTED, CORRECTION)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One in the list."""

    number: int = 7
    reason: str = "entry_gone"
    as_of: YearMonth = AS_OF
    found_at: datetime = datetime(2026, 11, 21, 22, 0, tzinfo=JST)
    noted_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Way:
    """A way out."""

    choice: str
    change: RecordChange


@dataclass(frozen=True, kw_only=True)
class Opened:
    """One that was opened."""

    incoming: PensionRecord
    conflicts: tuple[Conflict, ...]
    stored: PensionRecord = STORED
    line: Line = Line()
    person_name: str = "春野 和子"
    note: str = ""
    seen: int = 9
    ways: tuple[Way, ...] = ()
    decided_here: bool = False


@dataclass(frozen=True, kw_only=True)
class Listed:
    """The list."""

    lines: tuple[Line, ...]
    waiting: int


def opened(incoming: PensionRecord) -> Opened:
    before, after = (build_timeline(each, TODAY, RULES) for each in (STORED, incoming))
    way = Way(choice=Choice.TAKE, change=compare_records(before, after, RULES))
    return Opened(incoming=incoming, conflicts=lay(STORED, incoming).conflicts, ways=(way,))


COLLIDING = {
    ConflictReason.CORRECTION_CHANGED: apply_correction(IMPORTED, replace(CORRECTION, reason="別の理由")),
    ConflictReason.ENTRY_GONE: replace(IMPORTED, national=()),
    ConflictReason.ENTRY_CHANGED: replace(
        IMPORTED, national=(replace(UNPAID, runs=(run("1990-04", "1992-03", Status.N1_EXF_APP),)),)
    ),
    ConflictReason.ENTRY_WITHDRAWN: apply_correction(
        IMPORTED,
        replace(CORRECTION, id="t1", national=(), employees=(), complementary=()),
    ),
    ConflictReason.ADDED_STANDS: replace(IMPORTED, employees=(*IMPORTED.employees, replace(SHOP, id="e9"))),
    ConflictReason.CONTRADICTION: replace(
        IMPORTED, employees=(*IMPORTED.employees, job("2010-04-01", "2011-04-01", id="k1-2"))
    ),
    ConflictReason.TOO_MUCH: with_corrections(IMPORTED, 100),
}


@pytest.mark.parametrize("reason", list(ConflictReason))
def test_every_reason_has_words_on_both_pages(reason: ConflictReason) -> None:
    shown = opened(COLLIDING[reason])
    assert [conflict.reason for conflict in shown.conflicts] == [reason]
    (card,) = open_conflict_view(shown, {}).cards
    assert card.heading == "訂正：令和8年（2026年）11月5日、みほん年金事務所"
    assert dict(card.facts)["ぶつかるわけ"].endswith("。")
    assert ("くいちがい" in dict(card.facts)) is (reason is ConflictReason.CONTRADICTION)
    listed = conflict_desk_view(Listed(lines=(Line(reason=reason),), waiting=1))
    assert listed.rows[0].reason


def test_a_contradiction_names_days_months_and_entries_and_no_code() -> None:
    shown, entry = opened(COLLIDING[ConflictReason.CONTRADICTION]), IMPORTED.employees[0].id
    raw = f"2011-03 は N1_PAID です。2011-04-01 に始まる期間（{entry}）と重なります。"
    (conflict,) = shown.conflicts
    told = replace(shown, conflicts=(replace(conflict, problems=(Contradiction("overlap", "", "", raw),)),))
    (card,) = open_conflict_view(told, {}).cards
    said = dict(card.facts)["くいちがい"]
    assert said.startswith("平成23年（2011年）3月 は 「")
    assert "平成23年（2011年）4月1日 に始まる期間（" in said
    assert not re.search(r"[A-Z][0-9]|[0-9]-[0-9]", said) and f"（{entry}）" not in said


def sides(incoming: PensionRecord) -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    """What is held against each other, by what it is."""
    (card,) = open_conflict_view(opened(incoming), {}).cards
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for row in card.rows:
        found.setdefault(row.label, []).append((row.stored, row.incoming))
    return found


def test_an_entry_is_told_by_what_it_is_its_days_and_its_months() -> None:
    shown = sides(COLLIDING[ConflictReason.ENTRY_GONE])
    unpaid = (
        "国民年金（第1号）",
        "加入した日：平成2年（1990年）4月1日",
        "加入が終わった日：平成4年（1992年）4月1日",
        "平成2年（1990年）4月から平成4年（1992年）3月まで（24か月）：未納（期限切れ）",
    )
    assert shown["取り消した記録"] == [(unpaid, ("ありません",))]
    _, shop, abroad = (stored for stored, _ in shown["加えた記録"])
    assert shop[:2] == ("厚生年金", "さくら商店")
    assert abroad[0::2] == ("合算対象期間（カラ期間）", "海外居住")


def test_the_entry_that_came_too_is_shown_beside_the_added_one() -> None:
    shown = sides(COLLIDING[ConflictReason.ADDED_STANDS])
    ((stored, incoming),) = shown["同じと思われる記録"]
    assert stored == ("ありません",)
    assert incoming[1] == "さくら商店"
    assert shown["取り消した記録"][0][1] == ("同じです",)


def test_a_correction_that_reads_otherwise_is_shown_itself() -> None:
    shown = sides(COLLIDING[ConflictReason.CORRECTION_CHANGED])
    assert shown["訂正そのもの"][0][1] == ("令和8年（2026年）11月5日、みほん年金事務所", "別の理由")


def test_what_differs_without_being_shown_is_said() -> None:
    """Pay is not told here, but that it differs is; months on leave are."""
    leave = (StatusRun(first_month=ym("1985-06"), last_month=ym("1985-09"), status=Status.E_LAPSED),)
    shop: EmployeesPeriod = replace(SHOP, exceptions=leave, disenrolled_on=None)
    correction = replace(CORRECTION, id="k1", national=(), complementary=(), employees=(shop,), withdraws=())
    theirs = replace(correction, employees=(replace(shop, pay=()),))
    stored, incoming = apply_correction(IMPORTED, correction), apply_correction(IMPORTED, theirs)
    shown = Opened(stored=stored, incoming=incoming, conflicts=lay(stored, incoming).conflicts)
    _, row = open_conflict_view(shown, {}).cards[0].rows
    assert row.stored[3] == "いまも続いています"
    assert row.stored[4].startswith("昭和60年（1985年）6月から9月まで（4か月）：")
    assert row.incoming == (*row.stored, "給与・賞与・お名前などが、ちがいます")


def test_a_way_that_is_not_possible_is_not_offered() -> None:
    view = open_conflict_view(opened(COLLIDING[ConflictReason.ENTRY_GONE]), {})
    assert [answer.value for answer in view.choice.answers] == ["taken", "rejected", "waiting"]
    assert view.why_not


def test_who_has_decided_it_may_only_leave_a_note() -> None:
    shown = opened(COLLIDING[ConflictReason.ENTRY_GONE])
    view = open_conflict_view(replace(shown, decided_here=True), {})
    assert [answer.value for answer in view.choice.answers] == ["waiting"]
    assert view.decided_here.startswith("この訂正を決めた職員や、記録に反映した職員とは、別の職員が判断します。")
    assert len(view.ways) == 1, "what it would change is still shown"
    assert open_conflict_view(shown, {}).decided_here == ""


def test_when_nothing_collides_any_more_it_is_said() -> None:
    view = open_conflict_view(Opened(incoming=IMPORTED, conflicts=()), {})
    assert view.settled.startswith("いまの記録とは、もうぶつかりません。")


def test_more_than_the_list_holds() -> None:
    view = conflict_desk_view(Listed(lines=(Line(noted_at=datetime(2026, 11, 22, 9, 0, tzinfo=JST)),), waiting=1_301))
    assert view.lead.startswith("待っている記録は、1,301件です。")
    assert view.more == "ほかに1,300件あります。上のものから決めてください。"
    assert view.rows[0].noted == "令和8年（2026年）11月22日に、職員がメモを書きました"
