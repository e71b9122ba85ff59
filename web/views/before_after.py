"""訂正の前と後: which months of a record change, how each of them is counted, and what the totals come to."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from pension.calendar import YearMonth
from pension.corrections import ChangedMonths, MonthState, RecordChange, state_at
from pension.counts import Counts
from pension.timeline import Timeline
from web.views.month_cell import MonthCell
from web.views.wording import full_range_words, months_words, status_name


@dataclass(frozen=True, slots=True)
class StateWords:
    """What the months of a run are: drawn, named, and what each of them counts for."""

    cell: MonthCell
    name: str
    counts: str


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A run of months that change alike."""

    months: str
    before: StateWords
    after: StateWords


@dataclass(frozen=True, slots=True)
class TotalChange:
    """A total of the whole record; ``difference`` says in words how much more or less it is."""

    name: str
    before: str
    after: str
    difference: str


@dataclass(frozen=True, slots=True)
class BeforeAfterView:
    """Both tables; ``lead`` says in a sentence what changes, also where nothing does."""

    lead: str
    rows: tuple[ChangedRow, ...]
    totals: tuple[TotalChange, ...]


def before_after_view(change: RecordChange) -> BeforeAfterView:
    """What changes, in words. The amount of a pension is not in it: that is shown at home alone (S24, S27)."""
    before, after = change.before, change.after
    return BeforeAfterView(
        lead=_lead(change),
        rows=tuple(_row(run) for run in change.months),
        totals=(
            _total("受け取るための月数（受給資格期間）", before.entitlement, after.entitlement),
            _total("老齢基礎年金の額に入る月数", before.basic, after.basic),
            _total("会社などにつとめた月数（厚生年金・船員保険・共済）", before.employees, after.employees),
        ),
    )


def _lead(change: RecordChange) -> str:
    if not change.months:
        return "どの月も、数えかたは変わりません。"
    months = sum(run.months.months for run in change.months)
    runs = f"（{len(change.months)}つの期間）" if len(change.months) > 1 else ""
    return f"変わる月は、あわせて{months:,}か月{runs}です。"


def _row(run: ChangedMonths) -> ChangedRow:
    months = full_range_words(run.months.first_month, run.months.last_month)
    return ChangedRow(months, _state(run.before), _state(run.after))


def _state(state: MonthState) -> StateWords:
    return StateWords(MonthCell(state.status), status_name(state.status), counts_words(state.counts))


def month_state(timeline: Timeline, month: YearMonth) -> StateWords:
    """The same for one month of a record."""
    return _state(state_at(timeline, month))


def counts_words(counts: Counts) -> str:
    """What one month counts for: ``受給資格期間に1か月、老齢基礎年金に2分の1か月分、数えます。``"""
    parts = [
        *([f"受給資格期間に{months_words(counts.entitlement)}"] if counts.entitlement_real else []),
        *([f"老齢基礎年金に{months_words(counts.basic)}分"] if counts.basic else []),
        *([f"厚生年金に{months_words(counts.employees_converted)}"] if counts.employees_real else []),
    ]
    if not parts:
        return "年金には数えません。"
    time_only = "年金の額には入りません（カラ期間）。" if counts.complementary and not counts.employees_real else ""
    return f"1か月ごとに、{'、'.join(parts)}、数えます。{time_only}"


def _total(name: str, before: Fraction | int, after: Fraction | int) -> TotalChange:
    return TotalChange(name, months_words(before), months_words(after), _difference(Fraction(after) - before))


def _difference(more: Fraction) -> str:
    if not more:
        return "変わりません"
    return f"{months_words(abs(more))}、{'ふえます' if more > 0 else 'へります'}"
