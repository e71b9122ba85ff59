"""Kana in Latin letters, as people write their names in passwords (Hepburn, without long marks)."""

from __future__ import annotations

import unicodedata

_ROWS = (
    ("アイウエオ", ("a", "i", "u", "e", "o")),
    ("カキクケコ", ("ka", "ki", "ku", "ke", "ko")),
    ("ガギグゲゴ", ("ga", "gi", "gu", "ge", "go")),
    ("サシスセソ", ("sa", "shi", "su", "se", "so")),
    ("ザジズゼゾ", ("za", "ji", "zu", "ze", "zo")),
    ("タチツテト", ("ta", "chi", "tsu", "te", "to")),
    ("ダヂヅデド", ("da", "ji", "zu", "de", "do")),
    ("ナニヌネノ", ("na", "ni", "nu", "ne", "no")),
    ("ハヒフヘホ", ("ha", "hi", "fu", "he", "ho")),
    ("バビブベボ", ("ba", "bi", "bu", "be", "bo")),
    ("パピプペポ", ("pa", "pi", "pu", "pe", "po")),
    ("マミムメモ", ("ma", "mi", "mu", "me", "mo")),
    ("ヤユヨ", ("ya", "yu", "yo")),
    ("ラリルレロ", ("ra", "ri", "ru", "re", "ro")),
    ("ワヲンヴ", ("wa", "o", "n", "vu")),
)
_PLAIN = {kana: letters for row, spellings in _ROWS for kana, letters in zip(row, spellings, strict=True)}
_SMALL_Y = {"ャ": "a", "ュ": "u", "ョ": "o"}
_SMALL = {"ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o"}
_DOUBLES, _LONG = "ッ", "ー"


def romaji(kana: str) -> str:
    """Hiragana or katakana in small Latin letters; what is no kana stays, a long mark goes."""
    text, doubled = "", False
    for sign in map(_katakana, unicodedata.normalize("NFKC", kana)):
        if sign in _SMALL_Y or sign in _SMALL:
            text = _with_small(text, sign)
        elif sign == _DOUBLES:
            doubled = True
        elif sign != _LONG:
            letters = _PLAIN.get(sign, sign)
            text += (letters[0] if doubled else "") + letters
            doubled = False
    return text


def _katakana(sign: str) -> str:
    return chr(ord(sign) + 0x60) if "ぁ" <= sign <= "ん" else sign


def _with_small(text: str, sign: str) -> str:
    """``ki`` and ``ャ`` are ``kya``, ``shi`` and ``ュ`` are ``shu``, ``fu`` and ``ァ`` are ``fa``."""
    if sign in _SMALL:
        return text[:-1] + _SMALL[sign]
    stem = text[:-1]
    glide = "" if stem.endswith(("sh", "ch", "j")) else "y"
    return stem + glide + _SMALL_Y[sign]
