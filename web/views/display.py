"""The display settings (表示の設定): five questions with few answers, and a sample of what they do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pension.status import Status
from web.a11y.display import CHOICES, DisplayPreferences, Furigana, Motion, Size, Spacing, Theme
from web.forms.result import FieldError
from web.views.choices import Answer, Question
from web.views.frame import Frame, Link
from web.views.month_cell import Mark, MonthCell
from web.views.record_legend import LegendEntry, status_entry


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplayView:
    """The form, and whether the page is a sample: shown as chosen, nothing saved.

    ``back`` is a checked address of this site to which one returns after saving, empty for this page.
    """

    frame: Frame
    errors: tuple[FieldError, ...]
    questions: tuple[Question, ...]
    is_sample: bool
    cells: tuple[LegendEntry, ...]
    back: str

    @property
    def said(self) -> str:
        """What is said above the sample, empty where the page is shown as it is."""
        return self.frame.announce if self.is_sample else ""


_AS_BROWSER = "ブラウザーの設定のまま"
# question: its words, a hint, and the words of its answers
_WORDS: Mapping[str, tuple[str, str, Mapping[str, str]]] = {
    "size": (
        "文字の大きさ",
        "",
        {
            Size.USUAL: _AS_BROWSER,
            Size.LARGER: "少し大きく（1.25倍）",
            Size.LARGE: "大きく（1.5倍）",
            Size.LARGEST: "とても大きく（2倍）",
        },
    ),
    "theme": (
        "色の組み合わせ",
        "どれを選んでも、書いてある内容は同じです。",
        {
            Theme.BROWSER: _AS_BROWSER,
            Theme.LIGHT: "明るい色",
            Theme.DARK: "暗い色",
            Theme.BLACK_ON_WHITE: "白地に黒い文字（はっきり）",
            Theme.WHITE_ON_BLACK: "黒地に白い文字（はっきり）",
            Theme.YELLOW_ON_BLACK: "黒地に黄色い文字（はっきり）",
        },
    ),
    "spacing": (
        "文字と行の間",
        "",
        {Spacing.USUAL: "ふつう", Spacing.WIDE: "広くする"},
    ),
    "furigana": (
        "ふりがな",
        "むずかしいことばに、読みかたをつけます。お名前や会社の名前にはつけません。",
        {Furigana.OFF: "つけない", Furigana.ON: "つける"},
    ),
    "motion": (
        "画面の動き",
        "",
        {Motion.BROWSER: _AS_BROWSER, Motion.OFF: "動かさない"},
    ),
}
# a month of each shape: the lines below the word, and the frames
_SAMPLE_MONTHS = (
    Status.E1,
    Status.E2,
    Status.N1_PAID,
    Status.N3,
    Status.N1_EXF_APP,
    Status.KARA,
    Status.N1_UNPAID,
    Status.N1_PAYABLE,
)
_CHECKED = LegendEntry(MonthCell(Status.NONE_REQ, Mark.DONE), "確かめた月", "細い枠と ✓")


def display_view(
    chosen: DisplayPreferences,
    *,
    signed_in: bool,
    back: str = "",
    errors: tuple[FieldError, ...] = (),
    is_sample: bool = False,
) -> DisplayView:
    """The screen with an answer chosen for each question."""
    home = Link("マイページ", "/home") if signed_in else Link("トップページ", "/")
    title = "エラー：表示の設定" if errors else "表示の設定（見本）" if is_sample else "表示の設定"
    return DisplayView(
        frame=Frame(title=title, announce=_announcement(errors, is_sample=is_sample), breadcrumbs=(home,)),
        errors=errors,
        questions=tuple(_question(name, str(getattr(chosen, name)), errors) for name in CHOICES),
        is_sample=is_sample,
        cells=(*(status_entry(status) for status in _SAMPLE_MONTHS), _CHECKED),
        back=back,
    )


def _question(name: str, chosen: str, errors: tuple[FieldError, ...]) -> Question:
    legend, hint, words = _WORDS[name]
    return Question(
        name=name,
        legend=legend,
        hint=hint,
        error=next((error.message for error in errors if error.field == name), ""),
        answers=tuple(Answer(value=value, label=label, chosen=value == chosen) for value, label in words.items()),
    )


def _announcement(errors: tuple[FieldError, ...], *, is_sample: bool) -> str:
    if errors:
        return f"選びなおしていただきたいところが{len(errors)}件あります。"
    return "選んだ表示の見本です。まだ保存していません。" if is_sample else "表示の設定の画面です。"
