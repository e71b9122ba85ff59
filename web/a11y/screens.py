"""The register of every state of every screen: what the sweep visits and the statement lists. Pure data.

A route, page or partial that stands in no screen here fails the tests: a new page is red until it is swept.
"""

from __future__ import annotations

from dataclasses import dataclass

# --- what is done after the page has come ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fill:
    """Put a text in a field, also one that nobody sees (a damaged token)."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Send:
    """Press a control that leads to another whole page."""

    control: str


@dataclass(frozen=True, slots=True)
class Swap:
    """Press a control that changes a part of the page: it must be spoken or get the focus. ``part`` is what came."""

    control: str
    part: str


@dataclass(frozen=True, slots=True)
class Open:
    """Press a control that opens a panel: it must have a name, close by Escape and give the focus back."""

    control: str
    panel: str


@dataclass(frozen=True, slots=True)
class Divert:
    """Send the next partial request elsewhere, to see what a reader gets when it fails."""

    path: str


Step = Fill | Send | Swap | Open | Divert


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What an engine cannot decide, or says against a stronger rule, and why it is right as it is.

    ``selector`` names the elements for axe-core; for html-validate and vnu it is what the piece of source must contain.
    """

    engine: str
    rule: str
    selector: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """One state of one screen.

    ``account`` is the persona signed in, None a visitor. ``route`` is the name of the handler, empty where none
    answers; ``templates`` are the page and partials it shows. ``status`` is the expected answer. ``longest`` marks
    what is too big for the whole matrix, ``faulty`` what only the demo server with its planted faults shows.
    """

    name: str
    title: str
    path: str
    route: str
    templates: tuple[str, ...]
    account: str | None = None
    steps: tuple[Step, ...] = ()
    status: int = 200
    longest: bool = False
    faulty: bool = False
    allowances: tuple[Allowance, ...] = ()

    @property
    def swapped(self) -> bool:
        """Whether the state is reached by swapping a part of the page, so that it needs scripts."""
        return any(isinstance(step, Swap | Open) for step in self.steps)


# --- the register ---

_HARUNO = "haruno"  # 47 years of every kind of month, points of both calls
_YOUNG = "nakagawa"  # 12 years: the size most conditions are tried on
_LONGEST = "saemon"  # 65 years, the longest names
_CALM = "sasaki"  # no point to check, months paid ahead
_EMPTY = "takahashi"  # no record at all

_TOP = ("pages/top.html", "partials/top.html")
_SIGN_IN = ("pages/sign_in.html", "partials/sign_in.html")
_HOME = ("pages/home.html", "partials/home.html")
_RECORDS = ("pages/records.html",)
_MONTH = ("pages/record_month.html", "partials/month_detail.html")
_YEAR = ("pages/fiscal_year.html", "partials/fiscal_year_detail.html")
_OVERLAP = ("pages/overlap.html", "partials/overlap_detail.html")
_CHECKS = ("pages/checks.html",)
_ERROR = ("pages/error.html", "partials/error.html")
_STATEMENT = ("pages/accessibility.html", "partials/accessibility.html")

_VISITORS = (
    Screen(name="top", title="トップページ", path="/", route="top", templates=_TOP),
    Screen(
        name="signed-out",
        title="ログアウトしたあとのトップページ",
        path="/home",
        route="sign-out",
        templates=_TOP,
        account=_CALM,
        steps=(Send("form[action='/sign-out'] button"),),
    ),
    Screen(name="sign-in", title="ログイン", path="/sign-in", route="sign-in", templates=_SIGN_IN),
    Screen(
        name="sign-in-nothing-typed",
        title="ログイン：何も入力していないとき",
        path="/sign-in",
        route="sign-in-sent",
        templates=_SIGN_IN,
        steps=(Send("main form [type=submit]"),),
        status=422,
    ),
    Screen(
        name="sign-in-wrong",
        title="ログイン：ユーザーIDかパスワードがちがうとき",
        path="/sign-in",
        route="sign-in-sent",
        templates=_SIGN_IN,
        steps=(Fill("#user-id", "haruno92"), Fill("#password", "chigau-kotoba"), Send("main form [type=submit]")),
        status=422,
    ),
    Screen(
        name="sign-in-needed",
        title="ログインしないで記録を開いたとき",
        path="/records",
        route="sign-in",
        templates=_SIGN_IN,
    ),
    Screen(
        name="accessibility",
        title="ウェブアクセシビリティ",
        path="/accessibility",
        route="accessibility",
        templates=_STATEMENT,
    ),
)

_HOMES = (
    Screen(name="home", title="マイページ", path="/home", route="home", templates=_HOME, account=_HARUNO),
    Screen(
        name="home-no-points",
        title="マイページ：確かめる月がない人",
        path="/home",
        route="home",
        templates=_HOME,
        account=_CALM,
    ),
    Screen(
        name="home-no-record",
        title="マイページ：記録がまだない人",
        path="/home",
        route="home",
        templates=_HOME,
        account=_EMPTY,
    ),
)


def _month(name: str, title: str, path: str, account: str = _HARUNO) -> Screen:
    return Screen(name=name, title=title, path=path, route="record-month", templates=_MONTH, account=account)


def _overlap(name: str, title: str, path: str, account: str = _HARUNO) -> Screen:
    return Screen(name=name, title=title, path=path, route="record-overlap", templates=_OVERLAP, account=account)


_MONTHS = (
    _month("month-paid", "ひと月：納めた月", "/records/1984/4"),
    _month("month-unpaid", "ひと月：未納の月", "/records/1995/6"),
    _month("month-not-enrolled", "ひと月：未加入の月", "/records/1983/4"),
    _month("month-payable", "ひと月：今から納められる月", "/records/2025/2"),
    _month("month-complementary-maybe", "ひと月：カラ期間かもしれない月", "/records/1984/5"),
    _month("month-partly-paid", "ひと月：一部だけ納めた月", "/records/2004/4"),
    _month("month-future", "ひと月：これからの月", "/records/2027/1"),
    _month("month-corrected", "ひと月：訂正された月", "/records/1994/5", "morita"),
    Screen(
        name="fiscal-year",
        title="1年度の記録",
        path="/records/fiscal-year/1983",
        route="fiscal-year",
        templates=_YEAR,
        account=_HARUNO,
    ),
    _overlap("overlap", "重なった月：国民年金と厚生年金", "/records/2001/8/overlap"),
    _overlap("overlap-two-employers", "重なった月：ふたつの会社", "/records/2020/8/overlap", "okamoto"),
    _overlap("overlap-same-month", "重なった月：入った月にやめた会社", "/records/2014/6/overlap", "murakami"),
    _overlap("overlap-none", "重なっていない月", "/records/1984/4/overlap"),
)


def _error(name: str, title: str, path: str, status: int, *steps: Step, route: str = "") -> Screen:
    return Screen(
        name=f"error-{name}", title=title, path=path, route=route, templates=_ERROR, steps=steps, status=status
    )


def _planted(name: str, title: str, path: str, status: int) -> Screen:
    """What only a failing server shows: the demo server of the tests has an address for each."""
    path = f"/planted-faults/{path}"
    return Screen(name=f"error-{name}", title=title, path=path, route="", templates=_ERROR, status=status, faulty=True)


_TOO_LONG = "a" * 70_000
_SEND_SIGN_IN = Send("main form [type=submit]")

_ERRORS = (
    _error("404", "エラー：ないアドレス", "/nowhere", 404),
    _error("405", "エラー：使えない開きかた", "/sign-out", 405),
    _error(
        "403",
        "エラー：古くなった画面から送ったとき",
        "/sign-in",
        403,
        Fill("input[name=csrf_token]", "damaged"),
        _SEND_SIGN_IN,
        route="sign-in-sent",
    ),
    _error(
        "413",
        "エラー：大きすぎる内容",
        "/sign-in",
        413,
        Fill("#password", _TOO_LONG),
        _SEND_SIGN_IN,
        route="sign-in-sent",
    ),
    _planted("400", "エラー：読み取れない内容", "unreadable", 400),
    _planted("422", "エラー：受け付けられない内容", "refused", 422),
    _planted("500", "エラー：こちらの故障", "unexpected", 500),
    _planted("503", "エラー：こみあい、手入れ", "no-database", 503),
    Screen(
        name="error-404-month",
        title="エラー：記録の外の月",
        path="/records/1900/1",
        route="record-month",
        templates=_ERROR,
        account=_HARUNO,
        status=404,
    ),
)

SCREENS: tuple[Screen, ...] = (*_VISITORS, *_HOMES, *_MONTHS, *_ERRORS)
