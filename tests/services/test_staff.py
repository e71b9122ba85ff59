"""Accounts of the people who work here."""

from __future__ import annotations

import pytest

from db.queries.accounts import Role
from db.queries.sessions import Stage
from db.transactions import read
from services.people import find_citizen
from services.sessions import Browser, load_session
from services.sign_in import SignedIn, WrongCredentials
from services.staff import Hired, StaffProblem, add_staff, disable_staff, list_staff
from tests.databases import SteppingClock
from tests.services.people import make_account, try_sign_in
from tests.services.test_letters import rows

DESK = Browser(address="10.0.0.1", in_staff_network=True)


async def hire(clock: SteppingClock, user_id: str = "ayumi-office", role: Role = Role.OFFICER) -> Hired:
    result = await add_staff(user_id, role, "相談 あゆみ", "さくら年金事務所", clock, is_demo=False)
    assert isinstance(result, Hired)
    return result


async def test_somebody_new_sets_up_a_code_before_anything_else(database: str, clock: SteppingClock) -> None:
    hired = await hire(clock)
    assert len(hired.first_password) >= 15
    result = await try_sign_in(clock, hired.user_id, hired.first_password, DESK)
    assert isinstance(result, SignedIn)
    assert result.stage is Stage.CODE_SETUP
    acts = await rows("SELECT record, actor, action, detail FROM audit_entry WHERE action = 'add-staff'")
    assert acts == [{"record": 0, "actor": "operator", "action": "add-staff", "detail": "account:1 officer"}]
    assert hired.first_password not in repr(await rows("SELECT * FROM account"))


@pytest.mark.parametrize(
    ("user_id", "name", "problem"),
    [
        ("abc", "あゆみ", StaffProblem.USER_ID_UNFIT),
        ("\u3042\u3086\u307f\u3042\u3086\u307f", "あゆみ", StaffProblem.USER_ID_UNFIT),
        ("ayumi-office", " ", StaffProblem.NAME_MISSING),
        ("Taken-Already", "あゆみ", StaffProblem.USER_ID_TAKEN),
    ],
)
async def test_what_is_refused(
    database: str, clock: SteppingClock, user_id: str, name: str, problem: StaffProblem
) -> None:
    await make_account(clock, user_id="takenalready")
    assert await add_staff(user_id, Role.CLERK, name, "窓口", clock, is_demo=False) is problem


async def test_a_disabled_account_is_out_at_once(database: str, clock: SteppingClock) -> None:
    hired = await hire(clock)
    entered = await try_sign_in(clock, hired.user_id, hired.first_password, DESK)
    assert isinstance(entered, SignedIn)
    assert await disable_staff("Ayumi-Office", clock) is None
    assert await load_session(entered.session.token, clock) is None
    assert await try_sign_in(clock, hired.user_id, hired.first_password, DESK) == WrongCredentials()
    assert await disable_staff("ayumi-office", clock) is StaffProblem.NO_SUCH_STAFF
    assert [(one.user_id, one.is_closed) for one in await list_staff()] == [("ayumioffice", True)]


async def test_citizens_are_not_staff(database: str, clock: SteppingClock) -> None:
    await make_account(clock, user_id="acitizen")
    assert await disable_staff("acitizen", clock) is StaffProblem.NO_SUCH_STAFF
    assert await list_staff() == []


async def test_an_account_of_staff_stands_for_no_person_and_helps_nobody(database: str, clock: SteppingClock) -> None:
    """So nothing keeps an officer from their own record but the second one: ``docs/security.md`` says so."""
    hired = await hire(clock)
    assert await rows("SELECT person FROM account") == [{"person": None}]
    async with read():
        assert await find_citizen(hired.user_id, "相談 あゆみ") is None
