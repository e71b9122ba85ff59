"""Under which conditions a screen is looked at, and what is examined in each."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Engine(StrEnum):
    """Who examines a screen."""

    AXE = "axe-core"
    HTML_VALIDATE = "html-validate"
    VNU = "vnu"
    PROBES = "probes"  # our own checks of what engines do not see


class Condition(StrEnum):
    """How a reader may have set up browser, system or paper."""

    DEFAULT = "default"
    NARROW = "narrow-320"
    ZOOM_400 = "zoom-400"
    TEXT_200 = "text-200"
    SPACING = "text-spacing"
    DARK = "dark"
    MORE_CONTRAST = "more-contrast"
    FORCED_COLOURS = "forced-colours"
    BLACK_ON_WHITE = "black-on-white"
    WHITE_ON_BLACK = "white-on-black"
    YELLOW_ON_BLACK = "yellow-on-black"
    REDUCED_MOTION = "reduced-motion"
    NO_SCRIPT = "no-script"
    PRINT = "print"


class Task(StrEnum):
    """One piece of examination; each belongs to one engine."""

    RULES = "rules"  # every rule of axe-core
    CONTRAST = "contrast"  # its contrast rules alone
    CONTENT = "content"  # language, links, captions, errors, colour alone
    LAYOUT = "layout"  # sideways scrolling, cut text, small targets
    KEYBOARD = "keyboard"  # a walk with the Tab key
    PANELS = "panels"  # what opens: name, Escape, return of the focus
    MOTION = "motion"
    PAPER = "paper"
    CONTROLS = "controls"  # what is dead without scripts
    MARKUP = "markup"  # the HTML itself, by html-validate and vnu


TASK_ENGINES: Mapping[Task, frozenset[Engine]] = {
    **{task: frozenset({Engine.PROBES}) for task in Task},
    Task.RULES: frozenset({Engine.AXE}),
    Task.CONTRAST: frozenset({Engine.AXE}),
    Task.MARKUP: frozenset({Engine.HTML_VALIDATE, Engine.VNU}),
}

TITLES: Mapping[Condition, str] = {
    Condition.DEFAULT: "ふつうの画面（幅1280ピクセル）",
    Condition.NARROW: "せまい画面（幅320ピクセル）",
    Condition.ZOOM_400: "400％に拡大",
    Condition.TEXT_200: "文字だけを200％に拡大",
    Condition.SPACING: "文字と行の間を広げた表示",
    Condition.DARK: "暗い配色",
    Condition.MORE_CONTRAST: "コントラストを上げる設定",
    Condition.FORCED_COLOURS: "強制カラー（ハイコントラスト）",
    Condition.BLACK_ON_WHITE: "白地に黒の配色",
    Condition.WHITE_ON_BLACK: "黒地に白の配色",
    Condition.YELLOW_ON_BLACK: "黒地に黄の配色",
    Condition.REDUCED_MOTION: "動きを減らす設定",
    Condition.NO_SCRIPT: "JavaScriptを使わない表示",
    Condition.PRINT: "印刷（A4）",
}

# What our own checks look for; each has a planted example in e2e/planted/.
OWN_CHECKS: Mapping[str, str] = {
    "page-language": "文の言葉と lang が合っている",
    "link-text": "リンクの文字だけで、行き先が分かる",
    "table-caption": "表に見出しがある",
    "error-not-tied": "まちがいの説明が、欄に結び付いている",
    "error-summary": "まちがいの一覧が読み上げられ、フォーカスを受ける",
    "colour-only": "色だけで伝えていない",
    "sideways-scroll": "横に動かさずに読める",
    "text-cut": "文字が切れたり重なったりしない",
    "target-44": "押すところが44ピクセル以上ある",
    "focus-trap": "Tabキーで、すべてに進み、出られる",
    "focus-style": "フォーカスが目に見える",
    "focus-order": "フォーカスの順が、見た目の順と同じ",
    "focus-hidden": "フォーカスしたものが、ほかのものに隠れない",
    "context-change": "フォーカスしただけで、画面が変わらない",
    "panel": "開くものに名前があり、Escapeで閉じ、フォーカスがもどる",
    "silent-swap": "一部が変わったことが、読み上げられる",
    "motion": "動きを減らす設定を守る",
    "print-hides": "印刷しても、内容がなくならない",
    "dead-without-script": "JavaScriptがなくても、すべて使える",
    "page-error": "ブラウザーの記録に、まちがいや違反が出ない",
}

# The engine runs whole where the layout differs, its contrast rules where only colours do:
# the rest would be the same answer again.
QUICK: Mapping[Condition, frozenset[Task]] = {
    Condition.DEFAULT: frozenset({Task.RULES, Task.CONTENT, Task.LAYOUT, Task.KEYBOARD, Task.PANELS, Task.MARKUP}),
    Condition.NARROW: frozenset({Task.RULES, Task.LAYOUT, Task.KEYBOARD}),
    Condition.ZOOM_400: frozenset({Task.LAYOUT, Task.KEYBOARD}),
    Condition.TEXT_200: frozenset({Task.LAYOUT}),
    Condition.SPACING: frozenset({Task.LAYOUT}),
    Condition.DARK: frozenset({Task.CONTRAST}),
    Condition.MORE_CONTRAST: frozenset({Task.CONTRAST}),
    Condition.FORCED_COLOURS: frozenset({Task.CONTRAST}),
    Condition.BLACK_ON_WHITE: frozenset({Task.CONTRAST}),
    Condition.WHITE_ON_BLACK: frozenset({Task.CONTRAST}),
    Condition.YELLOW_ON_BLACK: frozenset({Task.CONTRAST}),
    Condition.REDUCED_MOTION: frozenset({Task.MOTION}),
    Condition.NO_SCRIPT: frozenset({Task.CONTROLS}),
    Condition.PRINT: frozenset({Task.PAPER, Task.CONTRAST}),
}

_EVERYWHERE = frozenset({Task.RULES, Task.CONTENT, Task.LAYOUT, Task.KEYBOARD})
_OFF_SCREEN = frozenset({Condition.PRINT})

FULL: Mapping[Condition, frozenset[Task]] = {
    condition: tasks | (frozenset({Task.RULES}) if condition in _OFF_SCREEN else _EVERYWHERE)
    for condition, tasks in QUICK.items()
}

# The 65-year table takes the engine ten seconds each time: once whole, then only what depends on its size.
LONGEST: Mapping[Condition, frozenset[Task]] = {
    Condition.DEFAULT: QUICK[Condition.DEFAULT],
    Condition.NARROW: frozenset({Task.LAYOUT}),
    Condition.PRINT: frozenset({Task.PAPER}),
}

# A state whose templates another state shows too, with other words in them: what depends on the words.
ALIKE: Mapping[Condition, frozenset[Task]] = {
    Condition.DEFAULT: QUICK[Condition.DEFAULT],
    Condition.NARROW: frozenset({Task.LAYOUT}),
}

# A screen of the register as somebody sees it who has chosen a display: what depends on letters, colours and room.
# Paper and scripts know nothing of it.
CHOSEN: Mapping[Condition, frozenset[Task]] = {
    Condition.DEFAULT: QUICK[Condition.DEFAULT],
    Condition.NARROW: frozenset({Task.LAYOUT}),
}
