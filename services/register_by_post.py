"""Registering by post (S18): an application, its number, and how far it has come.

Nothing is looked up while somebody applies: what was typed is encrypted and waits for the officer, so that the answer
and its time are the same whether or not it matches anything. The status tells the days on which applications were
looked at and letters went out, which are the same for every application of a batch.
"""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from datetime import date

import msgspec

from db.queries.attempts import Attempt, note_attempt
from db.queries.letters import ApplicationStatus, fetch_application_status, insert_application
from db.transactions import read, write
from pension.numbers import check_digit
from services.clock import Clock
from services.keys import Keys
from services.register_limits import is_address_busy, registration_try
from services.sessions import Browser
from services.sign_in_limits import TooManyTries

APPLICATION_DIGITS = 12
"""With a check digit; a number tells days and nothing else, so it need not be a secret."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """What somebody gives: one of the two numbers, kana name, birth date, and where they live."""

    basic_pension_number: str
    inquiry_number: str
    kana: str
    birth_date: date
    postal_code: str
    address: str


def seal(applicant: Applicant, number: str, keys: Keys) -> str:
    """What was typed, encrypted for its application."""
    return keys.encrypt(msgspec.json.encode(asdict(applicant)).decode(), place=f"application:{number}")


def unseal(sealed: str, number: str, keys: Keys) -> Applicant:
    """What was typed. Raises services.keys.UnreadableSecret."""
    return msgspec.json.decode(keys.decrypt(sealed, place=f"application:{number}"), type=Applicant)


async def apply(applicant: Applicant, browser: Browser, clock: Clock, keys: Keys) -> str | TooManyTries:
    """Take an application; its number."""
    attempt, now = registration_try("", browser), clock.now()
    async with write():
        if await is_address_busy(Attempt.APPLICATION, attempt, now):
            return TooManyTries()
        await note_attempt(Attempt.APPLICATION, "", browser.address, now)
        while not await insert_application(number := _new_number(), seal(applicant, number, keys), now):
            pass
    return number


async def show_status(number: str) -> ApplicationStatus | None:
    """How far an application has come; None for a number that was never given."""
    async with read():
        return await fetch_application_status(number)


def _new_number() -> str:
    digits = "".join(secrets.choice("0123456789") for _ in range(APPLICATION_DIGITS - 1))
    return digits + check_digit(digits)
