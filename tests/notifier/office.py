"""A court whose clock is moved by hand, and what it says unasked by chat and by mail."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bot.desk import Desk
from bot.telegram.buttons import Seal
from bot.telegram.envelope import ChatEnvelope
from dialogs.reminderturns import Verb
from dialogs.reminderwording import ANSWERS
from dialogs.turns import Pressed, Wrote
from dialogs.wording import Block
from knowledge.languages import LANGUAGES, Language
from notifier.delivery import Delivery, Result, Sent
from notifier.mail import Mail, MailEnvelope, read_mail
from notifier.post import Envelope, Post
from notifier.rounds import Rounds
from storage.reminders import Kept
from tests.court import HOURS, NOW, Court
from tests.databases import Kind
from tests.telegram import open_court_in

#: The accounts of people in Telegram, and the mail address of the clerk.
CLERK, JUDGE, CHIEF, ADMINISTRATOR = "501", "502", "503", "504"
MAIL: Final = "clerk@sud.kz"


@dataclass
class Way:
    """A way out that takes what it is told to take, and keeps it."""

    taken: list[tuple[str, str]] = field(default_factory=list)
    #: What comes of a message to an address; it is taken where nothing is said.
    results: dict[str, Result] = field(default_factory=dict)
    #: Where a message waits until one goes on the other way too; None to go at once.
    meeting: asyncio.Barrier | None = None

    async def send(self, address: str, content: str) -> Result:
        """What became of it."""
        if self.meeting:
            await self.meeting.wait()
        result = self.results.get(address, Sent())
        if isinstance(result, Sent):
            self.taken.append((address, content))
        return result


@dataclass
class Office:
    """The court, its clock, its ways out and its rounds."""

    court: Court
    now: datetime = NOW
    chat: Way = field(default_factory=Way)
    mail: Way = field(default_factory=Way)
    rounds: Rounds = field(init=False)
    offered: tuple[Block, ...] = ()

    def open(self) -> None:
        """Start the program, as after a stop: nothing is known but what the database holds."""
        registry = self.court.registry
        ways = {"telegram": self.chat, "email": self.mail}
        delivery = Delivery(self.court.storage, ways, self.clock, chance=lambda: 1.0)
        self.rounds = Rounds(self.court.storage, registry.laws, HOURS, registry.post, delivery, self.clock)
        self.rounds.steadiness.passed = self.passed
        delivery.pass_on = self.rounds.saying.pass_on

    def passed(self) -> float:
        """Seconds since the beginning."""
        return (self.now - NOW).total_seconds()

    def clock(self) -> datetime:
        """The moment now."""
        return self.now

    async def at(self, day: str, clock: str = "09:00") -> list[str]:
        """Let the time come, by the clocks of Kazakhstan, and make the round; what is said by chat, each to whom."""
        self.now = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=HOURS.zone).astimezone(UTC)
        self.chat.taken.clear()
        self.mail.taken.clear()
        await self.rounds.tick()
        return self.said

    async def round(self) -> list[str]:
        """Make the round now; what is said by chat, each to whom."""
        await self.rounds.tick()
        return self.said

    @property
    def said(self) -> list[str]:
        """What was said by chat since the time moved: to whom, and the first line."""
        return [f"{to}: {json.loads(one)['params']['text'].splitlines()[0]}" for to, one in self.chat.taken]

    @property
    def mails(self) -> list[Mail]:
        """What was sent by mail since the time moved."""
        return [mail for _, content in self.mail.taken if (mail := read_mail(content))]

    async def hear(self, text: str, account: str = CLERK) -> str:
        """What is said to words in a chat."""
        self.offered = await self.court.registry.hear("telegram", account, Wrote(text))
        return "\n".join(block.text for block in self.offered)

    async def take(self, label: str, account: str = CLERK) -> str:
        """What is said when the choice of this label is taken."""
        (number,) = [block.number for block in self.offered if block.kind == "choice" and block.text == label]
        return await self.hear(str(number), account)

    async def answer(self, verb: Verb, account: str = CLERK, reminder: int | None = None) -> str:
        """What is said to a button under the newest reminder of somebody."""
        number = next(number for number, known in ANSWERS.items() if known == verb)
        newest = reminder if reminder is not None else (await self.kept(account))[-1].id
        self.offered = await self.court.registry.hear("telegram", account, Pressed(newest, number))
        return "\n".join(block.text for block in self.offered)

    async def kept(self, account: str = "", case: int = 1) -> list[Kept]:
        """The reminders of a case, those to one person that were said where an account is given."""
        async with self.court.storage.unit(self.now) as unit:
            found = await unit.reminders.of_cases([case])
            known = await unit.people.known_by("telegram", account) if account else None
        return [one for one in found if not known or (one.person == known.id and one.outcome == "said")]

    async def rows(self, query: str) -> list[tuple[object, ...]]:
        """What the database answers."""
        async with self.court.storage.unit(self.now) as unit:
            found = await unit.connection.exec_driver_sql(query)
            return [tuple(row) for row in found] if found.returns_rows else []

    async def stages(self, *outcomes: str | None) -> list[str]:
        """The stages of a case's reminders with one of these outcomes, by their moments."""
        found = [one for one in await self.kept() if one.outcome in outcomes]
        return [f"{one.person} {one.stage} {one.due}" for one in sorted(found, key=lambda one: (one.at, one.person))]

    async def hears(self, *texts: str, account: str = CLERK) -> str:
        """What is said to the last of several words in a chat."""
        return [await self.hear(text, account) for text in texts][-1]

    async def register(self, day: str = "20.11.2026", number: str = "12-3") -> str:
        """A received order is registered by the clerk."""
        return await self.hears("/register", "1", day, "Germany", number, "skip")


@asynccontextmanager
async def open_office(
    desk: Desk, folder: Path, language: Language = "en", kind: Kind = "sqlite"
) -> AsyncIterator[Office]:
    """A court with its people in Telegram; the clerk has a mail address too."""
    async with open_court_in(kind, desk, folder, language) as court:
        answer = {one: desk.texts.words("mail-answer", one) for one in LANGUAGES}
        envelopes: dict[str, Envelope] = {
            "telegram": ChatEnvelope(Seal.of("1:a")),
            "email": MailEnvelope("komek@sud.kz", answer),
        }
        office = Office(court)
        court.registry = replace(court.registry, post=Post(desk.texts, envelopes, language), now=office.clock)
        async with court.storage.unit(NOW) as unit:
            for who, account in (
                ("clerk", CLERK), ("judge", JUDGE), ("chief", CHIEF), ("administrator", ADMINISTRATOR),
            ):  # fmt: skip
                person = await unit.people.admit(court.codes[who], "telegram", account)
                assert person
                if who == "clerk":
                    await unit.people.set_reminders(person.id, None, None, MAIL)
        office.open()
        yield office
