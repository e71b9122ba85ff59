"""Registering with the id of the former service."""

from __future__ import annotations

from collections.abc import Mapping

from web.forms.register_old import FIRST_PASSWORD, OLD_ID, SECOND_PASSWORD
from web.forms.result import FieldError
from web.views.form_errors import message_for
from web.views.plain_form import Note, PlainFormView, Suggestion, form_frame
from web.views.question import Question
from web.views.register import BY_KEY, BY_OLD_ID, BY_POST, CRUMBS, password_questions


def old_view(values: Mapping[str, str], errors: tuple[FieldError, ...], suggestion: Suggestion) -> PlainFormView:
    """The form, as it opens or with what is wrong."""
    return PlainFormView(
        frame=form_frame("旧サービスをお使いだった方", errors, CRUMBS),
        heading="旧サービスのIDで登録する",
        action=BY_OLD_ID.link.url,
        button="登録する",
        lead=("いままでのIDは、そのまま使えます。2つあったパスワードは、新しい1つに変わります。",),
        errors=errors,
        questions=(
            Question(
                name=OLD_ID,
                label="旧サービスのID",
                hint="「!」や、大きい字と小さい字のちがいは、気にしなくてもかまいません。",
                value=values.get(OLD_ID, ""),
                error=message_for(errors, OLD_ID),
                autocomplete="username",
            ),
            _password(FIRST_PASSWORD, "旧サービスの1つ目のパスワード", errors),
            _password(SECOND_PASSWORD, "旧サービスの2つ目のパスワード", errors),
            *password_questions(errors),
        ),
        suggestion=suggestion,
        notes=(
            Note(
                "IDやパスワードがわからないとき",
                ("ほかの方法で、新しく登録できます。",),
                (BY_KEY.link, BY_POST.link),
            ),
        ),
    )


def wrong_old_id() -> tuple[FieldError, ...]:
    """The one answer when id and passwords do not belong together."""
    return (FieldError(OLD_ID, "IDと2つのパスワードの、どれかがちがいます。3つを確かめて、もう一度入力してください。"),)


def ended_old_id() -> tuple[FieldError, ...]:
    """The id has carried over before."""
    return (
        FieldError(OLD_ID, "このIDの登録は、もうすんでいます。ログインの画面から、新しいパスワードでお入りください。"),
    )


def _password(name: str, label: str, errors: tuple[FieldError, ...]) -> Question:
    return Question(
        name=name,
        label=label,
        hint="",
        value="",
        error=message_for(errors, name),
        type="password",
        autocomplete="current-password",
    )
