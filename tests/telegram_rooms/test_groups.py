"""In groups Komek keeps silent unless it is spoken to, and never speaks of cases; the inline query offers clauses."""

from pathlib import Path

import pytest

from bot.desk import Desk
from tests.botapi.chats import Chat
from tests.telegram_rooms.room import IIN, Room, open_room

CASES = ("/cases", "/case 12-3", "case 12-3", "/register", "overdue", "/continue", "my cases")


@pytest.mark.parametrize(
    "text", ["para 22.4", "/clause 22.4", "hello@komek_test_botanics", "@komek_test_bot2 22.4", "a@b.kz", "@", "@komek"]
)
async def test_a_group_hears_nothing_unasked(desk: Desk, tmp_path: Path, text: str) -> None:
    """Whatever people write to each other."""
    async with open_room(desk, tmp_path) as room:
        group = room.api.group()
        await room.api.person(501, "A", "en").writes(text, in_group=group)
        await room.idle()
        assert _said(room, group) == []


@pytest.mark.parametrize("kind", ["voice", "photo", "sticker", "location"])
async def test_a_group_hears_nothing_about_pictures(desk: Desk, tmp_path: Path, kind: str) -> None:
    """Not even that only text is read."""
    async with open_room(desk, tmp_path) as room:
        group = room.api.group()
        await (await room.invited("clerk", 501)).sends(kind, in_group=group, caption="@komek_test_bot")
        await room.idle()
        assert _said(room, group) == []


@pytest.mark.parametrize("text", ["@komek_test_bot 22.4", "22.4 @KOMEK_test_bot", "/clause@komek_test_bot 22.4"])
async def test_a_group_is_answered_about_the_law(desk: Desk, tmp_path: Path, text: str) -> None:
    """Spoken to by its name it answers, with no buttons that one person could press for another."""
    async with open_room(desk, tmp_path) as room:
        group = room.api.group()
        asking = room.api.person(501, "A", "en")
        await asking.writes(text, in_group=group)
        await room.idle()
        assert "22(4)" in _said(room, group)[0]
        assert group.latest(room.api.bot).buttons == []
        await asking.writes("para 11", in_group=group, reply_to=group.latest(room.api.bot))
        await room.idle()
        assert "para 11" in _said(room, group)[1]
        assert await room.rows("SELECT count(*) FROM conversations") == [(0,)]


async def test_a_group_is_told_nothing_of_cases(desk: Desk, tmp_path: Path) -> None:
    """Not even when a clerk of the court asks there."""
    async with open_room(desk, tmp_path) as room:
        clerk = await room.invited("clerk", 501)
        await clerk.writes("/register")
        await clerk.hears()
        await clerk.presses(clerk.last, 0)
        await clerk.hears()
        for answer in ("20.11.2026", "Germany", "12-3", "Minsk Convention"):
            await clerk.writes(answer)
            await clerk.hears()
        group = room.api.group()
        for text in CASES:
            await clerk.writes(f"@komek_test_bot {text}", in_group=group)
            await room.idle()
        for said in _said(room, group):
            assert "Germany" not in said
            assert "12-3:" not in said
            assert "Which kind" not in said
        assert all(not message.buttons for message in group.messages)
        assert await room.rows("SELECT count(*) FROM cases") == [(1,)]


async def test_a_code_that_is_told_in_a_group_lets_nobody_in(desk: Desk, tmp_path: Path) -> None:
    """It stays good for whoever it was made for."""
    async with open_room(desk, tmp_path) as room:
        code = room.court.codes["clerk"]
        await room.api.person(666, "X", "en").writes(f"/start@komek_test_bot {code}", in_group=room.api.group())
        await room.idle()
        await room.invited("clerk", 501)


async def test_a_group_and_a_private_chat_do_not_mix(desk: Desk, tmp_path: Path) -> None:
    """A form that is open in private is not answered from a group."""
    async with open_room(desk, tmp_path) as room:
        clerk = await room.invited("clerk", 501)
        await clerk.writes("/register")
        await clerk.hears()
        await clerk.writes("@komek_test_bot 1", in_group=room.api.group())
        await room.idle()
        await clerk.presses(clerk.last, 0)
        await clerk.hears()
        assert "Question 2" in clerk.last.text


@pytest.mark.parametrize(
    ("query", "clauses"), [("22.4", ["22.4"]), ("п. 22", ["22"]), ("22-25", ["22", "23", "24", "25"])]
)
async def test_an_inline_query_offers_clauses(desk: Desk, tmp_path: Path, query: str, clauses: list[str]) -> None:
    """In whichever chat the bot's name is written; each person in their own language."""
    async with open_room(desk, tmp_path) as room:
        for number, language in ((501, "en"), (502, "kk")):
            person = room.api.person(number, "A", language)
            await person.asks_inline(query)
            await room.idle()
            assert [one["id"] for one in person.offered] == clauses
        assert room.api.person(501).offered != room.api.person(502).offered
        assert [call["is_personal"] for call in room.api.called("answerInlineQuery")] == [True, True]


@pytest.mark.parametrize("query", ["", "nonsense", "<b>", "99", "💼", IIN, "a" * 256])
async def test_an_inline_query_that_names_no_clause_offers_none(desk: Desk, tmp_path: Path, query: str) -> None:
    """It is answered all the same."""
    async with open_room(desk, tmp_path) as room:
        person = room.api.person(501, "A", "en")
        await person.asks_inline(query)
        await room.idle()
        assert person.offered == []
        assert room.api.asked == {}


async def test_an_inline_query_for_everything_offers_what_fits(desk: Desk, tmp_path: Path) -> None:
    """Ten of the thirty-three paragraphs, each short enough to be sent."""
    async with open_room(desk, tmp_path) as room:
        person = room.api.person(501, "A", "ru")
        await person.asks_inline("1-33")
        await room.idle()
        assert len(person.offered) == 10


def _said(room: Room, group: Chat) -> list[str]:
    return [message.text for message in group.messages if message.raw["from"]["id"] == room.api.bot["id"]]
