"""Trouble is told to whom it concerns: administrators what only they can mend, whoever wrote that it was in vain."""

from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.desk import Desk
from tests.botapi.people import Person
from tests.telegram_rooms.room import Room, brought, open_room, said_to, until


async def test_administrators_are_told_of_another_program(desk: Desk, tmp_path: Path) -> None:
    """409 again and again: one message to each of them, in their language, once an hour; nobody else hears of it."""
    async with open_room(desk, tmp_path) as room:
        first, second = await room.administrator(901, "ru"), await room.administrator(902, "en")
        (clerk,) = await room.crowd(1)
        await _refused(room, clerk, 409)
        await _refused(room, clerk, 409)
        await room.tick()
        assert [len(said_to(person)) for person in (first, second, clerk)] == [1, 1, 2]
        assert "Сообщения этого бота забирает ещё одна программа" in first.last.text
        assert "since 24 November 2026, 12:00" in second.last.text
        await room.tick(minutes=59)
        await _refused(room, clerk, 409)
        await room.tick()
        assert len(said_to(first)) == 1
        await room.tick(minutes=2)
        await _refused(room, clerk, 409)
        await room.tick()
        assert len(said_to(first)) == 2


@pytest.mark.parametrize("status", [401, 404])
async def test_administrators_are_told_since_when_the_token_was_refused(
    desk: Desk, tmp_path: Path, status: int
) -> None:
    """Nothing can be said meanwhile: once it is mended they are told once, though the program was started anew."""
    async with open_room(desk, tmp_path) as room:
        administrator = await room.administrator(901, "en")
        (clerk,) = await room.crowd(1)
        room.api.fail("sendMessage", status, times=3)
        await _refused(room, clerk, status)
        await room.tick()
        await room.restart()
        room.clock.go(hours=2)
        await _refused(room, clerk, status)
        await room.tick()
        await room.tick(minutes=2)
        (told,) = said_to(administrator)
        assert told.startswith("From 24 November 2026, 12:00 until this message Telegram refused the bot's token")
        assert len(said_to(clerk)) == 2
        await room.tick(days=1)
        assert len(said_to(administrator)) == 1


async def test_a_notice_is_lost_by_no_start(desk: Desk, tmp_path: Path) -> None:
    """The program ends before it could tell anybody: the next one does."""
    async with open_room(desk, tmp_path) as room:
        administrator = await room.administrator(901, "en")
        await room.inflow.tell_administrators("conflict")
        await room.restart()
        await room.tick()
        assert len(said_to(administrator)) == 1


async def test_trouble_that_cannot_be_noted_stops_nothing(desk: Desk, tmp_path: Path) -> None:
    """The database is away as well: it is told when the trouble comes again."""
    async with open_room(desk, tmp_path) as room:
        administrator = await room.administrator(901, "en")
        await room.rows("ALTER TABLE outbox RENAME TO away")
        with capture_logs() as log:
            await room.inflow.tell_administrators("conflict")
        assert [line["event"] for line in log] == ["administrators not told"]
        await room.rows("ALTER TABLE away RENAME TO outbox")
        await room.inflow.tell_administrators("conflict")
        await room.tick()
        assert len(said_to(administrator)) == 1


@pytest.mark.parametrize("what", ["message", "press"])
async def test_whoever_wrote_what_is_given_up_is_told(desk: Desk, tmp_path: Path, what: str) -> None:
    """In the language they chose; the administrators hear the row's number and nothing of the words."""
    async with open_room(desk, tmp_path) as room:
        administrator = await room.administrator(901, "en")
        clerk = await room.invited("clerk", 501)
        await clerk.writes("/lang kk")
        await clerk.hears()
        before = len(said_to(clerk))
        await room.inflow.store([_message(clerk, "/xsecret") if what == "message" else _press(clerk)])
        await room.idle()
        await room.tick()
        assert said_to(clerk)[before:] == [room.court.registry.texts.words("not-handled", "kk")]
        (row,) = await room.rows("SELECT id FROM inbox WHERE external_id = '8000'")
        assert f"(row {row[0]} of the inbox)" in said_to(administrator)[0]
        assert "secret" not in said_to(administrator)[0]


async def test_of_many_that_are_given_up_the_administrators_hear_once(desk: Desk, tmp_path: Path) -> None:
    """A fault that everything meets is one message to them; each person is told of their own."""
    async with open_room(desk, tmp_path) as room:
        administrator = await room.administrator(901, "en")
        crowd = await room.crowd(3)
        await room.inflow.store([_message(person, "x", 8000 + number) for number, person in enumerate(crowd)])
        for person in crowd:
            await person.hears()
        await room.idle()
        await room.tick()
        assert [len(said_to(person)) for person in (administrator, *crowd)] == [1, 1, 1, 1]


async def test_a_stranger_is_told_as_seldom_as_ever(desk: Desk, tmp_path: Path) -> None:
    """His client's language is all that is known of him."""
    async with open_room(desk, tmp_path) as room:
        stranger = room.api.person(666, "X", "en")
        await stranger.writes("hello")
        await stranger.hears()
        await room.inflow.store([_message(stranger, "x")])
        await room.idle()
        assert len(said_to(stranger)) == 1
        room.clock.go(hours=2)
        await room.inflow.store([_message(stranger, "x", 8001)])
        await room.idle()
        assert stranger.last.text == room.court.registry.texts.words("not-handled", "en")


async def test_a_group_is_told_nothing(desk: Desk, tmp_path: Path) -> None:
    """What could not be read there may have been for somebody else; nor is an inline query answered in the chat."""
    async with open_room(desk, tmp_path) as room:
        (clerk,) = await room.crowd(1)
        group = room.api.group()
        message = _message(clerk, "x")
        message["message"]["chat"] = group.about
        query = {"id": 5, "from": clerk.user, "query": "22.4", "offset": ""}
        await room.inflow.store([message, {"update_id": 8001, "inline_query": query}])
        await room.idle()
        assert await room.rows("SELECT count(*) FROM inbox WHERE handled_at IS NULL") == [(0,)]
        assert said_to(clerk) == [message.text for message in group.messages if message.from_bot] == []


async def test_a_telling_that_fails_is_tried_again_with_the_update(desk: Desk, tmp_path: Path) -> None:
    """Given up and told in one transaction: with no outbox the update stays, and is given up when there is one."""
    async with open_room(desk, tmp_path) as room:
        (clerk,) = await room.crowd(1)
        with capture_logs() as log:
            await room.rows("ALTER TABLE outbox RENAME TO away")
            await room.inflow.store([_message(clerk, "x")])
            await until(lambda: "failure not noted" in [line["event"] for line in log])
            assert await room.rows("SELECT attempts FROM inbox WHERE handled_at IS NULL") == [(4,)]
            await room.rows("ALTER TABLE away RENAME TO outbox")
            await clerk.hears()
        assert clerk.last.text == room.court.registry.texts.words("not-handled", "en")


@pytest.mark.parametrize(("trouble", "words"), [(400, "address of the webhook"), (401, "refused the bot's token")])
async def test_a_webhook_that_cannot_be_set_is_told_and_tried_again(
    desk: Desk, tmp_path: Path, trouble: int, words: str
) -> None:
    """Whatever Telegram answers, a proxy's page too, it is asked again until it takes the address."""
    async with open_room(desk, tmp_path) as room:
        administrator = await room.administrator(901, "en")
        room.api.fail("setWebhook", html=True)
        room.api.fail("setWebhook", trouble, times=2)
        async with brought(room):
            await until(lambda: room.api.updates.webhook)
        assert len(room.api.called("setWebhook")) == 4
        await room.tick()
        (told,) = said_to(administrator)
        assert words in told


async def test_what_a_webhook_cannot_store_is_brought_again(desk: Desk, tmp_path: Path) -> None:
    """The database is away: Telegram is told so, no word of the update is in the log, and it comes again."""
    async with open_room(desk, tmp_path) as room:
        (clerk,) = await room.crowd(1)
        await room.rows("ALTER TABLE inbox RENAME TO away")
        with capture_logs() as log:
            async with brought(room):
                await clerk.writes("/xsecret")
                await until(lambda: "503" in room.api.updates.last_error)
                await room.rows("ALTER TABLE away RENAME TO inbox")
                await clerk.hears()
        assert "/xsecret" in clerk.last.text
        assert "update not stored" in [line["event"] for line in log]
        assert "xsecret" not in str(log)


async def _refused(room: Room, clerk: Person, status: int) -> None:
    """Requests for updates are refused three times, with an update on its way."""
    room.api.fail("getUpdates", status, times=3)
    await clerk.writes("/x")
    await room.idle()


def _message(person: Person, text: str, number: int = 8000) -> dict[str, Any]:
    """A message that our library cannot read."""
    message = {"message_id": "no number", "date": 1, "chat": person.chat.about, "from": person.user, "text": text}
    return {"update_id": number, "message": message}


def _press(person: Person) -> dict[str, Any]:
    """A press that our library cannot read."""
    message = {"message_id": "no number", "date": 1, "chat": person.chat.about}
    return {"update_id": 8000, "callback_query": {"id": "1", "from": person.user, "message": message, "data": "1:1:x"}}
