"""Reminders put into words when their moment has come: in one transaction they are found, worded and put out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

import structlog

from dialogs.caseturns import CaseFile
from dialogs.reminderturns import Occasion, Reminded, Reminder
from dialogs.reminderwording import ReminderWording
from knowledge.cases import Case, deadlines_of
from knowledge.law import Law
from knowledge.people import Person
from notifier.calendar_file import DueDay
from notifier.calendars import due_day
from notifier.hours import Hours
from notifier.laws import Laws
from notifier.planning import FAILED, Ended, Planning
from notifier.post import Letter, Post
from storage.outbox import Claimed
from storage.people import Reachable
from storage.reminders import Kept
from storage.unit import Storage, Unit

#: Cases and people that one transaction speaks to.
AT_ONCE: Final = 20
#: When what could not be put into words is tried again.
AGAIN: Final = timedelta(minutes=10)

#: What a stage says of its date, by the beginning of its name; the others say what is true of the date now.
_OCCASIONS: Final[Mapping[str, Occasion]] = {"unseen": "unseen", "failed": "failed", "snooze": "snooze"}

log = structlog.get_logger("reminders")


@dataclass(frozen=True)
class Saying:
    """Says what is due, by whatever channels people have."""

    storage: Storage
    laws: Laws
    hours: Hours
    post: Post

    async def said(self, now: datetime) -> tuple[Claimed, ...]:
        """Put out what is due, the most urgent first; this process sends it as soon as it is committed."""
        async with self.storage.unit(now) as unit:
            due = await unit.reminders.due(AT_ONCE)
            if not due:
                return ()
            turn = await self._turn(unit, now, due)
            claimed = [message for group in _groups(due) for message in await turn.said(group)]
            await turn.plan_further(due)
            return tuple(claimed)

    async def pass_on(self, unit: Unit, reminder: int, now: datetime) -> None:
        """Have the next who answers for the case told what did not reach somebody."""
        unreached = await unit.reminders.together(reminder)
        if unreached:
            await Planning(await self.laws.of(unit), self.hours, unit, now).pass_on(unreached)

    async def _turn(self, unit: Unit, now: datetime, due: Sequence[Kept]) -> "_Turn":
        law = await self.laws.of(unit)
        cases = await unit.docket.cases({one.case for one in due})
        spoken_of = {int(one.stage.removeprefix(FAILED)) for one in due if one.stage.startswith(FAILED)}
        owners = {case.owner for case in cases.values()}
        people = await unit.people.reachable({one.person for one in due} | spoken_of | owners)
        kept = await unit.reminders.of_cases(cases.keys())
        return _Turn(self, unit, law, now, cases, people, kept, await unit.docket.installation())


def _groups(due: Iterable[Kept]) -> tuple[tuple[Kept, ...], ...]:
    """What goes into one message: all that is due of a case for a person. The group with the nearest day first."""
    groups: dict[tuple[int, int], list[Kept]] = {}
    for one in due:
        groups.setdefault((one.person, one.case), []).append(one)
    return tuple(sorted(map(tuple, groups.values()), key=lambda group: min(one.due for one in group)))


@dataclass(frozen=True)
class _Turn:
    """One transaction of saying."""

    saying: Saying
    unit: Unit
    law: Law
    now: datetime
    cases: Mapping[int, Case]
    people: Mapping[int, Reachable]
    kept: Sequence[Kept]
    installation: str

    async def said(self, group: tuple[Kept, ...]) -> list[Claimed]:
        """One message for each channel of the person; what cannot be worded waits, and stops nothing else."""
        reachable = self.people.get(group[0].person)
        addresses = self.saying.post.addresses(reachable)
        if reachable is None or not addresses:
            await self.unit.reminders.mark_unreachable(group)
            await self._planning.pass_on(group)
            return []
        try:
            letter = self._letter(group, reachable.person)
            messages = tuple(self.saying.post.messages(letter, reachable.person.id, addresses, "reminder"))
        except Exception as fault:  # noqa: BLE001 - what cannot be worded must not keep the rest from being said
            log.error("reminder not worded", reminder=group[0].id, fault=type(fault).__name__)  # noqa: TRY400
            await self.unit.reminders.put_off([one.id for one in group], self.now + AGAIN)
            return []
        await self.unit.reminders.mark_said(group)
        return [await self.unit.outbox.put_claimed(message) for message in messages]

    async def plan_further(self, due: Iterable[Kept]) -> None:
        """After a reminder of what is late comes the next one."""
        late = {one.case for one in due if one.is_overdue}
        if late:
            # in the order in which a recount locks them: else each may wait for what the other holds
            await self._planning.anew([self.cases[number] for number in sorted(late)])

    @property
    def _planning(self) -> Planning:
        return Planning(self.law, self.saying.hours, self.unit, self.now)

    @property
    def _today(self) -> date:
        return self.saying.hours.day(self.now)

    def _letter(self, group: tuple[Kept, ...], person: Person) -> Letter:
        case = self.cases[group[0].case]
        wording = self.saying.post.wording(self.law, person)
        deadlines = deadlines_of(case, self.law.kinds, self.law.limits, self.law.calendar)
        reminder = Reminder(CaseFile(case, deadlines), tuple(self._limits(group, case)), self._today)
        return Letter(
            self.installation,
            f"reminder:{group[0].id}",
            wording.wording.language,
            wording.subject(reminder),
            (*wording.blocks(reminder), *wording.answers()),
            group[0].id,
            case.id,
            tuple(self._days(group, reminder, wording)),
        )

    def _limits(self, group: tuple[Kept, ...], case: Case) -> Iterable[Reminded]:
        """Each date once, the nearest first, with what is true of it now, however long the reminder has waited."""
        found: dict[tuple[str, int], Reminded] = {}
        for one in sorted(group, key=lambda kept: (kept.due, kept.at)):
            kind, _, number = one.stage.partition("-")
            by_day: Occasion = "overdue" if one.due < self._today else "today" if one.due == self._today else "before"
            occasion = _OCCASIONS.get(kind, by_day)
            about = self.people.get(int(number) if occasion == "failed" else case.owner)
            # of what is said twice of one date, that somebody did not answer tells more
            if (one.limit, one.event) not in found or occasion != by_day:
                name = about.person.name if about else "—"
                found[one.limit, one.event] = Reminded(one.limit, one.event, occasion, name)
        return found.values()

    def _days(self, group: tuple[Kept, ...], reminder: Reminder, wording: ReminderWording) -> Iterator[DueDay]:
        """For the person's own calendar: the dates of which they are told for the first time."""
        told = {(one.case, one.limit, one.event, one.person, one.due) for one in self.kept if one.outcome == "said"}
        for said in reminder.limits:
            one = next(kept for kept in group if (kept.limit, kept.event) == (said.limit, said.event))
            if (one.case, one.limit, one.event, one.person, one.due) not in told:
                first = Ended(one.person, one.case, one.limit, one.event, one.due, one.due)
                alone = replace(reminder, limits=(said,))
                yield due_day(self.installation, first, alone, wording, self.now)
