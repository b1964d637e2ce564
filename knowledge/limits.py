"""Time limits: the rule (`TimeLimit`) and its date in one case (`Deadline`), with every step of how it was reached."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Literal, cast

from dateutil.relativedelta import relativedelta

from knowledge.calendar import Calendar, Reason
from knowledge.files import DATA, STRICT, Known, toml_file

Unit = Literal["working_days", "calendar_days", "months", "years"]
Direction = Literal["forward", "backward"]

UNITS: tuple[Unit, ...] = ("working_days", "calendar_days", "months", "years")
LONGEST = 10_000

#: What the Department's review may take (para 8), to plan for.
DEPARTMENT_DAYS = 10


class LimitError(ValueError):
    """A date cannot be counted; `fault` names why for a text, `values` what it speaks of."""

    def __init__(self, message: str, fault: str, **values: object) -> None:
        super().__init__(message)
        self.fault = fault
        self.values = values


def as_given(value: object) -> str:
    """What an error repeats of a value: a number or a short text, of anything else only what it is."""
    return f"{value!r:.40}" if isinstance(value, int | float | str) else type(value).__name__


@dataclass(frozen=True, slots=True)
class Source:
    """A provision that a counting rule rests on, and when somebody last read it (None: nobody did)."""

    code: str
    article: str
    checked: Known

    __pydantic_config__ = STRICT


@dataclass(frozen=True, slots=True)
class CountingRule:
    """A rule of counting with its sources; without any, it is our reading, on the safe side."""

    source: tuple[Source, ...]

    __pydantic_config__ = STRICT


@dataclass(frozen=True, slots=True)
class Value:
    """What a limit's length is since an amendment; None when the Instruction names no number."""

    since: str
    length: int | None = None
    unit: Unit | None = None

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class TimeLimit:
    """A rule of the Instruction; `clause` is what a reply must cite."""

    clause: str
    counted_from: str
    direction: Direction
    value: tuple[Value, ...]
    part: int | None = None
    #: The clause itself lets a ratified treaty set another length.
    treaty: bool = False
    #: A period missed for good reason can be restored.
    restorable: bool = False
    #: The law that sets the length where the Instruction names none.
    set_by: str = ""
    assumptions: tuple[str, ...] = ()

    __pydantic_config__ = STRICT


@dataclass(frozen=True, slots=True)
class Override:
    """Another length for a limit, from a treaty or other law; the direction stays the Instruction's."""

    length: int
    unit: Unit
    basis: str

    def __post_init__(self) -> None:
        if type(self.length) is not int or not 1 <= self.length <= LONGEST:
            fault = f"override: length {as_given(self.length)}: a whole number from 1 to {LONGEST} is needed"
            raise LimitError(fault, "override-length", given=as_given(self.length), longest=LONGEST)
        if self.unit not in UNITS:
            fault = f"override: unit {as_given(self.unit)}: one of {', '.join(UNITS)} is needed"
            raise LimitError(fault, "override-unit", given=as_given(self.unit))
        if not any(map(str.isalnum, self.basis)):
            msg = "override: cite the treaty or act with its article in the basis"
            raise LimitError(msg, "override-basis")


@dataclass(frozen=True, slots=True)
class TraceStep:
    """One step on the way to a date; `name` is its wording in dialogs/locale, `rule` a key of counting.toml."""

    name: str
    day: date
    rule: str = ""
    reason: Reason | None = None


@dataclass(frozen=True)
class Deadline:
    """The last day on which what a limit governs is still in time, and how it was reached."""

    key: str
    limit: TimeLimit
    start: date
    length: int
    unit: Unit
    #: Where the term ends by itself, before a day off moves it.
    bare: date
    due: date
    calendar: Calendar
    override: Override | None = None

    @property
    def moved(self) -> bool:
        """Whether the term ends on a day off and was moved."""
        return self.bare != self.due

    @property
    def is_backward(self) -> bool:
        """Whether it is counted back from a coming day."""
        return self.limit.direction == "backward"

    @cached_property
    def trace(self) -> tuple[TraceStep, ...]:
        """The steps in order: the event, the days skipped or worked on the way, the end, the move."""
        return (self._first_step(), *self._way(), *self._end())

    @property
    def counted_window(self) -> tuple[date, date]:
        """The first and last day whose being a working day or not decides the date."""
        decisive = self.start if self.unit == "working_days" else self.bare
        return min(decisive, self.due), max(decisive, self.due)

    @property
    def unconfirmed_years(self) -> tuple[int, ...]:
        """The years in the decisive window without a confirmed production calendar."""
        return self.calendar.unconfirmed_years(*self.counted_window)

    @property
    def estimated_days(self) -> tuple[date, ...]:
        """The days of an estimated Kurban Ait within a day of the decisive window."""
        first, last = (day.toordinal() for day in self.counted_window)
        around = range(max(first - 1, date.min.toordinal()), min(last + 1, date.max.toordinal()) + 1)
        days = (date.fromordinal(number) for number in around)
        return tuple(day for day in days if (reason := self.calendar.reason(day)) and reason.estimated)

    @property
    def is_estimated(self) -> bool:
        """Whether a later order or announcement may still move the date."""
        return bool(self.unconfirmed_years or self.estimated_days)

    @property
    def first_day(self) -> date:
        """Day 1 of the term: the day after the event, or the first working day after it."""
        return ended(
            self.start,
            1,
            "working_days" if self.unit == "working_days" else "calendar_days",
            1,
            self.calendar,
        )

    @property
    def safe_day(self) -> date:
        """The last working day before the due day that is no Saturday or Sunday; itself on the world's first day."""
        day = self._working_days_before(1)
        while day.weekday() >= 5:
            day = self.calendar.working_day(day, -1)
        return day

    @property
    def department_day(self) -> date:
        """When the Department should have the order, so that its ten working days (para 8) fit: planning advice."""
        return self._working_days_before(DEPARTMENT_DAYS)

    def _working_days_before(self, number: int) -> date:
        try:
            return self.calendar.working_day(self.due, -number)
        except OverflowError:
            return self.due

    def days_left(self, today: date) -> int:
        """Calendar days from `today` to the last day; negative when it has passed."""
        return (self.due - today).days

    def working_days_left(self, today: date) -> int:
        """Working days after `today`, up to and with the last day; negative when it has passed."""
        return self.calendar.working_days(today, self.due)

    def is_late(self, today: date) -> bool:
        """Whether the last day has passed; on the last day itself it is still in time (Civil Code 176)."""
        return today > self.due

    def earliest_start(self, today: date) -> date:
        """
        The earliest hearing that can still be met when the order is sent today.

        Raises:
            LimitError: It would lie after the year 9999.
        """
        day = ended(today, self.length, self.unit, 1, self.calendar)
        while counted_deadline(self.key, self.limit, day, self.calendar, self.override).due < today:
            day += timedelta(days=1)
        return self.calendar.on_or_after(day)

    def _first_step(self) -> TraceStep:
        if self.is_backward:
            return TraceStep("trace-hearing", self.start, "event-day")
        return TraceStep("trace-event", self.start, "event-day", self.calendar.reason(self.start))

    def _way(self) -> tuple[TraceStep, ...]:
        if self.unit != "working_days":
            return ()
        first, last = sorted((self.start, self.due))
        inside = (
            (day, reason)
            for year in range(first.year, last.year + 1)
            for day, reason in self.calendar.special_days(year).items()
            if first < day <= last
            if day != self.start
        )
        return tuple(
            TraceStep("trace-skipped" if reason.is_off else "trace-counted", day, "working-days", reason)
            for day, reason in inside
        )

    def _end(self) -> tuple[TraceStep, ...]:
        if self.unit == "working_days":
            return (TraceStep("trace-nth", self.due, "working-days"),)
        rule = "calendar-days" if self.unit == "calendar_days" else "same-number"
        ends = "trace-back" if self.is_backward else "trace-ends"
        name = "trace-no-such-number" if self._lacks_number() else ends
        steps = [TraceStep(name, self.bare, rule)]
        way = 1 if self.due > self.bare else -1
        for number in range(self.bare.toordinal(), self.due.toordinal(), way):
            day = date.fromordinal(number)
            steps.append(TraceStep("trace-day-off", day, _moving_rule(self), self.calendar.reason(day)))
        if self.moved:
            steps.append(TraceStep("trace-moved", self.due, _moving_rule(self)))
        return tuple(steps)

    def _lacks_number(self) -> bool:
        return self.unit in ("months", "years") and self.bare.day != self.start.day


def _moving_rule(deadline: Deadline) -> str:
    return f"day-off-{deadline.limit.direction}"


def ended(start: date, length: int, unit: Unit, way: int, calendar: Calendar) -> date:
    """
    Where a term of `length` `unit` from `start` ends by itself; `way` is 1 forward, -1 back.

    Raises:
        LimitError: It ends outside the years 1 to 9999.
    """
    try:
        if unit == "working_days":
            return calendar.working_day(start, way * length)
        if unit == "calendar_days":
            return start + timedelta(days=way * length)
        return cast(date, start + relativedelta(**{unit: way * length}))
    except (OverflowError, ValueError) as beyond:
        raise _outside(start, length, unit) from beyond


def _outside(start: date, length: int, unit: Unit) -> LimitError:
    msg = f"{length} {unit} from {start} end outside the years {MINYEAR} to {MAXYEAR}"
    return LimitError(msg, "outside", day=start, length=length, unit=unit)


def counted_deadline(
    key: str, limit: TimeLimit, start: date, calendar: Calendar, override: Override | None = None
) -> Deadline:
    """
    The deadline of `limit` for the event on `start`.

    Args:
        key: The limit's key in time_limits.toml.
        limit: The rule; its clause is what a reply must cite.
        start: The day of the event that `limit.counted_from` names. It is not itself counted.
        calendar: Needed even for months: a term that ends on a day off moves.
        override: Another length with its cited basis; it never turns the direction.

    Raises:
        LimitError: The Instruction names no number and no override does; or the date lies outside the
            years 1 to 9999.
    """
    length, unit = _length(key, limit, override)
    way = 1 if limit.direction == "forward" else -1
    bare = ended(start, length, unit, way, calendar)
    try:
        due = calendar.on_or_after(bare) if way == 1 else calendar.on_or_before(bare)
    except OverflowError as beyond:
        raise _outside(start, length, unit) from beyond
    return Deadline(key, limit, start, length, unit, bare, due, calendar, override)


def _length(key: str, limit: TimeLimit, override: Override | None) -> tuple[int, Unit]:
    if override is not None:
        return override.length, override.unit
    value = limit.value[-1]
    if value.length is None or value.unit is None:
        msg = f"{key}: paragraph {limit.clause} names no number; give the length with the act and article that set it"
        raise LimitError(msg, "no-number", clause=limit.clause)
    return value.length, value.unit


def load_limits(path: Path = DATA / "time_limits.toml") -> Mapping[str, TimeLimit]:
    """The limits by their keys, in the order of the clauses. Raises DataError when the file is wrong."""
    return toml_file(path, dict[str, TimeLimit])


def load_counting(path: Path = DATA / "counting.toml") -> Mapping[str, CountingRule]:
    """The counting rules by their keys. Raises DataError when the file is wrong."""
    return toml_file(path, dict[str, CountingRule])
