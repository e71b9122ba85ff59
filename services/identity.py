"""Who somebody says to be: what registration compares with the record.

The number identifies and never authorises; all of it together is asked beside a secret, and even then nothing is told
about which part was wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pension.numbers import kana_key
from pension.record import Person, Sex
from services.own_words import words_about


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Number (``1234-567890``), kana name as typed, birth date."""

    basic_pension_number: str
    kana: str
    birth_date: date

    @property
    def spoken(self) -> str:
        """Everything in one text that two ways of writing the same name share; it goes into the hash of a secret."""
        return f"{kana_key(self.kana)}|{self.birth_date.isoformat()}"

    @property
    def own_words(self) -> tuple[str, ...]:
        """What must not be in the password."""
        person = Person(
            basic_pension_number=self.basic_pension_number,
            name="",
            kana=self.kana,
            birth_date=self.birth_date,
            sex=Sex.FEMALE,
        )
        return words_about("", "", person)


def identity_of(person: Person) -> Identity:
    """What the record says."""
    return Identity(basic_pension_number=person.basic_pension_number, kana=person.kana, birth_date=person.birth_date)
