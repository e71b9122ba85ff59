"""Ways to a request to correct a record, from wherever a doubt was found. They name months and keys, never a text."""

from __future__ import annotations

from pension.calendar import MonthRange
from pension.checks import Finding, Rule
from pension.correction_starts import Start, StartKind, months_key
from web.views.frame import Link

CORRECTIONS_URL = "/corrections"
NEW_URL = f"{CORRECTIONS_URL}/new"
FROM = "from"
"""The parameter of an address, and the field of a form, that names where a request begins."""
ASK = "訂正の相談の準備をする"


def start_link(start: Start, label: str = ASK) -> Link:
    """To the beginning of a request from somewhere."""
    return Link(label, NEW_URL if start.kind is StartKind.NOTHING else f"{NEW_URL}?{FROM}={start}")


def months_link(months: MonthRange) -> Link:
    """From months of the record."""
    return start_link(Start(StartKind.MONTH, months_key(months)))


def point_link(finding: Finding) -> Link | None:
    """From a point to check; None where the person has only to pay."""
    return None if finding.rule is Rule.PAYABLE else start_link(Start(StartKind.POINT, finding.key))
