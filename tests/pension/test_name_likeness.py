"""Names that may be the same."""

from __future__ import annotations

import pytest

from pension.name_likeness import employers_alike, persons_alike


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("株式会社 みどり紡績", "みどり紡績", True),
        ("㈱みどり紡績", "みどり紡績（株）", True),
        ("社会福祉法人 さくら介護サービス", "さくら介護", True),
        ("ミドリ紡績", "みどり紡績", True),
        ("みどり 紡績", "みどり・紡績", True),
        ("トヨハシ商店", "トヨハシ", True),
        ("みどり紡績", "あおば印刷", False),
        ("みどり", "あおば", False),
        ("みどりぼうせき", "日本繊維", None),
        ("", "日本繊維", None),
        ("株式会社", "日本繊維", None),
        ("糸", "日本製糸", False),
    ],
)
def test_employers(one: str, other: str, alike: bool | None) -> None:
    assert employers_alike(one, other) is alike
    assert employers_alike(other, one) is alike


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("秋山 和子", "秋山和子", True),
        ("秋山", "秋山 和子", True),
        ("あきやま", "アキヤマ カズコ", True),
        ("ｱｷﾔﾏ", "アキヤマ カズコ", True),
        ("齋藤", "斉藤 美穂", True),
        ("長田", "永田 美穂", False),
        ("オヤマ", "コヤマ カズコ", False),
        ("秋山", "アキヤマ カズコ", None),
        ("", "", None),
    ],
)
def test_persons(one: str, other: str, alike: bool | None) -> None:
    assert persons_alike(one, other) is alike
    assert persons_alike(other, one) is alike
