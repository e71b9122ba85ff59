"""残した試算をくらべる: each kept estimate beside going on as now, as tables, in sentences, and drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pension.calendar import YearMonth
from pension.limits import STOPS_ALL, Limit
from pension.record import PensionRecord
from web.forms.plan import reason_words
from web.views.comparison import SAVED_URL, Comparison, KeptScenario, WayFacts, compare
from web.views.frame import Frame, Link, Tab
from web.views.limits import SaidLimit, what_if_limits
from web.views.scenario_words import conditions_words
from web.views.simple_estimate import lacking_sentence
from web.views.wording import date_words, short_month_words

TITLE = "残した試算をくらべる"
_BEGAN = "残したあとに過ぎた月は、条件ではなく、いまの記録のとおりに数えています。"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCard:
    """A kept estimate: its conditions in words, what is to be said of it, what can be done with it.

    ``wrong`` holds what is in its way; then it has to be mended.
    """

    name: str
    conditions: tuple[str, ...]
    notes: tuple[str, ...]
    wrong: tuple[str, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A kept estimate that can be chosen."""

    handle: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareView:
    """The page. ``limits`` is what cannot be said of this record; ``comparison`` None: nothing is kept, or stopped."""

    frame: Frame
    as_of: str
    limits: tuple[SaidLimit, ...]
    stopped: bool
    choices: tuple[Choice, ...]
    comparison: Comparison | None
    cards: tuple[KeptCard, ...]
    as_now: tuple[str, ...]
    most: int
    room: str


def compare_view(
    record: PensionRecord,
    limits: Sequence[Limit],
    ways: Sequence[WayFacts],
    chosen: Sequence[str],
    *,
    most: int,
    points: int = 0,
) -> CompareView:
    """The page of all ways, going on as now first; ``chosen`` are handles, none of them means all."""
    stopped = bool(STOPS_ALL.intersection(limits))
    kept = [way for way in ways if way.scenario]
    shown = [way for way in ways if way.scenario is None or _is_chosen(way.scenario, chosen, ways)]
    born = record.person.birth_date
    comparison = compare(shown, born) if kept and not stopped else None
    said = comparison.lead if comparison else f"{TITLE}画面です。"
    return CompareView(
        frame=Frame(
            title=TITLE,
            announce=said,
            tab=Tab.ESTIMATES,
            breadcrumbs=(Link("見込額の試算", "/estimate/notice"),),
            points=points,
        ),
        as_of=date_words(record.as_of.last_day),
        limits=what_if_limits(limits),
        stopped=stopped,
        choices=tuple(_choice(way.scenario, shown) for way in kept if way.scenario and len(kept) > 1),
        comparison=comparison,
        cards=tuple(_card(way, way.scenario, born) for way in kept if way.scenario),
        as_now=conditions_words(ways[0].conditions, born),
        most=most,
        room=_room(len(kept), most),
    )


def opened_notes(lost: Sequence[YearMonth], *, began: bool) -> tuple[str, ...]:
    """What has changed since an estimate was kept: ``lost`` are months that can no longer be paid."""
    months = "、".join(map(short_month_words, lost))
    gone = f"{months}は、もうあとから納められる月ではないため、はずしました。" if lost else ""
    return tuple(note for note in (_BEGAN if began else "", gone) if note)


# ── which are compared ──────────────────────────────────────────────────────────────────────────────────────────────


def _is_chosen(scenario: KeptScenario, chosen: Sequence[str], ways: Sequence[WayFacts]) -> bool:
    known = {way.scenario.handle for way in ways if way.scenario}
    return scenario.handle in chosen or known.isdisjoint(chosen)


def _choice(scenario: KeptScenario, shown: Sequence[WayFacts]) -> Choice:
    handles = {way.scenario.handle for way in shown if way.scenario}
    return Choice(scenario.handle, scenario.name, scenario.handle in handles)


def _room(kept: int, most: int) -> str:
    if kept >= most:
        return f"残せるのは{most}つまでです。新しく残すときは、どれかのかわりに残すか、先に消してください。"
    return f"あと{most - kept}つ残せます。"


# ── one kept estimate ───────────────────────────────────────────────────────────────────────────────────────────────


def _card(way: WayFacts, scenario: KeptScenario, birth_date: date) -> KeptCard:
    name, url = scenario.name, f"{SAVED_URL}/{scenario.handle}"
    wrong = tuple(reason_words(problem) for problem in way.problems)
    opens = f"「{name}」の条件を直す" if wrong else f"「{name}」の計算を見る、条件を変える"
    lacking = lacking_sentence(way.estimate) if way.estimate and not way.estimate.stages else ""
    kept_on = f"{date_words(scenario.changed_at.date())}に残しました。"
    return KeptCard(
        name=name,
        conditions=conditions_words(way.conditions, birth_date),
        notes=tuple(note for note in (kept_on, _BEGAN if way.began else "", lacking) if note),
        wrong=wrong,
        links=(
            Link(opens, url),
            Link(f"「{name}」の名前を変える", f"{url}/name"),
            Link(f"「{name}」を消す", f"{url}/delete"),
        ),
    )
