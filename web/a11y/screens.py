"""The register of every state of every screen: what the sweep visits and the statement lists. Pure data.

A route, page or partial that stands in no screen here fails the tests: a new page is red until it is swept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import quote

from web.a11y.conditions import Engine
from web.a11y.display import AS_BROWSER_SAYS, DisplayPreferences, Furigana, Motion, Size, Spacing, Theme

# --- what is done after the page has come ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fill:
    """Put a text in a field, also one that nobody sees (a damaged token)."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class FillPassword:
    """Put the password of a persona in a field."""

    field: str
    account: str


@dataclass(frozen=True, slots=True)
class Enter:
    """Fill in and send the sign-in form as a persona does, and stay wherever that leads."""

    account: str


@dataclass(frozen=True, slots=True)
class Wander:
    """Ask for an address so many times, then open the page anew."""

    path: str
    times: int


@dataclass(frozen=True, slots=True)
class Wait:
    """Leave the page alone for so many minutes, by its own clock."""

    minutes: float


@dataclass(frozen=True, slots=True)
class Choose:
    """Choose a radio button or a box."""

    control: str


@dataclass(frozen=True, slots=True)
class Send:
    """Press a control that leads to another whole page."""

    control: str


@dataclass(frozen=True, slots=True)
class Go:
    """Open another address, as the visitor one has become."""

    path: str


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


@dataclass(frozen=True, slots=True)
class Return:
    """Come back to an address after the session has ended by itself."""

    path: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Meanwhile another persona opens an address in a browser of their own, and fills and sends there."""

    account: str
    path: str
    steps: tuple[Fill | Choose | Send, ...]


Step = Fill | FillPassword | Choose | Go | Enter | Wander | Wait | Send | Swap | Open | Divert | Return | Elsewhere


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
    answers; ``templates`` are the page and partials it shows. ``after`` undoes what the steps changed for good.
    ``status`` is the expected answer, ``display`` what the reader has chosen on /display. ``longest`` marks what is too
    big for the whole matrix, ``faulty`` what only the demo server with its planted faults shows.
    """

    name: str
    title: str
    path: str
    route: str
    templates: tuple[str, ...]
    account: str | None = None
    steps: tuple[Step, ...] = ()
    after: tuple[Step, ...] = ()
    status: int = 200
    display: DisplayPreferences = AS_BROWSER_SAYS
    longest: bool = False
    faulty: bool = False
    allowances: tuple[Allowance, ...] = ()

    @property
    def swapped(self) -> bool:
        """Whether the state is reached by swapping a part of the page, so that it needs scripts."""
        return any(isinstance(step, Swap | Open) for step in self.steps)

    @property
    def sets_clock(self) -> bool:
        """Whether its steps put the clock of the window forward, which nothing puts back."""
        return any(isinstance(step, Wait) for step in self.steps)


# --- what engines cannot decide, and why it is right ---

_ROLES = (
    "せまい画面で表を並べかえても、読み上げが表として読むように、役割を書いています（SafariとVoiceOverで必要です）。"
)
_TABLE_ROLES = (
    Allowance(engine=Engine.HTML_VALIDATE, rule="no-redundant-role", selector='role="', reason=_ROLES),
    Allowance(engine=Engine.VNU, rule="role is unnecessary for element", selector='role="', reason=_ROLES),
    Allowance(engine=Engine.VNU, rule="“role” attribute must not be used on a", selector='role="', reason=_ROLES),
)
_MENU = Allowance(
    engine=Engine.AXE,
    rule="hidden-content",
    selector=".menu > summary",
    reason="メニューの見出しは、せまい画面でだけ見えます。せまい画面の条件で調べています。",
)
_CLOSED_PANELS = Allowance(
    engine=Engine.AXE,
    rule="hidden-content",
    selector=".panel-row, [data-panel]",
    reason="月を開く場所です。閉じている間は空で、開いたときを別の画面として調べています。",
)
_BADGE = Allowance(
    engine=Engine.AXE,
    rule="hidden-content",
    selector="[data-points-badge]",
    reason="項目の数の印です。項目がないときは空で、見せません。あるときを別の画面として調べています。",
)
_PAPER_HEAD = Allowance(
    engine=Engine.AXE,
    rule="hidden-content",
    selector=".print-head",
    reason="紙の最初のページにだけ出る、名前と生年月日です。印刷の条件で調べています。",
)
_COLUMN_NAMES = Allowance(
    engine=Engine.AXE,
    rule="hidden-content",
    selector="table > thead",
    reason="せまい画面では、列の名前を見出しの行のかわりに各行に書いています。広い画面の条件で調べています。",
)
_DECADES = Allowance(
    engine=Engine.AXE,
    rule="th-has-data-cells",
    selector=".grid",
    reason="年代の見出しは、同じ行ではなく下の行の組にかかります（scope=rowgroup）。",
)
_PLATES = tuple(
    Allowance(
        engine=Engine.AXE,
        rule=rule,
        selector=".month, .month *",
        reason="太い線や模様は文字の下にはなく、文字は一色の地にあります。色の組は contrast.py の試験で7対1以上です。",
    )
    for rule in ("color-contrast", "color-contrast-enhanced")
)
_BRACKETS = Allowance(
    engine=Engine.AXE,
    rule="hidden-content",
    selector="rp",
    reason="ふりがなを囲むかっこです。ふりがなを上に書けないブラウザーでだけ見えます。",
)
_DRAWING = tuple(
    Allowance(
        engine=Engine.AXE,
        rule=rule,
        selector="svg[aria-hidden=true] text",
        reason="飾りの図の中の年です。同じことを前の文が伝えます。色の組は contrast.py の試験で7対1以上です。",
    )
    for rule in ("color-contrast", "color-contrast-enhanced")
)
_READING = Allowance(
    engine=Engine.AXE,
    rule="hidden-content",
    selector="rp",
    reason="ふりがなを表示できないブラウザーのための、かっこです。表示できるブラウザーでは見えません。",
)
_TERM_BUTTON = Allowance(
    engine=Engine.HTML_VALIDATE,
    rule="prefer-native-element",
    selector='class="term',
    reason="JavaScriptがないときに説明のページへ行くリンクです。文の中で折り返せるように、ボタンの要素にはしていません。",
)
_TERMS = (_READING, _TERM_BUTTON)
_SIGNED_IN = (*_TERMS, _MENU, _BADGE, _COLUMN_NAMES)
_HOME_PAGE = (*_SIGNED_IN, *_DRAWING)
_CELLS = (*_SIGNED_IN, *_PLATES, *_TABLE_ROLES)
_GRID = (*_SIGNED_IN, _CLOSED_PANELS, _PAPER_HEAD, _DECADES, *_PLATES, *_TABLE_ROLES)

# --- the register ---

_HARUNO = "haruno"  # 47 years of every kind of month, points of both calls
_YOUNG = "nakagawa"  # 12 years: the size most conditions are tried on
_LONGEST = "saemon"  # 65 years, the longest names
_CALM = "sasaki"  # no point to check, months paid ahead
_EMPTY = "takahashi"  # no record at all

_TOP = ("pages/top.html", "partials/top.html")
_SIGN_IN = ("pages/sign_in.html", "partials/sign_in.html")
_HOME = ("pages/home.html", "partials/home.html")
_TABLE = (
    "pages/records.html",
    "partials/record_grid.html",
    "partials/record_months.html",
    "partials/record_totals.html",
)
_SPELLS = ("pages/records.html", "partials/record_grid.html", "partials/record_spells.html")
_TEXT = ("pages/records.html", "partials/record_grid.html", "partials/record_text.html")
_MONTH = ("pages/record_month.html", "partials/month_detail.html")
_YEAR = ("pages/fiscal_year.html", "partials/fiscal_year_detail.html")
_OVERLAP = ("pages/overlap.html", "partials/overlap_detail.html")
_CHECKS = ("pages/checks.html", "partials/checks.html")
_ERROR = ("pages/error.html", "partials/error.html")
_STATEMENT = ("pages/accessibility.html", "partials/accessibility.html")

_SEND_SIGN_IN = Send("main form [type=submit]")
_WRONG = (Fill("#user-id", "haruno92"), Fill("#password", "chigau-kotoba"), _SEND_SIGN_IN)


def _sign_in(name: str, title: str, *steps: Step, status: int = 422) -> Screen:
    return Screen(
        name=name,
        title=title,
        path="/sign-in",
        route="sign-in-sent",
        templates=_SIGN_IN,
        steps=steps,
        status=status,
    )


def _signed_in(
    name: str,
    title: str,
    path: str,
    route: str,
    templates: tuple[str, ...],
    *steps: Step,
    account: str = _HARUNO,
    status: int = 200,
    longest: bool = False,
    allowances: tuple[Allowance, ...] = _SIGNED_IN,
) -> Screen:
    """A screen of somebody who is signed in."""
    return Screen(
        name=name,
        title=title,
        path=path,
        route=route,
        templates=templates,
        account=account,
        steps=steps,
        status=status,
        longest=longest,
        allowances=allowances,
    )


def _titled(work: str, *screens: Screen) -> tuple[Screen, ...]:
    """The screens of one work, whose name stands before the title of each."""
    return tuple(replace(screen, title=f"{work}：{screen.title}") for screen in screens)


_SIGN_IN_CODE = ("pages/sign_in_code.html", "partials/sign_in_code.html")
_SIGN_IN_HELP = ("pages/sign_in_help.html", "partials/sign_in_help.html")
_CODE_SETUP = ("pages/code_setup.html", "partials/code_setup.html")
_CODE_ON = ("pages/code_on.html", "partials/code_on.html")
_RECOVERY_CODES = ("pages/recovery_codes.html", "partials/recovery_codes.html")
_NEW_PASSWORD = ("pages/new_password.html", "partials/new_password.html")
_ACCOUNT = ("pages/account.html", "partials/account.html")
_DEVICES = ("pages/devices.html", "partials/devices.html")
_ALERTS = ("pages/alerts.html", "partials/alerts.html")
_STOPS = ("pages/staff_stops.html", "partials/staff_stops.html")
_SESSION_END = ("pages/session_end.html", "partials/session_end.html")

_WITH_CODE = "kudo"
_LOCKED = "kubo"
_EXPIRED = "ogawa"
_NEWCOMER = "newcomer"
_ADMINISTRATOR = "administrator"


def _step_of_sign_in(
    name: str, title: str, route: str, templates: tuple[str, ...], *steps: Step, status: int = 200
) -> Screen:
    return Screen(
        name=name,
        title=title,
        path="/sign-in",
        route=route,
        templates=templates,
        steps=steps,
        status=status,
    )


_STEPS_OF_SIGN_IN = (
    Screen(
        name="sign-in-help",
        title="ログインできないとき",
        path="/sign-in/help",
        route="sign-in-help",
        templates=_SIGN_IN_HELP,
    ),
    _step_of_sign_in(
        "sign-in-locked",
        "ログイン：まちがいが続いて止まったとき",
        "sign-in-sent",
        _SIGN_IN,
        Enter(_LOCKED),
        status=422,
    ),
    _step_of_sign_in("sign-in-code", "確認コードの入力", "sign-in-code", _SIGN_IN_CODE, Enter(_WITH_CODE)),
    _step_of_sign_in(
        "sign-in-code-nothing-typed",
        "確認コードの入力：何も入力していないとき",
        "sign-in-code-sent",
        _SIGN_IN_CODE,
        Enter(_WITH_CODE),
        _SEND_SIGN_IN,
        status=422,
    ),
    _step_of_sign_in(
        "code-setup-at-sign-in",
        "確認コードの用意：職員がはじめてログインしたとき",
        "code-setup-at-sign-in",
        _CODE_SETUP,
        Enter(_NEWCOMER),
    ),
    _step_of_sign_in(
        "code-setup-at-sign-in-nothing-typed",
        "確認コードの用意：職員が何も入力していないとき",
        "code-setup-at-sign-in-sent",
        _CODE_SETUP,
        Enter(_NEWCOMER),
        _SEND_SIGN_IN,
        status=422,
    ),
    _step_of_sign_in(
        "new-password-at-sign-in",
        "新しいパスワード：ログインの途中で決めるとき",
        "new-password-at-sign-in",
        _NEW_PASSWORD,
        Enter(_EXPIRED),
    ),
    _step_of_sign_in(
        "new-password-at-sign-in-nothing-typed",
        "新しいパスワード：ログインの途中で何も入力していないとき",
        "new-password-at-sign-in-sent",
        _NEW_PASSWORD,
        Enter(_EXPIRED),
        _SEND_SIGN_IN,
        status=422,
    ),
)


_account = partial(_signed_in, account=_WITH_CODE)
_UNFIT = (
    FillPassword("#password", _CALM),
    Fill("#password-new", "nenkin-nenkin-nenkin"),
    Fill("#password-again", "nenkin-nenkin-nenkin"),
    _SEND_SIGN_IN,
)
_NEW_CODES = (FillPassword("#password", _WITH_CODE), _SEND_SIGN_IN)
# The fifth in a minute is an alert, but written only after its answer: one more gives it time.
_DENIED = Wander("/nowhere", 6)

_ACCOUNTS = (
    _account("account", "アカウント", "/account", "account", _ACCOUNT),
    _account("account-of-staff", "アカウント：職員", "/account", "account", _ACCOUNT, account="officer"),
    _account(
        "account-password-soon",
        "アカウント：パスワードをまもなく変える職員",
        "/account",
        "account",
        _ACCOUNT,
        account="longserving",
    ),
    _account("account-of-administrator", "アカウント：管理者", "/account", "account", _ACCOUNT, account=_ADMINISTRATOR),
    _account("account-password", "パスワードを変える", "/account/password", "account-password", _NEW_PASSWORD),
    _account(
        "account-password-unfit",
        "パスワードを変える：使えないパスワードのとき",
        "/account/password",
        "account-password-sent",
        _NEW_PASSWORD,
        *_UNFIT,
        account=_CALM,
        status=422,
    ),
    _account(
        "one-time-code-setup",
        "確認コードの用意",
        "/account/one-time-code",
        "one-time-code",
        _CODE_SETUP,
        account=_CALM,
    ),
    _account(
        "one-time-code-setup-nothing-typed",
        "確認コードの用意：何も入力していないとき",
        "/account/one-time-code",
        "one-time-code-sent",
        _CODE_SETUP,
        _SEND_SIGN_IN,
        account=_CALM,
        status=422,
    ),
    _account("one-time-code-on", "確認コード：使っているとき", "/account/one-time-code", "one-time-code", _CODE_ON),
    _account(
        "one-time-code-on-nothing-typed",
        "確認コード：やめるときに何も入力していないとき",
        "/account/one-time-code",
        "one-time-code-sent",
        _CODE_ON,
        _SEND_SIGN_IN,
        status=422,
    ),
    _account(
        "one-time-code-of-staff",
        "確認コード：職員",
        "/account/one-time-code",
        "one-time-code",
        _CODE_ON,
        account="officer",
    ),
    _account("recovery-codes", "予備のコード", "/account/recovery-codes", "recovery-codes", _RECOVERY_CODES),
    _account(
        "recovery-codes-shown",
        "予備のコード：新しく作ったとき",
        "/account/recovery-codes",
        "recovery-codes-sent",
        _RECOVERY_CODES,
        *_NEW_CODES,
    ),
    _account(
        "recovery-codes-nothing-typed",
        "予備のコード：何も入力していないとき",
        "/account/recovery-codes",
        "recovery-codes-sent",
        _RECOVERY_CODES,
        _SEND_SIGN_IN,
        status=422,
    ),
    _account("devices", "ログイン中の機器", "/account/devices", "devices", _DEVICES),
    _account(
        "devices-signed-out",
        "ログイン中の機器：ほかをログアウトさせたあと",
        "/account/devices",
        "devices-sent",
        _DEVICES,
        Send("main form:last-of-type [type=submit]"),
        account=_CALM,
    ),
    _account("session", "ログインの時間", "/session", "session", _SESSION_END),
    _account("session-about-to-end", "もうすぐ自動でログアウトするとき", "/account", "account", _ACCOUNT, Wait(13.5)),
    _account("alerts", "不正アクセスの兆し", "/operations/alerts", "alerts", _ALERTS, _DENIED, account=_ADMINISTRATOR),
    _account(
        "staff-stops", "止まっている職員のアカウント", "/operations/stops", "staff-stops", _STOPS, account="supervisor"
    ),
    _account(
        "staff-stops-lifted",
        "止まっている職員のアカウント：使えるようにしたあと",
        "/operations/stops?done=lifted",
        "staff-stops-sent",
        _STOPS,
        account=_ADMINISTRATOR,
    ),
    _account(
        "error-403-stopped",
        "エラー：アカウントが止まった職員",
        "/account",
        "account",
        _ERROR,
        account="hurried",
        status=403,
    ),
    _account(
        "alerts-seen",
        "不正アクセスの兆し：確かめたあと",
        "/operations/alerts",
        "alerts-sent",
        _ALERTS,
        _DENIED,
        _SEND_SIGN_IN,
        account=_ADMINISTRATOR,
    ),
)


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
    _sign_in("sign-in-nothing-typed", "ログイン：何も入力していないとき", _SEND_SIGN_IN),
    _sign_in("sign-in-wrong", "ログイン：ユーザーIDかパスワードがちがうとき", *_WRONG),
    Screen(
        name="sign-in-needed",
        title="ログイン：先に記録を開こうとしたとき",
        path="/records",
        route="sign-in",
        templates=_SIGN_IN,
    ),
    Screen(
        name="sign-in-session-ended",
        title="ログイン：しばらく操作がなかったとき",
        path="/sign-in",
        route="sign-in",
        templates=_SIGN_IN,
        account=_CALM,
        steps=(Return("/records"),),
    ),
    Screen(
        name="accessibility",
        title="ウェブアクセシビリティ",
        path="/accessibility",
        route="accessibility",
        templates=_STATEMENT,
    ),
)


_PLAIN_FORM = ("pages/plain_form.html", "partials/plain_form.html")
_REGISTER_DONE = ("pages/register_done.html", "partials/register_done.html")
_PASSWORD_TWICE = tuple(Fill(f"#password-{one}", "みずうみ-ほたる-かえで-そらまめ-あかり") for one in ("new", "again"))


def _fills(**texts: str) -> tuple[Step, ...]:
    return tuple(Fill(f"#{name.replace('_', '-')}", text) for name, text in texts.items())


def _born(era: str, year: str, month: str, day: str) -> tuple[Step, ...]:
    return _fills(birth_era=era, birth_year=year, birth_month=month, birth_day=day)


def _register_form(
    name: str,
    title: str,
    path: str,
    route: str,
    *steps: Step,
    templates: tuple[str, ...] = _PLAIN_FORM,
    status: int = 422,
    account: str | None = None,
) -> Screen:
    return Screen(
        name=name,
        title=title,
        path=path,
        route=route,
        templates=templates,
        account=account,
        steps=steps and (*steps, _SEND_SIGN_IN),
        status=status if steps else 200,
    )


_MAEDA = (*_fills(pension_number="0701-700606", kana="まえだ だいすけ"), *_born("昭和", "45", "6", "6"))

_REGISTER = (
    Screen(
        name="register",
        title="ご利用登録",
        path="/register",
        route="register",
        templates=("pages/register.html", "partials/register.html"),
    ),
    _register_form("register-key", "ご利用登録：アクセスキー", "/register/key", "register-key"),
    _register_form(
        "register-key-slips",
        "ご利用登録：アクセスキーと生年月日を直すとき",
        "/register/key",
        "register-key-sent",
        *_fills(access_key="4821 0937 5560 1284", pension_number="0701-700606", kana="まえだ だいすけ"),
        *_born("昭和", "70", "6", "15"),
        *_PASSWORD_TWICE,
    ),
    _register_form(
        "register-key-wrong",
        "ご利用登録：アクセスキーが合わないとき",
        "/register/key",
        "register-key-sent",
        *_fills(access_key="1234 5678 9012 34568", pension_number="9999-999999", kana="ダレカ"),
        *_born("西暦", "1970", "6", "6"),
        *_PASSWORD_TWICE,
    ),
    _register_form(
        "register-key-done",
        "ご利用登録：登録できたとき",
        "/register/key",
        "register-key-sent",
        Fill("#access-key", "48210937556012842"),
        *_MAEDA,
        *_PASSWORD_TWICE,
        templates=_REGISTER_DONE,
        status=200,
    ),
)

_REGISTER_STATUS = ("pages/register_status.html", "partials/register_status.html")
_OFFICER = "officer"
_SUPERVISOR = "supervisor"

_REGISTER_BY_POST = (
    _register_form("register-post", "ご利用登録：郵便", "/register/post", "register-post"),
    _register_form(
        "register-post-slips",
        "ご利用登録：郵便で、何も入力していないとき",
        "/register/post",
        "register-post-sent",
        *_fills(kana="春野"),
    ),
    _register_form(
        "register-post-done",
        "ご利用登録：郵便で申し込んだあと",
        "/register/post",
        "register-post-sent",
        *_MAEDA,
        *_fills(postal_code="100-0001", address="東京都千代田区見本町2丁目4番6号"),
        templates=_REGISTER_STATUS,
        status=200,
    ),
    _register_form("register-status", "申し込みの様子：受付番号", "/register/status", "register-status"),
    _register_form(
        "register-status-wrong",
        "申し込みの様子：受付番号がちがうとき",
        "/register/status",
        "register-status-sent",
        Fill("#application-number", "123456789012"),
    ),
    _register_form(
        "register-status-posted",
        "申し込みの様子：手紙を発送したとき",
        "/register/status",
        "register-status-sent",
        Fill("#application-number", "100000000025"),
        templates=_REGISTER_STATUS,
        status=200,
    ),
    _register_form("register-activate", "届いた手紙で登録をすませる", "/register/activate", "register-activate"),
    _register_form(
        "register-activate-slips",
        "届いた手紙で登録をすませる：直すとき",
        "/register/activate",
        "register-activate-sent",
        Fill("#letter-code", "acde-fhjk"),
    ),
    _register_form("register-old", "ご利用登録：旧サービスのID", "/register/old", "register-old"),
    _register_form(
        "register-old-slips",
        "ご利用登録：旧サービスのIDを直すとき",
        "/register/old",
        "register-old-sent",
        Fill("#old-id", "Ky!oko48Ux"),
    ),
)


def _office(name: str, title: str, path: str, route: str) -> Screen:
    return Screen(
        name=name,
        title=title,
        path=path,
        route=route,
        templates=("pages/office.html", "partials/office.html"),
        account=_OFFICER,
    )


_OFFICE = (
    _office("office", "職員の窓口", "/counter/office", "office"),
    _office(
        "office-posted",
        "職員の窓口：発送の印をつけたあと",
        "/counter/office?done=posted",
        "office-letters-posted",
    ),
    _office(
        "office-nothing",
        "職員の窓口：新しい申し込みがないとき",
        "/counter/office?done=nothing",
        "office-letters-made",
    ),
    Screen(
        name="office-letters",
        title="職員の窓口：手紙の印刷",
        path="/counter/office/letters/2",
        route="office-letters",
        templates=("pages/office_letters.html", "partials/office_letters.html"),
        account=_OFFICER,
    ),
    _register_form(
        "office-unlock", "職員の窓口：ログインの停止を解く", "/counter/office/unlock", "office-unlock", account=_OFFICER
    ),
    _register_form(
        "office-unlock-slips",
        "職員の窓口：ログインの停止を解くときの、入力の誤り",
        "/counter/office/unlock",
        "office-unlock-sent",
        Fill("#locked-user-id", ""),
        account=_OFFICER,
    ),
)


def _home(name: str, title: str, account: str) -> Screen:
    return Screen(
        name=name,
        title=title,
        path="/home",
        route="home",
        templates=_HOME,
        account=account,
        allowances=_HOME_PAGE,
    )


_HOMES = (
    _home("home", "マイページ", _HARUNO),
    _home("home-no-points", "マイページ：見ていただきたい月がない人", _CALM),
    _home("home-no-record", "マイページ：記録がまだない人", _EMPTY),
)


def _records(
    name: str,
    title: str,
    query: str = "",
    *steps: Step,
    account: str = _YOUNG,
    templates: tuple[str, ...] = _TABLE,
    longest: bool = False,
) -> Screen:
    return Screen(
        name=name,
        title=title,
        path=f"/records{query}",
        route="records",
        templates=templates,
        account=account,
        steps=steps,
        longest=longest,
        allowances=_GRID,
    )


def _panel(control: str, panel: str) -> tuple[Step, ...]:
    return (Open(control, panel),)


_GRIDS = (
    _records("records", "年金記録：月ごとの表（47年）", account=_HARUNO),
    _records("records-ten-years", "年金記録：月ごとの表（12年）"),
    _records("records-65-years", "年金記録：月ごとの表（65年、いちばん長い名前）", account=_LONGEST, longest=True),
    _records("records-empty", "年金記録：記録がまだない人", account=_EMPTY),
    _records("records-paid-ahead", "年金記録：先の月まで納めた人", account=_CALM),
    _records("records-points", "年金記録：見ていただきたい月だけ", "?view=points", account=_HARUNO),
    _records("records-points-none", "年金記録：見ていただきたい月がない人", "?view=points", account=_CALM),
    _records("records-spells", "年金記録：期間ごとの一覧", "?view=spells", account=_HARUNO, templates=_SPELLS),
    _records("records-text", "年金記録：文章で読む", "?view=text", account=_HARUNO, templates=_TEXT),
    _records("records-emphasis", "年金記録：月の種類を強調した表", "?emphasis=E1&emphasis=N1_STUDENT"),
    _records("records-unknown-view", "年金記録：ない見かたを開いたとき", "?view=zzz&emphasis=zzz"),
    _records(
        "records-swapped",
        "年金記録：見かたを切りかえたあと",
        "",
        Swap(
            "#record-grid .switch a[href*='view=spells']", "#record-grid .switch a[href*='view=spells'][aria-current]"
        ),
        templates=_SPELLS,
    ),
    _records(
        "records-month-open",
        "年金記録：表の中でひと月を開いたとき",
        "",
        *_panel("a[href='/records/2026/3']", "#year-panel-2025"),
        templates=(*_TABLE, "partials/month_detail.html"),
    ),
    _records(
        "records-year-open",
        "年金記録：表の中で1年度を開いたとき",
        "",
        *_panel("a[href='/records/fiscal-year/2025']", "#year-panel-2025"),
        templates=(*_TABLE, "partials/fiscal_year_detail.html"),
    ),
    _records(
        "records-overlap-open",
        "年金記録：表の中で重なりを開いたとき",
        "?view=points",
        *_panel("a[href='/records/2001/8']", "#year-panel-2001"),
        Swap("#year-panel-2001 a[href='/records/2001/8/overlap']", "#overlap-detail"),
        account=_HARUNO,
        templates=(*_TABLE, "partials/overlap_detail.html"),
    ),
)


def _paper(name: str, title: str, account: str, *, longest: bool = False) -> Screen:
    return Screen(
        name=name,
        title=title,
        path="/records/print",
        route="record-print",
        templates=(
            "pages/record_print.html",
            "partials/record_print.html",
            "partials/record_months.html",
            "partials/record_totals.html",
            "partials/record_spells.html",
        ),
        account=account,
        longest=longest,
        allowances=_GRID,
    )


_PAPERS = (
    _paper("record-print", "印刷用の年金記録", _YOUNG),
    _paper("record-print-47-years", "印刷用の年金記録：47年", _HARUNO, longest=True),
    _paper("record-print-empty", "印刷用の年金記録：記録がまだない人", _EMPTY),
)


def _month(name: str, title: str, path: str, account: str = _HARUNO) -> Screen:
    return Screen(
        name=name,
        title=title,
        path=path,
        route="record-month",
        templates=_MONTH,
        account=account,
        allowances=_SIGNED_IN,
    )


def _overlap(name: str, title: str, path: str, account: str = _HARUNO) -> Screen:
    return Screen(
        name=name,
        title=title,
        path=path,
        route="record-overlap",
        templates=_OVERLAP,
        account=account,
        allowances=(*_SIGNED_IN, *_TABLE_ROLES),
    )


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
        allowances=_SIGNED_IN,
    ),
    _overlap("overlap", "重なった月：国民年金と厚生年金", "/records/2001/8/overlap"),
    _overlap("overlap-two-employers", "重なった月：ふたつの会社", "/records/2020/8/overlap", "okamoto"),
    _overlap("overlap-same-month", "重なった月：入った月にやめた会社", "/records/2014/6/overlap", "murakami"),
    _overlap("overlap-none", "重なっていない月", "/records/1984/4/overlap"),
)


_MARK = "form:has([value=mark]) button"
_UNMARK = "form:has([value=unmark]) button"


def _checks(
    name: str,
    title: str,
    account: str,
    *,
    steps: tuple[Step, ...] = (),
    after: tuple[Step, ...] = (),
    route: str = "",
    templates: tuple[str, ...] = _CHECKS,
) -> Screen:
    return Screen(
        name=name,
        title=title,
        path="/records/checks",
        route=route or ("check-marks" if steps else "checks"),
        templates=templates,
        account=account,
        steps=steps,
        after=after,
        allowances=_SIGNED_IN,
    )


_POINTS = (
    _checks("checks", "ご確認いただきたい項目", _HARUNO),
    _checks("checks-none", "ご確認いただきたい項目：ない人", _CALM),
    _checks(
        "checks-marked",
        "ご確認いただきたい項目：印をつけたあと",
        "matsui",
        steps=(Swap(_MARK, _UNMARK),),
        after=(Swap(_UNMARK, _MARK),),
    ),
    _checks(
        "checks-unmarked",
        "ご確認いただきたい項目：印を取り消したあと",
        "ono",
        steps=(Swap(_MARK, _UNMARK), Swap(_UNMARK, _MARK)),
    ),
)

_RECALL = ("pages/recall.html", "partials/recall.html")
_RECALL_QUESTION = ("pages/recall_question.html", "partials/recall_question.html")
_RECALL_POINT = ("pages/recall_point.html", "partials/recall_point.html")
_HISTORY_QUESTION = ("pages/history_question.html", "partials/history_question.html")
_NEXT_ANSWER = Send("main form [type=submit]")


# Questions look alike, and so do results: only their words differ, which the tests of content/ read one by one.
# That answers are older than the record, or about a point it no longer has, is one sentence and one list more; it takes
# a record that was changed since, which tests/web/routes/test_recall.py has.
_REMEMBERING = _titled(
    "思い出すお手伝い",
    _signed_in("recall", "項目の一覧", "/recall", "recall", _RECALL),
    _signed_in("recall-none", "おたずねする項目がない人", "/recall", "recall", _RECALL, account="isomura"),
    _signed_in(
        "recall-answered",
        "項目の一覧：答えた項目があるとき",
        "/recall/not-enrolled-1987-10/doing",
        "recall",
        _RECALL,
        *(Choose("#answer-abroad"), _NEXT_ANSWER, Choose("#answer-other"), _NEXT_ANSWER, Go("/recall")),
        account="matsui",
    ),
    _signed_in("recall-point", "答える前の項目", "/recall/not-enrolled-1984-05", "recall-point", _RECALL_POINT),
    _signed_in("recall-question", "質問", "/recall/not-enrolled-1984-05/doing", "recall-question", _RECALL_QUESTION),
    _signed_in(
        "recall-nothing-chosen",
        "答えを選ばないで送ったとき",
        "/recall/not-enrolled-1984-05/doing",
        "recall-answered",
        _RECALL_QUESTION,
        _NEXT_ANSWER,
        status=422,
    ),
    _signed_in(
        "recall-result",
        "考えられること",
        "/recall/unpaid-1990-04/paid-memory",
        "recall-point",
        _RECALL_POINT,
        *(Choose("#answer-paid"), _NEXT_ANSWER),
        account="ishikawa",
    ),
    _signed_in(
        "recall-entry",
        "答えから用意した、履歴整理表の項目",
        "/recall/unpaid-2005-04/deducted",
        "recall-entry",
        _HISTORY_QUESTION,
        *(Choose("#answer-memory"), _NEXT_ANSWER, Go("/recall/unpaid-2005-04/entry")),
        account="sakamoto",
    ),
    _signed_in(
        "recall-entry-nothing-typed",
        "用意した項目に、足りないことがあるとき",
        "/recall/before-20-1985-11/before-20",
        "recall-entry-made",
        _HISTORY_QUESTION,
        *(Choose("#answer-yes"), _NEXT_ANSWER, Choose("#answer-day-labour"), _NEXT_ANSWER),
        *(Go("/recall/before-20-1985-11/entry"), _NEXT_ANSWER),
        account="kudo",
        status=422,
    ),
    _signed_in(
        "recall-events",
        "その年の出来事",
        "/recall/not-enrolled-1984-05/events/1984",
        "recall-events",
        ("pages/recall_events.html", "partials/recall_events.html"),
    ),
    _signed_in(
        "recall-forget",
        "答えを消す前",
        "/recall/before-20-1956-06/before-20",
        "recall-forget",
        _PLAIN_FORM,
        *(Choose("#answer-no"), _NEXT_ANSWER, Go("/recall/before-20-1956-06/forget")),
        account="kimura",
    ),
    _signed_in(
        "recall-forgotten",
        "答えを消したあと",
        "/recall/before-20-1982-10/before-20",
        "recall-forgotten",
        _RECALL,
        *(Choose("#answer-no"), _NEXT_ANSWER, Go("/recall/before-20-1982-10/forget"), _NEXT_ANSWER),
        account="matsui",
    ),
)


_money = partial(_signed_in, account=_YOUNG, allowances=(*_SIGNED_IN, _CLOSED_PANELS, *_TABLE_ROLES))
_PAID = ("pages/paid.html", "partials/paid.html")
_PAID_YEAR = ("pages/paid_year.html", "partials/paid_year.html")

_NOTICE = ("pages/estimate_notice.html", "partials/estimate_notice.html")


def _notice(name: str, title: str, account: str) -> Screen:
    title = f"ねんきん定期便のときの見込額：{title}"
    return _money(name, title, "/estimate/notice", "estimate-notice", _NOTICE, account=account)


_NOTICES = (
    _notice("notice-under-50", "50歳になる前の人", "kobayashi"),
    _notice("notice-from-50", "50歳からの人（段階に分かれる額）", "yamaguchi"),
    _notice("notice-limits", "共済の期間がある人", "endo"),
    _notice("notice-not-enough", "月数が足りない人", "nguyen"),
    _notice("notice-at-claim-age", "受け取り始める年齢の人", _HARUNO),
    _notice("notice-none", "まだない人", "miura"),
)

_PAYABLE = ("pages/payable.html", "partials/payable.html")

_PAYABLE_MONTHS = (
    _money("payable", "これから納められる月", "/records/payable", "payable", _PAYABLE, account="hirai", longest=True),
    _money("payable-none", "これから納められる月：ない人", "/records/payable", "payable", _PAYABLE, account="kimura"),
    _money(
        "payable-chosen",
        "これから納められる月：月を選んで計算したとき",
        "/records/payable?month=2025-11&month=2025-12",
        "payable",
        _PAYABLE,
        account="sasaki",
    ),
    _money(
        "payable-counted",
        "これから納められる月：画面の中で計算したとき",
        "/records/payable",
        "payable",
        _PAYABLE,
        Swap("#count-all", "#chosen-heading"),
        account="sasaki",
    ),
)

_TRY_ESTIMATE = ("pages/try.html", "partials/try.html")
_TRY_RESULT = ("pages/try_result.html", "partials/try_result.html")
_NEXT = Send("#try-next")
_BORN_1985 = (Fill("#birth-year", "1985"), Fill("#birth-month", "4"), Fill("#birth-day", "2"), _NEXT)
_BORN_1966 = (Fill("#birth-year", "1966"), Fill("#birth-month", "4"), Fill("#birth-day", "2"), _NEXT)
_TRIED_YOUNG = (Choose("#paper-under-50"), _NEXT, *_BORN_1985, Fill("#months", "240"), _NEXT)
_TRIED_OLDER = (Choose("#paper-from-50"), _NEXT, *_BORN_1966, Fill("#months", "400"), _NEXT)
_AMOUNTS_YOUNG = (Fill("#basic", "423650"), Fill("#employees", "350000"), _NEXT)
_AMOUNTS_OLDER = (Fill("#basic", "782000"), Fill("#proportional", "1003000"), Fill("#transitional", "420"), _NEXT)
_WORKS = (Choose("#doing-employment"), Fill("#pay", "300000"), Fill("#bonus", "60万円"), Fill("#until", "65"), _NEXT)


def _try_estimate(
    name: str,
    title: str,
    *steps: Step,
    templates: tuple[str, ...] = _TRY_ESTIMATE,
    status: int = 200,
) -> Screen:
    return Screen(
        name=f"try-{name}",
        title=f"登録なしの試算：{title}",
        path="/estimate/try",
        route="try-estimate-sent" if steps else "try-estimate",
        templates=templates,
        steps=steps,
        status=status,
        allowances=(*_TERMS, _COLUMN_NAMES, *_TABLE_ROLES),
    )


_TRIED = (
    _try_estimate("paper", "はじめの質問"),
    _try_estimate("paper-none", "定期便を選んでいないとき", _NEXT, status=422),
    _try_estimate("birth-wrong", "ない年を入力したとき", Choose("#paper-under-50"), _NEXT, _NEXT, status=422),
    _try_estimate("months", "受給資格期間", Choose("#paper-under-50"), _NEXT, *_BORN_1985),
    _try_estimate("amounts", "50歳未満の定期便の額", *_TRIED_YOUNG),
    _try_estimate("amounts-from-50", "50歳以上の定期便の額", *_TRIED_OLDER),
    _try_estimate("future", "これからのこと", *_TRIED_YOUNG, *_AMOUNTS_YOUNG),
    _try_estimate("claim", "受け取り始める年齢", *_TRIED_OLDER, *_AMOUNTS_OLDER),
    _try_estimate(
        "claim-wrong",
        "選べない年齢を入力したとき",
        *_TRIED_OLDER,
        *_AMOUNTS_OLDER,
        Fill("#claim-years", "76"),
        _NEXT,
        status=422,
    ),
    _try_estimate(
        "result",
        "結果",
        *_TRIED_YOUNG,
        *_AMOUNTS_YOUNG,
        *_WORKS,
        Fill("#claim-years", "70"),
        _NEXT,
        templates=_TRY_RESULT,
    ),
    _try_estimate(
        "result-from-50",
        "50歳以上の定期便の結果",
        *_TRIED_OLDER,
        *_AMOUNTS_OLDER,
        Fill("#claim-years", "63"),
        _NEXT,
        templates=_TRY_RESULT,
    ),
    _try_estimate(
        "result-too-short",
        "受給資格期間が足りないときの結果",
        Choose("#paper-from-50"),
        _NEXT,
        *_BORN_1966,
        Fill("#months", "60"),
        _NEXT,
        *_AMOUNTS_OLDER,
        Fill("#claim-years", "65"),
        _NEXT,
        templates=_TRY_RESULT,
    ),
)

_SIMPLE = ("pages/simple_estimate.html", "partials/simple_estimate.html")
_COUNT = Send("#count-simple")


def _simple(name: str, title: str, account: str, *steps: Step, status: int = 200) -> Screen:
    return _money(
        f"simple-{name}",
        f"かんたん試算：{title}",
        "/estimate/simple",
        "simple-estimate-sent" if steps else "simple-estimate",
        _SIMPLE,
        *steps,
        account=account,
        status=status,
    )


_SIMPLE_ESTIMATES = (
    _simple("asked", "3つの質問", "kobayashi"),
    _simple("limits", "計算できないことがあるとき", "miyamoto"),
    _simple("stopped", "計算できない人", "miura"),
    _simple("wrong", "選べない年齢を入力したとき", "kobayashi", Fill("#until", "80"), _COUNT, status=422),
    _simple(
        "result", "結果", "yamaguchi", Fill("#pay", "30万円"), Fill("#until", "70"), Fill("#claim-years", "66"), _COUNT
    ),
    _simple("result-young", "若い人の結果", "kobayashi", Fill("#until", "60"), _COUNT),
    _simple("lacking", "受け取れる額がないとき", "fukuda", Fill("#pay", "0"), Fill("#claim-years", "70"), _COUNT),
)

_ASKED_PAGE = ("pages/estimate_question.html", "partials/estimate_question.html")
_QUESTIONS_RESULT = ("pages/questions_result.html", "partials/questions_result.html")
# an answer is kept when it is sent; what the steps began is thrown away afterwards
_KEEP = Send("#keep-answer")
_KEEP_ONE = (Choose("#work-no"), _KEEP)
_FORGET = (Go("/drafts/estimate-questions"), Send("main form [type=submit]"))


def _draft(name: str, title: str, route: str, templates: tuple[str, ...], *steps: Step, kept: bool) -> Screen:
    return Screen(
        name=name,
        title=title,
        path="/estimate/questions/work",
        route=route,
        templates=templates,
        account="matsui",
        steps=(*_KEEP_ONE, *steps),
        after=_FORGET if kept else (),
        allowances=_HOME_PAGE if templates == _HOME else _SIGNED_IN,
    )


_DRAFTS = (
    _draft("home-draft", "マイページ：途中まで入力したものがあるとき", "home", _HOME, Go("/home"), kept=True),
    _draft("draft", "途中の入力を消す前", "draft", _PLAIN_FORM, _FORGET[0], kept=True),
    _draft("draft-discarded", "途中の入力を消したあと", "draft-discarded", _HOME, *_FORGET, kept=False),
)

_HISTORY = ("pages/history.html", "partials/history.html")
_HISTORY_DELETE = ("pages/history_delete.html", "partials/history_delete.html")
_NEXT_QUESTION = Send("main form button[name='step:next']")
_WROTE = (Fill("#answer", "入院"), _NEXT_QUESTION)

_history = partial(_signed_in, allowances=_CELLS)


# A name, a date, a place and a note look alike: one box under its question. A choice is another. An answer whose entry
# is gone meanwhile is asked again like any that is refused; one that came late has a notice above its box.
_WORKSHEET = _titled(
    "私の履歴整理表",
    _history("history", "記憶と国の記録", "/history", "history", _HISTORY),
    _history("history-recorded-only", "国の記録だけがあるとき", "/history", "history", _HISTORY, account="murakami"),
    _history("history-empty", "何もないとき", "/history", "history", _HISTORY, account=_EMPTY),
    _history(
        "history-print",
        "印刷用",
        "/history/print",
        "history-print",
        ("pages/history_print.html", "partials/history_print.html"),
    ),
    _history(
        "history-new",
        "何を書きとめるか",
        "/history/new",
        "history-new",
        ("pages/history_new.html", "partials/history_new.html"),
    ),
    _history(
        "history-first-question",
        "国の記録から書きはじめるとき",
        "/history/new/job?month=2001-08",
        "history-first-question",
        _HISTORY_QUESTION,
    ),
    _history(
        "history-nothing-chosen",
        "できごとをえらばないで送ったとき",
        "/history/new/marriage",
        "history-begun",
        _HISTORY_QUESTION,
        _NEXT_QUESTION,
        status=422,
    ),
    _history(
        "history-question", "いつまでつとめたか", "/history/entries/2/ended", "history-question", _HISTORY_QUESTION
    ),
    _history(
        "history-impossible-year",
        "元号にない年を書いたとき",
        "/history/entries/2/ended",
        "history-answered",
        _HISTORY_QUESTION,
        Fill("#answer", "昭和65年"),
        _NEXT_QUESTION,
        status=422,
    ),
    _history("history-note", "メモ", "/history/entries/2/note", "history-question", _HISTORY_QUESTION),
    _history(
        "history-entry",
        "書きとめた項目",
        "/history/entries/2",
        "history-entry",
        ("pages/history_entry.html", "partials/history_entry.html"),
    ),
    _history(
        "history-entry-delete", "項目を消す前", "/history/entries/2/delete", "history-entry-delete", _HISTORY_DELETE
    ),
    _history(
        "history-entry-deleted",
        "項目を消したあと",
        "/history/new/other",
        "history-entry-deleted",
        _HISTORY,
        *_WROTE,
        Go("/history/entries/1/delete"),
        Send("main form [type=submit]"),
        account="kimura",
    ),
    _history("history-delete", "すべて消す前", "/history/delete", "history-delete", _HISTORY_DELETE),
    _history(
        "history-deleted",
        "すべて消したあと",
        "/history/new/other",
        "history-deleted",
        _HISTORY,
        *_WROTE,
        Go("/history/delete"),
        Send("main form [type=submit]"),
        account="ando",
    ),
)


def _asked(
    name: str,
    title: str,
    address: str,
    route: str,
    *steps: Step,
    templates: tuple[str, ...] = _ASKED_PAGE,
    account: str = "matsui",
    status: int = 200,
) -> Screen:
    screen = _money(
        f"questions-{name}",
        f"質問に答える試算：{title}",
        f"/estimate/questions{address}",
        route,
        templates,
        *steps,
        account=account,
        status=status,
    )
    return replace(screen, after=_FORGET) if steps else screen


# questions with choices look alike, those with numbers and those with days as well
_QUESTIONS = (
    _asked(
        "start",
        "はじめの画面",
        "",
        "estimate-questions",
        templates=("pages/questions_start.html", "partials/questions_start.html"),
        account="sakamoto",
    ),
    _asked("work", "ひとつから選ぶ質問", "/work", "estimate-question"),
    _asked("pay", "数字の質問", "/pay", "estimate-question"),
    _asked("months", "あとから納める月を選ぶ質問", "/pay-back", "estimate-question", account="sakamoto"),
    _asked("days", "日付の質問", "/children", "estimate-question", Choose("#children-yes"), _KEEP),
    _asked(
        "wrong",
        "選べない年齢を入力したとき",
        "/until",
        "estimate-question-sent",
        Fill("#until", "80"),
        _KEEP,
    ),
    _asked(
        "answers",
        "お答えの確認",
        "/summary",
        "estimate-answers",
        templates=("pages/estimate_answers.html", "partials/estimate_answers.html"),
    ),
    _asked(
        "result",
        "結果",
        "/work",
        "estimate-answers-sent",
        *(Choose("#work-unknown"), _KEEP, Choose("#claim-basic-unknown"), _KEEP),
        *(Choose("#claim-employees-unknown"), _KEEP, Send("#count-answers")),
        templates=_QUESTIONS_RESULT,
        account="yamaguchi",
    ),
    _asked(
        "lacking",
        "受け取れる額がないとき",
        "/work",
        "estimate-questions-result",
        *(Choose("#work-no"), _KEEP, Choose("#pay-back-no"), _KEEP, Choose("#spouse-no"), _KEEP),
        *(Choose("#claim-basic-unknown"), _KEEP, Choose("#claim-employees-unknown"), _KEEP, Send("#count-answers")),
        templates=_QUESTIONS_RESULT,
        account="fukuda",
    ),
)

_DETAILED = ("pages/detailed_estimate.html", "partials/detailed_estimate.html")
_COUNT_ALL = Send("#count-detailed")


def _detailed(name: str, title: str, account: str, *steps: Step, status: int = 200) -> Screen:
    return _money(
        f"detailed-{name}",
        f"詳細な条件の試算：{title}",
        "/estimate/detailed",
        "detailed-estimate-sent" if steps else "detailed-estimate",
        _DETAILED,
        *steps,
        account=account,
        status=status,
    )


_DETAILED_ESTIMATES = (
    _detailed("asked", "条件の入力", "sasaki"),
    _detailed("wrong", "選べない年齢を入力したとき", "sasaki", Fill("#claim-basic", "80"), _COUNT_ALL, status=422),
    _detailed(
        "result",
        "結果",
        "kobayashi",
        Fill("#kind-1", "employment"),
        Fill("#until-1", "67"),
        Fill("#pay-1", "40万円"),
        Fill("#claim-employees", "70"),
        _COUNT_ALL,
    ),
)

_COMPARE = ("pages/compare.html", "partials/compare.html")
_KEEP = Send("#keep-estimate")
_KEPT = "/estimate/saved/kept-by-kobay-3"
_COUNTS_AT_65 = (Fill("#pay", "0"), Fill("#claim-years", "65"), _COUNT)
_CHART_TEXT = tuple(
    Allowance(
        engine=Engine.AXE,
        rule=rule,
        selector=".chart-text",
        reason="図の目もりの数字です。地は紙の色だけで、線はその上を通りません。同じ数字が、下の表にあります。",
    )
    for rule in ("color-contrast", "color-contrast-enhanced")
)


def _scenarios(
    name: str,
    title: str,
    path: str,
    route: str,
    account: str,
    *steps: Step,
    templates: tuple[str, ...] = _COMPARE,
    status: int = 200,
) -> Screen:
    screen = _money(name, f"残した試算：{title}", path, route, templates, *steps, account=account, status=status)
    return replace(screen, allowances=(*screen.allowances, *_CHART_TEXT))


# a choice among them looks like all of them; deleting begins with keeping, so the page after keeping is seen on the way
_KEPT_ESTIMATES = (
    _scenarios("compare", "くらべる", "/estimate/compare", "compare", "kobayashi"),
    _scenarios("compare-most", "いちばん多く残し、直すものがあるとき", "/estimate/compare", "compare", "sasaki"),
    _scenarios("compare-none", "まだないとき", "/estimate/compare", "compare", "kimura"),
    _scenarios(
        "as-now",
        "「今のまま」の見込額",
        "/estimate/compare/as-now",
        "as-now",
        "kobayashi",
        templates=("pages/as_now.html", "partials/as_now.html"),
    ),
    _scenarios(
        "scenario-full",
        "もう5つあるとき",
        "/estimate/simple",
        "scenario-saved",
        "sasaki",
        *_COUNTS_AT_65,
        _KEEP,
        templates=("pages/save_estimate.html", "partials/save_estimate.html"),
        status=422,
    ),
    _scenarios("scenario", "条件をもう一度開いたとき", _KEPT, "scenario", "kobayashi", templates=_DETAILED),
    _scenarios("scenario-name", "名前を変える", f"{_KEPT}/name", "scenario-name", "kobayashi", templates=_PLAIN_FORM),
    _scenarios(
        "scenario-named",
        "名前を消して送ったとき",
        f"{_KEPT}/name",
        "scenario-named",
        "kobayashi",
        Fill("#scenario-name", ""),
        Send("main form [type=submit]"),
        templates=_PLAIN_FORM,
        status=422,
    ),
    _scenarios(
        "scenario-delete",
        "消す前の確かめ",
        f"{_KEPT}/delete",
        "scenario-delete",
        "kobayashi",
        templates=("pages/delete_scenario.html", "partials/delete_scenario.html"),
    ),
    _scenarios(
        "scenario-deleted",
        "残して、消したあと",
        "/estimate/simple",
        "scenario-deleted",
        "yamaguchi",
        *_COUNTS_AT_65,
        _KEEP,
        Send("main a[href$='/delete']"),
        Send("#delete-scenario-now"),
    ),
)

_PAID_SO_FAR = (
    _money("paid", "納付済額", "/records/paid", "paid", _PAID),
    _money(
        "paid-unsure",
        "納付済額：確かでない月がある人",
        "/records/paid",
        "paid",
        _PAID,
        account=_HARUNO,
        longest=True,
    ),
    _money("paid-nothing", "納付済額：納めた記録がない人", "/records/paid", "paid", _PAID, account="hirai"),
    _money(
        "paid-year-open",
        "納付済額：表の中で1年度を開いたとき",
        "/records/paid",
        "paid",
        (*_PAID, "partials/paid_year.html"),
        *_panel("a[href='/records/paid/2020']", "#paid-panel-2020"),
    ),
    _money("paid-year", "1年度の納付済額", "/records/paid/2020", "paid-year", _PAID_YEAR),
    _money(
        "paid-year-unsure",
        "1年度の納付済額：確かでない月",
        "/records/paid/1980",
        "paid-year",
        _PAID_YEAR,
        account=_HARUNO,
    ),
    _money(
        "error-403-own-channel",
        "エラー：職員が、ご本人だけの画面を開いたとき",
        "/records/paid",
        "paid",
        _ERROR,
        account="officer",
        status=403,
    ),
    _money(
        "error-404-paid-year",
        "エラー：納めた記録がない年度",
        "/records/paid/1950",
        "paid-year",
        _ERROR,
        status=404,
    ),
)


def _help(
    name: str,
    title: str,
    path: str,
    route: str,
    templates: tuple[str, ...],
    *steps: Step,
    status: int = 200,
) -> Screen:
    return Screen(
        name=name,
        title=title,
        path=path,
        route=route,
        templates=templates,
        steps=steps,
        status=status,
        allowances=(*_PLATES, *_TERMS, _COLUMN_NAMES),
    )


_LIST = ("pages/help_index.html", "partials/help_index.html")
_TEXT_PAGE = ("pages/help_text.html", "partials/help_text.html")
_ANSWERS = ("pages/help_answers.html", "partials/help_answers.html")
_BUBBLE = (*_panel("main a.term", ".bubble-place"),)

_HELP = (
    _help("glossary", "用語の説明：一覧", "/glossary", "glossary", _LIST),
    _help("glossary-found", "用語の説明：さがしたあと", f"/glossary?q={quote('めんじょ')}", "glossary", _LIST),
    _help(
        "glossary-nothing",
        "用語の説明：見つからないとき",
        f"/glossary?q={quote('んんんんん')}",
        "glossary",
        _LIST,
    ),
    _help("glossary-empty-search", "用語の説明：何も書かずにさがしたとき", "/glossary?q=", "glossary", _LIST),
    _help(
        "glossary-swapped",
        "用語の説明：画面の中でさがしたあと",
        "/glossary",
        "glossary",
        _LIST,
        Fill("#search-words", "追納"),
        Swap("#search-send", "#search-clear"),
    ),
    _help(
        "glossary-answers",
        "用語の説明：全部を続けて読む",
        "/glossary/answers",
        "glossary-answers",
        _ANSWERS,
    ),
    _help("term", "用語の説明：ひとつの用語", "/glossary/full-exemption", "term", _TEXT_PAGE),
    _help(
        "term-many-cells",
        "用語の説明：表の書きかたが多い用語",
        "/glossary/partial-exemption",
        "term",
        _TEXT_PAGE,
    ),
    _help("error-404-term", "エラー：ない用語", "/glossary/menjo", "term", _ERROR, status=404),
    _help("faq", "よくあるご質問：一覧", "/faq", "faq", _LIST),
    _help("faq-found", "よくあるご質問：さがしたあと", f"/faq?q={quote('会社')}", "faq", _LIST),
    _help("faq-about", "よくあるご質問：ひとつの用語について", "/faq/about/exemption", "faq-about", _LIST),
    _help("faq-answers", "よくあるご質問：答えを続けて読む", "/faq/answers", "faq-answers", _ANSWERS),
    _help("question", "よくあるご質問：ひとつの質問", "/faq/can-i-still-pay", "question", _TEXT_PAGE),
    _help(
        "question-bubble",
        "よくあるご質問：用語の吹き出しを開いたとき",
        "/faq/can-i-still-pay",
        "question",
        (*_TEXT_PAGE, "partials/term_bubble.html"),
        *_BUBBLE,
    ),
    _help("error-404-question", "エラー：ないご質問", "/faq/nani", "question", _ERROR, status=404),
    _help("guide", "はじめて案内：一覧", "/guide", "guide", _LIST),
    _help("guide-step", "はじめて案内：ひとつの質問", "/guide/01-what-is-a-pension", "guide-step", _TEXT_PAGE),
    _help("guide-answers", "はじめて案内：全部を続けて読む", "/guide/answers", "guide-answers", _ANSWERS),
    Screen(
        name="month-bubble",
        title="ひと月：用語の吹き出しを開いたとき",
        path="/records/1984/5",
        route="term",
        templates=(*_MONTH, "partials/term_bubble.html"),
        account=_HARUNO,
        steps=_BUBBLE,
        allowances=_SIGNED_IN,
    ),
    _records(
        "records-month-bubble",
        "年金記録：表の中で開いた月の、用語の吹き出し",
        "",
        *_panel("a[href='/records/2026/3']", "#year-panel-2025"),
        *_panel("#year-panel-2025 a.term", ".bubble-place"),
        templates=(*_TABLE, "partials/month_detail.html", "partials/term_bubble.html"),
    ),
    _checks(
        "checks-bubble",
        "ご確認いただきたい項目：用語の吹き出しを開いたとき",
        _HARUNO,
        steps=_panel("main a.term", ".bubble-place"),
        route="term",
        templates=(*_CHECKS, "partials/term_bubble.html"),
    ),
)


def _record_screen(name: str) -> Screen:
    return next(screen for screen in (*_GRIDS, *_MONTHS, *_POINTS) if screen.name == name)


_SETTINGS = ("pages/display.html", "partials/display.html")
_TRY, _SAVE = Send("#try-display"), Send("#save-display")
_LARGEST_YELLOW = DisplayPreferences(size=Size.LARGEST, theme=Theme.YELLOW_ON_BLACK)
_READINGS = DisplayPreferences(furigana=Furigana.ON)


def _display(name: str, title: str, *steps: Step, path: str = "/display", status: int = 200) -> Screen:
    return Screen(
        name=name,
        title=title,
        path=path,
        route="display-sent" if steps else "display",
        templates=_SETTINGS,
        steps=steps,
        status=status,
        allowances=(*_PLATES, _BRACKETS),
    )


def _shown_as(display: DisplayPreferences, name: str, title: str, like: Screen) -> Screen:
    """A screen of the register as somebody sees it who has made a choice on /display."""
    return replace(like, name=name, title=title, display=display, allowances=(*like.allowances, _BRACKETS))


_DISPLAY = (
    _display("display", "表示の設定"),
    _display(
        "display-sample-yellow",
        "表示の設定：黒地に黄、2倍の文字の見本",
        Choose("#size-200"),
        Choose("#theme-yellow-on-black"),
        _TRY,
    ),
    _display("display-sample-furigana", "表示の設定：ふりがなの見本", Choose("#furigana-on"), _TRY),
    _display("display-wrong", "表示の設定：ない答えが送られたとき", Fill("#size-100", "999"), _SAVE, status=422),
    _display("display-saved", "表示の設定：保存したあと", Choose("#spacing-wide"), Choose("#motion-off"), _SAVE),
    _shown_as(
        _LARGEST_YELLOW,
        "records-65-years-yellow",
        "年金記録：月ごとの表（65年）、黒地に黄、2倍の文字",
        _record_screen("records-65-years"),
    ),
    _shown_as(
        DisplayPreferences(size=Size.LARGEST),
        "records-ten-years-largest",
        "年金記録：月ごとの表（12年）、2倍の文字",
        _record_screen("records-ten-years"),
    ),
    _shown_as(
        DisplayPreferences(size=Size.LARGER, theme=Theme.DARK, motion=Motion.OFF),
        "records-dark-by-hand",
        "年金記録：月ごとの表（47年）、暗い色を選んだとき、1.25倍の文字",
        _record_screen("records"),
    ),
    _shown_as(_READINGS, "records-furigana", "年金記録：ふりがなをつけたとき", _record_screen("records-ten-years")),
    _shown_as(_READINGS, "checks-furigana", "ご確認いただきたい項目：ふりがなをつけたとき", _record_screen("checks")),
    _shown_as(
        DisplayPreferences(size=Size.LARGE, spacing=Spacing.WIDE),
        "month-large-wide",
        "ひと月：未納の月、1.5倍の文字と広い行間",
        _record_screen("month-unpaid"),
    ),
)

_ABOUT = (
    _help("privacy", "個人情報の取り扱い", "/privacy", "privacy", _TEXT_PAGE),
    _help("terms-of-use", "ご利用にあたって", "/terms", "terms", _TEXT_PAGE),
    _help("offline", "電波がないとき", "/offline", "offline", _TEXT_PAGE),
    _help("contact", "お問い合わせ", "/contact", "contact", ("pages/contact.html", "partials/contact.html")),
)


def _error(name: str, title: str, path: str, status: int, *steps: Step, route: str = "") -> Screen:
    return Screen(
        name=f"error-{name}",
        title=title,
        path=path,
        route=route,
        templates=_ERROR,
        steps=steps,
        status=status,
    )


def _planted(name: str, title: str, path: str, status: int) -> Screen:
    """What only a failing server shows: the demo server of the tests has an address for each."""
    path = f"/planted-faults/{path}"
    return Screen(name=f"error-{name}", title=title, path=path, route="", templates=_ERROR, status=status, faulty=True)


def _partial_error(name: str, title: str, diverted: str, status: int, *, faulty: bool = True) -> Screen:
    """A failure inside of a page: the month that was to open answers with an error."""
    return Screen(
        name=f"error-{name}-in-page",
        title=title,
        path="/records",
        route="",
        templates=_ERROR,
        account=_YOUNG,
        steps=(Divert(diverted), Swap("a[href='/records/2026/3']", "#error")),
        status=status,
        faulty=faulty,
        allowances=_GRID,
    )


_TOO_LONG = "a" * 70_000

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
    ),
    _error("413", "エラー：大きすぎる内容", "/sign-in", 413, Fill("#password", _TOO_LONG), _SEND_SIGN_IN),
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
        allowances=_SIGNED_IN,
    ),
    _partial_error("400", "エラー：読み取れない内容（画面の中）", "/planted-faults/unreadable", 400),
    _partial_error("403", "エラー：受け付けられない操作（画面の中）", "/planted-faults/forbidden", 403),
    _partial_error("404", "エラー：記録の外の月（画面の中）", "/records/1900/1", 404, faulty=False),
    _partial_error("405", "エラー：使えない開きかた（画面の中）", "/sign-out", 405, faulty=False),
    _partial_error("413", "エラー：大きすぎる内容（画面の中）", "/planted-faults/too-large", 413),
    _partial_error("422", "エラー：受け付けられない内容（画面の中）", "/planted-faults/refused", 422),
    _partial_error("500", "エラー：こちらの故障（画面の中）", "/planted-faults/unexpected", 500),
    _partial_error("503", "エラー：こみあい、手入れ（画面の中）", "/planted-faults/no-database", 503),
)

_HELPER = "kaede"  # sees the longest record, and one no longer
_HELPER_RECORDS = "shimizu"  # sees the records of one person and nothing else
_HELPER_REMEMBERING = "fujita"  # sees what somebody remembers, and searches for them
_NO_HELP = "endo"  # neither helps nor is helped
_OFFICER = "officer"

_HELPERS = ("pages/helpers.html", "partials/helpers.html")
_HELPER_FORM = ("pages/helper_form.html", "partials/helper_form.html")
_REVIEW = ("pages/review.html", "partials/review.html")
_HELPING = ("pages/helping.html", "partials/helping.html")
_LOG = ("pages/access_log.html", "partials/access_log.html")
_INQUIRIES = ("pages/inquiries.html", "partials/inquiries.html")
_INQUIRY_FORM = ("pages/inquiry_form.html", "partials/inquiry_form.html")
_PAPER_MANDATE = ("pages/paper_mandate.html", "partials/paper_mandate.html")
_END_MANDATES = ("pages/end_mandates.html", "partials/end_mandates.html")
_DESK = ("pages/inquiry_desk.html", "partials/inquiry_desk.html")
_CONFLICT = ("pages/correction_conflict.html", "partials/correction_conflict.html")
_OPEN_INQUIRY = ("pages/open_inquiry.html", "partials/open_inquiry.html")


_STEP = "main form button[name='step:{}']"
_CHECK, _DO = (Send(_STEP.format(step)) for step in ("check", "do"))
_NOBODY = (
    Fill("#helper-user-id", "dareka22"),
    Fill("#helper-name", "だれか"),
    Choose("#screens-records"),
    Choose("#period-6"),
)
_WANTS_KATO = (
    Fill("#helper-user-id", "kato47"),
    Fill("#helper-name", "加藤 秀雄"),
    Choose("#screens-records"),
    Choose("#screens-checks"),
    Choose("#period-3"),
    _CHECK,
)
_WITHDRAW = Send("main form[action$=withdrawals] button")
_BEGIN = Send("main form[action='/helping/begin'] button")
_STOP = Send(".acting button")
_ASK = Send("main .lines li:first-child .actions a")
_QUESTION = Fill("#question", "この日は、どこにも行っていません。")

_HELPER_SCREENS = (
    _signed_in("helpers", "代理の方", "/account/helpers", "helpers", _HELPERS),
    _signed_in("helpers-none", "代理の方：いない人", "/account/helpers", "helpers", _HELPERS, account=_NO_HELP),
    _signed_in("helper-form", "代理の方を決める", "/account/helpers/new", "helper-form", _HELPER_FORM),
    _signed_in(
        "helper-form-nothing-typed",
        "代理の方を決める：何も入力していないとき",
        "/account/helpers/new",
        "helper-sent",
        _HELPER_FORM,
        _CHECK,
        status=422,
    ),
    _signed_in(
        "helper-form-unknown",
        "代理の方を決める：見つからないとき",
        "/account/helpers/new",
        "helper-sent",
        _HELPER_FORM,
        *_NOBODY,
        _CHECK,
        status=422,
    ),
    _signed_in(
        "helper-review",
        "代理の方を決める：内容の確認",
        "/account/helpers/new",
        "helper-sent",
        _REVIEW,
        *_WANTS_KATO,
        account=_NO_HELP,
    ),
    _signed_in(
        "helper-withdrawn",
        "代理の方：決めて、取り消したあと",
        "/account/helpers/new",
        "helper-withdrawn",
        _HELPERS,
        *_WANTS_KATO,
        _DO,
        _WITHDRAW,
        account="miura",
    ),
    _signed_in("helping", "代わりに見る", "/helping", "helping", _HELPING),
    _signed_in("helping-none", "代わりに見る：頼まれていない人", "/helping", "helping", _HELPING, account=_NO_HELP),
    _signed_in(
        "acting-longest-name",
        "代わりに見ているとき：いちばん長い名前",
        "/helping",
        "helping-begun",
        _TABLE,
        _BEGIN,
        account=_HELPER,
        longest=True,
        allowances=_GRID,
    ),
    _signed_in(
        "acting-checks",
        "代わりに見ているとき：ご確認いただきたい項目",
        "/helping",
        "checks",
        _CHECKS,
        _BEGIN,
        Go("/records/checks"),
        account=_HELPER,
    ),
    _signed_in(
        "acting-helping",
        "代わりに見ているとき：代わりに見る方の一覧",
        "/helping",
        "helping",
        _HELPING,
        _BEGIN,
        Send("a.brand"),
        account=_HELPER,
    ),
    _money(
        "acting-paid",
        "代わりに見ているとき：納めた額",
        "/helping",
        "paid",
        _PAID,
        _BEGIN,
        Go("/records/paid"),
        account=_HARUNO,
    ),
    _signed_in(
        "acting-recall",
        "代わりに見ているとき：思い出すお手伝い",
        "/helping",
        "recall",
        _RECALL,
        _BEGIN,
        Go("/recall"),
        account=_HELPER_REMEMBERING,
    ),
    _history(
        "acting-history",
        "代わりに見ているとき：履歴整理表",
        "/helping",
        "history",
        _HISTORY,
        _BEGIN,
        Go("/history"),
        account=_HELPER_REMEMBERING,
    ),
    _signed_in(
        "acting-search",
        "代わりに見ているとき：持ち主不明記録の検索",
        "/helping",
        "search-unlinked",
        ("pages/search_question.html", "partials/search_question.html"),
        _BEGIN,
        Go("/search/unlinked"),
        account=_HELPER_REMEMBERING,
    ),
    replace(
        _signed_in(
            "acting-ended",
            "代わりに見ているあいだに、委任が取り消されたとき",
            "/helping",
            "helping",
            _HELPING,
            Elsewhere("shibata", "/account/helpers/new", (*_WANTS_KATO, _DO)),
            Go("/helping"),
            _BEGIN,
            Elsewhere("shibata", "/account/helpers", (_WITHDRAW,)),
            Go("/helping"),
            account="kato",
        ),
        after=(_STOP,),
    ),
    _signed_in(
        "acting-stopped",
        "代わりに見るのをやめたあと",
        "/helping",
        "helping-stopped",
        _HELPING,
        _BEGIN,
        _STOP,
        account=_HELPER_RECORDS,
    ),
    _signed_in(
        "error-403-not-covered",
        "エラー：委任に入っていない画面",
        "/helping",
        "checks",
        _ERROR,
        _BEGIN,
        Go("/records/checks"),
        account=_HELPER_RECORDS,
        status=403,
    ),
    _signed_in("access-log", "アクセス記録", "/account/access-log", "access-log", _LOG, account=_NO_HELP),
    _signed_in(
        "access-log-staff",
        "アクセス記録：窓口と代理の方が見た人",
        "/account/access-log",
        "access-log",
        _LOG,
    ),
    _signed_in(
        "inquiries", "アクセス記録のお問い合わせと答え", "/account/access-log/inquiries", "inquiries", _INQUIRIES
    ),
    _signed_in(
        "inquiries-none",
        "アクセス記録のお問い合わせ：ない人",
        "/account/access-log/inquiries",
        "inquiries",
        _INQUIRIES,
        account=_NO_HELP,
    ),
    _signed_in(
        "inquiry-form",
        "この記録はおかしい",
        "/account/access-log/inquiries/new?entry=1",
        "inquiry-form",
        _INQUIRY_FORM,
    ),
    _signed_in(
        "inquiry-form-nothing-typed",
        "この記録はおかしい：何も入力していないとき",
        "/account/access-log",
        "inquiry-sent",
        _INQUIRY_FORM,
        _ASK,
        _CHECK,
        status=422,
    ),
    replace(
        _signed_in(
            "inquiry-review",
            "この記録はおかしい：内容の確認",
            "/account/access-log",
            "inquiry-sent",
            _REVIEW,
            _ASK,
            _QUESTION,
            _CHECK,
        ),
        after=(Go("/drafts/inquiry"), _SEND_SIGN_IN),
    ),
)


_desk = partial(_signed_in, account=_OFFICER)
_FIRST_INQUIRY = Send("main section:last-of-type .lines li:first-child a")

_DESK_SCREENS = (
    _desk("paper-mandate", "窓口：紙の委任状", "/counter/office/mandates", "paper-mandate-form", _PAPER_MANDATE),
    _desk(
        "paper-mandate-done",
        "窓口：紙の委任状を登録したあと",
        "/counter/office/mandates?done=1",
        "paper-mandate-form",
        _PAPER_MANDATE,
    ),
    _desk(
        "paper-mandate-nothing-typed",
        "窓口：紙の委任状、何も入力していないとき",
        "/counter/office/mandates",
        "paper-mandate-sent",
        _PAPER_MANDATE,
        _CHECK,
        status=422,
    ),
    _desk(
        "end-mandates", "窓口：委任をすべて止める", "/counter/office/mandates/end", "mandates-end-form", _END_MANDATES
    ),
    _desk(
        "end-mandates-nothing-typed",
        "窓口：委任をすべて止める、何も入力していないとき",
        "/counter/office/mandates/end",
        "mandates-end-sent",
        _END_MANDATES,
        Send("main form [type=submit]"),
        status=422,
    ),
    _desk("inquiry-desk", "窓口：お問い合わせの一覧", "/counter/office/inquiries", "inquiry-desk", _DESK),
    _desk(
        "open-inquiry-answered",
        "窓口：答えたお問い合わせ",
        "/counter/office/inquiries",
        "open-inquiry",
        _OPEN_INQUIRY,
        _FIRST_INQUIRY,
    ),
    _desk(
        "open-inquiry-nothing-typed",
        "窓口：お問い合わせに、何も書かずに答えたとき",
        "/counter/office/inquiries",
        "inquiry-answered",
        _OPEN_INQUIRY,
        Send("main section:first-of-type .lines li:first-child a"),
        Send("main form:has(#answer) button"),
        status=422,
    ),
    # the list when nothing waits, or with the word that answers an act, looks as the lists above do; a correction that
    # cannot be kept leaves out a way, and for whoever has decided it only the note is left
    _desk(
        "correction-conflicts",
        "窓口：訂正とぶつかる記録の一覧",
        "/counter/office/corrections/conflicts",
        "correction-conflicts",
        ("pages/correction_conflicts.html", "partials/correction_conflicts.html"),
    ),
    _desk(
        "correction-conflict",
        "窓口：届いた記録と訂正を見くらべる",
        "/counter/office/corrections/conflicts/1",
        "correction-conflict",
        _CONFLICT,
        allowances=(*_SIGNED_IN, *_TABLE_ROLES),
    ),
    _desk(
        "correction-conflict-nothing-chosen",
        "窓口：届いた記録と訂正、何もえらばずに決めたとき",
        "/counter/office/corrections/conflicts/1",
        "correction-conflict-settled",
        _CONFLICT,
        Send("main form [type=submit]"),
        status=422,
        allowances=(*_SIGNED_IN, *_TABLE_ROLES),
    ),
)

_CORRECTION_DESK = ("pages/correction_desk.html", "partials/correction_desk.html")
_OPEN_CORRECTION = ("pages/open_correction.html", "partials/open_correction.html")
_CORRECTION_FORM = ("pages/correction_form.html", "partials/correction_form.html")
_DECISION = ("pages/correction_decision.html", "partials/correction_decision.html")
_CORRECTIONS_URL = "/counter/office/corrections"
_REVIEWED, _DECIDED = f"{_CORRECTIONS_URL}/40000030", f"{_CORRECTIONS_URL}/40000055"
_correcting = partial(_signed_in, account=_OFFICER, allowances=_CELLS)

# Requests at other steps look as the one with papers asked, other steps and questions as the forms here.
_CORRECTING = _titled(
    "窓口：訂正の請求",
    _correcting("correction-desk", "一覧", _CORRECTIONS_URL, "correction-desk", _CORRECTION_DESK),
    _correcting(
        "correction-desk-number-wrong",
        "番号のけたが足りないとき",
        _CORRECTIONS_URL,
        "correction-found",
        _CORRECTION_DESK,
        Fill("#number", "1234"),
        Send("main form [type=submit]"),
        status=422,
    ),
    _correcting(
        "open-correction",
        "書類をお願いしているとき",
        f"{_CORRECTIONS_URL}/40000048",
        "open-correction",
        _OPEN_CORRECTION,
    ),
    _correcting("open-correction-decided", "自分で決めたとき", _DECIDED, "correction-decided", _OPEN_CORRECTION),
    _correcting(
        "correction-step",
        "受け付ける",
        f"{_CORRECTIONS_URL}/40000014/steps/received",
        "correction-step",
        _CORRECTION_FORM,
    ),
    _correcting(
        "correction-step-nothing-typed",
        "何も入力せずに書類をお願いしたとき",
        f"{_CORRECTIONS_URL}/40000022/steps/papers_asked",
        "correction-step-taken",
        _CORRECTION_FORM,
        Send("main form [type=submit]"),
        status=422,
    ),
    _correcting("correction-decision", "決定の全体", f"{_REVIEWED}/decision", "correction-decision", _DECISION),
    _correcting(
        "correction-decision-question",
        "外す期間",
        f"{_REVIEWED}/decision/withdrawals",
        "correction-decision-question",
        _CORRECTION_FORM,
    ),
    _correcting(
        "correction-decision-nothing-typed",
        "わけを書かずに進んだとき",
        f"{_REVIEWED}/decision/reason",
        "correction-decision-answered",
        _CORRECTION_FORM,
        Send("main form [type=submit]"),
        status=422,
    ),
    _correcting(
        "correction-entry-question",
        "加える期間の給与",
        f"{_REVIEWED}/decision/entries/1/pay",
        "correction-entry-question",
        _CORRECTION_FORM,
    ),
    _correcting(
        "correction-entry-date-wrong",
        "ない日を入力したとき",
        f"{_REVIEWED}/decision/entries/1/enrolled",
        "correction-entry-answered",
        _CORRECTION_FORM,
        Fill("#answer", "昭和65年4月1日"),
        Send("main form [type=submit]"),
        status=422,
    ),
    _correcting(
        "correction-decision-changed",
        "ほかの職員が決定を書きかえたとき",
        f"{_REVIEWED}/decision",
        "correction-entry-removed",
        _DECISION,
        Fill("main form[action$='entries/2/remove'] [name=seen]", "ほかの内容"),
        Send("main form[action$='entries/2/remove'] button"),
        status=409,
    ),
    _correcting(
        "correction-to-record",
        "記録に反映する前",
        f"{_DECIDED}/record",
        "correction-to-record",
        _DECISION,
        account=_SUPERVISOR,
    ),
    _correcting(
        "correction-record-changed",
        "記録が新しくなっていたとき",
        f"{_DECIDED}/record",
        "correction-in-record",
        _DECISION,
        Fill("main form [name=version]", "0"),
        Send("main form [type=submit]"),
        account=_SUPERVISOR,
        status=409,
    ),
)


_SEARCH_PAGES = ("pages/search.html", "partials/search.html")
_SEARCH_QUESTION = ("pages/search_question.html", "partials/search_question.html")
_SEARCH_ANSWER = ("pages/search_answer.html", "partials/search_answer.html")
_SEARCH_DESK = ("pages/search_desk.html", "partials/search_desk.html")
_NEXT = Send("main form button[name='step:next']")
_TO_PURPOSE = (_NEXT, Choose("#purpose-check"))
_TO_ANSWER = (*_TO_PURPOSE, _NEXT, _DO)

_SEARCHES = (
    _signed_in("search", "記録をさがす", "/search", "search", _SEARCH_PAGES),
    _signed_in(
        "search-question", "持ち主不明記録の検索：ほかの名前", "/search/unlinked", "search-unlinked", _SEARCH_QUESTION
    ),
    _signed_in(
        "search-nothing-chosen",
        "持ち主不明記録の検索：えらばずに進んだとき",
        "/search/unlinked",
        "search-unlinked-sent",
        _SEARCH_QUESTION,
        _NEXT,
        _NEXT,
        status=422,
    ),
    # the other answer differs in two sentences only (tests/web/routes/test_unlinked_search.py)
    _signed_in(
        "search-answer",
        "持ち主不明記録の検索：該当する可能性があるとき",
        "/search/unlinked",
        "search-unlinked-sent",
        _SEARCH_ANSWER,
        *_TO_ANSWER,
        account="shimizu",
    ),
    _signed_in(
        "search-used-up",
        "持ち主不明記録の検索：1日の回数を使いおわったとき",
        "/search/unlinked",
        "search-unlinked-sent",
        _SEARCH_ANSWER,
        *_TO_ANSWER,
        account="ikeda",
        status=429,
    ),
    _signed_in(
        "search-deceased",
        "亡くなった方の記録の検索：続きがら",
        "/search/deceased",
        "search-deceased",
        _SEARCH_QUESTION,
    ),
    _signed_in(
        "search-deceased-no-year",
        "亡くなった方の記録の検索：生まれた年がないとき",
        "/search/deceased",
        "search-deceased-sent",
        _SEARCH_QUESTION,
        Choose("#relationship-child"),
        _NEXT,
        Choose("#purpose-unpaid"),
        _NEXT,
        Fill("#family-kana", "アキヤマ"),
        Fill("#given-kana", "シゲル"),
        _NEXT,
        _NEXT,
        _NEXT,
        status=422,
    ),
    _desk(
        "search-desk-opened",
        "窓口：検索の候補を開いたとき",
        "/counter/office/searches",
        "search-desk-sent",
        _SEARCH_DESK,
        Fill("#search-number", "1000-0015"),
        Choose("#reason-search-visit"),
        Send("main form [type=submit]"),
    ),
    _desk("search-desk", "窓口：持ち主不明記録の候補", "/counter/office/searches", "search-desk", _SEARCH_DESK),
)


_OWN_CORRECTIONS = ("pages/corrections.html", "partials/corrections.html")
_CORRECTION = ("pages/correction.html", "partials/correction.html")
_CORRECTION_START = ("pages/correction_start.html", "partials/correction_start.html")
_CORRECTION_QUESTION = ("pages/correction_question.html", "partials/correction_question.html")
_CORRECTION_SUMMARY = ("pages/correction_summary.html", "partials/correction_summary.html")
_correction = partial(_signed_in, allowances=_CELLS)
_FROM_MONTHS = "/corrections/new?from=month.1989-04.1991-03"
_KEEP_ANSWER = Send("#keep-answer")
_BEGIN_CORRECTION = Send("#begin-correction")
_FORGET_CORRECTION = (Go("/drafts/correction"), Send("main form [type=submit]"))
_DELETE_CORRECTION = (Send("a[href$='/delete']"), Send("main form [type=submit]"))
_PREPARE = (
    _BEGIN_CORRECTION,
    Go("/corrections/new/told"),
    Fill("#told", "むかし、つとめていました。"),
    _KEEP_ANSWER,
    Go("/corrections/new/summary"),
    Send("#prepare-correction"),
)


def _begun(name: str, title: str, route: str, templates: tuple[str, ...], *steps: Step) -> Screen:
    """A form that was begun, and is thrown away afterwards."""
    begun = _correction(name, title, _FROM_MONTHS, route, templates, _BEGIN_CORRECTION, *steps, account="takeda")
    return replace(begun, after=_FORGET_CORRECTION)


# Months, choices, boxes to tick and a text are asked; the boxes of papers at hand look like those to look for, the
# further papers like the account. Before a request is changed, deleted or withdrawn it looks alike.
_CORRECTIONS = _titled(
    "記録の訂正の相談",
    _correction(
        "corrections-none",
        "まだないとき",
        "/corrections",
        "corrections",
        _OWN_CORRECTIONS,
        account=_CALM,
    ),
    _correction(
        "corrections",
        "ふたつあるとき",
        "/corrections",
        "corrections",
        _OWN_CORRECTIONS,
        account="takeda",
    ),
    _correction("correction-new", "準備のはじめ", _FROM_MONTHS, "correction-new", _CORRECTION_START, account="takeda"),
    _begun(
        "correction-new-again",
        "準備のはじめ：途中の準備があるとき",
        "correction-new",
        _CORRECTION_START,
        Go(_FROM_MONTHS),
    ),
    _begun("correction-begun", "いつの記録か", "correction-begun", _CORRECTION_QUESTION),
    _begun(
        "correction-months-wrong",
        "終わりが、はじめより前のとき",
        "correction-answered",
        _CORRECTION_QUESTION,
        Fill("#last-year", "1988"),
        _KEEP_ANSWER,
    ),
    _begun(
        "correction-claim",
        "何がちがうか",
        "correction-question",
        _CORRECTION_QUESTION,
        Go("/corrections/new/claim"),
    ),
    _begun(
        "correction-told", "おぼえていること", "correction-question", _CORRECTION_QUESTION, Go("/corrections/new/told")
    ),
    _begun(
        "correction-papers",
        "これからさがす書類",
        "correction-question",
        _CORRECTION_QUESTION,
        Go("/corrections/new/look-for"),
    ),
    _begun(
        "correction-summary",
        "内容の確認：答えていない質問があるとき",
        "correction-summary",
        _CORRECTION_SUMMARY,
        Go("/corrections/new/summary"),
    ),
    replace(
        _correction(
            "correction-prepared",
            "準備ができたとき",
            _FROM_MONTHS,
            "correction-prepared",
            _CORRECTION,
            *_PREPARE,
            account="takeda",
        ),
        after=_DELETE_CORRECTION,
    ),
    _correction(
        "correction-deleted",
        "消したあと",
        _FROM_MONTHS,
        "correction-deleted",
        _OWN_CORRECTIONS,
        *_PREPARE,
        *_DELETE_CORRECTION,
        account="takeda",
    ),
    _correction(
        "correction-change",
        "書きなおす前",
        "/corrections/40000014/change",
        "correction-change",
        _PLAIN_FORM,
        account="watanabe",
    ),
    replace(
        _correction(
            "correction-opened",
            "内容の確認：書きなおすとき",
            "/corrections/40000014/change",
            "correction-opened",
            _CORRECTION_SUMMARY,
            Send("main form [type=submit]"),
            account="watanabe",
        ),
        after=_FORGET_CORRECTION,
    ),
    _correction(
        "correction-delete",
        "消す前",
        "/corrections/40000014/delete",
        "correction-delete",
        _PLAIN_FORM,
        account="watanabe",
    ),
    _correction(
        "correction-withdraw",
        "取り下げる前",
        "/corrections/40000048/withdraw",
        "correction-withdraw",
        _PLAIN_FORM,
        account="kuroda",
    ),
    _correction(
        "correction-not-withdrawn",
        "古くなった画面から取り下げたとき",
        "/corrections/40000048/withdraw",
        "correction-withdrawn",
        _ERROR,
        Fill("main input[name=csrf_token]", "damaged"),
        Send("main form [type=submit]"),
        account="kuroda",
        status=403,
    ),
    _correction(
        "correction-papers-asked",
        "書類をお願いされているとき",
        "/corrections/40000048",
        "correction",
        _CORRECTION,
        account="kuroda",
    ),
    _correction(
        "correction-changed",
        "訂正の前と後",
        "/corrections/40000071",
        "correction",
        _CORRECTION,
        account="sakai",
    ),
    _correction(
        "correction-refused",
        "訂正しないと決まったとき",
        "/corrections/40000063",
        "correction",
        _CORRECTION,
        account="kono",
    ),
    _correction(
        "correction-print",
        "印刷用",
        "/corrections/40000014/print",
        "correction-print",
        ("pages/correction_print.html", "partials/correction_print.html"),
        account="watanabe",
    ),
    _correction(
        "acting-correction",
        "代わりに見ているとき",
        "/helping",
        "correction",
        _CORRECTION,
        _BEGIN,
        Go("/corrections/40000071"),
        account=_YOUNG,
    ),
    replace(
        _correction("home-correction", "マイページ：相談が進んだとき", "/home", "home", _HOME, account="kuroda"),
        allowances=_HOME_PAGE,
    ),
)


# These look otherwise than the first state with their templates: refused forms, frames, marks, emphasis.
_OTHER_LOOKS = frozenset(
    {
        *("sign-in-wrong", "records-points", "records-emphasis", "checks-marked", "month-unpaid", "month-payable"),
        *("register-key-slips", "display-wrong", "correction-changed"),
    }
)


def _whole(screens: tuple[Screen, ...]) -> frozenset[str]:
    """The first state of each set of templates, and those that look otherwise: the rest differ in their words only."""
    first = {screen.templates: screen.name for screen in reversed(screens) if not screen.display.chosen}
    return frozenset(first.values()) | _OTHER_LOOKS


SCREENS: tuple[Screen, ...] = (
    *_VISITORS,
    *_REGISTER,
    *_REGISTER_BY_POST,
    *_OFFICE,
    *_STEPS_OF_SIGN_IN,
    *_ACCOUNTS,
    *_HOMES,
    *_GRIDS,
    *_PAPERS,
    *_MONTHS,
    *_POINTS,
    *_REMEMBERING,
    *_PAID_SO_FAR,
    *_PAYABLE_MONTHS,
    *_TRIED,
    *_SIMPLE_ESTIMATES,
    *_DETAILED_ESTIMATES,
    *_KEPT_ESTIMATES,
    *_DRAFTS,
    *_WORKSHEET,
    *_QUESTIONS,
    *_NOTICES,
    *_HELP,
    *_ABOUT,
    *_HELPER_SCREENS,
    *_DESK_SCREENS,
    *_CORRECTING,
    *_SEARCHES,
    *_CORRECTIONS,
    *_DISPLAY,
    *_ERRORS,
)

WHOLE = _whole(SCREENS)
"""The names of the states that ``make test`` examines in every condition."""

WORDS_ONLY = frozenset(screen.name for screen in SCREENS) - WHOLE
"""Those it examines for their words."""
