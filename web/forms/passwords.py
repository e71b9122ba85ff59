"""Forms that ask for passwords and codes: is everything typed, and twice the same?"""

from __future__ import annotations

from collections.abc import Mapping

from web.forms.result import FieldError, FormResult
from web.forms.sign_in import LONGEST_PASSWORD, PASSWORD

CODE = "code"
NEW_PASSWORD = "password-new"  # noqa: S105 - the name of a field
NEW_PASSWORD_AGAIN = "password-again"  # noqa: S105 - the name of a field
LONGEST_CODE = 64


def parse_code(data: Mapping[str, str]) -> FormResult:
    """A one-time code or a recovery code as it was typed."""
    code = data.get(CODE, "").strip()[:LONGEST_CODE]
    errors = () if code else (FieldError(CODE, "確認コードを入力してください。"),)
    return FormResult({CODE: code}, errors)


def parse_password(data: Mapping[str, str]) -> FormResult:
    """The present password, exactly as typed."""
    password = data.get(PASSWORD, "")
    errors = [] if password else [FieldError(PASSWORD, "いまのパスワードを入力してください。")]
    return FormResult({PASSWORD: password}, (*errors, *_too_long(PASSWORD, password)))


def parse_password_and_code(data: Mapping[str, str]) -> FormResult:
    """Both."""
    password, code = parse_password(data), parse_code(data)
    return FormResult({**password.values, **code.values}, (*password.errors, *code.errors))


def parse_new_password(data: Mapping[str, str], *, asks_present: bool) -> FormResult:
    """A new password, twice, and the present one where it is asked for. Whether it is fit is the service's question."""
    present = parse_password(data) if asks_present else FormResult({PASSWORD: ""})
    new, again = data.get(NEW_PASSWORD, ""), data.get(NEW_PASSWORD_AGAIN, "")
    errors = list(present.errors)
    if not new:
        errors.append(FieldError(NEW_PASSWORD, "新しいパスワードを入力してください。"))
    elif new != again:
        sentence = "上の新しいパスワードとちがいます。同じものを、もう一度入力してください。"
        errors.append(FieldError(NEW_PASSWORD_AGAIN, sentence))
    return FormResult({**present.values, NEW_PASSWORD: new}, (*errors, *_too_long(NEW_PASSWORD, new)))


def _too_long(field: str, password: str) -> tuple[FieldError, ...]:
    if len(password) <= LONGEST_PASSWORD:
        return ()
    return (FieldError(field, f"パスワードが長すぎます。{LONGEST_PASSWORD}文字までで入力してください。"),)
