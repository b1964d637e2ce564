"""Who was not invited gets next to nothing, personal data are refused, and neither is kept anywhere."""

import asyncio
import logging
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.desk import Desk
from tests.telegram_rooms.room import IIN, Room, open_room, said_to


async def test_a_stranger_gets_one_line_an_hour(desk: Desk, tmp_path: Path) -> None:
    """However much is written, pressed, sent; and not a word of it stays."""
    async with open_room(desk, tmp_path) as room:
        stranger = room.api.person(666, "X", "en")
        for hour in range(3):
            for text in ("/cases", "para 11", "hello", f"my number is {IIN}", "/register"):
                await stranger.writes(text)
                await room.idle()
            assert len(said_to(stranger)) == hour + 1
            room.clock.go(minutes=61)
        await stranger.presses_forged(stranger.last, "1:1:AAAAAAAAAAAAAA")
        await stranger.presses_forged(stranger.last, "nonsense")
        await room.idle()
        assert len(said_to(stranger)) == 3
        await _nothing_is_kept(room)


@pytest.mark.parametrize("start", ["/start ", "/START ", "/Start  "])
@pytest.mark.parametrize("is_public", [False, True])
async def test_codes_cannot_be_guessed(desk: Desk, tmp_path: Path, start: str, *, is_public: bool) -> None:
    """Five tries an hour are answered, the rest is not even looked at; the true code works an hour later."""
    async with open_room(desk, tmp_path, public_answers=is_public) as room:
        stranger = room.api.person(666, "X", "en")
        for number in range(12):
            await stranger.writes(f"{start}guess{number}")
        await room.idle()
        assert len(said_to(stranger)) == 5
        await stranger.starts(room.court.codes["clerk"])
        await room.idle()
        assert len(said_to(stranger)) == 5
        room.clock.go(minutes=61)
        await stranger.starts(room.court.codes["clerk"])
        await stranger.hears()
        assert "Welcome, Айгуль" in stranger.last.text


async def test_a_code_lets_in_one_person_once(desk: Desk, tmp_path: Path) -> None:
    """The link of an invitation that was passed on is worth nothing."""
    async with open_room(desk, tmp_path) as room:
        await room.invited("clerk", 501)
        other = room.api.person(666, "X", "en")
        await other.starts(room.court.codes["clerk"])
        await other.hears()
        assert "Welcome" not in other.last.text
        assert await room.rows("SELECT address FROM channels") == [("501",)]


@pytest.mark.parametrize("kind", ["voice", "sticker", "photo", "document", "contact", "location"])
async def test_what_is_no_text_gets_one_polite_line_or_none(desk: Desk, tmp_path: Path, kind: str) -> None:
    """People of the court are told that only text is read; strangers are told nothing."""
    async with open_room(desk, tmp_path) as room:
        clerk = await room.invited("clerk", 501)
        stranger = room.api.person(666, "X", "en")
        for person in (clerk, stranger):
            await person.sends(kind, caption=f"ИИН {IIN}")
        await room.idle()
        assert said_to(clerk)[1:] == ["I read text only. Write it, please."]
        assert said_to(stranger) == []
        assert IIN.encode() not in _bytes(tmp_path)


async def test_public_answers_are_about_the_law_only(desk: Desk, tmp_path: Path) -> None:
    """Where strangers may ask, they are told the law and nothing of cases."""
    async with open_room(desk, tmp_path, public_answers=True) as room:
        clerk = await room.invited("clerk", 501)
        await _register(room)
        stranger = room.api.person(666, "X", "en")
        await stranger.writes("how long do we have to execute a foreign order?")
        await stranger.hears()
        assert "para 11" in stranger.last.text
        for text in ("/cases", "/case 12-3", "/register", "/continue", "case 12-3", "overdue"):
            await stranger.writes(text)
            await stranger.hears()
            assert "12-3: " not in stranger.last.text
            assert "Germany" not in stranger.last.text
        assert await room.rows("SELECT count(*) FROM cases") == [(1,)]
        assert clerk.last.text


@pytest.mark.parametrize(
    "text", [IIN, f"ИИН истца {IIN}.", "850101-300124", f"/register {IIN}", f"/start {IIN}", f"п. 11 {IIN} 🇰🇿"]
)
async def test_personal_data_are_refused_deleted_and_kept_nowhere(
    desk: Desk, tmp_path: Path, text: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """Not in the database's bytes while it runs or after, not in the log, not in the chat."""
    caplog.set_level(logging.DEBUG)
    async with open_room(desk, tmp_path) as room:
        with capture_logs() as log:
            clerk = await room.invited("clerk", 501)
            await clerk.writes(text)
            await clerk.hears()
            await room.idle()
            assert "personal data" in clerk.last.text
            assert [message.text for message in clerk.messages if text in message.text] == []
            await clerk.asks_inline(text)
            await room.idle()
            group = room.api.group()
            await clerk.writes(f"@komek_test_bot {text}", in_group=group)
            await room.idle()
            assert [message for message in group.messages if message.from_bot] == []
            number = text if text[:1].isdigit() else IIN
            assert number.encode() not in _bytes(tmp_path)
        out = capfd.readouterr()
        said = f"{log}{caplog.text}{out.out}{out.err}"
        assert number not in said
    assert number.encode() not in _bytes(tmp_path)


async def test_personal_data_may_be_allowed(desk: Desk, tmp_path: Path) -> None:
    """An installation that decided so is not held up by the check."""
    async with open_room(desk, tmp_path, personal_data=True) as room:
        clerk = await room.invited("clerk", 501)
        await clerk.writes(f"how long for {IIN}?")
        await clerk.hears()
        assert "personal data" not in clerk.last.text
        assert room.api.called("deleteMessage") == []


async def test_names_and_pictures_of_telegram_are_not_stored(desk: Desk, tmp_path: Path) -> None:
    """Of an update no more is kept than the answer needs."""
    async with open_room(desk, tmp_path) as room:
        clerk = await room.invited("clerk", 501)
        of = room.api.person(777, "Forwarded-Name", "en")
        person = room.api.person(501)
        person.user |= {"first_name": "Secret-First", "last_name": "Secret-Last"}
        await clerk.forwards("п. 11", of=of)
        await clerk.hears()
        held = _bytes(tmp_path)
        for name in ("Forwarded-Name", "Secret-First", "Secret-Last"):
            assert name.encode() not in held


async def test_somebody_who_was_removed_is_a_stranger_at_once(desk: Desk, tmp_path: Path) -> None:
    """From the next message on: no cases, old buttons neither."""
    async with open_room(desk, tmp_path) as room:
        clerk = await room.invited("clerk", 501)
        await clerk.writes("/cases")
        await clerk.hears()
        async with room.court.storage.unit(room.clock()) as unit:
            person = await unit.people.known_by("telegram", "501")
            assert person
            await unit.people.remove(person.id)
        before = len(said_to(clerk))
        await clerk.presses(clerk.last, "Overdue")
        await clerk.writes("/cases")
        await clerk.writes("/xagain")
        await clerk.sends("voice")
        await room.idle()
        assert len(said_to(clerk)) == before + 1
        assert "invit" in clerk.last.text.lower()
        assert await room.rows("SELECT count(*) FROM conversations") == [(0,)]


async def test_the_log_never_holds_what_people_write(
    desk: Desk, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """Faults on every side while people write a word that nobody else knows."""
    caplog.set_level(logging.DEBUG)
    async with open_room(desk, tmp_path) as room:
        with capture_logs() as log:
            clerk = await room.invited("clerk", 501)
            for trouble in ({"html": True}, {"status": 500}, {"drop": True}, {"status": 400}, {"status": 403}):
                room.api.fail("sendMessage", **trouble)
                room.api.fail("getUpdates", status=trouble.get("status") or 500)
                await clerk.writes("/xsesame")
                await clerk.writes("sesame, what is due?")
                await room.idle()
                await asyncio.sleep(0.05)
                await room.tick(hours=1)
        out = capfd.readouterr()
        assert log
        assert "sesame" not in f"{log}{out.out}{out.err}"
        assert "sesame" not in "".join(r.getMessage() for r in caplog.records if not r.name.startswith("aiosqlite"))


async def _nothing_is_kept(room: Room) -> None:
    assert await room.rows("SELECT count(*) FROM inbox WHERE content IS NOT NULL") == [(0,)]
    assert await room.rows("SELECT count(*) FROM conversations") == [(0,)]
    assert await room.rows("SELECT count(*) FROM outbox WHERE content IS NOT NULL") == [(0,)]


async def _register(room: Room) -> None:
    clerk = room.api.person(501)
    await clerk.writes("/register")
    await clerk.hears()
    await clerk.presses(clerk.last, 0)
    await clerk.hears()
    for answer in ("20.11.2026", "Germany", "12-3", "Minsk Convention"):
        await clerk.writes(answer)
        await clerk.hears()


def _bytes(folder: Path) -> bytes:
    """The database's files as they lie on the disk."""
    return b"".join(path.read_bytes() for path in sorted(folder.glob("komek.db*")))


async def test_a_link_to_a_clause_is_no_invitation(desk: Desk, tmp_path: Path) -> None:
    """A colleague gets the clause; a stranger gets the one line, and no try at a code is counted."""
    async with open_room(desk, tmp_path) as room:
        clerk = await room.invited("clerk", 501)
        await clerk.starts("clause_22_4")
        await clerk.hears()
        assert "para 22(4)" in clerk.last.text
        stranger = room.api.person(666, "X", "en")
        await stranger.starts("clause_22_4")
        await stranger.hears()
        assert "invited" in stranger.last.text
        assert "22" not in stranger.last.text
