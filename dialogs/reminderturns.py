"""What a talk about reminders consists of: the answers to one, and what is said when the clock speaks first."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from dialogs.caseturns import CaseFile
from dialogs.checklistturns import Paper
from knowledge.calendar import Entry

#: What can be answered to a reminder.
Verb = Literal["seen", "done", "snooze", "why", "hand-over", "papers"]

#: Why somebody is reminded: a day to come, the due day, a day that passed; or what somebody else did not answer, or
#: could not be told.
Occasion = Literal["before", "today", "overdue", "unseen", "failed", "snooze"]

#: What became of a reminder.
Standing = Literal["planned", "sent", "seen", "failed", "answered", "withdrawn"]

# --- what people do ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OnReminder:
    """Answered a reminder, by the number under which it is kept."""

    reminder: int
    verb: Verb


@dataclass(frozen=True, slots=True)
class WantedReminders:
    """Show what is planned to be said of a case, and what became of what was said."""

    case: int


@dataclass(frozen=True, slots=True)
class WantedCalendarFiles:
    """Have the dates of a case as files for one's own calendar."""

    case: int


@dataclass(frozen=True, slots=True)
class WantedSettings:
    """Show when one is reminded."""


OfReminders = OnReminder | WantedReminders | WantedCalendarFiles | WantedSettings

# --- what is to be done --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TakeReminder:
    """Get the case of a reminder; whoever answers has seen it."""

    reminder: int
    verb: Verb


@dataclass(frozen=True, slots=True)
class MakeCalendarFiles:
    """Make the files for a calendar of the dates of a case that run."""

    case: int


@dataclass(frozen=True, slots=True)
class FetchReminders:
    """Get the reminders of a case."""

    case: int


@dataclass(frozen=True, slots=True)
class Snooze:
    """Say a reminder again."""

    reminder: int
    #: The day at whose opening; None for tomorrow at this time.
    day: date | None


@dataclass(frozen=True, slots=True)
class SetReminders:
    """Choose when one is reminded; what is None stays as it is, and with nothing else it is only shown."""

    #: Days before the due day; () for the usual ones.
    days: tuple[int, ...] | None = None
    #: Whether the last day before and the due day are the deputy's.
    last_to_deputy: bool | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class SetCourtReminders:
    """Choose the days before the due day for all who answer for cases of the court; () for the usual ones."""

    days: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PreviewDays:
    """See how many dates move when days of the calendar are what was written."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class EnterDays:
    """Enter days of the calendar, with the act that ordered it."""

    entries: tuple[Entry, ...]


ReminderDeed = (
    TakeReminder | FetchReminders | MakeCalendarFiles | Snooze | SetReminders | SetCourtReminders | PreviewDays
    | EnterDays
)  # fmt: skip

# --- what came of it -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReminderTaken:
    """The case of a reminder, and the limits that it spoke of, each with the event it is counted from."""

    file: CaseFile
    reminder: int
    limits: tuple[tuple[str, int], ...]
    verb: Verb


@dataclass(frozen=True, slots=True)
class NoReminder:
    """There is none of this number for whoever answers."""


@dataclass(frozen=True, slots=True)
class Snoozed:
    """It is said again at this moment, by the clocks of Kazakhstan."""

    number: str
    at: datetime


@dataclass(frozen=True, slots=True)
class NotSnoozed:
    """It cannot wait so long: the due day comes before."""

    number: str
    due: date


@dataclass(frozen=True, slots=True)
class ReminderLine:
    """One reminder of a case: of which limit, to whom, when, and what became of it."""

    limit: str
    stage: str
    name: str
    at: datetime
    standing: Standing


@dataclass(frozen=True, slots=True)
class CalendarFilesMade:
    """The dates of a case that run, a file each."""

    case: int
    files: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class RemindersFetched:
    """The reminders of a case in the order of their moments."""

    file: CaseFile
    lines: tuple[ReminderLine, ...]


@dataclass(frozen=True, slots=True)
class RemindersSet:
    """What is chosen now."""

    days: tuple[int, ...]
    court_days: tuple[int, ...]
    last_to_deputy: bool
    email: str


@dataclass(frozen=True, slots=True)
class DaysPreviewed:
    """So many dates of so many cases move."""

    dates: int
    cases: int


@dataclass(frozen=True, slots=True)
class DaysEntered:
    """They count from now on; the dates follow, and whoever answers for them is told."""


ReminderOutcome = (
    ReminderTaken
    | NoReminder
    | Snoozed
    | NotSnoozed
    | RemindersFetched
    | CalendarFilesMade
    | RemindersSet
    | DaysPreviewed
    | DaysEntered
)

# --- what is said --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reminded:
    """A limit that somebody is reminded of."""

    limit: str
    event: int
    occasion: Occasion
    #: Whoever did not answer, or could not be told.
    name: str = ""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder of one case to one person."""

    file: CaseFile
    limits: tuple[Reminded, ...]
    today: date


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One open limit of a case in a digest."""

    number: str
    limit: str
    due: date


@dataclass(frozen=True, slots=True)
class Digest:
    """The morning's overview for one person, or the week's for whoever leads a court."""

    day: date
    overdue: tuple[DigestLine, ...] = ()
    today: tuple[DigestLine, ...] = ()
    soon: tuple[DigestLine, ...] = ()
    #: Of what was reminded without an answer.
    unseen: tuple[DigestLine, ...] = ()
    is_weekly: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say."""
        return not (self.overdue or self.today or self.soon or self.unseen)


@dataclass(frozen=True, slots=True)
class MovedLine:
    """A date of which somebody was told, and what it is now; None when it does not run any more."""

    number: str
    limit: str
    was: date
    now: date | None


@dataclass(frozen=True, slots=True)
class DatesMoved:
    """Dates that are other ones now; the act that ordered it where the calendar has changed, else ""."""

    lines: tuple[MovedLine, ...]
    act: str = ""


@dataclass(frozen=True, slots=True)
class RemindersPage:
    """The reminders of a case with what became of them."""

    file: CaseFile
    lines: tuple[ReminderLine, ...]


ReminderReply = Reminder | Digest | DatesMoved | RemindersPage
