"""What anybody who knows a person would try as their password: names, birth date, numbers, user id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from db.queries.records import fetch_document
from db.queries.sessions import StoredSession
from db.transactions import read
from pension.record import Person
from services.romaji import romaji

_ERAS = ((date(2019, 5, 1), 2018, "r"), (date(1989, 1, 8), 1988, "h"), (date(1926, 12, 25), 1925, "s"))


async def own_words(session: StoredSession) -> tuple[str, ...]:
    """Everything about the signed-in person, in small letters."""
    document = None
    if session.person_id is not None:
        async with read():
            document = await fetch_document(session.person_id)
    person = document.decode().person if document else None
    return words_about(session.user_id, session.name, person)


def words_about(user_id: str, name: str, person: Person | None) -> tuple[str, ...]:
    """The words about somebody; ``person`` is what the record says of them, if there is one."""
    words = [user_id, *name.split()]
    if person is not None:
        words += _names([person.name, *(former.name for former in person.former_names)])
        words += _names([person.kana, *(former.kana for former in person.former_names)])
        words += _dates(person.birth_date)
        words += person.basic_pension_number.split("-")
        words.append(person.basic_pension_number.replace("-", ""))
    return tuple(dict.fromkeys(word.casefold() for word in words if word))


def _names(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield name.replace(" ", "")
        for part in name.split():
            yield part
            yield romaji(part)


def _dates(day: date) -> Iterator[str]:
    """``19450405``, ``450405``, ``0405``, ``s200405``, with the signs people put between."""
    yield from (f"{day:%Y%m%d}", f"{day:%y%m%d}", f"{day:%m%d}", f"{day:%Y}", f"{day:%Y-%m-%d}", f"{day:%Y/%m/%d}")
    for first, before, letter in _ERAS:
        if day >= first:
            yield f"{letter}{day.year - before:02d}{day:%m%d}"
            return
