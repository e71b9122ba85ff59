"""What a peer is given: every month, decided."""

from __future__ import annotations

import json
from collections import Counter

from bench.peer_page import peer_page
from db.documents import parse_document
from ops.personas import load_personas
from pension.record import PensionRecord
from services.clock import DEMO_NOW
from services.show_records import RecordScreen, decide


def test_a_peer_gets_a_row_for_every_month_and_every_text() -> None:
    line = next(person.line for person in load_personas() if person.persona == "haruno")
    record = parse_document(line)
    assert isinstance(record, PensionRecord)
    screen = RecordScreen(*decide(record, DEMO_NOW.date()), marks={})
    page = json.loads(json.dumps(peer_page(screen)))
    months = [month for year in page["years"] for month in year["months"]]
    timeline = screen.timeline
    assert [month["number"] for month in months] == list(range(timeline.first_month, timeline.last_month + 1))
    expected = Counter({span.status: 0 for span in timeline.spans})
    for span in timeline.spans:
        expected[span.status] += span.months
    assert Counter(month["status"] for month in months) == expected
    assert [month["number"] for month in months if month["now"]] == [2026 * 12 + 10]
    assert page["person"]["name"] == record.person.name
    assert page["person"]["page"]["totals"]["rows"]
