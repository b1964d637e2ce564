"""Whatever happens on the way to Telegram: what was decided is said, in its order, and nobody waits for others."""

import asyncio
from pathlib import Path
from typing import Any, get_args

import pytest
from structlog.testing import capture_logs

from bot.desk import Desk
from storage.outbox import Message
from tests.databases import Kind
from tests.telegram_rooms.room import open_room, said_to, until


async def test_flood_control_puts_a_reply_off_and_others_go_on(desk: Desk, tmp_path: Path) -> None:
    """429 for one chat: its reply comes when the time has passed, not before; the other chat's comes at once."""
    async with open_room(desk, tmp_path) as room:
        flooded, other = await room.crowd(2)
        room.api.fail("sendMessage", retry_after=40, chat_id=flooded.id)
        await flooded.writes("/xput_off")
        await room.idle()
        await other.writes("/xother")
        await other.hears()
        assert said_to(flooded) == []
        await room.tick(seconds=39)
        assert said_to(flooded) == []
        await room.tick(seconds=2)
        assert "/xput_off" in flooded.last.text
        await room.tick(hours=1)
        assert len(said_to(flooded)) == 1


@pytest.mark.parametrize("kind", get_args(Kind))
async def test_nothing_overtakes_what_was_put_off(desk: Desk, tmp_path: Path, kind: Kind) -> None:
    """What is written while a chat has to wait is answered after what was put off, and is not sent in vain."""
    async with open_room(desk, tmp_path, kind) as room:
        (clerk,) = await room.crowd(1)
        room.api.fail("sendMessage", retry_after=60, chat_id=clerk.id)
        for number in range(4):
            await clerk.writes(f"/xn{number}")
            await room.idle()
            room.clock.go(seconds=12)
            await room.restart()  # nor when the program was started anew meanwhile
        assert len(room.api.called("sendMessage")) == 1
        await room.tick(seconds=5)
        assert said_to(clerk) == []
        await room.tick(seconds=30)
        assert [f"/xn{number}" in text for number, text in enumerate(said_to(clerk))] == [True] * 4


async def test_nothing_overtakes_what_is_due_and_not_sent_yet(desk: Desk, tmp_path: Path) -> None:
    """The time has passed and the clock has not ticked: a new answer brings the older one with it."""
    async with open_room(desk, tmp_path) as room:
        (clerk,) = await room.crowd(1)
        room.api.fail("sendMessage", retry_after=10)
        await clerk.writes("/xn0")
        await room.idle()
        room.clock.go(seconds=11)
        for number in (1, 2):
            await clerk.writes(f"/xn{number}")
            await clerk.hears()
        await room.idle()
        assert [f"/xn{number}" in text for number, text in enumerate(said_to(clerk))] == [True] * 3


@pytest.mark.parametrize("kind", get_args(Kind))
async def test_nothing_overtakes_what_a_killed_program_left(desk: Desk, tmp_path: Path, kind: Kind) -> None:
    """A program that is alone sends it with the next reply; one of several waits until the claim has lapsed."""
    async with open_room(desk, tmp_path, kind) as room:
        (clerk,) = await room.crowd(1)
        async with room.court.storage.unit(room.clock()) as unit:
            for number in range(2):
                await unit.outbox.put_claimed(_message(clerk.id, number))
        await room.restart()
        await clerk.writes("/xafter")
        await room.idle()
        if kind == "postgresql":
            assert said_to(clerk) == []
            await room.tick(seconds=30)
        assert said_to(clerk)[:2] == ["part 0", "part 1"]
        assert "/xafter" in said_to(clerk)[2]


async def test_a_reply_that_waits_for_one_that_is_being_sent_is_sent_by_a_stop(desk: Desk, tmp_path: Path) -> None:
    """The clock is sending the older one when the later is decided and the program told to stop: both are sent."""
    async with open_room(desk, tmp_path) as room:
        (clerk,) = await room.crowd(1)
        async with room.court.storage.unit(room.clock()) as unit:
            await unit.outbox.put_claimed(_message(clerk.id, 0))
        room.api.fail("sendMessage", delay=0.3)
        room.clock.go(seconds=31)
        ticking = asyncio.create_task(room.inflow.delivery.tick())
        await until(lambda: room.api.called("sendMessage"))
        await clerk.writes("/xlater")
        await until(lambda: not room.api.updates.queue)
        await room.inflow.finish()
        await ticking
        assert len(said_to(clerk)) == 1
        await room.inflow.delivery.finish()
        assert ["part 0" in said_to(clerk)[0], "/xlater" in said_to(clerk)[1]] == [True, True]


async def test_a_reply_in_parts_keeps_its_order_when_the_first_part_fails(desk: Desk, tmp_path: Path) -> None:
    """The calendar of a year and the steps of a date may be long: the second part waits for the first."""
    async with open_room(desk, tmp_path) as room:
        (clerk,) = await room.crowd(1)
        async with room.court.storage.unit(room.clock()) as unit:
            turn = [await unit.outbox.put_claimed(_message(clerk.id, number)) for number in range(3)]
        room.api.fail("sendMessage", html=True)
        await room.inflow.delivery.deliver(turn)
        assert said_to(clerk) == []
        room.api.fail("sendMessage", 500)
        await room.tick(seconds=6)
        assert said_to(clerk) == []
        await room.tick(seconds=31)
        assert said_to(clerk) == ["part 0", "part 1", "part 2"]


async def test_who_blocked_the_bot_is_noted_and_left_alone(desk: Desk, tmp_path: Path) -> None:
    """403: the channel is marked, nothing is tried again; unblocked, the person is answered as before."""
    async with open_room(desk, tmp_path) as room:
        clerk = await room.invited("clerk", 501)
        room.api.block(clerk)
        await clerk.writes("/xblocked")
        await room.idle()
        assert await room.rows("SELECT count(*) FROM channels WHERE gone_at IS NOT NULL") == [(1,)]
        calls = len(room.api.calls)
        await room.tick(days=1)
        assert not [call for call in room.api.calls[calls:] if call.method == "sendMessage"]
        room.api.unblock(clerk)
        await clerk.writes("/xback")
        await clerk.hears()
        assert "/xback" in clerk.last.text


async def test_the_bot_is_told_when_it_is_blocked_and_let_in_again(desk: Desk, tmp_path: Path) -> None:
    """Telegram says so by an update of its own."""
    async with open_room(desk, tmp_path) as room:
        clerk = await room.invited("clerk", 501)
        for status, gone in (("kicked", 1), ("member", 0)):
            me: dict[str, Any] = {"user": room.api.bot, "status": status}
            kicked = {**me, "until_date": 0} if status == "kicked" else me
            was = {**me, "status": "member"}
            event = {"chat": clerk.chat.about, "from": clerk.user, "date": 1}
            room.api.push({"my_chat_member": {**event, "old_chat_member": was, "new_chat_member": kicked}})
            await room.idle()
            assert await room.rows("SELECT count(*) FROM channels WHERE gone_at IS NOT NULL") == [(gone,)]


async def test_a_line_cut_after_sending_repeats_once(desk: Desk, tmp_path: Path) -> None:
    """Nobody knows whether it arrived: it is sent once more, and then no more."""
    async with open_room(desk, tmp_path) as room:
        (clerk,) = await room.crowd(1)
        room.api.fail("sendMessage", drop=True)
        await clerk.writes("/xcut")
        await room.idle()
        await room.tick(seconds=6)
        assert len(said_to(clerk)) == 2
        await room.tick(days=1)
        assert len(said_to(clerk)) == 2


@pytest.mark.parametrize("trouble", [{"html": True}, {"status": 500}, {"status": 401}, {"status": 404}], ids=str)
async def test_telegrams_own_faults_are_waited_out(desk: Desk, tmp_path: Path, trouble: dict[str, Any]) -> None:
    """A proxy's page, a fault, a token that is refused for a while: sent once when it works again, in order."""
    async with open_room(desk, tmp_path) as room:
        (clerk,) = await room.crowd(1)
        room.api.fail("sendMessage", **trouble)
        await clerk.writes("/xfirst")
        await room.idle()
        await clerk.writes("/xsecond")
        await room.idle()
        assert said_to(clerk) == []
        await room.tick(seconds=61)
        assert ["/xfirst" in said_to(clerk)[0], "/xsecond" in said_to(clerk)[1]] == [True, True]
        await room.tick(days=1)
        assert len(said_to(clerk)) == 2


async def test_a_refused_message_is_named_in_the_log_and_not_sent_for_ever(desk: Desk, tmp_path: Path) -> None:
    """400 for a reason that we do not know: whoever runs the machine sees it, the words stay out of the log."""
    async with open_room(desk, tmp_path) as room:
        (clerk,) = await room.crowd(1)
        room.api.fail("sendMessage", 400, "Bad Request: something new")
        with capture_logs() as log:
            await clerk.writes("/xsecret")
            await room.idle()
            await room.tick(days=1)
        assert [line["event"] for line in log] == ["message refused"]
        assert "xsecret" not in str(log)
        assert len(room.api.called("sendMessage")) == 1


async def test_trouble_with_what_nothing_depends_on_stops_nobody(desk: Desk, tmp_path: Path) -> None:
    """The answer to a press fails as a page of HTML: what the press asked for is said all the same."""
    async with open_room(desk, tmp_path) as room:
        clerk = await room.invited("clerk", 501)
        await clerk.writes("/cases")
        await clerk.hears()
        room.api.fail("answerCallbackQuery", html=True)
        await clerk.presses(clerk.last, "Overdue")
        await clerk.hears()
        assert clerk.last.text.startswith("Overdue")
        await clerk.writes("/xafter")
        await clerk.hears()
        room.api.pressed.clear()


async def test_an_edited_message_that_is_gone_is_said_anew(desk: Desk, tmp_path: Path) -> None:
    """The list was deleted by the person: the page that was turned comes as a new message."""
    async with open_room(desk, tmp_path) as room:
        clerk = await room.invited("clerk", 501)
        await clerk.writes("/cases")
        await clerk.hears()
        listed = clerk.last
        del clerk.chat.by_id[listed.message_id]
        await clerk.presses(listed, "Overdue")
        await clerk.hears()
        assert clerk.last.text.startswith("Overdue")
        assert clerk.last.message_id != listed.message_id


async def test_an_edit_that_changes_nothing_is_fine(desk: Desk, tmp_path: Path) -> None:
    """Telegram refuses an edit to the same: nothing is sent anew and nothing is tried again."""
    async with open_room(desk, tmp_path) as room:
        clerk = await room.invited("clerk", 501)
        await clerk.writes("/cases")
        await clerk.hears()
        room.api.fail("editMessageText", 400, "Bad Request: message is not modified: exactly the same")
        await clerk.presses(clerk.last, "Overdue")
        await room.idle()
        await room.tick(days=1)
        assert len(room.api.called("editMessageText")) == 1
        assert len(said_to(clerk)) == 2
        assert await room.rows("SELECT count(*) FROM outbox WHERE done_at IS NULL") == [(0,)]


async def test_a_group_that_became_another_is_followed(desk: Desk, tmp_path: Path) -> None:
    """A group that was made a supergroup has a new number; the answer goes there."""
    async with open_room(desk, tmp_path) as room:
        old, new = room.api.group(-55, "Court"), room.api.group(-1001000000055, "Court")
        room.api.fail(
            "sendMessage", 400, "Bad Request: group chat was upgraded", migrate_to_chat_id=new.id, chat_id=-55
        )
        await room.api.person(501, "Айгуль", "en").writes("@komek_test_bot 22.4", in_group=old)
        await room.idle()
        assert "22(4)" in new.latest(room.api.bot).text


def _message(address: int, number: int) -> Message:
    content = f'{{"method": "sendMessage", "params": {{"chat_id": {address}, "text": "part {number}"}}}}'
    return Message(f"part:{number}", "reply", "telegram", str(address), content)
