"""What an operator does for people who cannot do it themselves: end their sessions, take a lost one-time code away.

The office has seen the papers before; what was done stands in the person's access log.
"""

from __future__ import annotations

from db.queries.accounts import Credentials, fetch_credentials
from db.queries.audit import SERVICE_RECORD, Act, Action, append_entry
from db.queries.one_time_codes import switch_off
from db.queries.sessions import delete_all_sessions, delete_sessions_of
from db.transactions import write
from services.clock import Clock
from services.sessions import account_actor
from services.sign_in import canonical_user_id


async def sign_out_everywhere(user_id: str, clock: Clock) -> bool:
    """End every session of an account; False when no open account has this user id."""
    async with write():
        account = await _open_account(user_id)
        if account is None:
            return False
        await delete_sessions_of(account.account_id)
        await append_entry(_act(account, Action.SIGN_OUT_OF, clock, "all"))
    return True


async def sign_out_everybody(clock: Clock) -> None:
    """End every session there is: after a break-in, or before the service moves."""
    async with write():
        await delete_all_sessions()
        await append_entry(_act(None, Action.SIGN_OUT_OF, clock, "everybody"))


async def take_code_away(user_id: str, clock: Clock) -> bool:
    """Ask for no one-time code any more (staff set up a new one at once); False when there is no such code.

    Every session of the account ends: nobody knows who has the telephone now.
    """
    async with write():
        account = await _open_account(user_id)
        if account is None or not account.has_one_time_code:
            return False
        await switch_off(account.account_id)
        await delete_sessions_of(account.account_id)
        await append_entry(_act(account, Action.CODE_OFF, clock))
    return True


async def _open_account(user_id: str) -> Credentials | None:
    account = await fetch_credentials(canonical_user_id(user_id))
    return None if account is None or account.is_closed else account


def _act(account: Credentials | None, action: Action, clock: Clock, detail: str = "") -> Act:
    """What stands with the service (of staff, of everybody) says which account it was."""
    record = account.person_id if account else None
    whose = account_actor(account.account_id) if account and record is None else ""
    return Act(
        record=record or SERVICE_RECORD,
        actor="operator",
        action=action,
        happened_at=clock.now(),
        detail=f"{whose} {detail}".strip(),
    )
