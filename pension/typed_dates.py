"""Reading dates as people type them into an approximate date: 昭和50年ごろ, S50.4, 1975年の春, 20歳のころ, 在学中.

Full-width digits, kanji numbers, spaces, one-letter eras and any separator are all right. A decade is one date
(昭和40年代, 1970年代, 20代), and so are two years of which somebody is not sure (昭和42年か43年, 昭和42、3年). A time
from one date to another is two answers, and is not read. What cannot be is a value that says why, with what was
probably meant.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from pension.approximate import OLDEST_AGE, ApproximateDate, Part, School
from pension.calendar import YearMonth
from pension.eras import ERAS, Era, last_day_of, years_of_decade

LONGEST_TEXT = 60
_LAST_YEAR = 2999  # beyond it the calendar of this service ends
_MOST_YEARS = 10  # further apart, two years say nothing


class DateFault(StrEnum):
    """What is wrong with a typed date."""

    EMPTY = "empty"
    UNREADABLE = "unreadable"
    NO_ERA = "no-era"  # 50年: of which era?
    OUTSIDE_ERA = "outside-era"  # 昭和65年
    NO_SUCH_DAY = "no-such-day"  # 2月30日, 13月
    BEFORE_BIRTH = "before-birth"
    AFTER_TODAY = "after-today"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateProblem:
    """Why a typed date cannot be kept.

    ``written`` is the year as it was typed (昭和65年), or the whole text where no year was read. ``meant`` is what it
    comes to by the western calendar, None where that cannot be said either; ``era`` the era that was named.
    """

    fault: DateFault
    written: str
    meant: ApproximateDate | None = None
    era: Era | None = None


_ERAS: Mapping[str, Era] = {
    name: era
    for era, names in zip(
        ERAS,
        (("明治", "明", "m"), ("大正", "大", "t"), ("昭和", "昭", "s"), ("平成", "平", "h"), ("令和", "令", "r")),
        strict=True,
    )
    for name in names
}
_PARTS: Mapping[str, Part] = {
    "春": Part.SPRING,
    "夏": Part.SUMMER,
    "秋": Part.AUTUMN,
    "冬": Part.WINTER,
    "はじめ": Part.START,
    "初め": Part.START,
    "正月": Part.START,
    "お正月": Part.START,
    "暮れ": Part.END,
    "暮": Part.END,
    "くれ": Part.END,
    "末": Part.END,
    "年末": Part.END,
}
_SCHOOLS: Mapping[str, School] = {
    "小学校": School.ELEMENTARY,
    "小学生": School.ELEMENTARY,
    "中学": School.JUNIOR_HIGH,
    "中学校": School.JUNIOR_HIGH,
    "中学生": School.JUNIOR_HIGH,
    "高校": School.HIGH,
    "高等学校": School.HIGH,
    "高校生": School.HIGH,
    "専門学校": School.VOCATIONAL,
    "短大": School.UNIVERSITY,
    "短期大学": School.UNIVERSITY,
    "大学": School.UNIVERSITY,
    "大学生": School.UNIVERSITY,
    "学校": School.ANY,
    "学生": School.ANY,
    # schools until 1947: how long they took depended on the place and the year
    **dict.fromkeys(("国民学校", "高等小学校", "高等科", "女学校", "高等女学校", "旧制中学", "青年学校"), School.ANY),
}
_KANJI_DIGITS = {sign: str(value) for value, sign in enumerate("〇一二三四五六七八九")}
_KANJI_NUMBER = re.compile(r"[〇一二三四五六七八九十]+(?=[年月日歳才代]|[か、,・][〇一二三四五六七八九十])")
_ABOUT_BEFORE = re.compile(r"^(?:約|およそ|おおよそ|だいたい|たしか|たぶん)")
_ABOUT_AFTER = re.compile(r"の?(?:ごろ|ころ|頃|くらい|ぐらい|前後|あたり|\?)に?$")
_AGE = re.compile(r"満?([0-9]{1,3})(?:歳|才|さい)(?:の?(?:とき|時))?")
_TEN_AGES = re.compile(r"([1-9]0|1[01]0)代(?:の?(?:とき|時))?")
_AT_SCHOOL = re.compile(r"(?:に|の)?(?:在学中|在学|時代|とき|時|通っていた)$")
_LEFT_SCHOOL = re.compile(r"を?(?:(?:出|卒業し)(?:てすぐ|(て|てから)|た(?:とき|時)?)|卒業(?:(後)|時)?)$")
"""Having left a school; a group is there where it was some time ago."""
_ERA_NAME = r"明治|大正|昭和|平成|令和|西暦|[明大昭平令mtshr]"
_ERA = re.compile(rf"({_ERA_NAME})\.?(?=元|[0-9])")
_PART = re.compile(rf"の?({'|'.join(sorted(_PARTS, key=len, reverse=True))})$")
_OF_MONTH = re.compile(r"(?<=月)の?(?:上旬|中旬|下旬|初め|はじめ|中|半ば|なかば|末)$")
_MIDDLE = re.compile(r"(?<=年)の?(?:中|半ば|なかば|前半|後半)$")
_OF_TEN = re.compile(r"(?<=代)の?(?:初め|はじめ|前半|中|半ば|なかば|後半|終わり|おわり|末)$")
_NUMBERS = re.compile(
    r"(元|[0-9]{1,4})(?:(年度|年代)|"
    r"(?:年(?:の(?=[0-9]))?|[./-])(?:([0-9]{1,2})(?:(?:月(?:の(?=[0-9]))?|[./-])(?:([0-9]{1,2})日?)?)?)?)?"
)
_TWO_YEARS = re.compile(rf"({_ERA_NAME})?\.?(元|[0-9]{{1,4}})年?[か、,・]({_ERA_NAME})?\.?(元|[0-9]{{1,4}})年")


def read_typed_date(text: str, born: date, today: date) -> ApproximateDate | DateProblem:
    """The date that somebody born on a day means by a text, or why it cannot be."""
    plain = _plain(text)
    if not plain:
        return DateProblem(fault=DateFault.EMPTY, written="")
    said, about = _without_about(plain)
    said = _OF_TEN.sub("", said)
    found = _read_age(said) or _read_school(said) or _read_two_years(said) or _read_calendar(said)
    if found is None:
        return DateProblem(fault=DateFault.UNREADABLE, written=text.strip()[:LONGEST_TEXT])
    if isinstance(found, DateProblem):
        return found
    return _within_life(replace(found, about=about or found.about), plain, born, today)


def _plain(text: str) -> str:
    """Half width, small letters, no spaces, kanji numbers as digits."""
    half = unicodedata.normalize("NFKC", text[:LONGEST_TEXT]).lower()
    return _KANJI_NUMBER.sub(lambda found: _digits(found[0]), "".join(half.split()))


def _digits(kanji: str) -> str:
    """``五十`` is 50, ``十二`` 12, ``一九七五`` 1975."""
    tens, ten, ones = kanji.partition("十")
    if not ten:
        return "".join(_KANJI_DIGITS[sign] for sign in kanji)
    digits = "".join(_KANJI_DIGITS.get(sign, "") for sign in ones) or "0"
    return f"{_KANJI_DIGITS.get(tens[:1], '1')}{digits}"


def _without_about(text: str) -> tuple[str, bool]:
    said = _ABOUT_AFTER.sub("", _ABOUT_BEFORE.sub("", text))
    return said, said != text


def _read_age(text: str) -> ApproximateDate | None:
    ten = _TEN_AGES.fullmatch(text)
    found = ten or _AGE.fullmatch(text)
    if found is None or int(found[1]) > OLDEST_AGE:
        return None
    return ApproximateDate(age=int(found[1]), years=10 if ten else 1)


def _read_school(text: str) -> ApproximateDate | None:
    found = _LEFT_SCHOOL.search(text)
    if found and text[: found.start()] in _SCHOOLS:
        return ApproximateDate(school=_SCHOOLS[text[: found.start()]], left=True, about=any(found.groups()))
    name = _AT_SCHOOL.sub("", text)
    if not name and text.startswith("在学"):
        name = "学校"
    return ApproximateDate(school=_SCHOOLS[name]) if name in _SCHOOLS else None


def _read_two_years(text: str) -> ApproximateDate | DateProblem | None:
    """昭和42年か43年, 昭和42、3年: both, and what lies between them."""
    found = _TWO_YEARS.fullmatch(text)
    if found is None:
        return None
    era, number, other_era, other = found.groups(default="")
    whole = other if other_era else f"{number[: -len(other)]}{other}"
    first, last = _read_calendar(f"{era}{number}年"), _read_calendar(f"{other_era or era}{whole}年")
    if not isinstance(first, ApproximateDate):
        return first
    if not isinstance(last, ApproximateDate):
        return last
    years = last.year - first.year + 1
    return replace(first, years=years) if 0 < years <= _MOST_YEARS else None


def _read_calendar(text: str) -> ApproximateDate | DateProblem | None:
    """A year of an era or of the western calendar, with what stands behind it."""
    era_found = _ERA.match(text)
    rest = _MIDDLE.sub("", _OF_MONTH.sub("", text[era_found.end() :] if era_found else text))
    part_found = _PART.search(rest)
    numbers = _NUMBERS.fullmatch(rest[: part_found.start()] if part_found else rest)
    if numbers is None or (part_found and (numbers[2] or numbers[3])):
        return None
    part = Part.FISCAL if numbers[2] == "年度" else _PARTS[part_found[1]] if part_found else None
    era = _ERAS.get(era_found[1]) if era_found else None
    found = _dated(era, 1 if numbers[1] == "元" else int(numbers[1]), numbers, part)
    return _decade(found, numbers[1]) if numbers[2] == "年代" else found


def _decade(first: ApproximateDate | DateProblem | None, number: str) -> ApproximateDate | DateProblem | None:
    """The decade that a year begins, which is called by a round number."""
    if not isinstance(first, ApproximateDate):
        return first
    return replace(first, years=years_of_decade(first.year)) if number.endswith("0") else None


def _dated(
    era: Era | None, number: int, numbers: re.Match[str], part: Part | None
) -> ApproximateDate | DateProblem | None:
    western = number >= 1000
    if not western and (era is None or number == 0):
        return DateProblem(fault=DateFault.NO_ERA, written=f"{number}年")
    named = None if western else era
    year = named.first_day.year - 1 + number if named else number
    if year > _LAST_YEAR:
        return None
    month, day = int(numbers[3] or 0), int(numbers[4] or 0)
    if not _exists(year, month, day, numbers):
        return DateProblem(fault=DateFault.NO_SUCH_DAY, written=numbers[0])
    said = ApproximateDate(year=year, month=month, day=day, part=part)
    if named is not None and not _touches(named, said):
        return DateProblem(fault=DateFault.OUTSIDE_ERA, written=_era_words(named, number, month), meant=said, era=named)
    return said


def _exists(year: int, month: int, day: int, numbers: re.Match[str]) -> bool:
    if numbers[3] is None:
        return True
    if not 1 <= month <= 12:
        return False
    return numbers[4] is None or 1 <= day <= YearMonth.of(year, month).last_day.day


def _touches(era: Era, said: ApproximateDate) -> bool:
    """Whether any day that is named lies in the era; the calendar needs no birthday."""
    days = replace(said, part=None).stated_days(era.first_day)
    last = last_day_of(era)
    return days.latest >= era.first_day and (last is None or days.earliest <= last)


def _era_words(era: Era, number: int, month: int) -> str:
    year = f"{era.name}{'元' if number == 1 else number}年"
    return f"{year}{month}月" if month else year


def _within_life(said: ApproximateDate, plain: str, born: date, today: date) -> ApproximateDate | DateProblem:
    days = said.stated_days(born)
    if days.latest < born:
        return DateProblem(fault=DateFault.BEFORE_BIRTH, written=plain, meant=said)
    if days.earliest > today:
        return DateProblem(fault=DateFault.AFTER_TODAY, written=plain, meant=said)
    return said
