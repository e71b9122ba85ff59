"""What an entry of the access log says in plain words: who, what, and for what reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from content.corrections import load_corrections
from web.forms.correction_steps import IDENTITY
from web.views.correction_words import evidence_names
from web.views.mandate_words import PAPER_REASONS, STOP_REASONS, papers_words
from web.views.office import CHECK_NAMES
from web.views.wording import receipt_number


class DetailFacts(Protocol):
    """What an entry says beyond its action."""

    @property
    def group(self) -> str:
        """What was read."""
        ...

    @property
    def inquiry(self) -> str:
        """The number of an inquiry."""
        ...

    @property
    def search(self) -> str:
        """The number of a search."""
        ...

    @property
    def correction(self) -> str:
        """The number of a request to correct the record."""
        ...

    @property
    def step(self) -> str:
        """The step that the request has taken."""
        ...

    @property
    def reason(self) -> str:
        """Why staff did it."""
        ...

    @property
    def papers(self) -> str:
        """Kinds of papers, separated by spaces."""
        ...

    @property
    def plain(self) -> str:
        """An older detail."""
        ...


class EntryFacts(Protocol):
    """An entry of a person's access log."""

    @property
    def position(self) -> int:
        """Its place in the log."""
        ...

    @property
    def happened_at(self) -> datetime:
        """When, in Japan's time."""
        ...

    @property
    def reader(self) -> str:
        """Self, helper, staff, service or nobody."""
        ...

    @property
    def name(self) -> str:
        """A helper's name."""
        ...

    @property
    def office(self) -> str:
        """The counter of staff."""
        ...

    @property
    def action(self) -> str:
        """What was done."""
        ...

    @property
    def detail(self) -> DetailFacts:
        """And more of it."""
        ...

    @property
    def mandate_with(self) -> str:
        """The helper of the mandate it is about."""
        ...


@dataclass(frozen=True, slots=True)
class ActWords:
    """An entry in words; ``notes`` are reason and papers where staff acted."""

    who: str
    what: str
    notes: tuple[str, ...]


def act_words(entry: EntryFacts) -> ActWords:
    """The words of an entry. What has no words of its own is still named as an act on the record."""
    said = _ACTS.get(entry.action)
    what = said(entry) if callable(said) else said
    return ActWords(_who(entry), what or "あなたの記録について、手続きをしました。", tuple(_notes(entry.detail)))


def _who(entry: EntryFacts) -> str:
    if entry.action == "lock" and entry.reader == "self":
        return "このサービス"  # it stops the sign-in; who tried is not known
    match entry.reader:
        case "self":
            return "ご本人"
        case "helper":
            return f"代理の方（{entry.name}さん）" if entry.name else "代理の方"
        case "staff":
            return f"{entry.office}の職員" if entry.office else "窓口の職員"
        case "service":
            return "このサービス"
    return "だれかは、わかりません"


def _notes(detail: DetailFacts) -> list[str]:
    reason = _REASONS.get(detail.reason)
    papers = _papers_words(detail.papers.split())
    return [*([f"理由：{reason}"] if reason else []), *([f"確かめた書類：{papers}"] if papers else [])]


def _papers_words(papers: Sequence[str]) -> str:
    """Papers of a mandate, of an identity check, and evidence, each kind in its order."""
    identities = (name for kind, name in CHECK_NAMES.items() if f"{IDENTITY}-{kind}" in papers)
    evidence = evidence_names(kind for kind in load_corrections().evidence if kind in papers)
    return "、".join(name for name in (papers_words(papers), *identities, *evidence) if name)


def _read(entry: EntryFacts) -> str:
    return _READINGS.get(entry.detail.group or entry.detail.plain, "あなたの記録を見ました。")


def _sign_in(entry: EntryFacts) -> str:
    return f"{entry.detail.plain}から、ログインしました。" if entry.detail.plain else "ログインしました。"


def _sign_in_new_device(entry: EntryFacts) -> str:
    device = f"（{entry.detail.plain}）" if entry.detail.plain else ""
    return f"これまでに使っていない機器{device}から、ログインしました。"


def _give(entry: EntryFacts) -> str:
    if entry.reader == "staff":
        return f"紙の委任状を受け付け、{entry.mandate_with}さんを代理の方にしました。"
    return f"{entry.mandate_with}さんを、代理の方にしました。"


def _withdraw(entry: EntryFacts) -> str:
    return f"{entry.mandate_with}さんへの委任を取り消しました。"


def _ask(entry: EntryFacts) -> str:
    return f"この記録について、たずねました。受付番号は{receipt_number(entry.detail.inquiry)}です。"


def _take_up(entry: EntryFacts) -> str:
    return f"受付番号{receipt_number(entry.detail.inquiry)}のお問い合わせを、調べはじめました。"


def _search(entry: EntryFacts) -> str:
    what = "亡くなった方の記録" if entry.detail.group == "deceased" else "持ち主不明記録"
    return f"{what}をさがしました。受付番号は{receipt_number(entry.detail.search)}です。"


def _search_refused(entry: EntryFacts) -> str:
    what = "亡くなった方の記録" if entry.detail.group == "deceased" else "持ち主不明記録"
    return f"{what}をさがそうとしましたが、1日の回数をこえていたため、調べませんでした。"


def _correction(entry: EntryFacts) -> str:
    return f"受付番号{receipt_number(entry.detail.correction)}の{_CORRECTION_ACTS[entry.action]}"


def _step_correction(entry: EntryFacts) -> str:
    went_on = _STEPS.get(entry.detail.step, "先に進めました。")
    return f"受付番号{receipt_number(entry.detail.correction)}の記録の訂正の相談を、{went_on}"


def _settle_conflict(entry: EntryFacts) -> str:
    return _SETTLED.get(entry.detail.step, "届いた内容と、訂正した内容とのちがいを確かめました。")


def _answer(entry: EntryFacts) -> str:
    return f"受付番号{receipt_number(entry.detail.inquiry)}のお問い合わせに、答えました。"


_CORRECTION_ACTS: Mapping[str, str] = {
    "prepare-correction": "記録の訂正の相談を、準備しました。",
    "change-correction": "記録の訂正の相談を、書きなおしました。",
    "withdraw-correction": "記録の訂正の相談を、取り下げました。",
    "delete-correction": "記録の訂正の相談を、消しました。",
    "correct": "記録の訂正の相談で決まったとおりに、年金記録を訂正しました。",
}
_STEPS: Mapping[str, str] = {
    "received": "受け付けました。",
    "under_review": "調べはじめました。",
    "papers_asked": "調べるために、書類をお願いしました。",
    "decided": "どうするか、決めました。",
    "record_updated": "記録に反映しました。",
    "notified": "終え、結果をお知らせしました。",
    "withdrawn": "取り下げとして終えました。",
}
_SETTLED: Mapping[str, str] = {
    "kept": "届いた内容に訂正した内容をあわせて、年金記録を新しくしました。",
    "taken": "年金記録を、届いた内容にしました。前の訂正は、この記録には入っていません。",
    "rejected": "届いた内容がまちがっていたため、反映しないことにしました。年金記録は、いまのままです。",
    "waiting": "訂正した内容とちがうところを確かめました。まだ確認を続けます。",
}
_READINGS: Mapping[str, str] = {
    "records": "年金記録を見ました。",
    "checks": "ご確認いただきたい項目を見ました。",
    "recall": "思い出すお手伝いと、その答えを見ました。",
    "history": "私の履歴整理表を見ました。",
    "money": "納めた額か、納められる月を見ました。",
    "name": "番号とお名前を確かめました。",
    "inquiry-text": "お問い合わせの内容を読みました。",
    "search": "持ち主不明記録の検索で見つかった候補を見ました。",
    "corrections": "記録の訂正の相談を見ました。",
    "correction": "記録の訂正の相談と、そのもとになる年金記録を見ました。",
    "correction-conflict": "年金記録と、新しく届いた内容とのちがいを見ました。",
}
_REASONS: Mapping[str, str] = {
    "visit": "窓口で、記録をお調べするため",
    "inquiry": "お問い合わせに答えるため",
    "mandate": "委任状の手続きのため",
    "search-visit": "受付番号を持って、窓口に来られたため",
    "search-phone": "受付番号について、電話でおたずねがあったため",
    "search-letter": "受付番号について、手紙でおたずねがあったため",
    "correction": "記録の訂正の相談を調べるため",
    "correction-conflict": "届いた内容が、訂正した内容とちがうため",
    **PAPER_REASONS,
    **STOP_REASONS,
}
_ACTS: Mapping[str, str | Callable[[EntryFacts], str]] = {
    "read": _read,
    "sign-in": _sign_in,
    "sign-in-new-device": _sign_in_new_device,
    "sign-out": "ログアウトしました。",
    "sign-out-of": "ほかの機器を、ログアウトさせました。",
    "lock": "まちがいが続いたため、ログインを止めました。",
    "unlock": "止まっていたログインを、また使えるようにしました。",
    "change-password": "パスワードを変えました。",
    "code-on": "ログインのときに、確認コードを使うようにしました。",
    "code-off": "ログインのときに、確認コードを使わないようにしました。",
    "new-recovery-codes": "予備のコードを新しくしました。",
    "use-recovery-code": "予備のコードを使いました。",
    "close-account": "ユーザーIDを使えないようにしました。",
    "issue-key": "アクセスキーを作りました。",
    "register": "利用の登録をしました。",
    "renew-access": "登録をやりなおし、パスワードを新しくしました。",
    "make-letter": "登録のための手紙を作りました。",
    "see-letter": "登録のための手紙を、印刷のために開きました。",
    "post-letters": "登録のための手紙を、郵便で送りました。",
    "carry-over": "前のサービスのIDを引き継げるようにしました。",
    "notice": "定期便の見込額を計算しました。",
    "add-account": "このサービスを使えるようにしました。",
    "import": "年金記録を、新しい内容にしました。",
    "import-waits": "新しい内容が届きましたが、訂正した内容とちがうため、まだ反映していません。職員が確かめます。",
    "settle-conflict": _settle_conflict,
    "mark": "確かめた項目に、印をつけました。",
    "unmark": "項目の印を取り消しました。",
    "give-mandate": _give,
    "withdraw-mandate": _withdraw,
    "ask": _ask,
    "take-up": _take_up,
    "answer": _answer,
    "recall": "思い出すお手伝いの質問に、答えはじめました。",
    "forget-recall": "思い出すお手伝いの答えを、消しました。",
    "search": _search,
    "search-refused": _search_refused,
    "add-life-event": "私の履歴整理表に、書き足しました。",
    "change-life-event": "私の履歴整理表を、書きなおしました。",
    "delete-life-event": "私の履歴整理表から、ひとつ消しました。",
    "delete-history": "私の履歴整理表を、すべて消しました。",
    **dict.fromkeys(_CORRECTION_ACTS, _correction),
    "step-correction": _step_correction,
    "save-scenario": "試算の条件を残しました。",
    "rename-scenario": "残した試算の名前を変えました。",
    "delete-scenario": "残した試算を消しました。",
}
