"""Forms come from our own pages: a token bound to the session, and refusal of what browsers call foreign.

The token's key is derived from the secret in the visitor's cookie: the session's, or for a visitor that of a form
cookie which ends at sign-in. So a token of one session is worth nothing in another, nothing is stored, and signing in
or out changes it. In pages it is masked, a fresh random pad and the key XORed with it, so that no two answers repeat
it (BREACH).

Browsers say where a form comes from (Origin, Sec-Fetch-Site): foreign is refused. Text browsers say nothing: then the
token alone decides.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from litestar import Request
from litestar.exceptions import ClientException, InternalServerException, PermissionDeniedException
from litestar.types import HTTPScope

from web.session import form_secret, form_secret_or_none, visit_of
from web.settings import settings_of

FIELD = "csrf_token"
LONGEST_SENDING = 20.0  # seconds; a form is a thousand bytes, and who sends slowly keeps others waiting
MOST_FIELDS = 200
_SAFE = frozenset({"GET", "OPTIONS"})
NO_FORMS = frozenset({"/policy-reports"})
"""Browsers send these by themselves, without a form; they change nothing of anybody's."""
_OWN_SITES = frozenset({"same-origin", "none"})
_SIZE = hashlib.sha256().digest_size


class ForeignForm(PermissionDeniedException):
    """A form that did not come from a page of ours, or from one of another session."""


def page_token(scope: HTTPScope) -> str:
    """A fresh masked token for a form in this answer; a visitor without a form cookie is given one."""
    pad = secrets.token_bytes(_SIZE)
    return base64.urlsafe_b64encode(pad + _xor(pad, _key(form_secret(scope)))).decode()


async def check_form(request: Request[Any, Any, Any]) -> None:
    """Keep the fields of a form from our own page for its handler; raises :class:`ForeignForm` for any other."""
    if request.method in _SAFE or request.scope["path_template"] in NO_FORMS:
        return
    _check_origin(request)
    form = await _read_form(request)
    secret = form_secret_or_none(request.scope)
    if secret is None or not _matches(form.get(FIELD, ""), _key(secret)):
        raise ForeignForm
    visit_of(request.scope).form = form


async def read_late_form(request: Request[Any, Any, Any], token: str) -> Mapping[str, str] | None:
    """The fields of a form from our own page of the session that had this token; None for any other."""
    _check_origin(request)
    form = await _read_form(request)
    return form if _matches(form.get(FIELD, ""), _key(token)) else None


async def _read_form(request: Request[Any, Any, Any]) -> Mapping[str, str]:
    """The fields, the first of each name. Not ``request.form()``: it keeps the last thousand bodies, passwords too.

    Whether ``step=check`` was sent or a button called ``step:check`` was pressed, the handler reads ``step: check``.
    """
    if request.content_type[0] != "application/x-www-form-urlencoded":
        return {}
    try:
        body = (await body_of(request)).decode()
        fields = parse_qsl(body, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:
        raise ClientException from None
    return dict(_field(name, value) for name, value in reversed(fields))


def _field(name: str, value: str) -> tuple[str, str]:
    """A field; a button says what it does in its name, ``step:check``, since lynx would draw its value as a word."""
    field, mark, told = name.partition(":")
    return (field, told) if mark else (name, value)


async def body_of(request: Request[Any, Any, Any]) -> bytes:
    """What was sent, for as long as nobody sends too slowly."""
    try:
        async with asyncio.timeout(LONGEST_SENDING):
            return await request.body()
    except (TimeoutError, InternalServerException):  # the last: the visitor has hung up
        raise ClientException from None


def own_origin(request: Request[Any, Any, Any]) -> str:
    """This site as its visitor's browser calls it: ``https://nenkin.example``."""
    scheme = "https" if settings_of(request).tls else "http"
    return f"{scheme}://{request.headers.get('host', '')}"


def _check_origin(request: Request[Any, Any, Any]) -> None:
    headers = request.headers
    if headers.get("sec-fetch-site", "same-origin") not in _OWN_SITES:
        raise ForeignForm
    own = own_origin(request)
    if headers.get("origin", own) != own:
        raise ForeignForm


def _key(secret: str) -> bytes:
    return hmac.digest(secret.encode(), b"csrf", "sha256")


def _matches(given: str, key: bytes) -> bool:
    try:
        raw = base64.b64decode(given, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return False
    return len(raw) == 2 * _SIZE and hmac.compare_digest(_xor(raw[:_SIZE], raw[_SIZE:]), key)


def _xor(one: bytes, other: bytes) -> bytes:
    return (int.from_bytes(one) ^ int.from_bytes(other)).to_bytes(_SIZE)
