"""What a mail means to us: who wrote it, which reminder it answers; the registry hears it, answers go out as mails."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.mailbox.reading import CameBack, Written
from bot.registry import Registry, Said
from dialogs.caseturns import Began
from dialogs.memory import read_state
from dialogs.reminderturns import OnReminder
from dialogs.replies import blocks
from dialogs.turns import Event, Say, Wrote
from dialogs.understand import answer_in
from dialogs.wording import Block, Wording
from knowledge.cases import Case
from knowledge.people import Person
from notifier.delivery import Delivery
from notifier.mail import Mail, kept_mail
from notifier.marks import Mark, made, read, spelled
from storage.outbox import Claimed, Message
from storage.reminders import Kept
from storage.seal import kept_text
from storage.unit import Unit

#: So many mails of one sender are answered within an hour; further ones are heard, and nothing is said to them: two
#: programs that answer each other would else never end.
ANSWERED: Final = 30
HOUR: Final = timedelta(hours=1)

#: A failure that is about the message or about what its server thinks of us, not about whether somebody is there.
_NOT_GONE: Final = ("4.", "5.2.2", "5.2.3", "5.3.", "5.5.", "5.6.", "5.7.")
#: What is pressed in a chat and written in a mail.
_MONTH: Final = frozenset({"turn", "day"})

log = structlog.get_logger("mailbox")


@dataclass(frozen=True, slots=True)
class Writer:
    """Who wrote a mail, and what they answer with it."""

    person: Person
    #: Their address as they gave it.
    address: str
    mark: Mark | None


@dataclass
class Answered:
    """When each address was answered; in memory, since it only keeps programs apart."""

    at: dict[str, list[datetime]] = field(default_factory=dict)

    def may(self, address: str, now: datetime) -> bool:
        """Whether an address is answered once more now."""
        recent = {who: [one for one in times if now - one < HOUR] for who, times in self.at.items()}
        self.at = {who: times for who, times in recent.items() if times}
        times = self.at.setdefault(address, [])
        if len(times) >= ANSWERED:
            return False
        times.append(now)
        return True


@dataclass
class Counter:
    """Where people are heard by mail."""

    registry: Registry
    delivery: Delivery
    answered: Answered = field(default_factory=Answered)

    async def writer(self, unit: Unit, mail: Written) -> Writer | None:
        """
        Who wrote a mail; None for whoever we do not know for sure.

        Anybody can write anything after "From": known is who answers what we sent to that very address, or for whom the
        server that we trust vouches.
        """
        installation = await unit.docket.installation()
        marks = (read(installation, mail.sender, one) for one in mail.answers)
        mark = next((one for one in marks if one), None)
        if mark is None and not mail.is_authentic:
            return None
        known = await unit.people.with_email(spelled(mail.sender))
        found = await self._which(unit, mail.sender, known, mark)
        return Writer(*found, mark) if found else None

    async def heard(self, unit: Unit, now: datetime, key: str, mail: Written) -> tuple[Claimed, ...]:
        """
        Hear a mail; the answers that are to be sent once the transaction is committed.

        Args:
            unit: The transaction.
            now: The moment.
            key: What tells this mail from all others.
            mail: The mail.
        """
        writer = await self.writer(unit, mail)
        if writer is None:
            return ()
        await unit.people.know(writer.person.id, "email", mail.sender)
        await unit.people.set_gone("email", writer.address, is_gone=False)  # somebody is there
        turn = await self.registry.turn(unit, now, "email", mail.sender)
        said: Said | None = None
        for event in await self._events(unit, now, mail, writer):
            said = await turn.said_to(event)
        if said is None or not self.answered.may(mail.sender, now):
            log.warning("mail heard and not answered: too many from one sender")
            return ()
        return await self._answer(unit, key, mail, writer, said)

    async def not_handled(self, unit: Unit, now: datetime, key: str, mail: Written) -> tuple[Claimed, ...]:
        """Let whoever waits for an answer know that none will come."""
        writer = await self.writer(unit, mail)
        if writer is None or not self.answered.may(mail.sender, now):
            return ()
        language = writer.person.language or self.registry.default_language
        said = Said(
            blocks((Say("not-handled"),), Wording(self.registry.texts, self.registry.law, language)), 0, language
        )
        return await self._answer(unit, key, mail, writer, said)

    async def returned(self, unit: Unit, report: CameBack) -> tuple[str, Mark] | None:
        """What came back, and from which address; None when it is nothing that we sent there."""
        installation = await unit.docket.installation()
        for address in report.addresses:
            for one in report.message_ids:
                if mark := read(installation, address, one):
                    return address, mark
        return None

    async def came_back(self, unit: Unit, report: CameBack) -> None:
        """Take note of a message of ours that came back."""
        found = await self.returned(unit, report)
        if found is None:
            return
        address, mark = found
        is_gone = not report.status.startswith(_NOT_GONE)
        reminder = mark.reminder if mark.kind == "reminder" else 0
        known = await unit.people.with_email(spelled(address))
        for written in sorted({address, *(one for _, one in known)}):
            await self.delivery.came_back(unit, ("email", written), reminder, is_gone=is_gone)
        log.warning("mail came back", status=report.status, is_gone=is_gone)

    async def _which(
        self, unit: Unit, address: str, known: Iterable[tuple[Person, str]], mark: Mark | None
    ) -> tuple[Person, str] | None:
        """Which of those who share an address: whom the reminder was for, or who talks from there, or the only one."""
        known = tuple(known)
        if mark and mark.reminder:
            for one in known:
                if await unit.reminders.one(mark.reminder, one[0].id):
                    return one
            return None
        talks = await unit.people.known_by("email", address)
        there = [one for one in known if talks and one[0].id == talks.id] or known
        return there[0] if len(there) == 1 else None

    async def _events(self, unit: Unit, now: datetime, mail: Written, writer: Writer) -> tuple[Event, ...]:
        """What was done: a word in answer to a reminder is as good as its button, the rest is the talk's."""
        mark = writer.mark
        today = self.registry.hours.day(now)
        answer = answer_in(mail.text, today) if mark and mark.reminder else None
        if answer is None or mark is None:
            return (Wrote(mail.text),)
        if mark.kind == "answer" and await self._has_form(unit, mail.sender):
            return (Wrote(mail.text),)  # it answers what we asked, and a reason may be "done" too
        verb, day = answer
        if day is not None and (form := await self._done(unit, mark.reminder, writer.person, day.isoformat())):
            return OnReminder(mark.reminder, "seen"), form
        return (OnReminder(mark.reminder, verb),)

    async def _has_form(self, unit: Unit, address: str) -> bool:
        state = read_state(await unit.conversations.locked("email", address))
        return state is not None and (state.form is not None or state.run is not None)

    async def _done(self, unit: Unit, reminder: int, person: Person, day: str) -> Began | None:
        """The form "done" with all that the mail and the reminder tell; None when the case is not to be worked at."""
        kept = await unit.reminders.one(reminder, person.id)
        case = await unit.cases(person).get(kept.case) if kept else None
        if kept is None or case is None or case.closed:
            return None
        said = await unit.reminders.together(kept.said_with or kept.id) or (kept,)
        limits = tuple(dict.fromkeys(one.limit for one in said))
        endings = self._endings(case, said)
        only = (("event", endings[0]),) if len(endings) == 1 else ()
        return Began("done", case.id, given=(("limits", ",".join(limits)), *only, ("day", day)))

    def _endings(self, case: Case, said: Iterable[Kept]) -> tuple[str, ...]:
        named = {one.limit for one in said}
        limits = (limit for limit in self.registry.law.kinds[case.kind].limit if limit.key in named)
        return tuple(dict.fromkeys(event for limit in limits for event in limit.until))

    async def _answer(self, unit: Unit, key: str, mail: Written, writer: Writer, said: Said) -> tuple[Claimed, ...]:
        """The answer in the thread of what it answers; further mails in it are still about the same reminder."""
        installation = await unit.docket.installation()
        about = Mark("answer", writer.mark.reminder if writer.mark else 0)
        whole = f"{installation}:{key}"
        content = kept_mail(
            Mail(
                whole,
                said.language,
                self._subject(mail, said),
                tuple(self._blocks(said)),
                in_reply_to=mail.message_id,
                references=" ".join(reversed(mail.answers)),
                mark=made(installation, mail.sender, whole, about),
            )
        )
        # it may hold what was answered of a person
        content = kept_text(self.registry.seal, content)
        message = Message(key, "reply", "email", mail.sender, content, writer.person.id)
        return (await unit.outbox.put_claimed(message),)

    def _subject(self, mail: Written, said: Said) -> str:
        subject = mail.subject or self.registry.texts.words("mail-subject", said.language)
        return subject if subject.lower().startswith("re:") else f"Re: {subject}"

    def _blocks(self, said: Said) -> Iterator[Block]:
        """What is said, and how it is answered where there is nothing to press."""
        kinds = {block.kind for block in said.blocks}
        yield from (block for block in said.blocks if block.kind not in _MONTH)
        if kinds & _MONTH:
            yield Block("note", self.registry.texts.words("mail-day", said.language))
        elif "choice" in kinds:
            yield Block("note", self.registry.texts.words("mail-choose", said.language))
