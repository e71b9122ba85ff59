"""What a page says of the errors of its form."""

from __future__ import annotations

from web.forms.result import FieldError
from web.views.form_errors import announcement

_SLIP = FieldError("user-id", "入力してください。")
_LOCK = FieldError("user-id", "あとでお試しください。", may_mend=False)


def test_the_ear_is_told_how_much_is_to_mend_and_when_nothing_is() -> None:
    assert announcement((), "ログインの画面です。") == "ログインの画面です。"
    assert announcement((_SLIP, _SLIP), "") == "入力に誤りが2件あります。"
    assert announcement((_LOCK,), "") == "いまは、受け付けられません。"
