"""A month to choose a day from: what its buttons mean, and what they are called."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from babel.dates import format_date
from dateutil.relativedelta import MO, relativedelta

from dialogs.turns import MonthPage, PickedDay, TurnedMonth
from dialogs.wording import Block, Wording

#: Numbers of buttons: a day, and a month to turn to, are these plus the ordinal of a date. Choices have small numbers.
_DAY: Final = 10_000_000
_TURN: Final = 20_000_000

#: Days of the years whose calendar can be shown.
FIRST: Final = date(1991, 1, 1)
LAST: Final = date(2100, 12, 31)

#: A button that only shows something.
NOTHING: Final = 0


def picked(number: int) -> PickedDay | TurnedMonth | None:
    """What the button of this number takes; None for a choice."""
    if number >= _TURN:
        return TurnedMonth(date.fromordinal(number - _TURN))
    return PickedDay(date.fromordinal(number - _DAY)) if number >= _DAY else None


def month_blocks(page: MonthPage, wording: Wording) -> Iterator[Block]:
    """
    The month: a row of three to turn it, the weekdays, then weeks of seven days.

    A day off is marked with a sign, not by a colour; a day that cannot be chosen has the number `NOTHING`.
    """
    first = page.first
    before, after = first - relativedelta(months=1), first + relativedelta(months=1)
    yield _turn("‹", before, is_there=before >= FIRST)
    title = format_date(first, "LLLL y", locale=wording.language)
    yield Block("turn", title[:1].upper() + title[1:], NOTHING)
    yield _turn("›", after, is_there=after <= LAST and (page.ahead or after <= page.today))
    monday = first + relativedelta(weekday=MO(-1))
    for day in (monday + timedelta(days=n) for n in range(7)):
        yield Block("day", format_date(day, "cccccc", locale=wording.language))
    last = after - timedelta(days=1)
    weeks = (last - monday).days // 7 + 1
    for day in (monday + timedelta(days=n) for n in range(7 * weeks)):
        yield _day(day, page, wording)
    yield Block("turn", wording.words("month-off"), NOTHING)


def _turn(label: str, to: date, *, is_there: bool) -> Block:
    return Block("turn", label, _TURN + to.toordinal()) if is_there else Block("turn", "·", NOTHING)


def _day(day: date, page: MonthPage, wording: Wording) -> Block:
    if (day.year, day.month) != (page.first.year, page.first.month):
        return Block("day", "·", NOTHING)
    label = str(day.day) if wording.law.calendar.is_working(day) else f"{day.day}*"
    is_open = page.ahead or day <= page.today
    return Block("day", label if is_open else f"({label})", _DAY + day.toordinal() if is_open else NOTHING)
