"""Registering: the three ways, the form for an access key, and the user id that comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from pension.numbers import ACCESS_KEY_DIGITS, grouped, plain_digits
from web.forms.fields import ACCESS_KEY, KANA, PENSION_NUMBER
from web.forms.passwords import NEW_PASSWORD, NEW_PASSWORD_AGAIN
from web.forms.register_key import BIRTH, BIRTH_DATE
from web.forms.result import FieldError
from web.views.form_errors import message_for
from web.views.frame import Frame, Link
from web.views.plain_form import Note, PlainFormView, Suggestion, form_frame
from web.views.question import DateQuestion, Question, date_question
from web.views.wording import HOW_TO_TYPE, date_words, in_fours, time_words

TOP = Link("トップ", "/")
REGISTER = Link("ご利用登録", "/register")
CRUMBS = (TOP, REGISTER)
FORGOTTEN = "すでに登録した方が、ユーザーIDやパスワードを忘れたときも、同じように使えます。"
SHORTEST_PASSWORD = 15


@dataclass(frozen=True, slots=True)
class WayIn:
    """One way of registering: for whom, what is needed, and where it begins."""

    heading: str
    lines: tuple[str, ...]
    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterView:
    """The ways of registering; ``later`` is for those who have begun."""

    frame: Frame
    lead: str
    ways: tuple[WayIn, ...]
    later: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterDoneView:
    """The user id, in groups, to be written down."""

    frame: Frame
    heading: str
    lead: str
    user_id: str
    how_to_type: str
    keep_apart: str


BY_KEY = WayIn(
    "アクセスキーをお持ちの方",
    (
        "お知らせの手紙に書かれた、17けたの数字です。夜間も、土曜日と日曜日も、その場で登録できます。",
        "基礎年金番号がわかるもの（年金手帳など）も、ご用意ください。",
    ),
    Link("アクセスキーで登録する", "/register/key"),
)
BY_POST = WayIn(
    "アクセスキーをお持ちでない方",
    (
        "基礎年金番号か照会番号と、お名前、生年月日、住所で申し込みます。",
        "5日ほどで、ユーザーIDを書いた手紙が、記録にある住所に届きます。",
    ),
    Link("郵便で登録する", "/register/post"),
)
BY_OLD_ID = WayIn(
    "「年金個人情報提供サービス」をお使いだった方",
    ("平成23年までのサービスのIDを、そのまま引き継げます。", "IDと2つのパスワードを、ご用意ください。"),
    Link("旧サービスのIDで登録する", "/register/old"),
)


def register_view() -> RegisterView:
    """The ways of registering."""
    return RegisterView(
        frame=Frame(title=REGISTER.label, announce="ご利用登録の画面です。", breadcrumbs=(TOP,)),
        lead="お手元にあるものに合わせて、お選びください。" + FORGOTTEN,
        ways=(BY_KEY, BY_POST, BY_OLD_ID),
        later=(
            Link("届いた手紙で登録をすませる", "/register/activate"),
            Link("申し込みの様子を見る", "/register/status"),
        ),
    )


def key_view(
    values: Mapping[str, str], errors: tuple[FieldError, ...], suggestion: Suggestion, birth_date: date | None
) -> PlainFormView:
    """The form for an access key, as it opens or with what is wrong."""
    title = BY_KEY.heading
    return PlainFormView(
        frame=form_frame(title, errors, CRUMBS),
        heading="アクセスキーで登録する",
        action=BY_KEY.link.url,
        button="登録する",
        lead=(
            "アクセスキー、基礎年金番号、お名前、生年月日を確かめたあと、すぐにユーザーIDをお見せします。",
            FORGOTTEN,
        ),
        errors=errors,
        questions=(
            _access_key(values, errors),
            pension_number_question(values, errors),
            kana_question(values, errors),
            birth_question(values, errors, birth_date),
            *password_questions(errors),
        ),
        suggestion=suggestion,
        notes=(
            Note(
                "アクセスキーがないとき、使えないとき",
                (
                    "アクセスキーは、手紙に書かれた日まで、一度だけ使えます。",
                    "なくしたときや、日がすぎたときは、郵便で登録できます。",
                ),
                (BY_POST.link,),
            ),
        ),
    )


def _access_key(values: Mapping[str, str], errors: tuple[FieldError, ...]) -> Question:
    digits = plain_digits(values.get(ACCESS_KEY, ""))
    lacking = ACCESS_KEY_DIGITS - len(digits)
    readable = digits.isascii() and digits.isdigit()
    return Question(
        name=ACCESS_KEY,
        label="アクセスキー（17けた）",
        hint="例：1234 5678 9012 34567。空白があっても、全角でも、かまいません。",
        value=values.get(ACCESS_KEY, ""),
        error=message_for(errors, ACCESS_KEY),
        inputmode="numeric",
        echo=grouped(digits) if readable else "",
        lacking=f"あと{lacking}つ" if readable and lacking > 0 else "",
    )


def pension_number_question(
    values: Mapping[str, str], errors: tuple[FieldError, ...], *, required: bool = True
) -> Question:
    """The basic pension number."""
    return Question(
        name=PENSION_NUMBER,
        label="基礎年金番号（10けた）",
        hint="例：1234-567890。年金手帳などに書かれています。",
        value=values.get(PENSION_NUMBER, ""),
        error=message_for(errors, PENSION_NUMBER),
        inputmode="numeric",
        required=required,
    )


def kana_question(values: Mapping[str, str], errors: tuple[FieldError, ...]) -> Question:
    """The name, as it is read."""
    return Question(
        name=KANA,
        label="お名前（カナ）",
        hint="例：ハルノ　カズコ。ひらがなでも、かまいません。",
        value=values.get(KANA, ""),
        error=message_for(errors, KANA),
    )


def birth_question(values: Mapping[str, str], errors: tuple[FieldError, ...], birth_date: date | None) -> DateQuestion:
    """The birth date."""
    return date_question(BIRTH, BIRTH_DATE, values, errors, date_words(birth_date) if birth_date else "")


def password_questions(errors: tuple[FieldError, ...]) -> tuple[Question, Question]:
    """The password to be, twice; what was typed is never shown again."""
    return (
        _password(
            NEW_PASSWORD,
            "新しいパスワード",
            f"{SHORTEST_PASSWORD}文字以上。ことばをいくつか、つなげてもかまいません。貼り付けもできます。",
            errors,
        ),
        _password(NEW_PASSWORD_AGAIN, "新しいパスワードを、もう一度", "", errors),
    )


def _password(name: str, label: str, hint: str, errors: tuple[FieldError, ...]) -> Question:
    return Question(
        name=name,
        label=label,
        hint=hint,
        value="",
        error=message_for(errors, name),
        type="password",
        autocomplete="new-password",
    )


def wrong_key() -> tuple[FieldError, ...]:
    """The one answer when key, number, name and birth date do not belong together: it does not tell which."""
    return (
        FieldError(
            ACCESS_KEY,
            "入力された4つのことが、記録と合いません。"
            "アクセスキー、基礎年金番号、お名前、生年月日を、もう一度確かめてください。",
        ),
    )


def ended_key() -> tuple[FieldError, ...]:
    """The key was used before, or has been ended after wrong tries."""
    return (
        FieldError(
            ACCESS_KEY,
            "このアクセスキーは、もう使えません。一度使ったか、まちがいが続いたためです。"
            "ユーザーIDがわからないときは、郵便で、もう一度お送りできます。",
        ),
    )


def expired_key() -> tuple[FieldError, ...]:
    """The key is too old."""
    return (
        FieldError(
            ACCESS_KEY,
            "このアクセスキーは、使える日がすぎています。新しい手紙のものをお使いください。郵便でも登録できます。",
        ),
    )


def locked(field: str, until: datetime) -> tuple[FieldError, ...]:
    """Too many wrong tries: when the next one is possible."""
    return (
        FieldError(
            field,
            f"まちがいが続いたため、安全のために、{time_words(until)}まで登録を止めています。"
            "それまでの番号は使えなくなったことがあります。お近くの年金事務所の窓口でも、おたずねいただけます。",
            may_mend=False,
        ),
    )


def done_view(user_id: str, *, renewed: bool) -> RegisterDoneView:
    """The user id large, in groups of four."""
    heading = "パスワードを新しくしました" if renewed else "登録できました"
    return RegisterDoneView(
        frame=Frame(title=heading, announce=f"{heading}。", breadcrumbs=CRUMBS),
        heading=heading,
        lead=(
            "前から登録されていたため、そのユーザーIDで、新しいパスワードをお使いいただけます。"
            if renewed
            else "次のユーザーIDと、いま決めたパスワードで、ログインできます。"
        ),
        user_id=in_fours(user_id),
        how_to_type=HOW_TO_TYPE,
        keep_apart="パスワードは、この画面には出ません。書きとめるときは、ユーザーIDとは別のところにしまってください。",
    )
