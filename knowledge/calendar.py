"""Kazakhstan's working days: the package `holidays` as seed, an administrator's entries on top of it."""

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import MAXYEAR, MINYEAR, date
from functools import cached_property
from pathlib import Path
from typing import Literal

from knowledge.files import DATA, STRICT, DataError, toml_file
from knowledge.languages import Names
from knowledge.seed import SEED, seed_days

Kind = Literal["weekend", "holiday", "carried", "moved-off", "worked", "entered-off", "entered-work"]

OFF: frozenset[Kind] = frozenset({"weekend", "holiday", "carried", "moved-off", "entered-off"})


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a day is off, or why a Saturday or Sunday is worked."""

    kind: Kind
    holiday: str = ""
    #: The other day of the pair: carried or moved from there, or worked with its day off there.
    other: date | None = None
    estimated: bool = False
    #: The act that an administrator's entry rests on.
    act: str = ""

    @property
    def is_off(self) -> bool:
        """Whether nobody works on such a day."""
        return self.kind in OFF


WEEKEND = Reason("weekend")


@dataclass(frozen=True)
class Entry:
    """A day that an administrator entered after an order of the labour authority."""

    day: date
    reason: Reason


@dataclass(frozen=True)
class Confirmed:
    """Years whose every day was compared with a published production calendar."""

    years: tuple[int, ...]
    checked: date
    source: Names

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Holiday:
    """A holiday: the seed's name for it, and ours."""

    seed: str
    en: str
    ru: str
    kk: str

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class CalendarData:
    """`data/calendar.toml` as it is written."""

    seed_years: tuple[int, int]
    confirmed: tuple[Confirmed, ...]
    holiday: tuple[Holiday, ...]

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Moved:
    """A day off moved to a working day: `off` is free, the weekend day `worked` is worked for it."""

    off: date
    worked: date
    act: str

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Single:
    """One day that became free or worked without a pair."""

    day: date
    act: str

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class EntriesData:
    """An administrator's file of entries as it is written."""

    moved: tuple[Moved, ...] = ()
    day_off: tuple[Single, ...] = ()
    worked: tuple[Single, ...] = ()

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Year:
    """One year: what is special about its days, and the ordinals of its working days in order."""

    reasons: Mapping[date, Reason]

    number: int

    @cached_property
    def working(self) -> list[int]:
        """The proleptic ordinals of the working days."""
        first = date(self.number, 1, 1).toordinal()
        last = date(self.number, 12, 31).toordinal()
        special = {day.toordinal(): reason.is_off for day, reason in self.reasons.items()}
        # ordinal 1 is a Monday, so the remainders 6 and 0 are Saturday and Sunday
        return [n for n in range(first, last + 1) if not special.get(n, n % 7 in (6, 0))]


@dataclass(frozen=True)
class Calendar:
    """
    The working days of the five-day week.

    Every year can be asked. Years that nobody compared with a published calendar are `estimated`: moves of
    days off are decided weeks before. Outside the seed's years only weekends are known to be days off.
    """

    data: CalendarData
    entries: Mapping[date, Reason] = field(default_factory=dict)
    _years: dict[int, Year] = field(default_factory=dict, repr=False, compare=False)
    _seed: dict[int, Mapping[date, Reason]] = field(default_factory=dict, repr=False, compare=False)

    def with_entries(self, entries: Iterable[Entry]) -> "Calendar":
        """The same calendar with an administrator's entries, which win over it."""
        return replace(self, entries={**self.entries, **{e.day: e.reason for e in entries}}, _years={})

    @cached_property
    def version(self) -> str:
        """What a computed date is stamped with: it changes when any source of the calendar does."""
        entered = sorted((day.isoformat(), reason.kind, reason.act) for day, reason in self.entries.items())
        compared = max(c.checked for c in self.data.confirmed)
        mark = hashlib.sha256(repr((self.data, entered)).encode()).hexdigest()[:8]
        return f"{SEED}, {compared.isoformat()}, {mark}"

    @cached_property
    def names(self) -> dict[str, Names]:
        """The holidays' names by the seed's name."""
        return {h.seed: Names(h.en, h.ru, h.kk) for h in self.data.holiday}

    def is_working(self, day: date) -> bool:
        """Whether courts work on `day`."""
        reason = self.reason(day)
        return reason is None or not reason.is_off

    def reason(self, day: date) -> Reason | None:
        """Why `day` is off, or why a weekend day is worked; None for an ordinary working day."""
        return self._year(day.year).reasons.get(day, WEEKEND if day.weekday() >= 5 else None)

    def special_days(self, year: int) -> dict[date, Reason]:
        """The days of a year that are not what their weekday says, and the holidays, in order."""
        return dict(sorted(self._year(year).reasons.items()))

    def working_day(self, start: date, number: int) -> date:
        """
        The `number`-th working day after `start` (before it, when negative); `start` is not counted.

        Raises:
            OverflowError: It lies outside the years 1 to 9999.
        """
        return self._after(start, number) if number > 0 else self._before(start, -number)

    def on_or_after(self, day: date) -> date:
        """`day`, or the next working day when it is off. Raises OverflowError beyond the year 9999."""
        return day if self.is_working(day) else self.working_day(day, 1)

    def on_or_before(self, day: date) -> date:
        """`day`, or the previous working day when it is off. Raises OverflowError before the year 1."""
        return day if self.is_working(day) else self.working_day(day, -1)

    def working_days(self, after: date, until: date) -> int:
        """How many working days lie after `after`, up to and with `until`; negative when it lies behind."""
        if until < after:
            return -self.working_days(until, after)
        counted = 0
        for number in range(after.year, until.year + 1):
            working = self._year(number).working
            counted += bisect_right(working, until.toordinal()) - bisect_right(working, after.toordinal())
        return counted

    def unconfirmed_years(self, first: date, last: date) -> tuple[int, ...]:
        """The years between the two days that were not compared with a published calendar."""
        known = {year for confirmed in self.data.confirmed for year in confirmed.years}
        return tuple(year for year in range(first.year, last.year + 1) if year not in known)

    def confirmed_by(self, year: int) -> Confirmed | None:
        """With what the year was compared, and when."""
        return next((c for c in self.data.confirmed if year in c.years), None)

    def is_seeded(self, year: int) -> bool:
        """Whether holidays are known for the year at all."""
        return self.data.seed_years[0] <= year <= self.data.seed_years[1]

    def _after(self, start: date, number: int) -> date:
        left = number
        for year in range(start.year, MAXYEAR + 1):
            working = self._year(year).working
            place = bisect_right(working, start.toordinal()) + left - 1
            if place < len(working):
                return date.fromordinal(working[place])
            left = place - len(working) + 1
        msg = f"{number} working days after {start} end after the year {MAXYEAR}"
        raise OverflowError(msg)

    def _before(self, start: date, number: int) -> date:
        left = number
        for year in range(start.year, MINYEAR - 1, -1):
            working = self._year(year).working
            place = bisect_left(working, start.toordinal()) - left
            if place >= 0:
                return date.fromordinal(working[place])
            left = -place
        msg = f"{number} working days before {start} end before the year {MINYEAR}"
        raise OverflowError(msg)

    def _year(self, number: int) -> Year:
        if number not in self._years:
            entered = {day: reason for day, reason in self.entries.items() if day.year == number}
            self._years[number] = Year({**self._seeded(number), **entered}, number)
        return self._years[number]

    def _seeded(self, number: int) -> Mapping[date, Reason]:
        """The seed's days of a year; shared by all calendars that differ in their entries only."""
        if number not in self._seed:
            self._seed[number] = self._checked_seed(number) if self.is_seeded(number) else {}
        return self._seed[number]

    def _checked_seed(self, number: int) -> Mapping[date, Reason]:
        confirmed = self.confirmed_by(number) is not None
        days = {}
        for day, seeded in seed_days(number).items():
            if seeded.holiday and seeded.holiday not in self.names:
                msg = f"calendar.toml: no names for the holiday {seeded.holiday!r} on {day}; add a [[holiday]]"
                raise DataError(msg)
            days[day] = Reason(seeded.kind, seeded.holiday, seeded.other, estimated=seeded.estimated and not confirmed)
        return days


def load_calendar(path: Path = DATA / "calendar.toml") -> Calendar:
    """The calendar without an administrator's entries. Raises DataError when the file is wrong."""
    return Calendar(toml_file(path, CalendarData))


def load_entries(path: Path) -> tuple[Entry, ...]:
    """
    An administrator's entries: moved pairs and single days, each with the act it rests on.

    Raises:
        DataError: The file is wrong, a day stands in it twice, or an act is not named.
    """
    data = toml_file(path, EntriesData)
    found = [
        *(Entry(m.off, Reason("moved-off", other=m.worked, act=m.act)) for m in data.moved),
        *(Entry(m.worked, Reason("worked", other=m.off, act=m.act)) for m in data.moved),
        *(Entry(s.day, Reason("entered-off", act=s.act)) for s in data.day_off),
        *(Entry(s.day, Reason("entered-work", act=s.act)) for s in data.worked),
    ]
    seen: set[date] = set()
    for entry in found:
        if entry.day in seen:
            msg = f"{path.name}: {entry.day} is entered twice; a day is either off or worked"
            raise DataError(msg)
        if not entry.reason.act.strip():
            msg = f"{path.name}: {entry.day}: name the act that moved the day in `act`"
            raise DataError(msg)
        seen.add(entry.day)
    return tuple(found)
