"""New user ids and codes for letters, of signs that nobody takes for another one, in writing or on the telephone."""

from __future__ import annotations

import secrets

from db.queries.registration import is_user_id_taken

_SIGNS = "acdefhjkmnprtwxy3479"  # no 0 and o, 1, i and l, 2 and z, 5 and s, 6 and b, 8, g and q, u and v
_USER_ID_SIGNS = 12
_CODE_SIGNS = 16
"""69 bits, more than security.md B10 asks for."""


def random_signs(number: int) -> str:
    """So many random signs."""
    return "".join(secrets.choice(_SIGNS) for _ in range(number))


async def new_user_id() -> str:
    """A user id that nobody has, inside the caller's ``write()``."""
    while await is_user_id_taken(user_id := random_signs(_USER_ID_SIGNS)):
        pass
    return user_id


def new_code() -> str:
    """A code for a letter."""
    return random_signs(_CODE_SIGNS)
