"""How old a password may become (S52).

The slides of 2011 ask for regular changes; NIST SP 800-63B-4 forbids asking for them, because people then count up.
So it is a rule by role: staff 90 days, citizens never, and everybody 90 days in the profile "as in 2011"
(NENKIN_PASSWORD_PROFILE=2011). A password that is too old leads to the change page after signing in, never to a lock.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from db.queries.accounts import Credentials, Role

LONGEST_AGE = timedelta(days=90)
TOLD_BEFORE = timedelta(days=14)
"""So long before its end a password's owner is told."""


def longest_age(role: Role, *, profile_2011: bool) -> timedelta | None:
    """How old a password of this role may become; None for as old as it likes."""
    return LONGEST_AGE if role.is_staff or profile_2011 else None


def must_change(credentials: Credentials, now: datetime, *, profile_2011: bool) -> bool:
    """Whether another password comes before anything else: too old, or made by somebody else."""
    age = longest_age(credentials.role, profile_2011=profile_2011)
    too_old = age is not None and now - credentials.password_changed_at >= age
    return too_old or credentials.password_must_change


def changes_at(changed_at: datetime, role: Role, *, profile_2011: bool) -> datetime | None:
    """When the password is to be changed, None for never."""
    age = longest_age(role, profile_2011=profile_2011)
    return None if age is None else changed_at + age


def told_to_change_by(changed_at: datetime, role: Role, now: datetime, *, profile_2011: bool) -> datetime | None:
    """Until when the password is to be changed, once its owner is told so; None before that, and for no end."""
    end = changes_at(changed_at, role, profile_2011=profile_2011)
    return end if end is not None and end - now <= TOLD_BEFORE else None
