"""What an entry says beyond its action is written short and read back whatever it is."""

from __future__ import annotations

import pytest

from services.act_details import Detail, read_detail


def test_only_what_is_said_is_written() -> None:
    detail = Detail(mandate=12, office="さくら年金事務所")
    assert detail.as_text() == '{"mandate":12,"office":"さくら年金事務所"}'
    assert read_detail(detail.as_text()) == detail
    assert read_detail(Detail().as_text()) == Detail()


@pytest.mark.parametrize("text", ["", "records", "Windowsのパソコン（Chrome）", "{", "{'a': 1}"])
def test_older_details_are_plain(text: str) -> None:
    assert read_detail(text) == Detail(plain=text)


def test_what_is_not_ours_is_left_out() -> None:
    assert read_detail('{"mandate":"12","group":3,"office":"x","more":1}') == Detail(office="x")
