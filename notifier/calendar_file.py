"""A due day for a person's own calendar, as an iCalendar file (RFC 5545, 5546): made, moved and cancelled."""

import unicodedata
import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

from icalendar import Alarm, Calendar, Event, vCalAddress, vText

from knowledge.languages import Language
from knowledge.people import is_email

Method = Literal["PUBLISH", "REQUEST", "CANCEL"]

#: When the calendar reminds, after the midnight with which the day begins.
_MORNING: Final = timedelta(hours=9)


@dataclass(frozen=True, slots=True)
class DueDay:
    """The last day of a limit in a case, as a person's calendar is told of it."""

    #: Which installation of Komek: two may have cases of the same number.
    installation: str
    case: int
    limit: str
    #: The event that started the limit.
    event: int
    #: Higher each time the calendar is told something else of the same day.
    sequence: int
    due: date
    summary: str
    description: str
    language: Language
    #: When it was decided, with a zone.
    stamp: datetime
    #: How many days before, in the morning, the calendar reminds.
    alarm_days: int = 1
    #: Plain addresses of e-mail: from whom and to whom; "" for a file that goes another way.
    organizer: str = ""
    attendee: str = ""
    is_cancelled: bool = False

    @property
    def uid(self) -> str:
        """The same for every file about this limit of this case; it tells nothing about either."""
        return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{self.installation}/{self.case}/{self.limit}/{self.event}"))

    @property
    def method(self) -> Method:
        """What the file does in the calendar; only somebody who is named can be requested (RFC 5546, 3.2)."""
        if self.is_cancelled:
            return "CANCEL"
        return "REQUEST" if self.organizer and self.attendee else "PUBLISH"


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """The text of an `.ics` file, and the method that stands in it."""

    method: Method
    text: str


def calendar_file(day: DueDay) -> CalendarFile:
    """
    The file for a due day.

    Raises:
        ValueError: An address is not one plain address.
        OverflowError: The day is the last one that there is.
    """
    event = Event()
    event.add("UID", day.uid)
    event.add("SEQUENCE", day.sequence)
    event.add("DTSTAMP", day.stamp)
    event.add("DTSTART", day.due)
    # Exchange takes no event without an end (MS-STANXICAL, V0128), and a whole day only when it has both
    event.add("DTEND", day.due + timedelta(days=1))
    event.add("SUMMARY", _words(day.summary, day))
    event.add("DESCRIPTION", _words(day.description, day))
    event.add("STATUS", "CANCELLED" if day.is_cancelled else "CONFIRMED")
    event.add("TRANSP", "TRANSPARENT")
    if day.organizer:
        event.add("ORGANIZER", vCalAddress.new(_plain(day.organizer), cn="Komek"))
    if day.attendee:
        event.add("ATTENDEE", vCalAddress.new(_plain(day.attendee), role="REQ-PARTICIPANT", rsvp=False))
    if not day.is_cancelled:
        event.add_component(_alarm(day))
    calendar = Calendar()
    calendar.add("PRODID", "-//Komek//Komek//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", day.method)
    calendar.add_component(event)
    return CalendarFile(day.method, calendar.to_ical().decode())


def _alarm(day: DueDay) -> Alarm:
    """One, for Outlook knows one; relative to the day, so that no time zone is needed."""
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", _words(day.summary, day))
    alarm.add("TRIGGER", _MORNING - timedelta(days=day.alarm_days))
    return alarm


def _plain(address: str) -> str:
    if not is_email(address):
        msg = "one plain address is needed, such as name@sud.kz"
        raise ValueError(msg)
    return address


def _words(text: str, day: DueDay) -> vText:
    # icalendar takes a backslash before N for the end of a line, and the letter would be gone
    return vText(readable(text).replace(r"\N", r"\ N"), params={"LANGUAGE": day.language})


def readable(text: str) -> str:
    """The text in its lines, without what nobody sees and others obey: controls, directions, halves of characters."""
    lines = text.expandtabs(1).splitlines()
    return "\n".join("".join(c for c in line if c.isprintable() or unicodedata.category(c) == "Zs") for line in lines)
