"""Reminders as they should be, beside those that are kept: planned in the commit that changes a case, and audited."""

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

import structlog

from dialogs.dates import chosen_days
from knowledge.cases import Case, CaseDeadline, deadlines_of
from knowledge.law import Law
from knowledge.people import Role
from notifier.hours import Hours, WorkingTime
from notifier.plan import Parties, Planned, planned
from storage.dates import Standing
from storage.docket import Answering
from storage.reminders import Kept
from storage.unit import Unit

#: What people asked for or what went wrong: these stay as long as the date does, whatever is planned.
FAILED: Final = "failed-"
ADDED: Final = ("snooze-", FAILED)

#: Cases whose reminders are read at once: nobody else is served meanwhile.
AT_ONCE: Final = 50

#: The limits that run at the Department.
OF_DEPARTMENT: Final = frozenset({"department_review"})

log = structlog.get_logger("planning")


@dataclass(frozen=True, slots=True)
class Ended:
    """A date that is no more, and somebody who is to know."""

    person: int
    case: int
    limit: str
    event: int
    was: date
    #: The date that stands in its place; None when none does.
    now: date | None
    #: Whether the person was told of the date that was.
    is_told: bool = True


@dataclass(frozen=True, slots=True)
class Difference:
    """How the reminders that are kept differed from those that should be; nothing differs any more."""

    missing: int = 0
    moved: int = 0
    withdrawn: int = 0
    #: What was said of dates that are no more: whoever was told is to be told of that.
    ended: tuple[Ended, ...] = ()

    def __add__(self, other: "Difference") -> "Difference":
        return Difference(
            self.missing + other.missing,
            self.moved + other.moved,
            self.withdrawn + other.withdrawn,
            self.ended + other.ended,
        )


@dataclass(frozen=True)
class Planning:
    """Plans for the cases of one transaction, by the law and calendar as they are now."""

    law: Law
    hours: Hours
    unit: Unit
    now: datetime

    async def anew(self, cases: Collection[Case], standing: Standing | None = None) -> Difference:
        """
        Bring the reminders of cases to what they should be; how they differed.

        Args:
            cases: With their events, after any change.
            standing: Their dates as they are kept, when they are at hand.
        """
        dates = standing or await self.unit.dates.standing([case.id for case in cases])
        office = await self._office(cases)
        found = Difference()
        ordered = tuple(cases)
        for some in (ordered[first : first + AT_ONCE] for first in range(0, len(ordered), AT_ONCE)):
            kept = await self._kept([case.id for case in some])
            for case in some:
                await asyncio.sleep(0)  # others are served between two cases
                deadlines = () if case.closed else self._deadlines(case)
                wanted = self._wanted(case, deadlines, office, dates)
                due = {(one.key, one.start.id): one.due for one in deadlines if one.is_open and one.start}
                found += await self._planned(case, wanted, kept[case.id], due)
                found += Difference(ended=await self._ended(kept[case.id], due))
        return found

    async def _kept(self, cases: Collection[int]) -> Mapping[int, Sequence[Kept]]:
        kept: dict[int, list[Kept]] = {number: [] for number in cases}
        for one in await self.unit.reminders.of_cases(cases):
            kept[one.case].append(one)
        return kept

    async def pass_on(self, unreached: Sequence[Kept]) -> None:
        """
        Have the next who answers for the case told what could not be told to somebody.

        Deputy, judge, heads, then the administrators of the court; when nobody is left the log says so.
        """
        first = unreached[0]
        case = (await self.unit.docket.cases([first.case]))[first.case]
        office = await self._office([case])
        chain = office.chain(case, first.limit)
        behind = chain[chain.index(first.person) + 1 :] if first.person in chain else chain
        if not behind:
            log.error("reminder reached nobody", case=case.id, reminder=first.id)
            return
        again = [
            replace(one, stage=one.stage if one.stage.startswith(FAILED) else f"{FAILED}{one.person}", person=behind[0])
            for one in unreached
        ]
        await self.unit.reminders.put(replace(one, at=self.now) for one in again)

    async def _office(self, cases: Collection[Case]) -> "_Office":
        named = {number for case in cases for number in (case.owner, case.deputy, case.judge) if number is not None}
        offices = {office for case in cases for office in (case.court, case.department) if office is not None}
        people = await self.unit.docket.answering(named, offices)
        return _Office({one.id: one for one in people}, await self.unit.docket.days_of_courts(offices))

    def _deadlines(self, case: Case) -> tuple[CaseDeadline, ...]:
        return deadlines_of(case, self.law.kinds, self.law.limits, self.law.calendar)

    def _wanted(
        self, case: Case, deadlines: Iterable[CaseDeadline], office: "_Office", dates: Standing
    ) -> tuple[Planned, ...]:
        working, since = WorkingTime(self.hours, self.law.calendar), dates.since(case.id)
        return tuple(
            found
            for deadline in deadlines
            for found in planned([deadline], office.parties(case, deadline.key), working, since, self.now)
        )

    async def _planned(
        self, case: Case, wanted: Iterable[Planned], kept: Iterable[Kept], due: Mapping[tuple[str, int], date | None]
    ) -> Difference:
        """Put what is missing, move what has another moment, withdraw what is not to be said."""
        there = {one.key: one for one in kept}
        # the next reminder of what is late is planned when the one before it is said
        unsaid = {(one.limit, one.event, one.due, one.person) for one in kept if one.is_overdue and not one.outcome}
        missing, moved = [], 0
        for one in wanted:
            known = there.pop((one.limit, one.event, one.stage, one.person, one.due), None)
            if one.is_overdue and known is None and (one.limit, one.event, one.due, one.person) in unsaid:
                continue
            if known is None or known.outcome == "withdrawn":
                missing.append(Kept(0, case.id, one.limit, one.event, one.stage, one.person, one.due, one.at))
            elif known.outcome is None and known.at != one.at:
                await self.unit.reminders.move(known.id, one.at)
                moved += 1
        stale = [one.id for one in there.values() if one.outcome is None and self._is_stale(one, due)]
        await self.unit.reminders.put(missing)
        await self.unit.reminders.withdraw(stale)
        return Difference(len(missing), moved, len(stale))

    async def _ended(self, kept: Sequence[Kept], due: Mapping[tuple[str, int], date | None]) -> tuple[Ended, ...]:
        """What was said of dates that are no more, without what was surely not sent: that is said no more."""
        over = [one for one in kept if one.outcome == "said" and due.get((one.limit, one.event)) != one.due]
        if not over:
            return ()
        was_sent = await self.unit.outbox.withdraw({one.said_with for one in over if one.said_with})
        await self.unit.reminders.end(over)
        ended = {one.id for one in over}
        # what stood in the same message and still stands is said anew: twice, where nobody knows, rather than never
        unsent = {first for first, is_sent in was_sent.items() if not is_sent}
        await self.unit.reminders.say_again(
            [one.id for one in kept if one.said_with in unsent and one.outcome == "said" and one.id not in ended]
        )
        return tuple(
            Ended(one.person, one.case, one.limit, one.event, one.due, due.get((one.limit, one.event)))
            for one in over
            if was_sent.get(one.said_with or 0, True) is not False
        )

    def _is_stale(self, one: Kept, due: Mapping[tuple[str, int], date | None]) -> bool:
        """Whether a reminder is not to be said: its date is no more, or nobody waits for it."""
        if due.get((one.limit, one.event)) != one.due:
            return True
        # its moment has come, or somebody asked for it, or has to be told in the place of another
        return not (one.at <= self.now or one.stage.startswith(ADDED))


@dataclass(frozen=True)
class _Office:
    """Those who are let in, in the courts and Departments of some cases."""

    people: Mapping[int, Answering]
    days: Mapping[int, str]

    def parties(self, case: Case, limit: str) -> Parties:
        """Those who answer for a limit of a case: the people of the Department for its own, if there are any."""
        if limit in OF_DEPARTMENT and case.department is not None:
            people = self._of(case.department, "department") or self._of(case.department, "administrator")
            if people:
                return self._with_days(Parties(None, heads=people), case.department)
        # a court without a chief has its administrators told
        heads = self._of(case.court, "chief") or self._of(case.court, "administrator")
        owner = self.people.get(case.owner)
        return self._with_days(
            Parties(
                self._there(case.owner),
                self._there(case.deputy),
                self._there(case.judge),
                heads,
                last_to_deputy=owner is not None and owner.last_to_deputy,
            ),
            case.court,
        )

    def chain(self, case: Case, limit: str) -> tuple[int, ...]:
        """Those who are told one after the other until somebody is reached."""
        parties = (self.parties(case, limit), self.parties(case, ""))
        named = [one for part in parties for one in (part.owner, part.deputy, part.judge, *part.heads)]
        return tuple(dict.fromkeys(one for one in (*named, *self._of(case.court, "administrator")) if one is not None))

    def _with_days(self, parties: Parties, office: int) -> Parties:
        named = (parties.owner, parties.deputy, parties.judge, *parties.heads)
        chosen = {one: chosen_days(self.people[one].days) for one in named if one is not None and self.people[one].days}
        of_office = chosen_days(self.days[office]) if self.days[office] else ()
        return replace(parties, days=chosen, court_days=of_office)

    def _there(self, number: int | None) -> int | None:
        return number if number in self.people else None

    def _of(self, office: int, role: Role) -> tuple[int, ...]:
        return tuple(one.id for one in self.people.values() if (one.court, one.role) == (office, role))
