from __future__ import annotations

from fractions import Fraction

from pension.counting import PartKind, Totals, compute_basic, compute_totals
from pension.record import Category, PensionRecord, Wartime, WartimeRun
from pension.rulebook import Band, StepKind
from pension.status import Scheme, Status
from pension.timeline import build_timeline
from rules.loader import load_rules
from tests.pension.documents import TODAY, job, national, record, run, ym

RULES = load_rules()


def of(document: PensionRecord) -> Totals:
    return compute_totals(build_timeline(document, TODAY, RULES), RULES)


def test_h12b_the_order_of_steps_up_to_the_cap() -> None:
    months = {
        (StepKind.PAID, Band.ANY): 420,
        (StepKind.HALF, Band.FROM_2009_04): 40,
        (StepKind.HALF, Band.BEFORE_2009_04): 40,
        (StepKind.FULL, Band.FROM_2009_04): 30,
    }
    basic = compute_basic(months, RULES, 480)
    # 420 + 40 x 3/4 + 20 x 2/3 + 20 x 1/3 + 30 x 0
    assert basic.weighted == 420 + 30 + Fraction(40, 3) + Fraction(20, 3) == 470
    assert [(step.inside, step.over) for step in basic.steps] == [(420, 0), (40, 0), (20, 20), (0, 30)]


def test_the_sum_is_limited_to_the_cap() -> None:
    assert compute_basic({(StepKind.PAID, Band.ANY): 500}, RULES, 480).weighted == 480


def test_h5_real_and_converted_months() -> None:
    sea = of(
        record(
            job("1975-04-01", "1986-04-01", status=Status.S1),
            job("1986-04-01", "1991-04-01", id="e2", status=Status.E1_SEA),
            born="1950-06-15",
        )
    )
    assert (sea.entitlement.real, sea.entitlement.converted, sea.entitlement.whole_months) == (192, 248, 248)
    assert [(total.scheme, total.real, total.converted) for total in sea.schemes] == [
        (Scheme.EMPLOYEES, 60, 72),
        (Scheme.SEAMENS, 132, 176),
    ]
    assert sea.basic.weighted == 192


def test_h6_wartime_miner_months_keep_their_fraction() -> None:
    def miner(first: str, last: str) -> PensionRecord:
        wartime = (WartimeRun(first_month=ym(first), last_month=ym(last), kind=Wartime.MINER),)
        end = f"{ym(last).plus(1)}-01"
        return record(job(f"{first}-01", end, status=Status.E1_MINE, wartime=wartime), born="1915-06-15")

    assert of(miner("1944-01", "1945-06")).schemes[0].converted == 32  # 18 x 4/3 x 4/3
    whole = of(miner("1944-01", "1945-08"))
    assert whole.schemes[0].converted == Fraction(80, 3) + Fraction(80, 9)
    assert whole.entitlement.whole_months == 35


def test_wartime_service_adds_only_to_its_own_months() -> None:
    wartime = (WartimeRun(first_month=ym("1942-01"), last_month=ym("1942-03"), kind=Wartime.SEA_THIRD),)
    sea = of(record(job("1941-12-08", "1942-05-01", status=Status.S1, wartime=wartime), born="1915-06-15"))
    assert sea.schemes[0].converted == 5 * Fraction(4, 3) + 3 * Fraction(1, 3)


def test_an_overlapping_month_counts_once_for_the_right() -> None:
    h3 = of(record(national("2001-04-01", "2002-01-01", run("2001-04", "2001-12")), job("2001-08-10", "2002-01-01")))
    assert h3.entitlement.real == 9
    assert [(total.scheme, total.real, total.overlapping) for total in h3.schemes] == [
        (Scheme.NATIONAL, 4, 0),
        (Scheme.EMPLOYEES, 5, 0),
    ]


def test_h1b_a_job_month_beside_a_national_one_shows_as_overlapping() -> None:
    h1b = of(
        record(
            job("2014-06-03", "2014-06-20"),
            national("2014-06-20", "2014-08-01", run("2014-06", "2014-07")),
            born="1990-01-10",
        )
    )
    assert h1b.entitlement.real == 2
    employees = h1b.schemes[1]
    assert (employees.real, employees.overlapping, employees.parts[0].kind) == (1, 1, PartKind.ORDINARY)


def test_parts_of_the_national_pension() -> None:
    document = record(
        national(
            "2000-04-01",
            "2010-04-01",
            run("2000-04", "2001-03"),
            run("2001-04", "2002-03", Status.N1_BACKPAID),
            run("2002-04", "2003-03", Status.N1_EXF_APP),
            run("2003-04", "2004-03", Status.N1_STUDENT),
        ),
        national("2021-06-14", None, run("2021-06", "2021-08", Status.NV_PAID), category=Category.VOLUNTARY, id="n2"),
    )
    parts = {part.kind: part.real for part in of(document).schemes[0].parts}
    assert parts == {
        PartKind.PAID: 12,
        PartKind.VOLUNTARY: 3,
        PartKind.PAID_LATER: 12,
        PartKind.EXEMPT: 12,
        PartKind.TIME_WITHOUT_RIGHT: 12,
    }


def test_time_alone_gives_no_right() -> None:
    document = record(
        national("2000-04-01", "2011-04-01", run("2000-04", "2011-03", Status.N1_STUDENT)), born="1980-01-10"
    )
    entitlement = of(document).entitlement
    assert (entitlement.whole_months, entitlement.missing) == (132, 0)
    assert (entitlement.substantial, entitlement.reached) == (False, False)


def test_missing_months_are_counted_down_from_120() -> None:
    entitlement = of(record(job("2000-04-01", "2005-04-01"))).entitlement
    assert (entitlement.required, entitlement.missing, entitlement.reached) == (120, 60, False)


def test_an_empty_record_counts_nothing() -> None:
    empty = of(record())
    assert (empty.schemes, empty.entitlement.real, empty.basic.weighted) == ((), 0, 0)
