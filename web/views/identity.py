"""Who somebody is, as their papers for the office and the officer's screens say it."""

from __future__ import annotations

from pension.record import Person
from web.views.wording import date_words


def identity_facts(person: Person, on_paper: Person | None = None) -> tuple[tuple[str, str], ...]:
    """By what the person who comes to the office is known, on their paper and on the officer's screen alike.

    ``on_paper`` is who they were when the paper was made: a name may have changed since.
    """
    name = _written_name(person)
    before = _written_name(on_paper) if on_paper else name
    return (
        ("お名前", name),
        *((("相談の紙のお名前", before),) if before != name else ()),
        ("生年月日", date_words(person.birth_date)),
        ("基礎年金番号", f"下4けた {person.basic_pension_number[-4:]}"),
    )


def _written_name(person: Person) -> str:
    return f"{person.name}（{person.kana}）"
