"""Addresses of the help to remember that other screens lead to, and the pages that its results lead on to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from content.recall import NextStep
from pension.checks import Finding
from pension.correction_starts import Start, StartKind
from pension.recall import Subject, point_key, topic_of
from web.views.correction_links import start_link
from web.views.frame import Link

RECALL_URL = "/recall"


def recall_link(finding: Finding) -> Link | None:
    """To the questions about a point to check; None where nothing is asked about it."""
    topic = topic_of(finding.rule)
    return Link("思い出すお手伝いを見る", f"{RECALL_URL}/{point_key(topic, finding.first_month)}") if topic else None


Opens = Callable[[str], bool]
"""Whether the reader may follow a link to an address of this site: it exists, and is open to them."""

# The one place for ways on from a result; ``{first}`` and ``{last}`` are the months it is about, ``{point}`` its key.
_PAGES: Mapping[NextStep, Link] = {
    NextStep.WORKSHEET: Link("思い出したことを、履歴整理表に書きとめる", "/history/new?month={first}&until={last}"),
    NextStep.SEARCH: Link("持ち主のわからない記録をさがす", "/search/unlinked"),
    NextStep.CORRECTIONS: start_link(Start(StartKind.RECALL, "{point}")),
    NextStep.PAYABLE: Link("これから納められる月を見る", "/records/payable"),
    NextStep.OFFICE: Link("窓口に持っていくものを見る", "/faq/procedure-what-to-bring"),
}


def next_links(steps: Iterable[NextStep], subject: Subject, opens: Opens) -> Iterator[Link]:
    """The pages of a result about a point that the reader may open, in order."""
    first, last, point = subject.first_month, subject.last_month, subject.key
    for step in steps:
        page = _PAGES[step]
        if opens(page.url):
            yield Link(page.label, page.url.format(first=first, last=last, point=point))
