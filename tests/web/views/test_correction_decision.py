"""What goes into the record without being asked for is seen by who decides and by the second officer."""

from __future__ import annotations

from pension.decisions import AddedEntry, EntryKind
from pension.record import StatusRun, Wartime, WartimeRun
from pension.status import Status
from tests.pension.documents import ym
from web.views.correction_decision import unasked


def test_what_a_copy_brings_along_is_shown() -> None:
    first, last = ym("1944-04"), ym("1944-09")
    entry = AddedEntry(
        number=1,
        kind=EntryKind.JOB,
        exceptions=(StatusRun(first_month=first, last_month=last, status=Status.E1_LEAVE),),
        wartime=(WartimeRun(first_month=first, last_month=last, kind=Wartime.SEA_TWO),),
        handbook_number="4021-183645",
        name="春野 和子",
        kana="ハルノ カズコ",
    )
    said = {fact.name: fact.lines for fact in unasked(entry)}
    assert all("昭和19年（1944年）4月から9月まで" in said[name][0] for name in ("加入中の特別な月", "戦時中の加算"))
    assert "2か月を足して数えます" in said["戦時中の加算"][0]
    assert said["年金手帳の記号番号"] == ("4021-183645",)
    assert said["当時のお名前"] == ("春野 和子", "ハルノ カズコ")


def test_nothing_is_said_of_what_is_not_there() -> None:
    assert list(unasked(AddedEntry(number=1, kind=EntryKind.TIME))) == []
