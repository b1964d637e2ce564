"""Working hours: by the clocks of Kazakhstan, on its working days, and none that contradict themselves."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app import local_time
from knowledge.calendar import Entry, Reason, load_calendar
from notifier.hours import Hours, WorkingTime

CALENDAR: Final = load_calendar()

#: The zone as the program itself takes it, from the package tzdata.
ALMATY: Final = local_time(datetime(2026, 11, 24, tzinfo=UTC)).tzinfo or UTC
HOURS: Final = Hours(time(9), time(13), time(14, 30), time(18, 30), ALMATY)
WORKING: Final = WorkingTime(HOURS, CALENDAR)

QUARTER: Final = timedelta(minutes=15)


def clock(text: str) -> datetime:
    """The moment at which the clocks show `2026-11-24 09:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=ALMATY).astimezone(UTC)


@pytest.mark.parametrize(
    ("day", "opening"),
    [
        (date(2024, 2, 29), datetime(2024, 2, 29, 3, tzinfo=UTC)),  # UTC+6 until the end of that day
        (date(2024, 3, 1), datetime(2024, 3, 1, 4, tzinfo=UTC)),  # UTC+5 for the whole country since
        (date(2027, 7, 1), datetime(2027, 7, 1, 4, tzinfo=UTC)),  # no summer time
    ],
)
def test_the_office_opens_by_the_clock_on_its_wall(day: date, opening: datetime) -> None:
    """The moment is in UTC; back again it is nine o'clock of that day."""
    assert WORKING.opening(day) == opening
    assert WORKING.opening(day).tzinfo is UTC
    assert f"{HOURS.local(opening):%Y-%m-%d %H:%M}" == f"{day} 09:00"
    assert HOURS.day(opening) == day


def test_the_day_that_the_clocks_were_set_back_had_an_hour_twice() -> None:
    """Midnight came an hour later: 18:30 UTC was still 29 February, and half past eleven for the second time."""
    moments = [datetime(2024, 2, 29, hour, 30, tzinfo=UTC) for hour in (17, 18, 19)]
    assert [f"{HOURS.local(moment):%d.%m %H:%M}" for moment in moments] == ["29.02 23:30", "29.02 23:30", "01.03 00:30"]


@pytest.mark.parametrize(
    ("moment", "worked", "reached"),
    [
        ("2026-11-24 09:00", 240, "2026-11-24 13:00"),  # the whole morning
        ("2026-11-24 09:00", 241, "2026-11-24 14:31"),  # and a minute after lunch
        ("2026-11-24 13:45", 60, "2026-11-24 15:30"),  # from within lunch
        ("2026-11-24 06:00", 60, "2026-11-24 10:00"),  # before opening
        ("2026-11-24 18:30", 60, "2026-11-25 10:00"),  # closing is closed
        ("2026-11-27 16:30", 240, "2026-11-30 11:00"),  # over a weekend
        ("2026-12-31 17:30", 240, "2027-01-05 12:00"),  # New Year, its Monday carried
        ("2027-03-19 17:30", 120, "2027-03-25 10:00"),  # Nauryz
        ("2024-02-29 17:30", 240, "2024-03-01 12:00"),  # the night in which the clocks were set back
        ("2026-11-24 08:00", 480, "2026-11-24 18:30"),  # a whole day is done when it closes
        ("2026-11-24 10:10", 0, "2026-11-24 10:10"),
    ],
)
def test_what_was_worked_since_a_moment(moment: str, worked: int, reached: str) -> None:
    """Minutes of work, typed by hand."""
    assert WORKING.after(clock(moment), timedelta(minutes=worked)) == clock(reached)


def test_a_worked_saturday_has_hours_and_the_day_off_for_it_none() -> None:
    """A pair as the labour authority moves them: the Friday is free, the Saturday after it is worked."""
    friday, saturday = date(2027, 3, 19), date(2027, 3, 20)
    pair = [Entry(friday, Reason("moved-off", other=saturday)), Entry(saturday, Reason("worked", other=friday))]
    moved = WorkingTime(HOURS, CALENDAR.with_entries(pair))
    assert moved.after(clock("2027-03-18 17:30"), timedelta(hours=2)) == clock("2027-03-20 10:00")


def test_an_office_without_lunch_works_through() -> None:
    """Lunch may take no time."""
    through = WorkingTime(replace(HOURS, lunch=time(13), resumes=time(13)), CALENDAR)
    assert through.after(clock("2026-11-24 09:00"), timedelta(hours=5)) == clock("2026-11-24 14:00")


def test_after_the_year_9999_nothing_is_worked() -> None:
    """Thirty-first of December, a Friday, half an hour before closing."""
    assert WORKING.after(clock("9999-12-31 18:00"), timedelta(minutes=30)) == clock("9999-12-31 18:30")
    with pytest.raises(OverflowError):
        WORKING.after(clock("9999-12-31 18:00"), timedelta(minutes=31))


@pytest.mark.parametrize(
    ("opens", "lunch", "resumes", "closes"),
    [
        (9, 9, 14, 18),
        (13, 9, 14, 18),
        (9, 14, 13, 18),
        (9, 13, 18, 18),
        (9, 13, 14, 12),
        (18, 14, 13, 9),
        (22, 2, 3, 6),  # a night shift: an office works by day
        (0, 0, 0, 0),
    ],
)
def test_hours_that_contradict_themselves_are_refused(opens: int, lunch: int, resumes: int, closes: int) -> None:
    """The message says what was given and in which order it is needed."""
    said = (
        f"working hours {opens:02}:00-{closes:02}:00 with lunch {lunch:02}:00-{resumes:02}:00: opening, lunch, "
        "resuming and closing are needed in this order"
    )
    with pytest.raises(ValueError, match=f"^{said}$"):
        Hours(time(opens), time(lunch), time(resumes), time(closes), ALMATY)


def is_at_work(moment: datetime) -> bool:
    """Whether a quarter of an hour that begins at a moment is worked; written without the product's stretches."""
    shown = moment.astimezone(ALMATY)
    minutes = shown.hour * 60 + shown.minute
    return CALENDAR.is_working(shown.date()) and (540 <= minutes < 780 or 870 <= minutes < 1110)


@given(st.integers(0, 4 * 24 * 90), st.integers(1, 4 * 20))
def test_the_time_agrees_with_a_slow_walk(begin: int, quarters: int) -> None:
    """Quarter by quarter from December 2026 to February 2027."""
    start = clock("2026-12-01 00:00") + begin * QUARTER
    moment, left = start, quarters
    while left:
        left -= is_at_work(moment)
        moment += QUARTER
    assert WORKING.after(start, quarters * QUARTER) == moment


@given(
    st.datetimes(datetime(2024, 2, 1), datetime(2027, 12, 31)),  # noqa: DTZ001 - the strategy puts the zone to it
    st.timedeltas(timedelta(microseconds=1), timedelta(hours=30)),
    st.timedeltas(timedelta(microseconds=1), timedelta(hours=30)),
)
def test_work_in_two_parts_ends_when_it_does_in_one(moment: datetime, first: timedelta, second: timedelta) -> None:
    """However it is divided, and over any number of days."""
    start = moment.replace(tzinfo=UTC)
    assert WORKING.after(WORKING.after(start, first), second) == WORKING.after(start, first + second)
