"""Kana names as old records have them: in plain form, folded for looking up, and compared kana by kana.

A fold is coarser than any comparison: two names that can be compared as alike always have one fold in common.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class NameRung(StrEnum):
    """In what a name in an old record may differ from the name itself, and still be it."""

    VOICED = "voiced"  # 濁点・半濁点
    SMALL = "small"  # 小さいカナ
    LONG = "long"  # 長音
    LOOK_ALIKE = "look-alike"  # 形のにたカナ
    SOUND_ALIKE = "sound-alike"  # 音のにたカナ
    SWAPPED = "swapped"  # 姓と名の入れかわり
    MISREAD = "misread"  # 漢字の読み違い
    OLD_CHARACTERS = "old-characters"  # 新字と旧字


Parts = tuple[str, ...]
"""A name in full-width katakana: family name first where there are two parts, one where nothing parts it."""

LONG_MARK = "ー"
_SPREAD_MARKS = str.maketrans("゛゜ﾞﾟ", "\u3099\u309a\u3099\u309a")
_BETWEEN = re.compile(r"[\s・･=＝,、./]+")
_LONG_MARKS = re.compile(r"[\u002d\u2010-\u2015\u2212\uff70]")
_NO_KANA = re.compile(r"[^ァ-ヺー]+")
_PLAIN = re.compile("[ァ-ンー ]+")
_MARKS = re.compile("[\u3099\u309a]")
_SMALL = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ")
_ROWS = {
    "ア": "アカサタナハマヤラワガザダバパァャヮヵ",
    "イ": "イキシチニヒミリギジヂビピヰィ",
    "ウ": "ウクスツヌフムユルグズヅブプヴゥュッ",
    "エ": "エケセテネヘメレゲゼデベペヱェヶ",
    "オ": "オコソトノホモヨロヲゴゾドボポォョ",
}
_VOWEL = {kana: vowel for vowel, row in _ROWS.items() for kana in row}
_LENGTHENS = {"ア": "ア", "イ": "イエ", "ウ": "ウオ", "エ": "エ", "オ": "オ"}
_ALL_KANA = "".join(chr(code) for code in range(ord("ァ"), ord("ヺ") + 1))


def plain_parts(kana: str) -> Parts:
    """The parts of a kana name however it is written: half width, hiragana, iteration marks, voiced marks apart.

    ヴ is the same as ブ. What is no kana falls away; the result is empty where nothing is left.
    """
    if _PLAIN.fullmatch(kana):  # as names are stored: thousands of them are read in a search
        return tuple(kana.split())
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", kana.translate(_SPREAD_MARKS)))
    katakana = "".join(chr(ord(sign) + 0x60) if "ぁ" <= sign <= "ゖ" or sign in "ゝゞ" else sign for sign in text)
    wide = _LONG_MARKS.sub(LONG_MARK, katakana).replace("ヴ", "ブ")
    parts = (_NO_KANA.sub("", _repeated(part)) for part in _BETWEEN.split(wide))
    return tuple(part for part in parts if part)


def _repeated(part: str) -> str:
    """Iteration marks (ヽ, ヾ) as the kana they stand for."""
    spelled = ""
    for sign in part:
        if sign in "ヽヾ" and spelled:
            again = unvoiced(spelled[-1])
            spelled += unicodedata.normalize("NFC", again + "\u3099") if sign == "ヾ" else again
        else:
            spelled += sign
    return spelled


def unvoiced(kana: str) -> str:
    """Without voiced and half-voiced marks: ガ as カ, パ as ハ."""
    return unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", kana)))


def lengthens(before: str, kana: str) -> bool:
    """Whether a kana only makes the one before longer: the long mark, or ウ in トウ."""
    return kana == LONG_MARK or _VOWEL.get(before, "-") in _LENGTHENS.get(kana, "")


@dataclass(frozen=True, slots=True)
class KanaPairs:
    """Pairs of kana that are taken for each other, by rung, in either order."""

    pairs: Mapping[NameRung, frozenset[tuple[str, str]]]
    _taken_for: dict[NameRung, dict[str, list[str]]] = field(init=False)
    _letters: dict[int, str | None] = field(init=False)
    _dropped: dict[str, frozenset[str]] = field(init=False)
    _openings: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Work out the fold: letters stand for all kana that any chain of rungs can lead to."""
        taken_for: dict[NameRung, dict[str, list[str]]] = {rung: {} for rung in self.pairs}
        for rung, pairs in self.pairs.items():
            for kana, other in pairs:
                taken_for[rung].setdefault(kana, []).append(other)
                taken_for[rung].setdefault(other, []).append(kana)
        object.__setattr__(self, "_taken_for", taken_for)
        members = _classes(self._related())
        letters = {kana: min(members[kana]) for kana in _ALL_KANA}
        object.__setattr__(self, "_letters", {ord(LONG_MARK): None} | {ord(kana): letters[kana] for kana in letters})
        dropped = {
            letter: {letters[kana] for kana in _LENGTHENS if _may_lengthen(members[letter], kana)}
            for letter in set(letters.values())
        }
        object.__setattr__(self, "_dropped", {letter: _all_dropped(letter, dropped) for letter in dropped})
        openings = {kana for letter in set().union(*dropped.values()) for kana in members[letter]}
        object.__setattr__(self, "_openings", frozenset(openings | {LONG_MARK}))

    def fold(self, parts: Parts) -> str:
        """The letters of a name in alphabetical order, so that the order of its parts does not matter.

        A kana that could be a long vowel falls away.
        """
        kept: list[str] = []
        for part in parts:
            before: frozenset[str] = frozenset()
            for letter in part.translate(self._letters):
                if letter not in before:
                    kept.append(letter)
                    before = self._dropped[letter]
        return "".join(sorted(kept))

    def folds(self, parts: Parts) -> frozenset[str]:
        """The folds under which a record may have this name: in parts, or run together in either order.

        They differ only where a part begins with what would lengthen the end of another.
        """
        if not any(part[0] in self._openings for part in parts):
            return frozenset((self.fold(parts),))
        return frozenset(
            (self.fold(parts), self.fold(("".join(parts),)), self.fold(("".join(reversed(parts)),))),
        )

    def alike(self, name: str, recorded: str, rungs: frozenset[NameRung]) -> bool:
        """Whether two names without parts are alike, kana by kana, with nothing but these rungs between them."""
        if name == recorded:
            return True
        reached, ahead = {(0, 0)}, [(0, 0)]
        while ahead:
            here = ahead.pop()
            if here == (len(name), len(recorded)):
                return True
            for step in self._steps(name, recorded, here, rungs):
                if step not in reached:
                    reached.add(step)
                    ahead.append(step)
        return False

    def _steps(
        self, name: str, recorded: str, here: tuple[int, int], rungs: frozenset[NameRung]
    ) -> Iterator[tuple[int, int]]:
        at, there = here
        if NameRung.LONG in rungs:
            if 0 < at < len(name) and _is_long(name, at):
                yield at + 1, there
            if 0 < there < len(recorded) and _is_long(recorded, there):
                yield at, there + 1
        if at < len(name) and there < len(recorded) and self._close(name[at], recorded[there], rungs):
            yield at + 1, there + 1

    def _close(self, kana: str, other: str, rungs: frozenset[NameRung]) -> bool:
        if NameRung.SMALL in rungs:
            kana, other = kana.translate(_SMALL), other.translate(_SMALL)
        if kana == other or self._is_pair(kana, other, rungs):
            return True
        return NameRung.VOICED in rungs and self._is_close_unvoiced(kana, other, rungs)

    def _is_close_unvoiced(self, kana: str, other: str, rungs: frozenset[NameRung]) -> bool:
        """Whether marks were lost, or changed after one kana was taken for another: ヅ as ズ, and then as ス."""
        plain, plain_other = unvoiced(kana), unvoiced(other)
        if plain == plain_other or self._is_pair(plain, plain_other, rungs):
            return True
        if any(unvoiced(partner) == plain_other for partner in self._partners(kana, rungs)):
            return True
        return any(unvoiced(partner) == plain for partner in self._partners(other, rungs))

    def _is_pair(self, kana: str, other: str, rungs: frozenset[NameRung]) -> bool:
        return other in self._partners(kana, rungs)

    def _partners(self, kana: str, rungs: frozenset[NameRung]) -> Iterator[str]:
        for rung, partners in self._taken_for.items():
            if rung in rungs:
                yield from partners.get(kana, ())

    def _related(self) -> Iterator[tuple[str, str]]:
        for pairs in self.pairs.values():
            yield from pairs
        for kana in _ALL_KANA:
            yield kana, unvoiced(kana)
            yield kana, kana.translate(_SMALL)


def _classes(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Of each kana all that any chain of pairs leads to."""
    members = {kana: {kana} for kana in _ALL_KANA}
    for kana, other in pairs:
        if members[kana] is not members[other]:
            joined = members[kana] | members[other]
            members.update(dict.fromkeys(joined, joined))
    return members


def _all_dropped(letter: str, dropped: Mapping[str, set[str]]) -> frozenset[str]:
    """What falls away after a letter: also what would lengthen another that falls away there."""
    found, ahead = set(dropped[letter]), list(dropped[letter])
    while ahead:
        more = dropped[ahead.pop()] - found
        found |= more
        ahead += more
    return frozenset(found)


def _may_lengthen(class_before: set[str], kana: str) -> bool:
    return any(lengthens(before, kana) for before in class_before)


def _is_long(name: str, at: int) -> bool:
    """Whether the kana there lengthens the last one that does not itself: オ, and the second オ in コオオ."""
    before = at - 1
    while before > 0 and name[before] == LONG_MARK:
        before -= 1
    return lengthens(name[before], name[at])
