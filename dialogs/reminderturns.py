"""What a talk about reminders consists of: the answers to one, and what is said when the clock speaks first."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from dialogs.caseturns import CaseFile

#: What can be answered to a reminder.
Verb = Literal["seen", "done", "snooze", "why", "hand-over"]

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
class WantedSettings:
    """Show when one is reminded."""


OfReminders = OnReminder | WantedReminders | WantedSettings

# --- what is to be done --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TakeReminder:
    """Get the case of a reminder; whoever answers has seen it."""

    reminder: int
    verb: Verb


@dataclass(frozen=True, slots=True)
class FetchReminders:
    """Get the reminders of a case."""

    case: int


@dataclass(frozen=True, slots=True)
class Snooze:
    """Say a reminder again."""

    reminder: int
    #: "day": tomorrow at this time; "morning": when the office opens next; else the day at whose opening.
    until: date | Literal["day", "morning"]


@dataclass(frozen=True, slots=True)
class SetReminders:
    """Choose the days before the due day on which one is reminded, and who is on the last ones."""

    #: As they were written; "" for the usual ones, None leaves them as they are.
    days: str | None
    #: Of everybody in the court instead of one's own.
    of_court: bool = False
    last_to_deputy: bool | None = None
    #: "" leaves it as it is.
    email: str = ""


ReminderDeed = TakeReminder | FetchReminders | Snooze | SetReminders

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
class RemindersFetched:
    """The reminders of a case in the order of their moments."""

    file: CaseFile
    lines: tuple[ReminderLine, ...]


@dataclass(frozen=True, slots=True)
class RemindersSet:
    """What is chosen now."""

    days: tuple[int, ...]
    of_court: bool
    last_to_deputy: bool
    email: str


ReminderOutcome = ReminderTaken | NoReminder | Snoozed | NotSnoozed | RemindersFetched | RemindersSet

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
