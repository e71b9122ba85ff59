"""The words for mandates (委任) that several screens share."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Protocol

from web.views.wording import date_words

GROUP_NAMES: Mapping[str, str] = {
    "records": "年金記録",
    "checks": "ご確認いただきたい項目",
    "recall": "思い出すお手伝いの答え",
    "history": "私の履歴整理表",
    "money": "納めた額と、納められる月",
    "search": "持ち主のわからない記録の検索",
    "corrections": "記録の訂正の相談",
}
PAPER_NAMES: Mapping[str, str] = {
    "power-of-attorney": "委任状",
    "person-identity": "ご本人を確かめる書類",
    "helper-identity": "代理の方を確かめる書類",
}
PAPER_REASONS: Mapping[str, str] = {
    "illness": "病気やけがのため",
    "disability": "目や手などが不自由なため",
    "no-device": "パソコンや電話の画面を使わないため",
    "other": "そのほか",
}
STOP_REASONS: Mapping[str, str] = {
    "request": "ご本人の希望",
    "safety": "ほかの人が使っているおそれがあるため",
}
STATE_NAMES: Mapping[str, str] = {
    "active": "いま見られます",
    "withdrawn": "取り消しました",
    "expired": "期間が終わりました",
}


class MandateFacts(Protocol):
    """A mandate as one of its two sides sees it; ``name`` is the other's."""

    @property
    def mandate_id(self) -> int:
        """Its number, for forms."""
        ...

    @property
    def name(self) -> str:
        """The other side's name."""
        ...

    @property
    def screen_groups(self) -> Collection[str]:
        """What may be seen."""
        ...

    @property
    def given_on(self) -> date:
        """Its first day."""
        ...

    @property
    def last_day(self) -> date:
        """Its last day, if nobody takes it back."""
        ...

    @property
    def withdrawn_on(self) -> date | None:
        """When it was taken back."""
        ...

    @property
    def office(self) -> str:
        """Where it was entered from paper, or empty."""
        ...

    @property
    def state(self) -> str:
        """active, withdrawn or expired."""
        ...


def groups_words(groups: Collection[str]) -> str:
    """Groups of screens in their order: ``年金記録、ご確認いただきたい項目``."""
    return "、".join(name for group, name in GROUP_NAMES.items() if group in groups)


def papers_words(papers: Collection[str]) -> str:
    """Kinds of papers in their order."""
    return "、".join(name for paper, name in PAPER_NAMES.items() if paper in papers)


def mandate_facts(mandate: MandateFacts) -> tuple[tuple[str, str], ...]:
    """What stands on a mandate's card: names and values."""
    facts = [
        ("見られる画面", groups_words(mandate.screen_groups)),
        ("期間", f"{date_words(mandate.given_on)}から{date_words(mandate.last_day)}まで"),
    ]
    if mandate.withdrawn_on:
        facts.append(("取り消した日", date_words(mandate.withdrawn_on)))
    if mandate.office:
        facts.append(("決めかた", f"紙の委任状（{mandate.office}で受け付け）"))
    return tuple(facts)
