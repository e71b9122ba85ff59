"""Every reason, verdict, status and candidate of the core has its sentence and its article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

import pytest

from pension.calendar import YearMonth
from pension.counts import COUNTS_NOTHING, Counts
from pension.record import Wartime
from pension.rulebook import StepKind
from pension.status import Scheme, Status
from pension.timeline import Candidate, Reason, Verdict
from web.views.reasons import CANDIDATES, REASONS, STATUSES, VERDICTS, WARTIME, Explanation, why_it_counts

_LAW = re.compile(r"第[0-9]+条|昭和47年政令第108号")
_ONE = Fraction(1)


def _explanations() -> Iterator[Explanation]:
    yield from REASONS.values()
    yield from (verdict.explanation for verdict in VERDICTS.values())
    yield from (status.why for status in STATUSES.values())
    yield from WARTIME.values()
    yield from (candidate.explanation for candidate in CANDIDATES.values())


def test_every_value_of_the_core_has_its_text() -> None:
    assert set(REASONS) == set(Reason)
    assert set(VERDICTS) == set(Verdict)
    assert set(STATUSES) == set(Status)
    assert set(CANDIDATES) == set(Candidate)
    assert set(WARTIME) == set(Wartime)


def test_every_explanation_is_a_sentence_with_an_article() -> None:
    for explanation in _explanations():
        assert explanation.text.endswith("。"), explanation
        assert _LAW.search(explanation.article), explanation


def test_every_status_says_what_the_month_was() -> None:
    for text in STATUSES.values():
        assert text.says.endswith("。")


def test_nobody_is_blamed_or_frightened() -> None:
    texts = [*(each.text for each in _explanations()), *(status.says for status in STATUSES.values())]
    for word in ("異常", "警告", "不備", "滞納", "怠", "違反", "！"):
        assert not [text for text in texts if word in text]


def _employed(*, complementary: bool, converted: Fraction = _ONE) -> Counts:
    return Counts(
        scheme=Scheme.EMPLOYEES,
        entitlement_real=1,
        entitlement=converted,
        complementary=complementary,
        basic=Fraction(0) if complementary else _ONE,
        basic_step=None if complementary else StepKind.PAID,
        employees_scheme=Scheme.EMPLOYEES,
        employees_real=1,
        employees_converted=converted,
        substantial=not complementary,
    )


@pytest.mark.parametrize(
    ("month", "article"),
    [
        ("1958-04", "附則第8条第5項第3号、第4号"),  # H10: before the national pension began
        ("1985-04", "附則第8条第5項第6号"),  # outside 20 to 59, before 1986-04
        ("2019-10", "附則第8条第4項"),  # H1c: aged 61
    ],
)
def test_employment_that_counts_as_time_only_says_since_when(month: str, article: str) -> None:
    whys = why_it_counts(Status.E1, _employed(complementary=True), YearMonth.parse(month))
    assert [why for why in whys if article in why.article and "受給資格期間にだけ" in why.text]


@pytest.mark.parametrize(
    ("month", "article"), [("1980-04", "附則第8条第2項"), ("2001-08", "国民年金法第5条第1項、第7条第1項第2号")]
)
def test_employment_also_counts_as_paid_national_pension(month: str, article: str) -> None:
    whys = why_it_counts(Status.E1, _employed(complementary=False), YearMonth.parse(month))
    assert article in whys[-1].article


def test_converted_months_are_explained() -> None:
    counts = _employed(complementary=False, converted=Fraction(4, 3))
    whys = why_it_counts(Status.S1, counts, YearMonth.of(1976, 4))
    assert any("実際の月数より多く" in why.text for why in whys)


@pytest.mark.parametrize(
    ("status", "month", "article"),
    [
        (Status.N1_EX34, "2010-04", "国民年金法第27条第6号"),  # H12: 5/8
        (Status.N1_EX34, "2008-04", "附則第10条第1項第12号"),  # H12: 1/2
        (Status.N1_EX14, "2009-04", "国民年金法第27条第2号"),
        (Status.N1_EX12, "2009-03", "附則第10条第1項第8号"),
        (Status.N1_EXF_APP, "2009-04", "国民年金法第27条第8号"),
        (Status.N1_OKINAWA, "1965-04", "附則第10条第1項第15号"),
    ],
)
def test_each_exempt_share_has_the_item_of_its_time(status: Status, month: str, article: str) -> None:
    whys = why_it_counts(status, COUNTS_NOTHING, YearMonth.parse(month))
    assert article in whys[1].article


def test_time_without_a_right_says_what_is_missing() -> None:
    counts = Counts(Scheme.NATIONAL, 1, _ONE, False, Fraction(0), None, None, 0, Fraction(0), substantial=False)
    whys = why_it_counts(Status.N1_STUDENT, counts, YearMonth.of(2005, 4))
    assert "納付か免除の月が1か月以上" in whys[-1].text


def test_an_unpaid_month_needs_one_reason() -> None:
    assert len(why_it_counts(Status.N1_UNPAID, COUNTS_NOTHING, YearMonth.of(1995, 6))) == 1
