"""A day is pressed in a month of buttons: turned and taken in place, dead where nothing can be taken, old in time."""

from datetime import date
from pathlib import Path

import pytest

from bot.desk import Desk
from knowledge.calendar import Entry, Reason
from tests.botapi.chats import Message
from tests.botapi.people import Person
from tests.telegram_rooms.room import Room, open_room, said_to

OLD = "That button is from an earlier question."


async def asked_for_a_day(room: Room, kind: str = "received order, service of documents", **how: str) -> Person:
    """A clerk who registers a case and is asked for its day."""
    clerk = await room.invited("clerk", 501, **how)
    await clerk.writes("/register")
    await clerk.hears()
    await clerk.presses(clerk.last, kind)
    await clerk.hears()
    return clerk


def rows(message: Message) -> list[list[str]]:
    """The labels of the buttons, row by row."""
    return [[label for label, _ in row] for row in message.buttons]


async def pressed(clerk: Person, *buttons: str) -> None:
    """Press buttons of the last message one after another, each answered."""
    for button in buttons:
        await clerk.presses(clerk.last, button)
        await clerk.hears()


async def test_a_month_is_a_keyboard_of_weeks(desk: Desk, tmp_path: Path) -> None:
    """A row to turn it, the weekdays, the weeks, what the sign means; then the choices of the question."""
    async with open_room(desk, tmp_path) as room:
        clerk = await asked_for_a_day(room)
        assert rows(clerk.last) == [
            ["‹", "November 2026", "·"],
            ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"],
            ["·", "·", "·", "·", "·", "·", "1*"],
            ["2", "3", "4", "5", "6", "7*", "8*"],
            ["9", "10", "11", "12", "13", "14*", "15*"],
            ["16", "17", "18", "19", "20", "21*", "22*"],
            ["23", "24", "(25)", "(26)", "(27)", "(28*)", "(29*)"],
            ["(30)", "·", "·", "·", "·", "·", "·"],
            ["* day off"],
            ["Today: Tuesday, 24 November 2026"],
            ["I don't know yet"],
        ]
        assert all(len(data.encode()) < 64 for row in clerk.last.buttons for _, data in row)


@pytest.mark.parametrize(
    ("language", "kind", "shown"),
    [
        (
            "ru",
            "полученное поручение, вручение документов",
            [["‹", "Октябрь 2026", "›"], ["пн", "вт", "ср", "чт", "пт", "сб", "вс"], ["* нерабочий день"]],
        ),
        (
            "kk",
            "түскен тапсырма, құжаттарды табыс ету",
            [["‹", "Қазан 2026", "›"], ["дс", "сс", "ср", "бс", "жм", "сб", "жс"], ["* жұмыс емес күн"]],
        ),
    ],
)
async def test_a_month_speaks_the_language_of_the_person(
    desk: Desk, tmp_path: Path, language: str, kind: str, shown: list[list[str]]
) -> None:
    """And knows the holidays: Monday, 26 October 2026 is off for Republic Day on the Sunday."""
    async with open_room(desk, tmp_path) as room:
        clerk = await asked_for_a_day(room, kind, language_code=language)
        await pressed(clerk, "‹")
        assert [row for row in rows(clerk.last) if row in shown] == shown
        assert ["26*", "27", "28", "29", "30", "31*", "·"] in rows(clerk.last)


async def test_a_month_is_turned_in_place_and_a_day_taken_registers_the_case(desk: Desk, tmp_path: Path) -> None:
    """One message from the question to the next; a day off can be taken too, papers come on any day."""
    async with open_room(desk, tmp_path) as room:
        clerk = await asked_for_a_day(room)
        asked, heard = clerk.last, len(said_to(clerk))
        await pressed(clerk, "‹", "‹", "›")
        assert rows(clerk.last)[0] == ["‹", "October 2026", "›"]
        assert "On what day did your court receive the order?" in clerk.last.text
        await pressed(clerk, "31*")
        assert "Which foreign state is it?" in clerk.last.text
        assert (clerk.last.message_id, len(said_to(clerk))) == (asked.message_id, heard)
        for answer in ("Germany", "12-3", "skip"):
            await clerk.writes(answer)
            await clerk.hears()
        assert "Registered: case 12-3." in clerk.last.text
        assert await room.rows("SELECT day FROM case_events") == [("2026-10-31",)]


async def test_a_day_can_be_written_all_the_same(desk: Desk, tmp_path: Path) -> None:
    """Under the month of another day."""
    async with open_room(desk, tmp_path) as room:
        clerk = await asked_for_a_day(room)
        await pressed(clerk, "‹")
        await clerk.writes("20.11.2026")
        await clerk.hears()
        assert "Which foreign state is it?" in clerk.last.text


async def test_a_month_still_works_after_what_was_no_day(desk: Desk, tmp_path: Path) -> None:
    """The question is on the table until it is answered, though something else stands below it."""
    async with open_room(desk, tmp_path) as room:
        clerk = await asked_for_a_day(room)
        month = clerk.last
        await clerk.writes("soon")
        await clerk.hears()
        assert "I see no date in that." in clerk.last.text
        await clerk.presses(month, "20")
        await clerk.hears()
        assert "Which foreign state is it?" in month.text


@pytest.mark.parametrize("button", ["November 2026", "Mo", "·", "(25)", "(28*)", "* day off"])
async def test_a_dead_button_is_answered_and_says_nothing(desk: Desk, tmp_path: Path, button: str) -> None:
    """The phone stops waiting; nothing is said, changed or remembered of the press."""
    async with open_room(desk, tmp_path) as room:
        clerk = await asked_for_a_day(room)
        before, heard = clerk.last.raw, len(clerk.chat.heard)
        kept = await room.rows("SELECT state FROM conversations")
        await clerk.presses(clerk.last, button)
        await room.idle()
        assert room.api.unanswered == []
        assert (clerk.last.raw, len(clerk.chat.heard)) == (before, heard)
        assert await room.rows("SELECT state FROM conversations") == kept


async def test_a_month_of_an_answered_question_says_that_it_is_old(desk: Desk, tmp_path: Path) -> None:
    """Answered in words, dropped, or begun anew: no day of it is taken for what is asked now."""
    async with open_room(desk, tmp_path) as room:
        clerk = await asked_for_a_day(room)
        month = clerk.last
        await clerk.writes("19.11.2026")
        await clerk.hears()
        for written in ("", "/cancel", "/register"):
            if written:
                await clerk.writes(written)
                await clerk.hears()
            for button in ("20", "‹"):
                await clerk.presses(month, button)
                await clerk.hears()
                assert OLD in clerk.last.text, (written, button)
        await clerk.writes("1")
        await clerk.hears()
        assert "On what day did your court receive the order?" in clerk.last.text
        await clerk.presses(month, "20")
        await clerk.hears()
        assert OLD in clerk.last.text


async def test_a_hearing_is_taken_from_the_months_ahead(desk: Desk, tmp_path: Path) -> None:
    """Which nothing else can be; after a restart the buttons still work."""
    async with open_room(desk, tmp_path) as room:
        clerk = await asked_for_a_day(room, "outgoing order")
        assert rows(clerk.last)[0] == ["‹", "November 2026", "›"]
        await pressed(clerk, *["›"] * 8)
        await room.restart()
        assert rows(clerk.last)[0] == ["‹", "July 2027", "›"]
        await pressed(clerk, "20")
        for _ in range(3):
            await clerk.writes("skip")
            await clerk.hears()
        assert "Wednesday, 20 January 2027 — sending an order abroad" in clerk.last.text


async def test_a_date_is_counted_from_a_day_that_is_taken(desk: Desk, tmp_path: Path) -> None:
    """By the choice below a list of cases, without a form; the date stands where the month stood."""
    async with open_room(desk, tmp_path) as room:
        clerk = await room.invited("clerk", 501)
        await clerk.writes("/due")
        await clerk.hears()
        assert clerk.last.text.startswith("Mine, due within 14 days")
        await pressed(clerk, "Count a date", "executing a foreign order, one month (para 11)")
        month = clerk.last
        await pressed(clerk, "‹", "›", "20")
        assert clerk.last.message_id == month.message_id
        assert "Last day: Monday, 21 December 2026" in clerk.last.text


async def test_a_day_that_was_entered_is_marked_in_the_next_month_shown(desk: Desk, tmp_path: Path) -> None:
    """The labour authority moved a day off this morning: whoever chooses a day now sees it."""
    off = Entry(date(2026, 11, 20), Reason("entered-off", act="Order 1"))
    async with open_room(desk, tmp_path) as room:
        async with room.court.storage.unit(room.clock()) as unit:
            await unit.calendar.add((off,))
        clerk = await asked_for_a_day(room)
        assert ["16", "17", "18", "19", "20*", "21*", "22*"] in rows(clerk.last)
