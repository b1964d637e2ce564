"""The menu beside the text shows what a person can do, in their language, and "typing" a turn that takes long."""

import asyncio
import gc
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import text

from bot.desk import Desk
from knowledge.languages import LANGUAGES, Language
from knowledge.people import Role
from tests.botapi.people import Person
from tests.telegram_rooms.room import Room, open_room, said_to

#: What people of a role see first.
MENUS: Final = {
    "clerk": ["cases", "due", "register", "papers", "reminders"],
    "judge": ["cases", "due", "register", "papers", "reminders"],
    "chief": ["cases", "due", "register", "papers", "reminders", "people"],
    "administrator": ["cases", "due", "register", "papers", "reminders", "people", "days", "audit"],
    "department": ["cases", "due", "papers", "reminders"],
}
#: What closes each of them.
LAST: Final = ("help", "lang", "cancel")


def menu(room: Room, person: Person) -> list[tuple[str, str]]:
    """The commands that somebody sees in their own chat, with their words; empty where what all see is shown."""
    shown = room.api.commands.get((f"chat:{person.id}", ""), [])
    return [(one["command"], one["description"]) for one in shown]


def expected(desk: Desk, who: str, language: Language) -> list[tuple[str, str]]:
    """The menu of a role in a language."""
    return [(name, desk.texts.words(f"menu-{name}", language)) for name in (*MENUS[who], *LAST)]


async def set_role(room: Room, person: Person, role: Role | None) -> None:
    """Somebody is given another role, or removed, by a colleague or on the machine."""
    async with room.court.storage.unit(room.clock()) as unit:
        known = await unit.people.known_by("telegram", str(person.id))
        assert known
        await (unit.people.set_role(known.id, role) if role else unit.people.remove(known.id))


# --- menus ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", MENUS)
@pytest.mark.parametrize("language", LANGUAGES)
async def test_whoever_is_let_in_sees_what_they_can_do(
    desk: Desk, tmp_path: Path, who: str, language: Language
) -> None:
    """In the language of their client, set once however much they write."""
    async with open_room(desk, tmp_path) as room:
        person = await room.invited(who, 501, language_code=language)
        await room.idle()
        assert menu(room, person) == expected(desk, who, language)
        await person.writes("/cases")
        await person.hears()
        await room.idle()
        assert len(room.api.called("setMyCommands")) == 1


async def test_a_chosen_language_is_that_of_the_menu(desk: Desk, tmp_path: Path) -> None:
    """From the answer on in which it was chosen."""
    async with open_room(desk, tmp_path) as room:
        clerk = await room.invited("clerk", 501)
        for language in ("kk", "ru", "en"):
            await clerk.writes(f"/lang {language}")
            await clerk.hears()
            await room.idle()
            assert menu(room, clerk) == expected(desk, "clerk", language)


async def test_another_role_brings_another_menu(desk: Desk, tmp_path: Path) -> None:
    """With the next message; a restart sets it anew."""
    async with open_room(desk, tmp_path) as room:
        clerk = await room.invited("clerk", 501)
        for role in ("administrator", "chief", "clerk"):
            await set_role(room, clerk, role)
            await clerk.writes("para 11")
            await clerk.hears()
            await room.idle()
            assert menu(room, clerk) == expected(desk, role, "en")
        room.api.commands.clear()
        await room.restart()
        await clerk.writes("para 11")
        await clerk.hears()
        await room.idle()
        assert menu(room, clerk) == expected(desk, "clerk", "en")


async def test_whoever_was_removed_sees_what_strangers_see(desk: Desk, tmp_path: Path) -> None:
    """From the next message on; let in again, they have their menu again."""
    async with open_room(desk, tmp_path) as room:
        clerk = await room.invited("clerk", 501)
        await set_role(room, clerk, None)
        await clerk.writes("/cases")
        await clerk.hears()
        await room.idle()
        assert menu(room, clerk) == []
        assert [call["scope"] for call in room.api.called("deleteMyCommands")] == [{"type": "chat", "chat_id": 501}]
        await clerk.writes("/cases")
        await room.idle()
        assert len(room.api.called("deleteMyCommands")) == 1
        await clerk.starts(room.court.codes["judge"])
        await clerk.hears()
        await room.idle()
        assert menu(room, clerk) == expected(desk, "judge", "en")


async def test_strangers_have_no_menu_of_their_own(desk: Desk, tmp_path: Path) -> None:
    """Nothing is told to Telegram for whoever writes to the bot, with a code that does not hold neither."""
    async with open_room(desk, tmp_path) as room:
        stranger = room.api.person(666, "X", "en")
        for written in ("/cases", "/start guessed"):
            await stranger.writes(written)
            await room.idle()
        assert room.api.called("setMyCommands") == room.api.called("deleteMyCommands") == []


@pytest.mark.parametrize("trouble", [{"status": 500}, {"html": True}, {"retry_after": 60}], ids=str)
async def test_a_menu_that_could_not_be_set_is_set_with_the_next_message(
    desk: Desk, tmp_path: Path, trouble: dict[str, Any]
) -> None:
    """The answer comes all the same, for one who is let in and for one who is removed."""
    async with open_room(desk, tmp_path) as room:
        room.api.fail("setMyCommands", **trouble)
        clerk = await room.invited("clerk", 501)
        await room.idle()
        assert menu(room, clerk) == []
        await clerk.writes("/cases")
        await clerk.hears()
        await room.idle()
        assert menu(room, clerk) == expected(desk, "clerk", "en")
        room.api.fail("deleteMyCommands", **trouble)
        await set_role(room, clerk, None)
        for _ in range(2):
            await clerk.writes("/cases")
            await room.idle()
        assert menu(room, clerk) == []
        assert "invited" in said_to(clerk)[-1]


# --- typing --------------------------------------------------------------------------------------------------


@asynccontextmanager
async def slow(room: Room) -> AsyncIterator[None]:
    """While it lasts no record can be noted, so that a turn which notes one waits in the middle."""
    async with room.court.storage.database.transaction() as other:
        await other.execute(text("LOCK TABLE audit IN EXCLUSIVE MODE"))
        yield


async def announced(room: Room) -> None:
    """Wait until the bot has told Telegram that it is typing."""
    async with asyncio.timeout(20):
        await room.api.heard.until(lambda: room.api.called("sendChatAction"))


async def test_a_turn_that_takes_long_is_announced(desk: Desk, tmp_path: Path) -> None:
    """Typing is shown in that chat and no other, before the answer comes; after it nothing is."""
    async with open_room(desk, tmp_path, "postgresql") as room:
        clerk = await room.invited("clerk", 501)
        judge = await room.invited("judge", 502)
        async with slow(room):
            await clerk.writes("/cases")
            await judge.writes("para 11")
            await judge.hears()
            await announced(room)
        await clerk.hears()
        await room.idle()
        assert room.api.called("sendChatAction") == [{"chat_id": 501, "action": "typing"}]
        order = [call.method for call in room.api.calls if call.params.get("chat_id") == 501]
        assert order[-2:] == ["sendChatAction", "sendMessage"]


@pytest.mark.parametrize("is_public", [False, True])
async def test_typing_is_shown_while_another_program_holds_the_file(
    desk: Desk, tmp_path: Path, is_public: bool
) -> None:
    """A backup or an import: whoever is known sees that he was heard, a stranger only where answers are public."""
    async with open_room(desk, tmp_path, public_answers=is_public) as room:
        clerk = await room.invited("clerk", 501)
        stranger = room.api.person(900, "Stranger", "en")
        stranger.chat.closed = ""  # "start" was pressed
        told = {501, 900} if is_public else {501}
        with closing(sqlite3.connect(tmp_path / "komek.db", isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            await stranger.writes("para 11")
            await clerk.writes("para 11")
            async with asyncio.timeout(20):
                await room.api.heard.until(lambda: len(room.api.called("sendChatAction")) == len(told))
            assert said_to(clerk)[1:] == []
            other.execute("COMMIT")
        await clerk.hears()
        await stranger.hears()
        await room.idle()
        assert {call["chat_id"] for call in room.api.called("sendChatAction")} == told


async def test_a_quick_turn_is_not_announced(desk: Desk, tmp_path: Path) -> None:
    """Its answer is there sooner."""
    async with open_room(desk, tmp_path) as room:
        clerk = await room.invited("clerk", 501)
        await clerk.writes("/cases")
        await clerk.hears()
        await room.idle()
        assert room.api.called("sendChatAction") == []


@pytest.mark.parametrize("trouble", [{"status": 500}, {"html": True}, {"drop": True}, {"retry_after": 60}], ids=str)
async def test_an_announcement_that_fails_is_no_trouble(desk: Desk, tmp_path: Path, trouble: dict[str, Any]) -> None:
    """Nothing is said of it, neither to the person nor by a task that died."""
    died: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: died.append(context))
    async with open_room(desk, tmp_path, "postgresql") as room:
        clerk = await room.invited("clerk", 501)
        room.api.fail("sendChatAction", **trouble)
        async with slow(room):
            await clerk.writes("/cases")
            await announced(room)
        await clerk.hears()
        assert "My cases" in clerk.last.text
    gc.collect()
    assert died == []


async def test_nobody_waits_for_an_announcement(desk: Desk, tmp_path: Path) -> None:
    """Telegram takes its time to hear of it: the answer does not come later for that, nor is a row held longer."""
    async with open_room(desk, tmp_path, "postgresql") as room:
        clerk = await room.invited("clerk", 501)
        room.api.fail("sendChatAction", delay=600)
        async with slow(room):
            await clerk.writes("/cases")
            await announced(room)
        await clerk.hears()
        assert "My cases" in clerk.last.text
