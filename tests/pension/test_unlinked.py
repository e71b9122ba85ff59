"""Birth dates as old records have them."""

from __future__ import annotations

from datetime import date

import pytest

from pension.unlinked import RecordedBirth


@pytest.mark.parametrize(
    ("text", "has_era", "day"),
    [
        ("1942-07-07", True, date(1942, 7, 7)),
        ("0017-07-07", False, None),
        ("1943-02-29", True, None),
        ("1868-01-01", True, date(1868, 1, 1)),
    ],
)
def test_a_birth_date_is_kept_as_it_was_written(text: str, has_era: bool, day: date | None) -> None:
    birth = RecordedBirth.parse(text)
    assert (str(birth), birth.has_era, birth.as_date) == (text, has_era, day)


@pytest.mark.parametrize(
    "text", ["x", "1942-7-7", "1942-13-01", "1942-01-00", "0065-01-01", "0000-01-01", "1867-01-01", "3000-01-01"]
)
def test_what_is_no_birth_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        RecordedBirth.parse(text)
