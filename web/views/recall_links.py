"""Addresses of the help to remember that other screens lead to, and the pages that its results lead on to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from content.recall import NextStep
from pension.calendar import MonthRange
from pension.checks import Finding
from pension.recall import point_key, topic_of
from web.views.frame import Link

RECALL_URL = "/recall"


def recall_link(finding: Finding) -> Link:
    """To the questions about a point to check."""
    return Link("思い出すお手伝いを見る", f"{RECALL_URL}/{point_key(topic_of(finding.rule), finding.first_month)}")


@dataclass(frozen=True, slots=True)
class _Page:
    """A page to go on with: the template of its address as the access table has it, words, and the address.

    ``{first}`` and ``{last}`` in an address are the months it is about.
    """

    path: str
    label: str
    url: str


_PAGES: Mapping[NextStep, _Page] = {
    NextStep.WORKSHEET: _Page(
        "/history/new", "思い出したことを、履歴整理表に書きとめる", "/history/new?month={first}&until={last}"
    ),
    NextStep.SEARCH: _Page("/search/unlinked", "持ち主のわからない記録をさがす", "/search/unlinked"),
    NextStep.CORRECTIONS: _Page("/corrections", "記録の訂正を相談する準備をする", "/corrections"),
    NextStep.PAYABLE: _Page("/records/payable", "これから納められる月を見る", "/records/payable"),
    NextStep.OFFICE: _Page("/faq/{slug}", "窓口に持っていくものを見る", "/faq/procedure-what-to-bring"),
}


def next_links(steps: Iterable[NextStep], months: MonthRange, open_pages: Collection[str]) -> Iterator[Link]:
    """The pages of a result that exist and that the reader may open (by the templates of their addresses), in order."""
    for step in steps:
        page = _PAGES[step]
        if page.path in open_pages:
            yield Link(page.label, page.url.format(first=months.first_month, last=months.last_month))
