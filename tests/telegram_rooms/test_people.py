"""A court's people managed by pressing: lists and forms stay one message, and a code stays in the chat."""

import re
from pathlib import Path

from bot.desk import Desk
from dialogs.staffwork import PAGE
from tests.botapi.people import Person
from tests.telegram_rooms.room import Room, open_room, said_to


async def pressed(person: Person, *buttons: str | int) -> None:
    """Press buttons of the last message one after another, each answered."""
    for button in buttons:
        await person.presses(person.last, button)
        await person.hears()


async def chief_of(room: Room) -> Person:
    """The chief, who looks at the people of the court."""
    chief = await room.invited("chief", 501)
    await chief.writes("/people")
    await chief.hears()
    return chief


async def test_somebody_is_invited_and_the_code_stays_until_it_is_handed_on(desk: Desk, tmp_path: Path) -> None:
    """Nothing that is pressed below it takes its place; it is kept in no table once it was sent."""
    async with open_room(desk, tmp_path) as room:
        chief = await chief_of(room)
        await pressed(chief, "Invite somebody")
        await chief.writes("Нурлан Сериков")
        await chief.hears()
        await pressed(chief, "clerk", "Skip")
        told = chief.last
        code = re.search(r"/start (\S{22})\n", told.text)
        assert code
        for button in [label for row in told.buttons for label, _ in row]:
            await chief.presses(told, button)
            await chief.hears()
            if "A further code" in chief.last.text:
                continue
            await chief.writes("/cancel")
            await chief.hears()
        assert code[0] in told.text
        await room.idle()
        tables = [row[0] for row in await room.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
        assert code[1] not in str([await room.rows(f"SELECT * FROM {table}") for table in tables])
        newcomer = room.api.person(502, "Н", "en")
        await newcomer.starts(code[1])
        await newcomer.hears()
        assert "Welcome, Нурлан Сериков (clerk)." in newcomer.last.text


async def test_a_role_is_changed_and_somebody_removed_by_pressing(desk: Desk, tmp_path: Path) -> None:
    """Each question becomes its answer; whoever was removed is a stranger on the next message."""
    async with open_room(desk, tmp_path) as room:
        chief, clerk = await chief_of(room), await room.invited("clerk", 502)
        await pressed(chief, "Айгуль (clerk)", "Change the role")
        asked = chief.last.message_id
        await pressed(chief, "judge")
        assert chief.last.message_id == asked
        assert chief.last.text.startswith("Айгуль: the role is changed from the next message on.")
        await pressed(chief, "Remove", "Yes, remove")
        assert chief.last.text.startswith("Айгуль is let in no more.")
        await clerk.writes("/cases")
        await clerk.hears()
        assert "invited" in clerk.last.text


async def test_a_long_list_of_people_is_turned_in_place(desk: Desk, tmp_path: Path) -> None:
    """There and back, and the records too."""
    async with open_room(desk, tmp_path) as room:
        await room.crowd(2 * PAGE)
        administrator = await room.invited("administrator", 501)
        await administrator.writes("/people")
        await administrator.hears()
        heard = len(said_to(administrator))
        await pressed(administrator, "Next page", "Next page", "Page before", "Page before")
        assert len(said_to(administrator)) == heard
        assert f"People of your court: {2 * PAGE + 4}." in administrator.last.text
        for _ in range(3 * PAGE):
            await administrator.writes("/cases")
            await administrator.hears()
        await administrator.writes("/audit")
        await administrator.hears()
        heard = len(said_to(administrator))
        await pressed(administrator, "Older records")
        assert len(said_to(administrator)) == heard
        assert "Садыкова: came in (Садыкова)" in administrator.last.text
