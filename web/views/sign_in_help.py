"""What to do when one cannot get in."""

from __future__ import annotations

from dataclasses import dataclass

from web.views.frame import Frame, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInHelpView:
    """Everything stands in the template; ``phone`` is empty where none is set."""

    frame: Frame


def sign_in_help_view() -> SignInHelpView:
    """The ways back in."""
    return SignInHelpView(
        frame=Frame(
            title="ログインできないとき",
            announce="ログインできないときの、ご案内です。",
            breadcrumbs=(Link("ログイン", "/sign-in"),),
        )
    )
