"""Updates are answered in order in each chat, side by side, once each, and none is lost."""

import asyncio
import random
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any, get_args

import pytest
from sqlalchemy.exc import DBAPIError
from structlog.testing import capture_logs

from bot.desk import Desk
from tests.botapi.people import Person
from tests.databases import Kind
from tests.telegram_rooms.room import Room, open_room, said_to


@pytest.mark.parametrize("kind", get_args(Kind))
async def test_each_chat_is_answered_in_order_while_fifty_go_on_side_by_side(
    desk: Desk, tmp_path: Path, kind: Kind
) -> None:
    """Fifty people write four messages each, all mixed."""
    async with open_room(desk, tmp_path, kind) as room:
        crowd = await room.crowd(50)
        turns = [person for person in crowd for _ in range(4)]
        random.Random(5).shuffle(turns)  # noqa: S311 - an order, no secret
        written: dict[int, int] = {}
        for person in turns:
            number = written[person.id] = written.get(person.id, -1) + 1
            await person.writes(f"/x{person.id}n{number}")
        await room.idle()
        for person in crowd:
            said = said_to(person)
            assert len(said) == 4, said
            assert [f"/x{person.id}n{number}" in text for number, text in enumerate(said)] == [True] * 4


async def test_a_chat_that_is_slow_holds_up_no_other(desk: Desk, tmp_path: Path) -> None:
    """The answer to one hangs; the other's comes meanwhile, and the first one's in the end."""
    async with open_room(desk, tmp_path) as room:
        slow, quick = await room.crowd(2)
        room.api.fail("sendMessage", chat_id=slow.id, delay=0.5)
        await slow.writes("/xslow")
        await asyncio.sleep(0.1)
        await quick.writes("/xquick")
        await quick.hears()
        sent = [call["chat_id"] for call in room.api.called("sendMessage")]
        assert sent == [slow.id, quick.id]
        await room.idle()
        assert len(said_to(slow)) == 1


@pytest.mark.parametrize("kind", get_args(Kind))
async def test_an_update_that_comes_twice_is_acted_on_once(desk: Desk, tmp_path: Path, kind: Kind) -> None:
    """Pushed again with its number, given to store twice at once, and again after a restart."""
    async with open_room(desk, tmp_path, kind) as room:
        clerk = await room.invited("clerk", 501)
        update = _written(clerk, 5001, "/xonce")
        room.api.push(update)
        await clerk.hears(2)
        room.api.push(update)
        await asyncio.gather(room.inflow.store([update]), room.inflow.store([update, update]))
        await room.idle()
        await room.restart()
        await room.inflow.store([update])
        await room.idle()
        assert len(said_to(clerk)) == 2
        assert await room.rows("SELECT count(*) FROM inbox WHERE external_id = '5001'") == [(1,)]


async def test_a_case_is_opened_once_though_the_last_answer_comes_twice(desk: Desk, tmp_path: Path) -> None:
    """What is repeated must not do a deed again."""
    async with open_room(desk, tmp_path) as room:
        clerk = await _at_the_last_question(room)
        update = _written(clerk, 7001, "Minsk Convention")
        await asyncio.gather(*(room.inflow.store([update]) for _ in range(3)))
        await room.idle()
        assert "Registered: case 12-3." in clerk.last.text
        assert await room.rows("SELECT count(*) FROM cases") == [(1,)]


async def test_what_was_stored_is_handled_after_a_stop(desk: Desk, tmp_path: Path) -> None:
    """Stopped with updates in the inbox: the next start takes them up, in their order."""
    async with open_room(desk, tmp_path) as room:
        clerk = await room.invited("clerk", 501)
        await room.stop()
        updates = [_written(clerk, 6000 + number, f"/xleft{number}") for number in range(5)]
        await room.inflow.store(updates)
        assert len(said_to(clerk)) == 1
        await room.start()
        await room.idle()
        assert [f"/xleft{number}" in text for number, text in enumerate(said_to(clerk)[1:])] == [True] * 5


async def test_stopping_finishes_what_is_in_hand_and_leaves_the_rest(desk: Desk, tmp_path: Path) -> None:
    """A long queue does not hold up the stop; nothing of it is half done or lost."""
    async with open_room(desk, tmp_path) as room:
        clerk = await room.invited("clerk", 501)
        await room.inflow.store([_written(clerk, 6000 + number, f"/xq{number}") for number in range(40)])
        await clerk.hears(3)
        await room.stop()
        handled = await room.rows("SELECT count(*) FROM inbox WHERE handled_at IS NOT NULL")
        sent = await room.rows("SELECT count(*) FROM outbox WHERE outcome = 'sent'")
        assert handled == sent
        assert handled[0][0] < 41
        await room.start()
        await room.idle()
        assert [f"/xq{number} " in f"{text.rstrip('.')} " or f"/xq{number}." in text
                for number, text in enumerate(said_to(clerk)[1:])] == [True] * 40  # fmt: skip


@pytest.mark.parametrize("table", ["inbox", "outbox", "conversations"])
async def test_a_database_that_is_away_for_a_moment_loses_nothing(desk: Desk, tmp_path: Path, table: str) -> None:
    """A table cannot be used while people write: all of them are answered when it can, in order."""
    async with open_room(desk, tmp_path) as room:
        crowd = await room.crowd(4)
        with capture_logs() as log:
            await asyncio.to_thread(_renamed, tmp_path, table, "away")
            for number in range(3):
                for person in crowd:
                    await person.writes(f"/xsecret{number}")
            await asyncio.sleep(0.4)
            await asyncio.to_thread(_renamed, tmp_path, "away", table)
            await room.idle()
        assert log
        assert "xsecret" not in str(log)
        for person in crowd:
            await person.hears(3)
            assert [f"/xsecret{number}" in text for number, text in enumerate(said_to(person))] == [True] * 3


async def test_a_database_that_cuts_everybody_off_loses_nothing(desk: Desk, tmp_path: Path) -> None:
    """PostgreSQL ends all connections while people write: all of them are answered, in order, and none is given up."""
    async with open_room(desk, tmp_path, "postgresql") as room:
        crowd = await room.crowd(4)
        with capture_logs() as log:
            for number in range(3):
                for person in crowd:
                    await person.writes(f"/xsecret{number}")
                with suppress(DBAPIError):  # it cuts itself off too
                    await room.rows("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename IS NOT NULL")
            await room.idle()
            await room.tick(seconds=31)
        assert "xsecret" not in str(log)
        for person in crowd:
            assert [f"/xsecret{number}" in text for number, text in enumerate(said_to(person))] == [True] * 3


async def test_a_lock_of_another_program_is_waited_for(desk: Desk, tmp_path: Path) -> None:
    """Somebody copies the database while people write."""
    async with open_room(desk, tmp_path) as room:
        crowd = await room.crowd(3)
        other = sqlite3.connect(tmp_path / "komek.db", isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        for person in crowd:
            await person.writes("/xlocked")
        await asyncio.sleep(0.3)
        assert [said_to(person) for person in crowd] == [[], [], []]
        other.execute("COMMIT")
        other.close()
        for person in crowd:
            await person.hears()


@pytest.mark.parametrize(
    "update",
    [
        {
            "channel_post": {
                "message_id": 1,
                "date": 1,
                "chat": {"id": -5, "type": "channel", "title": "x"},
                "text": "p",
            }
        },
        {"edited_message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}, "text": "edited"}},
        {"something_of_tomorrow": {"id": 1}},
        {"message": {"unreadable": True}},
        {"message": "no object"},
        {"message": {"message_id": "x", "date": 1, "chat": {"id": 501, "type": "private"}, "text": "x"}},
        {"message": {"message_id": 1, "date": 1, "chat": {"id": "x", "type": "private"}, "text": "x"}},
        {"message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}, "text": 5}},
        {"message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}, "from": [], "text": "\ud800"}},
        {"callback_query": {"id": "1", "from": {"id": 501, "is_bot": False, "first_name": "x"}, "data": "1:1:x"}},
        {"inline_query": {"id": "1", "query": "x"}},
        {"my_chat_member": {"chat": {"id": 501, "type": "private"}}},
        {},
    ],
    ids=lambda update: str(next(iter(update), "nothing")),
)
async def test_an_update_that_means_nothing_stops_nobody(desk: Desk, tmp_path: Path, update: dict[str, Any]) -> None:
    """It is left out, alone in its request or among others, and what comes after it is answered."""
    async with open_room(desk, tmp_path) as room:
        (clerk,) = await room.crowd(1)
        before, after = _written(clerk, 8000, "/xbefore"), _written(clerk, 8002, "/xafter")
        room.api.updates.allowed = update.keys() | {"message"}
        await room.inflow.store([before, {"update_id": 8001, **update}, after])
        await clerk.hears(2)
        room.api.updates.queue.append({"update_id": 8003, **update})
        room.api.updates.queue.append(_written(clerk, 8004, "/xlast"))
        room.api.updates.bell.ring()
        await clerk.hears(3)
        await room.idle()
        assert [text.rstrip(".").rsplit("/x")[1].split(".")[0] for text in said_to(clerk)] == [
            "before",
            "after",
            "last",
        ]
        assert await room.rows("SELECT count(*) FROM inbox WHERE content IS NOT NULL") in ([(0,)], [(1,)], [(2,)])


async def test_an_update_that_fails_for_ever_is_given_up_and_named(desk: Desk, tmp_path: Path) -> None:
    """One that our library cannot read is tried a few times; the log has its row, not its words."""
    async with open_room(desk, tmp_path) as room:
        (clerk,) = await room.crowd(1)
        broken = _written(clerk, 8000, "/xsecret")
        broken["message"]["message_id"] = "no number"
        with capture_logs() as log:
            await room.inflow.store([broken, _written(clerk, 8001, "/xafter")])
            await clerk.hears(2)
        assert "/xafter" in clerk.last.text
        assert [line["event"] for line in log].count("update not handled") == 5
        assert [line["event"] for line in log].count("update given up") == 1
        assert "xsecret" not in str(log)


@pytest.mark.parametrize(
    ("status", "words"), [(401, "check BOT_TOKEN"), (409, "another program uses this bot's token")]
)
async def test_a_refused_poll_is_named_and_polling_goes_on(desk: Desk, tmp_path: Path, status: int, words: str) -> None:
    """The log says what to do; when it is mended people are answered."""
    async with open_room(desk, tmp_path) as room:
        (clerk,) = await room.crowd(1)
        with capture_logs() as log:
            room.api.fail("getUpdates", status, times=3)
            await clerk.writes("/xfirst")
            await clerk.hears()
            await clerk.writes("/xsecond")
            await clerk.hears()
            await room.idle()
        assert any(words in line["event"] for line in log)
        assert len(said_to(clerk)) == 2
        assert "xfirst" not in str(log)


@pytest.mark.parametrize("trouble", [{"html": True}, {"drop": True}, {"status": 500}, {"retry_after": 1}], ids=str)
async def test_a_poll_that_fails_is_repeated(desk: Desk, tmp_path: Path, trouble: dict[str, Any]) -> None:
    """A proxy's page, a cut line, a fault of Telegram's: nothing is lost or done twice."""
    async with open_room(desk, tmp_path) as room:
        (clerk,) = await room.crowd(1)
        room.api.fail("getUpdates", **trouble)
        await clerk.writes("/xone")
        await clerk.hears()
        await clerk.writes("/xtwo")
        await clerk.hears()
        await room.idle()
        assert len(said_to(clerk)) == 2


async def test_numbers_of_rows_that_begin_anew_are_no_repeat(desk: Desk, tmp_path: Path) -> None:
    """After quiet days the inbox is empty and SQLite gives its first number again; a reply of then is still known."""
    async with open_room(desk, tmp_path) as room:
        (clerk,) = await room.crowd(1)
        room.api.fail("sendMessage", retry_after=86_400)
        await clerk.writes("/xlate")
        await room.idle()
        await room.tick(hours=25)
        await room.tick(hours=24)
        assert await room.rows("SELECT (SELECT count(*) FROM inbox), count(*) FROM outbox") == [(0, 1)]
        await clerk.writes("/xnew")
        await clerk.hears()
        assert await room.rows("SELECT id, attempts FROM inbox") == [(1, 0)]
        assert [text.rpartition("/x")[2][:3] for text in said_to(clerk)] == ["lat", "new"]


async def test_what_nothing_depends_on_is_dropped_daily(desk: Desk, tmp_path: Path) -> None:
    """While the program runs, too; a repeat that can still come is known until then."""
    async with open_room(desk, tmp_path) as room:
        (clerk,) = await room.crowd(1)
        update = _written(clerk, 5001, "/xonce")
        await room.tick()
        await room.inflow.store([update])
        await room.idle()
        counts = "SELECT (SELECT count(*) FROM inbox), count(*) FROM outbox"
        await room.tick(hours=47)
        await room.inflow.store([update])
        await room.idle()
        assert len(said_to(clerk)) == 1
        await room.tick(hours=2)
        assert await room.rows(counts) == [(1, 1)]  # it is a day since it was looked at
        await room.tick(hours=24)
        assert await room.rows(counts) == [(0, 0)]


def _written(person: Person, number: int, text: str) -> dict[str, Any]:
    """An update with a message that stands in no chat."""
    message = {"message_id": number, "date": 1, "chat": person.chat.about, "from": person.user, "text": text}
    return {"update_id": number, "message": message}


def _renamed(folder: Path, old: str, new: str) -> None:
    other = sqlite3.connect(folder / "komek.db", timeout=20)
    other.execute(f"ALTER TABLE {old} RENAME TO {new}")
    other.close()


async def _at_the_last_question(room: Room) -> Person:
    clerk = await room.invited("clerk", 501)
    await clerk.writes("/register")
    await clerk.hears()
    await clerk.presses(clerk.last, 0)
    await clerk.hears()
    for answer in ("20.11.2026", "Germany", "12-3"):
        await clerk.writes(answer)
        await clerk.hears()
    return clerk
