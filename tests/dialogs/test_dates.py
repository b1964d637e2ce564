"""Dates as people write them, and those that no calendar has."""

from datetime import date

import pytest

from dialogs.dates import written_dates

TODAY = date(2026, 11, 24)

WRITTEN = {
    "31.01.2026": date(2026, 1, 31),
    "31/01/2026": date(2026, 1, 31),
    "31.01.26": date(2026, 1, 31),
    "31-01-2026": date(2026, 1, 31),
    "31,01,2026": date(2026, 1, 31),
    "2026/01/31": date(2026, 1, 31),
    "2026.01.31": date(2026, 1, 31),
    "2026-01-31": date(2026, 1, 31),
    "31 января 2026 года": date(2026, 1, 31),
    "31 ЯНВАРЯ": date(2026, 1, 31),
    "31 қаңтар 2026": date(2026, 1, 31),
    "31 кантарда келді": date(2026, 1, 31),
    "2026 жылғы 31 қаңтарда": date(2026, 1, 31),
    "January 31, 2026": date(2026, 1, 31),
    "31st of January": date(2026, 1, 31),
    "order came 3 March": date(2026, 3, 3),
    "05.12": date(2025, 12, 5),
    "5 декабря": date(2025, 12, 5),
    "сегодня": TODAY,
    "вчера": date(2026, 11, 23),
    "кеше алдық": date(2026, 11, 23),
    "the day before yesterday": date(2026, 11, 22),
    "позавчера": date(2026, 11, 22),
    "tomorrow": date(2026, 11, 25),
    "послезавтра": date(2026, 11, 26),
}


@pytest.mark.parametrize("text", WRITTEN)
def test_a_date_is_read_as_people_write_it(text: str) -> None:
    """Three languages, several forms; a missing year is the one that brings it nearest behind today."""
    (written,) = written_dates(text, TODAY)
    assert written.nearest(TODAY, ahead=False) == WRITTEN[text]


@pytest.mark.parametrize(("text", "day"), [("5 декабря", date(2026, 12, 5)), ("3 марта", date(2027, 3, 3))])
def test_a_hearing_without_a_year_lies_ahead(text: str, day: date) -> None:
    """Of the two nearest years the coming one is meant."""
    (written,) = written_dates(text, TODAY)
    assert written.nearest(TODAY, ahead=True) == day


def test_a_day_that_only_one_of_the_years_has_is_that_one() -> None:
    """29 February 2028 is ahead of 2027, though 2027 has none."""
    (written,) = written_dates("29 февраля", date(2027, 11, 1))
    assert written.nearest(date(2027, 11, 1), ahead=True) == date(2028, 2, 29)


@pytest.mark.parametrize("text", ["31.02.2026", "2026-13-01", "00.00.0000", "31 июня", "29.02.2027", "99.99.9999"])
def test_a_day_that_no_calendar_has_is_none(text: str) -> None:
    """It was written as a date, and is said to be none."""
    (written,) = written_dates(text, TODAY)
    assert written.nearest(TODAY, ahead=False) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "10 рабочих дней",
        "п. 22(4)",
        "1.1.1.1.1.1.1.1",
        "31.01.99999",
        "31 января 99999",
        "31 января 19 года",
        "2026",
        "майор 5",
    ],
)
def test_what_is_no_date_is_not_read_as_one(text: str) -> None:
    """Numbers of paragraphs, lengths and long runs of digits."""
    assert written_dates(text, TODAY) == ()


@pytest.mark.parametrize(
    "text",
    ["поручение по Конвенции от 22.01.1993", "convention of 7 October 2002", "1993 жылғы 22 қаңтардағы конвенция"],
)
def test_the_date_of_an_act_is_no_event(text: str) -> None:
    """Nothing is counted from the day a convention was made."""
    assert written_dates(text, TODAY) == ()


def test_several_dates_come_in_their_order() -> None:
    """And none is read twice."""
    found = written_dates("с 5 июня 2026 по 12.05.2026, кеше", TODAY)
    assert [(w.day, w.month) for w in found] == [(5, 6), (12, 5), (23, 11)]
