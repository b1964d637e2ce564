"""Buttons work for whom they were made, as long as what they ask for makes sense, and for nobody else."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk import Desk
from bot.telegram.buttons import Seal
from dialogs.turns import Pressed
from tests.botapi.people import Person
from tests.telegram_rooms.room import Room, open_room, said_to

SEAL = Seal.of("12345:TEST")


@pytest.mark.parametrize("data", ["", ":", "1:1", "1:1:", "1:1:AAAAAAAAAAAAAA", "a:b:c", "1:1:ъ", "-1:-1:x", "9" * 64])
async def test_a_forged_button_does_nothing(desk: Desk, tmp_path: Path, data: str) -> None:
    """It is answered as a choice that has passed; nothing of the talk changes."""
    async with open_room(desk, tmp_path) as room:
        clerk = await _at_the_first_question(room)
        asked = clerk.last
        await clerk.presses_forged(asked, data)
        await clerk.hears()
        assert clerk.last.message_id != asked.message_id
        await clerk.presses(asked, 0)
        await clerk.hears()
        assert "Question 2" in clerk.chat.by_id[asked.message_id].text


async def test_a_button_of_somebody_else_does_nothing(desk: Desk, tmp_path: Path) -> None:
    """The data of another's button, in one's own chat and in the other's."""
    async with open_room(desk, tmp_path) as room:
        clerk = await _at_the_first_question(room)
        judge = await room.invited("judge", 502)
        asked, data = clerk.last, clerk.last.buttons[0][0][1]
        for message in (judge.last, asked):
            await judge.presses_forged(message, data)
            await room.idle()
        assert "Question 1" in clerk.chat.by_id[asked.message_id].text
        assert await room.rows("SELECT person_id FROM runs") == [(1,)]


@given(chat=st.integers(), person=st.integers(), offer=st.integers(0, 10**6), number=st.integers(0, 100))
def test_a_seal_opens_only_what_it_closed(chat: int, person: int, offer: int, number: int) -> None:
    """Another chat, person, choice or token makes other data."""
    data = SEAL.data(chat, person, Pressed(offer, number))
    assert SEAL.pressed(data, chat, person) == Pressed(offer, number)
    assert SEAL.pressed(data, chat + 1, person) is None
    assert SEAL.pressed(data, chat, person + 1) is None
    assert Seal.of("12345:OTHER").pressed(data, chat, person) is None
    said, _, tag = data.rpartition(":")
    assert SEAL.pressed(f"{said}1:{tag}", chat, person) is None


@given(data=st.text(max_size=64))
def test_no_data_break_a_seal(data: str) -> None:
    """Whatever a client sends."""
    assert SEAL.pressed(data, 1, 1) is None


def test_data_fit_into_a_button() -> None:
    """64 bytes, with the longest numbers that there are."""
    assert len(SEAL.data(-(10**15), 10**15, Pressed(10**9, 100)).encode()) <= 64


async def test_a_button_that_is_pressed_twice_answers_once(desk: Desk, tmp_path: Path) -> None:
    """A phone that hangs is pressed again: the second press must not answer the next question."""
    async with open_room(desk, tmp_path) as room:
        clerk = await _at_the_first_question(room)
        asked = clerk.last
        data = asked.buttons[0][0][1]
        for _ in range(3):
            await clerk.presses_forged(asked, data)
        await room.idle()
        assert "Question 2" in clerk.chat.by_id[asked.message_id].text
        assert await room.rows("SELECT count(*) FROM runs WHERE ended_at IS NULL") == [(1,)]
        await clerk.writes("20.11.2026")
        await clerk.hears()
        assert "Question 3" in clerk.last.text


async def test_an_old_button_of_an_answered_question_says_so(desk: Desk, tmp_path: Path) -> None:
    """The form was filled in meanwhile: its old buttons change nothing."""
    async with open_room(desk, tmp_path) as room:
        clerk = await _at_the_first_question(room)
        asked, data = clerk.last, clerk.last.buttons[0][0][1]
        await clerk.writes("/cancel")
        await clerk.hears()
        before = len(said_to(clerk))
        await clerk.presses_forged(asked, data)
        await clerk.hears()
        assert len(said_to(clerk)) == before + 1
        assert await room.rows("SELECT count(*) FROM runs WHERE ended_at IS NULL") == [(0,)]


async def test_old_buttons_still_work_after_a_restart(desk: Desk, tmp_path: Path) -> None:
    """A clause and a list of cases depend on nothing that was asked since."""
    async with open_room(desk, tmp_path) as room:
        clerk = await room.invited("clerk", 501)
        await clerk.writes("para 22")
        await clerk.hears()
        clause = clerk.last
        await clerk.writes("/cases")
        await clerk.hears()
        cases = clerk.last
        await clerk.writes("how long do we have to execute a foreign order?")
        await clerk.hears()
        await room.restart()
        await clerk.presses(clause, 0)
        await clerk.hears()
        assert "para" in clerk.last.text
        await clerk.presses(cases, "Overdue")
        await clerk.hears()
        assert clerk.chat.by_id[cases.message_id].text.startswith("Overdue")


async def test_a_form_goes_on_after_a_restart(desk: Desk, tmp_path: Path) -> None:
    """The question stands in the chat, its buttons and what was answered hold."""
    async with open_room(desk, tmp_path) as room:
        clerk = await _at_the_first_question(room)
        await room.restart()
        await clerk.presses(clerk.last, 0)
        await clerk.hears()
        await room.restart()
        await clerk.writes("20.11.2026")
        await clerk.hears()
        assert "Question 3" in clerk.last.text


async def test_the_next_question_takes_the_place_of_the_last(desk: Desk, tmp_path: Path) -> None:
    """A form by buttons and a list that is turned stay one message."""
    async with open_room(desk, tmp_path) as room:
        clerk = await room.invited("clerk", 501)
        await clerk.writes("/cases")
        await clerk.hears()
        for name in ("Overdue", "Due within 7 days", "My cases"):
            await clerk.presses(clerk.last, name)
            await clerk.hears()
        assert len(said_to(clerk)) == 2


async def test_every_press_is_answered_with_a_deed_or_a_word(desk: Desk, tmp_path: Path) -> None:
    """Walk through every button of the list of cases; each press is confirmed to Telegram."""
    async with open_room(desk, tmp_path) as room:
        clerk = await room.invited("clerk", 501)
        await clerk.writes("/cases")
        await clerk.hears()
        names = [row[0][0] for row in clerk.last.buttons]
        for name in names:
            await clerk.writes("/cases")
            await clerk.hears()
            await clerk.presses(clerk.last, name)
            await clerk.hears()
        await room.idle()
        assert len(room.api.called("answerCallbackQuery")) == len(names)


async def test_the_chosen_language_is_remembered(desk: Desk, tmp_path: Path) -> None:
    """/lang changes what is said from now on, after a restart too, whatever the client's language is."""
    async with open_room(desk, tmp_path) as room:
        clerk = await room.invited("clerk", 501)
        await clerk.writes("/lang ru")
        await clerk.hears()
        await clerk.writes("/cases")
        await clerk.hears()
        russian = clerk.last.text
        await room.restart()
        await clerk.writes("/cases")
        await clerk.hears()
        assert clerk.last.text == russian
        await clerk.writes("/lang en")
        await clerk.hears()
        await clerk.writes("/cases")
        await clerk.hears()
        assert clerk.last.text != russian
        assert await room.rows("SELECT language FROM people WHERE language IS NOT NULL") == [("en",)]


async def _at_the_first_question(room: Room) -> Person:
    clerk = await room.invited("clerk", 501)
    await clerk.writes("/register")
    await clerk.hears()
    assert "Question 1" in clerk.last.text
    return clerk
