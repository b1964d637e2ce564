"""Dates as people write them in three languages: 31.01.2026, 2026-01-31, 31 января 2026, 31 қаңтар, вчера."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from knowledge.finding.words import plain, words_of

#: Days before a due day lie so far from it at most, and are so many at most.
FARTHEST: Final = 365
MOST: Final = 12

_MONTH_NAMES: Final = (
    "january jan января январь январе янв қаңтар қантар кантар қаң",
    "february feb февраля февраль феврале фев ақпан акпан",
    "march mar марта март марте мар наурыз нау",
    "april apr апреля апрель апреле апр сәуір сауир сәу",
    "may мая май мае мамыр мам",
    "june jun июня июнь июне июн маусым мау",
    "july jul июля июль июле июл шілде шилде шіл",
    "august aug августа август августе авг тамыз там",
    "september sep sept сентября сентябрь сентябре сен сент қыркүйек қыркуйек кыркуйек қыр",
    "october oct октября октябрь октябре окт қазан казан қаз",
    "november nov ноября ноябрь ноябре ноя нояб қараша караша қар",
    "december dec декабря декабрь декабре дек желтоқсан желтоксан жел",
)
_MONTHS: Final = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()}
#: Kazakh case endings that follow a month's name: 31 қаңтарда, 31 желтоқсаннан.
_KK_CASE: Final = r"(?:да|де|та|те|дан|ден|тан|тен|нан|нен|ның|нің|дағы|дегі|тағы|тегі|ға|ге|қа|ке|ы|і)?"
_LONGEST_FIRST: Final = sorted(_MONTHS, key=len, reverse=True)
_MONTH: Final = f"(?P<month>{'|'.join(_LONGEST_FIRST)})" + r"\.?" + _KK_CASE
#: Only English writes the month before the day.
_MONTH_BEFORE: Final = f"(?P<month>{'|'.join(filter(str.isascii, _LONGEST_FIRST))})" + r"\.?"

_FORMS: Final = tuple(
    re.compile(form)
    for form in (
        r"(?<![\d.])(?P<year>\d{4})(?P<mark>[./-])(?P<number>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?![\d.-])",
        r"(?<![\d.])(?P<day>\d{1,2})(?P<mark>[.,/-])(?P<number>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})(?!\d)",
        rf"\b(?P<year>\d{{4}})\s*(?:ж\w*\.?|г\w*\.?)?,?\s*(?P<day>\d{{1,2}})\s+{_MONTH}\b",
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|-?го|-?е|-?ое)?\s+(?:of\s+)?{_MONTH}(?:,?\s+(?P<year>\d{{4}})(?!\d)|\b(?!,?\s*\d))",
        rf"\b{_MONTH_BEFORE}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year>\d{{4}}))?\b(?!,?\s*\d)",
        r"(?<![\d.])(?P<day>\d{1,2})\.(?P<number>\d{1,2})(?![\d.])",
    )
)
_RELATIVE: Final = {
    "day before yesterday": -2, "позавчера": -2, "алдыңғы күні": -2, "алдынгы куни": -2,
    "yesterday": -1, "вчера": -1, "кеше": -1,
    "today": 0, "сегодня": 0, "бүгін": 0, "бугин": 0,
    "day after tomorrow": 2, "послезавтра": 2, "бүрсігүні": 2, "бурсигуни": 2,
    "tomorrow": 1, "завтра": 1, "ертең": 1, "ертен": 1,
}  # fmt: skip
_RELATIVE_WORDS: Final = re.compile(r"\b(" + "|".join(sorted(_RELATIVE, key=len, reverse=True)) + r")\b")


#: A date that tells an act apart is no event: "конвенции от 22.01.1993", "1993 жылғы 22 қаңтардағы конвенция".
_ACT_BEFORE: Final = re.compile(
    r"(?:конвенц|договор|соглашени|приказ|постановлени|закон|convention|treaty|agreement|resolution)\w*\s+(?:от|of|dated)\s+$"
)
_ACT_AFTER: Final = re.compile(r"\s*(?:конвенц|шарт|келісім|бұйры|қаулы|заң)")
#: Beside a date they mean another day than the one written.
_NOT_THAT_DAY: Final = frozenset(
    "не not или or после after до before через емес немесе дейін кейін бұрын назад ago за неделю week недели "
    "mean be".split()
)
#: Words that may stand beside a date that is an answer, not a question.
COMPANY: Final = 5


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as it was written: perhaps without a year, perhaps one that no calendar has."""

    day: int
    month: int
    year: int | None
    #: Where it stands in the text.
    start: int
    end: int

    def nearest(self, today: date, *, ahead: bool) -> date | None:
        """
        The day meant: a missing year is the one that brings it nearest to today, behind it or `ahead` of it.

        None when the calendar has no such day (31 June, or 29 February in that year).
        """
        if self.year is not None:
            return _day(self.year, self.month, self.day)
        way = 1 if ahead else -1
        # 29 February may be four years off
        years = [today.year + way * off for off in range(5)]
        days = [day for year in years if (day := _day(year, self.month, self.day))]
        fitting = [day for day in days if (day >= today if ahead else day <= today)]
        return next(iter(fitting or days), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def written_dates(text: str, today: date) -> tuple[WrittenDate, ...]:
    """Every date of an event in a text, in its order; words like `вчера` are read against `today`."""
    low = plain(text)
    found: list[WrittenDate] = []
    for written in (*_relative(low, today), *_absolute(low)):
        if not any(written.start < other.end and other.start < written.end for other in found):
            found.append(written)
    events = (w for w in found if not _ACT_BEFORE.search(low[: w.start]) and not _ACT_AFTER.match(low[w.end :]))
    return tuple(sorted(events, key=lambda written: written.start))


def _relative(low: str, today: date) -> Iterator[WrittenDate]:
    for match in _RELATIVE_WORDS.finditer(low):
        day = today + timedelta(days=_RELATIVE[match[1]])
        yield WrittenDate(day.day, day.month, day.year, *match.span())


def _absolute(low: str) -> Iterator[WrittenDate]:
    for form in _FORMS:
        for match in form.finditer(low):
            groups = match.groupdict()
            month = int(groups["number"]) if groups.get("number") else _MONTHS[groups["month"]]
            year = groups.get("year")
            yield WrittenDate(int(groups["day"]), month, _full_year(year), *match.span())


def _full_year(year: str | None) -> int | None:
    """Two digits are this century's: court papers of the last one are not tracked here."""
    if year is None:
        return None
    return int(year) + 2000 if len(year) == 2 else int(year)


def chosen_days(text: str) -> tuple[int, ...]:
    """
    Days before the due day as people write them: "14 7 3" or "14, 7, 3, 1, 0".

    The last day before stays in any case, and so does the due day itself, which is not among them.

    Raises:
        ValueError: It holds something else, days that are too far, or too many of them.
    """
    is_list = re.fullmatch(r"\s*[0-9]{1,4}(?:[\s,;]+[0-9]{1,4})*\s*", text)
    days = {*map(int, re.findall(r"[0-9]+", text) if is_list else ()), 1} - {0}
    if not is_list or len(days) > MOST or max(days) > FARTHEST:
        msg = f"days before the due day: {MOST} whole numbers at most, none above {FARTHEST}, are needed: 14 7 3 1"
        raise ValueError(msg)
    return tuple(sorted(days, reverse=True))


def is_meant(text: str, dates: Sequence[WrittenDate], company: int = COMPANY) -> bool:
    """Whether dates in a text are an answer: hardly anything beside them, and nothing that means another day."""
    low = plain(text)
    beside = words_of(low[: dates[0].start] + low[dates[-1].end :])
    return len(beside) <= company and not _NOT_THAT_DAY.intersection(beside)
