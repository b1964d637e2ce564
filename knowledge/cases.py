"""Cases a court keeps, and their deadlines as a view over what has happened in them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field

from knowledge.calendar import Calendar
from knowledge.files import DATA, STRICT, DataError, toml_file
from knowledge.limits import Deadline, LimitError, Override, TimeLimit, counted_deadline

CaseKind = Literal["received-service", "received-action", "received-petition", "outgoing-order", "outgoing-petition"]

#: Working days that a certified translation is given in our plan. The Instruction names none: planning advice.
TRANSLATION_DAYS: Final = 10


@dataclass(frozen=True, slots=True)
class KindLimit:
    """A time limit in a kind of case: what starts it, what ends it, and when its start is waited for."""

    key: str
    starts: Annotated[tuple[str, ...], Field(alias="from")]
    until: tuple[str, ...]
    #: The event after which the start is waited for; "" from the beginning, None never.
    after: str | None = None

    __pydantic_config__ = STRICT


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of case: its events in the order of the procedure, and its limits."""

    clause: str
    #: The event a case of this kind begins with.
    opens: str
    events: tuple[str, ...]
    limit: tuple[KindLimit, ...]

    __pydantic_config__ = STRICT


#: What happens at the Department, and is entered by it or by the court.
AT_DEPARTMENT: Final = frozenset({"originals-received", "papers-returned", "papers-passed"})

#: The kinds of cases by their names.
Kinds = Mapping[CaseKind, Kind]


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """Something that happened in a case on a day, or a hearing that is to come."""

    #: Stays the same when the event is corrected.
    id: int
    kind: str
    day: date


@dataclass(frozen=True)
class Case:
    """A case as its court keeps it. People and offices are the numbers under which they are kept."""

    id: int
    court: int
    number: str
    kind: CaseKind
    owner: int
    opened: date
    #: ISO 3166-1 alpha-2; "" while it is not known.
    state: str = ""
    #: The treaty as the person cites it, or reciprocity; "" while it is not known.
    basis: str = ""
    deputy: int | None = None
    judge: int | None = None
    #: The Department that it was sent to.
    department: int | None = None
    closed: date | None = None
    events: tuple[CaseEvent, ...] = ()
    #: Other lengths of limits, by the limit's key, each with its cited basis.
    terms: Mapping[str, Override] = field(default_factory=dict)

    def happened(self, *kinds: str) -> tuple[CaseEvent, ...]:
        """The events of these kinds by their days."""
        return tuple(sorted((e for e in self.events if e.kind in kinds), key=lambda event: (event.day, event.id)))


@dataclass(frozen=True, slots=True)
class CaseDeadline:
    """
    A time limit in one case.

    Without a `deadline` it waits: for the event `waits_for`, or for the length of a term that the Instruction leaves
    to another law when `start` is there.
    """

    key: str
    waits_for: str
    start: CaseEvent | None = None
    deadline: Deadline | None = None
    ended_by: CaseEvent | None = None

    @property
    def is_open(self) -> bool:
        """Whether a date runs."""
        return self.deadline is not None and self.ended_by is None

    @property
    def due(self) -> date | None:
        """The last day; None while it waits."""
        return self.deadline.due if self.deadline else None

    def is_overdue(self, today: date) -> bool:
        """Whether the last day has passed and nothing has ended the limit."""
        return self.is_open and self.deadline is not None and self.deadline.is_late(today)


@dataclass(frozen=True, slots=True)
class Advice:
    """A day to plan for. Planning advice, not the act's."""

    name: Literal["department-by", "translation-by"]
    day: date


@dataclass(frozen=True, slots=True)
class Move:
    """A date that became another one; None where there was none, or is none any more."""

    key: str
    was: date | None
    now: date | None


def deadlines_of(
    case: Case, kinds: Kinds, limits: Mapping[str, TimeLimit], calendar: Calendar
) -> tuple[CaseDeadline, ...]:
    """
    The time limits of a case in the order of the procedure: those that run, that were ended, and that wait.

    A view: the same events always give the same deadlines, so a corrected event needs no repair elsewhere.
    """
    return tuple(
        found for limit in kinds[case.kind].limit for found in _of_limit(case, limit, limits[limit.key], calendar)
    )


def _of_limit(case: Case, limit: KindLimit, rule: TimeLimit, calendar: Calendar) -> Iterator[CaseDeadline]:
    starts = case.happened(*limit.starts)
    if len(limit.starts) > 1:
        starts = starts[:1]  # the day of receipt and of registration are two days of one thing: the earlier is safe
    before: CaseEvent | None = None
    for number, start in enumerate(starts):
        deadline = _counted(limit.key, rule, start.day, calendar, case.terms.get(limit.key))
        following = starts[number + 1].day if number + 1 < len(starts) else date.max
        ended = _ended_by(case, limit, start, rule, before)
        before = ended if ended and ended.day <= following else None
        yield CaseDeadline(limit.key, "", start, deadline, before)
    if not starts and _is_awaited(case, limit):
        yield CaseDeadline(limit.key, limit.starts[0])


def _counted(key: str, rule: TimeLimit, start: date, calendar: Calendar, override: Override | None) -> Deadline | None:
    try:
        return counted_deadline(key, rule, start, calendar, override)
    except LimitError:
        return None  # the Instruction leaves the length to another law, or the day lies outside every calendar


def _ended_by(
    case: Case, limit: KindLimit, start: CaseEvent, rule: TimeLimit, before: CaseEvent | None
) -> CaseEvent | None:
    """
    The event that ended a limit: the first after its start; what is counted back ends whenever it is done.

    Papers returned and received again on one day: what ended the run `before` does not end this one too.
    """
    found = case.happened(*limit.until)
    if rule.direction == "backward":
        return next(iter(found), None)
    return next((event for event in found if event.day >= start.day and event != before), None)


def _is_awaited(case: Case, limit: KindLimit) -> bool:
    """Whether the start of a limit is to be expected: it comes after what has happened, and nothing ended it."""
    if limit.after is None or case.happened(*limit.until):
        return False
    return not limit.after or bool(case.happened(limit.after))


def advice_of(deadline: CaseDeadline) -> tuple[Advice, ...]:
    """What to plan for before an order leaves: its translation, then the Department's ten working days (para 8)."""
    if deadline.deadline is None or not deadline.is_open or not deadline.deadline.is_backward:
        return ()
    department = deadline.deadline.department_day
    translation = deadline.deadline.calendar.working_day(department, -TRANSLATION_DAYS)
    return (Advice("translation-by", translation), Advice("department-by", department))


def next_due(deadlines: tuple[CaseDeadline, ...]) -> date | None:
    """The nearest day on which something that still runs is due."""
    return min((d.due for d in deadlines if d.is_open and d.due), default=None)


def moves(before: tuple[CaseDeadline, ...], after: tuple[CaseDeadline, ...]) -> tuple[Move, ...]:
    """What became of the dates: new ones, moved ones, and those there are no more."""
    was, now = _dates(before), _dates(after)
    for key in [key for key in was if key not in now]:
        # counted from another event now, such as the registration in the place of the receipt: it moved
        others = [other for other in now if other[0] == key[0] and other not in was]
        if len(others) == 1 and sum(one[0] == key[0] and one not in now for one in was) == 1:
            was[others[0]] = was.pop(key)
    return tuple(
        Move(key[0], was.get(key), now.get(key)) for key in dict.fromkeys((*was, *now)) if was.get(key) != now.get(key)
    )


def _dates(deadlines: tuple[CaseDeadline, ...]) -> dict[tuple[str, int], date]:
    """The dates by limit and the event they are counted from."""
    return {(d.key, d.start.id): d.due for d in deadlines if d.start and d.due}


def load_kinds(limits: Mapping[str, TimeLimit], path: Path = DATA / "cases.toml") -> Kinds:
    """
    The kinds of cases.

    Raises:
        DataError: The file is wrong, or names a limit or an event that there is not.
    """
    kinds = toml_file(path, dict[CaseKind, Kind])
    for name, kind in kinds.items():
        for limit in kind.limit:
            if limit.key not in limits:
                msg = f"{path.name}: {name}: no time limit {limit.key!r}; one of: {', '.join(limits)}"
                raise DataError(msg)
            named = (*limit.starts, *limit.until, *filter(None, [limit.after]), kind.opens)
            if strange := sorted(set(named) - set(kind.events)):
                msg = f"{path.name}: {name}: {limit.key}: {', '.join(strange)} is not among the events of this kind"
                raise DataError(msg)
    return kinds
