"""The account: how one gets in, and where one is in now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from web.views.frame import Frame, Link
from web.views.office import ALERTS, UNLOCK
from web.views.staff_stops import STOPS
from web.views.wording import HOW_TO_TYPE, date_words, in_fours, moment_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One thing of the account: how it stands, and the way to change it."""

    heading: str
    state: str
    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountView:
    """``notice`` answers the act that led here, empty for none."""

    frame: Frame
    notice: str
    user_id: str
    how_to_type: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceLine:
    """One browser; ``handle`` is empty for the one in use."""

    words: str
    signed_in: str
    last_seen: str
    handle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DevicesView:
    """Every browser in which the account is signed in, the one in use first."""

    frame: Frame
    notice: str
    devices: tuple[DeviceLine, ...]


_NOTICES = {
    "password": "パスワードを変えました。ほかの機器では、ログアウトしました。",
    "code-off": "確認コードを使わないようにしました。ほかの機器では、ログアウトしました。",
    "signed-out-of": "選んだ機器で、ログアウトしました。",
    "signed-out-of-others": "ほかのすべての機器で、ログアウトしました。",
}
_CODE_ON = "使っています。"
_CODE_OFF = "使っていません。使うと、パスワードを人に知られても、入られにくくなります。"
DEVICES = Link("ログイン中の機器", "/account/devices")


# what stands behind an account beside the way in, by role
_LOG = Section(
    heading="アクセス記録",
    state="あなたの記録を、いつ、だれが、何のために見たかを書いています。",
    link=Link("アクセス記録を見る", "/account/access-log"),
)
_HELPERS = Section(
    heading="代理の方",
    state="ご家族などに、あなたの記録を代わりに見てもらうことができます。",
    link=Link("代理の方を決める、取り消す", "/account/helpers"),
)
_HELPING = Section(
    heading="代わりに見る",
    state="頼まれた方の記録を、代わりに見ることができます。",
    link=Link("代わりに見る方をえらぶ", "/helping"),
)
_PAPERS = Section(
    heading="紙の委任状",
    state="窓口で受け付けた委任状を登録します。委任をすべて止めることもできます。",
    link=Link("紙の委任状を登録する", "/counter/office/mandates"),
)
_INQUIRIES = Section(
    heading="アクセス記録のお問い合わせ",
    state="「この記録はおかしい」というお問い合わせに答えます。",
    link=Link("お問い合わせを見る", "/counter/office/inquiries"),
)
_STOPS = Section(
    heading=STOPS.label,
    state="多くの人の記録を開いて自動で止まったアカウントを、確かめてから使えるようにします。",
    link=Link("止まっているアカウントを見る", STOPS.url),
)
_ALERTS = Section(
    heading=ALERTS.label,
    state="不正アクセスかもしれない動きと、次にすることを書いています。",
    link=Link("兆しを見る", ALERTS.url),
)
_UNLOCK = Section(
    heading=UNLOCK.label,
    state="まちがいが続いて止まった職員のログインを、また使えるようにします。",
    link=UNLOCK,
)
_BY_ROLE: Mapping[str, tuple[Section, ...]] = {
    "citizen": (_LOG, _HELPERS, _HELPING),
    "officer": (_PAPERS, _INQUIRIES),
    "supervisor": (_INQUIRIES, _STOPS),
    "administrator": (_ALERTS, _UNLOCK, _STOPS),
}


def account_view(
    *,
    user_id: str,
    role: str,
    changed_at: datetime,
    change_by: datetime | None,
    has_code: bool,
    codes_left: int,
    done: str = "",
) -> AccountView:
    """The sections; ``done`` names the act that led here. Times are in the zone they are to be read in."""
    changed = f"{date_words(changed_at.date())}に決めました。"
    by = f"{date_words(change_by.date())}までに、変えてください。" if change_by else ""
    sections = [
        Section(heading="パスワード", state=changed + by, link=Link("パスワードを変える", "/account/password")),
        Section(
            heading="確認コード",
            state=_CODE_ON if has_code else _CODE_OFF,
            link=Link("確認コードを見る" if has_code else "確認コードを使う", "/account/one-time-code"),
        ),
    ]
    if has_code:
        state = f"あと{codes_left}個、使えます。" if codes_left else "使えるものがありません。新しく作ってください。"
        sections.append(
            Section(heading="予備のコード", state=state, link=Link("予備のコードを作る", "/account/recovery-codes"))
        )
    state = "いま、どの機器でログインしているかを見られます。ここから、ほかの機器をログアウトできます。"
    sections.append(Section(heading=DEVICES.label, state=state, link=Link("ログイン中の機器を見る", DEVICES.url)))
    return AccountView(
        frame=Frame(title="アカウント", announce=_NOTICES.get(done, "アカウントの画面です。")),
        notice=_NOTICES.get(done, ""),
        user_id=in_fours(user_id),
        how_to_type=HOW_TO_TYPE,
        sections=(*sections, *_BY_ROLE.get(role, ())),
    )


def device_line(*, words: str, signed_in_at: datetime, last_seen_at: datetime, handle: str) -> DeviceLine:
    """One line; times are in the zone they are to be read in."""
    return DeviceLine(
        words=words, signed_in=moment_words(signed_in_at), last_seen=moment_words(last_seen_at), handle=handle
    )


def devices_view(devices: tuple[DeviceLine, ...], *, done: str = "") -> DevicesView:
    """The list; ``done`` names the act that led here."""
    return DevicesView(
        frame=Frame(
            title=DEVICES.label,
            announce=_NOTICES.get(done, "ログイン中の機器の一覧です。"),
            breadcrumbs=(Link("アカウント", "/account"),),
        ),
        notice=_NOTICES.get(done, ""),
        devices=devices,
    )
