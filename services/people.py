"""Finding somebody by what a visitor says of them. A number or user id alone finds nobody: the name must be right too.

So nobody learns a name by trying user ids, and a slip in a number leads to no stranger.
"""

from __future__ import annotations

import re
import unicodedata

from db.queries.accounts import Credentials, Role, fetch_credentials
from db.queries.records import fetch_document, fetch_person_id
from pension.record import Person
from services.sign_in import canonical_user_id

_NOT_DIGITS = re.compile(r"[\s\u002d\u2010-\u2015\u2212\u30fc\uff0d\uff70]+")
_NUMBER = re.compile(r"[0-9]{10}")


async def find_citizen(user_id: str, name: str) -> Credentials | None:
    """The citizen's account with this user id, whose record says this name; inside the caller's transaction."""
    found = await fetch_credentials(canonical_user_id(user_id))
    if found is None or found.is_closed or found.role is not Role.CITIZEN or found.person_id is None:
        return None
    return found if await _is_called(found.person_id, name) else None


async def find_person(number: str, name: str) -> int | None:
    """The person with this basic pension number and name; inside the caller's transaction."""
    digits = _NOT_DIGITS.sub("", unicodedata.normalize("NFKC", number))
    if not _NUMBER.fullmatch(digits):
        return None
    person_id = await fetch_person_id(f"{digits[:4]}-{digits[4:]}")
    return person_id if person_id is not None and await _is_called(person_id, name) else None


def is_same_name(typed: str, person: Person) -> bool:
    """Whether somebody means this person: the name as written or as read; spaces and widths do not count."""
    return _plain(typed) in {_plain(person.name), _plain(person.kana)}


async def _is_called(person_id: int, name: str) -> bool:
    document = await fetch_document(person_id)
    return document is not None and is_same_name(name, document.decode().person)


def _plain(name: str) -> str:
    """Without spaces, hiragana as katakana."""
    text = "".join(unicodedata.normalize("NFKC", name).split())
    return "".join(chr(ord(letter) + 0x60) if "ぁ" <= letter <= "ゖ" else letter for letter in text)
