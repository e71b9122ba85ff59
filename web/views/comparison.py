"""Ways of receiving side by side: tables, sentences, drawings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations
from typing import Protocol

from pension.break_even import who_leads
from pension.calendar import YearMonth, month_age_is_reached
from pension.claim import claim_age
from pension.comparison import FIRST_AGE, LAST_AGE, monthly_at, received_by, stretches, yearly_in
from pension.conditions import ConditionProblem, Conditions
from pension.derivation import Reference
from pension.estimate import Estimate
from pension.notes import NoteRule
from pension.payment import Stage
from web.views.assumptions import Assumptions, assumptions
from web.views.compare_chart import Chart, Drawn, total_chart, yearly_chart
from web.views.estimate_result import age_words
from web.views.money import MoneyRow, MoneyTable, money_row
from web.views.save_estimate import COMPARE_URL
from web.views.wording import short_month_words, yen

AS_NOW_NAME = "今のまま"
AS_NOW_URL = f"{COMPARE_URL}/as-now"
SAVED_URL = "/estimate/saved"
_AS_NOW_SIGN = "今"
_MONTHLY_AGES = (65, 70)
_TOTAL_AGES = (75, 80, 85, 90)


class KeptScenario(Protocol):
    """A kept estimate."""

    @property
    def handle(self) -> str:
        """How addresses and forms name it."""
        ...

    @property
    def place(self) -> int:
        """Its number."""
        ...

    @property
    def name(self) -> str:
        """How its person calls it."""
        ...

    @property
    def changed_at(self) -> datetime:
        """When it was kept as it is, in Japan's time."""
        ...


class WayFacts(Protocol):
    """One way of receiving, worked out: ``scenario`` None is going on as now."""

    @property
    def scenario(self) -> KeptScenario | None:
        """What it was kept as."""
        ...

    @property
    def conditions(self) -> Conditions:
        """What is supposed."""
        ...

    @property
    def estimate(self) -> Estimate | None:
        """What it comes to."""
        ...

    @property
    def problems(self) -> Sequence[ConditionProblem]:
        """Why it comes to nothing."""
        ...

    @property
    def began(self) -> bool:
        """Whether part of it is recorded by now."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """How one way is drawn: ``kind`` names pattern and mark."""

    kind: int
    sign: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A drawing under its heading: what it says in a sentence, and what its scales are."""

    slug: str
    heading: str
    says: str
    scales: str
    chart: Chart


@dataclass(frozen=True, slots=True)
class Turns:
    """Who passes whom, in sentences under a heading."""

    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Everything that can be compared, at least one way. ``since`` says of whom the sums leave something out."""

    lead: str
    overview: MoneyTable
    sums: MoneyTable
    since: str
    turns: tuple[Turns, ...]
    legend: tuple[Legend, ...]
    figures: tuple[Figure, ...]
    yearly: MoneyTable
    totals: MoneyTable
    box: Assumptions


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    kind: int
    sign: str
    name: str
    url: str
    estimate: Estimate

    @property
    def stages(self) -> Sequence[Stage]:
        return self.estimate.stages

    @property
    def quoted(self) -> str:
        return f"「{self.name}」"

    @property
    def heading(self) -> str:
        return f"{self.sign}　{self.name}" if self.kind else self.name


def _columns(ways: Sequence[WayFacts]) -> Iterator[_Column]:
    for way in ways:
        if way.estimate is None or not way.estimate.stages:
            continue
        kept = way.scenario
        yield _Column(
            kind=kept.place if kept else 0,
            sign=str(kept.place) if kept else _AS_NOW_SIGN,
            name=kept.name if kept else AS_NOW_NAME,
            url=f"{SAVED_URL}/{kept.handle}" if kept else AS_NOW_URL,
            estimate=way.estimate,
        )


def compare(ways: Sequence[WayFacts], birth_date: date) -> Comparison | None:
    """The ways side by side, going on as now first; None where no way comes to an amount."""
    columns = tuple(_columns(ways))
    if not columns:
        return None
    runs = stretches([column.stages for column in columns], birth_date)
    drawn = [Drawn(column.kind, column.sign, column.stages) for column in columns]
    return Comparison(
        lead=_most_by(columns, birth_date, LAST_AGE),
        overview=_overview(columns, birth_date),
        sums=_sums(columns, birth_date),
        since=_since(columns),
        turns=tuple(_turns(columns, birth_date)),
        legend=tuple(Legend(kind=column.kind, sign=column.sign, name=column.name) for column in columns),
        figures=(
            Figure(
                slug="yearly",
                heading="1年の額",
                says=_yearly_sentence(columns, birth_date),
                scales="たては1年の額（万円）、横は年齢です。",
                chart=yearly_chart(drawn, runs, birth_date),
            ),
            Figure(
                slug="total",
                heading="受け取る合計",
                says=f"{_most_by(columns, birth_date, 75)}{_most_by(columns, birth_date, LAST_AGE)}",
                scales="たてはそれまでに受け取る合計（万円）、横は年齢です。",
                chart=total_chart(drawn, runs, birth_date),
            ),
        ),
        yearly=MoneyTable(
            caption="年齢ごとの1年の額",
            corner="年齢",
            columns=tuple(column.heading for column in columns),
            rows=tuple(_yearly_row(columns, run.first_month, birth_date) for run in runs),
        ),
        totals=MoneyTable(
            caption="1歳ごとの、受け取る合計",
            corner="年齢",
            columns=tuple(column.heading for column in columns),
            rows=tuple(
                money_row(f"{age}歳まで", *(received_by(column.stages, birth_date, age) for column in columns))
                for age in range(FIRST_AGE + 1, LAST_AGE + 1)
            ),
        ),
        box=_box(columns),
    )


def _overview(columns: Sequence[_Column], birth_date: date) -> MoneyTable:
    return MoneyTable(
        caption="いつから、1か月にいくら（税金などを引く前）",
        corner="名前",
        columns=("いつの分から", *(f"{age}歳のときの1か月" for age in _MONTHLY_AGES)),
        rows=tuple(
            MoneyRow(
                column.heading,
                (
                    short_month_words(column.stages[0].first_month),
                    *(yen(monthly_at(column.stages, birth_date, age)) for age in _MONTHLY_AGES),
                ),
                url=column.url,
            )
            for column in columns
        ),
    )


def _sums(columns: Sequence[_Column], birth_date: date) -> MoneyTable:
    return MoneyTable(
        caption="その年齢になるまでに受け取る合計",
        corner="名前",
        columns=tuple(f"{age}歳まで" for age in _TOTAL_AGES),
        rows=tuple(
            money_row(column.heading, *(received_by(column.stages, birth_date, age) for age in _TOTAL_AGES))
            for column in columns
        ),
    )


def _since(columns: Sequence[_Column]) -> str:
    """An estimate begins with what holds today: what was paid before that is in no sum."""
    begun = [column for column in columns if column.stages[0].first_month <= YearMonth.of_date(column.estimate.today)]
    if not begun:
        return ""
    names = "と".join(column.quoted for column in begun)
    return f"{names}は、受け取り始める月がもう過ぎています。いまの額になった月からの合計です。"


def _yearly_row(columns: Sequence[_Column], first: YearMonth, birth_date: date) -> MoneyRow:
    name = f"{age_words(claim_age(birth_date, first.plus(-1)))}から"
    return money_row(name, *(yearly_in(column.stages, first) for column in columns))


def _box(columns: Sequence[_Column]) -> Assumptions:
    """What all of them rest on, each note once."""
    notes: dict[NoteRule, None] = {}
    doubts: dict[Reference, None] = {}
    for column in columns:
        notes |= dict.fromkeys(column.estimate.notes)
        doubts |= dict.fromkeys(column.estimate.doubts)
    return assumptions(columns[0].estimate.fiscal_year, tuple(notes), tuple(doubts))


# ── in sentences ────────────────────────────────────────────────────────────────────────────────────────────────────


def _most_by(columns: Sequence[_Column], birth_date: date, age: int) -> str:
    """Which brings the most by an age."""
    totals = {column: received_by(column.stages, birth_date, age) for column in columns}
    most = max(totals.values())
    names = "と".join(column.quoted for column, total in totals.items() if total == most)
    return f"{age}歳までに受け取る合計がいちばん多いのは、{names}で、{yen(most)}です。"


def _yearly_sentence(columns: Sequence[_Column], birth_date: date) -> str:
    month = month_age_is_reached(birth_date, LAST_AGE)
    amounts = sorted((yearly_in(column.stages, month), column.quoted) for column in columns)
    (least, low), (most, high) = amounts[0], amounts[-1]
    if least == most:
        return f"{LAST_AGE}歳のときの1年の額は、どれも{yen(most)}です。"
    ends = f"{high}が{yen(most)}でいちばん多く、{low}が{yen(least)}でいちばん少なくなります。"
    return f"{LAST_AGE}歳のときの1年の額は、{ends}"


def _turns(columns: Sequence[_Column], birth_date: date) -> Iterator[Turns]:
    """Beside going on as now first, then the kept ones among each other."""
    pairs = list(combinations(columns, 2))
    for heading, with_now in ((f"「{AS_NOW_NAME}」とくらべて", True), ("残した試算どうしで", False)):
        sentences = tuple(_turn(one, other, birth_date) for one, other in pairs if (one.kind == 0) is with_now)
        if sentences:
            yield Turns(heading, sentences)


def _turn(one: _Column, other: _Column, birth_date: date) -> str:
    """When the total of one passes that of the other."""
    lead = who_leads(one.stages, other.stages, birth_date)
    if lead is None:
        return f"{one.quoted}と{other.quoted}は、受け取る合計が同じです。"
    more, less = (one, other) if lead.first_leads else (other, one)
    if lead.since is None:
        return f"{more.quoted}は、{less.quoted}より、受け取る合計がいつも多くなります。"
    age = age_words(claim_age(birth_date, lead.since))
    return f"{more.quoted}は、{age}のときに、受け取る合計が{less.quoted}より多くなります。"
