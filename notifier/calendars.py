"""The days of cases in people's own calendars: sent with the first reminder, moved and cancelled with the date."""

from datetime import UTC, datetime
from typing import Final

from dialogs.reminderturns import DatesMoved, Reminder
from dialogs.reminderwording import ReminderWording
from notifier.calendar_file import DueDay
from notifier.planning import Ended

#: Sequence numbers are seconds since then: a later word about a day is always the higher one.
_BEGINNING: Final = datetime(2026, 1, 1, tzinfo=UTC)


def due_day(
    installation: str, one: Ended, said: Reminder | DatesMoved, wording: ReminderWording, now: datetime
) -> DueDay:
    """
    What a calendar is told of the date of a limit.

    Args:
        installation: Which installation of Komek.
        one: The date; without one now, the calendar drops the day that was.
        said: What the entry says.
        wording: In whose language.
        now: When it was decided.
    """
    return DueDay(
        installation=installation,
        case=one.case,
        limit=one.limit,
        event=one.event,
        # RFC 5545, 3.8.7.4: what was said last counts
        sequence=max(int((now - _BEGINNING).total_seconds()), 0),
        due=one.now or one.was,
        summary=wording.subject(said),
        description="\n".join(block.text for block in wording.blocks(said)),
        language=wording.wording.language,
        stamp=now,
        is_cancelled=one.now is None,
    )
