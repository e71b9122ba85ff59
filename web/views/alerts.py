"""Signs of intrusion, for the administrator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from web.views.frame import Frame, Link
from web.views.office import ALERTS, UNLOCK
from web.views.staff_stops import STOPS
from web.views.wording import in_fours, moment_words


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertLine:
    """One sign: what it is, whose, when, what to do. ``alert_id`` is empty for one that was seen."""

    alert_id: str
    heading: str
    subject: str
    times: str
    when: str
    what_to_do: str
    link: Link | None
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertsView:
    """The open ones first."""

    frame: Frame
    lead: str
    open: tuple[AlertLine, ...]
    seen: tuple[AlertLine, ...]
    links: tuple[Link, ...]


class OwnerFacts(Protocol):
    """Whose account it is."""

    @property
    def user_id(self) -> str:
        """Of everybody."""
        ...

    @property
    def office(self) -> str:
        """Of staff; empty for citizens, whose names are not told here."""
        ...

    @property
    def name(self) -> str:
        """Told of staff only."""
        ...


# by the names of services.watch.Rule: what it is, and what to do
RULE_WORDS = {
    "sign-in-burst": (
        "パスワードのまちがいが、急にふえています",
        "多くの場所からの攻撃かもしれません。中継のサーバーで、接続の数をしぼってください。",
    ),
    "spraying": (
        "ひとつの場所から、いろいろなユーザーIDが試されています",
        "心当たりのない場所なら、中継のサーバーで、この場所からの接続を止めてください。",
    ),
    "code-guessing": (
        "確認コードのまちがいが続いています",
        "パスワードが知られているおそれがあります。持ち主に、パスワードを変えるよう伝えてください。",
    ),
    "key-guessing": (
        "ひとつの場所から、アクセスキーが何度も試されています",
        "心当たりのない場所なら、中継のサーバーで、この場所からの接続を止めてください。",
    ),
    "key-guessing-everywhere": (
        "アクセスキーのまちがいが、急にふえています",
        "攻撃かもしれません。接続の記録を確かめ、必要なら登録の受け付けを止めてください。",
    ),
    "denied-objects": (
        "見てはいけないものや、ないものを、何度も開こうとしています",
        "職員のアカウントなら、本人に確かめてください。心当たりがなければ、すぐにこのアカウントを止めるよう、"
        "運用の担当者に頼んでください。",
    ),
    "counter-volume": (
        "窓口で、1時間に30人以上の記録が開かれています",
        "責任者に知らせ、開いた理由を確かめてもらってください。60人になると、自動で止まります。",
    ),
    "counter-unusual": (
        "窓口で、その職員のふだんの3倍以上の人の記録が開かれています",
        "責任者に知らせ、開いた理由を確かめてもらってください。",
    ),
    "counter-stopped": (
        "1時間に60人の記録が開かれ、職員のアカウントが止まりました",
        "本人に、開いた理由を確かめてください。理由がはっきりしたら、また使えるようにします。",
    ),
    "night-use": (
        "職員のアカウントが、決められた時間の外に使われました",
        "本人に確かめてください。心当たりがなければ、すぐにこのアカウントを止めるよう、運用の担当者に頼んでください。",
    ),
    "staff-elsewhere": (
        "職員のアカウントが、決められた場所の外から使われました",
        "本人に確かめてください。心当たりがなければ、すぐにこのアカウントを止めるよう、運用の担当者に頼んでください。",
    ),
    "staff-locked": (
        "職員のアカウントが、まちがいが続いて止まりました",
        "本人に確かめてから、もう一度使えるようにしてください。",
    ),
    "broken-chain": (
        "監査記録が、書きかえられています",
        "すぐに責任者に知らせ、データベースの控えと見くらべてください。",
    ),
    "many-searches": (
        "ひとつのアカウントが、持ち主不明記録の検索を、1日に何度も試しました",
        "名前を次々に試しているおそれがあります。アクセス記録と、調べた相手の数を確かめてください。",
    ),
    "many-people-sought": (
        "ひとつのアカウントが、1か月のうちに、多くの人の持ち主不明記録をさがしました",
        "名簿を使って試しているおそれがあります。続きがらと調べたわけを、本人に確かめてください。",
    ),
    "import-out-of-hours": (
        "決められた時間の外に、月次の記録が取り込まれました",
        "運用の担当者に確かめてください。心当たりがなければ、取り込む前の控えと見くらべてください。",
    ),
    "content-policy": (
        "画面の中に、このサービスのものでない部品があると、ブラウザーが知らせてきました",
        "ほとんどは、利用者のブラウザーの追加機能のせいです。急にふえたときは、置いてあるファイルが変えられていないか"
        "確かめてください。",
    ),
}
_LINKS = {"staff-locked": UNLOCK, "counter-stopped": STOPS}
_SUBJECTS = {
    "account": "アカウント",
    "address": "場所（アドレス）",
    "record": "記録",
    "batch": "取り込み",
    "policy": "きまりと種類",
}


def alert_line(
    *,
    alert_id: int,
    rule: str,
    subject: str,
    times: int,
    first_at: datetime,
    last_at: datetime,
    seen_at: datetime | None,
    owner: OwnerFacts | None = None,
) -> AlertLine:
    """One sign in words; times are in the zone they are to be read in, ``owner`` is whose account it is about."""
    heading, what_to_do = RULE_WORDS[rule]
    when = moment_words(first_at)
    if last_at != first_at:
        when = f"{when}から、{moment_words(last_at)}まで"
    return AlertLine(
        alert_id="" if seen_at else str(alert_id),
        heading=heading,
        subject=_owner_words(owner) if owner else _subject_words(subject),
        times=f"{times:,}回",
        when=when,
        what_to_do=what_to_do,
        link=None if seen_at else _LINKS.get(rule),
        seen=f"{moment_words(seen_at)}に確かめました。" if seen_at else "",
    )


def alerts_view(lines: tuple[AlertLine, ...]) -> AlertsView:
    """The screen."""
    waiting = tuple(line for line in lines if line.alert_id)
    lead = f"確かめていない兆しが、{len(waiting)}件あります。" if waiting else "確かめていない兆しは、ありません。"
    return AlertsView(
        frame=Frame(title=ALERTS.label, announce=lead),
        lead=lead,
        open=waiting,
        seen=tuple(line for line in lines if not line.alert_id),
        links=(UNLOCK, STOPS),
    )


def _owner_words(owner: OwnerFacts) -> str:
    staff = f"（{owner.office}　{owner.name}）" if owner.office else ""
    return f"ユーザーID {in_fours(owner.user_id)}{staff}"


def _subject_words(subject: str) -> str:
    kind, _, name = subject.partition(":")
    return f"{_SUBJECTS[kind]} {name}" if name else "全体"
