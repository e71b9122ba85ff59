"""The legend (表の見かた): every word and every frame that is seen in a table, with its name and its shape in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pension.status import Status
from web.views.month_cell import Mark, MonthCell
from web.views.record_grid import Kind
from web.views.wording import STATUS_WORDS, Group

_FULL = "年金の額に入る月"
_PARTLY = "一部、または期間だけ"
_CALLS = "見ていただきたい月"
_OTHERS = "そのほか"
_COLUMNS: Mapping[str, frozenset[Group]] = {
    _FULL: frozenset({Group.EMPLOYEES, Group.MUTUAL_AID, Group.NATIONAL, Group.SPOUSE}),
    _PARTLY: frozenset({Group.PARTLY, Group.TIME_ONLY, Group.UNSETTLED}),
    _CALLS: frozenset({Group.CALLING}),
    _OTHERS: frozenset({Group.OUTSIDE, Group.FUTURE}),
}
_SHAPES: Mapping[Group, str] = {
    Group.EMPLOYEES: "太い線",
    Group.MUTUAL_AID: "二本線",
    Group.NATIONAL: "細い線",
    Group.SPOUSE: "点線",
    Group.PARTLY: "斜めの線",
    Group.TIME_ONLY: "点の枠、色なし",
    Group.UNSETTLED: "点の枠、まだ数えない月",
    Group.OUTSIDE: "線も枠もなし",
    Group.FUTURE: "点だけ",
}
_CALLS_NOTE = "太い枠：確かめる月　破線の枠：手続きできる月"
_CAN_ACT = frozenset({Status.N1_PAYABLE, Status.KARA_MAYBE})


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One entry: the cell as it looks, its name, its shape in words (said of the whole column where that is empty)."""

    cell: MonthCell
    name: str
    shape: str


@dataclass(frozen=True, slots=True)
class LegendColumn:
    """A column of the legend under its heading."""

    heading: str
    entries: tuple[LegendEntry, ...]

    @property
    def calls(self) -> bool:
        """Whether it is the column of the months that call, which is the longest."""
        return self.heading == _CALLS

    @property
    def note(self) -> str:
        """What is said of the whole column; mostly nothing."""
        return _CALLS_NOTE if self.calls else ""


def status_entry(status: Status) -> LegendEntry:
    """The entry of a status; one that always calls is shown in its frame."""
    words = STATUS_WORDS[status]
    if words.group is Group.CALLING:
        mark = Mark.ACT if status in _CAN_ACT else Mark.CONFIRM
        return LegendEntry(MonthCell(status, mark), words.name, "")
    return LegendEntry(MonthCell(status), words.name, _SHAPES[words.group])


_ENTRIES = {status: status_entry(status) for status in Status}
_ORDER = {status: place for place, status in enumerate(Status)}


@lru_cache(maxsize=256)
def legend(kinds: frozenset[Kind]) -> tuple[LegendColumn, ...]:
    """What is needed to read a table that holds these kinds of month; columns without an entry are left out."""
    seen = {kind[0] for kind in kinds}
    columns = []
    for heading, groups in _COLUMNS.items():
        entries = [_ENTRIES[status] for status in Status if status in seen and STATUS_WORDS[status].group in groups]
        if heading == _CALLS:
            entries += _frames(sorted(kinds, key=lambda kind: _ORDER[kind[0]]))
        if entries:
            columns.append(LegendColumn(heading, tuple(entries)))
    return tuple(columns)


def _frames(kinds: Sequence[Kind]) -> Iterator[LegendEntry]:
    """The frames that can stand round any word."""
    example = _first(kinds, Mark.CONFIRM, overlap=False)
    if example is not None:
        yield LegendEntry(MonthCell(example, Mark.CONFIRM), "確かめる月", "太い枠と三角")
    example = _first(kinds, Mark.CONFIRM, overlap=True)
    if example is not None:
        yield LegendEntry(MonthCell(example, Mark.CONFIRM, overlap=True), "重なりのある月", "「重複」の札")
    done = next((kind for kind in kinds if kind[1] is Mark.DONE), None)
    if done is not None:
        yield LegendEntry(MonthCell(*done), "確かめた月", "細い枠と ✓")


def _first(kinds: Sequence[Kind], mark: Mark, *, overlap: bool) -> Status | None:
    """A status in such a frame whose own entry does not already show it."""
    return next(
        (
            kind[0]
            for kind in kinds
            if kind[1] is mark and kind[2] is overlap and STATUS_WORDS[kind[0]].group is not Group.CALLING
        ),
        None,
    )
