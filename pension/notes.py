"""What an estimate says beside its figures: what is assumed, what is uncertain, what is not in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class NoteKind(StrEnum):
    """What sort of thing a note says."""

    ASSUMED = "assumed"
    UNCERTAIN = "uncertain"
    NOT_COVERED = "not_covered"


class Note(StrEnum):
    """Each thing that can be said; the words stand in ``rules/estimate_notes.tsv``."""

    RATES_STAY = "rates_stay"
    RATES_OF_EARLIER_YEAR = "rates_of_earlier_year"
    RECORD_SO_FAR = "record_so_far"
    AS_NOW_TO_60 = "as_now_to_60"
    AS_THE_CONDITIONS_SAY = "as_the_conditions_say"
    PAID_IN_FULL = "paid_in_full"
    CLAIMED_AT_THE_AGE = "claimed_at_the_age"
    CHOSEN_MONTHS_PAID = "chosen_months_paid"
    RAISES_IN_APRIL = "raises_in_april"
    SPOUSE_IS_SUPPORTED = "spouse_is_supported"
    CHILDREN_ARE_SUPPORTED = "children_are_supported"
    NO_OTHER_PENSION = "no_other_pension"
    AVERAGE_ROUNDED = "average_rounded"
    PAY_MISSING = "pay_missing"
    TWO_KINDS_OF_EMPLOYMENT = "two_kinds_of_employment"
    MUTUAL_AID_PAY = "mutual_aid_pay"
    WARTIME_MONTHS = "wartime_months"
    SPOUSE_MAY_HAVE_A_PENSION = "spouse_may_have_a_pension"
    DISABILITY_AND_SURVIVORS = "disability_and_survivors"
    MUTUAL_AID_EXTRAS = "mutual_aid_extras"
    TREATIES = "treaties"
    CHILD_CARE_PAY = "child_care_pay"
    UNEMPLOYMENT_BENEFIT = "unemployment_benefit"
    TAX_AND_INSURANCE = "tax_and_insurance"
    FUND_PAYS_A_PART = "fund_pays_a_part"
    MIDDLE_AGED_RULE = "middle_aged_rule"
    MUTUAL_AID_BEFORE_1986 = "mutual_aid_before_1986"
    SPECIAL_POLICE = "special_police"
    PAPER_AS_WRITTEN = "paper_as_written"
    PAPER_OTHER_YEAR = "paper_other_year"
    PAPER_MONTHS_BETWEEN = "paper_months_between"
    PAPER_LONG_EMPLOYMENT = "paper_long_employment"
    PAPER_FAMILY = "paper_family"
    PAPER_WORKING = "paper_working"
    PAPER_AS_NOW_TO_60 = "paper_as_now_to_60"
    REST_IS_PAID = "rest_is_paid"
    BONUS_IN_TWO_PARTS = "bonus_in_two_parts"


@dataclass(frozen=True, slots=True, eq=False)
class NoteRule:
    """A note's kind, words and article."""

    note: Note
    kind: NoteKind
    text: str
    article: str
