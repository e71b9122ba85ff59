"""Signing out."""

from __future__ import annotations

from services.sessions import end_session


async def sign_out(token: str) -> None:
    """End the session on the server, so that the cookie is worth nothing even where it was copied."""
    await end_session(token)
