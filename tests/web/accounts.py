"""Accounts of every kind in the database of a running application, and browsers that sign in to them."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import ip_network

import pyotp
from httpx import Response

from db.queries.accounts import NewAccount, Role, insert_account
from db.queries.one_time_codes import store_secret, switch_on
from db.transactions import write
from services.clock import DEMO_NOW, JapanClock
from services.keys import DEMO_SECRET, Keys, code_place
from tests.services.people import WEAK_HASHER
from tests.web.conftest import PASSWORD, Browser, token_in
from web.settings import Settings

CODE_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
_HASH = WEAK_HASHER.hash(PASSWORD.encode())
_STEP = int(DEMO_NOW.timestamp()) // 30


def staff_settings() -> Settings:
    """A demo whose clocks stand still and whose staff work on this machine."""
    clock = JapanClock(DEMO_NOW)
    loopback = (ip_network("127.0.0.0/8"),)
    return Settings(demo=True, clock=clock, wall_clock=clock, staff_networks=loopback)


def elsewhere(settings: Settings) -> Settings:
    """The same for staff who are not where they should be."""
    return replace(settings, staff_networks=(ip_network("10.0.0.0/8"),))


async def make_account(
    user_id: str, role: Role = Role.CITIZEN, *, code: bool = False, must_change: bool = False
) -> int:
    """An account with the tests' password."""
    new = NewAccount(
        user_id=user_id,
        password_hash=_HASH,
        role=role,
        person_id=None,
        staff_name="窓口 みどり" if role.is_staff else "",
        office="さくら市役所" if role.is_staff else "",
        password_must_change=must_change,
    )
    async with write():
        account_id = await insert_account(new, DEMO_NOW)
        if code:
            sealed = Keys(DEMO_SECRET).encrypt(CODE_SECRET, place=code_place(account_id))
            await store_secret(account_id, sealed)
            await switch_on(account_id, DEMO_NOW)
    return account_id


def code_at(steps: int = 0, secret: str = CODE_SECRET) -> str:
    """The one-time code of the demo's noon, or of so many steps of thirty seconds later."""
    return pyotp.TOTP(secret).generate_otp(_STEP + steps)


async def send(browser: Browser, path: str, **fields: str) -> Response:
    """Open a page and send a form of it with these fields; names are written with underscores."""
    named = {name.replace("_", "-"): text for name, text in fields.items()}
    return await browser.post(path, {"csrf_token": token_in(await browser.get(path)), **named})
