"""What the talk asks to be done about reminders and the days they follow is done here, in the turn's transaction."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, assert_never

from dialogs.caseturns import CaseFile
from dialogs.checklistturns import Paper
from dialogs.dates import chosen_days
from dialogs.reminderturns import (
    CalendarFilesMade,
    DaysEntered,
    DaysPreviewed,
    EnterDays,
    FetchReminders,
    MakeCalendarFiles,
    NoReminder,
    NotSnoozed,
    PreviewDays,
    Reminded,
    Reminder,
    ReminderDeed,
    ReminderLine,
    ReminderOutcome,
    RemindersFetched,
    RemindersSet,
    ReminderTaken,
    SetCourtReminders,
    SetReminders,
    Snooze,
    Snoozed,
    Standing,
    TakeReminder,
)
from knowledge.cases import Case
from knowledge.law import Law
from knowledge.people import Person
from notifier.calendar_file import calendar_file
from notifier.calendars import due_day
from notifier.hours import Hours
from notifier.planning import Ended, Planning
from notifier.post import Post
from notifier.recount import affected
from storage.reminders import Kept
from storage.unit import Unit

#: Of what is done with, a case's page shows no more.
LAST: Final = 10

FileOf = Callable[[Case, Person], Awaitable[CaseFile]]


@dataclass(frozen=True)
class Reminding:
    """Does the deeds about reminders of one turn, for whoever talks."""

    unit: Unit
    law: Law
    hours: Hours
    now: datetime
    person: Person
    #: How what is due is worded.
    post: Post
    #: The case with all that belongs to it, as it is shown.
    file_of: FileOf

    async def done(self, deed: ReminderDeed) -> ReminderOutcome:
        """What came of a deed; the rights are checked here again."""
        match deed:
            case TakeReminder() | Snooze():
                return await self._of_reminder(deed)
            case MakeCalendarFiles():
                return await self._calendar_files(deed.case)
            case FetchReminders():
                return await self._fetched(deed)
            case SetReminders() | SetCourtReminders():
                return await self._chosen(deed)
            case PreviewDays() | EnterDays():
                return await self._days(deed) if self.person.may("move-days") else NoReminder()
            case _:
                assert_never(deed)

    async def _of_reminder(self, deed: TakeReminder | Snooze) -> ReminderOutcome:
        """Somebody answers what was said to them, of a case that they may still see."""
        kept = await self.unit.reminders.one(deed.reminder, self.person.id)
        case = await self.unit.cases(self.person).get(kept.case, to_change=True) if kept else None
        if kept is None or case is None:
            return NoReminder()
        said = await self.unit.reminders.together(kept.said_with or kept.id) or (kept,)
        await self.unit.reminders.mark_seen(case.id)
        await self.unit.audit.note("reminder-seen", f"case:{case.id}", self.person)
        if isinstance(deed, Snooze):
            return await self._snoozed(deed, case, said)
        limits = tuple(dict.fromkeys((one.limit, one.event) for one in said))
        return ReminderTaken(await self.file_of(case, self.person), deed.reminder, limits, deed.verb)

    async def _snoozed(self, deed: Snooze, case: Case, said: Sequence[Kept]) -> ReminderOutcome:
        at = self.hours.moment(deed.day, self.hours.opens) if deed.day else self.now + timedelta(days=1)
        due = min(one.due for one in said)
        if self.hours.day(at) > due:
            return NotSnoozed(case.number, due)
        stage = f"snooze-{int(at.timestamp())}"
        await self.unit.reminders.put(
            replace(one, id=0, stage=stage, at=at, outcome=None, said_with=None, seen_at=None) for one in said
        )
        await self.unit.audit.note("reminder-snooze", f"case:{case.id}", self.person)
        return Snoozed(case.number, self.hours.local(at))

    async def _fetched(self, deed: FetchReminders) -> ReminderOutcome:
        case = await self.unit.cases(self.person).get(deed.case)
        if case is None:
            return NoReminder()
        kept = await self.unit.reminders.of_cases([case.id])
        reached = await self.unit.outbox.reached({one.said_with for one in kept if one.said_with})
        file = await self.file_of(case, self.person)
        names = {**file.names, **await self.unit.people.names(self.person, frozenset(one.person for one in kept))}
        await self.unit.audit.note("reminders-seen", f"case:{case.id}", self.person)
        lines = [
            ReminderLine(
                one.limit,
                one.stage,
                names.get(one.person, "—"),
                self.hours.local(one.at),
                _standing(one, is_sent=reached.get(one.said_with or 0)),
            )
            for one in sorted(kept, key=lambda one: (one.at, one.id))
        ]
        past = [line for line in lines if line.standing not in {"planned", "withdrawn"}]
        return RemindersFetched(file, (*past[-LAST:], *(line for line in lines if line.standing == "planned")))

    async def _calendar_files(self, number: int) -> ReminderOutcome:
        """The dates of a case that run, as whoever talks would find them in the mail of their first reminder."""
        case = await self.unit.cases(self.person).get(number)
        if case is None:
            return NoReminder()
        file, wording = await self.file_of(case, self.person), self.post.wording(self.law, self.person)
        installation, today = await self.unit.docket.installation(), self.hours.day(self.now)
        await self.unit.audit.note("case-seen", f"case:{case.id}", self.person)
        files = []
        for one in file.deadlines:
            if one.start is None or one.due is None or not one.is_open:
                continue
            reminded = Reminded(one.key, one.start.id, "before", "—")
            said = Reminder(CaseFile(case, file.deadlines), (reminded,), today)
            about = Ended(self.person.id, case.id, one.key, one.start.id, one.due, one.due)
            day = due_day(installation, about, said, wording, self.now)
            name = f"{one.due} {one.key}.ics"
            files.append(Paper("", name, calendar_file(day).text.encode()))
        return CalendarFilesMade(case.id, tuple(files))

    async def _chosen(self, deed: SetReminders | SetCourtReminders) -> ReminderOutcome:
        """What is chosen is kept, and the reminders that are not said yet follow it."""
        people = self.unit.people
        if isinstance(deed, SetCourtReminders):
            if not self.person.may("manage-people"):
                return NoReminder()
            await people.set_court_days(self.person.court, deed.days)
            await self.unit.audit.note("reminders-of-court", f"court:{self.person.court}", self.person)
            await self._planned_anew(await self.unit.docket.open_in(self.person.court))
        elif deed != SetReminders():
            await people.set_reminders(self.person.id, deed.days, deed.last_to_deputy, deed.email)
            await self.unit.audit.note("reminders-chosen", f"person:{self.person.id}", self.person)
            await self._planned_anew(await self.unit.docket.open_for(self.person.id))
        days, last, email = await people.chosen(self.person.id)
        court_days = (await self.unit.docket.days_of_courts([self.person.court]))[self.person.court]
        return RemindersSet(_read(days), _read(court_days), last, email)

    async def _planned_anew(self, cases: Mapping[int, Case]) -> None:
        await Planning(self.law, self.hours, self.unit, self.now).anew(cases.values())

    async def _days(self, deed: PreviewDays | EnterDays) -> ReminderOutcome:
        if isinstance(deed, EnterDays):
            await self.unit.calendar.add(deed.entries, self.person.id)
            await self.unit.audit.note("calendar-entered", "calendar", self.person)
            return DaysEntered()
        days = [entry.day for entry in deed.entries]
        if not days:
            return DaysPreviewed(0, 0)
        law = replace(self.law, calendar=self.law.calendar.with_entries(deed.entries))
        return DaysPreviewed(*await affected(self.unit, law, min(days), max(days)))


def _standing(one: Kept, *, is_sent: bool | None) -> Standing:
    """What became of a reminder, as people say it; None when nothing is known of a message."""
    match one.outcome:
        case None:
            return "planned"
        case "answered" | "withdrawn":
            return one.outcome
        case "unreachable":
            return "failed"
        case _:
            return "seen" if one.seen_at else "sent" if is_sent else "failed" if is_sent is False else "planned"


def _read(days: str) -> tuple[int, ...]:
    return chosen_days(days) if days else ()
