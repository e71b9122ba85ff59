"""How often a secret of registration may be tried.

As at sign-in (:mod:`services.sign_in_limits`) a try counts as failed before it is looked at. What is tried against (a
number, a user id of a letter) need not be anybody's: locks and answers are the same. The limit by address is narrower
than at sign-in, because people register once (security.md C1).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from db.queries.attempts import Attempt, count_by_address, take_back_attempts
from db.queries.sign_in_guard import forget_failures, restore_guard
from db.transactions import write
from services.sessions import Browser
from services.sign_in_limits import STAFF_NETWORK_FACTOR, Admission, Admitted, TooManyTries, Try, admit

MOST_BY_ADDRESS = 10
ADDRESS_WINDOW = timedelta(minutes=15)


def registration_try(subject: str, browser: Browser) -> Try:
    """Somebody tries a secret; ``subject`` is a keyed hash of what it must belong to."""
    return Try(subject=subject, address=browser.address, in_staff_network=browser.in_staff_network, credentials=None)


async def admit_registration(attempt: Try, now: datetime) -> Admission:
    """Count a try and say whether it may be looked at."""
    async with write():
        if await is_address_busy(Attempt.ACCESS_KEY, attempt, now):
            return TooManyTries()
        return await admit(attempt, Attempt.ACCESS_KEY, now)


async def is_address_busy(kind: Attempt, attempt: Try, now: datetime) -> bool:
    """Whether too much came from this address, inside the caller's transaction."""
    most = MOST_BY_ADDRESS * (STAFF_NETWORK_FACTOR if attempt.in_staff_network else 1)
    return await count_by_address(kind, attempt.address, now - ADDRESS_WINDOW) >= most


async def forgive_registration(attempt: Try) -> None:
    """It was right: slips before count for nothing. Inside the caller's ``write()``."""
    await forget_failures(attempt.subject)
    await take_back_attempts(Attempt.ACCESS_KEY, attempt.subject, attempt.address)


async def take_back_registration(attempt: Try, admission: Admitted) -> None:
    """The try was not looked at after all."""
    async with write():
        await restore_guard(attempt.subject, admission.failures_before, needs_unlock=admission.needs_unlock)
        await take_back_attempts(Attempt.ACCESS_KEY, attempt.subject, attempt.address)
