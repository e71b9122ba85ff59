"""Addresses of the help to remember that other screens lead to, and the pages that its results lead on to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from content.recall import NextStep
from pension.calendar import MonthRange
from pension.checks import Finding
from pension.recall import point_key, topic_of
from web.views.frame import Link

RECALL_URL = "/recall"


def recall_link(finding: Finding) -> Link | None:
    """To the questions about a point to check; None where nothing is asked about it."""
    topic = topic_of(finding.rule)
    return Link("思い出すお手伝いを見る", f"{RECALL_URL}/{point_key(topic, finding.first_month)}") if topic else None


Opens = Callable[[str], bool]
"""Whether the reader may follow a link to an address of this site: it exists, and is open to them."""

# The one place for ways on from a result; ``{first}`` and ``{last}`` are the months it is about.
_PAGES: Mapping[NextStep, Link] = {
    NextStep.WORKSHEET: Link("思い出したことを、履歴整理表に書きとめる", "/history/new?month={first}&until={last}"),
    NextStep.SEARCH: Link("持ち主のわからない記録をさがす", "/search/unlinked"),
    NextStep.CORRECTIONS: Link("記録の訂正を相談する準備をする", "/corrections"),
    NextStep.PAYABLE: Link("これから納められる月を見る", "/records/payable"),
    NextStep.OFFICE: Link("窓口に持っていくものを見る", "/faq/procedure-what-to-bring"),
}


def next_links(steps: Iterable[NextStep], months: MonthRange, opens: Opens) -> Iterator[Link]:
    """The pages of a result that the reader may open, in order."""
    for step in steps:
        page = _PAGES[step]
        if opens(page.url):
            yield Link(page.label, page.url.format(first=months.first_month, last=months.last_month))
