"""When something does not work: what happened, why, and what to do now."""

from __future__ import annotations

from dataclasses import dataclass

from web.views.frame import Frame, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorView:
    """An error as a screen or, for a partial request, as a notice. ``links`` lead on; there is always one."""

    frame: Frame
    status: int
    heading: str
    why: str
    next_step: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    heading: str
    why: str
    next_step: str


_WORDS = {
    400: _Words(
        "送られた内容を読み取れませんでした",
        "アドレスか、送られた内容が途中で切れたり、変わったりしたようです。",
        "前のページにもどり、もう一度お試しください。",
    ),
    403: _Words(
        "この操作は受け付けられませんでした",
        "画面を開いてから時間がたったか、別の画面でログインやログアウトをしたため、安全のために止めました。記録は変わっていません。",
        "前のページを開きなおして、もう一度お試しください。"
        "くり返すときは、ブラウザーの設定で、クッキー（Cookie）を使えるようにしてください。",
    ),
    404: _Words(
        "ページが見つかりません",
        "アドレスがまちがっているか、ページがなくなった可能性があります。",
        "アドレスを確かめるか、次のページからお進みください。",
    ),
    405: _Words(
        "この開きかたはできません",
        "このアドレスは、画面のボタンから進むときにだけ使うものです。",
        "次のページからお進みください。",
    ),
    413: _Words(
        "送られた内容が大きすぎます",
        "一度に受け取れる大きさをこえていました。何も保存していません。",
        "内容を短くして、もう一度お試しください。",
    ),
    422: _Words(
        "入力された内容を受け付けられませんでした",
        "入力に、足りないところか、読み取れないところがありました。何も保存していません。",
        "前のページにもどり、内容を確かめて、もう一度お試しください。",
    ),
    429: _Words(
        "しばらく時間をおいてください",
        "短い時間に何度も操作があったため、安全のために止めています。",
        "数分たってから、もう一度お試しください。",
    ),
    500: _Words(
        "申し訳ありません。うまく動きませんでした",
        "こちらの仕組みに問題がありました。あなたの操作のせいではありません。年金の記録は変わっていません。",
        "少し時間をおいて、もう一度お試しください。続くときは、お電話か窓口でお知らせください。",
    ),
    503: _Words(
        "ただいま、こみあっているか、手入れをしています",
        "今は記録を読み書きできません。保存できなかったものはありますが、年金の記録は変わっていません。",
        "数分たってから、もう一度お試しください。",
    ),
}
STATUSES = tuple(_WORDS)


TOP = Link("トップページへ", "/")


def error_view(status: int, *, home: Link = TOP, sentence: str = "", links: tuple[Link, ...] = ()) -> ErrorView:
    """The screen of a status; an unlisted one borrows 400's or 500's words. ``sentence`` replaces the general why."""
    words = _WORDS.get(status) or _WORDS[500 if status >= 500 else 400]
    return _view(status, _Words(words.heading, sentence or words.why, words.next_step), (*links, home))


def not_covered_view(name: str) -> ErrorView:
    """What a helper sees who asks for more than the mandate covers; ``name`` is the person's."""
    words = _Words(
        "この画面は、代わりには見られません",
        f"{name}さんからの委任に、この画面は入っていません。",
        "ご自分の画面を見るときは、上の「代わりに見るのをやめる」を押してください。",
    )
    return _view(403, words, (Link("代わりに見る方の一覧へ", "/helping"),))


def own_channel_view() -> ErrorView:
    """What the staff read in place of amounts paid and estimates (S24, S27)."""
    words = _Words(
        "この画面は、窓口では表示しません",
        "納めた額と年金の見込額は、ご本人だけが見られる画面です。窓口では、年金の記録だけを表示します。",
        "お客さまには、ご自宅などで、ご本人がログインして見られることをお伝えください。",
    )
    return _view(403, words, (TOP,))


def stopped_view() -> ErrorView:
    """What staff read who have opened too many people's records (A4)."""
    words = _Words(
        "このアカウントは、いま止まっています",
        "1時間のあいだに60人の記録を開いたため、お客さまの記録を守るために、自動で止めました。",
        "責任者か管理者に、開いた理由を伝えてください。理由を確かめたあと、また使えるようになります。",
    )
    return _view(403, words, (TOP,))


def _view(status: int, words: _Words, links: tuple[Link, ...]) -> ErrorView:
    return ErrorView(
        frame=Frame(title=words.heading, announce=f"{words.heading}。"),
        status=status,
        heading=words.heading,
        why=words.why,
        next_step=words.next_step,
        links=links,
    )
