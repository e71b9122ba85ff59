from __future__ import annotations

from pension.overlap import NoOverlap, NoRecord, Overlap, explain_overlap
from pension.record import ContributionRun, PensionRecord
from pension.status import Status
from pension.timeline import build_timeline
from rules.loader import load_rules
from tests.pension.documents import TODAY, job, national, record, run, ym

RULES = load_rules()


def explained(document: PensionRecord, month: str) -> Overlap | NoOverlap | NoRecord:
    return explain_overlap(build_timeline(document, TODAY, RULES), ym(month), RULES)


def h3(*runs: ContributionRun, since: str = "2001-04-01", hired: str = "2001-08-10") -> PensionRecord:
    last = runs[-1].last_month.plus(1)
    return record(national(since, f"{last}-01", *runs), job(hired, "2003-04-01"))


def test_h3_what_was_paid_twice_and_for_which_months() -> None:
    found = explained(h3(run("2001-04", "2001-12")), "2001-09")
    assert isinstance(found, Overlap)
    assert found.paid_twice is not None
    assert (found.paid_twice.months.months, found.paid_twice.monthly, found.paid_twice.total) == (5, 13_300, 66_500)
    assert found.paid_twice.from_table
    assert [entry.period.id for entry in found.span.entries] == ["e1", "n1"]
    assert str(found.months.first_month) == "2001-08"


def test_the_amount_recorded_goes_before_the_table() -> None:
    found = explained(h3(run("2001-04", "2001-12", monthly_contribution=13_100)), "2001-08")
    assert isinstance(found, Overlap)
    assert found.paid_twice is not None
    assert (found.paid_twice.monthly, found.paid_twice.total, found.paid_twice.from_table) == (13_100, 65_500, False)


def test_the_additional_contribution_is_part_of_what_was_paid() -> None:
    found = explained(h3(run("2001-04", "2001-12", Status.N1_PAID_ADD)), "2001-08")
    assert isinstance(found, Overlap)
    assert found.paid_twice is not None
    assert found.paid_twice.monthly == 13_700


def test_unpaid_months_beside_paid_ones_cost_nothing() -> None:
    found = explained(h3(run("2001-04", "2001-10"), run("2001-11", "2001-12", Status.N1_UNPAID)), "2001-09")
    assert isinstance(found, Overlap)
    assert found.paid_twice is not None
    assert found.paid_twice.total == 3 * 13_300
    unpaid = explained(h3(run("2001-04", "2001-12", Status.N1_UNPAID)), "2001-09")
    assert isinstance(unpaid, Overlap)
    assert unpaid.paid_twice is None


def test_where_the_contribution_went_by_age_the_amount_is_not_guessed() -> None:
    document = record(
        national("1965-04-01", "1966-04-01", run("1965-04", "1966-03")),
        job("1965-08-10", "1967-04-01"),
        born="1930-01-10",
    )
    found = explained(document, "1965-09")
    assert isinstance(found, Overlap)
    assert found.paid_twice is not None
    assert (found.paid_twice.monthly, found.paid_twice.total) == (None, None)


def test_two_employers_stand_side_by_side_without_money_paid_twice() -> None:
    document = record(job("2000-04-01", "2003-04-01"), job("2001-04-01", "2002-04-01", id="e2"))
    found = explained(document, "2001-09")
    assert isinstance(found, Overlap)
    assert (found.paid_twice, found.months.months) == (None, 12)


def test_a_month_with_one_record_or_none_or_outside() -> None:
    document = record(job("2000-04-01", "2003-04-01"))
    assert isinstance(explained(document, "2001-09"), NoOverlap)
    assert isinstance(explained(document, "2010-09"), NoOverlap)
    assert isinstance(explained(document, "1950-01"), NoRecord)
