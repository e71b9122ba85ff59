"""The sign-in form: is something typed at all? Whether it is right is the service's question."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from web.forms.result import FieldError, FormResult

USER_ID = "user-id"
PASSWORD = "password"  # noqa: S105 - the name of a field
SHARED = "shared"  # 共用のパソコン
LONGEST_USER_ID = 64
LONGEST_PASSWORD = 1024  # far above any limit on passwords, so that an absurd one costs no hashing


def parse(data: Mapping[str, str]) -> FormResult:
    """User id with full-width letters and stray spaces mended; the password exactly as typed (NFC is the service's)."""
    user_id = unicodedata.normalize("NFKC", data.get(USER_ID, "")).strip()[:LONGEST_USER_ID]
    password = data.get(PASSWORD, "")
    errors = []
    if not user_id:
        errors.append(FieldError(USER_ID, "ユーザーIDを入力してください。"))
    if not password:
        errors.append(FieldError(PASSWORD, "パスワードを入力してください。"))
    elif len(password) > LONGEST_PASSWORD:
        errors.append(FieldError(PASSWORD, f"パスワードが長すぎます。{LONGEST_PASSWORD}文字までで入力してください。"))
    return FormResult({USER_ID: user_id, PASSWORD: password}, tuple(errors))
