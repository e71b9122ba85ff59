"""What every screen has around its own content: title, announcement, place in the menu."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Link:
    """A label and where it leads; the address is relative to this site."""

    label: str
    url: str


class Tab(StrEnum):
    """The index tabs (見出し札) of the main menu; only pages that exist have one."""

    HOME = "home"
    RECORDS = "records"
    CHECKS = "checks"
    HISTORY = "history"
    ESTIMATES = "estimates"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the layout says about a screen.

    ``title`` is the page's title without the service's name (with エラー： in front when a form is refused);
    ``announce`` is the sentence the live region speaks when the screen arrives as a partial;
    ``points`` is the number of open points for the badge in the menu, None when it is not known here;
    ``explains`` is the term a screen is about, which needs no bubble there.
    """

    title: str
    announce: str
    tab: Tab | None = None
    breadcrumbs: tuple[Link, ...] = ()
    points: int | None = None
    explains: str = ""

    @property
    def here(self) -> str:
        """The page's name at the end of the breadcrumbs: the same place, refused form or not."""
        return self.title.removeprefix("エラー：")


class Notice(StrEnum):
    """What has just been done, said on the page one is led to."""

    DISPLAY_SAVED = "display-saved"
    DISPLAY_RESET = "display-reset"
    SCENARIO_SAVED = "scenario-saved"
    SCENARIO_RENAMED = "scenario-renamed"
    SCENARIO_DELETED = "scenario-deleted"
    DRAFT_DISCARDED = "draft-discarded"
    RECALL_FORGOTTEN = "recall-forgotten"
    CORRECTION_PREPARED = "correction-prepared"
    CORRECTION_CHANGED = "correction-changed"
    CORRECTION_DELETED = "correction-deleted"
    CORRECTION_WITHDRAWN = "correction-withdrawn"
    RECALL_PASSED_OVER = "recall-passed-over"
    SEARCH_UNREADABLE = "search-unreadable"


NOTICES: Mapping[str, str] = {
    Notice.DISPLAY_SAVED: "表示の設定を保存しました。",
    Notice.DISPLAY_RESET: "表示を、はじめの状態にもどしました。",
    Notice.SCENARIO_SAVED: "試算の条件を残しました。",
    Notice.SCENARIO_RENAMED: "試算の名前を変えました。",
    Notice.SCENARIO_DELETED: "試算を消しました。",
    Notice.DRAFT_DISCARDED: "途中までの入力を消しました。",
    Notice.RECALL_FORGOTTEN: "思い出すお手伝いの答えを消しました。",
    Notice.CORRECTION_PREPARED: "準備ができました。受付番号をつけて残しました。",
    Notice.CORRECTION_CHANGED: "相談の内容を書きなおしました。",
    Notice.CORRECTION_DELETED: "相談を消しました。",
    Notice.CORRECTION_WITHDRAWN: "相談を取り下げました。",
    Notice.RECALL_PASSED_OVER: (
        "前の質問の答えが変わったため、この質問は、いまは出ません。いまの答えは保存していません。"
    ),
    Notice.SEARCH_UNREADABLE: "途中までの入力は、読み取れなくなったため、消しました。はじめから入力してください。",
}


class View(Protocol):
    """Every view value carries a frame."""

    @property
    def frame(self) -> Frame:
        """What the layout says about this screen."""
        ...


@dataclass(frozen=True, slots=True)
class TabLink:
    """One index tab as the layout draws it; ``count`` is a badge's text, empty for none."""

    label: str
    url: str
    current: bool
    count: str
    count_spoken: str


_TABS = (
    (Tab.HOME, "マイページ", "/home"),
    (Tab.RECORDS, "年金記録", "/records"),
    (Tab.CHECKS, "ご確認いただきたい項目", "/records/checks"),
    (Tab.HISTORY, "思い出す・整理する", "/history"),
    (Tab.ESTIMATES, "見込額の試算", "/estimate/notice"),
)


@dataclass(frozen=True, slots=True)
class ActingBanner:
    """What every page says while somebody acts for another (代理); ``page_of`` marks a page as that person's."""

    sentence: str
    stop: str
    page_of: str


def acting_banner(name: str, page_of: str, *, has_ended: bool) -> ActingBanner:
    """The banner for a person's name; ``has_ended``: the mandate no longer holds, only the way out is left."""
    if has_ended:
        sentence = f"{name}さんの記録は、もう見られません。委任が終わったか、取り消されたためです。"
        return ActingBanner(sentence, "自分の画面にもどる", page_of)
    return ActingBanner(f"{name}さんの記録を、代わりに見ています", "代わりに見るのをやめる", page_of)


def tab_links(frame: Frame, only: Collection[str] = tuple(Tab)) -> tuple[TabLink, ...]:
    """The tabs of a signed-in person, in order; the checks' tab carries the number of open points.

    ``only``: those that a helper may open.
    """
    return tuple(_tab_link(frame, tab, label, url) for tab, label, url in _TABS if tab in only)


def _tab_link(frame: Frame, tab: Tab, label: str, url: str) -> TabLink:
    points = frame.points if tab is Tab.CHECKS else None
    count, spoken = (str(points), f"{points}件") if points else ("", "")
    return TabLink(label, url, frame.tab is tab, count, spoken)
