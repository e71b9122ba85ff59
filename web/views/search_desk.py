"""The officer's desk for searches: the number that somebody has brought, and the candidates of that search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from pension.calendar import YearMonth
from pension.matching import Match
from pension.unlinked import Sought, UnlinkedRecord
from web.forms.result import FieldError
from web.forms.search_desk import NUMBER, REASON
from web.views.choices import Question as Choice
from web.views.choices import question as choice
from web.views.form_errors import announcement, message_for, title_with
from web.views.frame import Frame
from web.views.office import DESK
from web.views.question import Question
from web.views.unlinked_words import PURPOSES, RELATIONSHIPS, SEX_NAMES, TITLES
from web.views.wording import SCHEME_NAMES, date_words, full_range_words, moment_words, receipt_number

SEARCH_REASONS: Mapping[str, str] = {
    "search-visit": "窓口に来られた",
    "search-phone": "電話でのおたずね",
    "search-letter": "手紙でのおたずね",
}
_STEP_NAMES = {"1": "第1段階", "2a": "第2段階（前半）", "2b": "第2段階（後半）", "3": "第3段階"}


class CandidateFacts(Protocol):
    """A record that may be the one."""

    @property
    def record(self) -> UnlinkedRecord:
        """What stands in it."""
        ...

    @property
    def match(self) -> Match:
        """Why it may be."""
        ...


class OpenSearchFacts(Protocol):
    """A search that was opened."""

    @property
    def number(self) -> str:
        """Eight digits."""
        ...

    @property
    def person_name(self) -> str:
        """Who has searched."""
        ...

    @property
    def kind(self) -> str:
        """own or deceased."""
        ...

    @property
    def purpose(self) -> str:
        """What for."""
        ...

    @property
    def relationship(self) -> str:
        """What the searcher is to the deceased, empty for an own search."""
        ...

    @property
    def sought(self) -> Sought:
        """For whom."""
        ...

    @property
    def searched_at(self) -> datetime:
        """In Japan's time."""
        ...

    @property
    def candidates(self) -> Sequence[CandidateFacts]:
        """The nearest first."""
        ...


@dataclass(frozen=True, slots=True)
class CandidateCard:
    """One candidate: which of them, how near it is, and what stands in it."""

    heading: str
    nearness: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OpenSearchCard:
    """The opened search and its candidates; ``lead`` counts them."""

    heading: str
    facts: tuple[tuple[str, str], ...]
    lead: str
    candidates: tuple[CandidateCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDeskView:
    """The form, and above it the search that was opened by it."""

    frame: Frame
    errors: tuple[FieldError, ...]
    number: Question
    reason: Choice
    opened: OpenSearchCard | None


def search_desk_view(
    values: Mapping[str, str],
    labels: Mapping[str, str],
    errors: tuple[FieldError, ...] = (),
    opened: OpenSearchFacts | None = None,
) -> SearchDeskView:
    """The desk; ``labels`` name what may differ in a record. Once a search is opened the form is empty."""
    title = "持ち主不明記録の候補"
    return SearchDeskView(
        frame=Frame(
            title=title_with(errors, title),
            announce=announcement(errors, _announcement(opened) if opened else f"{title}の画面です。"),
            breadcrumbs=(DESK,),
        ),
        errors=errors,
        number=Question(
            name=NUMBER,
            label="受付番号（8けた）",
            hint="ご本人が画面や紙でお持ちの番号です。例：1234-5678",
            value="" if opened else values.get(NUMBER, ""),
            error=message_for(errors, NUMBER),
            inputmode="numeric",
        ),
        reason=choice(
            REASON,
            "見る理由",
            SEARCH_REASONS,
            () if opened else (values.get(REASON, ""),),
            error=message_for(errors, REASON),
        ),
        opened=_opened(opened, labels) if opened else None,
    )


def _announcement(opened: OpenSearchFacts) -> str:
    return f"候補が{len(opened.candidates)}件あります。"


def search_desk_problem(problem: str) -> tuple[FieldError, ...]:
    """Why nothing is shown: :class:`services.search_desk.SearchDeskProblem` in words."""
    return (FieldError(NUMBER, _PROBLEMS[problem]),)


_PROBLEMS = {
    "no-such-search": "この受付番号の検索は、見つかりません。番号と、1年のうちのものかどうかを、お確かめください。",
    "too-many-tries": "番号のまちがいが続いたため、受け付けを止めています。1時間ほどあとに、もう一度お試しください。",
}


def _opened(search: OpenSearchFacts, labels: Mapping[str, str]) -> OpenSearchCard:
    sought = search.sought
    relationship = (("亡くなった方", RELATIONSHIPS[search.relationship]),) if search.relationship else ()
    number = len(search.candidates)
    return OpenSearchCard(
        heading=f"受付番号 {receipt_number(search.number)}",
        facts=(
            ("調べた方", f"{search.person_name}さん"),
            ("調べたこと", TITLES[search.kind]),
            *relationship,
            ("調べたわけ", PURPOSES[search.kind][search.purpose]),
            ("お名前", "、".join(name.kana for name in sought.names)),
            ("生まれた日", date_words(sought.birth_date)),
            ("性別", SEX_NAMES[sought.sex]),
            ("調べた日時", moment_words(search.searched_at)),
        ),
        lead=f"いまの記録の中に、候補が{number}件あります。" if number else "いまの記録の中に、候補はありません。",
        candidates=tuple(_candidate(place, one, labels) for place, one in enumerate(search.candidates, 1)),
    )


def _candidate(place: int, candidate: CandidateFacts, labels: Mapping[str, str]) -> CandidateCard:
    record, match = candidate.record, candidate.match
    differs = "、".join(labels[rung] for rung in match.rungs) or "ちがいなし"
    return CandidateCard(
        heading=f"{place}つめの候補",
        nearness=f"{_STEP_NAMES[match.step]}で合いました。ちがうところ：{differs}",
        facts=(
            ("記号番号", f"{record.number}（{SCHEME_NAMES[record.scheme]}）"),
            ("記録のお名前", f"{record.kana}（{record.name}）" if record.name else record.kana),
            ("合ったお名前", match.kana),
            ("記録の生年月日", _birth_words(record)),
            ("記録の性別", SEX_NAMES[record.sex] if record.sex else "記録にありません"),
            ("つとめ先", record.employer or "記録にありません"),
            ("期間", _months_words(record.first_month, record.last_month)),
        ),
    )


def _birth_words(record: UnlinkedRecord) -> str:
    birth = record.birth
    if not birth.has_era:
        return f"元号なし　{birth.year}年{birth.month}月{birth.day}日"
    if birth.as_date is None:
        return f"{birth.year}年{birth.month}月{birth.day}日（暦にない日です）"
    return date_words(date(birth.year, birth.month, birth.day))


def _months_words(first: YearMonth | None, last: YearMonth | None) -> str:
    if first is None or last is None:
        return "記録にありません"
    return full_range_words(first, last)
