"""A case registered in Telegram reminds its clerk there and by mail, over HTTP and SMTP, and hears the answer."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

from bot.desk import Desk
from bot.telegram.buttons import Seal
from bot.telegram.envelope import ChatEnvelope
from notifier.mail import MailEnvelope, MailSender, Server
from notifier.post import Envelope, Post
from notifier.rounds import Rounds
from tests.court import HOURS, NOW, SEAL
from tests.notifier.post import PostOffice
from tests.telegram import TOKEN, open_chat


async def test_a_reminder_arrives_by_both_ways_and_is_answered(desk: Desk, tmp_path: Path) -> None:
    """Registered with the phone; on the day the button and the mail are there, and "Seen" is heard."""
    async with open_chat(desk, tmp_path) as chat, PostOffice() as office:
        court, inflow, at = chat.court, chat.inflow, datetime(2026, 12, 15, 4, tzinfo=UTC)
        ways: dict[str, Envelope] = {
            "telegram": ChatEnvelope(Seal.of(TOKEN)),
            "email": MailEnvelope("komek@sud.kz", {"en": "Chat."}),
        }
        registry = replace(court.registry, post=Post(desk.texts, ways, "en"))
        inflow.counter = replace(inflow.counter, registry=registry)
        clerk = chat.api.person(501, first_name="Айгуль", language_code="en")
        await clerk.starts(court.codes["clerk"])
        await clerk.hears()
        for text in ("/reminders", "1", "skip", "skip", "clerk@sud.kz", "/register", "1", "20.11.2026", "Germany"):
            await clerk.writes(text)
            await clerk.hears()
        for text in ("12-3", "skip"):
            await clerk.writes(text)
            await clerk.hears()
        assert "Registered: case 12-3." in clerk.last.text
        server = Server("127.0.0.1", "komek@sud.kz", "none", office.port)
        inflow.delivery.senders = {**inflow.delivery.senders, "email": MailSender(server, lambda: NOW, seal=SEAL)}
        rounds = Rounds(court.storage, registry.laws, HOURS, registry.post, inflow.delivery, lambda: at)
        await rounds.tick()
        await clerk.hears()
        assert clerk.last.text.startswith("Case 12-3: due Monday, 21 December 2026")
        (envelope,) = office.taken
        mail = message_from_bytes(envelope.content or b"", policy=policy.default)  # type: ignore[arg-type]
        assert mail["Subject"] == clerk.last.text.splitlines()[0]
        assert [part.get_content_type() for part in mail.walk()][-1] == "application/ics"
        await clerk.presses(clerk.last, "Seen")
        await clerk.hears()
        assert "noted that you have seen it" in clerk.last.text
