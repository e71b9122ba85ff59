"""期間の一覧 and 文章で読む: the record as unbroken periods, and as sentences."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pension.status import Status
from pension.timeline import build_timeline
from rules.loader import load_rules
from tests.pension.documents import TODAY, job, record, ym
from tests.web.views.demo_records import PERSONAS, points_of, timeline_of
from web.views.month_cell import Mark
from web.views.record_grid import find_frames
from web.views.record_spells import Spell, find_spells
from web.views.record_text import record_text


def spells_of(person: str, marked: tuple[str, ...] = ()) -> tuple[Spell, ...]:
    return find_spells(timeline_of(person), find_frames(points_of(person), marked))


def test_a_spell_has_its_scheme_its_employer_and_its_call() -> None:
    spells = spells_of("haruno")
    assert spells[0] == Spell(ym("1980-04"), ym("1983-03"), Status.E1, False, "厚生年金", ("株式会社 みどり紡績",))
    gap = spells[1]
    assert (gap.first_month, gap.last_month, gap.status) == (ym("1983-04"), ym("1983-07"), Status.NONE_REQ)
    assert (gap.mark, gap.scheme, gap.employers, gap.partly_framed) == (Mark.CONFIRM, "", (), ())
    overlap = next(spell for spell in spells if spell.overlap)
    assert (overlap.first_month, overlap.months, overlap.employers) == (ym("2001-08"), 5, ("有限会社 あおば印刷",))


def test_another_employer_is_another_spell() -> None:
    document = record(
        job("2018-04-01", "2019-04-01", employer="あおば印刷", id="e1"),
        job("2019-04-01", "2020-04-01", employer="ひかり教育社", id="e2"),
        born="1990-05-05",
    )
    jobs = [spell for spell in find_spells(build_timeline(document, TODAY, load_rules()), ()) if spell.employers]
    assert [(spell.employers, spell.months) for spell in jobs] == [(("あおば印刷",), 12), (("ひかり教育社",), 12)]


@pytest.mark.parametrize("person", sorted(PERSONAS))
def test_spells_hold_every_month_that_concerns_a_scheme_once(person: str) -> None:
    spans = [span for span in timeline_of(person).spans if span.status not in (Status.NONE_OUT, Status.FUTURE)]
    spells = spells_of(person)
    assert sum(spell.months for spell in spells) == sum(span.months for span in spans)
    assert all(left.last_month < right.first_month for left, right in pairwise(spells))


def test_the_record_as_sentences() -> None:
    paragraphs = record_text(spells_of("haruno"))
    assert [paragraph.heading for paragraph in paragraphs][:2] == [
        "昭和55年度〜61年度に始まる期間",
        "平成7年度〜10年度に始まる期間",
    ]
    first, second = paragraphs[0].sentences[:2]
    assert first.months.label == "昭和55年（1980年）4月から昭和58年（1983年）3月まで（36か月）"
    assert first.months.url == "/records/1980/4"
    assert first.text == "会社などにつとめ、厚生年金に入っていた月です。つとめ先は、株式会社 みどり紡績です。"
    assert second.text.endswith("ご確認ください。")


def test_sentences_say_what_overlaps_what_can_be_done_and_what_was_checked() -> None:
    texts = [sentence.text for paragraph in record_text(spells_of("haruno")) for sentence in paragraph.sentences]
    assert any(text.endswith("ほかの記録と重なっている月です。ご確認ください。") for text in texts)
    assert any(text.endswith("手続きできます。") for text in texts)
    assert any(text.endswith("このうち平成26年（2014年）9月は、ご確認ください。") for text in texts)
    keys = tuple(point.key for point in points_of("haruno"))
    done = [sentence.text for paragraph in record_text(spells_of("haruno", keys)) for sentence in paragraph.sentences]
    assert sum(text.endswith("確認した印があります。") for text in done) == 9


def test_ships_have_owners_and_two_employers_are_both_named() -> None:
    ship = Spell(ym("1980-04"), ym("1980-05"), Status.S1, False, "船員保険", ("みなと海運",))
    both = Spell(ym("2022-04"), ym("2023-03"), Status.E1, False, "厚生年金", ("甲社", "乙社"))
    sentences = [sentence.text for paragraph in record_text((ship, both)) for sentence in paragraph.sentences]
    assert sentences[0].endswith("船の持ち主は、みなと海運です。")
    assert sentences[1].endswith("つとめ先は、甲社と乙社です。")
