"""Signs of intrusion, for the administrator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from web.views.frame import Frame
from web.views.wording import moment_words


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertLine:
    """One sign: what it is, whose, when, what to do. ``alert_id`` is empty for one that was seen."""

    alert_id: str
    heading: str
    subject: str
    times: str
    when: str
    what_to_do: str
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertsView:
    """The open ones first."""

    frame: Frame
    lead: str
    open: tuple[AlertLine, ...]
    seen: tuple[AlertLine, ...]


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
        "職員のアカウントなら、本人に確かめてください。監査記録で、何を開いたかを調べられます。",
    ),
    "counter-volume": (
        "窓口で開いた記録の数が、ふだんより多くなっています",
        "責任者が、開いた理由を確かめてください。",
    ),
    "staff-elsewhere": (
        "職員のアカウントが、決められた場所の外から使われました",
        "本人に確かめてください。心当たりがなければ、すぐにこのアカウントを止めてください。",
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
}
_SUBJECTS = {"account": "アカウント", "address": "場所（アドレス）", "record": "記録"}


def alert_line(
    *,
    alert_id: int,
    rule: str,
    subject: str,
    times: int,
    first_at: datetime,
    last_at: datetime,
    seen_at: datetime | None,
) -> AlertLine:
    """One sign in words; times are in the zone they are to be read in."""
    heading, what_to_do = RULE_WORDS[rule]
    when = moment_words(first_at)
    if last_at != first_at:
        when = f"{when}から、{moment_words(last_at)}まで"
    return AlertLine(
        alert_id="" if seen_at else str(alert_id),
        heading=heading,
        subject=_subject_words(subject),
        times=f"{times:,}回",
        when=when,
        what_to_do=what_to_do,
        seen=f"{moment_words(seen_at)}に確かめました。" if seen_at else "",
    )


def alerts_view(lines: tuple[AlertLine, ...]) -> AlertsView:
    """The screen."""
    waiting = tuple(line for line in lines if line.alert_id)
    lead = f"確かめていない兆しが、{len(waiting)}件あります。" if waiting else "確かめていない兆しは、ありません。"
    return AlertsView(
        frame=Frame(title="不正アクセスの兆し", announce=lead),
        lead=lead,
        open=waiting,
        seen=tuple(line for line in lines if not line.alert_id),
    )


def _subject_words(subject: str) -> str:
    kind, _, name = subject.partition(":")
    return f"{_SUBJECTS[kind]} {name}" if name else "全体"
