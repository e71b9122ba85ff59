"""Whether two ways of writing a name may mean the same: of an employer, or of a person.

Only for comparing, never for showing. In doubt two names are alike: nobody is told of a difference that is none.
"""

from __future__ import annotations

import functools
import re
import unicodedata

from pension.numbers import kana_key

_OLD_KANJI = str.maketrans(
    "澤邊邉齋齊斎髙﨑濵濱廣國嶋嶌櫻惠藏榮眞龍槇壽與圓會學藝縣",
    "沢辺辺斉斉斉高崎浜浜広国島島桜恵蔵栄真竜槙寿与円会学芸県",
)
_LEGAL_FORMS = re.compile(
    r"株式会社|有限会社|合資会社|合名会社|合同会社|相互会社|(?:一般|公益)?(?:社団|財団)法人"
    r"|(?:社会福祉|医療|学校|宗教|独立行政)法人"
    r"|\((?:株|有|資|名|合|社|財|医|学|福)\)"
)
_BETWEEN = re.compile(r"[\s・\-‐-―−ー、。,.()「」『』]+")  # noqa: RUF001 - signs that people put between
_KANJI = re.compile(r"[一-龠々]")
_SHORTEST_PART = 2


def employers_alike(one: str, other: str) -> bool | None:
    """Whether two names may be of the same employer: equal but for legal form and spelling, or one within the other.

    None where that cannot be said: a name is missing, or one is written in kana and the other in kanji.
    """
    first, second = _employer_key(one), _employer_key(other)
    if not first or not second:
        return None
    if first == second or _is_part(first, second) or _is_part(second, first):
        return True
    return False if bool(_KANJI.search(first)) == bool(_KANJI.search(second)) else None


def persons_alike(one: str, other: str) -> bool | None:
    """Whether two names may be the same person's; None where kana and kanji cannot be compared.

    A family name alone agrees with the full name.
    """
    if bool(_KANJI.search(one)) != bool(_KANJI.search(other)):
        return None
    first, second = _person_key(one), _person_key(other)
    if not first or not second:
        return None
    return first.startswith(second) or second.startswith(first)


@functools.lru_cache(maxsize=2048)
def _employer_key(name: str) -> str:
    plain = unicodedata.normalize("NFKC", name).casefold()
    return _katakana(_BETWEEN.sub("", _LEGAL_FORMS.sub("", plain)).translate(_OLD_KANJI))


def _person_key(name: str) -> str:
    return kana_key(unicodedata.normalize("NFKC", name)).translate(_OLD_KANJI)


def _katakana(text: str) -> str:
    return "".join(chr(ord(sign) + 0x60) if "ぁ" <= sign <= "ゖ" else sign for sign in text)


def _is_part(part: str, whole: str) -> bool:
    return len(part) >= _SHORTEST_PART and part in whole
