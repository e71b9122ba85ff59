"""The form of a mandate: whom, which screens, for how long. Whether such a helper exists is the service's question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from web.forms.plain_text import plain_text
from web.forms.result import FieldError, FormResult

HELPER_ID = "helper-user-id"
HELPER_NAME = "helper-name"
SCREENS: Mapping[str, str] = {
    "screens-records": "records",
    "screens-checks": "checks",
    "screens-recall": "recall",
    "screens-history": "history",
    "screens-money": "money",
    "screens-search": "search",
    "screens-corrections": "corrections",
}
"""Each box to tick, and the group of screens it stands for."""
PERIOD = "period"
PERIODS = ("1", "3", "6", "12")  # months
LONGEST_NAME = 100

STEP = "step"
"""Which button was pressed: look at it first, do it, or change what was typed."""
CHECK, DO, CHANGE = "check", "do", "change"


def parse(data: Mapping[str, str]) -> FormResult:
    """What was typed, and what is missing; a box that is ticked has the value of its group."""
    values = {name: plain_text(data.get(name, ""))[:LONGEST_NAME] for name in (HELPER_ID, HELPER_NAME, PERIOD)}
    values |= {box: group if box in data else "" for box, group in SCREENS.items()}
    return FormResult(values, tuple(_errors(values)))


def groups_in(values: Mapping[str, str]) -> frozenset[str]:
    """The groups whose boxes are ticked."""
    return frozenset(group for box, group in SCREENS.items() if values.get(box))


def _errors(values: Mapping[str, str]) -> Iterator[FieldError]:
    if not values[HELPER_ID]:
        yield FieldError(HELPER_ID, "代理の方のユーザーIDを入力してください。")
    if not values[HELPER_NAME]:
        yield FieldError(HELPER_NAME, "代理の方のお名前を入力してください。")
    if not groups_in(values):
        yield FieldError(next(iter(SCREENS)), "見てもらう画面を、ひとつ以上えらんでください。")
    if values[PERIOD] not in PERIODS:
        yield FieldError(PERIOD, "いつまで見てもらうかを、えらんでください。")
