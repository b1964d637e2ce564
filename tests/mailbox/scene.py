"""A court that reminds by mail over SMTP and hears over IMAP, and the people who answer."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from itertools import count
from pathlib import Path
from typing import Any, Final

from aiosmtpd.smtp import Envelope

from bot.desk import Desk
from bot.mailbox.hearing import Counter
from bot.mailbox.inflow import Mailbox
from bot.mailbox.server import entered
from knowledge.languages import Language
from notifier.mail import MailSender, Server
from tests.court import SEAL
from tests.databases import Kind
from tests.mailbox.imap import USER, PostBox
from tests.notifier.office import MAIL, Office, open_office
from tests.notifier.post import PostOffice

_NUMBERS: Final = count(1)


@dataclass
class Scene:
    """The office and its two servers."""

    office: Office
    post: PostOffice
    box: PostBox
    mailbox: Mailbox

    @property
    def sent(self) -> list[EmailMessage]:
        """What was sent by mail, oldest first."""
        return [mail_of(one) for one in self.post.taken]

    @property
    def said(self) -> str:
        """The words of the mail that was sent last."""
        return words(self.sent[-1])

    async def remind(self, day: str = "2026-12-15") -> EmailMessage:
        """The time of a reminder comes; the mail that tells of it."""
        before = len(self.post.taken)
        await self.office.at(day)
        return self.sent[before]

    async def receive(self, *messages: bytes) -> None:
        """Messages arrive, are fetched and handled."""
        await self.box.deliver(*messages)
        async with entered(self.box.account()) as session:
            assert await self.mailbox.fetch(session, asyncio.Event())

    async def answer(self, mail: EmailMessage, text: str, **fields: str) -> str:
        """What is said to an answer to a mail; "" when nothing is."""
        before = len(self.post.taken)
        await self.receive(answer(mail, text, **fields))
        return "\n".join(map(words, self.sent[before:]))

    async def inbox(self) -> list[tuple[object, ...]]:
        """What is kept of the mails that came: whether they are handled, and their content."""
        return await self.office.rows("SELECT handled_at IS NOT NULL, content FROM inbox ORDER BY id")


def mail_of(taken: Envelope) -> EmailMessage:
    """A message as it is read at the other end."""
    assert isinstance(taken.content, bytes)
    return message_from_bytes(taken.content, policy=policy.default)


def words(mail: EmailMessage) -> str:
    """The plain text of a mail."""
    body = mail.get_body(("plain",))
    assert body
    return str(body.get_content()).replace("\r\n", "\n")


def answer(mail: EmailMessage, text: str, sender: str = MAIL, **fields: str) -> bytes:
    """An answer to a mail as a mail program makes it, the original quoted below."""
    quoted = "\n".join(f"> {line}" for line in words(mail).splitlines())
    about = {"In_Reply_To": str(mail["Message-ID"]), "References": str(mail["Message-ID"])}
    return letter(f"{text}\n\nвт, 15 дек. 2026 г. в 09:00, Komek <{USER}>:\n{quoted}\n", sender, **about | fields)


def letter(text: str, sender: str = MAIL, **fields: Any) -> bytes:  # noqa: ANN401 - whatever a field holds
    """A mail to us; a field with "" is left out."""
    made = EmailMessage(policy=policy.SMTP)
    usual = {
        "From": f"Айгуль <{sender}>",
        "To": USER,
        "Subject": "Re: 12-3",
        "Message_ID": f"<{next(_NUMBERS)}@client.test>",
    }
    for name, value in (usual | fields).items():
        if value:
            made[name.replace("_", "-")] = value
    made.set_content(text)
    return made.as_bytes()


@asynccontextmanager
async def open_scene(
    desk: Desk,
    folder: Path,
    kind: Kind = "sqlite",
    language: Language = "en",
    **about: Any,  # noqa: ANN401
) -> AsyncIterator[Scene]:
    """A court whose clerk has registered a case that is due on 21 December."""
    async with open_office(desk, folder, language, kind) as office, PostOffice() as post, PostBox(**about) as box:
        delivery = office.rounds.delivery
        sender = MailSender(Server("127.0.0.1", USER, "none", post.port), office.clock, seal=SEAL)
        delivery.senders = {"telegram": office.chat, "email": sender}
        counter = Counter(office.court.registry, delivery)
        mailbox = Mailbox(box.account(), counter, office.court.storage, office.clock, frozenset({USER}))
        yield Scene(office, post, box, mailbox)
