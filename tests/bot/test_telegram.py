"""Komek in Telegram, end to end over HTTP: the real dispatcher and client, a strict Bot API server."""

from pathlib import Path

from bot.desk import Desk
from tests.telegram import open_chat


async def test_the_story_of_a_case(desk: Desk, tmp_path: Path) -> None:
    """Invited, asked, registered, corrected, handed over, closed: as a clerk does it with the phone."""
    async with open_chat(desk, tmp_path) as chat:
        clerk = chat.api.person(501, first_name="Айгуль", language_code="en")
        await clerk.starts(chat.court.codes["clerk"])
        await clerk.hears()
        assert "Welcome, Айгуль" in clerk.last.text
        await clerk.writes("how long do we have to execute a foreign order?")
        await clerk.hears()
        assert "para 11" in clerk.last.text
        await clerk.writes("/register")
        await clerk.hears()
        await clerk.presses(clerk.last, "received order, service of documents")
        await clerk.hears()
        for answer in ("20.11.2026", "Germany", "12-3", "Minsk Convention"):
            await clerk.writes(answer)
            await clerk.hears()
        assert "Registered: case 12-3." in clerk.last.text
        assert "Monday, 21 December 2026" in clerk.last.text
        await clerk.presses(clerk.last, "Correct a date")
        await clerk.hears()
        await clerk.presses(clerk.last, 0)
        await clerk.hears()
        for answer in ("18.11.2026", "misread"):
            await clerk.writes(answer)
            await clerk.hears()
        assert "now Friday, 18 December 2026" in clerk.last.text
        await clerk.presses(clerk.last, "Hand over")
        await clerk.hears()
        await clerk.presses(clerk.last, "Бекова (judge)")
        await clerk.hears()
        assert "responsible: Бекова" in clerk.last.text
        await clerk.presses(clerk.last, "Close the case")
        await clerk.hears()
        await clerk.writes("executed")
        await clerk.hears()
        assert "Case 12-3 is closed." in clerk.last.text


async def test_a_stranger_gets_one_line_and_nothing_of_him_is_kept(desk: Desk, tmp_path: Path) -> None:
    """Deny by default, however many messages; no state, no text."""
    async with open_chat(desk, tmp_path) as chat:
        stranger = chat.api.person(666, first_name="X", language_code="kk")
        for text in ("/cases", "п. 11", "hello", "/start guessed"):
            await stranger.writes(text)
        await stranger.hears(2)
        await chat.api.settled()
        assert len([message for message in stranger.messages if message.from_bot]) == 2
        async with chat.court.storage.unit(chat.inflow.now()) as unit:
            rows = await unit.connection.exec_driver_sql(
                "SELECT content FROM inbox UNION SELECT state FROM conversations"
            )
            assert {row[0] for row in rows} == {None}
