"""
Who is reminded of a time limit, and when. Pure: the same deadline, people and moment always give the same plan.

A day is reminded of at the opening of the office. What would fall on a day off is said earlier, never later; only
the due day itself and what is overdue keep their days.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from knowledge.cases import CaseDeadline
from knowledge.limits import Deadline
from notifier.hours import WorkingTime

#: Working time without an answer to the reminder of the third day before, until others are told.
UNANSWERED: Final = timedelta(hours=4)
#: The clock time by which the reminder of the last day before has to be answered.
NOON: Final = time(12)
#: How long before closing the due day's last reminder goes out.
BEFORE_CLOSING: Final = timedelta(minutes=90)

#: The days before the due day that everybody who is responsible hears of.
LAST_DAYS: Final = (3, 1)


@dataclass(frozen=True, slots=True)
class Ladder:
    """Days before the due day on which is reminded."""

    days: tuple[int, ...]
    #: Up to this many days they are working days, beyond it calendar days.
    working: int


#: By the days that a term has at least: from a year, three months, fifteen and ten days on.
_LADDERS: Final = (
    (360, Ladder((180, 90, 60, 30, 14, 7, 3, 1), 14)),
    (90, Ladder((60, 30, 14, 7, 3, 1), 14)),
    (15, Ladder((14, 7, 3, 1), 7)),
    (10, Ladder((5, 3, 1), 7)),
    (0, Ladder((3, 1), 7)),
)
#: Roughly: a term has the same reminders in whatever unit it is given.
_DAYS_IN: Final = {"years": 360, "months": 30}


def ladder_of(deadline: Deadline) -> Ladder:
    """The usual reminders of a limit, by the length of its term."""
    days = deadline.length * _DAYS_IN.get(deadline.unit, 1)
    return next(ladder for least, ladder in _LADDERS if days >= least)


@dataclass(frozen=True, slots=True)
class Parties:
    """Those who answer for a case and are still let in, by the numbers under which they are kept."""

    owner: int | None
    deputy: int | None = None
    judge: int | None = None
    heads: tuple[int, ...] = ()
    #: The days that people chose for themselves.
    days: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    #: The days that the court chose for those who answer for a case.
    court_days: tuple[int, ...] = ()
    #: Whether the last day before and the due day are the deputy's.
    last_to_deputy: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """
    One reminder of a limit.

    Names: `before-N`, `today-N`, `overdue-N`, and `unseen-N` for those who are told that `before-N` was not answered.
    """

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Planned:
    """A reminder to one person. All but the moment is its key: planned twice it is one."""

    limit: str
    #: The event that the limit is counted from.
    event: int
    stage: str
    person: int
    due: date
    at: datetime

    @property
    def is_overdue(self) -> bool:
        """Whether it says that the due day has passed."""
        return self.stage.startswith("overdue-")


#: Since when each date of a case is known, by its limit and the event it is counted from.
Since = Mapping[tuple[str, int], datetime]


def planned(
    deadlines: Iterable[CaseDeadline], parties: Parties, working: WorkingTime, since: Since, now: datetime
) -> tuple[Planned, ...]:
    """
    The reminders of a case's open limits that lie after `now`; of what is overdue only the next.

    A date that is not in `since` is known from `now` on: nobody is asked why he did not answer a reminder that lay
    before the date itself was known.
    """
    return tuple(
        Planned(one.key, one.start.id, stage.name, person, one.deadline.due, stage.at)
        for one in deadlines
        if one.is_open and one.deadline and one.start
        for known in [since.get((one.key, one.start.id), now)]
        for person, stage in _Plan(one.deadline, parties, working, known).reminders(now)
        if stage.at > now
    )


@dataclass(frozen=True)
class _Plan:
    """The reminders of one deadline."""

    deadline: Deadline
    parties: Parties
    working: WorkingTime
    since: datetime

    def reminders(self, now: datetime) -> Iterator[tuple[int, Stage]]:
        """Who is reminded by which stages; those that have passed among them."""
        days = self._days()
        for person, own in days.items():
            yield from ((person, stage) for stage in self._before(own))
            if 0 in own:
                yield from ((person, stage) for stage in self._today())
        unseen = tuple(self._unseen(third=any(3 in days[person] for person in self._answering)))
        for person in _those(self.parties.deputy, *self.parties.heads):
            if person not in self._answering:
                yield from ((person, stage) for stage in unseen)
        everybody = _those(self.parties.owner, self.parties.deputy, self.parties.judge, *self.parties.heads)
        with suppress(OverflowError):  # the year 9999 ends, and with it what can be said
            overdue = self._overdue(now)
            yield from ((person, overdue) for person in everybody)

    @property
    def _answering(self) -> tuple[int, ...]:
        """Who answers for the case: its owner, when he is not let in any more the heads, without them who is left."""
        parties = self.parties
        return _those(parties.owner) or _those(*parties.heads) or _those(parties.deputy, parties.judge)

    def _days(self) -> dict[int, tuple[int, ...]]:
        """The days before, 0 for the due day, of each who answers; of two parts the fuller one counts."""
        parties = self.parties
        found: dict[int, tuple[int, ...]] = {}
        usual = parties.court_days or ladder_of(self.deadline).days
        for person in self._answering:
            chosen = parties.days.get(person) or usual
            last = () if parties.last_to_deputy and parties.deputy is not None else (1, 0)
            found[person] = (*(day for day in chosen if day > 1), *last)
        for person in _those(parties.deputy, parties.judge):
            chosen = parties.days.get(person) or LAST_DAYS
            found[person] = tuple({*found.get(person, ()), *chosen, 1, 0})
        return found

    def _before(self, days: Iterable[int]) -> Iterator[Stage]:
        """The days before; of several that a row of days off brings to one day, the nearest to the due day."""
        nearest = {self._day(number): number for number in sorted(days, reverse=True) if number > 0}
        return (Stage(f"before-{number}", self.working.opening(day)) for day, number in nearest.items())

    def _today(self) -> Iterator[Stage]:
        """The due day: at opening, after lunch, and before closing."""
        closing = self.working.hours.moment(self.deadline.due, self.working.hours.closes)
        moments = (
            self.working.opening(self.deadline.due),
            self.working.hours.moment(self.deadline.due, self.working.hours.resumes),
            closing - BEFORE_CLOSING,
        )
        return (Stage(f"today-{number}", at) for number, at in enumerate(moments, start=1))

    def _unseen(self, *, third: bool) -> Iterator[Stage]:
        """When others are told that nobody answered what was said once the date was known, on the `third` day too."""
        opening = self.working.opening(self._day(3))
        if third and opening > self.since:
            yield Stage("unseen-3", self.working.after(opening, UNANSWERED))
        last = self._day(1)
        if self.working.opening(last) > self.since:
            yield Stage("unseen-1", self.working.hours.moment(last, NOON))

    def _overdue(self, now: datetime) -> Stage:
        """
        The next reminder of what is late: on the first working day after, then each Monday, or the day after it.

        Raises:
            OverflowError: It lies after the year 9999.
        """
        calendar, opening = self.working.calendar, self.working.opening
        first = calendar.working_day(self.deadline.due, 1)
        if opening(first) > now:
            return Stage("overdue-0", opening(first))
        today = self.working.hours.day(now)
        # by the last working day that has begun the Mondays up to it have been said
        begun = calendar.on_or_before(today if opening(today) <= now else today - timedelta(days=1))
        monday = _monday_after(begun)
        weeks = (monday - _monday_after(first)).days // 7
        return Stage(f"overdue-{weeks + 1}", opening(calendar.on_or_after(monday)))

    def _day(self, number: int) -> date:
        """A day before the due day; the world's first when there is none."""
        try:
            if number <= ladder_of(self.deadline).working:
                return self.working.calendar.working_day(self.deadline.due, -number)
            return self.working.calendar.on_or_before(self.deadline.due - timedelta(days=number))
        except OverflowError:
            return date.min


def _monday_after(day: date) -> date:
    return day + timedelta(days=7 - day.weekday())


def _those(*people: int | None) -> tuple[int, ...]:
    """Those who are there, each once."""
    return tuple(dict.fromkeys(person for person in people if person is not None))
