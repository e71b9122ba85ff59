"""The form for holders of the former service: the id, its two passwords, and the one that replaces them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from web.forms.fields import found, typed
from web.forms.passwords import NEW_PASSWORD, parse_new_password
from web.forms.result import FieldError
from web.forms.sign_in import LONGEST_PASSWORD

OLD_ID = "old-id"
FIRST_PASSWORD = "old-password-one"  # noqa: S105 - the name of a field
SECOND_PASSWORD = "old-password-two"  # noqa: S105 - the name of a field
_NAMES = {FIRST_PASSWORD: "1つ目のパスワード", SECOND_PASSWORD: "2つ目のパスワード"}


@dataclass(frozen=True, slots=True, kw_only=True)
class OldForm:
    """What was typed; only the id is shown again."""

    values: Mapping[str, str]
    first_password: str
    second_password: str
    password: str
    errors: tuple[FieldError, ...]


def parse(data: Mapping[str, str]) -> OldForm:
    """The form as typed; old passwords exactly as they are."""
    old_id = typed(data, OLD_ID)
    new_password = parse_new_password(data, asks_present=False)
    return OldForm(
        values={OLD_ID: old_id},
        first_password=data.get(FIRST_PASSWORD, ""),
        second_password=data.get(SECOND_PASSWORD, ""),
        password=new_password.values[NEW_PASSWORD],
        errors=(
            *found(
                None if old_id else FieldError(OLD_ID, "旧サービスのIDを入力してください。"),
                _missing(data, FIRST_PASSWORD),
                _missing(data, SECOND_PASSWORD),
            ),
            *new_password.errors,
        ),
    )


def _missing(data: Mapping[str, str], name: str) -> FieldError | None:
    password = data.get(name, "")
    if not password:
        return FieldError(name, f"旧サービスの{_NAMES[name]}を入力してください。")
    if len(password) > LONGEST_PASSWORD:
        return FieldError(name, f"旧サービスの{_NAMES[name]}が長すぎます。もう一度ご確認ください。")
    return None
