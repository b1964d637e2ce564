"""What an update means to us: the router reads it, the registry answers it, the messages go into the outbox."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from aiogram import Bot, Router
from aiogram.enums import ChatAction
from aiogram.exceptions import AiogramError
from aiogram.methods import Response
from aiogram.types import (
    CallbackQuery,
    ChatMemberUpdated,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultUnion,
    Message,
)
from aiogram.types import InputTextMessageContent as Content

from bot.desk import Desk
from bot.registry import Registry, Said
from bot.telegram.arrivals import WITHHELD
from bot.telegram.buttons import Seal
from bot.telegram.menu import set_own_menu
from bot.telegram.pages import PER_ROW, messages
from dialogs.months import NOTHING
from dialogs.replies import blocks
from dialogs.turns import Event, Pressed, Quote, Say, Wrote
from dialogs.understand import code_in
from dialogs.wording import Wording
from knowledge.languages import LANGUAGES, Language
from knowledge.people import Person, Role
from storage.outbox import Claimed
from storage.outbox import Message as Outgoing
from storage.unit import Unit

#: After so many seconds a turn that is not done yet is announced as typing, and again after so many: a client shows
#: it for five.
SLOW: Final = 1.0
SHOWN: Final = 4.0

#: A stranger is answered so often, however much he writes.
ANSWERED_AGAIN: Final = timedelta(hours=1)
#: And may try so many codes in that time.
TRIES: Final = 5
#: Clauses that an inline query offers.
MOST_OFFERED: Final = 10
LONGEST_OFFERED: Final = 3_000


#: By what the answer to a button or a menu is read; held, as in `notifier.senders`.
ANSWER: Final = Response[bool]


@dataclass
class Strangers:
    """When strangers were answered last, and the codes they tried: in memory, nothing of them is kept."""

    answered: dict[int, datetime] = field(default_factory=dict)
    tried: dict[int, list[datetime]] = field(default_factory=dict)

    def is_answered(self, person: int, now: datetime) -> bool:
        """Whether a stranger gets an answer now; then not again for a while."""
        self._forget(now)
        if person in self.answered:
            return False
        self.answered[person] = now
        return True

    def may_try(self, person: int, now: datetime) -> bool:
        """Whether a stranger may try another code."""
        self._forget(now)
        tries = self.tried.setdefault(person, [])
        tries.append(now)
        return len(tries) <= TRIES

    def _forget(self, now: datetime) -> None:
        recent = {who: [at for at in tries if now - at < ANSWERED_AGAIN] for who, tries in self.tried.items()}
        self.tried = {who: tries for who, tries in recent.items() if tries}
        self.answered = {who: at for who, at in self.answered.items() if now - at < ANSWERED_AGAIN}


@dataclass(frozen=True, slots=True)
class Place:
    """Who is heard where, and the language of the client."""

    chat: int
    person: int
    spoken: Language | None


@dataclass
class Turn:
    """One update's transaction, and what is to be done once it is committed."""

    unit: Unit
    bot: Bot
    now: datetime
    #: The update's number: a message is put out once for it, however often it is handled.
    key: str
    claimed: list[Claimed] = field(default_factory=list)
    after: list[Callable[[], Awaitable[object]]] = field(default_factory=list)

    async def say(self, contents: Iterator[str], address: int) -> None:
        """Put messages out; they are sent after the commit."""
        for content in contents:
            key = f"reply:{self.key}:{len(self.claimed)}"
            message = Outgoing(key, "reply", "telegram", str(address), content)
            self.claimed.append(await self.unit.outbox.put_claimed(message))


@dataclass(frozen=True)
class Counter:
    """Where people of Telegram are heard."""

    registry: Registry
    desk: Desk
    seal: Seal
    public_answers: bool = False
    personal_data: bool = False
    strangers: Strangers = field(default_factory=Strangers)
    #: The menus that people have, as far as this process has set them.
    menus: dict[int, tuple[Role, Language]] = field(default_factory=dict)

    async def written(self, turn: Turn, message: Message, person: int, text: str) -> None:
        """A message in a private chat."""
        if text == WITHHELD:
            await self._refuse_personal(turn, message, person)
            return
        await self._heard(turn, Place(message.chat.id, person, _language(message)), Wrote(text))

    async def not_text(self, turn: Turn, message: Message, person: int) -> None:
        """A voice, a sticker, a place: known people are told that only text is read."""
        if await turn.unit.people.known_by("telegram", str(person)):
            await self._say(turn, message.chat.id, person, self._fixed("text-only", _language(message)))

    async def pressed(self, turn: Turn, query: CallbackQuery, message: Message) -> None:
        """A button."""
        turn.after.append(lambda: _quietly(query.answer()))
        place = Place(message.chat.id, query.from_user.id, _spoken(query))
        event = self.seal.pressed(query.data or "", place.chat, place.person)
        if event and event.number == NOTHING:
            return
        if event is not None:
            await self._heard(turn, place, event, message.message_id)
        elif await turn.unit.people.known_by("telegram", str(place.person)):
            await self._say(turn, place.chat, place.person, self._fixed("old-choice", place.spoken))

    async def asked_in_group(self, turn: Turn, message: Message, text: str) -> None:
        """A question to us in a group: about the law only, and nothing is remembered."""
        state = self.desk.opened()
        _, said = self.desk.hear(state, Wrote(text))
        plain = (block for block in said if block.kind not in PER_ROW)
        await turn.say(messages(message.chat.id, plain, str), message.chat.id)

    def offered(self, query: InlineQuery) -> list[InlineQueryResultUnion]:
        """The clauses that an inline query means: public law, nothing else."""
        named = self.desk.law.search.named(query.query)
        found = named.clauses if named else ()
        wording = Wording(self.desk.texts, self.desk.law, _known(query.from_user.language_code) or "ru")
        return [_article(clause, wording) for clause in tuple(dict.fromkeys(found))[:MOST_OFFERED]]

    async def _heard(self, turn: Turn, place: Place, event: Event, edited: int | None = None) -> None:
        address = str(place.person)
        known = await turn.unit.people.known_by("telegram", address)
        if known is None and not await self._is_let_through(turn, place, event):
            self._show_menu(turn, place, None, self.registry.default_language)
            return
        registry = replace(self.registry, default_language=place.spoken or self.registry.default_language)
        heard = await registry.turn(turn.unit, turn.now, "telegram", address, known)
        said = await heard.said_to(event)
        if said.person is None and not self.public_answers:
            await turn.unit.conversations.drop("telegram", address)  # a code that did not hold leaves nothing
        await self._say(turn, place.chat, place.person, said, edited if said.is_in_place else None)
        self._show_menu(turn, place, said.person, said.language)

    def _show_menu(self, turn: Turn, place: Place, person: Person | None, language: Language) -> None:
        """Have Telegram show what this person can do, once the turn is committed, if that is another menu than now."""
        menu = (person.role, language) if person else None
        if menu != self.menus.get(place.person):
            turn.after.append(lambda: self._set_menu(turn.bot, place, person, language))

    async def _set_menu(self, bot: Bot, place: Place, person: Person | None, language: Language) -> None:
        with suppress(AiogramError):  # what Telegram did not take is told again with the next message
            await set_own_menu(bot, self.desk.texts, place.chat, person, language)
            if person:
                self.menus[place.person] = (person.role, language)
            else:
                del self.menus[place.person]

    async def _is_let_through(self, turn: Turn, place: Place, event: Event) -> bool:
        """Whether a stranger is heard: with a code, or where answers are public; else he gets one line in a while."""
        if isinstance(event, Wrote) and code_in(event.text):
            return self.strangers.may_try(place.person, turn.now)
        if self.public_answers:
            return True
        if self.strangers.is_answered(place.person, turn.now):
            await self._say(turn, place.chat, place.person, self._fixed("invited-only", place.spoken))
        return False

    async def _refuse_personal(self, turn: Turn, message: Message, person: int) -> None:
        turn.after.append(lambda: _quietly(message.delete()))
        is_heard = self.public_answers or await turn.unit.people.known_by("telegram", str(person))
        if is_heard or self.strangers.is_answered(person, turn.now):
            await self._say(turn, message.chat.id, person, self._fixed("personal-refused", _language(message)))

    def _fixed(self, name: str, spoken: Language | None) -> Said:
        language = spoken or self.registry.default_language
        wording = Wording(self.desk.texts, self.desk.law, language)
        return Said(blocks((Say(name),), wording), 0, language)

    async def _say(self, turn: Turn, chat: int, person: int, said: Said, edited: int | None = None) -> None:
        def data(number: int) -> str:
            return self.seal.data(chat, person, Pressed(said.offer, number))

        await turn.say(messages(chat, said.blocks, data, edited), chat)


def router() -> Router:
    """The handlers; `counter` and `turn` are handed to them with each update."""
    found = Router(name="komek")
    found.message.register(_written, _in_private, _has_text)
    found.message.register(_no_text, _in_private)
    found.message.register(_addressed, _in_group, _has_text)
    found.callback_query.register(_pressed, _under_private)
    found.inline_query.register(_offered)
    found.my_chat_member.register(_blocked, _in_private)
    return found


# aiogram's own `F` is no coroutine: it would be sent to a thread, and waited for, once for each update and filter


async def _in_private(event: Message | ChatMemberUpdated) -> bool:
    return event.chat.type == "private"


async def _in_group(message: Message) -> bool:
    return message.chat.type in {"group", "supergroup"}


async def _has_text(message: Message) -> bool:
    return bool(message.text)


async def _under_private(query: CallbackQuery) -> bool | dict[str, object]:
    message = query.message
    return {"message": message} if message and message.chat.type == "private" else False


async def _written(message: Message, counter: Counter, turn: Turn) -> None:
    if message.from_user and message.text:
        await counter.written(turn, message, message.from_user.id, message.text)


async def _no_text(message: Message, counter: Counter, turn: Turn) -> None:
    if message.from_user:
        await counter.not_text(turn, message, message.from_user.id)


async def _addressed(message: Message, counter: Counter, turn: Turn, username: str) -> None:
    text = message.text or ""
    if not username or text == WITHHELD:
        return
    asked = re.sub(rf"@{re.escape(username)}(?!\w)", "", text, flags=re.IGNORECASE)
    to_us = message.reply_to_message and message.reply_to_message.from_user
    if asked != text or (to_us and to_us.username == username):
        await counter.asked_in_group(turn, message, asked.strip())


async def _pressed(query: CallbackQuery, message: Message, counter: Counter, turn: Turn) -> None:
    await counter.pressed(turn, query, message)


async def _offered(query: InlineQuery, counter: Counter, turn: Turn) -> None:
    found = counter.offered(query)
    turn.after.append(lambda: _quietly(query.answer(found, cache_time=300, is_personal=True)))


async def _blocked(event: ChatMemberUpdated, turn: Turn) -> None:
    is_gone = event.new_chat_member.status in {"kicked", "left"}
    await turn.unit.people.set_gone("telegram", str(event.from_user.id), is_gone=is_gone)


@contextmanager
def typing(bot: Bot, chat: int) -> Iterator[None]:
    """What takes long is announced in a chat meanwhile."""
    # aiogram's own sender waits at the end until Telegram has answered
    announcing: list[asyncio.Task[None]] = []
    later = asyncio.get_running_loop().call_later(
        SLOW, lambda: announcing.append(asyncio.create_task(_announce(bot, chat)))
    )
    try:
        yield
    finally:
        later.cancel()
        for task in announcing:
            task.cancel()


async def _announce(bot: Bot, chat: int) -> None:
    while True:
        await _quietly(bot.send_chat_action(chat, ChatAction.TYPING))
        await asyncio.sleep(SHOWN)


async def _quietly(call: Awaitable[object]) -> None:
    """A call that nothing depends on: the query may be too old by now, the message gone."""
    with suppress(AiogramError):
        await call


def _article(clause: str, wording: Wording) -> InlineQueryResultArticle:
    name = wording.clause(clause)
    said = "\n\n".join(block.text for block in wording.quoted(Quote(clause, is_whole=True)))
    title = f"{name}. {wording.law.act.text(clause, wording.language).heading}"
    text = said if len(said) <= LONGEST_OFFERED else f"{said[: LONGEST_OFFERED - 1]}…"
    return InlineQueryResultArticle(
        id=clause, title=title, input_message_content=Content(message_text=f"{name}\n\n{text}")
    )


def _known(code: str | None) -> Language | None:
    return next((language for language in LANGUAGES if (code or "").lower().startswith(language)), None)


def _language(message: Message) -> Language | None:
    return _known(message.from_user.language_code) if message.from_user else None


def _spoken(query: CallbackQuery) -> Language | None:
    return _known(query.from_user.language_code)
