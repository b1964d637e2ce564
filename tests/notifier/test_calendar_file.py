"""Due days in people's calendars: made, moved and cancelled; read back by the library as strictly as it reads."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from knowledge.languages import LANGUAGES
from notifier.calendar_file import CalendarFile, DueDay, calendar_file, readable

DAY: Final = DueDay(
    installation="5f0c",
    case=17,
    limit="answer",
    event=3,
    sequence=0,
    due=date(2026, 12, 1),
    summary="K-2026-17: последний день",
    description="Вернуть поручение.\nпункт 22(4); Алматы, суд № 1",
    language="ru",
    stamp=datetime(2026, 11, 24, 7, tzinfo=UTC),
    alarm_days=3,
    organizer="komek@sud.kz",
    attendee="clerk@sud.kz",
)


def read(file: CalendarFile) -> tuple[Calendar, Event]:
    """The file with its one event, when nothing in it is amiss."""
    data = file.text.encode()
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert data.count(b"\n") == data.count(b"\r\n")
    calendar = Calendar.from_ical(data)
    (event,) = calendar.events
    assert [part.errors for part in calendar.walk()] == [[]] * len(calendar.walk())
    assert calendar.to_ical() == data
    return calendar, event


def test_a_day_that_moves_and_ends_stays_one_entry() -> None:
    """The identifier is the same in all three; each comes after the one before; the method says what to do."""
    made, moved = DAY, replace(DAY, sequence=1, due=date(2026, 12, 4))
    files = [calendar_file(day) for day in (made, moved, replace(moved, sequence=2, is_cancelled=True))]
    read_back = [read(file) for file in files]
    assert [file.method for file in files] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [str(calendar["METHOD"]) for calendar, _ in read_back] == ["REQUEST", "REQUEST", "CANCEL"]
    events = [event for _, event in read_back]
    assert {str(event["UID"]) for event in events} == {DAY.uid}
    assert [event["SEQUENCE"] for event in events] == [0, 1, 2]
    assert [event.start for event in events] == [date(2026, 12, 1), date(2026, 12, 4), date(2026, 12, 4)]
    assert [str(event["STATUS"]) for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert [len(event.alarms.times) for event in events] == [1, 1, 0]


def test_it_is_a_whole_day_that_leaves_the_person_free() -> None:
    """From midnight to midnight, without a time of day and so without a zone; who sends it and who gets it."""
    _, event = read(calendar_file(DAY))
    assert (event.start, event.end) == (date(2026, 12, 1), date(2026, 12, 2))
    assert str(event["TRANSP"]) == "TRANSPARENT"
    assert DAY.stamp == event.DTSTAMP
    assert str(event["ORGANIZER"]) == "mailto:komek@sud.kz"
    assert str(event["ATTENDEE"]) == "mailto:clerk@sud.kz"
    assert event["ATTENDEE"].params["RSVP"] == "FALSE"
    assert b"VTIMEZONE" not in event.to_ical()


@pytest.mark.parametrize(
    ("days", "moment"), [(0, "2026-12-01T09:00"), (1, "2026-11-30T09:00"), (10, "2026-11-21T09:00")]
)
def test_the_calendar_reminds_in_the_morning(days: int, moment: str) -> None:
    """At nine, so many days before, wherever the calendar is."""
    _, event = read(calendar_file(replace(DAY, alarm_days=days)))
    (alarm,) = event.walk("VALARM")
    assert datetime.combine(event.start, datetime.min.time()) + alarm.decoded("TRIGGER") == datetime.fromisoformat(
        moment
    )
    assert str(alarm["DESCRIPTION"]) == DAY.summary


def test_a_file_for_nobody_in_particular_is_published() -> None:
    """In a chat there are no addresses: nobody is requested, and the entry is the same one."""
    file = calendar_file(replace(DAY, organizer="", attendee=""))
    _, event = read(file)
    assert file.method == "PUBLISH"
    assert str(event["UID"]) == DAY.uid
    assert {"ORGANIZER", "ATTENDEE"} & set(event) == set()


@pytest.mark.parametrize(
    "other", [{"installation": "5f0d"}, {"case": 18}, {"limit": "return"}, {"event": 4}], ids=lambda o: next(iter(o))
)
def test_another_day_is_another_entry(other: dict[str, Any]) -> None:
    """Whatever makes it another: installation, case, limit, or what started it."""
    assert replace(DAY, **other).uid != DAY.uid


@pytest.mark.parametrize("field", ["organizer", "attendee"])
@pytest.mark.parametrize(
    "evil", ["a@b\r\nX-EVIL:1", "a@b;CN=x", "a\0@b", "a\ud800@b", 'a"@b', "a@b\u2028c", "a", "a@b@c"], ids=ascii
)
def test_no_text_becomes_an_address(field: str, evil: str) -> None:
    """Nor a line of its own."""
    changed: dict[str, Any] = {field: evil}
    with pytest.raises(ValueError, match="one plain address is needed"):
        calendar_file(replace(DAY, **changed))


TEXTS: Final = (
    "Срок: вернуть исполненное поручение; пункт 22(4), " * 9,
    "Мерзімі: тапсырманы қайтару, өтінішхат; әкімшілік құжат — ң ғ ү ұ қ ө һ і " * 9,
    "Return the executed order; clause 22(4), " * 9,
    r"C:\Дела\Новое, C:\New; \n \\ \;",
    "two\nlines\r\nand three",
    '"quoted" a:b;c=d^n',
    "\u00a0 spaces around ",
    "BEGIN:VEVENT\nEND:VCALENDAR\r\nATTENDEE:mailto:x@y",
    "\0\x07\x0b\x1b[31m\x85\u2028\u202eevil\u202c\u2066\ufeff\ud800",
    "👩‍⚖️" * 40,
    "",
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_words_come_back_as_they_were(text: str, language: Any) -> None:  # noqa: ANN401 - a literal of languages
    """Lines are folded between letters, signs are escaped; controls, directions and halves of letters are left out."""
    day = replace(DAY, summary=text, description=text, language=language)
    _, event = read(calendar_file(day))
    said = readable(text).replace(r"\N", r"\ N")
    assert (str(event["SUMMARY"]), str(event["DESCRIPTION"])) == (said, said)
    assert event["SUMMARY"].params["LANGUAGE"] == language
    assert len(event.walk()) == 2


@given(st.text(st.characters(exclude_categories=())), st.dates(max_value=date.max - timedelta(days=1)))
def test_any_words_and_any_day_make_a_sound_file(text: str, due: date) -> None:
    """Whatever people have written into a case, on whatever day."""
    _, event = read(calendar_file(replace(DAY, summary=text, description=text, due=due)))
    assert str(event["SUMMARY"]) == readable(text).replace(r"\N", r"\ N")
    assert event.start == due


def test_what_can_be_seen_stays() -> None:
    """Letters of every alphabet, hard spaces of dates, lines; a tab is a space."""
    assert readable("2 марта 2026 г.\tҚазақ\nтілі é") == "2 марта 2026 г. Қазақ\nтілі é"
    assert readable("a\r\nb\u2028c\x00d\u202ee\ud800") == "a\nb\ncde"
