"""Texts that look as if they carried somebody's number: of a person (IIN), or of a passport or identity card."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date
from itertools import accumulate
from typing import Final, Literal

Personal = Literal["", "iin", "passport"]

_WEIGHTS: Final = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
#: For those whose first sum leaves 10.
_SECOND_WEIGHTS: Final = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
#: The seventh digit says the century of birth and the sex.
_CENTURIES: Final = {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}

_DIGITS: Final = re.compile(r"\d+")
#: Digits with a few spaces or dashes between them: 850101 300 123, 850101-300123.
_GROUPS: Final = re.compile(r"\d+(?:[\s\-‐-―−]{1,3}\d+)*")
#: What the first seven digits of an IIN may be. A company's number has 4 to 6 as its fifth digit, so no such day.
_LIKE_IIN: Final = re.compile(r"(?=(\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[1-6]\d{5}))")

#: How far behind its word a document's number may stand: "паспорт гражданина Республики Узбекистан серии AA № 1234567".
_FAR: Final = 80
#: Between "серия" and the number stand marks only.
_NEAR: Final = 6

_DOCUMENT: Final = re.compile(
    r"(?P<passport>passport|па[сc]порт|т[өо]л[қк][ұуү]жат)"
    r"|(?P<card>удостоверени|\bуд\w{0,9}\.?\s?личн|жеке\s{1,3}ку[әа]л[іи][кг]"
    r"|\bid[\s-]?(?:card|карт)|identi(?:ty|fication)\s{1,3}card)"
    r"|(?P<series>\bсери(?:я|и|ю|ей|ясы)\b|\bseries\b|\bсер\.)",
    re.IGNORECASE,
)
#: What follows these is a telephone's number.
_TELEPHONE: Final = re.compile(r"\bтел|\bт\.|phone|\bмоб|ұялы|\+", re.IGNORECASE)

_START: Final = r"(?<![\d./-])"
#: A case or an outgoing letter goes on: 12345678/2026, 12345678-26.
_END: Final = r"(?!\d|[-/.]\d|\s?/)"
_SIGN: Final = r"(?:#|no?\.?|номер\w{0,3}|нөмір\w{0,3})"

#: The passport of Kazakhstan, which is known without a word before it.
_KAZAKH_PASSPORT: Final = re.compile(rf"(?<![^\W_])[NnНн][ -]?\d{{8}}{_END}")
_RUSSIAN_PASSPORT: Final = re.compile(
    rf"{_START}\d\d\s?\d\d[\s,;:]{{0,3}}(?:{_SIGN}[\s:]{{0,2}})?\d{{6}}{_END}", re.IGNORECASE
)
#: Letters apart from the number are capitals and no word: "паспорт и 5000000 тенге" has none.
_FOREIGN_PASSPORT: Final = re.compile(
    rf"(?<![^\W_])(?:(?![Nn][Oo])[^\W\d_]{{1,2}}-?"
    rf"|(?!(?:ДО|ЗА|ИЗ|НА|ОТ|ПО|[ВИКОСУ])\s)[A-ZА-ЯЁ]{{1,2}}\s?(?:(?i:{_SIGN})\s?)?)\d{{7}}{_END}"
)
#: An identity card; some states number their passports so.
_NINE_DIGITS: Final = re.compile(rf"{_START}\d{{9}}{_END}")

#: After which words, and how far behind them, a number is a document's.
_NUMBERS: Final = (
    (_NINE_DIGITS, {"card": _FAR, "passport": _FAR}),
    (_RUSSIAN_PASSPORT, {"passport": _FAR, "series": _NEAR}),
    (_FOREIGN_PASSPORT, {"passport": _FAR, "series": _NEAR}),
)


def personal_in(text: str) -> Personal:
    """
    Which number of a person a text seems to carry, or "": whoever answers says so and keeps nothing of it.

    A number that fails its check is none, so the numbers of cases, acts, companies and telephones pass.
    """
    clean = _clean(text)
    if any(map(_is_iin, set(_candidates(clean)))):
        return "iin"
    return "passport" if _has_document(clean) else ""


def is_iin(digits: str) -> bool:
    """Whether twelve digits are the number of a person (IIN): a day of birth, and the right check digit."""
    return bool(re.fullmatch(r"[0-9]{6}[1-6][0-9]{5}", digits)) and _is_iin(digits)


def is_bin(digits: str) -> bool:
    """Whether twelve digits are the number of an organisation (BIN): its month, its kind (4 to 6), the check digit."""
    has_form = re.fullmatch(r"[0-9]{2}(?:0[1-9]|1[0-2])[456][0-9]{7}", digits)
    return bool(has_form) and _check_digit(digits) == int(digits[-1])


def _clean(text: str) -> str:
    """Compatible letters and ASCII digits, without marks that nobody sees; № becomes #, which is no letter."""
    if text.isascii():
        return text
    return text.translate({ord(c): _seen(c) for c in set(text) if not c.isascii()})


def _seen(character: str) -> str:
    if character == "№":
        return "#"
    if character.isdecimal():
        return str(int(character))
    if unicodedata.category(character) in {"Cf", "Mn", "Me"}:
        return ""
    compatible = unicodedata.normalize("NFKC", character)
    # ⑫ is 12; a whole phrase in one sign carries no number
    return compatible if len(compatible) <= 2 else character


def _candidates(text: str) -> Iterator[str]:
    """Twelve digits that may be an IIN: anywhere in a row of digits, or whole groups of them."""
    for run in _GROUPS.finditer(text):
        groups = _DIGITS.findall(run[0])
        if len(groups) == 1:
            yield from _LIKE_IIN.findall(run[0])
            continue
        edges = list(accumulate(map(len, groups), initial=0))
        known = set(edges)
        for found in _LIKE_IIN.finditer("".join(groups)):
            start, end = found.span(1)
            # no edge between them, or one at each end
            if (start in known and end in known) or bisect_right(edges, start) == bisect_left(edges, end):
                yield found[1]


def _is_iin(digits: str) -> bool:
    return _check_digit(digits) == int(digits[-1]) and _is_day(digits)


def _is_day(digits: str) -> bool:
    year = _CENTURIES[digits[6]] + int(digits[:2])
    try:
        date(year, int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        return False
    return True


def _check_digit(digits: str) -> int:
    """What the last digit must be; 10, which no digit is, for numbers that are not given out."""
    remainder = _weighed(digits, _WEIGHTS)
    return remainder if remainder < 10 else _weighed(digits, _SECOND_WEIGHTS)


def _weighed(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits[:-1], weights, strict=True)) % 11


def _has_document(text: str) -> bool:
    if _KAZAKH_PASSPORT.search(text):
        return True
    ends: dict[str, list[int]] = {}
    for word in _DOCUMENT.finditer(text):
        ends.setdefault(str(word.lastgroup), []).append(word.end())
    return any(
        _follows(text, number.start(), ends[kind], far)
        for form, kinds in _NUMBERS
        for kind, far in kinds.items()
        if kind in ends
        for number in form.finditer(text)
    )


def _follows(text: str, start: int, ends: list[int], far: int) -> bool:
    """Whether a number that starts there belongs to the last of the words that end before it."""
    place = bisect_right(ends, start)
    if not place or start - ends[place - 1] > far:
        return False
    return not _TELEPHONE.search(text, ends[place - 1], start)
