"""Addresses of the help to remember that other screens lead to, and the pages that its results lead on to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from content.recall import NextStep
from pension.checks import Finding
from pension.correction_starts import Start, StartKind
from pension.life_events import LifeEvent
from pension.recall import point_key, topic_of
from web.views.correction_links import start_link
from web.views.frame import Link
from web.views.history_links import entry_url
from web.views.unlinked_words import SEARCH_LINK

RECALL_URL = "/recall"


def recall_link(finding: Finding) -> Link | None:
    """To the questions about a point to check; None where nothing is asked about it."""
    topic = topic_of(finding.rule)
    return Link("思い出すお手伝いを見る", f"{RECALL_URL}/{point_key(topic, finding.first_month)}") if topic else None


Opens = Callable[[str], bool]
"""Whether the reader may follow a link to an address of this site: it exists, and is open to them."""

# The one place for ways on from a result, besides the entry of the worksheet, which is the result's own; ``{point}`` is
# the key of the point it is about.
_PAGES: Mapping[NextStep, Link] = {
    NextStep.SEARCH: SEARCH_LINK,
    NextStep.CORRECTIONS: start_link(Start(StartKind.RECALL, "{point}")),
    NextStep.PAYABLE: Link("これから納められる月を見る", "/records/payable"),
    NextStep.OFFICE: Link("窓口に持っていくものを見る", "/faq/procedure-what-to-bring"),
}


def point_page(key: str) -> str:
    """The address of a point."""
    return f"{RECALL_URL}/{key}"


def entry_link(key: str, entry: LifeEvent | None) -> Link:
    """To the entry of the worksheet that was made from the answers about a point, or to making it."""
    if entry is None:
        return Link("答えたことを、履歴整理表に書きとめる", f"{point_page(key)}/entry")
    return Link("履歴整理表に書きとめた項目を見る", entry_url(entry))


def next_links(steps: Iterable[NextStep], key: str, entry: LifeEvent | None, opens: Opens) -> Iterator[Link]:
    """The pages of a result that the reader may open, in order; ``entry`` is what was written down of the point."""
    for step in steps:
        page = entry_link(key, entry) if step is NextStep.WORKSHEET else _PAGES[step]
        if opens(page.url):
            yield Link(page.label, page.url.format(point=key))
