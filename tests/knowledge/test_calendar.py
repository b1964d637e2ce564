"""Kazakhstan's working days: as published, with an administrator's entries on top, and honest about the rest."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.calendar import Calendar, Entry, Reason, load_calendar, load_entries
from knowledge.files import DataError
from knowledge.law import Law
from knowledge.seed import seed_days

PUBLISHED = tomllib.loads(Path(__file__).with_name("calendar.toml").read_text(encoding="utf-8"))

CALENDAR = load_calendar()


@pytest.fixture
def calendar(law: Law) -> Calendar:
    """The calendar as it is held."""
    return law.calendar


def entered(tmp_path: Path, text: str) -> tuple[Entry, ...]:
    """The entries of a file with this text."""
    file = tmp_path / "entries.toml"
    file.write_text(text, encoding="utf-8")
    return load_entries(file)


@pytest.mark.parametrize("year", sorted(PUBLISHED))
def test_a_year_is_as_published(calendar: Calendar, year: str) -> None:
    """Day for day: weekdays off, weekend days worked, and their number."""
    days = calendar.special_days(int(year))
    off = [f"{d:%m-%d}" for d, reason in days.items() if reason.is_off and d.weekday() < 5]
    worked = [f"{d:%m-%d}" for d, reason in days.items() if not reason.is_off]
    assert (off, worked) == (PUBLISHED[year]["off"], PUBLISHED[year]["worked"])
    first, last = date(int(year), 1, 1), date(int(year), 12, 31)
    assert calendar.working_days(first, last) == PUBLISHED[year]["working"]


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 3, 24), Reason("carried", "Nowruz Holiday", date(2026, 3, 21))),
        (date(2026, 3, 25), Reason("carried", "Nowruz Holiday", date(2026, 3, 22))),
        (date(2024, 5, 8), Reason("moved-off", other=date(2024, 5, 4))),
        (date(2024, 5, 4), Reason("worked", other=date(2024, 5, 8))),
        (date(2026, 1, 7), Reason("holiday", "Orthodox Christmas")),
        (date(2027, 5, 16), Reason("holiday", "Eid al-Adha", estimated=True)),
        (date(2026, 11, 21), Reason("weekend")),
        (date(2026, 11, 24), None),
    ],
)
def test_a_day_says_why_it_is_off_or_worked(calendar: Calendar, day: date, reason: Reason | None) -> None:
    """The trace of a date names the reason, and the other day of a pair."""
    assert calendar.reason(day) == reason


def test_christmas_and_kurban_ait_are_never_carried_to_a_weekday(calendar: Calendar) -> None:
    """They are days off by the Labour Code, not holidays of the law on holidays."""
    carried = {
        r.holiday for year in range(2006, 2041) for r in calendar.special_days(year).values() if r.kind == "carried"
    }
    assert carried
    assert not carried & {"Orthodox Christmas", "Eid al-Adha"}


def test_the_thirty_first_of_august_2026_is_worked(calendar: Calendar) -> None:
    """Constitution Day left 30 August with the law of 2026, though printed calendars carry it to the Monday."""
    assert calendar.is_working(date(2026, 8, 31))


def test_a_day_moved_over_the_turn_of_the_year_belongs_to_both() -> None:
    """31 December 2001 was free for the Saturday before."""
    assert seed_days(2001)[date(2001, 12, 31)].other == date(2001, 12, 29)


def test_the_nth_working_day_is_counted_both_ways(calendar: Calendar) -> None:
    """Over a holiday, over the turn of the year, and from a day off."""
    assert calendar.working_day(date(2024, 12, 20), 10) == date(2025, 1, 8)
    assert calendar.working_day(date(2025, 1, 8), -10) == date(2024, 12, 20)
    assert calendar.working_day(date(2026, 1, 3), 1) == date(2026, 1, 5)
    assert calendar.working_day(date(2026, 1, 4), -1) == date(2025, 12, 31)


def test_beyond_the_calendar_of_the_world_there_is_no_working_day(calendar: Calendar) -> None:
    """The error says how far and from where."""
    with pytest.raises(OverflowError, match="5 working days after 9999-12-31"):
        calendar.working_day(date(9999, 12, 31), 5)
    with pytest.raises(OverflowError, match="3 working days before 0001-01-02"):
        calendar.working_day(date(1, 1, 2), -3)


def test_working_days_between_two_days_are_counted(calendar: Calendar) -> None:
    """The first day is not counted, the last is; backwards the number is negative."""
    assert calendar.working_days(date(2026, 2, 2), date(2026, 2, 16)) == 10
    assert calendar.working_days(date(2026, 2, 16), date(2026, 2, 2)) == -10
    assert calendar.working_days(date(2026, 2, 2), date(2026, 2, 2)) == 0


@given(st.dates(date(2018, 1, 1), date(2029, 12, 31)), st.integers(1, 300))
def test_counting_there_and_back_ends_where_it_began(start: date, number: int) -> None:
    """The n-th working day after, and the n-th before that, lie on either side of the start."""
    there = CALENDAR.working_day(start, number)
    assert CALENDAR.is_working(there)
    assert CALENDAR.working_days(start, there) == number
    assert CALENDAR.working_day(there + timedelta(days=1), -number - 1) <= start


def test_years_without_a_published_calendar_are_told(calendar: Calendar) -> None:
    """2027 is not announced yet, and of 1850 no holidays are known."""
    assert calendar.unconfirmed_years(date(2026, 12, 1), date(2028, 1, 1)) == (2027, 2028)
    assert (calendar.is_seeded(2027), calendar.is_seeded(1850)) == (True, False)
    assert calendar.special_days(1850) == {}
    confirmed = calendar.confirmed_by(2026)
    assert confirmed is not None
    assert confirmed.checked == date(2026, 11, 22)
    assert calendar.confirmed_by(2027) is None


def test_a_moved_pair_wins_over_the_seed(calendar: Calendar, tmp_path: Path) -> None:
    """What the labour authority moves weeks before is entered with its act, and stamps every date anew."""
    moved = '[[moved]]\noff = 2027-03-19\nworked = 2027-03-20\nact = "Order 1"\n'
    single = '[[day_off]]\nday = 2027-06-01\nact = "Order 2"\n[[worked]]\nday = 2027-06-05\nact = "Order 3"\n'
    changed = calendar.with_entries(entered(tmp_path, moved + single))
    assert changed.reason(date(2027, 3, 20)) == Reason("worked", other=date(2027, 3, 19), act="Order 1")
    assert [changed.is_working(date(2027, *day)) for day in ((3, 19), (3, 20), (6, 1), (6, 5))] == [
        False,
        True,
        False,
        True,
    ]
    assert calendar.is_working(date(2027, 3, 19))
    assert changed.version != calendar.version


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[[day_off]]\nday = 2027-06-01\nact = " "\n', "2027-06-01: name the act"),
        (
            '[[day_off]]\nday = 2027-06-01\nact = "a"\n[[worked]]\nday = 2027-06-01\nact = "b"\n',
            "2027-06-01 is entered twice",
        ),
        ('[[moved]]\noff = 2027-06-01\nact = "a"\n', r"moved\.0\.worked: Field required"),
        ("[[free]]\nday = 2027-06-01\n", "free: Unexpected keyword"),
        ('[[day_off]]\nday = "first of June"\nact = "a"\n', r"day_off\.0\.day: .*given: 'first of June'"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, text: str, fault: str) -> None:
    """An administrator is told the day or the key, and what is needed."""
    with pytest.raises(DataError, match=fault):
        entered(tmp_path, text)


def test_a_holiday_without_our_names_is_refused(calendar: Calendar, tmp_path: Path) -> None:
    """A new name in the package must not reach a person untranslated."""
    file = tmp_path / "calendar.toml"
    text = (Path(__file__).parents[2] / "knowledge/data/calendar.toml").read_text(encoding="utf-8")
    file.write_text(text.replace('seed = "Capital Day"', 'seed = "City Day"'), encoding="utf-8")
    with pytest.raises(DataError, match=r"calendar.toml: no names for the holiday 'Capital Day' on 2026-07-06"):
        load_calendar(file).is_working(date(2026, 7, 6))
