"""The officer's form for opening a lock."""

from __future__ import annotations

from collections.abc import Mapping

from web.forms.fields import typed
from web.forms.result import FieldError, FormResult

USER_ID = "locked-user-id"
CHECK = "identity-check"


def parse(data: Mapping[str, str], checks: frozenset[str]) -> FormResult:
    """Whose lock, and what was seen; ``checks`` are the kinds of papers that count."""
    user_id, check = typed(data, USER_ID), typed(data, CHECK)
    errors = []
    if not user_id:
        errors.append(FieldError(USER_ID, "ユーザーIDを入力してください。"))
    if check not in checks:
        errors.append(FieldError(CHECK, "本人確認に使った書類を選んでください。"))
    return FormResult({USER_ID: user_id, CHECK: check}, tuple(errors))
