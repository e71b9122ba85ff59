"""One-time codes of the demo's people, for sweeps and browser tests: what their telephones would show."""

from __future__ import annotations

import time

import pyotp

from services.clock import JapanClock
from services.one_time_codes import STEP

_used_steps: dict[str, int] = {}


def next_code(secret: str, *, ahead: int = 0) -> str:
    """A code that has not been taken from here before; waits for one when all that are valid now have been.

    Good for half a minute at least; with one step ``ahead`` for a whole one, for those who type slowly.
    """
    moment = JapanClock().now().timestamp()
    now = int(moment) // STEP
    step = max(now + ahead, _used_steps.get(secret, 0) + 1)
    if step > now + 1:
        time.sleep(STEP - moment % STEP)
        return next_code(secret, ahead=ahead)
    _used_steps[secret] = step
    return pyotp.TOTP(secret).generate_otp(step)
