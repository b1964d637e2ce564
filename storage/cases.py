"""Cases with their events and deadlines. Every look and every change passes `_seen`: the isolation of courts."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cache
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, RowMapping, Select, Table, and_, bindparam, func, select, union, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from knowledge.cases import Case, CaseDeadline, CaseEvent, CaseKind, next_due
from knowledge.limits import Override
from knowledge.people import Person
from storage.dates import Dates
from storage.tables import case_events, cases, courts, deadlines

#: How many cases a list shows at a time.
PAGE: Final = 8

#: The form of the numbers that we give, and how many a court can have in a year.
_OURS: Final = re.compile(r"K-(?P<year>[0-9]{4})-(?P<number>[0-9]{1,6})")
_ROW: Final = 1_000_000

Whose = Literal["mine", "court"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list."""

    id: int
    number: str
    kind: CaseKind
    state: str
    next_due: date | None
    closed: date | None


@dataclass(frozen=True, slots=True)
class Entered:
    """One entry of a case's history: what was told, when, by whom, and why if it was told anew."""

    event: CaseEvent
    reason: str
    by: int
    at: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """A date that a case has or had."""

    limit: str
    due: date
    reason: str
    calendar_version: str
    is_current: bool


class Cases:
    """The cases that one person may see; to change another one is a LookupError, as if it were not there."""

    def __init__(self, connection: AsyncConnection, now: int, viewer: Person) -> None:
        self._connection = connection
        self._now = now
        self._viewer = viewer
        self._dates = Dates(connection, now)

    def _visible(self) -> ColumnElement[bool]:
        return _seen(self._viewer.is_of_department, self._viewer.court)

    async def get(self, case: int, *, to_change: bool = False) -> Case | None:
        """The case of this number; None for those of another court, as for those there are not."""
        return await self._one("id", case, to_change=to_change)

    async def numbered(self, number: str) -> Case | None:
        """The case that its court keeps under this number; upper and lower case are one."""
        return await self._one("number_key", number.casefold())

    async def add(self, case: Case) -> Case:
        """A new case, with its number if it has none yet."""
        number = case.number or await self._next_number(case.opened)
        values = self._values(replace(case, number=number))
        added = await self._connection.execute(cases.insert().values(values).returning(cases.c.id))
        kept = int(added.scalar_one())
        for event in case.events:
            await self.tell(kept, event.kind, event.day)
        return await self._again(kept)

    async def add_all(
        self, new: Sequence[Case], counted: Callable[[Case], tuple[CaseDeadline, ...]]
    ) -> tuple[int, ...]:
        """
        Many new cases whose court has given each its number; the numbers under which they are kept, in their order.

        What happened in a case is entered in its owner's name, and its dates are kept as `counted` finds them.
        """
        numbers = await self._inserted(cases, [self._values(case) for case in new])
        for number in numbers[:1]:  # as all of them are of one court
            await self._must_see(number)
        told = await self._told([replace(case, id=number) for case, number in zip(new, numbers, strict=True)])
        found = [(case.id, counted(case)) for case in told]
        rows = [self._dates.row(case, one, one.deadline, "") for case, dates in found for one in dates if one.deadline]
        await self._inserted(deadlines, rows)
        due = [{"case": case, "due": nearest} for case, dates in found if (nearest := next_due(dates))]
        if due:
            those = update(cases).where(cases.c.id == bindparam("case")).values(next_due=bindparam("due"))
            await self._connection.execute(those, due)
        return numbers

    async def tell(self, case: int, kind: str, day: date) -> int:
        """Something that happened in a case; the number by which it can be corrected."""
        await self._must_see(case)
        values = self._entry(case, kind, day, "")
        added = await self._connection.execute(case_events.insert().values(values).returning(case_events.c.id))
        event = int(added.scalar_one())
        itself = update(case_events).where(case_events.c.id == event).values(event_id=event)
        await self._connection.execute(itself)
        return event

    async def tell_anew(self, case: int, event: CaseEvent, day: date, reason: str) -> None:
        """Another day for an event; what was told before stays in the history."""
        await self._replace(case, event, self._entry(case, event.kind, day, reason))

    async def take_back(self, case: int, event: CaseEvent, reason: str) -> None:
        """An event that did not happen: it counts no more, and stays in the history with the reason."""
        await self._replace(case, event, {**self._entry(case, event.kind, event.day, reason), "is_current": False})

    async def change(self, case: int, **changes: object) -> None:
        """Change what a case says of itself: owner, deputy, judge, state, basis, closed, department, terms."""
        await self._must_see(case)
        kept = {_COLUMNS.get(name, name): value for name, value in changes.items()}
        if "terms" in changes:
            kept["terms"] = _terms_kept(changes["terms"])  # type: ignore[arg-type]
        await self._connection.execute(update(cases).where(cases.c.id == case).values(kept))

    async def set_closed(self, case: int, today: date, reason: str, *, is_closed: bool) -> None:
        """Close a case, or open it again; the reason stands in its history."""
        await self.change(case, closed=today if is_closed else None)
        values = self._entry(case, "closed" if is_closed else "reopened", today, reason)
        # no event of the procedure: nothing is counted from it and nobody corrects it
        await self._connection.execute(case_events.insert().values({**values, "is_current": False}))

    async def keep_dates(self, case: int, found: Iterable[CaseDeadline], next_due: date | None, reason: str) -> None:
        """Keep the dates as they are now counted; those that moved stay in the history with the reason."""
        await self._must_see(case)
        await self._dates.keep(case, found, next_due, reason, await self._dates.standing([case]))

    async def history(self, case: Case) -> tuple[Entered, ...]:
        """All that was told of a case, in the order in which it was told."""
        found = select(case_events).join(cases).where(cases.c.id == case.id, self._visible()).order_by(case_events.c.id)
        rows = await self._connection.execute(found)
        return tuple(
            Entered(CaseEvent(r.event_id or r.id, r.kind, r.day), r.reason, r.entered_by, r.entered_at, r.is_current)
            for r in rows
        )

    async def dates(self, case: Case) -> tuple[Kept, ...]:
        """Every date that a case has or had, in the order in which they were counted."""
        found = select(deadlines).join(cases).where(cases.c.id == case.id, self._visible()).order_by(deadlines.c.id)
        rows = await self._connection.execute(found)
        return tuple(Kept(r.limit_key, r.due, r.reason, r.calendar_version, r.replaced_at is None) for r in rows)

    async def listed(
        self, whose: Whose, until: date | None = None, page: int = 0, *, is_closed: bool = False
    ) -> tuple[tuple[Entry, ...], bool]:
        """
        A page of cases and whether more follow: the nearest date first, what waits for an event last.

        Args:
            whose: The viewer's own (owner, deputy or judge), or all that the viewer may see.
            until: Only those with something due up to this day.
            page: Counted from 0.
            is_closed: The closed ones instead of the open, those closed last first.
        """
        if whose == "mine" and self._viewer.is_of_department:
            return (), False  # what was sent to it is the courts'
        found = _list(whose, self._viewer.is_of_department, is_closed=is_closed, is_timed=until is not None)
        values = {
            "office": self._viewer.court,
            "viewer": self._viewer.id,
            "until": until,
            "upto": (page + 1) * PAGE + 1,
            "before": page * PAGE,
        }
        rows = (await self._connection.execute(found, values)).all()
        return tuple(Entry(*row) for row in rows[:PAGE]), len(rows) > PAGE

    async def numbers(self, wanted: frozenset[int]) -> Mapping[int, str]:
        """The numbers that courts gave to these cases; those the viewer may not see are left out."""
        found = select(cases.c.id, cases.c.number).where(cases.c.id.in_(wanted), self._visible())
        return {row.id: row.number for row in await self._connection.execute(found)}

    async def everything(self) -> tuple[Case, ...]:
        """All cases that the viewer may see, to be exported."""
        rows = (await self._connection.execute(select(cases).where(self._visible()).order_by(cases.c.id))).mappings()
        events: dict[int, list[CaseEvent]] = {}
        told = select(case_events.c.case_id, *_EVENT).join(cases).where(self._visible(), case_events.c.is_current)
        for case, *event in await self._connection.execute(told.order_by(case_events.c.id)):
            events.setdefault(case, []).append(CaseEvent(*event))
        return tuple(case_of(row, tuple(events.get(row["id"], ()))) for row in rows)

    async def _replace(self, case: int, event: CaseEvent, values: dict[str, object]) -> None:
        await self._must_see(case)
        was = and_(case_events.c.case_id == case, case_events.c.event_id == event.id, case_events.c.is_current)
        await self._connection.execute(update(case_events).where(was).values(is_current=False))
        await self._connection.execute(case_events.insert().values({**values, "event_id": event.id}))

    async def _must_see(self, case: int) -> None:
        seen = select(cases.c.id).where(cases.c.id == case, self._visible())
        if (await self._connection.execute(seen)).one_or_none() is None:
            msg = f"case {case} is not there"
            raise LookupError(msg)

    async def _one(self, by: str, value: object, *, to_change: bool = False) -> Case | None:
        statement = _case(by, self._viewer.is_of_department, to_change=to_change)
        values = {"office": self._viewer.court, "wanted": value}
        row = (await self._connection.execute(statement, values)).mappings().one_or_none()
        return case_of(row, await self._events(row["id"])) if row else None

    async def _again(self, case: int) -> Case:
        found = await self.get(case)
        if found is None:  # pragma: no cover - it was written a moment ago in this very transaction
            msg = f"case {case} is not there"
            raise LookupError(msg)
        return found

    async def _events(self, case: int) -> tuple[CaseEvent, ...]:
        rows = await self._connection.execute(_EVENTS, {"case": case})
        return tuple(CaseEvent(*row) for row in rows)

    async def _next_number(self, opened: date) -> str:
        """A number for a case that was given none: the next in the court's row of the year; people's own count too."""
        # two colleagues at once wait for each other here
        own = select(courts.c.id).where(courts.c.id == self._viewer.court).with_for_update(key_share=True)
        await self._connection.execute(own)
        first = opened.year * _ROW
        in_row = (cases.c.court_id == self._viewer.court, cases.c.serial.between(first, first + _ROW - 1))
        last = await self._connection.scalar(select(func.max(cases.c.serial)).where(*in_row))
        return f"K-{opened.year}-{(last or first) - first + 1}"

    async def _told(self, kept: Sequence[Case]) -> list[Case]:
        """The cases with what happened in them entered for the first time."""
        told = [(case, event) for case in kept for event in case.events]
        entries = [
            {**self._entry(case.id, event.kind, event.day, ""), "entered_by": case.owner} for case, event in told
        ]
        numbers = await self._inserted(case_events, entries)
        if numbers:
            new = (case_events.c.id.between(min(numbers), max(numbers)), case_events.c.event_id.is_(None))
            itself = update(case_events).where(*new, case_events.c.is_current).values(event_id=case_events.c.id)
            await self._connection.execute(itself)
        given = iter(numbers)
        return [replace(case, events=tuple(replace(one, id=next(given)) for one in case.events)) for case in kept]

    async def _inserted(self, table: Table, rows: Sequence[Mapping[str, object]]) -> tuple[int, ...]:
        """Rows added to a table; their numbers in the same order."""
        if not rows:
            return ()
        adding = table.insert().returning(table.c.id, sort_by_parameter_order=True)
        return tuple(await self._connection.scalars(adding, rows))

    def _values(self, case: Case) -> dict[str, object]:
        return {
            "court_id": self._viewer.court,
            "number": case.number,
            "number_key": case.number.casefold(),
            "serial": _serial(case.number),
            "kind": case.kind,
            "state": case.state,
            "basis": case.basis,
            "owner_id": case.owner,
            "deputy_id": case.deputy,
            "judge_id": case.judge,
            "department_id": case.department,
            "opened": case.opened,
            "closed": case.closed,
            "terms": _terms_kept(case.terms),
        }

    def _entry(self, case: int, kind: str, day: date, reason: str) -> dict[str, object]:
        return {
            "case_id": case,
            "kind": kind,
            "day": day,
            "reason": reason,
            "entered_by": self._viewer.id,
            "entered_at": self._now,
            "is_current": True,
        }


# each statement is made once: that takes longer than to send it
_LISTED: Final = tuple(cases.c[name] for name in ("id", "number", "kind", "state", "next_due", "closed"))


def _seen(is_of_department: bool, office: ColumnElement[int] | int) -> ColumnElement[bool]:
    """The one place that says whose cases are seen: the own court's, or those sent to the own Department."""
    return (cases.c.department_id if is_of_department else cases.c.court_id) == office


@cache
def _case(by: str, is_of_department: bool, *, to_change: bool) -> Select[Any]:
    """The first case with a `wanted` value that an `office` sees."""
    found = select(cases).where(cases.c[by] == bindparam("wanted"), _seen(is_of_department, bindparam("office")))
    found = found.order_by(cases.c.id).limit(1)
    return found.with_for_update() if to_change else found


@cache
def _list(whose: Whose, is_of_department: bool, *, is_closed: bool, is_timed: bool) -> Select[Any]:
    """A page of a list, for an `office` and a `viewer`."""

    def in_order(found: Select[Any], columns: ReadOnlyColumnCollection[str, Any]) -> Select[Any]:
        # as the indexes have it, so that a page reads itself and not the court: PostgreSQL wants `closed` named too
        closed = columns.closed.desc() if is_closed else columns.closed
        return found.order_by(closed, columns.next_due.asc().nulls_last(), columns.id).limit(bindparam("upto"))

    kept = [
        _seen(is_of_department, bindparam("office")),
        cases.c.closed.is_not(None) if is_closed else cases.c.closed.is_(None),
    ]
    if is_timed:
        kept.append(cases.c.next_due <= bindparam("until"))
    found = in_order(select(*_LISTED).where(*kept), cases.c)
    if whose == "mine":
        # of each part the first pages, by its own index: with OR the databases would look through the court
        parts = (cases.c.owner_id, cases.c.deputy_id, cases.c.judge_id)
        mine = union(*(select(found.where(part == bindparam("viewer")).subquery()) for part in parts)).subquery()
        found = in_order(select(mine), mine.c)
    return found.limit(PAGE + 1).offset(bindparam("before"))


_EVENT: Final = (case_events.c.event_id, case_events.c.kind, case_events.c.day)
_EVENTS: Final = (
    select(*_EVENT)
    .where(case_events.c.case_id == bindparam("case"), case_events.c.is_current)
    .order_by(case_events.c.id)
)

_COLUMNS: Final[Mapping[str, str]] = {
    "owner": "owner_id", "deputy": "deputy_id", "judge": "judge_id", "department": "department_id",
}  # fmt: skip


def _serial(number: str) -> int | None:
    """The place of a number in our own form; None for numbers of any other."""
    ours = _OURS.fullmatch(number)
    return int(ours["year"]) * _ROW + int(ours["number"]) if ours else None


def _terms_kept(terms: Mapping[str, Override]) -> str:
    return json.dumps({key: asdict(term) for key, term in terms.items()}, ensure_ascii=False)


def case_of(row: RowMapping, events: tuple[CaseEvent, ...]) -> Case:
    """A case of its row and its events."""
    return Case(
        id=row["id"],
        court=row["court_id"],
        number=row["number"],
        kind=row["kind"],
        owner=row["owner_id"],
        opened=row["opened"],
        state=row["state"],
        basis=row["basis"],
        deputy=row["deputy_id"],
        judge=row["judge_id"],
        department=row["department_id"],
        closed=row["closed"],
        events=events,
        terms={key: Override(**term) for key, term in json.loads(row["terms"]).items()},
    )
